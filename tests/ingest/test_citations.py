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
from cancu.ingest.cues import Cue, find_cues
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


def test_own_number_is_self_in_the_head_and_promulgated_by_in_the_plan() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nSố: 1234/QĐ-UBND\n\nKẾ HOẠCH\nNĂM 2022\n\n"
        "(Ban hành kèm theo Quyết định số 1234/QĐ-UBND ngày 05/3/2022 của Chủ tịch UBND tỉnh)\n"
    )
    text += (
        "\nPhụ lục\n(Kèm theo Kế hoạch của tỉnh tại Quyết định số 1234/QĐ-UBND ngày 05/3/2022 của Chủ tịch UBND tỉnh)\n"
    )
    head, attached, appendix = read(text, DECISION)
    assert (head.relation.value, head.date, head.issuer) == ("self", DECISION.date, DECISION.issuer)
    assert (attached.relation.value, appendix.relation.value) == ("promulgated_by", "promulgated_by")


def test_an_annex_of_a_plan_names_the_plan_itself() -> None:
    citation = read("Phụ lục\n(Kèm theo Kế hoạch số 99/KH-UBND ngày 1/2/2022 của UBND tỉnh)")[0]
    assert citation.relation.value == "self"


def test_rows_of_a_list_of_repeals_keep_apart_and_their_reasons_speak_of_the_row() -> None:
    text = (
        "STT\nVăn bản hết hiệu lực\nLý do hết\nhiệu lực\n1\nThông tư số 4/2014/TT-BYT ngày 12/02/2014 về trạm.\n"
        "Được thay thế bởi Thông tư số 25/2022/TT-BYT ngày 30/11/2022.\n01/4/2023\n"
        "2\nThông tư số 5/2014/TT-BYT ngày 12/02/2014 về xã\n"
    )
    found = [(one.number, one.relation.value, one.subject) for one in read(text)]
    assert found == [
        ("4/2014/TT-BYT", "cites", None),
        ("25/2022/TT-BYT", "replaced_by", "4/2014/TT-BYT"),
        ("5/2014/TT-BYT", "cites", None),
    ]


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
        "Ví dụ 2: Hướng dẫn của tỉnh ủy\nSố 15-HD/TU\n+ Ký hiệu",
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
        ("Luật Hợp tác xã\n__________\n\nCHÍNH PHỦ", ["Luật Hợp tác xã"]),
        ("Luật Trồng rừng ngập mặn năm ngày 16/6/2025;", ["Luật Trồng rừng ngập mặn"]),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Thương mại, Luật Trồng chè\n_____\nCHÍNH PHỦ",
            [
                "Luật sửa đổi, bổ sung một số điều của Luật Thương mại, Luật Trồng chè",
                "Luật Thương mại",
                "Luật Trồng chè",
            ],
        ),
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
    ("text", "pinpoint"),
    [
        ("tại Điểm d Mục 2 Thông báo kết luận số 168/TB-UBND", "Điểm d Mục 2"),
        ("tại điểm b, c, d khoản 8 Mục III Kế hoạch kèm theo Quyết 1256/QĐ-UBND", "điểm b, c, d khoản 8 Mục III"),
        ("theo khoản 2 Điều 32đ của Nghị định số 5/2020/NĐ-CP", "khoản 2 Điều 32đ"),
        ("theo Nghị định số 5/2020/NĐ-CP, Điều 7.", "Điều 7"),
        ("tại số thứ tự 1, 2 Mục I Phụ lục ban hành kèm theo Quyết định số 5/QĐ-UBND", "số thứ tự 1, 2 Mục I Phụ lục"),
        ("tại Phụ lục I và Phụ lục II kèm theo Quyết định số 5/QĐ-UBND", "Phụ lục I và Phụ lục II"),
        ("theo Mẫu số 23 Phụ lục II ban hành kèm theo Nghị định số 5/2020/NĐ-CP", "Mẫu số 23 Phụ lục II"),
        ("Mẫu B12, Phụ lục ban hành kèm theo Nghị định số 5/2020/NĐ-CP", "Mẫu B12, Phụ lục"),
        ("theo Mẫu số 02.QLT Phụ lục IA kèm theo Nghị định số 5/2020/NĐ-CP", "Mẫu số 02.QLT Phụ lục IA"),
        ("Mẫu số 5 Phụ lục I\nĐược thay bằng Mẫu số 39 kèm theo Thông tư số 8/2023/TT-BYT", "Mẫu số 39"),
        (
            "tại khoản Đ.IV Mục 1, Đ.III Mục 2 Phụ lục I.3 Nghị quyết số 5/NQ-CP",
            "khoản Đ.IV Mục 1, Đ.III Mục 2 Phụ lục I.3",
        ),
        ("Mục III.B, mục 2 Phụ lục I.2 Nghị quyết số 5/NQ-CP", "Mục III.B, mục 2 Phụ lục I.2"),
        ("Nghị định số 5/2020/NĐ-CP Điều 9; Điều 10 Bộ Y tế", None),
        ("theo Nghị định số 5/2020/NĐ-CP, Điều 7, Điều 8 Nghị định số 6/2020/NĐ-CP", None),
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

    def count(words: str) -> list[Cue]:
        nonlocal searched
        searched += len(words)
        return find_cues(words)

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


def test_an_older_law_of_the_same_name_is_another_law_and_lists_share_no_self() -> None:
    law = Document(type="Luật", number="69/2020/QH14", title="Dược", issuer="Quốc hội")
    text = (
        "QUỐC HỘI\nLuật số: 69/2020/QH14\nQuốc hội ban hành Luật Dược.\nĐiều 1. Tuổi theo quy định của Luật Dược, Luật "
        "Cư trú.\nĐiều 2. Hiệu lực\n2. Luật Dược số 7/2006/QH11 hết hiệu lực kể từ ngày Luật này có hiệu lực.\n"
    )
    found = [(citation.name, citation.relation.value) for citation in read(text, law)]
    assert found[1:] == [
        ("Luật Dược", "self"),
        ("Luật Dược", "self"),
        ("Luật Cư trú", "implements"),
        ("Luật Dược", "repeals"),
    ]


def test_the_law_that_a_law_amends_is_amended_by_that_document() -> None:
    law = Document(type="Luật", number="9/2025/QH15", title="Sửa đổi, bổ sung một số điều của Luật Dược")
    text = (
        "Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Dược số 7/2006/QH11 đã được sửa đổi theo Luật số "
        "8/2012/QH13."
    )
    own, amended, older = read(text, law)
    assert (own.relation.value, amended.relation.value, amended.subject) == ("self", "amends", None)
    assert (older.relation.value, older.subject) == ("amended_by", "7/2006/QH11")


def test_parts_of_a_procedure_name_its_bases() -> None:
    text = (
        "I. Thủ tục đổi tên (Mã TTHC 1.012644)\n\n1. Cơ sở pháp lý\n\n- Luật Dược số 7/2006/QH11;\n\n- Nghị định số "
        "5/NĐ-CP.\n"
    )
    assert [citation.relation.value for citation in read(text)] == ["cites", "cites"]


def test_a_footnote_begins_a_sentence_of_its_own() -> None:
    text = "theo Nghị quyết số 66-NQ/TW về pháp luật.\n2 Nghị quyết số 140/NQ-CP ngày 17/5/2025 của Chính phủ.\n"
    assert [citation.relation.value for citation in read(text)] == ["implements", "cites"]


def test_a_number_torn_between_the_lines_of_a_cell_is_whole() -> None:
    text = "TT\tNhiệm vụ\n1\tRà soát theo Nghị định số 30/2020/NĐ-\u2028CP ngày 05/3/2020 của Chính phủ\n"
    assert [citation.number for citation in find_citations(text, Document())] == ["30/2020/NĐ-CP"]
