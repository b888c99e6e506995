"""A person's rulings: which of them hold, and what they are about after texts have changed.

Rulings are data and survive re-ingest. They are keyed by the hashes of the texts they were made on; paths and
documents only find the items again when a text has changed, and then the ruling is suspect until a person looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cancu.ontology.assessments import IDENTITY_DECISIONS, LINK_DECISIONS, Decision, DecisionKind, hash_text
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Task

__all__ = ["Decision", "DecisionKind", "Found", "find_task", "hash_text", "select_effective"]


class Found(NamedTuple):
    """A task that a ruling leads to; `suspect` where its words changed since the ruling."""

    task: Task
    suspect: bool


def find_task(tasks: Iterable[Task], ref: str, digest: str) -> Found | None:
    """Find the task a ruling means: same path and words, else the same words elsewhere, else the same path.

    Args:
        tasks: those of the document as it is now
        ref: the path when the ruling was made
        digest: `hash_text` of the words then, empty where unknown

    Example:
        >>> moved = Task(ref="II.2.a", text="Ban hành kế hoạch", start=0, end=17)
        >>> find_task([moved], "II.1.a", hash_text("Ban hành kế hoạch")).task.ref
        'II.2.a'
    """
    tasks = tuple(tasks)
    alike = [task for task in tasks if digest and hash_text(task.text) == digest]
    same_path = next((task for task in tasks if task.ref == ref), None)
    if same_path and (not digest or same_path in alike):
        return Found(same_path, suspect=False)
    if len(alike) == 1:
        return Found(alike[0], suspect=False)
    return Found(same_path, suspect=True) if same_path else None


def select_effective(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Keep the last ruling on each pair, in the order in which they were recorded; withdrawn ones are gone.

    A task may be delegated to several units: rulings that hand it to other units stand beside each other until
    something else is ruled on it.

    Args:
        decisions: in the order they were recorded; of two on one pair the later record counts
    """
    effective: dict[tuple[str, ...], Decision] = {}
    for decision in decisions:
        keys = _keys(decision)
        delegates = decision.kind is DecisionKind.DELEGATE
        for key in [key for key in effective if any(key[: len(one)] == one for one in keys)]:
            if not delegates or effective[key].kind is not DecisionKind.DELEGATE or key[-1] == match_key(decision.unit):
                del effective[key]
        if decision.kind is not DecisionKind.WITHDRAW:
            effective[(*keys[0], match_key(decision.unit)) if delegates else keys[0]] = decision
    return tuple(effective.values())


def _keys(decision: Decision) -> list[tuple[str, ...]]:
    """What a ruling is about: a pair of texts, a duty of an organisation, or a pair of documents in either order."""
    parent = decision.parent_hash or f"{decision.parent}/{decision.parent_ref}"
    child = decision.child_hash or f"{decision.child}/{decision.child_ref}"
    link = ("link", parent, child)
    duty = ("duty", parent, match_key(decision.organisation))
    identity = ("identity", *sorted((f"{decision.parent}/{decision.parent_ref}", decision.child)))
    if decision.kind is DecisionKind.WITHDRAW:
        return [link, duty, identity]
    if decision.kind in LINK_DECISIONS:
        return [link]
    return [identity] if decision.kind in IDENTITY_DECISIONS else [duty]
