"""Tasks that bind an organisation and where they come from."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cancu.graph.embedded import EmbeddedKnowledge
from cancu.graph.inheritance import Cascade, find_binding_tasks, find_left_out, is_in_force, trace_origins
from cancu.graph.known_organisations import list_printed_names
from cancu.graph.network import build_graph
from cancu.graph.store import Store
from cancu.ontology.assessments import PlanReading

DAY = datetime.date(2022, 6, 1)
YEAR = (datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))


@pytest.fixture
def cascade(make_plan: Callable[..., PlanReading], led: Any, topics: Any) -> Cascade:
    nation = make_plan(led(topics[:4], "UBND cấp tỉnh"), issuer="Chính phủ", number="1/NQ-CP", period=YEAR)
    province = make_plan(led(topics[:4], "Các sở, ban, ngành"), number="2/KH-UBND", period=YEAR)
    office = make_plan(topics[:3], issuer="Sở Y tế tỉnh Hoài Giang", number="3/KH-SYT", period=YEAR)
    parents = {"3/KH-SYT": ["2/KH-UBND"], "2/KH-UBND": ["1/NQ-CP", "9/QĐ-TTg"]}
    return Cascade([nation, province, office], parents)


def test_tasks_come_with_the_chain_they_were_inherited_through(cascade: Cascade) -> None:
    tasks = find_binding_tasks("Sở Y tế tỉnh Hoài Giang", cascade, on=DAY)
    assert [(task.plan.number, task.ref) for task in tasks] == [
        *(("2/KH-UBND", f"II.{place}") for place in range(1, 5)),
        *(("3/KH-SYT", f"II.{place}") for place in range(1, 4)),
    ]
    own = tasks[4]
    assert [(origin.plan.number, origin.ref, origin.depth) for origin in own.inherited_from] == [
        ("2/KH-UBND", "II.1", 1),
        ("1/NQ-CP", "II.1", 2),
    ]
    assert all(origin.quote.text for origin in own.inherited_from)


def test_plans_of_other_years_do_not_bind(cascade: Cascade) -> None:
    assert find_binding_tasks("Sở Y tế tỉnh Hoài Giang", cascade, on=datetime.date(2024, 1, 1)) == ()


def test_a_plan_without_period_binds_from_its_day(make_plan: Callable[..., PlanReading]) -> None:
    plan = make_plan(["x"], date=DAY)
    assert is_in_force(plan, DAY)
    assert not is_in_force(plan, DAY - datetime.timedelta(days=1))
    assert is_in_force(plan, None)


def test_a_cascade_that_returns_to_its_start_ends(cascade: Cascade) -> None:
    looped = Cascade(cascade.plans, dict(cascade.parents) | {"1/NQ-CP": ["3/KH-SYT"]})
    origins = trace_origins(looped, cascade.plans[2])["II.1"]
    assert [origin.plan.number for origin in origins] == ["2/KH-UBND", "1/NQ-CP"]


def test_a_plan_binds_nobody_outside_its_reach(make_plan: Callable[..., PlanReading], led: Any, topics: Any) -> None:
    district = make_plan(led(topics[:2], "Sở Y tế"), issuer="UBND huyện Vân Sa", number="4/KH-UBND")
    office = make_plan(led(topics[:2], "Sở Y tế"), issuer="Văn phòng UBND tỉnh Hoài Giang", number="5/KH-VP")
    assert find_binding_tasks("Sở Y tế tỉnh Hoài Giang", Cascade([district, office], {})) == ()


def test_a_plan_that_was_replaced_does_not_bind_any_more(cascade: Cascade) -> None:
    ended = Cascade(cascade.plans, cascade.parents, ended={"2/KH-UBND": DAY})
    before = find_binding_tasks("Sở Y tế tỉnh Hoài Giang", ended, on=DAY - datetime.timedelta(days=1))
    after = find_binding_tasks("Sở Y tế tỉnh Hoài Giang", ended, on=DAY)
    assert {task.plan.number for task in before} == {"2/KH-UBND", "3/KH-SYT"}
    assert {task.plan.number for task in after} == {"3/KH-SYT"}
    left = find_left_out("Sở Y tế tỉnh Hoài Giang", ended, DAY)
    assert [(one.plan.number, one.reason, one.since, one.tasks) for one in left] == [
        ("2/KH-UBND", "superseded", DAY, 4)
    ]


def test_plans_of_another_time_are_counted_as_left_out(cascade: Cascade) -> None:
    left = find_left_out("Sở Y tế tỉnh Hoài Giang", cascade, datetime.date(2024, 1, 1))
    assert [(one.plan.number, one.reason, one.tasks) for one in left] == [
        ("2/KH-UBND", "out_of_time", 4),
        ("3/KH-SYT", "out_of_time", 3),
    ]


def test_what_a_division_leads_is_the_organisations_own(
    make_plan: Callable[..., PlanReading], led: Any, topics: Any
) -> None:
    office = "Sở Y tế tỉnh Hoài Giang"
    plan = make_plan(
        [*led(topics[:1], "Phòng Kế hoạch - Tài chính"), *led(topics[1:2], "Sở Nội vụ")], issuer=office, number="6/KH"
    )
    found = find_binding_tasks(office, Cascade([plan], {}))
    assert [(task.ref, task.phrase, task.own) for task in found] == [("II.1", "Phòng Kế hoạch - Tài chính", True)]
    assert find_binding_tasks(office, Cascade([plan], {}), own=False) == ()


@pytest.fixture
def knowledge(sample_store: Path) -> Iterator[EmbeddedKnowledge]:
    with Store.open(sample_store, read_only=True) as store:
        graph = build_graph(store)
        yield EmbeddedKnowledge(store, lambda: graph)


def test_only_the_plans_asked_for_and_those_above_them_are_read(knowledge: EmbeddedKnowledge) -> None:
    every = knowledge.read_plans()
    assert len(every.plans) > 8
    for organisation in ("Sở Nội vụ tỉnh Hoài Giang", "UBND huyện Vân Sa", "UBND tỉnh Hoài Giang"):
        some = knowledge.read_plans(organisation=organisation, on=DAY)
        assert len(some.plans) < len(every.plans)
        for day in (DAY, None):
            assert find_binding_tasks(organisation, some, on=day) == find_binding_tasks(organisation, every, on=day)
        assert find_left_out(organisation, some, DAY) == find_left_out(organisation, every, DAY)
    for plan in every.plans:
        alone = knowledge.read_plans(plan=plan.iri)
        assert trace_origins(alone, plan) == trace_origins(every, plan)


def test_the_names_that_plans_print_are_those_of_the_plans(knowledge: EmbeddedKnowledge) -> None:
    assert sorted(knowledge.list_printed_names()) == sorted(list_printed_names(knowledge.read_plans().plans))
