"""The documents around a document: what it cites, what cites it, and so on for a few steps."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from cancu.graph.nodes import Graph, describe_node
from cancu.ontology.records import Relation

Row = dict[str, Any]


class Walk(NamedTuple):
    """How to walk from a document.

    Attributes:
        depth: steps at most, towards what is cited and towards what cites
        relations: follow only these; all where none is named
        most: documents at most, the nearest first
    """

    depth: int = 1
    relations: frozenset[str] = frozenset()
    most: int = 80


@dataclass(frozen=True)
class Neighbourhood:
    """Documents and the relations between them.

    Attributes:
        start: IRI of the document in the middle
        nodes: documents, the nearest first, each with `depth`
        edges: relations between them, each with its best `quote`
        left: documents within reach that are not shown
        relations: relations that begin or end at the shown documents, and how many, also those not followed
    """

    start: str
    nodes: tuple[Row, ...]
    edges: tuple[Row, ...]
    left: int
    relations: tuple[tuple[str, int], ...]


def find_neighbourhood(graph: Graph, iri: str, walk: Walk) -> Neighbourhood:
    """Walk from a document of the working graph along its relations, both ways."""
    depths = _walk(graph, iri, walk)
    shown = dict(list(depths.items())[: walk.most])
    return arrange_neighbourhood(graph, shown, walk, reached=len(depths), counts=_count_relations(graph, shown))


def arrange_neighbourhood(
    graph: Graph, shown: Mapping[str, int], walk: Walk, *, reached: int, counts: Mapping[str, int]
) -> Neighbourhood:
    """Make the answer of what was found.

    Args:
        graph: holds at least the shown documents and the relations between them
        shown: steps to each document, the start first
        walk: as it was asked
        reached: documents within reach, shown or not
        counts: relations at the shown documents
    """
    nodes = tuple({**describe_node(graph, iri), "depth": depth} for iri, depth in shown.items())
    edges = sorted(_iter_edges(graph, shown, walk.relations), key=lambda edge: (edge["source"], edge["target"]))
    known = {relation.value for relation in Relation}
    told = sorted(((key, count) for key, count in counts.items() if key in known), key=lambda one: (-one[1], one[0]))
    return Neighbourhood(next(iter(shown)), nodes, tuple(edges), reached - len(shown), tuple(told))


def _walk(graph: Graph, start: str, walk: Walk) -> dict[str, int]:
    """Steps to every document within reach, the nearest first and equals by IRI."""
    depths = {start: 0}
    queue = deque([start])
    while queue:
        iri = queue.popleft()
        if depths[iri] == walk.depth:
            continue
        for other in sorted(_list_neighbours(graph, iri, walk.relations) - set(depths)):
            depths[other] = depths[iri] + 1
            queue.append(other)
    return depths


def _list_neighbours(graph: Graph, iri: str, followed: frozenset[str]) -> set[str]:
    ways = (*graph.out_edges(iri, keys=True), *graph.in_edges(iri, keys=True))
    return {target if source == iri else source for source, target, key in ways if not followed or key in followed}


def _iter_edges(graph: Graph, shown: Mapping[str, int], followed: frozenset[str]) -> Iterator[Row]:
    for source in shown:
        for _, target, key, values in graph.out_edges(source, keys=True, data=True):
            if target in shown and (not followed or key in followed):
                best = max(values["evidence"], key=lambda item: item.confidence, default=None)
                yield {
                    "source": source,
                    "target": target,
                    "relation": key,
                    "quote": best.quote if best else "",
                    "mentions": len(values["evidence"]),
                    "doubtful": any(item.review for item in values["evidence"]),
                }


def _count_relations(graph: Graph, shown: Mapping[str, int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    seen = {edge for iri in shown for edge in (*graph.out_edges(iri, keys=True), *graph.in_edges(iri, keys=True))}
    for _, _, key in seen:
        counts[key] = counts.get(key, 0) + 1
    return counts
