"""What an organisation has to put into its plan, and what it planned before."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from cancu.graph.drafting import Place, draft_plan, list_own_plans, speaks_of
from cancu.graph.inheritance import Cascade
from cancu.ontology.assessments import LinkState, PlanReading
from cancu.ontology.errors import UnknownNodeError

OFFICE = "Sở Y tế tỉnh Hoài Giang"
Make = Callable[..., PlanReading]


def year_of(year: int, last: int | None = None) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, 1, 1), datetime.date(last or year, 12, 31)


@pytest.fixture
def cascade(make_plan: Make, led: Any, topics: Any, due: Any) -> Cascade:
    long = [
        {"text": topics[0], "lead": ["Các sở, ban, ngành"]},
        {"text": topics[6], "lead": ["Sở Y tế"], "deadline": due("2021-12-31")},
        {"text": topics[7], "lead": ["Sở Y tế"], "deadline": due("2021-12-31", periodic=True)},
        {"text": topics[8], "lead": ["Sở Tư pháp"], "coordinate": ["Sở Y tế"]},
    ]
    plans = [
        make_plan(long, number="1/KH-UBND", date=datetime.date(2020, 12, 1), period=year_of(2021, 2025)),
        make_plan(led(topics[:3], "Các sở, ban, ngành"), number="2/KH-UBND", date=datetime.date(2022, 12, 20),
                  period=year_of(2023)),
        make_plan(led(topics[4:5], "Sở Y tế"), number="3/TB-UBND", date=datetime.date(2019, 5, 5)),
        make_plan([topics[0], topics[9]], issuer=OFFICE, number="4/KH-SYT", date=datetime.date(2021, 12, 28),
                  period=year_of(2022)),
        make_plan([topics[5]], issuer=OFFICE, number="5/KH-SYT", date=datetime.date(2020, 12, 28),
                  period=year_of(2021)),
    ]  # fmt: skip
    return Cascade(plans, {"2/KH-UBND": ["1/KH-UBND"]})


def test_tasks_are_placed_once(cascade: Cascade) -> None:
    sheet = draft_plan(OFFICE, cascade, year=2023)
    assert [(row.task.plan.number, row.task.ref, row.place) for row in sheet.rows] == [
        ("2/KH-UBND", "II.1", Place.DRAFT),
        ("2/KH-UBND", "II.2", Place.DRAFT),
        ("2/KH-UBND", "II.3", Place.DRAFT),
        ("1/KH-UBND", "II.1", Place.CARRIED),
        ("1/KH-UBND", "II.2", Place.PAST),
        ("1/KH-UBND", "II.3", Place.DRAFT),
    ]
    carried = sheet.rows[3].carried_by
    assert [(name.plan.number, name.ref) for name in carried] == [("2/KH-UBND", "II.1")]


def test_the_plan_before_answers_what_it_took_up(cascade: Cascade) -> None:
    sheet = draft_plan(OFFICE, cascade, year=2023)
    assert sheet.previous is not None
    assert sheet.previous.number == "4/KH-SYT"
    first, second, *_ = sheet.rows
    assert [(one.ref, one.state) for one in first.earlier] == [("II.1", LinkState.AUTO)]
    assert first.earlier[0].quote.text == first.earlier[0].text
    assert (first.answered, second.answered) == (True, False)


def test_counts_add_up(cascade: Cascade) -> None:
    counts = draft_plan(OFFICE, cascade, year=2023).counts
    assert counts.binding == counts.draft + counts.carried + counts.past == 6
    assert counts.draft == counts.answered + counts.candidates + counts.unanswered == 4


def test_without_a_year_the_newest_of_the_plans_above_is_taken(cascade: Cascade) -> None:
    assert draft_plan(OFFICE, cascade).year == 2023


def test_a_plan_of_the_year_itself_is_told_and_is_not_the_plan_before(cascade: Cascade) -> None:
    sheet = draft_plan(OFFICE, cascade, year=2022)
    assert sheet.current is not None
    assert sheet.previous is not None
    assert (sheet.current.number, sheet.previous.number) == ("4/KH-SYT", "5/KH-SYT")


def test_plans_of_another_time_are_counted_as_left_out(cascade: Cascade) -> None:
    sheet = draft_plan(OFFICE, cascade, year=2023)
    assert [(one.plan.number, one.reason, one.tasks) for one in sheet.left_out] == [("3/TB-UBND", "out_of_time", 1)]


def test_a_plan_that_was_replaced_is_left_out_with_its_day(cascade: Cascade) -> None:
    day = datetime.date(2022, 5, 5)
    ended = Cascade(cascade.plans, cascade.parents, ended={"1/KH-UBND": day})
    sheet = draft_plan(OFFICE, ended, year=2023)
    assert ("1/KH-UBND", "superseded", day) in [(one.plan.number, one.reason, one.since) for one in sheet.left_out]
    assert [plan.number for plan in sheet.parents] == ["2/KH-UBND"]


def test_who_is_bound_by_nothing_is_told_so(cascade: Cascade) -> None:
    with pytest.raises(UnknownNodeError, match="Không kế hoạch cấp trên nào"):
        draft_plan("UBND huyện Vân Sa", cascade)
    assert draft_plan("UBND huyện Vân Sa", cascade, year=2023).rows == ()


def test_the_order_of_the_plans_does_not_matter(cascade: Cascade) -> None:
    turned = Cascade(tuple(reversed(cascade.plans)), cascade.parents)
    assert draft_plan(OFFICE, turned, year=2023) == draft_plan(OFFICE, cascade, year=2023)


def test_a_paper_without_period_speaks_of_its_year_the_next_and_its_days(make_plan: Make, due: Any) -> None:
    task = {"text": "x", "deadline": due("2025-03-31")}
    plan = make_plan([task], date=datetime.date(2021, 7, 1))
    assert [year for year in range(2019, 2028) if speaks_of(plan, year)] == [2021, 2022, 2025]


def test_notices_are_no_plans_of_its_own(make_plan: Make) -> None:
    notice = make_plan(["x"], issuer=OFFICE, number="9/TB-SYT", date=datetime.date(2021, 7, 1))
    assert list_own_plans(OFFICE, [notice]) == []
