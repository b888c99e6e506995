"""Holders: the stored documents that hold tasks or duties, asked which of them can bind an organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cancu.graph.holdings import StoredDocument
from cancu.graph.organisations import parse_organisation
from cancu.graph.reach import can_bind
from cancu.ontology.records import Date, Document, Level


class Holders:
    """The documents with tasks or duties, by IRI.

    A committee of a commune binds nobody outside the commune that it names, and nearly all plans of a country are such:
    they are found by that name, so that a question about one organisation costs what the levels above it hold.
    """

    def __init__(self, stored: Iterable[StoredDocument]) -> None:
        self.documents = {one.iri: one.document for one in stored if one.tasks or one.duties}
        self._everywhere: list[str] = []
        self._by_commune: dict[str, list[str]] = defaultdict(list)
        for iri, document in self.documents.items():
            issuer = parse_organisation(document.issuer or "")
            own = issuer.unit_name if issuer.level is Level.COMMUNE else ""
            (self._by_commune[own] if own else self._everywhere).append(iri)

    def find_binding(self, organisation: str, on: Date | None) -> list[str]:
        """IRIs of the documents that can bind an organisation on a day, or on their own.

        Args:
            organisation: full name
            on: the day; None asks each document on its own
        """
        asked = parse_organisation(organisation)
        if asked.level and asked.unit_name:
            chosen = (*self._everywhere, *self._by_commune.get(asked.unit_name, ()))
        else:  # it may be of any commune
            chosen = tuple(self.documents)
        return [iri for iri in chosen if _can_bind(self.documents[iri], organisation, on)]


def _can_bind(document: Document, organisation: str, on: Date | None) -> bool:
    days = dict.fromkeys((on or document.date, document.date))
    return any(can_bind(document.issuer or "", organisation, on=day) for day in days)
