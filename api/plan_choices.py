"""Which plans to compare a plan with: those that it carries out, those that carry it out, and what else may fit."""

from __future__ import annotations

import datetime
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from cancu.api.catalogue import Catalogue, Row
from cancu.api.terminal import print_date
from cancu.api.workspace import Workspace
from cancu.graph.cascade import keep_lowest
from cancu.ontology.records import Document, Level

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


class Timing(NamedTuple):
    """The times that papers beside a plan speak of.

    Attributes:
        day: on which tasks bind
        year: of the deadlines; None for all years
        following: the year to plan for next
    """

    day: datetime.date | None
    year: int | None
    following: int | None


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
    others = [one for one in _rank_plans(graph, iri) if one not in known]
    return PlanChoices(_describe(graph, above), _describe(graph, below), _describe(graph, others[:MOST_OTHERS]))


def list_fellows(catalogue: Catalogue, choices: PlanChoices, iri: str) -> tuple[PlanChoice, ...]:
    """The plans that a document is likeliest the next edition of: those of its issuer, then all others it fits."""
    row = catalogue.by_iri[iri]
    issued = catalogue.choose({"issuer": row["issuer"]}) if row["issuer"] and row["tasks"] else []
    labels = {one["iri"]: _label(one) for one in issued if one["tasks"] and one["iri"] != iri}
    labels |= {one.iri: one.label for one in (*choices.above, *choices.others) if one.iri not in labels}
    return tuple(PlanChoice(*pair) for pair in labels.items())[:MOST_OTHERS]


def find_timing(head: Document) -> Timing:
    """When the tasks of a plan bind, which year it speaks of, and which comes after it.

    Example:
        >>> find_timing(Document(number="5/KH-UBND", date="2021-12-30", period=("2022-01-01", "2022-12-31")))[1:]
        (2022, 2023)
    """
    start, end = head.period or (None, None)
    last = end or start or head.date
    one_year = start and end and start.year == end.year
    return Timing(start or head.date, start.year if start and one_year else None, last.year + 1 if last else None)


def _label(row: Row) -> str:
    return " · ".join(part for part in (row["number"], print_date(row["date"]), row["title"] or row["name"]) if part)


def _rank_plans(graph: Graph, iri: str) -> list[str]:
    """The other plans of the store that do not stand lower: same province and near in time first."""
    own = graph.nodes[iri]

    def judge(one: str) -> tuple[Any, ...]:
        node = graph.nodes[one]
        beside = _rank(node) == _rank(own)
        return _home(node) != _home(own), beside, abs(_year(node) - _year(own)), one

    plans = [
        one
        for one, node in graph.nodes(data=True)
        if node["kind"] == "document" and node["role"] == "plan" and one != iri
        and _rank(node) <= _rank(own)
    ]  # fmt: skip
    return sorted(plans, key=judge)


def _rank(node: dict[str, Any]) -> int:
    levels = [level.value for level in Level]
    return levels.index(node["level"]) if node["level"] in levels else len(levels)


def _home(node: dict[str, Any]) -> str:
    return str(node["series"]).split("/")[0]


def _year(node: dict[str, Any]) -> int:
    with suppress(ValueError, TypeError):
        return int((node["period_start"] or node["date"])[:4])
    return 0


def _describe(graph: Graph, iris: list[str]) -> tuple[PlanChoice, ...]:
    return tuple(PlanChoice(iri, graph.nodes[iri]["label"]) for iri in iris)
