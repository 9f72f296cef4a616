"""What people are told, by which way, and whether it reached them."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .robot import Robot


class Channel(models.TextChoices):
    """By which way a message goes."""

    PAGE = "page", pgettext_lazy("channel", "Page")
    EMAIL = "email", _("E-mail")
    ROBOT = "robot", _("Group robot")


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Messages."""

    def visible_to(self, user: Any) -> "NotificationQuerySet":
        """One's own; who watches over the sending, all."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.has_perm("core.view_notification") else self.filter(recipient=user)

    def on_page(self, user: Any) -> "NotificationQuerySet":
        """What stands under the person's bell."""
        return self.filter(recipient=user, channel=Channel.PAGE)


class Notification(models.Model):
    """One message to one person, or one group, by one way."""

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("message", "Queued")
        SENDING = "sending", pgettext_lazy("message", "Being sent")
        SENT = "sent", pgettext_lazy("message", "Sent")
        FAILED = "failed", pgettext_lazy("message", "Failed")
        # It may have arrived: a person decides whether it is sent again.
        UNCERTAIN = "uncertain", pgettext_lazy("message", "Uncertain")

        @property
        def tone(self) -> str:
            """Its colour and glyph, where the word alone does not tell."""
            return {"sending": "moving", "sent": "done", "uncertain": "hold"}.get(self.value, "")

    kind = models.CharField(_("kind"), max_length=60)
    channel = models.CharField(_("way"), max_length=10, choices=Channel, default=Channel.PAGE)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("message", "recipient"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    robot = models.ForeignKey(
        Robot,
        verbose_name=_("group robot"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    url = models.CharField(_("leads to"), max_length=300, blank=True)
    subject_type = models.ForeignKey(
        ContentType,
        verbose_name=_("kind of record"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    subject_id = models.BigIntegerField(_("record"), null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    # The same occasion tells a person once, however often its subscriber is told.
    once = models.CharField(_("occasion"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(_("created at"))
    send_after_at = models.DateTimeField(_("not before"))
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("why not"), max_length=300, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["recipient", "channel", "-id"], name="core_notification_person"),
            models.Index(
                fields=["recipient"],
                condition=Q(channel="page", read_at__isnull=True),
                name="core_notification_unread",
            ),
            models.Index(fields=["subject_type", "subject_id"], name="core_notification_subject"),
            models.Index(
                fields=["send_after_at"],
                condition=Q(state__in=["queued", "sending"]),
                name="core_notification_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel="robot", robot__isnull=False, recipient__isnull=True)
                | (~Q(channel="robot") & Q(robot__isnull=True, recipient__isnull=False)),
                name="core_notification_to_one",
            ),
            models.UniqueConstraint(
                fields=["kind", "once", "channel", "recipient"],
                condition=~Q(once="") & Q(recipient__isnull=False),
                name="core_notification_person_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "once", "robot"],
                condition=~Q(once="") & Q(robot__isnull=False),
                name="core_notification_robot_once",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"


class MessageKeeping(models.Model):
    """How long messages are kept that nobody waits for any more; one row."""

    read_days = models.PositiveSmallIntegerField(
        _("days to keep what was read or sent"),
        default=180,
        help_text=_("0 keeps everything. What is unread, failed or uncertain always stays."),
    )

    class Meta:
        verbose_name = _("keeping of messages")
        verbose_name_plural = _("keeping of messages")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="core_message_keeping_one_row"),
        ]

    def __str__(self) -> str:
        return str(_("Keeping of messages"))


class NotificationChoice(models.Model):
    """What one person wants otherwise than the kind's own ways."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    kind = models.CharField(_("kind"), max_length=60)
    channel = models.CharField(_("way"), max_length=10, choices=Channel)
    is_wanted = models.BooleanField(_("wanted"))

    class Meta:
        verbose_name = _("choice of messages")
        verbose_name_plural = _("choices of messages")
        ordering = ["person", "kind", "channel"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "channel"], name="core_notification_choice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.kind} · {self.get_channel_display()}"
