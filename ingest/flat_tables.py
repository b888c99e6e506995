"""Tables that a PDF's text has flattened: every cell a few lines, one after the other, no rule between them.

The header names the columns (`TT`, `Nội dung`, `Cơ quan chủ trì`, …) and is printed again on every page. A row opens
with its number, which counts up, alone on its line or in front of the row's words; Roman numerals, letters and numbers
with rows `1.1` below them name sections. In which column the lines of a row stand is `cancu.ingest.flat_cells`' part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cancu.ingest.cells import Cell, Grid, Line, is_agency_cell, is_time_cell, join_lines
from cancu.ingest.fields import FieldRole, read_role
from cancu.ingest.flat_cells import cut_row
from cancu.ingest.flat_columns import Column, Content, Piece, learn_columns, make_column
from cancu.ingest.labels import Rank, read_label
from cancu.ingest.merged_cells import spread_owners
from cancu.ingest.outline import roman_value

_OPENING = re.compile(r"(?:S?TT|Số TT|Số thứ tự)$")
_LABEL = re.compile(r"(?P<label>\d{1,3}(?:\.\d{1,2}){0,2}|[IVXL]{1,6}|[A-HĐ])(?P<dot>[.)]?)(?P<blank> *)(?P<words>.*)$")
_YEAR = re.compile(r"20[0-4]\d$")
_WIDE_BLANK = re.compile(r"\s{2,}(?=[^\W\d_])")
_LETTERS = "ABCDĐEGH"
_MOST_HEADER_LINES = 40
_LONGEST_TITLE = 32
_MOST_ROW_LINES = 200
_MOST_SECTION_LINES = 4
_MOST_LESSONS = 60
"""Rows on one page that are enough to learn the columns from."""
_MOST_FOOTNOTE_LINES = 25
_FULL_WIDTH = 65
"""Characters of a line that no column is wide enough for."""
_FEWEST_ROLES = 3
_FULL_SHARE = 0.8
"""The share of rows with a line for each cell from which on all such rows are read so."""
_FEWEST_HEADER_LINES = 3


def opens_table(words: str) -> bool:
    """Whether a line is the title of a column of numbers, the first of a flattened header."""
    return bool(_OPENING.match(words))


class RowNumbers:
    """Tells the number of a row, and a year, that stand behind a blank line from the number of a page.

    Below the first title of a flattened header, a number that counts on is a row's when words follow on the next line.
    """

    def __init__(self) -> None:
        self.last: int | None = None

    def note(self, words: str) -> None:
        """Take a line that is printed for sure."""
        if opens_table(words):
            self.last = self.last or 0
        elif self.last is not None and words.rstrip(".)").isdigit() and int(words.rstrip(".)")) == self.last + 1:
            self.last += 1

    def counts(self, words: str, following: str) -> bool:
        """Whether a number alone on its line is the next row's, or a year."""
        if self.last is None or not words.isdigit():
            return False
        if _YEAR.match(words):
            return True
        return int(words) == self.last + 1 and bool(following.strip()) and not opens_table(following.strip())


def read_flat_grid(text: str, lines: list[Line], index: int) -> tuple[Grid, int] | None:
    """Read the flattened table whose header begins at `lines[index]`, None if none does.

    Args:
        text: the source that the lines point into
        lines: of the whole document
        index: of the line that may open a header

    Returns:
        The table, its header as the first row, and the index of the first line after it.
    """
    if not opens_table(lines[index].text):
        return None
    first = _end_of_header(lines, index)
    titles = _read_titles(lines[index:first])
    columns = [make_column(read_role(title), title) for title in titles]
    roles = {column.role for column in columns}
    if len(roles - {None, FieldRole.OTHER}) < _FEWEST_ROLES or FieldRole.TEXT not in roles:
        return None
    rows, end = _RowReader(text, lines, lines[index:first]).read(first)
    if not rows:
        return None
    header = [Cell(lines[index].start, lines[first - 1].end, [title]) for title in titles]
    cells = _cut_rows(rows, columns[1:])
    places = [column.role for column in columns]
    if FieldRole.COORDINATE in places and places.index(FieldRole.TEXT) > 1:
        spread_owners(cells, places.index(FieldRole.TEXT), places.index(FieldRole.COORDINATE))
    return Grid(lines[index].start, lines[end - 1].end, [header, *cells], flat=True), end


def _end_of_header(lines: list[Line], index: int) -> int:
    """The first line below the header: at the first number or long line, at the latest where its next print ends."""
    limit = min(len(lines), index + _MOST_HEADER_LINES)
    count = _Count()
    end = next(
        (at for at in range(index + 1, limit) if count.read(lines[at].wide) or _is_no_title(lines[at])),
        limit,
    )
    for again in range(index + 1, len(lines)):
        if opens_table(lines[again].text):
            same = _count_same(lines, index, again)
            return min(end, index + same) if same >= _FEWEST_HEADER_LINES else end
    return end


def _is_no_title(line: Line) -> bool:
    """Whether a line is too long for a title that tells no role."""
    return len(line.text) > _LONGEST_TITLE and not line.text.lstrip("(")[:1].islower() and read_role(line.text) is None


def _count_same(lines: list[Line], one: int, other: int) -> int:
    """How many lines from two places on are the same."""
    same = 0
    while other + same < len(lines) and one + same < other and lines[one + same].text == lines[other + same].text:
        same += 1
    return same


def _read_titles(lines: list[Line]) -> list[str]:
    """Column titles: a title goes on in lines that begin in lower case or with a parenthesis."""
    titles: list[list[str]] = []
    for line in lines:
        if titles and (line.text[:1].islower() or line.text.startswith("(")):
            titles[-1].append(line.text)
        else:
            titles.append([line.text])
    return [join_lines(title) for title in titles]


@dataclass(slots=True)
class _Row:
    """A numbered row: its label, and its lines page by page."""

    label: Line | None
    pages: list[list[Line]] = field(default_factory=lambda: [[]])

    @property
    def lines(self) -> list[Line]:
        return [line for page in self.pages for line in page]


class _Count:
    """The running number of rows and sections, which tells a row's label from other numbers on a line."""

    def __init__(self) -> None:
        self.last: dict[int, tuple[int, ...]] = {}

    def read(self, words: str) -> tuple[str, str] | None:
        """Label and words behind it if a line opens the next row, None if it opens none."""
        match = _LABEL.match(words)
        if match is None:
            return None
        kind, value = _value_of(match["label"])
        behind = match["words"]
        apart = match["blank"] and (match["dot"] or len(match["blank"]) > 1 or kind in (_ROMAN, _DECIMAL))
        if (behind and (not apart or behind[:1].islower())) or not self._expects(kind, value):
            return None
        self.last = {other: seen for other, seen in self.last.items() if other < kind}
        self.last[kind] = value
        return match["label"] + match["dot"], behind

    def continues(self, words: str) -> bool:
        """Whether a line is the label that follows the last one of its kind."""
        match = _LABEL.match(words)
        return bool(match and not match["words"] and self._follows(*_value_of(match["label"])))

    def _expects(self, kind: int, value: tuple[int, ...]) -> bool:
        """Whether a label may come next; `1` and `I` may begin anew, `2.1` below `2`."""
        if self._follows(kind, value):
            return True
        section = self.last.get(_NUMBER)
        below = kind != _DECIMAL or section is None or section[0] == value[0] or len(value) > 2
        return value[-1] == 1 and below

    def _follows(self, kind: int, value: tuple[int, ...]) -> bool:
        last = self.last.get(kind)
        return last is not None and (*last[:-1], last[-1] + 1) == value


_LETTER, _ROMAN, _NUMBER, _DECIMAL = range(4)


def _value_of(label: str) -> tuple[int, tuple[int, ...]]:
    parts = label.split(".")
    if parts[0].isdigit():
        return (_DECIMAL if len(parts) > 1 else _NUMBER), tuple(map(int, parts))
    if roman_value(label) and label not in ("C", "D"):
        return _ROMAN, (roman_value(label),)
    return _LETTER, (_LETTERS.find(label) + 1,)


class _RowReader:
    """Gathers the lines of each row, over page heads and footnotes, up to the table's end."""

    def __init__(self, text: str, lines: list[Line], header: list[Line]) -> None:
        self.text = text
        self.lines = lines
        self.header = [line.text for line in header]
        self.count = _Count()
        self.rows: list[_Row] = []
        self.plain_sections = False
        """Whether a Roman number of the table is printed without a sign behind it."""

    def read(self, index: int) -> tuple[list[_Row], int]:
        """The rows and the index of the first line behind the table."""
        while index < len(self.lines):
            line = self.lines[index]
            if opens_table(line.text):
                if not self._repeats_header(index):
                    break
                index += len(self.header)
                if self.rows:
                    self.rows[-1].pages.append([])
                continue
            label = self.count.read(line.wide)
            if label and self._leaves(*label):
                break
            if label:
                self._open_row(line, *label)
            elif _ends_table(line) or self._is_full():
                break
            elif line.gap and len(line.text) >= _FULL_WIDTH and self.rows and self.rows[-1].lines:
                below = self._end_of_notes(index)
                if below is None:
                    break
                index = below
                continue
            else:
                self._take(line)
            index += 1
        return [row for row in self.rows if row.lines], index

    def _leaves(self, label: str, words: str) -> bool:
        """Whether a Roman number heads the next part of the document and no section of the table: `III. TỔ CHỨC …`."""
        if not roman_value(label.rstrip(".)")):
            return False
        if label[-1] in ".)" and words.isupper() and self.plain_sections:
            return True
        self.plain_sections = self.plain_sections or label[-1] not in ".)"
        return False

    def _repeats_header(self, index: int) -> bool:
        return [line.text for line in self.lines[index : index + len(self.header)]] == self.header

    def _end_of_notes(self, index: int) -> int | None:
        """Where the table goes on behind the footnotes of a page, None where it has ended."""
        for at in range(index, min(len(self.lines), index + _MOST_FOOTNOTE_LINES)):
            if self._repeats_header(at) or self.count.continues(self.lines[at].text):
                return at
        return None

    def _is_full(self) -> bool:
        return bool(self.rows) and sum(map(len, self.rows[-1].pages)) >= _MOST_ROW_LINES

    def _open_row(self, line: Line, label: str, words: str) -> None:
        begin = self.text.find(label, line.start)
        self.rows.append(_Row(Line(begin, begin + len(label), label)))
        if words:
            start = self.text.find(words[:1], begin + len(label))
            self.rows[-1].pages[-1].extend(
                _split_line(self.text, replace(line, start=start, text=words, printed=words, gap=False))
            )

    def _take(self, line: Line) -> None:
        if not self.rows:
            self.rows.append(_Row(None))
        page = self.rows[-1].pages[-1]
        page.extend(_split_line(self.text, line if page else replace(line, gap=False)))


def _split_line(text: str, line: Line) -> Iterator[Line]:
    """A line on which wide blanks part two cells, as two lines."""
    words, start, done = line.wide, line.start, 0
    if _WIDE_BLANK.search(words) is None:
        yield line
        return
    for match in _WIDE_BLANK.finditer(words):
        if words[match.end()].islower():
            continue
        cell = words[done : match.start()]
        begin = text.find(words[match.end() : match.end() + 3], start + len(cell))
        yield replace(line, start=start, end=begin, text=cell, gap=line.gap and not done)
        start, done = begin, match.end()
    yield replace(line, start=start, text=words[done:], gap=line.gap or bool(done))


def _ends_table(line: Line) -> bool:
    """Whether a part or an article begins; `Điều 11` without words is what is left of a cell."""
    label = read_label(line.text)
    if label is None:
        return False
    return label.rank <= Rank.SECTION or (label.rank is Rank.ARTICLE and label.length < len(line.text))


def _cut_rows(rows: list[_Row], columns: list[Column]) -> list[list[Cell]]:
    """Cells of all rows: a first reading of rows on one page teaches how wide the columns are, the second uses it."""
    sections = [_names_section(row, below) for row, below in zip(rows, [*rows[1:], None], strict=True)]
    whole = [row for row, section in zip(rows, sections, strict=True) if not section and sum(map(bool, row.pages)) == 1]
    counted = _has_a_line_for_each_cell(whole, columns)
    if not counted:
        learn_columns([cut_row(row.pages, columns) for row in whole[:_MOST_LESSONS]], columns)
    cells: list[list[Cell]] = []
    for row, section in zip(rows, sections, strict=True):
        if section and row.label:
            cells.append([_make_cell([row.label]), _make_cell(row.lines)])
        elif counted and row.label and len(row.lines) == len(columns):
            cells.append([_make_cell([line]) for line in (row.label, *row.lines)])
        else:
            cells.extend(_make_rows(row, cut_row(row.pages, columns), len(columns)))
    return cells


def _has_a_line_for_each_cell(rows: list[_Row], columns: list[Column]) -> bool:
    """Whether the text gives every cell one line, as programs do that copy a table out of a page."""
    whole = [row for row in rows if len(row.lines) == len(columns)]
    fits = [row for row in whole if all(map(_may_hold, columns, row.lines))]
    return len(columns) >= _FEWEST_ROLES and len(fits) >= max(2, _FULL_SHARE * len(rows))


def _may_hold(column: Column, line: Line) -> bool:
    """Whether a line may be the whole cell of a column: agencies where agencies stand, times where times stand."""
    if column.content is Content.AGENCY:
        return is_agency_cell(line.text) and not line.text[:1].islower()
    return column.content is not Content.TIME or is_time_cell(line.text)


def _names_section(row: _Row, below: _Row | None) -> bool:
    """A few lines without agency or time: behind a letter or Roman numeral, or above a row numbered below its own."""
    if row.label is None or len(row.lines) > _MOST_SECTION_LINES:
        return False
    label = row.label.text.rstrip(".)")
    if label[0].isdigit() and not (below and below.label and below.label.text.startswith(f"{label}.")):
        return False
    return not any(is_agency_cell(line.text) or is_time_cell(line.text) for line in row.lines[1:])


def _make_rows(row: _Row, pieces: list[Piece], width: int) -> Iterator[list[Cell]]:
    """The printed rows of one numbered row; only the first carries the number."""
    turns = sorted({piece.turn for piece in pieces})
    for turn in turns:
        place = next(piece.lines[0].start for piece in pieces if piece.turn == turn)
        label = _make_cell([row.label]) if row.label and turn == turns[0] else Cell(place, place)
        cells = [label]
        for column in range(width):
            own = [piece for piece in pieces if piece.turn == turn and piece.column == column]
            cells.append(_join_pieces(own) if own else Cell(place, place))
        yield cells


def _join_pieces(pieces: list[Piece]) -> Cell:
    cell = _make_cell([line for piece in pieces for line in piece.lines])
    cell.places = [(piece.lines[0].start, piece.lines[-1].end) for piece in pieces]
    return cell


def _make_cell(lines: list[Line]) -> Cell:
    start, end = lines[0].start, lines[-1].end
    return Cell(start, end, [line.text for line in lines], [(start, end)])
