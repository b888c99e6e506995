"""Workbooks of tasks: what stands above the table, headers in one and two rows, merged cells, limits."""

from __future__ import annotations

import datetime
import random
import zipfile
from collections.abc import Sequence
from io import BytesIO

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cancu.ingest import worksheets
from cancu.ingest.extraction import extract
from cancu.ingest.transcript import Transcript
from cancu.ingest.xlsx_reader import transcribe
from cancu.ontology.errors import SourceError
from cancu.ontology.records import SourceText

ONE_ROW = (("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời gian hoàn thành"),)
OTHER_WORDS = (("STT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả", "Thời hạn hoàn thành"),)
TWO_ROWS = (
    ("TT", "Nội dung nhiệm vụ", "Cơ quan thực hiện", None, "Sản phẩm", "Thời gian"),
    (None, None, "Chủ trì", "Phối hợp", None, None),
    (1, 2, 3, 4, 5, 6),
)
MERGED_HEADER = ("A{0}:A{1}", "B{0}:B{1}", "C{0}:D{0}", "E{0}:E{1}", "F{0}:F{1}")
BODY = (
    ("I", "CẢI CÁCH THỂ CHẾ", None, None, None, None),
    (1, "Rà soát văn bản của tỉnh", "Sở Tư pháp", "Các sở", "Báo cáo", datetime.datetime(2026, 6, 30)),
    ("II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH", None, None, None, None, None),
    (1, "Công khai thủ tục hành chính", "Sở Nội vụ", None, "Cổng dịch vụ công", "Thường xuyên"),
    (None, None, None, None, "Báo cáo", None),
    (2, "Đơn giản hóa thủ tục nội bộ", "Sở Nội vụ", None, "Quyết định", "Quý III/2026"),
)
MERGED_BODY = ("A{2}:F{2}", "A{3}:A{4}", "B{3}:B{4}", "C{3}:C{4}")


def save(book: openpyxl.Workbook) -> bytes:
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def sheet_of(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def make_tasks(header: Sequence[Sequence[object]], *, titled: bool) -> bytes:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    if titled:
        sheet.append(("SỞ NỘI VỤ", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
        sheet.append(())
        sheet.append(("PHỤ LỤC",))
        sheet.append(("DANH MỤC NHIỆM VỤ NĂM 2026",))
    top = sheet.max_row + titled
    for row in header:
        sheet.append(list(row))
    first = top + len(header)
    for row in BODY:
        sheet.append(list(row))
    for block in (*(MERGED_HEADER if len(header) > 1 else ()), *MERGED_BODY):
        lines = (top, top + 1) if block in MERGED_HEADER else tuple(range(first, first + len(BODY)))
        sheet.merge_cells(block.format(*lines))
    return save(book)


def read(data: bytes) -> SourceText:
    transcript = Transcript("mẫu.xlsx", "application/example")
    transcribe(data, transcript)
    return transcript.finish()


def read_cells(*rows: Sequence[object]) -> str:
    book = openpyxl.Workbook()
    for row in rows:
        sheet_of(book).append(list(row))
    return read(save(book)).text


@pytest.mark.parametrize("titled", [True, False])
@pytest.mark.parametrize("header", [ONE_ROW, OTHER_WORDS, TWO_ROWS])
def test_a_workbook_of_tasks_is_read_whatever_its_header(header: Sequence[Sequence[object]], *, titled: bool) -> None:
    found = {task.ref.removeprefix("PL."): task for task in extract(read(make_tasks(header, titled=titled))).tasks}
    assert list(found) == ["I.1", "II.1", "II.2"]
    assert [task.lead for task in found.values()] == [("Sở Tư pháp",), ("Sở Nội vụ",), ("Sở Nội vụ",)]
    assert found["I.1"].text == "Rà soát văn bản của tỉnh"
    assert found["I.1"].deadline is not None
    assert found["I.1"].deadline.due == (datetime.date(2026, 6, 30),)
    assert found["II.1"].products == ("Cổng dịch vụ công", "Báo cáo")
    assert found["II.2"].heading == "CẢI CÁCH THỦ TỤC HÀNH CHÍNH"


def test_titles_are_paragraphs_and_empty_rows_and_columns_are_cut() -> None:
    text = read_cells(
        ("PHỤ LỤC",),
        (),
        ("TT", None, "Xã", "Dân số"),
        (1, None, "Xã Mẫu", 1200),
        (),
        ("Ghi chú: số liệu 2025",),
        (" ",),
    )
    assert text == "PHỤ LỤC\n\nTT\tXã\tDân số\n1\tXã Mẫu\t1200\n\nGhi chú: số liệu 2025\n"


def test_every_cell_has_its_place() -> None:
    book = openpyxl.Workbook()
    sheet_of(book).title = "PL1"
    sheet_of(book).append(("PHỤ LỤC",))
    sheet_of(book).append(("a", "b", "c"))
    source = read(save(book))
    found = [(source.text[place.start], place.sheet, place.row, place.column) for place in source.places]
    assert found == [("P", "PL1", None, None), ("a", "PL1", 1, 1), ("b", "PL1", 1, 2), ("c", "PL1", 1, 3)]


def test_hidden_sheets_are_left_out_and_named() -> None:
    book = openpyxl.Workbook()
    sheet_of(book).append(("thấy",))
    for name, state in (("Nháp", "hidden"), ("Kín", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet.append(("không thấy",))
        sheet.sheet_state = state
    source = read(save(book))
    assert source.text == "thấy\n"
    assert len(source.findings) == 1
    assert source.findings[0].message.endswith("Nháp, Kín")


def test_a_formula_prints_its_value_or_itself() -> None:
    data = make_sheet(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>SUM(A1:A9)</f></c><c r="C1" t="str"><f>A1</f>'
        "<v>hai</v></c></row>"
    )
    assert read(data).text == "2\t=SUM(A1:A9)\thai\n"


def test_fonts_of_tcvn3_are_converted_by_name() -> None:
    book = openpyxl.Workbook()
    sheet_of(book)["A1"] = "QuyÕt ®Þnh"
    sheet_of(book)["A1"].font = Font(name=".VnTime")
    assert read(save(book)).text == "Quyết định\n"


def make_sheet(rows: str, after: str = "", dimension: str = "A1") -> bytes:
    """A workbook whose sheet holds the XML given."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(save(openpyxl.Workbook()))) as plain, zipfile.ZipFile(packed, "w") as made:
        for name in plain.namelist():
            content = plain.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = (
                    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                    f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData>{after}</worksheet>'
                ).encode()
            made.writestr(name, content)
    return packed.getvalue()


def test_a_sheet_that_claims_all_places_is_read_by_what_it_holds() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    text = read(make_sheet(rows, merged, dimension="A1:XFD1048576")).text
    assert text == "1\n\n1\t2\n"


def test_too_many_cells_or_columns_are_refused() -> None:
    wide = "".join(f'<c r="{get_column_letter(at)}1"><v>1</v></c>' for at in range(1, 402))
    with pytest.raises(SourceError) as caught:
        read(make_sheet(f'<row r="1">{wide}</row>'))
    assert caught.value.code == "E_LIMIT"
    long = "".join(f'<row r="{at}"/>' for at in range(1, worksheets.MOST_CELLS + 2))
    with pytest.raises(SourceError) as caught:
        read(make_sheet(long))
    assert caught.value.code == "E_LIMIT"


def test_a_workbook_without_words_is_empty() -> None:
    with pytest.raises(SourceError) as caught:
        read(save(openpyxl.Workbook()))
    assert caught.value.code == "E_EMPTY"


def test_a_truncated_workbook_is_corrupt() -> None:
    data = make_tasks(ONE_ROW, titled=True)
    for end in random.Random(7).sample(range(1, len(data)), 50):
        with pytest.raises(SourceError) as caught:
            read(data[:end])
        assert caught.value.code == "E_CORRUPT"


@pytest.mark.parametrize(
    "rows", ["<row", '<row r="x"><c r="?"/></row>', '<row r="1"><c r="A1" t="s"><v>99</v></c></row>']
)
def test_a_damaged_sheet_is_corrupt(rows: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(make_sheet(rows))
    assert caught.value.code == "E_CORRUPT"
