"""Lists: the screen and the file are one, every column sorts, every filter filters."""

from datetime import date

import pytest

from core import secrecy
from core.errors import BusinessError
from core.excel.cells import as_number
from core.ui.lists import registry
from core.ui.lists.export import export_chunks
from core.ui.lists.filters import BoolFilter, ChoiceFilter, DateFilter, ModelFilter, NumberFilter
from tests.cast import create_person
from tests.conformance.addresses import addresses, people
from tests.conformance.ground import APPS, factories

addresses()  # reading the addresses imports every list
TODAY = date(2026, 11, 20)
LISTS = [each for each in registry.values() if each.__module__.split(".")[0] in APPS]
MADE = [each for each in LISTS if each.model in factories()]

pytestmark = pytest.mark.django_db


def label(each):
    return each.name


def listing(each, user, **params):
    return each(user=user, today=TODAY, params=params)


def reader(each):
    """Somebody who sees a row of it, with the fewest secrets."""
    for name in people():
        user = create_person(name)
        if listing(each, user).rows.values:
            return user
    return create_person("li_min")


@pytest.fixture
def three(each):
    return [factories()[each.model]() for _ in range(3)]


@pytest.mark.parametrize("each", MADE, ids=label)
def test_the_file_has_the_rows_and_columns_of_the_screen(each, three):
    shown = listing(each, reader(each))

    exported = list(shown.export_rows())

    assert len(exported) == len(shown.rows.values) == shown.count()[0]
    assert {len(row) for row in exported} <= {len(shown.export_columns())}
    assert all(str(column.heading) for column in shown.export_columns())
    cheap = [
        row for columns in export_chunks(shown, cheap=True) for row in zip(*columns, strict=True)
    ]
    assert [list(map(as_number, row)) for row in cheap] == [
        list(map(as_number, row)) for row in exported
    ]


@pytest.mark.parametrize("each", MADE, ids=label)
def test_every_column_sorts_both_ways_without_losing_a_row(each, three):
    user = reader(each)
    rows = {row[0] for row in listing(each, user).rows.values}

    for column in listing(each, user).allowed:
        if column.sort_path:
            for sign in ("", "-"):
                found = listing(each, user, sort=sign + column.key).rows.values
                assert {row[0] for row in found} == rows, column.key


@pytest.mark.parametrize("each", MADE, ids=label)
def test_every_filter_narrows_and_never_widens(each, three):
    user = reader(each)
    everything = listing(each, user)
    rows = {row[0] for row in everything.rows.values}

    for condition in everything.conditions_known:
        for text in samples(condition, user):
            narrowed = listing(each, user, **{condition.name: text})
            assert {row[0] for row in narrowed.rows.values} <= rows, condition.name
            for _, value in narrowed.conditions:
                assert condition.words(value, user)[1]


def samples(condition, user):
    if isinstance(condition, ModelFilter):
        return ["none", "1", *[value for value, _ in condition.options(user)][:1]]
    if isinstance(condition, BoolFilter):
        return ["1", "0"]
    if isinstance(condition, ChoiceFilter):
        return [value for value, _ in condition.options(user)]
    if isinstance(condition, DateFilter):
        return ["this_month", "last_quarter", "2026-01-01..2026-12-31", "..2026-12-31"]
    if isinstance(condition, NumberFilter):
        return ["0..100", "5..", "..0"]
    return ["华"]


@pytest.mark.parametrize("each", LISTS, ids=label)
def test_a_secret_column_is_absent_for_who_may_not_see_it(each):
    for name in people():
        user = create_person(name)
        shown = listing(each, user)
        for column in each.columns:
            may = secrecy.may_see(user, column.secret)
            assert (column in shown.allowed) == may, (name, column.key)
            if not may and column.sort_path and by_key(each, column.key) == 1:
                with pytest.raises(BusinessError):
                    listing(each, user, sort=column.key)


def by_key(each, key):
    return sum(column.key == key for column in each.columns)


@pytest.mark.parametrize("each", LISTS, ids=label)
def test_a_search_of_anything_is_answered(each):
    user = create_person("li_min")

    for words in ("华", "hysd", "%_'\"", "a" * 200, " "):
        assert listing(each, user, q=words).count()[0] >= 0


@pytest.mark.parametrize("each", LISTS, ids=label)
def test_a_list_says_what_it_counts(each):
    assert str(each.title)
    if any(column.total for column in each.columns):
        assert str(each.basis), "totals without their basis"
