"""Citations: unit tables of invented sentences, one for every trap, and properties of any text."""

from __future__ import annotations

import datetime
import json
import textwrap
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.ingest import relations
from cancu.ingest.citations import find_citations
from cancu.ingest.header import read_header
from cancu.ontology.records import Citation, Document, Level

PROVINCE = Document(type="Kế hoạch", number="99/KH-UBND", issuer="UBND tỉnh An Bình", level=Level.PROVINCE)
DECISION = Document(
    type="Quyết định",
    number="1234/QĐ-UBND",
    date=datetime.date(2022, 3, 5),
    issuer="Chủ tịch UBND tỉnh An Bình",
    level=Level.PROVINCE,
)


def read(text: str, document: Document = PROVINCE) -> list[Citation]:
    return find_citations(text, document)


def labels(text: str, document: Document = PROVINCE) -> list[str]:
    return [citation.number or citation.name or "" for citation in read(text, document)]


RELATIONS = [
    ("Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;", "basis"),
    ("- Căn cứ Nghị quyết số 76/NQ-CP;", "basis"),
    ("Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV.", "proposal"),
    ("Xét đề nghị của Bộ Tài chính tại Công văn số 5/BTC-NS;", "proposal"),
    ("Xét Tờ trình số 471/TTr-UBND ngày 12/11/2025;", "proposal"),
    ("Thực hiện Kế hoạch số 15/KH-UBND ngày 1/2/2022 của UBND tỉnh.", "implements"),
    ("Bám sát Kế hoạch ban hành kèm theo Quyết định số 7/QĐ-UBND.", "implements"),
    ("Cụ thể hóa nhiệm vụ, giải pháp đề ra tại Nghị quyết số 57-NQ/TW.", "implements"),
    ("từng bước hoàn thành mục tiêu, chỉ tiêu Nghị quyết số 05-NQ/TU.", "implements"),
    ("thực hiện các nhiệm vụ được giao tại Thông báo kết luận số 8/TB-UBND.", "implements"),
    ("thực hiện theo quy định tại khoản 5 Điều 18 Nghị định số 61/2025/NĐ-CP.", "implements"),
    ("theo quy định tại\nĐiều 18 Nghị định số 61/2025/NĐ-CP.", "implements"),
    ("giấy tờ lập đúng theo hướng dẫn tại Thông tư số 8/2009/TT-BNV.", "implements"),
    ("triển khai Luật Viễn thông theo hướng thuận lợi.", "implements"),
    ("phổ biến, quán triệt, triển khai Chỉ thị số 5/CT-UBND.", "implements"),
    ("Tuyên truyền, phổ biến Luật Căn cước.", "cites"),
    ("Quán triệt Kết luận số 34-KL/TW.", "cites"),
    ("Tổ công tác được thành lập tại Quyết định số 730/QĐ-UBND.", "cites"),
    ("đối tượng quy định tại khoản 5 Điều 76 của Luật Nhà ở thì được hỗ trợ.", "cites"),
    ("Trả lời Công văn số 577/SNV-VP của Sở Nội vụ.", "cites"),
    ("UBND tỉnh đã ban hành Quyết định số 8/QĐ-UBND.", "cites"),
    ("Tham mưu sửa đổi Nghị quyết số 27/2020/NQ-HĐND.", "amends"),
    ("sửa đổi, điều chỉnh nội dung Quyết định số 3/2017/QĐ-UBND.", "amends"),
    ("sửa đổi, bổ sung hoặc thay thế Quyết định số 15/2021/QĐ-UBND.", "amends"),
    ("Điều 1. Bãi bỏ toàn bộ Quyết định số 22/2025/QĐ-UBND.", "repeals"),
    ("Bãi bỏ quy định tại Điều 2 của Quyết định số 1699/QĐ-TTg.", "repeals"),
    ("Quyết định này thay thế Quyết định số 15/2014/QĐ-UBND.", "replaces"),
    ("2. Thông tư số 12/2019/TT-BTC hết hiệu lực kể từ ngày Thông tư này có hiệu lực.", "repeals"),
    ("xây dựng văn bản hướng dẫn thi hành Nghị định số 5/2020/NĐ-CP.", "guides"),
    ("thức ăn bổ sung quy định tại Điều 33 Luật Chăn nuôi.", "cites"),
    ("thu thập thông tin theo các mẫu biểu quy định tại Thông tư số 10/2022/TT-BTC.", "implements"),
    ("thực hiện các nội dung, nhiệm vụ quy định tại Quyết định số 7/QĐ-TTg.", "implements"),
    ("thực hiện chính sách đối với đối tượng quy định tại Nghị định số 7/2020/NĐ-CP.", "cites"),
    ("Căn cứ quy định tại Điều 3 của Quyết định số 7/QĐ-TTg, các bộ có trách nhiệm:", "basis"),
    ("Thay thế, bãi bỏ một số từ, cụm từ của Quy định kèm theo Nghị quyết số 9/2022/NQ-HĐND.", "amends"),
    ("Bãi bỏ khoản 3, khoản 4 Điều 3 Quyết định số 7/QĐ-TTg.", "repeals"),
    ("triển khai hiệu quả ngay sau khi Luật Phòng, chống ma túy (sửa đổi) được thông qua.", "cites"),
    ("Quyết định số 7/QĐ-TTg hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", "repeals"),
]


@pytest.mark.parametrize(("sentence", "relation"), RELATIONS)
def test_the_cue_in_front_decides_the_relation(sentence: str, relation: str) -> None:
    citation = read(sentence)[0]
    assert citation.relation.value == relation, citation.rule


def test_a_passive_makes_the_cited_document_the_subject() -> None:
    head, amending = read("Căn cứ Luật Xây dựng số 50/2014/QH13, được sửa đổi, bổ sung bởi Luật số 62/2020/QH14;")
    assert head.relation.value == "basis"
    assert (amending.relation.value, amending.subject) == ("amended_by", "50/2014/QH13")


def test_a_passive_behind_a_title_belongs_to_the_head_of_the_clause() -> None:
    text = (
        "Căn cứ Nghị quyết số 03/NQ-CP ngày 9/1/2025 của Chính phủ Ban hành Chương trình thực hiện Nghị quyết số "
        "57-NQ/TW của Bộ Chính trị về khoa học được sửa đổi, bổ sung tại Nghị quyết số 71/NQ-CP;"
    )
    _, nested, amending = read(text)
    assert (nested.relation.value, nested.subject) == ("implements", "03/NQ-CP")
    assert (amending.relation.value, amending.subject) == ("amended_by", "03/NQ-CP")


def test_a_list_shares_its_cue_and_a_title_nests() -> None:
    text = (
        "Thực hiện Quyết định số 205/QĐ-UBND ngày 13/3/2017 của UBND tỉnh ban hành Kế hoạch triển khai thực hiện "
        "Nghị quyết số 05-NQ/TU ngày 05/12/2016 của Tỉnh ủy về cải cách; Quyết định số 379/QĐ-UBND."
    )
    first, nested, second = read(text)
    assert [c.relation.value for c in (first, nested, second)] == ["implements"] * 3
    assert (first.subject, nested.subject, second.subject) == (None, "205/QĐ-UBND", None)


def test_an_unnumbered_document_with_an_issuer_is_a_subject() -> None:
    citation = read("thực hiện Chương trình hành động của Tỉnh ủy thực hiện Nghị quyết số 19-NQ/TW.")[0]
    assert citation.subject == "Chương trình hành động của Tỉnh ủy"


def test_several_decrees_guide_a_law() -> None:
    citation = read("triển khai các Nghị định, Thông tư hướng dẫn Luật Viễn thông theo hướng thuận lợi.")[0]
    assert (citation.name, citation.relation.value) == ("Luật Viễn thông", "guides")
    assert citation.subject == "các Nghị định, Thông tư"


def test_lines_below_an_opening_take_its_cue() -> None:
    text = "Điều 1. Bãi bỏ các Quyết định sau đây:\n1. Quyết định số 5/2014/QĐ-UBND.\n2. Quyết định số 6/2015/QĐ-UBND."
    assert [c.relation.value for c in read(text)] == ["repeals", "repeals"]


def test_items_below_bai_bo_keep_their_long_pinpoints() -> None:
    text = (
        "2. Bãi bỏ:\na) Khoản 2, khoản 3 Điều 2 và khoản 1, khoản 2, khoản 3, khoản 4, khoản 5, khoản 6, khoản 7, "
        "khoản 9, khoản 10, khoản 11 Điều 3 Quyết định số 8/QĐ-TTg ngày 7/7/2020 về cây.\n"
        "b) Khoản 1 Điều 1 Quyết định số 9/QĐ-TTg ngày 24/9/2020 về rừng.\n"
    )
    first, second = read(text)
    assert [c.relation.value for c in (first, second)] == ["repeals", "repeals"]
    assert first.pinpoint == (
        "Khoản 2, khoản 3 Điều 2 và khoản 1, khoản 2, khoản 3, khoản 4, khoản 5, khoản 6, khoản 7, "
        "khoản 9, khoản 10, khoản 11 Điều 3"
    )
    assert second.pinpoint == "Khoản 1 Điều 1"


def test_a_further_proposer_behind_a_semicolon_goes_on_with_the_proposals() -> None:
    text = (
        "Theo đề nghị của Bộ trưởng Bộ Y tế tại Tờ trình số 2/TTr-BYT ngày 11/5/2026; của Chủ tịch Ủy ban nhân dân "
        "thành phố Hà Nội tại Tờ trình số 82/TTr-UBND ngày 31/3/2026;"
    )
    assert [c.relation.value for c in read(text)] == ["proposal", "proposal"]


def test_numbers_in_a_parenthesis_stand_for_the_plural_in_front_of_it() -> None:
    text = (
        "Căn cứ các Nghị định của Chính phủ quy định chi tiết thi hành Luật Quy hoạch (số 37/2019/NĐ-CP ngày "
        "07/5/2019, số 58/2023/NĐ-CP ngày 12/8/2023 sửa đổi, bổ sung một số điều của Nghị định số 37/2019/NĐ-CP và số "
        "22/2025/NĐ-CP);"
    )
    found = [(c.number, c.relation.value, c.subject) for c in read(text) if c.number]
    assert found == [
        ("37/2019/NĐ-CP", "basis", None),
        ("58/2023/NĐ-CP", "basis", None),
        ("37/2019/NĐ-CP", "amends", "58/2023/NĐ-CP"),
        ("22/2025/NĐ-CP", "basis", None),
    ]


def test_a_plural_with_its_numbers_in_a_parenthesis_is_a_member_of_the_list() -> None:
    text = (
        "Căn cứ Quyết định số 9/QĐ-TTg phê duyệt Quy hoạch rừng; các Quyết định của Bộ trưởng Bộ Y tế phê duyệt điều "
        "chỉnh Quy hoạch rừng (Số 12/QĐ-BYT ngày 29/4/2025 và số 26/QĐ-BYT ngày 29/7/2025);"
    )
    assert [(c.relation.value, c.subject) for c in read(text)] == [("basis", None)] * 3


def test_an_item_of_a_list_that_is_a_plan_is_the_subject_of_what_it_carries_out() -> None:
    text = (
        "tiếp tục thực hiện Nghị quyết số 5/NQ-CP; Chiến lược phòng cháy đến năm 2030; Kế hoạch triển khai thực hiện "
        "Chỉ thị số 36-CT/TW ngày 16/8/2019 của Bộ Chính trị."
    )
    assert [(c.relation.value, c.subject) for c in read(text)] == [("implements", None), ("implements", "Kế hoạch")]


@pytest.mark.parametrize(
    "text",
    [
        "sửa đổi Quyết định số 4/QĐ-UBND về khu vực cấm, phù hợp với nội dung của Luật Đất đai.",
        "Theo đề nghị của Sở Y tế tại Tờ trình số 4/TTr-SYT (được Sở Tư pháp thẩm định tại Báo cáo số 18/BC-STP);",
        "Công văn số 4/SYT-TC về việc rà soát danh sách và trên cơ sở ý kiến của UBND tỉnh (Công văn số 40/VP-KT).",
    ],
)
def test_what_follows_a_title_without_belonging_to_it_has_no_subject(text: str) -> None:
    assert (read(text)[1].relation.value, read(text)[1].subject) == ("cites", None)


def test_the_law_that_a_numbered_law_promulgates_is_that_law() -> None:
    text = "Căn cứ Luật số 57/2024/QH15 của Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Đất đai;"
    assert read(text)[-1].subject == "57/2024/QH15"


def test_a_short_form_stands_in_the_relation_of_what_it_renames() -> None:
    text = "Căn cứ Quyết định số 8/QĐ-TTg ngày 1/2/2021 về quy hoạch (sau đây gọi là Quyết định số 8/QĐ-TTg);"
    full, short = read(text)
    assert (full.relation, full.date) == (short.relation, datetime.date(2021, 2, 1))
    assert short.date is None


def test_own_number_is_self_in_the_head_and_promulgated_by_in_the_plan() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nSố: 1234/QĐ-UBND\n\nKẾ HOẠCH\nNĂM 2022\n\n"
        "(Ban hành kèm theo Quyết định số 1234/QĐ-UBND ngày 05/3/2022 của Chủ tịch UBND tỉnh)\n"
    )
    head, attached = read(text, DECISION)
    assert (head.relation.value, head.date, head.issuer) == ("self", DECISION.date, DECISION.issuer)
    assert attached.relation.value == "promulgated_by"


def test_an_annex_of_a_plan_names_the_plan_itself() -> None:
    citation = read("Phụ lục\n(Kèm theo Kế hoạch số 99/KH-UBND ngày 1/2/2022 của UBND tỉnh)")[0]
    assert citation.relation.value == "self"


def test_a_struck_out_number_is_unknown() -> None:
    text = "KẾ HOẠCH\n\n(Ban hành kèm theo Quyết định số ~~253~~ **254**/QĐ-UBND ngày 05/3/2022 của Chủ tịch UBND tỉnh)"
    citation = read(text, DECISION)[0]
    assert citation.number is None
    assert citation.text == "~~253~~ **254**/QĐ-UBND"
    assert (citation.relation.value, citation.type) == ("promulgated_by", "Quyết định")
    assert citation.confidence < 0.5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "các Nghị định số 62/2020/NĐ-CP và số 106/2020/NĐ-CP",
            [("Nghị định", "62/2020/NĐ-CP"), ("Nghị định", "106/2020/NĐ-CP")],
        ),
        ("tại các Quyết định: số 36/QĐ-TTg; số 37/QĐ-TTg", [("Quyết định", "36/QĐ-TTg"), ("Quyết định", "37/QĐ-TTg")]),
        ("Luật số 65/2020/QH14 và số 62/2025/QH15", [("Luật", "65/2020/QH14"), ("Luật", "62/2025/QH15")]),
        ("Nghị định 130/2005/NĐ-CP", [("Nghị định", "130/2005/NĐ-CP")]),
        ("Quyết 1256/QĐ-UBND", [("Quyết định", "1256/QĐ-UBND")]),
        ("Văn bản số 87/TB-VPCP", [("Thông báo", "87/TB-VPCP")]),
        ("Văn bản số 2750/UBND-VX", [("Công văn", "2750/UBND-VX")]),
        ("Quy định số 66-QĐ/TW", [("Quy định", "66-QĐ/TW")]),
        ("Kế hoạch hành động số 459-KHHĐ/TU", [("Kế hoạch", "459-KHHĐ/TU")]),
        ("Thông báo kết luận số 196-TB/TW", [("Thông báo", "196-TB/TW")]),
        ("theo quy định tại Nghị định số 5/2020/NĐ-CP", [("Nghị định", "5/2020/NĐ-CP")]),
        ("Luật Quy hoạch (Số 37/2019/NĐ-CP)", [("Luật", None), ("Nghị định", "37/2019/NĐ-CP")]),
    ],
)
def test_kinds_and_elided_heads(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(c.type, c.number) for c in read(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "áp dụng TCVN ISO 9001:2015 và QCVN 41/2019/BGTVT",
        "theo Mẫu số 01/BC-ABC",
        "giai đoạn 2021 - 2030, ngày 15/7/2021, 107/100 trẻ, 24/7, km/h",
        "Kế hoạch này, Quyết định trên, Luật này, pháp luật về đất đai",
        "Số: /KH-UBND; số _____ /KH-VP ngày ____/12/2021; Nghị định số …/2025/NĐ-CP",
        "CÔNG BÁO/Số 242/Ngày 22-04-2026",
        "VĂN BẢN QUY PHẠM PHÁP\nLUẬT ĐƯỢC ĐỀ XUẤT",
        "HOÀN THIỆN HỆ THỐNG PHÁP\n\n\n     \nLUẬT ĐÁP ỨNG YÊU CẦU PHÁT TRIỂN",
        "Chương VIII\nKỶ LUẬT LAO ĐỘNG, TRÁCH NHIỆM VẬT CHẤT",
        "sinh viên Trường Đại học Luật Hà Nội và Công ty Luật An Bình",
    ],
)
def test_what_is_no_mention_is_not_counted(text: str) -> None:
    assert labels(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Luật Doanh nghiệp, Luật Hỗ trợ doanh nghiệp nhỏ và vừa và Kế hoạch năm",
            ["Luật Doanh nghiệp", "Luật Hỗ trợ doanh nghiệp nhỏ và vừa"],
        ),
        ("Luật Phòng, chống tham nhũng.", ["Luật Phòng, chống tham nhũng"]),
        ("Luật Tổ chức chính\nquyền địa phương ngày\n19/6/2015", ["Luật Tổ chức chính quyền địa phương"]),
        ("Luật Trồng rừng ngập mặn và các văn bản", ["Luật Trồng rừng ngập mặn"]),
        ("Luật nhà ở ngày 29 tháng 11 năm 2005; Luật quy định rõ", ["Luật nhà ở"]),
        ("Bộ luật Lao động năm 2019", ["Bộ luật Lao động"]),
        ("chưa ban hành Luật Quy hoạch (sửa đổi);", ["Luật Quy hoạch (sửa đổi)"]),
        ("Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam", ["Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"]),
        ("Luật Kh**á**m bệnh, chữa bệnh ngày 23/11/2009", ["Luật Khám bệnh, chữa bệnh"]),
        ("Luật Nhà ở11 quy định", ["Luật Nhà ở"]),
        ("Pháp lệnh Ngoại hối số 28/2005/PL-UBTVQH11", ["Pháp lệnh Ngoại hối"]),
        (
            "PHÁP LỆNH SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA PHÁP LỆNH CẢNH SÁT MÔI TRƯỜNG",
            [
                "PHÁP LỆNH SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA PHÁP LỆNH CẢNH SÁT MÔI TRƯỜNG",
                "PHÁP LỆNH CẢNH SÁT MÔI TRƯỜNG",
            ],
        ),
        ("Luật An toàn, vệ sinh lao động thuộc lĩnh vực y tế", ["Luật An toàn, vệ sinh lao động"]),
    ],
)
def test_laws_are_found_by_name(text: str, names: list[str]) -> None:
    assert [c.name for c in read(text)] == names


def test_an_amending_law_holds_the_laws_that_it_amends() -> None:
    text = "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Đất đai ngày 22/11/2019;"
    outer, first, second = read(text)
    assert outer.name == "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Đất đai"
    assert outer.date == datetime.date(2019, 11, 22)
    assert [(c.name, c.relation.value, c.subject) for c in (first, second)] == [
        ("Luật Tổ chức Chính phủ", "amends", outer.name),
        ("Luật Đất đai", "amends", outer.name),
    ]


def test_the_only_number_behind_an_amending_law_is_its_own() -> None:
    outer, inner = read("tại Luật sửa đổi, bổ sung một số điều của Luật xây dựng số 62/2020/QH14 ngày 17/6/2020")
    assert (outer.number, outer.name) == ("62/2020/QH14", "Luật sửa đổi, bổ sung một số điều của Luật xây dựng")
    assert (inner.number, inner.subject) == (None, "62/2020/QH14")


def test_numbers_inside_the_name_of_an_amending_law_belong_to_the_laws_inside() -> None:
    text = "tại Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15 và Luật Nhà ở số 27/2023/QH15;"
    assert [c.number for c in read(text)] == [None, "31/2024/QH15", "27/2023/QH15"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Nghị quyết số 02/NQ-CP của Chính phủ ngày 01/01/2021", ["2021-01-01"]),
        ("Nghị quyết số 02/NQ-CP ngày 23 tháng 12 năm 2021", ["2021-12-23"]),
        ("Nghị quyết số 02/NQ-CP", [None]),
        ("các Tờ trình số 1/TTr-CP và số 2/TTr-CP ngày 29/12/2025", ["2025-12-29", "2025-12-29"]),
        ("Nghị định số 9/2020/NĐ-CP ngày 1/6/2020 và Nghị định số 8/2021/NĐ-CP", ["2020-06-01", None]),
        ("Luật Dược ngày 14 tháng** 1**1 năm 2005", ["2005-11-14"]),
        ("Quyết định số 5/QĐ-UBND ngày 45/13/2020", [None]),
        ("Ngày 28 tháng 10 năm 2025, Chủ tịch UBND tỉnh đã ban hành Công văn số 3/UBND-VX về cây", ["2025-10-28"]),
        ("Ngày 28/10/2025, các sở họp; UBND tỉnh đã ban hành Công văn số 3/UBND-VX về cây", [None]),
    ],
)
def test_the_day_is_what_the_mention_prints(text: str, days: list[str | None]) -> None:
    assert [c.date.isoformat() if c.date else None for c in read(text)] == days


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Quyết định số 5/QĐ-UBND ngày 1/2/2021 của UBND tỉnh về", "UBND tỉnh An Bình"),
        ("Quyết định số 5/QĐ-UBND của Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh An Bình"),
        ("Quyết định số 5/QĐ-UBND", "UBND tỉnh An Bình"),
        ("Nghị quyết số 5/NQ-HĐND ngày 1/2/2021 của Hội đồng nhân dân tỉnh", "HĐND tỉnh An Bình"),
        ("Quyết định số 5/QĐ-UBND của UBND tỉnh Mẫu Sơn về", "UBND tỉnh Mẫu Sơn"),
        ("Nghị quyết số 5-NQ/TU của Tỉnh ủy", "Tỉnh ủy An Bình"),
        ("Chỉ thị số 5-CT/TU của Ban Thường vụ Tỉnh ủy về", "Ban Thường vụ Tỉnh ủy An Bình"),
        ("Nghị quyết số 5-NQ/TW của Bộ Chính trị", "Bộ Chính trị"),
        (
            "Nghị quyết số 5-NQ/TW của Hội nghị lần thứ sáu Ban Chấp hành Trung ương khoá XII",
            "Ban Chấp hành Trung ương",
        ),
        ("Thông tư số 5/2020/TT-BNV của Bộ trưởng Bộ Nội vụ", "Bộ Nội vụ"),
        ("Thông tư số 5/2017/TT-VPCP của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "Văn phòng Chính phủ"),
        ("Thông tư số 5/2020/TT-BTC", "Bộ Tài chính"),
        ("Quyết định số 5/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("Nghị quyết số 5/2020/QH14", "Quốc hội"),
        ("Nghị quyết số 5/NQ-UBTVQH15", "Ủy ban Thường vụ Quốc hội"),
        ("Theo đề nghị của Giám đốc Sở Nội vụ tại Công văn số 5/SNV-CCHC", "Sở Nội vụ tỉnh An Bình"),
        ("Công văn số 5/CT-NV của Cục Thuế tỉnh Mẫu Sơn trả lời", "Cục Thuế tỉnh Mẫu Sơn"),
        ("Công văn số 5/ABC-XYZ", None),
        ("Nghị quyết số 163/2024/QH15 của Quốc hội phê duyệt Chương trình (Nghị quyết số 163/2024/QH15)", "Quốc hội"),
        ("Quyết định số 5/QĐ-UBND của UBND tỉnh Vĩnh Phúc Quy định về đê", "UBND tỉnh Vĩnh Phúc"),
        ("Quyết định số 5/QĐ-UBND của UBND tỉnh Mẫu Sơn Quy định về đê", "UBND tỉnh Mẫu Sơn"),
        ("Quyết định số 5/QĐ-UBND của UBND tỉnh Quy định về đê", "UBND tỉnh An Bình"),
        ("Quyết định số 5/QĐ-UBND của UBND tỉnh Sửa đổi, bổ sung Quy chế", "UBND tỉnh An Bình"),
        ("Quyết định số 5/QĐ-UBND của UBND tỉnh Quảng Nam Kế hoạch trồng cây", "UBND tỉnh Quảng Nam"),
        ("Nghị quyết số 5/NQ-HĐND của HĐND tỉnh Thừa Thiên-Huế về", "HĐND tỉnh Thừa Thiên-Huế"),
        ("BÃI BỎ QUYẾT ĐỊNH SỐ 5/QĐ-UBND NGÀY 17/3/2025 CỦA UBND TỈNH QUẢNG NAM VỀ VIỆC", "UBND tỉnh Quảng Nam"),
        ("QUYẾT ĐỊNH SỐ 5/QĐ-UBND CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH VỀ VIỆC", "Chủ tịch UBND tỉnh An Bình"),
        ("QUYẾT ĐỊNH SỐ 5/QĐ-TTG CỦA THỦ TƯỚNG CHÍNH PHỦ VỀ VIỆC", "Thủ tướng Chính phủ"),
    ],
)
def test_the_issuer_comes_from_the_sentence_else_from_symbol_and_own_unit(text: str, issuer: str | None) -> None:
    assert read(text)[0].issuer == issuer


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("kế hoạch triển khai Nghị quyết của Quốc hội phê duyệt Chương trình (Nghị quyết số 50/NQ-CP)", "Chính phủ"),
        (
            "3. Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam Căn cứ quy định tại Điều 3 của Quyết định số 7/QĐ-TTg",
            "Thủ tướng Chính phủ",
        ),
        (
            "Theo đề nghị của Giám đốc Sở Y tế (được Sở Tư pháp thẩm định tại Báo cáo số 18/BC-STP)",
            "Sở Tư pháp tỉnh An Bình",
        ),
        ("theo ý kiến của Sở Tư pháp tỉnh Mẫu Sơn tại Báo cáo số 18/BC-STP", "Sở Tư pháp tỉnh Mẫu Sơn"),
        ("UBND tỉnh Mẫu Sơn tại Tờ trình số 18/TTr-UBND", "UBND tỉnh Mẫu Sơn"),
        ("theo ý kiến của Sở Y tế tại Tờ trình số 18/TTr-UBND", "UBND tỉnh An Bình"),
    ],
)
def test_a_symbol_that_names_a_body_outranks_another_body_in_front(text: str, issuer: str) -> None:
    assert read(text)[-1].issuer == issuer


def test_a_number_in_a_title_in_capitals_keeps_the_unit_that_is_no_more() -> None:
    text = "BÃI BỎ QUYẾT ĐỊNH SỐ 6/QĐ-UBND NGÀY 17/3/2025 CỦA UBND TỈNH QUẢNG NAM VỀ VIỆC TRỒNG CÂY"
    citation = read(text, Document(type="Quyết định", issuer="UBND thành phố Đà Nẵng", level=Level.PROVINCE))[0]
    assert (citation.issuer, citation.relation.value) == ("UBND tỉnh Quảng Nam", "repeals")


def test_in_a_district_document_ubnd_tinh_goes_up_to_its_province() -> None:
    district = Document(type="Kế hoạch", issuer="UBND huyện Mẫu Đức", level=Level.DISTRICT)
    text = (
        "Chỉ thị số 17/CT-UBND ngày 10/11/2016 của Chủ tịch UBND tỉnh về kỷ luật trên địa bàn tỉnh An Bình; "
        "Quyết định số 9/QĐ-UBND của UBND huyện; Quyết định số 10/QĐ-UBND."
    )
    assert [c.issuer for c in read(text, district)] == [
        "Chủ tịch UBND tỉnh An Bình",
        "UBND huyện Mẫu Đức",
        "UBND huyện Mẫu Đức",
    ]


def test_a_short_mention_keeps_the_issuer_that_the_full_one_names() -> None:
    text = "Nghị quyết số 5-NQ/TW ngày 1/2/2020 của Bộ Chính trị. Sau đó thực hiện Nghị quyết số 5-NQ/TW."
    assert [c.issuer for c in read(text)] == ["Bộ Chính trị", "Bộ Chính trị"]


@pytest.mark.parametrize(
    ("text", "pinpoint"),
    [
        ("tại Điểm d Mục 2 Thông báo kết luận số 168/TB-UBND", "Điểm d Mục 2"),
        ("tại điểm b, c, d khoản 8 Mục III Kế hoạch kèm theo Quyết 1256/QĐ-UBND", "điểm b, c, d khoản 8 Mục III"),
        ("theo khoản 2 Điều 32đ của Nghị định số 5/2020/NĐ-CP", "khoản 2 Điều 32đ"),
        ("theo Nghị định số 5/2020/NĐ-CP, Điều 7.", "Điều 7"),
        ("khoản thu và thí điểm chính sách theo Nghị định số 5/2020/NĐ-CP", None),
        ("nâng điểm số 3/10 theo Nghị định số 5/2020/NĐ-CP", None),
    ],
)
def test_the_pinpoint_is_as_printed(text: str, pinpoint: str | None) -> None:
    assert read(text)[0].pinpoint == pinpoint


def test_what_a_web_page_prints_below_the_document_is_not_cited() -> None:
    text = (
        "Số: 99/KH-UBND\n\nThực hiện Quyết định số 5/QĐ-UBND.\n"
        + "Các đơn vị báo cáo. " * 30
        + "\nNơi nhận:\n- Lưu: VT.\n|\n"
        "Kế hoạch 99/KH-UBND năm 2022 tuyên truyền\n## Văn bản liên quan\nQuyết định số 7/QĐ-TTg\n" + "x " * 300
    )
    assert labels(text) == ["99/KH-UBND", "5/QĐ-UBND"]


def test_marks_blanks_and_page_heads_inside_a_mention_do_not_hide_it() -> None:
    text = (
        "Luật số 203**/2025/QH15** và Nghị định số 1**04/2012/NĐ-CP** và Thông tư số 01/2026/TT-\n"
        "CÔNG BÁO/Số 298/Ngày 01-06-2026 \n31 \nBNNMT"
    )
    assert labels(text) == ["203/2025/QH15", "104/2012/NĐ-CP", "01/2026/TT-BNNMT"]


FRAGMENTS = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình tổng thể giai đoạn 2021 - 2030;",
    "Theo đề nghị của Giám đốc Sở Nội vụ tại Công văn số 2896/SNV-CCHC ngày 21/12/2021.",
    "Triển khai Nghị quyết số 04-NQ/TU ngày 18 tháng 10 năm 2021 của Tỉnh ủy và Quyết định số 48/2021/QĐ-UBND.",
    "Luật Xây dựng số 50/2014/QH13 được sửa đổi, bổ sung bởi Luật số 62/2020/QH14.",
    "Các cơ quan, đơn vị báo cáo kết quả thực hiện.",
    "theo quy định tại điểm a khoản 2 Điều 5 Nghị định số 30c/2020/NĐ-CP của Chính phủ.",
]


def essence(citations: list[Citation]) -> list[tuple[object, ...]]:
    return [(c.type, c.number, c.name, c.date, c.issuer, c.relation, c.subject, c.pinpoint) for c in citations]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6), st.integers(18, 90))
def test_wrapping_lines_changes_no_citation(fragments: list[str], width: int) -> None:
    flat = "\n\n".join(fragments)
    wrapped = "\n\n".join(
        textwrap.fill(one, width, break_long_words=False, break_on_hyphens=False) for one in fragments
    )
    assert essence(read(flat)) == essence(read(wrapped))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from([*FRAGMENTS, "**", "   ", "\n", "|", "số 5/", "Luật ", "QĐ-UBND", "(", "~~1~~ "]), max_size=14
    )
)
def test_spans_slice_back_to_the_evidence(pieces: list[str]) -> None:
    text = "".join(pieces)
    for citation in read(text):
        assert text[citation.start : citation.end] == citation.text
        assert citation.text


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read(unicodedata.normalize("NFC", text))


def test_work_grows_with_the_text_and_not_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts the characters that cues are searched in: four times the text, no more than four times the work."""
    searched = 0
    plain = relations.find_cues

    def count(words: str) -> list[relations.Cue]:
        nonlocal searched
        searched += len(words)
        return plain(words)

    monkeypatch.setattr(relations, "find_cues", count)
    one_line = " ".join(FRAGMENTS) + " "
    read(one_line * 5)
    once, searched = searched, 0
    read(one_line * 20)
    assert searched <= 4.2 * once


def test_labelled_documents_are_read_as_labelled(shared: Path) -> None:
    """Every mandatory mention of the nine labelled documents, with kind, day, relation and subject."""
    for labelled, texts in (("gold", "seeds"), ("corpus-gold", "corpus")):
        for path in sorted((shared / labelled).glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            text = unicodedata.normalize("NFC", (shared / texts / gold["file"]).read_text(encoding="utf-8"))
            found = {(c.start, c.number): c for c in find_citations(text, read_header(text))}
            for label in gold["citations"]:
                if label.get("optional"):
                    continue
                citation = found[label["start"], label["number"]]
                assert citation.type == label["type"], (path.name, citation)
                assert (str(citation.date) if citation.date else None) == label["date"], (path.name, citation)
                assert citation.relation.value == label["relation"], (path.name, citation)
