"""With what a plan is compared: the plan it carries out, those that carry it out, and other plans that may fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cancu.api.plan_choices import PlanChoices, list_choices
from cancu.api.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(sample_store: Path) -> Iterator[Workspace]:
    with open_workspace(sample_store) as opened:
        yield opened


def choose(workspace: Workspace, number: str) -> PlanChoices:
    return list_choices(workspace, workspace.store.find(number).iri)


def list_numbers(workspace: Workspace, choices: tuple[tuple[str, str], ...]) -> list[str | None]:
    return [workspace.store.describe(iri).document.number for iri, _ in choices]


def test_lowest_plan_that_it_carries_out_comes_alone(workspace: Workspace) -> None:
    assert list_numbers(workspace, choose(workspace, "2764/KH-SNV").above) == ["2215/QĐ-UBND"]


def test_plans_that_carry_it_out_stand_below(workspace: Workspace) -> None:
    below = list_numbers(workspace, choose(workspace, "2215/QĐ-UBND").below)
    assert set(below) == {"2764/KH-SNV", "86/QĐ-UBND", "12/KH-UBND", "69/KH-VP"}


def test_others_are_plans_of_no_lower_level_the_nearest_in_time_first(workspace: Workspace) -> None:
    others = list_numbers(workspace, choose(workspace, "09/KH-UBND 2026").others)
    assert "09/KH-UBND" not in others
    assert others.index("2215/QĐ-UBND") < others.index("990/NQ-CP")
    assert "05/KH-UBND" not in list_numbers(workspace, choose(workspace, "2215/QĐ-UBND").others)


def test_document_without_tasks_is_compared_with_nothing(workspace: Workspace) -> None:
    assert choose(workspace, "1120/QĐ-UBND") == ((), (), ())
