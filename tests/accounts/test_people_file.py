"""A file of salespeople: whom it may change."""

from datetime import UTC, datetime

import pytest

from accounts.factories import UserFactory
from accounts.models import User
from core.imports import ledger
from core.imports.answering import errors_of
from core.imports.batches import batch_check, batch_confirm, batch_open

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def bring(actor, content):
    opened = batch_open(
        actor=actor,
        ledger=ledger("people"),
        file_name="业务员.csv",
        content=content.encode(),
        at=AT,
    )
    batch_check(actor=actor, batch=opened.batch, at=AT, opened=opened)
    return opened.batch


def test_new_salespeople_come_in_without_log_in_and_are_mended_by_file(zhou_ting, east_china):
    for name in ("老王", "王老五"):
        batch = bring(zhou_ting, f"登录名,姓名,片区\nlaowang,{name},{east_china.code}\n")
        batch_confirm(actor=zhou_ting, batch=batch, at=AT)

    person = User.objects.get(username="laowang")
    assert (person.full_name, person.is_active, person.region) == ("王老五", False, east_china)


@pytest.mark.parametrize(("who", "errors"), [("zhou_ting", 1), ("tang_wei", 0)])
def test_whoever_logs_in_is_changed_by_an_administrator_alone(request, east_china, who, errors):
    UserFactory(username="xiaozhang", full_name="小张")
    actor = request.getfixturevalue(who)

    batch = bring(actor, f"登录名,姓名,片区\nxiaozhang,小张,{east_china.code}\n")

    assert len(list(errors_of(batch, ledger("people")))) == errors
