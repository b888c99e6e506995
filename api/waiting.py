"""What waits for a person in the whole store: open reviews, links whose texts changed, documents in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cancu.api.coverage_board import is_binding
from cancu.api.coverage_pairs import find_pair, find_pairs
from cancu.api.coverage_query import CoverageQuery
from cancu.api.service_library import Library
from cancu.ontology.assessments import IDENTITY_DECISIONS, Status

if TYPE_CHECKING:
    from cancu.graph.nodes import Graph
    from cancu.ontology.assessments import CoverageReport, Decision, TaskAssessment

Row = dict[str, Any]
PAGE_SIZE = 40
"""Pairs of plans that one page judges."""
MOST_DOUBTS = 200


@dataclass(frozen=True)
class WaitingPair:
    """Two plans and the binding tasks between them that a person has to look at, those with changed texts first."""

    child: Row
    parent: Row
    tasks: tuple[TaskAssessment, ...]

    def link(self, ref: str = "") -> str:
        """The coverage page of the two plans, with what is open, or open at one task."""
        query = CoverageQuery(child=self.child["iri"], parent=self.parent["iri"])
        return query.link(open=ref, anchor=f"t-{ref}") if ref else query.link(status=["review"])


@dataclass(frozen=True)
class WaitingPage:
    """Some of the pairs of a store.

    Attributes:
        pairs: those with something open, most of it first
        judged: pairs that were looked at
        total: pairs of the store
        pages: pages that they fill
    """

    pairs: tuple[WaitingPair, ...]
    judged: int
    total: int
    pages: int


@dataclass(frozen=True)
class Doubt:
    """A citation of which nobody can be sure what it means.

    Attributes:
        document: who cites
        quote: the words
        code: why it is in doubt
        target: what it was taken to mean
        candidates: what else it may mean
    """

    document: Row
    quote: str
    code: str
    target: Row
    candidates: tuple[Row, ...]


@dataclass(frozen=True)
class Doubts:
    """All doubts about what is which document.

    Attributes:
        citations: the first of them
        left: further ones
        rivals: documents that claim one identity, two by two
        rulings: what people ruled on identity and what stands
    """

    citations: tuple[Doubt, ...]
    left: int
    rivals: tuple[tuple[Row, Row], ...]
    rulings: tuple[Decision, ...]


def find_waiting(library: Library, page: int) -> WaitingPage:
    """The open tasks of some pairs of plans, the pairs with the latest child plans on the first page."""
    pairs = find_pairs(library)
    shown = pairs[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    rows = library.read_catalogue().by_iri
    found = [
        WaitingPair(rows[child], rows[parent], _list_open(_report(library, child, parent))) for child, parent in shown
    ]
    still_open = sorted((pair for pair in found if pair.tasks), key=lambda pair: -len(pair.tasks))
    return WaitingPage(tuple(still_open), len(shown), len(pairs), -(-len(pairs) // PAGE_SIZE))


def find_doubts(library: Library) -> Doubts:
    """What is in doubt about the identity of documents."""

    def find() -> Doubts:
        with library.lend_workspace() as workspace:
            graph = workspace.knowledge.find_doubtful()
            decisions = workspace.records.decisions()
        found = list(iter_doubts(graph))
        return Doubts(
            citations=tuple(found[:MOST_DOUBTS]),
            left=max(0, len(found) - MOST_DOUBTS),
            rivals=tuple(_pair_rivals(library)),
            rulings=tuple(one for one in decisions if one.kind in IDENTITY_DECISIONS),
        )

    return library.recall("doubts", find)


def is_suspect(task: TaskAssessment) -> bool:
    """Whether a person ruled on one of its pairs when a text read otherwise."""
    return any(link.suspect for link in task.links)


def _report(library: Library, child: str, parent: str) -> CoverageReport:
    return find_pair(library, CoverageQuery(child=child, parent=parent)).report


def _list_open(report: CoverageReport) -> tuple[TaskAssessment, ...]:
    tasks = [one for one in report.tasks if is_binding(one) and (one.status is Status.REVIEW or is_suspect(one))]
    return tuple(sorted(tasks, key=lambda one: not is_suspect(one)))


def iter_doubts(graph: Graph) -> Iterator[Doubt]:
    """Every doubtful mention once, by document and place."""
    seen: dict[tuple[str, int], Doubt] = {}
    for source, target, values in graph.edges(data=True):
        for item in values["evidence"]:
            if item.review:
                meant = target if source == item.document else source
                candidates = tuple(_describe(graph, iri) for iri in item.candidates if iri != meant)
                doubt = Doubt(
                    _describe(graph, item.document), item.quote, item.code, _describe(graph, meant), candidates
                )
                seen.setdefault((item.document, item.citation), doubt)
    yield from (seen[key] for key in sorted(seen))


def _pair_rivals(library: Library) -> Iterator[tuple[Row, Row]]:
    rows = library.read_catalogue().by_iri
    for iri, row in rows.items():
        yield from ((row, rows[rival]) for rival in row["rivals"] if rival in rows and iri < rival)


def _describe(graph: Graph, iri: str) -> Row:
    node = graph.nodes[iri] if iri in graph else {"label": iri, "in_store": False}
    return {"iri": iri, "label": node["label"], "in_store": node["in_store"]}
