"""A person's rulings: which of them hold, and what they are about after texts have changed.

Rulings are data and survive re-ingest. They are keyed by the hashes of the texts they were made on; paths and
documents only find the items again when a text has changed, and then the ruling is suspect until a person looks.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from cancu.ontology.orthography import match_key
from cancu.ontology.records import Record, Task


class DecisionKind(StrEnum):
    """What a person ruled; `withdraw` takes back whatever was ruled on the same pair before."""

    CONFIRM = "confirm"
    PARTIAL = "partial"
    REJECT = "reject"
    EXEMPT = "exempt"
    NOT_APPLICABLE = "not_applicable"
    DELEGATE = "delegate"
    SAME = "same"
    DIFFERENT = "different"
    WITHDRAW = "withdraw"


class Decision(Record):
    """A person's ruling, with name, date and reason.

    Attributes:
        parent: IRI or number of the parent document (same, different: the first document, or a stub)
        parent_ref: item of the parent; of a citation `td/7`
        parent_hash: `hash_text` of that item
        child: the child document (same, different: the second document)
        organisation: whom a ruling on a task concerns; empty for everybody
        unit: to whom a task is delegated
    """

    kind: DecisionKind
    by: str
    date: datetime.date
    reason: str = ""
    parent: str = ""
    parent_ref: str = ""
    parent_hash: str = ""
    child: str = ""
    child_ref: str = ""
    child_hash: str = ""
    organisation: str = ""
    unit: str = ""


_LINK = frozenset({DecisionKind.CONFIRM, DecisionKind.PARTIAL, DecisionKind.REJECT})
_IDENTITY = frozenset({DecisionKind.SAME, DecisionKind.DIFFERENT})


class Found(NamedTuple):
    """A task that a ruling leads to; `suspect` where its words changed since the ruling."""

    task: Task
    suspect: bool


def hash_text(text: str) -> str:
    """Hash the words of an item in comparison form, so that line breaks and tone placement do not count.

    Example:
        >>> hash_text("Uỷ ban  nhân dân") == hash_text("Ủy ban nhân dân.")
        True
    """
    return hashlib.sha256(match_key(text).encode()).hexdigest()


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

    Args:
        decisions: in the order they were recorded; of two on one pair the later record counts
    """
    effective: dict[tuple[str, ...], Decision] = {}
    for decision in decisions:
        for key in _keys(decision):
            effective.pop(key, None)
        if decision.kind is not DecisionKind.WITHDRAW:
            effective[_keys(decision)[0]] = decision
    return tuple(effective.values())


def _keys(decision: Decision) -> list[tuple[str, ...]]:
    """What a ruling is about: a pair of texts, a duty of an organisation, or a pair of documents in either order."""
    parent = decision.parent_hash or f"{decision.parent}/{decision.parent_ref}"
    child = decision.child_hash or f"{decision.child}/{decision.child_ref}"
    link = ("link", parent, child)
    duty = ("duty", parent, decision.organisation)
    identity = ("identity", *sorted((f"{decision.parent}/{decision.parent_ref}", decision.child)))
    if decision.kind is DecisionKind.WITHDRAW:
        return [link, duty, identity]
    if decision.kind in _LINK:
        return [link]
    return [identity] if decision.kind in _IDENTITY else [duty]
