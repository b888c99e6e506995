from __future__ import annotations

import datetime
import io
import re
import sys
import zipfile
from typing import Any

import openpyxl
import pytest

from cancu.api.coverage_sheets import build_coverage_workbook
from cancu.api.office_text import CELL_LIMIT, clean_letters, escape_workbook
from cancu.api.report_model import Jump, Sheet, SheetColumn, SheetRow, Workbook
from cancu.api.report_xlsx import CONTINUED, render_xlsx
from cancu.api.views import print_words
from cancu.ontology.assessments import CoverageReport
from cancu.ontology.errors import CancuError
from tests.api.conftest import HOSTILE

SHEETS = ["Tóm tắt", "Nhiệm vụ", "Khoảng trống", "Cần xem lại", "Phát hiện", "Nguyên văn"]


@pytest.fixture(scope="module")
def data(coverage_report: CoverageReport) -> bytes:
    return render_xlsx(build_coverage_workbook(coverage_report))


def read_book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def read_rows(data: bytes, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by the Vietnamese names of their columns."""
    heading, *rows = read_book(data)[sheet].iter_rows(values_only=True)
    names = [name.split(" (")[0] for name in heading]
    return [dict(zip(names, row, strict=True)) for row in rows]


def render_texts(*texts: str) -> bytes:
    columns = (SheetColumn("Mục", 10), SheetColumn("Nội dung", 60))
    rows = tuple(SheetRow((f"I.{number}", text)) for number, text in enumerate(texts))
    return render_xlsx(Workbook("thử", (Sheet("Một", columns, rows),)))


def test_every_sheet_can_be_filtered_and_printed_on_a4(data: bytes) -> None:
    book = read_book(data)
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert all(sheet.column_dimensions[cell.column_letter].width >= 6 for cell in sheet[1])
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert {cell.font.name for cell in cells} == {"Times New Roman"}
        assert all(cell.alignment.wrap_text for cell in cells)


def test_totals_are_those_of_the_json(data: bytes, coverage_report: CoverageReport) -> None:
    summary = {row["Nội dung"].strip().split(" (")[0]: row["Giá trị"] for row in read_rows(data, "Tóm tắt")}
    counts = coverage_report.counts
    assert summary["Nhiệm vụ ràng buộc"] == counts.binding
    assert summary["còn thiếu"] == counts.gap
    assert summary["Tỷ lệ chặt"] == coverage_report.rates.strict
    gaps = {row["Mục"] for row in read_rows(data, "Khoảng trống")}
    assert len(gaps) == counts.gap
    open_tasks = {row["Mục"] for row in read_rows(data, "Cần xem lại")}
    assert len(open_tasks) == counts.review + counts.partial
    tasks = read_rows(data, "Nhiệm vụ")
    assert len(tasks) == len(coverage_report.tasks) + len(coverage_report.child_tasks)


def test_a_gap_has_a_row_for_each_of_three_candidates(data: bytes, coverage_report: CoverageReport) -> None:
    rows = read_rows(data, "Khoảng trống")
    for task in coverage_report.tasks:
        if task.status == "gap" and task.obligation.binding:
            own = [row for row in rows if row["Mục"] == task.ref]
            assert [row["Hạng"] for row in own] == [1, 2, 3]
            assert [row["Điểm"] for row in own] == [link.score for link in task.links]
            assert [row["Từ chung"] for row in own] == [print_words(link.shared) for link in task.links]
            assert [row["Ứng viên, nguyên văn"] for row in own] == [link.quote.text for link in task.links]


def test_dates_are_dates(data: bytes, coverage_report: CoverageReport) -> None:
    cells = [row[1] for row in read_book(data)["Tóm tắt"].iter_rows() if row[1].is_date]
    assert [cell.number_format for cell in cells] == ["dd/mm/yyyy"] * 3
    assert cells[-1].value == datetime.datetime.combine(coverage_report.as_of or datetime.date.min, datetime.time())


def test_rows_lead_to_the_cell_with_their_quote(data: bytes, coverage_report: CoverageReport) -> None:
    book = read_book(data)
    quotes = {task.ref: task.quote.text for task in coverage_report.tasks}
    rows = [row for row in book["Nhiệm vụ"].iter_rows(min_row=2) if row[1].value == "cấp trên"]
    assert len(rows) == len(quotes)
    for row in rows:
        sheet, place = row[-1].hyperlink.location.replace("'", "").split("!")
        assert book[sheet][place].value == quotes[row[0].value]
        assert row[-1].hyperlink.target is None


def test_hostile_texts_stay_text(hostile_report: CoverageReport) -> None:
    data = render_xlsx(build_coverage_workbook(hostile_report))
    cells = [cell for sheet in read_book(data).worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    values = {cell.value for cell in cells}
    assert [text for text in HOSTILE if escape_workbook(text) not in values] == []
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "-", "@")))
    assert all(cell.hyperlink.target is None for cell in cells if cell.hyperlink)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
        assert not any(name.startswith("xl/worksheets/_rels") for name in parts.namelist())


@pytest.mark.parametrize("length", [CELL_LIMIT, CELL_LIMIT + 1, 100_000])
def test_a_long_text_continues_in_the_rows_below(length: int) -> None:
    text = "ngắn và dài " * (length // 12) + "x" * (length % 12)
    rows = read_rows(render_texts(text, "sau"), "Một")
    assert "".join(row["Nội dung"] for row in rows[:-1]) == text
    assert rows[-1] == {"Mục": "I.1", "Nội dung": "sau"}
    assert {row["Mục"] for row in rows[1:-1]} <= {f"I.0 {CONTINUED}"}
    assert all(len(row["Nội dung"]) <= CELL_LIMIT for row in rows)


def test_a_pair_of_units_is_never_parted() -> None:
    rows = read_rows(render_texts("😀" * 20_000), "Một")
    assert [len(row["Nội dung"]) for row in rows] == [CELL_LIMIT // 2, 20_000 - CELL_LIMIT // 2]


def test_what_xml_forbids_is_shown_by_a_sign() -> None:
    dirty = "a\x00\x0c\x1f\ud800\uffff b"
    assert read_rows(render_texts(dirty), "Một")[0]["Nội dung"] == clean_letters(dirty) == "a␀␌␟�� b"


def test_jumps_follow_a_row_that_long_texts_pushed_down() -> None:
    columns = (SheetColumn("Mục", 10), SheetColumn("Nội dung", 60))
    rows = (SheetRow(("I.0", "x" * 70_000)), SheetRow((Jump("đến", "ở đây"), None)), SheetRow(("I.2", "đích"), "ở đây"))
    sheet = read_book(render_xlsx(Workbook("thử", (Sheet("Một", columns, rows, target=1),))))["Một"]
    assert sheet["A5"].hyperlink.location == "'Một'!B6"
    assert sheet["B6"].value == "đích"


def test_the_same_report_has_the_same_bytes_and_no_time_of_today(data: bytes, coverage_report: CoverageReport) -> None:
    assert render_xlsx(build_coverage_workbook(coverage_report)) == data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        core = parts.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {f"{coverage_report.as_of}T00:00:00Z"}


def test_a_missing_library_is_named_with_the_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    from cancu.api.report_formats import judge_format

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(CancuError, match=r'pip install "cancu\[office\]"') as caught:
        judge_format("xlsx")
    assert caught.value.code == "E_MISSING_EXTRA"


def test_a_text_that_grows_by_its_escapes_is_not_cut() -> None:
    text = "_x0041_" * 5_000
    rows = read_rows(render_texts(text), "Một")
    assert "".join(row["Nội dung"] for row in rows).replace("_x005F_", "_") == text
