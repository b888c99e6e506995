"""Words at their places come out as paragraphs and tables; nothing here knows of files."""

from __future__ import annotations

import pytest

from cancu.ingest.label_slips import LabelMender, mend_column
from cancu.ingest.page_assembly import lay_out, write_pages
from cancu.ingest.printed_page import PrintedLine, PrintedPage, Rule, Word
from cancu.ingest.symbol_slips import find_doubtful_numbers, mend_numbers, mend_symbol
from cancu.ingest.text_layer import is_garbled
from cancu.ingest.transcript import Transcript
from cancu.ontology.records import Place, SourceText

LEFT, WIDE = 70, 7
"""Left margin and the width of a letter, in points."""


def put(text: str, y: float, x: float = LEFT, size: float = 12) -> list[Word]:
    """The words of a line, letters of one width."""
    words = []
    for text_word in text.split(" "):
        words.append(Word(text_word, x, y, x + WIDE * len(text_word), y + size, size))
        x += WIDE * (len(text_word) + 1)
    return words


def frame(xs: list[float], ys: list[float]) -> list[Rule]:
    return [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def write(*pages: PrintedPage) -> str:
    transcript = Transcript("mẫu.pdf", "application/pdf")
    write_pages([lay_out(page) for page in pages], transcript)
    return transcript.finish().text


def make_page(*lines: list[Word], number: int = 1, rules: list[Rule] | None = None) -> PrintedPage:
    return PrintedPage(number, 595, 842, [word for line in lines for word in line], rules or [])


FULL = "Các cơ quan, đơn vị có trách nhiệm rà soát, hệ thống hóa văn"


def test_full_lines_are_joined_and_labels_open_paragraphs() -> None:
    page = make_page(
        put("1. " + FULL[3:], 100), put("bản thuộc lĩnh vực quản lý.", 118), put("a) " + FULL[3:], 136),
        put("bản của Kế hoạch số 140/KH-", 154), put("UBND của tỉnh.", 172),
    )  # fmt: skip
    text = write(page)
    assert "rà soát, hệ thống hóa văn bản thuộc lĩnh vực quản lý.\n\na) " in text
    assert "140/KH-UBND của tỉnh" in text.replace("\n\n", "")


def test_words_are_sorted_by_place() -> None:
    words = put("Ủy ban nhân dân tỉnh An Bình", 100)
    assert write(make_page(words[::-1])) == "Ủy ban nhân dân tỉnh An Bình\n"


def test_the_left_half_of_the_head_comes_first() -> None:
    page = make_page(
        put("UBND TỈNH AN BÌNH", 60), put("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", 58, 260), put("Độc lập - Tự do", 75, 290),
        put("Số: 12/KH-UBND", 95, 80), put("An Bình, ngày 5 tháng 1 năm 2022", 97, 260),
        put(FULL, 140), put(FULL, 158), put(FULL, 176), put("bản.", 194),
    )  # fmt: skip
    left, right = write(page).split("CỘNG HÒA")
    assert left.split("\n")[0] == "UBND TỈNH AN BÌNH"
    assert "Số: 12/KH-UBND" in left
    assert right.index("Độc lập") < right.index("An Bình, ngày 5")


def test_page_numbers_heads_and_stamps_are_dropped() -> None:
    pages = [
        make_page(put("CÔNG BÁO/Số 12/Ngày 02-06-2026", 30), put("BẢN TIN", 45),
                  put(f"Nội dung {mark} của trang.", 100),
                  put("Ký bởi: Văn phòng", 780), put(f"- {number} -", 810), number=number)
        for number, mark in enumerate("abc", start=1)
    ]  # fmt: skip
    assert write(*pages) == "Nội dung a của trang.\n\nNội dung b của trang.\n\nNội dung c của trang.\n"


def test_a_sentence_goes_on_over_the_page() -> None:
    first = make_page(put(FULL, 100), put(FULL, 118), put(FULL, 136))
    second = make_page(put("bản theo quy định.", 100), put(FULL, 130), put("bản.", 148), number=2)
    assert "thống hóa văn bản theo quy định.\n" in write(first, second)


XS: list[float] = [60, 100, 300, 500]


def test_a_table_over_two_pages_is_one() -> None:
    head = [("TT", 65), ("Nhiệm vụ", 105), ("Chủ trì", 305)]
    first = make_page(
        *[put(text, 105, x) for text, x in head], put("1", 125, 65), put("Rà soát thủ tục", 125, 105),
        put("Sở Nội", 125, 305), rules=frame(XS, [100, 120, 140]),
    )  # fmt: skip
    second = make_page(
        *[put(text, 55, x) for text, x in head], put("hành chính", 75, 105), put("vụ", 75, 305), put("2", 95, 65),
        put("Báo cáo", 95, 105), number=2, rules=frame(XS, [50, 70, 90, 110]),
    )  # fmt: skip
    rows = [line.split("\t") for line in write(first, second).splitlines()]
    assert rows == [
        ["TT", "Nhiệm vụ", "Chủ trì"],
        ["1", "Rà soát thủ tục hành chính", "Sở Nội vụ"],
        ["2", "Báo cáo", ""],
    ]


def test_merged_cells_are_unfolded() -> None:
    rules = [rule for rule in frame(XS, [100, 120, 140, 160]) if rule.level or rule.x0 != 300]
    rules = [rule for rule in rules if not (rule.level and rule.top == 140)]
    rules += [Rule(300, 120, 300, 160), Rule(60, 140, 300, 140)]
    page = make_page(
        put("I", 105, 65), put("Cải cách thể chế", 105, 105), put("1", 125, 65), put("Rà soát", 125, 105),
        put("2", 145, 65), put("Báo cáo", 145, 105), put("Sở Tư pháp", 135, 305), rules=rules,
    )  # fmt: skip
    rows = [line.split("\t") for line in write(page).splitlines()]
    assert rows == [["I", "Cải cách thể chế", ""], ["1", "Rà soát", "Sở Tư pháp"], ["2", "Báo cáo", "Sở Tư pháp"]]


@pytest.mark.parametrize(
    ("printed", "right"),
    [("QD-UBND", "QĐ-UBND"), ("QĐÐ-UBND", "QĐ-UBND"), ("KH-U8ND", "KH-UBND"), ("QĐ-UBND", "QĐ-UBND"), ("XY-Z", None)],
)
def test_symbols_are_mended_where_the_lists_prove_it(printed: str, right: str | None) -> None:
    assert mend_symbol(printed) == right


def test_a_symbol_cut_at_its_hyphen_is_mended() -> None:
    words = mend_numbers([*put("415/QĐÐ-", 0), *put("UBND ngày 13/6/2018", 0)])
    assert [word.text for word in words] == ["415/QĐ-", "UBND", "ngày", "13/6/2018"]


def test_what_cannot_be_proved_is_reported() -> None:
    text = "Quyết định số 2l08/QĐ-UBND và 15/KH-UBND ngày 13/6/2018"
    source = SourceText(text=text, sha256="", places=(Place(start=0, confidence=0.9),))
    (finding,) = find_doubtful_numbers(source)
    assert (finding.code, finding.where) == ("ocr_doubtful_number", "2l08/QĐ-UBND")
    assert not list(find_doubtful_numbers(source.model_copy(update={"places": ()})))


def test_labels_are_mended_by_their_order() -> None:
    mender = LabelMender()
    lines = ["c) Rà", "đ) Rà", "đ) Rà", "e) Rà", "ø) Rà", "h) Rà", "1) Rà", "k) Rà", "I) Rà", "II NỘI", "I. Rà"]
    mended = [mender.mend(PrintedLine(tuple(put(line, 0)))).text.split()[0] for line in lines]
    assert mended == ["c)", "d)", "đ)", "e)", "g)", "h)", "i)", "k)", "l)", "II.", "1."]
    assert mend_column(["TT", "G", "H"]) == ["TT", "G", "H"]


def test_a_torn_text_layer_is_told_from_a_sound_one() -> None:
    assert is_garbled(put("T NH QU NG NGÃI Ỉ Ả ẤẨẪ ủ ẩ", 0) * 5)
    assert is_garbled(put("(cid:12)(cid:80)(cid:7)(cid:3) (cid:12)(cid:44)(cid:7)", 0))
    assert not is_garbled(put(FULL, 0) * 5)
