"""Columns: the two halves of a letterhead, of a signature block or of a gazette's page, read one after the other.

A column is known by its gutter, a stretch that stays white over several lines with words on both sides. The left
column comes first, whole, then the right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cancu.ingest.printed_page import PrintedLine, group_lines

_NARROWEST = 0.7
"""Least width of a gutter, in heights of the type; justified words stand closer."""
_WIDE = 2.0
"""A gap so many heights of the type wide is no blank between words."""
_EDGES = (0.2, 0.8)
"""Where in the width of the page the middle of a gutter may lie: a tab behind a label is none."""
_LEAST_TWO_SIDED = 2
_LINES_ABOVE = 3
"""Lines of one half alone that may stand above the first line with both."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines in reading order.

    Attributes:
        column: whether they are one of two columns, whose line breaks are its writer's
    """

    lines: tuple[PrintedLine, ...]
    column: bool = False


Gap = tuple[float, float]


def read_columns(lines: Sequence[PrintedLine], width: float) -> list[Stretch]:
    """Put the lines of a page, which may run across columns, into reading order.

    Args:
        lines: from top to bottom
        width: width of the page
    """
    stretches: list[Stretch] = []
    plain: list[PrintedLine] = []
    at = 0
    while at < len(lines):
        found = _find_gutter(lines, at, width, opening=not plain and not stretches)
        if found is None:
            plain.append(lines[at])
            at += 1
            continue
        end, gutter = found
        if plain:
            stretches.append(Stretch(tuple(plain)))
            plain = []
        stretches += _split(lines[at:end], gutter)
        at = end
    return [*stretches, Stretch(tuple(plain))] if plain else stretches


def _split(lines: Sequence[PrintedLine], gutter: Gap) -> list[Stretch]:
    middle = sum(gutter) / 2
    words = [word for line in lines for word in line.words]
    left = group_lines(word for word in words if word.x0 < middle)
    right = group_lines(word for word in words if word.x0 >= middle)
    return [Stretch(tuple(left), column=True), Stretch(tuple(right), column=True)]


def _find_gutter(lines: Sequence[PrintedLine], at: int, width: float, *, opening: bool) -> tuple[int, Gap] | None:
    """The end of the columns that begin at line `at`, and their gutter."""
    for seed in range(at, min(at + (_LINES_ABOVE if opening else 1), len(lines))):
        for gap in _find_gaps(lines[seed], width):
            found = _follow(lines, at, gap)
            if found:
                return found
    return None


def _find_gaps(line: PrintedLine, width: float) -> list[Gap]:
    """The white stretches of a line that could be a gutter, widest first; none where a line has many (a list)."""
    gaps = [(left.x1, right.x0) for left, right in zip(line.words, line.words[1:], strict=False)]
    wide = [gap for gap in gaps if gap[1] - gap[0] >= _NARROWEST * line.size]
    if sum(gap[1] - gap[0] >= _WIDE * line.size for gap in wide) > 1:
        return []
    placed = [gap for gap in wide if _EDGES[0] * width <= sum(gap) / 2 <= _EDGES[1] * width]
    return sorted(placed, key=lambda gap: gap[0] - gap[1])


def _follow(lines: Sequence[PrintedLine], at: int, gap: Gap) -> tuple[int, Gap] | None:
    """How far down the white stretch reaches, if that is far enough for columns."""
    gutter, two_sided, widest, end = gap, 0, 0.0, at
    while end < len(lines):
        line = lines[end]
        left = max((word.x1 for word in line.words if word.x0 < sum(gutter) / 2), default=None)
        right = min((word.x0 for word in line.words if word.x0 >= sum(gutter) / 2), default=None)
        narrowed = (max(gutter[0], left or gutter[0]), min(gutter[1], right or gutter[1]))
        if narrowed[1] - narrowed[0] < _NARROWEST * line.size:
            break
        gutter = narrowed
        if left is not None and right is not None:
            two_sided += 1
            widest = max(widest, (right - left) / line.size)
        end += 1
    return (end, gutter) if two_sided >= _LEAST_TWO_SIDED and widest >= _WIDE else None
