"""A Neo4j server behind the service, where `service_library` has a file: the same questions, only reading.

Answers are made by plain functions that put one question after the other and run in the threads of the service, so the
loop of the service itself never waits for the server. Connections are kept in a pool, each with a loop and a driver of
its own, and lent to one request at a time: a request that waits for the server holds up no other. One asynchronous
driver for all would gain nothing, since each answer needs what it asked before it asks on.

A server that went away is answered with 503 and tried again soon; nothing has to be restarted when it is back. While a
push is under way, answers may show part of it; they are neither kept nor tagged.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, LifoQueue
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TypeVar

from cancu.api.service_library import Library, StoredDesk
from cancu.api.workspace import Ruling, ServerWorkspace, Value, refuse_server
from cancu.graph.known_organisations import PrintedNames
from cancu.graph.neo4j_driver import Access, Server, open_connection
from cancu.graph.neo4j_knowledge import Neo4jKnowledge
from cancu.graph.neo4j_records import Neo4jRecords
from cancu.ontology.errors import StoreError, StoreUnavailableError

if TYPE_CHECKING:
    from cancu.api.desk import Desk
    from cancu.api.workspace import Workspace
    from cancu.graph.holdings import StoredDocument
    from cancu.ontology.resources import Resource

FRESH = 2.0
"""Seconds for which a look at the revision counts; so much later than a push at most are its documents shown."""
TRUSTED = 5.0
"""Seconds that a connection may rest; a new one takes the place of one that rested longer and may be dead by now."""
AWAY = 2.0
"""Seconds for which a server that was not there is not tried again."""
Answer = TypeVar("Answer")


class _State(NamedTuple):
    """What a server held at some time (of `monotonic`); `complete` unless a push was under way."""

    revision: int
    complete: bool
    seen: float


class _Absence(NamedTuple):
    """That the server was not there, and until when nobody asks whether it is."""

    error: StoreUnavailableError
    until: float


class _Rested(NamedTuple):
    """A connection that nobody uses, and since when."""

    server: Server
    since: float


class ServerLibrary(Library):
    """A server that many requests ask at a time.

    Args:
        access: where it is and who asks
        patience: as for `Library`
    """

    def __init__(self, access: Access, *, patience: float = 5.0) -> None:
        super().__init__(Path(access.address), patience=patience)
        self._access = access
        self._resting: LifoQueue[_Rested] = LifoQueue()
        self._state: _State | None = None
        self._absence: _Absence | None = None

    def prepare(self) -> None:
        """Make sure that the server is there and holds something.

        Raises:
            StoreUnavailableError: it does not answer.
            StoreError: it refuses user or password, or nothing was pushed to it.
        """
        try:
            self._look()
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        """Close all connections that are not lent."""
        for leaving in [_leave(server) for server in self._take_all()]:
            leaving.join()

    @contextmanager
    def lend_workspace(self, *, read_only: bool = True) -> Iterator[Workspace]:
        """Lend questions to the server for one request.

        Raises:
            StoreError: they shall write.
        """
        if not read_only:
            self._refuse()
        with self._lend_server() as server:
            yield _ServedWorkspace(server, self)

    @contextmanager
    def lend_desk(self) -> Iterator[Desk]:
        """Lend questions about pairs of plans for one request."""
        with self._lend_server() as server:
            yield StoredDesk(None, self.path, _ServedWorkspace(server, self))

    @property
    def revision(self) -> int:
        """The revision of the store that was pushed, as of some moments ago."""
        return self._look().revision

    @property
    def settled_revision(self) -> int | None:
        """The revision that answers follow from; None while a push is under way."""
        state = self._look()
        return state.revision if state.complete else None

    def find_organisations(self, workspace: Workspace) -> dict[str, Resource]:
        """The agencies, groups and units that documents name, by IRI."""
        return self.recall("bodies", workspace.knowledge.describe_organisations)

    def record(self, ruling: Ruling) -> None:
        """Refuse a ruling.

        Raises:
            StoreError: always; says where rulings are recorded.
        """
        del ruling
        self._refuse()

    def recall(self, question: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer to a question, made once for each revision; made anew while a push is under way."""
        return super().recall(question, make) if self._look().complete else make()

    def _look(self) -> _State:
        """What the server holds, asked again when the last look was too long ago."""
        state = self._state
        if state is None or monotonic() - state.seen > FRESH:
            state = self._state = self._ask_state()
        return state

    def _ask_state(self) -> _State:
        with self._lend_server() as server:
            try:
                server.probe()
            except StoreUnavailableError as error:
                self._absence = _Absence(error, monotonic() + AWAY)
                raise
            records = Neo4jRecords(server)
            return _State(records.revision, records.is_complete, monotonic())

    def _refuse(self) -> NoReturn:
        raise refuse_server(self._access.address)

    @contextmanager
    def _lend_server(self) -> Iterator[Server]:
        server = self._take_rested() or self._open_connection()
        try:
            yield server
        except StoreUnavailableError:
            for lost in (server, *self._take_all()):
                _leave(lost)
            raise
        except BaseException:
            self._resting.put(_Rested(server, monotonic()))
            raise
        self._resting.put(_Rested(server, monotonic()))

    def _take_rested(self) -> Server | None:
        """A connection that nobody uses and that was used not long ago."""
        with suppress(Empty):
            rested = self._resting.get_nowait()
            if monotonic() - rested.since <= TRUSTED:
                return rested.server
            for old in (rested.server, *self._take_all()):  # those below were used still longer ago
                _leave(old)
        return None

    def _take_all(self) -> Iterator[Server]:
        with suppress(Empty):
            while True:
                yield self._resting.get_nowait().server

    def _open_connection(self) -> Server:
        absence = self._absence
        if absence and monotonic() < absence.until:
            raise absence.error.with_traceback(None)
        try:
            server = open_connection(self._access)
        except StoreUnavailableError as error:
            self._absence = _Absence(error, monotonic() + AWAY)
            raise
        self._absence = None
        return server


def _leave(server: Server) -> threading.Thread:
    """Begin to close a connection; nobody has to wait for a server that may not answer any more."""
    thread = threading.Thread(target=server.close, daemon=True)
    thread.start()
    return thread


class _ServedRecords(Neo4jRecords):
    """Documents of the server, their list known by heart."""

    def __init__(self, server: Server, library: ServerLibrary) -> None:
        super().__init__(server)
        self._library = library

    def documents(self) -> Iterator[StoredDocument]:
        return iter(self._library.recall("documents", lambda: tuple(super(_ServedRecords, self).documents())))


class _ServedKnowledge(Neo4jKnowledge):
    """Questions to the server, the names that plans print known by heart."""

    def __init__(self, server: Server, records: Neo4jRecords, library: ServerLibrary) -> None:
        super().__init__(server, records)
        self._library = library

    def list_printed_names(self) -> PrintedNames:
        return self._library.recall("names", lambda: PrintedNames(super(_ServedKnowledge, self).list_printed_names()))


class _ServedWorkspace(ServerWorkspace):
    def __init__(self, server: Server, library: ServerLibrary) -> None:
        records = _ServedRecords(server, library)
        super().__init__(records, _ServedKnowledge(server, records, library), str(library.path))
        self._library = library

    def list_documents(self) -> Value:
        return self._library.recall("listing", super().list_documents)
