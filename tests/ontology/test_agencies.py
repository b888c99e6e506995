"""Names of agencies: looked up by any spelling, unified, dated; the tables agree with themselves."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from cancu.ontology.agencies import (
    canonical_agency,
    expand_abbreviations,
    is_same_agency,
    load_abbreviations,
    load_agencies,
    load_agency_groups,
    normalize_agency_text,
)
from cancu.ontology.tables import read_table


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Sở TTTT", "Sở Thông tin và Truyền thông"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("Sở KH & CN", "Sở Khoa học và Công nghệ"),
        ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("sở văn hoá thể thao và du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở Lao động, Thương binh & Xã hội", "Sở Lao động - Thương binh và Xã hội"),
        ("Bộ GD&ĐT", "Bộ Giáo dục và Đào tạo"),
        ("Phòng TC-KH", "Phòng Tài chính - Kế hoạch"),
        ("UBMTTQ Việt Nam", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    ],
)
def test_a_name_is_found_by_every_spelling(printed: str, name: str) -> None:
    agency = load_agencies().find(printed)
    assert agency is not None
    assert agency.name == name


@pytest.mark.parametrize("printed", ["Sở Giao dịch hàng hóa", "Sở", "", "Kế hoạch", "Sở Nội vụ tỉnh An Bình"])
def test_what_is_no_known_name_is_not_found(printed: str) -> None:
    assert load_agencies().find(printed) is None


def test_the_longest_name_wins() -> None:
    words = ["sở", "văn", "hóa", "và", "thể", "thao", "tỉnh"]
    agency, end = load_agencies().match(words, 0)
    assert agency is not None
    assert (agency.name, end) == ("Sở Văn hóa và Thể thao", 6)


def test_a_merged_department_is_found_on_its_days_only() -> None:
    agencies = load_agencies()
    before, after = datetime.date(2024, 6, 1), datetime.date(2025, 6, 1)
    assert agencies.find("Sở Kế hoạch và Đầu tư", on=before) is not None
    assert agencies.find("Sở Kế hoạch và Đầu tư", on=after) is None
    assert agencies.find("Sở Nông nghiệp và Môi trường", on=before) is None


def test_the_office_of_the_committee_counts_as_department_by_an_entry() -> None:
    names = {agency.name for agency in load_agencies().members("Các sở, ban, ngành")}
    assert {"Sở Nội vụ", "Văn phòng UBND tỉnh", "Thanh tra tỉnh"} <= names
    assert "Phòng Nội vụ" not in names


def test_members_are_those_of_the_day() -> None:
    on = datetime.date(2025, 7, 1)
    names = {agency.name for agency in load_agencies().members("Các sở, ban, ngành", on=on)}
    assert "Sở Nông nghiệp và Môi trường" in names
    assert "Sở Tài nguyên và Môi trường" not in names


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Trung tâm Phục vụ - kiểm soát TTHC", "Trung tâm Phục vụ - Kiểm soát thủ tục hành chính"),
        ("BQL Khu kinh tế Bờ Đông", "Ban Quản lý Khu kinh tế Bờ Đông"),
        ("Uỷ ban nhân dân tỉnh", "UBND tỉnh"),
        ("sở Nội vụ tỉnh An Bình;", "Sở Nội vụ tỉnh An Bình"),
        ("VP HĐND&UBND huyện", "Văn phòng HĐND và UBND huyện"),
    ],
)
def test_a_name_becomes_canonical(printed: str, name: str) -> None:
    assert canonical_agency(printed) == name
    assert canonical_agency(name) == name


def test_two_spellings_are_one_agency() -> None:
    assert is_same_agency("Sở KH&CN tỉnh An Bình", "Sở Khoa học và Công nghệ tỉnh An Bình")
    assert not is_same_agency("Sở Nội vụ", "Sở Ngoại vụ")


def test_abbreviations_are_whole_words_in_capitals() -> None:
    assert expand_abbreviations("rà soát TTHC") == "rà soát thủ tục hành chính"
    assert expand_abbreviations("TTHCX và tthc") == "TTHCX và tthc"
    assert expand_abbreviations("UBND, CNTT", "agency") == "UBND, công nghệ thông tin"


def test_committees_become_short_however_they_are_printed() -> None:
    assert normalize_agency_text("ỦY BAN NHÂN DÂN\n TỈNH và Hội đồng  nhân dân xã") == "UBND TỈNH và HĐND xã"


def test_every_group_of_the_contract_is_known() -> None:
    contract = {
        "Các sở, ban, ngành",
        "UBND cấp huyện",
        "UBND cấp xã",
        "UBND cấp tỉnh",
        "Các bộ, ngành",
        "Các địa phương",
        "Các cơ quan, đơn vị",
        "Các cơ quan, đơn vị liên quan",
        "Các phòng, ban, đơn vị trực thuộc",
        "Các phòng, ban, đơn vị liên quan",
        "Các đoàn thể",
    }
    groups = load_agency_groups()
    assert contract <= set(groups)
    assert groups["Các cơ quan, đơn vị liên quan"].open_ended
    assert groups["UBND cấp huyện"].until == datetime.date(2025, 6, 30)


def test_groups_that_agencies_name_exist() -> None:
    assert {group for agency in load_agencies().all for group in agency.groups} <= set(load_agency_groups())


def test_names_and_aliases_are_nfc_and_end_before_they_begin_nowhere() -> None:
    for agency in load_agencies().all:
        for name in (agency.name, *agency.aliases):
            assert name == unicodedata.normalize("NFC", name).strip()
        if agency.valid_from and agency.valid_to:
            assert agency.valid_from <= agency.valid_to


def test_the_tables_name_source_and_day_of_checking() -> None:
    for table in ("agencies", "agency_groups", "abbreviations", "assignment_words"):
        content = read_table(table)
        assert content["source"]
        assert isinstance(content["checked"], datetime.date)


def test_no_abbreviation_stands_in_two_lists() -> None:
    kinds = [set(load_abbreviations(kind)) for kind in ("kept", "agency", "text")]
    assert sum(map(len, kinds)) == len(set().union(*kinds))
