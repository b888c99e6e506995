"""When documents came, changed and went: what the feed of changes tells.

Kept from the schema version on that has the table; of what happened before, no time is known and none is made up.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from sqlite3 import Connection

from cancu.graph.editions import digest_rows
from cancu.ontology.records import Record

REMOVED = "removed"


class Change(Record):
    """One change of one document.

    Attributes:
        id: counts the changes of the store, from 1
        time: when it was stored, in UTC
        kind: `new`, `new_version`, `reread` (the same text, read by a newer program), `conflict` (a rival of one
            identity) or `removed`
        iri: the document, as it was called then
    """

    id: int
    time: datetime.datetime
    kind: str
    iri: str


def note_change(connection: Connection, iri: str, kind: str) -> None:
    """Note that a document changes now, inside the transaction that changes it."""
    time = str(connection.execute("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')").fetchone()[0])
    row = (time, kind, iri)
    connection.execute("INSERT INTO changes(time, kind, iri, digest) VALUES(?, ?, ?, ?)", (*row, digest_rows(row)))


def read_changes(connection: Connection, *, before: int | None = None, limit: int = 100) -> tuple[Change, ...]:
    """Read the changes, the latest first.

    Args:
        connection: of an open store
        before: only changes with a smaller id
        limit: changes at most
    """
    rows = connection.execute(
        "SELECT id, time, kind, iri FROM changes WHERE ? IS NULL OR id < ? ORDER BY id DESC LIMIT ?",
        (before, before, limit),
    )
    return tuple(Change(id=number, time=time, kind=kind, iri=iri) for number, time, kind, iri in rows)


def iter_altered(connection: Connection) -> Iterator[int]:
    """Yield the ids of notes that are not as they were written."""
    for number, *row, digest in connection.execute("SELECT id, time, kind, iri, digest FROM changes").fetchall():
        if digest_rows(row) != digest:
            yield number
