"""Tables that page breaks have split: repeated headers dropped, cut rows rejoined, columns matched by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cancu.ingest.ruled_tables import RuledCell, RuledTable
from cancu.ingest.transcript import Transcript

_SAME_EDGE = 6.0
"""Edges of columns closer than this, in points, are one."""
_MOST_HEADER_ROWS = 3
_SAME_WORDS = 0.93


@dataclass(slots=True)
class _Row:
    """A row with the page it begins on."""

    page: int
    cells: list[RuledCell | None]


class JoinedTable:
    """A table that grows page by page."""

    def __init__(self, table: RuledTable) -> None:
        self.edges = table.edges
        self.rows = [_Row(table.page, cells) for cells in table.rows]

    def append(self, table: RuledTable) -> bool:
        """Add the part of the table on the next page; False where it is another table."""
        columns = self._match_columns(table.edges)
        if columns is None:
            return False
        rows = [_Row(table.page, self._spread(cells, columns)) for cells in table.rows]
        rows = rows[self._count_repeated(rows) :]
        if rows and self._is_cut(rows[0].cells):
            self._continue_row(rows[0].cells)
            rows = rows[1:]
        self.rows += rows
        return True

    def write(self, transcript: Transcript) -> None:
        """Write the whole table; a cell that spans rows is written in each of them."""
        texts = self._unfold()
        transcript.add_table(
            [[cell.text for cell in row] for row in texts],
            page=[row.page for row in self.rows],
            confidence=[[cell.confidence for cell in row] for row in texts],
        )

    def _match_columns(self, edges: Sequence[float]) -> list[int] | None:
        """Which column of this table each column of a later part is."""
        columns = []
        for edge in edges:
            near = min(range(len(self.edges)), key=lambda at: abs(self.edges[at] - edge))
            if abs(self.edges[near] - edge) > _SAME_EDGE:
                return None
            columns.append(near)
        return columns[:-1] if len(set(columns)) == len(columns) else None

    def _spread(self, cells: Sequence[RuledCell | None], columns: Sequence[int]) -> list[RuledCell | None]:
        row: list[RuledCell | None] = [None] * (len(self.edges) - 1)
        for column, cell in zip(columns, cells, strict=True):
            row[column] = cell
        return row

    def _count_repeated(self, rows: Sequence[_Row]) -> int:
        """How many rows at the top of a part only print the header again."""
        for count in range(min(_MOST_HEADER_ROWS, len(rows), len(self.rows)), 0, -1):
            if all(_says_same(new.cells, old.cells) for new, old in zip(rows[:count], self.rows, strict=False)):
                return count
        return 0

    def _is_cut(self, cells: Sequence[RuledCell | None]) -> bool:
        """A row without a label goes on with the row above; a label cell that spans rows was cut, not the row."""
        first = cells[0]
        return first is not None and not first.text and first.rows == 1 and first.columns == 1 and any(_words(cells))

    def _continue_row(self, cells: Sequence[RuledCell | None]) -> None:
        above = self.rows[-1].cells
        for column, cell in enumerate(cells):
            mine = above[column]
            if cell is None or not cell.text:
                continue
            if mine is None or not mine.text:
                above[column] = cell
                continue
            mine.confidence = min(mine.confidence, cell.confidence)
            mine.text = f"{mine.text}{_seam(mine.text, cell.text)}{cell.text}"

    def _unfold(self) -> list[list[RuledCell]]:
        """All cells in place, spanned rows filled with the words above."""
        filled: list[list[RuledCell]] = []
        spanning: dict[int, tuple[int, RuledCell]] = {}
        for row in self.rows:
            cells = []
            for column, cell in enumerate(row.cells):
                left, above = spanning.get(column, (0, None))
                if cell is None and above is not None and left > 0:
                    spanning[column] = (left - 1, above)
                    cells.append(above)
                    continue
                spanning[column] = (cell.rows - 1, cell) if cell else (0, RuledCell(""))
                cells.append(cell or RuledCell(""))
            filled.append(cells)
        return filled


def _words(cells: Sequence[RuledCell | None]) -> list[str]:
    return [" ".join(cell.text.split()) if cell else "" for cell in cells]


def _says_same(one: Sequence[RuledCell | None], other: Sequence[RuledCell | None]) -> bool:
    """Whether two rows have the same words, but for a slip of the optical reader."""
    words, others = _words(one), _words(other)
    if words == others:
        return True
    return SequenceMatcher(None, "|".join(words), "|".join(others), autojunk=False).ratio() >= _SAME_WORDS


def _seam(before: str, after: str) -> str:
    """A cut sentence goes on; a new item of the cell stands on its own line."""
    return "\n" if before.endswith((".", ";", ":")) and not after[:1].islower() else " "
