"""What the answers need from a store, whichever it is: one interface, kept by the embedded store and by Neo4j.

`Records` is the reading half of `cancu.graph.store.Store`: documents as they were read. `Knowledge` are the questions
whose answers run through many documents; each store walks its own graph, and both hand the same records back. What is
written (ingest, rulings, removal) and the views made of a whole store (RDF, SPARQL) belong to the embedded store alone.
One suite of tests asks both everything and compares the answers as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from cancu.graph.cascade import Cascade
    from cancu.graph.gaps import CoverageMatrix
    from cancu.graph.holdings import Mention, SeenText, StoredDocument
    from cancu.graph.inheritance import Cascade as PlanCascade
    from cancu.graph.neighbourhood import Neighbourhood, Walk
    from cancu.graph.nodes import Graph
    from cancu.graph.search import Hit
    from cancu.ontology.assessments import Decision, DecisionKind, PlanReading
    from cancu.ontology.records import Citation, Date, Extraction, Finding, SourceText
    from cancu.ontology.resources import Resource

Value = dict[str, Any]


class BasisQuestion(NamedTuple):
    """What `basis` asks of a document: bases or dependants, how many steps, and on which day they are judged."""

    down: bool = False
    depth: int | None = 1
    as_of: Date | None = None


class MatrixQuestion(NamedTuple):
    """Which child plans and which tasks `gaps` asks for; None for all.

    Attributes:
        level: child plans of one level of government
        within: child plans of a unit and of the units inside it
        topic: tasks with these words, or of this reform area
        pairs: only these child and parent plans, whatever their level and unit
    """

    level: str | None = None
    within: str | None = None
    topic: str | None = None
    pairs: tuple[tuple[str, str], ...] | None = None


def read_stored_plan(records: Records, iri: str) -> PlanReading:
    """Read a stored document as coverage works on it.

    Raises:
        UnknownNodeError: no such document.
    """
    from cancu.ontology.assessments import PlanReading

    source = records.source(iri)
    return PlanReading(extraction=records.extraction(iri), text=source.text, iri=iri, places=source.places)


class Records(Protocol):
    """Documents of a store, as they were read."""

    @property
    def base(self) -> str:
        """Where identifiers live."""

    @property
    def revision(self) -> int:
        """Counts the changes of the store that answers."""

    def documents(self) -> Iterator[StoredDocument]:
        """Yield the documents by IRI."""

    def holds(self, iri: str) -> bool:
        """Whether a document of the store bears this IRI."""

    def describe(self, iri: str) -> StoredDocument:
        """Describe one document by its IRI; raises `UnknownNodeError`."""

    def find(self, name: str) -> StoredDocument:
        """Find a document by IRI, number, title or file; raises `UnknownNodeError`, `AmbiguousNameError`."""

    def extraction(self, iri: str) -> Extraction:
        """Read the records of a document."""

    def findings(self, iri: str) -> tuple[Finding, ...]:
        """Read what there is to object to in a document."""

    def all_findings(self) -> Iterator[tuple[str, Finding]]:
        """Yield what was objected to when the documents were read, each with the IRI of its document."""

    def leads(self) -> tuple[str, ...]:
        """Read the organisations that lead a task of some document, as printed, by name."""

    def mentions(self, iri: str) -> tuple[Mention, ...]:
        """Read the citations of a document with their surroundings."""

    def text(self, iri: str) -> str:
        """Read the text of a document."""

    def source(self, iri: str) -> SourceText:
        """Read the text of a document with its hash, file name and places."""

    def decisions(self, kind: DecisionKind | None = None, *, history: bool = False) -> tuple[Decision, ...]:
        """Read rulings in the order they were recorded."""


class Knowledge(Protocol):
    """Questions that run through many documents."""

    def find_node(self, name: str) -> str:
        """The IRI of a document, stored or only cited; raises `UnknownNodeError`, `AmbiguousNameError`."""

    def find_arrived(self, iri: str) -> str | None:
        """The stored document for which an IRI stood, or stands, while it is absent; None where there is none."""

    def describe_nodes(self, iris: Iterable[str]) -> dict[str, Value]:
        """What is known of some documents, stored or only cited, by IRI; those that nobody knows are left out."""

    def find_surroundings(self, iri: str) -> Graph:
        """The relations of a document and those that it tells of others, with the documents that they name."""

    def find_doubtful(self) -> Graph:
        """The relations that rest on a doubtful mention, with the documents that it may mean; there may be more."""

    def find_neighbourhood(self, iri: str, walk: Walk) -> Neighbourhood:
        """The documents within some steps of a document, the nearest first."""

    def find_basis(self, iri: str, question: BasisQuestion) -> Value:
        """What a document rests on, or what rests on it: the JSON of the contract."""

    def find_cascade(self, iri: str, *, up: bool = False, depth: int | None = None) -> Cascade:
        """The plans below or above a document."""

    def search(self, query: str, *, limit: int, kinds: tuple[str, ...]) -> tuple[Hit, ...]:
        """Places that hold the words of a query, best first."""

    def list_measured(self, question: MatrixQuestion | None = None) -> list[tuple[str, str]]:
        """Child and parent of every stored plan that is measured by a stored plan; of the children asked for."""

    def build_matrix(self, question: MatrixQuestion) -> CoverageMatrix:
        """Every child plan asked for against the binding tasks of the plans it is measured by."""

    def list_printed_names(self) -> Iterable[str]:
        """The names of organisations that plans with tasks print."""

    def read_plans(
        self, *, organisation: str | None = None, on: Date | None = None, plan: str | None = None
    ) -> PlanCascade:
        """Plans with tasks, who stands above whom, and where tasks come from.

        Args:
            organisation: plans that cannot bind it may be left out
            on: a day on which they may bind it, beside the day of each plan
            plan: plans other than this one may be left out
        """

    def find_above(self, iri: str) -> set[str]:
        """IRIs of the stored plans that a stored document carries out."""

    def find_below(self, iri: str) -> set[str]:
        """IRIs of the stored plans that carry out a stored document."""

    def choose_lowest(self, iris: set[str]) -> list[str]:
        """Those of some documents that are plans and stand above no other of them."""

    def rank_plans(self, iri: str, most: int) -> list[str]:
        """The other stored plans that do not stand lower than a stored document, the likeliest to measure it first."""

    def list_latest(self, count: int) -> tuple[str, ...]:
        """IRIs of the stored documents that came or changed last, the newest first."""

    def list_editions(self, iri: str) -> tuple[SeenText, ...]:
        """The texts that were seen of a stored document, in the order they came."""

    def count_leads(self) -> tuple[tuple[str, int], ...]:
        """The agencies and groups that lead tasks, as printed, with how many, the most first."""

    def describe_organisations(self) -> dict[str, Resource]:
        """The agencies, groups and units that documents name, by IRI."""

    def describe_absent(self, iri: str) -> Resource | None:
        """A document that is cited, or known to have replaced one, and not stored; None where there is none."""

    def find_superseded_bases(self, iri: str) -> tuple[Finding, ...]:
        """The bases of a document that no longer held on its day."""

    def find_date_conflicts(self, iri: str, citations: Sequence[Citation]) -> tuple[Finding, ...]:
        """The citations of a document whose date is not that of the stored document that they mean."""
