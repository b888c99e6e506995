"""Documents as resources: head, text, citations, tasks and findings of each, with the spans they were read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cancu.graph.evidence import Reading
from cancu.graph.holdings import Mention, StoredDocument
from cancu.graph.knowledge import Records
from cancu.graph.legal_basis import Supersession, find_listed_end
from cancu.graph.network import Evidence
from cancu.graph.nodes import Graph, to_document
from cancu.graph.task_resources import describe_task
from cancu.ontology.document_keys import find_type, key_number
from cancu.ontology.identifiers import component_of, mint_citation, mint_task, mint_unit
from cancu.ontology.orthography import slug
from cancu.ontology.records import Date, Document, Extraction, Period, Relation
from cancu.ontology.resources import (
    CitationResource,
    DocumentResource,
    DocumentRole,
    FindingResource,
    PeriodResource,
    PlanResource,
    ReadingResource,
    Resource,
    SourceTextResource,
    StubResource,
    SubdivisionResource,
)
from cancu.ontology.schemes import load_schemes

_EDGES = {
    "basis": "based_on",
    "implements": "implements",
    "cites": "cites",
    "amends": "amends",
    "repeals": "repeals",
    "replaces": "replaces",
    "guides": "guides",
    "proposal": "proposed_by",
    "promulgated_by": "annex_of",
    "same_as": "alternates",
}
"""The field of a document for each relation of the working graph."""


class _Meaning(NamedTuple):
    """What a mention was resolved to: the edge it stands behind."""

    source: str
    target: str
    relation: str
    evidence: Evidence

    @property
    def cited(self) -> str:
        """The document that the mention means; of a passive the one that the edge starts from."""
        return self.target if self.evidence.relation.value == self.relation else self.source


class DocumentReader:
    """Reads stored documents as resources.

    Args:
        store: its documents
        graph: its working graph with tasks
        program: IRI of the software
        origins: the parents' tasks that each task inherits from
    """

    def __init__(self, store: Records, graph: Graph, program: str, origins: Mapping[str, Sequence[str]]) -> None:
        self._store = store
        self._graph = graph
        self._program = program
        self._origins = origins
        self._meanings = _index_meanings(graph)
        self._parts: dict[str, SubdivisionResource] = {}

    def read(self, stored: StoredDocument) -> Iterator[Resource]:
        """Yield a document and all that stands in it."""
        source = self._store.source(stored.iri)
        extraction = self._store.extraction(stored.iri)
        reading = Reading(stored.iri, source)
        yield _describe_stored(self._graph, stored)
        yield SourceTextResource(iri=reading.text_iri, length=len(source.text), realizes=stored.iri, **dict(source))
        yield ReadingResource(iri=reading.iri, used=reading.text_iri, associated_with=self._program)
        yield from self._read_citations(reading, extraction)
        yield from self._read_tasks(reading, extraction)
        yield from self._read_findings(reading)

    def iter_parts(self) -> Iterator[SubdivisionResource]:
        """Yield the parts of documents that the citations read so far point to."""
        yield from (self._parts[iri] for iri in sorted(self._parts))

    def _read_citations(self, reading: Reading, extraction: Extraction) -> Iterator[Resource]:
        component = component_of(extraction.document)
        for mention in self._store.mentions(reading.document):
            meaning = self._meanings.get((reading.document, mention.ordinal))
            task = mint_task(reading.document, mention.task, component=component) if mention.task else None
            yield self._describe_citation(reading, mention, meaning, task)

    def _describe_citation(
        self, reading: Reading, mention: Mention, meaning: _Meaning | None, task: str | None
    ) -> CitationResource:
        citation = mention.citation
        iri = mint_citation(reading.document, mention.ordinal)
        cited = meaning.cited if meaning else reading.document
        return CitationResource(
            iri=iri,
            ordinal=mention.ordinal,
            citing=reading.document,
            cited=cited,
            source=meaning.source if meaning else None,
            target=meaning.target if meaning else None,
            derived=Relation(meaning.relation) if meaning else None,
            part=self._add_part(cited, citation.pinpoint) if citation.pinpoint else None,
            task=task,
            resolution=meaning.evidence.code if meaning else "self",
            resolution_confidence=meaning.evidence.confidence if meaning else 1.0,
            review=meaning.evidence.review if meaning else False,
            candidates=tuple(one for one in meaning.evidence.candidates if one in self._graph) if meaning else (),
            evidence=reading.point(iri, citation.start, citation.end),
            generated_by=reading.iri,
            **dict(citation),
        )

    def _add_part(self, document: str, pinpoint: str) -> str | None:
        """The part of a document that a pinpoint names, noted for `iter_parts`; in its path đ is written `dd`."""
        path = slug(re.sub(r"\bđ\b", "dd", pinpoint.lower()))
        if not path:
            return None
        kinds = load_schemes()["subdivision-type"].concepts
        kind = next((kind.notation for kind in kinds if pinpoint.lower().startswith(kind.vi)), None)
        iri = f"{document}/vi-tri/{path}"
        self._parts.setdefault(iri, SubdivisionResource(iri=iri, label=pinpoint, kind=kind, part_of=document))
        return iri

    def _read_tasks(self, reading: Reading, extraction: Extraction) -> Iterator[Resource]:
        component = component_of(extraction.document)
        seen: set[str] = set()
        for task in extraction.tasks:
            iri = mint_task(reading.document, task.ref, component=component)
            if iri not in seen:
                seen.add(iri)
                yield describe_task(self._graph, iri, reading, tuple(self._origins.get(iri, ())))

    def _read_findings(self, reading: Reading) -> Iterator[Resource]:
        for ordinal, finding in enumerate(self._store.findings(reading.document), 1):
            iri = f"{reading.document}/phat-hien/{ordinal}"
            placed = finding.start is not None and finding.end is not None
            yield FindingResource(
                iri=iri,
                about=reading.document,
                evidence=reading.point(iri, finding.start or 0, finding.end or 0) if placed else None,
                generated_by=reading.iri,
                **dict(finding),
            )


def describe_stub(graph: Graph, iri: str) -> StubResource:
    """An absent document, as those who cite it know it."""
    node = graph.nodes[iri]
    removed = Date.fromisoformat(node["removed"]) if "removed" in node else None
    head = dict(to_document(node)) | {"title": node.get("title")}
    return StubResource(removed_on=removed, name=node.get("name"), **_relate(graph, iri, to_document(node)), **head)


def iter_listed_laws(graph: Graph) -> Iterator[StubResource]:
    """The laws that the gazetteer knows to have replaced a law of the graph, and that nothing in the store cites."""
    ends = {end.iri: end for iri in graph if (end := find_listed_end(graph, iri)) and end.iri not in graph}
    yield from (describe_law(ends[iri]) for iri in sorted(ends))


def describe_law(end: Supersession) -> StubResource:
    """A law of which the gazetteer alone knows that it replaced another."""
    return StubResource(iri=end.iri, label=end.label, role=DocumentRole.RULE, in_store=False)


def _describe_stored(graph: Graph, stored: StoredDocument) -> DocumentResource:
    kind = PlanResource if graph.nodes[stored.iri]["role"] == "plan" else DocumentResource
    temporal = _describe_period(stored.iri, stored.document.period)
    common = _relate(graph, stored.iri, stored.document)
    return kind(temporal=temporal, rivals=stored.rivals, **common, **dict(stored.document))


def _relate(graph: Graph, iri: str, document: Document) -> dict[str, Any]:
    """What the graph as a whole tells of a document: its place among the others."""
    node, base = graph.nodes[iri], graph.graph["base"]
    series = node["series"]
    known = bool(series) and not series.endswith("/khong-ro")
    number = key_number(document.number) if document.number else None
    kind = find_type(document.type, number)
    end = find_listed_end(graph, iri)
    return {
        "iri": iri,
        "label": node["label"],
        "kind": kind if kind in load_schemes()["document-type"].notations else None,
        "role": DocumentRole(node["role"]),
        "in_store": node["in_store"],
        "series": series,
        "passed_by": f"{base}id/cq/{series}" if known else None,
        "jurisdiction": mint_unit(base, series.rpartition("/")[0]) if known else None,
        "superseded_by": end.iri if end else None,
        "superseded_by_name": end.label if end else None,
        "superseded_from": end.since if end else None,
        **_list_edges(graph, iri),
    }


def _list_edges(graph: Graph, iri: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for _, target, relation in graph.out_edges(iri, keys=True):
        if relation in _EDGES:
            found.setdefault(_EDGES[relation], []).append(target)
    return {field: tuple(sorted(targets)) for field, targets in found.items()}


def _describe_period(iri: str, period: Period | None) -> PeriodResource | None:
    if period is None or period == (None, None):
        return None
    return PeriodResource(iri=f"{iri}/ky-ke-hoach", start=period[0], end=period[1])


def _index_meanings(graph: Graph) -> dict[tuple[str, int], _Meaning]:
    """What every mention means, by document and ordinal; mentions of a document itself are not there."""
    return {
        (evidence.document, evidence.citation): _Meaning(source, target, relation, evidence)
        for source, target, relation, edge in graph.edges(keys=True, data=True)
        for evidence in edge["evidence"]
    }
