"""The records of judgement: links between tasks, rulings of people, verdicts, and the report of coverage.

Three axes are never mixed: obligation (does the parent's task bind this organisation), coverage (does the child plan
take it over), execution (is it done; cancu says nothing of it). The JSON of `CoverageReport` is fixed in the
contract of the commands; `model_dump(mode="json")` delivers it.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from cancu.ontology import classes, properties
from cancu.ontology.markers import ClassTerm
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Date, EvidenceSpan, Extraction, Finding, Place, Record, Severity, Task, TaskKind

Score = Annotated[float, Field(ge=0, le=1)]


class LinkState(StrEnum):
    """How far a link between two tasks can be relied on, strongest first; cited and confirmed weigh the same.

    `weak` is no candidate: it scores below the low threshold and is shown only as one of the nearest.
    """

    CITED = "cited"
    CONFIRMED = "confirmed"
    AUTO = "auto"
    CANDIDATE = "candidate"
    WEAK = "weak"
    REJECTED = "rejected"


class Obligation(StrEnum):
    """How a parent's task binds an organisation, read from the agency fields alone, strongest first."""

    LEAD_NAMED = "lead_named"
    LEAD_GROUP = "lead_group"
    PRODUCT_DUTY = "product_duty"
    UNRESOLVED = "unresolved"
    SUPPORT = "support"
    NONE = "none"

    @property
    def binding(self) -> bool:
        """Whether a missing task is a gap and enters the rates."""
        return self in {Obligation.LEAD_NAMED, Obligation.LEAD_GROUP, Obligation.PRODUCT_DUTY}


class Status(StrEnum):
    """Coverage of a parent's task by the child plan; `cycle` appears in deep coverage alone."""

    COVERED = "covered"
    PARTIAL = "partial"
    DELEGATED = "delegated"
    REVIEW = "review"
    GAP = "gap"
    EXEMPT = "exempt"
    NOT_APPLICABLE = "not_applicable"
    CYCLE = "cycle"


class ChildStatus(StrEnum):
    """What a task of the child plan is to the parent plan.

    `linked` takes over a parent's task; `review` may; `local` is the child's own initiative; `unwanted` takes over only
    tasks whose every duty lies with others; `orphaned` cites an item that the parent does not have.
    """

    LINKED = "linked"
    REVIEW = "review"
    LOCAL = "local"
    UNWANTED = "unwanted"
    ORPHANED = "orphaned"


class DecisionKind(StrEnum):
    """What a person ruled: on a link, on a task of an organisation, or on the identity of two documents.

    `withdraw` takes back whatever was ruled on the same subject before.
    """

    CONFIRM = "confirm"
    PARTIAL = "partial"
    REJECT = "reject"
    EXEMPT = "exempt"
    NOT_APPLICABLE = "not_applicable"
    DELEGATE = "delegate"
    SAME = "same"
    DIFFERENT = "different"
    WITHDRAW = "withdraw"


LINK_DECISIONS = frozenset({DecisionKind.CONFIRM, DecisionKind.PARTIAL, DecisionKind.REJECT})
IDENTITY_DECISIONS = frozenset({DecisionKind.SAME, DecisionKind.DIFFERENT})
TASK_DECISIONS = frozenset({DecisionKind.EXEMPT, DecisionKind.NOT_APPLICABLE, DecisionKind.DELEGATE})


class Decision(Record):
    """A person's ruling, with name, date and reason; it is keyed by texts, so that it survives re-ingest.

    Link rulings need both hashes, task rulings the parent's hash and a reason, rulings on identity the two documents.
    A ruling applies wherever exactly these texts meet again; the documents and refs only find it when a text changed.

    Attributes:
        kind: what was ruled
        by: who ruled
        date: when
        reason: why; required for exempt, not_applicable and delegate
        parent: IRI or number of the parent document (same, different: the first document, or a stub)
        parent_ref: item of the parent; of a citation `td/7`
        parent_hash: `hash_text` of that item
        child: the child document (same, different: the second document)
        child_ref: item of the child
        child_hash: `hash_text` of that item
        organisation: whom a task ruling concerns; empty for everybody
        unit: to whom a task is delegated
    """

    term: ClassVar[ClassTerm] = classes.DECISION

    kind: Annotated[DecisionKind, properties.DECISION_KIND]
    by: Annotated[str, Field(min_length=1), properties.DECIDED_BY]
    date: Annotated[Date, properties.DECIDED_ON]
    reason: Annotated[str, properties.REASON] = ""
    parent: str = ""
    parent_ref: str = ""
    parent_hash: Annotated[str, properties.PARENT_HASH] = ""
    child: str = ""
    child_ref: str = ""
    child_hash: Annotated[str, properties.CHILD_HASH] = ""
    organisation: Annotated[str, properties.ORGANISATION_NAME] = ""
    unit: Annotated[str, properties.DELEGATED_TO] = ""

    @model_validator(mode="after")
    def check_subject(self) -> Self:
        """Refuse a ruling without its subject or its reason."""
        if self.kind in LINK_DECISIONS and not (self.parent_hash and self.child_hash):
            raise ValueError(f"{self.kind} needs parent_hash and child_hash")
        if self.kind in TASK_DECISIONS and not (self.parent_hash and self.reason.strip()):
            raise ValueError(f"{self.kind} needs parent_hash and a reason")
        if self.kind is DecisionKind.DELEGATE and not self.unit:
            raise ValueError("delegate needs the unit that takes over")
        if self.kind in IDENTITY_DECISIONS and not (self.parent and self.child):
            raise ValueError(f"{self.kind} needs two documents")
        return self


class PlanReading(Record):
    """A document as it was read: what coverage works on.

    Attributes:
        extraction: its records
        text: its NFC text, from which quotes are cut; empty when only the records are at hand
        iri: its identifier in the store, None for a file
        places: where its words stand in their file; empty where nobody knows
    """

    extraction: Extraction
    text: str = ""
    iri: str | None = None
    places: tuple[Place, ...] = ()

    @property
    def key(self) -> str:
        """What names the document in decisions: the IRI, else the number, else the title."""
        document = self.extraction.document
        return self.iri or document.number or document.plan_title or document.title or ""

    def quote(self, task: Task) -> EvidenceSpan:
        """The evidence of a task: its span cut from the text, or its words where no text is at hand."""
        if self.text:
            return EvidenceSpan(start=task.start, end=task.end, text=self.text[task.start : task.end])
        return EvidenceSpan(start=task.start, end=task.end, text=task.text)


class TaskLink(Record):
    """A possible correspondence of a parent's task and a child's task.

    Attributes:
        parent: ref in the parent
        child: ref in the child
        score: damped score, 0 to 1, which answers "which one" inside this pair of plans
        cosine: raw cosine of the words, which answers "how alike"
        state: how far it can be relied on
        shared: the words that weigh most, heaviest first
        method: name and version of the measure, or `citation`
        parent_hash: `hash_text` of the parent's task when the link was made
        child_hash: the same of the child's task
        suspect: a person ruled on this pair, and a text has changed since
        partial: a person ruled that the child takes over only a part
    """

    term: ClassVar[ClassTerm] = classes.ALIGNMENT

    parent: str
    child: str
    score: Annotated[Score, properties.SCORE]
    cosine: Annotated[Score, properties.COSINE]
    state: Annotated[LinkState, properties.LINK_STATE]
    shared: Annotated[tuple[str, ...], properties.SHARED_WORD] = ()
    method: Annotated[str, properties.METHOD]
    parent_hash: Annotated[str, properties.PARENT_HASH]
    child_hash: Annotated[str, properties.CHILD_HASH]
    suspect: Annotated[bool, properties.SUSPECT] = False
    partial: Annotated[bool, properties.PARTIAL] = False


class Check(Record):
    """One comparison of a pair, with its outcome in words.

    Attributes:
        code: stable name, such as `late`
        severity: `info` where nothing is wrong
        message: Vietnamese
        english: the same in English
        ref: the child's item that was checked, empty where the plan as a whole was
    """

    code: str
    severity: Severity = Severity.INFO
    message: str
    english: str = ""
    ref: str = ""


class LinkedTask(Record):
    """A child's task as seen from a parent's task."""

    ref: str
    score: Score
    state: LinkState
    shared: tuple[str, ...] = ()
    quote: EvidenceSpan
    cosine: Score = 0.0
    suspect: bool = False


class TaskAssessment(Record):
    """The verdict on one of the parent's tasks.

    Attributes:
        obligation: how it binds the organisation
        phrase: the agency phrase that binds, as the plan has it
        status: coverage by this plan alone
        deep: coverage along the chain of delegation, worst of it
        chain: the units that the task was handed to, in order
        rule: code of the rule that decided
        explanation: that rule in words, Vietnamese
        links: the child's tasks, best first; for a gap the nearest ones
    """

    term: ClassVar[ClassTerm] = classes.ASSESSMENT

    ref: str
    kind: TaskKind
    heading: str | None = None
    text: str
    obligation: Annotated[Obligation, properties.OBLIGATION]
    phrase: Annotated[str, properties.PHRASE] = ""
    status: Annotated[Status, properties.STATUS]
    deep: Annotated[Status, properties.DEEP_STATUS]
    chain: tuple[str, ...] = ()
    rule: Annotated[str, properties.RULE]
    explanation: Annotated[str, properties.EXPLANATION]
    links: tuple[LinkedTask, ...] = ()
    checks: tuple[Check, ...] = ()
    quote: EvidenceSpan


class ChildAssessment(Record):
    """What one of the child's tasks is to the parent; `copied` is the share of its syllables in long verbatim runs."""

    term: ClassVar[ClassTerm] = classes.CHILD_ASSESSMENT

    ref: str
    kind: TaskKind
    text: str
    status: Annotated[ChildStatus, properties.CHILD_STATUS]
    copied: Annotated[Score, properties.COPIED]
    parents: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    quote: EvidenceSpan


class PlanReference(Record):
    """A plan as a report names it."""

    iri: str | None = None
    number: str | None = None
    title: str | None = None
    issuer: str | None = None
    date: Date | None = None

    @property
    def key(self) -> str:
        """What names the plan, as `PlanReading.key` does."""
        return self.iri or self.number or self.title or ""


class Counts(Record):
    """Tasks of kind `task` by status; `support` are those that only ask for cooperation and are never gaps."""

    binding: int = 0
    covered: int = 0
    partial: int = 0
    delegated: int = 0
    review: int = 0
    gap: int = 0
    exempt: int = 0
    not_applicable: int = 0
    support: int = 0
    unresolved: int = 0


class Rates(Record):
    """Shares of the binding tasks less exempt and not applicable; None where there are none."""

    strict: Score | None = None
    wide: Score | None = None


class CoverageReport(Record):
    """Coverage of a parent plan by a child plan for one organisation on one day."""

    child: PlanReference
    parent: PlanReference
    organisation: str
    as_of: Date | None
    child_cites_parent: bool
    rule_set: str = "default"
    counts: Counts
    deep_counts: Counts
    rates: Rates
    tasks: tuple[TaskAssessment, ...]
    child_tasks: tuple[ChildAssessment, ...]
    findings: tuple[Finding, ...] = ()
    rulings: tuple[Decision, ...] = ()


@lru_cache(maxsize=16384)
def hash_text(text: str) -> str:
    """The key of a task's text for decisions: SHA-256 over its compared form (case, blanks, tone placement unified).

    Example:
        >>> hash_text("Hoà giải  ở cơ sở.") == hash_text("hòa giải ở cơ sở")
        True
    """
    return hashlib.sha256(match_key(text).encode()).hexdigest()
