"""The grammar of agencies: phrases that name one or several, and lists of them.

A phrase is a post that stands for its agency, a committee of a unit, a group, or a named agency. A list joins
phrases with commas, semicolons, `và`, or nothing at all where a new head begins. The same grammar reads fields and
sentences; a sentence ends a name at its verb.
"""

from __future__ import annotations

from functools import cache

from cancu.ingest.agency_committees import read_committee
from cancu.ingest.agency_groups import group_names, read_group
from cancu.ingest.agency_names import begins_name, read_name
from cancu.ingest.agency_words import (
    SEPARATORS,
    Words,
    ends_name,
    is_verb,
    match_list,
    read_unit,
    read_unit_word,
)
from cancu.ontology.agencies import load_agencies
from cancu.ontology.tables import read_table

_DETERMINERS = frozenset({"các", "những", "mọi", "từng", "mỗi", "một", "số", "toàn", "thể", "tất", "cả"})
_ELIDED_HEADS = frozenset({"sở", "bộ", "phòng"})
_SELLS = frozenset({"cung", "kinh", "sản", "vận", "quản", "khai", "hoạt"})
_LOWERED_HEADS = frozenset({"phòng", "trạm", "trung", "chi", "hạt", "đài", "viện", "đội", "văn", "kho"})
_HEADS_OF_GROUPS = {"Các bộ, ngành": "bộ", "Các sở, ban, ngành": "sở"}
_SPELLED_OUT = frozenset({"Các cơ quan, đơn vị", "Các cơ quan, đơn vị liên quan", "Các cơ quan chức năng"})
"""Groups whose members a colon may name."""
_OFFICES = frozenset({"vụ", "cục", "viện"})
_MODIFIER_LIMIT = 24
_MOST_LETTERS = 5
"""Tokens of an abbreviation such as `LĐ-TB&XH`."""
_MOST_SYLLABLES = 6
"""Of a person's name."""

Phrase = tuple[list[str], int]
"""Canonical names of a phrase and the index behind it."""


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
        found = read_phrase(words, index, names, lenient=lenient or bool(names))
        if found is None:
            break
        phrase, end = found
        spelled = _read_spelled(words, end, phrase)
        phrase, end = spelled or found
        if phrase and phrase[0] in _SPELLED_OUT and words.at(end) == ":" and begins_name(words, end + 1):
            index = end + 1
            continue
        _join(names, phrase)
        end = _skip_note(words, _skip_reach(words, end))
        index = _skip_separators(words, end)
    return names, end


def _read_spelled(words: Words, index: int, group: list[str]) -> Phrase | None:
    """The members that a colon spells out behind their group: `các Bộ, ngành liên quan: Tài chính, Y tế`."""
    head = _HEADS_OF_GROUPS.get(group[-1]) if group else None
    if head is None or words.at(index) != ":" or not words.is_capital(index + 1):
        return None
    names: list[str] = []
    end, here = index, index + 1
    while words.is_capital(here):
        name, behind = _match_behind(head, words, here)
        if not name:
            break
        names.append(name)
        end = behind
        here = end + 1 if words.at(end) in {",", ";", "và"} else len(words)
    return (names, end) if names else None


def _join(names: list[str], phrase: list[str]) -> None:
    """Add a phrase; `các cơ quan, các đơn vị liên quan` is one group."""
    if phrase == ["Các cơ quan, đơn vị liên quan"] and names and names[-1] in {"Các cơ quan, đơn vị", "Các tổ chức"}:
        names.pop()
    for name in phrase:
        # a heading in capitals
        spelled = name.capitalize() if name.isupper() and " " in name else name
        spelled = (
            f"Các {name[4:].lower()}" if name.startswith("Các ") and name[4:].isupper() and len(name) > 9 else spelled
        )
        if spelled not in names:
            names.append(spelled)


def _skip_separators(words: Words, index: int) -> int:
    while words.at(index) in SEPARATORS:
        if words.at(index) == "." and not words.is_capital(index + 1):
            break
        index += 2 if words.follows(index, "cùng", "với") else 1
    return index


def _skip_reach(words: Words, index: int) -> int:
    """The index behind `từ Trung ương đến địa phương`, `từ tỉnh đến cơ sở`: how far a list reaches, and nobody new."""
    first = match_list(words, index + 1, "reaches") if words.at(index) == "từ" else index
    last = match_list(words, first + 1, "reaches") if words.at(first) == "đến" else first
    return last if first > index + 1 and last > first + 1 else index


def _skip_note(words: Words, index: int) -> int:
    """The index behind a note in brackets: `(thẩm định trình)`."""
    if words.at(index) == "(":
        for end in range(index + 1, min(index + 60, len(words))):
            if words.low[end] == ")":
                return end + 1
    return index


def read_phrase(words: Words, index: int, names: list[str], *, lenient: bool) -> Phrase | None:
    """Read one phrase at `index`; None where none begins there.

    Args:
        words: the window
        index: where it would begin
        names: names in front of it in the same list, by which an elided head is restored
        lenient: as in `read_names`
    """
    start, titled = _skip_titles(words, index)
    if titled and (start == len(words) or words.at(start) in {":", ","}):
        return _read_common(words, index, names, lenient=lenient)
    committee = read_committee(words, start)
    if committee is not None:
        return list(committee[0]), _skip_related(words, committee[1])
    inherited = _read_elided(words, start, names)
    if inherited is not None:
        return inherited
    # "Sở Nội vụ, phòng Văn hóa cấp huyện": a head in lower case, which a capital must follow
    lowered = (bool(names) or start == 0) and words.at(start) in _LOWERED_HEADS and words.is_capital(start + 1)
    name = read_name(words, start, titled=titled or lowered)
    if name is not None:
        full = f"Các {name[0]}" if words.at(start) == "các" and not titled else _with_article(name[0], names)
        return [full], _skip_related(words, name[1])
    return _read_common(words, start, names, lenient=lenient or titled)


def _read_common(words: Words, start: int, names: list[str], *, lenient: bool) -> Phrase | None:
    """A phrase of common nouns: a group, or a noun with the words that say which."""
    other = _read_other(words, start, lenient=lenient or words.at(start) in _DETERMINERS)
    group = read_group(words, start, lenient=lenient)
    if other is not None and (group is None or other[1] >= group.end):
        return [_with_article(other[0], names, lower=not words.is_capital(start))], _skip_related(words, other[1])
    if group is None:
        return None
    found = group_names(group, names)
    # people beside agencies ("các sở và mọi người dân") are passed over
    passed = bool(names) and group.plural and set(group.codes) == {"person"}
    return (found, group.end) if found or passed else None


def _with_article(name: str, names: list[str], *, lower: bool = False) -> str:
    """`Các khu công nghệ cao, khu công nghiệp`: the plural of the first holds for the next of its kind."""
    before = names[-1] if names else ""
    kind = name.split(" ", 1)[0].lower()
    if not name.startswith("Các ") and before.lower().startswith(f"các {kind} "):
        return f"Các {name[:1].lower()}{name[1:]}" if lower else f"Các {name}"
    return name


def _skip_related(words: Words, index: int) -> int:
    """The index behind `(có) liên quan` or `trên địa bàn tỉnh X` after a named agency: both say nothing more."""
    here = index + 1 if words.at(index) in {"có", "khác"} else index
    if words.follows(here, "liên", "quan"):
        index = here + 2
    if words.follows(index, "trên", "địa", "bàn"):
        index = max(read_unit(words, index + 3)[1], index + 3)
    return index


def _skip_titles(words: Words, index: int) -> tuple[int, bool]:
    """The index behind posts that stand for their agency: `Giám đốc các`, `Bộ trưởng, Chủ nhiệm`."""
    start, titled = index, False
    if words.at(start) in _DETERMINERS and match_list(words, start + 1, "titles") > start + 1:
        start += 1
    while words.at(start) == "chủ" or load_agencies().match(words.low, start)[0] is None:
        end = match_list(words, start, "titles")
        if end == start:
            break
        # "Trưởng Ban Quản lý chợ" heads the board that its capital opens
        board = words.is_capital(end - 1) and words.at(end - 1) == "ban" and words.at(end) in {"quản", "công"}
        start, titled = end - 1 if board else _behind_person(words, end), True
        if words.at(start) == "," and match_list(words, start + 1, "titles") > start + 1:
            start += 1
    return start, titled


def _behind_person(words: Words, index: int) -> int:
    """The index of the post behind the person who holds it: `đồng chí Nguyễn Văn A - Phó Chủ tịch UBND xã`."""
    end = index
    while words.is_capital(end) and end - index < _MOST_SYLLABLES and match_list(words, end, "titles") == end:
        end += 1
    post = end + 1
    named = end - index > 1 and words.at(end) in {"-", ","}
    return post if named and match_list(words, post, "titles") > post else index


def _read_elided(words: Words, index: int, names: list[str]) -> Phrase | None:
    """A name whose head stands earlier: `Các Sở: Nội vụ, Tài chính` or `Sở Tài chính, Y tế`."""
    agencies = load_agencies()
    start = index + 1 if words.at(index) in {"các", "những"} else index
    if words.at(start) in _ELIDED_HEADS:
        here = start + 1
        while words.at(here) in {":", "gồm"}:
            here += 1
        if (here > start + 1 or start > index) and words.is_capital(here):
            name, end = _match_behind(words.low[start], words, here)
            # "các Sở GDĐT" are those of all provinces, "các Sở Nội vụ, Tài chính" two of one
            every = start > index and here == start + 1 and words.at(end) not in SEPARATORS
            if name:
                return [f"Các {name}" if every else name], end
    head = names[-1].split(" ", 1)[0].lower() if names else ""
    if head in _ELIDED_HEADS and words.is_capital(index):
        name, end = _match_behind(head, words, index)
        own = agencies.match(words.low, index)[0]
        free = own is None or (own.name == "Công an" and head == "bộ" and not read_unit(words, index + 2)[0])
        if name and free:
            return [name], end
    return None


def _match_behind(head: str, words: Words, index: int) -> tuple[str, int]:
    """The agency whose head stands elsewhere and whose own words or letters stand at `index`, and the index behind."""
    agencies = load_agencies()
    agency, length = agencies.match([head, *words.low[index : index + 14]], 0)
    if agency is not None and length > 1:
        return agency.name, index + length - 1
    stop = index
    while stop < min(len(words), index + _MOST_LETTERS) and words.low[stop] not in SEPARATORS - {"&", "-"}:
        stop += 1
    for end in range(stop, index, -1):
        if agency := agencies.find(f"{head.capitalize()} {words.printed(index, end)}"):
            return agency.name, end
    return "", index


@cache
def _bare_nouns() -> frozenset[str]:
    """Nouns of `other` that are a name without any word behind them."""
    return frozenset(
        word.replace(" ,", ",") for entry in read_table("agency_groups")["other"] for word in entry["bare"]
    )


@cache
def _no_nouns() -> frozenset[str]:
    """Words behind which the nouns of `other` are part of another word: `trường hợp`, `hội nghị`."""
    return frozenset(word for entry in read_table("agency_groups")["other"] for word in entry["not_before"])


def _read_other(words: Words, index: int, *, lenient: bool) -> tuple[str, int] | None:
    """A group named by a noun and the words behind it: `các doanh nghiệp viễn thông`, `các trường đại học`."""
    start = index
    while words.at(start) in {"các", "những"}:
        start += 1
    if words.at(start) == "báo" and (words.follows(start + 1, ",", "đài") or words.at(start + 1) == "đài"):
        return "Báo, đài", start + (3 if words.at(start + 1) == "," else 2)
    offices = _offices_end(words, start) if start > index else start
    end = max(match_list(words, start, "other"), offices)
    if _shares_council(words, start):
        return ("Các tổ đại biểu HĐND" if start > index else "Tổ đại biểu HĐND"), end
    enterprise = words.follows(start, "doanh", "nghiệp")
    part = words.at(end) in _no_nouns() and not words.follows(end, "thi", "công")
    part = part or match_list(words, start, "no_bodies") > start
    if end == start or part or not (lenient or start > index or words.is_capital(start)):
        return None
    board = read_name(words, end, titled=False) if words.at(end - 1) == "viên" else None
    if words.at(end) == ":" and _is_school(words, end + 1):
        end += 1
    end = max(_joined_end(words, start, end), offices)
    body = board[1] if board is not None else _modifier_end(words, end)
    spelled_out = words.at(end) == ":" and words.is_capital(end + 1)
    noun = words.printed(start, match_list(words, start, "other")).lower()
    if body == end and not offices > start and (spelled_out or noun not in _bare_nouns()):
        return None
    name = words.printed(start, body).replace(":", "")
    alone = words.is_field or words.is_capital(start)
    if enterprise and (start > index or body > end or not alone):
        return f"Các doanh nghiệp{name[len('doanh nghiệp') :]}", body
    plural = (start > index and not name.lower().startswith("đại biểu ")) or (
        name.startswith("tổ chức ") and not name.endswith("đảng")
    )
    return (f"Các {name[:1].lower()}{name[1:]}" if plural else name[:1].upper() + name[1:]), body


def _offices_end(words: Words, start: int) -> int:
    """The index behind the kinds of office of a ministry, in any order, where two or more are listed; else `start`."""
    end, count = start, 0
    while step := 1 if words.at(end) in _OFFICES else 2 if words.follows(end, "tổng", "cục") else 0:
        end, count = end + step, count + 1
        if words.at(end) not in {",", "và"}:
            break
        end += 1
    return end if count > 1 and words.at(end - 1) not in {",", "và"} and not words.is_capital(end) else start


def _joined_end(words: Words, start: int, end: int) -> int:
    """The index behind the last noun that a list joins to the one at `start`: `các thôn, bản, tổ dân phố`."""
    if match_list(words, start, "joined") != end:
        return end
    while words.at(end) in {",", "và", "-", "/"}:
        more = match_list(words, end + 1, "joined")
        if more == end + 1:
            break
        end = more
    return end


def _shares_council(words: Words, index: int) -> bool:
    """Whether `tổ đại biểu` shares the council of the deputies behind it: `Tổ đại biểu và các đại biểu HĐND tỉnh`."""
    behind = index + 5 if words.at(index + 4) in {"các", "những"} else index + 4
    shared = words.follows(index, "tổ", "đại", "biểu") and words.at(index + 3) in {"và", ","}
    return shared and words.follows(behind, "đại", "biểu", "hđnd")


def _modifier_end(words: Words, index: int) -> int:
    """The index behind the words that say which: up to a verb, a new phrase or the end of the clause."""
    end, limit = index, min(index + _MODIFIER_LIMIT, len(words))
    while end < limit:
        step = _modifier_step(words, index, end)
        if step == 0:
            break
        end += step
    return min(end, len(words))


def _modifier_step(words: Words, index: int, end: int) -> int:
    """How many tokens at `end` belong to the modifier that begins at `index`, 0 where it ends."""
    word = words.low[end]
    if words.follows(end, "các", "cấp") or words.follows(end, "tự", "chủ"):
        return 2
    if word == "các" and (hamlets := match_list(words, end + 1, "hamlets")) > end + 1:
        return hamlets - end
    if word == "cấp" and read_unit_word(words, end + 1)[0]:
        return read_unit_word(words, end + 1)[1] - end
    if words.follows(end, "đóng", "trên", "địa", "bàn"):
        return max(read_unit(words, end + 4)[1], end + 4) - end
    if not word[0].isalnum() or word == "và":
        return _joint_step(words, index, end)
    if word in {"của", "thuộc", "trong"}:
        return _owner_step(words, end)
    if words.follows(end, "trên", "địa") or word == "liên" or words.follows(end, "có", "liên"):
        return 0
    if begins_name(words, end):
        return 0
    if end == index and word in _SELLS and is_verb(words, end):
        return 2
    sells = end == index and word in _SELLS
    return 0 if ends_name(words, end) and not (sells or (word == "đầu" and end == index)) else 1


def _joint_step(words: Words, index: int, end: int) -> int:
    """How many tokens of a list inside a modifier to step over at a comma, `và` or dash; 0 where it ends."""
    word = words.low[end]
    if word == "-":
        return 2 if words.at(end + 1).isalpha() else 0
    if word not in {",", "và"}:
        return 0
    if words.follows(end + 1, "tiểu", "dự", "án"):
        return 4
    named = words.is_capital(end + 1) and words.is_capital(end - 1) and not begins_name(words, end + 1)
    school = _is_school(words, end + 1)
    return 2 if end > index and (words.at(end + 1) in {"khu", "cụm"} or named or school) else 0


def _is_school(words: Words, index: int) -> bool:
    """Whether a kind of school stands at `index`: `các trường: đại học, cao đẳng`."""
    return match_list(words, index, "schools") > index


def _owner_step(words: Words, end: int) -> int:
    """How many tokens say to whom the named belong: `của Bộ X`, `thuộc các …`, `trong khu …`; 0 where none do."""
    word = words.low[end]
    agency, behind = load_agencies().match(words.low, end + 1)
    if agency is not None and (word == "của" or words.is_capital(end + 1)):
        return behind - end
    if word == "của":
        behind = max(read_unit(words, end + 1)[1], match_list(words, end + 1, "press_kinds"))
        return behind - end if behind > end + 1 else 0
    if word == "thuộc" or words.at(end + 1) in {"các", "khu", "tỉnh", "ngành"}:
        return 2 if words.at(end + 1) in {"các", "ubnd"} else 1
    return 0 if ends_name(words, end) else 1
