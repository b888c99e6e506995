"""Names that people use for documents: IRI, number, law name, title, file name.

One way of finding serves the store and the graph; the graph also knows documents that are cited and absent.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
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


def find_named(documents: Sequence[NamedDocument], name: str) -> NamedDocument:
    """Find the one document that bears a name.

    Tried in this order: IRI (whole or from `id/` on), number, name of a law or title, file name; each with marks,
    then without. Words beside a number narrow it down by issuer, year, date and title.

    Raises:
        AmbiguousNameError: several bear it.
        UnknownNodeError: none does.

    Example:
        >>> from cancu.ontology.records import Document
        >>> plan = NamedDocument("…/02-nq-cp", Document(number="02/NQ-CP"))
        >>> find_named([plan], "2/nq-cp").iri
        '…/02-nq-cp'
    """
    wanted = name.strip()
    for test in (_has_iri, _has_number, _has_title, _has_folded_title, _has_file):
        found = [document for document in documents if test(document, wanted)]
        stored = [document for document in found if document.in_store]
        if len(found) == 1 or len(stored) == 1:
            return (stored or found)[0]
        if found:
            raise _ambiguous(wanted, found)
    raise _unknown(wanted, documents)


def list_keys(document: Document, file_name: str = "") -> list[str]:
    """List the forms by which a document can be meant, its IRI apart: a store looks for these before it compares.

    Whatever `find_named` finds by number, title or file shares a key with the name (`list_wanted_keys`).
    """
    number = parse_number(document.number) if document.number else None
    keys = {f"number {match_key(document.number)}"} if document.number else set()
    keys |= {f"number {number.slug}"} if number else set()
    keys |= {f"title {fold(match_key(title))}" for title in _titles(document)}
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


def _has_iri(document: NamedDocument, name: str) -> bool:
    return document.iri == name or (name.startswith(("id/", "/id/")) and document.iri.endswith(f"/{name.lstrip('/')}"))


def _has_number(document: NamedDocument, name: str) -> bool:
    match = _NUMBER.search(name)
    if not document.document.number:
        return False
    if match_key(document.document.number) == match_key(name):
        return True
    if not match:
        return False
    mine, other = parse_number(document.document.number), parse_number(match[0])
    if mine is None or other is None or mine.slug != other.slug:
        return False
    rest = fold(name[: match.start()] + " " + name[match.end() :])
    known = fold(" ".join(str(value) for value in (describe_document(document.document), document.document.title,
                                                   document.document.date, document.document.place)))  # fmt: skip
    return all(word in known for word in re.findall(r"\w+", rest) if word not in ("so", "ngay", "cua", "nam"))


def _titles(document: Document) -> list[str]:
    titles = [document.title, document.plan_title]
    return [title for title in titles if title] + [f"{document.type} {title}" for title in titles if title]


def _has_title(document: NamedDocument, name: str) -> bool:
    return any(match_key(title) == match_key(name) for title in _titles(document.document))


def _has_folded_title(document: NamedDocument, name: str) -> bool:
    wanted = fold(match_key(name))
    return any(fold(match_key(title)) == wanted for title in _titles(document.document))


def _has_file(document: NamedDocument, name: str) -> bool:
    own = PurePath(document.file_name)
    return bool(document.file_name) and PurePath(name).name in (own.name, own.stem)


def _ambiguous(name: str, found: Sequence[NamedDocument]) -> AmbiguousNameError:
    candidates = tuple(f"{describe_document(item.document)} <{item.iri}>" for item in found)
    return AmbiguousNameError(
        f"“{name}” có thể là {len(found)} văn bản", f"{name!r} may be {len(found)} documents", candidates=candidates
    )


def _unknown(name: str, documents: Sequence[NamedDocument]) -> UnknownNodeError:
    spell: Callable[[str], str] = fold
    names = {spell(item.document.number or item.document.title or ""): item.document for item in documents}
    near = difflib.get_close_matches(spell(name), list(names), n=3, cutoff=0.6)
    hint = "; ".join(describe_document(names[key]) for key in near)
    return UnknownNodeError(
        f"Không có văn bản “{name}”",
        f"there is no document {name!r}",
        hint=f"có thể là: {hint}" if hint else "xem danh sách bằng: cancu list",
    )
