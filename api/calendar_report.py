"""The deadline calendar of an organisation as a paper, a workbook, or a file for calendars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cancu.api.messages import OBLIGATIONS, label
from cancu.api.paper_parts import list_rows, number_sections, say
from cancu.api.report_formats import PAPER_FORMATS, Makers, write_model
from cancu.api.report_model import (
    Cell,
    Column,
    Paper,
    Section,
    Sheet,
    SheetColumn,
    SheetRow,
    Tone,
    Value,
    Words,
    Workbook,
)
from cancu.api.reports import name_briefly
from cancu.api.sheet_parts import QUOTE_TARGET, QUOTES
from cancu.api.task_parts import QUOTE_COLUMN, iter_quotes, lead_to_quote
from cancu.api.terminal import print_date
from cancu.graph.calendars import Undated, group_by_month

if TYPE_CHECKING:
    from cancu.graph.calendars import CalendarEvent, DeadlineCalendar, UndatedTask
    from cancu.graph.inheritance import BindingTask

TITLE = "LỊCH THỜI HẠN NHIỆM VỤ"
CALENDAR_FORMATS = (*PAPER_FORMATS, "ics")
UNDATED = {
    Undated.MISSING: ("không nêu thời hạn", "none printed"),
    Undated.DEPENDENT: ("tùy văn bản hoặc việc khác", "hangs on something else"),
    Undated.PERIODIC: ("định kỳ, không nêu ngày", "periodic, no day"),
    Undated.ONGOING: ("thường xuyên", "ongoing"),
    Undated.UNREAD: ("không đọc được ngày", "no day could be read"),
    Undated.ENDED: ("văn bản hoặc cấp của đơn vị đã kết thúc trước ngày ấy", "had ended before"),
}
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_COLUMNS = (
    Column("Ngày", "day", 16),
    Column("Nhiệm vụ", "task", 54),
    Column("Sản phẩm, thời hạn", "product, deadline", 30),
)
_UNDATED_COLUMNS = (
    Column("Vì sao", "reason", 22),
    Column("Nhiệm vụ", "task", 50),
    Column("Sản phẩm, thời hạn", "product, deadline", 28),
)
_TASK_COLUMNS = (
    SheetColumn("Văn bản (document)", 16),
    SheetColumn("Mục (item)", 10),
    SheetColumn("Nội dung (text)", 60),
    SheetColumn("Nghĩa vụ (duty)", 15),
    SheetColumn("Của đơn vị (own plan)", 10),
    SheetColumn("Sản phẩm (products)", 30),
    SheetColumn("Thời hạn (deadline)", 24),
    QUOTE_COLUMN,
)
_EVENT_COLUMNS = (
    SheetColumn("Ngày (day)", 13),
    SheetColumn("Thứ (weekday)", 11),
    SheetColumn("Hằng năm (yearly)", 10),
    SheetColumn("Đến ngày (until)", 13),
    *_TASK_COLUMNS,
)
_SUMMARY = (SheetColumn("Nội dung (item)", 60), SheetColumn("Giá trị (value)", 50))


def write_calendar(calendar: DeadlineCalendar, form: str) -> bytes:
    """The calendar as the bytes of a file: text, json, html, docx, xlsx, or ics for calendar programs."""
    if form == "ics":
        from cancu.api.calendar_file import render_calendar

        return render_calendar(calendar).encode("utf-8")
    return write_model(calendar, form, Makers(build_calendar_paper, build_calendar_workbook))


def build_calendar_paper(calendar: DeadlineCalendar) -> Paper:
    """The calendar on paper: month by month, then what has no day."""
    months = group_by_month(calendar.events)
    sections = (
        *(_list_month(month, year, events) for (year, month), events in months.items()),
        list_rows(
            "Không có ngày cụ thể (without a day)",
            _UNDATED_COLUMNS,
            tuple(map(_describe_undated, calendar.undated)),
        ),
        _tell_method(),
    )
    return Paper(
        organisation=calendar.organisation,
        title=TITLE,
        subject=f"{calendar.organisation}{f', năm {calendar.year}' if calendar.year else ''}",
        facts=tuple(_iter_facts(calendar)),
        sections=number_sections(sections),
        symbol="LTH",
    )


def build_calendar_workbook(calendar: DeadlineCalendar) -> Workbook:
    """The calendar as a workbook, with real dates; every row leads to its quote."""
    undated_columns = (SheetColumn("Vì sao (reason)", 26), *_TASK_COLUMNS)
    tasks = [event.task for event in calendar.events] + [one.task for one in calendar.undated]
    sheets = (
        Sheet("Tóm tắt", _SUMMARY, tuple(map(SheetRow, _iter_summary(calendar)))),
        Sheet("Lịch", _EVENT_COLUMNS, tuple(map(_row_event, calendar.events))),
        Sheet("Không có ngày", undated_columns, tuple(map(_row_undated, calendar.undated))),
        Sheet("Nguyên văn", QUOTES, tuple(iter_quotes(tasks)), target=QUOTE_TARGET),
    )
    return Workbook(f"Lịch thời hạn: {calendar.organisation}", sheets)


def _iter_facts(calendar: DeadlineCalendar) -> Iterator[tuple[str, str]]:
    counts = calendar.counts
    yield "Nhiệm vụ ràng buộc (binding tasks)", str(counts.tasks)
    elsewhere = f"; chỉ ở năm khác {counts.elsewhere}" if calendar.year else ""
    yield (
        "Trong đó (of these)",
        f"có ngày {counts.dated}, với {counts.events} thời hạn{elsewhere}; không có ngày {counts.undated}",
    )


def _iter_summary(calendar: DeadlineCalendar) -> Iterator[tuple[Value, ...]]:
    counts = calendar.counts
    yield "Đơn vị (organisation)", calendar.organisation
    yield "Năm (year)", calendar.year or "mọi năm (all)"
    yield "Nhiệm vụ ràng buộc (binding tasks)", counts.tasks
    yield "  có ngày (dated)", counts.dated
    yield "  chỉ ở năm khác (only in other years)", counts.elsewhere
    yield "  không có ngày (without a day)", counts.undated
    yield "Thời hạn trong lịch (events)", counts.events


def _list_month(month: int, year: int, events: Sequence[CalendarEvent]) -> Section:
    return list_rows(f"Tháng {month}/{year}", _COLUMNS, tuple(map(_describe_event, events)))


def _describe_event(event: CalendarEvent) -> tuple[Cell, ...]:
    yearly = ("hằng năm", f"đến {print_date(event.until)}" if event.until else "") if event.yearly else ()
    day = (Words(print_date(event.day), Tone.STRONG), *say(_WEEKDAYS[event.day.weekday()], *yearly))
    return day, _tell_task(event.task), _tell_rest(event.task)


def _describe_undated(one: UndatedTask) -> tuple[Cell, ...]:
    return say(UNDATED[one.reason][0]), _tell_task(one.task), _tell_rest(one.task)


def _tell_task(task: BindingTask) -> Cell:
    own = ", kế hoạch của đơn vị" if task.own else ""
    place = f"{name_briefly(task.plan)}, mục {task.ref}{own} [ký tự {task.quote.start}–{task.quote.end}]"
    return (Words(task.text), Words(place, Tone.QUIET), Words(label(OBLIGATIONS, task.obligation), Tone.QUIET))


def _tell_rest(task: BindingTask) -> Cell:
    return say(*task.products, f"Thời hạn: {task.deadline.text}" if task.deadline else "")


def _row_event(event: CalendarEvent) -> SheetRow:
    yearly = "có (yes)" if event.yearly else None
    return SheetRow((event.day, _WEEKDAYS[event.day.weekday()], yearly, event.until, *_list_task(event.task)))


def _row_undated(one: UndatedTask) -> SheetRow:
    return SheetRow((UNDATED[one.reason][0], *_list_task(one.task)))


def _list_task(task: BindingTask) -> tuple[Value, ...]:
    return (
        name_briefly(task.plan),
        task.ref,
        task.text,
        label(OBLIGATIONS, task.obligation),
        "có (yes)" if task.own else None,
        "\n".join(task.products) or None,
        task.deadline.text if task.deadline else None,
        lead_to_quote(task),
    )


def _tell_method() -> Section:
    return Section(
        "Cách lập và giới hạn (method and limits)",
        (
            "Mỗi ngày cụ thể của mỗi nhiệm vụ ràng buộc, kể cả trong kế hoạch của đơn vị, là một thời hạn; “Quý I” là "
            "ngày cuối quý. Ngày hằng năm lặp lại trong thời kỳ của văn bản. (Every dated milestone; a quarter means "
            "its last day.)",
            "Văn bản bị thay thế thì thời hạn từ ngày ấy không còn. Lịch không nói nhiệm vụ đã làm hay chưa. (Days "
            "after the end of a plan are left out; nothing is said of execution.)",
        ),
    )
