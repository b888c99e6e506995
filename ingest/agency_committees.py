"""Committees and councils in a text: one by name (`UBND huyện Sơn Tây`) or a whole level (`UBND các xã, phường`).

The types of unit behind the head decide: several types, `các` or `cấp` name a level, one type alone its own committee.
`thành phố` beside `tỉnh` is a city on the level of a province, else of a district.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cancu.ingest.agency_words import Words, read_proper_name, read_unit_word
from cancu.ontology.tables import read_table

_LEVEL_NAMES = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}
_GRADES = {"tỉnh": "province", "huyện": "district", "quận": "district", "xã": "commune", "phường": "commune"}
_WHERE = frozenset({("ven", "biển"), ("miền", "núi"), ("vùng", "cao"), ("biên", "giới")})
_HEADS = {"ubnd": "UBND", "hđnd": "HĐND"}


class _Units(NamedTuple):
    """What stands behind the head: levels in text order, whether it is a plural, and the index behind it."""

    levels: list[str]
    plural: bool
    end: int
    graded: bool = False


def read_committee(words: Words, index: int) -> tuple[tuple[str, ...], int] | None:
    """Read committees or councils at `index`; names are canonical. None where none begins there.

    The units themselves stand for their committees too (`các huyện, thị xã, thành phố`, `cấp xã`).
    """
    heads, start = _read_heads(words, index)
    if not heads:
        return _read_bare_units(words, index)
    if words.at(start) == "của":
        start += 1
    place = start + 1 if words.at(start) == "các" else start
    if words.follows(place, "địa", "phương"):
        return ("Các địa phương",), place + 2
    if words.follows(start, "các", "cấp"):
        return tuple(f"{head} các cấp" for head in heads), start + 2
    units = _read_units(words, start)
    if not units.levels:
        end = read_proper_name(words, start)
        return tuple((f"{head} {words.printed(start, end)}").strip() for head in heads), end
    if units.plural:
        span = _read_span(words, units.end)
        if span > units.end:
            return tuple(f"{head} {words.printed(start, span)}" for head in heads), span
        listed = None if units.graded else _read_listed(words, units, heads)
        return listed or (_level_names(heads, units.levels), _skip_tail(words, units.end))
    end = read_proper_name(words, units.end)
    return tuple(f"{head} {words.printed(start, end)}" for head in heads), end


def _read_heads(words: Words, index: int) -> tuple[list[str], int]:
    """`HĐND, UBND`, `HĐND và UBND`, `UBND` before its unit."""
    heads = []
    while words.at(index) in _HEADS:
        heads.append(_HEADS[words.low[index]])
        index += 1
        if words.at(index) in {",", "và", "-", "&", "/"} and words.at(index + 1) in _HEADS:
            index += 1
    return heads, index


def _read_bare_units(words: Words, index: int) -> tuple[tuple[str, ...], int] | None:
    """`các huyện, thị xã, thành phố`, `các xã, phường`, `cấp huyện, cấp xã` without a head."""
    if words.at(index) == "các" or (words.at(index) == "cấp" and words.at(index + 1) in _GRADES):
        units = _read_units(words, index)
        if units.levels and units.plural:
            if not units.graded:
                listed = _read_listed(words, units, ["UBND"])
                if listed:
                    return listed
                if "district" not in units.levels:
                    end = _skip_tail(words, units.end)
                    return (f"Các {words.printed(index + 1, end)}",), end
            return _level_names(["UBND"], units.levels), _skip_tail(words, units.end)
    return None


def _read_units(words: Words, index: int) -> _Units:
    """The list of unit types at `index`: `các huyện, thị xã, thành phố`, `phường xã`, `cấp huyện và xã`."""
    levels: list[str] = []
    plural, graded, end, here = False, False, index, index
    while True:
        if words.at(here) in {"các", "những", "cấp"} or (
            words.at(here).isdigit() and read_unit_word(words, here + 1)[0]
        ):
            plural = True
            graded = graded or words.low[here] == "cấp"
            here += 1
        level, behind = read_unit_word(words, here)
        if not level:
            break
        levels.append(level)
        here = end = behind
        if words.at(here) in {",", "và", "/", "-", ";", "hoặc"}:
            here += 1
    return _Units(levels, plural or len(levels) > 1, end, graded)


def _level_names(heads: list[str], levels: list[str]) -> tuple[str, ...]:
    """The levels that the types name, `thành phố` taken with its neighbours."""
    city = "province" if "province" in levels and "district" not in levels else "district"
    found = dict.fromkeys(city if level == "city" else level for level in levels)
    return tuple(f"{head} {_LEVEL_NAMES[level]}" for level in found for head in heads)


@cache
def _central_cities() -> frozenset[str]:
    return frozenset(read_table("agency_groups")["central_cities"])


def _read_listed(words: Words, units: _Units, heads: list[str]) -> tuple[tuple[str, ...], int] | None:
    """The committees of units listed by name: `UBND các huyện: Sơn Hà, Sơn Tây và thành phố Quảng Ngãi`."""
    index = units.end + 1 if words.at(units.end) == ":" else units.end
    if not words.is_capital(index) and not (index > units.end and read_unit_word(words, index)[0]):
        return None
    kind = {"province": "tỉnh", "district": "huyện", "commune": "xã", "city": "thành phố"}[units.levels[0]]
    single = len(units.levels) == 1
    names: list[str] = []
    end = index
    while index < len(words):
        level, start = read_unit_word(words, index)
        if level:
            kind, single = words.printed(index, start), True
            index = start
        behind = read_proper_name(words, index)
        if behind == index or (not level and words.low[index] in _HEADS):
            break
        name = words.printed(index, behind)
        prefix = kind if single else ("thành phố" if name in _central_cities() else kind)
        names += [f"{head} {prefix} {name}" for head in heads]
        end = behind
        index = behind + 1 if words.at(behind) in {",", "và", ";"} else len(words)
    return (tuple(names), end) if names else None


def _read_span(words: Words, index: int) -> int:
    """The index behind `từ Hà Tĩnh đến Khánh Hòa`, which says which units of a level are meant, or `index`."""
    if words.at(index) == "từ":
        middle = read_proper_name(words, index + 1)
        end = read_proper_name(words, middle + 1)
        if middle > index + 1 and words.at(middle) == "đến" and end > middle + 1:
            return end
    return index


def _skip_tail(words: Words, index: int) -> int:
    """The index behind `trực thuộc Trung ương`, `thuộc tỉnh`, `ven biển`: of the level, and where in it."""
    end = _skip_owner(words, index)
    return end + 2 if (words.at(end), words.at(end + 1)) in _WHERE else end


def _skip_owner(words: Words, index: int) -> int:
    """The index behind the unit to which those of a level belong."""
    if words.at(index) == "trực" and words.at(index + 1) == "thuộc":
        index += 1
    if words.at(index) == "thuộc":
        if words.follows(index + 1, "trung", "ương"):
            return index + 3
        if words.at(index + 1) == "tw":
            return index + 2
        level, end = read_unit_word(words, index + 1)
        if level:
            return read_proper_name(words, end)
    return index
