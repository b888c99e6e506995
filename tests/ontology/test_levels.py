"""The levels of government and kinds of unit."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from cancu.ontology.errors import VocabularyError
from cancu.ontology.levels import load_levels
from cancu.ontology.records import Level
from cancu.ontology.tables import read_table

LAST_DAY = datetime.date(2025, 6, 30)
FIRST_DAY = datetime.date(2025, 7, 1)


def test_the_levels_are_ordered_from_the_nation_to_the_commune() -> None:
    assert [row.level for row in load_levels().levels] == list(Level)
    assert [row.rank for row in load_levels().levels] == [0, 1, 2, 3, 4]


def test_the_district_level_ended_on_30_june_2025() -> None:
    levels = load_levels()
    assert levels.of(Level.DISTRICT).is_valid(LAST_DAY)
    assert not levels.of(Level.DISTRICT).is_valid(FIRST_DAY)
    assert [row.level for row in levels.in_force(LAST_DAY)] == list(Level)
    assert Level.DISTRICT not in {row.level for row in levels.in_force(FIRST_DAY)}


def test_a_kind_of_unit_belongs_to_one_level() -> None:
    levels = load_levels()
    assert levels.kind("thành phố thuộc tỉnh").level is Level.DISTRICT
    assert levels.kind("thành phố").level is Level.PROVINCE
    assert len({kind.name for kind in levels.kinds}) == len(levels.kinds) == 10
    assert all(later in {kind.name for kind in levels.kinds} for kind in levels.kinds for later in kind.later)


def test_special_zones_began_when_districts_and_towns_ended() -> None:
    levels = load_levels()
    assert levels.kind("đặc khu").valid_from == FIRST_DAY
    assert {kind.name for kind in levels.kinds if kind.valid_to == LAST_DAY} == {
        "huyện", "quận", "thị xã", "thành phố thuộc tỉnh", "thị trấn",
    }  # fmt: skip


def test_an_unknown_kind_is_an_error_of_the_caller() -> None:
    with pytest.raises(VocabularyError):
        load_levels().kind("bang")


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("Tỉnh ủy", (Level.PROVINCE,)),
        ("Tỉnh uỷ", (Level.PROVINCE,)),
        ("Thành ủy", (Level.PROVINCE, Level.DISTRICT)),
        ("Thị ủy", (Level.DISTRICT,)),
        ("Quận ủy", (Level.DISTRICT,)),
        ("UBND", (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)),
        ("Đảng ủy", (Level.DEPARTMENT, Level.COMMUNE)),
        ("Thủ tướng Chính phủ", (Level.NATIONAL,)),
        ("Công ty", ()),
    ],
)
def test_a_body_tells_its_levels(body: str, levels: tuple[Level, ...]) -> None:
    assert load_levels().find_by_body(body) == levels


def test_a_body_of_the_district_has_no_level_after_the_reform() -> None:
    assert load_levels().find_by_body("Huyện ủy", LAST_DAY) == (Level.DISTRICT,)
    assert load_levels().find_by_body("Huyện ủy", FIRST_DAY) == ()
    assert load_levels().find_by_body("Thành ủy", FIRST_DAY) == (Level.PROVINCE,)


def test_lower_levels_are_below_higher_ones() -> None:
    assert load_levels().is_below(Level.COMMUNE, Level.PROVINCE)
    assert not load_levels().is_below(Level.PROVINCE, Level.PROVINCE)


def test_the_table_is_nfc_and_names_its_source_and_day() -> None:
    table = read_table("levels")
    assert table["source"]
    assert isinstance(table["checked"], datetime.date)
    assert unicodedata.is_normalized("NFC", str(table))
