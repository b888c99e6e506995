"""A deadline calendar as .ics, which Outlook, Google and Apple calendars subscribe to.

Source: RFC 5545 (iCalendar): CRLF line ends, lines folded at 75 octets, text escaped, all-day events as `VALUE=DATE`
with the day after as their end; RFC 7986 for the name of the calendar. The time stamp is the day of the plan, not of
the machine, so that the same store gives the same file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cancu.api.messages import OBLIGATIONS, label
from cancu.api.office_text import clean_letters
from cancu.api.reports import name_briefly, name_plan
from cancu.api.terminal import shorten

if TYPE_CHECKING:
    from cancu.graph.calendars import CalendarEvent, DeadlineCalendar
    from cancu.graph.inheritance import BindingTask

MOST_OCTETS = 75
SHORT_SUMMARY = 120
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def render_calendar(calendar: DeadlineCalendar) -> str:
    """The calendar as the text of a file; a summary may be short, the description has all words."""
    name = _escape(f"Hạn nhiệm vụ: {calendar.organisation}")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cancu//deadline calendar//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        *(line for event in calendar.events for line in _iter_lines(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{fold_line(line)}\r\n" for line in lines)


def fold_line(line: str) -> str:
    r"""A line in pieces of at most 75 octets, none of which splits a letter; each further one begins with a blank.

    Example:
        >>> [len(piece.encode()) for piece in fold_line("SUMMARY:" + "ạ" * 50).split("\r\n")]
        [74, 73, 13]
    """
    pieces, octets = [""], 0
    for letter in line:
        size = len(letter.encode("utf-8"))
        if octets + size > MOST_OCTETS:
            pieces.append(" ")
            octets = 1
        pieces[-1] += letter
        octets += size
    return "\r\n".join(pieces)


def _iter_lines(event: CalendarEvent) -> Iterator[str]:
    task = event.task
    stamp = task.plan.date or event.day
    yield "BEGIN:VEVENT"
    yield f"UID:{_escape(event.uid)}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_print_day(event.day)}"
    yield f"DTEND;VALUE=DATE:{_print_day(event.day + datetime.timedelta(days=1))}"
    if event.yearly:
        yield "RRULE:FREQ=YEARLY" + (f";UNTIL={_print_day(event.until)}" if event.until else "")
    summary = f"{name_briefly(task.plan)} {task.ref}: {task.text}"
    yield f"SUMMARY:{_escape(shorten(summary, SHORT_SUMMARY))}"
    yield f"DESCRIPTION:{_escape(chr(10).join(_describe(task)))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _describe(task: BindingTask) -> Iterator[str]:
    yield task.text
    yield f"Nghĩa vụ: {label(OBLIGATIONS, task.obligation)}{f' ({task.phrase})' if task.phrase else ''}"
    if task.coordinate:
        yield f"Phối hợp: {'; '.join(task.coordinate)}"
    if task.products:
        yield f"Sản phẩm: {'; '.join(task.products)}"
    if task.deadline:
        yield f"Thời hạn: {task.deadline.text}"
    yield f"Nguồn: {name_plan(task.plan)}, mục {task.ref}, ký tự {task.quote.start}–{task.quote.end}"


def _print_day(day: datetime.date) -> str:
    return day.strftime("%Y%m%d")


def _escape(text: str) -> str:
    return clean_letters(text).translate(_ESCAPES)
