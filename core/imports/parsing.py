"""From a cell to a value: dates in any dress, numbers as people write them."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from core.excel.child import NO_VALUE

from .column import ImportColumn

SHANGHAI = ZoneInfo("Asia/Shanghai")
EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(20_000, 80_000)
FORMULA_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"}
)
LANGUAGES = ("zh-hans", "en")

_SPACES = re.compile(r"[\s\x00-\x1f\u00a0\u200b\u200c\u200d\ufeff]+")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_TIME = re.compile(r"[ T]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
_CURRENCY = re.compile(r"^(?:RMB|CNY|USD|[¥$€£])|(?:元|圆|RMB|CNY)$", re.IGNORECASE)
_TRACES = frozenset({"#", NO_VALUE[0], " "})
_LARGEST = {"money": 16, "price": 14, "quantity": 12, "number": 20, "integer": 9, "rate": 4}
_STEPS = {"money": Decimal("0.01"), "price": Decimal("0.0001"), "quantity": Decimal("0.001")}
_YES = frozenset({"是", "y", "yes", "true", "t", "1", "√", "✓", "对", "有", "启用"})
_NO = frozenset({"否", "n", "no", "false", "f", "0", "×", "x", "错", "无", "禁用", "停用"})

Parser = Callable[[Any], Any]


class BadCell(ValueError):
    """The cell cannot be what its column asks for; the text is the reason."""


def plain_text(cell: Any) -> str:
    """The cell as text, without the dressing that programs add."""
    kind = type(cell)
    if kind is bool:
        return "TRUE" if cell else "FALSE"
    if kind is float:
        return f"{cell:.15g}"
    text = cell if kind is str else str(cell)
    if text.isalnum():
        return text
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    if len(text) > 1 and text[0] == "'" and text[1] in "=+-@\t\r":
        text = text[1:]
    return _SPACES.sub(" ", text).strip()


def narrow_text(cell: Any) -> str:
    """The same with full-width letters and digits made narrow."""
    text = plain_text(cell)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def parser(column: ImportColumn) -> Parser:
    """What turns a filled cell of this column into its value."""
    makers: dict[str, Callable[[ImportColumn], Parser]] = {
        "text": _text_parser,
        "code": _code_parser,
        "phone": _code_parser,
        "lookup": _code_parser,
        "date": lambda _column: parse_date,
        "datetime": lambda _column: parse_moment,
        "bool": lambda _column: parse_bool,
        "choice": _choice_parser,
    }
    return makers.get(column.kind, _number_parser)(column)


def refuse_broken(cell: Any) -> None:
    """A cell in which there is no value but the trace of one."""
    if type(cell) is not str or cell[0] not in _TRACES:
        return
    if cell == NO_VALUE:
        raise BadCell(
            _("The formula was never computed. Open the file in Excel, save it and bring it again.")
        )
    if cell in FORMULA_ERRORS:
        raise BadCell(_("The formula gives %(error)s") % {"error": cell})
    if len(cell) > 3 and set(cell.strip()) == {"#"}:
        raise BadCell(
            _("######## stands here: the column was too narrow when the file was saved. Widen it.")
        )


def _text_parser(column: ImportColumn) -> Parser:
    most = column.max_length

    def parse(cell: Any) -> str:
        return _within(plain_text(cell), most)

    return parse


def _code_parser(column: ImportColumn) -> Parser:
    most = column.max_length

    def parse(cell: Any) -> str:
        text = narrow_text(cell)
        if text.endswith(".0") and text[:-2].isdigit():
            text = text[:-2]
        return _within(text, most)

    return parse


def _within(text: str, most: int) -> str:
    if most and len(text) > most:
        raise BadCell(
            _("%(count)s characters; at most %(most)s") % {"count": len(text), "most": most}
        )
    return text


def parse_date(cell: Any) -> date:
    """A day; a time of day in the cell is left out."""
    return _moment(cell)[0]


def parse_moment(cell: Any) -> datetime:
    """An instant; without a zone it is Shanghai's."""
    day, seconds, zone = _moment(cell)
    naive = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)  # noqa: DTZ001
    if zone:
        return datetime.fromisoformat(naive.isoformat() + zone.replace("Z", "+00:00"))
    return naive.replace(tzinfo=SHANGHAI)


def _moment(cell: Any) -> tuple[date, int, str]:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in SERIALS:
        return EXCEL_EPOCH + timedelta(days=int(cell)), round(cell % 1 * 86_400), ""
    text = narrow_text(cell)
    match = _DATE.match(text) or _COMPACT.match(text)
    rest = text[match.end() :] if match else ""
    clock = _TIME.fullmatch(rest) if rest else None
    if not match or (rest and not clock):
        if text.isdigit() and int(text) in SERIALS:
            return EXCEL_EPOCH + timedelta(days=int(text)), 0, ""
        raise BadCell(_("Not a date: %(text)s") % {"text": text})
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise BadCell(_("Not a date: %(text)s") % {"text": text}) from error
    if not 1900 <= day.year <= 2199:
        raise BadCell(_("Not a date: %(text)s") % {"text": text})
    if not clock:
        return day, 0, ""
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise BadCell(_("Not a time: %(text)s") % {"text": text})
    return day, hour * 3600 + minute * 60 + second, clock[4] or ""


def parse_number(cell: Any) -> Decimal:
    """An exact number out of whatever a person or a program wrote."""
    kind = type(cell)
    if kind is int:
        return Decimal(cell)
    if kind is float:
        return Decimal(repr(cell))  # as stored: a workbook and its CSV round to the same cent
    text = narrow_text(cell).replace(" ", "").replace("\u2212", "-")
    negative = text.startswith("(") and text.endswith(")")
    bare = _CURRENCY.sub("", text[1:-1] if negative else text)
    sign = -1 if negative or bare.startswith("-") else 1
    bare = _CURRENCY.sub("", bare.lstrip("+-"))
    percent = bare.endswith("%")
    bare = bare.removesuffix("%")
    if "," in bare:
        if not _GROUPED.fullmatch(bare):
            raise BadCell(_("Not a number: %(text)s") % {"text": plain_text(cell)})
        bare = bare.replace(",", "")
    try:
        number = Decimal(bare)
    except InvalidOperation as error:
        raise BadCell(_("Not a number: %(text)s") % {"text": plain_text(cell)}) from error
    if not number.is_finite():
        raise BadCell(_("Not a number: %(text)s") % {"text": plain_text(cell)})
    return sign * (number / 100 if percent else number)


def _number_parser(column: ImportColumn) -> Parser:
    kind, minimum, maximum = column.kind, column.minimum, column.maximum
    largest, step = Decimal(10) ** _LARGEST[kind], _STEPS.get(kind)

    def parse(cell: Any) -> Any:
        number = parse_number(cell)
        if not -largest < number < largest:
            raise BadCell(_("The number is too large: %(text)s") % {"text": plain_text(cell)})
        value = number.quantize(step, ROUND_HALF_UP) if step else _rounded(number, kind, cell)
        if minimum is not None and value < minimum:
            raise BadCell(_("Must be at least %(number)s") % {"number": minimum})
        if maximum is not None and value > maximum:
            raise BadCell(_("Must be at most %(number)s") % {"number": maximum})
        return value

    return parse


def _rounded(number: Decimal, kind: str, cell: Any) -> Any:
    if kind == "rate":
        is_percent = isinstance(cell, str) and narrow_text(cell).endswith("%")
        rate = number / 100 if abs(number) > 1 and not is_percent else number
        return rate.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    if kind == "integer":
        if number != number.to_integral_value():
            raise BadCell(_("Not a whole number: %(text)s") % {"text": plain_text(cell)})
        return int(number)
    return number


def parse_bool(cell: Any) -> bool:
    """Yes or no, as people tick it."""
    text = narrow_text(cell).casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise BadCell(_("Neither yes nor no: %(text)s") % {"text": plain_text(cell)})


def _choice_parser(column: ImportColumn) -> Parser:
    known: dict[str, Any] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for value, label in column.choices:
                known[narrow_text(label).casefold()] = value
    known |= {str(value).casefold(): value for value, _label in column.choices}
    offered = "、".join(str(label) for _value, label in column.choices)

    def parse(cell: Any) -> Any:
        text = narrow_text(cell).casefold()
        if text not in known:
            raise BadCell(
                _("“%(text)s” is none of: %(choices)s")
                % {"text": plain_text(cell), "choices": offered}
            )
        return known[text]

    return parse
