"""Forms of citations in documents of all offices and years; every sample is invented."""

from __future__ import annotations

import pytest

from cancu.ingest.citations import find_citations
from cancu.ontology.records import Citation, Document, Level

DISTRICT = Document(number="13/CĐ-UBND", issuer="UBND huyện Yên Mỹ", level=Level.DISTRICT)
COMMUNE = Document(number="15/TB-UBND", issuer="UBND phường Tân Mỹ", level=Level.COMMUNE)
PROVINCE = Document(number="8/QĐ-UBND", issuer="UBND tỉnh Sơn Lâm", level=Level.PROVINCE)


def read(text: str, document: Document = PROVINCE) -> list[Citation]:
    return find_citations(text, document)


@pytest.mark.parametrize(
    ("text", "document", "issuer"),
    [
        ("Thực hiện Công điện số 19/CĐ-UBND ngày 12/9/2018 của UBND tỉnh", DISTRICT, "UBND tỉnh"),
        (
            "UBND QUẬN LÂM BÌNH\nUBND PHƯỜNG TÂN MỸ\n\nCăn cứ Quyết định số 44/QĐ-UBND của Chủ tịch UBND quận",
            COMMUNE,
            "Chủ tịch UBND quận Lâm Bình",
        ),
        (
            "Đính chính Quyết định số 41/2023/QĐ-UBND của Ủy ban nhân dân tỉnh\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
            PROVINCE,
            "UBND tỉnh Sơn Lâm",
        ),
        (
            "Báo cáo thẩm tra số 97/BC-KTNS ngày 01/12/2017 của Ban Kinh tế và Ngân sách;",
            PROVINCE,
            "Ban Kinh tế và Ngân sách",
        ),
        (
            "Theo khoản 2 Nghị quyết số 3/2018/NQ-HĐTP ngày 15/5/2018 của Hội đồng Thẩm phán thì Tòa án xử lý",
            PROVINCE,
            "Hội đồng Thẩm phán",
        ),
        (
            "Xét đề nghị của Tổ trưởng Tổ công tác thực hiện Đề án 30 tỉnh Sơn Lâm tại Tờ trình số 02/TTr-TCT,",
            PROVINCE,
            "Tổ công tác",
        ),
        (
            "Xét đề nghị của Trưởng Phòng Kinh tế quận 14 (Công văn số 931/TTr-PKT.Q14 ngày 19/6/2006)",
            PROVINCE,
            "Phòng Kinh tế quận 14",
        ),
        (
            "Báo cáo thẩm tra số 44/BC-UBTCNS15 ngày 19/5/2023 của Ủy ban Tài chính, Ngân sách.",
            PROVINCE,
            "Ủy ban Tài chính, Ngân sách",
        ),
    ],
)
def test_the_issuer_is_the_one_that_the_sentence_names(text: str, document: Document, issuer: str) -> None:
    assert read(text, document)[-1].issuer == issuer


def test_a_list_of_papers_of_one_symbol_shares_who_proposes() -> None:
    found = read(
        "Theo đề nghị của Sở Công Thương tại Tờ trình số 944/TTr-SCTM ngày 28/6/2018, Công văn số 1331/SCTM-QL ngày "
        "28/9/2018 và Báo cáo thẩm định số 25/BCTĐ-STP ngày 25/5/2018 của Sở Tư pháp."
    )
    assert [one.issuer for one in found] == [
        "Sở Công Thương tỉnh Sơn Lâm",
        "Sở Công Thương tỉnh Sơn Lâm",
        "Sở Tư pháp tỉnh Sơn Lâm",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thông tư số 46/2012/TT-BTC đã hết hiệu lực và được thay thế bằng Thông tư số 320/2016/TT-BTC.",
            ("320/2016/TT-BTC", "replaced_by", "46/2012/TT-BTC"),
        ),
        (
            "Căn cứ Quyết định số 44/QĐ-UBND ngày 26/4/2019 của UBND tỉnh; Quy chế làm việc của UBND tỉnh ban hành kèm "
            "theo Quyết định số 88/QĐ-UBND ngày 12/8/2016,",
            ("88/QĐ-UBND", "basis", None),
        ),
        (
            "Thực hiện Kết luận 43-KL/TW của Bộ Chính trị khóa XII về tiếp tục thực hiện Nghị quyết số 25-NQ/TW",
            ("25-NQ/TW", "implements", "43-KL/TW"),
        ),
        (
            "Thực hiện Quyết định số 23-QĐ/TW của Bộ Chính trị ban hành Quy chế dân vận.\n1- Tiếp tục triển khai thực "
            "hiện Nghị quyết 25-NQ/TW.",
            ("25-NQ/TW", "implements", None),
        ),
        (
            "Xét đề nghị của Tổ trưởng Tổ công tác thực hiện Đề án 30 tỉnh Sơn Lâm tại Tờ trình số 02/TTr-TCT,",
            ("02/TTr-TCT", "proposal", None),
        ),
        (
            "Căn cứ Nghị định số 60/2003/NĐ-CP qui định chi tiết Luật Ngân sách nhà nước;",
            ("Luật Ngân sách nhà nước", "guides", "60/2003/NĐ-CP"),
        ),
        (
            "Căn cứ Thông tư số 02/2007/TTLT-BCA-BTC của liên bộ Bộ Công an - Bộ Tài chính hướng dẫn thực hiện "
            "Nghị định "
            "số 38/2006/NĐ-CP;",
            ("38/2006/NĐ-CP", "guides", "02/2007/TTLT-BCA-BTC"),
        ),
        (
            "Theo khoản 3 Điều 7 Luật Đầu tư công năm 2019, được sửa đổi năm 2022, và Điều 44 Nghị định số "
            "40/2020/NĐ-CP",
            ("40/2020/NĐ-CP", "implements", None),
        ),
        (
            "Quyết định này có hiệu lực thi hành sau 15 ngày kể từ ngày đăng Công báo; các Quyết định số "
            "13/QĐ-BXD và số "
            "19/QĐ-BXD hết hiệu lực thi hành.",
            ("19/QĐ-BXD", "repeals", None),
        ),
        (
            "Bãi bỏ các văn bản sau đây:\na) Thông tư số 58/2015/TT-BXD ngày 20/10/2015;\nb) Các quy định liên "
            "quan tại Quyết "
            "định số 15/2006/QĐ-BXD.",
            ("15/2006/QĐ-BXD", "repeals", None),
        ),
        (
            "Quyết định này thay cho Quyết định số 1/2001/QĐ-UB ngày 2/1/2001 của UBND tỉnh.",
            ("1/2001/QĐ-UB", "replaces", None),
        ),
        (
            "Thực hiện ý kiến chỉ đạo của Thủ tướng Chính phủ tại Văn bản số 411/TTg-CN và ý kiến của Bộ Xây "
            "dựng tại Công "
            "văn số 88/BXD-QH,",
            ("88/BXD-QH", "implements", None),
        ),
        (
            "Dự án đã được phê duyệt theo Quyết định số 900/QĐ-UBND ngày 01/6/2017.",
            ("900/QĐ-UBND", "cites", None),
        ),
        (
            "Căn cứ Kết luận số 18-KL/TW ngày 10/3/2025; Nghị quyết Hội nghị lần thứ 8 Ban Chấp hành Trung ương "
            "khóa XIII "
            "số 43-NQ/TW ngày 24/11/2023;",
            ("43-NQ/TW", "basis", None),
        ),
        (
            "Quyết định số 12/2015/QĐ-UBND đã được UBND tỉnh sửa đổi, bổ sung tại các Quyết định số "
            "30/2017/QĐ-UBND và số "
            "41/2019/QĐ-UBND.",
            ("41/2019/QĐ-UBND", "amended_by", "12/2015/QĐ-UBND"),
        ),
        (
            "Nghị định số 46/2014/NĐ-CP đã hết hiệu lực từ ngày 01/8/2024.",
            ("46/2014/NĐ-CP", "cites", None),
        ),
        (
            "Căn cứ Nghị định số 57/2002/NĐ-CP của Chính phủ;\nSau khi có ý kiến của Bộ Tư pháp tại Công văn số "
            "512/TP-PL,",
            ("512/TP-PL", "cites", None),
        ),
        (
            "Sửa đổi, bổ sung Nghị định số 62/2017/NĐ-CP; bãi bỏ thủ tục quy định tại Thông tư số 45/2017/TT-BTC.",
            ("45/2017/TT-BTC", "cites", None),
        ),
        (
            "Thực hiện theo Nghị định số 112/2020/NĐ-CP, được sửa đổi bởi Nghị định số 71/2023/NĐ-CP, và quy "
            "định khác của "
            "Luật Viên chức.",
            ("Luật Viên chức", "implements", None),
        ),
        (
            "Trường hợp tại Điều 5 Thông tư số 03/2019/TT-BNV (sửa đổi tại khoản 4 Điều 1 Thông tư số 06/2020/TT-BNV)",
            ("06/2020/TT-BNV", "amended_by", "03/2019/TT-BNV"),
        ),
        (
            "Hồ sơ phù hợp Quyết định số 219/QĐ-TTg ngày 17/02/2022 của Thủ tướng Chính phủ.",
            ("219/QĐ-TTg", "cites", None),
        ),
        (
            "Đề nghị UBND huyện bổ sung Quyết định số 812/QĐ-UBND ngày 25/11/2022 của UBND tỉnh vào hồ sơ.",
            ("812/QĐ-UBND", "cites", None),
        ),
        (
            "Dự án được phê duyệt tại Quyết định số 87/QĐ-UBND ngày 06/8/2009, điều chỉnh tại Quyết định số "
            "302/QĐ-UBND.",
            ("302/QĐ-UBND", "cites", None),
        ),
        (
            "Thực hiện các Nghị quyết của Chính phủ: số 31/NQ-CP ngày 07/3/2023; các Chỉ thị, Công điện của Thủ "
            "tướng Chính "
            "phủ, nhất là Công điện số 749/CĐ-TTg.",
            ("749/CĐ-TTg", "implements", None),
        ),
    ],
)
def test_the_relation_and_its_subject(text: str, expected: tuple[str, str, str | None]) -> None:
    last = read(text)[-1]
    assert (last.number or last.name, last.relation.value, last.subject) == expected


def test_the_annex_of_a_document_without_a_number_is_promulgated() -> None:
    text = "QUY CHẾ LÀM VIỆC\n(Ban hành\nkèm theo Quyết định số: 59/QĐ-UBND\nNgày 22 tháng\n7 năm 2021 của UBND xã)"
    found = read(text, Document(issuer="UBND xã Tân Mỹ", level=Level.COMMUNE))
    assert (found[0].relation.value, str(found[0].date)) == ("promulgated_by", "2021-07-22")


def test_a_provision_behind_a_long_clause_belongs_to_its_own_law() -> None:
    found = read(
        "Theo quy định tại khoản 2 Điều 3 Nghị quyết số 03/2018/NQ-HĐTP của Hội đồng Thẩm phán thì Tòa án áp dụng điểm "
        "b khoản 1 Điều 192 Bộ luật Tố tụng dân sự năm 2015."
    )
    assert [one.pinpoint for one in found] == ["khoản 2 Điều 3", "điểm b khoản 1 Điều 192"]


def test_a_law_bears_the_day_on_which_the_assembly_passed_it() -> None:
    found = read("Căn cứ Luật Ngân sách nhà nước đã được Quốc hội khóa IX, kỳ họp thứ 9 thông qua ngày 20/3/1996;")
    assert (found[0].name, str(found[0].date)) == ("Luật Ngân sách nhà nước", "1996-03-20")


def test_the_name_of_a_law_ends_before_a_list_of_letters() -> None:
    found = read(
        "theo quy định tại Luật Thuế giá trị gia tăng và các công văn số 21/TCT-CS, số 88/TCT-CS của Tổng cục Thuế."
    )
    assert [one.number or one.name for one in found] == ["Luật Thuế giá trị gia tăng", "21/TCT-CS", "88/TCT-CS"]


@pytest.mark.parametrize(
    ("text", "number", "relation"),
    [
        ("Xét Tờ trình số 12 TT/KHĐT ngày 02/02/2001 của Sở Kế hoạch và Đầu tư,", "12TT/KHĐT", "proposal"),
        ("thay thế Quyết định số 318 NL/KHKT ngày 14 tháng 8 năm 1993 của Bộ Năng lượng.", "318NL/KHKT", "replaces"),
    ],
)
def test_older_symbols_stand_behind_a_blank(text: str, number: str, relation: str) -> None:
    found = read(text)
    assert [(one.number, one.relation.value) for one in found] == [(number, relation)]


def test_a_count_before_an_abbreviation_is_no_older_symbol() -> None:
    assert read("Hỗ trợ 12 TT/KHĐT và trang bị 15 HTX/huyện.") == []


def test_documents_listed_above_the_head_are_not_cited() -> None:
    found = read(
        "- 1Nghị định 63/2010/NĐ-CP về thủ tục\n- 2Quyết định 39/QĐ-UBND năm 2022\nCăn cứ Nghị định số 7/2011/NĐ-CP;"
    )
    assert [one.number for one in found] == ["7/2011/NĐ-CP"]


def test_an_annex_may_be_promulgated_by_its_decision_in_fewer_words() -> None:
    found = read("QUY ĐỊNH\n(Ban hành theo Quyết định số 8/QĐ-UBND, ngày 18 tháng 3 năm 2011 của UBND tỉnh Sơn Lâm)")
    assert found[0].relation.value == "promulgated_by"


def test_a_people_s_council_inside_the_name_of_a_law() -> None:
    found = read("Căn cứ Luật Tổ chức Hội đồng nhân dân, Uỷ ban nhân dân ngày 26 tháng 11 năm 2003;")
    assert [(one.name, str(one.date)) for one in found] == [
        ("Luật Tổ chức Hội đồng nhân dân, Ủy ban nhân dân", "2003-11-26")
    ]


def test_a_long_symbol_is_read_whole() -> None:
    found = read("Căn cứ Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN ngày 15/6/2017;")
    assert found[0].number == "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN"


def test_a_range_of_articles_is_repealed() -> None:
    found = read("1. Bãi bỏ từ Điều 5 đến Điều 9 Quyết định số 12/2015/QĐ-UBND ngày 03/4/2015 của UBND tỉnh.")
    assert [(one.relation.value, one.pinpoint) for one in found] == [("repeals", "từ Điều 5 đến Điều 9")]


def test_the_enacting_line_below_a_law_is_no_part_of_its_name() -> None:
    assert read("VỀ VIỆC CÔNG BỐ LUẬT\nCHỦ TỊCH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n") == []


def test_the_committee_of_a_commune_bears_its_kind() -> None:
    found = read("Căn cứ Nghị quyết số 08-NQ/ĐU ngày 10/01/2016 của BCH Đảng bộ xã;", COMMUNE)
    assert found[0].issuer == "Đảng ủy phường Tân Mỹ"


def test_rows_of_a_collection_may_be_numbered_apart() -> None:
    found = read(
        "Vui lòng đăng ký gói cước.\n- 1 Nghị quyết 43-NQ/TW năm 2019 về đô thị\n- 2 Luật Nhà ở 2023\nUBND TỈNH\n"
        "Căn cứ Luật Nhà ở ngày 27/11/2023;"
    )
    assert [one.name for one in found] == ["Luật Nhà ở"]


def test_the_day_in_front_is_the_nearest() -> None:
    found = read("Sơn Lâm, ngày 05 tháng 6 năm 2025\nVề việc họp\nNgày 12/3/2025, Bộ Nội vụ có Công văn số 21/BNV-TH.")
    assert str(found[0].date) == "2025-03-12"
