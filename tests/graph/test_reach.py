"""Whom a plan can bind, which bodies are parts of its issuer, and until when a body lived."""

from __future__ import annotations

import datetime

import pytest

from cancu.graph.reach import can_bind, find_life_end, is_division

THEN, NOW = datetime.date(2022, 1, 1), datetime.date(2026, 1, 1)
OFFICE = "Sở Nội vụ tỉnh Hoài Giang"


@pytest.mark.parametrize(
    ("issuer", "organisation", "expected"),
    [
        ("UBND tỉnh Hoài Giang", OFFICE, True),
        ("Chủ tịch UBND tỉnh Hoài Giang", "UBND xã Suối Ngà, huyện Vân Sa, tỉnh Hoài Giang", True),
        ("UBND tỉnh Hoài Giang", "UBND huyện Vân Sa", True),
        ("UBND tỉnh Khác", OFFICE, False),
        ("UBND huyện Vân Sa", OFFICE, False),
        ("UBND huyện Vân Sa", "UBND tỉnh Hoài Giang", False),
        ("UBND xã Suối Ngà", "UBND huyện Vân Sa", False),
        ("UBND huyện Vân Sa", "UBND huyện Phú Ngần", False),
        ("UBND huyện Vân Sa", "Phòng Nội vụ huyện Vân Sa", True),
        ("UBND tỉnh Quảng Ngãi", "UBND huyện Tuy Phước", False),
        ("Văn phòng UBND tỉnh Hoài Giang", OFFICE, False),
        ("Sở Y tế tỉnh Hoài Giang", OFFICE, False),
        (OFFICE, OFFICE, True),
        (OFFICE, "Phòng Cải cách hành chính", True),
        ("Chính phủ", OFFICE, True),
        ("Bộ Nội vụ", OFFICE, True),
        ("", OFFICE, True),
    ],
)
def test_a_plan_binds_its_own_unit_and_those_below(issuer: str, organisation: str, expected: bool) -> None:
    assert can_bind(issuer, organisation, on=THEN) is expected


@pytest.mark.parametrize(
    ("phrase", "organisation", "expected"),
    [
        ("Phòng Cải cách hành chính", OFFICE, True),
        ("Thanh tra Sở", OFFICE, True),
        ("Các phòng, ban, đơn vị trực thuộc", OFFICE, True),
        ("Trung tâm Lưu trữ", OFFICE, True),
        ("Sở Y tế", OFFICE, False),
        ("UBND cấp huyện", OFFICE, False),
        ("Phòng Nội vụ huyện Vân Sa", OFFICE, False),
        ("Các sở, ban, ngành", OFFICE, False),
        ("Sở Nội vụ", "UBND tỉnh Hoài Giang", False),
    ],
)
def test_divisions_are_parts_of_an_office(phrase: str, organisation: str, expected: bool) -> None:
    assert is_division(phrase, organisation, on=THEN) is expected


@pytest.mark.parametrize(
    ("organisation", "day", "expected"),
    [
        ("UBND huyện Vân Sa", NOW, datetime.date(2025, 6, 30)),
        ("UBND thành phố Hoài An", NOW, datetime.date(2025, 6, 30)),
        ("UBND huyện Vân Sa", THEN, None),
        ("UBND xã Suối Ngà", NOW, None),
        ("UBND thành phố Hà Nội", NOW, None),
        (OFFICE, NOW, None),
        ("UBND huyện Vân Sa", None, None),
    ],
)
def test_the_life_of_a_body_ends_with_its_level(
    organisation: str, day: datetime.date | None, expected: datetime.date | None
) -> None:
    assert find_life_end(organisation, day) == expected
