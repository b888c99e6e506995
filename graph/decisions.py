"""Which of a person's rulings stand: all but those that were withdrawn.

Rulings are data and survive re-ingest: they are keyed by the hashes of the texts they were made on. What several
rulings on one subject add up to is decided where they are used (`graph.rulings` for tasks, `graph.identity` for
documents); here only a withdrawal takes earlier ones away. Nothing is ever deleted from the store.
"""

from __future__ import annotations

from collections.abc import Iterable

from cancu.ontology.assessments import Decision, DecisionKind

Subject = tuple[str, str, str]


def select_effective(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Keep the rulings that nobody has withdrawn, in the order in which they were recorded.

    Args:
        decisions: in the order they were recorded; a withdrawal takes back the earlier ones on the same subject
    """
    standing: list[Decision] = []
    for decision in decisions:
        if decision.kind is DecisionKind.WITHDRAW:
            standing = [earlier for earlier in standing if read_subject(earlier) != read_subject(decision)]
        else:
            standing.append(decision)
    return tuple(standing)


def find_standing(decisions: Iterable[Decision]) -> tuple[bool, ...]:
    """Tell of every ruling whether it stands: neither withdrawn nor replaced by a later one on the same subject.

    Handing a task over to one more unit replaces nothing.
    """
    rulings = tuple(decisions)
    return tuple(
        one.kind is not DecisionKind.WITHDRAW and not any(_replaces(later, one) for later in rulings[place + 1 :])
        for place, one in enumerate(rulings)
    )


def _replaces(later: Decision, one: Decision) -> bool:
    shared = later.kind is one.kind is DecisionKind.DELEGATE and later.unit != one.unit
    return not shared and read_subject(later) == read_subject(one)


def read_subject(decision: Decision) -> Subject:
    """What a ruling is about: the two texts, or the two documents, and the organisation."""
    parent = decision.parent_hash or f"{decision.parent}#{decision.parent_ref}"
    child = decision.child_hash or f"{decision.child}#{decision.child_ref}"
    return parent, child, decision.organisation
