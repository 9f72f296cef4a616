"""The process that parses a file: limited in memory and time, and expendable.

A reader that aborts or swells takes only this process with it. Called with a path and a sheet
name ('' for the first with content); answers on standard output in ``marshal``.
"""

import datetime
import gc
import marshal
import re
import resource
import sys
from pathlib import Path
from typing import Any

from core.excel.extent import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Refused, column_number
from core.excel.inspection import check_sheet, inspect
from core.excel.text import read_text

MEMORY = 2 * 1024**3
SECONDS = 60
NO_VALUE = "\x00formula"

_UNCALCULATED = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?r="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)"""
    rb"""\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)


def main(path: str, sheet: str) -> None:
    """Read one sheet within the limits and write the answer."""
    gc.disable()  # short-lived, and everything it makes is handed over
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        resource.setrlimit(limit, (most, most))
    try:
        answer: tuple[Any, ...] = ("table", read(Path(path), sheet))
    except Refused as refused:
        answer = ("refused", refused.code, refused.facts)
    except MemoryError:
        answer = ("refused", "too_much_memory", {})
    marshal.dump(answer, sys.stdout.buffer)


def read(path: Path, sheet: str) -> dict[str, Any]:
    """The chosen sheet as plain rows, with what else is known of the file."""
    inspected = inspect(path)
    if inspected.kind == "text":
        return read_text(path)
    return _read_workbook(path, inspected.kind, inspected.members, sheet)


def _read_workbook(path: Path, kind: str, members: dict[str, str], chosen: str) -> dict[str, Any]:
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(path) as workbook:
            names = _tables(workbook, python_calamine)
            if chosen and chosen not in names:
                raise Refused("no_such_sheet", sheet=chosen, sheets=names)
            for name in [chosen] if chosen else names:
                content = b""
                if kind == "xlsx":
                    if name not in members:
                        raise Refused("damaged")
                    content = check_sheet(path, name, members[name])
                table = _read_sheet(workbook.get_sheet_by_name(name), content)
                if table["rows"]:
                    break
            else:
                table = {"rows": []}
    except python_calamine.PasswordError as error:
        raise Refused("password") from error
    except python_calamine.CalamineError as error:
        raise Refused("password" if "assword" in str(error) else "damaged") from error
    if not table["rows"]:
        raise Refused("no_rows", sheet=chosen)
    return {"kind": kind, "sheets": names, "sheet": name, **table}


def _tables(workbook: Any, calamine: Any) -> list[str]:
    sheets = [
        sheet for sheet in workbook.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    shown = [sheet for sheet in sheets if sheet.visible == calamine.SheetVisibleEnum.Visible]
    return [sheet.name for sheet in shown or sheets]


def _read_sheet(sheet: Any, content: bytes) -> dict[str, Any]:
    start = sheet.start or (0, 0)
    if sheet.height > MAX_ROWS or sheet.width > MAX_COLUMNS:
        code = "too_many_rows" if sheet.height > MAX_ROWS else "too_many_columns"
        found, most = (
            (sheet.height, MAX_ROWS) if code == "too_many_rows" else (sheet.width, MAX_COLUMNS)
        )
        raise Refused(code, sheet=sheet.name, found=found, most=most)
    if sheet.height * sheet.width > MAX_CELLS * 2:
        raise Refused(
            "too_many_cells", sheet=sheet.name, found=sheet.height * sheet.width, most=MAX_CELLS
        )
    rows = [
        [cell or None if type(cell) is str else _plain(cell) for cell in cells]
        for cells in sheet.to_python()
    ]
    if b"<f" in content or b":f>" in content or b":f " in content:
        _mark_uncalculated(content, rows, start)
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    merged = [
        (top - start[0], left - start[1], bottom - start[0], right - start[1])
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
        if top >= start[0] and left >= start[1]
    ]
    return {"rows": rows, "first_row": start[0] + 1, "first_column": start[1] + 1, "merged": merged}


def _mark_uncalculated(content: bytes, rows: list[list[Any]], start: tuple[int, int]) -> None:
    for letters, digits in _UNCALCULATED.findall(content):
        row = int(digits) - 1 - start[0]
        column = column_number(letters.decode()) - 1 - start[1]
        if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            rows[row][column] = NO_VALUE


def _plain(cell: Any) -> Any:
    if type(cell) is float:
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, datetime.timedelta) else cell


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
