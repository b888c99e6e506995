"""The working graph: documents, absent documents and, on demand, tasks with their agencies, linked by typed edges.

Made anew from the store, and the same whatever the order of ingest. Edges run from the document that speaks (or of
which is spoken) to the one it speaks of and are keyed by relation; passives are turned round, so that
`được sửa đổi bởi` becomes an `amends` edge of the amending document. Every edge carries its evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from cancu.graph.citing import Citing
from cancu.graph.identity import Resolution, Resolver
from cancu.graph.naming import NamedDocument, NameIndex
from cancu.graph.nodes import Graph, describe_head, describe_stubs, find_role, make_blank, remember, to_document
from cancu.ontology.assessments import DecisionKind
from cancu.ontology.document_keys import DocumentKey, key_number, parse_number
from cancu.ontology.identifiers import component_of, mint_agency, mint_group, mint_stub, mint_task
from cancu.ontology.orthography import match_key, slug
from cancu.ontology.records import Date, Record, Relation

if TYPE_CHECKING:
    from cancu.graph.holdings import Mention, StoredDocument
    from cancu.graph.knowledge import Records
    from cancu.graph.store import Store

__all__ = ["Evidence", "Graph", "build_graph", "find_node", "is_group", "name_agency"]

_TURNED = {
    Relation.AMENDED_BY: Relation.AMENDS,
    Relation.REPLACED_BY: Relation.REPLACES,
    Relation.REPEALED_BY: Relation.REPEALS,
    Relation.GUIDED_BY: Relation.GUIDES,
}


class Evidence(Record):
    """One mention behind an edge.

    Attributes:
        document: IRI of the document that says so; not the edge's source where it speaks of others
        citation: ordinal of the citation in it
        relation: as written, before a passive was turned round
        quote: the clause of the mention, exactly as it stands in the text
        start: offset of the cited number or name; with `end` its span
        task: ref of the item in which it stands, None in title, preamble and aims
    """

    document: str
    citation: int
    relation: Relation
    quote: str
    start: int
    end: int
    pinpoint: str | None = None
    task: str | None = None
    code: str
    confidence: float
    review: bool = False
    candidates: tuple[str, ...] = ()


def build_graph(store: Store, *, tasks: bool = False) -> Graph:
    """Build the graph of a store.

    Args:
        store: read in one state, whatever writers do meanwhile
        tasks: add task nodes with their agencies and groups; many, so left out for questions about documents

    Returns:
        Nodes and edges in a fixed order. Graph attributes: `revision` of the store, `base`, `redirects` (IRI of a
        former stub to the document that has arrived).
    """
    with store.reading():
        stored = list(store.documents())
        citing = [_read_citing(store, document) for document in stored]
        graph: Graph = nx.MultiDiGraph(base=store.base, revision=store.revision, redirects={})
        resolver = Resolver(store.base, citing, store.decisions())
        for document, one in zip(stored, citing, strict=True):
            _add_document(graph, document, one)
        _add_edges(graph, resolver)
        describe_stubs(graph, resolver)
        _mark_removed(graph, store)
        _add_rulings(graph, store)
        if tasks:
            for document in stored:
                add_tasks(graph, store, document)
    return _sort_graph(graph)


def find_node(graph: Graph, name: str) -> str:
    """Find a document of the graph by IRI, number, law name or title; documents that are cited and absent, too.

    Raises:
        AmbiguousNameError: several bear the name.
        UnknownNodeError: none does.
    """
    redirected = graph.graph["redirects"].get(name)
    if redirected:
        return str(redirected)
    if name in graph and graph.nodes[name]["kind"] in ("document", "stub"):
        return name
    return _index_names(graph).find(name).iri


@remember
def _index_names(graph: Graph) -> NameIndex:
    return NameIndex(
        NamedDocument(iri, to_document(node), node.get("file", ""), node.get("sha256", ""), node["in_store"])
        for iri, node in graph.nodes(data=True)
        if node["kind"] in ("document", "stub")
    )


def _read_citing(store: Store, document: StoredDocument) -> Citing:
    return Citing(document.iri, document.document, store.key(document.iri), store.mentions(document.iri))


def _add_document(graph: Graph, stored: StoredDocument, one: Citing) -> None:
    document = stored.document
    graph.add_node(
        stored.iri,
        kind="document",
        in_store=True,
        **describe_head(document),
        name=None,
        role=find_role(document.type, document.plan_title or document.title, one.key, plan=bool(document.plan_title)),
        series=one.key.series,
        file=stored.name,
        sha256=stored.sha256,
    )
    graph.graph["redirects"][mint_stub(graph.graph["base"], one.key)] = stored.iri


def _add_edges(graph: Graph, resolver: Resolver) -> None:
    for one in resolver.citing:
        resolutions = {mention.ordinal: resolver.resolve(one, mention) for mention in one.mentions}
        for mention in one.mentions:
            found = resolutions[mention.ordinal]
            _add_target(graph, mention, found)
            source = _find_source(graph, resolver, one, mention, resolutions)
            _add_edge(graph, source, one.iri, mention, found)


def _add_edge(graph: Graph, source: str, document: str, mention: Mention, found: Resolution) -> None:
    """Add one mention to the edge of its relation; a document's mention of itself is none."""
    citation = mention.citation
    relation = citation.relation
    if relation is Relation.SELF or (source == found.target and relation is Relation.PROMULGATED_BY):
        return
    target = found.target
    if relation in _TURNED:
        source, target, relation = target, source, _TURNED[relation]
    evidence = Evidence(
        document=document,
        citation=mention.ordinal,
        relation=citation.relation,
        quote=mention.quote or citation.text,
        start=citation.start,
        end=citation.end,
        pinpoint=citation.pinpoint,
        task=mention.task,
        code=found.code,
        confidence=found.confidence,
        review=found.review,
        candidates=found.candidates,
    )
    key = relation.value
    if not graph.has_edge(source, target, key):
        graph.add_edge(source, target, key=key, relation=key, evidence=[])
    graph.edges[source, target, key]["evidence"].append(evidence)


def _find_source(
    graph: Graph, resolver: Resolver, one: Citing, mention: Mention, resolutions: dict[int, Resolution]
) -> str:
    """The document that stands in the relation: the citing one, or the one of which it says so."""
    subject = mention.citation.subject
    if subject is None:
        return one.iri
    number = parse_number(subject)
    named = one.names.get(number.slug if number else match_key(subject)) or one.names.get(key_number(subject).slug, [])
    near = [(at > mention.ordinal, abs(at - mention.ordinal), at) for at in named if at != mention.ordinal]
    if near:
        return resolutions[min(near)[2]].target
    iri = mint_stub(resolver.base, DocumentKey(f"vn/{slug(one.iri)}", "van-ban", None, None, slug(subject)))
    if iri not in graph:
        graph.add_node(
            iri, kind="stub", in_store=False, role=find_role(None, subject, None), **make_blank(), mentions=[]
        )
        graph.nodes[iri].update(label=subject, title=subject)
    return iri


def _add_target(graph: Graph, mention: Mention, found: Resolution) -> None:
    if found.target not in graph:
        graph.add_node(found.target, kind="stub", in_store=False, role="other", **make_blank(), mentions=[])
    if graph.nodes[found.target]["kind"] == "stub":
        graph.nodes[found.target]["mentions"].append(mention)


def _mark_removed(graph: Graph, store: Store) -> None:
    """Mark the stubs of documents that a person took out: văn bản gốc đã gỡ."""
    for removal in store.removals():
        if removal.stub in graph:
            graph.nodes[removal.stub]["removed"] = removal.on.isoformat()


def _add_rulings(graph: Graph, store: Store) -> None:
    """Link two stored documents that a person called the same."""
    for ruling in store.decisions(DecisionKind.SAME):
        if ruling.parent in graph and ruling.child in graph and not ruling.parent_ref:
            graph.add_edge(ruling.parent, ruling.child, key="same_as", relation="same_as", evidence=[])


def add_tasks(graph: Graph, records: Records, stored: StoredDocument) -> None:
    """Add the tasks of a document with the agencies and groups that they name."""
    extraction = records.extraction(stored.iri)
    component = component_of(extraction.document)
    for task in extraction.tasks:
        iri = mint_task(stored.iri, task.ref, component=component)
        graph.add_node(iri, kind="task", in_store=True, label=task.text[:80], ref=task.ref, task=task)
        graph.add_edge(stored.iri, iri, key="has_task", relation="has_task", evidence=[])
        for role, names in (("lead", task.lead), ("coordinate", task.coordinate)):
            for name in names:
                agency = add_agency(graph, name, stored.iri)
                graph.add_edge(iri, agency, key=role, relation=role, evidence=[])


def add_agency(graph: Graph, name: str, document: str) -> str:
    """Add the agency or group that a document means by a name; its IRI."""
    iri = name_agency(graph, name, document)
    if iri not in graph:
        graph.add_node(iri, kind="group" if is_group(name) else "agency", in_store=True, label=name)
    return iri


def name_agency(graph: Graph, name: str, document: str) -> str:
    """The IRI of the agency or group that a stored document means by a name."""
    base, node = graph.graph["base"], graph.nodes[document]
    home = node["series"].rpartition("/")[0]
    if is_group(name):
        return mint_group(base, name, home=home)
    return mint_agency(base, name, home=home, on=Date.fromisoformat(node["date"]) if node["date"] else None)


def is_group(name: str) -> bool:
    """Tell a group phrase (`Các sở, ban, ngành`; `UBND cấp huyện`) from a named agency.

    Example:
        >>> is_group("UBND cấp xã"), is_group("Sở Nội vụ")
        (True, False)
    """
    key = match_key(name)
    return key.startswith(("các ", "những ", "toàn thể ", "mọi ")) or " cấp " in f" {key} "


def _sort_graph(graph: Graph) -> Graph:
    """Put nodes and edges in one order, so that equal graphs are equal in every rendering."""
    ordered: Graph = nx.MultiDiGraph(**graph.graph)
    ordered.graph["redirects"] = dict(sorted(graph.graph["redirects"].items()))
    ordered.add_nodes_from(sorted(graph.nodes(data=True), key=lambda item: item[0]))
    for source, target, key, values in sorted(graph.edges(keys=True, data=True), key=lambda item: item[:3]):
        evidence = sorted(values["evidence"], key=lambda item: (item.document, item.citation))
        best = max(evidence, key=lambda item: item.confidence, default=None)
        ordered.add_edge(
            source,
            target,
            key=key,
            relation=values["relation"],
            resolution=best.code if best else None,
            confidence=best.confidence if best else 1.0,
            evidence=tuple(evidence),
        )
    return ordered
