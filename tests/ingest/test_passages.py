"""Relations inside a paragraph: cues, lists, titles, parentheses; every sample is invented."""

from __future__ import annotations

import datetime

import pytest

from cancu.ingest.citations import find_citations
from cancu.ontology.records import Citation, Document, Level

PROVINCE = Document(type="Kế hoạch", number="99/KH-UBND", issuer="UBND tỉnh An Bình", level=Level.PROVINCE)


def read(text: str, document: Document = PROVINCE) -> list[Citation]:
    return find_citations(text, document)


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
    ("Tạm ngưng hiệu lực Nghị định số 46/2026/NĐ-CP.", "cites"),
    ("đến khi Luật Nhà ở (sửa đổi) có hiệu lực đối với Nghị định số 46/2026/NĐ-CP.", "cites"),
    ("| Cấp sửa đổi, bổ sung Giấy xác nhận | Nghị định số 95/2021/NĐ-CP |", "cites"),
    ("1.11. Căn cứ pháp lý:\n\n- Nghị định số 116/2021/NĐ-CP.", "cites"),
    ("- Phí, lệ phí: Không có\n\n- Căn cứ pháp lý:\n\n+ Nghị định số 116/2021/NĐ-CP.", "cites"),
    ("- Căn cứ pháp lý của thủ tục\nhành chính nội bộ:\n\n+ Nghị định số 116/2021/NĐ-CP.", "cites"),
    ("Sửa đổi một số điều của Quy định mức hỗ trợ ban hành theo Nghị quyết số 27/2020/NQ-HĐND.", "amends"),
    ("4 Dự án xây dựng cầu theo kiến nghị tại văn bản số 6/UBND-XD.", "proposal"),
    (
        "Phân cấp cấp phép loại 1, loại 2 cho Công an cấp tỉnh thực hiện quy định tại Nghị định số 7/2024/NĐ-CP.",
        "cites",
    ),
    ("phát triển nhà ở theo dự án (điểm c khoản 1 Điều 27 Luật Nhà ở);", "cites"),
    ("I. CĂN CỨ PHÁP LÝ\n\n- Nghị định số 116/2021/NĐ-CP.", "basis"),
    ("theo điều kiện, trình tự và thủ tục quy định tại Nghị định số 82/2018/NĐ-CP.", "implements"),
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
    ("Triển khai nghiêm các quy định mới ban hành tại Luật Đường bộ và các văn bản hướng dẫn", "implements"),
    ("a) Căn cứ nhiệm vụ, giải pháp tại Nghị quyết số 5/NQ-CP và Chương trình này, lập kế hoạch", "basis"),
    ("xây dựng văn bản hướng dẫn thi hành Nghị định số 5/2020/NĐ-CP.", "guides"),
    ("thức ăn bổ sung quy định tại Điều 33 Luật Chăn nuôi.", "cites"),
    ("thu thập thông tin theo các mẫu biểu quy định tại Thông tư số 10/2022/TT-BTC.", "implements"),
    ("thực hiện các nội dung, nhiệm vụ quy định tại Quyết định số 7/QĐ-TTg.", "implements"),
    ("thực hiện chính sách đối với đối tượng quy định tại Nghị định số 7/2020/NĐ-CP.", "cites"),
    ("Căn cứ quy định tại Điều 3 của Quyết định số 7/QĐ-TTg, các bộ có trách nhiệm:", "basis"),
    ("Thay thế, bãi bỏ một số từ, cụm từ của Quy định kèm theo Nghị quyết số 9/2022/NQ-HĐND.", "amends"),
    (
        "1. Điều chỉnh danh mục dự án trên địa bàn (mỏ Đá) tại mục 1 Phụ lục III.1 kèm theo Quyết định số 7/QĐ-TTg.",
        "amends",
    ),
    (
        "Thay thế 03 thủ tục số 3, 4 tại Danh mục mới ban hành và bị bãi bỏ kèm theo Quyết định số 7/QĐ-UBND.",
        "replaces",
    ),
    ("Thủ tục đã bị bãi bỏ theo Quyết định số 7/QĐ-UBND được tiếp tục thực hiện.", "cites"),
    (
        "Danh mục tại số thứ tự 1 Phụ lục kèm theo Quyết định số 7/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này.",
        "repeals",
    ),
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


def test_the_opinion_of_another_body_proposes_nothing() -> None:
    text = (
        "Xét đề nghị của UBND tỉnh An Bình (Công văn số 1/UBND-TM), ý kiến của các Bộ: Nội vụ (Công văn số 2/BNV-TL), "
        "Tài chính (Công văn số 3/BTC-NS), Thủ tướng Chính phủ có ý kiến:"
    )
    assert [c.relation.value for c in read(text)] == ["proposal", "cites", "cites"]


def test_what_a_drafted_document_replaces_it_replaces_itself() -> None:
    (citation,) = read("Xây dựng Thông tư quy định định mức dịch vụ (thay thế Thông tư số 34/2014/TT-BNV).")
    assert (citation.relation.value, citation.subject) == ("replaces", "Thông tư")


def test_a_law_that_amends_counted_laws_has_their_subject_in_its_name() -> None:
    (citation,) = read(
        "Căn cứ Luật sửa đổi, bổ sung một số điều của 37 Luật có liên quan đến quy hoạch ngày 20/11/2018;"
    )
    assert citation.name == "Luật sửa đổi, bổ sung một số điều của 37 Luật có liên quan đến quy hoạch"
