"""One-time codes that count once.

The library remembers a used code in the cache for one period, while a code is good for three
(one before, one after); so the last period used is written down with the secret instead.
"""

import time
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.db import transaction
from django.utils.translation import pgettext

SPENT = "spent"


def code_period(secret: str, code: str, now: float) -> int | None:
    """The period the code belongs to, among those still accepted."""
    current = int(now) // app_settings.TOTP_PERIOD
    tolerance = app_settings.TOTP_TOLERANCE
    for period in range(current - tolerance, current + tolerance + 1):
        expected = auth.format_hotp_value(auth.hotp_value(secret, period))
        if compare_user_code(actual=code, expected=expected):
            return period
    return None


@transaction.atomic
def code_spend(authenticator: Authenticator, code: str, now: float) -> bool:
    """Take the code; False when it, or a later one, was taken before."""
    locked = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    period = code_period(get_adapter().decrypt(locked.data["secret"]), code, now)
    if period is None or period <= locked.data.get(SPENT, 0):
        return False
    locked.data[SPENT] = period
    locked.save(update_fields=["data"])
    return True


class _SpendsCode:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["code"]  # type: ignore[attr-defined]
        # the library's own word is that of a product's code here
        field.label = field.widget.attrs["placeholder"] = pgettext("second factor", "Code")

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        authenticator: Authenticator = self.authenticator  # type: ignore[attr-defined]
        is_totp = authenticator.type == Authenticator.Type.TOTP
        if is_totp and not code_spend(authenticator, code, time.time()):
            self._emit_authentication_failed(authenticator)  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class LoginCodeForm(_SpendsCode, AuthenticateForm):
    """The second step of log-in."""


class ReauthenticateCodeForm(_SpendsCode, ReauthenticateForm):
    """Proving oneself again before something sensitive."""
