"""Signatures printed beside the list of recipients, resolutions that are plans; every sample is invented."""

from __future__ import annotations

import datetime

import pytest

from cancu.ingest.header import read_header
from cancu.ingest.signature import find_signature


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Nơi nhận:                                     TM. ỦY BAN NHÂN DÂN\n- Chính phủ;                   "
            "                     CHỦ TỊCH\n- UBND tỉnh;\n"
            "- Lưu: VT, NC.\n                                     (Đã ký)\n\n"
            "                                      Lê Văn Khoa\n",
            "Lê Văn Khoa",
            "Chủ tịch (TM. Ủy ban nhân dân)",
        ),
        (
            "Nơi nhận: | TM. ỦY BAN NHÂN DÂN\n- Chính phủ; | KT. CHỦ TỊCH\n- UBND tỉnh; | PHÓ CHỦ TỊCH\n- Lưu: VT. | \n"
            " | Trần Thị Bích Hà\n",
            "Trần Thị Bích Hà",
            "Phó Chủ tịch (TM. Ủy ban nhân dân, KT. Chủ tịch)",
        ),
        (
            " Nơi nhận:                        KT. GIÁM ĐỐC\n - UBND tỉnh (b/c);               PHÓ GIÁM ĐỐC\n - Giám "
            "đốc, các Phó Giám đốc Sở;\n - Các phòng, đơn vị;\n - Lưu: VT, CCHC.                 Nguyễn Hữu Toàn\n",
            "Nguyễn Hữu Toàn",
            "Phó Giám đốc (KT. Giám đốc)",
        ),
    ],
)
def test_a_signature_may_stand_beside_the_recipients(text: str, name: str, role: str) -> None:
    found = find_signature(f"Nâng cao hiệu quả.\n\n{text}")
    assert found is not None
    assert (found.name, found.role) == (name, role)


def test_recipients_without_a_signature_sign_nothing() -> None:
    assert find_signature("Nơi nhận:          - Các phòng;\n- Sở Nội vụ;          - Giám đốc;\n- Lưu: VT.\n") is None


HEAD = "HỘI ĐỒNG NHÂN DÂN\nTỈNH SƠN LÂM\nSố: 31/NQ-HĐND\nSơn Lâm, ngày 10 tháng 12 năm 2024\nNGHỊ QUYẾT\n"


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Về kế hoạch phát triển kinh tế - xã hội năm 2025", (2025, 2025)),
        ("Về phương hướng, nhiệm vụ năm 2014", (2014, 2014)),
        ("Về nhiệm vụ phát triển kinh tế - xã hội 5 năm 2016 - 2020", (2016, 2020)),
        ("Quy định mức chi hỗ trợ học sinh giai đoạn 2024 - 2025", None),
    ],
)
def test_only_a_resolution_that_is_a_plan_covers_its_years(title: str, years: tuple[int, int] | None) -> None:
    period = read_header(f"{HEAD}{title}\nHỘI ĐỒNG NHÂN DÂN TỈNH SƠN LÂM\nCăn cứ Luật Đầu tư công;\n").period
    expected = (datetime.date(years[0], 1, 1), datetime.date(years[1], 12, 31)) if years else None
    assert period == expected


def test_the_kind_in_front_of_a_number_may_be_in_small_letters() -> None:
    document = read_header("QUỐC HỘI\nnghị quyết số: 33/2019/QH14\nNGHỊ QUYẾT\nVỀ NGÂN SÁCH\n")
    assert (document.type, document.number) == ("Nghị quyết", "33/2019/QH14")
