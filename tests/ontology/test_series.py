"""Issuing series and jurisdictions: who numbers, where, and on which level."""

from __future__ import annotations

import datetime

import pytest

from cancu.ontology.jurisdictions import find_formation_day, find_trailing_province, split_units
from cancu.ontology.records import Level
from cancu.ontology.series import find_formation, find_series, find_symbol_series, find_term, read_level

IN_2019 = datetime.date(2019, 6, 1)


@pytest.mark.parametrize(
    ("issuer", "path", "level"),
    [
        ("UBND tỉnh Quảng Ngãi", "vn-quang-ngai/ubnd", "province"),
        ("Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi", "vn-quang-ngai/ubnd", "province"),
        ("Thường trực HĐND tỉnh Quảng Ngãi", "vn-quang-ngai/hdnd", "province"),
        ("Tỉnh ủy Quảng Ngãi", "vn-quang-ngai/tinh-uy", "province"),
        ("Ban Thường vụ Tỉnh ủy Quảng Ngãi", "vn-quang-ngai/tinh-uy", "province"),
        ("Ban Chấp hành Đảng bộ tỉnh Quảng Ngãi", "vn-quang-ngai/tinh-uy", "province"),
        ("Thành ủy Thành phố Hồ Chí Minh", "vn-ho-chi-minh/thanh-uy", "province"),
        ("UBND TP.HCM", "vn-ho-chi-minh/ubnd", "province"),
        ("Sở Nội vụ tỉnh Quảng Ngãi", "vn-quang-ngai/so-noi-vu", "department"),
        ("Giám đốc Sở Y tế Hà Nội", "vn-ha-noi/so-y-te", "department"),
        ("Sở GD&ĐT tỉnh Đăk Lăk", "vn-dak-lak/so-giao-duc-va-dao-tao", "department"),
        ("Văn phòng UBND tỉnh Quảng Ngãi", "vn-quang-ngai/van-phong-ubnd", "department"),
        ("Tổng cục Thuế", "vn/tong-cuc-thue", "department"),
        ("Chính phủ", "vn/chinh-phu", "national"),
        ("Thủ tướng Chính phủ", "vn/thu-tuong", "national"),
        ("Bộ trưởng Bộ Nội vụ", "vn/bo-noi-vu", "national"),
        ("Chủ tịch nước", "vn/chu-tich-nuoc", "national"),
        ("Bộ Chính trị", "vn/trung-uong", "national"),
        ("Ban Chấp hành Trung ương Đảng", "vn/trung-uong", "national"),
        ("Bảo hiểm xã hội Việt Nam", "vn/bao-hiem-xa-hoi-viet-nam", "national"),
        ("UBND thị xã Hồng Ngự, tỉnh Đồng Tháp", "vn-dong-thap/thi-xa-hong-ngu/ubnd", "district"),
        ("UBND huyện Hồng Ngự, tỉnh Đồng Tháp", "vn-dong-thap/hong-ngu/ubnd", "district"),
        ("UBND xã Sơn Dung, huyện Sơn Tây, tỉnh Quảng Ngãi", "vn-quang-ngai/son-tay/xa-son-dung/ubnd", "commune"),
    ],
)
def test_issuers_have_a_series_and_a_level(issuer: str, path: str, level: str) -> None:
    series = find_series(issuer)
    assert (series.path, series.level.value) == (path, level)
    assert read_level(path) is series.level


@pytest.mark.parametrize(
    ("issuer", "home", "path"),
    [
        ("UBND tỉnh", "vn-quang-ngai/son-tay", "vn-quang-ngai/ubnd"),
        ("Tỉnh ủy", "vn-quang-ngai/son-tay", "vn-quang-ngai/tinh-uy"),
        ("Sở Nội vụ", "vn-quang-ngai/son-tay", "vn-quang-ngai/so-noi-vu"),
        ("Phòng Nội vụ huyện Sơn Tây", "vn-quang-ngai", "vn-quang-ngai/son-tay/phong-noi-vu"),
        ("Phòng Nội vụ", "vn-quang-ngai/son-tay", "vn-quang-ngai/son-tay/phong-noi-vu"),
        ("Trạm Y tế", "vn-quang-ngai/xa-ba-to", "vn-quang-ngai/xa-ba-to/tram-y-te"),
        ("Phòng Thương mại và Công nghiệp Việt Nam", "vn-hue", "vn/phong-thuong-mai-va-cong-nghiep-viet-nam"),
        ("UBND huyện Châu Thành", "vn-long-an", "vn-long-an/chau-thanh/ubnd"),
        ("UBND huyện Châu Thành", None, "vn-khong-ro/chau-thanh/ubnd"),
        ("UBND huyện Sơn Tây", None, "vn-quang-ngai/son-tay/ubnd"),
        ("UBND thành phố Vinh", None, "vn-nghe-an/thanh-pho-vinh/ubnd"),
        ("UBND xã Sơn Dung", "vn-quang-ngai/son-tay", "vn-quang-ngai/son-tay/xa-son-dung/ubnd"),
        ("Ban Tổ chức Trung ương", "vn-kon-tum", "vn/ban-to-chuc-trung-uong"),
    ],
)
def test_units_are_read_from_the_side_of_the_speaker(issuer: str, home: str | None, path: str) -> None:
    assert find_series(issuer, home=home, on=IN_2019).path == path


def test_hue_was_a_city_of_a_province_until_2025() -> None:
    assert (
        find_series("UBND thành phố Huế", on=datetime.date(2024, 6, 1)).path == "vn-thua-thien-hue/thanh-pho-hue/ubnd"
    )
    assert find_series("UBND thành phố Huế", on=datetime.date(2025, 6, 1)).path == "vn-hue/ubnd"


@pytest.mark.parametrize(
    ("symbol", "path"),
    [("CP", "vn/chinh-phu"), ("TTg", "vn/thu-tuong"), ("QH13", "vn/quoc-hoi"), ("TW", "vn/trung-uong"), ("UBND", None)],
)
def test_only_central_symbols_tell_the_series(symbol: str, path: str | None) -> None:
    series = find_symbol_series(symbol)
    assert (series.path if series else None) == path


def test_terms_turn_with_the_congresses() -> None:
    days = [datetime.date(2021, 2, 1), datetime.date(2021, 2, 2)]
    assert [find_term(day, Level.NATIONAL) for day in days] == ["nk-2016", "nk-2021"]
    assert find_term(datetime.date(2021, 2, 1), Level.PROVINCE) == "nk-2020"
    assert find_term(datetime.date(1985, 2, 1), Level.PROVINCE) == "nk-1985"


@pytest.mark.parametrize(
    ("path", "formed"),
    [
        ("vn-quang-ngai", True),
        ("vn-ha-noi", False),
        ("vn-hue", False),
        ("vn-quang-ngai/xa-son-tay", True),
        ("vn", False),
    ],
)
def test_units_formed_in_the_middle_of_a_year_number_anew(path: str, formed: bool) -> None:
    assert (find_formation(path, datetime.date(2025, 9, 1)) is not None) is formed
    assert find_formation(path, datetime.date(2026, 9, 1)) is None


def test_the_formation_of_unknown_units_is_unknown() -> None:
    assert find_formation_day("vn-khong-ro/chau-thanh", IN_2019) is None


@pytest.mark.parametrize(
    ("text", "body", "names"),
    [
        ("bảo hiểm xã hội huyện trà bồng", "bảo hiểm xã hội", ["trà bồng"]),
        ("tỉnh đoàn quảng ngãi", "tỉnh đoàn quảng ngãi", []),
        ("ubnd tỉnh bình dương (cũ)", "ubnd", ["bình dương"]),
        ("ubnd huyện sơn tây tỉnh quảng ngãi", "ubnd", ["sơn tây", "quảng ngãi"]),
        ("ubnd tỉnh", "ubnd", [""]),
    ],
)
def test_bodies_and_units_are_parted(text: str, body: str, names: list[str]) -> None:
    found, units = split_units(text)
    assert (found, [unit.name for unit in units]) == (body, names)


def test_a_province_at_the_end_is_found_only_if_it_is_one() -> None:
    assert find_trailing_province("sở y tế hà nội") is not None
    assert find_trailing_province("bộ y tế") is None
