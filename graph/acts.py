"""What a task does: its main act, and whether two tasks do plainly different things to what may be one object.

Shared words speak of the object; the act is one word among many, so a score alone takes a review of texts for an
inspection of texts. Which words name an act, and which of them mean the same, is data (`act_words.toml`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from cancu.graph.similarity import split_syllables
from cancu.ontology.tables import read_table

_remember = lru_cache(maxsize=8192)
"""A task is compared with many others; what is read from its text is read once."""
_LEVELS = frozenset({"tỉnh", "huyện", "xã"})


def differ_in_act(one: str, two: str) -> bool:
    """Whether two tasks do different things: each main act is known, and neither is done by the other task at all.

    Example:
        >>> differ_in_act("Kiểm tra văn bản của xã", "Rà soát văn bản của huyện")
        True
        >>> differ_in_act("Kiểm tra văn bản", "Xây dựng kế hoạch và kiểm tra văn bản")
        False
    """
    ours, theirs = find_main_act(one), find_main_act(two)
    return bool(ours and theirs) and not (ours & _list_acts(two) or theirs & _list_acts(one))


def differ_in_source(one: str, two: str) -> bool:
    """Whether two tasks speak of papers issued by different levels, or one of issued papers and one of drafts.

    Example:
        >>> differ_in_source("Kiểm tra văn bản do UBND cấp xã ban hành", "Kiểm tra văn bản do UBND huyện ban hành")
        True
    """
    ours, theirs = _find_issuers(one), _find_issuers(two)
    if ours and theirs:
        levels, others = ours & _LEVELS, theirs & _LEVELS
        return bool(levels and others) and levels.isdisjoint(others)
    return bool((ours and _has_draft(two)) or (theirs and _has_draft(one))) and _has_draft(one) != _has_draft(two)


@_remember
def find_main_act(text: str) -> frozenset[str]:
    """The groups of the act that a task opens with, after its generic opening; nothing where the opening is another.

    Example:
        >>> sorted(find_main_act("Tiếp tục tổ chức kiểm tra định kỳ"))
        ['inspect']
    """
    match = _opening_pattern().match(_prepare(text))
    return _groups()[match["act"]] if match else frozenset()


@_remember
def _list_acts(text: str) -> frozenset[str]:
    """The groups of all acts that a task does: not those that it only makes rules about, nor who issued a paper."""
    rest = _issued_pattern().sub(" ", _prepare(text))
    rest = _about_pattern().sub(" ", rest)
    return frozenset(group for match in _act_pattern().finditer(rest) for group in _groups()[match["act"]])


@_remember
def _find_issuers(text: str) -> frozenset[str]:
    """The syllables between `do` and `ban hành`: who issued the papers that the task speaks of."""
    match = _issued_pattern().search(_prepare(text))
    return frozenset(match["who"].split()) if match else frozenset()


@_remember
def _has_draft(text: str) -> bool:
    return "dự thảo" in _prepare(text)


@_remember
def _prepare(text: str) -> str:
    return " ".join(split_syllables(text))


@cache
def _table() -> dict[str, Any]:
    return read_table("act_words")


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for act in _table()["act"]:
        for word in act["words"]:
            groups.setdefault(_prepare(word), set()).add(act["name"])
    return {word: frozenset(names) for word, names in groups.items()}


def _join(words: list[str]) -> str:
    prepared = sorted(map(_prepare, words), key=len, reverse=True)
    return "|".join(map(re.escape, prepared))


@cache
def _act_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<act>{_join(list(_groups()))})\b")


@cache
def _opening_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_join(_table()['openings'])}) )*(?P<act>{_join(list(_groups()))})\b")


@cache
def _about_pattern() -> re.Pattern[str]:
    nouns, links = _join(_table()["about"]), _join(_table()["links"])
    acts = _join(list(_groups()))
    return re.compile(rf"\b(?:{nouns}) (?:(?:{links}) )*(?:{acts})(?: (?:và )?(?:{acts}))*\b")


@cache
def _issued_pattern() -> re.Pattern[str]:
    return re.compile(r"\bdo (?P<who>(?:\w+ ){1,12}?)ban hành\b")
