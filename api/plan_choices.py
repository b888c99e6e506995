"""Which plans to compare a plan with: those that it carries out, those that carry it out, and what else may fit."""

from __future__ import annotations

from contextlib import suppress
from heapq import nsmallest
from typing import TYPE_CHECKING, Any, NamedTuple

from cancu.api.workspace import Workspace
from cancu.graph.cascade import keep_lowest
from cancu.graph.nodes import remember
from cancu.ontology.records import Level

if TYPE_CHECKING:
    from cancu.graph.nodes import Graph

MOST_OTHERS = 60


class PlanChoice(NamedTuple):
    """A plan of the store, as a choice."""

    iri: str
    label: str


class PlanChoices(NamedTuple):
    """What a plan can be compared with.

    Attributes:
        above: the plans that it says it carries out, only the lowest
        below: the plans that say they carry it out
        others: further plans of its level or a higher one, the likeliest first
    """

    above: tuple[PlanChoice, ...]
    below: tuple[PlanChoice, ...]
    others: tuple[PlanChoice, ...]


class PlanLinks(NamedTuple):
    """Which stored plans rest on which, in both directions, by IRI."""

    above: dict[str, set[str]]
    below: dict[str, list[str]]


def link_plans(graph: Graph) -> PlanLinks:
    """Find which stored plans rest on which; for each only the lowest of those above it."""
    from cancu.graph.cascade import plans_linked

    linked: dict[str, set[str]] = {}
    for pair in plans_linked(graph):
        linked.setdefault(pair.child, set()).add(pair.parent)
    plans = {iri for iri in linked if graph.nodes[iri]["role"] == "plan"}
    above = {
        child: keep_lowest({one for one in parents if graph.nodes[one]["role"] == "plan"}, linked)
        for child, parents in linked.items()
    }
    below: dict[str, list[str]] = {}
    for child in sorted(plans):
        for parent in linked[child]:
            below.setdefault(parent, []).append(child)
    return PlanLinks(above, below)


def list_choices(workspace: Workspace, iri: str, links: PlanLinks) -> PlanChoices:
    """Find the plans with which a stored document can be compared; none for a document without tasks.

    Args:
        workspace: the open store
        iri: a document of it
        links: which plans of the store rest on which
    """
    graph = workspace.graph
    if not workspace.store.describe(iri).tasks:
        return PlanChoices((), (), ())
    above, below = sorted(links.above.get(iri, ())), links.below.get(iri, [])
    known = {*above, *below}
    others = [one for one in _rank_plans(graph, iri, MOST_OTHERS + len(known)) if one not in known]
    return PlanChoices(_describe(graph, above), _describe(graph, below), _describe(graph, others[:MOST_OTHERS]))


class _Plan(NamedTuple):
    """A plan as it is ranked: how high its level stands, and its time."""

    rank: int
    year: int
    iri: str


@remember
def _index_homes(graph: Graph) -> dict[str, list[_Plan]]:
    """The stored plans of each province."""
    homes: dict[str, list[_Plan]] = {}
    for iri, node in graph.nodes(data=True):
        if node["kind"] == "document" and node["role"] == "plan":
            homes.setdefault(_home(node), []).append(_Plan(_rank(node), _year(node), iri))
    return homes


def _rank_plans(graph: Graph, iri: str, most: int) -> list[str]:
    """Other plans of the store that do not stand lower, at most so many: same province and near in time first."""
    node = graph.nodes[iri]
    own = _Plan(_rank(node), _year(node), iri)
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


def _rank(node: dict[str, Any]) -> int:
    return _LEVELS.get(node["level"], len(_LEVELS))


_LEVELS = {level.value: place for place, level in enumerate(Level)}


def _home(node: dict[str, Any]) -> str:
    return str(node["series"]).split("/")[0]


def _year(node: dict[str, Any]) -> int:
    with suppress(ValueError, TypeError):
        return int((node["period_start"] or node["date"])[:4])
    return 0


def _describe(graph: Graph, iris: list[str]) -> tuple[PlanChoice, ...]:
    return tuple(PlanChoice(iri, graph.nodes[iri]["label"]) for iri in iris)
