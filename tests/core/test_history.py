"""Earlier versions are kept, also of what comes in by the thousand."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from core import audit, history
from core.ui.pages.history import history_of
from tests.ground.models import Paper

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 1, tzinfo=UTC)


def test_a_historical_import_keeps_versions_set_based(
    li_min: User, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        rows = history.bulk(
            Paper,
            [Paper(name=f"合同{i}") for i in range(50)],
            actor=li_min,
            at=AT,
            reason="opening",
        )
    versions = Paper.history.all()
    assert len(rows) == versions.count() == 50
    assert {(v.history_user, v.history_date, v.history_change_reason) for v in versions} == {
        (li_min, AT, "opening")
    }


def test_a_signed_save_is_signed_once(li_min: User) -> None:
    paper = Paper.objects.create(name="合同")
    paper.amount = Decimal("9.99")
    history.save(paper, actor=li_min, at=AT, reason="price", fields=["amount"])
    paper.save()
    assert [v.history_user for v in paper.history.order_by("history_id")] == [None, li_min, None]


def test_what_is_no_field_of_the_record_has_a_word_too(li_min: User) -> None:
    paper = Paper.objects.create(name="合同")
    facts = {"paper": (None, "a.pdf"), "form": (None, "送货单"), "print": (None, 2)}
    audit.record(actor=li_min, verb="core.printed", subject=paper, at=AT, changes=facts)

    (entry,) = history_of(paper, li_min)

    assert {str(each["label"]): each["new"] for each in entry["changes"]} == {
        "附件": "a.pdf",
        "单据": "送货单",
        "第几次打印": 2,
    }
