"""The task assignment list of an organisation (phiếu giao nhiệm vụ) as a paper and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cancu.api.messages import OBLIGATIONS, label
from cancu.api.paper_parts import number_sections, say
from cancu.api.report_formats import Makers, write_model
from cancu.api.report_model import Cell, Column, Paper, Section, Sheet, SheetColumn, SheetRow, Value, Workbook
from cancu.api.sheet_parts import QUOTE_TARGET, QUOTES
from cancu.api.task_parts import (
    LEFT_OUT_COLUMNS,
    QUOTE_COLUMN,
    SOURCE_COLUMNS,
    iter_left_out,
    iter_quotes,
    lead_to_quote,
    list_by_plan,
    list_left_out,
    list_source,
    tell_deadline,
    tell_duty,
    tell_item,
    tell_products,
)
from cancu.api.terminal import print_date

if TYPE_CHECKING:
    from cancu.graph.assignments import Assignments
    from cancu.graph.inheritance import BindingTask

TITLE = "PHIẾU GIAO NHIỆM VỤ"
SIGNERS = ("Người lập phiếu", "Người giao nhiệm vụ", "Người nhận nhiệm vụ")
_DUTIES = ("lead_named", "lead_group", "product_duty")
_COLUMNS = (
    Column("TT", "#", 5, centred=True),
    Column("Nhiệm vụ", "task", 35),
    Column("Nghĩa vụ, phối hợp", "duty", 18),
    Column("Sản phẩm", "product", 21),
    Column("Thời hạn", "deadline", 13),
    Column("Ghi chú", "note", 8),
)


def write_assignments(assignments: Assignments, form: str) -> bytes:
    """The list as the bytes of a file: text, json, html, docx or xlsx."""
    return write_model(assignments, form, Makers(build_assignment_paper, build_assignment_workbook))


def build_assignment_paper(assignments: Assignments) -> Paper:
    """The list on paper: what others assign, plan by plan, then what the organisation's own plans say."""
    sections = (
        list_by_plan("Nhiệm vụ được giao (assigned tasks)", _COLUMNS, assignments.assigned, _describe_task),
        list_by_plan("Trong kế hoạch của đơn vị (in its own plans)", _COLUMNS, assignments.own, _describe_task),
        list_left_out(assignments.left_out),
        _tell_method(),
    )
    return Paper(
        organisation="",
        title=TITLE,
        subject=f"Giao {assignments.organisation}",
        facts=tuple((name, value) for name, value in _iter_facts(assignments) if value),
        sections=number_sections(sections),
        signers=SIGNERS,
        day=assignments.as_of,
        symbol="PGNV",
        landscape=True,
    )


def build_assignment_workbook(assignments: Assignments) -> Workbook:
    """The list as a workbook with empty columns for who does it and for notes; every row leads to its quote."""
    filled = (SheetColumn("Người thực hiện (done by)", 16), SheetColumn("Ghi chú (note)", 16))
    columns = (SheetColumn("TT (no.)", 6), *SOURCE_COLUMNS, *filled, QUOTE_COLUMN)
    tasks, own = assignments.assigned, assignments.own
    sheets = (
        Sheet("Tóm tắt", _SUMMARY, tuple(map(SheetRow, _iter_summary(assignments)))),
        Sheet("Nhiệm vụ được giao", columns, tuple(_row_task(*one) for one in enumerate(tasks, start=1))),
        Sheet("Kế hoạch của đơn vị", columns, tuple(_row_task(*one) for one in enumerate(own, start=1))),
        Sheet("Không tính", LEFT_OUT_COLUMNS, tuple(iter_left_out(assignments.left_out))),
        Sheet("Nguyên văn", QUOTES, tuple(iter_quotes(assignments.tasks)), target=QUOTE_TARGET),
    )
    return Workbook(f"Phiếu giao nhiệm vụ: {assignments.organisation}", sheets, day=assignments.as_of)


_SUMMARY = (SheetColumn("Nội dung (item)", 60), SheetColumn("Giá trị (value)", 60))


def _iter_facts(assignments: Assignments) -> Iterator[tuple[str, str]]:
    counts = assignments.counts
    yield "Đơn vị được giao (organisation)", assignments.organisation
    if assignments.as_of:
        yield "Tại ngày (as of)", print_date(assignments.as_of)
    if assignments.ended:
        yield "Cấp của đơn vị đã kết thúc ngày (its level ended on)", print_date(assignments.ended)
    yield "Số nhiệm vụ được giao (assigned)", f"{counts.assigned}, từ {counts.plans} văn bản (from documents)"
    shares = ((label(OBLIGATIONS, duty), getattr(counts, duty)) for duty in _DUTIES)
    yield "Trong đó (of these)", "; ".join(f"{name}: {count}" for name, count in shares if count)


def _iter_summary(assignments: Assignments) -> Iterator[tuple[Value, ...]]:
    counts = assignments.counts
    yield "Đơn vị được giao (organisation)", assignments.organisation
    yield "Tại ngày (as of)", assignments.as_of
    yield "Nhiệm vụ được giao (assigned)", counts.assigned
    for duty in _DUTIES:
        yield f"  {label(OBLIGATIONS, duty)} ({OBLIGATIONS[duty][1]})", getattr(counts, duty)
    yield "Văn bản giao việc (documents that assign)", counts.plans
    yield "Trong đó trách nhiệm tổ chức thực hiện (duties)", counts.duties
    yield "Trong đó có ngày cụ thể (dated)", counts.dated
    yield "Trong kế hoạch của đơn vị (in its own plans)", counts.own
    yield "Không tính (left out)", sum(one.tasks for one in assignments.left_out)


def _describe_task(number: int, task: BindingTask) -> tuple[Cell, ...]:
    cells = (tell_item(task), tell_duty(task), tell_products(task), tell_deadline(task.deadline))
    return (say(str(number)), *cells, ())


def _row_task(number: int, task: BindingTask) -> SheetRow:
    return SheetRow((number, *list_source(task), None, None, lead_to_quote(task)))


def _tell_method() -> Section:
    return Section(
        "Cách lập (method)",
        (
            "Ghi mọi nhiệm vụ mà đơn vị chủ trì, đích danh hoặc theo nhóm, hoặc phải ra sản phẩm, trong các kế hoạch "
            "còn hiệu lực tại ngày xét; nhiệm vụ chỉ phối hợp không ghi. (All tasks that it leads or owes "
            "a product for, in plans that hold on the day; cooperation alone is left out.)",
            "Nội dung, sản phẩm và thời hạn giữ chữ của văn bản giao; số trong ngoặc vuông là vị trí ký tự của nguyên "
            "văn. (Words are those of the document; numbers are offsets.)",
        ),
    )
