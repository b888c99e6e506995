"""Administrative units before and after 1 July 2025, with what became of them.

A unit has days of validity: a plan of 2021 is read with the units of 2021, one of 2026 with those of 2026. The reform
of 2025 (202/2025/QH15, 72/2025/QH15) turned 63 provinces into 34 and ended the districts, and the statistical office
gave codes of old units to new ones: a code names one unit only together with a day. Where the start of a unit is not
known, it is taken to have existed always.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import chain

from cancu.ontology.levels import load_levels
from cancu.ontology.orthography import fold
from cancu.ontology.records import Date, Level
from cancu.ontology.tables import read_rows
from cancu.ontology.unit_lists import (
    AdministrativeUnit,
    load_predecessor_keys,
    load_successor_keys,
    load_unit_list,
    make_name_key,
)

__all__ = ["AdministrativeUnit", "Units", "load_units"]

_LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


class Units:
    """All units. Each list is read when it is first needed; every look-up goes through a dictionary."""

    def find(
        self, name: str, *, level: Level | None = None, province: str | None = None, on: Date | None = None
    ) -> tuple[AdministrativeUnit, ...]:
        """Find the units of a name.

        Diacritics must be right; capitals, hyphens, apostrophes and the placement of the tone need not be. A word for
        the kind (`huyện Sơn Tây`, `TP.HCM`) restricts the kind; where no unit of that kind is known, one that was
        raised in between (huyện to thị xã) and whose start is unknown is taken. It does not choose: `Sơn Tây` is
        several units, and the caller narrows by level, province or day.

        Args:
            name: with or without the word for the kind
            level: only units of this level
            province: name or code of the province that the unit belonged to
            on: only units that exist on this day

        Returns:
            Highest level first, then the newest, then by code; empty where nothing fits.

        Example:
            >>> import datetime
            >>> found = load_units().find("Sơn Tây", level=Level.DISTRICT, on=datetime.date(2020, 1, 1))
            >>> [(unit.full_name, unit.province_code) for unit in found]
            [('thị xã Sơn Tây', '01'), ('huyện Sơn Tây', '51')]
            >>> [unit.full_name for unit in load_units().find("TP.HCM", on=datetime.date(2020, 1, 1))]
            ['thành phố Hồ Chí Minh']
        """
        key = make_name_key(name)
        readings = self._read_kinds(self._aliases.get(key, key), self._words)
        named = ((kinds, self._aliases.get(bare, bare)) for kinds, bare in readings)
        found = {
            unit
            for kinds, bare in named
            for one in _choose_levels(level)
            for unit in _choose_kind(_choose_day(load_unit_list(one).by_name.get(bare, ()), on), kinds)
        }
        return self._narrow(found, province, on)

    def find_folded(
        self, name: str, *, level: Level | None = None, province: str | None = None, on: Date | None = None
    ) -> tuple[AdministrativeUnit, ...]:
        """Find the units whose name is the same without diacritics; for candidates only.

        Example:
            >>> [unit.full_name for unit in load_units().find_folded("Huyện Son Tây", level=Level.DISTRICT)]
            ['huyện Sơn Tây']
        """
        found = {
            unit
            for kinds, bare in self._read_kinds(fold(make_name_key(name)), self._folded_words)
            for one in _choose_levels(level)
            for unit in _choose_kind(_choose_day(load_unit_list(one).by_folded_name.get(bare, ()), on), kinds)
        }
        return self._narrow(found, province, on)

    def province(self, name: str, on: Date | None = None) -> AdministrativeUnit | None:
        """The province of a name or code on a day; without a day the newest that bore it.

        Example:
            >>> load_units().province("Hà Tây").valid_to
            datetime.date(2008, 7, 31)
        """
        found = self.find(name, level=Level.PROVINCE, on=on) or tuple(
            unit for unit in reversed(load_unit_list(Level.PROVINCE).by_code.get(name.strip(), ())) if _exists(unit, on)
        )
        return next(iter(found), None)

    def parent(self, unit: AdministrativeUnit, on: Date | None = None) -> AdministrativeUnit | None:
        """The unit that a unit belongs to on a day; without a day on its last day, or today's."""
        rows = load_unit_list(Level.PROVINCE).by_code.get(unit.parent_code, ())
        if unit.level is Level.COMMUNE and not rows:
            rows = load_unit_list(Level.DISTRICT).by_code.get(unit.parent_code, ())
        day = on or unit.valid_to or datetime.date.max
        earlier = (one for row in rows for one in self.predecessors(row))
        return next((one for one in chain(rows, earlier) if one.is_valid(day)), None)

    def members(self, unit: AdministrativeUnit, level: Level, on: Date | None = None) -> tuple[AdministrativeUnit, ...]:
        """The units of a lower level inside a unit on a day, by code; without a day on its last day, or today's.

        The communes of 30 June 2025 stand for those of every earlier day, because the lists know no older ones.

        Example:
            >>> units = load_units()
            >>> len(units.members(units.province("Quảng Ngãi"), Level.COMMUNE))
            96
        """
        day = on or unit.valid_to or datetime.date.max
        if not unit.is_valid(day) or not load_levels().is_below(level, unit.level):
            return ()
        rows = load_unit_list(level)
        inside = rows.by_province if unit.level is Level.PROVINCE else rows.by_parent
        return tuple(one for one in inside.get(unit.code, ()) if one.is_valid(day))

    def successors(self, unit: AdministrativeUnit) -> tuple[AdministrativeUnit, ...]:
        """What a unit became, by code: the units that took its area, wholly or in part.

        A district of 2025 has no successor in law; those of its communes are given. A unit that exists has none.

        Example:
            >>> units = load_units()
            >>> [one.key for one in units.successors(units.province("Kon Tum"))]
            ['51@2025']
        """
        found = {self._by_key[key] for key, _ in load_successor_keys().get(unit.key, ())}
        if not found and unit.level is Level.DISTRICT:
            found = {one for member in self.members(unit, Level.COMMUNE) for one in self.successors(member)}
        return tuple(sorted(found, key=lambda one: one.key))

    def predecessors(self, unit: AdministrativeUnit) -> tuple[AdministrativeUnit, ...]:
        """The units whose area, or part of it, went into a unit, by code."""
        found = (self._by_key[key] for key in load_predecessor_keys().get(unit.key, ()))
        return tuple(sorted(found, key=lambda one: one.key))

    def is_divided(self, unit: AdministrativeUnit) -> bool:
        """Whether a commune was split, so that each successor took only part of it."""
        return any(partly for _, partly in load_successor_keys().get(unit.key, ()))

    def iter_units(self, level: Level | None = None, on: Date | None = None) -> Iterator[AdministrativeUnit]:
        """Yield units in the order of the lists: those of a level, or all; those of a day, or of every time."""
        for one in _choose_levels(level):
            yield from _choose_day(load_unit_list(one).units, on)

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        """Words for a kind, longest first, with the kinds they may mean (`thành phố` is two)."""
        kinds: dict[str, set[str]] = {}
        for kind in load_levels().kinds:
            for word in kind.words:
                kinds.setdefault(word, set()).add(kind.name)
        return {word: frozenset(kinds[word]) for word in sorted(kinds, key=lambda word: (-len(word), word))}

    @cached_property
    def _folded_words(self) -> dict[str, frozenset[str]]:
        return {fold(word): kinds for word, kinds in self._words.items()}

    @cached_property
    def _aliases(self) -> dict[str, str]:
        return {make_name_key(row["alias"]): make_name_key(row["name"]) for row in read_rows("units_aliases")}

    @cached_property
    def _by_key(self) -> dict[str, AdministrativeUnit]:
        return {unit.key: unit for unit in self.iter_units()}

    def _read_kinds(self, key: str, words: dict[str, frozenset[str]]) -> Iterator[tuple[frozenset[str] | None, str]]:
        """The ways to read a name: as it stands, and without the word for a kind."""
        yield None, key
        for word, kinds in words.items():
            if key.startswith(word) and (word.endswith(".") or key[len(word) : len(word) + 1] == " "):
                yield kinds, key[len(word) :].strip()
                return

    def _narrow(
        self, found: Iterable[AdministrativeUnit], province: str | None, on: Date | None
    ) -> tuple[AdministrativeUnit, ...]:
        chosen = [unit for unit in found if province is None or self._is_in_province(unit, province, on)]
        return tuple(sorted(chosen, key=_order))

    def _is_in_province(self, unit: AdministrativeUnit, province: str, on: Date | None) -> bool:
        """Whether the province of that name or code had the unit; a name counts only while it was borne."""
        if province.strip() == unit.province_code:
            return True
        owners = self.find(province, level=Level.PROVINCE, on=on)
        return any(owner.code == unit.province_code and _overlap(owner, unit) for owner in owners)


@cache
def load_units() -> Units:
    """The administrative units; nothing is read before the first question."""
    return Units()


def _choose_levels(level: Level | None) -> tuple[Level, ...]:
    return _LEVELS if level is None else (level,)


def _exists(unit: AdministrativeUnit, on: Date | None) -> bool:
    return on is None or unit.is_valid(on)


def _choose_day(units: Iterable[AdministrativeUnit], on: Date | None) -> list[AdministrativeUnit]:
    return [unit for unit in units if _exists(unit, on)]


def _choose_kind(units: list[AdministrativeUnit], kinds: frozenset[str] | None) -> list[AdministrativeUnit]:
    """Keep the units of the kinds; failing that, those that were raised from one of them on an unknown day."""
    if kinds is None or not units:
        return units
    exact = [unit for unit in units if unit.kind in kinds]
    later = {kind for row in load_levels().kinds if row.name in kinds for kind in row.later}
    return exact or [unit for unit in units if unit.kind in later and unit.valid_from is None]


def _overlap(one: AdministrativeUnit, other: AdministrativeUnit) -> bool:
    begins = max(one.valid_from or datetime.date.min, other.valid_from or datetime.date.min)
    return begins <= min(one.valid_to or datetime.date.max, other.valid_to or datetime.date.max)


def _order(unit: AdministrativeUnit) -> tuple[int, int, str]:
    """Highest level first, then the newest, then by code."""
    last = unit.valid_to or datetime.date.max
    return _LEVELS.index(unit.level), -last.toordinal(), unit.code
