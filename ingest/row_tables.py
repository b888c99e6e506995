"""Tables whose rows are lines: cells between tabs, between pipes as in Markdown, or parted by bars alone.

A page copied from the web prints no bar in front of a row; there the titles of its columns show that a table begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cancu.ingest.cells import Cell, Grid, Line
from cancu.ingest.fields import read_role
from cancu.ingest.transcript import CELL_BREAK

_BAR = "|"
_DIVIDER = re.compile(r":?[-–—_=*.·…\s]*:?$")
"""A cell of the line below a header: `---`, `:---:`."""
_FEWEST_TITLES = 3
_LONGEST_SECTION = 14
"""Words of a line between two rows that only names a section."""
_ROW_LABEL = re.compile(r"(?:\d{1,3}|[IVXL]{1,6}|[A-HĐ])(?:\.\d{1,2}){0,3}[.)]?$")
_RECIPIENTS = re.compile(r"Nơi nhận", re.IGNORECASE)


def opens_rows(line: Line) -> bool:
    """Whether a line is the first row of such a table."""
    words = line.text
    return "\t" in words or (words.startswith(_BAR) and words.count(_BAR) > 1) or names_columns(words)


def names_columns(words: str) -> bool:
    """Whether a line that no bar opens holds the titles of columns between bars.

    Example:
        >>> names_columns("TT | Nhiệm vụ | Cơ quan chủ trì |"), names_columns("Số: 12/KH-UBND | Hà Nội, ngày 02 |")
        (True, False)
    """
    if _BAR not in words or words.startswith(_BAR):
        return False
    titles = [title.strip() for title in words.rstrip(f"{_BAR} ").split(_BAR)]
    return len(titles) >= _FEWEST_TITLES and sum(read_role(title) is not None for title in titles) >= _FEWEST_TITLES - 1


def read_row_grid(text: str, lines: list[Line], index: int) -> tuple[Grid, int]:
    """Read the table whose first row is `lines[index]`; the index behind it comes with it."""
    if names_columns(lines[index].text):
        return _read_open_rows(text, lines, index)
    start, end = lines[index].start, lines[index].end
    rows: list[list[Cell]] = []
    while index < len(lines):
        line = lines[index]
        if "\t" in line.text:
            rows.append(_split_cells(text, line, "\t"))
        elif line.text.startswith(_BAR) and line.text.count(_BAR) > 1:
            cells = _split_cells(text, line, _BAR)
            if not all(_DIVIDER.match(cell.text) for cell in cells):
                rows.append(cells)
        else:
            break
        end = line.end
        index += 1
    return Grid(start, end, rows), index


def cut_rows(cells: list[Cell]) -> list[list[Cell]]:
    """Rows of cells of which nothing but their order is known; empty where they are no numbered table.

    The titles end where the first row's number stands. A row whose empty cells were left out ends before the number
    that follows its own.
    """
    width = next((place for place, cell in enumerate(cells) if place and _ROW_LABEL.match(cell.text)), 0)
    if width < _FEWEST_TITLES:
        return []
    rows = [cells[:width]]
    last = 0
    for cell in cells[width:]:
        number = int(cell.text.rstrip(".)")) if cell.text.rstrip(".)").isdigit() else 0
        counts_on = number == last + 1 and len(rows[-1]) > 1
        if len(rows[-1]) == width or counts_on:
            rows.append([])
            last = number or last
        rows[-1].append(cell)
    return rows


@dataclass(slots=True)
class _OpenRows:
    """Rows that bars only part; a row whose cells are printed on several lines is filled up.

    Attributes:
        width: how many titles the header has
        closed: whether a bar ends each row
    """

    width: int
    closed: bool
    rows: list[list[Cell]]

    def add(self, cells: list[Cell]) -> None:
        """Take the cells of a line: of a new row, or of the rest of the one above."""
        above = self.rows[-1]
        fits = len(above) < self.width and len(above) - 1 + len(cells) <= self.width
        if not fits or _ROW_LABEL.match(cells[0].text) or len(self.rows) == 1:
            self.rows.append(cells)
            return
        last = above[-1]
        above[-1] = Cell(last.start, cells[0].end, [*last.lines, *cells[0].lines], [*last.places, *cells[0].places])
        above.extend(cells[1:])

    def takes(self, lines: list[Line], index: int) -> bool:
        """Whether a line without bars belongs to the table: the rest of a cell, or the name of a section."""
        if len(self.rows) > 1 and 1 < len(self.rows[-1]) < self.width:
            return True
        below = lines[index + 1].text.count(_BAR) if index + 1 < len(lines) else 0
        return len(lines[index].text.split()) <= _LONGEST_SECTION and below >= self.width - 1 - (not self.closed)


def _read_open_rows(text: str, lines: list[Line], index: int) -> tuple[Grid, int]:
    """A table that begins with a row of titles which no bar opens."""
    header = lines[index]
    closed = header.text.endswith(_BAR)
    cells = _split_open(text, header, closed=closed)
    if len(rows := cut_rows(cells)) > 1:
        return Grid(header.start, header.end, rows), index + 1
    table = _OpenRows(len(cells), closed, [cells])
    end = header.end
    index += 1
    while index < len(lines) and not _RECIPIENTS.match(lines[index].text):
        line = lines[index]
        if _BAR in line.text:
            table.add(_split_open(text, line, closed=closed))
        elif table.takes(lines, index):
            whole = Cell(line.start, line.end, [line.text], [(line.start, line.end)])
            table.add([whole])
        else:
            break
        end = line.end
        index += 1
    return Grid(header.start, end, table.rows), index


def _split_open(text: str, line: Line, *, closed: bool) -> list[Cell]:
    """Cells of a line that no bar opens; where bars end rows, nothing stands behind the last."""
    cells = _split_cells(text, line, _BAR, stripped=False)
    return cells[:-1] if closed and not cells[-1].lines and len(cells) > 1 else cells


def _split_cells(text: str, line: Line, border: str, *, stripped: bool = True) -> list[Cell]:
    """Cells between the borders of one line, each at its place unless cleaning has taken a border away."""
    edges = _BAR if border == _BAR and stripped else ""
    parts = line.text.strip(edges).split(border) if edges else line.text.split(border)
    raw = text[line.start : line.end]
    printed = raw.strip(f"{edges} \r").split(border) if edges else raw.split(border)
    if len(printed) != len(parts):
        return [Cell(line.start, line.end, _cell_lines(part)) for part in parts]
    cells: list[Cell] = []
    start = line.start + raw.find(printed[0]) if printed[0] else line.start
    for part, words in zip(parts, printed, strict=True):
        begin = start + len(words) - len(words.lstrip())
        end = begin + len(words.strip())
        cells.append(Cell(begin, end, _cell_lines(part), [(begin, end)]))
        start += len(words) + 1
    return cells


def _cell_lines(words: str) -> list[str]:
    lines = (part.strip() for part in words.split(CELL_BREAK))
    return [part for part in lines if part]
