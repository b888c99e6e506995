"""Jurisdictions as paths: where a unit named in running words lies, `vn-quang-ngai/son-tay`.

The province comes first, the type word of a district is kept except for huyện (a thị xã and a huyện of one
province may share their name), that of a commune always. The path is no key for comparison of names, it is built
from names that were compared before.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import NamedTuple

from cancu.ontology.orthography import slug
from cancu.ontology.records import Level
from cancu.ontology.units import AdministrativeUnit, load_units

NATION = "vn"
UNKNOWN_PROVINCE = "vn-khong-ro"
"""Stands for the province of a unit whose name several provinces share, where nothing tells which one is meant."""

_REFORM = datetime.date(2025, 7, 1)
_COMMUNE_KINDS = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
_FORMER = re.compile(r"\s*\((?:cũ|trước đây|trước sắp xếp|trước khi sắp xếp)\)|\s+(?:cũ|trước đây)$")
_PART = re.compile(
    r"(?:^|[\s,(;-])(tỉnh(?! ủy| đoàn)|thành phố|tp\.?|huyện(?! ủy| đoàn)|quận(?! ủy| đoàn)|thị xã(?! ủy)"
    r"|xã(?! hội)|phường|thị trấn|đặc khu(?! ủy))(?=[\s,]|$)"
)


class UnitPhrase(NamedTuple):
    """A unit as named: kind (`tỉnh`) and name in comparison form, the name empty where only the kind is given."""

    kind: str
    name: str


def split_units(text: str) -> tuple[str, tuple[UnitPhrase, ...]]:
    """Part the name of a body from the units that follow it, smallest first.

    Args:
        text: the body in comparison form (`orthography.match_key`)

    Example:
        >>> split_units("ubnd huyện sơn tây, tỉnh quảng ngãi")
        ('ubnd', (UnitPhrase(kind='huyện', name='sơn tây'), UnitPhrase(kind='tỉnh', name='quảng ngãi')))
    """
    text = _FORMER.sub("", text)
    marks = list(_PART.finditer(text))
    if not marks:
        return text, ()
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    units = [
        UnitPhrase("thành phố" if mark[1].startswith("tp") else mark[1], text[mark.end() : end].strip(" ,.;-()"))
        for mark, end in zip(marks, ends, strict=True)
    ]
    return text[: marks[0].start()].strip(" ,;-(") or text, tuple(_merge_repeats(units))


def place_units(units: tuple[UnitPhrase, ...], *, home: str | None, on: datetime.date | None) -> str:
    """Find the path of the smallest unit named.

    A kind without a name means the unit of that kind around `home`. A district named without its province is
    sought in the home province, then in the whole country.

    Example:
        >>> place_units((UnitPhrase("tỉnh", "quảng ngãi"),), home=None, on=None)
        'vn-quang-ngai'
    """
    province = next((unit for unit in reversed(units) if _is_province(unit, units, on)), None)
    lower = [unit for unit in units if unit is not province]
    steps = home.split("/") if home and home != NATION else []
    named = province is not None and province.name
    root = _name_province(province.name, on) if province and named else (steps[0] if steps else None)
    if not lower:
        return root or UNKNOWN_PROVINCE
    if not named:
        root = _find_root(lower, root, on)
    return "/".join([root or UNKNOWN_PROVINCE, *_place_lower(lower, steps if root in steps else [])])


def find_home(path: str) -> str:
    """Cut a series path or jurisdiction down to its province, `vn` for the centre.

    Example:
        >>> find_home("vn-quang-ngai/son-tay/ubnd")
        'vn-quang-ngai'
    """
    return path.split("/", 1)[0]


def find_trailing_province(text: str) -> tuple[str, UnitPhrase] | None:
    """Part a body from a province named at its end without the word tỉnh: `sở y tế hà nội`.

    Example:
        >>> find_trailing_province("sở y tế hà nội")
        ('sở y tế', UnitPhrase(kind='tỉnh', name='hà nội'))
    """
    words = text.split()
    for count in (4, 3, 2, 1):
        name = " ".join(words[-count:])
        if len(words) > count and _is_known_province(name):
            return " ".join(words[:-count]), UnitPhrase("tỉnh", name)
    return None


def _merge_repeats(units: list[UnitPhrase]) -> list[UnitPhrase]:
    """Fold `thành phố` followed by an equal kind with a name: `UBND thành phố thành phố Huế`."""
    return [unit for place, unit in enumerate(units) if unit.name or place == len(units) - 1]


def _is_province(unit: UnitPhrase, units: tuple[UnitPhrase, ...], on: datetime.date | None) -> bool:
    if unit.kind == "tỉnh":
        return True
    if unit.kind != "thành phố" or any(other.kind == "tỉnh" for other in units):
        return False
    return bool(unit.name and load_units().find(f"thành phố {unit.name}", level=Level.PROVINCE, on=on))


def _place_lower(lower: list[UnitPhrase], steps: list[str]) -> list[str]:
    """Order the units below the province from large to small and name their steps."""
    named = [_step(unit) for unit in reversed(lower) if unit.name]
    district_given = any(unit.kind not in _COMMUNE_KINDS for unit in lower)
    if not named:
        return steps[1:]
    home_districts = [step for step in steps[1:2] if not step.startswith(("xa-", "phuong-", "thi-tran-", "dac-khu-"))]
    return named if district_given else [*home_districts, *named]


def _step(unit: UnitPhrase) -> str:
    return slug(unit.name) if unit.kind == "huyện" else slug(f"{unit.kind} {unit.name}")


def _find_root(lower: list[UnitPhrase], root: str | None, on: datetime.date | None) -> str | None:
    """Find the province of a district or commune: the home province if it has it, else the only one that does."""
    largest = lower[-1]
    provinces = _find_provinces(largest, on) if largest.name else ()
    if root in provinces or not provinces:
        return root
    return provinces[0] if len(provinces) == 1 else UNKNOWN_PROVINCE


def _find_provinces(unit: UnitPhrase, on: datetime.date | None) -> tuple[str, ...]:
    """Provinces that have, or had, a unit of this kind and name; those of the day if it then existed anywhere."""
    units, name = load_units(), f"{unit.kind} {unit.name}"
    level = Level.COMMUNE if unit.kind in _COMMUNE_KINDS else Level.DISTRICT
    found = units.find(name, level=level, on=on) or units.find(name, level=level)
    owners = (units.province(one.province_code, one.valid_to or on) for one in found)
    return tuple(sorted({f"vn-{slug(owner.name)}" for owner in owners if owner}))


def _name_province(name: str, on: datetime.date | None) -> str:
    """The path of a province under its proper name, whatever the spelling (`HCM`)."""
    province = load_units().province(name, on) or load_units().province(name)
    return f"vn-{slug(province.name if province else name)}"


def _is_known_province(name: str) -> bool:
    return bool(load_units().find(name, level=Level.PROVINCE))


def find_formation_day(jurisdiction: str, day: datetime.date) -> datetime.date | None:
    """Find the first day of the unit that bears a path on a day; None where it is not known.

    Example:
        >>> find_formation_day("vn-quang-ngai", datetime.date(2025, 12, 1))
        datetime.date(2025, 7, 1)
    """
    return next((unit.valid_from for unit in _units_by_path().get(jurisdiction, ()) if unit.is_valid(day)), None)


def list_versions(jurisdiction: str) -> tuple[AdministrativeUnit, ...]:
    """The provinces, or communes of 2025, that bear a path, each during the days it existed; empty for others.

    Example:
        >>> [unit.full_name for unit in list_versions("vn-kon-tum")]
        ['tỉnh Kon Tum']
    """
    return tuple(_units_by_path().get(jurisdiction, ()))


@cache
def _units_by_path() -> dict[str, list[AdministrativeUnit]]:
    """Provinces and the communes of 2025 by path; districts were not formed anew in the middle of a year."""
    units = load_units()
    provinces = {unit.code: unit for unit in units.iter_units(Level.PROVINCE, _REFORM)}
    found: dict[str, list[AdministrativeUnit]] = {}
    for unit in units.iter_units(Level.PROVINCE):
        found.setdefault(f"vn-{slug(unit.name)}", []).append(unit)
    for unit in units.iter_units(Level.COMMUNE, _REFORM):
        path = f"vn-{slug(provinces[unit.province_code].name)}/{slug(unit.full_name)}"
        found.setdefault(path, []).append(unit)
    return found
