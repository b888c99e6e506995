"""The matrix as files: a workbook as officials lay it out, and a plain table of cells for programs."""

from __future__ import annotations

from collections.abc import Iterator

from cancu.api.matrix_board import MatrixBoard, MatrixTable, Row
from cancu.api.messages import SIGNS, STATUSES, label
from cancu.api.report_csv import write_rows
from cancu.api.report_model import Figure, Sheet, SheetColumn, SheetRow, Workbook

CSV_COLUMNS = (
    *("child", "child_iri", "organisation", "parent", "parent_iri", "cites_parent"),
    *("ref", "text", "status", "status_vi", "deep", "nearest"),
)
COUNTED = ("binding", "covered", "partial", "delegated", "review", "gap", "exempt", "not_applicable")
_SHARE = "0.0%"
_LONGEST_NAME = 31
_FORBIDDEN = str.maketrans("[]:*?/\\'", "________")


def render_matrix_csv(board: MatrixBoard) -> str:
    """One row per cell, with a byte order mark for Excel."""
    return write_rows(CSV_COLUMNS, (row for table in board.tables for row in _iter_cells(table)))


def build_matrix_workbook(board: MatrixBoard) -> Workbook:
    """A sheet for each plan above, its tasks as columns; the words of all tasks on a sheet of their own."""
    columns = (
        SheetColumn("Cấp trên (plan above)", 24),
        SheetColumn("Mục (item)", 12),
        SheetColumn("Nội dung (text)", 90),
    )
    texts = tuple(
        SheetRow((_name_plan(table.parent), ref, text)) for table in board.tables for ref, text in table.columns
    )
    sheets = [_build_sheet(number, table) for number, table in enumerate(board.tables, start=1)]
    return Workbook("Bảng thiếu đủ", (*sheets, Sheet("Nhiệm vụ", columns, texts)))


def _build_sheet(number: int, table: MatrixTable) -> Sheet:
    heads = (
        SheetColumn("Kế hoạch (plan)", 22),
        SheetColumn("Cơ quan (organisation)", 30),
        SheetColumn("Chặt (strict)", 9),
        SheetColumn("Rộng (wide)", 9),
        SheetColumn("Ràng buộc (binding)", 9),
        *(SheetColumn(label(STATUSES, status).capitalize(), 9) for status in COUNTED[1:]),
        *(SheetColumn(ref, 14) for ref, _ in table.columns),
    )
    name = f"{number} {_name_plan(table.parent)}".translate(_FORBIDDEN)[:_LONGEST_NAME]
    return Sheet(name, heads, tuple(_build_row(row, table) for row in table.rows))


def _build_row(row: Row, table: MatrixTable) -> SheetRow:
    rates = [None if rate is None else Figure(rate, _SHARE) for rate in (row["rates"]["strict"], row["rates"]["wide"])]
    cells = [_print_status(row["cells"].get(ref)) for ref, _ in table.columns]
    counts = [row["counts"][status] for status in COUNTED]
    return SheetRow((_name_plan(row["child"]), row["organisation"], *rates, *counts, *cells))


def _print_status(cell: Row | None) -> str | None:
    return f"{SIGNS.get(cell['status'], '·')} {label(STATUSES, cell['status'])}" if cell else None


def _iter_cells(table: MatrixTable) -> Iterator[Row]:
    for row in table.rows:
        head = {
            "child": _name_plan(row["child"]),
            "child_iri": row["child"]["iri"],
            "organisation": row["organisation"],
            "parent": _name_plan(row["parent"]),
            "parent_iri": row["parent"]["iri"],
            "cites_parent": "yes" if row["child_cites_parent"] else "no",
        }
        for ref, _ in table.columns:
            if cell := row["cells"].get(ref):
                yield {**head, **_describe_cell(cell)}


def _describe_cell(cell: Row) -> Row:
    shown = {name: cell[name] for name in ("ref", "text", "status", "deep")}
    return {**shown, "status_vi": label(STATUSES, cell["status"]), "nearest": "; ".join(cell["nearest"])}


def _name_plan(plan: Row) -> str:
    return plan["number"] or plan["title"] or plan["iri"] or ""
