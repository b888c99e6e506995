"""How much of a task is copied from the parent plan: verbatim runs of syllables, names of documents subtracted.

Parents order that their text be not copied; a copy is still coverage, so it is a finding and never a gap. The measure
says how much is the same, never who copied from whom.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from cancu.graph.similarity import split_syllables

_BREAK = "\n"
"""Stands for a subtracted name; it matches nothing, so that no run goes through it."""


@dataclass(frozen=True)
class Copying:
    """How much of a text stands verbatim in another.

    Attributes:
        share: part of its syllables that lie in verbatim runs, 0 to 1
        longest: syllables of the longest run
    """

    share: float
    longest: int


class CopyIndex:
    """The runs of `run` syllables of many texts, to measure other texts against each of them.

    Args:
        texts: the texts that may have been copied from
        run: syllables of the shortest run that counts
        names: full names of laws cited, subtracted like numbered documents
    """

    def __init__(self, texts: Iterable[str], *, run: int = 5, names: Iterable[str] = ()) -> None:
        self._run = run
        self._names = tuple(sorted({name for name in names if name}, key=lambda name: (-len(name), name)))
        self._places: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for place, text in enumerate(texts):
            for _, gram in self._iter_grams(self._split(text)):
                self._places[gram].add(place)

    def measure(self, text: str) -> Copying:
        """How much of `text` stands verbatim in the one indexed text that has most of it.

        Example:
            >>> CopyIndex(["rà soát, đơn giản hóa thủ tục hành chính"]).measure("Rà soát đơn giản hoá thủ tục").share
            1.0
        """
        syllables = self._split(text)
        starts: dict[int, list[int]] = defaultdict(list)
        for start, gram in self._iter_grams(syllables):
            for place in self._places.get(gram, ()):
                starts[place].append(start)
        counted = sum(syllable != _BREAK for syllable in syllables)
        found = [self._measure_runs(runs, counted) for _, runs in sorted(starts.items())]
        return max(found, key=lambda copying: (copying.share, copying.longest), default=Copying(0.0, 0))

    def _measure_runs(self, starts: Sequence[int], counted: int) -> Copying:
        """Share and longest run from the places at which copied runs start, ascending."""
        covered = longest = length = 0
        reach = previous = -1
        for start in starts:
            covered += start + self._run - max(start, reach)
            reach = start + self._run
            length = length + 1 if start == previous + 1 and length else self._run
            longest, previous = max(longest, length), start
        return Copying(covered / counted, longest)

    def _split(self, text: str) -> list[str]:
        for name in self._names:
            text = text.replace(name, _BREAK)
        syllables: list[str] = []
        for place, part in enumerate(_document_pattern().sub(_BREAK, text).split(_BREAK)):
            syllables += [_BREAK] * bool(place) + split_syllables(part)
        return syllables

    def _iter_grams(self, syllables: Sequence[str]) -> Iterable[tuple[int, tuple[str, ...]]]:
        for place in range(len(syllables) - self._run + 1):
            gram = tuple(syllables[place : place + self._run])
            if _BREAK not in gram:
                yield place, gram


@cache
def _document_pattern() -> re.Pattern[str]:
    """A numbered document with its kind and date: `Nghị định số 130/2005/NĐ-CP ngày 17/10/2005 của Chính phủ`."""
    kinds = "Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Kế hoạch|Chương trình|Công văn"
    bodies = "Chính phủ|Thủ tướng Chính phủ|Quốc hội|Bộ Chính trị|Ban Bí thư"
    return re.compile(
        rf"(?:(?:{kinds})\s+)?(?:số\s+)?\d+[a-zđ]?(?:/\d{{4}})?[/-][A-ZĐ][\w/-]*"
        rf"(?:\s+ngày\s+\d{{1,2}}[/-]\d{{1,2}}[/-]\d{{4}})?(?:\s+của\s+(?:{bodies}))?"
    )
