"""Two texts side by side: which of their words they share, so that a reader sees why they were brought together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from cancu.graph.shared_words import FUNCTION_WORDS
from cancu.graph.similarity import split_syllables

_WORD = re.compile(r"\w+")


class Piece(NamedTuple):
    """A stretch of a text."""

    text: str
    shared: bool


class _Word(NamedTuple):
    start: int
    end: int
    syllables: tuple[str, ...]


def mark_shared(one: str, two: str, phrases: Iterable[str] = ()) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Cut two texts into pieces that both have and pieces that only one has.

    Shared is what stands in both as two syllables in a row, however it is spelled: short forms count as what they
    stand for, capitals and the place of the tone mark do not count. Two function words in a row are no sign of
    anything.

    Args:
        one: the first text
        two: the second text
        phrases: words known to be shared, single ones too, such as those that weigh most in a score

    Returns:
        The pieces of each text; joined they are the text, character by character.

    Example:
        >>> mark_shared("Rà soát TTHC nội bộ", "rà soát, công bố thủ tục hành chính")[0]
        (Piece(text='Rà soát TTHC', shared=True), Piece(text=' nội bộ', shared=False))
    """
    words = [_split_words(text) for text in (one, two)]
    pairs = _pair_syllables(words[0]) & _pair_syllables(words[1])
    singles = {phrase.lower() for phrase in phrases if " " not in phrase}
    shared = [_find_shared(side, pairs, singles) for side in words]
    return _cut(one, words[0], shared[0]), _cut(two, words[1], shared[1])


def _split_words(text: str) -> list[_Word]:
    return [_Word(*match.span(), _read_syllables(match.group())) for match in _WORD.finditer(text)]


@lru_cache(maxsize=16384)
def _read_syllables(word: str) -> tuple[str, ...]:
    return tuple(split_syllables(word))


def _list_syllables(words: Sequence[_Word]) -> list[tuple[str, int]]:
    """Every syllable with the place of the word that it belongs to."""
    return [(syllable, place) for place, word in enumerate(words) for syllable in word.syllables]


def _pair_syllables(words: Sequence[_Word]) -> set[tuple[str, str]]:
    syllables = [syllable for syllable, _ in _list_syllables(words)]
    return {pair for pair in itertools.pairwise(syllables) if not FUNCTION_WORDS.issuperset(pair)}


def _find_shared(words: Sequence[_Word], pairs: set[tuple[str, str]], singles: set[str]) -> set[int]:
    """The places of the words that are shared."""
    syllables = _list_syllables(words)
    shared = {place for syllable, place in syllables if syllable in singles}
    for (one, first), (two, second) in itertools.pairwise(syllables):
        if (one, two) in pairs:
            shared |= {first, second}
    return shared


def _cut(text: str, words: Sequence[_Word], shared: set[int]) -> tuple[Piece, ...]:
    """The text in pieces; what stands between two shared words that follow each other is shared too."""
    pieces: list[Piece] = []
    done = 0
    for _, run in itertools.groupby(enumerate(sorted(shared)), key=lambda item: item[1] - item[0]):
        places = [place for _, place in run]
        start, end = words[places[0]].start, words[places[-1]].end
        pieces += [Piece(text[done:start], False), Piece(text[start:end], True)]
        done = end
    return tuple(piece for piece in (*pieces, Piece(text[done:], False)) if piece.text)
