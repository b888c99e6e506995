"""Search: documents and tasks by words, with or without marks, exact words first.

A query is taken word by word; quotes, stars and operators in it are plain characters. What is found with the marks
and tone as typed comes before what only folds alike, a phrase before scattered words.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from cancu.graph.naming import describe_document
from cancu.graph.search_index import (
    CITED,
    HEAD,
    TASK,
    TEXT,
    exact_form,
    find_group,
    find_range,
    list_words,
    name_group,
    stand_together,
)
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
    iri: str
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
    words = _split(fold(query))
    for expression in _iter_expressions(query):
        for entry in index.match(expression, kinds, limit * 4):
            if entry in found or (entry.kind == TEXT and entry.iri in seen):
                continue
            hit = _make_hit(entry.kind, index.read(entry), words, expression)
            if entry.kind == CITED and hit.iri + hit.snippet in seen:
                continue
            seen.update((hit.iri, hit.iri + hit.snippet))
            found[entry] = hit
            if len(found) == limit:
                return tuple(found.values())
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
    """The index of the store file, which hands entries out in the order of their ids; see `search_index`.

    Rows come in blocks, each as one value: between two rows SQLite lets other threads compute, and an answer that had
    to wait for its turn after every row would be slow wherever many ask at a time.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asked: set[tuple[str, str]] = set()
        self._heads: dict[str, tuple[int, str]] = {}
        self._records: dict[tuple[str, int, int], list[str]] = {}

    def match(self, expression: Expression, kinds: tuple[str, ...], limit: int) -> Iterator[Entry]:
        """Ask the index, and note what there is to show; every word is quoted, so that nothing in it is an operator."""
        words = self._write_match(expression)
        form = "exact" if expression.exact else "folded"
        spans = [find_range(*span) for span in _join_kinds(kinds)]
        if not self._is_new(form, words) or not any(self._may_hold(expression, form, span) for span in spans):
            return
        found = itertools.chain.from_iterable(self._find(form, words, span) for span in spans)
        entries = itertools.islice(found, limit)
        while block := list(itertools.islice(entries, _SHOWN_BLOCK)):
            self._note(block)
            yield from block

    def _is_new(self, form: str, words: str) -> bool:
        """Whether this has not been asked before; a last word that is the beginning of no other asks the same again."""
        new = (form, words) not in self._asked
        self._asked.add((form, words))
        return new

    def _may_hold(self, expression: Expression, form: str, span: tuple[int, int]) -> bool:
        """Whether a span may hold a phrase: not where no entry has all its words, which is found much sooner."""
        if expression.form != "phrase":
            return True
        every = " AND ".join(map(_quote, expression.phrases[0]))
        found = self._store.connection.execute(_HOLDS.replace("FORM", form), (every, *span)).fetchone()
        return bool(found[0])

    def _find(self, form: str, words: str, span: tuple[int, int]) -> Iterator[Entry]:
        """The entries of a span that hold the words; those of one kind and size by IRI."""
        rows = self._iter_rows(_MATCH.replace("FORM", form), words, span)
        for group, alike in itertools.groupby(rows, key=lambda row: find_group(row[0])):
            first = [(iri, ordinal) for _, iri, ordinal in itertools.islice(alike, _MOST_COMPARED)]
            yield from (Entry(name_group(group), iri, ordinal) for iri, ordinal in sorted(first))

    def _iter_rows(self, statement: str, words: str, span: tuple[int, int]) -> Iterator[tuple[int, str, int]]:
        """The rows of a span by rising id, in blocks that grow: mostly the first is enough."""
        (low, high), size = span, _FIRST_BLOCK
        while rows := sorted(self._ask(statement, words, low, high, size)):
            yield from rows
            if len(rows) < size:
                return
            low, size = rows[-1][0] + 1, min(size * 4, _MOST_COMPARED)

    def _note(self, entries: Sequence[Entry]) -> None:
        """Read the heads and records behind entries that are to be shown."""
        wanted = sorted({entry.iri for entry in entries} - self._heads.keys())
        for iri, edition, head in self._ask(_HEADS, json.dumps(wanted)) if wanted else ():
            self._heads[iri] = edition, head
        for kind, statement in _RECORDS.items():
            places = [(self._heads[entry.iri][0], entry.ordinal) for entry in entries if entry.kind == kind]
            for edition, ordinal, *record in self._ask(statement, json.dumps(places)) if places else ():
                self._records[kind, edition, ordinal] = record

    def _ask(self, statement: str, *values: str | int) -> list[Any]:
        """The rows of a statement that gathers them into one value."""
        rows: list[Any] = json.loads(self._store.connection.execute(statement, values).fetchone()[0])
        return rows

    def read(self, entry: Entry) -> Place:
        """Read the record behind an entry; a running text only when it is to be shown."""
        edition, head = self._heads[entry.iri]
        document = Document.model_validate_json(head)
        label = describe_document(document)
        if entry.kind == HEAD:
            return Place(entry.iri, label, name_head(document))
        if entry.kind == TEXT:
            text = str(self._store.connection.execute(_TEXT, (edition,)).fetchone()[0])
            return Place(entry.iri, label, text, start=0)
        record, *quote = self._records[entry.kind, edition, entry.ordinal]
        if entry.kind == TASK:
            task = Task.model_validate_json(record)
            return Place(entry.iri, label, task.text, task.ref, task.start, task.end)
        citation = Citation.model_validate_json(record)
        return Place(entry.iri, label, " ".join(quote[0].split()), None, citation.start, citation.end)

    def _write_match(self, expression: Expression) -> str:
        if expression.form in ("phrase", "any"):
            return " OR ".join(_quote(" ".join(words)) for words in expression.phrases)
        *words, last = expression.phrases[0]
        ends = self._complete(last) if expression.form == "beginnings" else (_quote(last),)
        return " AND ".join([*map(_quote, words), f"({' OR '.join(ends)})"])

    def _complete(self, beginning: str) -> Sequence[str]:
        """The words of the index that begin so, or a star that stands for them where they are many.

        Words are looked up one by one in the order of their entries; a star first gathers all entries of all words.
        """
        found = list(itertools.islice(self._iter_words(beginning), _MOST_COMPLETIONS + 1))
        return [f"{_quote(beginning)} *"] if len(found) > _MOST_COMPLETIONS else list(map(_quote, found or [beginning]))

    def _iter_words(self, beginning: str) -> Iterator[str]:
        connection = self._store.connection
        connection.execute(_VOCABULARY)
        word = beginning
        while row := connection.execute("SELECT term FROM temp.words WHERE term >= ? LIMIT 1", (word,)).fetchone():
            if not row[0].startswith(beginning):
                return
            yield row[0]
            word = row[0] + "\0"


_ORDER = (HEAD, TASK, CITED, TEXT)
_MOST_COMPARED = 1_000
"""Entries of one kind and size that are put in order; of words that more of them have, those that came first are."""
_MOST_COMPLETIONS = 256
_FIRST_BLOCK, _SHOWN_BLOCK = 256, 20
_MATCH = """
SELECT json_group_array(json_array(id, iri, ordinal)) FROM (
  SELECT entries.id AS id, documents.iri AS iri, entries.ordinal AS ordinal
  FROM search_FORM CROSS JOIN entries ON entries.id = search_FORM.rowid
  CROSS JOIN documents ON documents.current = entries.edition
  WHERE search_FORM MATCH ? AND search_FORM.rowid BETWEEN ? AND ? ORDER BY search_FORM.rowid LIMIT ?)
"""
"""How often words stand in all texts does not count: that would depend on what was ever in the store."""
_HOLDS = "SELECT EXISTS(SELECT 1 FROM search_FORM WHERE search_FORM MATCH ? AND rowid BETWEEN ? AND ?)"
_HEADS = """
SELECT json_group_array(json_array(iri, current, head)) FROM json_each(?) AS wanted
CROSS JOIN documents ON documents.iri = wanted.value JOIN editions ON editions.id = current
"""
_RECORDS = {
    TASK: """
SELECT json_group_array(json_array(edition, ordinal, record)) FROM json_each(?) AS wanted
CROSS JOIN tasks ON edition = json_extract(wanted.value, '$[0]') AND ordinal = json_extract(wanted.value, '$[1]')
""",
    CITED: """
SELECT json_group_array(json_array(edition, ordinal, record, quote)) FROM json_each(?) AS wanted
CROSS JOIN citations ON edition = json_extract(wanted.value, '$[0]') AND ordinal = json_extract(wanted.value, '$[1]')
""",
}
_TEXT = "SELECT text FROM editions JOIN texts USING(sha256) WHERE id = ?"
_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab('main', 'search_folded', 'instance')"


def _join_kinds(kinds: tuple[str, ...]) -> list[list[str]]:
    """The kinds in the order of the answer, those together whose entries stand together."""
    spans: list[list[str]] = []
    for kind in (one for one in _ORDER if one in kinds):
        if spans and stand_together(spans[-1][-1], kind):
            spans[-1].append(kind)
        else:
            spans.append([kind])
    return spans


def _quote(words: str) -> str:
    return f'"{words}"'


def name_head(document: Document) -> str:
    """A document as its head is shown among the hits: label and title."""
    return " · ".join(part for part in (describe_document(document), document.title or document.plan_title) if part)


def _make_hit(kind: str, place: Place, words: tuple[str, ...], expression: Expression) -> Hit:
    shown = _cut(place.words, words, as_phrase=expression.form != "words")
    where = shown if kind == TEXT else place
    return Hit.model_validate(
        {
            "kind": kind,
            "iri": place.iri,
            "label": place.label,
            "ref": place.ref,
            "snippet": shown.snippet,
            "marks": shown.marks,
            "exact": expression.exact,
            "start": where.start,
            "end": where.end,
        }
    )


class _Cutting(NamedTuple):
    """What is shown of a text, where it stands in it, and where the words stand in what is shown."""

    snippet: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]


def _cut(text: str, words: tuple[str, ...], *, as_phrase: bool) -> _Cutting:
    """Cut a text to the words around the first place found, and mark the words."""
    places = _find_words(text, words, as_phrase=as_phrase)
    first = places[0][0] if places else 0
    start = max(0, first - _SNIPPET // 3) if len(text) > _SNIPPET else 0
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + _SNIPPET)
    marks = tuple((a - start, b - start) for a, b in places if start <= a and b <= end)
    return _Cutting(re.sub(r"\s", " ", text[start:end]), start, end, marks)


def _find_words(text: str, words: tuple[str, ...], *, as_phrase: bool) -> list[tuple[int, int]]:
    """Places of folded words in a text: the whole phrase, else single words.

    Args:
        text: as it was written
        words: the query's
        as_phrase: whether the phrase may well be there; else it is looked for at the beginning of the text alone
    """
    if not words:
        return []
    phrase = re.compile(r"\W+".join(map(re.escape, words)))
    size = _FIRST_LOOK if as_phrase else _LOOKED_AT
    while not (found := phrase.search(folded := fold(text[:size]))) and as_phrase and size < len(text):
        size *= 4
    if found:
        return [found.span()]
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in dict.fromkeys(words)) + r")(?!\w)")
    return [match.span() for match in itertools.islice(pattern.finditer(folded, 0, _LOOKED_AT), 20)]


_FIRST_LOOK, _LOOKED_AT = 2_000, 20_000
"""Letters of a text that are looked through at first, and for scattered words at most."""
