"""The full-text index of the store: exact and folded form of every head, task, citation and text.

FTS5 does not fold đ, and folding everything merges different words. So both forms are kept, each in a table of its own,
and the search ranks the exact one first. An entry's id says in which order it is listed (kind, then size), so that the
index hands out the first ones without having looked at all. The index is a view: `rebuild_index` makes it anew from
the records.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cancu.ontology.document_keys import parse_number
from cancu.ontology.orthography import fold, unify_letters, unify_tone

HEAD = "document"
TASK = "task"
CITED = "citation"
TEXT = "text"
FORMS = ("exact", "folded")
"""The tables of the index, by the form of words that they hold."""

_RANKS = {TASK: 0, HEAD: 1, CITED: 2, TEXT: 3}
"""Places of the kinds in ids; what is searched together lies side by side, behind the many tasks."""
_KINDS = {rank: kind for kind, rank in _RANKS.items()}
_SIZE_BITS, _NUMBER_BITS = 28, 33
_LAST_COUNT = "SELECT coalesce((SELECT value FROM meta WHERE key = 'entries'), 0)"
_KEEP_COUNT = "INSERT INTO meta VALUES('entries', ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"


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


def find_range(*kinds: str) -> tuple[int, int]:
    """The lowest and the highest id that entries of some kinds can have; the kinds stand side by side."""
    ranks = [_RANKS[kind] for kind in kinds]
    width = _SIZE_BITS + _NUMBER_BITS
    return min(ranks) << width, ((max(ranks) + 1) << width) - 1


def stand_together(one: str, two: str) -> bool:
    """Whether the ids of a kind follow upon those of another."""
    return _RANKS[two] == _RANKS[one] + 1


def find_group(entry: int) -> int:
    """What entries of one kind and size have in common; of longer ones it is higher."""
    return entry >> _NUMBER_BITS


def name_group(group: int) -> str:
    """The kind of the entries of a group."""
    return _KINDS[group >> _SIZE_BITS]


def index_edition(connection: sqlite3.Connection, edition: int) -> None:
    """Add an edition's entries to the index."""
    count = int(connection.execute(_LAST_COUNT).fetchone()[0])
    contents = list(_read_contents(connection, edition))
    numbered = [(_number_entry(content, count + place), content) for place, content in enumerate(contents, 1)]
    connection.executemany(
        "INSERT INTO entries VALUES(?, ?, ?)", [(entry, edition, content.ordinal) for entry, content in numbered]
    )
    for form in FORMS:
        rows = list_rows(form, sorted(numbered))
        connection.executemany(f"INSERT INTO search_{form}(rowid, words) VALUES(?, ?)", rows)
    connection.execute(_KEEP_COUNT, (count + len(contents),))


def list_rows(form: str, numbered: Iterable[tuple[int, Content]]) -> Iterator[tuple[int, str]]:
    """The rows of one table of the index; it takes them fastest by rising id."""
    write = exact_form if form == "exact" else fold
    return ((entry, write(content.words)) for entry, content in numbered)


def _number_entry(content: Content, number: int) -> int:
    """The id of an entry; its last part is a number that no other entry ever had."""
    size = min(content.size, (1 << _SIZE_BITS) - 1)
    return (_RANKS[content.kind] << _SIZE_BITS | size) << _NUMBER_BITS | number


def drop_entries(connection: sqlite3.Connection, edition: int) -> None:
    """Hide an edition's entries; their words leave the index when it is next rebuilt, so ids are never used again."""
    connection.execute("DELETE FROM entries WHERE edition = ?", (edition,))


def rebuild_index(connection: sqlite3.Connection) -> None:
    """Make the whole index anew from the records, inside the caller's transaction."""
    connection.execute("DELETE FROM entries")
    connection.execute(_KEEP_COUNT, (0,))
    for form in FORMS:
        connection.execute(f"INSERT INTO search_{form}(search_{form}) VALUES('delete-all')")
    for (edition,) in connection.execute("SELECT id FROM editions ORDER BY id").fetchall():
        index_edition(connection, edition)


def iter_contents(connection: sqlite3.Connection) -> Iterator[list[tuple[int | None, Content]]]:
    """Yield what the index ought to hold, edition by edition, with the ids of its entries, to compare the two.

    The id is None where the entry is missing; an entry that ought not to be there comes without words.
    """
    for (edition,) in connection.execute("SELECT id FROM editions ORDER BY id").fetchall():
        rows = connection.execute("SELECT id, ordinal FROM entries WHERE edition = ?", (edition,)).fetchall()
        entries = {(find_group(entry), ordinal): entry for entry, ordinal in rows}
        found: list[tuple[int | None, Content]] = []
        for content in _read_contents(connection, edition):
            key = (find_group(_number_entry(content, 0)), content.ordinal)
            found.append((entries.pop(key, None), content))
        yield found + [
            (entry, Content(name_group(find_group(entry)), ordinal, "")) for (_, ordinal), entry in entries.items()
        ]


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
