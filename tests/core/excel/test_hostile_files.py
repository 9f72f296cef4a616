"""Files that lie, swell or break: each is answered by a sentence, in seconds."""

import contextlib
import io
import resource
import zipfile

import pytest
import xlsxwriter
from django.utils import translation

from core.errors import BusinessError
from core.excel.reading import letters_of, open_table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'
SHEET = DECLARED + (
    f'<worksheet xmlns="{MAIN}"><sheetData>{{rows}}</sheetData>{{more}}</worksheet>'
)
WORKBOOK = DECLARED + (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="订单" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = DECLARED + (
    f'<Relationships xmlns="{RELATION}"><Relationship Id="rId1" Type="{OFFICE}/worksheet"'
    ' Target="worksheets/sheet1.xml"/></Relationships>'
)
TYPES = DECLARED + (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
PACKAGE = DECLARED + (
    f'<Relationships xmlns="{RELATION}"><Relationship Id="rId1"'
    f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


SECONDS = 15  # of processor time, the reading child's too; three are usual


@contextlib.contextmanager
def quickly():
    """What happens inside may not cost more than seconds of work, however busy the machine."""
    begun = spent()
    yield
    assert spent() - begun < SECONDS


def spent() -> float:
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD = f'<row r="1">{text_cell("A1", "订单号")}{text_cell("B1", "数量")}</row>'
BODY = f'<row r="2">{text_cell("A2", "SO-1")}<c r="B2"><v>3</v></c></row>'


def workbook(rows: str = HEAD + BODY, more: str = "", sheet: str = "", **members: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", PACKAGE)
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet or SHEET.format(rows=rows, more=more))
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return content.getvalue()


def refused(content: bytes, name: str = "订单.xlsx") -> BusinessError:
    with quickly(), translation.override("en"), pytest.raises(BusinessError) as caught:
        open_table(content, name)
    return caught.value


def test_an_ordinary_workbook_is_read():
    table = open_table(workbook(), "订单.xlsx")
    assert table.sheets == ["订单"]
    assert table.rows == [["订单号", "数量"], ["SO-1", 3]]


def test_a_cell_in_the_last_corner_is_refused_by_the_inspection():
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refused(workbook(HEAD + BODY + far)).code == "file_too_many_columns"


def test_a_far_row_is_named():
    far = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    error = refused(workbook(HEAD + BODY + far))
    assert "Sheet “订单” has content down to row 1,048,576" in str(error)


def test_a_far_cell_hidden_behind_a_quoted_bracket_is_still_found():
    far = '<row r="9"><c t=">" r="XFD9"><v>1</v></c></row>'
    assert refused(workbook(HEAD + far)).code == "file_too_many_columns"


@pytest.mark.parametrize(
    "reference", ["r='XFD9'", 'r = "XFD9"', 'r=\n"XFD9"', 'r="xfd9"', 's="1"\tr="XFD9"']
)
def test_a_far_cell_written_oddly_is_still_found(reference: str):
    far = f'<row r="9"><c {reference}><v>1</v></c></row>'
    assert refused(workbook(HEAD + far)).code == "file_too_many_columns"


def test_sixteen_thousand_columns_are_refused():
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet("订单")
    sheet.write_row(0, 0, [f"列{number}" for number in range(16_384)])
    book.close()
    error = refused(content.getvalue())
    assert str(error).startswith("Sheet “订单” has content up to column 16,384; at most 300")


def test_a_blank_formatted_cell_far_away_does_no_harm():
    far = '<row r="1048576" s="1"><c r="XFD1048576" s="1"/></row>'
    assert len(open_table(workbook(HEAD + BODY + far)).rows) == 2


def test_blank_cells_before_one_without_a_reference_still_count_for_its_place():
    blank = "".join(f'<c r="{letters_of(number)}9" s="1"/>' for number in range(1, 301))
    far = f'<row r="9">{blank}<c><v>1</v></c></row>'
    assert refused(workbook(HEAD + far)).code == "file_too_many_columns"


def test_content_below_half_a_million_blank_rows_is_found():
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 400_000))
    far = '<row r="400001"><c r="B400001"><v>1</v></c></row>'
    with quickly():
        error = refused(workbook(HEAD + BODY + blank + far))
    assert "has content down to row 400,001" in str(error)


def test_half_a_million_blank_formatted_rows_are_answered_in_seconds():
    blank = "".join(
        f'<row r="{number}"><c r="A{number}" s="1"/><c r="B{number}" s="1"/></row>'
        for number in range(3, 500_003)
    )
    with quickly():
        table = open_table(workbook(HEAD + BODY + blank))
    assert table.rows == [["订单号", "数量"], ["SO-1", 3]]


def test_a_member_that_unpacks_enormously_is_refused():
    content = workbook(xl__media__image1="0" * 90_000_000)
    assert refused(content).code == "file_zip_bomb"


def test_a_workbook_that_unpacks_beyond_the_limit_is_refused():
    content = workbook(xl__media__image1="0" * 101_000_000)
    assert refused(content).code == "file_unpacks_too_large"


def test_too_many_members_are_refused():
    content = workbook(**{f"xl__media__{number}": "x" for number in range(1_000)})
    assert "at most 1,000" in str(refused(content))


def test_a_document_type_is_refused():
    body = SHEET.format(rows=HEAD, more="").removeprefix(DECLARED)
    sheet = DECLARED + '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + body
    assert refused(workbook(sheet=sheet)).code == "file_dtd"


def test_a_sheet_in_another_encoding_is_refused():
    sheet = SHEET.format(rows=HEAD, more="").replace("UTF-8", "UTF-16")
    assert refused(workbook(sheet=sheet)).code == "file_odd_xml"


def test_an_encrypted_workbook_asks_for_the_password_to_be_removed():
    package = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024)
    package += "EncryptedPackage".encode("utf-16-le") + bytes(1024)
    assert "Remove the password" in str(refused(package))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n\n ,,\n", "file_no_rows"),
        (b"%PDF-1.7 ...", "file_pdf"),
        (b"\x89PNG\r\n\x1a\n", "file_picture"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "file_web_page"),
        (b'<?xml version="1.0"?><Workbook/>', "file_web_page"),
        (b"\x00\x01\x02\x03binary", "file_unknown"),
        (b"PK\x03\x04 cut off", "file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_unknown"),
        (b'a,b\n"never closed,1\n2,3\n', "file_open_quote"),
        ("订单号,数量\nSO-1,".encode() + b"\xff\xff\xff", "file_encoding"),
    ],
)
def test_what_is_no_table_is_named(content: bytes, code: str):
    assert refused(content).code == code


def test_an_archive_and_a_letter_are_named():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.csv", "1,2")
    assert refused(archive.getvalue()).code == "file_zip"
    letter = io.BytesIO()
    with zipfile.ZipFile(letter, "w") as file:
        file.writestr("word/document.xml", "<x/>")
    assert "Word" in str(refused(letter.getvalue(), "订单.xlsx"))


def test_a_csv_called_xlsx_is_read_as_what_it_is():
    table = open_table("订单号,数量\nSO-1,3\n".encode(), "订单.xlsx")
    assert table.kind == "csv"


def test_a_csv_with_half_a_million_blank_lines_is_read():
    table = open_table(b"a,b\n1,2\n" + b",\n" * 500_000)
    assert table.rows == [["a", "b"], ["1", "2"]]


def test_a_missing_sheet_names_those_there_are():
    with translation.override("en"), pytest.raises(BusinessError, match="There are: 订单"):
        open_table(workbook(), sheet="六月")


def test_a_formula_never_computed_is_marked():
    formula = '<row r="2"><c r="A2"><f>1+1</f></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
    assert open_table(workbook(HEAD + formula)).rows[1] == ["\x00formula", 2]
