"""How sure a citation is: the share of mentions read by the same rule that prove right in all their fields.

A figure lies midway between the share among mentions of labelled documents that were new to the rules (unseen-6 to -9)
and the share after the rules had been mended on them, rounded down and held below what few cases can show; a rule that
no new document tested stays below 0.9. What makes
a mention less sure besides its rule is taken off: a kind that only the symbol tells, an issuer that nothing tells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from cancu.ingest.working_mention import Mention
from cancu.ontology.records import Citation, Place, SourceText, Task

_BY_RULE = {
    "own number": 0.96,
    "own name": 0.96,
    "heading of an annex": 0.97,
    "cue basis": 0.96,
    "cue passive_amended": 0.97,
    "cue amends inside a title": 0.96,
    "opening verb of change": 0.95,
    "cue proposal": 0.94,
    "cue by_rule": 0.94,
    "law inside the name of an amending law": 0.93,
    "cue guides inside a title": 0.92,
    "list": 0.91,
    "no cue": 0.89,
    "cue replaces": 0.88,
    "cue neutral_verb": 0.88,
    "bases of a procedure": 0.88,
    "column of legal bases": 0.88,
    "row of a register": 0.88,
    "reason or title in a register": 0.88,
    "cue implements": 0.83,
    "cue neutral_at": 0.75,
    "cue amends": 0.75,
    "cue guides": 0.75,
    "cue implements inside a title": 0.75,
    "list of lines": 0.75,
    "beside a title": 0.75,
    "own act": 0.75,
    "cue repeals": 0.72,
    "inside a title": 0.7,
}
_UNTESTED = 0.85
_STRUCK = 0.4
_KIND_BY_SYMBOL = 0.04
_NO_ISSUER = 0.15


def rate(mention: Mention) -> float:
    """The confidence of a mention whose fields are all read.

    Example:
        >>> rate(Mention(0, 9, 0, 9, "Nghị quyết", typed=True, issuer="Chính phủ", rule="number; cue basis"))
        0.96
    """
    if mention.struck:
        return _STRUCK
    score = _BY_RULE.get(mention.rule.split("; ")[-1], _UNTESTED)
    own = mention.rule.startswith("own")
    if not mention.typed and not own:
        score -= _KIND_BY_SYMBOL
    if mention.issuer is None and not own:
        score -= _NO_ISSUER
    return round(score, 2)


_Record = TypeVar("_Record", Citation, Task)


def weigh_by_print(records: Sequence[_Record], source: SourceText) -> list[_Record]:
    """Lower the confidence of what was read from optically read text by the mean certainty of its letters."""
    if all(place.confidence == 1.0 for place in source.places):
        return list(records)
    certain = [rate_print(source.places, record.start, record.end) for record in records]
    return [
        record.model_copy(update={"confidence": round(record.confidence * share, 3)})
        for record, share in zip(records, certain, strict=True)
    ]


def rate_print(places: Sequence[Place], start: int, end: int) -> float:
    """Mean certainty of the letters from `start` to `end`, 1.0 for printed text.

    Example:
        >>> rate_print([Place(start=0), Place(start=10, confidence=0.5)], 5, 15)
        0.75
    """
    first = max(0, bisect_right(places, start, key=lambda place: place.start) - 1)
    last = bisect_right(places, end, key=lambda place: place.start)
    inside = places[first:last]
    if not inside or end <= start:
        return 1.0
    edges = [max(start, inside[0].start), *(place.start for place in inside[1:]), end]
    spans = zip(inside, pairwise(edges), strict=True)
    return sum(place.confidence * max(0, right - left) for place, (left, right) in spans) / max(1, end - edges[0])
