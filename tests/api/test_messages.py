from __future__ import annotations

from enum import StrEnum

import pytest

from cancu.api import messages
from cancu.ontology.assessments import ChildStatus, LinkState, Obligation, Status
from cancu.ontology.records import Level, Relation, Severity, TaskKind

TABLES = [
    (messages.STATUSES, Status),
    (messages.STATUSES, ChildStatus),
    (messages.OBLIGATIONS, Obligation),
    (messages.LINK_STATES, LinkState),
    (messages.RELATIONS, Relation),
    (messages.LEVELS, Level),
    (messages.KINDS, TaskKind),
    (messages.SEVERITIES, Severity),
]


@pytest.mark.parametrize(("labels", "kind"), TABLES, ids=lambda value: getattr(value, "__name__", ""))
def test_every_value_has_a_label_in_both_languages(labels: dict[str, tuple[str, str]], kind: type[StrEnum]) -> None:
    assert [value for value in kind if value not in labels] == []


def test_labels_differ_so_that_no_two_statuses_look_alike() -> None:
    for labels, _ in TABLES:
        vietnamese = [pair[0] for pair in labels.values()]
        assert len(set(vietnamese)) == len(vietnamese)


def test_a_value_without_label_is_shown_as_it_is() -> None:
    assert messages.label(messages.STATUSES, "brand_new") == "brand_new"
    assert messages.label_both(messages.STATUSES, "brand_new") == "brand_new"
