"""The answers of the service that are no record of the ontology, as OpenAPI tells them."""

from __future__ import annotations

import datetime

from pydantic import BaseModel, ConfigDict, Field

from cancu.graph.gaps import MatrixRow
from cancu.graph.inheritance import LeftOut
from cancu.graph.search import Hit
from cancu.ontology.assessments import Counts, Decision, Obligation, PlanReference, Rates, TaskLink
from cancu.ontology.records import Citation, Deadline, Document, Finding, Level, Task, TaskKind


class Answer(BaseModel):
    """An answer; a page of a list carries the cursor of the next one."""

    model_config = ConfigDict(extra="forbid")


class DocumentRow(Answer):
    """A document of the store as lists show it."""

    iri: str
    name: str
    type: str | None
    number: str | None = Field(examples=["2215/QĐ-UBND"])
    date: datetime.date | None
    issuer: str | None
    level: Level | None
    title: str | None
    sha256: str
    editions: int
    citations: int
    tasks: int
    duties: int
    targets: int
    findings: int
    rivals: list[str]


class DocumentPage(Answer):
    """Documents of the store, by date and number."""

    documents: list[DocumentRow]
    total: int
    next: str | None = None


class FilePlace(BaseModel):
    """Where words stand in their file: page, sheet, cell, paragraph."""

    model_config = ConfigDict(extra="allow")


class PlacedFinding(Finding):
    """A finding, with its place in the file where that is known."""

    place: FilePlace | None = None


class DocumentAnswer(Answer):
    """One document whole."""

    iri: str
    name: str
    document: Document
    citations: list[Citation]
    tasks: list[Task]
    findings: list[PlacedFinding]
    rivals: list[str]


class Edge(Answer):
    """That one document rests on another; `quote` says so."""

    from_: str = Field(alias="from")
    to: str
    relation: str
    pinpoint: str | None
    quote: str
    resolution: str
    in_store: bool


class CitedDocument(Answer):
    """A document that is cited, of the store or absent."""

    iri: str
    label: str
    number: str | None
    title: str | None
    in_store: bool


class CitationRow(Citation):
    """One mention of a document in another, with the document that it was resolved to.

    Attributes:
        document: who cites
        ordinal: the place among its citations, from 1
        quote: the clause, exactly as it stands in the text
        task: the item in which it stands
        cited: what is cited; None for the document itself, and for what names nothing
    """

    document: str
    ordinal: int
    quote: str
    task: str | None
    cited: CitedDocument | None


class CitationPage(Answer):
    """Citations of a document or to it, by citing document and place."""

    citations: list[CitationRow]
    total: int
    next: str | None = None


class Supersession(Answer):
    """That a document was replaced or repealed."""

    iri: str
    label: str
    relation: str
    since: datetime.date | None


class Node(BaseModel):
    """A document of the graph, stored or only cited."""

    model_config = ConfigDict(extra="allow")

    iri: str
    label: str
    in_store: bool
    superseded_by: list[Supersession]


class BasisAnswer(Answer):
    """What a document rests on, or what rests on it."""

    document: str
    edges: list[Edge]
    nodes: list[Node]


class Origin(BaseModel):
    """The task of a plan above from which one was taken over."""

    model_config = ConfigDict(extra="allow")

    plan: PlanReference
    ref: str


class TaskRow(BaseModel):
    """A task of a plan, with the tasks above it that it takes over."""

    model_config = ConfigDict(extra="allow")

    document: str | None
    ref: str
    kind: TaskKind
    heading: str | None
    text: str
    lead: list[str]
    coordinate: list[str]
    deadline: Deadline | None
    inherited_from: list[Origin]
    obligation: Obligation | None = None


class TaskAnswer(Answer):
    """Tasks of a plan, or all that binds an organisation on a day; `left_out` tells what does not bind any more."""

    document: str | None
    organisation: str | None
    as_of: datetime.date | None
    ended: datetime.date | None = None
    tasks: list[TaskRow]
    left_out: list[LeftOut] = []


class LinkAnswer(Answer):
    """Pairs of tasks of two plans, best first."""

    links: list[TaskLink]


class GapPage(Answer):
    """Plans below and the binding tasks above them, worst coverage first, with their sums.

    Attributes:
        total: pairs of plans that the question chooses
    """

    rows: list[MatrixRow]
    counts: Counts
    rates: Rates
    total: int
    next: str | None = None


class FindingRow(Finding):
    """A finding with the document that it speaks of."""

    document: str
    label: str


class FindingPage(Answer):
    """Findings of the store, by document."""

    findings: list[FindingRow]
    total: int
    next: str | None = None


class CheckAnswer(Answer):
    """Findings of one document, and what the store knows beyond it."""

    iri: str
    number: str | None
    title: str | None
    findings: list[PlacedFinding]


class SearchAnswer(Answer):
    """Documents and tasks that match, best first."""

    query: str
    documents: list[Hit]
    tasks: list[Hit]


class RulingRow(Decision):
    """A ruling of a person, with the documents named for people."""

    parent_name: str
    child_name: str
    in_force: bool


class RulingAnswer(Answer):
    """Rulings in the order they were recorded."""

    rulings: list[RulingRow]


class OrganisationRow(Answer):
    """An organisation that documents of the store name, with how many of its documents are stored."""

    name: str
    documents: int
    level: Level | None


class OrganisationPage(Answer):
    """Organisations, by name."""

    organisations: list[OrganisationRow]
    next: str | None = None


class UnitRow(Answer):
    """An administrative unit with its time of validity; `successors` took its place."""

    key: str = Field(description="Mã và năm bắt đầu (code, and the year it began)", examples=["51@2025"])
    code: str
    name: str
    level: Level
    province: str
    parent: str
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    successors: list[str]


class UnitPage(Answer):
    """Administrative units of a day, by code."""

    units: list[UnitRow]
    next: str | None = None
