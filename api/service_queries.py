"""SPARQL for the service: warm processes that hold the triples of the store, renewed when the store has changed.

A query runs alone in its process and is ended at its limit, so it never holds up others for longer; who finds no free
process is told to come again. While the triples are made anew after a change, queries are answered from those of the
revision before, which are whole in themselves.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from queue import Empty, Queue
from typing import NamedTuple

from cancu.api.service_library import Library
from cancu.api.service_problems import RETRY_AFTER, ProblemError
from cancu.api.service_settings import Limits
from cancu.api.service_snapshots import Snapshots
from cancu.graph import query_endpoint
from cancu.graph.query_answers import Answer
from cancu.graph.query_endpoint import Endpoint
from cancu.graph.sparql import Sparql, describe_triples
from cancu.graph.triple_view import open_triples

Ask = Callable[[Sparql], Answer]


class Answered(NamedTuple):
    """An answer; `fresh` where it shows the newest revision of the store."""

    answer: Answer
    fresh: bool


class Queries:
    """The processes of a service; shared by its threads."""

    def __init__(self, library: Library, limits: Limits, *, patience: float) -> None:
        self._library = library
        self._limits = limits
        self._desks = Snapshots(self._open_desk, patience=patience, drop=_Desk.close)

    def answer(self, ask: Ask) -> Answered:
        """Answer with a process of the newest triples that there are.

        Raises:
            QueryError: it is refused, wrong or over its limits.
            ProblemError: 503, there are no triples yet; 429, all processes are busy.
        """
        revision = self._library.revision
        shown, desk = self._desks.find_or_former(revision)
        with desk.lend(self._limits.seconds) as sparql:
            return Answered(ask(sparql), shown == revision)

    def close(self) -> None:
        """End all processes."""
        self._desks.close()

    def _open_desk(self) -> tuple[int, _Desk]:
        with self._library.lend_workspace() as workspace, ExitStack() as stack:
            store, graph = workspace.store, workspace.graph
            triples = describe_triples(stack.enter_context(open_triples(store)), store.base)
            limits = query_endpoint.Limits(seconds=self._limits.seconds, rows=self._limits.rows)
            endpoints = [stack.enter_context(Endpoint(triples, limits)) for _ in range(self._limits.processes)]
            for endpoint in endpoints:
                endpoint.prepare()
            sparqls = [Sparql(store.base, lambda: graph, endpoint) for endpoint in endpoints]
            return store.revision, _Desk(sparqls, stack.pop_all())


class _Desk:
    """The processes over one revision, each lent to one query at a time."""

    def __init__(self, sparqls: list[Sparql], stack: ExitStack) -> None:
        self._size = len(sparqls)
        self._stack = stack
        self._free: Queue[Sparql] = Queue()
        for sparql in sparqls:
            self._free.put(sparql)

    @contextmanager
    def lend(self, patience: float) -> Iterator[Sparql]:
        """A process that nobody else uses; one that was ended is started anew before it is lent again."""
        try:
            sparql = self._free.get(timeout=patience)
        except Empty as error:
            raise ProblemError(
                429, "Nhiều truy vấn đang chạy", "many queries are running", code="E_BUSY",
                headers={"retry-after": RETRY_AFTER}, hint="thử lại sau vài giây (try again soon)",
            ) from error  # fmt: skip
        try:
            yield sparql
        finally:
            threading.Thread(target=self._take_back, args=(sparql,), daemon=True).start()

    def close(self) -> None:
        """End the processes, each when its query is done."""
        for _ in range(self._size):
            self._free.get()
        self._stack.close()

    def _take_back(self, sparql: Sparql) -> None:
        try:
            sparql.prepare()
        finally:
            self._free.put(sparql)
