"""Forms of plans, orders and resolutions that print their duties otherwise, on invented ones."""

from __future__ import annotations

import datetime

from cancu.ingest.extraction import extract
from cancu.ingest.readers import make_source
from cancu.ontology.records import Task

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH HOÀI GIANG\n\nSố: {number}\n\nHoài Giang, ngày 02 tháng 3 năm 2026\n\n"


def tasks(text: str, number: str = "12/KH-UBND") -> dict[str, Task]:
    found = extract(make_source(HEAD.format(number=number) + text)).tasks
    return {task.ref: task for task in found}


def days(task: Task) -> list[str]:
    return [str(day) for day in task.deadline.due] if task.deadline else []


PLAN = "KẾ HOẠCH\nSửa bến đò năm 2026\n\n"


def test_a_step_gives_the_time_in_its_brackets_to_its_items() -> None:
    found = tasks(
        f"{PLAN}III. TIẾN ĐỘ\n\n1. Bước 1: Chuẩn bị (từ ngày 05/5 đến ngày 20/5/2026)\n\n"
        "- Sở Xây dựng tập huấn cho người lái đò.\n\n2. Bước 2: Sửa chữa\n\n- UBND các xã sửa bến.\n"
    )
    assert {ref: days(task) for ref, task in found.items()} == {"III.1.-1": ["2026-05-20"], "III.2.-1": []}


def test_days_in_front_of_their_acts_are_when_these_are_due() -> None:
    found = tasks(
        f"{PLAN}II. TIẾN ĐỘ\n\n- Ngày 25/4/2026: Sở Xây dựng ban hành mẫu phao.\n\n"
        "- Từ ngày 26/4 đến 05/5/2026: Các thôn đăng ký thuyền.\n"
    )
    assert [(task.lead, days(task)) for task in found.values()] == [
        (("Sở Xây dựng",), ["2026-04-25"]),
        (("Các thôn",), ["2026-05-05"]),
    ]


def test_a_short_heading_of_an_agency_ends_where_a_verb_begins_the_next_line() -> None:
    found = tasks(
        f"{PLAN}IV. TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ\n1. Phòng Kế hoạch - Tài chính\nBố trí kinh phí cho việc sửa các bến"
        " đò trong danh mục.\n2. Công an tỉnh: giữ gìn an ninh trật tự ở các bến.\n"
    )
    assert [(task.ref, task.lead) for task in found.values()] == [
        ("IV.1", ("Phòng Kế hoạch - Tài chính",)),
        ("IV.2", ("Công an tỉnh",)),
    ]


def test_a_resolution_without_articles_orders_in_its_clauses() -> None:
    found = tasks(
        "NGHỊ QUYẾT\nPhiên họp tháng 3 năm 2026\n\n1. Về dự án bến đò\n\nUBND tỉnh thống nhất sự cần thiết. Giao Sở"
        " Xây dựng hoàn thiện hồ sơ, trình trước ngày 15/6/2026.\n\n2. Giao Văn phòng UBND tỉnh đôn đốc việc thực hiện"
        " Nghị quyết này.\n",
        number="12/NQ-UBND",
    )
    assert [(task.ref, task.lead, days(task)) for task in found.values()] == [
        ("1", ("Sở Xây dựng",), ["2026-06-15"]),
        ("2", ("Văn phòng UBND tỉnh",), []),
    ]


def test_the_article_that_approves_a_scheme_holds_its_goals_and_tasks() -> None:
    found = tasks(
        "QUYẾT ĐỊNH\nPhê duyệt Đề án trồng cây ven sông năm 2026\n\nĐiều 1. Phê duyệt Đề án với các nội dung sau:\n\n"
        "1. Mục tiêu: Trồng 2 vạn cây trong năm 2026.\n\n2. Giải pháp\n\na) Chọn giống cây bản địa.\n\n"
        "3. Tổ chức thực hiện\n\na) Sở Xây dựng chủ trì.\n",
        number="12/QĐ-UBND",
    )
    assert [(ref, task.kind.value) for ref, task in found.items()] == [
        ("Đ1.1", "target"),
        ("Đ1.2.a", "task"),
        ("Đ1.3.a", "duty"),
    ]


def test_an_order_that_prints_its_hour_has_its_day() -> None:
    head = "UBND TỈNH HOÀI GIANG\nSố: 06/CĐ-UBND\nHoài Giang, hồi 15 giờ 30 ngày 21 tháng 9 năm 2026\n\n"
    assert extract(make_source(f"{head}CÔNG ĐIỆN\nVề bến đò\n")).document.date == datetime.date(2026, 9, 21)


def test_a_programme_between_parties_has_its_title_and_period() -> None:
    text = (
        HEAD.format(number="05/CTr-UBND")
        + "CHƯƠNG TRÌNH PHỐI HỢP\nVề sửa bến đò giai đoạn 2026 - 2028\n\nI. MỤC ĐÍCH\n"
    )
    document = extract(make_source(text)).document
    assert document.title == "Phối hợp về sửa bến đò giai đoạn 2026 - 2028"
    assert document.period == (datetime.date(2026, 1, 1), datetime.date(2028, 12, 31))


def test_a_plan_for_one_month_covers_it() -> None:
    text = HEAD.format(number="05/KH-UBND") + "KẾ HOẠCH\nCÔNG TÁC THÁNG 02 NĂM 2028\n\nI. MỤC ĐÍCH\n"
    assert extract(make_source(text)).document.period == (datetime.date(2028, 2, 1), datetime.date(2028, 2, 29))


def test_counted_acts_behind_an_agency_are_its_own() -> None:
    found = tasks(f"{PLAN}II. NHIỆM VỤ\n\n1. Sở Xây dựng: (1) Rà soát các bến; (2) Thay phao hỏng.\n")
    assert found["II.1"].lead == ("Sở Xây dựng",)


def test_a_short_topic_ends_where_an_agency_opens_the_sentence_below() -> None:
    found = tasks(
        f"{PLAN}II. NHIỆM VỤ\n1. Việc chung của các bến\nSở Xây dựng rà soát các bến đò ngang trong tỉnh, báo cáo UBND"
        " tỉnh trước mùa mưa.\n2. Củng cố và vận hành\nBan Chỉ đạo sửa bến của tỉnh trong suốt mùa mưa bão năm nay.\n"
    )
    assert found["II.1"].lead == ("Sở Xây dựng",)
    assert found["II.2"].text.startswith("Củng cố và vận hành Ban Chỉ đạo")
