"""Whom an agency phrase of a plan addresses: an organisation by name, by group, or not at all.

A phrase is read as an intension (class of bodies, level, unit of the issuer, exceptions, open-ended `liên quan`) and
asked about one organisation on one day. A group never includes a lower level. No similarity of texts is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from cancu.ontology.organisation_groups import AgencyGroup, load_organisation_vocabulary
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Date, Level
from cancu.ontology.unit_lists import AdministrativeUnit, load_unit_list
from cancu.ontology.units import load_units

_BELOW = {
    Level.NATIONAL: (Level.PROVINCE,),
    Level.PROVINCE: (Level.DISTRICT, Level.COMMUNE),
    Level.DISTRICT: (Level.COMMUNE,),
}


class Membership(StrEnum):
    """How a phrase addresses an organisation; `open` phrases (`liên quan`) name nobody in particular."""

    NAMED = "named"
    GROUP = "group"
    OPEN = "open"
    UNRESOLVED = "unresolved"
    NONE = "none"


@dataclass(frozen=True)
class Address:
    """The answer for one phrase and one organisation, with the reason in Vietnamese and English."""

    membership: Membership
    phrase: str
    reason: str
    english: str


@dataclass(frozen=True)
class Organisation:
    """A name of an organisation, taken apart.

    Attributes:
        body: the body without its unit, in compared form (`văn phòng ubnd`)
        unit_kind: word for the unit, such as `tỉnh`, empty where the name has none
        unit_name: name of the unit, empty where the name has none (`Văn phòng UBND tỉnh`)
        above: names of the units above it, where printed
        body_class: class of the vocabulary, None where unknown
        level: level of the unit it serves, None where unknown
    """

    body: str
    unit_kind: str
    unit_name: str
    above: tuple[str, ...]
    body_class: str | None
    level: Level | None


@lru_cache(maxsize=32768)
def parse_organisation(name: str, *, on: Date | None = None) -> Organisation:
    """Take the name of an organisation apart; a head stands for the agency.

    A `thành phố` is a province where the vocabulary says so on the day `on`, else a unit of the district level. Names
    of units above stand behind commas. Nothing is looked up beyond the words.

    Example:
        >>> parse_organisation("Chủ tịch UBND tỉnh Quảng Ngãi").body
        'ubnd'
        >>> parse_organisation("Chánh Văn phòng UBND tỉnh").level
        <Level.PROVINCE: 'province'>
    """
    first, *above = [part.strip() for part in _shorten(name).split(",")]
    first = _drop_head(first if _looks_like_units(above) else ", ".join((first, *above)))
    above = above if _looks_like_units(above) else []
    match = _unit_pattern().search(first)
    body = first[: match.start()].strip(" -") if match else first
    unit_kind, unit_name = (match["kind"], (match["name"] or "").strip()) if match else ("", "")
    if unit_kind == "tp":
        unit_kind = "thành phố"
    body_class, default_level = _classify(body)
    level = _find_level(unit_kind, unit_name, on) or default_level
    if body_class == "department" and level in {Level.DISTRICT, Level.COMMUNE}:
        body_class = "office"
    return Organisation(body, unit_kind, unit_name, tuple(above), body_class, level)


@lru_cache(maxsize=16384)
def address_organisation(phrase: str, organisation: str, *, issuer: str = "", on: Date | None = None) -> Address:
    """Say whether `phrase`, printed in a plan of `issuer`, addresses `organisation` on the day `on`.

    A name without unit (`Sở Nội vụ`, `Văn phòng UBND tỉnh`) is of the issuer's unit; an organisation without unit is
    taken to be of the issuer's unit too. Groups of the district level have no members after 30 June 2025. A group with
    words that narrow it (`được kiểm tra`) is unresolved, because only the narrowing tells who is meant.

    Args:
        phrase: one entry of `Task.lead` or `Task.coordinate`
        organisation: full name of the organisation asked about
        issuer: issuer of the plan, whose unit the phrase is relative to
        on: day for which units and groups are read; None reads all as valid

    Example:
        >>> address_organisation("Các sở, ban, ngành", "Sở Y tế tỉnh A", issuer="UBND tỉnh A").membership
        <Membership.GROUP: 'group'>
    """
    phrase, excepted = _split_exceptions(phrase)
    asked = parse_organisation(organisation, on=on)
    author = parse_organisation(issuer, on=on)
    if any(_is_same(parse_organisation(name, on=on), asked, author) for name in excepted):
        return Address(Membership.NONE, phrase, f"bị loại trừ khỏi “{phrase}”", f"excepted from {phrase}")
    found = _find_group(phrase)
    if found is None:
        return _address_by_name(phrase, asked, author, on)
    group, narrowed = found
    address = _address_by_group(phrase, group, (asked, author), on)
    if narrowed and (address.membership is Membership.GROUP or group.loose):
        if asked.unit_name and re.search(rf"\b{re.escape(asked.unit_name)}\b", match_key(phrase)):
            return _address_named(phrase)
        reason = f"“{phrase}” thu hẹp nhóm {group.name}, không rõ có gồm đơn vị hay không"
        return replace(address, membership=Membership.UNRESOLVED, reason=reason, english=f"{phrase} narrows the group")
    return address


def is_lower_unit(phrase: str, organisation: str, *, on: Date | None = None) -> bool:
    """Whether a phrase names committees of a lower level than the organisation's.

    Example:
        >>> is_lower_unit("UBND cấp xã", "UBND huyện Vân Sa"), is_lower_unit("Phòng Nội vụ", "UBND huyện Vân Sa")
        (True, False)
    """
    own = parse_organisation(organisation, on=on).level
    found = _find_group(phrase)
    one = parse_organisation(phrase, on=on)
    names = found[0].levels if found and found[0].members == ("committee",) else ()
    if found is None and one.body_class == "committee":
        names = (one.level or "",)
    below = {level.value for level in list(Level)[list(Level).index(own) + 1 :]} if own else set()
    return bool(names) and set(names) <= below


def find_ended_group(phrase: str, on: Date | None) -> Date | None:
    """The last day of the level that a group phrase means, where that day has passed by `on`.

    Example:
        >>> find_ended_group("UBND cấp huyện", Date(2026, 1, 1)).isoformat()
        '2025-06-30'
    """
    found = _find_group(phrase)
    if found is None or on is None or found[0].holds_on(on):
        return None
    return found[0].valid_to


def _address_by_name(phrase: str, asked: Organisation, author: Organisation, on: Date | None) -> Address:
    if _is_same(parse_organisation(phrase, on=on), asked, author):
        return _address_named(phrase)
    if phrase.split(" ", 1)[0].lower() in {"các", "những"}:
        return Address(Membership.UNRESOLVED, phrase, f"không rõ “{phrase}” gồm những ai", f"unknown group {phrase}")
    return Address(Membership.NONE, phrase, f"“{phrase}” là đơn vị khác", f"{phrase} is another body")


def _address_named(phrase: str) -> Address:
    return Address(Membership.NAMED, phrase, f"nêu đích danh “{phrase}”", f"named as {phrase}")


def _address_by_group(
    phrase: str, group: AgencyGroup, pair: tuple[Organisation, Organisation], on: Date | None
) -> Address:
    asked, author = pair
    if group.open:
        return Address(Membership.OPEN, phrase, f"“{phrase}” không nêu cụ thể ai", f"{phrase} names nobody")
    if not group.holds_on(on):
        day = group.valid_to.strftime("%d/%m/%Y") if group.valid_to else ""
        reason = f"“{phrase}” không còn đối tượng: cấp này kết thúc ngày {day}"
        return Address(Membership.NONE, phrase, reason, f"{phrase} has no members: the level ended on {day}")
    if not _fits_level(group, asked, author, on) or not is_inside(asked, author, on):
        return Address(Membership.NONE, phrase, f"không thuộc nhóm “{phrase}”", f"not of the group {phrase}")
    if asked.body_class in group.members:
        return Address(Membership.GROUP, phrase, f"thuộc nhóm “{phrase}”", f"of the group {phrase}")
    if asked.body_class is None or asked.body_class in group.uncertain:
        reason = f"không rõ “{phrase}” có gồm đơn vị này hay không"
        return Address(Membership.UNRESOLVED, phrase, reason, f"unclear whether {phrase} includes it")
    return Address(Membership.NONE, phrase, f"không thuộc nhóm “{phrase}”", f"not of the group {phrase}")


def _fits_level(group: AgencyGroup, asked: Organisation, author: Organisation, on: Date | None) -> bool:
    """Whether the organisation serves a unit of a level that the group means; unknown levels fit the issuer's own."""
    own = author.level or Level.NATIONAL
    level = asked.level or own
    for wanted in group.levels:
        if wanted == "own" and level == own:
            return True
        if wanted == "below" and level == _level_below(own, on):
            return True
        if wanted == "inner" and _is_inner(asked, author):
            return True
        if wanted == level:
            return True
    return False


def _level_below(level: Level, on: Date | None) -> Level | None:
    """The next level that has units on the day."""
    for below in _BELOW.get(level, ()):
        if any(kind.level == below and kind.holds_on(on) for kind in load_organisation_vocabulary().unit_kind):
            return below
    return None


def _is_inner(asked: Organisation, author: Organisation) -> bool:
    """Whether the organisation reads as a part of the issuing body."""
    if author.body_class == "committee":
        return (asked.level or author.level) == author.level
    return asked.body_class in {"office", "public_unit", None} and not asked.unit_name and asked.body != author.body


def is_inside(asked: Organisation, author: Organisation, on: Date | None) -> bool:
    """Whether the organisation's unit is the issuer's or may lie in it; a printed unit above must agree."""
    if not author.unit_name or author.level is Level.NATIONAL:
        return True
    if asked.level == author.level:
        return asked.unit_name in {"", author.unit_name}
    named_above = [match for above in asked.above if (match := _unit_pattern().search(above))]
    same_kind = [match for match in named_above if match["kind"] == author.unit_kind]
    if same_kind:
        return any((match["name"] or "").strip() == author.unit_name for match in same_kind)
    return _may_lie_in(asked, author, on)


def _may_lie_in(asked: Organisation, author: Organisation, on: Date | None) -> bool:
    """Whether the list of units lets the one lie in the other; names that the list does not know may."""
    inner = _find_units(asked, on) if asked.unit_name and asked.level else ()
    outer = _find_units(author, on)
    if not inner or not outer:
        return True
    if author.level is Level.PROVINCE:
        return bool({unit.province_code for unit in inner} & {unit.province_code for unit in outer})
    return bool({unit.parent_code for unit in inner} & {unit.code for unit in outer})


@lru_cache(maxsize=1024)
def _find_units(served: Organisation, on: Date | None) -> tuple[AdministrativeUnit, ...]:
    """The units that an organisation may serve by their name; kept for a while, since all plans are asked in turn."""
    return load_units().find(f"{served.unit_kind} {served.unit_name}".strip(), level=served.level, on=on)


def _is_same(one: Organisation, asked: Organisation, author: Organisation) -> bool:
    """Whether a name in the plan is the organisation: same body, and units that do not contradict."""
    if one.body != asked.body or not one.body:
        return False
    if one.unit_kind and asked.unit_kind and one.unit_kind != asked.unit_kind:
        return False
    levels = (one.level or author.level, asked.level or author.level)
    if levels[0] != levels[1] and None not in levels:
        return False
    home = author.unit_name if levels[0] == author.level else ""
    return not (one.unit_name or home) or (asked.unit_name or home) in {"", one.unit_name or home}


def find_group(phrase: str) -> AgencyGroup | None:
    """The group of the vocabulary that a phrase names; None for the name of one agency."""
    found = _find_group(phrase)
    return found[0] if found else None


@lru_cache(maxsize=4096)
def _find_group(phrase: str) -> tuple[AgencyGroup, bool] | None:
    """The group that a phrase names, and whether more words narrow it; None for the name of one agency."""
    key, index = _group_key(phrase), _group_index()
    if key in index:
        return index[key], False
    words = key.split()
    if "liên quan" in key and _group_key(key.replace("liên quan", "")) in index:
        return index[_group_key(key.replace("liên quan", ""))], False
    if not _opens_group(phrase):
        return None
    for cut in range(len(words) - 1, 0, -1):
        group = index.get(" ".join(words[:cut]))
        if group is not None:
            return group, True
    return None


def _opens_group(phrase: str) -> bool:
    return bool({"các", "những"} & set(_drop_head(_shorten(phrase)).split()[:2]))


@cache
def _group_index() -> dict[str, AgencyGroup]:
    vocabulary = load_organisation_vocabulary()
    return {_group_key(name): group for group in vocabulary.group for name in (group.name, *group.names)}


def _group_key(phrase: str) -> str:
    """Compared form of a group phrase: no head, no quantifier, no commas, no `có`, no unit behind it."""
    text = _drop_head(_shorten(phrase))
    text = _quantifier_pattern().sub("", text, count=1)
    text = re.sub(r"\bubnd các\b", "ubnd", text)
    text = re.sub(r"[,;/-]|\bvà\b|\bcó(?= liên quan)|\btrên địa bàn(?: tỉnh| thành phố)?$", " ", text)
    text = re.sub(r"(?:\bcủa|\bthuộc)?\s(?:tỉnh|thành phố)$", "", text) if len(text.split()) > 2 else text
    return " ".join(text.split())


def _split_exceptions(phrase: str) -> tuple[str, tuple[str, ...]]:
    """A group phrase without its exceptions, and the names excepted (`trừ Sở Y tế`)."""
    head, word, tail = re.sub(r"[()]", " ", phrase).partition(" trừ ")
    if not word:
        return phrase, ()
    head = re.sub(r"\s*\bngoại$", "", head)
    return head.strip(" ,"), tuple(part.strip() for part in re.split(r"[,;]| và (?=Sở|Ban|Văn)", tail) if part.strip())


def _shorten(name: str) -> str:
    """Compared form with the usual short forms."""
    text = match_key(name)
    for long_form, short in (
        ("ủy ban nhân dân", "ubnd"),
        ("hội đồng nhân dân", "hđnd"),
        ("tw", "trung ương"),
    ):
        text = re.sub(rf"\b{long_form}\b", short, text)
    return text


def _looks_like_units(parts: list[str]) -> bool:
    return bool(parts) and all(_unit_pattern().match(part) for part in parts)


def _drop_head(text: str) -> str:
    """Without the office of the head; `chánh văn phòng` and `trưởng phòng` keep the agency's word."""
    return _head_pattern().sub("", text, count=1).strip()


@cache
def _head_pattern() -> re.Pattern[str]:
    heads = sorted((match_key(head) for head in load_organisation_vocabulary().heads), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(heads)})\s+(?=\w)")


@cache
def _quantifier_pattern() -> re.Pattern[str]:
    words = sorted((match_key(word) for word in load_organisation_vocabulary().quantifiers), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(words)})\s+")


@cache
def _unit_pattern() -> re.Pattern[str]:
    """The last unit of a name, at most five words long; not `xã hội`, `hợp tác xã`, `tỉnh ủy`, but `xã Hội An`."""
    kinds = [kind for row in load_organisation_vocabulary().unit_kind for kind in row.names]
    kinds = sorted((*kinds, "tp"), key=len, reverse=True)
    words = "|".join(kinds)
    named = "|".join(sorted(key for key in load_unit_list(Level.COMMUNE).by_name if key.startswith("hội ")))
    no_name = rf"(?!\s+(?!(?:{named})$)(?:hội|ủy)\b)"
    stop = rf"(?!(?:{words})\b)"
    return re.compile(rf"(?<!tác )(?<!\w)(?P<kind>{words}){no_name}\.?(?P<name>(?:\s+{stop}[\w'-]+){{0,5}})$")


@cache
def _body_starts() -> tuple[tuple[str, str, Level | None], ...]:
    rows = [
        (_shorten(start), kind.class_name, kind.level)
        for kind in load_organisation_vocabulary().body
        for start in kind.starts
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))


def _classify(body: str) -> tuple[str | None, Level | None]:
    for start, class_name, level in _body_starts():
        if body == start or body.startswith(start + " "):
            return class_name, level
    return None, None


def _find_level(unit_kind: str, unit_name: str, on: Date | None) -> Level | None:
    vocabulary = load_organisation_vocabulary()
    if unit_kind == "thành phố":
        names = {match_key(name) for row in vocabulary.municipality if row.holds_on(on) for name in row.names}
        # A bare “thành phố” is that of the plan; its level is then the issuer's.
        return None if not unit_name else Level.PROVINCE if unit_name in names else Level.DISTRICT
    for row in vocabulary.unit_kind:
        if unit_kind in row.names:
            return row.level
    return None
