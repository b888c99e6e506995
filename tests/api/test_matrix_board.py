"""The matrix laid out and exported."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cancu.api.matrix_board import MatrixBoard, MatrixQuery, link_cell, read_board
from cancu.api.matrix_sheets import build_matrix_workbook, render_matrix_csv
from cancu.api.overview import build_gaps
from cancu.api.report_xlsx import render_xlsx
from cancu.api.service_library import Library
from cancu.api.workspace import open_workspace


@pytest.fixture(scope="module")
def library(sample_store: Path) -> Library:
    return Library(sample_store)


def read(library: Library, **words: object) -> MatrixBoard:
    return read_board(library, MatrixQuery.model_validate(words))


def test_the_board_holds_the_rows_and_cells_of_the_matrix(library: Library, sample_store: Path) -> None:
    with open_workspace(sample_store) as workspace:
        rows = build_gaps(workspace)["rows"]
    board = read(library)
    shown = {
        (row["child"]["iri"], ref): cell["status"]
        for table in board.tables
        for row in table.rows
        for ref, cell in row["cells"].items()
    }
    assert shown == {(row["child"]["iri"], cell["ref"]): cell["status"] for row in rows for cell in row["cells"]}
    assert board.total == board.shown == len(rows)


def test_columns_stand_in_the_order_of_the_plan(library: Library, sample_store: Path) -> None:
    table = read(library).tables[0]
    with open_workspace(sample_store) as workspace:
        tasks = sorted(workspace.store.extraction(table.parent["iri"]).tasks, key=lambda task: task.start)
    refs = [ref for ref, _ in table.columns]
    assert refs == [task.ref for task in tasks if task.ref in refs]


def test_holes_alone_keep_rows_and_columns_with_a_hole(library: Library) -> None:
    for table in read(library, status=["gap"]).tables:
        cells = [row["cells"] for row in table.rows]
        assert all(any(cell["status"] == "gap" for cell in row.values()) for row in cells)
        assert all(any(row.get(ref, {}).get("status") == "gap" for row in cells) for ref, _ in table.columns)


@pytest.mark.parametrize("sort", ["binding", "covered", "review", "gap"])
def test_rows_are_sorted_by_a_count(library: Library, sort: str) -> None:
    for table in read(library, sort=sort).tables:
        counts = [row["counts"][sort] for row in table.rows]
        assert counts == sorted(counts, reverse=True)


def test_rows_begin_with_the_worst_rate(library: Library) -> None:
    rates = [row["rates"]["strict"] for row in read(library).tables[0].rows]
    assert rates == sorted(rates)
    names = [row["organisation"] for row in read(library, sort="name").tables[0].rows]
    assert names == sorted(names)


def test_level_unit_and_topic_narrow_it(library: Library) -> None:
    assert read(library, level="commune").total == 2
    assert 0 < read(library, within="huyện Vân Sa").total < read(library).total
    few = read(library, topic="hồ sơ").tables
    assert all("hồ sơ" in text.lower() for table in few for _, text in table.columns)
    assert few


def test_a_cell_leads_to_its_task(library: Library) -> None:
    row = read(library).tables[0].rows[0]
    address = link_cell(row, "III.1.a")
    assert address.startswith("/coverage?child=")
    assert address.endswith("&open=III.1.a#t-III.1.a")


@pytest.mark.parametrize("status", [[], ["gap", "review"]])
def test_files_say_what_the_page_says(library: Library, status: list[str]) -> None:
    board = read(library, status=status)
    shown = [
        (row["child"]["iri"], ref, row["cells"][ref]["status"])
        for table in board.tables
        for row in table.rows
        for ref, _ in table.columns
        if ref in row["cells"]
    ]
    rows = list(csv.DictReader(io.StringIO(render_matrix_csv(board).removeprefix("\ufeff"))))
    assert [(row["child_iri"], row["ref"], row["status"]) for row in rows] == shown
    book = load_workbook(io.BytesIO(render_xlsx(build_matrix_workbook(board))))
    assert len(book.sheetnames) == len(board.tables) + 1
    sheet = book.worksheets[0]
    table = board.tables[0]
    heads = [cell.value for cell in sheet[1]]
    assert heads[-len(table.columns) :] == [ref for ref, _ in table.columns]
    gaps = sum(1 for line in sheet.iter_rows(min_row=2, values_only=True) for value in line if value == "✘ còn thiếu")
    assert gaps == sum(cell["status"] == "gap" for row in table.rows for ref, cell in row["cells"].items()
                       if ref in heads)  # fmt: skip
