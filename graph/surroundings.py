"""The surroundings of a document: the small part of the working graph that its page and its description are made of."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from cancu.graph.legal_basis import Tie, find_listed_end, index_ends
from cancu.graph.network import Evidence
from cancu.graph.nodes import Graph, remember


def cut_surroundings(graph: Graph, iri: str) -> Graph:
    """Cut out the relations of a document and those that it tells of others, with the documents that they name.

    Args:
        graph: as `build_graph` made it
        iri: a document or a stub of it

    Returns:
        A graph of the same attributes and the same order. It holds the document, the ends of the relations, who tells
        of them, what else a doubtful mention may mean, what took the place of a law, and for all documents around it
        what replaced or repealed them.
    """
    ties = {*graph.out_edges(iri, keys=True), *graph.in_edges(iri, keys=True), *_index_told(graph).get(iri, ())}
    around = {iri} | {end for source, target, _ in ties for end in (source, target)}
    ends = index_ends(graph)
    ties |= {tie for one in around for tie in ends.get(one, ())}
    near = around | {source for source, _, _ in ties}
    near |= set(list_named(item for tie in ties for item in graph.edges[tie]["evidence"]))
    listed = find_listed_end(graph, iri)
    near |= {listed.iri} if listed else set()
    part: Graph = nx.MultiDiGraph(**graph.graph)
    part.add_nodes_from((one, graph.nodes[one]) for one in sorted(near) if one in graph)
    part.add_edges_from((*tie, graph.edges[tie]) for tie in sorted(ties))
    return part


def list_named(evidence: Iterable[Evidence]) -> list[str]:
    """List the documents that mentions name beside the ends of their edge: who speaks, and what else may be meant."""
    return sorted({iri for item in evidence for iri in (item.document, *item.candidates)})


@remember
def _index_told(graph: Graph) -> dict[str, list[Tie]]:
    """The edges that a document tells of others, by the document."""
    found: dict[str, list[Tie]] = {}
    for source, target, key, values in graph.edges(keys=True, data=True):
        for speaker in {item.document for item in values["evidence"]} - {source, target}:
            found.setdefault(speaker, []).append((source, target, key))
    return found
