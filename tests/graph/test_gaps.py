"""The matrix of several child plans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cancu.graph.coverage import assess_coverage
from cancu.graph.gaps import PlanPair, build_matrix
from cancu.ontology.assessments import PlanReading


def test_rows_reconcile_with_single_reports_and_the_worst_comes_first(
    make_plan: Callable[..., PlanReading], led: Any, topics: Any
) -> None:
    parent = make_plan(led(topics, "Các sở, ban, ngành"))
    good, poor = make_plan(topics, issuer="Sở Y tế"), make_plan(topics[:2], issuer="Sở Nội vụ")
    matrix = build_matrix([PlanPair(good, parent), PlanPair(poor, parent)])
    assert [row.organisation for row in matrix.rows] == ["Sở Nội vụ", "Sở Y tế"]
    assert matrix.rows[0].counts == assess_coverage(poor, parent).counts
    assert matrix.counts.binding == 20
    assert matrix.counts.covered == sum(row.counts.covered for row in matrix.rows)
    assert all(cell.nearest for row in matrix.rows for cell in row.cells)


def test_a_topic_keeps_the_tasks_that_speak_of_it(make_plan: Callable[..., PlanReading], led: Any, topics: Any) -> None:
    parent = make_plan(led(topics, "Các sở, ban, ngành"))
    matrix = build_matrix([PlanPair(make_plan(topics), parent, organisation="Sở Y tế")], topic="so hoa")
    assert [cell.ref for cell in matrix.rows[0].cells] == ["II.9"]
    assert matrix.rows[0].counts.binding == 1


def test_no_pairs_make_an_empty_matrix() -> None:
    assert build_matrix([]).rates.strict is None
