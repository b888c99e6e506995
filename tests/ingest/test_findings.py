"""What a careful reader objects to, on invented documents."""

import pytest

from cancu.ingest.extraction import extract
from cancu.ingest.readers import make_source
from cancu.ontology.records import Finding, Severity

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HOÀI GIANG

Số: 12/KH-UBND

Hoài Giang, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Cải cách hành chính năm 2026

"""


def findings(body: str, head: str = HEAD) -> list[Finding]:
    return list(extract(make_source(head + body)).findings)


def codes(body: str, head: str = HEAD) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in findings(body, head)]


CLEAN = """I. NHIỆM VỤ

1. Rà soát văn bản của tỉnh trong quý I năm 2026.

2. Báo cáo kết quả trước ngày 15/12/2026.
"""


def test_a_clean_document_has_no_findings() -> None:
    assert codes(CLEAN) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "II. NHIỆM VỤ\n\n7. Một\n\na) Rà soát văn bản của ngành.\n\n7. Hai\n\na) Báo cáo kết quả của ngành.\n",
            ("duplicate_section_number", "II.7"),
        ),
        ("I. NHIỆM VỤ\n\n1. Ban hành kế hoạch rà soát trong quý I năm 2025.\n", ("deadline_outside_period", "I.1")),
        (f"{CLEAN}\n[...]", ("truncated_text", "cuối văn bản")),
        (f"{CLEAN}\n3. Thực hiện Quyết 45/QĐ-UBND ngày 02/01/2026 của UBND tỉnh.\n", ("citation_typo", "45/QĐ-UBND")),
        (
            f"{CLEAN}\n3. Thực hiện Quyết định số 45/2019/QĐ-UBND ngày 02/01/2018 của UBND tỉnh.\n",
            ("citation_date_conflict", "45/2019/QĐ-UBND"),
        ),
        (
            f"{CLEAN}\n3. Thực hiện Quyết định số 45/QĐ-UBND ngày 02/01/2027 của UBND tỉnh.\n",
            ("citation_date_conflict", "45/QĐ-UBND"),
        ),
    ],
)
def test_a_planted_fault_is_the_only_finding(body: str, expected: tuple[str, str]) -> None:
    assert codes(body) == [expected]


def test_a_blank_number_is_found() -> None:
    assert codes(CLEAN, HEAD.replace("Số: 12/KH-UBND", "Số:      /KH-UBND"))[0][0] == "missing_number"


def test_a_place_in_two_spellings_is_found_and_accents_of_style_are_not() -> None:
    head = HEAD.replace("TỈNH HOÀI GIANG", "TỈNH HOÀI GIÀNG")
    assert [finding.code for finding in findings(CLEAN, head)] == ["place_spelling_variant"]


TABLE = "PHỤ LỤC\n\nTT\tNhiệm vụ\tSản phẩm\tChủ trì\tThời gian\n" + "".join(
    f"{number}\tTổ chức công việc thứ {number} của ngành\t{product}\t{lead}\t{time}\n"
    for number, product, lead, time in [
        (1, "Báo cáo", "Sở Nội vụ", "Năm 2026"),
        (2, "", "Sở Nội vụ", "Năm 2026"),
        (3, "Báo cáo", "", "Năm 2026"),
        (4, "Báo cáo", "Sở Nội vụ", ""),
        (5, "Báo cáo", "Sở Nội vụ", "Năm 2026"),
    ]
)


def test_a_row_lacks_what_its_neighbours_have() -> None:
    assert codes(TABLE) == [("missing_product", "PL.2"), ("missing_lead", "PL.3"), ("missing_deadline", "PL.4")]


def test_a_column_that_is_empty_throughout_is_no_fault_of_a_row() -> None:
    assert all(code != "missing_product" for code, _ in codes(TABLE.replace("Báo cáo", "")))


def test_a_missing_appendix_is_only_worth_knowing() -> None:
    (finding,) = findings(f"{CLEAN}\n3. Nhiệm vụ cụ thể của từng ngành (kèm Phụ lục).\n")
    assert (finding.code, finding.severity) == ("truncated_text", Severity.INFO)


def test_findings_point_at_the_place_and_speak_two_languages() -> None:
    text = HEAD + CLEAN + "\n[...]"
    (finding,) = extract(make_source(text)).findings
    assert text[finding.start : finding.end] == "[...]"
    assert finding.message != finding.english


def test_a_run_that_begins_anew_is_another_form_and_no_misnumbered_section() -> None:
    form = "I. THÔNG TIN CHUNG\n\n1. Tên đơn vị\n\na) Rà soát.\n\nII. KẾT QUẢ\n\n1. Số liệu\n\na) Báo cáo.\n\n"
    assert codes(f"{CLEAN}\nPHỤ LỤC\n\n{form}{form}") == []


def test_a_table_of_bracketed_numbers_holds_no_sections() -> None:
    body = "PHỤ LỤC\n\nI. DANH MỤC\n\n(2) Bộ Kênh\n\n- Quý I\n\n(2) Bộ Rạch\n\n- Quý II\n"
    assert codes(f"{CLEAN}\n{body}") == []


def test_the_number_in_the_name_of_an_amended_law_is_not_its_own() -> None:
    head = "QUỐC HỘI\n\nLuật số: 99/2025/QH15\n\nLUẬT\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT BỜ KÊNH\n\n"
    body = "Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Bờ kênh số 12/2019/QH14.\n\nĐiều 1. Bỏ.\n"
    assert all(code != "own_number_mismatch" for code, _ in codes(body, head))


def test_messages_hold_no_markdown_and_no_struck_words() -> None:
    body = CLEAN + "\nPHỤ LỤC\n(Kèm theo Kế hoạch số ~~13~~ **14**/KH-UBND ngày 05/01/2026 của UBND tỉnh)\n"
    (finding,) = [one for one in findings(body) if one.code == "own_number_mismatch"]
    assert finding.where == "14/KH-UBND"
    assert not set("*~«»") & set(finding.message)


def test_party_layout_has_its_title_below_the_body_and_its_parts_by_roman_and_hyphen() -> None:
    head = (
        "TỈNH ỦY HOÀI GIANG\n*\nSố 17-NQ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nHoài Giang, ngày 05 tháng 8 năm 2021\n\n"
        "NGHỊ QUYẾT\nCỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH\nvề làm sạch bờ kênh\n-----\n\n"
    )
    parts = ["I- TÌNH HÌNH", "II- MỤC TIÊU", "III- NHIỆM VỤ"]
    body = "\n\n".join(f"{part}\n\n1. Mở đầu\n\n- Rà soát bờ kênh của huyện." for part in parts)
    read = extract(make_source(f"{head}{body}\n"))
    assert read.document.title == "về làm sạch bờ kênh"
    assert [finding.code for finding in read.findings] == []
    assert {task.ref.split(".")[0] for task in read.tasks} >= {"III"}
