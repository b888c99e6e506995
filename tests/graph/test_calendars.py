"""The days on which something is due from an organisation."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from cancu.graph.calendars import DeadlineCalendar, Undated, build_calendar, group_by_month
from cancu.graph.inheritance import Cascade
from cancu.ontology.assessments import PlanReading

OFFICE = "Sở Y tế tỉnh Hoài Giang"
PERIOD = (datetime.date(2021, 1, 1), datetime.date(2023, 12, 31))
Make = Callable[..., PlanReading]


def on(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def cascade(make_plan: Make, topics: Any, due: Any) -> Cascade:
    deadlines = (
        due("2022-03-31", "2022-12-15", text="kế hoạch 31/3, báo cáo 15/12"),
        due(text="trước ngày 30 tháng 11 hằng năm", periodic=True),
        due(text="Thường xuyên", ongoing=True),
        due(text="Sau khi UBND tỉnh ban hành"),
        due(text="Hằng quý", periodic=True),
        due(text="kịp thời"),
        None,
    )
    tasks = [
        {"text": text, "lead": ["Sở Y tế"], **({"deadline": deadline} if deadline else {})}
        for text, deadline in zip(topics, deadlines, strict=False)
    ]
    plan = make_plan(tasks, number="2/KH-UBND", period=PERIOD, date=on("2020-12-20"))
    own = make_plan([{"text": topics[8], "deadline": due("2023-06-30")}], issuer=OFFICE, number="3/KH-SYT")
    return Cascade([plan, own], {})


@pytest.fixture
def calendar(cascade: Cascade) -> DeadlineCalendar:
    return build_calendar(OFFICE, cascade)


def test_every_milestone_is_an_event_by_day(calendar: DeadlineCalendar) -> None:
    assert [(str(event.day), event.task.ref, event.yearly) for event in calendar.events] == [
        ("2021-11-30", "II.2", True),
        ("2022-03-31", "II.1", False),
        ("2022-12-15", "II.1", False),
        ("2023-06-30", "II.1", False),
    ]
    assert calendar.events[0].until == PERIOD[1]
    assert calendar.events[3].task.own


def test_a_task_without_a_day_says_why(calendar: DeadlineCalendar) -> None:
    assert [(one.task.ref, one.reason) for one in calendar.undated] == [
        ("II.3", Undated.ONGOING),
        ("II.4", Undated.DEPENDENT),
        ("II.5", Undated.PERIODIC),
        ("II.6", Undated.UNREAD),
        ("II.7", Undated.MISSING),
    ]


@pytest.mark.parametrize(
    ("year", "days", "elsewhere"),
    [
        (2021, ["2021-11-30"], 2),
        (2022, ["2022-03-31", "2022-11-30", "2022-12-15"], 1),
        (2023, ["2023-06-30", "2023-11-30"], 1),
        (2024, [], 3),
    ],
)
def test_a_year_has_its_own_days_and_the_yearly_ones(
    cascade: Cascade, year: int, days: list[str], elsewhere: int
) -> None:
    found = build_calendar(OFFICE, cascade, year=year)
    assert [str(event.day) for event in found.events] == days
    assert not any(event.yearly for event in found.events)
    assert found.counts.elsewhere == elsewhere


@pytest.mark.parametrize("year", [None, 2021, 2022, 2024])
def test_counts_add_up(cascade: Cascade, year: int | None) -> None:
    found = build_calendar(OFFICE, cascade, year=year)
    counts = found.counts
    assert counts.tasks == counts.dated + counts.elsewhere + counts.undated == 8
    assert counts.events == len(found.events)
    assert counts.undated == len(found.undated)


def test_a_plan_that_was_replaced_sets_no_later_days(cascade: Cascade) -> None:
    ended = Cascade(cascade.plans, {}, ended={"2/KH-UBND": on("2022-11-30")})
    found = build_calendar(OFFICE, ended)
    assert [(str(event.day), str(event.until)) for event in found.events][:2] == [
        ("2021-11-30", "2022-11-29"), ("2022-03-31", "None")
    ]  # fmt: skip
    assert [str(event.day) for event in build_calendar(OFFICE, ended, year=2022).events] == ["2022-03-31"]
    over = build_calendar(OFFICE, Cascade(cascade.plans, {}, ended={"2/KH-UBND": on("2021-01-01")}))
    assert [one.reason for one in over.undated][:2] == [Undated.ENDED, Undated.ENDED]


def test_names_stay_when_a_day_moves(make_plan: Make, due: Any) -> None:
    names = []
    for day in ("2022-03-31", "2022-06-30"):
        plan = make_plan([{"text": "x", "lead": ["Sở Y tế"], "deadline": due(day)}], number="2/KH-UBND")
        names.append(build_calendar(OFFICE, Cascade([plan], {})).events[0].uid)
    assert len(set(names)) == 1
    assert names[0].endswith("II/1#due-1")


def test_names_are_unique(calendar: DeadlineCalendar) -> None:
    assert len({event.uid for event in calendar.events}) == len(calendar.events)


def test_a_level_that_has_ended_has_no_later_days(make_plan: Make, due: Any) -> None:
    tasks = [{"text": "x", "lead": ["UBND cấp huyện"], "deadline": due("2025-06-30", "2025-12-31")}]
    found = build_calendar("UBND huyện Vân Sa, tỉnh Hoài Giang", Cascade([make_plan(tasks, number="1/KH-UBND")], {}))
    assert [str(event.day) for event in found.events] == ["2025-06-30"]


def test_months_come_in_order(calendar: DeadlineCalendar) -> None:
    assert list(group_by_month(calendar.events)) == [(2021, 11), (2022, 3), (2022, 12), (2023, 6)]
