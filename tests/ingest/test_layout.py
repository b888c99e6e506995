"""Lines to paragraphs and tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.cells import Grid, Paragraph, join_lines
from cancu.ingest.layout import clean_line, read_blocks


def paragraphs(text: str) -> list[str]:
    return [block.text for block in read_blocks(text) if isinstance(block, Paragraph)]


def cells(text: str) -> list[list[str]]:
    grids = [block for block in read_blocks(text) if isinstance(block, Grid)]
    return [[cell.text for cell in row] for grid in grids for row in grid.rows]


def test_broken_lines_are_rejoined() -> None:
    text = "a) Tham mưu triển khai các quy định của Luật Thử\nnghiệm ngày 22/6/2015.\n- Cơ quan chủ trì: Sở Mẫu."
    assert paragraphs(text) == [
        "a) Tham mưu triển khai các quy định của Luật Thử nghiệm ngày 22/6/2015.",
        "- Cơ quan chủ trì: Sở Mẫu.",
    ]


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    text = "d) Xây dựng kế hoạch rà soát, hệ\n\n12\n\nthống hóa văn bản.\n"
    assert paragraphs(text) == ["d) Xây dựng kế hoạch rà soát, hệ thống hóa văn bản."]


def test_numbers_cut_at_a_hyphen_are_rejoined() -> None:
    assert join_lines(["Quyết định số 12/QĐ-", "UBND"]) == "Quyết định số 12/QĐ-UBND"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("- Trung tâm thực hiện: (1) cung cấp đường truyền cho các xã; (2) bảo trì máy chủ;\n(3) Mở lớp tập huấn.", 1),
        ("(1) Cung cấp đường truyền.\n(2) Bảo trì máy chủ.\n(3) Mở lớp tập huấn.", 3),
    ],
)
def test_a_count_inside_a_sentence_goes_on_over_the_line(text: str, blocks: int) -> None:
    assert len(read_blocks(text)) == blocks


def test_marks_of_markdown_and_html_are_dropped() -> None:
    assert clean_line("**II. NHIỆM VỤ** *(mẫu)* ~~12~~<br>") == "II. NHIỆM VỤ (mẫu)"


def test_an_emphasised_bullet_stays_a_bullet() -> None:
    assert clean_line("* Giai đoạn 1").startswith("*")


def test_cells_between_tabs_are_a_table() -> None:
    text = "TT\tNhiệm vụ\tChủ trì\n1\tRà soát\tSở Mẫu\n\t\tPhòng Thử\n"
    assert cells(text) == [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát", "Sở Mẫu"], ["", "", "Phòng Thử"]]


def test_cells_between_pipes_are_a_table_without_its_rule() -> None:
    text = "| TT | Nhiệm vụ |\n|---|---|\n| 1 | Rà soát |\n"
    assert cells(text) == [["TT", "Nhiệm vụ"], ["1", "Rà soát"]]


def test_lone_bars_make_rows_of_the_header_s_width() -> None:
    text = (
        "|\nTT\n|\nNhiệm vụ\n|\nChủ trì\n|\nThời gian\n|\n"
        "|\n1\n|\nRà soát\nthủ tục\n|\nSở Mẫu\n|\nQuý I\n|\n"
        "|\n2\n|\nBáo cáo\n|\n|\nQuý II\n|\n"
    )
    assert cells(text)[1:] == [["1", "Rà soát thủ tục", "Sở Mẫu", "Quý I"], ["2", "Báo cáo", "", "Quý II"]]


def test_a_row_with_merged_cells_is_shorter() -> None:
    text = "|\nTT\n|\nNhiệm vụ\n|\nChủ trì\n|\n|\n1\n|\nMột\n|\nSở Mẫu\n|\n|\nHai\n|\n|\n2\n|\nBa\n|\nSở Thử\n|\n"
    assert cells(text)[1:] == [["1", "Một", "Sở Mẫu"], ["Hai"], ["2", "Ba", "Sở Thử"]]


def test_a_bar_before_running_text_is_no_table() -> None:
    text = "|\nQUYẾT ĐỊNH\nĐiều 1. Ban hành Kế hoạch.\nĐiều 2. Có hiệu lực.\n|\n"
    assert paragraphs(text)[-2:] == ["Điều 1. Ban hành Kế hoạch.", "Điều 2. Có hiệu lực."]


def test_a_dash_alone_on_its_line_opens_the_next_one() -> None:
    assert paragraphs("- Rà soát.\n-\nBáo cáo kết quả.\n") == ["- Rà soát.", "- Báo cáo kết quả."]


def test_page_numbers_and_gazette_lines_are_dropped() -> None:
    text = "1. Rà soát.\n\nCÔNG BÁO/Số 12/Ngày 01-01-2026\n93\n\n2. Báo cáo.\n"
    assert paragraphs(text) == ["1. Rà soát.", "2. Báo cáo."]


@given(st.text(alphabet="ab- .\n|\t*1IĐ)", max_size=300))
def test_every_block_points_into_the_text_and_none_overlaps(text: str) -> None:
    end = 0
    for block in read_blocks(text):
        assert 0 <= block.start <= block.end <= len(text)
        assert block.start >= end
        end = block.end


def test_the_lines_of_a_cell_stay_lines_and_a_lone_cell_is_paragraphs() -> None:
    assert paragraphs("I. NHIỆM VỤ\u2028Rà soát văn bản.\n") == ["I. NHIỆM VỤ", "Rà soát văn bản."]
    (grid,) = read_blocks("TT\tNhiệm vụ\n1\tRà soát\u2028văn bản\n")
    assert isinstance(grid, Grid)
    assert [cell.lines for cell in grid.rows[1]] == [["1"], ["Rà soát", "văn bản"]]


def test_a_label_before_a_tab_is_a_cell_among_rows_and_a_label_elsewhere() -> None:
    rows = "TT\tNhiệm vụ\tSở\n1.\tRà soát\tSở A\n\t- Báo cáo\tSở B\n"
    (grid,) = read_blocks(rows)
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows[1:]] == [
        ["1.", "Rà soát", "Sở A"],
        ["", "- Báo cáo", "Sở B"],
    ]
    assert paragraphs("1.\tRà soát văn bản.\n\n2.\tBáo cáo.\n") == ["1. Rà soát văn bản.", "2. Báo cáo."]


def test_a_dash_inside_a_name_at_a_full_line_is_no_bullet() -> None:
    text = """Xét báo cáo của các địa phương về tình hình cung ứng vật liệu cho tuyến An Bình
- Mẫu Sơn, đoạn qua hai huyện, Chủ tịch có ý kiến như sau:
Sở Xây dựng rà soát:
- Mỏ đá;
- Mỏ cát.
"""
    assert paragraphs(text) == [
        "Xét báo cáo của các địa phương về tình hình cung ứng vật liệu cho tuyến An Bình "
        "- Mẫu Sơn, đoạn qua hai huyện, Chủ tịch có ý kiến như sau:",
        "Sở Xây dựng rà soát:",
        "- Mỏ đá;",
        "- Mỏ cát.",
    ]
