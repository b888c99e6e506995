"""Membership of organisations in groups, by name, level, unit and day."""

from __future__ import annotations

import datetime

import pytest

from cancu.graph.organisations import address_organisation, find_ended_group, is_lower_unit, parse_organisation
from cancu.ontology.records import Level

THEN, NOW = datetime.date(2022, 1, 1), datetime.date(2026, 1, 1)
PROVINCE, DISTRICT = "Chủ tịch UBND tỉnh Hoài Giang", "UBND huyện Vân Sa"


@pytest.mark.parametrize(
    ("name", "body", "unit", "level"),
    [
        ("Văn phòng UBND tỉnh Hoài Giang", "văn phòng ubnd", ("tỉnh", "hoài giang"), Level.PROVINCE),
        ("Văn phòng Ủy ban nhân dân tỉnh", "văn phòng ubnd", ("tỉnh", ""), Level.PROVINCE),
        ("Sở Lao động - Thương binh và Xã hội", "sở lao động - thương binh và xã hội", ("", ""), Level.PROVINCE),
        ("Bảo hiểm xã hội tỉnh", "bảo hiểm xã hội", ("tỉnh", ""), Level.PROVINCE),
        (
            "Ngân hàng Chính sách xã hội huyện Vân Sa",
            "ngân hàng chính sách xã hội",
            ("huyện", "vân sa"),
            Level.DISTRICT,
        ),
        ("UBND xã Hội An, tỉnh An Giang", "ubnd", ("xã", "hội an"), Level.COMMUNE),
        ("Phòng Văn hóa - Xã hội xã Hội Sơn", "phòng văn hóa - xã hội", ("xã", "hội sơn"), Level.COMMUNE),
        ("Hội Khoa học xã hội Việt Nam", "hội khoa học xã hội việt nam", ("", ""), None),
        ("Chủ tịch UBND xã Suối Ngà, huyện Vân Sa", "ubnd", ("xã", "suối ngà"), Level.COMMUNE),
        ("UBND thành phố Hà Nội", "ubnd", ("thành phố", "hà nội"), Level.PROVINCE),
        ("UBND thành phố Hoài An", "ubnd", ("thành phố", "hoài an"), Level.DISTRICT),
        ("Giám đốc Sở Nội vụ", "sở nội vụ", ("", ""), Level.PROVINCE),
        ("Bộ Nội vụ", "bộ nội vụ", ("", ""), Level.NATIONAL),
        ("Trưởng phòng Nội vụ huyện Vân Sa", "phòng nội vụ", ("huyện", "vân sa"), Level.DISTRICT),
        ("Liên minh Hợp tác xã tỉnh", "liên minh hợp tác xã", ("tỉnh", ""), Level.PROVINCE),
    ],
)
def test_names_are_taken_apart(name: str, body: str, unit: tuple[str, str], level: Level | None) -> None:
    parsed = parse_organisation(name, on=THEN)
    assert (parsed.body, (parsed.unit_kind, parsed.unit_name), parsed.level) == (body, unit, level)


@pytest.mark.parametrize(
    ("phrase", "organisation", "issuer", "expected"),
    [
        ("Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh Hoài Giang", PROVINCE, "named"),
        ("Chánh Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh Hoài Giang", PROVINCE, "named"),
        ("Sở Nội vụ", "Sở Nội vụ tỉnh Hoài Giang", PROVINCE, "named"),
        ("Sở Nội vụ", "Sở Nội vụ tỉnh Khác", PROVINCE, "none"),
        ("Sở Y tế", "Sở Nội vụ tỉnh Hoài Giang", PROVINCE, "none"),
        ("Các sở, ban, ngành", "Sở Y tế tỉnh Hoài Giang", PROVINCE, "group"),
        ("Thủ trưởng các sở, ban ngành", "Sở Y tế tỉnh Hoài Giang", PROVINCE, "group"),
        ("các sở, ngành", "Văn phòng UBND tỉnh Hoài Giang", PROVINCE, "group"),
        ("Các sở, ban, ngành", "Công an tỉnh Hoài Giang", PROVINCE, "group"),
        ("Các sở, ban, ngành", "Cục Thuế tỉnh Hoài Giang", PROVINCE, "unresolved"),
        ("Các sở, ban, ngành", "Sở Y tế tỉnh Khác", PROVINCE, "none"),
        ("Các sở, ban, ngành", "UBND huyện Vân Sa", PROVINCE, "none"),
        ("Các sở, ban, ngành", "Phòng Nội vụ huyện Vân Sa", PROVINCE, "none"),
        ("Các sở, ban, ngành", "UBND xã Suối Ngà", PROVINCE, "none"),
        ("Các sở, ban, ngành (trừ Sở Y tế)", "Sở Y tế tỉnh Hoài Giang", PROVINCE, "none"),
        ("Các sở, ban, ngành (trừ Sở Y tế)", "Sở Nội vụ tỉnh Hoài Giang", PROVINCE, "group"),
        ("UBND cấp huyện", "UBND huyện Vân Sa", PROVINCE, "group"),
        ("UBND các huyện, thị xã, thành phố", "UBND thành phố Hoài An", PROVINCE, "group"),
        ("UBND cấp huyện", "UBND xã Suối Ngà", PROVINCE, "none"),
        ("UBND cấp xã", "UBND xã Suối Ngà", PROVINCE, "group"),
        ("UBND cấp xã", "UBND xã Suối Ngà, huyện Vân Sa, tỉnh Khác", PROVINCE, "none"),
        ("UBND huyện Vân Sa", "UBND huyện Phú Ngần", PROVINCE, "none"),
        ("UBND cấp huyện", "UBND huyện Tư Nghĩa", "UBND tỉnh Quảng Ngãi", "group"),
        ("UBND cấp huyện", "UBND huyện Tuy Phước", "UBND tỉnh Quảng Ngãi", "none"),
        ("UBND cấp xã", "UBND xã Sơn Long", "UBND huyện Sơn Tây", "group"),
        ("UBND cấp xã", "UBND xã Nghĩa Hà", "UBND huyện Sơn Tây", "none"),
        ("Các địa phương", "UBND huyện Vân Sa", PROVINCE, "group"),
        ("Các địa phương", "UBND tỉnh Hoài Giang", "Thủ tướng Chính phủ", "group"),
        ("Các bộ, ngành", "Bộ Nội vụ", "Chính phủ", "group"),
        ("Các bộ, ngành", "UBND tỉnh Hoài Giang", "Chính phủ", "none"),
        ("Các cơ quan, đơn vị", "Phòng Nội vụ", DISTRICT, "group"),
        ("Các cơ quan, đơn vị", "UBND xã Suối Ngà", DISTRICT, "none"),
        ("Các cơ quan, đơn vị liên quan", "Sở Y tế tỉnh Hoài Giang", PROVINCE, "open"),
        ("Các cơ quan, đơn vị được kiểm tra", "UBND huyện Vân Sa", PROVINCE, "unresolved"),
        ("Các phòng, ban, đơn vị trực thuộc", "Phòng Hành chính - Quản trị", "Văn phòng UBND tỉnh Hoài Giang", "group"),
        ("Các doanh nghiệp viễn thông", "Sở Y tế tỉnh Hoài Giang", PROVINCE, "none"),
        ("Các hội quán", "Sở Y tế tỉnh Hoài Giang", PROVINCE, "unresolved"),
    ],
)
def test_whom_a_phrase_addresses(phrase: str, organisation: str, issuer: str, expected: str) -> None:
    assert address_organisation(phrase, organisation, issuer=issuer, on=THEN).membership.value == expected


def test_the_district_level_has_no_members_after_june_2025() -> None:
    before = address_organisation("UBND cấp huyện", "UBND huyện Vân Sa", issuer=PROVINCE, on=datetime.date(2025, 6, 30))
    after = address_organisation("UBND cấp huyện", "UBND huyện Vân Sa", issuer=PROVINCE, on=datetime.date(2025, 7, 1))
    assert before.membership.value == "group"
    assert after.membership.value == "none"
    assert "30/06/2025" in after.reason
    assert find_ended_group("UBND cấp huyện", NOW) == datetime.date(2025, 6, 30)
    assert find_ended_group("UBND cấp xã", NOW) is None


def test_localities_of_a_province_are_communes_once_districts_are_gone() -> None:
    addresses = [
        address_organisation("Các địa phương", "UBND xã Suối Ngà", issuer=PROVINCE, on=day).membership.value
        for day in (THEN, NOW)
    ]
    assert addresses == ["none", "group"]


@pytest.mark.parametrize(
    ("phrase", "lower"),
    [
        ("UBND cấp xã", True),
        ("UBND xã Suối Ngà", True),
        ("UBND cấp huyện", False),
        ("Sở Y tế", False),
        ("UBND tỉnh", False),
    ],
)
def test_lower_units_are_committees_below(phrase: str, lower: bool) -> None:
    assert is_lower_unit(phrase, "UBND huyện Vân Sa", on=THEN) is lower


@pytest.mark.parametrize(
    "name",
    [
        *("Các sở, ban, ngành", "UBND cấp huyện", "UBND cấp xã", "UBND cấp tỉnh", "Các bộ, ngành", "Các địa phương"),
        *("Các cơ quan, đơn vị", "Các cơ quan, đơn vị liên quan", "Các phòng, ban, đơn vị trực thuộc"),
        *("Các phòng, ban, đơn vị liên quan", "Các đoàn thể"),
    ],
)
def test_every_group_name_of_the_contract_is_known(name: str) -> None:
    answer = address_organisation(name, "Sở Y tế tỉnh Hoài Giang", issuer=PROVINCE, on=THEN)
    assert answer.membership.value in {"group", "open", "none"}
