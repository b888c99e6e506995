"""Named agencies in a text: of the table, abbreviated, or a capitalised head with the words of its proper name.

A name is followed by its unit (`tỉnh X`), its parent body (`thuộc Sở X`) or nothing; the sentence goes on at its verb.
"""

from __future__ import annotations

from cancu.ingest.agency_committees import read_committee
from cancu.ingest.agency_groups import read_group
from cancu.ingest.agency_words import (
    UNITS,
    Words,
    acts,
    ends_name,
    is_verb,
    match_list,
    read_proper_name,
    read_unit,
    read_unit_word,
)
from cancu.ontology.agencies import Agency, load_agencies, name_words

_ABBREVIATED_HEADS = frozenset({"sở", "bộ", "phòng", "ban"})
_BRANDS = frozenset({"viettel", "mobifone"})
_FACILITIES = frozenset({"khu", "cụm", "dự", "công", "di"})
_MANAGES = frozenset({"quản lý", "kiểm soát", "giám sát", "thẩm định", "phát triển", "xúc tiến"})
_NAME_LIMIT = 24
_PARENTS = frozenset({"party", "vertical", "department", "ministry", "central", "body"})
_UNIT_HEADS = frozenset({"Tỉnh", "Thành", "Huyện", "Quận", "Thị"})
_QUOTES = frozenset('“”"')
_TOPIC_LIMIT = 18
_OFFICES = frozenset({"vụ", "hành", "phòng"})
"""Ends of heads within a mass organisation: `Ban Thường vụ`, `Ban Chấp hành`, `Văn phòng`."""
_OWN_UNITS = ("tỉnh", "thành phố")
"""What a department is of anyway: `Sở Y tế Thành phố`."""


def read_name(words: Words, index: int, *, titled: bool) -> tuple[str, int] | None:
    """Read the named agency at `index`; the canonical name with its unit, and the index behind it.

    Args:
        words: the window
        index: where the name would begin
        titled: whether a post stands in front (`Trưởng phòng …`), so that its head may be in lower case
    """
    start = index + 1 if words.at(index) in {"các", "toàn"} and words.is_capital(index + 1) else index
    if words.follows(start, "sở", "sở"):
        start += 1
    forces = words.follows(start, "lực", "lượng") and words.is_capital(start + 2)
    if not (words.is_capital(start) or titled or forces or words.follows(start, "công", "an")):
        return None
    agency, end = load_agencies().match(words.low, start)
    short = _read_abbreviated(words, start)
    # "Sở VHTT&DL" is one department, though "Sở VHTT" is another
    if short is not None and agency is not None and short[1] > end:
        agency = None
    if agency is not None and _is_whole(words, agency, end):
        topic = _topic_end(words, end)
        if topic > end:
            return _finish(words, words.printed(start, topic), topic, inner=True)
        return _finish(words, _spell_known(words, agency, start, end), end, inner=_has_inner(words, start))
    if short is not None:
        return _finish(words, short[0].name, short[1], inner=False)
    return _read_generic(words, start, titled=titled or forces)


def _spell_known(words: Words, agency: Agency, start: int, end: int) -> str:
    """The official spelling of a known name; the short form of a mass organisation without abbreviation stays."""
    printed = words.words[start:end]
    if any(len(word) > 1 and word.isupper() for word in printed) or agency.kind != "mass":
        return agency.name
    count = sum(word[0].isalnum() and word not in {"và"} for word in words.low[start:end])
    return words.printed(start, end) if count < len(name_words(agency.name)) else agency.name


def begins_name(words: Words, index: int) -> bool:
    """Whether a named agency stands at `index`: a known name, or a head with a capitalised word behind it."""
    if not words.is_capital(index):
        return False
    if words.at(index) in {"ubnd", "hđnd"} or load_agencies().match(words.low, index)[0] is not None:
        return True
    end = match_list(words, index, "heads")
    return end > index and (words.is_capital(end) or _is_brand(words.words[end - 1]))


def _names_unit(name: str) -> bool:
    """Whether a body is called after its kind of unit, so that the unit's name follows: `Tỉnh ủy X`, `Huyện đoàn X`."""
    first, _, last = name.partition(" ")
    return first in _UNIT_HEADS and last in {"ủy", "đoàn"}


def _is_brand(word: str) -> bool:
    """Whether a head is a name by itself: `VNPT tỉnh`."""
    return word.isupper() or word.lower() in _BRANDS


def _is_whole(words: Words, agency: Agency, end: int) -> bool:
    """Whether a known name stands there as a whole and not as the beginning of a longer one or of a common word."""
    if agency.needs_unit and not (read_unit_word(words, end)[0] or words.at(end) in {"chính", "nhà", "khu", "tối"}):
        return False
    if words.at(end) == "đoàn" and (words.at(end - 1),) in UNITS:
        return False
    if agency.name.startswith("Ban ") and _goes_on_behind_dash(words, end):
        return False
    if agency.name.startswith("Ban Quản lý ") and not agency.name.endswith("Minh"):
        return False
    if words.is_capital(end) and not begins_name(words, end) and not read_unit_word(words, end)[0]:
        if _names_unit(agency.name):
            return True
        first = agency.name.split()[0]
        is_kind = first in {"Sở", "Bộ", "Báo", "Đài"} and agency.kind != "vertical"
        return is_kind or words.at(end) == "việt"
    return not (agency.kind == "body" and words.at(end) in _FACILITIES | {"các"})


def _goes_on_behind_dash(words: Words, end: int) -> bool:
    """Whether a dash joins two halves of one name: `Ban Kinh tế - Ngân sách`."""
    behind = end + 1
    joined = words.at(end) == "-" and words.is_capital(behind) and not begins_name(words, behind)
    return joined and match_list(words, behind, "titles") == behind and words.at(behind) not in {"cơ", "đơn", "ủy"}


def _has_inner(words: Words, start: int) -> bool:
    return match_list(words, start, "inner_heads") > start


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


def _read_generic(words: Words, index: int, *, titled: bool) -> tuple[str, int] | None:
    """A head that the table does not hold, with its proper name: `Trung tâm Xúc tiến thương mại tỉnh`."""
    end = match_list(words, index, "heads")
    if end == index or not (words.is_capital(index) or titled) or is_verb(words, index):
        return None
    brand = _is_brand(words.words[end - 1])
    if not (words.is_capital(end) or brand or words.at(index) == "ban"):
        return None
    body = _topic_end(words, _proper_end(words, end))
    if words.follows(index, "ban", "quản", "lý"):
        body = max(body, _management_end(words, index + 3))
    if body == end and not brand:
        return None
    return _finish(words, words.printed(index, body), body, inner=_has_inner(words, index))


def _topic_end(words: Words, end: int) -> int:
    """The index behind the lower-case topic of a board: `Ban Chỉ đạo phòng, chống …`, `Ban Quản lý dự án …`."""
    if words.at(end - 1) == "ban" and words.follows(end, "chỉ", "đạo"):
        end += 2 if match_list(words, end + 2, "board_topics") > end + 2 else 0
    if words.follows(end - 2, "quản", "lý"):
        return _management_end(words, end)
    if not words.follows(end - 2, "chỉ", "đạo") or match_list(words, end, "board_topics") == end:
        return end
    for place in range(_behind_quotation(words, end), min(end + _TOPIC_LIMIT, len(words))):
        if words.at(place) in {";", "."} or (words.at(place) == "," and words.at(place + 1) != "chống"):
            break
        if words.follows(place, "quốc", "gia") or read_unit_word(words, place)[0] or words.at(place) == "cấp":
            return place
    return end


def _behind_quotation(words: Words, end: int) -> int:
    """The index behind the quoted title of what a board steers: `phong trào “Toàn dân đoàn kết …” tỉnh`."""
    start = match_list(words, end, "board_topics")
    if words.at(start) not in _QUOTES:
        return end
    return next(
        (at + 1 for at in range(start + 1, min(start + _TOPIC_LIMIT, len(words))) if words.at(at) in _QUOTES), end
    )


def _management_end(words: Words, end: int) -> int:
    """The index behind what a management board manages."""
    here = end
    while (step := match_list(words, here, "board_objects")) > here:
        here = step
        joint = here + 1 if words.at(here) in {",", "và"} else here
        if joint > here and match_list(words, joint, "board_objects") > joint:
            here = joint
    return here + 1 if here > end and words.at(here).isdigit() else here


def _proper_end(words: Words, index: int) -> int:
    """The index behind a proper name that begins at `index`."""
    end, limit = index, min(index + _NAME_LIMIT, len(words))
    while end < limit:
        if (managed := _managed_end(words, end)) > end > index:
            end = managed
            continue
        step = _joint_step(words, index, end)
        if step == 0 and not _is_name_word(words, index, end):
            break
        if step < 0:
            break
        end += step or 1
    return end


def _joint_step(words: Words, index: int, end: int) -> int:
    """How many tokens of a joint inside a name to step over: 0 where no joint stands, -1 where the name ends at it."""
    word = words.low[end]
    if word == "-":
        return 2 if words.at(end + 1).isalpha() else -1
    if word == "các":
        return 2 if words.at(end + 1) in _FACILITIES else -1
    if word not in {",", "và", "&"}:
        return 0
    behind = end + 2 if words.at(end + 1) == "các" else end + 1
    if word == "," and words.at(end + 1) in {"chống", "chữa"}:
        return 2
    if words.at(behind) in {"khu", "cụm", "công", "chế"} and words.at(index) in {"quản", "khu"}:
        return behind + 1 - end
    return 2 if words.is_capital(end + 1) and not _begins_phrase(words, end + 1) else -1


def _is_name_word(words: Words, index: int, end: int) -> bool:
    """Whether the token at `end` goes on with the proper name that begins at `index`."""
    word = words.low[end]
    if end > index and words.is_capital(end - 1) and is_verb(words, end - 1) and not words.is_capital(end):
        return True
    if (
        not word[0].isalnum()
        or word in {"liên", "trực", "thuộc", "của", "khác", "cùng", "chi"}
        or ends_name(words, end)
    ):
        return False
    return end == index or not (begins_name(words, end) or read_unit_word(words, end)[0])


def _managed_end(words: Words, end: int) -> int:
    """The index behind what an agency manages by its name, though it reads as a verb: `Cục Quản lý đấu thầu`."""
    manages = words.is_capital(end - 2) and f"{words.at(end - 2)} {words.at(end - 1)}" in _MANAGES
    if not (manages and is_verb(words, end) and f"{words.at(end)} {words.at(end + 1)}" not in acts()):
        return end
    return end + (4 if words.follows(end, "hoạt", "động") and is_verb(words, end + 2) else 2)


def _begins_phrase(words: Words, index: int) -> bool:
    """Whether another agency begins at the capitalised word at `index`, behind a comma."""
    return (
        begins_name(words, index)
        or match_list(words, index, "titles") > index
        or words.at(index) == "các"
        or read_group(words, index, lenient=False) is not None
        or match_list(words, index, "other") > index
    )


def _finish(words: Words, name: str, end: int, *, inner: bool) -> tuple[str, int]:
    """Add the unit or the parent body that stands behind a name."""
    if words.follows(end, "các", "cấp"):
        return f"{name} các cấp", end + 2
    plural = _plural_units_end(words, end)
    if plural > end:
        printed = words.printed(end, plural) if words.at(end) == "các" or name == "Công an" else ""
        return f"{name} {printed}".rstrip(), plural
    behind = end
    for _ in range(6):
        step = _qualifier_end(words, behind, inner=inner)
        if step == behind:
            break
        behind = step
    of_unit = name.startswith(("Báo", "Đài")) or _names_unit(name)
    if behind == end and of_unit and words.is_capital(end) and not begins_name(words, end):
        behind = read_proper_name(words, end)
    said = words.printed(end, behind)
    if name.startswith("Sở ") and said.lower() in _OWN_UNITS:
        said = ""
    full = f"{name} {said}".strip()
    return full[:1].upper() + full[1:], behind


def _plural_units_end(words: Words, index: int) -> int:
    """The index behind units that share a name: `các tỉnh, thành phố`, `các quân khu`; `index` where none stand."""
    if words.follows(index, "các", "quân", "khu"):
        return index + 3
    if words.at(index) == "các":
        if (hamlets := match_list(words, index + 1, "hamlets")) > index + 1:
            return hamlets
        committee = read_committee(words, index)
        return committee[1] if committee is not None else index
    first, second = read_unit_word(words, index)
    if not first or words.at(second) not in {",", "/"} or words.is_capital(second):
        return index
    last, end = read_unit_word(words, second + 1)
    # "Liên đoàn Lao động tỉnh, Tỉnh đoàn" goes on with another body
    if not last or words.is_capital(second + 1) or words.is_capital(end):
        return index
    return end + 4 if words.follows(end, "trực", "thuộc", "trung", "ương") else end


def _qualifier_end(words: Words, index: int, *, inner: bool) -> int:
    """The index behind one qualifier: a unit, `cấp xã`, `Việt Nam`, `khu vực II`, `chi nhánh`, a parent body."""
    here = index + 1 if words.at(index) == "-" and words.at(index + 1) == "chi" else index
    if words.at(here) == "cấp" and read_unit_word(words, here + 1)[0]:
        end = read_unit_word(words, here + 1)[1]
        return end + 2 if words.at(end) == "/" and words.at(end + 1) == "cấp" else end
    level, end = read_unit_word(words, here)
    if level:
        other = end + 2 if words.at(end + 1) == "cấp" else end + 1
        if words.at(end) == "/" and read_unit_word(words, other)[0]:
            end = read_unit_word(words, other)[1]
        return read_proper_name(words, end)
    if words.follows(here, "khu", "vực"):
        return read_proper_name(words, here + 2)
    if words.follows(here, "liên", "ngành"):
        return here + 2
    if words.follows(here, "quốc", "gia") or words.follows(here, "cấp", "quân", "khu"):
        end = here + (3 if words.at(here) == "cấp" else 2)
        return end + 1 if words.at(end).isdigit() else end
    if (
        words.follows(here, "chi", "nhánh")
        or words.follows(here, "việt", "nam")
        or words.follows(here, "trung", "ương")
    ):
        return here + 2
    if words.at(here) == "tw":
        return here + 1
    return _parent_end(words, index, inner=inner)


def _parent_end(words: Words, index: int, *, inner: bool) -> int:
    """The index behind `thuộc Sở X`, `của UBND tỉnh`, or a body right behind an inner unit (`Ban Tổ chức Huyện ủy`)."""
    start = index
    if words.at(index) in {"thuộc", "của"} or words.follows(index, "trực", "thuộc"):
        start = index + (2 if words.at(index) == "trực" else 1)
    elif not (inner and words.is_capital(index)):
        return index
    here = match_list(words, start, "titles")
    if words.at(here) in {"ubnd", "hđnd"}:
        return max(read_unit(words, here + 1)[1], here + 1)
    agency, end = load_agencies().match(words.low, here)
    if words.follows(end, ",", "thành", "ủy") and words.follows(end - 2, "tỉnh", "ủy"):
        return end + 3
    if agency is not None and words.is_capital(here):
        joined = agency.kind in _PARENTS or (agency.kind == "mass" and words.at(index - 1) in _OFFICES)
        is_parent = start > index or joined
        if _names_unit(agency.name) and not begins_name(words, end):
            end = read_proper_name(words, end)
        return (read_unit(words, end)[1] if read_unit_word(words, end)[0] else end) if is_parent else index
    return read_unit(words, here)[1] if start > index and read_unit_word(words, here)[0] else index
