"""Lists over all documents of a server, and what it names beside documents: counted, ordered and cut by the server."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from cancu.graph.holdings import SeenText
from cancu.graph.likely_plans import LEVELS
from cancu.graph.neo4j_driver import Row, Server
from cancu.graph.network import is_group
from cancu.graph.nodes import Graph
from cancu.graph.organisation_resources import iter_organisations
from cancu.ontology.resources import Resource

_LATEST = "MATCH (n:Document {in_store: true}) RETURN n.iri AS iri ORDER BY n.arrived DESC LIMIT $count"
_SEEN = "MATCH (n:Document {iri: $iri}) RETURN n.seen AS seen"
_LEADS = "MATCH (task:Task) UNWIND task.lead AS name RETURN name, count(*) AS tasks"
_LIKELY = """
MATCH (own:Document {iri: $iri})
WITH split(own.series, '/')[0] AS home, [at IN range(0, size($levels) - 1) WHERE $levels[at] = own.level][0] AS level,
  coalesce(toInteger(left(coalesce(own.period_start, own.date), 4)), 0) AS year
WITH home, coalesce(level, size($levels)) AS rank, year
MATCH (n:Plan {in_store: true}) WHERE n.iri <> $iri
WITH n, home, rank, year, [at IN range(0, size($levels) - 1) WHERE $levels[at] = n.level][0] AS level
WITH n, home, rank, year, coalesce(level, size($levels)) AS other WHERE other <= rank
RETURN n.iri AS iri ORDER BY split(n.series, '/')[0] <> home, other = rank,
  abs(coalesce(toInteger(left(coalesce(n.period_start, n.date), 4)), 0) - year), n.iri LIMIT $most
"""
_ASSIGNEES = """
MATCH (n:Document)<-[:PART_OF]-(:Task)-[r:LED_BY|SUPPORTED_BY]->(body:Addressee)
WITH body, n.iri AS document, r.name AS name ORDER BY document, name
WITH body, collect({document: document, name: name})[0] AS first
RETURN body.iri AS iri, first.document AS document, first.name AS name
"""
_ISSUERS = """
MATCH (n:Document) WHERE n.series IS NOT NULL
WITH n.series AS series, n ORDER BY n.iri
RETURN series, collect(n {.iri, .issuer})[0] AS first
"""


def list_latest(server: Server, count: int) -> tuple[str, ...]:
    """The stored documents that came or changed last, the newest first."""
    return tuple(row["iri"] for row in server.ask(_LATEST, count=count))


def list_editions(server: Server, iri: str) -> tuple[SeenText, ...]:
    """The texts that were seen of a document, in the order they came."""
    return tuple(SeenText.model_validate_json(one) for row in server.ask(_SEEN, iri=iri) for one in row["seen"] or ())


def count_leads(server: Server) -> tuple[tuple[str, int], ...]:
    """Who leads how many tasks, the most first."""
    counted = ((row["name"], row["tasks"]) for row in server.ask(_LEADS))
    return tuple(sorted(counted, key=lambda pair: (-pair[1], pair[0])))


def rank_plans(server: Server, iri: str, most: int) -> list[str]:
    """The plans that do not stand lower, in the order of `cancu.graph.likely_plans.rank_plans`."""
    return [row["iri"] for row in server.ask(_LIKELY, iri=iri, most=most, levels=list(LEVELS))]


def describe_organisations(server: Server, base: str) -> dict[str, Resource]:
    """Agencies, groups and units by IRI; of each body only the document that names it first is fetched."""
    graph: Graph = nx.MultiDiGraph(base=base)
    graph.add_nodes_from(_iter_issuers(server.ask(_ISSUERS)))
    graph.add_nodes_from(_iter_assignees(server.ask(_ASSIGNEES)))
    return {resource.iri: resource for resource in iter_organisations(graph)}


def _iter_issuers(rows: list[Row]) -> Iterator[tuple[str, Row]]:
    for row in sorted(rows, key=lambda row: str(row["first"]["iri"])):
        yield row["first"]["iri"], {"kind": "document", "series": row["series"], "issuer": row["first"]["issuer"]}


def _iter_assignees(rows: list[Row]) -> Iterator[tuple[str, Row]]:
    for row in sorted(rows, key=lambda row: (row["document"], row["name"])):
        yield row["iri"], {"kind": "group" if is_group(row["name"]) else "agency", "label": row["name"]}
