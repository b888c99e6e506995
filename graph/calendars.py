"""The days on which something is due from an organisation, read from every task that binds it.

Every dated milestone is an event, and every day that comes back each year, as long as its plan holds. Tasks without a
day are kept beside them with the reason, so that nothing falls out of sight. Whether a task is done is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from enum import StrEnum

from cancu.graph.deadlines import find_yearly_days, is_dependent
from cancu.graph.inheritance import BindingTask, Cascade, find_binding_tasks
from cancu.graph.reach import find_life_end
from cancu.ontology.assessments import PlanReading
from cancu.ontology.identifiers import component_of, mint_task
from cancu.ontology.records import Date, Record


class Undated(StrEnum):
    """Why a task has no day: none is printed, it hangs on something else, it is no day, or its plan had ended."""

    MISSING = "missing"
    DEPENDENT = "dependent"
    PERIODIC = "periodic"
    ONGOING = "ongoing"
    UNREAD = "unread"
    ENDED = "ended"


class CalendarEvent(Record):
    """A day on which a task is due.

    Attributes:
        uid: the same for the same milestone of the same task, whatever its day
        day: the last day; of a yearly one the first time, or the time in the year asked about
        yearly: whether it comes back every year
        until: the last day on which it may come back, None without end
    """

    uid: str
    day: Date
    yearly: bool = False
    until: Date | None = None
    task: BindingTask


class UndatedTask(Record):
    """A task that has no day."""

    task: BindingTask
    reason: Undated


class CalendarCounts(Record):
    """Tasks that bind, which are `dated`, `elsewhere` (only in other years than the one asked about) or `undated`."""

    tasks: int = 0
    dated: int = 0
    elsewhere: int = 0
    undated: int = 0
    events: int = 0


class DeadlineCalendar(Record):
    """The deadlines of an organisation by day, and the tasks without one; `year` None means all years."""

    organisation: str
    year: int | None
    counts: CalendarCounts
    events: tuple[CalendarEvent, ...]
    undated: tuple[UndatedTask, ...] = ()


def build_calendar(organisation: str, cascade: Cascade, *, year: int | None = None) -> DeadlineCalendar:
    """Gather the deadlines of an organisation, from plans above it and from its own.

    A day counts as long as the plan that sets it was not replaced or repealed before it, and the organisation's level
    of government exists on it. A yearly day comes back within the period of its plan.

    Args:
        organisation: full name, as the plans print it
        cascade: the plans
        year: only days of one year; None for all
    """
    plans = {plan.key: plan for plan in cascade.plans}
    tasks = find_binding_tasks(organisation, cascade)
    events: list[CalendarEvent] = []
    undated: list[UndatedTask] = []
    dated = 0
    for task in tasks:
        plan = plans[task.plan.key]
        found = list(_iter_events(task, plan, cascade.ended.get(plan.key), organisation))
        chosen = [event for event in (_place_in(event, year) for event in found) if event]
        events += chosen
        dated += bool(chosen)
        if not found:
            undated.append(UndatedTask(task=task, reason=_find_reason(task)))
    counts = CalendarCounts(
        tasks=len(tasks),
        dated=dated,
        elsewhere=len(tasks) - dated - len(undated),
        undated=len(undated),
        events=len(events),
    )
    events.sort(key=lambda event: (event.day, event.uid))
    return DeadlineCalendar(
        organisation=organisation, year=year, counts=counts, events=tuple(events), undated=tuple(undated)
    )


def group_by_month(events: Iterable[CalendarEvent]) -> dict[tuple[int, int], Sequence[CalendarEvent]]:
    """The events by year and month, in order."""
    months: dict[tuple[int, int], list[CalendarEvent]] = {}
    for event in events:
        months.setdefault((event.day.year, event.day.month), []).append(event)
    return dict(months)


def _iter_events(
    task: BindingTask, plan: PlanReading, ended: Date | None, organisation: str
) -> Iterator[CalendarEvent]:
    """The dated milestones of a task; where it has none, the days that come back every year."""
    deadline = task.deadline
    if deadline is None:
        return
    iri = _name_task(plan, task.ref)
    for number, day in enumerate(deadline.due, start=1):
        if _holds_on(day, ended, organisation):
            yield CalendarEvent(uid=f"{iri}#due-{number}", day=day, task=task)
    if not deadline.due and (deadline.periodic or deadline.ongoing):
        until = _find_last(plan, ended, organisation)
        for number, (month, day_of_month) in enumerate(find_yearly_days(deadline.text), start=1):
            first = _find_first(plan, month, day_of_month)
            if first and (until is None or first <= until):
                yield CalendarEvent(uid=f"{iri}#yearly-{number}", day=first, yearly=True, until=until, task=task)


def _name_task(plan: PlanReading, ref: str) -> str:
    return mint_task(plan.key, ref, component=component_of(plan.extraction.document))


def _holds_on(day: Date, ended: Date | None, organisation: str) -> bool:
    return (ended is None or day < ended) and find_life_end(organisation, day) is None


def _find_last(plan: PlanReading, ended: Date | None, organisation: str) -> Date | None:
    """The last day on which a yearly day of a plan may come back."""
    period = plan.extraction.document.period
    before_end = ended - timedelta(days=1) if ended else None
    ends = (period[1] if period else None, before_end, find_life_end(organisation, Date.max))
    return min((day for day in ends if day), default=None)


def _find_first(plan: PlanReading, month: int, day: int) -> Date | None:
    """The first such day from the beginning of a plan on; None for a plan without any date."""
    document = plan.extraction.document
    begin = (document.period[0] if document.period else None) or document.date
    if begin is None:
        return None
    first = Date(begin.year, month, day)
    return first if first >= begin else first.replace(year=begin.year + 1)


def _place_in(event: CalendarEvent, year: int | None) -> CalendarEvent | None:
    """The event in the year asked about; None where it has no day there."""
    if year is None or (event.day.year == year and not event.yearly):
        return event
    if not event.yearly or year < event.day.year:
        return None
    day = event.day.replace(year=year)
    if event.until and day > event.until:
        return None
    return event.model_copy(update={"day": day, "yearly": False, "until": None})


def _find_reason(task: BindingTask) -> Undated:
    deadline = task.deadline
    if deadline is None:
        return Undated.MISSING
    if deadline.due or (find_yearly_days(deadline.text) and (deadline.periodic or deadline.ongoing)):
        return Undated.ENDED
    if is_dependent(deadline):
        return Undated.DEPENDENT
    if deadline.periodic:
        return Undated.PERIODIC
    return Undated.ONGOING if deadline.ongoing else Undated.UNREAD
