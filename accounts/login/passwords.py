"""Password rules: length and a list of common ones; the 等保2.0 level-2 rules behind one switch."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import PasswordRecord, User

DENGBAO2 = "dengbao2"
REMEMBERED = 5
LIFETIME = timedelta(days=90)
IDLE = timedelta(minutes=30)


def is_dengbao2() -> bool:
    """Whether the stricter rules of 等保2.0 level 2 are switched on."""
    return bool(settings.PASSWORD_RULES == DENGBAO2)


def is_expired(user: User, now: datetime) -> bool:
    """Whether the password must be changed before anything else."""
    return is_dengbao2() and now - (user.password_changed_at or user.date_joined) > LIFETIME


class ThreeClassesValidator:
    """Three of: small letters, capitals, digits, other signs."""

    def validate(self, password: str, user: User | None = None) -> None:
        classes = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
        if is_dengbao2() and sum(any(map(is_in, password)) for is_in in classes) < 3:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        if not is_dengbao2():
            return ""
        return _("Use three of: small letters, capital letters, digits, other signs.")


class NotUsedBeforeValidator:
    """The last five passwords are remembered, and not taken again."""

    def validate(self, password: str, user: User | None = None) -> None:
        if not is_dengbao2() or user is None or not user.pk:
            return
        records = PasswordRecord.objects.filter(user=user)[:REMEMBERED]
        if any(check_password(password, record.encoded) for record in records):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def password_changed(self, password: str, user: User | None = None) -> None:
        """Remember it, whatever the rules: the switch may be turned tomorrow."""
        if user is None or not user.pk:
            return
        now = timezone.now()
        User.objects.filter(pk=user.pk).update(password_changed_at=now)
        user.password_changed_at = now
        PasswordRecord.objects.create(user=user, encoded=user.password, set_at=now)
        kept = PasswordRecord.objects.filter(user=user)[:REMEMBERED].values_list("pk", flat=True)
        PasswordRecord.objects.filter(user=user).exclude(pk__in=list(kept)).delete()

    def get_help_text(self) -> str:
        return _("Not one of your last five passwords.") if is_dengbao2() else ""
