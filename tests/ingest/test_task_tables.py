"""Task tables in the prints of web pages and Markdown: titles of columns, rows, sections, on invented plans."""

from __future__ import annotations

import datetime

import pytest

from cancu.ingest.layout import read_blocks
from cancu.ingest.outline import build_outline
from cancu.ingest.tasks import find_tasks
from cancu.ontology.records import Document, Task

YEAR = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


def tasks(table: str) -> list[Task]:
    text = f"II. NHIỆM VỤ CỤ THỂ\n\n{table}"
    return find_tasks(build_outline(read_blocks(text)), Document(type="Kế hoạch", period=YEAR))


def days(task: Task) -> list[str]:
    return [str(day) for day in task.deadline.due] if task.deadline else []


MARKDOWN = """| **Mã** | **Nhiệm vụ** | **Chủ trì** | **Hạn hoàn thành** |
|:---|:---|:---:|---:|
| **A** | **Bến bãi** | | |
| A.1 | Sơn lại cọc tiêu | Phòng Kinh tế | **30/9/2026** |
| A.2 | Thay phao | Công an xã | Tháng 10 |
"""
CLOSED = """TT
|
Việc
cần làm
|
Đơn vị
chủ trì
|
Thời gian
|
1
|
Đếm thuyền
tại bến
|
Phòng Kinh tế
|
Quý I
|
2
|
Sửa cầu phao
|
Đoàn kiểm tra
|
|
III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế theo dõi việc thực hiện.
"""
OPEN = """TT | Nội dung | Cơ quan chuẩn bị | Hình thức |
Tháng 02/2026 |
1 | Kế hoạch nạo vét luồng | Phòng Kinh tế | Họp |
2 | Báo cáo số
thuyền qua bến | Công an xã | Văn bản |
Tháng 3/2026 |
1 | Phương án bán vé | Phòng Kinh tế | Họp |
III. TỔ CHỨC THỰC HIỆN
"""
ONE_LINE = (
    "TT | Nội dung | Cơ quan chủ trì | Thời gian | 1 | Sơn cọc | Phòng Kinh tế | Quý I"
    " | 2 | Thay phao | Công an xã | Quý II |"
)


def test_a_markdown_table_with_aligned_columns_and_codes_for_labels() -> None:
    found = tasks(MARKDOWN)
    assert [(task.ref, task.lead, days(task)) for task in found] == [
        ("II.A.1", ("Phòng Kinh tế",), ["2026-09-30"]),
        ("II.A.2", ("Công an xã",), ["2026-10-31"]),
    ]


def test_cells_that_each_end_at_a_lone_bar() -> None:
    found = tasks(CLOSED)
    assert [(task.ref, task.text, task.lead, days(task)) for task in found] == [
        ("II.1", "Đếm thuyền tại bến", ("Phòng Kinh tế",), ["2026-03-31"]),
        ("II.2", "Sửa cầu phao", ("Đoàn kiểm tra",), []),
        ("III.1", "Phòng Kinh tế theo dõi việc thực hiện.", ("Phòng Kinh tế",), []),
    ]


@pytest.mark.parametrize("table", [OPEN, OPEN.replace(" |\n", "\n")], ids=["closed rows", "open rows"])
def test_rows_that_no_bar_opens_below_sections_that_are_months(table: str) -> None:
    found = tasks(table)
    assert [(task.ref, task.text, days(task)) for task in found] == [
        ("II.1", "Kế hoạch nạo vét luồng", ["2026-02-28"]),
        ("II.2", "Báo cáo số thuyền qua bến", ["2026-02-28"]),
        ("II.1(2)", "Phương án bán vé", ["2026-03-31"]),
    ]


def test_a_table_that_stands_in_one_line() -> None:
    assert [(task.ref, task.lead, days(task)) for task in tasks(ONE_LINE)] == [
        ("II.1", ("Phòng Kinh tế",), ["2026-03-31"]),
        ("II.2", ("Công an xã",), ["2026-06-30"]),
    ]


def test_a_letterhead_between_bars_is_no_table() -> None:
    head = "UBND XÃ SUỐI NGÀ | CỘNG HÒA XÃ HỘI |\nSố: 12/KH-UBND | Suối Ngà, ngày 02 tháng 3 năm 2026 |\n"
    assert {type(block).__name__ for block in read_blocks(head)} == {"Paragraph"}


@pytest.mark.parametrize(
    ("titles", "lead", "due"),
    [
        ("Tháng | Nội dung công việc | Người thực hiện", "Phòng Kinh tế", "2026-09-30"),
        ("Tuần | Nội dung | Đơn vị/cá nhân", "Phòng Kinh tế", "2026-09-30"),
        ("Ngày, tháng | Công việc | Bộ phận", "Phòng Kinh tế", "2026-09-30"),
        ("Thời gian | Nội dung | Cán bộ phụ trách", "Phòng Kinh tế", "2026-09-30"),
    ],
)
def test_columns_of_calendars(titles: str, lead: str, due: str) -> None:
    [first, second] = tasks(f"| {titles} |\n|---|---|---|\n| 9/2026 | Thay phao | {lead} |\n| | Sơn cọc | {lead} |\n")
    assert (first.lead, days(first)) == ((lead,), [due])
    assert (second.lead, days(second)) == ((lead,), [due])


def test_of_two_columns_of_agencies_the_one_that_works_leads() -> None:
    found = tasks(
        "| STT | Nhiệm vụ | Cơ quan theo dõi | Cơ quan thực hiện | Thời gian |\n|---|---|---|---|---|\n"
        "| 1 | Đếm thuyền | Sở Xây dựng | Trung tâm Bến bãi | Quý I |\n| 2 | Sơn cọc | Sở Tài chính | | Quý II |\n"
    )
    assert [task.lead for task in found] == [("Trung tâm Bến bãi",), ("Sở Tài chính",)]


def test_a_section_that_is_a_quarter_is_no_second_header() -> None:
    found = tasks(
        "| STT | Tên đề án | Cơ quan chủ trì | Thời gian trình |\n|---|---|---|---|\n| | **QUÝ I** | | |\n"
        "| 1 | Đề án bến bãi | Sở Xây dựng | Tháng 3 |\n"
    )
    assert [(task.ref, task.lead, days(task)) for task in found] == [("II.1", ("Sở Xây dựng",), ["2026-03-31"])]


def test_sections_that_are_agencies_lead_where_no_column_does() -> None:
    found = tasks(
        "STT | Nhiệm vụ | Thời gian hoàn thành | Kết quả\nI. SỞ TÀI CHÍNH\n1 | Bán vé qua mạng | Quý I | Quyết định\n"
        "II. SỞ XÂY DỰNG\n1 | Sửa cầu phao | Quý II | Báo cáo\n"
    )
    assert [(task.ref, task.lead) for task in found] == [
        ("II.I.1", ("Sở Tài chính",)),
        ("II.II.1", ("Sở Xây dựng",)),
    ]


def test_words_numbered_within_the_numeral_in_front() -> None:
    found = tasks(
        "| STT | Chỉ số | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|---|\n"
        "| I | Bến bãi | 1. Sơn cọc tiêu | Sở Xây dựng | Quý I |\n| | | 2. Thay phao | Công an tỉnh | Quý II |\n"
        "| II | Vé | 1. Bán vé qua mạng | Sở Tài chính | Quý III |\n"
    )
    assert [(task.ref, task.text) for task in found] == [
        ("II.I.1", "Sơn cọc tiêu"),
        ("II.I.2", "Thay phao"),
        ("II.II.1", "Bán vé qua mạng"),
    ]


def test_of_a_start_and_an_end_the_end_is_due() -> None:
    found = tasks(
        "| STT | Hoạt động | Người chịu trách nhiệm | Bắt đầu | Kết thúc |\n|---|---|---|---|---|\n"
        "| 1 | Sơn cọc tiêu | Phòng Kinh tế | 01/02/2026 | 28/02/2026 |\n"
    )
    assert [days(task) for task in found] == [["2026-02-28"]]


def test_of_how_long_and_when_the_second_is_due() -> None:
    found = tasks(
        "| STT | Nội dung | Thời hạn thanh tra | Thời gian triển khai | Đơn vị chủ trì |\n|---|---|---|---|---|\n"
        "| 1 | Quản lý bến bãi | 45 ngày | Quý I | Phòng Nghiệp vụ 1 |\n"
    )
    assert [days(task) for task in found] == [["2026-03-31"]]
