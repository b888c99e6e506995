"""The head of a document in all its layouts; every sample is invented."""

from __future__ import annotations

import csv
import datetime
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.header import read_header
from cancu.ingest.title_case import restore_case
from cancu.ingest.titles import find_period
from cancu.ontology.records import Level

PLAIN = """ỦY BAN NHÂN DÂN
TỈNH AN BÌNH
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 1234/QĐ-UBND
An Bình, ngày 05 tháng 3 năm 2022
QUYẾT ĐỊNH
BAN HÀNH KẾ HOẠCH CHUYỂN ĐỔI SỐ GIAI ĐOẠN 2022 - 2025 TỈNH AN BÌNH
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN BÌNH
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch chuyển đổi số giai đoạn 2022 - 2025 tỉnh An Bình.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Văn Mẫu
KẾ HOẠCH
CHUYỂN ĐỔI SỐ GIAI ĐOẠN 2022 - 2025 TỈNH AN BÌNH
(Ban hành kèm theo Quyết định số 1234/QĐ-UBND ngày 05/3/2022 của Chủ tịch UBND tỉnh An Bình)
I. MỤC ĐÍCH
"""
CELLS = """|
**ỦY BAN NHÂN
DÂN **
THÀNH PHỐ HÀ NỘI
--------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
|
|
Số:
77/KH-UBND
|
*Hà Nội, ngày
24 tháng 11 năm 2025*
|

**KẾ HOẠCH**

TRỒNG CÂY XANH TRÊN ĐỊA BÀN THÀNH PHỐ HÀ NỘI ĐẾN NĂM 2030

Thực hiện chương trình công tác năm.
"""
ONE_LINE = """| BỘ XÂY DỰNG ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ------- |
|---|---|
| Số: 24/BXD-QLN V/v: hỗ trợ nhà ở | Hà Nội, ngày 15 tháng 11 năm 2013 |
Kính gửi: Ủy ban nhân dân các tỉnh
"""
PARTY = """TỈNH ỦY AN BÌNH
*
Số: 04-NQ/TU
ĐẢNG CỘNG SẢN VIỆT NAM
An Bình, ngày 18 tháng 10 năm 2021
NGHỊ QUYẾT
về đẩy mạnh cải cách hành chính
-----
I- TÌNH HÌNH
"""
ASSEMBLY = """QUỐC HỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Luật số: 12/2024/QH15
LUẬT
TRỒNG RỪNG
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Luật này được Quốc hội khóa XV, kỳ họp thứ 7 thông qua ngày 27 tháng 6 năm 2024.
CHỦ TỊCH QUỐC HỘI
(Đã ký)
Lê Thị Mẫu
"""
PAGE = """Thứ 7, Ngày 26/10/2024

Kế hoạch 21/KH-UBND về nâng cao chỉ số tỉnh An Bình năm 2022

Số hiệu 21/KH-UBND
Ngày ban hành 26/08/2022
Loại văn bản Kế hoạch
Người ký Phạm Thị Ví Dụ

KẾ HOẠCH

NÂNG CAO CHỈ SỐ TỈNH AN BÌNH NĂM 2022

I. MỤC ĐÍCH
"""


def test_a_decision_that_promulgates_a_plan_is_one_document() -> None:
    document = read_header(PLAIN)
    assert document.type == "Quyết định"
    assert document.number == "1234/QĐ-UBND"
    assert document.date == datetime.date(2022, 3, 5)
    assert document.place == "An Bình"
    assert document.issuer == "Chủ tịch UBND tỉnh An Bình"
    assert document.level is Level.PROVINCE
    assert document.title == "Ban hành kế hoạch chuyển đổi số giai đoạn 2022 - 2025 tỉnh An Bình".replace("kế", "Kế")
    assert document.plan_title == "Kế hoạch chuyển đổi số giai đoạn 2022 - 2025 tỉnh An Bình"
    assert document.period == (datetime.date(2022, 1, 1), datetime.date(2025, 12, 31))
    assert document.signer == "Trần Văn Mẫu"
    assert document.signer_role == "Phó Chủ tịch (KT. Chủ tịch)"


def test_table_cells_and_wrapped_lines_read_like_plain_lines() -> None:
    document = read_header(CELLS)
    assert (document.type, document.number, document.place) == ("Kế hoạch", "77/KH-UBND", "Hà Nội")
    assert document.date == datetime.date(2025, 11, 24)
    assert document.issuer == "UBND thành phố Hà Nội"
    assert document.title == "Trồng cây xanh trên địa bàn thành phố hà nội đến năm 2030"
    assert document.period == (None, datetime.date(2030, 12, 31))


def test_a_letter_has_the_summary_behind_v_v_as_title() -> None:
    document = read_header(ONE_LINE)
    assert (document.type, document.number) == ("Công văn", "24/BXD-QLN")
    assert document.title == "hỗ trợ nhà ở"
    assert (document.issuer, document.level) == ("Bộ Xây dựng", Level.NATIONAL)


def test_a_party_resolution_is_read_in_the_party_layout() -> None:
    document = read_header(PARTY)
    assert (document.type, document.number) == ("Nghị quyết", "04-NQ/TU")
    assert (document.issuer, document.level) == ("Tỉnh ủy An Bình", Level.PROVINCE)
    assert document.title == "về đẩy mạnh cải cách hành chính"


def test_a_law_takes_the_day_on_which_it_was_passed() -> None:
    document = read_header(ASSEMBLY)
    assert (document.type, document.number) == ("Luật", "12/2024/QH15")
    assert document.date == datetime.date(2024, 6, 27)
    assert (document.issuer, document.signer) == ("Quốc hội", "Lê Thị Mẫu")


def test_a_web_page_tells_number_and_day_in_its_data_block_not_in_the_day_of_view() -> None:
    document = read_header(PAGE)
    assert (document.type, document.number) == ("Kế hoạch", "21/KH-UBND")
    assert document.date == datetime.date(2022, 8, 26)
    assert document.signer == "Phạm Thị Ví Dụ"


@pytest.mark.parametrize("blank", ["Số: /KH-UBND", "Số:      /KH-UBND", "Số: ...../KH-UBND", "Số _____ /KH-UBND"])
def test_a_blank_number_is_none_and_never_a_cited_one(blank: str) -> None:
    text = f"ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\n{blank}\nKẾ HOẠCH\nTUYÊN TRUYỀN\nThực hiện Quyết định số 5/QĐ-UBND"
    assert read_header(text).number is None


def test_an_ocr_slip_of_the_unit_is_put_right_where_the_text_spells_it_with_its_marks() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nHUYỆN SON LA\n\nSố: 9/QĐ-UBND\n\nSon La, ngày 1 tháng 2 năm 2020\n\nQUYẾT ĐỊNH\n\n"
        "Ban hành Kế hoạch năm 2020, trên địa bàn huyện Son La\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN SON LA\n\n"
        "Căn cứ nhu cầu của huyện Sơn La và các xã thuộc huyện Sơn La.\n"
    )
    document = read_header(text)
    assert document.place == "Sơn La"
    assert document.issuer == "Chủ tịch UBND huyện Sơn La"
    assert document.title == "Ban hành Kế hoạch năm 2020, trên địa bàn huyện Sơn La"


@pytest.mark.parametrize(
    ("letterhead", "issuer", "level"),
    [
        ("UBND TỈNH AN BÌNH\nSỞ NỘI VỤ", "Sở nội vụ tỉnh An Bình", Level.DEPARTMENT),
        ("ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nVĂN PHÒNG", "Văn phòng UBND tỉnh An Bình", Level.DEPARTMENT),
        ("HỘI ĐỒNG NHÂN DÂN\nHUYỆN MẪU ĐỨC", "HĐND huyện Mẫu Đức", Level.DISTRICT),
        ("ỦY BAN NHÂN DÂN\nXÃ HÒA MẪU", "UBND xã Hòa Mẫu", Level.COMMUNE),
        ("THỦ TƯỚNG CHÍNH\nPHỦ", "Thủ tướng Chính phủ", Level.NATIONAL),
        ("BỘ TÀI CHÍNH\nCỤC THUẾ", "Cục thuế", Level.DEPARTMENT),
        ("BỘ TÀI CHÍNH\nTỔNG CỤC THUẾ", "Tổng cục Thuế", Level.DEPARTMENT),
        ("VĂN PHÒNG CHÍNH PHỦ", "Văn phòng Chính phủ", Level.NATIONAL),
    ],
)
def test_the_letterhead_names_issuer_and_level(letterhead: str, issuer: str, level: Level) -> None:
    document = read_header(f"{letterhead}\n\nSố: 5/BC-ABC\n\nAn Bình, ngày 1 tháng 2 năm 2020\n\nBÁO CÁO\n\nKết quả")
    assert document.issuer is not None
    assert document.issuer.lower() == issuer.lower()
    assert document.level is level


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Cải cách hành chính năm 2022", ("2022-01-01", "2022-12-31")),
        ("Duy trì chỉ số năm 2022 và giai đoạn 2022 - 2025", ("2022-01-01", "2025-12-31")),
        ("Phát triển hạ tầng đến năm 2030", (None, "2030-12-31")),
        ("Phát triển hạ tầng đến năm 2025, định hướng đến năm 2030", (None, "2025-12-31")),
        ("Nhiệm vụ trọng tâm cuối năm 2025", (None, "2025-12-31")),
        ("Triển khai Chỉ thị số 5/CT-TTg ngày 21/10/2025 của Thủ tướng Chính phủ", None),
        ("Triển khai Quyết định số 6/QĐ-TTg ngày 02 tháng 01 năm 2025", None),
        ("Thực hiện Đề án trồng cây từ nay đến năm 2020 và những năm tiếp theo", (None, "2020-12-31")),
        ("Trồng cây đến năm 2030, tầm nhìn 2050", (None, "2030-12-31")),
        ("Trồng cây đến năm 2030, tầm nhìn đến năm 2050", (None, "2030-12-31")),
        ("Trồng cây, tầm nhìn đến năm 2045, trên địa bàn tỉnh An Bình năm 2026", ("2026-01-01", "2026-12-31")),
        ("Trồng cây giai đoạn 2021 - 2025, định hướng giai đoạn 2026 - 2030", ("2021-01-01", "2025-12-31")),
        ("Định hướng nghề nghiệp cho học sinh năm 2025", ("2025-01-01", "2025-12-31")),
        (
            "Thực hiện Nghị quyết số 8/NQ-CP ngày 03/4/2023 của Chính phủ phê duyệt Chiến lược trồng cây đến năm 2030, "
            "tầm nhìn đến năm 2050",
            (None, "2030-12-31"),
        ),
        (
            "Thực hiện Quyết định số 5/QĐ-TTg ngày 27 tháng 7 năm 2013 phê duyệt Đề án trồng cây từ nay đến năm 2020",
            (None, "2020-12-31"),
        ),
        (
            "Thực hiện Quyết định số 5/QĐ-TTg phê duyệt Đề án giai đoạn 2021 - 2030 trên địa bàn tỉnh An Bình năm 2026",
            ("2026-01-01", "2026-12-31"),
        ),
        ("Tuyên truyền", None),
        (None, None),
    ],
)
def test_the_period_is_what_the_title_says(title: str | None, period: tuple[str | None, str | None] | None) -> None:
    found = find_period(title)
    assert (None if found is None else tuple(str(day) if day else None for day in found)) == period


def test_capitals_take_the_case_of_the_body() -> None:
    body = "Sở Nội vụ chủ trì. Kế hoạch của tỉnh An Bình về ứng dụng IoT trong trường học."
    assert restore_case("ỨNG DỤNG IOT TỈNH AN BÌNH", body) == "Ứng dụng IoT tỉnh An Bình"


def test_a_title_goes_on_over_a_line_that_starts_with_the_name_of_a_body() -> None:
    text = (
        "CHÍNH PHỦ\n\nSố: 8/NQ-CP\n\nNGHỊ QUYẾT\nVỀ VIỆC TIẾP THU Ý KIẾN CỦA ĐẠI BIỂU\n"
        "QUỐC HỘI TẠI TỔ; Ý KIẾN CỦA ỦY BAN"
        "\nCỦA QUỐC HỘI VỀ DỰ ÁN LUẬT TRỒNG RỪNG\nCHÍNH PHỦ\nCăn cứ Luật Tổ chức Chính phủ;\n"
    )
    assert (read_header(text).title or "").lower() == (
        "về việc tiếp thu ý kiến của đại biểu quốc hội tại tổ; ý kiến của ủy ban của quốc hội về dự án luật trồng rừng"
    )


@pytest.mark.parametrize("line", ["QUỐC HỘI", "CHÍNH PHỦ", "BỘ TRƯỞNG BỘ Y TẾ", "HỘI ĐỒNG NHÂN DÂN TỈNH AN BÌNH"])
def test_the_title_ends_at_the_line_that_names_the_enacting_body(line: str) -> None:
    title = read_header(f"Số: 8/QĐ-ABC\n\nQUYẾT ĐỊNH\nVỀ VIỆC TRỒNG CÂY\n{line}\nCăn cứ Luật Đất đai;").title
    assert title == "Về việc trồng cây"


def test_a_telegram_has_the_summary_behind_v_v_as_title() -> None:
    text = "THỦ TƯỚNG CHÍNH PHỦ\n\nSố: 7/CĐ-TTg\n\nCÔNG ĐIỆN\n\nV/V PHÒNG, CHỐNG\nMƯA LŨ\n\nTHỦ TƯỚNG CHÍNH PHỦ điện:\n"
    assert read_header(text).title == "Phòng, chống mưa lũ"


def test_an_older_title_begins_behind_its_body_number_and_day() -> None:
    text = (
        "BỘ Y TẾ\nSố: 4/2001/TT-BYT\n\nTHÔNG TƯ\n\nCỦA BỘ Y TẾ SỐ 4/2001/TT-BYT NGÀY 20 THÁNG 8 NĂM 2001 HƯỚNG DẪN "
        "TRỒNG CÂY\n\nCăn cứ Luật Dược;\n"
    )
    assert (read_header(text).title or "").lower() == "hướng dẫn trồng cây"


@pytest.mark.parametrize("block", ["KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nTrần\nVăn Mẫu", "BỘ TRƯỞNG\nĐại\ntướng Trần Văn Mẫu"])
def test_a_wrapped_name_is_one_name(block: str) -> None:
    text = f"KẾ HOẠCH\n\nTrồng cây./.\n\nNơi nhận:\n- Lưu: VT.\n|\n{block}\n|\n"
    assert read_header(text).signer == "Trần Văn Mẫu"


@pytest.mark.parametrize("block", ["TRƯỞNG BAN PHÓ THỦ TƯỚNG Trần Văn Mẫu", "KT. CHÁNH VĂN PHÒNGTrần Văn Mẫu"])
def test_the_signer_starts_behind_the_whole_role(block: str) -> None:
    text = f"KẾ HOẠCH\n\nTrồng cây./.\n\n| Nơi nhận: - Lưu: VT. | {block} |\n"
    assert read_header(text).signer == "Trần Văn Mẫu"


def test_a_directive_without_letterhead_is_issued_by_the_one_who_demands() -> None:
    text = "CHỈ THỊ\n\nVỀ VIỆC TRỒNG CÂY\n\nĐể trồng nhiều cây, Thủ tướng Chính phủ yêu cầu các bộ:\n\n1. Trồng cây.\n"
    document = read_header(text)
    assert (document.issuer, document.level) == ("Thủ tướng Chính phủ", Level.NATIONAL)


@given(st.text(max_size=400))
def test_any_text_has_a_head_without_an_error(text: str) -> None:
    read_header(unicodedata.normalize("NFC", text))


def test_kind_number_and_day_agree_with_the_index_of_real_documents(shared: Path) -> None:
    """The index was read from headers too; the cells listed are its errors (a file name read as number, no header)."""
    wrong = {
        ("31-2012-ct-ttg.txt", "number"),
        ("31-2012-ct-ttg.txt", "date"),
        ("43-2019-qh14.txt", "number"),
        ("89-2025-ubtvqh15.txt", "number"),
        ("nghi-quyet-so-45-2019-qh14.txt", "type"),
    }
    with (shared / "corpus" / "INDEX.tsv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    for row in rows:
        text = (shared / "corpus" / row["file"]).read_text(encoding="utf-8")
        document = read_header(unicodedata.normalize("NFC", text))
        found = {"type": document.type, "number": document.number, "date": str(document.date)}
        for key, value in found.items():
            if row[key] and (row["file"], key) not in wrong:
                assert value == row[key], (row["file"], key)


@pytest.mark.parametrize("folder", ["gold:seeds", "corpus-gold:corpus"])
def test_the_heads_of_labelled_documents_are_read_right(shared: Path, folder: str) -> None:
    labels, texts = folder.split(":")
    for path in sorted((shared / labels).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (shared / texts / gold["file"]).read_text(encoding="utf-8")
        found = read_header(unicodedata.normalize("NFC", text)).model_dump(mode="json")
        for key in ("type", "number", "date", "level", "period", "signer"):
            assert found[key] == gold["document"][key], (path.name, key)


def test_two_columns_typed_side_by_side_are_read_as_columns() -> None:
    text = (
        "UBND TỈNH AN BÌNH            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "    VĂN PHÒNG                    Độc lập - Tự do - Hạnh phúc\n"
        "Số: 69/KH-VP                 An Bình, ngày 10 tháng 01 năm 2022\n\nKẾ HOẠCH\nCải cách hành chính năm 2022\n"
    )
    document = read_header(text)
    assert (document.issuer, document.level) == ("Văn phòng UBND tỉnh An Bình", Level.DEPARTMENT)
