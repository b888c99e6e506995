"""The full-text index of the store: exact and folded form of every head, task, citation and text.

FTS5 does not fold đ, and folding everything merges different words. So both forms are kept, and the search ranks
the exact one first. The index is a view: `rebuild_index` makes it anew from the records.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from cancu.ontology.document_keys import parse_number
from cancu.ontology.orthography import fold, unify_letters, unify_tone

HEAD = "document"
TASK = "task"
CITED = "citation"
TEXT = "text"


class Content(NamedTuple):
    """What one entry is found by.

    Attributes:
        size: letters of what is shown of it; of entries that are found alike the shorter one is listed first
    """

    kind: str
    ordinal: int
    words: str
    size: int = 0


def exact_form(text: str) -> str:
    """The form in which exact words are compared: NFC, one tone placement, lower case; length is kept for NFC text."""
    return unify_tone(unify_letters(unicodedata.normalize("NFC", text))).lower()


def list_words(text: str) -> list[str]:
    """The words of a text in either form, as the index sees them."""
    return re.findall(r"[^\W_]+", text)


def index_edition(connection: sqlite3.Connection, edition: int) -> None:
    """Add an edition's entries to the index."""
    for content in _read_contents(connection, edition):
        entry = connection.execute(
            "INSERT INTO entries(edition, kind, ordinal, size) VALUES(?, ?, ?, ?)",
            (edition, content.kind, content.ordinal, content.size),
        ).lastrowid
        connection.execute(
            "INSERT INTO search(rowid, exact, folded, kind) VALUES(?, ?, ?, ?)", index_forms(entry, content)
        )


def index_forms(entry: int | None, content: Content) -> tuple[int | None, str, str, str]:
    """The row of the index for an entry."""
    return entry, exact_form(content.words), fold(content.words), content.kind


def drop_entries(connection: sqlite3.Connection, edition: int) -> None:
    """Hide an edition's entries; their words leave the index when it is next rebuilt, so ids are never used again."""
    connection.execute("DELETE FROM entries WHERE edition = ?", (edition,))


def rebuild_index(connection: sqlite3.Connection) -> None:
    """Make the whole index anew from the records, inside the caller's transaction."""
    connection.execute("DELETE FROM entries")
    connection.execute("INSERT INTO search(search) VALUES('delete-all')")
    for (edition,) in connection.execute("SELECT id FROM editions ORDER BY id").fetchall():
        index_edition(connection, edition)


def iter_contents(connection: sqlite3.Connection) -> Iterator[tuple[int | None, Content]]:
    """Yield what the index ought to hold, with the id of its entry, for comparing index and records.

    The id is None where the entry is missing; an entry that ought not to be there comes without words.
    """
    for (edition,) in connection.execute("SELECT id FROM editions ORDER BY id").fetchall():
        rows = connection.execute(
            "SELECT kind, ordinal, size, id FROM entries WHERE edition = ?", (edition,)
        ).fetchall()
        entries = {(kind, ordinal, size): entry for kind, ordinal, size, entry in rows}
        for content in _read_contents(connection, edition):
            yield entries.pop((content.kind, content.ordinal, content.size), None), content
        yield from ((entry, Content(kind, ordinal, "")) for (kind, ordinal, _), entry in entries.items())


def _read_contents(connection: sqlite3.Connection, edition: int) -> Iterator[Content]:
    """Read what is worth finding in one edition."""
    head, text = connection.execute(
        "SELECT head, text FROM editions JOIN texts USING(sha256) WHERE editions.id = ?", (edition,)
    ).fetchone()
    titles = json.loads(head)
    yield Content(HEAD, 0, describe_head(titles), sum(len(titles[name] or "") for name in ("title", "plan_title")))
    tasks = connection.execute("SELECT ordinal, record FROM tasks WHERE edition = ? ORDER BY ordinal", (edition,))
    for ordinal, record in tasks.fetchall():
        task = json.loads(record)
        yield Content(TASK, ordinal, describe_task(task), len(task["text"]))
    cited = connection.execute("SELECT ordinal, record FROM citations WHERE edition = ? ORDER BY ordinal", (edition,))
    seen: set[str] = set()
    for ordinal, record in cited.fetchall():
        content = describe_citation(json.loads(record))
        if content and content not in seen:
            seen.add(content)
            yield Content(CITED, ordinal, content)
    yield Content(TEXT, 0, text, len(text))


def describe_head(head: dict[str, Any]) -> str:
    """What a document is found by: type, number in its spellings, titles, issuer, year."""
    year = str(head.get("date") or "")[:4]
    parts = [head.get("type"), *_spell_number(head.get("number")), year, head.get("title"), head.get("plan_title")]
    return "\n".join(str(part) for part in (*parts, head.get("issuer"), head.get("signer")) if part)


def describe_task(task: dict[str, Any]) -> str:
    """What a task is found by: its words, agencies and products."""
    return "\n".join([task["text"], *task.get("lead", ()), *task.get("coordinate", ()), *task.get("products", ())])


def describe_citation(citation: dict[str, Any]) -> str:
    """What a cited document is found by; empty for the document's own number."""
    if citation.get("relation") == "self":
        return ""
    parts = [citation.get("type"), *_spell_number(citation.get("number")), citation.get("name"), citation.get("issuer")]
    return "\n".join(str(part) for part in parts if part)


def _spell_number(number: str | None) -> list[str]:
    """The number as printed and without leading zeros, so that 2/NQ-CP finds 02/NQ-CP."""
    if not number:
        return []
    key = parse_number(number)
    plain = number.lstrip("0")
    return [number, plain] if key and plain != number else [number]
