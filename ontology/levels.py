"""Levels of government and kinds of unit, as ordered data with days of validity (`data/levels.toml`).

There are five levels, highest first; the district level ended on 30 June 2025 (Luật 72/2025/QH15). The order is that of
the file, so that `rank` compares levels: a group of agencies never includes a level of greater rank than its own.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from cancu.ontology.errors import VocabularyError
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Date, Level, Record
from cancu.ontology.tables import read_table


class UnitKind(Record):
    """A kind of administrative unit.

    Attributes:
        name: the kind, such as `thị xã`; a city below a province is `thành phố thuộc tỉnh`
        level: the level of such units
        words: how it is written before a name, lower case, the full word first
        later: kinds that a unit of this kind was raised to
    """

    name: str
    level: Level
    words: tuple[str, ...]
    later: tuple[str, ...] = ()
    valid_from: Date | None = None
    valid_to: Date | None = None


class GovernmentLevel(Record):
    """A level of government.

    Attributes:
        rank: 0 is the highest
        name: what it is called, such as `cấp huyện`
        phrases: how texts speak of it, lower case
        kinds: kinds of unit at the level
        state_bodies: state bodies that issue documents there
        party_bodies: Party bodies that issue documents there
    """

    level: Level
    rank: int
    name: str
    phrases: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    state_bodies: tuple[str, ...] = ()
    party_bodies: tuple[str, ...] = ()
    valid_from: Date | None = None
    valid_to: Date | None = None

    def is_valid(self, on: Date) -> bool:
        """Whether the level exists on a day."""
        return covers_day(on, self.valid_from, self.valid_to)


class Levels:
    """All levels and kinds of unit, looked up by what texts write."""

    def __init__(self, levels: tuple[GovernmentLevel, ...], kinds: tuple[UnitKind, ...]) -> None:
        self.levels = levels
        self.kinds = kinds
        self._by_level = {level.level: level for level in levels}
        self._by_name = {kind.name: kind for kind in kinds}
        self._by_body: dict[str, list[Level]] = {}
        for row in levels:
            for body in (*row.state_bodies, *row.party_bodies):
                self._by_body.setdefault(match_key(body), []).append(row.level)

    def of(self, level: Level) -> GovernmentLevel:
        """The row of a level."""
        return self._by_level[level]

    def kind(self, name: str) -> UnitKind:
        """The row of a kind of unit.

        Raises:
            VocabularyError: there is no such kind.
        """
        try:
            return self._by_name[name]
        except KeyError as error:
            raise VocabularyError(f"Không có loại đơn vị: {name}", f"no such kind of unit: {name}") from error

    def find_by_body(self, body: str, on: Date | None = None) -> tuple[Level, ...]:
        """Levels at which a body of that name sits, highest first; more than one where the name does not tell.

        Example:
            >>> [level.value for level in load_levels().find_by_body("Thành uỷ")]
            ['province', 'district']
            >>> load_levels().find_by_body("Huyện ủy")
            (<Level.DISTRICT: 'district'>,)
        """
        found = self._by_body.get(match_key(body), [])
        return tuple(level for level in found if on is None or self._by_level[level].is_valid(on))

    def in_force(self, on: Date) -> tuple[GovernmentLevel, ...]:
        """The levels that exist on a day, highest first.

        Example:
            >>> import datetime
            >>> [row.name for row in load_levels().in_force(datetime.date(2025, 7, 1))]
            ['trung ương', 'cấp tỉnh', 'cấp sở', 'cấp xã']
        """
        return tuple(row for row in self.levels if row.is_valid(on))

    def is_below(self, level: Level, other: Level) -> bool:
        """Whether `level` is lower than `other`."""
        return self._by_level[level].rank > self._by_level[other].rank


def covers_day(on: Date, valid_from: Date | None, valid_to: Date | None) -> bool:
    """Whether a day lies between two days that both count; a missing day is no bound."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)


@cache
def load_levels() -> Levels:
    """Read the levels, once.

    Raises:
        VocabularyError: a level is missing, or a kind of unit belongs to none or to several.
    """
    table = read_table("levels")
    levels = tuple(_read_level(row, rank) for rank, row in enumerate(table["level"]))
    owners = {kind: row.level for row in levels for kind in row.kinds}
    names = [kind for row in levels for kind in row.kinds]
    if {row.level for row in levels} != set(Level) or sorted(names) != sorted(row["name"] for row in table["kind"]):
        raise VocabularyError(
            "Bảng cấp hành chính không đầy đủ hoặc trùng lặp",
            "the table of levels lacks a level, or a kind of unit stands under no level or several",
            where="ontology/data/levels.toml",
        )
    return Levels(levels, tuple(UnitKind(level=owners[row["name"]], **row) for row in table["kind"]))


def _read_level(row: dict[str, Any], rank: int) -> GovernmentLevel:
    values = {key: value for key, value in row.items() if key not in ("code", "state", "party")}
    return GovernmentLevel(level=row["code"], rank=rank, state_bodies=row["state"], party_bodies=row["party"], **values)
