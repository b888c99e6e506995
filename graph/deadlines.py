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
    """Month and last day of a time that comes back every year.

    Example:
        >>> find_yearly_day("Quý I hàng năm"), find_yearly_day("Trước 31/12 năm báo cáo"), find_yearly_day("Hàng năm")
        ((3, 31), (12, 31), None)
    """
    match = _yearly_pattern().search(text)
    if match is None:
        return None
    if match["quarter"]:
        month = _QUARTERS[match["quarter"].lower()]
        return month, calendar.monthrange(2001, month)[1]
    month = int(match["month"] or match["alone"])
    if not 1 <= month <= 12:
        return None
    return month, int(match["day"]) if match["day"] else calendar.monthrange(2001, month)[1]


@cache
def _yearly_pattern() -> re.Pattern[str]:
    return re.compile(
        r"qu[ýí]\s+(?P<quarter>iv|i{1,3}|[1-4])(?!\w)|(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![/\d])|tháng\s+(?P<alone>\d{1,2})(?!\d)",
        re.IGNORECASE,
    )


@cache
def _dependence_pattern() -> re.Pattern[str]:
    return re.compile(
        r"\bsau khi\b|\btheo (?:kế hoạch|chương trình|đề án|quyết định) số\b|\btheo tiến độ\b", re.IGNORECASE
    )
