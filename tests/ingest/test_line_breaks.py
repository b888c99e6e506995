"""Which line breaks end a paragraph, by what the lines of the text show."""

from cancu.ingest.cells import Paragraph
from cancu.ingest.layout import iter_lines, read_blocks
from cancu.ingest.line_breaks import LineBreaks

FULL = "Rà soát, hệ thống hóa văn bản quy phạm pháp luật của Hội đồng nhân dân và của Ủy ban"
HEADED = [f"{number}. Bộ phận thứ {word}\n{FULL}\nnhân dân các cấp." for number, word in enumerate("ABCDE", 1)]


def paragraphs(text: str) -> list[str]:
    return [block.text for block in read_blocks(text) if isinstance(block, Paragraph)]


def test_a_short_line_is_a_heading_where_no_sentence_breaks_off_early() -> None:
    text = "\n".join(HEADED)
    assert LineBreaks(list(iter_lines(text))).even
    assert paragraphs(text)[:2] == ["1. Bộ phận thứ A", f"{FULL} nhân dân các cấp."]


def test_pages_that_break_first_lines_early_show_it() -> None:
    text = "\n".join(f"{number}. Rà soát văn bản mẫu\nquy định tại {FULL.lower()}\nnhân dân." for number in range(1, 6))
    assert not LineBreaks(list(iter_lines(text))).even


def test_lines_wider_than_any_page_are_paragraphs() -> None:
    long = f"{FULL} {FULL.lower()} {FULL.lower()}."
    assert paragraphs(f"{long}\n{long}\n2. Bộ phận mẫu\n{long}\n{long}") == [long, long, "2. Bộ phận mẫu", long, long]


def test_a_remark_in_brackets_behind_a_sentence_stands_alone() -> None:
    text = f"- {FULL}\nnhân dân.\n(Chi tiết tại phụ lục kèm theo)"
    assert paragraphs(text)[-1] == "(Chi tiết tại phụ lục kèm theo)"


def test_a_colon_behind_the_kind_of_a_body_ends_no_line() -> None:
    text = f"{FULL}\nnhân dân các cấp.\n2. Trách nhiệm của các Sở:\nXây dựng, Tài chính, Nội vụ.\na) Lập kế hoạch."
    assert paragraphs(text)[1:] == ["2. Trách nhiệm của các Sở: Xây dựng, Tài chính, Nội vụ.", "a) Lập kế hoạch."]


def test_lettered_items_and_cells_below_a_short_line_do_not_tell_that_sentences_break_off() -> None:
    lettered = [f"{number}. Bộ phận mẫu\na) {FULL}\nnhân dân." for number in range(6, 12)]
    cells = ["Bộ Văn hóa\nvà Du lịch\nSở Nội vụ."] * 6
    assert LineBreaks(list(iter_lines("\n".join([*HEADED, *lettered, *cells])))).even


def test_a_numbered_heading_may_be_longer_than_a_plain_one() -> None:
    heading = "6. Giải pháp về huy động và phân bổ vốn đầu tư cho các dự án"
    text = "\n".join([*HEADED, f"{heading}\n{FULL}\nnhân dân."])
    assert 0.6 < len(heading) / len(FULL) < 0.75
    assert paragraphs(text)[-2:] == [heading, f"{FULL} nhân dân."]
