"""A coverage report as a board to work at: which tasks are shown, each with its candidates side by side.

The report decides every status; here tasks are only chosen, grouped and set beside what was read of them.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cancu.api.coverage_query import CoverageQuery
from cancu.api.reports import CANDIDATES_SHOWN, LINKED
from cancu.api.text_marks import Piece, mark_shared
from cancu.graph.coverage import compute_rates, count_tasks
from cancu.ontology.assessments import (
    LINK_DECISIONS,
    Check,
    ChildAssessment,
    ChildStatus,
    CoverageReport,
    Decision,
    LinkedTask,
    LinkState,
    Obligation,
    PlanReading,
    TaskAssessment,
    hash_text,
)
from cancu.ontology.orthography import fold, match_key
from cancu.ontology.records import Finding, Severity, Task, TaskKind

GROUPS = ("gap", "review", "partial", "delegated", "covered", "exempt", "not_applicable")
"""Statuses in the order in which they need attention."""
PAGE_SIZE = 150
UNDATED = "none"


@dataclass(frozen=True)
class PlanPair:
    """Two plans and how the lower covers the upper.

    Attributes:
        child: the lower plan
        parent: the plan above
        report: the verdicts
        recorded: all rulings of the store in the order in which people made them
    """

    child: PlanReading
    parent: PlanReading
    report: CoverageReport
    recorded: tuple[Decision, ...] = ()

    @cached_property
    def above(self) -> dict[str, Task]:
        """The parent's items by ref."""
        return {task.ref: task for task in self.parent.extraction.tasks}

    @cached_property
    def below(self) -> dict[str, Task]:
        """The child's items by ref."""
        return {task.ref: task for task in self.child.extraction.tasks}


@dataclass(frozen=True)
class CandidateCard:
    """A child's task beside a parent's task; what both say is marked on either side."""

    link: LinkedTask
    task: Task
    above: tuple[Piece, ...]
    below: tuple[Piece, ...]
    ruling: Decision | None


@dataclass(frozen=True)
class TaskCard:
    """A parent's task with everything that a person needs to rule on it.

    Attributes:
        assessment: the verdict
        task: what was read of it
        candidates: the nearest tasks of the child, best first
        rulings: what stands, each with the child's item that it is about, empty where it is about the task; the
            latest last
    """

    assessment: TaskAssessment
    task: Task
    candidates: tuple[CandidateCard, ...]
    rulings: tuple[tuple[Decision, str], ...]

    @property
    def chosen(self) -> CandidateCard | None:
        """The candidate that a ruling is most likely about: the best that nobody has rejected."""
        return next((one for one in self.candidates if one.link.state is not LinkState.REJECTED), None)


@dataclass(frozen=True)
class Apart:
    """What does not count in the rates.

    Attributes:
        support: the parent's tasks in which the organisation only takes part
        unclear: those of which nobody can tell whom they bind
        items: duties and targets of the parent
        own: the child's tasks that take over none of the parent's: own initiative, unasked, of an item that is missing
        checked: what is wrong in the child's own words, such as a copy letter by letter, with the item
    """

    support: tuple[TaskAssessment, ...]
    unclear: tuple[TaskAssessment, ...]
    items: tuple[TaskAssessment, ...]
    own: tuple[ChildAssessment, ...]
    checked: tuple[tuple[str, Check], ...]


class Choice(NamedTuple):
    """A value that tasks can be chosen by, and how many have it."""

    value: str
    tasks: int


@dataclass(frozen=True)
class Choices:
    """What the binding tasks of a report can be chosen by."""

    status: tuple[Choice, ...]
    duty: tuple[Choice, ...]
    section: tuple[Choice, ...]
    agency: tuple[Choice, ...]
    quarter: tuple[Choice, ...]


def is_binding(task: TaskAssessment) -> bool:
    """Whether a task counts in the rates."""
    return task.kind is TaskKind.TASK and task.obligation.binding


def list_choices(pair: PlanPair) -> Choices:
    """What the binding tasks can be chosen by: statuses by attention, the rest as the plan has it, days by time."""
    binding = [(one, pair.above[one.ref]) for one in pair.report.tasks if is_binding(one)]
    statuses = Counter(one.status.value for one, _ in binding)
    leads = Counter(name for _, task in binding for name in task.lead)
    quarters = Counter(quarter for _, task in binding for quarter in list_quarters(task))
    return Choices(
        status=tuple(Choice(status, statuses[status]) for status in GROUPS if statuses[status]),
        duty=_list_values(one.obligation.value for one, _ in binding),
        section=_list_values(one.heading or "" for one, _ in binding),
        agency=tuple(Choice(*lead) for lead in sorted(leads.items(), key=lambda lead: (-lead[1], lead[0]))),
        quarter=tuple(Choice(quarter, quarters[quarter]) for quarter in sorted(quarters)),
    )


def choose_tasks(pair: PlanPair, query: CoverageQuery) -> tuple[TaskAssessment, ...]:
    """The binding tasks that a question asks for, in the order of the plan."""
    tests = tuple(_list_tests(query))
    return tuple(
        one for one in pair.report.tasks if is_binding(one) and all(test(one, pair.above[one.ref]) for test in tests)
    )


def group_tasks(tasks: Sequence[TaskAssessment]) -> tuple[tuple[str, tuple[TaskAssessment, ...]], ...]:
    """Tasks by status, what needs attention first."""
    groups = ((status, tuple(task for task in tasks if task.status == status)) for status in GROUPS)
    return tuple((status, found) for status, found in groups if found)


def order_tasks(tasks: Sequence[TaskAssessment]) -> list[TaskAssessment]:
    """Tasks as `group_tasks` shows them, in one row."""
    return [task for _, found in group_tasks(tasks) for task in found]


def make_card(pair: PlanPair, assessment: TaskAssessment) -> TaskCard:
    """Set a task beside its candidates: the nearest, and whatever takes it over."""
    task = pair.above[assessment.ref]
    shown = [
        link
        for rank, link in enumerate(assessment.links)
        if rank < CANDIDATES_SHOWN or link.state in LINKED or link.suspect
    ]
    candidates = tuple(_make_candidate(pair.report, task, pair.below[link.ref], link) for link in shown)
    return TaskCard(assessment, task, candidates, _list_standing(pair, task, candidates))


def find_card(pair: PlanPair, ref: str) -> TaskCard | None:
    """The card of one task; None where the parent has no such item."""
    found = next((one for one in pair.report.tasks if one.ref == ref), None)
    return make_card(pair, found) if found else None


def list_apart(pair: PlanPair) -> Apart:
    """What a report has beside the binding tasks."""
    tasks = [one for one in pair.report.tasks if one.kind is TaskKind.TASK]
    own = (ChildStatus.LOCAL, ChildStatus.UNWANTED, ChildStatus.ORPHANED)
    return Apart(
        support=tuple(one for one in tasks if one.obligation is Obligation.SUPPORT),
        unclear=tuple(one for one in tasks if one.obligation is Obligation.UNRESOLVED),
        items=tuple(one for one in pair.report.tasks if one.kind is not TaskKind.TASK),
        own=tuple(one for status in own for one in pair.report.child_tasks if one.status is status),
        checked=tuple(
            (one.ref, check)
            for one in pair.report.child_tasks
            for check in one.checks
            if check.severity is not Severity.INFO
        ),
    )


def narrow_report(pair: PlanPair, query: CoverageQuery) -> CoverageReport:
    """The report of what a question shows: with a filter only the binding tasks that it keeps, and a note of that.

    Counts and rates are those of the tasks that are left, so that they add up to the rows.
    """
    report = pair.report
    if not query.filtered:
        return report
    kept = choose_tasks(pair, query)
    counts = count_tasks(kept, deep=False)
    binding = report.counts.binding
    note = Finding(
        code="excerpt",
        severity=Severity.INFO,
        message=f"bản này chỉ gồm {len(kept)} trong {binding} nhiệm vụ ràng buộc: {describe_filter(query)}",
        english=f"an excerpt: {len(kept)} of {binding} binding tasks",
    )
    return report.model_copy(
        update={
            "tasks": kept,
            "counts": counts,
            "deep_counts": count_tasks(kept, deep=True),
            "rates": compute_rates(counts),
            "findings": (note, *report.findings),
        }
    )


def describe_filter(query: CoverageQuery) -> str:
    """What a question keeps, in words."""
    from cancu.api.messages import OBLIGATIONS, STATUSES, label

    parts = (
        ", ".join(label(STATUSES, status) for status in query.status),
        label(OBLIGATIONS, query.duty),
        query.section,
        query.agency,
        print_quarter(query.quarter) if query.quarter else "",
        f"“{query.q.strip()}”" if query.q.strip() else "",
    )
    return "; ".join(part for part in parts if part)


def list_quarters(task: Task) -> list[str]:
    """The quarters in which a task is due; `none` where it has no day."""
    due = task.deadline.due if task.deadline else ()
    return list(dict.fromkeys(_name_quarter(day) for day in due)) or [UNDATED]


def print_quarter(quarter: str) -> str:
    """A quarter as officials write it.

    Example:
        >>> print_quarter("2022-Q4")
        'quý IV/2022'
    """
    year, _, number = quarter.partition("-Q")
    return f"quý {_ROMAN.get(number, number)}/{year}" if number else "không có ngày"


_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def _name_quarter(day: datetime.date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _list_values(values: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, count) for value, count in Counter(values).items() if value)


def _list_tests(query: CoverageQuery) -> Iterable[Callable[[TaskAssessment, Task], bool]]:
    """What every chosen task must fulfil."""
    if query.status:
        yield lambda one, _: one.status in query.status
    if query.duty:
        yield lambda one, _: one.obligation == query.duty
    if query.section:
        yield lambda one, _: one.heading == query.section
    if query.agency:
        yield lambda _, task: query.agency in task.lead
    if query.quarter:
        yield lambda _, task: query.quarter in list_quarters(task)
    if words := fold(query.q).strip():
        yield lambda one, _: words in fold(f"{one.ref} {one.text}")


def _make_candidate(report: CoverageReport, above: Task, below: Task, link: LinkedTask) -> CandidateCard:
    pieces = mark_shared(above.text, below.text, link.shared)
    hashes = (hash_text(above.text), hash_text(below.text))
    ruled = [
        one
        for one in report.rulings
        if one.kind in LINK_DECISIONS and (one.parent_hash, one.child_hash) == hashes
    ]  # fmt: skip
    return CandidateCard(link, below, *pieces, ruled[-1] if ruled else None)


def _list_standing(pair: PlanPair, task: Task, candidates: Sequence[CandidateCard]) -> tuple[tuple[Decision, str], ...]:
    """The rulings that stand on a task and on its pairs, in the order in which people made them."""
    standing = {one.ruling: one.link.ref for one in candidates if one.ruling}
    whole = (one for one in pair.report.rulings if _rules_task(one, task, pair.report.organisation))
    standing |= dict.fromkeys(whole, "")
    order = {ruling: place for place, ruling in enumerate(pair.recorded)}
    return tuple(sorted(standing.items(), key=lambda item: order.get(item[0], -1)))


def _rules_task(ruling: Decision, task: Task, organisation: str) -> bool:
    mine = not ruling.organisation or match_key(ruling.organisation) == match_key(organisation)
    return mine and ruling.kind not in LINK_DECISIONS and ruling.parent_hash == hash_text(task.text)
