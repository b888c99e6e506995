"""The documents around a document: what it cites, what cites it, and so on for a few steps."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from pydantic import BaseModel, Field, StringConstraints

from cancu.ontology.records import Relation

if TYPE_CHECKING:
    from cancu.api.workspace import Workspace
    from cancu.graph.nodes import Graph

Row = dict[str, Any]
PAGE = "/graph"
MOST_STEPS = 4
MOST_NODES = 300


class GraphQuery(BaseModel):
    """What an address of `/graph` asks for.

    Attributes:
        document: where it begins: IRI, number or name
        depth: steps at most, towards what is cited and towards what cites
        relation: follow only these relations; all where none is named
        most: documents at most, the nearest first
    """

    document: Annotated[str, StringConstraints(max_length=500)] = ""
    depth: int = Field(default=1, ge=1, le=MOST_STEPS)
    relation: list[Relation] = []
    most: int = Field(default=80, ge=2, le=MOST_NODES)

    def link(self, **changes: Any) -> str:
        """The address of the same question, or of one changed in some words.

        Example:
            >>> GraphQuery(document="a", depth=2).link(document="b")
            '/graph?document=b&depth=2'
        """
        words = self.model_dump(mode="json", exclude_defaults=True) | changes
        return f"{PAGE}?{urlencode({name: value for name, value in words.items() if value}, doseq=True)}"


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


def find_neighbourhood(workspace: Workspace, query: GraphQuery) -> Neighbourhood:
    """Walk from a document along its relations, both ways.

    Raises:
        UnknownNodeError: nobody knows the document.
        AmbiguousNameError: several bear the name.
    """
    from cancu.graph.network import find_node
    from cancu.graph.nodes import describe_node

    graph = workspace.graph
    start = find_node(graph, query.document)
    followed = {relation.value for relation in query.relation}
    depths = _walk(graph, start, followed, query.depth)
    shown = dict(list(depths.items())[: query.most])
    nodes = tuple({**describe_node(graph, iri), "depth": depth} for iri, depth in shown.items())
    edges = tuple(sorted(_iter_edges(graph, set(shown), followed), key=lambda edge: (edge["source"], edge["target"])))
    return Neighbourhood(start, nodes, edges, len(depths) - len(shown), _count_relations(graph, shown))


def _walk(graph: Graph, start: str, followed: set[str], depth: int) -> dict[str, int]:
    """Steps to every document within reach, the nearest first and equals by IRI."""
    depths = {start: 0}
    queue = deque([start])
    while queue:
        iri = queue.popleft()
        if depths[iri] == depth:
            continue
        for other in sorted(_list_neighbours(graph, iri, followed) - set(depths)):
            depths[other] = depths[iri] + 1
            queue.append(other)
    return depths


def _list_neighbours(graph: Graph, iri: str, followed: set[str]) -> set[str]:
    ways = (*graph.out_edges(iri, keys=True), *graph.in_edges(iri, keys=True))
    return {target if source == iri else source for source, target, key in ways if not followed or key in followed}


def _iter_edges(graph: Graph, shown: set[str], followed: set[str]) -> Iterator[Row]:
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


def _count_relations(graph: Graph, shown: dict[str, int]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    seen = {edge for iri in shown for edge in (*graph.out_edges(iri, keys=True), *graph.in_edges(iri, keys=True))}
    for _, _, key in seen:
        counts[key] = counts.get(key, 0) + 1
    known = {relation.value for relation in Relation}
    return tuple(sorted(((key, count) for key, count in counts.items() if key in known), key=lambda one: -one[1]))
