"""Tasks chosen, grouped and set beside their candidates."""

from __future__ import annotations

from pathlib import Path

import pytest

from cancu.api import coverage_board as board
from cancu.api.coverage_board import PlanPair
from cancu.api.coverage_pairs import find_pair, find_parent, list_pairs, offer_parents, suggest_organisations
from cancu.api.coverage_query import CoverageQuery
from cancu.api.service_library import Library
from cancu.graph.coverage import compute_rates
from cancu.ontology.errors import UnknownNodeError

CHILD, PARENT = "2764/KH-SNV", "2215/QĐ-UBND"


@pytest.fixture(scope="module")
def library(sample_store: Path) -> Library:
    return Library(sample_store)


@pytest.fixture(scope="module")
def pair(library: Library) -> PlanPair:
    return find_pair(library, CoverageQuery(child=CHILD))


def ask(**words: object) -> CoverageQuery:
    return CoverageQuery.model_validate({"child": CHILD, "parent": PARENT, **words})


def test_without_a_filter_all_binding_tasks_are_shown(pair: PlanPair) -> None:
    chosen = board.choose_tasks(pair, ask())
    assert len(chosen) == pair.report.counts.binding
    assert board.narrow_report(pair, ask()) is pair.report


def test_choices_add_up_to_the_counts(pair: PlanPair) -> None:
    choices = board.list_choices(pair)
    counts = pair.report.counts
    assert {choice.value: choice.tasks for choice in choices.status} == {
        status: count for status in board.GROUPS if (count := getattr(counts, status))
    }
    assert sum(choice.tasks for choice in choices.section) == counts.binding
    assert sum(choice.tasks for choice in choices.duty) == counts.binding


@pytest.mark.parametrize("field", ["status", "duty", "section", "agency", "quarter"])
def test_every_choice_keeps_as_many_tasks_as_it_says(pair: PlanPair, field: str) -> None:
    for value, count in getattr(board.list_choices(pair), field):
        query = ask(**{field: [value] if field == "status" else value})
        assert len(board.choose_tasks(pair, query)) == count, (field, value)


def test_words_are_found_without_marks(pair: PlanPair) -> None:
    with_marks = board.choose_tasks(pair, ask(q="hồ sơ"))
    assert with_marks
    assert board.choose_tasks(pair, ask(q="ho so")) == with_marks


def test_a_narrowed_report_adds_up_and_says_so(pair: PlanPair) -> None:
    narrowed = board.narrow_report(pair, ask(status=["gap"]))
    assert len(narrowed.tasks) == narrowed.counts.binding == narrowed.counts.gap == pair.report.counts.gap
    assert narrowed.rates == compute_rates(narrowed.counts)
    assert narrowed.findings[0].code == "excerpt"
    assert "còn thiếu" in narrowed.findings[0].message


def test_groups_hold_every_task_once_and_begin_with_gaps(pair: PlanPair) -> None:
    chosen = board.choose_tasks(pair, ask())
    groups = board.group_tasks(chosen)
    assert groups[0][0] == "gap"
    assert sorted(one.ref for one in board.order_tasks(chosen)) == sorted(one.ref for one in chosen)


def test_a_card_shows_the_report_and_whole_texts(pair: PlanPair) -> None:
    for one in board.choose_tasks(pair, ask()):
        card = board.make_card(pair, one)
        assert [candidate.link for candidate in card.candidates[:3]] == list(one.links[:3])
        for candidate in card.candidates:
            assert "".join(piece.text for piece in candidate.above) == card.task.text
            assert "".join(piece.text for piece in candidate.below) == candidate.task.text


def test_what_stands_apart_is_not_binding(pair: PlanPair) -> None:
    apart = board.list_apart(pair)
    assert len(apart.support) == pair.report.counts.support
    assert not any(board.is_binding(one) for one in (*apart.support, *apart.unclear, *apart.items))
    assert {one.status for one in apart.own} <= {"local", "unwanted", "orphaned"}


def test_quarters_are_written_as_officials_do() -> None:
    assert board.print_quarter("2022-Q1") == "quý I/2022"
    assert board.print_quarter(board.UNDATED) == "không có ngày"


def test_an_address_asks_the_same_question() -> None:
    query = ask(status=["gap", "review"], q="a&b")
    assert query.link() == "/coverage?child=2764%2FKH-SNV&parent=2215%2FQ%C4%90-UBND&status=gap&status=review&q=a%26b"
    assert query.link(anchor="t-II.7(2)").endswith("#t-II.7%282%29")


def test_the_pair_is_studied_once_for_each_revision(library: Library) -> None:
    assert find_pair(library, ask()) is find_pair(library, ask(status=["gap"]))


def test_a_plan_that_names_no_stored_parent_is_offered_others(library: Library) -> None:
    assert find_parent(library, CHILD)
    assert find_parent(library, "990/NQ-CP") == ""
    offer = offer_parents(library, "990/NQ-CP")
    assert offer.child["number"] == "990/NQ-CP"
    assert offer.plans.above == ()


def test_pairs_name_child_and_parent(library: Library) -> None:
    assert (CHILD, PARENT) in {(child["number"], parent["number"]) for child, parent in list_pairs(library).rows}


def test_the_issuer_is_suggested_first(pair: PlanPair) -> None:
    names = suggest_organisations(pair)
    assert names[0] == pair.report.organisation
    assert len(names) == len(set(names)) > 1


def test_a_name_never_means_a_file(library: Library, parent_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "khác.txt"
    file.write_bytes(parent_file.read_bytes())
    with pytest.raises(UnknownNodeError):
        find_pair(library, ask(parent=str(file)))
