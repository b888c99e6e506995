"""Cascades: the plans above or below a plan, by level, through absent documents too.

A plan stands below another if as a whole it implements it or names it among its bases. What a single task carries
out (`thực hiện Quyết định số … ` inside an item) makes no cascade of plans. Chains run through plans, resolutions
and directives, never through laws and decrees, which would tie everything to everything. A paper that amends a plan
and is none itself hangs on that plan as its amendment, and is no lower plan of what it cites.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from cancu.graph.nodes import Graph, describe_node, remember
from cancu.ontology.records import Level, Record, Relation

_BINDING = (Relation.IMPLEMENTS.value, Relation.BASIS.value)
_RANKS = {Level.NATIONAL: 0, Level.PROVINCE: 1, Level.DEPARTMENT: 2, Level.DISTRICT: 2, Level.COMMUNE: 3}
_MAX_CYCLES = 20


class CascadeEdge(Record):
    """A plan that stands below another.

    Attributes:
        lower: IRI of the plan below
        upper: IRI of the plan above
        relation: `implements`, `basis`, `amends` for an amendment, or `promulgated_by` where plan and decision are
            stored apart
        quote: the words that say so
        resolution: how sure the upper plan is the one meant
    """

    lower: str
    upper: str
    relation: str
    quote: str
    resolution: str
    confidence: float


class CascadeStep(Record):
    """A document of a cascade; `depth` counts the steps from its start, 0 is the start itself."""

    iri: str
    label: str
    level: Level | None
    depth: int
    in_store: bool
    role: str
    through: tuple[str, ...] = ()


class PlanLinks(NamedTuple):
    """Which stored plans rest on which, in both directions, by IRI."""

    above: dict[str, set[str]]
    below: dict[str, set[str]]


class Cascade(Record):
    """The answer: documents by depth and level, the edges between them, and the cycles that were cut."""

    document: str
    direction: str
    nodes: tuple[CascadeStep, ...]
    edges: tuple[CascadeEdge, ...]
    cycles: tuple[tuple[str, ...], ...] = ()


class PlanPair(NamedTuple):
    """A stored plan and the stored plan it rests on; `direct` unless through the decision that promulgates it."""

    child: str
    parent: str
    direct: bool = True


class Steps(Protocol):
    """Where a cascade gets its steps from: the working graph, or what a server has found."""

    def iter_steps(self, node: str, *, up: bool) -> Iterator[CascadeEdge]:
        """The edges of one document towards the next plans, by the IRI of the next."""

    def describe(self, iri: str) -> Mapping[str, Any]:
        """What is known of a document: label, level, role, and whether it is in the store."""


class GraphSteps:
    """The steps of the working graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def iter_steps(self, node: str, *, up: bool) -> Iterator[CascadeEdge]:
        """Read the edges of one document from the graph."""
        return _iter_steps(self._graph, node, up=up)

    def describe(self, iri: str) -> Mapping[str, Any]:
        """Read a node of the graph."""
        return describe_node(self._graph, iri)


def cascade(graph: Graph, iri: str, *, up: bool = False, depth: int | None = None) -> Cascade:
    """Find the plans below a document, or above it.

    A step never climbs in the wrong direction: below a province plan stands no national one, whatever it cites.
    A chain that returns to its start is ended and reported.

    Args:
        graph: as `build_graph` made it
        iri: a document or a stub of the graph
        up: towards the plans above
        depth: steps at most; None for all

    Raises:
        KeyError: no such node (`find_node` makes names into nodes).
    """
    return arrange_cascade(GraphSteps(graph), iri, up=up, depth=depth)


def list_steps(graph: Graph) -> tuple[CascadeEdge, ...]:
    """List every step from a plan to a plan above it, by the IRIs of both."""
    return tuple(edge for node in sorted(graph) for edge in _iter_steps(graph, node, up=True))


def arrange_cascade(source: Steps, iri: str, *, up: bool = False, depth: int | None = None) -> Cascade:
    """Walk the steps that a source has, breadth first; arguments as for `cascade`."""
    depths, through = {iri: 0}, {iri: ()}  # type: dict[str, int], dict[str, tuple[str, ...]]
    edges: dict[tuple[str, str], CascadeEdge] = {}
    queue = deque([iri])
    while queue:
        node = queue.popleft()
        if depth is not None and depths[node] >= depth:
            continue
        for edge in source.iter_steps(node, up=up):
            edges[edge.lower, edge.upper] = edge
            following = edge.upper if up else edge.lower
            if following not in depths:
                depths[following], through[following] = depths[node] + 1, (*through[node], node)
                queue.append(following)
    steps = [_describe(source.describe(node), depths[node], through[node]) for node in depths]
    steps.sort(key=lambda step: (step.depth, _rank(step.level), step.iri))
    return Cascade(
        document=iri,
        direction="up" if up else "down",
        nodes=tuple(steps),
        edges=tuple(edges[key] for key in sorted(edges)),
        cycles=tuple(_find_cycles(edges)),
    )


@remember
def plans_linked(graph: Graph) -> tuple[PlanPair, ...]:
    """List which stored plans rest on which stored plans, directly or through the decision that promulgates them.

    A decision and the plan it promulgates are one where they are stored as one document; where they are two, who
    cites the decision is linked with the plan.
    """
    pairs: dict[tuple[str, str], bool] = {}
    for node, values in graph.nodes(data=True):
        if not values["in_store"] or values["kind"] != "document":
            continue
        for edge in _iter_steps(graph, node, up=True):
            if edge.relation == Relation.AMENDS.value:
                continue
            for parent, direct in _stored_plans(graph, edge.upper):
                if parent != node and values["role"] in ("plan", "policy", "other"):
                    pairs[node, parent] = pairs.get((node, parent), False) or direct
    return tuple(PlanPair(child, parent, direct) for (child, parent), direct in sorted(pairs.items()))


@remember
def index_links(graph: Graph) -> PlanLinks:
    """The stored plans that each stored plan rests on, and those that rest on it."""
    links = PlanLinks({}, {})
    for pair in plans_linked(graph):
        links.above.setdefault(pair.child, set()).add(pair.parent)
        links.below.setdefault(pair.parent, set()).add(pair.child)
    return links


def list_measured(graph: Graph, pairs: Iterable[PlanPair]) -> list[tuple[str, str]]:
    """List child and parent of every plan that is measured by a plan: only the lowest of those it carries out.

    Args:
        graph: as `build_graph` made it
        pairs: as `plans_linked` found them
    """
    above: dict[str, set[str]] = {}
    for pair in pairs:
        if graph.nodes[pair.parent]["role"] == "plan":
            above.setdefault(pair.child, set()).add(pair.parent)
    return [
        (child, parent)
        for child in sorted(above)
        if graph.nodes[child]["role"] == "plan"
        for parent in sorted(keep_lowest(above[child], above))
    ]


def keep_lowest(plans: set[str], above: Mapping[str, set[str]]) -> set[str]:
    """Keep those of some plans that stand above none of the others.

    Example:
        >>> keep_lowest({"national", "province"}, {"province": {"national"}})
        {'province'}
    """
    return plans - {higher for plan in plans for higher in above.get(plan, ()) if higher != plan}


def _stored_plans(graph: Graph, iri: str) -> Iterator[tuple[str, bool]]:
    """The document itself if it is a stored plan, and the stored plans that it promulgates."""
    if graph.nodes[iri]["in_store"] and graph.nodes[iri]["role"] in ("plan", "policy", "other"):
        yield iri, True
    for source, _, _ in graph.in_edges(iri, keys=True):
        if graph.has_edge(source, iri, Relation.PROMULGATED_BY.value) and graph.nodes[source]["in_store"]:
            yield source, False


def _iter_steps(graph: Graph, node: str, *, up: bool) -> Iterator[CascadeEdge]:
    """The edges of one document towards the next plans, in a fixed order."""
    found: dict[str, CascadeEdge] = {}
    for relation in (*_BINDING, Relation.PROMULGATED_BY.value, Relation.AMENDS.value):
        edges = graph.out_edges(node, keys=True, data=True) if up else graph.in_edges(node, keys=True, data=True)
        for lower, upper, key, values in edges:
            following = upper if up else lower
            if key == relation and following not in found and _is_step(graph, lower, upper, values):
                found[following] = _make_edge(lower, upper, values)
    return iter(found[name] for name in sorted(found))


def _is_step(graph: Graph, lower: str, upper: str, values: dict[str, Any]) -> bool:
    """Whether an edge binds plan to plan, and does not run from a high level to a lower one."""
    if values["relation"] == Relation.AMENDS.value:
        return _is_amendment(graph, lower, upper)
    if values["relation"] not in _BINDING:
        return values["relation"] == Relation.PROMULGATED_BY.value and lower != upper
    if any(_is_amendment(graph, lower, amended) for _, amended, key in graph.out_edges(lower, keys=True)
           if key == Relation.AMENDS.value):  # fmt: skip
        return False
    whole = [item for item in values["evidence"] if item.task is None]
    below, above = graph.nodes[lower], graph.nodes[upper]
    if not whole or _rank_of(below) < _rank_of(above):
        return False
    roles = {below["role"], above["role"]}
    if "rule" in roles:
        return False
    return above["role"] in ("plan", "policy") or values["relation"] == Relation.IMPLEMENTS.value


def _is_amendment(graph: Graph, lower: str, upper: str) -> bool:
    """Whether a paper that is no plan itself amends, as a whole, a plan."""
    values = graph.edges[lower, upper, Relation.AMENDS.value]
    if lower == upper or graph.nodes[lower]["role"] != "other" or graph.nodes[upper]["role"] != "plan":
        return False
    return any(item.task is None for item in values["evidence"])


def _make_edge(lower: str, upper: str, values: dict[str, Any]) -> CascadeEdge:
    whole = [item for item in values["evidence"] if item.task is None] or list(values["evidence"])
    best = max(whole, key=lambda item: item.confidence)
    return CascadeEdge(
        lower=lower,
        upper=upper,
        relation=values["relation"],
        quote=best.quote,
        resolution=best.code,
        confidence=best.confidence,
    )


def _rank(level: Level | None) -> int:
    return _RANKS[level] if level else 1


def _rank_of(node: dict[str, Any]) -> int:
    return _rank(Level(node["level"]) if node.get("level") else None)


def _describe(node: Mapping[str, Any], depth: int, through: tuple[str, ...]) -> CascadeStep:
    return CascadeStep(
        iri=node["iri"],
        label=node["label"],
        level=Level(node["level"]) if node["level"] else None,
        depth=depth,
        in_store=node["in_store"],
        role=node["role"],
        through=through[1:],
    )


def _find_cycles(edges: dict[tuple[str, str], CascadeEdge]) -> Iterator[tuple[str, ...]]:
    """Find chains of the traversed edges that return to their start, each once, a few at most."""
    above: dict[str, list[str]] = {}
    for lower, upper in sorted(edges):
        above.setdefault(lower, []).append(upper)
    done: set[str] = set()
    found = 0
    for start in sorted(above):
        path, places = [start], {start: 0}
        stack = [iter(above.get(start, ()) if start not in done else ())]
        while stack and found < _MAX_CYCLES:
            following = next(stack[-1], None)
            if following is None:
                stack.pop()
                done.add(path[-1])
                del places[path.pop()]
            elif following in places:
                found += 1
                yield (*path[places[following] :], following)
            elif following not in done:
                places[following] = len(path)
                path.append(following)
                stack.append(iter(above.get(following, ())))
