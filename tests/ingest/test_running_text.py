"""Citations in running text: what stands in front of a mention and beside it; every sample is invented."""

from __future__ import annotations

import datetime

import pytest

from cancu.ingest.citations import find_citations
from cancu.ingest.extraction import extract
from cancu.ingest.readers import make_source
from cancu.ontology.records import Citation, Document, Level

PROVINCE = Document(number="8/QĐ-UBND", issuer="UBND tỉnh Sơn Lâm", level=Level.PROVINCE)


def read(text: str, document: Document = PROVINCE) -> list[Citation]:
    return find_citations(text, document)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("theo Công văn số 66/GD-VP ngày 02/12/2024 của Sở GD&ĐT", "Sở Giáo dục và Đào tạo tỉnh Sơn Lâm"),
        ("theo Công văn số 6/VP của Sở Nông nghiệp và PTNT", "Sở Nông nghiệp và Phát triển nông thôn tỉnh Sơn Lâm"),
        ("theo Báo cáo số 6/BC-V của Sở VHTT&DL", "Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn Lâm"),
        ("theo Báo cáo số 6/BC-S của Sở Lao động - TB&XH", "Sở Lao động - Thương binh và Xã hội tỉnh Sơn Lâm"),
        ("theo Báo cáo số 6/BC-VP của Phòng LĐ-TB&XH huyện Yên Mỹ", None),
        ("theo Báo cáo số 6/BC-P của Phòng GD&ĐT huyện Yên Mỹ", "Phòng Giáo dục và Đào tạo huyện Yên Mỹ"),
    ],
)
def test_abbreviated_bodies_are_spelled_out(text: str, issuer: str | None) -> None:
    assert read(text)[0].issuer == (issuer or "Phòng Lao động - Thương binh và Xã hội huyện Yên Mỹ")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("[3] Mẫu này được bãi bỏ theo quy định tại khoản 2 Điều 2 của Thông tư số 8/2023/TT-BYT.", "repealed_by"),
        ("[4] Điều này được sửa đổi theo quy định tại khoản 1 Điều 1 Thông tư số 8/2023/TT-BYT.", "amended_by"),
        ("Thủ tục này được bãi bỏ theo quy định tại Thông tư số 8/2023/TT-BYT.", "cites"),
    ],
)
def test_a_provision_may_be_changed_by_the_rule_of_another_document(text: str, relation: str) -> None:
    assert [(one.relation.value, one.subject) for one in read(text)] == [(relation, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thực hiện Kế hoạch số 41/KH-UBND của UBND tỉnh về trồng rừng, gắn với việc triển khai Nghị quyết số "
            "12-NQ/TU.",
            ("12-NQ/TU", "implements", None),
        ),
        (
            "Bộ Nội vụ ban hành Công văn số 27/BNV-CC về kỷ cương; trong đó yêu cầu các tỉnh thực hiện Chỉ thị số "
            "26/CT-TTg.",
            ("26/CT-TTg", "implements", "27/BNV-CC"),
        ),
        ("Thu hồi Quyết định số 55/QĐ-UBND ngày 11/01/2024 về việc giao rừng.", ("55/QĐ-UBND", "repeals", None)),
        (
            "Nghị quyết số 7/2019/NQ-HĐND hết hiệu lực kể từ ngày Nghị quyết số 21/2024/NQ-HĐND có hiệu lực.",
            ("21/2024/NQ-HĐND", "cites", None),
        ),
        ("Gia hạn thời gian thực hiện Kế hoạch số 77/KH-UBND đến hết năm 2025.", ("77/KH-UBND", "cites", None)),
        ("Sở đã thực hiện đầy đủ các kiến nghị tại Kết luận số 12/KL-TTr.", ("12/KL-TTr", "implements", None)),
        ("Triển khai có hiệu quả các giải pháp nêu tại Nghị quyết số 1/NQ-CP.", ("1/NQ-CP", "implements", None)),
        (
            "Trình HĐND tỉnh ban hành Nghị quyết sửa đổi Nghị quyết số 44/2021/NQ-HĐND trong quý III.",
            ("44/2021/NQ-HĐND", "amends", "Nghị quyết"),
        ),
        (
            "Trong khi chờ hướng dẫn Nghị định số 154/2025/NĐ-CP, các đơn vị áp dụng Nghị định số 29/2023/NĐ-CP.",
            ("29/2023/NĐ-CP", "cites", None),
        ),
        (
            "Thể chế hóa Kết luận số 64-KL/TU của Tỉnh ủy và khắc phục bất cập của Nghị quyết số 19/2018/NQ-HĐND.",
            ("19/2018/NQ-HĐND", "cites", None),
        ),
        ("Hướng dẫn tại Công văn số 900/STC-NS của Sở Tài chính đã lỗi thời.", ("900/STC-NS", "cites", None)),
        ("Kinh phí lấy từ dự toán đã giao theo Quyết định số 2210/QĐ-UBND.", ("2210/QĐ-UBND", "cites", None)),
    ],
)
def test_the_relation_and_its_subject(text: str, expected: tuple[str, str, str | None]) -> None:
    last = read(text)[-1]
    assert (last.number or last.name, last.relation.value, last.subject) == expected


def test_the_symbol_decides_where_the_printed_kind_contradicts_it() -> None:
    text = "Căn cứ Thông tư số 105/2012/NĐ-CP ngày 17/12/2012 của Chính phủ;\n"
    assert read(text)[0].type == "Nghị định"
    found = extract(make_source(text)).findings
    assert "citation_typo" in [finding.code for finding in found]


def test_words_that_run_together_in_front_of_a_kind() -> None:
    found = read("Theo đề nghị của Sở Nội vụ tạiTờ trình số 55/TTr-SNV ngày 02/12/2024.")
    assert [(one.type, one.relation.value) for one in found] == [("Tờ trình", "proposal")]


def test_the_field_in_an_older_number_is_no_kind() -> None:
    assert read("Thay thế Công văn số 25 TC/TCT ngày 03/4/1998 của Bộ Tài chính.")[0].type == "Công văn"


def test_the_name_of_a_bill_ends_before_what_it_replaces() -> None:
    found = read("TỜ TRÌNH\nVề Dự án Pháp lệnh Bến bãi thay thế Pháp lệnh Quản lý bến bãi năm 1999\nKính gửi: Quốc hội")
    assert [(one.name, one.relation.value, one.subject) for one in found] == [
        ("Pháp lệnh Bến bãi", "cites", None),
        ("Pháp lệnh Quản lý bến bãi", "replaces", "Pháp lệnh Bến bãi"),
    ]


def test_the_number_in_a_head_without_dateline_bears_the_day_of_the_document() -> None:
    document = Document(type="Nghị quyết", number="33/2019/QH14", date=datetime.date(2019, 11, 14))
    text = "QUỐC HỘI\nNghị quyết số: 33/2019/QH14\nNGHỊ QUYẾT\n"
    assert [(one.relation.value, one.date) for one in read(text, document)] == [("self", document.date)]
