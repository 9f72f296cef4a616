"""How an amount is written: grouped digits, and the capital form of printed totals."""

from decimal import Decimal

from .arithmetic import round_money

MINUS = "\N{MINUS SIGN}"
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("", "万", "亿", "万亿")


def format_money(value: Decimal | int | None) -> str:
    """``1,234.50``; a real minus sign before a debt; nothing for nothing."""
    if value is None:
        return ""
    amount = round_money(value)
    sign = MINUS if amount < 0 else ""
    return f"{sign}{abs(amount):,.2f}"


def format_price(value: Decimal) -> str:
    """A unit price in a sentence: ``1,720.00``, ``0.1234``; no zeros after the cents."""
    whole, _point, digits = f"{value:,f}".partition(".")
    return f"{whole}.{digits.rstrip('0').ljust(2, '0')}"


def format_rate(value: Decimal) -> str:
    """A fraction as percent without zeros that say nothing: ``5%``, ``2.25%``."""
    return f"{percent_text(value)}%"


def percent_text(value: Decimal) -> str:
    """A fraction as the percent a person types: ``5``, ``2.25``."""
    return f"{(value * 100).normalize():f}"


def capital_form(value: Decimal | int | str) -> str:
    """人民币大写 of the amount rounded to cents: 壹拾万零壹拾元伍角, 叁元整, 负伍分.

    整 ends an amount without 角 and 分; a zero inside the number is written once.
    """
    amount = round_money(value)
    yuan, cents = divmod(int(abs(amount).scaleb(2)), 100)
    if yuan >= 10**16:
        raise ValueError("The amount is too large to be written out.")
    jiao, fen = divmod(cents, 10)
    sign = "负" if amount < 0 else ""
    if not cents:
        return f"{sign}{_whole(yuan)}元整"
    text = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif yuan:
        text += "零"
    return f"{sign}{text}{_DIGITS[fen]}分" if fen else f"{sign}{text}"


def _whole(yuan: int) -> str:
    """The yuan in groups of four digits, each with its 万 or 亿."""
    if not yuan:
        return "零"
    groups = []
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        groups.append(group)
    text = ""
    skipped = False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if not group:
            skipped = True
            # 亿 closes the upper half even where no 亿 of its own stands.
            if index == 2 and len(groups) > 3:
                text += "亿"
            continue
        if text and (skipped or group < 1000):
            text += "零"
        unit = "万" if index == 3 else _GROUPS[index]
        text += _four(group) + unit
        skipped = False
    return text


def _four(group: int) -> str:
    """One to four digits, inner zeros once."""
    text = ""
    pending = False
    for digit, place in zip(f"{group:04d}", _PLACES, strict=True):
        if digit == "0":
            pending = bool(text)
            continue
        text += ("零" if pending else "") + _DIGITS[int(digit)] + place
        pending = False
    return text
