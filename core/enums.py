"""Names of what the kernel itself writes into the trail and announces."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Event(models.TextChoices):
    """What happens in the kernel."""

    LIST_EXPORTED = "core.list_exported", _("List exported")
    PAPER_ADDED = "core.paper_added", _("Paper added")
    PAPER_REPLACED = "core.paper_replaced", _("Paper replaced")
    PAPER_REMOVED = "core.paper_removed", _("Paper removed")
    PAPER_DOWNLOADED = "core.paper_downloaded", _("Paper downloaded")
    PRINTED = "core.printed", _("Printed")
    MESSAGES_CHOSEN = "core.messages_chosen", _("Choice of messages changed")
    MESSAGE_RESENT = "core.message_resent", _("Message sent again")
    DUTY_CHASED = "core.duty_chased", pgettext_lazy("event", "Chased")
    RECORD_SENT = "core.record_sent", _("Sent to people")
    RECORD_SENT_AGAIN = "core.record_sent_again", _("Sent to the same people again")
    READING_CONFIRMED = "core.reading_confirmed", _("Reading confirmed")
    READERS_CHASED = "core.readers_chased", _("Readers chased")
    CORRECTION_REGISTERED = "core.correction_registered", _("Error registered")
    CORRECTION_DENIED = "core.correction_denied", _("Said to be no error")
    CORRECTION_SETTLED = "core.correction_settled", _("Error corrected")
    SCHEDULE_CHANGED = "core.schedule_changed", _("Schedule changed")
    SCHEDULE_RUN = "core.schedule_run", _("Schedule run by hand")
    TOKEN_MADE = "core.token_made", _("API token made")
    TOKEN_ENDED = "core.token_ended", _("API token ended")
    API_READ = "core.api_read", _("List read by API")
