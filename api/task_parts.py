"""How papers and workbooks tell of a task that binds an organisation: item, duty, product, deadline, source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from cancu.api.messages import KINDS, OBLIGATIONS, label
from cancu.api.paper_parts import list_rows, say
from cancu.api.report_model import Cell, Column, SheetColumn, SheetRow, Tone, Value, Words
from cancu.api.reports import name_briefly, name_plan
from cancu.api.sheet_parts import jump_to, name_anchor
from cancu.api.terminal import print_date

if TYPE_CHECKING:
    from cancu.api.report_model import Section
    from cancu.graph.inheritance import BindingTask, LeftOut, Reason
    from cancu.ontology.assessments import PlanReference
    from cancu.ontology.records import Deadline

REASONS: dict[Reason, tuple[str, str]] = {
    "superseded": ("đã bị thay thế hoặc bãi bỏ", "replaced or repealed"),
    "out_of_time": ("ngoài thời gian của văn bản", "outside its time"),
}
SOURCE_COLUMNS = (
    SheetColumn("Văn bản giao (document)", 16),
    SheetColumn("Ngày văn bản (date)", 12),
    SheetColumn("Cơ quan giao (issuer)", 20),
    SheetColumn("Mục (item)", 9),
    SheetColumn("Loại (kind)", 10),
    SheetColumn("Đề mục (heading)", 18),
    SheetColumn("Nội dung (text)", 48),
    SheetColumn("Nghĩa vụ (duty)", 13),
    SheetColumn("Cụm từ giao việc (phrase)", 15),
    SheetColumn("Phối hợp (coordinate)", 18),
    SheetColumn("Sản phẩm (products)", 20),
    SheetColumn("Thời hạn (deadline)", 16),
    SheetColumn("Hạn cuối (due)", 12),
)
QUOTE_COLUMN = SheetColumn("Nguyên văn (quote)", 16)
LEFT_OUT_COLUMNS = (
    SheetColumn("Văn bản (document)", 90),
    SheetColumn("Số nhiệm vụ (tasks)", 12),
    SheetColumn("Vì sao (reason)", 32),
    SheetColumn("Từ ngày (since)", 13),
)


def list_by_plan(
    title: str,
    columns: tuple[Column, ...],
    tasks: Sequence[BindingTask],
    describe: Callable[[int, BindingTask], tuple[Cell, ...]],
    *notes: str,
) -> Section:
    """A section of numbered tasks under the plans that they stand in; its heading counts the tasks."""
    rows = []
    numbered = enumerate(tasks, start=1)
    for plan, group in groupby(numbered, key=lambda one: one[1].plan):
        rows.append(lead_with(plan))
        rows += [describe(number, task) for number, task in group]
    return list_rows(title, columns, tuple(rows), *notes, count=len(tasks))


def lead_with(plan: PlanReference) -> tuple[Cell, ...]:
    """The row of a plan, which leads the rows of its tasks."""
    issuer = (Words(plan.issuer, Tone.QUIET),) if plan.issuer else ()
    return ((Words(name_plan(plan), Tone.STRONG), *issuer),)


def tell_item(task: BindingTask) -> Cell:
    """Item, kind where it is none of the tasks, place of its quote, and its words."""
    kind = f", {label(KINDS, task.kind)}" if task.kind != "task" else ""
    place = f"[ký tự {task.quote.start}–{task.quote.end}]"
    return (Words(f"{task.ref}{kind} {place}", Tone.STRONG), Words(task.text))


def tell_duty(task: BindingTask) -> Cell:
    """How a task binds, by which words, and who takes part."""
    others = f"Phối hợp: {'; '.join(task.coordinate)}" if task.coordinate else ""
    return say(label(OBLIGATIONS, task.obligation), task.phrase, others)


def tell_products(task: BindingTask) -> Cell:
    """The products that a task asks for, one a line."""
    return say(*task.products)


def tell_deadline(deadline: Deadline | None) -> Cell:
    """A deadline as printed, with its last dated day where that says more."""
    if deadline is None:
        return say("")
    days = [print_date(day) for day in deadline.due]
    return say(deadline.text, f"hạn cuối {days[-1]}" if days and days[-1] not in deadline.text else "")


def list_source(task: BindingTask) -> tuple[Value, ...]:
    """The values of a task for `SOURCE_COLUMNS`."""
    return (
        name_briefly(task.plan),
        task.plan.date,
        task.plan.issuer,
        task.ref,
        label(KINDS, task.kind),
        task.heading,
        task.text,
        label(OBLIGATIONS, task.obligation),
        task.phrase or None,
        "\n".join(task.coordinate) or None,
        "\n".join(task.products) or None,
        task.deadline.text if task.deadline else None,
        max(task.deadline.due) if task.deadline and task.deadline.due else None,
    )


def lead_to_quote(task: BindingTask) -> Value:
    """The way to the quote of a task, for `QUOTE_COLUMN`."""
    return jump_to(_name_side(task), task.ref, task.quote)


def iter_quotes(tasks: Iterable[BindingTask]) -> Iterator[SheetRow]:
    """The rows of the quotes, each once."""
    seen = set()
    for task in tasks:
        anchor = name_anchor(_name_side(task), task.ref)
        if anchor not in seen:
            seen.add(anchor)
            place = (task.ref, name_briefly(task.plan), task.quote.start, task.quote.end)
            yield SheetRow((*place, task.quote.text), anchor)


def list_left_out(left: Sequence[LeftOut]) -> Section:
    """The plans whose tasks do not bind, with how many and why."""
    columns = (
        Column("Văn bản", "document", 60),
        Column("Số nhiệm vụ", "tasks", 14, centred=True),
        Column("Vì sao", "reason", 26),
    )
    rows = tuple(
        (
            say(name_plan(one.plan)),
            say(str(one.tasks)),
            say(REASONS[one.reason][0], f"từ {print_date(one.since)}" if one.since else ""),
        )
        for one in left
    )
    return list_rows("Không tính (left out)", columns, rows, count=sum(one.tasks for one in left))


def iter_left_out(left: Iterable[LeftOut]) -> Iterator[SheetRow]:
    """The same for `LEFT_OUT_COLUMNS`."""
    for one in left:
        yield SheetRow((name_plan(one.plan), one.tasks, " ".join(REASONS[one.reason][:1]), one.since))


def _name_side(task: BindingTask) -> str:
    return task.plan.key
