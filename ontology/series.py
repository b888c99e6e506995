"""Issuing series: whose numbering a document number belongs to, and the span of time in which it runs.

A number alone identifies nothing: `211/KH-UBND` exists in every province every year. A series is a jurisdiction
(`vn-quang-ngai/son-tay`) and a body (`ubnd`). The chair and the committee, the minister and the ministry, the
standing board and the Party committee number together and are one series. State numbers restart on 1 January
(Nghị định 30/2020/NĐ-CP, Điều 15), those of the Party with each term, those of a unit that was newly formed with
its first day.
"""

from __future__ import annotations

import datetime
import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from cancu.ontology.agencies import canonical_agency
from cancu.ontology.jurisdictions import (
    NATION,
    UnitPhrase,
    find_formation_day,
    find_home,
    find_trailing_province,
    place_units,
    split_units,
)
from cancu.ontology.orthography import match_key, slug
from cancu.ontology.records import Level
from cancu.ontology.tables import read_table

_PROVINCE_BODIES = frozenset({"ubnd", "hdnd", "tinh-uy", "thanh-uy", "doan-dai-bieu-quoc-hoi"})
_COMMUNE_STEPS = ("xa-", "phuong-", "thi-tran-", "dac-khu-")
_UNDER_MINISTRY = ("tong-cuc", "cuc", "vu", "chi-cuc")
_PLACED = (
    *("ubnd", "hđnd", "sở", "ban", "văn phòng", "phòng", "công an", "cục", "chi cục", "thanh tra"),
    *("trung tâm", "trạm", "đội", "hội"),
)
"""First words of bodies that exist in every province, so that a bare name means that of the speaker's."""

_CENTRAL_ENDINGS = (" trung ương", " chính phủ", " quốc hội", " việt nam", " quốc gia", " nhà nước")


class Series(NamedTuple):
    """Who numbers: `jurisdiction` as a path of units, `body` as a slug, and the level of the body."""

    jurisdiction: str
    body: str
    level: Level

    @property
    def path(self) -> str:
        """The series as a path, such as `vn-quang-ngai/ubnd`."""
        return f"{self.jurisdiction}/{self.body}"


@lru_cache(maxsize=8192)
def find_series(issuer: str, *, home: str | None = None, on: datetime.date | None = None) -> Series:
    """Name the series of an issuer.

    A bare `UBND tỉnh` and a unit of which only the name is given are read from the side of `home`. A district
    whose name several provinces share, cited without its province and from outside, falls to `UNKNOWN_PROVINCE`.

    Args:
        issuer: the body in full, with its unit where it has one
        home: jurisdiction of the document that speaks, such as `vn-quang-ngai/son-tay`
        on: day of the document; units are those of that day

    Example:
        >>> find_series("Chủ tịch UBND huyện Sơn Tây, tỉnh Quảng Ngãi").path
        'vn-quang-ngai/son-tay/ubnd'
        >>> find_series("Thủ tướng Chính phủ").path
        'vn/thu-tuong'
    """
    body, units = _split_issuer(_strip_head(_shorten(match_key(issuer))))
    central = _read_vocabulary()["central_names"].get(body)
    if central and not units:
        return Series(NATION, central, Level.NATIONAL)
    jurisdiction = NATION
    if units:
        jurisdiction = place_units(units, home=home, on=on)
    elif home and body.startswith(_PLACED) and not body.endswith(_CENTRAL_ENDINGS):
        jurisdiction = find_home(home) if body.startswith("sở") else home
    name = slug(_shorten(canonical_agency(body).lower()))
    return Series(jurisdiction, name, read_level(f"{jurisdiction}/{name}"))


def find_symbol_series(body_symbol: str) -> Series | None:
    """Name the central series that a symbol tells by itself: CP, TTg, QH15, TW; None for all others.

    Example:
        >>> find_symbol_series("UBTVQH14").path
        'vn/uy-ban-thuong-vu-quoc-hoi'
    """
    symbol = re.sub(r"\d+$", "", body_symbol).upper()
    body = _read_vocabulary()["central_symbols"].get(symbol)
    return Series(NATION, body, Level.NATIONAL) if body else None


def read_level(path: str) -> Level:
    """Tell the level of a series from its path alone.

    Example:
        >>> read_level("vn-quang-ngai/so-noi-vu").value
        'department'
    """
    jurisdiction, _, body = path.rpartition("/")
    steps = jurisdiction.split("/")[1:]
    if steps:
        return Level.COMMUNE if steps[-1].startswith(_COMMUNE_STEPS) else Level.DISTRICT
    if jurisdiction == NATION:
        under = any(body == word or body.startswith(f"{word}-") for word in _UNDER_MINISTRY)
        return Level.DEPARTMENT if under else Level.NATIONAL
    return Level.PROVINCE if body in _PROVINCE_BODIES else Level.DEPARTMENT


def find_term(day: datetime.date, level: Level) -> str:
    """Name the Party term in which a day falls, by the year it began: `nk-2020`.

    The turn of terms below the centre is taken from the usual round of congresses, so that a day near it may fall
    to the neighbouring term; the number tells papers of two terms apart there.

    Example:
        >>> find_term(datetime.date(2021, 10, 18), Level.PROVINCE)
        'nk-2020'
    """
    terms = _read_vocabulary()["party_terms"]
    group = {Level.NATIONAL: "central", Level.PROVINCE: "province", Level.DEPARTMENT: "province"}.get(level, "below")
    started = [first for first in terms[group] if first <= day]
    return f"nk-{started[-1].year if started else day.year}"


def find_formation(jurisdiction: str, day: datetime.date) -> datetime.date | None:
    """Find the day in the same year on which the unit was newly formed, if that day has come; numbers restarted then.

    On 1 July 2025 provinces and communes were merged: `100/QĐ-UBND` of January and of August 2025 are two papers
    of two units, although their names may be equal.
    """
    formed = find_formation_day(jurisdiction, day)
    return formed if formed and formed.year == day.year and formed.timetuple().tm_yday > 1 else None


def _shorten(key: str) -> str:
    """Write committees and councils as their abbreviations."""
    return key.replace("ủy ban nhân dân", "ubnd").replace("hội đồng nhân dân", "hđnd").replace(" hdnd", " hđnd")


def _strip_head(key: str) -> str:
    """Drop the titles of heads: `chủ tịch ubnd tỉnh` is `ubnd tỉnh`."""
    vocabulary = _read_vocabulary()
    if key.startswith("ban chấp hành trung ương") or key in vocabulary["whole"]:
        return key
    key = re.sub(r"^ban chấp hành đảng bộ (tỉnh|huyện|quận)\b", r"\1 ủy", key)
    key = re.sub(r"^ban chấp hành đảng bộ thành phố\b", "thành ủy", key)
    for head in vocabulary["heads"]:
        if key.startswith(f"{head} "):
            return _strip_head(key.removeprefix(head).lstrip(" ,"))
    return re.sub(r"^(?:chánh|tổng) (?=thanh tra|văn phòng)", "", key)


def _split_issuer(key: str) -> tuple[str, tuple[UnitPhrase, ...]]:
    """Part body and units; the name of a Party committee holds its unit word."""
    body, units = split_units(key)
    for committee, kind in _read_vocabulary()["party_committees"].items():
        if body == committee and units:
            return body, units
        if body.startswith(f"{committee} "):
            return committee, (UnitPhrase(kind, body.removeprefix(committee).strip(" ,")), *units)
        if body == committee:
            return body, (UnitPhrase(kind, ""),)
    if not units and (found := find_trailing_province(body)):
        return found[0], (found[1],)
    return body, units


@cache
def _read_vocabulary() -> dict[str, Any]:
    return read_table("issuing_series")
