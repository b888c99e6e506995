"""The catalogue: what lists show of all documents, made once for each revision of the store and asked many times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from cancu.api.workspace import Workspace
from cancu.ontology.orthography import fold

Row = dict[str, Any]
_YEAR = 4
FACETS = ("type", "level", "year", "issuer")


class Facet(NamedTuple):
    """A value by which documents can be narrowed down, and how many have it."""

    value: str
    documents: int


class Catalogue:
    """All documents of one revision, the latest first, without their texts and records."""

    def __init__(self, workspace: Workspace) -> None:
        self.revision = workspace.records.revision
        listed = workspace.list_documents()["documents"]
        self.rows: list[Row] = [_complete(row) for row in reversed(listed)]
        self.by_iri: dict[str, Row] = {row["iri"]: row for row in self.rows}
        self.latest: list[str] = [iri for iri in workspace.knowledge.list_latest(_MOST_RECENT) if iri in self.by_iri]
        self.leads = workspace.knowledge.count_leads()
        self._findings = tuple(workspace.records.all_findings())

    def choose(self, wanted: dict[str, str], words: str = "", rows: Iterable[Row] | None = None) -> list[Row]:
        """The documents that have all wanted values, and these words, with or without marks, in their head."""
        chosen = self.rows if rows is None else list(rows)
        for facet, value in wanted.items():
            if value:
                chosen = [row for row in chosen if row[facet] == value]
        for word in fold(words).split():
            chosen = [row for row in chosen if word in row["folded"]]
        return chosen

    def count_facets(self, rows: Sequence[Row]) -> dict[str, list[Facet]]:
        """The values of some documents for each facet, the most frequent first, years the latest first."""
        if rows is self.rows:
            return self._facets
        return _count_facets(rows)

    @cached_property
    def _facets(self) -> dict[str, list[Facet]]:
        """The facets of all documents, which most readers see first."""
        return _count_facets(self.rows)

    @cached_property
    def by_issuer(self) -> dict[str, list[Row]]:
        """The documents of each issuer, the latest first."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row["issuer"] or "", []).append(row)
        return found

    @cached_property
    def findings(self) -> list[Row]:
        """The findings of all documents, the gravest first, each with its document."""
        rows = [
            {**finding.model_dump(mode="json"), "document": self.by_iri[iri]}
            for iri, finding in self._findings
            if iri in self.by_iri
        ]
        return sorted(rows, key=lambda row: _GRAVITY.index(row["severity"]))


_MOST_RECENT = 8
_GRAVITY = ("error", "warning", "info")


def _count_facets(rows: Sequence[Row]) -> dict[str, list[Facet]]:
    counted = {facet: Counter(row[facet] for row in rows if row[facet]) for facet in FACETS}
    return {facet: [Facet(*pair) for pair in sorted(counts.items(), key=_ORDERS[facet])]
            for facet, counts in counted.items()}  # fmt: skip


def _by_count(pair: tuple[str, int]) -> tuple[Any, ...]:
    return -pair[1], pair[0]


def _by_year(pair: tuple[str, int]) -> tuple[Any, ...]:
    return (-int(pair[0]),)


_ORDERS: dict[str, Callable[[tuple[str, int]], tuple[Any, ...]]] = {
    **dict.fromkeys(FACETS, _by_count),
    "year": _by_year,
}


def _complete(row: Row) -> Row:
    words = (row["number"], row["title"], row["issuer"], row["type"], row["name"])
    return {
        **row,
        "year": row["date"][:_YEAR] if row["date"] else "",
        "folded": fold(" ".join(word for word in words if word)),
    }
