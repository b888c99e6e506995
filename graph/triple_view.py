"""The triples of a store in a file beside it: a view that is made anew when the store has changed.

The file is N-Triples and ends in a line that says which state of the store it shows and what its bytes should be. It
is written aside and takes its name in one step; without it, or with an older one, nothing is lost but time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cancu.graph.connection import locate_triples
from cancu.graph.editions import digest_rows
from cancu.graph.projection import project_store
from cancu.graph.rdf_syntaxes import write_ntriples
from cancu.ontology.outputs import replace_file
from cancu.ontology.records import Finding, Severity

if TYPE_CHECKING:
    from cancu.graph.store import Store

_TRAILER = "# cancu"
_LONGEST_TRAILER = 200
_STATE = (
    "SELECT iri || ' ' || digest || seal FROM documents JOIN editions ON editions.id = current ORDER BY iri",
    "SELECT digest FROM decisions ORDER BY id",
    "SELECT digest FROM removals ORDER BY iri",
)


@contextmanager
def open_triples(store: Store) -> Iterator[Path]:
    """The file with the triples of a store, made where it is missing or stale.

    Where the folder of the store cannot be written to, the file is a temporary one and goes when the block ends.
    """
    kept = locate_triples(store.path)
    with store.reading():
        state = _describe_state(store)
        stale = _read_state(kept) != state
        if stale and os.access(kept.parent, os.W_OK):
            with replace_file(kept) as draft:
                _write(store, draft, state)
            stale = False
    if not stale:
        yield kept
        return
    with TemporaryDirectory() as folder:
        path = Path(folder, kept.name)
        with store.reading():
            _write(store, path, _describe_state(store))
        yield path


def check_triples(store: Store) -> tuple[Finding, ...]:
    """Compare the kept view with the store; one of an older state is no fault, since the next question renews it."""
    kept = locate_triples(store.path)
    with store.reading():
        state = _describe_state(store)
        if _read_state(kept) != state:
            return ()
        digest, fresh = hashlib.sha256(), hashlib.sha256()
        with kept.open("rb") as stream:
            for line in stream:
                if not line.startswith(_TRAILER.encode()):
                    digest.update(line)
        for text in write_ntriples(project_store(store)):
            fresh.update(text.encode())
    if digest.digest() == fresh.digest():
        return ()
    return (
        Finding(
            code="store_triples",
            severity=Severity.ERROR,
            where=kept.name,
            message="bản RDF cạnh kho không khớp kho; tạo lại bằng: cancu verify --rebuild",
            english="the triples beside the store differ from it; make them anew",
        ),
    )


def _describe_state(store: Store) -> str:
    """A hash of all that the triples depend on: what is stored, the vocabularies, and the version of the program."""
    rows = [row[0] for statement in _STATE for row in store.connection.execute(statement)]
    tables = sorted((files("cancu.ontology") / "data").iterdir(), key=lambda table: table.name)
    hashes = [hashlib.sha256(table.read_bytes()).hexdigest() for table in tables if table.is_file()]
    return digest_rows([store.base, version("cancu"), *rows, *hashes])


def _read_state(path: Path) -> str | None:
    """The state that a view shows; None where there is none or it is not whole."""
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _LONGEST_TRAILER))
        trailer = stream.read().decode("utf-8", "replace").rpartition(f"{_TRAILER} ")[2]
    return trailer.strip() if trailer.endswith("\n") else None


def _write(store: Store, path: Path, state: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(write_ntriples(project_store(store)))
        stream.write(f"{_TRAILER} {state}\n")
