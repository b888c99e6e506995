"""A page as print: words, rules and pictures at their places, and the lines that words stand in.

The text layer of a PDF and the optical reader of a scan both come down to this; what follows (tables, columns,
paragraphs) never asks which it was. Lengths are points of 1/72 inch, from the upper left corner of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from cancu.ingest.cells import join_lines

_BEGUN_YEAR = re.compile(r"\d/([12]\d{0,2})$")
_FINISHED_YEAR = re.compile(r"(\d{1,3})(?!\d)")
_SAME_LINE = 0.5
"""Share of the lower of two words that must stand beside the other for both to be on one line."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box.

    Attributes:
        size: height of its type
        font: name of its font, empty on scans
        confidence: certainty of the optical reader
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of ink, upright or level."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True)
class PrintedLine:
    """Words side by side, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words with single blanks."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def x0(self) -> float:
        """Left end."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Right end."""
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        """Upper edge of its usual word; a raised footnote mark does not lift the line."""
        return median(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        """Lower edge of its usual word."""
        return median(word.bottom for word in self.words)

    @cached_property
    def size(self) -> float:
        """Height of its usual type."""
        return median(word.size for word in self.words)

    @property
    def first_width(self) -> float:
        """Width of its first word."""
        return self.words[0].x1 - self.words[0].x0


@dataclass(slots=True)
class PrintedPage:
    """What is printed on one page.

    Attributes:
        number: from 1
        scanned: read optically
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    scanned: bool = False


def group_lines(words: Iterable[Word]) -> list[PrintedLine]:
    """Sort words into lines from top to bottom, by where they stand and not by the order in which they came.

    Example:
        >>> right, left = Word("hoạch", 50, 10, 80, 22, 12), Word("Kế", 30, 11, 45, 23, 12)
        >>> [line.text for line in group_lines([right, left])]
        ['Kế hoạch']
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom, word.x0)):
        home = next((line for line in reversed(lines[-3:]) if _stands_beside(line[0], word)), None)
        if home is None:
            lines.append([word])
        else:
            home.append(word)
    return [PrintedLine(tuple(sorted(line, key=lambda word: word.x0))) for line in lines]


def _stands_beside(one: Word, other: Word) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _SAME_LINE * min(one.bottom - one.top, other.bottom - other.top)


def join_print(lines: Sequence[str]) -> str:
    """Join printed lines; numbers and days that a narrow column has cut are whole again.

    Example:
        >>> join_print(["Nghị định số 130/200", "5/NĐ-CP ngày 17/10/20", "05"])
        'Nghị định số 130/2005/NĐ-CP ngày 17/10/2005'
    """
    joined: list[str] = []
    for line in lines:
        if joined and _is_cut(joined[-1], line):
            joined[-1] += line
        else:
            joined.append(line)
    return join_lines(joined)


def _is_cut(before: str, line: str) -> bool:
    """Whether a year that was begun on one line is finished on the next."""
    begun, finished = _BEGUN_YEAR.search(before), _FINISHED_YEAR.match(line)
    return bool(begun and finished and len(begun[1]) + len(finished[1]) == len("2005"))


def mean_confidence(words: Sequence[Word]) -> float:
    """Mean certainty of words, each weighed by its letters; 1.0 for none.

    Example:
        >>> mean_confidence([Word("Kế", 0, 0, 9, 9, 9, confidence=0.5), Word("in", 9, 0, 20, 9, 9)])
        0.75
    """
    letters = sum(len(word.text) for word in words)
    return round(sum(word.confidence * len(word.text) for word in words) / letters, 3) if letters else 1.0
