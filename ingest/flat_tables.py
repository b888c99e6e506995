"""Tables that a PDF's text has flattened: every cell a few lines, one after the other, no rule between them.

The header names the columns (`TT`, `Nội dung`, `Cơ quan chủ trì`, …), a line that is only a label opens a row,
and the lines of a row are cut into cells where the cut best fits what each column should hold: agencies under
agencies, times under times, and a capital at every beginning. Cells that cannot be told apart stay together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from cancu.ingest.cells import Cell, Grid, Line, is_agency_cell, is_time_cell, join_lines
from cancu.ingest.fields import FieldRole, read_role
from cancu.ingest.labels import Rank, read_label

_OPENING = re.compile(r"(?:S?TT|Số TT)$")
_ROW_LABEL = re.compile(r"(?:\d{1,3}|[IVXL]{1,6}|\d{1,2}(?:\.\d{1,2}){1,2}|[A-HĐ])[.)]?$")
_FOOTNOTE = re.compile(r"\d{1,2} [A-ZĐ].{50,}")
_MOST_HEADER_LINES = 26
_MOST_ROW_LINES = 70
_FEWEST_ROLES = 3
_AGENCY_ROLES = (FieldRole.LEAD, FieldRole.COORDINATE)


@dataclass(slots=True)
class _Column:
    role: FieldRole | None
    title: str


def read_flat_grid(lines: list[Line], index: int) -> tuple[Grid, int] | None:
    """Read the flattened table whose header begins at `lines[index]`, None if none does.

    Returns:
        The table, its header as the first row, and the index of the first line after it.
    """
    if not _OPENING.match(lines[index].text):
        return None
    columns, first = _read_header(lines, index)
    roles = {column.role for column in columns}
    if len(roles - {None, FieldRole.OTHER}) < _FEWEST_ROLES or FieldRole.TEXT not in roles:
        return None
    header = [Cell(lines[index].start, lines[first - 1].end, [column.title]) for column in columns]
    rows, end = _read_rows(lines, first, columns)
    if not rows:
        return None
    return Grid(lines[index].start, lines[end - 1].end, [header, *rows], flat=True), end


def _read_header(lines: list[Line], index: int) -> tuple[list[_Column], int]:
    """Column titles: a title goes on in lines that begin in lower case."""
    titles: list[list[str]] = []
    position = index
    while position < min(len(lines), index + _MOST_HEADER_LINES):
        words = lines[position].text
        if position > index and _ROW_LABEL.match(words):
            break
        if titles and words[:1].islower():
            titles[-1].append(words)
        else:
            titles.append([words])
        position += 1
    return [_Column(read_role(join_lines(title)), join_lines(title)) for title in titles], position


def _read_rows(lines: list[Line], index: int, columns: list[_Column]) -> tuple[list[list[Cell]], int]:
    rows: list[list[Cell]] = []
    while index < len(lines) and _ROW_LABEL.match(lines[index].text):
        label = lines[index]
        body, following = _read_body(lines, index + 1, columns)
        if not body:
            break
        head = Cell(label.start, label.end, [label.text])
        if _names_section(label.text, body):
            rows.append([head, _make_cell(body)])
        else:
            rows.append([head, *_cut_cells(body, columns[1:])])
        index = following
    return rows, index


def _read_body(lines: list[Line], index: int, columns: list[_Column]) -> tuple[list[Line], int]:
    """The lines of one row: up to the next label, over page breaks with their repeated header."""
    body: list[Line] = []
    while index < len(lines) and len(body) < _MOST_ROW_LINES:
        line = lines[index]
        if _OPENING.match(line.text):
            again, first = _read_header(lines, index)
            if [column.role for column in again][: len(columns)] != [column.role for column in columns]:
                break
            index = first
            continue
        if body and _ROW_LABEL.match(line.text):
            break
        if _ends_table(line):
            break
        if _FOOTNOTE.match(line.text) and line.gap:
            index = _skip_footnotes(lines, index)
            continue
        body.append(line)
        index += 1
    return body, index


def _ends_table(line: Line) -> bool:
    label = read_label(line.text)
    return label is not None and label.rank <= Rank.SECTION


def _skip_footnotes(lines: list[Line], index: int) -> int:
    index += 1
    while index < len(lines) and not lines[index].gap:
        index += 1
    return index


def _names_section(label: str, body: list[Line]) -> bool:
    """A Roman numeral or a letter over a few lines without agency or time names a section."""
    if label.strip(".)").isdigit() or len(body) > 4:
        return False
    return not any(is_agency_cell(line.text) or is_time_cell(line.text) for line in body[1:])


def _make_cell(lines: list[Line]) -> Cell:
    return Cell(lines[0].start, lines[-1].end, [line.text for line in lines])


def _cut_cells(body: list[Line], columns: list[_Column]) -> list[Cell]:
    """Cut a row's lines into as many cells as there are columns, by the best sum of fits.

    Dynamic programme over (lines taken, columns filled); cells begin only where a line does not begin in lower
    case, so that the few capitals of one row, not its lines, decide the cost.
    """
    row = _RowLines(body)
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for column in columns:
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for taken, (score, cuts) in best.items():
            for end in row.ends_from(taken):
                fit = score + row.fit(taken, end, column.role)
                if end not in reached or fit > reached[end][0]:
                    reached[end] = (fit, (*cuts, end))
        best = reached
    cuts = best.get(len(body), (0.0, (len(body),) * len(columns)))[1]
    cells: list[Cell] = []
    start, place = 0, body[0].start
    for end in cuts:
        cells.append(_make_cell(body[start:end]) if end > start else Cell(place, place))
        start, place = end, cells[-1].end
    return cells


class _RowLines:
    """The lines of one row with what they look like, counted once."""

    def __init__(self, body: list[Line]) -> None:
        words = [line.text for line in body]
        self.opens = [not text[:1].islower() for text in words]
        self.agency = [is_agency_cell(text) for text in words]
        self.time = [is_time_cell(text) for text in words]
        self.cuts = [index for index, opens in enumerate(self.opens) if opens and index] + [len(words)]
        capital = [text[:1].isupper() for text in words]
        self.agencies = _sums([one and two for one, two in zip(self.agency, capital, strict=True)])
        self.times = _sums([one and two for one, two in zip(self.time, capital, strict=True)])

    def ends_from(self, start: int) -> list[int]:
        """Where a cell that begins at `start` may end, an empty one included."""
        return [start, *(cut for cut in self.cuts if cut > start)]

    def fit(self, start: int, end: int, role: FieldRole | None) -> float:
        """How well the lines stand as one cell of a column."""
        if start == end:
            return -6.0 if role in (FieldRole.TEXT, FieldRole.LEAD) else -2.0
        score = 1.0 if self.opens[start] else -8.0
        agency, time = self.agency[start], self.time[start]
        agencies = self.agencies[end] - self.agencies[start + 1]
        times = self.times[end] - self.times[start + 1]
        if role in _AGENCY_ROLES:
            return score + (3.0 if agency else -3.0) - times
        if role is FieldRole.DEADLINE:
            return score + (4.0 if time else -4.0) - 1.5 * max(0, end - start - 3)
        if role is FieldRole.TEXT:
            return score + 0.2 * min(end - start, 8) - 2.0 * agency - 1.5 * agencies
        return score - agency - 1.5 * time - times


def _sums(flags: list[bool]) -> list[int]:
    """Running counts, so that any stretch is one subtraction."""
    return list(accumulate(flags, initial=0))
