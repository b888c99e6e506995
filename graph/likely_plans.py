"""Which plans of a store are worth comparing with a plan, beside those that it names."""

from __future__ import annotations

from contextlib import suppress
from heapq import nsmallest
from typing import Any, NamedTuple

from cancu.graph.nodes import Graph, remember
from cancu.ontology.records import Level

LEVELS = tuple(level.value for level in Level)


class _Plan(NamedTuple):
    """A plan as it is ranked: how high its level stands, and its time."""

    rank: int
    year: int
    iri: str


def rank_plans(graph: Graph, iri: str, most: int) -> list[str]:
    """List the other stored plans that do not stand lower: of one province, higher, and near in time first.

    Args:
        graph: as `build_graph` made it
        iri: a stored document
        most: plans at most
    """
    node = graph.nodes[iri]
    own = _read_plan(iri, node)
    homes = _index_homes(graph)
    elsewhere = (plan for home, plans in homes.items() if home != _home(node) for plan in plans)

    def judge(plan: _Plan) -> tuple[bool, int, str]:
        return plan.rank == own.rank, abs(plan.year - own.year), plan.iri

    found: list[_Plan] = []
    for plans in (homes.get(_home(node), ()), elsewhere):
        if len(found) < most:
            chosen = (plan for plan in plans if plan.iri != iri and plan.rank <= own.rank)
            found += nsmallest(most - len(found), chosen, key=judge)
    return [plan.iri for plan in found]


@remember
def _index_homes(graph: Graph) -> dict[str, list[_Plan]]:
    """The stored plans of each province."""
    homes: dict[str, list[_Plan]] = {}
    for iri, node in graph.nodes(data=True):
        if node["kind"] == "document" and node["role"] == "plan":
            homes.setdefault(_home(node), []).append(_read_plan(iri, node))
    return homes


def _read_plan(iri: str, node: dict[str, Any]) -> _Plan:
    return _Plan(_RANKS.get(node["level"], len(LEVELS)), _year(node), iri)


_RANKS = {level: place for place, level in enumerate(LEVELS)}


def _home(node: dict[str, Any]) -> str:
    return str(node["series"]).split("/")[0]


def _year(node: dict[str, Any]) -> int:
    with suppress(ValueError, TypeError):
        return int((node["period_start"] or node["date"])[:4])
    return 0
