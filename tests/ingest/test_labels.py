"""Labels at the head of lines."""

import pytest

from cancu.ingest.labels import Rank, opens_block, read_label, stands_alone


@pytest.mark.parametrize(
    ("line", "rank", "mark"),
    [
        ("II. NHIỆM VỤ CỤ THỂ", Rank.ROMAN, "II"),
        ("II- NHIỆM VỤ", Rank.ROMAN, "II"),
        ("A. MỤC TIÊU", Rank.CAPITAL, "A"),
        ("Điều 12. Trách nhiệm", Rank.ARTICLE, "Đ12"),
        ("1. Cải cách thể chế", Rank.NUMBER, "1"),
        ("1) Cải cách thể chế", Rank.NUMBER, "1"),
        ("1/ Các sở", Rank.NUMBER, "1"),
        ("(2) Trình phê duyệt", Rank.NUMBER, "2"),
        ("1.2. Mục tiêu 2", Rank.DECIMAL, "2"),
        ("1.2.3. Chỉ tiêu", Rank.DECIMAL + 1, "3"),
        ("đ) Xây dựng", Rank.LETTER, "đ"),
        ("a/ Xây dựng", Rank.LETTER, "a"),
        ("a1) Xây dựng", Rank.LETTER, "a1"),
        ("b. Xây dựng", Rank.LETTER, "b"),
        ("- Sản phẩm: Báo cáo", Rank.DASH, ""),
        ("-Thời gian: Quý I", Rank.DASH, ""),
        ("– Nội dung", Rank.DASH, ""),
        ("+ Kế hoạch", Rank.PLUS, ""),
        ("* Giai đoạn 1", Rank.STAR, ""),
        ("PHỤ LỤC", Rank.APPENDIX, "PL"),
        ("Phụ lục II", Rank.APPENDIX, "PLII"),
        ("PHỤ LỤC 02", Rank.APPENDIX, "PL02"),
        ("Phần thứ hai", Rank.PART, "II"),
        ("Chương III", Rank.CHAPTER, "III"),
        ("Mục 1. Quy định chung", Rank.SECTION, "1"),
    ],
)
def test_a_label_is_read(line: str, rank: int, mark: str) -> None:
    label = read_label(line)
    assert label is not None
    assert (label.rank, label.mark) == (rank, mark)


@pytest.mark.parametrize(
    "line",
    [
        "2021 - 2025 là giai đoạn",
        "Phụ lục VI.10 kèm theo Quyết định",
        "12/2025/NĐ-CP",
        "140/KH-UBND ngày 14/10/2021",
        "6/QĐ-TTG NGÀY 02 THÁNG 01",
        "30 tháng 6",
        "3.500 tỷ đồng",
        "100% các xã",
        "- 2025",
        "Phụ lục danh mục các nhiệm vụ",
        "Điều 12 Luật Đất đai",
        "I",
        "Sở Nội vụ",
    ],
)
def test_words_and_numbers_are_no_labels(line: str) -> None:
    assert read_label(line) is None


@pytest.mark.parametrize(
    ("before", "line", "opens"),
    [
        ("theo Quyết định số", "3. Việc", False),
        ("quy định tại khoản", "1. Điều 5", False),
        ("giai đoạn 2021", "- 2025 của tỉnh", False),
        ("tại mục 1 Phụ lục III và mục 1", "Phụ lục VI. kèm theo Quyết định", True),
        ("quy định tại khoản 1 và", "Phụ lục VI. kèm theo Quyết định", False),
        ("theo mục 1 của", "Điều 5. kèm theo", False),
        ("đẩy mạnh chuyển đổi", "- coi đây là động lực", False),
        ("hướng đến chính quyền số", "a) Triển khai Kế hoạch", True),
        ("Gồm các nội dung:", "- xây dựng kế hoạch", True),
        ("", "a) Triển khai", True),
    ],
)
def test_a_line_opens_a_block_unless_the_one_before_goes_on(before: str, line: str, opens: bool) -> None:
    assert opens_block(line, before) is opens


def test_an_appendix_heading_stands_alone_but_a_titled_chapter_does_not() -> None:
    assert stands_alone("PHỤ LỤC I")
    assert not stands_alone("Chương I QUY ĐỊNH CHUNG")
