"""Outline to tasks, on invented plans."""

import datetime

from cancu.ingest.layout import read_blocks
from cancu.ingest.outline import build_outline
from cancu.ingest.tasks import find_tasks
from cancu.ontology.records import Document, Task, TaskKind

YEAR = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


def tasks(text: str, kind: str = "Kế hoạch") -> list[Task]:
    return find_tasks(build_outline(read_blocks(text)), Document(type=kind, period=YEAR))


def by_ref(text: str, kind: str = "Kế hoạch") -> dict[str, Task]:
    found = tasks(text, kind)
    assert len({task.ref for task in found}) == len(found)
    return {task.ref: task for task in found}


FIELDS = """II. NHIỆM VỤ

1. Cải cách thể chế

a) Rà soát văn bản của tỉnh.

- Cơ quan chủ trì: Sở Tư pháp.

- Cơ quan phối hợp: Các sở, ban, ngành; UBND cấp xã.

- Sản phẩm:

+ Kế hoạch rà soát;

+ Báo cáo kết quả.

- Thời gian hoàn thành: Quý I năm 2026.

b) Kiểm tra việc thi hành.

- Cơ quan chủ trì: Sở Nội vụ.
"""


def test_field_lines_become_the_fields_of_their_item() -> None:
    task = by_ref(FIELDS)["II.1.a"]
    assert task.text == "Rà soát văn bản của tỉnh."
    assert task.lead == ("Sở Tư pháp",)
    assert task.coordinate == ("Các sở, ban, ngành", "UBND cấp xã")
    assert task.products == ("Kế hoạch rà soát", "Báo cáo kết quả.")
    assert task.deadline is not None
    assert task.deadline.due == (datetime.date(2026, 3, 31),)
    assert (task.kind, task.rule, task.heading) == (TaskKind.TASK, "fields", "1. Cải cách thể chế")


def test_the_span_of_a_task_holds_its_item_and_fields() -> None:
    task = by_ref(FIELDS)["II.1.a"]
    assert FIELDS[task.start : task.end].startswith("a) Rà soát")
    assert FIELDS[task.start : task.end].endswith("Quý I năm 2026.")


def test_aims_are_no_tasks_and_kinds_follow_the_sections() -> None:
    text = (
        "I. MỤC ĐÍCH, YÊU CẦU\n\n- Nâng cao hiệu quả công tác cải cách.\n\nII. MỤC TIÊU\n\n"
        "- Đạt 90% hồ sơ đúng hạn.\n\nIII. NHIỆM VỤ\n\n- Rà soát các thủ tục của ngành.\n\n"
        "IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ theo dõi, đôn đốc việc thực hiện Kế hoạch này.\n"
    )
    assert {ref: task.kind.value for ref, task in by_ref(text).items()} == {
        "II.-1": "target",
        "III.-1": "task",
        "IV.1": "duty",
    }


def test_bullets_under_an_agency_s_heading_have_it_as_lead() -> None:
    text = (
        "V. TỔ CHỨC THỰC HIỆN\n\n**1. Sở Nội vụ**\n\n- Chủ trì, phối hợp với Sở Tài chính theo dõi Kế hoạch.\n\n"
        "- Tổng hợp, báo cáo kết quả thực hiện.\n\n**2. Ủy ban nhân dân các xã, phường**\n\n"
        "Căn cứ tình hình thực tế xây dựng kế hoạch của địa phương.\n"
    )
    found = by_ref(text)
    assert found["V.1.-1"].lead == ("Sở Nội vụ",)
    assert found["V.1.-1"].coordinate == ("Sở Tài chính",)
    assert found["V.1.-2"].lead == ("Sở Nội vụ",)
    assert found["V.2"].lead == ("UBND cấp xã",)


def test_a_field_block_after_several_bullets_belongs_to_each() -> None:
    text = (
        "III. NỘI DUNG HOẠT ĐỘNG\n\n1. Truyền thông\n\na) Hoạt động 1\n\n- Nội dung:\n\n"
        "+ Tổng kết mô hình thí điểm của tỉnh.\n\n+ Tập huấn đội ngũ cán bộ cơ sở.\n\n- Cơ quan thực hiện: Sở Y tế.\n"
    )
    found = by_ref(text)
    assert list(found) == ["III.1.a.-1", "III.1.a.-2"]
    assert {task.lead for task in found.values()} == {("Sở Y tế",)}


def test_an_item_whose_bullets_share_its_product_is_one_task() -> None:
    text = (
        "II. NHIỆM VỤ\n\n1. Thủ tục\n\ne) Tiếp nhận, xử lý phản ánh của cá nhân, tổ chức.\n\n"
        "- Niêm yết bảng hướng dẫn tại trụ sở:\n\n+ Cơ quan chủ trì: UBND cấp xã.\n\n"
        "- Xử lý phản ánh, kiến nghị:\n\n+ Cơ quan chủ trì: Sở Tư pháp.\n\n- Sản phẩm: Báo cáo kết quả.\n"
    )
    (task,) = tasks(text)
    assert (task.ref, set(task.lead)) == ("II.1.e", {"UBND cấp xã", "Sở Tư pháp"})


def test_a_dated_heading_gives_its_date_to_the_targets_below() -> None:
    found = by_ref("II. MỤC TIÊU\n\n1. Đến năm 2030:\n\n- 90% hồ sơ công việc được xử lý trên mạng.\n")
    assert found["II.1.-1"].deadline is not None
    assert found["II.1.-1"].deadline.due == (datetime.date(2030, 12, 31),)


def test_funding_obliges_only_where_bodies_are_told_to_act() -> None:
    text = (
        "VI. KINH PHÍ THỰC HIỆN\n\n1. Các sở, ban, ngành xây dựng dự toán kinh phí gửi Sở Tài chính.\n\n"
        "2. Nguồn tài trợ, viện trợ; nguồn hợp pháp khác.\n"
    )
    assert [task.ref for task in tasks(text)] == ["VI.1"]


def test_closing_formulas_and_unnumbered_troubles_are_nothing() -> None:
    text = (
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ theo dõi việc thực hiện Kế hoạch này.\n\n"
        "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan báo cáo Sở Nội vụ./.\n"
    )
    assert [task.ref for task in tasks(text)] == ["III.1"]


def test_articles_assign_by_giao_and_by_their_heading() -> None:
    text = (
        "Điều 1. Phê duyệt Đề án.\n\n1. Quy mô của Đề án gồm ba phần.\n\n2. Giao Sở Nội vụ:\n\n"
        "a) Chủ trì, phối hợp với Sở Tài chính trình phê duyệt.\n\nĐiều 2. Trách nhiệm thi hành\n\n"
        "1. Sở Tư pháp có trách nhiệm tổ chức thực hiện Quyết định này.\n\n"
        "Điều 3. Các sở chịu trách nhiệm thi hành Quyết định này.\n"
    )
    assert [task.ref for task in tasks(text, "Quyết định")] == ["Đ1.2.a", "Đ2.1"]


def test_a_letter_assigns_in_its_numbered_items() -> None:
    text = (
        "Kính gửi:\n\n- Các sở, ban, ngành;\n\n- UBND các xã.\n\nĐể triển khai, Chủ tịch có ý kiến chỉ đạo như sau:\n\n"
        "1. Giao Sở Nội vụ:\n\n- Hướng dẫn việc cập nhật dữ liệu.\n\n2. Giao Sở Tài chính bố trí kinh phí thực hiện.\n"
    )
    found = by_ref(text, "Công văn")
    assert {ref: task.lead for ref, task in found.items()} == {"1.-1": ("Sở Nội vụ",), "2": ("Sở Tài chính",)}


TABLE = """PHỤ LỤC

DANH MỤC NHIỆM VỤ

TT\tNhiệm vụ\tSản phẩm\tChủ trì\tPhối hợp\tThời gian
I\tThể chế\t\t\t\t
1\tRà soát văn bản của ngành,\tKế hoạch\tSở Tư pháp\tCác sở, ban, ngành\tQuý I năm 2026

TT\tNhiệm vụ\tSản phẩm\tChủ trì\tPhối hợp\tThời gian
\tlĩnh vực phụ trách\trà soát\t\t\t
2\tKiểm tra\tBáo cáo\tSở Nội vụ\t\tHằng năm
II\tTổ chức bộ máy\t\t\t\t
1\tSắp xếp đơn vị\tĐề án\tSở Nội vụ\tSở Tài chính\t
"""


def test_a_table_that_runs_over_pages_is_read_row_by_row() -> None:
    found = by_ref(TABLE)
    assert list(found) == ["PL.I.1", "PL.I.2", "PL.II.1"]
    assert found["PL.I.1"].text == "Rà soát văn bản của ngành, lĩnh vực phụ trách"
    assert found["PL.I.1"].products == ("Kế hoạch rà soát",)
    assert found["PL.I.2"].deadline is not None
    assert found["PL.I.2"].deadline.periodic
    assert found["PL.II.1"].heading == "Tổ chức bộ máy"
    assert found["PL.II.1"].deadline is None


def test_a_row_without_number_shares_the_number_and_missing_cells_above() -> None:
    text = (
        "PHỤ LỤC\n\n|\nTT\n|\nNhiệm vụ\n|\nChủ trì\n|\nThời gian\n|\n|\n1\n|\nXây dựng hạ tầng của tỉnh.\n|\n"
        "Sở Mẫu\n|\nQuý IV/2026\n|\n|\nXây dựng hạ tầng dự phòng.\n|\nTrung tâm Thử nghiệm\n|\n|\n2\n|\n"
        "Đầu tư thiết bị.\n|\nSở Mẫu\n|\n"
        "Năm 2026\n|\n"
    )
    found = by_ref(text)
    assert list(found) == ["PL.1", "PL.1(2)", "PL.2"]
    assert found["PL.1(2)"].lead == ("Trung tâm Thử nghiệm",)
    assert found["PL.1(2)"].deadline == found["PL.1"].deadline


def test_columns_are_known_by_content_where_no_header_stands() -> None:
    rows = "\n".join(
        f"{i}\tTổ chức thực hiện công việc số {i} của đơn vị\tSở Nội vụ\tQuý {'I' * i} năm 2026" for i in (1, 2, 3)
    )
    found = by_ref(f"PHỤ LỤC\n\n{rows}\n")
    assert [task.lead for task in found.values()] == [("Sở Nội vụ",)] * 3
    assert all(task.deadline and task.deadline.due for task in found.values())


def test_a_plain_data_table_holds_no_tasks() -> None:
    assert tasks("PHỤ LỤC\n\nSTT\tXã\tDân số\n1\tXã Mẫu\t1.200\n2\tXã Thử\t3.400\n") == []


def test_a_part_named_after_its_work_holds_tasks() -> None:
    assert [task.ref for task in tasks("III. PHÁT TRIỂN HẠ TẦNG SỐ\n\n1. Phủ sóng băng rộng tới mọi thôn.\n")] == [
        "III.1"
    ]


def test_a_target_on_spending_is_a_target() -> None:
    text = "II. MỤC TIÊU\n\n1. Kinh phí chi cho nghiên cứu tối thiểu 2%.\n"
    assert [(task.ref, task.kind) for task in tasks(text)] == [("II.1", TaskKind.TARGET)]


def test_paragraphs_before_a_short_lead_in_are_introduction() -> None:
    text = (
        "III. NHIỆM VỤ\n\n1. Kinh tế số\n\nKinh tế số là động lực của tỉnh trong giai đoạn mới.\n\nTrọng tâm:\n\n"
        "- Xây dựng nền tảng dữ liệu nông nghiệp.\n"
    )
    assert [task.ref for task in tasks(text)] == ["III.1.-1"]


def test_agencies_before_a_colon_are_the_heading_of_their_line() -> None:
    text = (
        "IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Tài chính, Sở Nội vụ: Chủ trì xây dựng dự toán hằng năm.\n\n"
        "2. Các sở: Tài chính, Nội vụ bố trí kinh phí.\n"
    )
    found = by_ref(text)
    assert found["IV.1"].text == "Chủ trì xây dựng dự toán hằng năm."
    assert found["IV.1"].lead == ("Sở Tài chính", "Sở Nội vụ")
    assert found["IV.2"].text.startswith("Các sở: Tài chính")


def test_bars_around_the_addressees_of_a_letter_are_no_table() -> None:
    text = (
        "Kính gửi:\n|\n- Các sở, ban, ngành;\n- UBND các xã.\n|\nThực hiện Công văn số 12/UBND-NC, "
        "Sở Nội vụ đề nghị các sở, ban, ngành thực hiện các nội dung sau:\n- Rà soát vị trí việc làm.\n-\n"
        "Báo cáo trước ngày 15/6/2026.\n|\n"
    )
    assert [task.text for task in tasks(text, "Công văn")] == [
        "Rà soát vị trí việc làm.",
        "Báo cáo trước ngày 15/6/2026.",
    ]


def test_below_a_lead_in_that_only_joins_the_subjects_take_part() -> None:
    text = (
        "V. TỔ CHỨC THỰC HIỆN\n\n**1. Công an tỉnh**\n\na) Theo dõi việc thực hiện Kế hoạch này.\n\n"
        "b) Chủ trì, phối hợp:\n\n- Sở Tài chính và các đơn vị liên quan cân đối, bố trí ngân sách.\n\n"
        "- Sở Xây dựng tổ chức rà soát nhà ở của cán bộ.\n"
    )
    found = by_ref(text)
    assert found["V.1.b.-1"].lead == found["V.1.b.-2"].lead == ("Công an tỉnh",)
    assert found["V.1.b.-1"].coordinate == ("Sở Tài chính", "Các cơ quan, đơn vị liên quan")
    assert found["V.1.b.-2"].coordinate == ("Sở Xây dựng",)


def test_an_act_over_nothing_but_agencies_is_a_field() -> None:
    text = (
        "II. NHIỆM VỤ\n\n1. Nội dung\n\na) Xây kho lưu trữ của tỉnh.\n\n2. Chủ trì thực hiện\n\n- Sở Nội vụ.\n\n"
        "- Ủy ban nhân dân các xã.\n\n3. Thời gian thực hiện: Quý II năm 2026.\n"
    )
    (task,) = tasks(text)
    assert task.lead == ("Sở Nội vụ", "UBND cấp xã")


def test_a_periodic_field_of_a_section_leaves_the_days_to_its_items() -> None:
    text = (
        "II. NHIỆM VỤ\n\n1. Nội dung\n\na) Kiểm tra các kho của tỉnh.\n\nb) Sơ kết hoàn thành trước ngày 30/6/2026.\n\n"
        "2. Cơ quan chủ trì: Sở Nội vụ.\n\n3. Thời gian thực hiện: Hằng năm.\n"
    )
    days = [task.deadline.due for task in tasks(text) if task.deadline is not None]
    assert days == [(), (datetime.date(2026, 6, 30),)]


def test_the_rule_and_its_confidence_say_where_the_agencies_came_from() -> None:
    text = (
        "V. TỔ CHỨC THỰC HIỆN\n\n**1. Sở Nội vụ**\n\n- Tổng hợp, báo cáo kết quả thực hiện.\n\n"
        "- Sở Y tế chủ trì kiểm tra các trạm y tế.\n"
    )
    found = by_ref(text)
    assert [task.rule for task in found.values()] == ["inherited", "prose"]
    assert all(0.5 < task.confidence < 1 for task in found.values())


TWO_HEADERS = """PHỤ LỤC

TT\tNhiệm vụ\tCơ quan thực hiện\t\tThời gian
TT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời gian
(1)\t(2)\t(3)\t(4)\t(5)
A. NHÓM NHIỆM VỤ CHUNG\t\t\t\t
1\tRà soát văn bản của ngành\tSở Tư pháp\tCác sở\tQuý I năm 2026
"""


def test_a_header_of_two_rows_and_a_section_over_all_columns() -> None:
    (task,) = tasks(TWO_HEADERS)
    assert (task.ref, task.lead, task.coordinate) == ("PL.A.1", ("Sở Tư pháp",), ("Các sở, ban, ngành",))
    assert task.heading == "NHÓM NHIỆM VỤ CHUNG"


def test_cells_repeated_over_merged_rows_are_one_task() -> None:
    text = """PHỤ LỤC

TT\tNhiệm vụ\tChủ trì\tSản phẩm\tThời gian
1\tRà soát văn bản của ngành\tSở Tư pháp\tKế hoạch\tQuý I năm 2026
1\tRà soát văn bản của ngành\tSở Tư pháp\tBáo cáo\tQuý I năm 2026
2\tBáo cáo kết quả thực hiện\tSở Nội vụ\tBáo cáo\tQuý I năm 2026
"""
    assert {task.ref: task.products for task in tasks(text)} == {"PL.1": ("Kế hoạch", "Báo cáo"), "PL.2": ("Báo cáo",)}
    assert tasks(text)[0].lead == ("Sở Tư pháp",)


def test_a_table_alone_holds_tasks_and_notes_below_the_text_are_none() -> None:
    table = "TT\tNhiệm vụ\tChủ trì\n1\tRà soát văn bản của ngành\tSở Tư pháp\n"
    assert [task.ref for task in tasks(table)] == ["1"]
    note = "[1] Sở Tư pháp chủ trì rà soát văn bản của ngành trong năm 2026.\n"
    assert [task.ref for task in tasks(f"PHỤ LỤC\n\n{table}\n{note}")] == ["PL.1"]


def test_an_appendix_behind_an_unspaced_table_is_read() -> None:
    text = """II. NHIỆM VỤ
1. Rà soát văn bản của tỉnh.
|
Nơi nhận:
- Như trên;
|
KT. CHỦ TỊCH
|
PHỤ LỤC
DANH MỤC NHIỆM VỤ
|
TT
|
Nhiệm vụ
|
Cơ quan chủ trì
|
|
III
|
Nền tảng số
|
|
III.1
|
Nền tảng của tỉnh
|
|
1
|
Xây dựng cổng dữ liệu của tỉnh
|
Sở Y tế
|
"""
    assert by_ref(text)["PL.III.1.1"].lead == ("Sở Y tế",)


def test_a_schedule_with_merged_cells_is_read_to_its_end() -> None:
    rows = [
        "| 1 | Số đơn vị | Tháng 6/2026 | Sở Nội vụ |",
        "| 2 | Số người |",
        "| 3 | Số hồ sơ | Quý I/2026 | Sở Y tế |",
    ]
    text = "\n".join(["| STT | Tên thông tin | Thời gian phổ biến | Đơn vị chịu trách nhiệm |", *rows])
    found = by_ref(text)
    assert {ref: (task.text, task.lead) for ref, task in found.items()} == {
        "1": ("Số đơn vị", ("Sở Nội vụ",)),
        "2": ("Số người", ("Sở Nội vụ",)),
        "3": ("Số hồ sơ", ("Sở Y tế",)),
    }
