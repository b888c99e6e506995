"""The plans below or above a plan as a tree, each with how far it covers the plan that it hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cancu.api.coverage_pairs import find_pair, find_pairs
from cancu.api.coverage_query import CoverageQuery
from cancu.api.service_library import Library
from cancu.api.views_graph import hang_steps

if TYPE_CHECKING:
    from cancu.ontology.assessments import CoverageReport

Row = dict[str, Any]
MOST_STEPS = 400
"""Plans that one page shows."""
MOST_JUDGED = 60
"""Pairs of plans that one page judges."""


@dataclass(frozen=True)
class Branch:
    """A plan of the tree.

    Attributes:
        step: what is known of it
        depth: steps from the start along the tree
        upper: IRI of the plan that it hangs on, empty for the start
        also: further plans that it is linked with, besides the one that it hangs on
        report: how it covers the plan above, or is covered by it in a tree of plans above; None where either is absent
            or nobody has judged them
        address: the coverage page of the two, empty where either is absent
    """

    step: Row
    depth: int
    upper: str
    also: tuple[str, ...]
    report: CoverageReport | None
    address: str


@dataclass(frozen=True)
class CascadeTree:
    """A cascade in the order of reading.

    Attributes:
        branches: the start, then each plan behind the one that it hangs on
        cycles: chains that return to where they began, as labels
        left: plans that are not shown
        unjudged: pairs that nobody has judged, since there are too many
    """

    branches: tuple[Branch, ...]
    cycles: tuple[tuple[str, ...], ...]
    left: int
    unjudged: int


def read_tree(library: Library, name: str, *, up: bool = False) -> CascadeTree:
    """The cascade of a document, with the coverage of its pairs.

    Raises:
        UnknownNodeError: nobody knows the document.
        AmbiguousNameError: several bear the name.
    """
    with library.lend_workspace() as workspace:
        found = workspace.find_cascade(name, up=up)
    nodes = {node["iri"]: node for node in found["nodes"]}
    hung = hang_steps(found, nodes, up=up)
    order = list(_walk(found["document"], hung))
    shown = order[:MOST_STEPS]
    edges = {(edge["lower"], edge["upper"]) for edge in found["edges"]}
    pairs = [_orient(iri, upper, up=up) for iri, upper, _ in shown if upper]
    judged = [pair for pair in pairs if pair in edges and all(nodes[iri]["in_store"] for iri in pair)]
    reports = {pair: _judge(library, pair) for pair in judged[:MOST_JUDGED]}
    branches = tuple(
        Branch(
            step=nodes[iri],
            depth=depth,
            upper=upper,
            also=tuple(_find_others(iri, upper, edges, up=up)),
            report=reports.get(_orient(iri, upper, up=up)),
            address=_link(_orient(iri, upper, up=up)) if _orient(iri, upper, up=up) in judged else "",
        )
        for iri, upper, depth in shown
    )
    cycles = tuple(tuple(nodes[iri]["label"] if iri in nodes else iri for iri in cycle) for cycle in found["cycles"])
    return CascadeTree(branches, cycles, len(order) - len(shown), max(0, len(judged) - MOST_JUDGED))


def list_tops(library: Library) -> tuple[Row, ...]:
    """The stored plans from which others hang and that hang on none themselves."""
    pairs = find_pairs(library)
    rows = library.read_catalogue().by_iri
    below = {child for child, _ in pairs}
    return tuple(rows[iri] for iri in sorted({parent for _, parent in pairs} - below) if iri in rows)


def _walk(start: str, hung: dict[str, list[str]]) -> Iterator[tuple[str, str, int]]:
    """Every plan with the one that it hangs on and its depth, each before what hangs on it."""
    waiting = [(start, "", 0)]
    while waiting:
        iri, upper, depth = waiting.pop()
        yield iri, upper, depth
        waiting.extend((below, iri, depth + 1) for below in reversed(hung.get(iri, [])))


def _orient(iri: str, upper: str, *, up: bool) -> tuple[str, str]:
    """Child and parent plan of two steps of the tree."""
    return (upper, iri) if up else (iri, upper)


def _find_others(iri: str, upper: str, edges: set[tuple[str, str]], *, up: bool) -> Iterator[str]:
    near, far = (0, 1) if not up else (1, 0)
    yield from sorted(edge[far] for edge in edges if edge[near] == iri and edge[far] != upper)


def _judge(library: Library, pair: tuple[str, str]) -> CoverageReport | None:
    """The coverage of two stored plans; None where there is nothing to judge."""
    report = find_pair(library, CoverageQuery(child=pair[0], parent=pair[1])).report
    return report if report.counts.binding else None


def _link(pair: tuple[str, str]) -> str:
    return CoverageQuery(child=pair[0], parent=pair[1]).link()
