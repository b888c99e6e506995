"""Explanations show everything that a verdict rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cancu.graph.coverage import study_pair
from cancu.graph.explanation import explain_task
from cancu.graph.pair_study import PairStudy
from cancu.ontology.assessments import PlanReading
from cancu.ontology.errors import UnknownNodeError


@pytest.fixture
def study(make_plan: Callable[..., PlanReading], led: Any, topics: Any) -> PairStudy:
    parent = make_plan(led(topics, "Các sở, ban, ngành"), number="12/KH-UBND")
    return study_pair(make_plan(topics[:5], issuer="Sở Y tế tỉnh Hoài Giang"), parent)


def test_a_covered_task_names_duty_rule_and_parts_of_the_score(study: PairStudy) -> None:
    found = explain_task(study, "II.1")
    assert (found.status.value, found.rule, found.obligation.value) == ("covered", "auto", "lead_group")
    assert "Các sở, ban, ngành" in found.duty
    best = found.candidates[0]
    assert best.score == pytest.approx(min(1.0, best.undamped * best.relative), abs=1e-5)
    assert best.shared
    assert study.child.text[best.quote.start : best.quote.end] == best.quote.text
    assert (found.thresholds.high, found.thresholds.low, found.thresholds.verified) == (0.35, 0.18, False)


def test_a_gap_shows_three_candidates(study: PairStudy) -> None:
    found = explain_task(study, "II.10")
    assert found.status.value in {"gap", "review"}
    assert len(found.candidates) >= 3


def test_an_unknown_item_is_an_error_that_names_items(study: PairStudy) -> None:
    with pytest.raises(UnknownNodeError, match=r"II\.1"):
        explain_task(study, "IX.9")
