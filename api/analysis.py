"""A store as analysts work on it, in a notebook or a script: frames, graphs, questions, pictures.

`cancu.open` gives a `KnowledgeGraph`. Its tables are those of `cancu export csv`, column for column; its verdicts are
those of `cancu coverage`. It only reads, and sees what others write meanwhile.
"""

from __future__ import annotations

import datetime
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from cancu.api import frames
from cancu.api.workspace import Workspace

if TYPE_CHECKING:
    import pandas
    import polars
    import rdflib

    from cancu.api.displays import CoverageView, DocumentView
    from cancu.api.named_questions import NamedQuestions
    from cancu.api.pictures import Picture
    from cancu.graph.nodes import Graph

_LONGEST_QUERY = 60.0
"""Seconds that a query may take where a person waits for it in a notebook."""
_MOST_ROWS = 100_000


def open(path: Path | str) -> KnowledgeGraph:  # noqa: A001 - analysts write `cancu.open`
    """Open a store for reading.

    Args:
        path: its file, as `cancu ingest` wrote it

    Raises:
        StoreUnavailableError: there is none, or it cannot be read.
    """
    from cancu.graph.store import Store

    return KnowledgeGraph(Workspace(Store.open(Path(path), read_only=True)))


def open_samples() -> KnowledgeGraph:
    """Open a store of the bundled samples, invented documents of an invented province; it goes when it is closed.

    Example:
        >>> with open_samples() as kg:
        ...     len(kg.documents(in_store=True))
        14
    """
    from importlib.resources import as_file, files

    from cancu.api.intake import ingest_files

    folder = tempfile.mkdtemp(prefix="cancu-")
    path = Path(folder, "mau.db")
    with as_file(files("cancu.samples")) as samples:
        ingest_files(path, sorted(samples.glob("*.txt")))
    kg = open(path)
    weakref.finalize(kg, shutil.rmtree, folder, ignore_errors=True)
    return kg


class KnowledgeGraph:
    """Documents, legal bases, plans, agencies and tasks of one store; see `open`.

    Every table is a method that takes wanted values by column and gives a frame of pandas:
    `kg.tasks(document="2215/QĐ-UBND", kind="task")`. Documents are told by number, name or IRI, texts without regard to
    case; a list wants any of its values. A choice without rows warns and names what is near.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._rows: dict[tuple[int, bool], dict[str, frames.Rows]] = {}
        self._close = weakref.finalize(self, workspace.store.close)

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        self._close()

    def __repr__(self) -> str:
        documents = sum(1 for _ in self._workspace.store.documents())
        return f"<KnowledgeGraph {self._workspace.store.path}: {documents} văn bản (documents)>"

    def _repr_html_(self) -> str:
        from cancu.api.displays import display_store

        return display_store(self._workspace.store)

    # ── frames ─────────────────────────────────────────────────────────────────────────────────────────────────

    def table(self, name: str, /, **where: Any) -> pandas.DataFrame:
        """Any table by its name.

        Beside those below there are `texts`, `products`, `milestones`, `measures`, `agencies`, `units`, `own_tasks`,
        `checks` and `decisions`.

        Raises:
            UnknownNodeError: there is no such table, column or document.
        """
        return frames.make_pandas(name, self._select(name, where))

    def polars(self, name: str, /, **where: Any) -> polars.DataFrame:
        """Any table as a frame of polars."""
        return frames.make_polars(name, self._select(name, where))

    def documents(self, **where: Any) -> pandas.DataFrame:
        """Documents, those that are cited and absent too: type, number, date, issuer, level, title, role."""
        return self.table("documents", **where)

    def citations(self, **where: Any) -> pandas.DataFrame:
        """Every mention of a document: who cites (`document`), what (`cited`), in what relation, in which words."""
        return self.table("citations", **where)

    def tasks(self, **where: Any) -> pandas.DataFrame:
        """Tasks, duties and targets: where they stand, what they say, when they are due."""
        return self.table("tasks", **where)

    def assignments(self, **where: Any) -> pandas.DataFrame:
        """Who leads (`lead`) or takes part in (`coordinate`) which task."""
        return self.table("assignments", **where)

    def findings(self, **where: Any) -> pandas.DataFrame:
        """What a careful reader would object to in each document."""
        return self.table("findings", **where)

    def links(self, **where: Any) -> pandas.DataFrame:
        """Which task of a plan corresponds to which task of the plan above, how sure, by which shared words."""
        return self.table("links", **where)

    def coverage(self, **where: Any) -> pandas.DataFrame:
        """The verdict on every task of every plan above, for every plan that carries it out."""
        return self.table("coverage", **where)

    # ── questions ──────────────────────────────────────────────────────────────────────────────────────────────

    def basis(self, document: str, *, down: bool = False, depth: int | None = 1) -> pandas.DataFrame:
        """What a document rests on, or with `down` what rests on it, and which of these had been superseded.

        Args:
            document: number, name or IRI
            down: what rests on it instead
            depth: steps at most; None for all
        """
        from cancu.api.question_frames import frame_basis

        return frame_basis(self._workspace.find_basis(self._find(document), down=down, depth=depth))

    def superseded(self, *, as_of: datetime.date | None = None) -> pandas.DataFrame:
        """The bases of all stored documents that no longer held, on the day of each document or on another.

        Args:
            as_of: the day; the day of each document if None
        """
        from cancu.api.question_frames import frame_basis

        answers = [self._workspace.find_basis(one.iri, as_of=as_of) for one in self._workspace.store.documents()]
        return frame_basis(*answers).query("superseded_by != ''").reset_index(drop=True)

    def cascade(self, document: str, *, up: bool = False, depth: int | None = None) -> pandas.DataFrame:
        """The plans below a document, or above it, one row per plan with the plan it hangs on."""
        from cancu.api.question_frames import frame_cascade

        found = self._workspace.find_cascade(self._find(document), up=up, depth=depth)
        return frame_cascade(found, self._workspace.graph)

    def duties(self, organisation: str, *, as_of: datetime.date | None = None) -> pandas.DataFrame:
        """All tasks that bind an organisation on a day (today if None), in all plans."""
        from cancu.api.overview import list_binding_tasks
        from cancu.api.question_frames import frame_duties

        return frame_duties(list_binding_tasks(self._workspace, organisation, as_of=as_of))

    def gaps(
        self, *, level: str | None = None, within: str | None = None, topic: str | None = None
    ) -> pandas.DataFrame:
        """Every plan against the binding tasks of the plan above it, one row per plan and task, with the status.

        Args:
            level: keep plans of one level, such as `department`
            within: keep plans of a unit and the units inside it
            topic: keep tasks with these words, or of this reform area
        """
        from cancu.api.overview import build_gaps
        from cancu.api.question_frames import frame_gaps

        positions = {(row["document"], row["ref"]): row["start"] for row in self._tabulate(verdicts=False)["tasks"]}
        return frame_gaps(build_gaps(self._workspace, level=level, within=within, topic=topic), positions)

    def search(self, words: str, *, limit: int = 20) -> pandas.DataFrame:
        """Documents and tasks with these words, with or without marks, best first."""
        from cancu.api.question_frames import frame_hits

        return frame_hits(self._workspace.search(words, limit))

    @property
    def questions(self) -> NamedQuestions:
        """The questions of the library as functions: `kg.questions.most_cited_bases()`; shown as a list."""
        from cancu.api.named_questions import NamedQuestions

        return NamedQuestions(self._ask)

    def sparql(self, query: str) -> pandas.DataFrame:
        """The answer to a SPARQL query; the prefixes of the ontology need no declaration."""
        from cancu.api.question_frames import frame_answer

        with self._open_sparql() as sparql:
            answer = sparql.query(query)
        if answer.boolean is None and not answer.rows and answer.turtle is None:
            frames.warn_of_no_answer(query, self._list_names())
        return frame_answer(answer)

    # ── graphs ─────────────────────────────────────────────────────────────────────────────────────────────────

    def graph(self, *, tasks: bool = True, links: bool = False) -> Graph:
        """The graph for networkx, with plain values; see `cancu.graph.flat_graph`."""
        from cancu.graph.flat_graph import build_flat_graph

        return build_flat_graph(self._workspace.store, tasks=tasks, links=links)

    def rdf(self, *, verdicts: bool = False) -> rdflib.Graph:
        """The triples as a graph of rdflib; ask it with `kg.sparql`, which is far faster than rdflib's own engine.

        Raises:
            CancuError: the libraries of `cancu[rdf]` are missing.
        """
        from cancu.api.linked_data import write_store
        from cancu.ontology.extras import require_extra

        require_extra("rdf", "rdflib")
        import rdflib

        graph = rdflib.Graph()
        return graph.parse(data="".join(write_store(self._workspace.store, "ttl", verdicts=verdicts)), format="turtle")

    # ── single things ──────────────────────────────────────────────────────────────────────────────────────────

    def document(self, name: str) -> DocumentView:
        """One stored document: `.head`, `.tasks`, `.citations`, `.text`; shown as a card in a notebook."""
        from cancu.api.displays import DocumentView

        return DocumentView(self._workspace.store, self._workspace.store.find(self._find(name)).iri)

    def report(self, child: str, parent: str | None = None, organisation: str | None = None) -> CoverageView:
        """The coverage report of one plan, as `cancu coverage` gives it: `.report`, `.tasks`; shown as a table.

        Args:
            child: the plan that should take over
            parent: the plan above; the one that the child carries out if None
            organisation: whose duties count; the issuer of the child if None
        """
        from cancu.api.desk import Desk
        from cancu.api.displays import CoverageView

        above = self._find(parent) if parent else None
        return CoverageView(Desk(self._workspace.store).report_coverage(self._find(child), above, organisation))

    # ── pictures ───────────────────────────────────────────────────────────────────────────────────────────────

    def plot_cascade(self, document: str, *, depth: int | None = None) -> Picture:
        """The plans below a document as a tree, level by level."""
        from cancu.api.plot_cascade import plot_cascade

        return plot_cascade(self.cascade(document, depth=depth))

    def plot_coverage(self, parent: str | None = None, *, topic: str | None = None) -> Picture:
        """The matrix of plans and binding tasks of one plan above; the plan with the most plans below if None."""
        from cancu.api.plot_coverage import plot_coverage

        return plot_coverage(self.gaps(topic=topic), self._find(parent) if parent else None)

    def plot_timeline(self, *, most: int = 12) -> Picture:
        """When the documents that are cited most were cited, and which of them had ended by then."""
        from cancu.api.plot_timeline import plot_timeline

        return plot_timeline(self.citations(), self.documents(), most=most)

    def plot_load(self, *, most: int = 15, **where: Any) -> Picture:
        """How many tasks each agency leads and takes part in."""
        from cancu.api.plot_agencies import plot_load

        return plot_load(self.assignments(**where), most=most)

    def plot_network(self, *, most: int = 24, **where: Any) -> Picture:
        """Which agencies work on the same tasks."""
        from cancu.api.plot_agencies import plot_network

        return plot_network(self.assignments(**where), most=most)

    # ── inner ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _select(self, name: str, where: dict[str, Any]) -> frames.Rows:
        from cancu.graph.tabulation import TABLES, VERDICT_TABLES
        from cancu.ontology.errors import UnknownNodeError

        if name not in TABLES:
            near = ", ".join(frames.list_near(name, TABLES) or TABLES)
            raise UnknownNodeError(f"Không có bảng “{name}”", f"there is no table {name!r}", hint=f"có thể là: {near}")
        rows = self._tabulate(verdicts=name in VERDICT_TABLES)[name]
        wanted = frames.resolve_documents(where, TABLES[name], self._find)
        return frames.select_rows(rows, TABLES[name], wanted, name=name)

    def _find(self, name: str) -> str:
        """The IRI of a document by the name that the tables give it, else by number, title or IRI."""
        from cancu.graph.network import find_node

        named = [row["document"] for row in self._tabulate(verdicts=False)["documents"] if row["name"] == name]
        return str(named[0]) if len(named) == 1 else find_node(self._workspace.graph, name)

    def _tabulate(self, *, verdicts: bool) -> dict[str, frames.Rows]:
        """The rows of all tables, made anew when the store has changed."""
        from cancu.api.exports import tabulate_store
        from cancu.graph.tabulation import TABLES

        store = self._workspace.store
        found = next((self._rows[key] for key in self._rows if key[0] == store.revision and key[1] >= verdicts), None)
        if found is None:
            found = {name: [] for name in TABLES}
            for row in tabulate_store(store, verdicts=verdicts):
                found[row.table].append(row.values)
            self._rows = {(store.revision, verdicts): found}
        return found

    def _ask(self, name: str, parameters: dict[str, str]) -> pandas.DataFrame:
        from cancu.api.question_frames import frame_answer

        with self._open_sparql() as sparql:
            answer = sparql.ask(name, **parameters)
        if not answer.rows:
            frames.warn_of_no_answer(" ".join(f'"{value}"@vi' for value in parameters.values()), self._list_names())
        return frame_answer(answer)

    @contextmanager
    def _open_sparql(self) -> Iterator[Any]:
        from cancu.graph.query_endpoint import Limits
        from cancu.graph.sparql import open_sparql

        with open_sparql(self._workspace.store, Limits(seconds=_LONGEST_QUERY, rows=_MOST_ROWS)) as sparql:
            yield sparql

    def _list_names(self) -> list[str]:
        """What documents, agencies and units are called, and the words of titles."""
        tables = self._tabulate(verdicts=False)
        told = [row[key] for row in tables["documents"] for key in ("number", "title", "plan_title", "issuer")]
        told += [row["name"] for table in ("agencies", "units") for row in tables[table]]
        return [one for one in dict.fromkeys(told) if one]
