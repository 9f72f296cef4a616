"""Money is exact."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import (
    Amounts,
    MoneyField,
    RateField,
    allocate,
    capital_form,
    format_money,
    line_amounts,
    round_money,
    round_price,
    untaxed_price,
)

D = Decimal
RATES = [D("0"), D("0.01"), D("0.03"), D("0.06"), D("0.09"), D("0.13")]


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("0.005", "0.01"),
        ("2.675", "2.68"),
        ("2.665", "2.67"),
        ("-0.005", "-0.01"),
        ("1.0049", "1.00"),
        ("123456789012345.675", "123456789012345.68"),
    ],
)
def test_a_half_cent_goes_away_from_zero(value: str, rounded: str) -> None:
    assert round_money(value) == D(rounded)


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError):
        round_money(0.1)  # type: ignore[arg-type]


def test_a_price_keeps_four_places() -> None:
    assert round_price("1.00005") == D("1.0001")


def test_a_line_with_tax_inside() -> None:
    assert line_amounts(
        quantity=D("3"), unit_price=D("33.33"), tax_rate=D("0.13"), includes_tax=True
    ) == Amounts(D("88.49"), D("11.50"), D("99.99"))


def test_a_line_with_tax_on_top() -> None:
    assert line_amounts(
        quantity=D("2.500"), unit_price=D("88.4956"), tax_rate=D("0.13"), includes_tax=False
    ) == Amounts(D("221.24"), D("28.76"), D("250.00"))


def test_the_untaxed_price_keeps_eight_places() -> None:
    assert untaxed_price(D("100"), D("0.13")) == D("88.49557522")


@given(
    quantity=st.decimals("-99999", "99999", places=3),
    price=st.decimals("0", "9999999", places=4),
    rate=st.sampled_from(RATES),
    includes=st.booleans(),
)
def test_net_and_tax_make_gross(quantity: D, price: D, rate: D, includes: bool) -> None:
    line = line_amounts(quantity=quantity, unit_price=price, tax_rate=rate, includes_tax=includes)
    assert line.net + line.tax == line.gross
    assert line.tax == line.gross - round_money(line.gross / (1 + rate))
    turned = line_amounts(
        quantity=-quantity, unit_price=price, tax_rate=rate, includes_tax=includes
    )
    assert turned == -line


@given(
    total=st.decimals("-1000000", "1000000", places=2),
    weights=st.lists(st.integers(0, 10_000), min_size=1, max_size=30),
)
def test_the_parts_add_up_to_the_whole(total: D, weights: list[int]) -> None:
    parts = allocate(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        if whole:
            assert abs(part - total * weight / whole) < D("0.01")


def test_the_largest_remainder_gets_the_cent() -> None:
    assert allocate(D("100.00"), [1, 1, 1]) == [D("33.34"), D("33.33"), D("33.33")]
    assert allocate(D("0.05"), [3, 7]) == [D("0.02"), D("0.03")]
    assert allocate(D("1.00"), [0, 0]) == [D("0.50"), D("0.50")]
    assert allocate(D("-0.05"), [3, 7]) == [D("-0.02"), D("-0.03")]


def test_nothing_can_be_allocated_to_nobody_or_by_debt() -> None:
    for total, weights in [(D(1), []), (D(1), [1, -1]), (D("0.001"), [1])]:
        with pytest.raises(ValueError, match=r"allocate|negative|cents"):
            allocate(total, weights)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (D("1234.5"), "1,234.50"),
        (D("-1234567.005"), "−1,234,567.01"),
        (D("0"), "0.00"),
        (D("-0.001"), "0.00"),
        (None, ""),
    ],
)
def test_an_amount_is_grouped_by_thousands(value: D | None, text: str) -> None:
    assert format_money(value) == text


CAPITALS = {
    "0.00": "零元整",
    "0.01": "壹分",
    "0.05": "伍分",
    "0.10": "壹角",
    "0.50": "伍角",
    "0.99": "玖角玖分",
    "1.00": "壹元整",
    "1.01": "壹元零壹分",
    "1.10": "壹元壹角",
    "3.20": "叁元贰角",
    "10.00": "壹拾元整",
    "10.05": "壹拾元零伍分",
    "10.50": "壹拾元伍角",
    "11.00": "壹拾壹元整",
    "20.03": "贰拾元零叁分",
    "100.00": "壹佰元整",
    "101.00": "壹佰零壹元整",
    "110.00": "壹佰壹拾元整",
    "107.53": "壹佰零柒元伍角叁分",
    "325.04": "叁佰贰拾伍元零肆分",
    "409.50": "肆佰零玖元伍角",
    "1000.00": "壹仟元整",
    "1001.01": "壹仟零壹元零壹分",
    "1010.00": "壹仟零壹拾元整",
    "1100.00": "壹仟壹佰元整",
    "1409.50": "壹仟肆佰零玖元伍角",
    "1680.32": "壹仟陆佰捌拾元叁角贰分",
    "6007.14": "陆仟零柒元壹角肆分",
    "10000.00": "壹万元整",
    "10001.00": "壹万零壹元整",
    "10010.00": "壹万零壹拾元整",
    "10100.00": "壹万零壹佰元整",
    "11000.00": "壹万壹仟元整",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "20500.00": "贰万零伍佰元整",
    "100000.00": "壹拾万元整",
    "100001.00": "壹拾万零壹元整",
    "100010.50": "壹拾万零壹拾元伍角",
    "107000.53": "壹拾万柒仟元伍角叁分",
    "110000.00": "壹拾壹万元整",
    "1000000.00": "壹佰万元整",
    "1000001.00": "壹佰万零壹元整",
    "1010000.00": "壹佰零壹万元整",
    "1234567.89": "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分",
    "10000000.00": "壹仟万元整",
    "10000100.00": "壹仟万零壹佰元整",
    "10203040.05": "壹仟零贰拾万叁仟零肆拾元零伍分",
    "12345678.90": "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角",
    "50000000.00": "伍仟万元整",
    "100000000.00": "壹亿元整",
    "100000001.00": "壹亿零壹元整",
    "100005000.00": "壹亿零伍仟元整",
    "100010000.00": "壹亿零壹万元整",
    "100100000.00": "壹亿零壹拾万元整",
    "120000000.00": "壹亿贰仟万元整",
    "1000000000.00": "壹拾亿元整",
    "1000000000000.00": "壹万亿元整",
    "1000000000001.00": "壹万亿零壹元整",
    "1000100000000.00": "壹万零壹亿元整",
    "1234567890123.45": "壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分",
    "-0.05": "负伍分",
    "-3.20": "负叁元贰角",
    "-100010.50": "负壹拾万零壹拾元伍角",
    "0.005": "壹分",
    "-0.004": "零元整",
    "9.995": "壹拾元整",
}


@pytest.mark.parametrize("value", CAPITALS)
def test_the_capital_form_of_an_amount(value: str) -> None:
    assert capital_form(value) == CAPITALS[value]


@given(st.integers(1, 10**12))
def test_the_capital_form_reads_back_as_the_amount(cents: int) -> None:
    amount = D(cents).scaleb(-2)
    yuan = capital_form(amount).split("元")[0] if amount >= 1 else "零"
    assert cn2an.cn2an(yuan, "smart") == int(amount)


def test_an_amount_beyond_all_books_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        capital_form("1e16")


def test_a_money_field_rounds_half_up_before_it_saves() -> None:
    from django.db import connection

    assert str(MoneyField().get_db_prep_save(D("0.125"), connection)) == "0.13"
    assert str(MoneyField().get_db_prep_save(D("0.135"), connection)) == "0.14"
    assert RateField().deconstruct()[1:] == ("core.money.fields.RateField", [], {})
