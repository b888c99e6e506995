"""The task assignment list as a person gets it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from cancu.api.assignment_report import write_assignments
from cancu.api.paperwork import make_assignments
from cancu.api.workspace import open_workspace
from cancu.graph.assignments import Assignments
from tests.api.office_reading import list_headings, list_tables, read_rows, read_texts

OFFICE = "Sở Nội vụ tỉnh Hoài Giang"
DAY = "2022-06-01"


@pytest.fixture(scope="module")
def assignments(sample_store: Path) -> Assignments:
    with open_workspace(sample_store) as workspace:
        return make_assignments(workspace, OFFICE, as_of=datetime.date.fromisoformat(DAY))


def test_totals_are_those_of_the_json(run: Any, sample_store: Path, assignments: Assignments) -> None:
    value = run("assignments", "--org", OFFICE, "--as-of", DAY, "--store", sample_store, "--json").value
    counts = value["counts"]
    data = write_assignments(assignments, "xlsx")
    summary = {row["Nội dung"].strip(): row["Giá trị"] for row in read_rows(data, "Tóm tắt")}
    assert summary["Nhiệm vụ được giao"] == counts["assigned"] == len(read_rows(data, "Nhiệm vụ được giao")) > 20
    assert summary["Trong kế hoạch của đơn vị"] == counts["own"] == len(read_rows(data, "Kế hoạch của đơn vị"))
    headings = list_headings(write_assignments(assignments, "docx"))
    assert headings[0] == f"1. Nhiệm vụ được giao (assigned tasks): {counts['assigned']}"
    assert len(value["tasks"]) == counts["assigned"] + counts["own"]


def test_it_lists_what_the_command_tasks_lists(run: Any, sample_store: Path, assignments: Assignments) -> None:
    listed = run("tasks", "--org", OFFICE, "--as-of", DAY, "--store", sample_store, "--json").value["tasks"]
    assert [(task["document"], task["ref"]) for task in listed] == [
        (task.plan.number, task.ref) for task in assignments.tasks
    ]


def test_every_task_stands_under_its_document_with_duty_product_and_deadline(assignments: Assignments) -> None:
    rows = list_tables(write_assignments(assignments, "docx"), "1. Nhiệm vụ được giao")[1:]
    leads = [row for row in rows if len(row) == 1]
    assert len(leads) == assignments.counts.plans
    tasks = [row for row in rows if len(row) > 1]
    for row, (number, task) in zip(tasks, enumerate(assignments.assigned, start=1), strict=True):
        assert row[0] == str(number)
        assert row[1].startswith(f"{task.ref}")
        assert task.text in row[1]
        assert all(product in row[3] for product in task.products)
        assert (task.deadline.text if task.deadline else "–") in row[4]
        assert row[5] == ""


def test_due_days_are_dates_and_columns_to_fill_in_are_empty(assignments: Assignments) -> None:
    rows = read_rows(write_assignments(assignments, "xlsx"), "Nhiệm vụ được giao")
    due = {row["TT"]: row["Hạn cuối"] for row in rows}
    for number, task in enumerate(assignments.assigned, start=1):
        days = task.deadline.due if task.deadline else ()
        assert due[number] == (datetime.datetime.combine(max(days), datetime.time()) if days else None)
    assert {(row["Người thực hiện"], row["Ghi chú"]) for row in rows} == {(None, None)}


def test_who_assigns_and_who_receives_sign(assignments: Assignments) -> None:
    texts = read_texts(write_assignments(assignments, "docx"))
    assert [text for text in texts if text in {"NGƯỜI GIAO NHIỆM VỤ", "NGƯỜI NHẬN NHIỆM VỤ"}] == [
        "NGƯỜI GIAO NHIỆM VỤ", "NGƯỜI NHẬN NHIỆM VỤ"
    ]  # fmt: skip
    assert "Số: ……/PGNV-……" in texts


def test_a_level_that_has_ended_is_said(run: Any, sample_store: Path) -> None:
    out = run("assignments", "--org", "UBND huyện Vân Sa", "--as-of", "2026-03-01", "--store", sample_store).out
    assert "30/06/2025" in out


def test_an_unknown_organisation_is_refused(run: Any, sample_store: Path) -> None:
    assert run("assignments", "--org", "Sở Bay Vũ trụ", "--store", sample_store).status == 2
    assert run("assignments", "--store", sample_store).status == 2
