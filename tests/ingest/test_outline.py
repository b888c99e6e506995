"""Blocks to the tree of labelled places."""

import pytest

from cancu.ingest.layout import read_blocks
from cancu.ingest.outline import Node, build_outline, roman_value


def outline(text: str) -> Node:
    return build_outline(read_blocks(text))


def refs(text: str) -> list[str]:
    return [node.ref for node in outline(text).walk()][1:]


def test_labels_nest_from_the_outside_in() -> None:
    text = (
        "II. NHIỆM VỤ\n\n1. Thể chế\n\na) Rà soát.\n\nđ) Báo cáo.\n\n- Một ý.\n\n+ Ý nhỏ.\n\n- Hai ý.\n\nIII. TỔ CHỨC\n"
    )
    assert refs(text) == ["II", "II.1", "II.1.a", "II.1.đ", "II.1.đ.-1", "II.1.đ.-1.-1", "II.1.đ.-2", "III"]


def test_a_label_printed_again_is_counted() -> None:
    text = "II. A\n\n7. Một\n\na) X.\n\n7. Hai\n\na) Y.\n"
    assert refs(text) == ["II", "II.7", "II.7.a", "II.7(2)", "II.7(2).a"]


def test_decimals_add_their_last_number() -> None:
    assert refs("II. A\n\n1. Một\n\n1.1. X.\n\n1.2. Y.\n") == ["II", "II.1", "II.1.1", "II.1.2"]


def test_numbers_in_brackets_stand_inside_plain_ones() -> None:
    assert refs("1. Một\n\n2. Hai:\n\n(1) X.\n\n(2) Y.\n\n3. Ba\n") == ["1", "2", "2.1", "2.2", "3"]


def test_articles_have_clauses_and_points() -> None:
    text = "Điều 3. Tổ chức thực hiện\n1. Sở Mẫu có trách nhiệm:\na) Rà soát;\nb) Báo cáo.\n2. Sở Thử phối hợp.\n"
    assert refs(text) == ["Đ3", "Đ3.1", "Đ3.1.a", "Đ3.1.b", "Đ3.2"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("PHỤ LỤC", "", ["PL"]), ("PHỤ LỤC I", "PHỤ LỤC II", ["PLI", "PLII"]), ("PHỤ LỤC", "PHỤ LỤC", ["PL1", "PL2"])],
)
def test_appendices_are_named_alone_or_by_their_number(first: str, second: str, expected: list[str]) -> None:
    text = f"{first}\n\nDANH MỤC\n\n{second}\n\nDANH MỤC\n"
    assert [child.ref for child in outline(text).children] == expected


def test_recipients_and_signatures_are_left_out_and_the_attached_plan_is_read() -> None:
    text = (
        "Điều 1. Ban hành Kế hoạch./.\n\nNơi nhận:\n\n- Như Điều 1;\n\n- Lưu: VT.\n\nCHỦ TỊCH\n\n"
        "KẾ HOẠCH CẢI CÁCH\n\nI. MỤC ĐÍCH\n"
    )
    assert refs(text) == ["Đ1", "I"]


def test_a_closing_paragraph_belongs_to_the_section() -> None:
    text = "V. TỔ CHỨC THỰC HIỆN\n\n1. Sở Mẫu\n\n- Rà soát.\n\nỦy ban nhân dân tỉnh yêu cầu các sở báo cáo.\n"
    section = outline(text).children[0]
    assert [paragraph.text for paragraph in section.tail] == ["Ủy ban nhân dân tỉnh yêu cầu các sở báo cáo."]


def test_a_bold_heading_over_two_lines_is_one() -> None:
    text = "**3. Đề nghị Hội Mẫu tỉnh, Hội**\n\n**Thử nghiệm tỉnh**\n\n- Tham gia.\n"
    assert outline(text).children[0].text == "Đề nghị Hội Mẫu tỉnh, Hội Thử nghiệm tỉnh"


@pytest.mark.parametrize(("mark", "value"), [("I", 1), ("IV", 4), ("XIV", 14), ("XL", 40), ("A", 0), ("", 0)])
def test_roman_numerals(mark: str, value: int) -> None:
    assert roman_value(mark) == value
