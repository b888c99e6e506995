"""Agencies, groups of agencies and abbreviations: the vocabulary by which assignments are read and compared.

Names stand in `data/agencies.toml`, group phrases in `data/agency_groups.toml`, abbreviations in
`data/abbreviations.toml`. A name is known without its unit: `Sở Nội vụ` is one agency of every province, and which one
is meant follows from the document. Nothing is read before the first call.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from cancu.ontology.errors import VocabularyError
from cancu.ontology.orthography import match_key, unify_letters, unify_tone
from cancu.ontology.records import Date, Record
from cancu.ontology.tables import read_table

_CONNECTORS = frozenset({",", "-", "&", "và", "/"})
_CAPITALS = re.compile(r"[A-ZĐ](?<![\w&-].)[A-ZĐ]{1,9}(?:-[A-ZĐ]{2})?(?![\w&])")
_ABBREVIATED = re.compile(r"(?:[Ss]ở|[Bb]ộ|[Pp]hòng|[Bb]an) [A-ZĐ][A-ZĐ &,.-]{0,16}[A-ZĐ](?!\w)")
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_COMMITTEE = re.compile(r"[Ủủ][YyỶỷ] ?[Bb][Aa][Nn] [Nn][Hh][Ââ][Nn](?: [Dd][Ââ][Nn]|(?= (?:[Tt]hành phố|tỉnh)))")
_COUNCIL = re.compile(r"[Hh][Ộộ][Ii] [Đđ][ỒồÔô][Nn][Gg] [Nn][Hh][Ââ][Nn] [Dd][Ââ][Nn]")


class Agency(Record):
    """A named agency or family of agencies of the same name.

    Attributes:
        name: without its unit, such as `Sở Nội vụ`
        kind: department, office, vertical, division, ministry, central, party, mass, public_unit or body
        level: level of the agency, empty where it exists at several
        scope: the unit that has one: province, district or national; empty where several may
        aliases: abbreviated and older spellings
        valid_from: first day of the name, None where unknown or of old
        valid_to: last day of the name, None where it still stands
        successors: names of those that took over its work
        groups: names of the group phrases that take it in
        needs_unit: whether the name is an agency's only with a unit after it (`Thuế tỉnh`)
    """

    name: str
    kind: str
    level: str = ""
    scope: str = ""
    aliases: tuple[str, ...] = ()
    valid_from: Date | None = None
    valid_to: Date | None = None
    successors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    needs_unit: bool = False

    def is_valid(self, on: Date | None) -> bool:
        """Whether the agency bears this name on the day `on`; without a day it does."""
        if on is None:
            return True
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


class AgencyGroup(Record):
    """A group phrase and what it means, kept as an intension that is expanded for a unit and a date.

    Attributes:
        name: canonical name, such as `Các sở, ban, ngành`
        kinds: kinds of the agencies that are members
        level: level of the members, empty where the phrase leaves it open
        scope: where members are sought: `unit` (that of the document), `members` (the units below it), `province`,
        `nation` open_ended: the phrase leaves the choice to the reader (`có liên quan`)
        until: last day on which the level exists
    """

    name: str
    kinds: tuple[str, ...] = ()
    level: str = ""
    scope: str = "unit"
    open_ended: bool = False
    until: Date | None = None


class Agencies:
    """The known agencies, looked up by any spelling of their name."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.all: tuple[Agency, ...] = tuple(agencies)
        self._trie: dict[str, Any] = {}
        for agency in self.all:
            for name in (agency.name, *agency.aliases):
                node = self._trie
                for word in name_words(name):
                    node = node.setdefault(word, {})
                node.setdefault("", agency)

    def find(self, name: str, *, on: datetime.date | None = None) -> Agency | None:
        """The agency of that name or alias (case, tone placement, commas, `&` and `-` do not matter), valid on `on`.

        Example:
            >>> load_agencies().find("Sở KH&ĐT").name
            'Sở Kế hoạch và Đầu tư'
        """
        words = [word.lower() for word in _TOKEN.findall(normalize_agency_text(name))]
        agency, end = self.match(words, 0)
        if end < len(words):
            agency, end = self.match(squeeze_abbreviation(name), 0)
            words = words[:end]
        return agency if agency is not None and end >= len(words) and agency.is_valid(on) else None

    def match(self, words: Sequence[str], start: int) -> tuple[Agency | None, int]:
        """The longest known name at `words[start:]` (lower-case tokens, punctuation as tokens) and the index behind it.

        A single comma, dash, `&` or `và` between the words of a name is skipped, however the name is printed.
        """
        node, found, end, index = self._trie, None, start, start
        while index < len(words):
            word = words[index]
            if word not in node and word in _CONNECTORS and index > start:
                index += 1
                word = words[index] if index < len(words) else ""
            node = node.get(word)  # type: ignore[assignment]
            if node is None or not word:
                break
            index += 1
            if "" in node:
                found, end = node[""], index
        return found, end

    def members(self, group: str, *, on: datetime.date | None = None) -> tuple[Agency, ...]:
        """Agencies that a group phrase takes in by an explicit entry, valid on the day `on`."""
        return tuple(agency for agency in self.all if group in agency.groups and agency.is_valid(on))


@cache
def load_agencies() -> Agencies:
    """Read the table of agencies, once.

    Raises:
        VocabularyError: a name occurs twice, or a successor is no name of the table.
    """
    agencies = []
    for family in read_table("agencies")["family"]:
        shared = {key: value for key, value in family.items() if key != "members"}
        for entry in family["members"]:
            fields = {**shared, **entry}
            fields["valid_from"], fields["valid_to"] = fields.pop("from", None), fields.pop("to", None)
            agencies.append(Agency.model_validate(fields))
    _check_agencies(agencies)
    return Agencies(agencies)


def _check_agencies(agencies: Sequence[Agency]) -> None:
    names = [agency.name for agency in agencies]
    doubled = {name for name in names if names.count(name) > 1}
    missing = {name for agency in agencies for name in agency.successors} - set(names)
    if doubled or missing:
        raise VocabularyError(
            f"Bảng cơ quan có tên trùng {sorted(doubled)} hoặc cơ quan kế tục không có trong bảng {sorted(missing)}",
            f"agencies: doubled names {sorted(doubled)}, unknown successors {sorted(missing)}",
            where="ontology/data/agencies.toml",
        )


@cache
def load_agency_groups() -> Mapping[str, AgencyGroup]:
    """The canonical group phrases by name.

    Example:
        >>> load_agency_groups()["UBND cấp huyện"].until.isoformat()
        '2025-06-30'
    """
    groups = (AgencyGroup.model_validate(entry) for entry in read_table("agency_groups")["group"])
    return MappingProxyType({group.name: group for group in groups})


@cache
def load_abbreviations(*kinds: str) -> Mapping[str, str]:
    """Abbreviations and what they stand for; `kinds` picks among `kept`, `agency` and `text`, all of them without.

    Example:
        >>> load_abbreviations()["TTHC"]
        'thủ tục hành chính'
    """
    table = read_table("abbreviations")
    merged: dict[str, str] = {}
    for kind in kinds or ("kept", "agency", "text"):
        merged.update(table[kind])
    return MappingProxyType(merged)


def expand_abbreviations(text: str, *kinds: str) -> str:
    """Write abbreviations out: whole words, case-sensitive; `kinds` as in `load_abbreviations`.

    Example:
        >>> expand_abbreviations("rà soát TTHC và VBQPPL")
        'rà soát thủ tục hành chính và văn bản quy phạm pháp luật'
    """
    meanings = load_abbreviations(*kinds)
    return _CAPITALS.sub(lambda match: meanings.get(match[0], match[0]), text)


def normalize_agency_text(text: str) -> str:
    """One spelling for reading names of agencies: NFC, one tone placement, plain dashes, `UBND` and `HĐND` short.

    Blanks are collapsed, so offsets into the result are its own.
    """
    text = unify_tone(unify_letters(unicodedata.normalize("NFC", text)))
    text = " ".join(text.split())
    if "ân" in text or "ÂN" in text:
        text = _COUNCIL.sub("HĐND", _COMMITTEE.sub("UBND", text))
    return text


def name_words(name: str) -> list[str]:
    """The words by which a name is looked up: lower case, tone unified, without the punctuation and `và` inside it."""
    tokens = (token.lower() for token in _TOKEN.findall(normalize_agency_text(name)))
    return [token for token in tokens if token not in _CONNECTORS]


def squeeze_abbreviation(name: str) -> list[str]:
    """Lower-case words of `Sở VH,TT&DL` with the abbreviation in one piece: `['sở', 'vhttdl']`."""
    head, _, rest = normalize_agency_text(name).partition(" ")
    return [head.lower(), "".join(re.findall(r"[^\W\d_]", rest)).lower()]


def canonical_agency(name: str) -> str:
    """The name of an agency as records carry it.

    Abbreviations are spelled out, except UBND, HĐND and TW; a known name gets its official punctuation and case, the
    first letter is capital. A unit after the name stays. Groups are unified by the readers in `cancu.ingest.agencies`.

    Example:
        >>> canonical_agency("sở VH,TT&DL")
        'Sở Văn hóa, Thể thao và Du lịch'
        >>> canonical_agency("Trung tâm Phục vụ - kiểm soát TTHC")
        'Trung tâm Phục vụ - Kiểm soát thủ tục hành chính'
        >>> canonical_agency("BQL Khu kinh tế")
        'Ban Quản lý Khu kinh tế'
    """
    agencies = load_agencies()
    known = agencies.find(name)
    if known is not None:
        return known.name
    text = normalize_agency_text(name)
    short = _ABBREVIATED.match(text)
    known = agencies.find(short[0]) if short is not None else None
    if known is not None and short is not None:
        return known.name + text[short.end() :].rstrip(" .;,:-")
    tokens = list(_TOKEN.finditer(text))
    agency, end = agencies.match([token[0].lower() for token in tokens], 0)
    rest = text
    if agency is not None:
        rest = agency.name + text[tokens[end - 1].end() :]
    rest = expand_abbreviations(rest, "agency").strip(" .;,:-")
    return rest[:1].upper() + rest[1:]


def is_same_agency(first: str, second: str) -> bool:
    """Whether two names are one after unification; units are compared as printed."""
    return match_key(canonical_agency(first)) == match_key(canonical_agency(second))
