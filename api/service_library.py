"""The store behind the service: every request opens it for itself, and all share one graph of its latest revision."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cancu.api.catalogue import Catalogue
from cancu.api.desk import Desk
from cancu.api.plan_choices import PlanLinks, link_plans
from cancu.api.service_cache import AnswerCache
from cancu.api.workspace import Ruling, Workspace, read_stored_plan

if TYPE_CHECKING:
    from cancu.graph.nodes import Graph
    from cancu.graph.store import Store
    from cancu.ontology.assessments import PlanReading

Answer = TypeVar("Answer")


class Library:
    """A store that many requests ask at a time.

    What is lent is used by one thread and given back at once; SQLite lets many read while one writes.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._graph: Graph | None = None
        self._answers = AnswerCache()
        self._lock = threading.Lock()

    def prepare(self) -> None:
        """Make the store where it is missing, and bring an older one forward.

        Raises:
            StoreError: it can be neither made nor opened.
        """
        from cancu.graph.store import Store

        with Store.open(self.path, create=True):
            pass

    @contextmanager
    def lend_workspace(self, *, read_only: bool = True) -> Iterator[Workspace]:
        """Lend questions to the store for one request."""
        with self._open(read_only=read_only) as store:
            yield _SharedWorkspace(store, self)

    @contextmanager
    def lend_desk(self) -> Iterator[Desk]:
        """Lend questions about pairs of plans for one request."""
        with self._open(read_only=True) as store:
            yield _SharedDesk(store, self)

    @property
    def revision(self) -> int:
        """Counts the changes of the store."""
        with self._open(read_only=True) as store:
            return store.revision

    def find_graph(self, store: Store) -> Graph:
        """The graph of the store as it is now, made once for each of its revisions."""
        from cancu.graph.network import build_graph

        with self._lock:
            if self._graph is None or self._graph.graph["revision"] != store.revision:
                self._graph = build_graph(store)
            return self._graph

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
        about_tasks = "#" in ruling.first
        with self._lock:
            if self._graph is not None and self._graph.graph["revision"] == before == after - 1 and about_tasks:
                self._graph.graph["revision"] = after

    def read_catalogue(self) -> Catalogue:
        """What lists show of all documents as they are now."""

        def make() -> Catalogue:
            with self._open(read_only=True) as store:
                return Catalogue(store)

        return self.recall("catalogue", make)

    def link_plans(self, graph: Graph) -> PlanLinks:
        """Which stored plans rest on which stored plans."""
        return self.recall("plans", lambda: link_plans(graph))

    def recall(self, question: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer to a question about the store, made once for each of its revisions.

        Two who ask at once may both make it, with one result.
        """
        return self._answers.find((self.revision, question), make)

    @contextmanager
    def _open(self, *, read_only: bool) -> Iterator[Store]:
        from cancu.graph.connection import translate_reads
        from cancu.graph.store import Store

        with Store.open(self.path, read_only=read_only) as store, translate_reads(self.path):
            yield store


class _SharedWorkspace(Workspace):
    def __init__(self, store: Store, library: Library) -> None:
        super().__init__(store)
        self._library = library

    @cached_property
    def graph(self) -> Graph:
        return self._library.find_graph(self.store)


class _SharedDesk(Desk):
    def __init__(self, store: Store, library: Library) -> None:
        super().__init__(store, library.path)
        self._library = library

    def read_plan(self, name: str) -> PlanReading:
        """Only documents of the store: a name that comes over the network never means a file of this machine."""
        store = self._store()
        return read_stored_plan(store, store.find(name).iri)

    @cached_property
    def graph(self) -> Graph:
        return self._library.find_graph(self._store())
