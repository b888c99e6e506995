"""Whether a child's time fits the parent's: ok, late, vague, missing, dependent, or of another period.

Only what is printed is compared: dated milestones with dated milestones, and a yearly day (`Quý I hàng năm`) with the
day of the parent's milestone in its year. Whether a task is done in time is another axis.
"""

from __future__ import annotations

import calendar
import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cancu.ontology.records import Deadline, Period

_QUARTERS = {"i": 3, "ii": 6, "iii": 9, "iv": 12, "1": 3, "2": 6, "3": 9, "4": 12}


class DeadlineVerdict(StrEnum):
    """Outcome of the comparison."""

    OK = "ok"
    LATE = "late"
    VAGUE = "vague"
    MISSING = "missing"
    DEPENDENT = "dependent"
    PERIOD_MISMATCH = "period_mismatch"
    NOT_COMPARED = "not_compared"


def compare_deadlines(
    parent: Deadline | None, child: Deadline | None, *, parent_period: Period | None = None
) -> DeadlineVerdict:
    """Compare the time of a child's task with that of the parent's task which it takes over.

    With as many dated milestones on both sides they are compared one by one, else the last with the last. A milestone
    before the parent's period begins is of another period. A child without date is `vague` for a dated parent unless it
    names a yearly day (`Quý I hàng năm`, `trước 30/11 hằng năm`). Times that hang on another document or event
    (`Theo Kế hoạch số …`, `Sau khi …`) are `dependent`. A parent without time is not compared.

    Example:
        >>> from cancu.ontology.records import Date, Deadline
        >>> due = lambda day: Deadline(text="", due=(Date.fromisoformat(day),))
        >>> compare_deadlines(due("2022-03-31"), due("2022-06-30")).value
        'late'
    """
    if parent is None:
        return DeadlineVerdict.NOT_COMPARED
    if child is None:
        return DeadlineVerdict.MISSING
    if is_dependent(child):
        return DeadlineVerdict.DEPENDENT
    begins = parent_period[0] if parent_period else None
    if begins and child.due and max(child.due) < begins:
        return DeadlineVerdict.PERIOD_MISMATCH
    if not parent.due:
        return DeadlineVerdict.DEPENDENT if is_dependent(parent) else DeadlineVerdict.OK
    if not child.due:
        return _compare_yearly(parent, child)
    pairs = (
        zip(parent.due, child.due, strict=True)
        if len(parent.due) == len(child.due)
        else [(max(parent.due), max(child.due))]
    )
    return DeadlineVerdict.LATE if any(mine > limit for limit, mine in pairs) else DeadlineVerdict.OK


def _compare_yearly(parent: Deadline, child: Deadline) -> DeadlineVerdict:
    day = find_yearly_day(child.text) if child.periodic or child.ongoing else None
    if day is None:
        return DeadlineVerdict.VAGUE
    limit = max(parent.due)
    return DeadlineVerdict.OK if day <= (limit.month, limit.day) else DeadlineVerdict.LATE


def is_dependent(deadline: Deadline) -> bool:
    """Whether another document or an event fixes the time, and no date is given beside it."""
    return not deadline.due and bool(deadline.depends_on or _dependence_pattern().search(deadline.text))


def find_yearly_day(text: str) -> tuple[int, int] | None:
    """Month and last day of a time that comes back every year; of several the one named first.

    Example:
        >>> find_yearly_day("Quý I hàng năm"), find_yearly_day("Trước 31/12 năm báo cáo"), find_yearly_day("Hàng năm")
        ((3, 31), (12, 31), None)
    """
    return next(iter(find_yearly_days(text)), None)


def find_yearly_days(text: str) -> tuple[tuple[int, int], ...]:
    """Month and last day of every time of a year that a text names, in its order; where a span begins does not count.

    Example:
        >>> find_yearly_days("trước ngày 15 tháng 12 và Quý II hằng năm; từ tháng 3 đến tháng 9")
        ((12, 15), (6, 30), (9, 30))
    """
    found = (_read_yearly(match) for match in _yearly_pattern().finditer(text) if not match["since"])
    return tuple(dict.fromkeys(day for day in found if day))


def _read_yearly(match: re.Match[str]) -> tuple[int, int] | None:
    if match["quarter"]:
        month = _QUARTERS[match["quarter"].lower()]
        return month, calendar.monthrange(2001, month)[1]
    month = int(match["month"] or match["worded"] or match["alone"])
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(2001, month)[1]
    day = int(match["day"] or match["worded_day"] or last)
    return (month, day) if 1 <= day <= last else None


@cache
def _yearly_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<since>\btừ\s+(?:ngày\s+)?)?"
        r"(?:qu[ýí]\s+(?P<quarter>iv|i{1,3}|[1-4])(?!\w)|(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![/\d])"
        r"|ngày\s+(?P<worded_day>\d{1,2})\s+tháng\s+(?P<worded>\d{1,2})(?![/\d])"
        r"|(?<!\d\s)tháng\s+(?P<alone>\d{1,2})(?![/\d]))",
        re.IGNORECASE,
    )


@cache
def _dependence_pattern() -> re.Pattern[str]:
    return re.compile(
        r"\bsau khi\b|\btheo (?:kế hoạch|chương trình|đề án|quyết định) số\b|\btheo tiến độ\b", re.IGNORECASE
    )
