"""A person's rulings: confirm or reject a link, exempt or delegate a task, call two documents the same or different.

Rulings are data and survive re-ingest. Each names what it is about by an anchor: the document's IRI, the path of
the item and the hash of its words. When the path has moved, the words find it again; when the words have changed,
the ruling still stands but is suspect until a person looks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from cancu.ontology.orthography import match_key
from cancu.ontology.records import Date, Record, Task


class DecisionKind(StrEnum):
    """What a person rules; `withdraw` takes back whatever was ruled on the same pair before."""

    CONFIRM = "confirm"
    REJECT = "reject"
    EXEMPT = "exempt"
    DELEGATE = "delegate"
    SAME = "same"
    DIFFERENT = "different"
    WITHDRAW = "withdraw"


_FAMILIES = {
    DecisionKind.CONFIRM: "alignment",
    DecisionKind.REJECT: "alignment",
    DecisionKind.EXEMPT: "duty",
    DecisionKind.DELEGATE: "duty",
    DecisionKind.SAME: "identity",
    DecisionKind.DIFFERENT: "identity",
}


class Anchor(Record):
    """What a ruling is about.

    Attributes:
        document: IRI of the document, or of a stub
        ref: path of a task (`II.1.a`) or of a citation (`td/7`); None for the whole document
        digest: hash of the item's words (`digest_text`), empty for a whole document
        sha256: hash of the document's text when the ruling was made, empty where unknown
    """

    document: str
    ref: str | None = None
    digest: str = ""
    sha256: str = ""


class Decision(Record):
    """One ruling.

    Attributes:
        subject: the parent task (confirm, reject, exempt, delegate) or one of two documents (same, different)
        object: the child task, or the other document
        unit: the body a task is delegated to, or the organisation that is exempt
        by: name of the person
        on: the day of the ruling
        reason: why, for those who read it later
    """

    kind: DecisionKind
    subject: Anchor
    object: Anchor | None = None
    unit: str | None = None
    by: str
    on: Date
    reason: str = ""


class Found(NamedTuple):
    """A task that an anchor leads to; `suspect` where its words changed since the ruling."""

    task: Task
    suspect: bool


def digest_text(text: str) -> str:
    """Hash the words of an item in comparison form, so that line breaks and tone placement do not count.

    Example:
        >>> digest_text("Uỷ ban  nhân dân") == digest_text("Ủy ban nhân dân.")
        True
    """
    return hashlib.sha256(match_key(text).encode()).hexdigest()[:16]


def anchor_task(document_iri: str, task: Task, *, sha256: str = "") -> Anchor:
    """Make the anchor of a task."""
    return Anchor(document=document_iri, ref=task.ref, digest=digest_text(task.text), sha256=sha256)


def find_task(tasks: Iterable[Task], anchor: Anchor) -> Found | None:
    """Find the task an anchor means: same path and words, else the same words elsewhere, else the same path.

    Example:
        >>> task = Task(ref="II.1.a", text="Ban hành kế hoạch", start=0, end=17)
        >>> moved = task.model_copy(update={"ref": "II.2.a"})
        >>> find_task([moved], anchor_task("…", task)).task.ref
        'II.2.a'
    """
    same_path = None
    for task in tasks:
        same_words = digest_text(task.text) == anchor.digest
        if task.ref == anchor.ref:
            same_path = Found(task, suspect=bool(anchor.digest) and not same_words)
            if not same_path.suspect:
                return same_path
    moved = [task for task in tasks if anchor.digest and digest_text(task.text) == anchor.digest]
    return Found(moved[0], suspect=False) if len(moved) == 1 else same_path


def select_effective(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Keep the last ruling on each pair, in the order they were recorded; withdrawn ones are gone.

    Args:
        decisions: in the order they were recorded; of two on one pair the later record counts
    """
    effective: dict[tuple[object, ...], Decision] = {}
    for decision in decisions:
        pair = _pair(decision)
        families = {*_FAMILIES.values()} if decision.kind is DecisionKind.WITHDRAW else {_FAMILIES[decision.kind]}
        for family in families:
            effective.pop((family, *pair), None)
        if decision.kind is not DecisionKind.WITHDRAW:
            effective[(_FAMILIES[decision.kind], *pair)] = decision
    return tuple(effective.values())


def _pair(decision: Decision) -> tuple[object, ...]:
    """What a ruling is about, without regard to the version of the text; documents count in either order."""
    first = (decision.subject.document, decision.subject.ref or "")
    second = (decision.object.document, decision.object.ref or "") if decision.object else ("", "")
    if not decision.subject.ref and decision.object and not decision.object.ref:
        first, second = sorted((first, second))
    return first, second, decision.unit if decision.object is None else None
