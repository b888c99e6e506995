"""The unit that a document belongs to: what `UBND tỉnh` means in it.

A short name of a body (`của UBND tỉnh`, `của Tỉnh ủy`) is bound to the document's own unit; in a district's
document `UBND tỉnh` goes up to its province.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from cancu.ingest.plain import UPPER
from cancu.ontology.orthography import fold, match_key
from cancu.ontology.records import Document, Level, Record

KINDS = {
    "tỉnh": Level.PROVINCE,
    "thành phố": Level.PROVINCE,
    "huyện": Level.DISTRICT,
    "quận": Level.DISTRICT,
    "thị xã": Level.DISTRICT,
    "xã": Level.COMMUNE,
    "phường": Level.COMMUNE,
    "thị trấn": Level.COMMUNE,
    "đặc khu": Level.COMMUNE,
}
_CITIES = {"hà nội", "hồ chí minh", "hải phòng", "đà nẵng", "cần thơ", "huế"}
NAME = rf"[{UPPER}][^\W\d_]*(?:(?: - | |-)[{UPPER}][^\W\d_]*){{0,4}}"


class Unit(Record):
    """A unit of government: kind and bare name, `tỉnh` and `Quảng Ngãi`."""

    kind: str
    name: str

    @property
    def full_name(self) -> str:
        """Kind and name: `tỉnh Quảng Ngãi`."""
        return f"{self.kind} {self.name}"

    @property
    def level(self) -> Level:
        """The level of its government; a city is a province only where it is one of those under the centre."""
        if self.kind.lower() == "thành phố" and self.name.lower() not in _CITIES:
            return Level.DISTRICT
        return KINDS[self.kind.lower()]


class OwnUnits(Record):
    """The units that a document's short names are bound to."""

    unit: Unit | None = None
    province: Unit | None = None
    district: Unit | None = None

    def at(self, kind: str) -> Unit | None:
        """The own unit that a kind word names, such as `tỉnh`, `Thành phố` or `huyện`."""
        kind = kind.lower()
        for unit in (self.unit, self.district, self.province):
            if unit is not None and unit.kind.lower() == kind:
                return unit
        return None


@cache
def _unit_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<kind>tỉnh|[Tt]hành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) (?P<name>{NAME})")


def read_unit(words: str) -> Unit | None:
    """The last unit that a body's name ends in: `UBND tỉnh Quảng Ngãi` holds `tỉnh Quảng Ngãi`."""
    found = list(_unit_pattern().finditer(words))
    return Unit(kind=found[-1]["kind"], name=found[-1]["name"].strip()) if found else None


@cache
def _party_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<kind>Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy (?P<name>(?:[Tt]hành phố )?{NAME})")


_PARTY_KINDS = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "quận": "quận", "thị": "thị xã", "đảng": "xã"}


def find_own_units(text: str, document: Document) -> OwnUnits:
    """Bind the document to its unit and province, from its issuer and else from what the text names most.

    Args:
        text: plain text (`plain_text`)
        document: its issuer names the unit
    """
    unit = read_unit(document.issuer or "") or _party_unit(document.issuer or "")
    if unit is not None and unit.level is Level.PROVINCE:
        return OwnUnits(unit=unit, province=unit)
    if unit is None and document.level is Level.NATIONAL:
        return OwnUnits()
    commune = unit is not None and unit.level is Level.COMMUNE
    district = _most_named(_district_pattern(), text) if commune else None
    return OwnUnits(unit=unit, province=_most_named(_province_pattern(), text), district=district)


def _party_unit(issuer: str) -> Unit | None:
    match = _party_pattern().search(issuer)
    if match is None:
        return None
    name = re.sub(r"^[Tt]hành phố ", "", match["name"])
    return Unit(kind=_PARTY_KINDS[match["kind"].lower()], name=name)


@cache
def _province_pattern() -> re.Pattern[str]:
    cities = "Hà Nội|Hồ Chí Minh|Hải Phòng|Đà Nẵng|Cần Thơ|Huế"
    capitals = cities.upper()
    return re.compile(
        rf"(?:\b(?P<kind>tỉnh|[Tt]hành phố(?= (?:{cities}))) (?P<name>{NAME})"
        rf"|\b(?P<upper>TỈNH|THÀNH PHỐ(?= (?:{capitals}))) (?P<big>{NAME}))"
    )


@cache
def _district_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\b(?P<kind>huyện|[Qq]uận|thị xã|[Tt]hành phố) (?P<name>{NAME})"
        rf"|\b(?P<upper>HUYỆN|QUẬN|THỊ XÃ|THÀNH PHỐ) (?P<big>{NAME}))"
    )


_NEXT_BODY = re.compile(r" (?=(?:UBND|HĐND|CỘNG|PHƯỜNG|PHÒNG|SỞ|ỦY|HỘI|BAN|VĂN)\b)")
"""What stands below a unit in its letterhead."""


def _most_named(pattern: re.Pattern[str], text: str) -> Unit | None:
    counts: Counter[tuple[str, str]] = Counter()
    for match in pattern.finditer(text):
        kind, name = (match["kind"] or match["upper"]).lower(), (match["name"] or match["big"])
        words = _NEXT_BODY.split(name)[0].split()
        name = " ".join(words[: 5 if "-" in words else 3]).title()
        counts[kind, name] += 1
    return _shortest_start(counts) if counts else None


def _shortest_start(counts: Counter[tuple[str, str]]) -> Unit:
    """`Quảng Ngãi Sở Nội` starts with `Quảng Ngãi`: the shorter name that others start with collects their counts."""
    total: Counter[tuple[str, str]] = Counter()
    for (kind, name), count in counts.items():
        words = name.split()
        for length in range(2, len(words) + 1):
            total[kind, " ".join(words[:length])] += count
        if len(words) == 1:
            total[kind, name] += count
    (kind, name), _ = max(
        total.items(), key=lambda item: (item[1], item[0][1] in {n for _, n in counts}, -len(item[0][1]))
    )
    return Unit(kind=kind, name=name)


def correct_name(name: str, text: str) -> str:
    """Put an OCR slip of a unit's name right where the text spells it better elsewhere.

    `Son Tây` becomes `Sơn Tây` when the text names, as a unit, a place that differs only in marks, and that
    spelling carries more marks: optical readers lose marks, they do not add them.
    """
    folded = fold(name)
    spellings = Counter(match["name"] for match in _unit_pattern().finditer(text) if fold(match["name"]) == folded)
    spellings[name] += 0
    return max(spellings, key=lambda spelling: (_marks(spelling), spellings[spelling]))


def _marks(name: str) -> int:
    return sum(a != b for a, b in zip(match_key(name), fold(name), strict=False))
