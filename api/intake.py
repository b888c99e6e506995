"""From files to the store: what is found, read, stored, unchanged, passed over and failed, counted honestly."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cancu.ingest.batches import DEFECTS, Delivery, Reading, explain_defect
from cancu.ontology.errors import CancuError, StoreError
from cancu.ontology.records import Extraction, SourceText

if TYPE_CHECKING:
    from cancu.api.crews import Crew
    from cancu.graph.holdings import Stored
    from cancu.graph.store import Store
    from cancu.ingest.collection import CollectionReader, Item, PassedOver

Value = dict[str, Any]
Judge = Callable[[SourceText, Extraction], list[Value]]
_LARGE_BATCH = 1_000_000
"""Bytes of a batch from which on no further document joins it."""


class Collected(NamedTuple):
    """What there is to read, and what is passed over."""

    items: list[Item]
    passed_over: list[PassedOver]


class Watch(NamedTuple):
    """Who is told how far the work is, and who looks at what was read.

    Attributes:
        step: called after each document with its name
        page: called inside a long document with pages done and in all
        stored: called with the IRI of each document that is in the store now, new or known
        judge: tells what is wrong with the records of a new document, which is stored all the same
    """

    step: Callable[[str], None] = lambda _name: None
    page: Callable[[int, int], None] = lambda _done, _total: None
    stored: Callable[[str], None] = lambda _iri: None
    judge: Judge | None = None


UNWATCHED = Watch()


class Readers(NamedTuple):
    """Who reads the documents (`cancu.api.crews`).

    Attributes:
        jobs: processes on this machine; 1 is this process alone
        cluster: address of a Dask scheduler, whose workers read instead
    """

    jobs: int = 1
    cluster: str | None = None


ALONE = Readers()


def collect(paths: Iterable[Path]) -> Collected:
    """Find the documents in files, folders and archives."""
    from cancu.ingest.collection import Item, find_items

    items: list[Item] = []
    passed_over: list[PassedOver] = []
    for found in find_items(paths):
        if isinstance(found, Item):
            items.append(found)
        else:
            passed_over.append(found)
    return Collected(items, passed_over)


def ingest_files(store_path: Path, paths: Sequence[Path]) -> Value:
    """Read files, folders and archives into the store, as `ingest_items` does."""
    return ingest_items(store_path, collect(paths))


def ingest_items(
    store_path: Path, collected: Collected, *, again: bool = False, watch: Watch = UNWATCHED, readers: Readers = ALONE
) -> Value:
    """Read documents into the store, one transaction each; what cannot be read is reported and passed over.

    This process alone writes, in the order of the items: whoever reads, the store and the report are the same.

    Args:
        store_path: the store; made when the first document is ready
        collected: what to read
        again: read files too whose bytes are known
        watch: who is told of the progress
        readers: who reads

    Returns:
        Counts of `documents` and `unchanged` ones, rows of what `failed` and what was `skipped`, and with a judge the
        `violations` that it found.

    Raises:
        StoreError: the store itself cannot be used; what was stored before stays.
        CancuError: the readers cannot be had, or are all gone; what was stored before stays.
    """
    from cancu.api.crews import gather_crew
    from cancu.ingest.collection import CollectionReader
    from cancu.ingest.isolation import IsolatedReader

    with ExitStack() as stack:
        shelf = _Shelf(store_path, stack, again=again, judge=watch.judge)
        crew = stack.enter_context(gather_crew(readers.jobs, readers.cluster, watch.page))
        desk = _Desk(stack.enter_context(CollectionReader(IsolatedReader())), shelf)
        outcome: Value = {"documents": 0, "unchanged": 0, "failed": [], "skipped": []}
        for passed in collected.passed_over:
            outcome["failed" if passed.failed else "skipped"].append(describe_failure(passed.label, passed.error))
        for item, stored in desk.work(collected.items, crew):
            if isinstance(stored, CancuError):
                outcome["failed"].append(describe_failure(item.label, stored))
            else:
                outcome["unchanged" if stored.status == "unchanged" else "documents"] += 1
                watch.stored(stored.iri)
            watch.step(item.name)
    return {**outcome, "violations": shelf.violations} if watch.judge else outcome


def describe_failure(label: str, error: CancuError) -> Value:
    """One row of the report: what, why, and the next step."""
    return {
        "path": label, "code": error.code, "message": error.message, "english": error.english, "hint": error.hint,
    }  # fmt: skip


class _Entry(NamedTuple):
    """A document in its turn: with its bytes where they must be read, with an error where there are none.

    It has neither where the store knew the bytes when they were looked at.
    """

    item: Item
    digest: str = ""
    delivery: Delivery | None = None
    error: CancuError | None = None


class _Desk:
    """Hands documents to those who read and puts on the shelf what comes back, in the order of the documents."""

    def __init__(self, loader: CollectionReader, shelf: _Shelf) -> None:
        self._loader = loader
        self._shelf = shelf
        self._out: deque[list[_Entry]] = deque()

    def work(self, items: Iterable[Item], crew: Crew) -> Iterator[tuple[Item, Stored | CancuError]]:
        """Yield each document with what was done, or why nothing was."""
        for answers in crew.read(self._hand_out(items, crew.most)):
            readings = iter(answers)
            for entry in self._out.popleft():
                reading = next(readings) if entry.delivery else None
                yield entry.item, entry.error or self._settle(entry, reading, crew)

    def _hand_out(self, items: Iterable[Item], most: int) -> Iterator[list[Delivery]]:
        """Batches of what must be read; the entries of each wait in `_out`, with those that need no reading."""
        entries: list[_Entry] = []
        for item in items:
            entries.append(self._open(item))
            deliveries = [entry.delivery for entry in entries if entry.delivery]
            if len(entries) == most or sum(len(delivery.data) for delivery in deliveries) > _LARGE_BATCH:
                self._out.append(entries)
                yield deliveries
                entries = []
        self._out.append(entries)
        yield [entry.delivery for entry in entries if entry.delivery]

    def _open(self, item: Item) -> _Entry:
        try:
            data = self._loader.load(item)
        except CancuError as error:
            return _Entry(item, error=error)
        digest = hashlib.sha256(data).hexdigest()
        known = self._shelf.find(digest, item.name)
        return _Entry(item, digest, None if known else Delivery(item.name, data))

    def _settle(self, entry: _Entry, reading: Reading | CancuError | None, crew: Crew) -> Stored | CancuError:
        """Store a document; whether the store knows it is asked again, since those before it are stored by now."""
        known = self._shelf.find(entry.digest, entry.item.name)
        if known:
            return known
        if reading is None:
            delivery = Delivery(entry.item.name, self._loader.load(entry.item))
            ((reading,),) = crew.read([[delivery]])
        if isinstance(reading, CancuError):
            return reading
        try:
            return self._shelf.put(reading)
        except StoreError:
            raise
        except CancuError as error:
            return error
        except DEFECTS as error:
            return explain_defect(error)


class _Shelf:
    """The store that documents are put into; opened at once where it exists, else when the first one is ready."""

    def __init__(self, path: Path, stack: ExitStack, *, again: bool, judge: Judge | None) -> None:
        self.violations: list[Value] = []
        self._judge = judge
        self._path = path
        self._stack = stack
        self._again = again
        self._store: Store | None = self._open() if path.exists() else None

    def find(self, digest: str, name: str) -> Stored | None:
        """What the store has from a file with these bytes, where reading it again would change nothing."""
        from cancu.graph.holdings import Stored

        if self._again or not self._store or not self._store.knows_file(digest, name):
            return None
        return Stored(iri=self._store.find_file(digest), status="unchanged")

    def put(self, reading: Reading) -> Stored:
        """Store a document; tell what was done."""
        self._store = self._store or self._open()
        stored = self._store.put(*reading)
        if self._judge and stored.status != "unchanged":
            self.violations.extend(self._judge(*reading))
        return stored

    def _open(self) -> Store:
        from cancu.graph.store import Store

        return self._stack.enter_context(Store.open(self._path, create=True))
