"""What is written is what Excel reads back."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from core.excel.reading import open_table
from core.excel.template import TemplateColumn, write_template
from core.excel.writing import SheetColumn, write_csv, write_table

COLUMNS = [
    SheetColumn("订单号", "code"),
    SheetColumn("客户"),
    SheetColumn("下单日期", "date"),
    SheetColumn("录入时间", "datetime"),
    SheetColumn("数量", "quantity"),
    SheetColumn("金额", "money", total=True),
]
MORNING = datetime.fromisoformat("2026-11-20 10:30")
AT = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
ROWS = [
    ("SO-1", None, date(2026, 11, 20), AT, Decimal("3.000"), Decimal("1234.50")),
    ("SO-2", "=1+1", None, None, None, Decimal("-0.10")),
    ("SO-3", "@甲\x01乙", date(2026, 11, 21), AT, Decimal("0.125"), None),
    ("SO-4", "+86 138", date(2026, 11, 22), AT, Decimal("1"), Decimal("0.20")),
    ("SO-5", "-无-", date(2026, 11, 23), AT, Decimal("1"), Decimal("99999999999.99")),
]


def day(number: int) -> datetime:
    return datetime.fromisoformat(f"2026-11-{number} 00:00")


def written(*, fast: bool, count: int | None = None) -> openpyxl.worksheet.worksheet.Worksheet:
    content = io.BytesIO()
    written = write_table(
        content, COLUMNS, iter(ROWS), sheet="订单", total_label="合计", fast=fast, count=count
    )
    assert written == 5
    content.seek(0)
    return openpyxl.load_workbook(content)["订单"]


@pytest.mark.parametrize("fast", [True, False])
def test_both_writers_write_the_same_cells(fast: bool):
    sheet = written(fast=fast, count=5)
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["订单号", "客户", "下单日期", "录入时间", "数量", "金额"],
        ["SO-1", None, day(20), MORNING, 3, 1234.5],
        ["SO-2", "=1+1", None, None, None, -0.1],
        ["SO-3", "@甲乙", day(21), MORNING, 0.125, None],
        ["SO-4", "+86 138", day(22), MORNING, 1, 0.2],
        ["SO-5", "-无-", day(23), MORNING, 1, 99999999999.99],
        ["合计", None, None, None, None, 100000001234.59],
    ]


@pytest.mark.parametrize("fast", [True, False])
def test_both_writers_give_the_same_shape(fast: bool):
    sheet = written(fast=fast, count=5)
    assert sheet["A1"].font.bold
    assert sheet["A1"].fill.start_color.rgb == "FFEEF0F2"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref
    assert sheet["B3"].data_type != "f"
    assert sheet["C2"].number_format == "yyyy-mm-dd"
    assert sheet["F2"].number_format == "#,##0.00"
    assert sheet["F7"].number_format == "#,##0.00"
    assert sheet["A7"].font.bold
    assert sheet.column_dimensions["C"].width >= 11


def test_nothing_to_write_still_has_its_headings():
    content = io.BytesIO()
    assert write_table(content, COLUMNS, [], sheet="订单") == 0
    assert open_table(content.getvalue()).rows[0][0] == "订单号"


def test_two_columns_may_share_a_heading():
    content = io.BytesIO()
    write_table(content, [SheetColumn("备注"), SheetColumn("备注")], [("一", "二")])
    assert open_table(content.getvalue()).rows[1] == ["一", "二"]


def test_a_csv_has_a_byte_order_mark_and_no_live_formula():
    content = io.BytesIO()
    write_csv(content, COLUMNS, ROWS, total_label="合计")
    text = content.getvalue().decode("utf-8-sig")
    assert content.getvalue().startswith(b"\xef\xbb\xbf")
    assert "SO-2,'=1+1,,,,-0.1" in text
    assert open_table(content.getvalue()).rows[-1][0] == "合计"


def test_a_template_has_headings_an_example_and_pick_lists():
    content = io.BytesIO()
    columns = [
        TemplateColumn("客户编号", "code", required=True, example="C00012", hint="八位以内"),
        TemplateColumn("等级", "choice", choices=["甲", "乙"]),
        TemplateColumn("片区", choices=[f"片区{number:03}" for number in range(100)]),
    ]
    write_template(content, columns, sheet="客户", notes=["以客户编号识别。"])
    book = openpyxl.load_workbook(io.BytesIO(content.getvalue()))
    assert book.sheetnames[:2] == ["客户", "说明"] or book.sheetnames[0] == "客户"
    validations = {v.formula1 for v in book["客户"].data_validations.dataValidation}
    assert validations == {'"甲,乙"', "_lists!$C$1:$C$100"}
    table = open_table(content.getvalue())
    assert table.rows[0] == ["客户编号*", "等级", "片区"]
    assert table.rows[1][0] == "C00012"
