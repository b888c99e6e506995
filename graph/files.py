"""The files that the stored texts were read from: their hashes, so that none is read twice, and their places.

Several files may hold one text. A note is only good for the release of cancu that wrote it: another one may read the
file better.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from sqlite3 import Connection

from pydantic import TypeAdapter

from cancu.graph.editions import digest_rows
from cancu.ontology.errors import UnknownNodeError
from cancu.ontology.records import Place, SourceText

_PLACES = TypeAdapter(tuple[Place, ...])


def note_file(connection: Connection, source: SourceText) -> None:
    """Keep the hash of the file that a stored text was read from, and where its words stand in it."""
    if not source.file_sha256:
        return
    places = _PLACES.dump_json(source.places, exclude_defaults=True).decode()
    row = (source.file_sha256, source.sha256, version("cancu"), places)
    connection.execute("INSERT OR REPLACE INTO files VALUES(?, ?, ?, ?, ?)", (*row, digest_rows(row)))


def knows_file(connection: Connection, file_sha256: str, name: str) -> bool:
    """Whether these bytes were read by this release, and reading them again under this name would change nothing.

    A file that returns to a former text takes the place of its later one, so it counts as unknown.
    """
    row = connection.execute(
        "SELECT 1 FROM files JOIN editions ON editions.sha256 = files.text"
        " WHERE files.sha256 = ? AND reader = ? AND NOT (superseded AND name = ?)",
        (file_sha256, version("cancu"), name),
    ).fetchone()
    return row is not None


def find_document(connection: Connection, file_sha256: str) -> str:
    """The IRI of the document that was read from a file with these bytes.

    Raises:
        UnknownNodeError: no such file was read.
    """
    row = connection.execute(
        "SELECT iri FROM files JOIN editions ON editions.sha256 = files.text"
        " JOIN documents ON documents.id = editions.document WHERE files.sha256 = ?",
        (file_sha256,),
    ).fetchone()
    if row is None:
        raise UnknownNodeError("Chưa đọc tệp này", "no such file was read", where=file_sha256)
    return str(row[0])


def read_places(connection: Connection, sha256: str) -> tuple[Place, ...]:
    """Where the words of a text stand in its file; of several files, in the one with the smallest hash."""
    row = connection.execute("SELECT places FROM files WHERE text = ? ORDER BY sha256", (sha256,)).fetchone()
    return _PLACES.validate_json(row[0]) if row else ()


def iter_changed_files(connection: Connection) -> Iterator[str]:
    """Yield the hashes of files whose note is not what was written."""
    for sha256, text, reader, places, digest in connection.execute("SELECT * FROM files ORDER BY sha256").fetchall():
        if digest_rows((sha256, text, reader, places)) != digest:
            yield str(sha256)
