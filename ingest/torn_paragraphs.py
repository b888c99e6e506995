"""Paragraphs that a program tore at the ends of their printed lines, and what stands between them when mended.

Text wrapped at a margin and then taken into Word or a web page becomes one paragraph for each line. Such a document
shows itself by paragraphs that begin in lower case behind one that has not ended. Its lines are then written below one
another, as a wrapped text has them, and `cancu.ingest.line_breaks` tells which of them belong together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from cancu.ontology.records import Place

_GOES_ON = re.compile(r"[a-zà-ỹđ](?![\w]?[.)])")
"""A beginning in lower case that is no label such as `a)` or `bb.`."""
_ENDED = tuple(".;:!?…")
_FEWEST = 8
_LEAST_SHARE = 0.12
"""Of the paragraphs that follow another at once: twice what is seen where lists have items in lower case."""


class TornParagraphs:
    """Watches paragraphs as they are written."""

    def __init__(self) -> None:
        self._seams: list[int] = []
        self._prose = 0
        """Seams with words behind them rather than a rule or a border."""
        self._torn = 0
        self._above = ""

    def note(self, words: str, seam: int) -> None:
        """Note a paragraph and the offset of the blank line in front of it."""
        if self._above:
            self._seams.append(seam)
            self._prose += any(map(str.isalpha, words))
            self._torn += bool(_GOES_ON.match(words)) and not self._above.endswith(_ENDED)
        self._above = words

    def part(self) -> None:
        """Note that an empty paragraph or a table stands here: whatever comes next begins anew."""
        self._above = ""

    def mend(self, text: str, places: Sequence[Place]) -> tuple[str, tuple[Place, ...]]:
        """The text with torn lines below one another, and its places; both unchanged if nothing was torn."""
        if self._torn < _FEWEST or self._torn < _LEAST_SHARE * self._prose:
            return text, tuple(places)
        cuts = [-1, *self._seams, len(text)]
        mended = "".join(text[start + 1 : end] for start, end in pairwise(cuts))
        moved = (
            place.model_copy(update={"start": place.start - bisect_left(self._seams, place.start)}) for place in places
        )
        return mended, tuple(moved)
