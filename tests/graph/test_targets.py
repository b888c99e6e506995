"""Targets are compared for the same year and the same bearer only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cancu.graph.targets import check_targets
from cancu.ontology.records import Document, Measure, Task

MakeTask = Callable[..., Task]


def target(make_task: MakeTask, text: str, *values: float) -> Task:
    measures = tuple(Measure(indicator="hộ dân có nước sạch", value=value) for value in values)
    return make_task(text, kind="target", measures=measures)


def plan(year: int, last: int, level: str) -> Document:
    return Document(period=(f"{year}-01-01", f"{last}-12-31"), level=level)


@pytest.mark.parametrize(
    ("wanted", "offered", "below"),
    [
        ("Ít nhất 90% hộ dân có nước sạch", "Ít nhất 80% hộ dân có nước sạch", True),
        ("Đến năm 2025, ít nhất 90% hộ dân có nước sạch", "Ít nhất 80% hộ dân có nước sạch", False),
        ("Đến năm 2022, ít nhất 90% hộ dân, hơn năm 2021", "Năm 2022, ít nhất 80% hộ dân có nước sạch", True),
        ("Ít nhất 90% hộ dân của huyện; cấp xã 70%", "Ít nhất 80% hộ dân của xã", False),
        ("Ít nhất 90% hộ dân của huyện và của các xã", "Ít nhất 80% hộ dân", True),
    ],
)
def test_year_and_bearer_have_to_meet(make_task: MakeTask, wanted: str, offered: str, below: bool) -> None:
    found = check_targets(
        target(make_task, wanted, 90),
        target(make_task, offered, 80),
        plan(2022, 2022, "district"),
        plan(2022, 2022, "commune"),
    )
    assert bool(found) is below


def test_a_year_compared_with_is_not_the_year_of_the_target(make_task: MakeTask) -> None:
    wanted = target(make_task, "Ít nhất 90% hộ dân có nước sạch so với năm 2020", 90)
    assert check_targets(wanted, target(make_task, "80% hộ dân", 80), plan(2022, 2022, "province"))


def test_targets_of_a_longer_plan_are_for_its_end(make_task: MakeTask) -> None:
    wanted, offered = target(make_task, "90% hộ dân", 90), target(make_task, "80% hộ dân", 80)
    assert not check_targets(wanted, offered, plan(2021, 2025, "province"), plan(2022, 2022, "province"))
