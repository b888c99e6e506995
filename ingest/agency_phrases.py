"""The grammar of agencies: noun phrases that name one or several, and lists of them.

A phrase is a post that stands for its agency, a committee of a unit, a group, a name of the table of agencies, an
abbreviated name, or a capitalised head with the words of its proper name. A list joins phrases with commas, semicolons,
`và`, or nothing at all where a new head begins. The same grammar reads fields and sentences; a sentence ends a name at
its verb.
"""

from __future__ import annotations

import re
from functools import cache

from cancu.ingest.agency_committees import read_committee
from cancu.ingest.agency_groups import group_names, read_group
from cancu.ingest.agency_words import SEPARATORS, Words, is_predicate, is_verb, read_proper_name, read_unit_word
from cancu.ontology.agencies import Agency, expand_abbreviations, load_agencies
from cancu.ontology.tables import read_table

_DETERMINERS = frozenset({"các", "những", "mọi", "từng", "mỗi", "một", "số", "toàn", "thể", "tất", "cả"})
_ABBREVIATED_HEADS = frozenset({"sở", "bộ", "phòng", "ban"})
_ELIDED_HEADS = frozenset({"sở", "bộ", "phòng"})
_SPACES = re.compile(r"\s+([,;])")
_NAME_LIMIT = 24


@cache
def _word_lists(key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of one list of `data/assignment_words.toml` or the other nouns, by first word, longest first."""
    if key == "other":
        phrases = [phrase for entry in read_table("agency_groups")["other"] for phrase in entry["words"]]
    else:
        phrases = read_table("assignment_words")[key]
    lists: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(phrase.split())
        lists.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(parts, key=len, reverse=True)) for first, parts in lists.items()}


def _match_list(words: Words, index: int, key: str) -> int:
    """The index behind the longest phrase of a list at `index`, or `index`."""
    for parts in _word_lists(key).get(words.at(index), ()):
        if words.low[index : index + len(parts)] == list(parts):
            return index + len(parts)
    return index


def read_names(words: Words, index: int, *, lenient: bool = False) -> tuple[list[str], int]:
    """Read the list of agencies that begins at `index`.

    Args:
        words: the window
        index: where the first phrase would begin
        lenient: whether single nouns without `các` count, as in a field

    Returns:
        Canonical names in text order, each once, and the index behind the last phrase.
    """
    names: list[str] = []
    end = index
    while index < len(words):
        found = _read_phrase(words, index, names, lenient=lenient or bool(names))
        if found is None:
            break
        phrase, end = found
        _join(names, phrase)
        end = _skip_note(words, end)
        index = _skip_separators(words, end)
    return names, end


def read_phrase_end(words: Words, index: int) -> int:
    """The index behind the single phrase at `index`, or `index`."""
    found = _read_phrase(words, index + 1 if words.at(index) == "của" else index, [], lenient=False)
    return found[1] if found is not None else index


def _join(names: list[str], phrase: list[str]) -> None:
    """Add a phrase; `các cơ quan, các đơn vị liên quan` is one group."""
    if phrase == ["Các cơ quan, đơn vị liên quan"] and names and names[-1] in {"Các cơ quan, đơn vị", "Các tổ chức"}:
        names.pop()
    names += [name for name in phrase if name not in names]


def _skip_separators(words: Words, index: int) -> int:
    while words.at(index) in SEPARATORS or words.follows(index, "cùng", "với"):
        if words.at(index) == "." and not words.is_capital(index + 1):
            break
        index += 1
    return index


def _skip_note(words: Words, index: int) -> int:
    """The index behind a note in brackets: `(thẩm định trình)`."""
    if words.at(index) == "(":
        for end in range(index + 1, min(index + 60, len(words))):
            if words.low[end] == ")":
                return end + 1
    return index


def _read_phrase(words: Words, index: int, names: list[str], *, lenient: bool) -> tuple[list[str], int] | None:
    """One phrase at `index`, or None."""
    start, titled = _skip_titles(words, index)
    if titled and start >= len(words):
        return None
    committee = read_committee(words, start)
    if committee is not None:
        return list(committee[0]), _skip_related(words, committee[1])
    inherited = _read_elided(words, start, names)
    if inherited is not None:
        return inherited
    plural = words.at(start) in _DETERMINERS
    name = _read_name(words, start, loose=titled)
    if name is not None:
        full = f"Các {name[0]}" if words.at(start) == "các" and not titled else name[0]
        return [full], _skip_related(words, name[1])
    other = _read_other(words, start, lenient=lenient or plural or titled)
    group = read_group(words, start, lenient=lenient or titled)
    if other is not None and (group is None or other[1] > group.end):
        return [other[0]], _skip_related(words, other[1])
    if group is not None:
        found = group_names(group, names)
        return (found, group.end) if found else None
    return None


def _skip_related(words: Words, index: int) -> int:
    """The index behind `(có) liên quan` or `trên địa bàn tỉnh X` after a named agency: both say nothing more."""
    here = index + 1 if words.at(index) in {"có", "khác"} else index
    if words.follows(here, "liên", "quan"):
        index = here + 2
    if words.follows(index, "trên", "địa", "bàn"):
        level, end = read_unit_word(words, index + 3)
        index = read_proper_name(words, end) if level else index + 3
    return index


def _skip_titles(words: Words, index: int) -> tuple[int, bool]:
    """The index behind posts that stand for their agency: `Giám đốc các`, `Bộ trưởng, Chủ nhiệm`."""
    start, titled = index, False
    if words.at(start) in _DETERMINERS and _match_list(words, start + 1, "titles") > start + 1:
        start += 1
    while True:
        if load_agencies().match(words.low, start)[0] is not None and words.at(start) not in {"chủ"}:
            break
        end = _match_list(words, start, "titles")
        if end == start:
            break
        start, titled = end, True
        if words.at(start) == "," and _match_list(words, start + 1, "titles") > start + 1:
            start += 1
    return start, titled


def _read_elided(words: Words, index: int, names: list[str]) -> tuple[list[str], int] | None:
    """A name whose head stands earlier: `Các Sở: Nội vụ, Tài chính` or `sở Tài chính, Y tế`."""
    agencies = load_agencies()
    start = index + 1 if words.at(index) in {"các", "những"} else index
    if words.at(start) in _ELIDED_HEADS:
        here = start + 1
        while words.at(here) in {":", "gồm"}:
            here += 1
        if here > start + 1 or start > index:
            agency, end = agencies.match([words.low[start], *words.low[here : here + 14]], 0)
            if agency is not None and end > 1 and words.is_capital(here):
                return [agency.name], here + end - 1
    head = names[-1].split(" ", 1)[0].lower() if names else ""
    if head in _ELIDED_HEADS and words.is_capital(index):
        agency, end = agencies.match([head, *words.low[index : index + 14]], 0)
        own = agencies.match(words.low, index)[0]
        if agency is not None and end > 1 and own is None:
            return [agency.name], index + end - 1
    return None


def _read_name(words: Words, index: int, *, loose: bool) -> tuple[str, int] | None:
    """A named agency at `index`: of the table, abbreviated, or a capitalised head with its proper name."""
    start = index + 1 if words.at(index) in {"các", "toàn"} and words.is_capital(index + 1) else index
    if not (words.is_capital(start) or loose or words.follows(start, "công", "an")):
        return None
    agency, end = load_agencies().match(words.low, start)
    if agency is not None and _is_whole(words, agency, start, end):
        return _finish(words, agency.name, end, inner=_has_inner(words, start))
    short = _read_abbreviated(words, start)
    if short is not None:
        return _finish(words, short[0].name, short[1], inner=False)
    return _read_generic(words, index if start == index else start)


def _is_whole(words: Words, agency: Agency, start: int, end: int) -> bool:
    """Whether the known name stands there as a name: not as the beginning of a longer one or of a common word."""
    following = words.at(end)
    if agency.needs_unit and not (read_unit_word(words, end)[0] or following in {"chính", "nhà", "khu", "tối"}):
        return False
    if words.is_capital(end) and not _begins_name(words, end) and not read_unit_word(words, end)[0]:
        # a longer proper name: "Ban Quản lý Khu kinh tế", "Hội Nông dân Việt Nam"
        return agency.name.split()[0] in {"Sở", "Bộ"} or words.at(end) in {"việt"}
    return not (agency.kind == "body" and words.low[end : end + 1] in (["các"], ["khu"], ["dự"]))


def _has_inner(words: Words, start: int) -> bool:
    return _match_list(words, start, "inner_heads") > start


def _begins_name(words: Words, index: int) -> bool:
    """Whether a head of an agency stands at `index` with a name behind it."""
    if not words.is_capital(index):
        return False
    if words.at(index) in {"ubnd", "hđnd"} or load_agencies().match(words.low, index)[0] is not None:
        return True
    end = _match_list(words, index, "heads")
    return end > index and words.is_capital(end)


def _read_abbreviated(words: Words, index: int) -> tuple[Agency, int] | None:
    """`Sở KH&CN`, `Bộ LĐTB và XH`: a head and capital letters."""
    if words.at(index) not in _ABBREVIATED_HEADS:
        return None
    letters, here, found = "", index + 1, None
    while here < len(words) and here - index < 12:
        word = words.words[here]
        if word.isupper() and word.isalpha() and len(word) <= 9:
            letters += word.lower()
            agency, end = load_agencies().match([words.low[index], letters], 0)
            if agency is not None and end == 2:
                found = (agency, here + 1)
        elif word not in {"&", "-", ",", "và", "."} or not letters:
            break
        here += 1
    return found


def _read_generic(words: Words, index: int) -> tuple[str, int] | None:
    """A head that the table does not hold, with its proper name: `Trung tâm Xúc tiến thương mại tỉnh`."""
    end = _match_list(words, index, "heads")
    if end == index or not words.is_capital(index):
        return None
    if not (words.is_capital(end) or words.words[end - 1].isupper()) or is_verb(words, index):
        return None
    body = _proper_end(words, end)
    if body == end and not words.words[end - 1].isupper():
        return None
    return _finish(words, words.printed(index, body), body, inner=_has_inner(words, index))


def _proper_end(words: Words, index: int) -> int:
    """The index behind a proper name that begins at `index`."""
    end, limit = index, min(index + _NAME_LIMIT, len(words))
    while end < limit:
        word = words.low[end]
        if word in {"-", "–"} and end + 1 < limit and words.low[end + 1].isalpha():
            end += 2
        elif word in {",", "và", "&"}:
            behind = end + 2 if words.at(end + 1) == "các" else end + 1
            if words.at(behind) in {"khu", "cụm"} and words.at(index) in {"quản", "khu"}:
                end = behind + 1
            elif words.is_capital(end + 1) and not _begins_phrase(words, end + 1):
                end += 2
            else:
                break
        elif word == "các" and words.at(end + 1) in {"khu", "dự", "công", "di", "cụm"}:
            end += 2
        elif (
            not (word[0].isalnum())
            or (end > index and (_is_new_name(words, end) or read_unit_word(words, end)[0]))
            or is_predicate(words, end)
            or word in {"liên", "trực", "thuộc", "của", "khác", "cùng", "chi"}
        ):
            break
        else:
            end += 1
    return end


def _is_new_name(words: Words, index: int) -> bool:
    return words.is_capital(index) and _begins_name(words, index)


def _begins_phrase(words: Words, index: int) -> bool:
    """Whether another agency or a verb begins at `index`, behind a comma."""
    return (
        _begins_name(words, index)
        or is_verb(words, index)
        or _match_list(words, index, "titles") > index
        or words.at(index) in _DETERMINERS
        or read_group(words, index, lenient=False) is not None
        or _match_list(words, index, "other") > index
    )


def _finish(words: Words, name: str, end: int, *, inner: bool) -> tuple[str, int]:
    """Add the unit or the parent body that stands behind a name."""
    behind = _qualifier_end(words, end, inner=inner)
    if words.at(end) == "các":
        committee = read_committee(words, end)
        if committee is not None:
            levels = [level.removeprefix("UBND ") for level in committee[0]]
            return f"{name} {', '.join(levels)}", committee[1]
    tail = words.printed(end, behind)
    full = f"{name} {tail}".strip() if behind > end else name
    full = _SPACES.sub(r"\1", expand_abbreviations(full, "agency"))
    return full[:1].upper() + full[1:], behind


def _qualifier_end(words: Words, index: int, *, inner: bool) -> int:
    """The index behind units, `Việt Nam`, `khu vực II`, `chi nhánh …` and parent bodies."""
    end = index
    for _ in range(6):
        here = end + 1 if words.at(end) == "-" and words.at(end + 1) == "chi" else end
        level, behind = read_unit_word(words, here)
        if level and words.at(here + 1) == "ủy":
            level = ""
        if level:
            if words.at(behind) == "/":
                behind = read_unit_word(words, behind + 1)[1]
            end = read_proper_name(words, behind)
            if end > behind and _begins_name(words, behind):
                end = behind
        elif words.at(here) == "cấp" and read_unit_word(words, here + 1)[0]:
            end = read_unit_word(words, here + 1)[1]
        elif words.follows(here, "khu", "vực") or words.follows(here, "chi", "nhánh"):
            end = read_proper_name(words, here + 2) if words.follows(here, "khu", "vực") else here + 2
        elif words.follows(here, "việt", "nam") or words.follows(here, "trung", "ương"):
            end = here + 2
        elif words.at(here) == "tw" or (words.at(here).isdigit() and end > index):
            end = here + 1
        else:
            parent = _parent_end(words, here, inner=inner)
            if parent == here:
                break
            end = parent
    return end


def _parent_end(words: Words, index: int, *, inner: bool) -> int:
    """The index behind `thuộc Sở X`, `của UBND tỉnh`, or a body named right behind an inner unit (`Ban Tổ chức Huyện ủy`)."""
    start = index
    if words.at(index) in {"thuộc", "của"} or words.follows(index, "trực", "thuộc"):
        start = index + (2 if words.at(index) == "trực" else 1)
    elif not (inner and words.is_capital(index)):
        return index
    here, _ = _skip_titles(words, start)
    if words.at(here) in {"ubnd", "hđnd"}:
        level, end = read_unit_word(words, here + 1)
        return read_proper_name(words, end) if level else here + 1
    agency, end = load_agencies().match(words.low, here)
    if agency is not None and words.is_capital(here) and (start > index or agency.kind in {"party", "vertical"}):
        level, unit = read_unit_word(words, end)
        return read_proper_name(words, unit) if level else end
    level, end = read_unit_word(words, here)
    return read_proper_name(words, end) if level and start > index else index


def _read_other(words: Words, index: int, *, lenient: bool) -> tuple[str, int] | None:
    """A group named by a noun and the words behind it: `các doanh nghiệp viễn thông`, `các trường đại học trên địa bàn`."""
    start = index
    while words.at(start) in {"các", "những"}:
        start += 1
    if words.at(start) == "báo" and (words.follows(start + 1, ",", "đài") or words.at(start + 1) in {"đài"}):
        return "Báo, đài", start + (3 if words.at(start + 1) == "," else 2)
    end = _match_list(words, start, "other")
    enterprise = words.at(start) == "doanh" and words.is_capital(start)
    if end == start or not (lenient or start > index or enterprise):
        return None
    body = _modifier_end(words, end)
    if enterprise and body == end and not lenient:
        return None
    if body == end and words.printed(start, end).lower() not in {"nhà đầu tư", "chủ đầu tư", "doanh nghiệp"}:
        return None
    name = words.printed(start, body)
    if start > index or (body > end and words.at(start) == "doanh"):
        name = f"Các {name[:1].lower() + name[1:] if words.words[start].istitle() and words.at(start) == 'doanh' else name}"
    name = _SPACES.sub(r"\1", expand_abbreviations(name, "agency"))
    return name[:1].upper() + name[1:], body


def _modifier_end(words: Words, index: int) -> int:
    """The index behind the words that say which: up to a verb, a new phrase or the end of the clause."""
    end, limit = index, min(index + _NAME_LIMIT, len(words))
    while end < limit:
        word = words.low[end]
        if word in {",", "và"}:
            if (words.at(end + 1) in {"khu", "cụm"} and end > index) or (
                words.is_capital(end + 1)
                and words.is_capital(end - 1)
                and not _begins_phrase(words, end + 1)
                and end > index
            ):
                end += 2
            else:
                break
        elif word == "-" and words.at(end + 1).isalpha() and end > index:
            end += 2
        elif not word[0].isalnum():
            break
        elif word == "của":
            agency, behind = load_agencies().match(words.low, end + 1)
            if agency is None:
                break
            end = behind
        elif words.follows(end, "trên", "địa", "bàn"):
            break
        elif word in {"thuộc", "trong"} and not is_verb(words, end):
            end = end + 2 if words.at(end + 1) == "các" else end + 1
            if words.at(end) == "ubnd":
                end += 1
        elif (
            words.at(end) == "liên"
            or (word == "có" and words.at(end + 1) == "liên")
            or _begins_name(words, end)
            or (is_predicate(words, end) and not (word == "đầu" and end == index))
        ):
            break
        else:
            end += 1
    return end if end <= len(words) else index
