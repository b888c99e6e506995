"""From files to the store: what is found, read, stored, unchanged, passed over and failed, counted honestly."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cancu.ontology.errors import CancuError, SourceError, StoreError
from cancu.ontology.records import Extraction, SourceText

if TYPE_CHECKING:
    from cancu.graph.holdings import Stored
    from cancu.graph.store import Store
    from cancu.ingest.collection import CollectionReader, Item, PassedOver

Value = dict[str, Any]
Judge = Callable[[SourceText, Extraction], list[Value]]
_DEFECTS = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
"""What a defect of the extraction raises on one document; the others must not suffer."""


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


def ingest_items(store_path: Path, collected: Collected, *, again: bool = False, watch: Watch = UNWATCHED) -> Value:
    """Read documents into the store, one transaction each; what cannot be read is reported and passed over.

    Args:
        store_path: the store; made when the first document is ready
        collected: what to read
        again: read files too whose bytes are known
        watch: who is told of the progress

    Returns:
        Counts of `documents` and `unchanged` ones, rows of what `failed` and what was `skipped`, and with a judge the
        `violations` that it found.

    Raises:
        StoreError: the store itself cannot be used; what was stored before stays.
    """
    from cancu.ingest.collection import CollectionReader
    from cancu.ingest.isolation import IsolatedReader

    outcome: Value = {"documents": 0, "unchanged": 0, "failed": [], "skipped": []}
    for passed in collected.passed_over:
        outcome["failed" if passed.failed else "skipped"].append(describe_failure(passed.label, passed.error))
    with ExitStack() as stack:
        reader = stack.enter_context(CollectionReader(IsolatedReader(progress=watch.page)))
        shelf = _Shelf(store_path, stack, again=again, judge=watch.judge)
        for item in collected.items:
            try:
                stored = shelf.put(item, reader)
            except StoreError:
                raise
            except CancuError as error:
                outcome["failed"].append(describe_failure(item.label, error))
            except _DEFECTS as error:
                outcome["failed"].append(describe_failure(item.label, _wrap_defect(error)))
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


class _Shelf:
    """The store that documents are put into; opened at once where it exists, else when the first one is ready."""

    def __init__(self, path: Path, stack: ExitStack, *, again: bool, judge: Judge | None) -> None:
        self.violations: list[Value] = []
        self._judge = judge
        self._path = path
        self._stack = stack
        self._again = again
        self._store: Store | None = self._open() if path.exists() else None

    def put(self, item: Item, reader: CollectionReader) -> Stored:
        """Read a document and store it; tell what was done."""
        from cancu.ingest.extraction import extract

        data = reader.load(item)
        known = self._find_known(hashlib.sha256(data).hexdigest(), item.name)
        if known:
            return known
        source = reader.read(item, data)
        extraction = extract(source)
        self._store = self._store or self._open()
        stored = self._store.put(source, extraction)
        if self._judge and stored.status != "unchanged":
            self.violations.extend(self._judge(source, extraction))
        return stored

    def _find_known(self, file_sha256: str, name: str) -> Stored | None:
        """What the store has from a file with these bytes, where reading it again would change nothing."""
        from cancu.graph.holdings import Stored

        if self._again or not self._store or not self._store.knows_file(file_sha256, name):
            return None
        return Stored(iri=self._store.find_file(file_sha256), status="unchanged")

    def _open(self) -> Store:
        from cancu.graph.store import Store

        return self._stack.enter_context(Store.open(self._path, create=True))


def _wrap_defect(error: Exception) -> SourceError:
    return SourceError(
        f"lỗi khi đọc: {type(error).__name__}: {error}", "a defect of cancu", code="E_INTERNAL",
        hint="báo lỗi kèm tệp này (report it with the file)",
    )  # fmt: skip
