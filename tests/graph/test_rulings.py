"""Rulings of people: which hold, which are suspect."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pydantic import ValidationError

from cancu.graph.rulings import Rulings
from cancu.ontology.assessments import Decision, hash_text

Rule = Callable[..., Decision]


def test_the_last_ruling_on_a_pair_counts(rule: Rule) -> None:
    rulings = Rulings([rule("confirm", "a", "b"), rule("reject", "a", "b")])
    found = rulings.find_link(hash_text("a"), hash_text("b"))
    assert found is not None
    assert found.kind.value == "reject"


def test_a_withdrawn_ruling_is_gone(rule: Rule) -> None:
    rulings = Rulings([rule("confirm", "a", "b"), rule("withdraw", "a", "b")])
    assert rulings.find_link(hash_text("a"), hash_text("b")) is None


def test_rulings_on_a_task_concern_their_organisation(rule: Rule) -> None:
    rulings = Rulings([rule("exempt", "a", organisation="Sở Y tế"), rule("not_applicable", "b")])
    assert [one.kind.value for one in rulings.find_task(hash_text("a"), "sở y tế")] == ["exempt"]
    assert rulings.find_task(hash_text("a"), "Sở Nội vụ") == ()
    assert len(rulings.find_task(hash_text("b"), "Sở Nội vụ")) == 1


def test_a_task_may_be_handed_to_several_units_until_something_else_is_ruled(rule: Rule) -> None:
    both = [rule("delegate", "a", unit="UBND xã A"), rule("delegate", "a", unit="UBND xã B")]
    assert [one.unit for one in Rulings(both).find_task(hash_text("a"), "x")] == ["UBND xã A", "UBND xã B"]
    again = Rulings([*both, rule("delegate", "a", unit="UBND xã A")])
    assert len(again.find_task(hash_text("a"), "x")) == 2
    (last,) = Rulings([*both, rule("exempt", "a")]).find_task(hash_text("a"), "x")
    assert last.kind.value == "exempt"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("confirm", {"parent": "a"}),
        ("exempt", {}),
        ("exempt", {"parent": "a", "reason": " "}),
        ("delegate", {"parent": "a"}),
        ("same", {}),
        ("confirm", {"parent": "a", "child": "b", "by": ""}),
    ],
)
def test_a_ruling_without_subject_name_or_reason_is_refused(rule: Rule, kind: str, fields: dict[str, str]) -> None:
    texts = {"parent": fields.pop("parent", ""), "child": fields.pop("child", "")}
    with pytest.raises(ValidationError):
        rule(kind, texts["parent"], texts["child"], **fields)
