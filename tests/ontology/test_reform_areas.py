"""The areas of administrative reform and the headings that name them."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from cancu.ontology.reform_areas import find_area, load_reform_areas
from cancu.ontology.tables import read_table


def test_the_six_areas_stand_in_the_order_of_the_resolution_before_the_added_sections() -> None:
    areas = load_reform_areas()
    assert [area.code for area in areas] == [
        "institutions", "procedures", "organisation", "civil_service", "public_finance", "digital_government",
        "direction", "communication", "indices",
    ]  # fmt: skip
    assert [area.name is not None for area in areas] == [True] * 6 + [False] * 3
    assert all((area.name is None) == (area.earlier is None) for area in areas)


def test_the_names_of_both_resolutions_lead_to_their_area() -> None:
    for area in load_reform_areas():
        for name in (area.name, area.earlier):
            assert name is None or find_area(name) == area.code


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("II. Cải cách thể chế", "institutions"),
        ("1. Về cải cách thể chế hành chính nhà nước", "institutions"),
        ("b) Cải cách TTHC", "procedures"),
        ("3.2. Công tác kiểm soát thủ tục hành chính", "procedures"),
        ("2. Cải cách thủ tục hành chính (TTHC), thực hiện cơ chế một cửa", "procedures"),
        ("4. Về công tác cải cách tổ chức bộ máy; nâng cao chất lượng đội ngũ cán bộ", "organisation"),
        ("đ) Cải cách công vụ", "civil_service"),
        ("IV. XÂY DỰNG VÀ NÂNG CAO CHẤT LƯỢNG ĐỘI NGŨ CÁN BỘ, CÔNG CHỨC", "civil_service"),
        ("5- Cải cách tài chính công", "public_finance"),
        ("6. Xây dựng, phát triển chính quyền điện tử, chính quyền số", "digital_government"),
        ("6. Hiện đại hoá hành chính", "digital_government"),
        ("Chuyển đổi số", "digital_government"),
        ("I. Công tác chỉ đạo điều hành", "direction"),
        ("a) Chỉ đạo, điều hành công tác cải cách hành chính", "direction"),
        ("7. Công tác thông tin, tuyên truyền cải cách hành chính", "communication"),
        ("8. Nâng cao Chỉ số cải cách hành chính (PAR INDEX)", "indices"),
        ("Thể chế", "institutions"),
        ("THỦ TỤC HÀNH CHÍNH", "procedures"),
    ],
)
def test_headings_of_plans_lead_to_their_area(heading: str, code: str) -> None:
    assert find_area(heading) == code


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "II.",
        "III. TỔ CHỨC THỰC HIỆN",
        "2. Sở Nội vụ",
        "I. Quan điểm chỉ đạo",
        "Thủ tục hành chính cấp giấy phép khai thác nước",
        "V. Không thực hiện thủ tục hành chính cấp lại giấy chứng nhận",
        "Tổ chức bộ máy của trung tâm",
        "Chuyển đổi số trong y tế",
        "Kế hoạch cải cách hành chính năm 2022",
        "Về công tác",
    ],
)
def test_other_headings_have_no_area(heading: str) -> None:
    assert find_area(heading) is None


def test_a_label_is_never_needed_nor_mistaken_for_a_word() -> None:
    assert find_area("Cải cách thể chế") == find_area("C. Cải cách thể chế") == "institutions"


def test_long_headings_are_read_in_linear_time() -> None:
    assert find_area("về " * 20000 + "cải cách thể chế") == "institutions"
    assert find_area("(" * 50000) is None


def test_the_table_is_nfc_and_names_its_sources() -> None:
    table = read_table("reform_areas")
    assert "76/NQ-CP" in table["source"]
    assert "30c/NQ-CP" in table["source"]
    assert isinstance(table["checked"], datetime.date)
    assert unicodedata.is_normalized("NFC", str(table))
