"""Group phrases: `các sở, ban, ngành`, `các cơ quan, đơn vị có liên quan`, `các phòng, ban, đơn vị trực thuộc`.

A phrase is a list of common nouns (`sở`, `cơ quan`, `địa phương`, …) with what qualifies the whole list. The nouns
and the qualifiers decide the canonical names of the extraction contract; a phrase may be several groups.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cancu.ingest.agency_words import Words, ends_name, is_verb, match_list, read_proper_name, read_unit_word
from cancu.ontology.agencies import load_agencies
from cancu.ontology.tables import read_table

_DETERMINERS = frozenset({"các", "những", "mọi", "từng", "mỗi", "quý"})
_JOINTS = frozenset({",", "và", "/", "-", "hoặc", "&"})
_NARROWED = {frozenset({"department"}): "sở", frozenset({"ministry"}): "bộ"}
_NAMED = frozenset({"department", "branch", "ministry", "division", "board"})
_OWNERS = frozenset({"bộ", "sở", "cục", "tổng", "ban", "văn", "công", "đảng"})
_GENERIC = frozenset({"agency", "unit", "organisation", "person"})


@dataclass(slots=True)
class GroupPhrase:
    """Nouns of a group phrase and what qualifies them.

    Attributes:
        codes: nouns in text order, by their code in `data/agency_groups.toml`
        related: `liên quan` said of the whole list
        subordinate: `trực thuộc`
        provincial: `cấp tỉnh`, `của Thành phố`: a named level
        central: `Trung ương`
        narrow: words that stay with the name (`được kiểm tra`)
        kept: the whole phrase as printed, where it names the body that the group belongs to (`thuộc Bộ Y tế`) or a kind
        of agency that the contract does not unify (`cơ quan chuyên môn`)
        plural: whether `các` stands in front
        bare: whether it is one noun of a field without `các`
        end: index behind the phrase
    """

    codes: list[str] = field(default_factory=list)
    related: bool = False
    subordinate: bool = False
    provincial: bool = False
    central: bool = False
    narrow: str = ""
    kept: str = ""
    plural: bool = False
    bare: bool = False
    end: int = 0


@cache
def _nouns() -> tuple[dict[str, list[tuple[tuple[str, ...], str]]], dict[str, frozenset[str]], frozenset[str]]:
    """Nouns by their first word, longest first; the words that a noun must not precede; codes that need a list."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    not_before: dict[str, frozenset[str]] = {}
    entries: list[dict[str, Any]] = read_table("agency_groups")["noun"]
    for entry in entries:
        not_before[entry["code"]] = frozenset(entry.get("not_before", ()))
        for phrase in entry["words"]:
            parts = tuple(phrase.split())
            by_first.setdefault(parts[0], []).append((parts, entry["code"]))
    for choices in by_first.values():
        choices.sort(key=lambda choice: -len(choice[0]))
    return by_first, not_before, frozenset(entry["code"] for entry in entries if entry.get("needs_list"))


def _read_noun(words: Words, index: int) -> tuple[str, int]:
    """The code of the common noun at `index` and the index behind it; an empty code where none stands."""
    by_first, not_before, needs_list = _nouns()
    for parts, code in by_first.get(words.at(index), ()):
        end = index + len(parts)
        if words.low[index:end] != list(parts):
            continue
        if words.at(end) in not_before[code] and not (code == "ministry" and len(parts) > 1):
            continue
        if f"{words.at(end)} {words.at(end + 1)}" in not_before[code]:
            continue
        if (
            code in {"department", "ministry", "board", "division", "mass"}
            and len(parts) == 1
            and words.is_capital(end)
        ):
            continue
        if code in needs_list and words.at(index - 1) != "mọi" and not _stands_in_list(words, end):
            continue
        return code, end
    return "", index


def _stands_in_list(words: Words, end: int) -> bool:
    """Whether a noun that is also a verb (`tổ chức`) is meant as a noun: a list or `liên quan` follows."""
    if words.at(end) in _JOINTS:
        by_first = _nouns()[0]
        after = end + 2 if words.at(end + 1) in _DETERMINERS else end + 1
        return words.at(after) in by_first and not is_verb(words, after)
    return (
        words.at(end) in {"", ";", ".", ")", "thành", "xã"}
        or words.follows(end, "liên", "quan")
        or words.follows(end, "có", "liên")
        or words.follows(end, "cá", "nhân")
        or match_list(words, end, "modals") > end
    )


def read_group(words: Words, index: int, *, lenient: bool) -> GroupPhrase | None:
    """Read a group phrase at `index`; None where none begins there.

    Args:
        words: the window
        index: where the phrase would begin
        lenient: whether a single noun without `các` counts, as in a field that holds nothing but agencies
    """
    phrase = GroupPhrase()
    here = index
    while words.at(here) in _DETERMINERS or words.follows(here, "tất", "cả") or words.follows(here, "toàn", "thể"):
        phrase.plural = True
        here += 1 if words.at(here) in _DETERMINERS else 2
    while True:
        code, end = _read_noun(words, here)
        if not code:
            break
        phrase.codes.append(code)
        phrase.end = end
        if match_list(words, here, "special_agencies") == end:
            break
        here = end
        if words.at(here) in _JOINTS:
            here += 1
            if words.at(here) in _DETERMINERS and _read_noun(words, here + 1)[0] in _GENERIC | {"place"}:
                here += 1
    if not phrase.codes:
        return None
    begin = _nouns_begin(words, index)
    special = match_list(words, begin, "special_agencies") > begin and len(phrase.codes) == 1
    press = set(phrase.codes) == {"press"}
    owned = _read_press(words, phrase) if press else _read_qualifiers(words, phrase)
    if (owned and "division" not in phrase.codes) or (special and not phrase.related):
        phrase.kept = words.printed(begin, phrase.end)
    phrase.bare = words.is_field and not phrase.plural and len(phrase.codes) == 1
    if not (lenient or phrase.plural or phrase.related or phrase.subordinate or len(phrase.codes) > 1):
        return None
    return phrase


def _read_press(words: Words, phrase: GroupPhrase) -> bool:
    """Read which press is meant (`Trung ương, địa phương`, `trên địa bàn tỉnh`); whether that is more than its noun."""
    begin = end = phrase.end
    while (step := match_list(words, end, "press_kinds")) > end:
        phrase.end = step
        end = step + 1 if words.at(step) in {",", "và"} else step
    located = phrase.end + 1 if words.at(phrase.end) == "đóng" else phrase.end
    if words.follows(located, "trên", "địa", "bàn"):
        _read_place(words, phrase)
    elif phrase.end == begin:
        _read_relation(words, phrase)
        return len(phrase.codes) > 1
    return True


def _nouns_begin(words: Words, index: int) -> int:
    """The index of the first noun, behind `các`, `tất cả các`."""
    while words.at(index) in _DETERMINERS | {"tất", "cả", "toàn", "thể"}:
        index += 1
    return index


def _read_qualifiers(words: Words, phrase: GroupPhrase) -> bool:
    """Move the end of `phrase` behind what qualifies it; whether the body that it belongs to is named."""
    owned = False
    while True:
        index = phrase.end
        owner = _owner_end(words, index)
        if owner > index:
            phrase.end, owned = owner, True
        elif not _read_relation(words, phrase):
            _read_place(words, phrase)
        if phrase.end == index:
            break
    _read_narrowing(words, phrase)
    return owned


def _read_relation(words: Words, phrase: GroupPhrase) -> bool:
    """`(có) liên quan`, `trực thuộc`, `khác`."""
    index = phrase.end
    here = index + 1 if words.at(index) in {",", "khác"} else index
    here = here + 1 if words.at(here) in {"có", "chức"} and words.at(here + 1) in {"liên", "năng"} else here
    if words.at(here) == "năng":
        here += 1
    if (words.follows(here, "liên", "quan") and words.at(here + 2) != "đến") or words.follows(
        here, "liên", "quan", "đến"
    ):
        phrase.related, phrase.end = True, here + 2
    elif words.follows(index, "trực", "thuộc"):
        phrase.subordinate, phrase.end = True, _own_unit_end(words, index + 2)
    elif words.at(index) == "khác":
        phrase.end = index + 1
    return phrase.end > index


def _own_unit_end(words: Words, index: int) -> int:
    """The index behind the unit to which a group belongs: `UBND tỉnh X`, `Sở`, or none."""
    if words.at(index) in _OWNERS or words.at(index) == "ubnd":
        index += 1
    level, end = read_unit_word(words, index)
    return read_proper_name(words, end) if level else index


def _owner_end(words: Words, index: int) -> int:
    """The index behind `thuộc Bộ Y tế`, `trực thuộc Bộ A, Bộ B`, `thuộc các bộ, ngành`; `index` where none is named."""
    start = index + 1 if words.at(index) == "trực" else index
    if words.follows(index, "thuộc", ",", "trực", "thuộc") or words.follows(index, "thuộc", "và", "trực", "thuộc"):
        start = index + 3
    if words.at(start) != "thuộc":
        return index
    if words.at(start + 1) in _OWNERS and words.is_capital(start + 1) and not words.is_capital(start + 2):
        return start + 2 if start == index or start == index + 3 else index
    group = read_group(words, start + 1, lenient=False) if words.at(start + 1) == "các" else None
    if group is not None:
        return group.end
    end, here = index, start + 1
    while True:
        agency, behind = load_agencies().match(words.low, here)
        if agency is None or not words.is_capital(here):
            return end
        level, unit_end = read_unit_word(words, behind)
        end = read_proper_name(words, unit_end) if level else behind
        if words.at(end) not in {",", "và"}:
            return end
        here = end + 1


def _read_place(words: Words, phrase: GroupPhrase) -> None:
    """Read where the group is: `cấp tỉnh`, `trên địa bàn tỉnh X`, `Trung ương`, `chuyên môn`."""
    here = phrase.end
    if (
        words.follows(here, "các", "cấp")
        or words.follows(here, "chuyên", "môn")
        or words.follows(here, "nhà", "nước")
        or words.follows(here, "chức", "năng")
    ):
        phrase.end = here + 2
        return
    if words.at(here) == "đóng":
        here += 1
    if words.follows(here, "trên", "địa", "bàn"):
        phrase.end = here = here + 3
    elif words.at(here) in {"ở", "tại", "của"} and words.follows(here + 1, "địa", "phương"):
        phrase.end = here + 3
        return
    elif words.at(here) in {"của", "thuộc", "trong", "cấp", "ở"}:
        here += 1
    if words.at(here) == "ubnd":
        phrase.end = _own_unit_end(words, here)
        phrase.provincial = True
        return
    if words.follows(here, "trung", "ương") or words.at(here) == "tw":
        phrase.end = here + (1 if words.at(here) == "tw" else 2)
        phrase.central = True
        return
    level, end = read_unit_word(words, here)
    # "các sở, ngành, xã, phường" goes on with units: no qualifier
    if level and words.at(end) not in {"/"}:
        phrase.end = read_proper_name(words, end)
        phrase.provincial = level in {"province", "city"}


def _read_narrowing(words: Words, phrase: GroupPhrase) -> None:
    """`được kiểm tra, thanh tra`: which of the group; `được giao`, `được phân công` say nothing and stay outside."""
    index = phrase.end
    end = match_list(words, index, "narrowings")
    while end > index and words.at(end) in {",", "và"}:
        more = match_list(words, end + 1, "inspections")
        if more == end + 1:
            break
        end = more
    if words.is_field and end == index and not phrase.related and set(phrase.codes) <= {"agency", "unit", "division"}:
        end = _field_narrowing_end(words, index)
    if end > index:
        end = _own_unit_end(words, end)
        phrase.narrow, phrase.end = words.printed(index, end), end


def _field_narrowing_end(words: Words, index: int) -> int:
    """The index behind the words that say which agencies a field means, such as `quản lý lĩnh vực`."""
    if match_list(words, index, "relating") > index or match_list(words, index, "acts") > index:
        return index
    end = index
    while end < len(words) and words.low[end] not in {",", ";", "và", "(", ".", "|"} and end - index < 16:
        if end > index and ends_name(words, end):
            break
        end += 1
    return end


def group_names(phrase: GroupPhrase, before: list[str]) -> list[str]:
    """The canonical names of a group phrase.

    Args:
        phrase: what was read
        before: names read in front of it in the same list, by which a bare `ngành` is understood
    """
    codes = set(phrase.codes)
    if codes == {"board"} and "HĐND" in "".join(before[-1:]):
        return ["Các Ban của HĐND"]
    if phrase.kept:
        lower = phrase.kept[:1].lower() + phrase.kept[1:]
        return [f"Các {lower}" if phrase.plural or "press" not in codes else phrase.kept[:1].upper() + lower[1:]]
    names = _named_groups(codes, phrase)
    named = bool(names) or any(name in {"Các sở, ban, ngành", "Các bộ, ngành"} for name in before[-1:])
    names += _generic_groups(codes, phrase, named=named and bool(codes & _NAMED))
    if "mass" in codes:
        names.append("Các đoàn thể")
    if "association" in codes:
        names.append("Các hội")
    if "political" in codes:
        names.append(f"Các tổ chức chính trị - xã hội{' trực thuộc' if phrase.subordinate else ''}")
    if "press" in codes:
        names.append("Các cơ quan báo chí")
    return names


def _named_groups(codes: set[str], phrase: GroupPhrase) -> list[str]:
    if "division" in codes:
        tail = " trực thuộc" if phrase.subordinate else " liên quan" if phrase.related else ""
        codes -= {"unit", "agency"}
        return [f"Các phòng, ban, đơn vị{tail or (' ' + phrase.narrow).rstrip()}"]
    if phrase.narrow and (noun := _NARROWED.get(frozenset(codes))):
        return [f"Các {noun} {phrase.narrow}"]
    if "department" in codes:
        return ["Các sở, ban, ngành"]
    if "ministry" in codes:
        return ["Các bộ, ngành"]
    if "branch" in codes or "board" in codes:
        if phrase.central:
            return ["Các bộ, ngành"]
        return ["Các sở, ban, ngành"]
    return []


def _generic_groups(codes: set[str], phrase: GroupPhrase, *, named: bool) -> list[str]:
    """`cơ quan, đơn vị, tổ chức, cá nhân, địa phương`, by what qualifies them."""
    generic = codes & _GENERIC
    if phrase.codes[:2] == ["ministry", "agency"]:
        generic = generic - {"agency"}
    if "ministry" in codes and (phrase.central or "central" in codes):
        generic = generic - {"agency"}
    elif (phrase.central and "agency" in codes) or "central" in codes:
        return ["Các cơ quan Trung ương đóng trên địa bàn tỉnh"]
    if phrase.related:
        if codes == {"enterprise"} and not named:
            return ["Các doanh nghiệp" if phrase.plural else "Doanh nghiệp"]
        if generic or (codes & {"enterprise"} and not named):
            places = ["Các địa phương"] if named and "place" in codes else []
            return [*places, "Các cơ quan, đơn vị liên quan"]
        return ["Các địa phương"] if "place" in codes else []
    if phrase.subordinate and generic:
        return ["Các cơ quan, đơn vị trực thuộc"]
    names = _unqualified(generic, phrase, absorbed=named and phrase.provincial)
    if "place" in codes:
        names.append("Các địa phương")
    if "enterprise" in codes:
        alone = phrase.bare or (phrase.codes[0] == "enterprise" and not phrase.plural)
        names.append("Doanh nghiệp" if alone else "Các doanh nghiệp")
    return names


def _unqualified(generic: set[str], phrase: GroupPhrase, *, absorbed: bool) -> list[str]:
    """`cơ quan`, `đơn vị`, `tổ chức` with what narrows them; a named group of the same level absorbs the first two."""
    if generic == {"agency"} and phrase.narrow and not phrase.narrow.startswith("được"):
        return [f"Các cơ quan {phrase.narrow}"]
    if generic & {"agency", "unit"} and not absorbed:
        return [f"Các cơ quan, đơn vị {phrase.narrow}".strip()]
    if generic in ({"organisation"}, {"organisation", "person"}):
        article, noun = ("Các", "tổ chức") if phrase.plural else ("", "Tổ chức")
        return [f"{article} {noun}{', cá nhân' if 'person' in generic else ''}".strip()]
    return []
