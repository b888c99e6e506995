"""The legal basis: what a document rests on, what rests on it, and which of its bases had been superseded.

A document rests on what its Căn cứ clauses name, on the decision that promulgates it, and, as plans do that have no
such clause, on what they implement as a whole. What single tasks carry out is no basis of the document.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from cancu.graph.network import Evidence
from cancu.graph.nodes import Graph, describe_node, remember
from cancu.ontology.document_keys import LAW_TYPES, key_listed_law
from cancu.ontology.identifiers import mint_stub
from cancu.ontology.laws import load_laws
from cancu.ontology.orthography import slug
from cancu.ontology.records import Citation, Finding, Record, Relation, Severity

_RESTS_ON = (Relation.BASIS.value, Relation.PROMULGATED_BY.value, Relation.IMPLEMENTS.value)
ENDS = (Relation.REPLACES.value, Relation.REPEALS.value)
"""Relations that end the document they lead to."""
Tie = tuple[str, str, str]
"""Source, target and relation of an edge."""


class BasisEdge(Record):
    """One edge, as the contract of the commands fixes it.

    Attributes:
        start: IRI of the document that rests, `from` in JSON
        end: IRI of what it rests on, `to` in JSON
        resolution: reason code of identity resolution
        in_store: whether the document at the far end is in the store
    """

    start: str
    end: str
    relation: str
    pinpoint: str | None
    quote: str
    resolution: str
    in_store: bool

    def to_json(self) -> dict[str, Any]:
        """The edge under the names of the contract."""
        values = self.model_dump()
        return {"from": values.pop("start"), "to": values.pop("end"), **values}


class Supersession(Record):
    """That a document was replaced or repealed, by which one, and from when."""

    iri: str
    label: str
    relation: str
    since: datetime.date | None


def legal_basis(
    graph: Graph, iri: str, *, down: bool = False, depth: int | None = 1, as_of: datetime.date | None = None
) -> dict[str, Any]:
    """Find what a document rests on, or what rests on it.

    Args:
        graph: as `build_graph` made it
        iri: a document or a stub of the graph
        down: what rests on it instead
        depth: steps at most; None for all, cycles end
        as_of: the day on which superseded bases are judged; without it the day of the document. With `down`, what
            came later is left out

    Returns:
        The JSON of the contract: document, edges, nodes. Nodes carry `superseded_by`.

    Raises:
        KeyError: no such node (`find_node` makes names into nodes).
    """
    start = graph.nodes[iri]
    day = as_of or _read_day(start)
    seen, front = {iri}, [iri]
    edges: list[BasisEdge] = []
    steps = 0
    while front and (depth is None or steps < depth):
        found = [edge for node in front for edge in _iter_edges(graph, node, down=down, as_of=as_of)]
        edges += found
        ends = dict.fromkeys(edge.start if down else edge.end for edge in found)
        front = [end for end in ends if end not in seen]
        seen.update(front)
        steps += 1
    nodes = [
        {
            **describe_node(graph, node),
            "superseded_by": [item.model_dump(mode="json") for item in find_ends(graph, node, day)],
        }
        for node in sorted(seen, key=lambda node: (node != iri, node))
    ]
    return {"document": iri, "edges": [edge.to_json() for edge in edges], "nodes": nodes}


def find_ends(graph: Graph, iri: str, day: datetime.date | None) -> tuple[Supersession, ...]:
    """Find the documents that replaced or repealed one as a whole by a day, oldest first.

    Args:
        graph: as `build_graph` made it
        iri: the document that may have ended
        day: None for any time
    """
    listed = find_listed_end(graph, iri)
    ends = [*_iter_told_ends(graph, iri), *([listed] if listed else [])]
    held = [item for item in ends if day is None or (item.since is not None and item.since <= day)]
    return tuple(sorted(held, key=lambda item: (str(item.since), item.iri)))


def find_listed_end(graph: Graph, iri: str) -> Supersession | None:
    """Find the law that replaced a law, and the day it took effect, where the gazetteer alone knows it.

    Args:
        graph: as `build_graph` made it
        iri: the law that may have ended; what replaced it may not be in the graph. A node that bears the answer as
            `ended`, because only a part of the graph is at hand, is believed
    """
    node = graph.nodes[iri]
    if "ended" in node:
        return Supersession.model_validate_json(node["ended"]) if node["ended"] else None
    if not node.get("number") or slug(node.get("type") or "") not in LAW_TYPES:
        return None
    told = {item.iri for item in _iter_told_ends(graph, iri)}
    for law in load_laws().find("", number=node["number"]):
        for successor in load_laws().find("", number=law.repealed_by) if law.repealed_by else ():
            stub = mint_stub(graph.graph["base"], key_listed_law(successor))
            target = graph.graph["redirects"].get(stub, stub)
            if target not in told:
                label = f"{successor.name} số {successor.number}"
                since = successor.effective or successor.date
                return Supersession(iri=target, label=label, relation=Relation.REPEALS.value, since=since)
    return None


def _iter_told_ends(graph: Graph, iri: str) -> Iterator[Supersession]:
    """The documents that by some citation replaced or repealed one as a whole."""
    for source, target, relation in index_ends(graph).get(iri, ()):
        if not all(item.pinpoint for item in graph.edges[source, target, relation]["evidence"]):
            node = graph.nodes[source]
            yield Supersession(iri=source, label=node["label"], relation=relation, since=_read_day(node))


@remember
def index_ends(graph: Graph) -> dict[str, list[Tie]]:
    """The edges that replace or repeal each document or parts of it: few of the very many that a law has."""
    ends: dict[str, list[Tie]] = {}
    for source, target, relation in graph.edges(keys=True):
        if relation in ENDS:
            ends.setdefault(target, []).append((source, target, relation))
    return ends


def find_superseded_bases(graph: Graph, iri: str, *, as_of: datetime.date | None = None) -> tuple[Finding, ...]:
    """Find the bases of a document that no longer held, on its own day or on another.

    Args:
        graph: as `build_graph` made it
        iri: a document of the store
        as_of: the day; without it the day of the document
    """
    day = as_of or _read_day(graph.nodes[iri])
    found = []
    for edge, evidence in _iter_evidence(graph, iri, down=False):
        for item in find_ends(graph, edge[1], day):
            if edge[2] != Relation.BASIS.value or item.iri == iri:
                continue
            label = graph.nodes[edge[1]]["label"]
            since = f" ngày {item.since:%d/%m/%Y}" if item.since else ""
            since = "" if since in item.label else since
            found.append(
                Finding(
                    code="superseded_basis",
                    severity=Severity.WARNING,
                    where=label,
                    message=f"Căn cứ đã bị thay thế hoặc bãi bỏ bởi {item.label}{since}",
                    english=f"the basis had been replaced or repealed by {item.label}",
                    start=evidence.start,
                    end=evidence.end,
                )
            )
    return tuple(found)


def find_date_conflicts(graph: Graph, iri: str, citations: Sequence[Citation]) -> tuple[Finding, ...]:
    """Find the citations of a document whose date is not that of the stored document that they mean.

    Args:
        graph: as `build_graph` made it
        iri: a document of the store
        citations: all citations of that document, in their order
    """
    found: dict[int, Finding] = {}
    ends = {(source, target) for edges in (graph.out_edges(iri), graph.in_edges(iri)) for source, target in edges}
    for source, target in sorted(ends):
        other = graph.nodes[target if source == iri else source]
        if not other["in_store"]:
            continue
        for values in graph.get_edge_data(source, target).values():
            for item in values["evidence"]:
                printed = citations[item.citation - 1].date if item.document == iri else None
                if item.code == "date_conflict" and printed and _read_day(other) not in (None, printed):
                    found.setdefault(item.start, _report_date(item, printed, other))
    return tuple(found[start] for start in sorted(found))


def _report_date(item: Evidence, printed: datetime.date, other: dict[str, Any]) -> Finding:
    name = other["number"] or other["label"]
    return Finding(
        code="citation_date_conflict",
        severity=Severity.WARNING,
        where=name,
        message=f"{name} được dẫn với ngày {printed:%d/%m/%Y}; văn bản trong kho ghi ngày {_read_day(other):%d/%m/%Y}",
        english=f"cited with the date {printed}; the document in the store is dated {other['date']}",
        start=item.start,
        end=item.end,
    )


def _iter_edges(graph: Graph, node: str, *, down: bool, as_of: datetime.date | None) -> Iterator[BasisEdge]:
    for (lower, upper, relation), evidence in _iter_evidence(graph, node, down=down):
        day = _read_day(graph.nodes[lower])
        if down and as_of and day and day > as_of:
            continue
        yield BasisEdge(
            start=lower,
            end=upper,
            relation=relation,
            pinpoint=evidence.pinpoint,
            quote=evidence.quote,
            resolution=evidence.code,
            in_store=graph.nodes[lower if down else upper]["in_store"],
        )


def _iter_evidence(graph: Graph, node: str, *, down: bool) -> Iterator[tuple[tuple[str, str, str], Evidence]]:
    """One piece of evidence for each pinpoint of each edge, in the order of relations and of the text."""
    edges = graph.in_edges(node, keys=True, data=True) if down else graph.out_edges(node, keys=True, data=True)
    found: dict[tuple[str, str, str, str | None], Evidence] = {}
    for lower, upper, relation, values in edges:
        for item in values["evidence"]:
            if _is_basis(relation, item):
                found.setdefault((lower, upper, relation, item.pinpoint), item)
    order = sorted(found.items(), key=lambda pair: (_RESTS_ON.index(pair[0][2]), pair[1].document, pair[1].citation))
    return iter(((key[0], key[1], key[2]), item) for key, item in order)


def rests_as_whole(relation: str, evidence: Sequence[Evidence]) -> bool:
    """Whether an edge of a relation says that a document as a whole rests on the other."""
    return any(_is_basis(relation, item) for item in evidence)


def _is_basis(relation: str, item: Evidence) -> bool:
    return relation in _RESTS_ON and (relation != Relation.IMPLEMENTS.value or item.task is None)


def _read_day(node: dict[str, Any]) -> datetime.date | None:
    return datetime.date.fromisoformat(node["date"]) if node.get("date") else None
