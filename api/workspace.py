"""The one place where delivery meets the other rooms: files are read, the store is opened, questions are asked.

Everything comes back as the values of the commands' contract, ready for JSON; `cancu.api.views` shows them to people.
Questions about pairs of plans, which also work on files alone, stand in `cancu.api.desk`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from cancu.graph.knowledge import read_stored_plan
from cancu.ontology.errors import StoreError, UnknownNodeError

if TYPE_CHECKING:
    from cancu.graph.holdings import StoredDocument
    from cancu.graph.knowledge import Knowledge, Records
    from cancu.graph.nodes import Graph
    from cancu.graph.query_answers import Answer
    from cancu.graph.store import Store
    from cancu.ontology.records import Extraction, Finding, Place, Record, SourceText

__all__ = [
    "Question", "Reading", "Ruling", "ServerWorkspace", "Value", "Workspace", "find_item", "list_findings",
    "open_server", "open_workspace", "place_in_file", "read_document", "read_source_file", "read_stored_plan",
    "refuse_server",
]  # fmt: skip

Value = dict[str, Any]


class Reading(NamedTuple):
    """A document read from a file."""

    source: SourceText
    extraction: Extraction


class Ruling(NamedTuple):
    """A person's ruling as it was typed: `first` and `second` are documents, or tasks written `DOC#REF`."""

    kind: str
    first: str
    second: str | None
    by: str
    date: datetime.date
    reason: str = ""
    organisation: str = ""
    unit: str = ""


class Question(NamedTuple):
    """A question as it was typed: a query, or the name of one of the library with its parameters.

    Attributes:
        limit: rows at most
        timeout: seconds at most
    """

    text: str
    name: str | None
    parameters: dict[str, str]
    limit: int
    timeout: float


def place_in_file(source: SourceText, extraction: Extraction) -> Extraction:
    """The records with offsets into the file's own characters, which differ where its letters are decomposed."""
    if not source.shifts:
        return extraction
    from cancu.ingest.readers import map_to_file

    def move(record: Record) -> Record:
        places = {name: getattr(record, name) for name in ("start", "end")}
        moved = {name: map_to_file(source, place) for name, place in places.items() if place is not None}
        return record.model_copy(update=moved)

    return extraction.model_copy(
        update={
            "citations": tuple(map(move, extraction.citations)),
            "tasks": tuple(map(move, extraction.tasks)),
            "findings": tuple(map(move, extraction.findings)),
        }
    )


def read_source_file(path: Path) -> SourceText:
    """Read the text of a file and tell what its reader objects to, such as pages that could not be read.

    Raises:
        SourceError: it is missing or cannot be read.
    """
    from cancu.api.terminal import tell
    from cancu.ingest.readers import read_source

    source = read_source(path)
    for finding in source.findings:
        tell(f"{path.name}: {finding.message}", finding.english)
    return source


def read_document(path: Path) -> Reading:
    """Read the text and all records of a file.

    Raises:
        SourceError: it is missing or cannot be read.
    """
    from cancu.ingest.extraction import extract

    source = read_source_file(path)
    return Reading(source, extract(source))


@contextmanager
def open_workspace(path: Path, *, read_only: bool = True) -> Iterator[Workspace]:
    """Open the store at `path`, a file or the address of a server, and close it afterwards.

    Raises:
        StoreError: there is no store, it cannot be opened, what is asked of it shows that it is damaged, or a server
            should be written to.
    """
    from cancu.graph.connection import translate_reads
    from cancu.graph.neo4j_driver import find_address
    from cancu.graph.store import Store

    address = find_address(path)
    if address:
        if not read_only:
            raise refuse_server(address)
        with open_server(address) as workspace:
            yield workspace
        return
    with Store.open(path, read_only=read_only) as store, translate_reads(path):
        yield Workspace(store)


@contextmanager
def open_server(address: str) -> Iterator[ServerWorkspace]:
    """Connect to a server that a store was pushed to, and leave it afterwards.

    Raises:
        StoreError: it does not answer, or refuses.
    """
    from cancu.graph.neo4j_driver import connect, read_access
    from cancu.graph.neo4j_knowledge import Neo4jKnowledge
    from cancu.graph.neo4j_records import Neo4jRecords

    with connect(read_access(address)) as server:
        records = Neo4jRecords(server)
        yield ServerWorkspace(records, Neo4jKnowledge(server, records), address)


def refuse_server(address: str) -> StoreError:
    """The error for what needs the store file itself."""
    return StoreError(
        "Việc này cần tệp kho, không làm được trên máy chủ Neo4j",
        "this needs the store file and cannot be done on a Neo4j server",
        where=address,
        hint="chạy với --store TỆP, rồi: cancu neo4j push (run it on the file, then push)",
        code="E_STORE_SERVER",
    )


class Workspace:
    """Questions to one open store, answered in the values of the contract."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def store(self) -> Store:
        """The store file, for what only a file can do: writing, RDF, care."""
        return self._store

    @property
    def records(self) -> Records:
        """The documents of the store."""
        return self.store

    @cached_property
    def knowledge(self) -> Knowledge:
        """The questions that run through many documents."""
        from cancu.graph.embedded import EmbeddedKnowledge

        return EmbeddedKnowledge(self.store, lambda: self.graph)

    def list_documents(self) -> Value:
        """All documents, by date and number."""
        documents = sorted(
            self.records.documents(), key=lambda one: (str(one.document.date or ""), one.document.number or "", one.iri)
        )
        return {"documents": [_describe_stored(document) for document in documents]}

    def show_document(self, name: str) -> Value:
        """One document whole."""
        stored = self.records.find(name)
        extraction = self.records.extraction(stored.iri).model_dump(mode="json")
        findings = list_findings(self.records.findings(stored.iri), self.records.source(stored.iri).places)
        return {"iri": stored.iri, "name": stored.name, **extraction, "findings": findings, "rivals": stored.rivals}

    def find_basis(
        self, name: str, *, down: bool = False, depth: int | None = 1, as_of: datetime.date | None = None
    ) -> Value:
        """What a document rests on, or what rests on it; one step unless `depth` says more, None for all."""
        from cancu.graph.knowledge import BasisQuestion

        iri = self.knowledge.find_node(name)
        return self.knowledge.find_basis(iri, BasisQuestion(down=down, depth=depth, as_of=as_of))

    def find_cascade(self, name: str, *, up: bool = False, depth: int | None = None) -> Value:
        """The plans below or above a document, through absent ones too."""
        iri = self.knowledge.find_node(name)
        return self.knowledge.find_cascade(iri, up=up, depth=depth).model_dump(mode="json")

    def list_plan_pairs(self) -> list[tuple[str, str]]:
        """Child and parent of every stored plan that carries out a stored plan; only the lowest of its parents."""
        return self.knowledge.list_measured()

    def find_holder(self, iri: str) -> str | None:
        """The stored document that an IRI names, or of which it names a part; None where there is none."""
        while "/id/vb/" in iri:
            if self.records.holds(iri):
                return iri
            iri = iri.rpartition("/")[0]
        return None

    def search(self, query: str, limit: int) -> Value:
        """Documents and tasks that match, best first, at most `limit` of each."""
        found: Value = {"query": query, "documents": [], "tasks": []}
        for side, kinds in (("documents", ("document", "citation", "text")), ("tasks", ("task",))):
            hits = self.knowledge.search(query, limit=limit, kinds=kinds)
            found[side] = [hit.model_dump(mode="json") for hit in hits]
        return found

    def ask_graph(self, question: Question) -> Answer:
        """The answer to a query, or to a question of the library."""
        from cancu.graph.query_endpoint import Limits
        from cancu.graph.sparql import open_sparql

        with open_sparql(self.store, Limits(seconds=question.timeout, rows=question.limit)) as sparql:
            if question.name:
                return sparql.ask(question.name, **question.parameters)
            return sparql.query(question.text)

    def verify(self) -> list[Value]:
        """What is wrong with the store, or with the triples kept beside it; empty where all is whole."""
        from cancu.graph.triple_view import check_triples

        problems = [problem.model_dump(mode="json") for problem in self.store.verify()]
        # triples cannot be compared with a store that cannot be read
        return problems or [problem.model_dump(mode="json") for problem in check_triples(self.store)]

    def rebuild(self) -> None:
        """Make the full-text index anew from the records, and let the next question make the triples anew."""
        from cancu.graph.connection import discard_triples

        self.store.rebuild_index()
        discard_triples(self.store.path)

    def backup(self, target: Path) -> Value:
        """Copy the store to a file; the copy is checked before it gets its name."""
        return self.store.backup(target).model_dump(mode="json")

    @cached_property
    def graph(self) -> Graph:
        """The graph of the store, made when the first question needs it."""
        from cancu.graph.network import build_graph

        return build_graph(self.store)


class ServerWorkspace(Workspace):
    """Questions to a server: the same answers; what needs the store file is refused."""

    def __init__(self, records: Records, knowledge: Knowledge, address: str) -> None:
        self._records = records
        self._knowledge = knowledge
        self._address = address

    @property
    def records(self) -> Records:
        """The documents that were pushed."""
        return self._records

    @property
    def store(self) -> Store:
        """There is no store file.

        Raises:
            StoreError: always; says what to do instead.
        """
        raise refuse_server(self._address)

    @cached_property
    def knowledge(self) -> Knowledge:
        """The questions, walked by the server."""
        return self._knowledge

    @cached_property
    def graph(self) -> Graph:
        """There is no working graph: it would have to be fetched as a whole."""
        raise refuse_server(self._address)


def list_findings(findings: Sequence[Finding], places: Sequence[Place]) -> list[Value]:
    """Findings as values, each with the place in the file where one is known."""
    from cancu.api.places import dump_place, find_place

    listed = []
    for finding in findings:
        place = find_place(places, finding.start) if finding.start is not None else None
        listed.append({**finding.model_dump(mode="json"), **({"place": dump_place(place)} if place else {})})
    return listed


class HasRef(Protocol):
    """Anything that an item's ref names."""

    @property
    def ref(self) -> str:
        """Labels from the outside in, joined by dots."""


Item = TypeVar("Item", bound=HasRef)


def find_item(items: Sequence[Item], ref: str, *, where: str) -> Item:
    """The item with this ref, whatever its case.

    Raises:
        UnknownNodeError: there is none; the hint names refs that are near.
    """
    import difflib

    wanted = "".join(ref.split())
    for item in items:
        if item.ref.casefold() == wanted.casefold():
            return item
    near = difflib.get_close_matches(wanted, [item.ref for item in items], n=5, cutoff=0.4)
    raise UnknownNodeError(
        f"Không có mục “{ref}”",
        f"there is no item {ref!r}",
        where=where,
        hint=f"có thể là: {', '.join(near)}" if near else "xem các mục bằng: cancu extract hoặc cancu tasks",
    )


def _describe_stored(stored: StoredDocument) -> Value:
    head = stored.document.model_dump(mode="json")
    counts = stored.model_dump(mode="json", exclude={"document", "rivals"})
    return {**{key: head[key] for key in ("type", "number", "date", "issuer", "level")},
            "title": head["plan_title"] or head["title"], **counts, "rivals": list(stored.rivals)}  # fmt: skip
