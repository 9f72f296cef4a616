"""Where the headings stand in files people really send."""

import io

import pytest
import xlsxwriter

from core.errors import BusinessError
from core.excel.headings import fill_merged, find_headings, normalize_heading
from core.excel.reading import open_table


def book(fill) -> bytes:
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content)
    fill(workbook.add_worksheet("表"))
    workbook.close()
    return content.getvalue()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("订单号*", "订单号"),
        ("*订单 号", "订单号"),
        ("税率(%)", "税率（％）"),
        ("OrderID", "order_id"),
        ("省/自治区", "省 / 自治区"),
        ("ＯＲＤＥＲ ｉｄ", "OrderID"),
        ("联系电话（必填）：", "联系电话"),
    ],
)
def test_width_case_stars_and_asides_do_not_matter(one: str, other: str):
    assert normalize_heading(one) == normalize_heading(other)


def test_instructions_above_and_stars_are_looked_over():
    def fill(sheet):
        sheet.merge_range(0, 0, 0, 2, "1、带星号的为必填项\n2、本段内容请勿删除")
        sheet.write_row(1, 0, ["名称*", "电话", "状态*"])
        sheet.write_row(2, 0, ["甲", "0734-1", "启用"])

    table = open_table(book(fill))
    headings = find_headings(table)
    assert (headings.row, headings.names) == (1, ["名称*", "电话", "状态*"])


def test_two_line_merged_headings_are_joined():
    def fill(sheet):
        sheet.merge_range(0, 0, 1, 0, "客户")
        sheet.merge_range(0, 1, 0, 2, "一月")
        sheet.write_row(1, 1, ["数量", "金额"])
        sheet.merge_range(0, 3, 0, 4, "二月")
        sheet.write_row(1, 3, ["数量", "金额"])
        sheet.write_row(2, 0, ["甲", 1, 2.5, 3, 4])

    table = open_table(book(fill))
    headings = find_headings(table)
    assert headings.names == ["客户", "一月 / 数量", "一月 / 金额", "二月 / 数量", "二月 / 金额"]
    assert table.rows[headings.first_body_row] == ["甲", 1, 2.5, 3, 4]


def test_two_line_headings_in_a_csv_are_joined():
    text = "客户,一月,,二月,\n,数量,金额,数量,金额\n甲,1,2,3,4\n"
    headings = find_headings(open_table(text.encode()))
    assert headings.names == ["客户", "一月 / 数量", "一月 / 金额", "二月 / 数量", "二月 / 金额"]


def test_known_names_decide_which_row_it_is():
    text = "甲部,乙部,丙部\n订单号,数量,备注\nSO-1,3,好\n"
    table = open_table(text.encode())
    assert find_headings(table, {"订单号", "数量"}).row == 1
    assert find_headings(table, at_row=2).row == 1


def test_cells_merged_downwards_are_filled():
    def fill(sheet):
        sheet.write_row(0, 0, ["订单号", "产品"])
        sheet.merge_range(1, 0, 3, 0, "SO-1")
        sheet.write_column(1, 1, ["甲", "乙", "丙"])

    table = open_table(book(fill))
    fill_merged(table, 1)
    assert [row[0] for row in table.rows[1:]] == ["SO-1", "SO-1", "SO-1"]


def test_a_table_of_numbers_has_no_headings():
    with pytest.raises(BusinessError):
        find_headings(open_table(b"1,2\n3,4\n"))


def test_row_and_column_are_those_that_excel_shows():
    def fill(sheet):
        sheet.write_row(3, 2, ["订单号", "数量"])
        sheet.write_row(4, 2, ["SO-1", 1])

    table = open_table(book(fill))
    assert (table.first_row, table.letters(0), table.letters(1)) == (4, "C", "D")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_tables_of_any_make_are_read(separator: str, encoding: str):
    lines = [["订单号", "备注"], ["SO-1", '"两行\n文字"'], ["SO-2", "好"]]
    text = "\r\n".join(separator.join(line) for line in lines)
    table = open_table(text.encode(encoding))
    assert table.rows == [["订单号", "备注"], ["SO-1", "两行\n文字"], ["SO-2", "好"]]
