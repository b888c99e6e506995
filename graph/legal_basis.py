"""The legal basis: what a document rests on, what rests on it, and which of its bases had been superseded.

A document rests on what its Căn cứ clauses name, on the decision that promulgates it, and, as plans do that have no
such clause, on what they implement as a whole. What single tasks carry out is no basis of the document.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from cancu.graph.network import Evidence
from cancu.graph.nodes import Graph, describe_node
from cancu.ontology.document_keys import LAW_TYPES, key_listed_law
from cancu.ontology.identifiers import mint_stub
from cancu.ontology.laws import load_laws
from cancu.ontology.orthography import slug
from cancu.ontology.records import Finding, Record, Relation, Severity

_RESTS_ON = (Relation.BASIS.value, Relation.PROMULGATED_BY.value, Relation.IMPLEMENTS.value)
_ENDS = (Relation.REPLACES.value, Relation.REPEALS.value)


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
    found = []
    for source, _, key, values in graph.in_edges(iri, keys=True, data=True):
        if key not in _ENDS or all(item.pinpoint for item in values["evidence"]):
            continue
        since = _read_day(graph.nodes[source])
        if day is None or (since is not None and since <= day):
            found.append(Supersession(iri=source, label=graph.nodes[source]["label"], relation=key, since=since))
    listed = _find_listed_end(graph, iri, day)
    if listed and all(item.iri != listed.iri for item in found):
        found.append(listed)
    return tuple(sorted(found, key=lambda item: (str(item.since), item.iri)))


def _find_listed_end(graph: Graph, iri: str, day: datetime.date | None) -> Supersession | None:
    """The law that the gazetteer knows to have replaced a law, from the day it took effect."""
    node = graph.nodes[iri]
    if not node.get("number") or slug(node.get("type") or "") not in LAW_TYPES:
        return None
    for law in load_laws().find("", number=node["number"]):
        for successor in load_laws().find("", number=law.repealed_by) if law.repealed_by else ():
            since = successor.effective or successor.date
            if day is None or since <= day:
                stub = mint_stub(graph.graph["base"], key_listed_law(successor))
                label = f"{successor.name} số {successor.number}"
                target = graph.graph["redirects"].get(stub, stub)
                return Supersession(iri=target, label=label, relation=Relation.REPEALS.value, since=since)
    return None


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
            if relation in _RESTS_ON and (relation != Relation.IMPLEMENTS.value or item.task is None):
                found.setdefault((lower, upper, relation, item.pinpoint), item)
    order = sorted(found.items(), key=lambda pair: (_RESTS_ON.index(pair[0][2]), pair[1].document, pair[1].citation))
    return iter(((key[0], key[1], key[2]), item) for key, item in order)


def _read_day(node: dict[str, Any]) -> datetime.date | None:
    return datetime.date.fromisoformat(node["date"]) if node.get("date") else None
