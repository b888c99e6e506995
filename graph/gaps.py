"""The matrix: many child plans against the binding tasks of their parents.

One row per child plan, one cell per binding task of its parent; totals reconcile with the single reports, because
both come from `assess_coverage`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cancu.graph.coverage import Context, assess_coverage, compute_rates
from cancu.ontology.assessments import Counts, CoverageReport, PlanReading, PlanReference, Rates, Status, TaskAssessment
from cancu.ontology.orthography import fold
from cancu.ontology.records import Date, Record, TaskKind


@dataclass(frozen=True)
class PlanPair:
    """A child plan with the parent that it is measured against, and the organisation asked about."""

    child: PlanReading
    parent: PlanReading
    organisation: str | None = None
    as_of: Date | None = None


class MatrixCell(Record):
    """One binding task of the parent as the child covers it."""

    ref: str
    text: str
    status: Status
    deep: Status
    nearest: tuple[str, ...] = ()


class MatrixRow(Record):
    """One child plan."""

    child: PlanReference
    parent: PlanReference
    organisation: str
    child_cites_parent: bool
    counts: Counts
    rates: Rates
    cells: tuple[MatrixCell, ...]


class CoverageMatrix(Record):
    """All rows, worst coverage first, and their sums."""

    rows: tuple[MatrixRow, ...]
    counts: Counts
    rates: Rates


def build_matrix(
    pairs: Iterable[PlanPair], *, topic: str | None = None, context: Context | None = None
) -> CoverageMatrix:
    """Judge every pair and set the binding tasks side by side.

    Args:
        pairs: child, parent and organisation; which plans of which level and unit is the caller's choice
        topic: keeps only tasks whose text or heading holds these words, with or without marks, or whose area code it is
        context: rulings and rules for all pairs
    """
    reports = [_assess_pair(pair, context) for pair in pairs]
    rows = [_build_row(report, _choose_tasks(report, topic, pair)) for pair, report in reports]
    rows.sort(
        key=lambda row: (row.rates.strict is None, row.rates.strict or 0.0, row.organisation, row.parent.number or "")
    )
    counts = _sum_counts([row.counts for row in rows])
    return CoverageMatrix(rows=tuple(rows), counts=counts, rates=compute_rates(counts))


def _assess_pair(pair: PlanPair, context: Context | None) -> tuple[PlanPair, CoverageReport]:
    report = assess_coverage(pair.child, pair.parent, organisation=pair.organisation, as_of=pair.as_of, context=context)
    return pair, report


def _choose_tasks(report: CoverageReport, topic: str | None, pair: PlanPair) -> list[TaskAssessment]:
    areas = {task.ref: task.area for task in pair.parent.extraction.tasks}
    binding = [task for task in report.tasks if task.kind is TaskKind.TASK and task.obligation.binding]
    if not topic:
        return binding
    words = fold(topic)
    return [
        task
        for task in binding
        if words in fold(task.text) or words in fold(task.heading or "") or topic == areas.get(task.ref)
    ]


def _build_row(report: CoverageReport, tasks: Sequence[TaskAssessment]) -> MatrixRow:
    cells = tuple(
        MatrixCell(
            ref=task.ref,
            text=task.text,
            status=task.status,
            deep=task.deep,
            nearest=tuple(link.ref for link in task.links[:3]),
        )
        for task in tasks
    )
    numbers = dict.fromkeys(Counts.model_fields, 0) | {"binding": len(cells)}
    for cell in cells:
        numbers[cell.status.value] += 1
    counts = Counts(**numbers)
    return MatrixRow(
        child=report.child,
        parent=report.parent,
        organisation=report.organisation,
        child_cites_parent=report.child_cites_parent,
        counts=counts,
        rates=compute_rates(counts),
        cells=cells,
    )


def _sum_counts(parts: Sequence[Counts]) -> Counts:
    return Counts(**{name: sum(getattr(part, name) for part in parts) for name in Counts.model_fields})
