"""Tables by their rules: the grid that lines of ink make, with merged cells, and the words in its cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cancu.ingest.cell_text import read_cell
from cancu.ingest.printed_page import Rule, Word, mean_confidence

_SNAP = 3.0
"""Rules closer than this, in points, are one."""
_SHORTEST = 6.0
_MOST_RULES = 3000
"""A page with more is a drawing."""
_OPEN_SIDE = 12.0
"""By how much rules must stick out for a side without a rule of its own to be the table's edge."""
_COVERED = 0.6

Interval = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class RuledCell:
    """The words of one cell; `rows` and `columns` tell how far it spans."""

    text: str
    confidence: float = 1.0
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class RuledTable:
    """A table on one page.

    Attributes:
        edges: where its columns begin, and where the last one ends
        rows: cells by row and column, None where a cell of the left or above goes on
        page: its page, from 1
    """

    box: Box
    edges: tuple[float, ...]
    rows: list[list[RuledCell | None]]
    page: int = 0


@dataclass(slots=True)
class Track:
    """All rules at one height (or, upright, at one distance from the left): where along it ink is."""

    at: float
    runs: list[Interval] = field(default_factory=list)

    def covers(self, start: float, end: float) -> bool:
        """Whether ink runs along most of a stretch."""
        ink = sum(max(0.0, min(end, b) - max(start, a)) for a, b in self.runs)
        return ink >= _COVERED * (end - start)


def find_tables(rules: Iterable[Rule], words: Sequence[Word]) -> tuple[list[RuledTable], list[Word]]:
    """Find the tables of a page.

    Args:
        rules: its lines of ink, in any order
        words: its words

    Returns:
        The tables from top to bottom, and the words outside them.
    """
    tables: list[RuledTable] = []
    for lattice in find_lattices(rules):
        inside = [word for word in words if lattice.holds(word)]
        if inside:
            tables.append(lattice.fill(inside))
            taken = set(map(id, inside))
            words = [word for word in words if id(word) not in taken]
    return sorted(tables, key=lambda table: table.box[1]), list(words)


def find_lattices(rules: Iterable[Rule]) -> list[Lattice]:
    """The grids that rules make, of two cells at least."""
    rules = list(rules)
    levels = _gather([(rule.top, rule.x0, rule.x1) for rule in rules if rule.level and rule.x1 - rule.x0 > _SHORTEST])
    uprights = _gather(
        [(rule.x0, rule.top, rule.bottom) for rule in rules if not rule.level and rule.bottom - rule.top > _SHORTEST]
    )
    if len(levels) + len(uprights) > _MOST_RULES:
        return []
    lattices = [Lattice(*_close_sides(*group)) for group in _find_groups(levels, uprights)]
    return [lattice for lattice in lattices if len(lattice.xs) > 2 and len(lattice.ys) > 1 and lattice.count() > 1]


def _gather(strokes: list[tuple[float, float, float]]) -> list[Track]:
    """Strokes (at, start, end) to tracks; strokes that touch become one run."""
    tracks: list[Track] = []
    for at, start, end in sorted(strokes):
        if not tracks or at - tracks[-1].at > _SNAP:
            tracks.append(Track(at))
        tracks[-1].runs.append((start, end))
    for track in tracks:
        merged: list[Interval] = []
        for start, end in sorted(track.runs):
            if merged and start <= merged[-1][1] + _SNAP:
                merged[-1] = (merged[-1][0], max(merged[-1][1], end))
            else:
                merged.append((start, end))
        track.runs = merged
    return tracks


def _find_groups(levels: list[Track], uprights: list[Track]) -> list[tuple[list[Track], list[Track]]]:
    """Rules that cross, directly or through others: each group is the frame of one table."""
    strokes = [(False, track.at, run) for track in levels for run in track.runs]
    strokes += [(True, track.at, run) for track in uprights for run in track.runs]
    first_upright = sum(len(track.runs) for track in levels)
    sets = _Sets(len(strokes))
    for i, (_, y, (x0, x1)) in enumerate(strokes[:first_upright]):
        for j, (_, x, (y0, y1)) in enumerate(strokes[first_upright:], start=first_upright):
            if x0 - _SNAP <= x <= x1 + _SNAP and y0 - _SNAP <= y <= y1 + _SNAP:
                sets.join(i, j)
    groups: dict[int, list[tuple[bool, float, Interval]]] = defaultdict(list)
    for index, stroke in enumerate(strokes):
        groups[sets.find(index)].append(stroke)
    return [
        tuple(_gather([(at, *run) for standing, at, run in group if standing is side]) for side in (False, True))  # type: ignore[misc]
        for group in groups.values()
        if len({standing for standing, *_ in group}) > 1
    ]


def _close_sides(levels: list[Track], uprights: list[Track]) -> tuple[list[Track], list[Track]]:
    """Add the sides that a table leaves open: the ends of its rules."""
    return _close(levels, uprights), _close(uprights, levels)


def _close(tracks: list[Track], crossing: list[Track]) -> list[Track]:
    low = min(run[0] for track in crossing for run in track.runs)
    high = max(run[1] for track in crossing for run in track.runs)
    span = [(min(t.at for t in crossing), max(t.at for t in crossing))]
    before = [Track(low, span)] if tracks[0].at - low > _OPEN_SIDE else []
    after = [Track(high, span)] if high - tracks[-1].at > _OPEN_SIDE else []
    return [*before, *tracks, *after]


class _Sets:
    """Disjoint sets of indices."""

    def __init__(self, count: int) -> None:
        self.parents = list(range(count))

    def find(self, index: int) -> int:
        while self.parents[index] != index:
            self.parents[index] = index = self.parents[self.parents[index]]
        return index

    def join(self, one: int, other: int) -> None:
        one, other = sorted((self.find(one), self.find(other)))
        self.parents[other] = one


class Lattice:
    """The grid of one table; squares without a rule between them are one cell."""

    def __init__(self, levels: list[Track], uprights: list[Track]) -> None:
        self.xs = [track.at for track in uprights]
        self.ys = [track.at for track in levels]
        self.width, self.height = len(self.xs) - 1, len(self.ys) - 1
        self._cells = _Sets(max(self.width * self.height, 0))
        for row, (top, bottom) in enumerate(pairwise(self.ys)):
            for column, track in enumerate(uprights[1:-1]):
                if not track.covers(top, bottom):
                    self._cells.join(row * self.width + column, row * self.width + column + 1)
        for column, (left, right) in enumerate(pairwise(self.xs)):
            for row, track in enumerate(levels[1:-1]):
                if not track.covers(left, right):
                    self._cells.join(row * self.width + column, (row + 1) * self.width + column)

    @property
    def box(self) -> Box:
        """Left, top, right and bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def count(self) -> int:
        """How many cells it has."""
        return sum(self._cells.find(square) == square for square in range(self.width * self.height))

    def holds(self, word: Word) -> bool:
        """Whether the middle of a word lies inside."""
        left, top, right, bottom = self.box
        return left <= (word.x0 + word.x1) / 2 <= right and top <= (word.top + word.bottom) / 2 <= bottom

    def boxes(self) -> dict[int, Box]:
        """The box of every cell by its first square, squares counted row by row."""
        spans = self._spans()
        return {
            cell: (self.xs[c0], self.ys[r0], self.xs[c1 + 1], self.ys[r1 + 1])
            for cell, (r0, c0, r1, c1) in spans.items()
        }

    def fill(self, words: Sequence[Word]) -> RuledTable:
        """The table with these words, each in the cell that holds its middle."""
        held: dict[int, list[Word]] = defaultdict(list)
        for word in words:
            row = _place(self.ys, (word.top + word.bottom) / 2)
            column = _place(self.xs, (word.x0 + word.x1) / 2)
            held[self._cells.find(row * self.width + column)].append(word)
        rows: list[list[RuledCell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell, (r0, c0, r1, c1) in self._spans().items():
            found = held.get(cell, [])
            text = read_cell(found, self.xs[c1 + 1] - self.xs[c0])
            rows[r0][c0] = RuledCell(text, mean_confidence(found), r1 - r0 + 1, c1 - c0 + 1)
        return RuledTable(self.box, tuple(self.xs), rows)

    def _spans(self) -> dict[int, tuple[int, int, int, int]]:
        """First and last row and column of every cell."""
        spans: dict[int, tuple[int, int, int, int]] = {}
        for square in range(self.width * self.height):
            row, column = divmod(square, self.width)
            cell = self._cells.find(square)
            r0, c0, r1, c1 = spans.get(cell, (row, column, row, column))
            spans[cell] = (min(r0, row), min(c0, column), max(r1, row), max(c1, column))
        return spans


def _place(edges: list[float], value: float) -> int:
    return min(max(bisect_right(edges, value) - 1, 0), len(edges) - 2)
