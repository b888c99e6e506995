from __future__ import annotations

import datetime

from cancu.api.coverage_paper import build_coverage_paper
from cancu.api.coverage_sheets import build_coverage_workbook
from cancu.api.report_model import Jump, Sheet
from cancu.ontology.assessments import CoverageReport, Decision, DecisionKind

RULING = Decision(
    kind=DecisionKind.EXEMPT,
    by="Nguyễn Văn A",
    date=datetime.date(2022, 3, 1),
    reason="đã giao nơi khác",
    parent="2215/QĐ-UBND",
    parent_ref="III.6.b",
    parent_hash="0" * 64,
)


def find_sheet(report: CoverageReport, name: str) -> Sheet:
    return next(sheet for sheet in build_coverage_workbook(report).sheets if sheet.name == name)


def test_every_jump_has_its_row_in_every_sheet(coverage_report: CoverageReport) -> None:
    sheets = build_coverage_workbook(coverage_report).sheets
    anchors = [row.anchor for sheet in sheets for row in sheet.rows if row.anchor]
    jumps = {value.anchor for sheet in sheets for row in sheet.rows for value in row.values if isinstance(value, Jump)}
    assert jumps <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_every_row_fits_its_columns(coverage_report: CoverageReport) -> None:
    report = coverage_report.model_copy(update={"rulings": (RULING,)})
    for sheet in build_coverage_workbook(report).sheets:
        assert {len(row.values) for row in sheet.rows} <= {len(sheet.columns)}


def test_rulings_are_told_with_who_when_and_why(coverage_report: CoverageReport) -> None:
    report = coverage_report.model_copy(update={"rulings": (RULING,)})
    (row,) = find_sheet(report, "Quyết định").rows
    assert row.values == (RULING.date, "Nguyễn Văn A", "miễn", "III.6.b", None, None, "đã giao nơi khác")
    section = next(one for one in build_coverage_paper(report).sections if "Quyết định của người dùng" in one.title)
    assert section.table is not None
    assert [[words.text for words in cell] for cell in section.table.rows[0]] == [
        ["01/03/2022", "Nguyễn Văn A"], ["miễn", "III.6.b"], ["đã giao nơi khác"]
    ]  # fmt: skip


def test_without_rulings_there_is_no_empty_sheet_for_them(coverage_report: CoverageReport) -> None:
    assert "Quyết định" not in [sheet.name for sheet in build_coverage_workbook(coverage_report).sheets]


def test_a_gap_without_any_candidate_says_so(coverage_report: CoverageReport) -> None:
    tasks = tuple(task.model_copy(update={"links": ()}) for task in coverage_report.tasks)
    report = coverage_report.model_copy(update={"tasks": tasks})
    gaps = find_sheet(report, "Khoảng trống").rows
    assert len(gaps) == report.counts.gap
    assert {row.values[6] for row in gaps} == {"không có (none)"}
    table = next(one for one in build_coverage_paper(report).sections if "còn thiếu" in one.title).table
    assert table is not None
    assert [row[0][0].text for row in table.rows if len(row) > 1] == ["Không có ứng viên nào (no candidate)"] * len(
        gaps
    )
