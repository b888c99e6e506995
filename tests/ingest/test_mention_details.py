"""What stands beside a mention: its day and its issuer; every sample is invented."""

from __future__ import annotations

import pytest

from cancu.ingest.citations import find_citations
from cancu.ontology.records import Citation, Document, Level

PROVINCE = Document(type="Kế hoạch", number="99/KH-UBND", issuer="UBND tỉnh An Bình", level=Level.PROVINCE)


def read(text: str, document: Document = PROVINCE) -> list[Citation]:
    return find_citations(text, document)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Nghị quyết số 02/NQ-CP của Chính phủ ngày 01/01/2021", ["2021-01-01"]),
        ("Nghị quyết số 02/NQ-CP ngày 23 tháng 12 năm 2021", ["2021-12-23"]),
        ("Nghị quyết số 02/NQ-CP", [None]),
        ("Luật Dược năm ngày 16/6/2025", ["2025-06-16"]),
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
        ("ý kiến của Bộ Chính trị tại Thông báo số 5-TB/TW, của Ban Bí thư tại văn bản số 6-KL/TW", "Bộ Chính trị"),
        ("Quyết định số 5/QĐ-UBND của Chủ tịch UBND tỉnh hết hiệu lực", "Chủ tịch UBND tỉnh An Bình"),
        ("Thông tư số 5/2014/TT-BNNPTNT của Bộ Nông nghiệp và PTNT về", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("Thông tư số 5/2014/TT-BTNMT của Bộ Tài nguyên Môi trường", "Bộ Tài nguyên và Môi trường"),
        (
            "Nghị quyết số 5-NQ/TW của Hội nghị lần thứ sáu Ban Chấp hành Trung ương khoá XII",
            "Ban Chấp hành Trung ương",
        ),
        ("Thông tư số 5/2020/TT-BNV của Bộ trưởng Bộ Nội vụ", "Bộ Nội vụ"),
        ("Thông tư số 5/2017/TT-VPCP của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "Văn phòng Chính phủ"),
        ("Thông tư số 5/2020/TT-BTC", "Bộ Tài chính"),
        ("Quyết định số 5/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("Thông tư liên tịch số 5/2013/TTLT-BYT-BTC", "Bộ Y tế, Bộ Tài chính"),
        ("Thông tư liên tịch số 5/2013/TTLT-BTC-BYT của Bộ Y tế và Bộ Tài chính về", "Bộ Y tế và Bộ Tài chính"),
        (
            "Thông tư liên tịch số 5/2013/TTLT-BLĐTBXH-BNV của Bộ trưởng Bộ Lao động Thương binh và Xã hội, Bộ Nội vụ",
            "Bộ Lao động - Thương binh và Xã hội, Bộ Nội vụ",
        ),
        ("Công văn số 5/BTC-KBNN của Bộ Tài chính", "Bộ Tài chính"),
        ("Kết luận số 5-KL/TW của Bộ Chính trị, Ban Bí thư về", "Bộ Chính trị, Ban Bí thư"),
        ("Báo cáo số 5-BC/ĐU ngày 1/2/2025 của Đảng ủy Chính phủ về", "Đảng ủy Chính phủ"),
        (
            "Công văn số 5/CV-BCĐ của Ban Chỉ đạo của Chính phủ về tổng kết phong trào.",
            "Ban Chỉ đạo của Chính phủ về tổng kết phong trào",
        ),
        ("Công văn số 5/ABC-XD của Công ty đầu tư Bến Mẫu\n5\nDự án xây dựng cầu", "Công ty đầu tư Bến Mẫu"),
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
        (
            "Công văn số 17/CV-BCĐ ngày 2/12/2025 của Ban Chỉ đạo thực hiện sắp xếp, tổ chức lại đơn vị hành chính các "
            "cấp",
            "Ban Chỉ đạo thực hiện sắp xếp, tổ chức lại đơn vị hành chính các cấp",
        ),
        (
            "xử lý của Cục Thuế tỉnh Mẫu Sơn tại Công văn số 17/CT-THNV ngày 7/12/2012 gửi UBND tỉnh và Công văn số "
            "2/CT-KT ngày 27/2/2012",
            "Cục Thuế tỉnh Mẫu Sơn",
        ),
        ("kết luận của Bộ Chính trị tại các văn bản số 15-CV/VPTW", "Văn phòng Trung ương Đảng"),
        ("Sau khi thống nhất ý kiến với Bộ Y tế (Văn bản số 152/YT-DP)", "Bộ Y tế"),
        ("Báo cáo số 16/BC-UBPLTP15 của Thường trực Ủy ban Pháp luật và Tư pháp", "Ủy ban Pháp luật và Tư pháp"),
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


def test_the_own_body_is_named_in_full_where_a_mention_leaves_out_its_unit() -> None:
    own = Document(number="9/QĐ-TTPV", issuer="Trung tâm Phục vụ hành chính công tỉnh An Bình", level=Level.DEPARTMENT)
    (citation,) = find_citations("Quyết định số 5/QĐ-TTPV của Trung tâm Phục vụ hành chính công về cây", own)
    assert citation.issuer == own.issuer


def test_a_number_has_one_issuer_the_one_named_in_full() -> None:
    text = (
        "theo Công văn số 59-CV/BCĐ của Ban Chỉ đạo Trung ương về tổng kết Nghị quyết; Nghị quyết số 18-NQ/TW của Ban "
        "Chấp hành Trung ương.\n\nTheo Công văn số 59-CV/BCĐ của Ban Chỉ đạo Trung ương, rà soát lại Nghị quyết số "
        "18-NQ/TW; Kết luận số 221-KL/TW của Bộ Chính trị.\n"
    )
    assert [citation.issuer for citation in read(text)] == [
        *("Ban Chỉ đạo Trung ương về tổng kết Nghị quyết", "Ban Chấp hành Trung ương") * 2,
        "Bộ Chính trị",
    ]
