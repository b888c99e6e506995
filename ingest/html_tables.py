"""Tables of web pages, their cells unfolded into a grid."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cancu.ontology.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element

Row = list[str]
Piece = str | list[Row]
"""A paragraph, or a table by rows."""

MOST_CELLS = 2_000_000
"""Cells of one unfolded table; spans can claim far more than the page holds."""
_WIDEST_SPAN = 1000


def is_data_table(table: _Element) -> bool:
    """Whether a table holds cells; one that only lays out the page, around other tables or one column, does not."""
    if next(table.iterdescendants("table"), None) is not None:
        inner = sum(len(_read_text(one)) for one in table.iterdescendants("table"))
        if 2 * inner > len(_read_text(table)):
            return False
    return any(len(_cells_of(row)) > 1 for row in table.iterdescendants("tr"))


def read_rows(table: _Element, read_cell: Callable[[_Element], str]) -> list[Row]:
    """Unfold the rows of a table.

    Words of a cell that spans columns stand in the first of them, those of one that spans rows in every row.

    Raises:
        SourceError: the spans claim more cells than any table has (`E_LIMIT`).
    """
    rows: list[Row] = []
    below: dict[int, tuple[int, str]] = {}
    count = 0
    for tr in table.iterdescendants("tr"):
        if next(tr.iterancestors("table"), None) is not table:
            continue
        row: Row = []
        for cell in _cells_of(tr):
            _take_from_above(row, below)
            words = read_cell(cell)
            width = _read_span(cell, "colspan")
            height = _read_span(cell, "rowspan")
            for number in range(width):
                if height > 1:
                    below[len(row)] = (height - 1, words if number == 0 else "")
                row.append(words if number == 0 else "")
        _take_from_above(row, below)
        rows.append(row)
        count += len(row)
        if count > MOST_CELLS:
            raise SourceError(
                f"Bảng có hơn {MOST_CELLS} ô", f"a table of more than {MOST_CELLS} cells", code="E_LIMIT",
                hint="tách bảng hoặc lưu ở dạng .xlsx (split the table)",
            )  # fmt: skip
    return rows


def _read_text(element: _Element) -> str:
    return "".join(map(str, element.itertext()))


def _cells_of(row: _Element) -> list[_Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _take_from_above(row: Row, below: dict[int, tuple[int, str]]) -> None:
    """Fill the columns that cells of rows above reach down into."""
    while len(row) in below:
        left, words = below.pop(len(row))
        if left > 1:
            below[len(row)] = (left - 1, words)
        row.append(words)


def _read_span(cell: _Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return max(1, min(int(value), _WIDEST_SPAN)) if value.isdecimal() and len(value) < 8 else 1
