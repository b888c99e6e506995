"""What changed between two plans."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.graph.differences import Change, Difference, Edit, PlanDifference, compare_plans, diff_names, diff_words
from cancu.ontology.assessments import PlanReading
from cancu.ontology.records import TaskKind

Make = Callable[..., PlanReading]
WORDS = st.lists(st.sampled_from(("rà", "soát", "thủ", "tục", "31/3", "- a", "=b")), max_size=12).map(" ".join)


def year_of(year: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


@pytest.fixture
def difference(make_plan: Make, topics: Any, due: Any) -> PlanDifference:
    old = make_plan(
        [
            {"text": topics[0], "lead": ["Sở A"], "deadline": due("2021-03-31", text="Quý I năm 2021")},
            {"text": topics[1], "lead": ["Sở A", "Sở B"]},
            topics[2],
            f"{topics[3]} năm 2021",
        ],
        number="1/KH-UBND", period=year_of(2021),
    )  # fmt: skip
    new = make_plan(
        [
            {"text": topics[3] + " năm 2022", "ref": "I.1"},
            {"text": topics[0], "ref": "I.2", "lead": ["Sở A"], "deadline": due("2022-06-30", text="Quý II năm 2022")},
            {"text": topics[9], "ref": "I.3"},
            {"text": topics[1], "ref": "I.4", "lead": ["Sở A", "Sở C"]},
        ],
        number="2/KH-UBND", period=year_of(2022),
    )  # fmt: skip
    return compare_plans(old, new)


def find_row(difference: PlanDifference, ref: str) -> Difference:
    return next(row for row in difference.rows if ref in {task.ref for task in (row.old, row.new) if task})


def test_every_item_has_its_fate(difference: PlanDifference) -> None:
    assert [(row.change, row.old and row.old.ref, row.new and row.new.ref) for row in difference.rows] == [
        (Change.CARRIED, "II.4", "I.1"),
        (Change.CHANGED, "II.1", "I.2"),
        (Change.ADDED, None, "I.3"),
        (Change.CHANGED, "II.2", "I.4"),
        (Change.DROPPED, "II.3", None),
    ]


def test_a_plan_that_only_moves_its_year_on_carries_the_task_over(difference: PlanDifference) -> None:
    moved = find_row(difference, "I.1")
    assert moved.year_moved
    assert [(run.edit, run.text) for run in moved.changes[0].runs][-2:] == [
        (Edit.REMOVED, "2021"), (Edit.ADDED, "2022")
    ]  # fmt: skip


def test_what_changed_is_told_by_field(difference: PlanDifference) -> None:
    deadline, lead = find_row(difference, "I.2").changes, find_row(difference, "I.4").changes
    assert [change.field for change in (*deadline, *lead)] == ["deadline", "lead"]
    assert [(run.edit, run.text) for run in lead[0].runs] == [
        (Edit.SAME, "Sở A"), (Edit.REMOVED, "Sở B"), (Edit.ADDED, "Sở C")
    ]  # fmt: skip


def test_counts_add_up(difference: PlanDifference) -> None:
    counts = difference.counts
    assert (counts.old, counts.new) == (4, 4)
    assert counts.carried + counts.changed + counts.dropped - counts.shared == counts.old
    assert counts.carried + counts.changed + counts.added - counts.shared == counts.new
    assert difference.kinds == {TaskKind.TASK: counts}


def test_a_plan_against_itself_carries_everything_over(make_plan: Make, topics: Any) -> None:
    plan = make_plan(topics, number="1/KH-UBND")
    found = compare_plans(plan, plan)
    assert {row.change for row in found.rows} == {Change.CARRIED}
    assert found.counts.carried == len(topics)


def test_turned_round_what_was_new_is_dropped(make_plan: Make, topics: Any) -> None:
    plans = make_plan(topics[:3], number="1/KH-UBND"), make_plan(topics[1:5], number="2/KH-UBND")
    there, back = compare_plans(*plans), compare_plans(*reversed(plans))
    assert (there.counts.dropped, there.counts.added) == (back.counts.added, back.counts.dropped) == (1, 2)


def test_a_task_that_was_split_is_paired_twice_and_says_so(make_plan: Make, topics: Any, rule: Any) -> None:
    halves = (f"{topics[0]} đợt một", f"{topics[0]} đợt hai")
    old, new = make_plan([topics[0]], number="1/KH-UBND"), make_plan(halves, number="2/KH-UBND")
    found = compare_plans(old, new, decisions=[rule("confirm", topics[0], half) for half in halves])
    assert [(row.change, row.shared) for row in found.rows] == [(Change.CHANGED, False), (Change.CHANGED, True)]
    assert (found.counts.old, found.counts.new, found.counts.shared) == (1, 2, 1)


def test_a_ruling_parts_a_pair(make_plan: Make, topics: Any, rule: Any) -> None:
    plans = make_plan(topics[:1], number="1/KH-UBND"), make_plan(topics[:1], number="2/KH-UBND")
    found = compare_plans(*plans, decisions=[rule("reject", topics[0], topics[0])])
    assert [row.change for row in found.rows] == [Change.ADDED, Change.DROPPED]


def test_texts_with_little_in_common_are_told_whole() -> None:
    assert [run.edit for run in diff_words("rà soát thủ tục", "xây dựng kế hoạch soát xét năm")] == [
        Edit.REMOVED, Edit.ADDED
    ]  # fmt: skip


@given(WORDS, WORDS)
def test_runs_give_both_texts_back(old: str, new: str) -> None:
    runs = diff_words(old, new)
    assert " ".join(run.text for run in runs if run.edit is not Edit.ADDED) == old
    assert " ".join(run.text for run in runs if run.edit is not Edit.REMOVED) == new


@given(st.lists(st.sampled_from(("Sở A", "Sở B", "UBND cấp xã")), unique=True))
def test_names_stay_whole(names: list[str]) -> None:
    kept = [run.text for run in diff_names(["Sở A"], names) if run.edit is not Edit.REMOVED]
    assert "; ".join(kept) == "; ".join(names)
