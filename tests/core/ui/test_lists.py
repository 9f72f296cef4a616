"""One declaration feeds table, filters, totals, saved views and Excel."""

import datetime
import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection  # noqa: F401 - the condition of a mark names it
from django.db.models import ExpressionWrapper, F, Sum
from openpyxl import load_workbook

from accounts.factories import UserFactory
from accounts.models import User
from core.errors import BusinessError
from core.money import MoneyField
from core.ui.lists import Column, figures, find
from core.ui.lists.cells import DASH
from core.ui.lists.edges import foot
from core.ui.lists.export import export_chunks, write_file
from core.ui.lists.fetching import Inexact, exact
from core.ui.lists.table import body
from tests.toy import PersonList

TODAY = date(2026, 11, 20)
HEAVY = Decimal("123456789012345.67")


def listing(user, **params):
    return PersonList(user=user, today=TODAY, params=params)


def walk(user, *, backward=False, **params):
    """All rows, page after page."""
    small = type("Small", (PersonList,), {"page_size": 3, "name": ""})
    if backward:
        params["page"] = "last"
    pages = []
    while True:
        page = small(user=user, today=TODAY, params=params)
        pages.append([row[0] for row in page.rows.values])
        place = page.rows.before if backward else page.rows.after
        params = {k: v for k, v in params.items() if k not in {"after", "before", "page"}}
        if not place:
            break
        params["before" if backward else "after"] = place
    if backward:
        pages.reverse()
    return [pk for page in pages for pk in page]


@pytest.fixture
def crowd(li_min, central_china, east_china):
    seen = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    for number in range(14):
        UserFactory(
            username=f"p{number:02}",
            full_name=f"Name {number % 3}",
            region=[central_china, east_china, None][number % 3],
            last_login=seen + datetime.timedelta(days=number % 4) if number % 5 else None,
            roles=(),
        )
    return li_min


@pytest.mark.parametrize("sort", ["username", "full_name", "region_name", "last_login", "weight"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_pages_forward_and_back_make_up_the_whole_order(crowd, sort, sign):
    made = listing(crowd, sort=sign + sort)
    whole = list(made.ordered(made.paths).values_list(made.paths[0], flat=True))

    assert len(whole) == User.objects.count()
    assert walk(crowd, sort=sign + sort) == whole
    assert walk(crowd, sort=sign + sort, backward=True) == whole


def test_a_default_order_may_name_the_key_or_the_path_of_a_column(crowd):
    for name in ("-region_name", "-region__name"):
        ordered = type("Ordered", (PersonList,), {"order_by": name, "name": ""})

        shown = ordered(user=crowd, today=TODAY)

        assert (shown.order.path, shown.order.descending) == ("region__name", True)


def test_a_default_order_that_names_nothing_is_refused_at_once():
    for name in ("-regoin_name", "region__title"):
        with pytest.raises(ImproperlyConfigured, match=r"cannot be ordered by 'reg"):
            type("Lost", (PersonList,), {"order_by": name, "name": "lost"})

    assert find("lost") is None


def test_totals_are_the_sums_of_the_whole_filter(crowd):
    chosen = User.objects.filter(full_name__icontains="Name 1")

    shown = listing(crowd, full_name="Name 1")

    assert shown.totals() == {"weight": chosen.aggregate(n=Sum("pk"))["n"] * 10}
    assert shown.count() == (5, False)


def test_what_was_narrowed_is_counted_and_added_up_in_one_statement(
    crowd, django_assert_num_queries
):
    asked, apart = listing(crowd, full_name="Name 1"), listing(crowd, full_name="Name 1")

    with django_assert_num_queries(1):
        figures_of = asked.count_and_totals()

    assert figures_of == (*apart.count(), apart.totals())
    assert asked.count() == (5, False)


class LanguageList(PersonList):
    """Weights that are added up within one language."""

    name = ""
    columns = [
        Column("username", "Login"),
        Column(
            "weight", "Weight", kind="quantity", total=True, within="language", expression=F("pk")
        ),
    ]


def test_what_differs_in_unit_is_not_added_up_on_screen_or_in_the_file(
    crowd, django_assert_num_queries
):
    crowd_of_three = User.objects.filter(full_name="Name 1", username__lt="p10")
    crowd_of_three.update(language="zh-hans")
    crowd_of_three.filter(username="p01").update(language="en")
    weights = dict(crowd_of_three.values_list("username", "pk"))
    asked = {"full_name": "Name 1", "q": "p0"}

    for params, total in ((asked, None), (asked | {"language": "zh-hans"}, "sum")):
        shown = LanguageList(user=crowd, today=TODAY, params=params)
        with django_assert_num_queries(1):
            count, _more, sums = shown.count_and_totals()
            assert [column.total for column in shown.export_columns()] == [
                False,
                True if total else "—",
            ]
        expected = weights["p04"] + weights["p07"] if total else None
        assert (count, sums) == (2 if total else 3, {"weight": expected})
        assert shown.totals() == sums
        cells = [cell["text"] for cell in foot(shown, sums)]
        assert cells[1] == (f"{expected:,}" if total else DASH)
        file = io.BytesIO()
        write_file(LanguageList(user=crowd, today=TODAY, params=params), file)
        last = [cell.value for cell in list(load_workbook(file).active.rows)[-1]]
        assert last[1] == (expected or "—")


def test_more_rows_than_are_counted_have_no_totals_yet(crowd, monkeypatch):
    monkeypatch.setattr(figures, "COUNT_LIMIT", 3)

    assert listing(crowd, full_name="Name 1").count_and_totals() == (3, True, None)
    assert listing(crowd).count_and_totals() == (3, True, None)


def test_a_secret_column_is_absent_from_table_sort_filter_and_export(crowd, sun_xiaoyan):
    seen, hidden = listing(crowd), listing(sun_xiaoyan)

    assert "phone" in [column.key for column in seen.shown]
    assert "phone" not in [column.key for column in hidden.shown]
    assert "Phone" not in [str(column.heading) for column in hidden.export_columns()]
    for params in ({"sort": "phone"}, {"phone": "1"}, {"cols": "phone"}):
        with pytest.raises(BusinessError):
            listing(sun_xiaoyan, **params)


def test_search_leaves_out_what_is_secret(crowd, sun_xiaoyan):
    User.objects.filter(username="p03").update(phone="13900001111")

    assert listing(crowd, q="13900001111").count() == (1, False)
    assert listing(sun_xiaoyan, q="13900001111").count() == (0, False)


@pytest.mark.parametrize(
    "params",
    [
        {"colour": "red"},
        {"is_active": "maybe"},
        {"date_joined": "soon"},
        {"date_joined": "2026-02-31.."},
        {"region": "x"},
        {"language": "fr"},
        {"weight": "NaN.."},
        {"sort": "password"},
        {"cols": "password"},
    ],
)
def test_an_unknown_parameter_or_value_is_refused_in_words(crowd, params):
    with pytest.raises(BusinessError) as refusal:
        listing(crowd, **params)

    assert str(refusal.value)


@pytest.mark.parametrize("place", ["x", "W10", "e30", "WzEsMixudWxsXQ", "é"])
def test_a_damaged_place_is_refused_in_words(crowd, place):
    with pytest.raises(BusinessError):
        _ = listing(crowd, after=place).rows


def test_filters_narrow(crowd, central_china):
    assert listing(crowd, region=str(central_china.pk)).count() == (5, False)
    assert listing(crowd, region="none").count() == (5, False)
    assert listing(crowd, is_active="0").count() == (0, False)
    assert listing(crowd, date_joined="2000-01-01..2000-12-31").count() == (0, False)
    assert listing(crowd, q="name 2").count() == (5, False)


def test_numbers_pass_unless_a_float_would_round_one_of_them():
    many = [9_999_999_999_999.99] * 3  # together longer than any of them
    for values in ([1234.5, None, -0.1], [None, None], [0.0], many):
        assert exact(values) == values
    with pytest.raises(Inexact):
        exact([1.1, -12345678901234567.89])


def test_a_name_out_of_a_small_table_is_made_fit_for_a_cell(
    crowd, central_china, tmp_path, monkeypatch
):
    monkeypatch.setattr(figures, "COUNT_LIMIT", 3)  # so that these are very many rows
    type(central_china).objects.filter(pk=central_china.pk).update(name="华\x07中")
    path = tmp_path / "people.xlsx"

    write_file(listing(crowd, cols="username,region_name", full_name="Name 0"), path)

    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    assert rows[1] == ("p00", "华中")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite keeps 15 digits")
@pytest.mark.parametrize("is_path", [True, False])
def test_a_number_too_long_for_a_float_is_written_digit_by_digit(
    crowd, tmp_path, monkeypatch, is_path
):
    monkeypatch.setattr(figures, "COUNT_LIMIT", 3)  # so that these are very many rows
    weight = ExpressionWrapper(F("pk") * 0 + HEAVY, output_field=MoneyField())
    columns = [Column("username", "Login"), Column("weight", "W", kind="money", expression=weight)]
    heavy = type("Heavy", (PersonList,), {"columns": columns, "name": ""})
    shown = heavy(user=crowd, today=TODAY, params={"cols": "username,weight"})
    path = tmp_path / "heavy.xlsx"

    with path.open("w+b") as file:
        assert write_file(shown, path if is_path else file) == User.objects.count()

    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    assert {row[1] for row in rows[1:]} == {str(HEAVY)}


def test_names_are_read_once_a_table_and_not_once_a_row(crowd, django_assert_max_num_queries):
    shown = listing(crowd, sort="-region_name")

    with django_assert_max_num_queries(7):  # its size, a transaction, its setting, rows, names
        cheap = [
            row
            for columns in export_chunks(shown, cheap=True)
            for row in zip(*columns, strict=True)
        ]

    assert list(map(list, cheap)) == list(shown.export_rows())


def test_the_export_equals_the_screen(crowd, tmp_path):
    shown = listing(crowd, sort="-username")
    exported = list(shown.export_rows())
    names = [column.key for column in shown.shown]

    assert [row[0] for row in exported] == [
        row[shown.paths.index("username")] for row in shown.rows.values
    ]
    assert sum(row[names.index("weight")] for row in exported) == shown.totals()["weight"]


def test_the_body_escapes_what_people_typed(crowd):
    User.objects.filter(username="p01").update(full_name="<b>&")

    html = body(listing(crowd, q="p01"))

    assert "<b>" not in html
    assert "&lt;b&gt;&amp;" in html


def test_a_list_is_found_by_its_name():
    assert find("toy_people") is PersonList
    assert find("nothing") is None


def test_the_file_holds_the_rows_of_the_filter(crowd, li_min_client):
    answer = li_min_client.get("/toy/user/?full_name=Name+1&cols=username,weight&format=xlsx")

    book = load_workbook(_saved(answer))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0] == ("Login", "Weight")
    assert [row[0] for row in rows[1:6]] == ["p01", "p04", "p07", "p10", "p13"]
    assert rows[6][1] == sum(row[1] for row in rows[1:6])


def _saved(answer):
    import io

    return io.BytesIO(b"".join(answer.streaming_content))


def test_a_zero_byte_in_the_address_reaches_no_database(li_min):
    assert listing(li_min, full_name="李\0敏").one("full_name") == "李敏"
