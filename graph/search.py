"""Search: documents and tasks by words, with or without marks, exact words first.

A query is taken word by word; quotes, stars and operators in it are plain characters. What is found with the marks
and tone as typed comes before what only folds alike, a phrase before scattered words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from cancu.graph.naming import describe_document
from cancu.graph.search_index import CITED, HEAD, TASK, TEXT, exact_form
from cancu.ontology.document_keys import parse_number
from cancu.ontology.orthography import fold
from cancu.ontology.records import Citation, Document, Record, Task

if TYPE_CHECKING:
    from cancu.graph.store import Store

_MAX_WORDS = 32
_SNIPPET = 160


class Hit(Record):
    """One place that was found.

    Attributes:
        kind: `document` (its head), `task`, `citation` (a document that it cites) or `text`
        iri: the document in which it was found
        ref: ref of the task
        label: the document, for people
        snippet: the words around the place
        marks: start and end of the words that were found in the snippet
        exact: found as typed, with all marks
        start: offset in the document's text, for tasks, citations and text
    """

    kind: Literal["document", "task", "citation", "text"]
    iri: str
    ref: str | None = None
    label: str
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()
    exact: bool
    start: int | None = None
    end: int | None = None


def search(
    store: Store, query: str, *, limit: int = 20, kinds: tuple[str, ...] = (HEAD, TASK, CITED, TEXT)
) -> tuple[Hit, ...]:
    """Search the store.

    Args:
        store: open in any way
        query: words or a number (`76/NQ-CP`, `NQ 76`, `cai cach hanh chinh`)
        limit: hits at most
        kinds: what to look for; the running text counts only for documents not found otherwise

    Returns:
        Best first: exact phrase, exact words, folded phrase, folded words, beginnings of words; heads before tasks,
        tasks before citations and text; then the shorter. Empty for a query without words.
    """
    found: dict[tuple[str, str, int], Hit] = {}
    seen: set[str] = set()
    with store.reading():
        for kind, edition, ordinal, exact in _iter_entries(store, query, kinds, limit * 4):
            if len(found) >= limit:
                break
            if (kind, edition, ordinal) in found:
                continue
            hit = _make_hit(store, (kind, edition, ordinal), query, exact=exact)
            if kind in (CITED, TEXT) and hit.iri + (hit.snippet if kind == CITED else "") in seen:
                continue
            seen.update((hit.iri, hit.iri + hit.snippet))
            found[kind, edition, ordinal] = hit
    return tuple(found.values())


def _iter_entries(store: Store, query: str, kinds: tuple[str, ...], limit: int) -> Iterator[tuple[str, str, int, bool]]:
    """Run the query from strict to lenient; yield kind, edition, ordinal and whether it was exact."""
    for expression, exact in _expressions(query):
        for kind, edition, ordinal in _match(store, expression, kinds, limit):
            yield kind, edition, ordinal, exact


def _match(store: Store, expression: str, kinds: tuple[str, ...], limit: int) -> Iterator[tuple[str, str, int]]:
    """What an expression finds, by kind, at most `limit` of each; kind by kind only where much is found."""
    found = store.connection.execute(_MATCH, (expression, _MOST_COMPARED)).fetchall()
    for kind in (one for one in _ORDER if one in kinds):
        if len(found) == _MOST_COMPARED:
            rows = store.connection.execute(_MATCH, (f"({expression}) AND kind : {kind}", _MOST_COMPARED)).fetchall()
        else:
            rows = [row for row in found if row[0] == kind]
        yield from rows[:limit]


_ORDER = (HEAD, TASK, CITED, TEXT)
_MOST_COMPARED = 1_000
"""Entries of a kind that are put in order; of words that more of them have, those that came first are."""
_MATCH = """
SELECT kind, edition, ordinal FROM (
  SELECT entries.kind, entries.edition, entries.ordinal, entries.size, documents.iri
  FROM search CROSS JOIN entries ON entries.id = search.rowid
  CROSS JOIN documents ON documents.current = entries.edition
  WHERE search MATCH ? LIMIT ?
)
ORDER BY size, iri, ordinal
"""


def _expressions(query: str) -> Iterator[tuple[str, bool]]:
    """Write the query for the index; every word is quoted, so that nothing in it is an operator."""
    exact, folded = _split(exact_form(query)), _split(fold(query))
    if not folded:
        return
    number = parse_number(query)
    if number:
        yield f"exact : ({_spellings(exact)})", True
        yield f"folded : ({_spellings(folded)})", False
        return
    yield f'exact : "{" ".join(exact)}"', True
    yield f"exact : ({_all(exact)})", True
    yield f'folded : "{" ".join(folded)}"', False
    yield f"folded : ({_all(folded)})", False
    yield f"folded : ({_all(folded)} *)", False


def _spellings(words: list[str]) -> str:
    """A number as a phrase, with and without the zero in front."""
    serial = words[0].lstrip("0") or "0"
    return " OR ".join(f'"{" ".join([one, *words[1:]])}"' for one in dict.fromkeys([words[0], serial, serial.zfill(2)]))


def _all(words: list[str]) -> str:
    return " ".join(f'"{word}"' for word in words)


def _split(text: str) -> list[str]:
    """Words as the index sees them; a number loses its leading zeros only if it stands alone."""
    return re.findall(r"[^\W_]+", text)[:_MAX_WORDS]


def _make_hit(store: Store, entry: tuple[str, str, int], query: str, *, exact: bool) -> Hit:
    kind, edition, _ = entry
    iri, head = store.connection.execute(
        "SELECT iri, head FROM documents JOIN editions ON editions.id = current WHERE current = ?", (edition,)
    ).fetchone()
    document = Document.model_validate_json(head)
    label = describe_document(document)
    if kind == HEAD:
        shown = " · ".join(part for part in (label, document.title or document.plan_title) if part)
        return _cut(Hit(kind="document", iri=iri, label=label, snippet=shown, exact=exact), query)
    if kind == TEXT:
        text = store.text(iri)
        return _cut(Hit(kind="text", iri=iri, label=label, snippet=text, exact=exact, start=0), query)
    if kind == TASK:
        task = Task.model_validate_json(
            _read(store, "SELECT record FROM tasks WHERE edition = ? AND ordinal = ?", entry)
        )
        hit = Hit(kind="task", iri=iri, ref=task.ref, label=label, snippet=task.text, exact=exact)
        return _cut(hit, query).model_copy(update={"start": task.start, "end": task.end})
    record = _read(store, "SELECT record FROM citations WHERE edition = ? AND ordinal = ?", entry)
    citation = Citation.model_validate_json(record)
    quote = _read(store, "SELECT quote FROM citations WHERE edition = ? AND ordinal = ?", entry)
    hit = Hit(kind="citation", iri=iri, label=label, snippet=" ".join(quote.split()), exact=exact)
    return _cut(hit, query).model_copy(update={"start": citation.start, "end": citation.end})


def _read(store: Store, statement: str, entry: tuple[str, str, int]) -> str:
    return str(store.connection.execute(statement, entry[1:]).fetchone()[0])


def _cut(hit: Hit, query: str) -> Hit:
    """Cut the snippet to the words around the first place found, and mark the words."""
    text = hit.snippet
    words = _split(fold(query))
    places = _find_words(fold(text), words)
    first = places[0][0] if places else 0
    start = max(0, first - _SNIPPET // 3) if len(text) > _SNIPPET else 0
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + _SNIPPET)
    shown = re.sub(r"\s", " ", text[start:end])
    marks = tuple((a - start, b - start) for a, b in places if start <= a and b <= end)
    offsets = {"start": start, "end": end} if hit.kind == "text" else {}
    return hit.model_copy(update={"snippet": shown, "marks": marks, **offsets})


def _find_words(folded: str, words: list[str]) -> list[tuple[int, int]]:
    """Places of the query's words in a folded text, those of the whole phrase first."""
    if not words:
        return []
    phrase = re.search(r"\W+".join(re.escape(word) for word in words), folded)
    if phrase:
        return [phrase.span()]
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in dict.fromkeys(words)) + r")(?!\w)")
    return [match.span() for match in pattern.finditer(folded[:20_000])][:20]
