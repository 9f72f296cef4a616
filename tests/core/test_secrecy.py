"""Secret facts are shown only where somebody said yes."""

from types import SimpleNamespace
from typing import Any

import pytest

from core import secrecy
from tests.ground.models import Paper

PERSON = SimpleNamespace(is_active=True)


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrecy, "_resolvers", [])


def test_nobody_sees_a_secret_before_a_resolver_is_registered() -> None:
    assert not secrecy.may_see(PERSON, secrecy.AMOUNT)


def test_the_resolver_decides_by_kind_and_record() -> None:
    @secrecy.register
    def resolver(user: Any, kind: str, subject: Any = None) -> bool:
        return kind == secrecy.AMOUNT and subject == "mine"

    assert secrecy.may_see(PERSON, secrecy.AMOUNT, "mine")
    assert not secrecy.may_see(PERSON, secrecy.AMOUNT, "theirs")
    assert not secrecy.may_see(PERSON, secrecy.COST, "mine")
    assert not secrecy.may_see(SimpleNamespace(is_active=False), secrecy.AMOUNT, "mine")
    assert not secrecy.may_see(None, secrecy.AMOUNT, "mine")


def test_no_kind_is_no_secret_and_an_unknown_kind_is_a_mistake() -> None:
    assert secrecy.may_see(PERSON, "")
    with pytest.raises(ValueError, match="price"):
        secrecy.may_see(PERSON, "price")


def test_a_field_says_by_its_type_and_name_which_secret_it_holds():
    kinds = [secrecy.kind_of(Paper, name) for name in ("amount", "name", "number", "lines")]

    assert kinds == [secrecy.AMOUNT, "", "", secrecy.AMOUNT]


def test_a_model_may_say_so_itself(monkeypatch):
    monkeypatch.setattr(Paper, "SECRET_FIELDS", {"name": secrecy.BANK}, raising=False)

    assert secrecy.kind_of(Paper, "name") == secrecy.BANK
