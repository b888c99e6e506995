"""The words that show why two texts are alike: runs that both hold, without the words that carry no sense."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

FUNCTION_WORDS = frozenset(
    [
        "và",
        "của",
        "các",
        "những",
        "cho",
        "với",
        "về",
        "do",
        "tại",
        "trong",
        "theo",
        "từ",
        "đến",
        "là",
        "được",
        "bị",
        "để",
        "ở",
        "trên",
        "dưới",
        "này",
        "đó",
        "khi",
        "hoặc",
        "bằng",
        "vào",
    ]
)
_MOST = 8


def join_shared(syllables: Sequence[str], weights: Mapping[str, float]) -> tuple[str, ...]:
    """Join what two texts share to words and phrases, those that weigh most first, at most eight.

    Args:
        syllables: of the text whose runs are shown
        weights: what each syllable and each pair of neighbours, joined by a blank, that both texts have weighs

    Example:
        >>> join_shared(["rà", "soát", "các", "quy", "định"], {"rà": 0.2, "soát": 0.2, "rà soát": 0.3, "các": 0.1})
        ('rà soát',)
    """
    phrases = _drop_crumbs(_find_runs(syllables, weights))
    return tuple(sorted(phrases, key=lambda phrase: (-phrases[phrase], phrase))[:_MOST])


def _drop_crumbs(phrases: Mapping[str, float]) -> dict[str, float]:
    """Phrases without function words at their ends; single syllables, mostly half words, only where nothing is left."""
    trimmed: dict[str, float] = {}
    for phrase, weight in phrases.items():
        words = phrase.split()
        while words and words[0] in FUNCTION_WORDS:
            del words[0]
        while words and words[-1] in FUNCTION_WORDS:
            del words[-1]
        if words:
            trimmed[" ".join(words)] = max(weight, trimmed.get(" ".join(words), 0.0))
    whole = {phrase: weight for phrase, weight in trimmed.items() if " " in phrase}
    return whole or {phrase: weight for phrase, weight in trimmed.items() if not phrase.isdigit()}


def _find_runs(syllables: Sequence[str], weights: Mapping[str, float]) -> dict[str, float]:
    """Maximal shared runs with what they weigh: their syllables and neighbouring pairs, each counted once."""
    phrases: dict[str, float] = {}
    start = 0
    for place in range(1, len(syllables) + 1):
        if place < len(syllables) and f"{syllables[place - 1]} {syllables[place]}" in weights:
            continue
        if place == start + 1:  # most syllables stand alone
            weight, run = weights.get(syllables[start], 0.0), syllables[start:place]
        else:
            run = syllables[start:place]
            pairs = {f"{one} {two}" for one, two in itertools.pairwise(run)}
            weight = math.fsum(sorted(weights.get(name, 0.0) for name in {*run, *pairs}))
        if weight:
            phrases[" ".join(run)] = weight
        start = place
    return phrases
