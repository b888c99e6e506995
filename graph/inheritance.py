"""Which tasks bind an organisation on a day, and from which higher plans each of them was inherited.

A task of a plan is inherited from a task of a parent plan when the two are linked without doubt (cited, confirmed or
automatic). Chains run upward through as many plans as are at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from cancu.graph.alignment import Alignment, align_plans
from cancu.graph.coverage import refer_plan
from cancu.graph.obligations import Setting, find_duty
from cancu.graph.organisations import Membership
from cancu.graph.reach import can_bind, is_division
from cancu.graph.verdicts import STRONG
from cancu.ontology.assessments import Decision, Obligation, PlanReading, PlanReference
from cancu.ontology.records import Date, Deadline, EvidenceSpan, Record, TaskKind

_LEADS = (Obligation.LEAD_NAMED, Obligation.LEAD_GROUP)
Reason = Literal["out_of_time", "superseded"]


class Origin(Record):
    """A task of a higher plan that a task was inherited from; `depth` 1 is the plan right above."""

    plan: PlanReference
    ref: str
    text: str
    score: float
    depth: int
    quote: EvidenceSpan


class BindingTask(Record):
    """A task that binds the organisation, with the plan that says so and where it comes from.

    Attributes:
        lead: agencies that lead, as the plan names them
        phrase: the words that bind; a division where one leads in a plan of the organisation itself
        own: whether the plan is the organisation's own
    """

    plan: PlanReference
    ref: str
    kind: TaskKind
    heading: str | None = None
    text: str
    obligation: Obligation
    phrase: str
    own: bool = False
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    deadline: Deadline | None = None
    inherited_from: tuple[Origin, ...] = ()
    quote: EvidenceSpan


class LeftOut(Record):
    """A plan whose tasks for the organisation do not bind on the day: `superseded`, or of another time.

    Attributes:
        since: from when it was replaced or repealed
        tasks: how many tasks would bind
    """

    plan: PlanReference
    reason: Reason
    since: Date | None = None
    tasks: int


class Origins(Protocol):
    """Where tasks come from."""

    def trace(self, plan: PlanReading, ref: str) -> tuple[Origin, ...]:
        """The tasks of higher plans that a task was inherited from, nearest plans first."""


@dataclass(frozen=True)
class Cascade:
    """Plans and their parents, by key (IRI, else number).

    Attributes:
        plans: all plans at hand
        parents: keys of the parents of each plan; parents that are not at hand are passed over
        decisions: rulings of people
        ended: the day from which a plan was replaced or repealed as a whole, by key
        origins: where tasks come from, where that is known already; else the plans are compared
    """

    plans: Sequence[PlanReading]
    parents: Mapping[str, Sequence[str]]
    decisions: Sequence[Decision] = ()
    ended: Mapping[str, Date] = field(default_factory=dict)
    origins: Origins | None = None


def find_binding_tasks(
    organisation: str, cascade: Cascade, *, on: Date | None = None, own: bool = True
) -> tuple[BindingTask, ...]:
    """List what binds an organisation on a day, with the origin of each task.

    A plan counts when it can reach the organisation (`can_bind`), when the day lies in its period, or, where it states
    none, when it was issued by then, and as long as nothing in the store has replaced or repealed it. Every item of
    kind task or duty whose agency fields bind the organisation is listed; in its own plans also items without lead
    and items that one of its divisions leads.

    Args:
        organisation: full name
        cascade: the plans and who stands above whom
        on: the day; None takes all plans
        own: whether items without lead, or led by a division, in plans of the organisation itself count as its own
    """
    chains = cascade.origins or _Chains(cascade)
    return tuple(
        task
        for plan in cascade.plans
        if is_in_force(plan, on) and not _is_ended(cascade, plan, on)
        for task in _iter_binding(plan, organisation, on, own=own, chains=chains)
    )


def find_left_out(organisation: str, cascade: Cascade, on: Date) -> tuple[LeftOut, ...]:
    """The plans with tasks for the organisation that do not bind on a day, with the reason and how many tasks."""
    found = []
    for plan in cascade.plans:
        ended = _is_ended(cascade, plan, on)
        if ended or not is_in_force(plan, on):
            count = sum(1 for _ in _iter_binding(plan, organisation, None))
            since = cascade.ended[plan.key] if ended else None
            if count:
                reason: Reason = "superseded" if ended else "out_of_time"
                found.append(LeftOut(plan=refer_plan(plan), reason=reason, since=since, tasks=count))
    return tuple(found)


def _is_ended(cascade: Cascade, plan: PlanReading, on: Date | None) -> bool:
    return on is not None and plan.key in cascade.ended and cascade.ended[plan.key] <= on


def _iter_binding(
    plan: PlanReading, organisation: str, on: Date | None, *, own: bool = True, chains: Origins | None = None
) -> Iterator[BindingTask]:
    """What of one plan binds the organisation, whatever the day; without `chains` origins are not traced."""
    issuer = plan.extraction.document.issuer or ""
    setting = Setting(organisation, issuer, on or plan.extraction.document.date)
    if not can_bind(issuer, organisation, on=setting.on):
        return
    mine = bool(issuer) and setting.address(issuer).membership is Membership.NAMED
    for task in plan.extraction.tasks:
        duty = find_duty(task, setting)
        division = next((name for name in task.lead if mine and is_division(name, issuer, on=setting.on)), None)
        inner = mine and own and (not task.lead or division is not None) and duty.obligation not in _LEADS
        if task.kind is TaskKind.TARGET or not (duty.obligation.binding or inner):
            continue
        yield BindingTask(
            plan=refer_plan(plan),
            ref=task.ref,
            kind=task.kind,
            heading=task.heading,
            text=task.text,
            obligation=Obligation.LEAD_NAMED if inner else duty.obligation,
            phrase=division or "" if inner else duty.phrase,
            own=mine,
            lead=task.lead,
            coordinate=task.coordinate,
            products=task.products,
            deadline=task.deadline,
            inherited_from=chains.trace(plan, task.ref) if chains else (),
            quote=plan.quote(task),
        )


def is_in_force(plan: PlanReading, on: Date | None) -> bool:
    """Whether a plan speaks of the day: inside its period, or issued by then where it states none."""
    document = plan.extraction.document
    if on is None:
        return True
    if document.period:
        first, last = document.period
        return (first is None or first <= on) and (last is None or on <= last)
    return document.date is None or document.date <= on


def trace_origins(cascade: Cascade, plan: PlanReading) -> dict[str, tuple[Origin, ...]]:
    """The tasks of higher plans that each task was inherited from, nearest plans first; cycles end at their start."""
    chains = cascade.origins or _Chains(cascade)
    return {task.ref: chains.trace(plan, task.ref) for task in plan.extraction.tasks}


class _Chains:
    """Alignments of a cascade, each made once."""

    def __init__(self, cascade: Cascade) -> None:
        self._cascade = cascade
        self._plans = {plan.key: plan for plan in cascade.plans}
        self._alignments: dict[tuple[str, str], Alignment] = {}

    def trace(self, plan: PlanReading, ref: str) -> tuple[Origin, ...]:
        """Breadth first, so that the nearest plans come first."""
        origins: list[Origin] = []
        waiting, seen = [(plan, ref, 1)], {(plan.key, ref)}
        while waiting:
            child, child_ref, depth = waiting.pop(0)
            for parent, origin in self._iter_parents(child, child_ref, depth):
                if (parent.key, origin.ref) not in seen:
                    seen.add((parent.key, origin.ref))
                    origins.append(origin)
                    waiting.append((parent, origin.ref, depth + 1))
        return tuple(origins)

    def _iter_parents(self, child: PlanReading, ref: str, depth: int) -> Iterable[tuple[PlanReading, Origin]]:
        for key in self._cascade.parents.get(child.key, ()):
            parent = self._plans.get(key)
            if parent is None or parent.key == child.key:
                continue
            alignment = self._align(child, parent)
            for draft in alignment.find_drafts(child=ref):
                if draft.state in STRONG:
                    task = draft.parent
                    yield (
                        parent,
                        Origin(
                            plan=refer_plan(parent),
                            ref=task.ref,
                            text=task.text,
                            score=draft.rounded,
                            depth=depth,
                            quote=parent.quote(task),
                        ),
                    )

    def _align(self, child: PlanReading, parent: PlanReading) -> Alignment:
        pair = (child.key, parent.key)
        if pair not in self._alignments:
            self._alignments[pair] = align_plans(child, parent, decisions=self._cascade.decisions)
        return self._alignments[pair]
