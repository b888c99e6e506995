"""A report for offices before it has a format: a paper of sections and tables, or a workbook of typed sheets.

Whoever reports fills these plain records once; `report_docx`, `report_html` and `report_xlsx` render whatever is in
them and know nothing of coverage.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How words stand out.

    `strong` leads, `quiet` explains, `quote` is cut from a document letter by letter, `removed` and `added` are words
    that another text no longer has, or has beyond this one.
    """

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    QUOTE = "quote"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Words:
    """A line of a cell, or where it runs on a part of the line before."""

    text: str
    tone: Tone = Tone.PLAIN
    runs_on: bool = False


Cell = tuple[Words, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table; `share` is its part of the width relative to its neighbours."""

    title: str
    english: str
    share: int
    centred: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under headings; a row of a single cell spans all columns and leads the rows below it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Section:
    """A part of a paper: its heading, what to know before reading, and its table."""

    title: str
    notes: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Paper:
    """A report on paper.

    Attributes:
        organisation: who stands in the heading block; empty leaves room to fill in
        title: what it is, such as a report
        subject: what it is about
        facts: name and value of what was looked at
        sections: in the order of reading
        signers: who signs below, left to right
        day: the day that the report speaks of
        symbol: abbreviation of its kind in the number to fill in, such as `BC`
        landscape: whether the page lies on its side, for wide tables
    """

    organisation: str
    title: str
    subject: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    signers: tuple[str, ...] = ("Người lập", "Người kiểm tra")
    day: datetime.date | None = None
    symbol: str = "BC"
    landscape: bool = False


@dataclass(frozen=True)
class Figure:
    """A number with the way in which a workbook shows it, such as `0.0%`."""

    value: float
    form: str


@dataclass(frozen=True)
class Jump:
    """Words that lead to the row of a sheet with this anchor."""

    text: str
    anchor: str


Value = str | int | datetime.date | Figure | Jump | None


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet, `width` in characters."""

    title: str
    width: int


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet; `anchor` names it for jumps."""

    values: tuple[Value, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook; jumps lead to the column `target` of a row, counted from 0."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    target: int = 0


@dataclass(frozen=True)
class Workbook:
    """Sheets in order, with the title and the day of their properties."""

    title: str
    sheets: tuple[Sheet, ...]
    day: datetime.date | None = None
