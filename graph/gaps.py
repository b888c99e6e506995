"""The matrix: many child plans against the binding tasks of their parents.

One row per child plan, one cell per binding task of its parent; totals reconcile with the single reports, because
both come from the same verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cancu.graph.coverage import Context, assess_tasks, cites_parent, compute_rates, refer_plan
from cancu.graph.pair_study import PairStudy, study_pair
from cancu.ontology.assessments import Counts, PlanReading, PlanReference, Rates, Status
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


class MatrixHead(NamedTuple):
    """What a row says of its pair of plans as a whole."""

    child: PlanReference
    parent: PlanReference
    organisation: str
    child_cites_parent: bool


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
    rows = []
    for pair in pairs:
        study = study_pair(pair.child, pair.parent, organisation=pair.organisation, as_of=pair.as_of, context=context)
        plans = refer_plan(pair.child), refer_plan(pair.parent)
        head = MatrixHead(*plans, study.setting.organisation, cites_parent(study))
        rows.append(make_row(head, _list_cells(study, topic)))
    return arrange_matrix(rows)


def make_row(head: MatrixHead, cells: Iterable[MatrixCell]) -> MatrixRow:
    """Count the cells of a pair of plans."""
    kept = tuple(cells)
    numbers = dict.fromkeys(Counts.model_fields, 0) | {"binding": len(kept)}
    for cell in kept:
        numbers[cell.status.value] += 1
    counts = Counts(**numbers)
    return MatrixRow(**head._asdict(), counts=counts, rates=compute_rates(counts), cells=kept)


def arrange_matrix(rows: Iterable[MatrixRow]) -> CoverageMatrix:
    """Put rows in the order of their coverage, worst first, and add them up."""
    ordered = sorted(
        rows,
        key=lambda row: (row.rates.strict is None, row.rates.strict or 0.0, row.organisation, row.parent.number or ""),
    )
    counts = _sum_counts([row.counts for row in ordered])
    return CoverageMatrix(rows=tuple(ordered), counts=counts, rates=compute_rates(counts))


def _list_cells(study: PairStudy, topic: str | None) -> list[MatrixCell]:
    """The binding tasks of a pair, all or those of a topic."""
    areas = {task.ref: task.area for task in study.parent.extraction.tasks}
    words = fold(topic or "")
    return [
        MatrixCell(
            ref=task.ref,
            text=task.text,
            status=task.status,
            deep=task.deep,
            nearest=tuple(link.ref for link in task.links[:3]),
        )
        for task in assess_tasks(study)
        if task.kind is TaskKind.TASK
        and task.obligation.binding
        and (not topic or words in fold(task.text) or words in fold(task.heading or "") or topic == areas.get(task.ref))
    ]


def _sum_counts(parts: Sequence[Counts]) -> Counts:
    return Counts(**{name: sum(getattr(part, name) for part in parts) for name in Counts.model_fields})
