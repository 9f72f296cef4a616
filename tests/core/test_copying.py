"""Rows written in bulk arrive as they were given, whatever stands in them."""

from datetime import UTC, datetime, timedelta

import pytest

from core.database import copy_rows
from core.models import Job

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NASTY = (
    "tab\there",
    "line\nbreak",
    "back\\slash",
    "\\N",
    "\\.",
    "carriage\rreturn",
    "quote \" and ' both",
    "中文，全角",
    "",
)
SAME = {
    **dict.fromkeys(("kind", "key", "message", "error", "file", "file_name", "worker"), ""),
    **dict.fromkeys(("progress", "total", "attempts"), 0),
    "state": "done",
    "queued_at": AT,
    "sent_at": AT,
    "result": {},
    "is_cancel_wanted": False,
}


def copied(rows):
    return copy_rows(Job, ["title", "params", "started_at"], rows, constants=SAME)


def found():
    return list(Job.objects.order_by("pk").values_list("title", "params", "started_at"))


@pytest.mark.django_db
@pytest.mark.parametrize("nasty", NASTY, ids=repr)
def test_a_text_arrives_as_it_is_among_others(nasty):
    rows = [(text, {"text": text, "none": None}, AT) for text in ("before", nasty, "after")]
    assert copied(rows) == 3
    assert found() == rows


@pytest.mark.django_db
def test_more_rows_than_are_written_together_and_columns_of_several_makes():
    texts = [NASTY[n % len(NASTY)] if n > 2000 else f"row {n}" for n in range(2_507)]
    rows = [
        (text, {"n": n} if n % 3 else {}, None if n % 2 else AT + timedelta(seconds=n))
        for n, text in enumerate(texts)
    ]
    assert copied(iter(rows)) == 2_507
    assert found() == rows
