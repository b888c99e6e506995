"""The one function that decides, and chains of delegation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from cancu.graph.verdicts import RULES, Verdict, decide_status, follow_delegation
from cancu.ontology.assessments import Decision, LinkState, Obligation, Status, TaskLink


def link(state: str, *, suspect: bool = False, partial: bool = False) -> TaskLink:
    return TaskLink(
        parent="II.1", child="II.1", score=0.5, cosine=0.5, state=LinkState(state), method="m", parent_hash="p",
        child_hash="c", suspect=suspect, partial=partial,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("obligation", "links", "expected"),
    [
        ("lead_named", [], ("gap", "nothing_found")),
        ("product_duty", [link("weak")], ("gap", "nothing_found")),
        ("lead_group", [link("rejected")], ("gap", "nothing_found")),
        ("support", [], ("not_applicable", "support")),
        ("none", [], ("not_applicable", "not_bound")),
        ("unresolved", [], ("review", "unresolved")),
        ("lead_group", [link("candidate")], ("review", "candidates")),
        ("lead_group", [link("auto")], ("covered", "auto")),
        ("support", [link("auto")], ("covered", "auto")),
        ("lead_group", [link("auto"), link("cited")], ("covered", "cited")),
        ("lead_group", [link("confirmed")], ("covered", "confirmed")),
        ("lead_group", [link("confirmed", partial=True), link("auto")], ("partial", "confirmed_partial")),
        ("lead_group", [link("confirmed", partial=True), link("confirmed")], ("covered", "confirmed")),
        ("lead_group", [link("auto", suspect=True)], ("review", "suspect")),
        ("lead_group", [link("auto", suspect=True), link("auto")], ("covered", "auto")),
    ],
)
def test_statuses_follow_obligation_and_links(
    obligation: str, links: Sequence[TaskLink], expected: tuple[str, str]
) -> None:
    verdict = decide_status(Obligation(obligation), links)
    assert (verdict.status.value, verdict.rule) == expected


def test_products_make_only_automatic_links_partial() -> None:
    assert decide_status(Obligation.LEAD_NAMED, [link("auto")], products_short=True).status is Status.PARTIAL
    assert decide_status(Obligation.LEAD_NAMED, [link("confirmed")], products_short=True).status is Status.COVERED


def test_a_contested_task_is_no_gap() -> None:
    assert decide_status(Obligation.LEAD_NAMED, [], contested=True) == Verdict(Status.REVIEW, "contested")
    assert decide_status(Obligation.SUPPORT, [], contested=True).status is Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("kind", "status"), [("exempt", "exempt"), ("not_applicable", "not_applicable"), ("delegate", "delegated")]
)
def test_a_person_overrules_every_link(rule: Callable[..., Decision], kind: str, status: str) -> None:
    ruling = rule(kind, "a", unit="UBND xã A" if kind == "delegate" else "")
    assert decide_status(Obligation.LEAD_NAMED, [link("confirmed")], [ruling]).status.value == status


def test_every_rule_has_words_in_both_languages() -> None:
    assert all(vietnamese and english for vietnamese, english in RULES.values())


DELEGATED, COVERED, GAP = (Verdict(Status(name), "x") for name in ("delegated", "covered", "gap"))


@pytest.mark.parametrize(
    ("units", "statuses", "deep", "chain"),
    [
        ({"A": ["B"]}, {"B": COVERED}, "covered", ("A", "B")),
        ({"A": ["B"], "B": ["C"]}, {"B": DELEGATED, "C": GAP}, "gap", ("A", "B", "C")),
        ({"A": ["B", "C"]}, {"B": COVERED, "C": GAP}, "gap", ("A", "C")),
        ({"A": ["B"]}, {}, "review", ("A", "B")),
        ({"A": ["B"], "B": ["a"]}, {"B": DELEGATED}, "cycle", ("A", "B", "a")),
        ({"A": ["B", "C"], "C": ["A"]}, {"B": GAP, "C": DELEGATED}, "cycle", ("A", "C", "A")),
        ({"A": []}, {}, "review", ("A",)),
    ],
)
def test_deep_coverage_is_the_worst_end_of_the_chain(
    units: dict[str, list[str]], statuses: dict[str, Verdict], deep: str, chain: tuple[str, ...]
) -> None:
    found = follow_delegation("A", DELEGATED, lambda unit: units.get(unit, []), statuses.get)
    assert (found.status.value, found.chain) == (deep, chain)


def test_a_task_that_is_not_delegated_ends_where_it_begins() -> None:
    found = follow_delegation("A", GAP, lambda _unit: [], lambda _unit: None)
    assert (found.status, found.breaks_at) == (Status.GAP, "A")
