"""Small parts of a server's graph as working graphs: around a document, within some steps, where something is in doubt.

Ends are told by IRI and looked up by their constraint; a walk goes layer by layer and never fetches more than it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx

from cancu.graph.neighbourhood import Neighbourhood, Walk, arrange_neighbourhood
from cancu.graph.neo4j_driver import Row, Server
from cancu.graph.network import Evidence
from cancu.graph.nodes import Graph
from cancu.graph.server_documents import RELATION_TYPES
from cancu.graph.surroundings import list_named

Node = dict[str, Any]
_TIES = "|".join(sorted(RELATION_TYPES.values()))
_TIE = (
    "RETURN DISTINCT startNode(r).iri AS start, endNode(r).iri AS end, r.relation AS relation, properties(r) AS values"
)
_NODES = """
MATCH (n:Document) WHERE n.iri IN $iris
RETURN n {.iri, .label, .type, .number, .name, .date, .issuer, .level, .title, .plan_title, .period_start, .period_end,
  .role, .in_store, .series, .removed, .ended, .superseded_by} AS node
"""
_NEAR = f"MATCH (:Document {{iri: $iri}})-[r:{_TIES}]-(:Document) {_TIE}"
_TOLD = f"""
MATCH (:Document {{iri: $iri}})<-[:CITING]-(one:Citation) WHERE one.from <> $iri AND one.to <> $iri
MATCH (:Document {{iri: one.from}})-[r:{_TIES}]->(:Document {{iri: one.to}}) {_TIE}
"""
_ENDED = f"MATCH (n:Document)<-[r:REPLACES|REPEALS]-(:Document) WHERE n.iri IN $iris {_TIE}"
_DOUBTFUL = f"""
MATCH (:Document)-[r:{_TIES}]->(:Document) WHERE any(item IN r.evidence WHERE item CONTAINS $mark) {_TIE}
"""
_LAYER = f"""
UNWIND $front AS iri
CALL (iri) {{
  MATCH (:Document {{iri: iri}})-[r:{_TIES}]-(n:Document)
  WHERE NOT n.iri IN $known AND ($relations IS NULL OR r.relation IN $relations)
  RETURN DISTINCT n.iri AS other ORDER BY other LIMIT $most
}}
RETURN iri, collect(other) AS others
"""
_BETWEEN = f"""
MATCH (n:Document)-[r:{_TIES}]->(other:Document) WHERE n.iri IN $iris AND other.iri IN $iris {_TIE}
"""
_COUNTS = f"""
MATCH (n:Document)-[r:{_TIES}]-(:Document) WHERE n.iri IN $iris
WITH DISTINCT r RETURN r.relation AS relation, count(*) AS count
"""
_REACHED = "MATCH (:Document {iri: $iri})-[:TIES*0..DEPTH]-(n:Document) RETURN count(DISTINCT n) AS reached"


def read_nodes(server: Server, iris: Iterable[str]) -> dict[str, Node]:
    """What the server knows of some documents, as nodes of a working graph, by IRI; those it lacks are left out."""
    rows = server.ask(_NODES, iris=sorted(set(iris)))
    return {node["iri"]: _make_node(node) for node in sorted((row["node"] for row in rows), key=_by_iri)}


def read_surroundings(server: Server, base: str, iri: str) -> Graph:
    """Fetch what `cancu.graph.surroundings.cut_surroundings` cuts out."""
    near = server.ask(_NEAR, iri=iri)
    told = [row for row in server.ask(_TOLD, iri=iri) if any(one.document == iri for one in _read_evidence(row))]
    around = {iri, *(row[end] for row in (*near, *told) for end in ("start", "end"))}
    ended = server.ask(_ENDED, iris=sorted(around))
    heirs = [node["superseded_by"] for node in read_nodes(server, [iri]).values() if node["superseded_by"]]
    return _read_graph(server, base, [*near, *told, *ended], [iri, *heirs])


def read_doubtful(server: Server, base: str) -> Graph:
    """Fetch the relations that rest on a doubtful mention, with all documents that it may mean."""
    return _read_graph(server, base, server.ask(_DOUBTFUL, mark='"review":true'))


def read_neighbourhood(server: Server, base: str, iri: str, walk: Walk) -> Neighbourhood:
    """Walk from a document, a layer at a time, and fetch what lies between the documents that are shown."""
    shown = _walk(server, iri, walk)
    rows = server.ask(_BETWEEN, iris=list(shown))
    counts = {row["relation"]: row["count"] for row in server.ask(_COUNTS, iris=list(shown))}
    reached = len(shown) if len(shown) < walk.most else _count_reached(server, iri, walk)
    graph = _read_graph(server, base, rows, shown)
    return arrange_neighbourhood(graph, shown, walk, reached=reached, counts=counts)


def _walk(server: Server, start: str, walk: Walk) -> dict[str, int]:
    """Steps to the nearest documents, by layer, then in the order of their parents, then by IRI."""
    shown, front = {start: 0}, [start]
    for depth in range(1, walk.depth + 1):
        left = walk.most - len(shown)
        if not front or left <= 0:
            break
        wanted = sorted(walk.relations) or None
        rows = server.ask(_LAYER, front=front, known=list(shown), relations=wanted, most=left)
        found = {row["iri"]: row["others"] for row in rows}
        fresh = dict.fromkeys(other for iri in front for other in found.get(iri, ()))
        front = list(fresh)[:left]
        shown |= dict.fromkeys(front, depth)
    return shown


def _count_reached(server: Server, iri: str, walk: Walk) -> int:
    followed = walk.relations or RELATION_TYPES.keys()
    types = "|".join(sorted(RELATION_TYPES[relation] for relation in followed if relation in RELATION_TYPES))
    query = _REACHED.replace("TIES", types).replace("DEPTH", str(int(walk.depth)))
    return int(server.ask(query, iri=iri)[0]["reached"])


def _read_graph(server: Server, base: str, rows: Sequence[Row], iris: Iterable[str] = ()) -> Graph:
    """A working graph of some relations: their ends, and all documents that their mentions name."""
    graph: Graph = nx.MultiDiGraph(base=base, redirects={})
    wanted = {*iris, *(row[end] for row in rows for end in ("start", "end"))}
    wanted |= set(list_named(item for row in rows for item in _read_evidence(row)))
    graph.add_nodes_from(read_nodes(server, wanted).items())
    for row in sorted(rows, key=lambda row: (row["start"], row["end"], row["relation"])):
        values = {**row["values"], "evidence": _read_evidence(row)}
        graph.add_edge(row["start"], row["end"], key=row["relation"], **values)
    return graph


def _read_evidence(row: Row) -> tuple[Evidence, ...]:
    return tuple(Evidence.model_validate_json(item) for item in row["values"].get("evidence", ()))


def _make_node(values: Mapping[str, Any]) -> Node:
    """A node as the working graph has it; only what was taken out of the store bears the day of its removal."""
    node = {**values, "kind": "document" if values["in_store"] else "stub"}
    return {key: value for key, value in node.items() if key != "removed" or value is not None}


def _by_iri(node: Mapping[str, Any]) -> str:
    return str(node["iri"])
