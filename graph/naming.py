"""Names that people use for documents: IRI, number, law name, title, file name.

One way of finding serves the store and the graph; the graph also knows documents that are cited and absent.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from cancu.ontology.document_keys import LAW_TYPES, parse_number
from cancu.ontology.errors import AmbiguousNameError, UnknownNodeError
from cancu.ontology.orthography import fold, match_key, slug

if TYPE_CHECKING:
    from cancu.ontology.records import Document

_NUMBER = re.compile(r"\d+[a-zđ]?(?:\.\d+)?[-/][^\s,;]+")


class NamedDocument(NamedTuple):
    """A document as far as its names go."""

    iri: str
    document: Document
    file_name: str = ""
    sha256: str = ""
    in_store: bool = True


Table = dict[str, list[NamedDocument]]
"""Documents by a name; those of one name in the order in which they were given."""


class NameIndex:
    """Documents by the names that people use for them; each table is made when a name first needs it.

    Args:
        documents: in the order in which several of one name are listed
    """

    def __init__(self, documents: Iterable[NamedDocument]) -> None:
        self._documents = tuple(documents)

    def find(self, name: str) -> NamedDocument:
        """Find the one document that bears a name.

        Tried in this order: IRI (whole or from `id/` on), number, name of a law or title, file name; each with marks,
        then without. Words beside a number narrow it down by issuer, year, date and title.

        Raises:
            AmbiguousNameError: several bear it.
            UnknownNodeError: none does.

        Example:
            >>> from cancu.ontology.records import Document
            >>> plan = NamedDocument("…/02-nq-cp", Document(number="02/NQ-CP"))
            >>> NameIndex([plan]).find("2/nq-cp").iri
            '…/02-nq-cp'
        """
        wanted = name.strip()
        for test in (self._by_iri, self._by_number, self._by_title, self._by_folded_title, self._by_file):
            found = test(wanted)
            stored = [document for document in found if document.in_store]
            if len(found) == 1 or len(stored) == 1:
                return (stored or found)[0]
            if found:
                raise _ambiguous(wanted, found)
        raise self._unknown(wanted)

    def _by_iri(self, name: str) -> list[NamedDocument]:
        if name.startswith(("id/", "/id/")):
            return self._paths.get(name.lstrip("/"), [])
        return self._iris.get(name, [])

    def _by_number(self, name: str) -> list[NamedDocument]:
        key = match_key(name)
        found = self._numbers.get(key, [])
        match = _NUMBER.search(name)
        number = parse_number(match[0]) if match else None
        if match is None or number is None:
            return found
        words = _split_words(name[: match.start()] + " " + name[match.end() :])
        same = {one.iri for one in found}
        alike = self._slugs.get(number.slug, [])
        return [one for one in alike if one.iri in same or _is_narrowed(one.document, words)] or found

    def _by_title(self, name: str) -> list[NamedDocument]:
        return self._titles.get(match_key(name), [])

    def _by_folded_title(self, name: str) -> list[NamedDocument]:
        return self._folded_titles.get(fold(match_key(name)), [])

    def _by_file(self, name: str) -> list[NamedDocument]:
        return self._files.get(PurePath(name).name, [])

    @cached_property
    def _iris(self) -> Table:
        return self._tabulate(lambda one: [one.iri])

    @cached_property
    def _paths(self) -> Table:
        return self._tabulate(lambda one: [f"id/{path}"] if (path := one.iri.partition("/id/")[2]) else [])

    @cached_property
    def _numbers(self) -> Table:
        return self._tabulate(lambda one: [match_key(one.document.number)] if one.document.number else [])

    @cached_property
    def _slugs(self) -> Table:
        return self._tabulate(lambda one: _list_slugs(one.document.number))

    @cached_property
    def _titles(self) -> Table:
        return self._tabulate(lambda one: map(match_key, _list_titles(one.document)))

    @cached_property
    def _folded_titles(self) -> Table:
        return self._tabulate(lambda one: (fold(match_key(title)) for title in _list_titles(one.document)))

    @cached_property
    def _files(self) -> Table:
        return self._tabulate(
            lambda one: [PurePath(one.file_name).name, PurePath(one.file_name).stem] if one.file_name else []
        )

    def _tabulate(self, list_keys: Callable[[NamedDocument], Iterable[str]]) -> Table:
        table: Table = {}
        for document in self._documents:
            for key in dict.fromkeys(list_keys(document)):
                table.setdefault(key, []).append(document)
        return table

    @cached_property
    def _folded_names(self) -> dict[str, Document]:
        return {fold(one.document.number or one.document.title or ""): one.document for one in self._documents}

    def _unknown(self, name: str) -> UnknownNodeError:
        near = difflib.get_close_matches(fold(name), list(self._folded_names), n=3, cutoff=0.6)
        hint = "; ".join(describe_document(self._folded_names[key]) for key in near)
        return UnknownNodeError(
            f"Không có văn bản “{name}”",
            f"there is no document {name!r}",
            hint=f"có thể là: {hint}" if hint else "xem danh sách bằng: cancu list",
        )


def list_keys(document: Document, file_name: str = "") -> list[str]:
    """List the forms by which a document can be meant, its IRI apart: a store looks for these before it compares.

    Whatever `NameIndex` finds by number, title or file shares a key with the name (`list_wanted_keys`).
    """
    number = parse_number(document.number) if document.number else None
    keys = {f"number {match_key(document.number)}"} if document.number else set()
    keys |= {f"number {number.slug}"} if number else set()
    keys |= {f"title {fold(match_key(title))}" for title in _list_titles(document)}
    own = PurePath(file_name)
    return sorted(keys | ({f"file {own.name}", f"file {own.stem}"} if file_name else set()))


def list_wanted_keys(name: str) -> list[str]:
    """List the keys of the documents that a name may mean."""
    wanted = name.strip()
    match = _NUMBER.search(wanted)
    number = parse_number(match[0]) if match else None
    keys = [f"number {match_key(wanted)}", f"title {fold(match_key(wanted))}", f"file {PurePath(wanted).name}"]
    return [*keys, f"number {number.slug}"] if number else keys


def describe_document(document: Document) -> str:
    """Name a document for people: type, number, date, issuer.

    Example:
        >>> from cancu.ontology.records import Document
        >>> describe_document(Document(type="Nghị quyết", number="76/NQ-CP", issuer="Chính phủ"))
        'Nghị quyết 76/NQ-CP của Chính phủ'
    """
    law = document.title if document.title and slug(document.type or "") in LAW_TYPES else None
    name = law or document.number or document.title or document.plan_title or "không số"
    parts = [document.type if not name.startswith(document.type or "\0") else None, name]
    if law and document.number:
        parts.append(f"số {document.number}")
    if document.date:
        parts.append(f"ngày {document.date:%d/%m/%Y}")
    if document.issuer:
        parts.append(f"của {document.issuer}")
    return " ".join(part for part in parts if part)


def _list_slugs(number: str | None) -> list[str]:
    read = parse_number(number) if number else None
    return [read.slug] if read else []


def _split_words(text: str) -> list[str]:
    """The words beside a number that say which one is meant."""
    return [word for word in re.findall(r"\w+", fold(text)) if word not in ("so", "ngay", "cua", "nam")]


def _is_narrowed(document: Document, words: Sequence[str]) -> bool:
    """Whether all words are known of a document."""
    known = fold(" ".join(map(str, (describe_document(document), document.title, document.date, document.place))))
    return all(word in known for word in words)


def _list_titles(document: Document) -> list[str]:
    titles = [document.title, document.plan_title]
    return [title for title in titles if title] + [f"{document.type} {title}" for title in titles if title]


def _ambiguous(name: str, found: Sequence[NamedDocument]) -> AmbiguousNameError:
    candidates = tuple(f"{describe_document(item.document)} <{item.iri}>" for item in found)
    return AmbiguousNameError(
        f"“{name}” có thể là {len(found)} văn bản", f"{name!r} may be {len(found)} documents", candidates=candidates
    )
