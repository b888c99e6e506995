"""The drafting sheet as a person gets it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cancu.api.drafting_report import write_draft
from cancu.api.paperwork import make_draft
from cancu.api.workspace import open_workspace
from cancu.graph.drafting import DraftingSheet, Place
from tests.api.office_reading import list_headings, list_tables, read_rows

OFFICE = "Sở Nội vụ tỉnh Hoài Giang"


@pytest.fixture(scope="module")
def draft(sample_store: Path) -> DraftingSheet:
    with open_workspace(sample_store) as workspace:
        return make_draft(workspace, OFFICE, year=2023)


def test_totals_are_those_of_the_json(run: Any, sample_store: Path, draft: DraftingSheet) -> None:
    counts = run("draft", "--org", OFFICE, "--year", "2023", "--store", sample_store, "--json").value["counts"]
    data = write_draft(draft, "xlsx")
    summary = {row["Nội dung"].strip(): row["Giá trị"] for row in read_rows(data, "Tóm tắt")}
    assert summary["Nhiệm vụ cần đưa vào kế hoạch"] == counts["draft"] > 3
    assert summary["Hạn trước năm lập kế hoạch"] == counts["past"] > 0
    assert len({row["TT"] for row in read_rows(data, "Cần soạn")}) == counts["draft"]
    assert len({row["TT"] for row in read_rows(data, "Hạn trước năm")}) == counts["past"]
    assert list_headings(write_draft(draft, "docx"))[:3] == [
        f"1. Nhiệm vụ cần đưa vào kế hoạch (tasks to draft): {counts['draft']}",
        f"2. Đã nằm trong nhiệm vụ ở trên (already carried by a task above): {counts['carried']}",
        f"3. Hạn trước năm lập kế hoạch (due before the year): {counts['past']}",
    ]


def test_every_task_has_what_was_planned_before_and_room_to_write(draft: DraftingSheet) -> None:
    rows = [row for row in list_tables(write_draft(draft, "docx"), "1. Nhiệm vụ cần đưa")[1:] if len(row) > 1]
    for row, one in zip(rows, (row for row in draft.rows if row.place is Place.DRAFT), strict=True):
        assert one.task.text in row[1]
        assert all(earlier.ref in row[4] and earlier.text in row[4] for earlier in one.earlier)
        assert one.earlier or row[4] == "Không có. (None.)"
        assert row[5:] == ["", "", ""]


def test_the_workbook_has_one_row_for_every_own_task_and_empty_columns(draft: DraftingSheet) -> None:
    rows = read_rows(write_draft(draft, "xlsx"), "Cần soạn")
    chosen = [row for row in draft.rows if row.place is Place.DRAFT]
    assert len(rows) == sum(max(1, len(row.earlier)) for row in chosen)
    assert {(row["Đơn vị thực hiện"], row["Tiến độ"], row["Nội dung của đơn vị"]) for row in rows} == {(None,) * 3}


def test_a_task_carried_by_a_nearer_plan_names_it(sample_store: Path) -> None:
    with open_workspace(sample_store) as workspace:
        sheet = make_draft(workspace, "UBND huyện Phú Ngần", year=2022)
    rows = read_rows(write_draft(sheet, "xlsx"), "Đã nằm trong")
    assert len(rows) == sheet.counts.carried > 0
    assert all(row["Nội dung của đơn vị"].startswith("Đã nằm trong ") for row in rows)
    assert sheet.current is not None
    assert sheet.current.number == "12/KH-UBND"


def test_who_is_bound_by_nothing_or_unknown_is_refused(run: Any, sample_store: Path) -> None:
    assert run("draft", "--org", "Chính phủ", "--store", sample_store).status == 2
    assert run("draft", "--org", "Sở Bay Vũ trụ", "--store", sample_store).status == 2
    assert run("draft", "--org", OFFICE, "--year", "20", "--store", sample_store).status == 2
