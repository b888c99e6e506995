"""Inherited tasks from a Neo4j server: which plans can bind, and the chains of inheritance above their tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cancu.graph.inheritance import Origin
from cancu.graph.neo4j_driver import Row, Server
from cancu.graph.reach import can_bind
from cancu.ontology.assessments import LinkState, PlanReading, PlanReference
from cancu.ontology.records import Date, EvidenceSpan

_ISSUED = """
MATCH (n:Document) WHERE n.tasks + n.duties > 0
RETURN n.issuer AS issuer, n.date AS date, collect(n.iri) AS iris
"""
_HOLDERS = "MATCH (n:Document) WHERE n.tasks + n.duties > 0 AND n.iri IN $iris RETURN n.iri AS iri"
_CHAINS = """
MATCH (n:Document)<-[:PART_OF]-(task:Task) WHERE n.iri IN $iris
MATCH (task)-[:INHERITS_FROM*0..]->(lower:Task)
WITH DISTINCT lower
MATCH (child:Document)<-[:PART_OF]-(lower)-[link:INHERITS_FROM]->(upper:Task)-[:PART_OF]->(parent:Document)
WHERE parent.tasks + parent.duties > 0
RETURN child.iri AS child, lower.ref AS child_ref, link.state AS state, link.score AS score,
  upper {.ref, .text, .start, .end, .quote} AS task,
  parent {.iri, .number, .issuer, .date, title: coalesce(parent.plan_title, parent.title)} AS plan
"""


def choose_plans(
    server: Server, *, organisation: str | None, on: Date | None = None, plan: str | None = None
) -> list[str]:
    """List the documents with tasks that can bind an organisation, by IRI; without one, all or the plan named.

    Args:
        server: made by `cancu.graph.neo4j_driver.connect`
        organisation: full name; whom an issuer can bind is told by names, not by the graph
        on: a day that counts beside that of each plan
        plan: only this one
    """
    if organisation is None and plan is not None:
        return [row["iri"] for row in server.ask(_HOLDERS, iris=[plan])] or [plan]
    rows = server.ask(_ISSUED)
    kept = (row for row in rows if organisation is None or _can_bind(row, organisation, on))
    return sorted(iri for row in kept for iri in row["iris"] if plan in (None, iri))


def read_origins(server: Server, iris: Sequence[str]) -> FoundOrigins:
    """Read the chains of inheritance above all tasks of some documents."""
    return FoundOrigins(server.ask(_CHAINS, iris=iris))


class FoundOrigins:
    """Where tasks come from, as a server has found it."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._above: dict[tuple[str, str], list[Row]] = {}
        for row in sorted(rows, key=_order):
            self._above.setdefault((row["child"], row["child_ref"]), []).append(row)

    def trace(self, plan: PlanReading, ref: str) -> tuple[Origin, ...]:
        """Follow the chains, nearest plans first."""
        start = (plan.key, ref)
        origins: list[Origin] = []
        waiting, seen = [(start, 1)], {start}
        while waiting:
            task, depth = waiting.pop(0)
            for row in self._above.get(task, ()):
                above = (row["plan"]["iri"], row["task"]["ref"])
                if above not in seen:
                    seen.add(above)
                    origins.append(_make_origin(row, depth))
                    waiting.append((above, depth + 1))
        return tuple(origins)


def _can_bind(row: Row, organisation: str, on: Date | None) -> bool:
    own = Date.fromisoformat(row["date"]) if row["date"] else None
    return any(can_bind(row["issuer"] or "", organisation, on=day) for day in {own, on or own})


def _order(row: Row) -> tuple[str, bool, float, str]:
    """The order of links: by plan, cited and confirmed first, then by score."""
    return row["plan"]["iri"], row["state"] == LinkState.AUTO, -row["score"], row["task"]["ref"]


def _make_origin(row: Row, depth: int) -> Origin:
    task = row["task"]
    quote = EvidenceSpan(start=task["start"], end=task["end"], text=task["quote"] or task["text"])
    return Origin(
        plan=PlanReference.model_validate(row["plan"]),
        ref=task["ref"],
        text=task["text"],
        score=row["score"],
        depth=depth,
        quote=quote,
    )
