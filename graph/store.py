"""The store: one SQLite file that holds every text, record and ruling, and is the only source of truth.

One document is one transaction; the hash of its text is its key. Graph, index, RDF and Neo4j are views that can be
made anew. A kill at any moment leaves the store as it was before or after a document, never between.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import Self

from cancu.graph import connection as database
from cancu.graph import shelving
from cancu.graph.changes import REMOVED, note_change
from cancu.graph.decisions import select_effective
from cancu.graph.editions import digest_rows
from cancu.graph.files import find_document, knows_file, note_file, read_places
from cancu.graph.holdings import (
    LIST_ALL,
    LIST_ONE,
    Mention,
    Removal,
    Stored,
    StoredDocument,
    describe_row,
    report_conflict,
)
from cancu.graph.listing import count_leads, list_findings
from cancu.graph.naming import NamedDocument, NameIndex
from cancu.graph.search_index import rebuild_index
from cancu.graph.verification import Backup, check_store, copy_store
from cancu.ontology.assessments import Decision, DecisionKind
from cancu.ontology.document_keys import DocumentKey, read_key
from cancu.ontology.errors import StoreError, UnknownNodeError
from cancu.ontology.identifiers import DEFAULT_BASE, mint_stub
from cancu.ontology.records import Citation, Document, Extraction, Finding, SourceText


class Store:
    """One store, open for reading or for writing.

    Use `Store.open`; a store is a context manager and closes itself. Threads may use one after the other, never two
    at once.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder, "kho.db"), create=True) as store:
        ...     list(store.documents())
        []
    """

    def __init__(self, path: Path, connection: Connection, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.connection = connection
        self.base = self._read_meta("base") or DEFAULT_BASE

    @classmethod
    def open(
        cls, path: Path | str, *, create: bool = False, read_only: bool = False, base: str = DEFAULT_BASE,
        patience: float = 10.0,
    ) -> Self:  # fmt: skip
        """Open a store.

        Args:
            path: its file; the write-ahead log lies beside it while it is open
            create: make it where it is missing
            read_only: for commands that only look; several may, while one writes
            base: where identifiers live; fixed when the store is made
            patience: seconds to wait for another writer before giving up

        Raises:
            StoreUnavailableError: missing, unreadable or locked by another writer.
            StoreVersionError: written by a newer cancu; the file is untouched.
            StoreError: the file is no store of cancu.
        """
        path = Path(path)
        connection = database.connect(path, create=create, read_only=read_only, base=base, patience=patience)
        try:
            return cls(path, connection, read_only=read_only)
        except BaseException:
            connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; closing twice is harmless."""
        self.connection.close()
        if not self.read_only:
            database.forget_note(self.path)

    # ── writing ────────────────────────────────────────────────────────────────────────────────────────────────

    def put(self, source: SourceText, extraction: Extraction) -> Stored:
        """Store a document, or a changed text of one that is there.

        The same text again does nothing. A changed text of the same identity is kept beside the old one. A text
        that claims the identity of another and has little in common with it is kept under an IRI that ends in
        `~2`, and the conflict is reported. All or nothing is stored.

        Raises:
            StoreUnavailableError: another writer holds the store, or the disk refuses.
        """
        with self.writing() as connection:
            iri, status = shelving.shelve(connection, self.base, source, extraction)
            note_file(connection, source)
            if status != "unchanged":
                note_change(connection, iri, status)
                self._count_revision()
        conflict = self._find_conflicts(iri)
        return Stored(iri=iri, status="conflict" if status == "new" and conflict else status, findings=conflict)

    def record(self, decision: Decision) -> None:
        """Keep a person's ruling; later ones on the same pair replace it, none is deleted."""
        text = decision.model_dump_json()
        with self.writing() as connection:
            connection.execute("INSERT INTO decisions(record, digest) VALUES(?, ?)", (text, digest_rows([text])))
            self._count_revision()

    def remove(self, iri: str, *, by: str, on: datetime.date, reason: str = "") -> None:
        """Take a document out: its texts, records, index entries and kept triples go, a note of what it was stays.

        Documents that cite it show it as removed.

        Raises:
            UnknownNodeError: no such document.
        """
        document = self.describe(iri).document
        stub = mint_stub(self.base, self.key(iri))
        note = Removal(iri=iri, stub=stub, document=document, by=by, on=on, reason=reason).model_dump_json()
        with self.writing() as connection:
            shelving.unshelve(connection, self.base, iri)
            connection.execute("INSERT OR REPLACE INTO removals VALUES(?, ?, ?)", (iri, note, digest_rows([note])))
            rebuild_index(connection)
            note_change(connection, iri, REMOVED)
            self._count_revision()
        database.discard_triples(self.path)

    def rebuild_index(self) -> None:
        """Make the full-text index anew from the records."""
        with self.writing() as connection:
            rebuild_index(connection)

    def writing(self) -> AbstractContextManager[Connection]:
        """One transaction that writes; for the rooms of this package."""
        if self.read_only:
            raise StoreError("Kho mở chỉ để đọc", "the store is open for reading only", where=str(self.path))
        return database.write(self.connection, self.path)

    # ── reading ────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def revision(self) -> int:
        """Counts the changes of the store; views carry it to tell whether they are stale."""
        return int(self._read_meta("revision") or 0)

    def reading(self) -> AbstractContextManager[Connection]:
        """One state of the store for several reads, whatever writers do meanwhile."""
        return database.read(self.connection)

    def documents(self) -> Iterator[StoredDocument]:
        """Yield the documents by IRI, with their counts."""
        with self.reading() as connection:
            rows = connection.execute(LIST_ALL).fetchall()
            rivals = self._read_rivals()
        for row in rows:
            yield describe_row(row, rivals.get(row[0], ()))

    def holds(self, iri: str) -> bool:
        """Whether a document bears this IRI."""
        return self.connection.execute("SELECT 1 FROM documents WHERE iri = ?", (iri,)).fetchone() is not None

    def describe(self, iri: str) -> StoredDocument:
        """Describe one document by its IRI.

        Raises:
            UnknownNodeError: no such document.
        """
        row = self.connection.execute(LIST_ONE, (iri,)).fetchone()
        if row is None:
            raise _refuse(iri)
        return describe_row(row, self._find_rivals(iri))

    def find(self, name: str) -> StoredDocument:
        """Find a document by IRI, number, law name, title or file name.

        Further words narrow a number down: `76/NQ-CP 2021`, `2108/QĐ-UBND Quảng Ngãi`.

        Raises:
            AmbiguousNameError: several documents bear the name; lists them.
            UnknownNodeError: none does; suggests numbers that are near.
        """
        if self.holds(name):
            return self.describe(name)
        with self.reading():
            return self.describe(self.names.find(name).iri)

    @property
    def names(self) -> NameIndex:
        """The names of all documents as they are now."""
        return NameIndex(
            NamedDocument(found.iri, found.document, found.name, found.sha256, in_store=True)
            for found in self.documents()
        )

    def key(self, iri: str) -> DocumentKey:
        """Read the identity of a document."""
        row = self.connection.execute(
            "SELECT identity, head FROM documents JOIN editions ON editions.id = current WHERE iri = ?", (iri,)
        ).fetchone()
        if row is None:
            raise _refuse(iri)
        return read_key(row[0], numbered=Document.model_validate_json(row[1]).number is not None)

    def extraction(self, iri: str) -> Extraction:
        """Read the records of a document, as they were extracted.

        Raises:
            UnknownNodeError: no such document.
        """
        with self.reading() as connection:
            (record,) = connection.execute(_READ_EXTRACTION, {"edition": self._edition(iri)}).fetchone()
        return Extraction.model_validate_json(record)

    def findings(self, iri: str) -> tuple[Finding, ...]:
        """Read what there is to object to in a document, conflicts of identity included."""
        with self.reading():
            own = self.connection.execute(_READ_FINDINGS, (self._edition(iri),)).fetchall()
            return (*(Finding.model_validate_json(row[0]) for row in own), *self._find_conflicts(iri))

    def all_findings(self) -> Iterator[tuple[str, Finding]]:
        """Yield what was objected to when the documents were read, each with the IRI of its document."""
        return iter(list_findings(self))

    def leads(self) -> tuple[str, ...]:
        """Read the organisations that lead a task of some document, as printed, by name."""
        return tuple(sorted(name for name, _ in count_leads(self)))

    def text(self, iri: str) -> str:
        """Read the text of a document; all offsets point into it."""
        return self.source(iri).text

    def source(self, iri: str) -> SourceText:
        """Read the text of a document with its hash, file name and places."""
        row = self.connection.execute(_READ_SOURCE, (iri,)).fetchone()
        if row is None:
            raise _refuse(iri)
        places = read_places(self.connection, row[1])
        return SourceText(text=row[0], sha256=row[1], media_type=row[2], name=row[3], encoding=row[4], places=places)

    def knows_file(self, file_sha256: str, name: str) -> bool:
        """Whether putting the file with these bytes again, under this name, would change nothing."""
        return knows_file(self.connection, file_sha256, name)

    def find_file(self, file_sha256: str) -> str:
        """Find the IRI of the document that was read from a file with these bytes.

        Raises:
            UnknownNodeError: no such file was read.
        """
        return find_document(self.connection, file_sha256)

    def mentions(self, iri: str) -> tuple[Mention, ...]:
        """Read the citations of a document with their surroundings."""
        rows = self.connection.execute(
            "SELECT citations.ordinal, citations.record, before, after, quote, tasks.ref FROM citations"
            " LEFT JOIN tasks ON tasks.edition = citations.edition AND tasks.ordinal = citations.task"
            " WHERE citations.edition = ? ORDER BY citations.ordinal",
            (self._edition(iri),),
        )
        return tuple(
            Mention(ordinal, Citation.model_validate_json(record), before, after, ref, quote)
            for ordinal, record, before, after, quote, ref in rows
        )

    def decisions(self, kind: DecisionKind | None = None, *, history: bool = False) -> tuple[Decision, ...]:
        """Read rulings in the order they were recorded.

        Args:
            kind: only those of one kind
            history: those that a later ruling replaced or withdrew, too
        """
        rows = self.connection.execute("SELECT record FROM decisions ORDER BY id").fetchall()
        decisions = tuple(Decision.model_validate_json(row[0]) for row in rows)
        chosen = decisions if history else select_effective(decisions)
        return tuple(decision for decision in chosen if kind is None or decision.kind is kind)

    def removals(self) -> tuple[Removal, ...]:
        """Read which documents were taken out, by whom and why."""
        rows = self.connection.execute("SELECT record FROM removals ORDER BY iri").fetchall()
        return tuple(Removal.model_validate_json(row[0]) for row in rows)

    # ── care ───────────────────────────────────────────────────────────────────────────────────────────────────

    def verify(self) -> tuple[Finding, ...]:
        """Check everything the store holds: file, hashes, records, spans, identities, index; empty means sound."""
        return check_store(self.connection, self.base)

    def backup(self, path: Path | str) -> Backup:
        """Copy the store while others use it; the copy is verified before it takes its name.

        Raises:
            StoreError: the copy would overwrite the store, or is not sound; nothing is left behind.
        """
        return copy_store(self.connection, self.path, Path(path))

    # ── inner reads ────────────────────────────────────────────────────────────────────────────────────────────

    def _edition(self, iri: str) -> int:
        row = self.connection.execute("SELECT current FROM documents WHERE iri = ?", (iri,)).fetchone()
        if row is None:
            raise _refuse(iri)
        return int(row[0])

    def _read_meta(self, key: str) -> str | None:
        with database.translate_errors(self.path):
            row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _count_revision(self) -> None:
        self.connection.execute(
            "INSERT INTO meta VALUES('revision', '1') ON CONFLICT(key) DO UPDATE SET value = value + 1"
        )

    def _read_rivals(self) -> dict[str, tuple[str, ...]]:
        """Rivals of every document that has some."""
        rows = self.connection.execute(
            "SELECT json_group_array(iri) FROM documents GROUP BY identity HAVING count(*) > 1"
        ).fetchall()
        groups = [sorted(json.loads(row[0])) for row in rows]
        return {iri: tuple(rival for rival in group if rival != iri) for group in groups for iri in group}

    def _find_rivals(self, iri: str) -> tuple[str, ...]:
        """Rivals of one document."""
        rows = self.connection.execute(
            "SELECT rival.iri FROM documents AS own JOIN documents AS rival USING(identity)"
            " WHERE own.iri = ? AND rival.iri <> own.iri ORDER BY rival.iri",
            (iri,),
        )
        return tuple(row[0] for row in rows)

    def _find_conflicts(self, iri: str) -> tuple[Finding, ...]:
        rivals = self._find_rivals(iri)
        if not rivals:
            return ()
        return (report_conflict(iri, rivals),)


def _refuse(iri: str) -> UnknownNodeError:
    return UnknownNodeError(f"Không có văn bản {iri} trong kho", f"no document {iri} in the store", where=iri)


def _gather(table: str) -> str:
    """The records of an edition as one array of JSON, in their order."""
    rows = f"SELECT record FROM {table} WHERE edition = :edition ORDER BY ordinal"
    return f"(SELECT '[' || coalesce(group_concat(record), '') || ']' FROM ({rows}))"


_READ_SOURCE = """
SELECT text, sha256, media_type, name, encoding
FROM documents JOIN editions ON editions.id = current JOIN texts USING(sha256) WHERE iri = ?
"""
_READ_FINDINGS = "SELECT record FROM findings WHERE edition = ? ORDER BY ordinal"
_READ_EXTRACTION = f"""
SELECT '{{"document":' || head || ',"citations":' || {_gather("citations")} || ',"tasks":' || {_gather("tasks")} ||
  ',"findings":' || {_gather("findings")} || '}}' FROM editions WHERE id = :edition
"""
"""The whole record as one value: it is read at once, and no other thread takes a turn after each row."""
