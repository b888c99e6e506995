"""Cells of a flattened row: in which column each line of a row stands.

Lines of a row come column after column. A line goes on with its cell or opens the cell of a later column, and a pass
over the columns (a turn) may be followed by another below it, with cells to the left merged. Where a page ends inside
a row, its cells go on one after the other on the next page. Each step is judged by what a line shows
(`cancu.ingest.flat_lines`), and the best sum over a row's lines decides (Viterbi's algorithm), so that work is linear
in the lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cancu.ingest.cells import Line
from cancu.ingest.flat_columns import Column, Content, Piece, measure, words_of
from cancu.ingest.flat_lines import (
    Look,
    is_over,
    judge_going_on,
    judge_opening,
    overflow_of,
    read_look,
    slack_of,
)

_TURN = 9.0
"""Points that a further printed row without a number costs."""
_TEXT_TURN = 12.0
"""The same where the first column behind the number opens, too, and where a bullet opens it."""
_BULLET_TURN = 0.5
_PAGE_TURN = 1.5
"""The same at the top of a page, where every cell starts anew."""
_RESUMPTION = 1.5
"""What it costs that one more cell goes on behind the page's end."""
_HOPELESS = 12.0
"""Points behind the best step from which on a step is not followed further."""
_OFTEN = 2
"""Cells with the same words from which on they are known to be whole."""
_LONGEST_KNOWN = 200


@dataclass(slots=True)
class _Step:
    """The best way to stand with a line in a column.

    Attributes:
        resumes: whether the turn goes on from the page before
        opens: whether the line opens a piece
        filled: characters of the printed line so far; a text may tear it into several where justified blanks are wide
        words: of the cell so far, as long as it is short
    """

    score: float
    before: _Step | None
    column: int
    turn: int
    resumes: bool
    opens: bool
    filled: int
    words: str


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
        self.ends = {piece.column: read_look(piece.lines[-1], None) for piece in cut}
        sizes = {piece.column: measure(piece, columns[piece.column]) for piece in cut}
        highest = max((height for height, _ in sizes.values()), default=0)
        self.short = {column: max(0, highest - height - 1) for column, (height, _) in sizes.items()}
        self.words = {piece.column: words_of(piece) for piece in cut}
        self.filled = {column: filled for column, (_, filled) in sizes.items()}
        self.known = {piece.column for piece in cut if columns[piece.column].known[words_of(piece)]}
        self.absences = [0.0]
        for column in columns:
            self.absences.append(self.absences[-1] + column.absence)

    def cut(self, lines: list[Line]) -> list[Piece]:
        looks = [read_look(line, following) for line, following in zip(lines, [*lines[1:], None], strict=True)]
        steps = self._first_steps(looks[0])
        for last, look in pairwise(looks):
            steps = self._next_steps(steps, last, look)
        step: _Step | None = max(steps, key=self._close)
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

    def _close(self, step: _Step) -> float:
        """The points of a way whose last line stands so."""
        return step.score - self._missing(step, len(self.columns)) + self._recognise(step)

    def _recognise(self, step: _Step) -> float:
        """What it speaks for the end of a cell that others hold the same words."""
        return 2.0 if self.columns[step.column].known.get(step.words, 0) >= _OFTEN else 0.0

    def _missing(self, step: _Step, until: int) -> float:
        """What the columns between a step's and `until` cost if they stay empty."""
        absent = self.absences[until] - self.absences[step.column + 1]
        return 0.1 * absent if step.resumes else absent

    def _first_steps(self, look: Look) -> list[_Step]:
        steps = []
        for index, column in enumerate(self.columns):
            fresh = judge_opening(look, column)
            if not self.ends:
                steps.append(self._open(look, fresh - self.absences[index], None, (index, self.turn, False)))
                continue
            resumed = self._resume(look, index, fresh) - 0.1 * index
            steps.append(self._open(look, resumed, None, (index, self.turn, True)))
            if not look.lower:
                steps.append(self._open(look, fresh - _PAGE_TURN, None, (index, self.turn + 1, False)))
        return steps

    def _open(self, look: Look, score: float, before: _Step | None, place: tuple[int, int, bool]) -> _Step:
        """The step of a line that opens a cell; its place is column, turn and whether the turn resumes."""
        column, turn, resumes = place
        resumed = self.words.get(column) if resumes else None
        words = f"{resumed} {look.text}" if resumed else look.text
        return _Step(score, before, column, turn, resumes, True, look.length, words)

    def _resume(self, look: Look, index: int, fresh: float) -> float:
        """How well a line goes on with the cell that the page's end cut in this column."""
        column = self.columns[index]
        if index not in self.ends:
            return fresh - _RESUMPTION
        last = self.ends[index]
        ended = last.stopped or is_over(last, column)
        score = (
            (1.0 if look.lower else -0.5) - overflow_of(look, column) - _RESUMPTION - min(4.0, 1.5 * self.short[index])
        )
        slack = slack_of(self.filled[index], look, column)
        score += 1.0 if last.unfinished else -1.5 * slack - (2.0 if ended else 0.0)
        if Content.AGENCY in look.kinds and not look.lower and column.content is not Content.AGENCY:
            score -= 2.0
        return max(fresh - _RESUMPTION - 2.0, score) - (2.0 if index in self.known else 0.0)

    def _next_steps(self, steps: list[_Step], last: Look, look: Look) -> list[_Step]:
        slacks = [slack_of(step.filled, look, self.columns[step.column]) for step in steps]
        found = [self._go_on(step, last, look, slack) for step, slack in zip(steps, slacks, strict=True)]
        if not look.lower or (self.ends and any(step.resumes for step in steps)):
            ended = [(self._leave(step, last, slack), step) for step, slack in zip(steps, slacks, strict=True)]
            least = max(step.score for step in found) - _HOPELESS
            found.extend(self._open(look, *way) for way in self._open_cells(ended, look) if way[0] >= least)
        return _best(found)

    def _go_on(self, step: _Step, last: Look, look: Look, slack: float) -> _Step:
        column = self.columns[step.column]
        score = step.score + judge_going_on(last, look, column, slack, torn=self.torn)
        filled = step.filled + 1 + look.length
        filled = filled if filled <= column.width else look.length
        words = f"{step.words} {look.text}" if len(step.words) < _LONGEST_KNOWN else step.words
        return _Step(score, step, step.column, step.turn, step.resumes, False, filled, words)

    def _leave(self, step: _Step, last: Look, slack: float) -> float:
        """The points of a way whose cell ends with the line before."""
        if last.text.endswith(";") and self.columns[step.column].content is Content.AGENCY:
            return step.score - (1.0 if step.resumes or self.torn else 2.0)
        score = step.score + self._recognise(step) + 1.5 * slack + (1.0 if last.stopped else 0.0)
        return score - (1.0 if step.resumes or self.torn else 4.0) if last.unfinished else score

    def _open_cells(
        self, ended: list[tuple[float, _Step]], look: Look
    ) -> Iterator[tuple[float, _Step, tuple[int, int, bool]]]:
        """The best ways to open a cell in each column: to the right of those that have ended, or in a row below."""
        for index, column in enumerate(self.columns):
            cost = _TURN if index else _BULLET_TURN if look.bullet else _TEXT_TURN
            best: dict[bool, tuple[float, int, _Step]] = {}
            for points, step in ended:
                if step.column < index:
                    resumes, way = step.resumes, (points - self._missing(step, index), step.turn, step)
                elif not look.lower:
                    resumes, way = False, (points - self._missing(step, len(self.columns)) - cost, step.turn + 1, step)
                else:
                    continue
                if resumes not in best or way[0] > best[resumes][0]:
                    best[resumes] = way
            fresh = judge_opening(look, column) if best else 0.0
            for resumes, (points, turn, step) in best.items():
                score = points + (self._resume(look, index, fresh) if resumes else fresh)
                yield score, step, (index, turn, resumes)


def _best(steps: list[_Step]) -> list[_Step]:
    """The best step for each column, apart for turns that resume and fresh ones; hopeless steps are dropped."""
    least = max(step.score for step in steps) - _HOPELESS
    best: dict[tuple[int, bool], _Step] = {}
    for step in steps:
        key = (step.column, step.resumes)
        if step.score >= least and (key not in best or step.score > best[key].score):
            best[key] = step
    return list(best.values())
