"""One-time codes: they count once; their secrets lie encrypted."""

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth

from accounts.login.adapter import MFAAdapter
from accounts.login.codes import code_spend

SECRET = "JBSWY3DPEHPK3PXP"
AT = 1_795_000_000.0


@pytest.fixture
def phone(li_min):
    return auth.TOTP.activate(li_min, SECRET).instance


def code(at):
    return auth.format_hotp_value(auth.hotp_value(SECRET, int(at) // 30))


def test_a_code_counts_once_for_as_long_as_it_would_be_accepted(phone):
    assert code_spend(phone, code(AT), AT)
    assert not code_spend(phone, code(AT), AT)
    assert not code_spend(phone, code(AT), AT + 30)


def test_an_earlier_code_does_not_count_after_a_later_one(phone):
    assert code_spend(phone, code(AT), AT)
    assert not code_spend(phone, code(AT - 30), AT)
    assert code_spend(phone, code(AT + 30), AT + 30)


def test_a_code_of_two_periods_ago_is_too_old(phone):
    assert not code_spend(phone, code(AT - 60), AT)


def test_the_second_step_of_log_in_takes_the_code_once(phone, password, client, log_in):
    with time_machine.travel(AT, tick=False):
        log_in("li_min", password)
        first = client.post("/accounts/2fa/authenticate/", {"code": code(AT)})
        client.post("/accounts/logout/")
        log_in("li_min", password)
        second = client.post("/accounts/2fa/authenticate/", {"code": code(AT)})

    assert (first.status_code, second.status_code) == (302, 200)
    assert "_auth_user_id" not in client.session


def test_the_secret_lies_encrypted_and_survives_a_new_key(phone, settings):
    stored = Authenticator.objects.get(pk=phone.pk).data["secret"]
    assert SECRET not in stored

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the next key"
    assert MFAAdapter().decrypt(stored) == SECRET
