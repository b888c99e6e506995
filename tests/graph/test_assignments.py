"""The list of what binds an organisation adds up."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from cancu.graph.assignments import Assignments, compile_assignments
from cancu.graph.inheritance import Cascade
from cancu.ontology.assessments import PlanReading
from cancu.ontology.records import TaskKind

OFFICE = "Sở Y tế tỉnh Hoài Giang"
DAY = datetime.date(2022, 6, 1)
YEAR = (datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))


@pytest.fixture
def assignments(make_plan: Callable[..., PlanReading], led: Any, topics: Any, due: Any) -> Assignments:
    older = make_plan(led(topics[:2], "Sở Y tế"), number="1/KH-UBND", date=datetime.date(2021, 5, 1))
    tasks = [
        {"text": topics[2], "lead": ["Các sở, ban, ngành"], "deadline": due("2022-09-30")},
        {"text": topics[3], "lead": ["Sở Y tế"], "kind": TaskKind.DUTY},
        {"text": topics[4], "lead": ["Văn phòng UBND tỉnh"], "products": ["Kế hoạch thực hiện của các sở, ban, ngành"]},
        {"text": topics[5], "lead": ["Sở Tư pháp"], "coordinate": ["Các sở, ban, ngành"]},
    ]
    newer = make_plan(tasks, number="2/KH-UBND", date=datetime.date(2021, 12, 20), period=YEAR)
    own = make_plan(topics[:3], issuer=OFFICE, number="3/KH-SYT", period=YEAR)
    past = make_plan(led(topics[:1], "Sở Y tế"), number="4/KH-UBND", period=(None, datetime.date(2020, 12, 31)))
    return compile_assignments(OFFICE, Cascade([older, newer, own, past], {}), on=DAY)


def test_the_newest_plan_comes_first_and_plans_of_its_own_are_apart(assignments: Assignments) -> None:
    assert [(task.plan.number, task.ref) for task in assignments.assigned] == [
        *(("2/KH-UBND", f"II.{place}") for place in (1, 2, 3)),
        *(("1/KH-UBND", f"II.{place}") for place in (1, 2)),
    ]
    assert [task.plan.number for task in assignments.own] == ["3/KH-SYT"] * 3


def test_counts_by_duty_add_up_to_what_is_assigned(assignments: Assignments) -> None:
    counts = assignments.counts
    assert (counts.assigned, counts.own, counts.plans) == (5, 3, 2)
    assert (counts.lead_named, counts.lead_group, counts.product_duty) == (3, 1, 1)
    assert counts.lead_named + counts.lead_group + counts.product_duty == counts.assigned
    assert (counts.duties, counts.dated) == (1, 1)


def test_a_task_carries_what_is_printed_of_it(assignments: Assignments) -> None:
    third = assignments.assigned[2]
    assert third.products == ("Kế hoạch thực hiện của các sở, ban, ngành",)
    assert third.lead == ("Văn phòng UBND tỉnh",)
    assert third.quote.text == third.text


def test_plans_of_another_time_are_left_out_and_counted(assignments: Assignments) -> None:
    assert [(one.plan.number, one.tasks) for one in assignments.left_out] == [("4/KH-UBND", 1)]
    assert assignments.as_of == DAY
