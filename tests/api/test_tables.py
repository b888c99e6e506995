from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.api.tables import clean_text, format_table, measure_text, wrap_text

TEXT = st.text(alphabet="aăâbcdđ ếộỹ-+/.", max_size=80)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=6), st.integers(min_value=40, max_value=160))
def test_no_line_is_wider_than_asked(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = format_table(("Mục", "Nhiệm vụ", "Kết quả"), rows, width)
    assert max(measure_text(line) for line in lines) <= width


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_no_letter_is_lost(rows: list[tuple[str, str]]) -> None:
    shown = "".join(format_table(("A", "B"), rows, 40)[2:])
    letters = sorted("".join(cell for row in rows for cell in row).replace(" ", ""))
    assert sorted(shown.replace(" ", "")) == letters


@given(TEXT, st.integers(min_value=1, max_value=30))
def test_wrapped_lines_hold_the_same_words(text: str, width: int) -> None:
    lines = wrap_text(clean_text(text), width)
    assert all(measure_text(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == clean_text(text).replace(" ", "")


def test_words_stay_whole_while_there_is_room_elsewhere() -> None:
    row = ("2215/QĐ-UBND", "rà soát thủ tục " * 20, "Sở Tài nguyên và Môi trường " * 5, "22/12/2021")
    lines = format_table(("Số", "Nhiệm vụ", "Chủ trì", "Ngày"), [row], 80)
    assert lines[2].startswith("2215/QĐ-UBND ")
    assert lines[2].endswith("22/12/2021")


def test_a_column_with_much_text_gets_much_room() -> None:
    rows = [("a b c d e f g h i j", "rà soát thủ tục hành chính " * 10)] * 3
    widths = [len(part) for part in format_table(("Ít", "Nhiều"), rows, 80)[2].split("   ")]
    assert widths[1] > 3 * widths[0]


def test_a_table_without_rows_has_its_heading() -> None:
    assert format_table(("Mục", "Tên"), [], 80) == ["Mục   Tên", "─────────"]


def test_more_columns_than_the_terminal_holds_are_still_printed() -> None:
    lines = format_table([str(number) for number in range(40)], [["rà soát"] * 40], 40)
    assert "rà" in lines[2]


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("căn cứ", 6), ("a\u0301", 1), ("漢字", 4)])
def test_width_counts_what_a_terminal_shows(text: str, columns: int) -> None:
    assert measure_text(text) == columns
