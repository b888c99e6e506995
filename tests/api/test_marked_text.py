"""The marked text says what the text says, with everything in its place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from cancu.api.marked_text import LONGEST_MARK, Item, MarkedText, Passage, Piece, Span, mark_text
from cancu.api.workspace import read_document


def join(marked: MarkedText) -> str:
    """The words of all passages, without blanks."""
    return "".join("".join(piece.text for piece in list_pieces(passage)) for passage in marked.passages)


def list_pieces(passage: Passage) -> list[Piece]:
    return [*passage.pieces, *(piece for row in passage.rows for cell in row for piece in cell)]


def find_pieces(marked: MarkedText, **wanted: int) -> str:
    """The words of the pieces that have all these values."""
    return "|".join(
        piece.text
        for passage in marked.passages
        for piece in list_pieces(passage)
        if all(getattr(piece, name) == value for name, value in wanted.items())
    )


def strip(text: str) -> str:
    return "".join(text.split())


def keep_words(text: str) -> str:
    """Letters and digits; rules of dashes and the bars of tables are shown as lines, or not at all."""
    return "".join(letter for letter in text if letter.isalnum())


TEXT = "KẾ HOẠCH\n\nI. NHIỆM VỤ\n\n1. Thực hiện Quyết định số 12/QĐ-UBND ngày 31/02/2022.\n\n2. Rà soát.\n"


def test_overlapping_marks_are_cut_at_every_border() -> None:
    start = TEXT.index("Quyết định")
    end = TEXT.index(".\n\n2.")
    day = TEXT.index("31/02")
    marked = mark_text(TEXT, [], [Span(start, end, "citation", 1), Span(day, end + 1, "finding", 1)])
    assert find_pieces(marked, citation=1, finding=0) == "Quyết định số 12/QĐ-UBND ngày "
    assert find_pieces(marked, citation=1, finding=1) == "31/02/2022"
    assert find_pieces(marked, citation=0, finding=1) == "."
    assert strip(join(marked)) == strip(TEXT)
    assert [piece.text for passage in marked.passages for piece in passage.pieces if piece.opens] == [
        "Quyết định số 12/QĐ-UBND ngày "
    ]


def test_inner_of_two_citations_wins() -> None:
    start = TEXT.index("Quyết định")
    spans = [Span(start, start + 24, "citation", 1), Span(start + 14, start + 24, "citation", 2)]
    marked = mark_text(TEXT, [], spans)
    assert find_pieces(marked, citation=1) == "Quyết định số "
    assert find_pieces(marked, citation=2) == "12/QĐ-UBND"


def test_long_finding_gets_a_flag_and_no_mark() -> None:
    text = f"1. {'Rà soát thủ tục hành chính ' * 10}"
    assert len(text) > LONGEST_MARK
    marked = mark_text(text, [], [Span(0, len(text), "finding", 7)])
    assert find_pieces(marked, finding=7) == ""
    assert [piece.flags for passage in marked.passages for piece in passage.pieces] == [(7,)]


def test_items_and_headings_can_be_linked() -> None:
    first, second = TEXT.index("1. "), TEXT.index("2. ")
    items = [Item("I.1", "task", first, second - 2), Item("I.2", "duty", second, len(TEXT) - 1)]
    marked = mark_text(TEXT, items, [])
    assert [(heading.ref, heading.words) for heading in marked.headings] == [("I", "I. NHIỆM VỤ")]
    assert [(passage.anchor, passage.item and passage.item.ref, passage.first) for passage in marked.passages] == [
        ("", None, False),
        ("I", None, False),
        ("I.1", "I.1", True),
        ("I.2", "I.2", True),
    ]


def test_clauses_of_the_preamble_stand_by_themselves() -> None:
    text = "Căn cứ Luật A;\nCăn cứ Luật B;\nTheo đề nghị của\nGiám đốc Sở Nội vụ.\n"
    marked = mark_text(text, [], [])
    assert [strip(join(MarkedText((one,), ()))) for one in marked.passages] == [
        "CăncứLuậtA;",
        "CăncứLuậtB;",
        "TheođềnghịcủaGiámđốcSởNộivụ.",
    ]


def test_table_keeps_its_cells_and_their_marks() -> None:
    text = "DANH MỤC\n\n| TT | Nhiệm vụ | Chủ trì |\n| 1 | Thực hiện 12/QĐ-UBND | Sở A |\n| 2 | Báo cáo | Sở B |\n"
    start = text.index("12/QĐ")
    marked = mark_text(text, [], [Span(start, start + 10, "citation", 1)])
    [table] = [passage for passage in marked.passages if passage.rows]
    cells = [["".join(piece.text for piece in cell).strip() for cell in row] for row in table.rows]
    assert cells == [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Thực hiện 12/QĐ-UBND", "Sở A"], ["2", "Báo cáo", "Sở B"]]
    assert find_pieces(marked, citation=1) == "12/QĐ-UBND"


@pytest.mark.parametrize("number", range(1, 15))
def test_every_word_of_the_samples_is_shown_once(samples: Path, number: int) -> None:
    source, extraction = read_document(next(samples.glob(f"{number:02d}-*.txt")))
    items = [Item(task.ref, task.kind, task.start, task.end) for task in extraction.tasks]
    spans = [Span(one.start, one.end, "citation", at) for at, one in enumerate(extraction.citations, 1)]
    marked = mark_text(source.text, items, spans)
    shown, printed = Counter(keep_words(join(marked))), Counter(keep_words(source.text))
    assert shown - printed == Counter()
    assert all(letter.isdecimal() for letter in printed - shown), "only page numbers inside tables are left out"
    anchors = [passage.anchor for passage in marked.passages if passage.anchor]
    anchors += [ref for passage in marked.passages for piece in list_pieces(passage) for ref in piece.anchors]
    assert len(anchors) == len(set(anchors))
    assert {item.ref for item in items} <= set(anchors)
    assert {heading.ref for heading in marked.headings} <= set(anchors)
