"""The reading half of a store, from a Neo4j server: documents as they were read, from the JSON that was pushed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property

from cancu.graph.decisions import select_effective
from cancu.graph.holdings import Mention, StoredDocument
from cancu.graph.naming import NamedDocument, NameIndex, list_wanted_keys
from cancu.graph.neo4j_driver import Row, Server
from cancu.graph.shelving import cite_rows
from cancu.ontology.assessments import Decision, DecisionKind
from cancu.ontology.errors import StoreError, UnknownNodeError
from cancu.ontology.records import Extraction, Finding, Place, SourceText

_STATE = "MATCH (n:Program) RETURN n.base AS base, n.revision AS revision, n.complete AS complete"
_DOCUMENTS = "MATCH (n:Document {in_store: true}) RETURN n.record AS record"
_DOCUMENT = "MATCH (n:Document {iri: $iri, in_store: true}) RETURN n.record AS record"
NAMED = """
MATCH (n:Document)
WHERE n.iri = $name OR n.iri ENDS WITH $tail OR any(key IN n.keys WHERE key IN $keys)
"""
"""What a name may mean; it is compared afterwards."""
_NAMED = NAMED + "AND n.in_store RETURN n.record AS record"
_TEXT = """
MATCH (s:SourceText)-[:REALIZES]->(:Document {iri: $iri})
RETURN s.text AS text, s.sha256 AS sha256, s.media_type AS media_type, s.name AS name, s.encoding AS encoding,
  s.places AS places
"""
_EXTRACTION = "MATCH (s:SourceText)-[:REALIZES]->(:Document {iri: $iri}) RETURN s.record AS record"
_FINDINGS = "MATCH (n:Document {iri: $iri, in_store: true}) RETURN n.objections AS findings"
_ALL_FINDINGS = """
MATCH (n:Document {in_store: true}) WHERE n.objections <> '[]'
RETURN n.iri AS iri, n.findings AS own, n.objections AS findings
"""
_LEADS = "MATCH (:Task)-[r:LED_BY]->(:Addressee) RETURN DISTINCT r.name AS name"
_DECISIONS = "MATCH (n:Decision) RETURN n.record AS record ORDER BY n.place"


class Neo4jRecords:
    """Documents of a server; made anew for every question, so that each sees one state.

    Args:
        server: made by `cancu.graph.neo4j_driver.connect`
    """

    def __init__(self, server: Server) -> None:
        self._server = server

    @property
    def base(self) -> str:
        """Where identifiers live."""
        return str(self._state["base"])

    @property
    def revision(self) -> int:
        """The revision of the store that was pushed."""
        return int(self._state["revision"])

    @property
    def is_complete(self) -> bool:
        """Whether the last push came to its end."""
        return bool(self._state["complete"])

    def documents(self) -> Iterator[StoredDocument]:
        """Yield the documents by IRI."""
        found = [StoredDocument.model_validate_json(row["record"]) for row in self._server.ask(_DOCUMENTS)]
        yield from sorted(found, key=lambda one: one.iri)

    def holds(self, iri: str) -> bool:
        """Whether a document of the store bears this IRI."""
        return bool(self._server.ask(_DOCUMENT, iri=iri))

    def describe(self, iri: str) -> StoredDocument:
        """Describe one document by its IRI."""
        return StoredDocument.model_validate_json(self._one(_DOCUMENT, iri)["record"])

    def find(self, name: str) -> StoredDocument:
        """Find a document by IRI, number, title or file; only what the name may mean is fetched."""
        rows = self._server.ask(_NAMED, **name_parameters(name))
        stored = {one.iri: one for row in rows for one in [StoredDocument.model_validate_json(row["record"])]}
        candidates = list(stored.values()) or list(self.documents())
        return stored.get(iri := _choose(candidates, name)) or self.describe(iri)

    def extraction(self, iri: str) -> Extraction:
        """Read the records of a document."""
        return Extraction.model_validate_json(self._one(_EXTRACTION, iri)["record"])

    def findings(self, iri: str) -> tuple[Finding, ...]:
        """Read what there is to object to in a document, conflicts of identity included."""
        return tuple(Finding.model_validate(one) for one in json.loads(self._one(_FINDINGS, iri)["findings"]))

    def all_findings(self) -> Iterator[tuple[str, Finding]]:
        """Yield what there is to object to, by IRI and place; conflicts of identity last."""
        rows = sorted(self._server.ask(_ALL_FINDINGS), key=lambda row: str(row["iri"]))
        told = {row["iri"]: [Finding.model_validate(one) for one in json.loads(row["findings"])] for row in rows}
        yield from ((row["iri"], finding) for row in rows for finding in told[row["iri"]][: row["own"]])
        yield from ((row["iri"], finding) for row in rows for finding in told[row["iri"]][row["own"] :])

    def leads(self) -> tuple[str, ...]:
        """Read the organisations that lead a task, by name."""
        return tuple(sorted(row["name"] for row in self._server.ask(_LEADS)))

    def mentions(self, iri: str) -> tuple[Mention, ...]:
        """Read the citations of a document with their surroundings, cut out of its text again."""
        extraction = self.extraction(iri)
        refs = (None, *(task.ref for task in extraction.tasks))
        return tuple(
            Mention(ordinal, extraction.citations[ordinal - 1], before, after, refs[task or 0], quote)
            for _, ordinal, _, before, after, quote, task in cite_rows(0, self.text(iri), extraction)
        )

    def text(self, iri: str) -> str:
        """Read the text of a document."""
        return self.source(iri).text

    def source(self, iri: str) -> SourceText:
        """Read the text of a document with its hash, file name and places."""
        row = self._one(_TEXT, iri)
        places = tuple(Place.model_validate(one) for one in json.loads(row.pop("places")))
        return SourceText(places=places, **row)

    def decisions(self, kind: DecisionKind | None = None, *, history: bool = False) -> tuple[Decision, ...]:
        """Read rulings in the order they were recorded."""
        decisions = tuple(Decision.model_validate_json(row["record"]) for row in self._server.ask(_DECISIONS))
        chosen = decisions if history else select_effective(decisions)
        return tuple(decision for decision in chosen if kind is None or decision.kind is kind)

    def _one(self, query: str, iri: str) -> Row:
        rows = self._server.ask(query, iri=iri)
        if not rows:
            raise UnknownNodeError(f"Không có văn bản {iri} trong kho", f"no document {iri} in the store", where=iri)
        return rows[0]

    @cached_property
    def _state(self) -> Row:
        rows = self._server.ask(_STATE)
        if not rows:
            raise StoreError(
                "Máy chủ chưa có dữ liệu của cancu",
                "the server holds nothing of cancu yet",
                where=self._server.address,
                hint="cancu neo4j push",
                code="E_STORE_EMPTY",
            )
        return rows[0]


def name_parameters(name: str) -> dict[str, object]:
    """The parameters of `NAMED` for a name."""
    wanted = name.strip()
    tail = f"/{wanted.lstrip('/')}" if wanted.startswith(("id/", "/id/")) else "\n"
    return {"name": wanted, "tail": tail, "keys": list_wanted_keys(wanted)}


def _choose(candidates: list[StoredDocument], name: str) -> str:
    ordered = sorted(candidates, key=lambda one: one.iri)
    named = [NamedDocument(one.iri, one.document, one.name, one.sha256) for one in ordered]
    return NameIndex(named).find(name).iri
