"""The working graph: documents, absent documents and, on demand, tasks with their agencies, linked by typed edges.

Made anew from the store, and the same whatever the order of ingest. Edges run from the document that speaks (or of
which is spoken) to the one it speaks of and are keyed by relation; passives are turned round, so that
`được sửa đổi bởi` becomes an `amends` edge of the amending document. Every edge carries its evidence.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx
from cancu.graph.citing import Citing, cite_title
from cancu.graph.decisions import DecisionKind
from cancu.graph.identity import Resolution, Resolver
from cancu.graph.naming import NamedDocument, describe_document, find_named
from cancu.ontology.identifiers import (
    DocumentKey,
    component_of,
    mint_agency,
    mint_group,
    mint_stub,
    mint_task,
    parse_number,
)
from cancu.ontology.orthography import fold, match_key, slug
from cancu.ontology.records import Date, Document, Level, Record, Relation
from cancu.ontology.series import find_series, read_level

if TYPE_CHECKING:
    from cancu.graph.holdings import Mention, StoredDocument
    from cancu.graph.store import Store

Graph: TypeAlias = "nx.MultiDiGraph[str]"
"""Nodes by IRI; `kind` is document, stub, task, agency or group."""

_TURNED = {
    Relation.AMENDED_BY: Relation.AMENDS,
    Relation.REPLACED_BY: Relation.REPLACES,
    Relation.REPEALED_BY: Relation.REPEALS,
    Relation.GUIDED_BY: Relation.GUIDES,
}
_PLAN_WORDS = ("ke hoach", "chuong trinh", "de an", "chien luoc", "phuong an", "lo trinh", "du an")
_POLICY_TYPES = frozenset({"nghi-quyet", "chi-thi", "ket-luan", "thong-tri", "cong-dien"})


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
        _describe_stubs(graph, resolver)
        _mark_removed(graph, store)
        _add_rulings(graph, store)
        if tasks:
            for document in stored:
                _add_tasks(graph, store, document)
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
    documents = [
        NamedDocument(iri, _to_document(node), node.get("file", ""), node.get("sha256", ""), node["in_store"])
        for iri, node in graph.nodes(data=True)
        if node["kind"] in ("document", "stub")
    ]
    return find_named(documents, name).iri


def is_plan(node: dict[str, Any]) -> bool:
    """Tell whether a node is a plan or promulgates one, as far as is known of it."""
    return node.get("role") == "plan"


def describe_node(graph: Graph, iri: str) -> dict[str, Any]:
    """What the commands show of a document node, in a fixed order of keys."""
    node = graph.nodes[iri]
    shown = ("label", "type", "number", "name", "date", "issuer", "level", "title", "role", "in_store")
    return {"iri": iri, **{key: node.get(key) for key in shown}}


def _read_citing(store: Store, document: StoredDocument) -> Citing:
    return Citing(document.iri, document.document, store.key(document.iri), store.mentions(document.iri))


def _add_document(graph: Graph, stored: StoredDocument, one: Citing) -> None:
    document = stored.document
    graph.add_node(
        stored.iri,
        kind="document",
        in_store=True,
        **_describe(document),
        name=None,
        role=find_role(document.type, document.plan_title or document.title, one.key, plan=bool(document.plan_title)),
        series=one.key.series,
        file=stored.name,
        sha256=stored.sha256,
    )
    graph.graph["redirects"][mint_stub(graph.graph["base"], one.key)] = stored.iri


def _describe(document: Document) -> dict[str, Any]:
    period = document.period or (None, None)
    return {
        "label": describe_document(document),
        "type": document.type,
        "number": document.number,
        "date": _iso(document.date),
        "issuer": document.issuer,
        "level": document.level.value if document.level else None,
        "title": document.title,
        "plan_title": document.plan_title,
        "period_start": _iso(period[0]),
        "period_end": _iso(period[1]),
    }


def find_role(printed_type: str | None, title: str | None, key: DocumentKey | None, *, plan: bool = False) -> str:
    """Tell what a document is in a cascade: `plan`, `policy` (a resolution, a directive), `rule` or `other`.

    Papers with a year in their number are normative (`rule`); a resolution that promulgates a programme is a plan.

    Example:
        >>> find_role("Nghị quyết", "ban hành Chương trình tổng thể cải cách hành chính", None)
        'plan'
    """
    kind = slug(printed_type or "")
    about = fold(title or "")[:60]
    if plan or kind.startswith(("ke-hoach", "chuong-trinh", "de-an", "chien-luoc")):
        return "plan"
    if any(about.startswith(start + word) for word in _PLAN_WORDS for start in ("", "ban hanh ", "phe duyet ", "ve ")):
        return "plan"
    if (key and key.number and _has_year(key.number)) or kind in (
        "luat",
        "bo-luat",
        "phap-lenh",
        "hien-phap",
        "nghi-dinh",
        "thong-tu",
    ):
        return "rule"
    return "policy" if kind in _POLICY_TYPES else "other"


def _has_year(number_slug: str) -> bool:
    return any(len(part) == 4 and part.isdigit() for part in number_slug.split("-")[1:3])


def _add_edges(graph: Graph, resolver: Resolver) -> None:
    for one in resolver.citing:
        resolutions = {mention.ordinal: resolver.resolve(one, mention) for mention in one.mentions}
        for mention in one.mentions:
            found = resolutions[mention.ordinal]
            _add_target(graph, resolver, mention, found)
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
    number, wanted = parse_number(subject), match_key(subject)
    near = [
        (other.ordinal > mention.ordinal, abs(other.ordinal - mention.ordinal), other.ordinal)
        for other in one.mentions
        if other.ordinal != mention.ordinal and _is_named(other, number.slug if number else None, wanted)
    ]
    if near:
        return resolutions[min(near)[2]].target
    iri = mint_stub(resolver.base, DocumentKey(f"vn/{slug(one.iri)}", "van-ban", None, None, slug(subject)))
    if iri not in graph:
        graph.add_node(iri, kind="stub", in_store=False, role=find_role(None, subject, None), **_nothing(), mentions=[])
        graph.nodes[iri].update(label=subject, title=subject)
    return iri


def _is_named(mention: Mention, number: str | None, name: str) -> bool:
    citation = mention.citation
    if number:
        mine = parse_number(citation.number or "")
        return mine is not None and mine.slug == number
    return citation.name is not None and match_key(citation.name) == name


def _add_target(graph: Graph, resolver: Resolver, mention: Mention, found: Resolution) -> None:
    if found.target not in graph:
        graph.add_node(found.target, kind="stub", in_store=False, role="other", **_nothing(), mentions=[])
    if graph.nodes[found.target]["kind"] == "stub":
        key = resolver.referents[found.target].key if found.target in resolver.referents else None
        graph.nodes[found.target]["mentions"].append((mention, key))


def _nothing() -> dict[str, Any]:
    empty = ("type", "number", "name", "date", "issuer", "level", "title", "plan_title", "period_start", "period_end")
    return {"label": "", **dict.fromkeys(empty), "file": "", "sha256": "", "series": None}


def _describe_stubs(graph: Graph, resolver: Resolver) -> None:
    """Say of absent documents what those who cite them know: each value as most of them print it."""
    for iri, node in graph.nodes(data=True):
        mentions = node.pop("mentions", None)
        if not mentions:
            continue
        citations = [mention.citation for mention, _ in mentions]
        titles = [title for mention, _ in mentions if (title := cite_title(mention))]
        key = mentions[0][1]
        referent = resolver.referents.get(iri)
        node.update(
            type=_most_common(citation.type for citation in citations),
            number=_most_common(citation.number for citation in citations),
            name=_most_common(citation.name for citation in citations),
            issuer=_most_common(citation.issuer for citation in citations),
            date=_iso(referent.day if referent else _most_common(citation.date for citation in citations)),
            title=max(sorted(titles), key=len) if titles else None,
            series=key.series if key else None,
        )
        node["level"] = read_level(node["series"]).value if node["series"] else _level_of_issuer(node["issuer"])
        node["role"] = find_role(node["type"], node["title"] or node["name"], key)
        node["label"] = describe_document(_to_document(node))


def _level_of_issuer(issuer: str | None) -> str | None:
    return find_series(issuer).level.value if issuer else None


def _most_common(values: Iterable[Any]) -> Any:
    counted: dict[Any, int] = {}
    for value in values:
        if value is not None:
            counted[value] = counted.get(value, 0) + 1
    return min(counted, key=lambda value: (-counted[value], str(value))) if counted else None


def _to_document(node: dict[str, Any]) -> Document:
    return Document(
        type=node.get("type"),
        number=node.get("number"),
        date=datetime.date.fromisoformat(node["date"]) if node.get("date") else None,
        issuer=node.get("issuer"),
        level=Level(node["level"]) if node.get("level") else None,
        title=node.get("name") or node.get("title"),
        plan_title=node.get("plan_title"),
    )


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


def _add_tasks(graph: Graph, store: Store, stored: StoredDocument) -> None:
    extraction = store.extraction(stored.iri)
    component = component_of(extraction.document)
    home = graph.nodes[stored.iri]["series"].rpartition("/")[0]
    for task in extraction.tasks:
        iri = mint_task(stored.iri, task.ref, component=component)
        graph.add_node(iri, kind="task", in_store=True, label=task.text[:80], ref=task.ref, task=task)
        graph.add_edge(stored.iri, iri, key="has_task", relation="has_task", evidence=[])
        for role, names in (("lead", task.lead), ("coordinate", task.coordinate)):
            for name in names:
                agency = _add_agency(graph, name, home=home, on=extraction.document.date)
                graph.add_edge(iri, agency, key=role, relation=role, evidence=[])


def _add_agency(graph: Graph, name: str, *, home: str, on: Date | None) -> str:
    group = is_group(name)
    base = graph.graph["base"]
    iri = mint_group(base, name, home=home) if group else mint_agency(base, name, home=home, on=on)
    if iri not in graph:
        graph.add_node(iri, kind="group" if group else "agency", in_store=True, label=name)
    return iri


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


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
