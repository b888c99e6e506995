"""Tables that a PDF's text has flattened: invented tables, printed as page layouts give them."""

from __future__ import annotations

import textwrap

import pytest

from cancu.ingest.cells import Cell, Grid
from cancu.ingest.extraction import extract
from cancu.ingest.layout import read_blocks
from cancu.ingest.merged_cells import spread_owners
from cancu.ingest.readers import make_source
from cancu.ingest.tables import find_cells

PAGE = "\nCÔNG BÁO/Số 12/Ngày 01-01-2026 \n93\n \n \n"

TITLES = {
    "TT": 4,
    "Nội dung công việc": 34,
    "Cơ quan chủ trì": 16,
    "Cơ quan phối hợp": 16,
    "Cấp trình": 11,
    "Sản phẩm": 15,
    "Thời hạn hoàn thành": 13,
    "Căn cứ bổ sung": 13,
}
FOUR = ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Thời hạn hoàn thành"]
FIVE = ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành"]
SIX = ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn hoàn thành"]
SEVEN = [*SIX, "Căn cứ bổ sung"]
EIGHT = list(TITLES)

CELLS = {
    "Nội dung công việc": [
        "Tăng cường công tác lãnh đạo, chỉ đạo việc rà soát văn bản của ngành, bảo đảm đồng bộ",
        "Xây dựng cơ sở dữ liệu dùng chung về hồ sơ lưu trữ và kết nối với các hệ thống thông tin",
        "Tham mưu sửa đổi quy định về quản lý bãi đỗ xe trên địa bàn",
        "Nghiên cứu, đề xuất mô hình thư viện lưu động phục vụ các xã vùng cao",
        "Tổ chức tập huấn nghiệp vụ cho người làm công tác tiếp dân",
    ],
    "Cơ quan chủ trì": ["Bộ Nội vụ", "Bộ Khoa học và Công nghệ", "Bộ Xây dựng", "Bộ Nội vụ", "Thanh tra Chính phủ"],
    "Cơ quan phối hợp": [
        "Các bộ, cơ quan ngang bộ",
        "Bộ Nội vụ, Bộ Tài chính",
        "Các bộ, cơ quan ngang bộ",
        "UBND các tỉnh, thành phố",
        "Các bộ, cơ quan ngang bộ",
    ],
    "Cấp trình": ["Cấp có thẩm quyền", "Chính phủ", "Bộ trưởng", "Cấp có thẩm quyền", "Chính phủ"],
    "Sản phẩm": [
        "Văn bản lãnh đạo, chỉ đạo",
        "Cơ sở dữ liệu được vận hành",
        "Thông tư của Bộ trưởng",
        "Đề án được trình Thủ tướng",
        "Báo cáo kết quả",
    ],
    "Thời hạn hoàn thành": ["Thường xuyên", "Quý II/2026", "Tháng 9/2026", "2026 - 2027", "Hằng năm"],
    "Căn cứ bổ sung": [
        "Nghị quyết số 90-NQ/TW",
        "Nghị quyết số 90-NQ/TW",
        "Chương trình số 7-CTr/TW",
        "Nghị quyết số 90-NQ/TW",
        "Chương trình số 7-CTr/TW",
    ],
}


def wrap(title: str, words: str) -> list[str]:
    return [f"{line} " for line in textwrap.wrap(words, TITLES[title], break_on_hyphens=False)]


def print_header(titles: list[str]) -> str:
    return "".join(f"{line}\n" for title in titles for line in wrap(title, title))


def print_row(titles: list[str], cells: list[str]) -> str:
    return "".join(f"{line}\n" for title, words in zip(titles, cells, strict=True) for line in wrap(title, words))


def make_rows(titles: list[str], count: int = 5) -> list[list[str]]:
    columns = [[str(number + 1) for number in range(count)], *(CELLS[title][:count] for title in titles[1:])]
    return [list(row) for row in zip(*columns, strict=True)]


def print_table(titles: list[str], rows: list[list[str]], pages: tuple[int, ...] = ()) -> str:
    parts = ["PHỤ LỤC \n\n", print_header(titles)]
    for index, row in enumerate(rows):
        parts.append(print_row(titles, row))
        if index + 1 in pages:
            parts.extend([PAGE, print_header(titles)])
    return "".join(parts)


def read_grid(text: str) -> Grid:
    (found,) = [block for block in read_blocks(text) if isinstance(block, Grid)]
    return found


def read_cells(text: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_grid(text).rows[1:]]


@pytest.mark.parametrize("titles", [FOUR, FIVE, SIX, SEVEN, EIGHT], ids=len)
def test_cells_stand_below_their_titles(titles: list[str]) -> None:
    rows = make_rows(titles)
    assert read_cells(print_table(titles, rows)) == rows


@pytest.mark.parametrize("titles", [FOUR, FIVE, SIX, SEVEN, EIGHT], ids=len)
def test_rows_count_on_over_pages(titles: list[str]) -> None:
    rows = make_rows(titles)
    assert read_cells(print_table(titles, rows, pages=(2, 4))) == rows


@pytest.mark.parametrize("titles", [FIVE, SIX, SEVEN], ids=len)
def test_a_row_cut_by_a_page_goes_on_cell_by_cell(titles: list[str]) -> None:
    rows = make_rows(titles)
    kept = 2
    lines = [wrap(title, words) for title, words in zip(titles, rows[4], strict=True)]
    above = "".join(f"{line}\n" for cell in lines for line in cell[:kept])
    below = "".join(f"{line}\n" for cell in lines for line in cell[kept:])
    text = print_table(titles, rows[:4]) + above + PAGE + print_header(titles) + below
    assert read_cells(text) == rows


def test_empty_cells_stay_empty() -> None:
    rows = make_rows(SIX)
    rows[1][3] = rows[3][4] = rows[4][5] = ""
    assert read_cells(print_table(SIX, rows)) == rows


def test_numbers_and_years_behind_blank_lines_are_no_page_numbers() -> None:
    rows = make_rows(FIVE)
    rows[0][4] = "2026"
    text = print_table(FIVE, rows).replace("2026 \n2 \n", " \n2026 \n \n2 \n")
    assert read_cells(text) == rows


def test_a_number_may_share_the_line_of_its_row() -> None:
    rows = make_rows(FIVE)
    assert read_cells(print_table(FIVE, rows).replace("3 \nTham mưu", "3  Tham mưu")) == rows


def test_wide_blanks_part_cells_of_one_line() -> None:
    rows = make_rows(FIVE)
    assert read_cells(print_table(FIVE, rows).replace("ngang bộ \nTháng", "ngang bộ  Tháng")) == rows


def test_sections_are_rows_of_label_and_name() -> None:
    rows = make_rows(FIVE)
    printed = [print_row(FIVE, row) for row in rows]
    text = (
        f"PHỤ LỤC \n\n{print_header(FIVE)}I \nHoàn thiện thể chế \n{''.join(printed[:3])}"
        "II Tổ chức bộ máy và hạ tầng số dùng chung \n"
        f"{printed[3].replace('4 ', '1 ', 1)}{printed[4].replace('5 ', '2 ', 1)}"
    )
    found = read_cells(text)
    assert [row for row in found if len(row) == 2] == [
        ["I", "Hoàn thiện thể chế"],
        ["II", "Tổ chức bộ máy và hạ tầng số dùng chung"],
    ]
    assert [row[1:] for row in found if len(row) > 2] == [row[1:] for row in rows]


def test_decimal_numbers_stand_below_their_section() -> None:
    rows = make_rows(FIVE, 3)
    labels = ["1.1", "1.2", "2.1"]
    printed = [print_row(FIVE, [label, *row[1:]]) for label, row in zip(labels, rows, strict=True)]
    text = (
        f"PHỤ LỤC \n\n{print_header(FIVE)}1. \nRà soát thể chế \n{printed[0]}{printed[1]}2. \nHạ tầng số \n{printed[2]}"
    )
    assert [row[0] for row in read_cells(text)] == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_a_roman_numeral_in_a_cell_is_no_section() -> None:
    rows = make_rows(SIX)
    rows[2][5] = "Kỳ họp thứ nhất Quốc hội khóa XVI"
    text = print_table(SIX, rows).replace("khóa XVI \n", "khóa \nXVI \n")
    assert read_cells(text) == rows


def test_results_of_one_task_are_rows_without_number() -> None:
    rows = make_rows(SEVEN)
    second = ["", "", "", "", "Báo cáo tổng kết được thông qua", "2027 - 2030", "Nghị quyết số 90-NQ/TW"]
    found = read_cells(print_table(SEVEN, [*rows[:3], second, *rows[3:]]))
    assert found == [*rows[:3], second, *rows[3:]]
    text = f"Số: 5/KH-BNV\n\nKẾ HOẠCH\n{print_table(SEVEN, [*rows[:3], second, *rows[3:]])}"
    task = extract(make_source(text)).tasks[2]
    assert task.products == ("Thông tư của Bộ trưởng", "Báo cáo tổng kết được thông qua")
    assert task.deadline is not None
    assert [str(day) for day in task.deadline.due] == ["2026-09-30", "2030-12-31"]


def test_owners_printed_amid_their_rows_belong_to_all_of_them() -> None:
    header = "STT \nĐơn vị \nNhiệm vụ chủ trì \nĐơn vị phối hợp \nThời gian \nhoàn thành \n"
    duties = [
        ("Ban hành quy định về danh mục hồ sơ", "(1) Bộ Tư pháp \n(2) Bộ Công an", "Quý I/2026"),
        ("Xây dựng kho dữ liệu về hồ sơ của ngành", "Bộ Tài chính", "Quý II/2026"),
        ("Thẩm định dự án kho dữ liệu dùng chung", "(1) Bộ Công an \n(2) Bộ Y tế", "Quý III/2026"),
        ("Bố trí kinh phí thực hiện dự án kho dữ liệu", "(1) Bộ Nội vụ \n(2) Bộ Y tế", "Thường xuyên"),
        ("Tập huấn cho người dùng kho dữ liệu", "Bộ Nội vụ", "Hằng năm"),
    ]
    printed = [" \n".join(duty) + " \n" for duty in duties]
    text = (
        f"Số: 5/QĐ-TTg\n\nKẾ HOẠCH\nPHỤ LỤC \n\n{header}{printed[0]}1 \nBộ Nội vụ \n{printed[1]}{printed[2]}"
        f"{printed[3]}2 \nBộ Tài chính \n{printed[4]}"
    )
    tasks = extract(make_source(text)).tasks
    assert [(task.ref, task.lead) for task in tasks] == [
        ("PL.1.-1", ("Bộ Nội vụ",)),
        ("PL.1.-2", ("Bộ Nội vụ",)),
        ("PL.1.-3", ("Bộ Nội vụ",)),
        ("PL.2.-1", ("Bộ Tài chính",)),
        ("PL.2.-2", ("Bộ Tài chính",)),
    ]
    assert tasks[0].coordinate == ("Bộ Tư pháp", "Bộ Công an")


def test_footnotes_stand_in_no_cell() -> None:
    rows = make_rows(SIX)
    note = (
        " \n3 Nghị quyết số 90-NQ/TW ngày 01/01/2026 của Bộ Chính trị về tổ chức bộ máy của các cơ quan lưu trữ. \n"
        "Các bộ chủ động gửi báo cáo về cơ quan thường trực để tổng hợp, trình cấp có thẩm quyền quyết định. \n"
    )
    text = print_table(SIX, rows, pages=(2,)).replace(PAGE, note + PAGE)
    assert read_cells(text) == rows


def test_the_table_ends_where_text_goes_on() -> None:
    rows = make_rows(SIX)
    closing = "Các bộ căn cứ nhiệm vụ được giao tại Phụ lục này để xây dựng kế hoạch triển khai của mình."
    text = f"{print_table(SIX, rows)} \n{closing}\n"
    assert read_cells(text) == rows
    assert read_blocks(text)[-1].end == len(text) - 1


def test_every_cell_points_at_its_words() -> None:
    text = print_table(SEVEN, make_rows(SEVEN), pages=(3,)).replace("3 \nTham mưu", "3  Tham mưu")
    for row in read_grid(text).rows[1:]:
        for cell in row:
            printed = " ".join(text[start:end] for start, end in cell.places)
            assert printed.split() == " ".join(cell.lines).split()


def test_a_list_that_only_begins_like_a_table_stays_text() -> None:
    blocks = read_blocks("TT\nTên dự án\n1\nDự án xây dựng trường học\n2\nDự án xây dựng cầu\n")
    assert not any(isinstance(block, Grid) for block in blocks)


def test_mentions_in_a_column_of_bases_are_bases_and_keep_to_their_cell() -> None:
    rows = make_rows(SEVEN)
    rows[1][1] = "Tổ chức thi hành pháp luật theo Kế hoạch số 12/KH-BNV"
    rows[1][5] = "Thực hiện hằng năm"
    text = f"Số: 5/KH-BNV\n\nKẾ HOẠCH\n{print_table(SEVEN, rows)}"
    citations = extract(make_source(text)).citations
    assert [(found.number, found.relation.value) for found in citations if found.number == "12/KH-BNV"] == [
        ("12/KH-BNV", "implements")
    ]
    bases = [found for found in citations if found.number in ("90-NQ/TW", "7-CTr/TW")]
    assert [found.relation.value for found in bases] == ["basis"] * 5


def test_a_mention_takes_no_day_from_the_next_cell() -> None:
    text = (
        "Số: 5/KH-UBND\n\nKẾ HOẠCH\nTT\tNội dung\tCăn cứ pháp lý\tThời gian\tCơ quan chủ trì\n"
        "1\tLập danh mục hồ sơ\tQuyết định số 7/QĐ-UBND\tngày 05/6/2026\tSở Nội vụ\n"
    )
    (found,) = [found for found in extract(make_source(text)).citations if found.number == "7/QĐ-UBND"]
    assert found.date is None
    assert found.relation.value == "basis"


def test_cells_of_tables_without_tasks_are_no_borders() -> None:
    assert find_cells(read_blocks("TT\tTên dự án\tVốn\n1\tCầu\t5\n2\tĐường\t7\n")) == []


def test_cells_between_pipes_are_found_at_their_places() -> None:
    text = "| TT | Nhiệm vụ | Cơ quan chủ trì |\n| --- | --- | --- |\n| 1 | Lập hồ sơ | Sở Y tế |\n"
    assert [text[span.start : span.end] for span in find_cells(read_blocks(text))] == ["1", "Lập hồ sơ", "Sở Y tế"]


def test_a_long_table_over_many_pages_is_read_alike() -> None:
    rows = make_rows(SIX)
    many = [[str(5 * turn + index + 1), *row[1:]] for turn in range(12) for index, row in enumerate(rows)]
    assert read_cells(print_table(SIX, many, pages=tuple(range(7, 60, 7)))) == many


def test_unknown_titles_are_columns_and_an_article_ends_the_table() -> None:
    header = "STT \nTên dự án \nCơ quan trình \nCơ quan chủ trì \nthẩm tra \nCơ quan tham gia góp ý \nTiến độ trình \n"
    names = [
        "Quy chế quản lý kho lưu trữ",
        "Quy chế thư viện số",
        "Quy chế tiếp dân",
        "Quy chế bãi đỗ xe và bến thuyền",
    ]
    rows = [
        [f"{index}.", name, "Chính phủ", "Ủy ban Kinh tế và Tài chính", "Hội đồng Dân tộc", f"Tháng {index}/2026"]
        for index, name in enumerate(names, 1)
    ]
    printed = "".join(f"{cell} \n" for row in rows for cell in row).replace("Ủy ban Kinh", "Ủy ban \nKinh")
    text = f"PHỤ LỤC \n\n{header}{printed} \nĐiều 3. Hiệu lực thi hành \nQuy chế này có hiệu lực từ ngày ký. \n"
    assert read_cells(text) == rows


def test_a_number_in_the_middle_of_its_rows_tells_which_are_its_own() -> None:
    def owner(start: int, number: str = "", name: str = "") -> list[Cell]:
        words = [number, name, f"Nhiệm vụ {start}", ""]
        return [Cell(start, start + 9, [word] if word else []) for word in words]

    one = [owner(0, "1", "Sở A"), owner(10), owner(20, "2", "Sở B"), owner(30)]
    spread_owners(one, owned=2, helpers=3)
    assert [row[0].text for row in one] == ["1", "2", "", ""]
    torn = [owner(0, "1", "Sở A"), owner(100), owner(110, "2", "Sở B"), owner(120)]
    spread_owners(torn, owned=2, helpers=3)
    assert [row[0].text for row in torn] == ["1", "", "2", ""]


def test_a_line_for_each_cell_is_read_by_position_and_the_next_part_ends_the_table() -> None:
    text = """STT
Nhiệm vụ
Sản phẩm
Đơn vị chủ trì
Đơn vị phối hợp
Thời gian hoàn thành
I
Cải cách thể chế
1
Xây dựng chương trình văn bản
Quyết định của Giám đốc
Sở Tư pháp
Các sở, ban, ngành
Quý I
2
Rà soát văn bản
Báo cáo
Sở Tư pháp
Các đơn vị liên quan
Tháng 12/2026
II
Cải cách thủ tục
1
Công bố thủ tục
Quyết định công bố
Các sở, ban, ngành
Văn phòng Sở
Thường xuyên
III. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ theo dõi việc thực hiện.
"""
    grid = next(block for block in read_blocks(text) if isinstance(block, Grid))
    rows = [[cell.text for cell in row] for row in grid.rows[1:]]
    assert rows[1] == ["1", "Xây dựng chương trình văn bản", "Quyết định của Giám đốc", "Sở Tư pháp", *rows[1][4:]]
    assert [row[3:] for row in rows if len(row) > 2] == [
        ["Sở Tư pháp", "Các sở, ban, ngành", "Quý I"],
        ["Sở Tư pháp", "Các đơn vị liên quan", "Tháng 12/2026"],
        ["Các sở, ban, ngành", "Văn phòng Sở", "Thường xuyên"],
    ]
    assert "TỔ CHỨC" not in text[grid.start : grid.end]


def test_an_article_without_words_is_the_rest_of_a_cell() -> None:
    text = """STT
Tên nhiệm vụ
Sản phẩm
Cơ quan chủ trì
1.
Sửa đổi quy định về phí
Khoản 2 Điều 10, khoản 1
Điều 11
Sở Tài chính
2.
Sửa đổi quy định về lệ phí
Điều 3, Điều 5
Sở Tài chính
"""
    grid = next(block for block in read_blocks(text) if isinstance(block, Grid))
    assert [row[-1].text for row in grid.rows[1:]] == ["Sở Tài chính", "Sở Tài chính"]
