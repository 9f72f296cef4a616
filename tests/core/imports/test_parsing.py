"""Cells in any dress become exact values, or a sentence."""

from datetime import date, datetime

import pytest
from django.utils import translation

from core.clock import SHANGHAI
from core.excel.child import NO_VALUE
from core.imports import ImportColumn
from core.imports.parsing import BadCell, parser, refuse_broken


def parsed(kind: str, cell, **options):
    with translation.override("en"):
        refuse_broken(cell)
        return parser(ImportColumn("x", "x", kind=kind, **options))(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-20",
        "2026/11/20",
        "2026.11.20",
        "2026年11月20日",
        "20261120",
        20261120,
        46346,
        "46346",
        46346.5,
        " ２０２６－１１－２０ ",
        "2026-11-20 00:00:00.000",
        "2026-11-20T08:30:00+08:00",
    ],
)
def test_a_day_is_read_in_any_dress(cell):
    assert parsed("date", cell) == date(2026, 11, 20)


@pytest.mark.parametrize(
    "cell", ["2026-13-02", "2026-02-30", "20/11/2026", "明天", "26-11-20", 3, "1026-01-01"]
)
def test_what_is_no_day_is_said(cell):
    with pytest.raises(BadCell, match="Not a date"):
        parsed("date", cell)


def test_an_instant_is_of_shanghai_unless_it_says_otherwise():
    morning = datetime(2026, 11, 20, 10, 30, tzinfo=SHANGHAI)
    assert parsed("datetime", "2026-11-20 10:30") == morning
    assert parsed("datetime", "2026-11-20T02:30:00Z") == morning


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234.50", "1234.50"),
        ("￥1,234.50", "1234.50"),
        ("１２３４．５", "1234.50"),
        ("(1,234.5)", "-1234.50"),
        ("−12.3", "-12.30"),
        ("￥-5", "-5.00"),
        ("12.30元", "12.30"),
        (0.1 + 0.2, "0.30"),
        (129.696, "129.70"),
        (-60.70400000000001, "-60.70"),
        ("1.005", "1.01"),
        (7, "7.00"),
        ("1e3", "1000.00"),
    ],
)
def test_money_is_exact_and_rounded_half_up(cell, value: str):
    assert str(parsed("money", cell)) == value


@pytest.mark.parametrize("cell", ["1,5", "一百", "12..3", "NaN", "--", "1 2a"])
def test_what_is_no_number_is_said(cell):
    with pytest.raises(BadCell, match="Not a number"):
        parsed("money", cell)


def test_a_number_beyond_any_ledger_is_refused():
    with pytest.raises(BadCell, match="too large"):
        parsed("money", "1e40")


@pytest.mark.parametrize(
    ("cell", "value"), [("13%", "0.1300"), (13, "0.1300"), (0.13, "0.1300"), ("0.5%", "0.0050")]
)
def test_a_rate_above_one_is_a_percentage(cell, value: str):
    assert str(parsed("rate", cell)) == value


def test_limits_are_said():
    with pytest.raises(BadCell, match="at least 1"):
        parsed("quantity", -4, minimum=1)
    with pytest.raises(BadCell, match="at most 5"):
        parsed("integer", 6, maximum=5)
    with pytest.raises(BadCell, match="Not a whole number"):
        parsed("integer", 1.5)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (13800138000, "13800138000"),
        ("13800138000.0", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ('="00123"', "00123"),
        ("'+86 138", "+86 138"),
        (" C 1\u00a0", "C 1"),
        (1.5, "1.5"),
    ],
)
def test_a_code_stored_as_a_number_is_a_text_again(cell, text: str):
    assert parsed("code", cell) == text


def test_text_keeps_its_full_width_punctuation():
    assert parsed("text", "衡阳（水电）  设备\n有限公司") == "衡阳（水电） 设备 有限公司"
    with pytest.raises(BadCell, match="5 characters; at most 3"):
        parsed("text", "一二三四五", max_length=3)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("是", True), ("×", False), (True, True), (0, False), ("YES", True), ("停用", False)],
)
def test_yes_and_no_are_ticked_in_many_ways(cell, value: bool):
    assert parsed("bool", cell) is value


def test_a_choice_is_taken_by_label_or_value():
    choices = [("a", "甲类"), ("b", "乙类")]
    assert parsed("choice", "甲类 ", choices=choices) == "a"
    assert parsed("choice", "B", choices=choices) == "b"
    with pytest.raises(BadCell, match="“丙类” is none of: 甲类、乙类"):
        parsed("choice", "丙类", choices=choices)


@pytest.mark.parametrize(
    ("cell", "words"),
    [("########", "too narrow"), (NO_VALUE, "never computed"), ("#N/A", "gives #N/A")],
)
def test_the_trace_of_a_value_is_not_one(cell: str, words: str):
    with pytest.raises(BadCell, match=words):
        parsed("text", cell)
