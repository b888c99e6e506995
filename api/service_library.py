"""The store behind the service: lent to one request at a time, in one state from the first look to the last.

Connections are kept open and lent in turn. What is made from the whole store (list, names, graph) is made once for
each revision and shared by all readers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING, TypeVar

from cancu.api.catalogue import Catalogue
from cancu.api.desk import Desk, StoredPlans
from cancu.api.service_cache import AnswerCache
from cancu.api.service_problems import ProblemError
from cancu.api.service_reckoner import Reckoner
from cancu.api.service_snapshots import Snapshots
from cancu.api.workspace import Ruling, Value, Workspace, read_stored_plan
from cancu.graph.cascade import index_links
from cancu.graph.connection import translate_reads
from cancu.graph.embedded import EmbeddedKnowledge
from cancu.graph.holders import Holders
from cancu.graph.known_organisations import PrintedNames
from cancu.graph.naming import NameIndex
from cancu.graph.network import build_graph
from cancu.graph.store import Store
from cancu.graph.unit_worker import UnitQuestion, link_stored_units
from cancu.ontology.errors import StoreError

if TYPE_CHECKING:
    from cancu.graph.coverage import Context
    from cancu.graph.holdings import StoredDocument
    from cancu.graph.knowledge import Knowledge
    from cancu.graph.nodes import Graph
    from cancu.graph.unit_links import UnitLinks
    from cancu.ontology.assessments import PlanReading
    from cancu.ontology.resources import Resource


Answer = TypeVar("Answer")
_MANY_UNITS = 8
"""Units from which on their plans are compared in a process of their own."""
_MOST_PLANS = 256
"""Plans kept as they were read last: those of the country and of provinces bind everyone, and are asked for again."""


class Listing:
    """All documents of one revision.

    Attributes:
        documents: by IRI
        rows: by date and number, as `Workspace.list_documents` tells them
        names: what they may be called
    """

    def __init__(self, store: Store) -> None:
        self.documents = {one.iri: one for one in store.documents()}
        self.rows: list[Value] = Workspace(store).list_documents()["documents"]
        self.names = store.names


class Library:
    """A store that many requests ask at a time.

    Args:
        path: its file
        patience: seconds to wait for a writer, and for what is being made after a change
    """

    def __init__(self, path: Path, *, patience: float = 5.0) -> None:
        self.path = path
        self._patience = patience
        self._idle: LifoQueue[_LentStore] = LifoQueue()
        self._listings = Snapshots(self._make_listing, patience=patience)
        self._graphs = Snapshots(self._make_graph, patience=patience)
        self._organisations = Snapshots(self._describe_organisations, patience=patience)
        self._answers = AnswerCache()
        self.plans = AnswerCache(_MOST_PLANS)
        self._reckoner = Reckoner()

    def prepare(self) -> None:
        """Make the store where it is missing, bring an older one forward, and make ready what readers share.

        Raises:
            StoreError: it can be neither made nor opened.
        """
        with Store.open(self.path, create=True):
            pass
        self._listings.prepare()
        self._graphs.prepare()

    def settle(self) -> None:
        """Make ready what readers share, so that who comes after a change need not wait; for a bounded time."""
        with suppress(ProblemError), self.lend_workspace() as workspace:
            workspace.list_documents()
            index_links(workspace.graph)

    def close(self) -> None:
        """Close all connections that are not lent, and end the process beside the service."""
        self._reckoner.close()
        while not self._idle.empty():
            self._idle.get().close()

    @contextmanager
    def lend_workspace(self, *, read_only: bool = True) -> Iterator[Workspace]:
        """Lend questions to the store for one request."""
        with self._lend() if read_only else self._open_to_write() as store:
            yield _SharedWorkspace(store, self)

    @contextmanager
    def lend_desk(self) -> Iterator[Desk]:
        """Lend questions about pairs of plans for one request."""
        with self._lend() as store:
            yield _SharedDesk(store, self)

    @property
    def revision(self) -> int:
        """Counts the changes of the store."""
        with self._lend() as store:
            return store.revision

    @property
    def settled_revision(self) -> int | None:
        """The revision that answers follow from; None where no answer is to be kept."""
        return self.revision

    def find_listing(self, store: Store) -> Listing:
        """The documents of the store in the state in which it was lent."""
        return self._listings.find(store.revision)

    def recall_listing(self, store: Store) -> Listing | None:
        """The same where it is at hand; what is known of one document can be had sooner from the store itself."""
        return self._listings.find_ready(store.revision)

    def find_graph(self, store: Store) -> Graph:
        """The graph of the store in the state in which it was lent."""
        return self._graphs.find(store.revision)

    def find_organisations(self, workspace: Workspace) -> dict[str, Resource]:
        """The agencies, groups and units that documents name, by IRI, in the state in which the store was lent."""
        return self._organisations.find(workspace.records.revision)

    def record(self, ruling: Ruling) -> None:
        """Record a person's ruling; one on tasks leaves the graph as it is, so that the next answer comes at once.

        Raises:
            CancuError: it lacks something, or there is nothing to withdraw.
        """
        from cancu.api.rulings import record_ruling

        with self.lend_workspace(read_only=False) as workspace:
            before = workspace.store.revision
            record_ruling(workspace, ruling)
            after = workspace.store.revision
        if "#" in ruling.first and after == before + 1:
            for snapshots in (self._listings, self._graphs, self._organisations):
                snapshots.carry(before, after)

    def read_catalogue(self) -> Catalogue:
        """What lists show of all documents as they are now."""

        def make() -> Catalogue:
            with self.lend_workspace() as workspace:
                return Catalogue(workspace)

        return self.recall("catalogue", make)

    def recall(self, question: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer to a question about the store, made once for each of its revisions.

        Two who ask at once may both make it, with one result.
        """
        return self._answers.find((self.revision, question), make)

    def link_units(self, store: Store, above: PlanReading, units: dict[str, str]) -> dict[str, UnitLinks]:
        """The links of the plans of units with a plan above them, found in a process of its own.

        Args:
            store: as it was lent
            above: a plan of it
            units: IRI of the plan of each unit

        Raises:
            UnknownNodeError: the store lacks a plan.
        """
        question = UnitQuestion(store=self.path, revision=store.revision, above=above.key, units=units)

        def find() -> dict[str, UnitLinks]:
            return self._reckoner.answer(question) or link_stored_units(store, above.key, units)

        return self._answers.find((question.revision, above.key, *sorted(units.items())), find)

    @contextmanager
    def _lend(self) -> Iterator[Store]:
        """A store in one state; whatever is written meanwhile is not seen."""
        store = self._take_idle() or self._open()
        try:
            with translate_reads(self.path), store.reading():
                yield store
        except StoreError:
            store.place = None  # what is wrong with it ends with it
            raise
        finally:
            store.forget()
            self._idle.put(store)

    def _take_idle(self) -> _LentStore | None:
        """A connection that nobody uses; one to a file that has been replaced is closed."""
        with suppress(Empty):
            while store := self._idle.get_nowait():
                if store.place == _find_place(self.path):
                    return store
                store.close()
        return None

    def _open(self) -> _LentStore:
        place = _find_place(self.path)
        store = _LentStore.open(self.path, read_only=True, patience=self._patience)
        store.library, store.place = self, place
        return store

    @contextmanager
    def _open_to_write(self) -> Iterator[Store]:
        with Store.open(self.path, patience=self._patience) as store, translate_reads(self.path):
            yield store

    def _make_listing(self) -> tuple[int, Listing]:
        with Store.open(self.path, read_only=True) as store, translate_reads(self.path), store.reading():
            return store.revision, Listing(store)

    def _make_graph(self) -> tuple[int, Graph]:
        with Store.open(self.path, read_only=True) as store, translate_reads(self.path), store.reading():
            return store.revision, build_graph(store)

    def _describe_organisations(self) -> tuple[int, dict[str, Resource]]:
        with self.lend_workspace() as workspace:
            return workspace.records.revision, workspace.knowledge.describe_organisations()


def _find_place(path: Path) -> tuple[int, int] | None:
    """What tells a file from one that took its name; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)


class _LentStore(Store):
    """A connection of the library, which knows the documents by heart, and while it is lent the revision."""

    library: Library
    place: tuple[int, int] | None
    _revision: int | None = None

    @property
    def revision(self) -> int:
        if self._revision is None:
            self._revision = super().revision
        return self._revision

    def forget(self) -> None:
        """Come back from a loan; the next one may be of another revision."""
        self._revision = None

    def documents(self) -> Iterator[StoredDocument]:
        return iter(self.library.find_listing(self).documents.values())

    def holds(self, iri: str) -> bool:
        listing = self.library.recall_listing(self)
        return iri in listing.documents if listing else super().holds(iri)

    def describe(self, iri: str) -> StoredDocument:
        listing = self.library.recall_listing(self)
        return (listing and listing.documents.get(iri)) or super().describe(iri)

    @property
    def names(self) -> NameIndex:
        return self.library.find_listing(self).names


class _SharedWorkspace(Workspace):
    def __init__(self, store: Store, library: Library) -> None:
        super().__init__(store)
        self._library = library

    def list_documents(self) -> Value:
        return {"documents": self._library.find_listing(self.store).rows}

    @cached_property
    def graph(self) -> Graph:
        return self._library.find_graph(self.store)

    @cached_property
    def knowledge(self) -> Knowledge:
        return _SharedKnowledge(self.store, self._library)


class _SharedKnowledge(EmbeddedKnowledge):
    """Answers from what readers of one revision share."""

    def __init__(self, store: Store, library: Library) -> None:
        graph: Callable[[], Graph] = cache(lambda: library.find_graph(store))
        super().__init__(store, graph)
        self._library, self._revision = library, store.revision

    def find_holders(self) -> Holders:
        return self._library.recall("holders", super().find_holders)

    def list_printed_names(self) -> PrintedNames:
        return self._library.recall("names", lambda: PrintedNames(super(_SharedKnowledge, self).list_printed_names()))

    def read_plan(self, iri: str) -> PlanReading:
        return self._library.plans.find((self._revision, iri), lambda: super(_SharedKnowledge, self).read_plan(iri))


class StoredDesk(Desk):
    """A desk of stored plans alone; whoever asks over HTTP names no file of this machine."""

    def read_plan(self, name: str) -> PlanReading:
        """Read a document of the store.

        Raises:
            UnknownNodeError: it has no such document.
            AmbiguousNameError: several documents bear the name.
        """
        records = self.records or self.ask_store()
        return read_stored_plan(records, records.find(name).iri)


class _SharedDesk(StoredDesk):
    def __init__(self, store: Store, library: Library) -> None:
        super().__init__(store, library.path)
        self._library = library

    @cached_property
    def knowledge(self) -> _SharedKnowledge:
        return _SharedKnowledge(self.ask_store(), self._library)

    def read_plan(self, name: str) -> PlanReading:
        return self.knowledge.read_plan(self.ask_store().find(name).iri)

    def _make_context(self, child: PlanReading) -> Context:
        """As above; plans of many units are compared in a process of their own, so that other readers need not wait."""
        context = super()._make_context(child)
        units = context.unit_plans
        if not isinstance(units, StoredPlans) or len(units) < _MANY_UNITS:
            return context
        return replace(context, link_units=lambda above: self._library.link_units(self.ask_store(), above, units.iris))
