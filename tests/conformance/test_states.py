"""States: every table of moves can be walked from its start to an end, and no other way."""

from datetime import UTC, datetime
from itertools import product

import pytest

from core import states
from core.errors import BusinessError
from core.models import AuditEntry
from tests.conformance.ground import factories
from tests.conformance.ground import models as our_models

AT = datetime(2026, 11, 20, 1, tzinfo=UTC)
MOVING = [model for model in our_models() if hasattr(model, "MOVES")]
MADE = [model for model in MOVING if model in factories()]


def label(model):
    return model._meta.label


def moves(model):
    return {str(before): {str(to) for to in after} for before, after in model.MOVES.items()}


def choices(model):
    return {str(value) for value, _ in model._meta.get_field("status").flatchoices}


def reachable(table, start):
    seen, waiting = set(), [start]
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting += table.get(state, ())
    return seen


@pytest.mark.parametrize("model", MOVING, ids=label)
def test_the_table_names_every_state_and_no_other(model):
    table = moves(model)

    assert set(table) == choices(model), "a final state stands in the table with an empty set"
    assert set().union(*table.values()) <= choices(model)


@pytest.mark.parametrize("model", MOVING, ids=label)
def test_every_state_is_reached_from_the_first(model):
    start = str(model._meta.get_field("status").get_default())

    assert reachable(moves(model), start) == choices(model)


@pytest.mark.parametrize("model", MOVING, ids=label)
def test_no_state_is_a_dead_end_but_the_final_ones(model):
    table = moves(model)
    final = {state for state, after in table.items() if not after}
    stuck = [state for state in table if final and not reachable(table, state) & final]

    assert stuck == []


@pytest.fixture
def standing(model, monkeypatch):
    """A record that stands in a state, whose row is not asked and not written."""
    record = factories()[model]()
    saved = []
    monkeypatch.setattr(record, "save", lambda **kwargs: saved.append(kwargs["update_fields"]))

    def at(state):
        record.__dict__["status"] = state
        saved.clear()
        return record, saved

    return at


@pytest.mark.django_db
@pytest.mark.parametrize("model", MADE, ids=label)
def test_every_other_move_is_refused_and_leaves_no_trace(model, standing, li_min):
    table = moves(model)
    entries = AuditEntry.objects.count()
    for before, to in product(table, table):
        if to in table[before]:
            continue
        record, saved = standing(before)

        with pytest.raises(BusinessError) as refused:
            states.move(record, to, actor=li_min, at=AT, locked=True)

        assert (refused.value.code, record.status, saved) == ("illegal_move", before, [])
    assert AuditEntry.objects.count() == entries


@pytest.mark.django_db
@pytest.mark.parametrize("model", MADE, ids=label)
def test_every_legal_move_is_saved_and_written_down(model, standing, li_min):
    for before, targets in moves(model).items():
        for to in targets:
            record, saved = standing(before)

            states.move(record, to, actor=li_min, at=AT, locked=True)

            entry = AuditEntry.objects.latest("id")
            assert record.status == to
            assert "status" in saved[0]
            assert (entry.actor_id, entry.subject_id) == (li_min.pk, record.pk)
            assert entry.changes["status"] == [before, to]
