"""Cells of a flattened row: in which column each line of a row stands.

Lines of a row come column after column. A line goes on with its cell or opens the cell of a later column, and a pass
over the columns may be followed by another below it (cells to the left are merged then). Each step is judged by what
a line shows: a capital, a blank line before it, words that cannot end a cell, whether the line before was broken by the
margin of its column, and whether its words are what the column holds (agencies, times, papers). The best sum over a
row's lines decides (Viterbi's algorithm), so work is linear in the lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from cancu.ingest.cells import Line, is_agency_cell, is_time_cell
from cancu.ingest.fields import FieldRole


class Content(Enum):
    """What the cells of a column hold."""

    WORDS = auto()
    AGENCY = auto()
    TIME = auto()
    PAPER = auto()
    RANK = auto()
    SOURCE = auto()
    OTHER = auto()


@dataclass(slots=True)
class Column:
    """A column of a flattened table.

    Attributes:
        width: length of its fullest lines in characters, 0 while unknown
        absence: what an empty cell costs
        openings: how often a word opened one of its cells
        known: how often the same words filled one of its cells that stands on one page
    """

    role: FieldRole | None
    title: str
    content: Content
    width: int = 0
    absence: float = 2.0
    openings: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Piece:
    """Lines of one cell on one page.

    Attributes:
        column: its place among the columns
        turn: the printed row that it stands in, counted from 0; pieces of one turn have ascending columns
        torn: whether the row goes on with another page, so that the page's end may have cut the cell
    """

    column: int
    turn: int
    lines: list[Line]
    torn: bool = False


_RANK_TITLE = re.compile(r"(?:cấp|cơ quan|người|thẩm quyền) ?(?:trình|phê duyệt|ban hành|quyết định|thẩm quyền)", re.I)
_SOURCE_TITLE = re.compile(r"(?:căn cứ|cơ sở pháp lý|văn bản (?:giao|chỉ đạo)|nguồn (?:giao|nhiệm vụ))", re.I)
_RANK = re.compile(
    r"(?:Cấp (?:có )?thẩm|Cấp trên|Quốc hội|Chính phủ|Thủ tướng|Bộ trưởng|Chủ tịch|Bộ Chính trị|Ban Bí thư"
    r"|Ban Chấp hành|Ủy ban Thường vụ|Hội đồng nhân dân|HĐND|UBND|Ủy ban nhân dân|Giám đốc|Thống đốc|Tổng [Tt]hanh tra"
    r"|Trung ương|TTgCP|UBTVQH)\b"
)
_PAPER = re.compile(
    r"(?:(?:Các |Hệ thống |Dự thảo |Hồ sơ |Bộ )?(?:văn bản|báo cáo|nghị định|nghị quyết|quyết định|đề án|đề tài|luật"
    r"|thông tư|kế hoạch|chương trình|cơ chế|chính sách|cơ sở dữ liệu|tờ trình|công văn|chỉ thị|hoạt động|tiêu chuẩn"
    r"|tiêu chí|chỉ số|sản phẩm|phần mềm|nền tảng|hội nghị|tài liệu|hướng dẫn|dự án|bộ chỉ số|nhiệm vụ|đề xuất)"
    r"|Diễn đàn|Hệ thống|Hồ sơ|Dự thảo|Danh mục)\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:Luật|Nghị quyết|Nghị định|Quyết định|Chương trình|Kế hoạch|Kết luận|Thông báo|Chỉ thị|Công văn|Thông tư|Công điện"
    r"|Văn bản|Khoản|Điều|Điểm|Mục)(?: (?:số|hành|\d)|$)"
)
_UNFINISHED = re.compile(
    r"(?:[,/(\-–]|(?<!\w)(?:và|của|các|với|cho|về|tại|theo|từ|đến|trong|là|hoặc|những|để|do|bởi|thuộc|số|một|có|được|(?<!hằng )(?<!Hằng )(?<!hàng )(?<!Hàng )[Nn]ăm|[Tt]háng|[Qq]uý|[Nn]gày|[Tt]rước|Giai đoạn))$"
)
_ITEM = re.compile(r"\((\d)\) ")
_DATE = re.compile(r"(?:\d{1,2}[/.-]){0,2}20\d\d(?= *(?:$|[-–,;.(]|và |đến |hằng |hàng ))")

_TURN = 9.0
"""What a further printed row without a number costs."""
_TEXT_TURN = 12.0
"""The same where the first column behind the number opens, too."""
_BULLET_TURN = 0.5
_PAGE_TURN = 1.5
"""The same at the top of a page, where every cell starts anew."""
_RESUMPTION = 1.0
"""What it costs that another cell goes on behind the page's end."""
_FULL_SHARE = 0.8
"""The share of a column's lines that are no longer than its width."""
_FEWEST_LINES = 4
_OFTEN = 2


def make_column(role: FieldRole | None, title: str) -> Column:
    """A column as its title announces it.

    Example:
        >>> make_column(FieldRole.OTHER, "Cấp trình").content.name
        'RANK'
    """
    if role in (FieldRole.LEAD, FieldRole.COORDINATE):
        return Column(role, title, Content.AGENCY, absence=4.0 if role is FieldRole.LEAD else 2.5)
    if role is FieldRole.DEADLINE:
        return Column(role, title, Content.TIME, absence=3.0)
    if role is FieldRole.PRODUCT:
        return Column(role, title, Content.PAPER)
    if _RANK_TITLE.match(title):
        return Column(role, title, Content.RANK)
    if _SOURCE_TITLE.match(title):
        return Column(role, title, Content.SOURCE)
    return Column(role, title, Content.WORDS, absence=6.0) if role is FieldRole.TEXT else Column(role, title, Content.OTHER)


@dataclass(frozen=True, slots=True)
class _Look:
    """What one line shows."""

    text: str
    length: int
    word: str
    lower: bool
    digit: bool
    gap: bool
    bullet: bool
    unfinished: bool
    stopped: bool
    item: int
    """The number of a list's item, `(1)`, that it opens with; 0 where it opens with none."""
    coded: bool
    """Whether it ends in a digit or a capital, as a date or a document's number does."""
    kinds: frozenset[Content]


def _look(line: Line, following: Line | None) -> _Look:
    """What a line shows, its words completed by those that the next line goes on with."""
    text = line.text
    torn = following is not None and following.text[:1].islower() and not following.gap
    words = f"{text} {following.text}" if following is not None and torn else text
    kinds = {
        kind
        for kind, shown in (
            (Content.AGENCY, is_agency_cell(words)),
            (Content.TIME, _DATE.match(words) if text[:1].isdigit() else is_time_cell(words)),
            (Content.PAPER, _PAPER.match(words)),
            (Content.RANK, _RANK.match(words)),
            (Content.SOURCE, _SOURCE.match(words)),
        )
        if shown
    }
    return _Look(
        text=text,
        length=len(text),
        word=text.split(" ", 1)[0],
        lower=text.lstrip("(“")[:1].islower(),
        digit=text[:1].isdigit(),
        gap=line.gap,
        bullet=text[:2] in ("- ", "+ ", "• "),
        unfinished=bool(_UNFINISHED.search(text)) or text.count("(") > text.count(")") or text.count("“") > text.count("”"),
        item=int(item[1]) if (item := _ITEM.match(text)) else 0,
        coded=text[-1:].isdigit() or text[-1:].isupper(),
        stopped=text.endswith((".", ";")),
        kinds=frozenset(kinds),
    )


def _slack(filled: int, look: _Look, column: Column) -> float:
    """From -1 to 1: whether the first word of a line would still have fitted into a printed line so far filled."""
    if not column.width:
        return 0.0
    free = column.width - filled - 1 - len(look.word)
    return max(-1.0, min(1.0, free / 3))


def _overflow(look: _Look, column: Column) -> float:
    """What a line costs that is longer than its column is wide."""
    over = look.length - 1.1 * column.width - 1 if column.width else 0.0
    return min(5.0, 0.6 * over) if over > 0 else 0.0


def _go_on(last: _Look, look: _Look, column: Column, filled: int, torn: bool) -> float:
    """How well a line goes on with the cell of the line before it."""
    slack = _slack(filled, look, column)
    score = -_overflow(look, column) - (3.0 if look.gap else 0.0)
    if last.unfinished:
        return score + (2.0 if look.lower or not torn else 0.5) - 0.7 * slack
    if look.lower:
        return score + 1.0 - 0.7 * slack
    if look.item:
        return score + (2.0 if look.item > 1 else -2.0)
    if column.content is Content.AGENCY and Content.AGENCY in look.kinds:
        if last.text.endswith(";"):
            return score + 1.0
        return score - (4.5 + slack if column.role is FieldRole.LEAD else 1.3 + 0.5 * slack)
    score -= 1.5 * (max(slack, 0.0) if last.stopped else slack)
    score -= (0.0 if look.digit else 1.0) + (1.5 if last.stopped else 0.0) + (2.0 if _is_over(last, column) else 0.0)
    if look.kinds & {Content.TIME, Content.AGENCY} and column.content not in (Content.AGENCY, Content.RANK):
        score -= 0.0 if column.content is Content.TIME and _is_time(look) else 1.5
    if column.content in (Content.AGENCY, Content.TIME) and Content.PAPER in look.kinds:
        score -= 1.0
    return score


def _is_over(last: _Look, column: Column) -> bool:
    """Whether a line ends a date or a document's number, where the column holds these."""
    return last.coded and column.content in (Content.TIME, Content.SOURCE)


def _is_time(look: _Look) -> bool:
    return Content.TIME in look.kinds


_WELCOME = {Content.AGENCY: 3.0, Content.TIME: 4.0, Content.PAPER: 2.0, Content.RANK: 3.0, Content.SOURCE: 4.0}
_STRANGE = {Content.AGENCY: -4.0, Content.TIME: -4.0, Content.PAPER: 0.0, Content.RANK: -2.0, Content.SOURCE: -2.0}


def _open(look: _Look, column: Column) -> float:
    """How well a line opens a cell of the column."""
    score = -_overflow(look, column) + (2.0 if look.gap else 0.0) + _habit(look, column)
    if look.lower or look.item > 1:
        score -= 6.0
    content = column.content
    if content in _WELCOME:
        score += _WELCOME[content] if content in look.kinds else _STRANGE[content]
    if content is not Content.TIME and _is_time(look):
        score -= 3.0 if look.digit else 2.0
    if content not in (Content.AGENCY, Content.RANK) and Content.AGENCY in look.kinds:
        score -= 3.5
    if content is Content.AGENCY and Content.SOURCE in look.kinds:
        score -= 1.0
    return score


def _habit(look: _Look, column: Column) -> float:
    """How often this column's cells opened with the same word."""
    total = column.openings.total()
    if total < _FEWEST_LINES:
        return 0.0
    return 2.0 * min(1.0, 3 * column.openings[look.word] / total)


@dataclass(slots=True)
class _Step:
    """The best way to stand with a line in a column."""

    score: float
    before: _Step | None
    column: int
    turn: int
    opens: bool
    resumes: bool
    filled: int
    """Characters of the printed line so far; a text may tear it into several where justified blanks are wide."""
    words: str
    """All words of the cell so far."""


def cut_row(pages: Sequence[list[Line]], columns: list[Column]) -> list[Piece]:
    """Cut the lines of one numbered row into pieces of cells.

    Args:
        pages: its lines, one list per page that it stands on
        columns: the columns that follow the number

    Returns:
        In text order. A further turn is a printed row without a number of its own.
    """
    pieces: list[Piece] = []
    above: list[Piece] = []
    for lines in pages:
        if lines:
            above = _PageCut(columns, above, torn=lines is not pages[-1]).cut(lines)
            pieces.extend(above)
    return pieces


class _PageCut:
    """Cuts the part of a row that stands on one page; `above` are the pieces on the page before."""

    def __init__(self, columns: list[Column], above: list[Piece], *, torn: bool) -> None:
        self.columns = columns
        self.torn = torn
        self.turn = above[-1].turn if above else 0
        cut = [piece for piece in above if piece.turn == self.turn]
        self.ends = {piece.column: _look(piece.lines[-1], None) for piece in cut}
        sizes = {piece.column: _measure(piece, columns[piece.column]) for piece in cut}
        highest = max((height for height, _ in sizes.values()), default=0)
        self.short = {column: max(0, highest - height - 1) for column, (height, _) in sizes.items()}
        self.words = {piece.column: _words(piece) for piece in cut}
        self.filled = {column: filled for column, (_, filled) in sizes.items()}
        self.known = {piece.column for piece in cut if columns[piece.column].known[_words(piece)] >= _OFTEN}
        self.absences = [0.0]
        for column in columns:
            self.absences.append(self.absences[-1] + column.absence)

    def cut(self, lines: list[Line]) -> list[Piece]:
        looks = [_look(line, following) for line, following in zip(lines, [*lines[1:], None], strict=True)]
        steps = self._first_steps(looks[0])
        for last, look in zip(looks, looks[1:], strict=False):
            steps = self._next_steps(steps, last, look)
        step: _Step | None = max(steps, key=lambda step: step.score - self._missing(step, len(self.columns)))
        way: list[_Step] = []
        while step is not None:
            way.append(step)
            step = step.before
        pieces: list[Piece] = []
        for line, taken in zip(lines, reversed(way), strict=True):
            if taken.opens:
                pieces.append(Piece(taken.column, taken.turn, [], self.torn or taken.resumes))
            pieces[-1].lines.append(line)
        return pieces

    def _missing(self, step: _Step, until: int) -> float:
        """What the columns between a step's and `until` cost if they stay empty."""
        absent = self.absences[until] - self.absences[step.column + 1]
        return 0.1 * absent if step.resumes else absent

    def _first_steps(self, look: _Look) -> list[_Step]:
        steps = []
        for index, column in enumerate(self.columns):
            fresh = _open(look, column)
            if not self.ends:
                steps.append(_Step(fresh - self.absences[index], None, index, self.turn, True, False, look.length, look.text))
                continue
            steps.append(_Step(self._resume(look, index) - 0.1 * index, None, index, self.turn, True, True, look.length, self._words_with(look, index)))
            if not look.lower:
                steps.append(_Step(fresh - _PAGE_TURN, None, index, self.turn + 1, True, False, look.length, look.text))
        return steps

    def _resume(self, look: _Look, index: int) -> float:
        """How well a line goes on with the cell that the page's end cut in this column."""
        column = self.columns[index]
        fresh = _open(look, column) - _RESUMPTION
        if index not in self.ends:
            return fresh
        last = self.ends[index]
        ended = last.stopped or _is_over(last, column)
        score = (1.0 if look.lower else -0.5) - _overflow(look, column) - _RESUMPTION - min(4.0, 1.5 * self.short[index])
        score += 1.0 if last.unfinished else -1.5 * _slack(self.filled[index], look, column) - (2.0 if ended else 0.0)
        if Content.AGENCY in look.kinds and not look.lower and column.content is not Content.AGENCY:
            score -= 2.0
        return max(fresh - 2.0, score) - (2.0 if index in self.known else 0.0)

    def _words_with(self, look: _Look, index: int) -> str:
        """The words of a cell that goes on from the page before."""
        return f"{self.words[index]} {look.text}" if index in self.words else look.text

    def _next_steps(self, steps: list[_Step], last: _Look, look: _Look) -> list[_Step]:
        found = [self._go_on(step, last, look) for step in steps]
        resuming = any(step.resumes for step in steps)
        if not look.lower or resuming:
            leavings = [(step, step.score + self._leave(step, last, look)) for step in steps]
            for index, column in enumerate(self.columns):
                found.extend(self._openings(leavings, index, _open(look, column), look))
        return _best(found)

    def _go_on(self, step: _Step, last: _Look, look: _Look) -> _Step:
        column = self.columns[step.column]
        filled = step.filled + 1 + look.length
        score = step.score + _go_on(last, look, column, step.filled, self.torn)
        filled = filled if filled <= column.width else look.length
        return _Step(score, step, step.column, step.turn, False, step.resumes, filled, f"{step.words} {look.text}")

    def _leave(self, step: _Step, last: _Look, look: _Look) -> float:
        """How well the cell of the line before ends there."""
        column = self.columns[step.column]
        if column.content is Content.AGENCY and last.text.endswith(";"):
            return -1.0 if step.resumes or self.torn else -2.0
        score = 2.0 if column.known[step.words] >= _OFTEN else 0.0
        score += 1.5 * _slack(step.filled, look, column) + (1.0 if last.stopped else 0.0)
        return score - (1.0 if step.resumes or self.torn else 4.0) if last.unfinished else score

    def _openings(
        self, leavings: list[tuple[_Step, float]], index: int, fresh: float, look: _Look
    ) -> Iterable[_Step]:
        """Ways to open a cell: further to the right, or in a printed row below."""
        resumed = self._resume(look, index) if self.ends else 0.0
        for step, score in leavings:
            if index > step.column:
                words = self._words_with(look, index) if step.resumes else look.text
                gain = resumed if step.resumes else fresh
                yield _Step(score - self._missing(step, index) + gain, step, index, step.turn, True, step.resumes, look.length, words)
            if index <= step.column and (not look.lower):
                turn = _TURN if index else _BULLET_TURN if look.bullet else _TEXT_TURN
                total = score - self._missing(step, len(self.columns)) - turn + fresh
                yield _Step(total, step, index, step.turn + 1, True, False, look.length, look.text)


def _best(steps: Iterable[_Step]) -> list[_Step]:
    """The best step for each column, apart for pieces that resume and rows that are fresh."""
    best: dict[tuple[int, bool], _Step] = {}
    for step in steps:
        key = (step.column, step.resumes)
        if key not in best or step.score > best[key].score:
            best[key] = step
    return list(best.values())


def _measure(piece: Piece, column: Column) -> tuple[int, int]:
    """Printed lines of a piece and the length of the last; torn ones count once.

    Cells that a page's end cuts reach down to it, so a lower one has ended.
    """
    height, filled = 0, column.width
    for line in piece.lines:
        filled += 1 + len(line.text)
        if filled > column.width:
            height, filled = height + 1, len(line.text)
    return height, filled


def learn_columns(rows: Sequence[list[Piece]], columns: list[Column]) -> None:
    """Learn from a first reading how wide the columns are, which stay empty and with which words cells open."""
    for index, column in enumerate(columns):
        pieces = [piece for row in rows for piece in row if piece.column == index]
        lengths = sorted(len(line.text) for piece in pieces for line in piece.lines)
        if len(lengths) >= _FEWEST_LINES:
            column.width = lengths[int((len(lengths) - 1) * _FULL_SHARE)]
        column.openings.update(piece.lines[0].text.split(" ", 1)[0] for piece in pieces)
        column.known.update(_words(piece) for piece in pieces if not piece.torn)


def _words(piece: Piece) -> str:
    return " ".join(line.text for line in piece.lines)
