"""Which plans of a store are worth comparing with a plan, beside those that it names."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from cancu.graph.nodes import Graph
from cancu.ontology.records import Level

LEVELS = tuple(level.value for level in Level)


def rank_plans(graph: Graph, iri: str, most: int) -> list[str]:
    """List the other stored plans that do not stand lower: of one province, higher, and near in time first.

    Args:
        graph: as `build_graph` made it
        iri: a stored document
        most: plans at most
    """
    own = graph.nodes[iri]

    def judge(one: str) -> tuple[Any, ...]:
        node = graph.nodes[one]
        beside = _rank(node) == _rank(own)
        return _home(node) != _home(own), beside, abs(_year(node) - _year(own)), one

    plans = (
        one
        for one, node in graph.nodes(data=True)
        if node["kind"] == "document" and node["role"] == "plan" and one != iri and _rank(node) <= _rank(own)
    )
    return sorted(plans, key=judge)[:most]


def _rank(node: dict[str, Any]) -> int:
    return LEVELS.index(node["level"]) if node["level"] in LEVELS else len(LEVELS)


def _home(node: dict[str, Any]) -> str:
    return str(node["series"]).split("/")[0]


def _year(node: dict[str, Any]) -> int:
    with suppress(ValueError, TypeError):
        return int((node["period_start"] or node["date"])[:4])
    return 0
