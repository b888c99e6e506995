"""Columns of a flattened table: what they hold by their titles, and what a first reading of the rows teaches."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto

from cancu.ingest.cells import Line
from cancu.ingest.fields import FieldRole


class Content(StrEnum):
    """What the cells of a column hold; RANK is who approves a paper, SOURCE the document that asks for it."""

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
        habits: what it speaks for the opening of a cell that a word opened others before
        known: how often the same words filled one of its cells that stands on one page
    """

    role: FieldRole | None
    title: str
    content: Content
    width: int = 0
    absence: float = 2.0
    habits: dict[str, float] = field(default_factory=dict)
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
_AGENCY_TITLE = re.compile(r"(?:các )?(?:cơ quan|đơn vị)(?! tính)", re.IGNORECASE)
_FULL_SHARE = 0.8
"""The share of a column's lines that are no longer than its width."""
_FEWEST_LINES = 4
_FEWEST_CELLS = 4


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
    if _AGENCY_TITLE.match(title):
        return Column(role, title, Content.AGENCY)
    if role is FieldRole.TEXT:
        return Column(role, title, Content.WORDS, absence=6.0)
    return Column(role, title, Content.OTHER)


def learn_columns(rows: Sequence[list[Piece]], columns: list[Column]) -> None:
    """Learn from a first reading how wide the columns are, which stay empty and with which words cells open."""
    for index, column in enumerate(columns):
        pieces = [piece for row in rows for piece in row if piece.column == index]
        lengths = sorted(len(line.text) for piece in pieces for line in piece.lines)
        if len(lengths) >= _FEWEST_LINES:
            column.width = lengths[int((len(lengths) - 1) * _FULL_SHARE)]
        if len(pieces) >= _FEWEST_CELLS:
            words = Counter(piece.lines[0].text.split(" ", 1)[0] for piece in pieces)
            column.habits = {word: 2.0 * min(1.0, 3 * count / len(pieces)) for word, count in words.items()}
        column.known.update(words_of(piece) for piece in pieces if not piece.torn)


def measure(piece: Piece, column: Column) -> tuple[int, int]:
    """The number of a piece's printed lines and the length of the last; a line torn at wide blanks counts once.

    Cells that a page's end cuts reach down to it, so a lower one has ended.
    """
    height, filled = 0, column.width
    for line in piece.lines:
        filled += 1 + len(line.text)
        if filled > column.width:
            height, filled = height + 1, len(line.text)
    return height, filled


def words_of(piece: Piece) -> str:
    """All words of a piece."""
    return " ".join(line.text for line in piece.lines)
