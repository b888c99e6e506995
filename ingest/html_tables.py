"""Tables of web pages, their cells unfolded into a grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
_MOST_NESTED = 10
_PAGE_SHARE = 0.6
_PAGE_BLOCKS = 5
"""Paragraphs and rows of a cell from which on, with most of a table's words, it is the page and no cell."""


def is_data_table(table: _Element) -> bool:
    """Whether a table holds cells; one that only lays out the page, around other tables or one column, does not."""
    if sum(1 for _ in table.iterancestors("table")) > _MOST_NESTED:
        return False
    cells = [cell for row in iter_rows(table) for cell in _cells_of(row)]
    if all(len(_cells_of(row)) < 2 for row in iter_rows(table)):
        return False
    inner = sum(len(_read_text(one)) for one in table.iterdescendants("table"))
    total = len(_read_text(table))
    heaviest = max(cells, key=lambda cell: len(_read_text(cell)))
    return 2 * inner <= total and not (
        len(_read_text(heaviest)) > _PAGE_SHARE * total and _count_blocks(heaviest) >= _PAGE_BLOCKS
    )


def iter_rows(table: _Element) -> Iterator[_Element]:
    """Yield the rows of a table, without those of tables inside it."""
    for row in table.iterdescendants("tr"):
        if next(row.iterancestors("table"), None) is table:
            yield row


def read_rows(table: _Element, read_cell: Callable[[_Element], str]) -> list[Row]:
    """Unfold the rows of a table.

    Words of a cell that spans columns stand in the first of them, those of one that spans rows in every row.

    Raises:
        SourceError: the spans claim more cells than any table has (`E_LIMIT`).
    """
    rows: list[Row] = []
    below: dict[int, tuple[int, str]] = {}
    count = 0
    for tr in iter_rows(table):
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


def _count_blocks(cell: _Element) -> int:
    return sum(1 for _ in cell.iterdescendants("p", "div", "li", "tr"))


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
