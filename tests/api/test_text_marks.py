"""Which words two texts share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cancu.api.text_marks import Piece, mark_shared


def read_shared(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.shared]


def test_two_syllables_in_a_row_are_shared() -> None:
    one, two = mark_shared("Kiểm tra đột xuất công vụ năm 2022", "tổ chức kiểm tra, giám sát công vụ")
    assert read_shared(one) == ["Kiểm tra", "công vụ"]
    assert read_shared(two) == ["kiểm tra", "công vụ"]


def test_short_forms_tone_places_and_capitals_do_not_count() -> None:
    one, two = mark_shared("Công khai TTHC, rồi hoà giải", "công khai thủ tục hành chính và Hòa giải")
    assert read_shared(one) == ["Công khai TTHC", "hoà giải"]
    assert read_shared(two) == ["công khai thủ tục hành chính", "Hòa giải"]


def test_function_words_alone_are_no_sign() -> None:
    one, _ = mark_shared("của các sở", "của các xã")
    assert read_shared(one) == []


def test_a_known_word_is_marked_alone() -> None:
    one, two = mark_shared("số hóa hồ sơ", "cập nhật hồ tài liệu", ["hồ"])
    assert read_shared(one) == ["hồ"]
    assert read_shared(two) == ["hồ"]


@given(st.text(alphabet="ab TTHC.\n-<>&", max_size=60), st.text(alphabet="ab TTHC.\n-<>&", max_size=60))
def test_pieces_joined_are_the_texts(one: str, two: str) -> None:
    first, second = mark_shared(one, two)
    assert "".join(piece.text for piece in first) == one
    assert "".join(piece.text for piece in second) == two
    assert all(piece.text for piece in (*first, *second))
