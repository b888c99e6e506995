"""The lists of administrative units as records, one list per level, indexed by name, code and parent.

`cancu.ontology.units` answers questions from them. The files are written by `cancu.ontology.import_units`.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from cancu.ontology.levels import covers_day
from cancu.ontology.orthography import fold, unify_letters, unify_tone
from cancu.ontology.records import Date, Level, Record
from cancu.ontology.tables import read_rows

_SPELLINGS = str.maketrans({"’": "'", "‘": "'", "`": "'", "-": " "})


class AdministrativeUnit(Record):
    """A province, district or commune during the days it existed.

    Attributes:
        code: code of the General Statistics Office; unique only together with a day
        name: without the word for its kind (`Quảng Ngãi`; of `quận 1` it is `1`)
        kind: such as `tỉnh`, `thành phố thuộc tỉnh`, `xã`
        province_code: code of its province, its own for a province
        parent_code: code of the unit it belongs to, empty for a province
        valid_from: first day; None is unknown and long ago
        valid_to: last day; None for a unit that exists
    """

    code: str
    name: str
    kind: str
    level: Level
    province_code: str
    parent_code: str = ""
    valid_from: Date | None = None
    valid_to: Date | None = None

    @property
    def full_name(self) -> str:
        """The name with the word for its kind, as it stands in a sentence: `tỉnh Quảng Ngãi`, `quận 1`."""
        return f"{self.kind.removesuffix(' thuộc tỉnh')} {self.name}"

    @property
    def key(self) -> str:
        """Code and, where known, the year it began (`51@2025`): unique over all units."""
        return f"{self.code}@{self.valid_from.year}" if self.valid_from else self.code

    def is_valid(self, on: Date) -> bool:
        """Whether the unit exists on a day."""
        return covers_day(on, self.valid_from, self.valid_to)


class UnitList:
    """The units of one level in the order of their codes."""

    def __init__(self, units: Sequence[AdministrativeUnit]) -> None:
        self.units = tuple(units)

    @cached_property
    def by_name(self) -> dict[str, list[AdministrativeUnit]]:
        """Units by the form of their bare name that `make_name_key` gives."""
        return _group(zip(_make_name_keys([unit.name for unit in self.units]), self.units, strict=True))

    @cached_property
    def by_folded_name(self) -> dict[str, list[AdministrativeUnit]]:
        """Units by their bare name without diacritics."""
        folded = fold("\n".join(self.by_name)).split("\n")
        return _group((key, unit) for key, units in zip(folded, self.by_name.values(), strict=True) for unit in units)

    @cached_property
    def by_code(self) -> dict[str, list[AdministrativeUnit]]:
        """Units by code, in the order of time."""
        return _group((unit.code, unit) for unit in self.units)

    @cached_property
    def by_parent(self) -> dict[str, list[AdministrativeUnit]]:
        """Units by the code of the unit above."""
        return _group((unit.parent_code, unit) for unit in self.units)

    @cached_property
    def by_province(self) -> dict[str, list[AdministrativeUnit]]:
        """Units by the code of their province."""
        return _group((unit.province_code, unit) for unit in self.units)


def make_name_key(name: str) -> str:
    """The form on which names of units are compared: spelling variants that mean nothing are unified.

    Example:
        >>> make_name_key(" Bà Rịa – Vũng Tàu") == make_name_key("bà rịa-vũng tàu")
        True
    """
    return _make_name_keys([unicodedata.normalize("NFC", name.replace("\n", " "))])[0]


def _make_name_keys(names: Sequence[str]) -> list[str]:
    """Work on all names in one string, for speed; a number keeps no leading zero (`Phường 01`)."""
    text = unify_tone(unify_letters("\n".join(names))).lower().translate(_SPELLINGS)
    text = re.sub(r"\bđ[ăa]k\b", "đắk", text)
    text = re.sub(r"\b0+(?=[1-9])", "", text)
    text = re.sub(r"'[^\S\n]+", "'", text)
    return [" ".join(line.split()).strip(" .,;:") for line in text.split("\n")]


def _group(pairs: Iterable[tuple[str, AdministrativeUnit]]) -> dict[str, list[AdministrativeUnit]]:
    groups: dict[str, list[AdministrativeUnit]] = {}
    for key, unit in pairs:
        groups.setdefault(key, []).append(unit)
    return groups


@cache
def load_unit_list(level: Level) -> UnitList:
    """Read the units of the level of provinces, districts or communes, once; other levels have none.

    Raises:
        VocabularyError: a file is missing.
    """
    if level is Level.PROVINCE:
        return UnitList([_read_unit(row, level, row["code"]) for row in read_rows("units_provinces")])
    if level is Level.DISTRICT:
        return UnitList([_read_unit(row, level, row["parent"]) for row in read_rows("units_districts")])
    if level is not Level.COMMUNE:
        return UnitList(())
    provinces = {unit.code: unit.province_code for unit in load_unit_list(Level.DISTRICT).units}
    before = [_read_unit(row, level, provinces[row["parent"]]) for row in read_rows("units_communes_before_2025")]
    return UnitList(before + [_read_unit(row, level, row["parent"]) for row in read_rows("units_communes_2025")])


@cache
def load_successor_keys() -> dict[str, list[tuple[str, bool]]]:
    """What each unit became: keys of units, and whether they took only part of it."""
    keys: dict[str, list[tuple[str, bool]]] = {}
    for row in read_rows("units_successors"):
        keys.setdefault(row["old"], []).append((row["new"], row["partly"] == "partly"))
    return keys


@cache
def load_predecessor_keys() -> dict[str, list[str]]:
    """From which units each unit was made."""
    keys: dict[str, list[str]] = {}
    for old, successors in load_successor_keys().items():
        for new, _ in successors:
            keys.setdefault(new, []).append(old)
    return keys


def _read_unit(row: dict[str, str], level: Level, province_code: str) -> AdministrativeUnit:
    return AdministrativeUnit(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        level=level,
        province_code=province_code,
        parent_code=row["parent"],
        valid_from=_read_day(row["valid_from"]),
        valid_to=_read_day(row["valid_to"]),
    )


@cache
def _read_day(text: str) -> Date | None:
    return datetime.date.fromisoformat(text) if text else None
