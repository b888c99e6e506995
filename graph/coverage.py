"""Coverage of a parent plan by a child plan: every parent's task judged, every child's task placed, all with quotes.

`assess_coverage` is the main question of cancu. It reads the duty of every parent's item for one organisation on one
day, aligns the two plans, lets `decide_status` judge, adds the checks on the pair and counts. It never reads bytes and
never changes anything; the same input gives the same report, whatever the order of tasks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cancu.graph import checks
from cancu.graph.alignment import Alignment
from cancu.graph.copying import CopyIndex
from cancu.graph.delegation import find_deep
from cancu.graph.obligations import Duty
from cancu.graph.pair_study import Context, Judgement, PairStudy, study_pair
from cancu.graph.pinpoints import cites_plan
from cancu.graph.plan_findings import find_pair_findings
from cancu.graph.verdicts import RULES, STRONG
from cancu.ontology.assessments import (
    ChildAssessment,
    ChildStatus,
    Counts,
    CoverageReport,
    LinkedTask,
    LinkState,
    Obligation,
    PlanReading,
    PlanReference,
    Rates,
    Status,
    TaskAssessment,
    TaskLink,
)
from cancu.ontology.records import Date, Severity, Task, TaskKind

__all__ = [
    "Context",
    "assess_coverage",
    "assess_tasks",
    "cites_parent",
    "compute_rates",
    "count_tasks",
    "find_failures",
    "refer_plan",
    "report_study",
    "study_pair",
]


def assess_coverage(
    child: PlanReading,
    parent: PlanReading,
    *,
    organisation: str | None = None,
    as_of: Date | None = None,
    context: Context | None = None,
) -> CoverageReport:
    """Judge how the child plan covers what the parent plan asks of the organisation.

    Counts and rates speak of items of kind `task`; duties and targets are judged and listed beside them. A gap carries
    its nearest tasks. Whether tasks are *done* is not looked at.

    Args:
        child: the plan that should take over
        parent: the plan that demands
        organisation: whose duties count; the issuer of the child if None
        as_of: the day on which groups and levels are read; the child's date, else the parent's, if None
        context: rulings, rules, plans of units, and what the store knows
    """
    return report_study(study_pair(child, parent, organisation=organisation, as_of=as_of, context=context))


def report_study(study: PairStudy) -> CoverageReport:
    """Report what a study of a pair of plans found."""
    tasks = assess_tasks(study)
    counts = count_tasks(tasks, deep=False)
    cites = cites_parent(study)
    return CoverageReport(
        child=refer_plan(study.child),
        parent=refer_plan(study.parent),
        organisation=study.setting.organisation,
        as_of=study.setting.on,
        child_cites_parent=cites,
        rule_set=study.rules.name,
        counts=counts,
        deep_counts=count_tasks(tasks, deep=True),
        rates=compute_rates(counts),
        tasks=tasks,
        child_tasks=tuple(_assess_children(study)),
        findings=(*find_pair_findings(study.alignment, study.setting, cites=cites), *study.context.findings),
    )


def assess_tasks(study: PairStudy) -> tuple[TaskAssessment, ...]:
    """The verdicts on all items of the parent, in the order of its text."""
    return tuple(_assess_task(study, judgement) for judgement in study.judgements)


def cites_parent(study: PairStudy) -> bool:
    """Whether the child cites the parent, as the store knows or else as the printed numbers tell."""
    known = study.context.cites_parent
    return cites_plan(study.child, study.parent) if known is None else known


def _assess_task(study: PairStudy, judgement: Judgement) -> TaskAssessment:
    task, verdict = judgement.task, judgement.verdict
    links = judgement.links
    if verdict.status is Status.GAP or not links:
        links = study.alignment.find_nearest(task.ref)
    deep = find_deep(study, judgement)
    return TaskAssessment(
        ref=task.ref,
        kind=task.kind,
        heading=task.heading,
        text=task.text,
        obligation=judgement.duty.obligation,
        phrase=judgement.duty.phrase,
        status=verdict.status,
        deep=deep.status,
        chain=deep.chain if verdict.status is Status.DELEGATED else (),
        rule=verdict.rule,
        explanation=RULES[verdict.rule][0],
        links=tuple(_show_links(study.alignment, links)),
        checks=judgement.checks,
        quote=study.parent.quote(task),
    )


def _show_links(alignment: Alignment, links: Iterable[TaskLink]) -> Iterable[LinkedTask]:
    for link in links:
        yield LinkedTask(
            ref=link.child,
            score=link.score,
            state=link.state,
            shared=link.shared,
            quote=alignment.child.quote(alignment.child_tasks[link.child]),
            cosine=link.cosine,
            suspect=link.suspect,
        )


def _assess_children(study: PairStudy) -> Iterable[ChildAssessment]:
    names = [citation.name for citation in study.child.extraction.citations if citation.name]
    parents = study.alignment.parent_tasks
    index = CopyIndex((task.text for task in parents.values()), run=study.rules.copy_run, names=names)
    duties = {judgement.task.ref: judgement.duty for judgement in study.judgements}
    missing = {items.child for items in study.alignment.cited if items.missing}
    for task in sorted(study.child.extraction.tasks, key=lambda task: (task.start, task.ref)):
        links = study.alignment.find_links(child=task.ref)
        copying = index.measure(task.text)
        taken = [link.parent for link in links if link.state in STRONG]
        verbatim = checks.check_copying(parents.get(taken[0]) if taken else None, task, copying, study.rules)
        found = (*checks.check_lead(task, study.child.extraction.document), *([verbatim] if verbatim else []))
        yield ChildAssessment(
            ref=task.ref,
            kind=task.kind,
            text=task.text,
            status=_place_child(task, links, duties, orphaned=task.ref in missing),
            copied=round(copying.share, 4),
            parents=tuple(taken),
            checks=found,
            quote=study.child.quote(task),
        )


def _place_child(task: Task, links: Sequence[TaskLink], duties: Mapping[str, Duty], *, orphaned: bool) -> ChildStatus:
    """What a child's task is to the parent; a task that takes over anything of its own is never unwanted.

    Nor is a duty: every plan says in its own part on organisation who follows up and reports.
    """
    taken = [duties[link.parent].obligation for link in links if link.state in STRONG]
    if taken:
        others = set(taken) == {Obligation.NONE} and task.kind is not TaskKind.DUTY
        return ChildStatus.UNWANTED if others else ChildStatus.LINKED
    if orphaned:
        return ChildStatus.ORPHANED
    if any(link.state is LinkState.CANDIDATE for link in links):
        return ChildStatus.REVIEW
    return ChildStatus.LOCAL


def refer_plan(plan: PlanReading) -> PlanReference:
    """A plan as reports name it."""
    document = plan.extraction.document
    return PlanReference(
        iri=plan.iri,
        number=document.number,
        title=document.plan_title or document.title,
        issuer=document.issuer,
        date=document.date,
    )


def count_tasks(tasks: Iterable[TaskAssessment], *, deep: bool) -> Counts:
    """Count items of kind `task` by status, and by duty those that bind nobody here; `deep` follows delegation."""
    counts = dict.fromkeys(Counts.model_fields, 0)
    for task in tasks:
        if task.kind is not TaskKind.TASK:
            continue
        if task.obligation.binding:
            status = task.deep if deep else task.status
            counts["binding"] += 1
            # A cycle covers nothing: among the counts it is a gap.
            counts["gap" if status is Status.CYCLE else status.value] += 1
        elif task.obligation.value in counts:
            counts[task.obligation.value] += 1
    return Counts(**counts)


def compute_rates(counts: Counts) -> Rates:
    """Strict = covered, wide = covered + partial, over the binding tasks less exempt and not applicable; not rounded.

    Example:
        >>> round(compute_rates(Counts(binding=10, covered=6, partial=1, gap=2, exempt=1)).wide or 0, 4)
        0.7778
    """
    total = counts.binding - counts.exempt - counts.not_applicable
    if not total:
        return Rates()
    return Rates(strict=counts.covered / total, wide=(counts.covered + counts.partial) / total)


def find_failures(report: CoverageReport, conditions: Iterable[str]) -> tuple[str, ...]:
    """Which of the conditions of `--fail-on` hold: gap, review, partial, verbatim, late, missing_element.

    Statuses are those of binding tasks. A `verbatim` that is only an info (unit and time are the child's own) does not
    fail.

    Raises:
        ValueError: a condition is unknown.
    """
    codes = {check.code for task in report.tasks for check in task.checks}
    codes |= {check.code for task in report.child_tasks for check in task.checks if check.severity is not Severity.INFO}
    holds = {
        "gap": report.counts.gap > 0,
        "review": report.counts.review > 0,
        "partial": report.counts.partial > 0,
        "verbatim": "verbatim" in codes,
        "late": "late" in codes,
        "missing_element": bool(codes & checks.MISSING_ELEMENTS),
    }
    wanted = list(conditions)
    unknown = sorted(set(wanted) - holds.keys())
    if unknown:
        raise ValueError(f"unknown conditions: {', '.join(unknown)}; known: {', '.join(holds)}")
    return tuple(condition for condition in wanted if holds[condition])
