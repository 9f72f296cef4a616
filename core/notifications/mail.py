"""Letters, through whichever e-mail backend the installation uses."""

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext as _

from core.models import Notification

from .addresses import absolute
from .outcome import Uncertain, Undelivered


def send_mail(row: Notification) -> None:
    """Send one letter; raises how it ended when it did not end well."""
    person = row.recipient
    if person is None or not person.email:
        raise Undelivered(_("This person has no e-mail address."), again=False)
    connection = get_connection(fail_silently=False)
    _open(connection)
    try:
        if not connection.send_messages([_letter(row, connection)]):
            raise Undelivered(_("The mail server took nothing."), again=True)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _said in error.recipients.values()]
        raise Undelivered(
            _("The mail server refused the address."), again=all(400 <= c < 500 for c in codes)
        ) from error
    except smtplib.SMTPResponseException as error:
        raise _answered(error.smtp_code) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Uncertain(_("The connection to the mail server broke while sending.")) from error
    finally:
        connection.close()


def _open(connection: Any) -> None:
    """Whatever goes wrong before the first letter: nothing was sent."""
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError as error:
        raise Undelivered(_("The mail server refused our log-in."), again=False) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Undelivered(_("The mail server cannot be reached."), again=True) from error


def _answered(code: int) -> Exception:
    """A refusal in the protocol's own numbers is certain; anything else is out of step."""
    if 400 <= code < 600:
        return Undelivered(
            _("The mail server refused the letter (%(code)s).") % {"code": code}, again=code < 500
        )
    return Uncertain(_("The mail server answered out of step (%(code)s).") % {"code": code})


def _letter(row: Notification, connection: Any) -> EmailMessage:
    language = getattr(row.recipient, "language", "") or settings.LANGUAGE_CODE
    with translation.override(language):
        foot = _("Which messages come as e-mail is chosen on the page “My profile”.")
    link = absolute(row.url)
    parts = [row.text or row.title, link, f"-- \n{foot}"]
    return EmailMessage(
        subject=" ".join(row.title.split()),
        body="\n\n".join(part for part in parts if part),
        to=[row.recipient.email] if row.recipient else [],
        # A letter sent again bears the same name, so that mail programs can tell.
        headers={"Message-ID": f"<message-{row.pk}.{row.created_at:%Y%m%d%H%M%S}@backoffice>"},
        connection=connection,
    )
