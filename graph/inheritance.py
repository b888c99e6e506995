"""Which tasks bind an organisation on a day, and from which higher plans each of them was inherited.

A task of a plan is inherited from a task of a parent plan when the two are linked without doubt (cited, confirmed or
automatic). Chains run upward through as many plans as are at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cancu.graph.alignment import Alignment, align_plans
from cancu.graph.coverage import refer_plan
from cancu.graph.obligations import Setting, find_duty
from cancu.graph.verdicts import STRONG
from cancu.ontology.assessments import Decision, Obligation, PlanReading, PlanReference
from cancu.ontology.records import Date, Deadline, EvidenceSpan, Record, TaskKind


class Origin(Record):
    """A task of a higher plan that a task was inherited from; `depth` 1 is the plan right above."""

    plan: PlanReference
    ref: str
    text: str
    score: float
    depth: int
    quote: EvidenceSpan


class BindingTask(Record):
    """A task that binds the organisation, with the plan that says so and where it comes from."""

    plan: PlanReference
    ref: str
    kind: TaskKind
    text: str
    obligation: Obligation
    phrase: str
    deadline: Deadline | None = None
    inherited_from: tuple[Origin, ...] = ()
    quote: EvidenceSpan


@dataclass(frozen=True)
class Cascade:
    """Plans and their parents, by key (IRI, else number).

    Attributes:
        plans: all plans at hand
        parents: keys of the parents of each plan; parents that are not at hand are passed over
        decisions: rulings of people
    """

    plans: Sequence[PlanReading]
    parents: Mapping[str, Sequence[str]]
    decisions: Sequence[Decision] = ()


def find_binding_tasks(
    organisation: str, cascade: Cascade, *, on: Date | None = None, own: bool = True
) -> tuple[BindingTask, ...]:
    """List what binds an organisation on a day, with the origin of each task.

    A plan counts when the day lies in its period, or, where it states none, when it was issued by then. Every item of
    kind task or duty whose agency fields bind the organisation is listed; in its own plans also items without lead.

    Args:
        organisation: full name
        cascade: the plans and who stands above whom
        on: the day; None takes all plans
        own: whether items without lead in plans that the organisation issued itself count as its own
    """
    chains = _Chains(cascade)
    found = []
    for plan in cascade.plans:
        if not is_in_force(plan, on):
            continue
        issuer = plan.extraction.document.issuer or ""
        setting = Setting(organisation, issuer, on or plan.extraction.document.date)
        mine = own and setting.address(issuer).membership.value == "named" if issuer else False
        for task in plan.extraction.tasks:
            duty = find_duty(task, setting)
            leaderless = mine and not task.lead
            if task.kind is TaskKind.TARGET or not (duty.obligation.binding or leaderless):
                continue
            found.append(
                BindingTask(
                    plan=refer_plan(plan),
                    ref=task.ref,
                    kind=task.kind,
                    text=task.text,
                    obligation=Obligation.LEAD_NAMED if leaderless else duty.obligation,
                    phrase=duty.phrase,
                    deadline=task.deadline,
                    inherited_from=chains.trace(plan, task.ref),
                    quote=plan.quote(task),
                )
            )
    return tuple(found)


def is_in_force(plan: PlanReading, on: Date | None) -> bool:
    """Whether a plan speaks of the day: inside its period, or issued by then where it states none."""
    document = plan.extraction.document
    if on is None:
        return True
    if document.period:
        first, last = document.period
        return (first is None or first <= on) and (last is None or on <= last)
    return document.date is None or document.date <= on


def trace_origins(cascade: Cascade, plan: PlanReading, ref: str) -> tuple[Origin, ...]:
    """The tasks of higher plans that one task was inherited from, nearest plans first; cycles end at their start."""
    return _Chains(cascade).trace(plan, ref)


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
            tasks = {task.ref: task for task in parent.extraction.tasks}
            for link in self._align(child, parent).find_links(child=ref):
                if link.state in STRONG:
                    task = tasks[link.parent]
                    yield (
                        parent,
                        Origin(
                            plan=refer_plan(parent),
                            ref=task.ref,
                            text=task.text,
                            score=link.score,
                            depth=depth,
                            quote=parent.quote(task),
                        ),
                    )

    def _align(self, child: PlanReading, parent: PlanReading) -> Alignment:
        pair = (child.key, parent.key)
        if pair not in self._alignments:
            self._alignments[pair] = align_plans(child, parent, decisions=self._cascade.decisions)
        return self._alignments[pair]
