"""Search: documents and tasks by words, with or without marks, exact words first.

A query is taken word by word; quotes, stars and operators in it are plain characters. What is found with the marks
and tone as typed comes before what only folds alike, a phrase before scattered words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from cancu.graph.naming import describe_document
from cancu.graph.search_index import CITED, HEAD, TASK, TEXT, exact_form, list_words
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


class Expression(NamedTuple):
    """One reading of a query: these words in the exact or the folded form.

    Attributes:
        form: `phrase` in this order; `words` all of them; `beginnings` all of them, the last as the start of a word;
            `any` one of several phrases
        phrases: the words; several lists of them only for `any`
    """

    exact: bool
    form: Literal["phrase", "words", "beginnings", "any"]
    phrases: tuple[tuple[str, ...], ...]


class Entry(NamedTuple):
    """What an index knows a place by: its kind, its document, and which of the document's tasks or citations it is."""

    kind: str
    document: str | int
    ordinal: int


class Place(NamedTuple):
    """A place as it is shown; `words` are cut to those around what was found."""

    iri: str
    label: str
    words: str
    ref: str | None = None
    start: int | None = None
    end: int | None = None


class Index(Protocol):
    """Where words are looked up: the index of the store file, or that of a server."""

    def match(self, expression: Expression, kinds: tuple[str, ...], limit: int) -> Iterable[Entry]:
        """Entries that hold the words: heads, tasks, citations, texts; among them shorter ones first, then by IRI."""

    def read(self, entry: Entry) -> Place:
        """What to show of an entry that was found."""


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
    with store.reading():
        return search_index(StoreIndex(store), query, limit=limit, kinds=kinds)


def search_index(index: Index, query: str, *, limit: int, kinds: tuple[str, ...]) -> tuple[Hit, ...]:
    """Search an index; arguments and answer as for `search`."""
    found: dict[Entry, Hit] = {}
    seen: set[str] = set()
    for expression in _iter_expressions(query):
        for entry in index.match(expression, kinds, limit * 4):
            if len(found) >= limit:
                return tuple(found.values())
            if entry in found:
                continue
            hit = _make_hit(entry.kind, index.read(entry), query, exact=expression.exact)
            if entry.kind in (CITED, TEXT) and hit.iri + (hit.snippet if entry.kind == CITED else "") in seen:
                continue
            seen.update((hit.iri, hit.iri + hit.snippet))
            found[entry] = hit
    return tuple(found.values())


def _iter_expressions(query: str) -> Iterator[Expression]:
    """Read the query from strict to lenient."""
    exact, folded = _split(exact_form(query)), _split(fold(query))
    if not folded:
        return
    if parse_number(query):
        yield Expression(True, "any", _spellings(exact))
        yield Expression(False, "any", _spellings(folded))
        return
    yield Expression(True, "phrase", (exact,))
    yield Expression(True, "words", (exact,))
    yield Expression(False, "phrase", (folded,))
    yield Expression(False, "words", (folded,))
    yield Expression(False, "beginnings", (folded,))


def _spellings(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A number as phrases, with and without the zero in front."""
    serial = words[0].lstrip("0") or "0"
    return tuple((one, *words[1:]) for one in dict.fromkeys([words[0], serial, serial.zfill(2)]))


def _split(text: str) -> tuple[str, ...]:
    return tuple(list_words(text)[:_MAX_WORDS])


class StoreIndex:
    """The index of the store file; documents are known by the number of their edition."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def match(self, expression: Expression, kinds: tuple[str, ...], limit: int) -> Iterator[Entry]:
        """Ask the index; every word is quoted, so that nothing in it is an operator."""
        words = _write_match(expression)
        found = self._find(words)
        for kind in (one for one in _ORDER if one in kinds):
            cut = len(found) == _MOST_COMPARED
            rows = self._find(f"({words}) AND kind : {kind}") if cut else [row for row in found if row.kind == kind]
            yield from rows[:limit]

    def _find(self, words: str) -> list[Entry]:
        found = self._store.connection.execute(_MATCH, (words, _MOST_COMPARED))
        return [Entry(*row) for row in found.fetchall()]

    def read(self, entry: Entry) -> Place:
        """Read the record behind an entry."""
        iri, head = self._store.connection.execute(
            "SELECT iri, head FROM documents JOIN editions ON editions.id = current WHERE current = ?",
            (entry.document,),
        ).fetchone()
        document = Document.model_validate_json(head)
        label = describe_document(document)
        if entry.kind == HEAD:
            return Place(iri, label, name_head(document))
        if entry.kind == TEXT:
            return Place(iri, label, self._store.text(iri), start=0)
        if entry.kind == TASK:
            task = Task.model_validate_json(self._read("SELECT record FROM tasks", entry))
            return Place(iri, label, task.text, task.ref, task.start, task.end)
        citation = Citation.model_validate_json(self._read("SELECT record FROM citations", entry))
        quote = self._read("SELECT quote FROM citations", entry)
        return Place(iri, label, " ".join(quote.split()), None, citation.start, citation.end)

    def _read(self, statement: str, entry: Entry) -> str:
        row = self._store.connection.execute(statement + " WHERE edition = ? AND ordinal = ?", entry[1:]).fetchone()
        return str(row[0])


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
"""How often words stand in all texts does not count: that would depend on what was ever in the store."""


def _write_match(expression: Expression) -> str:
    column = "exact" if expression.exact else "folded"
    first = expression.phrases[0]
    if expression.form in ("phrase", "any"):
        return f"{column} : ({' OR '.join(_quote(' '.join(words)) for words in expression.phrases)})"
    words = " ".join(map(_quote, first))
    return f"{column} : ({words}{' *' if expression.form == 'beginnings' else ''})"


def _quote(words: str) -> str:
    return f'"{words}"'


def name_head(document: Document) -> str:
    """A document as its head is shown among the hits: label and title."""
    return " · ".join(part for part in (describe_document(document), document.title or document.plan_title) if part)


def _make_hit(kind: str, place: Place, query: str, *, exact: bool) -> Hit:
    hit = Hit.model_validate(
        {"kind": kind, "iri": place.iri, "label": place.label, "ref": place.ref, "snippet": place.words, "exact": exact}
    )
    cut = _cut(hit, query)
    return cut if kind == TEXT else cut.model_copy(update={"start": place.start, "end": place.end})


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


def _find_words(folded: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Places of the query's words in a folded text, those of the whole phrase first."""
    if not words:
        return []
    phrase = re.search(r"\W+".join(re.escape(word) for word in words), folded)
    if phrase:
        return [phrase.span()]
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in dict.fromkeys(words)) + r")(?!\w)")
    return [match.span() for match in pattern.finditer(folded[:20_000])][:20]
