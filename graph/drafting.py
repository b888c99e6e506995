"""What an organisation has to put into the plan of a year: the tasks above it, and what it planned for them before.

A task that a nearer plan above already takes up is listed apart with the place that does, so that it is written down
once; so is one whose last day lies before the year. Whether anything was carried out is not looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from cancu.graph.alignment import Alignment, align_plans
from cancu.graph.assignments import sort_tasks
from cancu.graph.coverage import refer_plan
from cancu.graph.inheritance import BindingTask, Cascade, LeftOut, Reason, find_binding_tasks
from cancu.graph.organisations import Membership, address_organisation
from cancu.graph.reach import find_life_end
from cancu.graph.verdicts import STRONG
from cancu.ontology.assessments import LinkState, PlanReading, PlanReference, TaskLink
from cancu.ontology.errors import UnknownNodeError
from cancu.ontology.records import Date, Deadline, Document, EvidenceSpan, Record

MOST_CANDIDATES = 2
"""Candidates shown beside a task that no own task answers for sure."""


class Place(StrEnum):
    """Where a task belongs: to be drafted, already carried by a nearer plan above, or due before the year."""

    DRAFT = "draft"
    CARRIED = "carried"
    PAST = "past"


class TaskName(Record):
    """A task by its plan and ref."""

    plan: PlanReference
    ref: str


class EarlierTask(Record):
    """The task of the organisation's plan before that answers a task above; a candidate waits for a person."""

    ref: str
    text: str
    state: LinkState
    score: float
    lead: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    deadline: Deadline | None = None
    quote: EvidenceSpan


class DraftingRow(Record):
    """A task that binds the organisation, where it belongs, and what the plan before said to it.

    Attributes:
        carried_by: tasks of nearer plans that take it up
        earlier: the organisation's own tasks, surest first
    """

    task: BindingTask
    place: Place
    carried_by: tuple[TaskName, ...] = ()
    earlier: tuple[EarlierTask, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether an own task answered it for sure."""
        return any(one.state in STRONG for one in self.earlier)


class DraftingCounts(Record):
    """Rows by place, which add up to `binding`; those to draft also by what the plan before said to them."""

    binding: int = 0
    draft: int = 0
    carried: int = 0
    past: int = 0
    answered: int = 0
    candidates: int = 0
    unanswered: int = 0


class DraftingSheet(Record):
    """What an organisation has to put into its plan of a year.

    Attributes:
        ended: the last day of its level of government, where that lies before the year
        parents: the plans above that speak of the year, newest first
        previous: its own plan before
        current: its own plan of that very year, where there is one already
        left_out: plans above that do not speak of the year, with how many tasks
    """

    organisation: str
    year: int
    ended: Date | None = None
    parents: tuple[PlanReference, ...]
    previous: PlanReference | None = None
    current: PlanReference | None = None
    counts: DraftingCounts
    rows: tuple[DraftingRow, ...]
    left_out: tuple[LeftOut, ...] = ()


def draft_plan(organisation: str, cascade: Cascade, *, year: int | None = None) -> DraftingSheet:
    """Gather what an organisation has to put into its plan of a year.

    A plan above speaks of the year when its period touches it; one without period when it was issued in that year or
    the one before, or has a day in it. Plans replaced or repealed by the end of the year are left out.

    Args:
        organisation: full name, as the plans print it
        cascade: the plans and who stands above whom
        year: None takes the newest year in which a plan above begins

    Raises:
        UnknownNodeError: no year was given, and no plan above binds the organisation.
    """
    above = _sort_above(find_binding_tasks(organisation, cascade, own=False))
    year = year or _find_newest_year(organisation, cascade, above)
    chosen = {plan.key for plan in cascade.plans if speaks_of(plan, year) and not _has_ended(cascade, plan, year)}
    tasks = tuple(task for task in above if task.plan.key in chosen)
    own = list_own_plans(organisation, cascade.plans)
    previous = next((plan for plan in reversed(own) if find_begin(plan).year < year), None)
    current = next((plan for plan in reversed(own) if find_begin(plan).year == year), None)
    rows = tuple(_iter_rows(tasks, _align_before(previous, cascade, chosen), year))
    return DraftingSheet(
        organisation=organisation,
        year=year,
        ended=find_life_end(organisation, Date(year, 1, 1)),
        parents=tuple(dict.fromkeys(task.plan for task in tasks)),
        previous=refer_plan(previous) if previous else None,
        current=refer_plan(current) if current else None,
        counts=_count(rows),
        rows=rows,
        left_out=tuple(_iter_left_out(above, cascade, chosen, year)),
    )


def speaks_of(plan: PlanReading, year: int) -> bool:
    """Whether a plan has something to say about a year.

    Example:
        >>> from cancu.ontology.records import Extraction
        >>> head = Document(period=(Date(2021, 1, 1), Date(2025, 12, 31)))
        >>> [speaks_of(PlanReading(extraction=Extraction(document=head)), year) for year in (2020, 2023)]
        [False, True]
    """
    document = plan.extraction.document
    if document.period:
        first, last = document.period
        return (first is None or first.year <= year) and (last is None or last.year >= year)
    if document.date and document.date.year in {year - 1, year}:
        return True
    return any(day.year == year for task in plan.extraction.tasks if task.deadline for day in task.deadline.due)


def list_own_plans(organisation: str, plans: Iterable[PlanReading]) -> list[PlanReading]:
    """The plans that an organisation issued, oldest first; notices and other papers without a period are none."""
    found = [plan for plan in plans if _is_plan(plan.extraction.document) and _is_own(plan, organisation)]
    return sorted(found, key=lambda plan: (find_begin(plan), plan.extraction.document.date or Date.min, plan.key))


def find_begin(plan: PlanReading) -> Date:
    """The first day that a plan speaks of, else the day it was issued."""
    document = plan.extraction.document
    first = document.period[0] if document.period else None
    return first or document.date or Date.min


def _is_plan(document: Document) -> bool:
    return bool(document.period or document.plan_title)


def _is_own(plan: PlanReading, organisation: str) -> bool:
    issuer = plan.extraction.document.issuer
    return bool(issuer) and address_organisation(issuer or "", organisation).membership is Membership.NAMED


def _sort_above(tasks: tuple[BindingTask, ...]) -> tuple[BindingTask, ...]:
    return sort_tasks(tuple(task for task in tasks if not task.own))


def _find_newest_year(organisation: str, cascade: Cascade, tasks: Sequence[BindingTask]) -> int:
    keys = {task.plan.key for task in tasks}
    days = [find_begin(plan) for plan in cascade.plans if plan.key in keys]
    if not days:
        raise UnknownNodeError(
            f"Không kế hoạch cấp trên nào trong kho giao việc cho {organisation}",
            f"no plan above in the store binds {organisation}",
            where=organisation,
            hint="nạp kế hoạch cấp trên bằng: cancu ingest PATH, hoặc xem: cancu tasks --org",
        )
    return max(days).year


def _has_ended(cascade: Cascade, plan: PlanReading, year: int) -> bool:
    return plan.key in cascade.ended and cascade.ended[plan.key] <= Date(year, 12, 31)


def _align_before(previous: PlanReading | None, cascade: Cascade, chosen: set[str]) -> dict[str, Alignment]:
    """The plan before, aligned with every plan above, by its key."""
    if previous is None:
        return {}
    plans = (plan for plan in cascade.plans if plan.key in chosen and plan.key != previous.key)
    return {plan.key: align_plans(previous, plan, decisions=cascade.decisions) for plan in plans}


def _iter_rows(tasks: Sequence[BindingTask], alignments: Mapping[str, Alignment], year: int) -> Iterator[DraftingRow]:
    carried: dict[tuple[str, str], list[TaskName]] = defaultdict(list)
    for task in tasks:
        for origin in task.inherited_from:
            carried[origin.plan.key, origin.ref].append(TaskName(plan=task.plan, ref=task.ref))
    for task in tasks:
        alignment = alignments.get(task.plan.key)
        by = tuple(carried[task.plan.key, task.ref])
        earlier = tuple(_find_earlier(alignment, task.ref)) if alignment else ()
        yield DraftingRow(task=task, place=_place(task, by, year), carried_by=by, earlier=earlier)


def _place(task: BindingTask, carried_by: Sequence[TaskName], year: int) -> Place:
    deadline = task.deadline
    comes_back = deadline is not None and (deadline.ongoing or deadline.periodic)
    if deadline and deadline.due and not comes_back and max(deadline.due).year < year:
        return Place.PAST
    return Place.CARRIED if carried_by else Place.DRAFT


def _find_earlier(alignment: Alignment, ref: str) -> Iterator[EarlierTask]:
    """The own tasks that answer a task for sure, else the best candidates."""
    links = alignment.find_links(parent=ref)
    strong = [link for link in links if link.state in STRONG]
    candidates = [link for link in links if link.state is LinkState.CANDIDATE][:MOST_CANDIDATES]
    for link in strong or candidates:
        yield _describe_earlier(alignment, link)


def _describe_earlier(alignment: Alignment, link: TaskLink) -> EarlierTask:
    own = alignment.child_tasks[link.child]
    return EarlierTask(
        ref=own.ref,
        text=own.text,
        state=link.state,
        score=link.score,
        lead=own.lead,
        products=own.products,
        deadline=own.deadline,
        quote=alignment.child.quote(own),
    )


def _iter_left_out(tasks: Sequence[BindingTask], cascade: Cascade, chosen: set[str], year: int) -> Iterator[LeftOut]:
    plans = {plan.key: plan for plan in cascade.plans}
    counts = Counter(task.plan.key for task in tasks)
    for key, count in counts.items():
        if key not in chosen:
            ended = _has_ended(cascade, plans[key], year)
            reason: Reason = "superseded" if ended else "out_of_time"
            since = cascade.ended[key] if ended else None
            yield LeftOut(plan=refer_plan(plans[key]), reason=reason, since=since, tasks=count)


def _count(rows: Sequence[DraftingRow]) -> DraftingCounts:
    places = Counter(row.place for row in rows)
    draft = [row for row in rows if row.place is Place.DRAFT]
    answered = sum(row.answered for row in draft)
    unanswered = sum(not row.earlier for row in draft)
    return DraftingCounts(
        binding=len(rows),
        draft=len(draft),
        carried=places[Place.CARRIED],
        past=places[Place.PAST],
        answered=answered,
        candidates=len(draft) - answered - unanswered,
        unanswered=unanswered,
    )
