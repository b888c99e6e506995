"""The tree of plans with the coverage of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from cancu.api.cascade_tree import CascadeTree, list_tops, read_tree
from cancu.api.service_library import Library
from cancu.api.workspace import open_workspace


@pytest.fixture(scope="module")
def library(sample_store: Path) -> Library:
    return Library(sample_store)


@pytest.fixture(scope="module")
def tree(library: Library) -> CascadeTree:
    return read_tree(library, "990/NQ-CP")


def test_the_tree_holds_every_plan_of_the_cascade_once(tree: CascadeTree, sample_store: Path) -> None:
    with open_workspace(sample_store) as workspace:
        nodes = workspace.find_cascade("990/NQ-CP")["nodes"]
    assert sorted(branch.step["iri"] for branch in tree.branches) == sorted(node["iri"] for node in nodes)
    assert tree.left == tree.unjudged == 0


def test_every_plan_stands_behind_the_one_it_hangs_on(tree: CascadeTree) -> None:
    depths: dict[str, int] = {}
    for branch in tree.branches:
        assert branch.depth == (depths[branch.upper] + 1 if branch.upper else 0)
        depths[branch.step["iri"]] = branch.depth


def test_coverage_is_that_of_the_report(tree: CascadeTree, library: Library) -> None:
    judged = [branch for branch in tree.branches if branch.report]
    assert judged
    with library.lend_desk() as desk:
        for branch in judged:
            assert branch.report
            report = desk.report_coverage(branch.step["iri"], branch.upper)
            assert (branch.report.counts, branch.report.rates) == (report.counts, report.rates)


def test_absent_plans_are_shown_and_not_judged(library: Library) -> None:
    tree = read_tree(library, "990/NQ-CP", up=True)
    below = read_tree(library, "2215/QĐ-UBND", up=True)
    absent = [branch for branch in (*tree.branches, *below.branches) if not branch.step["in_store"]]
    assert absent
    assert all(branch.report is None and branch.address == "" for branch in absent)


def test_cascades_begin_where_nothing_stands_above(library: Library) -> None:
    assert "990/NQ-CP" in {row["number"] for row in list_tops(library)}
    assert "2764/KH-SNV" not in {row["number"] for row in list_tops(library)}
