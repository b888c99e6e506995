"""A pair of plans studied for one organisation: every duty read, every link found, every status decided.

Reports, explanations and matrices are made from a `PairStudy`; nothing is judged anywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cancu.graph import checks
from cancu.graph.alignment import Alignment, align_plans
from cancu.graph.obligations import Duty, Setting, find_duty
from cancu.graph.organisations import is_lower_unit
from cancu.graph.rulings import Rulings
from cancu.graph.targets import check_targets
from cancu.graph.unit_links import LinkUnits, UnitLinks, mark_links
from cancu.graph.verdicts import STRONG, Verdict, decide_status
from cancu.ontology.assessments import Check, Decision, LinkState, PlanReading, Status, TaskLink, hash_text
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Date, Finding, Task, TaskKind
from cancu.ontology.rule_sets import RuleSet, load_rule_set

_ASSIGNING = ("giao ", "phân công ", "chỉ đạo ", "yêu cầu ")


@dataclass(frozen=True)
class Context:
    """What is known beside the two plans.

    Attributes:
        decisions: rulings of people
        rules: thresholds and limits; None for the default rule set
        unit_plans: plans of the units that tasks may be delegated to, by the name of the unit
        link_units: tells the links of all these plans; None compares each here when it is needed
        cites_parent: whether the child cites the parent, where the store knows better than the printed numbers
        findings: what else the store found about the child, such as `superseded_basis`; passed on into the report
    """

    decisions: Sequence[Decision] = ()
    rules: RuleSet | None = None
    unit_plans: Mapping[str, PlanReading] = field(default_factory=dict)
    link_units: LinkUnits | None = None
    cites_parent: bool | None = None
    findings: Sequence[Finding] = ()


@dataclass(frozen=True)
class Judgement:
    """One parent's item with everything that its verdict rests on.

    Attributes:
        handed: lower units that the child's text puts in the lead of everything that takes the item over
    """

    task: Task
    duty: Duty
    links: tuple[TaskLink, ...]
    verdict: Verdict
    checks: tuple[Check, ...]
    handed: tuple[str, ...] = ()


@dataclass(frozen=True)
class PairStudy:
    """A pair of plans studied for one organisation: what reports and explanations are made from."""

    child: PlanReading
    parent: PlanReading
    setting: Setting
    context: Context
    rules: RuleSet
    alignment: Alignment
    rulings: Rulings
    judgements: tuple[Judgement, ...]
    _unit_links: dict[tuple[str, bool], UnitLinks] = field(default_factory=dict, repr=False)

    def link_unit(self, unit: str, *, with_child: bool = False) -> UnitLinks | None:
        """The links of the plan of a unit with the parent or the child; None where no plan of it is at hand."""
        name = self._unit_names.get(match_key(unit))
        if name is None:
            return None
        if (name, with_child) not in self._unit_links:
            above = self.child if with_child else self.parent
            found = self._link_units(name, above).items()
            self._unit_links.update({(one, with_child): links for one, links in found})
        return self._unit_links[name, with_child]

    def _link_units(self, name: str, above: PlanReading) -> Mapping[str, UnitLinks]:
        """The links of the plan of one unit, at least."""
        if self.context.link_units:
            return self.context.link_units(above)
        plan = self.context.unit_plans[name]
        return {name: mark_links(align_plans(plan, above, decisions=self.context.decisions, rules=self.rules))}

    @cached_property
    def _unit_names(self) -> dict[str, str]:
        """The units whose plans are at hand, by what their names are compared by; of two alike the first."""
        return {match_key(name): name for name in reversed(list(self.context.unit_plans))}


def study_pair(
    child: PlanReading,
    parent: PlanReading,
    *,
    organisation: str | None = None,
    as_of: Date | None = None,
    context: Context | None = None,
) -> PairStudy:
    """Read duties, align and judge; arguments as for `assess_coverage`."""
    context = context or Context()
    rules = context.rules or load_rule_set()
    theirs, ours = parent.extraction.document, child.extraction.document
    setting = Setting(organisation or ours.issuer or "", theirs.issuer or "", as_of or ours.date or theirs.date)
    alignment = align_plans(child, parent, decisions=context.decisions, rules=rules)
    rulings = Rulings(context.decisions)
    tasks = sorted(parent.extraction.tasks, key=lambda task: (task.start, task.ref))
    judgements = tuple(_judge(task, alignment, setting, rulings) for task in tasks)
    return PairStudy(child, parent, setting, context, rules, alignment, rulings, judgements)


def _judge(task: Task, alignment: Alignment, setting: Setting, rulings: Rulings) -> Judgement:
    duty = find_duty(task, setting)
    links = alignment.find_links(parent=task.ref)
    takers = [alignment.child_tasks[link.child] for link in links if link.state in STRONG]
    count = checks.count_products(task, takers, setting.organisation, setting.issuer)
    ruled = rulings.find_task(hash_text(task.text), setting.organisation)
    contested = not links and duty.obligation.binding and alignment.is_contested(task.ref)
    verdict = decide_status(duty.obligation, links, ruled, products_short=count.short, contested=contested)
    found = _check_pair(task, takers, alignment)
    handed = find_handed_down(takers, setting.organisation, setting.on)
    handed = handed if _is_meant_to_hand(task, takers, links, setting, alignment.rules) else ()
    if handed and verdict.status in {Status.COVERED, Status.PARTIAL}:
        verdict = Verdict(Status.DELEGATED, "handed_down")
    return Judgement(task, duty, links, verdict, (*found, *checks.check_products(count)), handed)


def find_handed_down(takers: Sequence[Task], organisation: str, on: Date | None) -> tuple[str, ...]:
    """The lower units that a plan hands a task down to: all leads of all tasks that take it over; else nothing.

    Args:
        takers: the child's tasks that take the item over
        organisation: whose plan it is
        on: day for which levels are read
    """
    leads = list(dict.fromkeys(name for task in takers for name in task.lead))
    if not leads or not all(task.lead for task in takers):
        return ()
    return tuple(leads) if all(is_lower_unit(name, organisation, on=on) for name in leads) else ()


def _is_meant_to_hand(
    task: Task, takers: Sequence[Task], links: Sequence[TaskLink], setting: Setting, rules: RuleSet
) -> bool:
    """Whether the lower units in the lead are a delegation, not the sign of another task on a like object.

    It is one where the parent's task names lower units itself, the child's text says that it assigns, a person or a
    citation made the link, or the texts are near verbatim.
    """
    if any(is_lower_unit(name, setting.organisation, on=setting.on) for name in (*task.lead, *task.coordinate)):
        return True
    if any(match_key(child.text).startswith(_ASSIGNING) for child in takers):
        return True
    strong = [link for link in links if link.state in STRONG]
    return any(link.state is not LinkState.AUTO or link.cosine >= rules.verbatim_share for link in strong)


def _check_pair(task: Task, takers: Sequence[Task], alignment: Alignment) -> tuple[Check, ...]:
    """The checks of a parent's task against the child's tasks that take it over, each outcome once."""
    document = alignment.parent.extraction.document
    times = [checks.check_deadline(task, child, document) for child in takers if child.deadline]
    found = [check for check in times if check]
    below = alignment.child.extraction.document
    found += [check for child in takers for check in check_targets(task, child, document, below)]
    if task.kind is TaskKind.TASK:
        found += checks.check_elements(takers)
    return tuple(dict.fromkeys(found))
