"""Sheets of workbooks to paragraphs and tables: merged cells unfolded, empty rows and columns left out.

Words alone in their row above and below the table (titles, notes) are paragraphs; within the table they are rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from cancu.ingest.transcript import Transcript

MOST_CELLS = 250_000
"""Most cells and rows of a workbook; a task table of a province has some thousand cells."""
MOST_COLUMNS = 400
"""Most columns with words of one sheet."""

_TABLE_CELLS = 3
"""Filled cells of a row that belongs to the table; letterheads and signatures have two."""

Cells = dict[tuple[int, int], str]


class Range(NamedTuple):
    """A block of merged cells, first and last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


def write_sheet(cells: Cells, merged: Iterable[Range], name: str, transcript: Transcript) -> None:
    """Write one sheet down.

    Args:
        cells: words by row and column; empty cells may be missing
        merged: blocks whose words stand in their first cell
        name: name of the sheet
        transcript: what is written to
    """
    rows = _unfold(cells, merged)
    most = max(map(len, rows), default=0)
    table = [at for at, row in enumerate(rows) if len(row) >= min(_TABLE_CELLS, max(most, 2))]
    first, last = (table[0], table[-1]) if table else (len(rows), len(rows))
    groups = groupby(enumerate(rows), key=lambda item: first <= item[0] <= last or len(item[1]) > 1)
    for is_table, group in groups:
        found = [row for _, row in group]
        if is_table:
            columns = sorted({column for row in found for column in row})
            transcript.add_table([[row.get(column, "") for column in columns] for row in found], sheet=name)
        else:
            for row in found:
                transcript.add_paragraph("".join(row.values()), sheet=name)


def note_hidden(names: list[str], transcript: Transcript) -> None:
    """Name the sheets that were not read because they are hidden."""
    if names:
        listed = ", ".join(names)
        transcript.add_finding(
            "hidden_sheets", f"Không đọc trang tính ẩn: {listed}", f"hidden sheets are not read: {listed}"
        )


def _unfold(cells: Cells, merged: Iterable[Range]) -> list[dict[int, str]]:
    """Rows with words, top to bottom, by column; a cell that spans rows has its words in each of them."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), words in sorted(cells.items()):
        if words.strip():
            rows.setdefault(row, {})[column] = words
    printed = sorted(rows)
    for block in merged:
        words = cells.get((block.top, block.left), "")
        if words.strip() and block.bottom > block.top:
            for row in printed:
                if block.top < row <= block.bottom:
                    rows[row][block.left] = words
    return [rows[row] for row in printed]
