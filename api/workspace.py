"""The one place where delivery meets the other rooms: files are read, the store is opened, questions are asked.

Everything comes back as the values of the commands' contract, ready for JSON; `cancu.api.views` shows them to people.
Questions about pairs of plans, which also work on files alone, stand in `cancu.api.desk`.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from cancu.ontology.errors import CancuError, StoreError, UnknownNodeError

if TYPE_CHECKING:
    from cancu.graph.holdings import StoredDocument
    from cancu.graph.nodes import Graph
    from cancu.graph.query_answers import Answer
    from cancu.graph.store import Store
    from cancu.ontology.assessments import PlanReading
    from cancu.ontology.records import Extraction, Record, SourceText

Value = dict[str, Any]

DOCUMENT_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".docx", ".doc", ".pdf", ".html", ".htm", ".odt", ".rtf"})
"""What counts as a document inside a folder; a file that is named is read whatever its ending."""


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
    """Read the text of a file.

    Raises:
        SourceError: it is missing or cannot be read.
    """
    from cancu.ingest.readers import read_source

    return read_source(path)


def read_document(path: Path) -> Reading:
    """Read the text and all records of a file.

    Raises:
        SourceError: it is missing or cannot be read.
    """
    from cancu.ingest.extraction import extract

    source = read_source_file(path)
    return Reading(source, extract(source))


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The documents in folders, sorted by path, and every named file; each once.

    A folder's hidden files and its `README` speak of the folder and are no documents.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        for folder, inner, names in os.walk(path):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            for name in sorted(names):
                if Path(name).suffix.lower() in DOCUMENT_SUFFIXES and not name.startswith((".", "README")):
                    found[Path(folder, name)] = None
    return list(found)


def ingest_files(
    store_path: Path,
    files: Sequence[Path],
    step: Callable[[str], None] = lambda _name: None,
    judge: Callable[[SourceText, Extraction], list[Value]] | None = None,
) -> Value:
    """Read files into the store, one transaction each; a file that cannot be read is reported and passed over.

    Args:
        store_path: the store; made when the first document is ready
        files: what to read
        step: called with the file's name after each
        judge: tells what is wrong with the records of a new document, which is stored all the same

    Raises:
        StoreError: the store itself cannot be used; what was stored before stays.
    """
    from cancu.graph.store import Store

    outcome: Value = {"documents": 0, "unchanged": 0, "failed": []}
    with ExitStack() as stack:
        store: Store | None = None
        for path in files:
            try:
                reading = read_document(path)
                store = store or stack.enter_context(Store.open(store_path, create=True))
                status = store.put(*reading).status
            except StoreError:
                raise
            except CancuError as error:
                outcome["failed"].append({"path": str(path), "code": error.code, "message": error.message})
            except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
                message = f"lỗi khi đọc: {type(error).__name__}: {error}"
                outcome["failed"].append({"path": str(path), "code": "E_INTERNAL", "message": message})
            else:
                outcome["unchanged" if status == "unchanged" else "documents"] += 1
                if judge and status != "unchanged":
                    outcome.setdefault("violations", []).extend(judge(*reading))
            step(path.name)
    return outcome


@contextmanager
def open_workspace(path: Path, *, read_only: bool = True) -> Iterator[Workspace]:
    """Open the store at `path` and close it afterwards.

    Raises:
        StoreError: there is no store, it cannot be opened, or what is asked of it shows that it is damaged.
    """
    from cancu.graph.connection import translate_reads
    from cancu.graph.store import Store

    with Store.open(path, read_only=read_only) as store, translate_reads(path):
        yield Workspace(store)


class Workspace:
    """Questions to one open store, answered in the values of the contract."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def list_documents(self) -> Value:
        """All documents, by date and number."""
        documents = sorted(
            self.store.documents(), key=lambda one: (str(one.document.date or ""), one.document.number or "", one.iri)
        )
        return {"documents": [_describe_stored(document) for document in documents]}

    def show_document(self, name: str) -> Value:
        """One document whole."""
        stored = self.store.find(name)
        extraction = self.store.extraction(stored.iri).model_dump(mode="json")
        findings = [finding.model_dump(mode="json") for finding in self.store.findings(stored.iri)]
        return {"iri": stored.iri, "name": stored.name, **extraction, "findings": findings, "rivals": stored.rivals}

    def find_basis(
        self, name: str, *, down: bool = False, depth: int | None = 1, as_of: datetime.date | None = None
    ) -> Value:
        """What a document rests on, or what rests on it; one step unless `depth` says more, None for all."""
        from cancu.graph.legal_basis import legal_basis
        from cancu.graph.network import find_node

        graph = self.graph
        return legal_basis(graph, find_node(graph, name), down=down, depth=depth, as_of=as_of)

    def find_cascade(self, name: str, *, up: bool = False, depth: int | None = None) -> Value:
        """The plans below or above a document, through absent ones too."""
        from cancu.graph.cascade import cascade
        from cancu.graph.network import find_node

        graph = self.graph
        return cascade(graph, find_node(graph, name), up=up, depth=depth).model_dump(mode="json")

    def list_plan_pairs(self) -> list[tuple[str, str]]:
        """Child and parent of every stored plan that carries out a stored plan; only the lowest of its parents."""
        from cancu.graph.cascade import plans_linked

        above: dict[str, set[str]] = {}
        for pair in plans_linked(self.graph):
            if self.graph.nodes[pair.parent]["role"] == "plan":
                above.setdefault(pair.child, set()).add(pair.parent)
        return [
            (child, parent)
            for child in sorted(above)
            if self.graph.nodes[child]["role"] == "plan"
            for parent in sorted(keep_lowest(above[child], above))
        ]

    def search(self, query: str, limit: int) -> Value:
        """Documents and tasks that match, best first, at most `limit` of each."""
        from cancu.graph.search import search

        found: Value = {"query": query, "documents": [], "tasks": []}
        for side, kinds in (("documents", ("document", "citation", "text")), ("tasks", ("task",))):
            hits = search(self.store, query, limit=limit, kinds=kinds)
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


def read_stored_plan(store: Store, iri: str) -> PlanReading:
    """A stored document as coverage works on it.

    Raises:
        UnknownNodeError: no such document.
    """
    from cancu.ontology.assessments import PlanReading

    return PlanReading(extraction=store.extraction(iri), text=store.text(iri), iri=iri)


def keep_lowest(plans: set[str], above: dict[str, set[str]]) -> set[str]:
    """Those of some plans that stand above none of the others.

    Example:
        >>> keep_lowest({"national", "province"}, {"province": {"national"}})
        {'province'}
    """
    return plans - {higher for plan in plans for higher in above.get(plan, ()) if higher != plan}


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
