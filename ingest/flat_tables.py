"""Tables that a PDF's text has flattened: every cell a few lines, one after the other, no rule between them.

The header names the columns (`TT`, `Nội dung`, `Cơ quan chủ trì`, …), a line that is only a label opens a row,
and the lines of a row are cut into cells where the cut best fits what each column should hold: agencies under
agencies, times under times, and a capital at every beginning. Cells that cannot be told apart stay together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    return Grid(lines[index].start, lines[end - 1].end, [header, *rows]), end


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

    Dynamic programme over (lines taken, columns filled); quadratic in the lines of one row, which are few.
    """
    count = len(body)
    best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, ())}]
    for column in columns:
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for taken, (score, cuts) in best[-1].items():
            for end in range(taken, count + 1):
                fit = score + _fit(body[taken:end], column.role)
                if end not in reached or fit > reached[end][0]:
                    reached[end] = (fit, (*cuts, end))
        best.append(reached)
    cuts = best[-1].get(count, (0.0, (count,) * len(columns)))[1]
    place = body[0].start
    cells: list[Cell] = []
    start = 0
    for end in cuts:
        cells.append(_make_cell(body[start:end]) if end > start else Cell(place, place))
        place = cells[-1].end
        start = end
    return cells


def _fit(lines: list[Line], role: FieldRole | None) -> float:
    """How well lines stand as one cell of a column."""
    if not lines:
        return -6.0 if role in (FieldRole.TEXT, FieldRole.LEAD) else -2.0
    first = lines[0].text
    score = 1.0 if not first[:1].islower() else -8.0
    agency, time = is_agency_cell(first), is_time_cell(first)
    if role in _AGENCY_ROLES:
        score += 3.0 if agency else -3.0
        score -= sum(is_time_cell(line.text) for line in lines[1:])
    elif role is FieldRole.DEADLINE:
        score += 4.0 if time else -4.0
        score -= 1.5 * max(0, len(lines) - 3)
    elif role is FieldRole.TEXT:
        score += 0.2 * min(len(lines), 8) - 2.0 * agency
        score -= 1.5 * sum(is_agency_cell(line.text) and line.text[:1].isupper() for line in lines[1:])
    else:
        score -= 1.0 * agency + 1.5 * time
        score -= sum(is_time_cell(line.text) and line.text[:1].isupper() for line in lines[1:])
    return score
