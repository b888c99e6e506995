"""Documents as parts of a server's graph: head, text, tasks and citations of each, and what it is to the others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from cancu.graph.cascade import PlanPair, list_steps
from cancu.graph.holdings import Mention, StoredDocument
from cancu.graph.known_organisations import list_printed_names
from cancu.graph.legal_basis import find_listed_end, rests_as_whole
from cancu.graph.listing import list_editions, read_arrivals
from cancu.graph.naming import list_keys
from cancu.graph.network import is_group, name_agency
from cancu.graph.nodes import Graph, to_document
from cancu.graph.search_index import describe_citation, describe_head, describe_task, exact_form, list_words
from cancu.graph.server_graph import Block, Node, Part, Properties, Relationship, clean_properties
from cancu.graph.store import Store
from cancu.ontology.assessments import PlanReading
from cancu.ontology.identifiers import component_of, mint_citation, mint_stub, mint_task
from cancu.ontology.orthography import fold
from cancu.ontology.records import Relation, Task

_TYPES = {
    Relation.BASIS: "BASED_ON",
    Relation.IMPLEMENTS: "IMPLEMENTS",
    Relation.CITES: "CITES",
    Relation.AMENDS: "AMENDS",
    Relation.REPEALS: "REPEALS",
    Relation.REPLACES: "REPLACES",
    Relation.GUIDES: "GUIDES",
    Relation.PROPOSAL: "PROPOSED_BY",
    Relation.PROMULGATED_BY: "ANNEX_OF",
}
RELATION_TYPES = {relation.value: name for relation, name in _TYPES.items()} | {"same_as": "ALTERNATES"}
"""The relationship type of each relation of the working graph."""
_SHOWN = (
    "label", "type", "number", "name", "date", "issuer", "level", "title", "plan_title", "period_start", "period_end",
    "role", "in_store", "series", "removed",
)  # fmt: skip
_NAMES_AT_HAND = 1024


class _Meaning(NamedTuple):
    """What a mention was resolved to."""

    source: str
    target: str
    cited: str
    code: str


class DocumentParts:
    """Makes the parts of documents, stored and absent.

    Args:
        store: the store
        graph: its working graph, without tasks
        pairs: which stored plan carries out which

    Attributes:
        agencies: IRI and name of the agencies and groups that the documents read so far name
        fingerprints: digest of the body of each document read so far
    """

    def __init__(self, store: Store, graph: Graph, pairs: Sequence[PlanPair]) -> None:
        self._store = store
        self._graph = graph
        self._arrivals = read_arrivals(store)
        self._links: dict[str, list[Relationship]] = {}
        self._meanings: dict[tuple[str, int], _Meaning] = {}
        self._name_agency = lru_cache(maxsize=_NAMES_AT_HAND)(partial(name_agency, graph))
        self.agencies: dict[str, str] = {}
        self.fingerprints: dict[str, str] = {}
        self._read_edges()
        for pair in pairs:
            self._link("CARRIES_OUT", pair.child, pair.parent, {"direct": pair.direct})

    def iter_absent(self) -> Iterator[Part]:
        """Yield the documents that are cited and not there."""
        for iri, node in self._graph.nodes(data=True):
            if not node["in_store"]:
                root = Node(("Stub", "Document"), iri, self._describe(iri))
                yield Part(root, head=Block(relationships=tuple(self._links.get(iri, ()))))

    def iter_stored(self) -> Iterator[Part]:
        """Yield the documents of the store; agencies that they name are noted in `agencies`."""
        for stored in self._store.documents():
            part = self._make_part(stored)
            self.fingerprints[stored.iri] = part.body_digest
            yield part

    def _make_part(self, stored: StoredDocument) -> Part:
        iri = stored.iri
        extraction, source = self._store.extraction(iri), self._store.source(iri)
        reading = PlanReading(extraction=extraction, text=source.text, iri=iri)
        text = clean_properties(
            {
                "sha256": source.sha256, "media_type": source.media_type, "name": source.name,
                "encoding": source.encoding, "length": len(source.text), "text": source.text, "size": len(source.text),
                "places": json.dumps([place.model_dump(mode="json") for place in source.places]),
                "record": extraction.model_dump_json(), **spell_words(source.text),
            }
        )  # fmt: skip
        own = Node(("SourceText",), f"{iri}/van-ban", text)
        tasks = list(_iter_tasks(reading))
        citations = list(self._iter_citations(iri))
        said = [_join("REALIZES", own, iri), *(_join("PART_OF", task, iri) for task, _ in tasks)]
        for node, task in tasks:
            said += self._assign(iri, node, task)
        known = [_join("CITING", citation, iri) for citation in citations]
        known += [*self._point(iri, citations), *self._links.get(iri, ())]
        labels = ("Plan", "Document") if self._graph.nodes[iri]["role"] == "plan" else ("Document",)
        known_as = self._describe(iri)
        root = Node(labels, iri, {**known_as, **self._describe_stored(stored, reading, known_as.get("keys", ()))})
        body = Block((own, *(node for node, _ in tasks)), tuple(said))
        return Part(root, body, Block(tuple(citations), tuple(known)))

    def _describe(self, iri: str) -> Properties:
        """What the graph as a whole tells of a document."""
        node = self._graph.nodes[iri]
        end = find_listed_end(self._graph, iri)
        listed = {"superseded_by": end.iri, "ended": end.model_dump_json()} if end else {}
        place = f" {fold(node['issuer'] or '')}, {fold(node['title'] or '')}"
        segments = [segment.removeprefix("vn-") for segment in (node["series"] or "").split("/")]
        keys = list_keys(to_document(node))
        return clean_properties(
            {**{key: node.get(key) for key in _SHOWN}, **listed, "place": place, "segments": segments, "keys": keys}
        )

    def _describe_stored(self, stored: StoredDocument, reading: PlanReading, keys: Iterable[str]) -> Properties:
        head = stored.document.model_dump(mode="json")
        content = describe_head(head)
        counts = stored.model_dump(include={"editions", "citations", "tasks", "duties", "targets", "findings"})
        findings = [finding.model_dump(mode="json") for finding in self._store.findings(stored.iri)]
        return clean_properties(
            {
                **counts, "file": stored.name, "sha256": stored.sha256, "record": stored.model_dump_json(),
                "stub": mint_stub(self._store.base, self._store.key(stored.iri)),
                "arrived": self._arrivals[stored.iri],
                "seen": [one.model_dump_json() for one in list_editions(self._store, stored.iri)],
                "size": len(stored.document.title or "") + len(stored.document.plan_title or ""),
                "keys": sorted({*list_keys(stored.document, stored.name), *keys}),
                "names": sorted(list_printed_names([reading])), "objections": json.dumps(findings, ensure_ascii=False),
                **spell_words(content),
            }
        )  # fmt: skip

    def _iter_citations(self, iri: str) -> Iterator[Node]:
        seen: set[str] = set()
        for mention in self._store.mentions(iri):
            values = mention.citation.model_dump(mode="json", exclude={"text", "rule"})
            content = describe_citation(values)
            words = spell_words(content) if content and content not in seen else {}
            seen.add(content)
            values |= self._explain(iri, mention)
            values |= {"ordinal": mention.ordinal, "quote": mention.quote, "item": mention.task, "size": 0, **words}
            yield Node(("Citation",), mint_citation(iri, mention.ordinal), clean_properties(values))

    def _explain(self, iri: str, mention: Mention) -> Properties:
        meaning = self._meanings.get((iri, mention.ordinal))
        if meaning is None:
            return {"resolution": "self"}
        return {"resolution": meaning.code, "from": meaning.source, "to": meaning.target}

    def _point(self, iri: str, citations: Sequence[Node]) -> Iterator[Relationship]:
        """From each citation to the document that it means."""
        for node in citations:
            meaning = self._meanings.get((iri, node.properties["ordinal"]))
            cited = meaning.cited if meaning else iri
            yield Relationship("CITED", "Citation", node.iri, "Document", cited, {})

    def _assign(self, document: str, node: Node, task: Task) -> Iterator[Relationship]:
        for kind, names in (("LED_BY", task.lead), ("SUPPORTED_BY", task.coordinate)):
            for name in dict.fromkeys(names):
                agency = self._find_agency(name, document)
                yield Relationship(kind, "Task", node.iri, "Addressee", agency, {"name": name})

    def _find_agency(self, name: str, document: str) -> str:
        iri = self._name_agency(name, document)
        self.agencies[iri] = min(name, self.agencies.get(iri, name))
        return iri

    def list_agencies(self) -> list[Node]:
        """List the agencies and groups that the documents read so far name."""
        return [
            Node(("AgencyGroup" if is_group(name) else "Agency", "Addressee"), iri, {"label": name})
            for iri, name in sorted(self.agencies.items())
        ]

    def _read_edges(self) -> None:
        """Note the relationships of documents by the document that they start from, and what each mention means."""
        for source, target, relation, values in self._graph.edges(keys=True, data=True):
            evidence = [item.model_dump_json() for item in values["evidence"]]
            parts = {"relation": relation, "resolution": values["resolution"], "confidence": values["confidence"]}
            self._link(RELATION_TYPES[relation], source, target, {**parts, "evidence": evidence})
            if rests_as_whole(relation, values["evidence"]):
                self._link("RESTS_ON", source, target, {"relation": relation})
            for item in values["evidence"]:
                cited = target if item.relation.value == relation else source
                self._meanings[item.document, item.citation] = _Meaning(source, target, cited, item.code)
        for step in list_steps(self._graph):
            values = step.model_dump(exclude={"lower", "upper"})
            self._link("STANDS_BELOW", step.lower, step.upper, values)

    def _link(self, kind: str, start: str, end: str, properties: Properties) -> None:
        link = Relationship(kind, "Document", start, "Document", end, clean_properties(properties))
        self._links.setdefault(start, []).append(link)


def name_tasks(reading: PlanReading) -> list[str]:
    """The IRIs of a document's items, in their order; of items with one ref the last has the plain one."""
    component, iri = component_of(reading.extraction.document), reading.iri or ""
    tasks = reading.extraction.tasks
    last = {task.ref: place for place, task in enumerate(tasks)}
    plain = [mint_task(iri, task.ref, component=component) for task in tasks]
    return [
        one if last[task.ref] == at else f"{one}#{at}" for at, (one, task) in enumerate(zip(plain, tasks, strict=True))
    ]


def spell_words(text: str) -> dict[str, str]:
    """The words of a text in the two forms in which they are searched."""
    return {"exact": " ".join(list_words(exact_form(text))), "folded": " ".join(list_words(fold(text)))}


def _iter_tasks(reading: PlanReading) -> Iterator[tuple[Node, Task]]:
    for place, (iri, task) in enumerate(zip(name_tasks(reading), reading.extraction.tasks, strict=True), 1):
        values: dict[str, Any] = task.model_dump(mode="json", exclude={"deadline", "measures", "confidence", "rule"})
        quote = reading.quote(task).text
        deadline = task.deadline.model_dump(mode="json") if task.deadline else {"text": None, "due": []}
        values |= {
            "deadline": deadline["text"], "due": deadline["due"], "place": place, "size": len(task.text),
            "quote": quote if quote != task.text else None, "topic": f"{fold(task.text)}\n{fold(task.heading or '')}",
            **spell_words(describe_task(values)),
        }  # fmt: skip
        yield Node(("Task",), iri, clean_properties(values)), task


def _join(kind: str, node: Node, document: str) -> Relationship:
    return Relationship(kind, node.base, node.iri, "Document", document, {})
