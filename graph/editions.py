"""Editions: the texts that were seen of one document, and which of them speaks for it.

A file that is put again with changed bytes supersedes its former edition. Files of other names that hold the same
document (a scan and its OCR, two web pages) stand side by side, and the fullest speaks. Two texts that have little
in common and claim one identity are two documents in conflict. All choices depend on the texts alone, so that the
order of ingest does not matter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from cancu.ontology.orthography import fold, match_key

if TYPE_CHECKING:
    from cancu.ontology.records import Document, Extraction

_ALIKE = 0.5
_ALIKE_SAME_FILE = 0.2


class Edition(NamedTuple):
    """One stored edition, as far as choosing among editions needs it."""

    id: int
    sha256: str
    name: str
    head: Document
    items: int
    length: int
    superseded: bool


def measure_likeness(first: str, second: str) -> float:
    """Measure how much of two texts is the same: shared triples of words among all, 0 to 1.

    Example:
        >>> measure_likeness("một hai ba bốn", "Một hai ba bốn")
        1.0
    """
    one, two = _shingles(first), _shingles(second)
    return len(one & two) / len(one | two) if one or two else 1.0


def is_same_document(old: tuple[str, str, Document], new: tuple[str, str, Document]) -> bool:
    """Judge whether two texts that claim one identity are editions of one document.

    Args:
        old: file name, text and head
        new: the same of the other text
    """
    likeness = measure_likeness(old[1], new[1])
    if _dates_and_titles_differ(old[2], new[2]):
        return False
    return likeness >= (_ALIKE_SAME_FILE if old[0] and old[0] == new[0] else _ALIKE)


def choose_current(editions: Iterable[Edition]) -> Edition:
    """Choose the edition that speaks for a document: of those not superseded the fullest."""
    return max((edition for edition in editions if not edition.superseded), key=_fullness)


def order_claimants(claims: Iterable[tuple[int, Edition]]) -> list[int]:
    """Order the documents that claim one identity: by date, then by text hash; the first bears the plain IRI."""
    ordered = sorted(claims, key=lambda claim: (str(claim[1].head.date or "9999"), claim[1].sha256))
    return [document for document, _ in ordered]


def digest_records(extraction: Extraction) -> str:
    """Hash all records of an extraction, so that a change in any of them shows."""
    return digest_rows([json.dumps(extraction.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)])


def digest_rows(rows: Iterable[str]) -> str:
    """Hash rows of text in their order."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(row.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = fold(text).split()
    width = 3 if len(words) >= 12 else 1
    return {tuple(words[place : place + width]) for place in range(len(words) - width + 1)}


def _dates_and_titles_differ(one: Document, two: Document) -> bool:
    dates = one.date and two.date and one.date != two.date
    titles = one.title and two.title and match_key(one.title) != match_key(two.title)
    return bool(dates and titles)


def _fullness(edition: Edition) -> tuple[bool, bool, int, int, str]:
    head = edition.head
    return head.number is not None, head.date is not None, edition.items, edition.length, edition.sha256
