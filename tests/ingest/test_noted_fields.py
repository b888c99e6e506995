"""Fields that no label opens: paragraphs below an item, and notes in brackets behind it; on invented plans."""

from __future__ import annotations

import datetime

import pytest

from cancu.ingest.fields import FieldRole, read_noted_fields, split_inline_fields
from cancu.ingest.layout import read_blocks
from cancu.ingest.outline import build_outline
from cancu.ingest.tasks import find_tasks
from cancu.ontology.records import Document, Task

YEAR = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


def by_ref(text: str) -> dict[str, Task]:
    found = find_tasks(build_outline(read_blocks(text)), Document(type="Kế hoạch", period=YEAR))
    return {task.ref: task for task in found}


def days(task: Task) -> list[str]:
    return [str(day) for day in task.deadline.due] if task.deadline else []


@pytest.mark.parametrize(
    "fields",
    [
        "Đơn vị chủ trì: Sở Y tế.\n\nĐơn vị phối hợp: UBND các xã.\n\nThời gian thực hiện: Quý I/2026.",
        "*Đơn vị chủ trì: Sở Y tế. Đơn vị phối hợp: UBND các xã. Thời gian: Quý I/2026.*",
        "(Cơ quan chủ trì: Sở Y tế; cơ quan phối hợp: UBND các xã; thời gian hoàn thành: quý I năm 2026)",
        "Chủ trì: Sở Y tế\n\nPhối hợp: UBND các xã\n\nHoàn thành: Quý I",
    ],
)
def test_paragraphs_below_an_item_are_its_fields(fields: str) -> None:
    task = by_ref(f"II. NHIỆM VỤ\n\n1. Khám bệnh cho ngư dân.\n\n{fields}\n\n2. Phun thuốc trừ muỗi ở bến.\n")["II.1"]
    assert (task.text, task.lead, task.coordinate) == ("Khám bệnh cho ngư dân.", ("Sở Y tế",), ("UBND cấp xã",))
    assert days(task) == ["2026-03-31"]


def test_fields_below_a_list_of_bullets_belong_to_each_unless_others_have_their_own() -> None:
    shared = by_ref(
        "II. NHIỆM VỤ\n\n1. Y tế bến cảng\n\n- Khám cho ngư dân.\n\n- Phun thuốc ở bến.\n\nChủ trì: Sở Y tế\n"
    )
    assert {ref: task.lead for ref, task in shared.items()} == {"II.1.-1": ("Sở Y tế",), "II.1.-2": ("Sở Y tế",)}
    own = by_ref(
        "II. NHIỆM VỤ\n\n1. Y tế bến cảng\n\n- Khám cho ngư dân.\n\nChủ trì: Sở Y tế\n\n"
        "- Phun thuốc ở bến.\n\nChủ trì: UBND các xã\n"
    )
    assert {ref: task.lead for ref, task in own.items()} == {"II.1.-1": ("Sở Y tế",), "II.1.-2": ("UBND cấp xã",)}


@pytest.mark.parametrize(
    ("text", "lead", "coordinate", "due"),
    [
        (
            "Dựng 5 chòi canh (Phòng Kinh tế chủ trì, phối hợp với Công an xã, các thôn; hoàn thành tháng 3/2026).",
            ("Phòng Kinh tế",),
            ("Công an xã", "Các thôn"),
            ["2026-03-31"],
        ),
        ("Ký cam kết với hộ dân (các thôn thực hiện, xong trước 31/3/2026).", ("Các thôn",), (), ["2026-03-31"]),
        (
            "Làm 12 bảng cấm lửa (Hạt Kiểm lâm khu vực chủ trì; thời gian hoàn thành: trước ngày 15/3/2026).",
            ("Hạt Kiểm lâm khu vực",),
            (),
            ["2026-03-15"],
        ),
    ],
)
def test_a_note_in_brackets_says_who_does_it(
    text: str, lead: tuple[str, ...], coordinate: tuple[str, ...], due: list[str]
) -> None:
    task = by_ref(f"II. NHIỆM VỤ\n\n1. {text}\n")["II.1"]
    assert (task.lead, task.coordinate, days(task)) == (lead, coordinate, due)
    assert task.text == f"{text.partition(' (')[0]}."


@pytest.mark.parametrize(
    "text",
    ["Gửi về Bộ Y tế (Cục Quản lý Bến bãi).", "Sở Tài chính (Cơ quan chủ trì)", "Sửa cầu (thực hiện theo quy định)."],
)
def test_other_notes_in_brackets_stay(text: str) -> None:
    assert split_inline_fields(text) == (text, [])


def test_a_paragraph_that_tells_what_is_to_be_done_is_no_field() -> None:
    assert read_noted_fields("Nội dung: Khám bệnh cho ngư dân.") == []
    assert read_noted_fields("Sở Y tế: Khám bệnh cho ngư dân.") == []
    assert read_noted_fields("Kết quả: Báo cáo.") == [(FieldRole.PRODUCT, "Báo cáo.")]


def test_bullets_that_are_fields_hang_on_the_bullet_in_front_where_others_follow() -> None:
    found = by_ref(
        "III. NHIỆM VỤ\n\n1. Truyền thông\n\n- Treo 20 băng rôn ở bến.\n  - *Chủ trì:* Phòng Kinh tế\n"
        "  - *Thời gian:* Tháng 3/2026\n\n- Tổ chức hội thi cho chủ đò.\n  - *Chủ trì:* Công an xã\n"
    )
    assert {ref: (task.lead, days(task)) for ref, task in found.items()} == {
        "III.1.-1": (("Phòng Kinh tế",), ["2026-03-31"]),
        "III.1.-2": (("Công an xã",), []),
    }


def test_a_person_who_answers_for_the_work_does_not_lead_it() -> None:
    found = by_ref(
        "II. NHIỆM VỤ\n\n1. Rà soát bến đò.\n\n- Người thực hiện: Văn phòng Sở.\n\n- Lãnh đạo phụ trách: Lê Văn A.\n"
    )
    assert found["II.1"].lead == ("Văn phòng Sở",)


def test_fields_behind_the_colon_of_their_item() -> None:
    own, fields = split_inline_fields("Rà soát văn bản: Cơ quan chủ trì: Sở Tư pháp. Thời gian hoàn thành: 30/9/2026.")
    assert own == "Rà soát văn bản."
    assert fields == [(FieldRole.LEAD, "Sở Tư pháp."), (FieldRole.DEADLINE, "30/9/2026.")]
