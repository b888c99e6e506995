"""Rule sets are data, and what nobody verified judges nobody."""

from __future__ import annotations

import datetime

import pytest

from cancu.graph.plan_findings import check_issuing_day
from cancu.ontology import rule_sets
from cancu.ontology.errors import VocabularyError
from cancu.ontology.records import Document, Level
from cancu.ontology.rule_sets import find_issuing_deadline, load_issuing_deadlines, load_rule_set

PERIOD = (datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))
LATE = Document(level=Level.PROVINCE, date=datetime.date(2022, 5, 1), period=PERIOD)


def test_the_default_thresholds_name_their_source() -> None:
    rules = load_rule_set()
    assert (rules.high, rules.low, rules.verified) == (0.35, 0.18, False)
    assert "two pairs" in rules.source


def test_an_unknown_rule_set_is_an_error() -> None:
    with pytest.raises(VocabularyError):
        load_rule_set("no such set")


def test_every_deadline_names_its_source() -> None:
    assert all(rule.source for rule in load_issuing_deadlines())


def test_unverified_deadlines_judge_no_plan() -> None:
    rule = find_issuing_deadline(LATE)
    assert rule is not None
    assert rule.resolve_day(2022) == datetime.date(2021, 12, 31)
    assert not rule.verified
    assert check_issuing_day(LATE) == ()


def test_verified_deadlines_do(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = tuple(rule.model_copy(update={"verified": True}) for rule in load_issuing_deadlines())
    monkeypatch.setattr(rule_sets, "load_issuing_deadlines", lambda: rules)
    assert [finding.code for finding in check_issuing_day(LATE)] == ["issued_late"]
    assert check_issuing_day(LATE.model_copy(update={"date": datetime.date(2021, 12, 31)})) == ()


def test_rules_end_with_their_level() -> None:
    document = Document(level=Level.DISTRICT, date=datetime.date(2026, 1, 1), period=PERIOD)
    assert find_issuing_deadline(document) is None
    assert find_issuing_deadline(document.model_copy(update={"date": datetime.date(2022, 1, 1)})) is not None
