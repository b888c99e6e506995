"""The questions of `cancu.graph.knowledge` answered from the store file: SQLite and the working graph of NetworkX."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from cancu.graph.cascade import Cascade, cascade, index_links, list_measured, plans_linked
from cancu.graph.cascade import keep_lowest as keep_lowest_plans
from cancu.graph.coverage import Context
from cancu.graph.gaps import CoverageMatrix, PlanPair, build_matrix
from cancu.graph.holders import Holders
from cancu.graph.holdings import SeenText
from cancu.graph.identified import describe_absent, describe_organisations
from cancu.graph.inheritance import Cascade as PlanCascade
from cancu.graph.knowledge import BasisQuestion, MatrixQuestion, Value, read_stored_plan
from cancu.graph.legal_basis import find_date_conflicts, find_ends, find_superseded_bases, legal_basis
from cancu.graph.likely_plans import rank_plans
from cancu.graph.listing import count_leads, list_editions, list_latest, list_names
from cancu.graph.neighbourhood import Neighbourhood, Walk, find_neighbourhood
from cancu.graph.network import find_node
from cancu.graph.nodes import Graph
from cancu.graph.search import Hit, search
from cancu.graph.store import Store
from cancu.graph.surroundings import cut_surroundings
from cancu.ontology.assessments import PlanReading
from cancu.ontology.orthography import fold, slug
from cancu.ontology.records import Citation, Date, Finding
from cancu.ontology.resources import Resource


class EmbeddedKnowledge:
    """Answers from one open store.

    Args:
        store: open in any way
        find_graph: gives its working graph, made when the first question needs it
    """

    def __init__(self, store: Store, find_graph: Callable[[], Graph]) -> None:
        self._store = store
        self._find_graph = find_graph

    def find_node(self, name: str) -> str:
        """Find the IRI of a document, stored or only cited."""
        return find_node(self._graph, name)

    def find_arrived(self, iri: str) -> str | None:
        """Find the stored document for which an IRI stands while it is absent."""
        arrived: str | None = self._graph.graph["redirects"].get(iri)
        return arrived

    def describe_nodes(self, iris: Iterable[str]) -> dict[str, Value]:
        """Describe some documents, by IRI."""
        graph = self._graph
        return {iri: {"iri": iri, **graph.nodes[iri]} for iri in sorted(set(iris)) if iri in graph}

    def find_surroundings(self, iri: str) -> Graph:
        """Cut the surroundings of a document out of the graph."""
        return cut_surroundings(self._graph, iri)

    def find_doubtful(self) -> Graph:
        """Give the whole graph, which is at hand."""
        return self._graph

    def find_neighbourhood(self, iri: str, walk: Walk) -> Neighbourhood:
        """Find the documents within some steps of a document."""
        return find_neighbourhood(self._graph, iri, walk)

    def find_basis(self, iri: str, question: BasisQuestion) -> Value:
        """Find what a document rests on, or what rests on it."""
        return legal_basis(self._graph, iri, down=question.down, depth=question.depth, as_of=question.as_of)

    def find_cascade(self, iri: str, *, up: bool = False, depth: int | None = None) -> Cascade:
        """Find the plans below or above a document."""
        return cascade(self._graph, iri, up=up, depth=depth)

    def search(self, query: str, *, limit: int, kinds: tuple[str, ...]) -> tuple[Hit, ...]:
        """Search heads, tasks, citations and texts."""
        return search(self._store, query, limit=limit, kinds=kinds)

    def list_measured(self, question: MatrixQuestion | None = None) -> list[tuple[str, str]]:
        """List child and parent of every plan that is measured by a plan, of the children asked for."""
        pairs = list_measured(self._graph, plans_linked(self._graph))
        return [pair for pair in pairs if question is None or fits(self._graph.nodes[pair[0]], question)]

    def build_matrix(self, question: MatrixQuestion) -> CoverageMatrix:
        """Compare every child plan asked for with the plans it is measured by."""
        plans: dict[str, PlanReading] = {}
        pairs = []
        for child, parent in self.list_measured(question) if question.pairs is None else question.pairs:
            for iri in (child, parent):
                plans.setdefault(iri, read_stored_plan(self._store, iri))
            pairs.append(PlanPair(plans[child], plans[parent]))
        context = Context(decisions=self._store.decisions())
        return build_matrix(pairs, topic=question.topic, context=context)

    def list_printed_names(self) -> Iterable[str]:
        """List the names that plans with tasks print."""
        return list_names(self._store)

    def read_plans(
        self, *, organisation: str | None = None, on: Date | None = None, plan: str | None = None
    ) -> PlanCascade:
        """Read the plans asked for, and all above them: chains of inheritance are found by comparing them."""
        holders = self.find_holders()
        above = index_links(self._graph).above
        bound = holders.documents if organisation is None else holders.find_binding(organisation, on)
        chosen = [iri for iri in bound if plan in (None, iri)]
        plans = [self.read_plan(iri) for iri in sorted(_climb(chosen, above) & holders.documents.keys())]
        ends = {one.key: [end.since for end in find_ends(self._graph, one.key, None) if end.since] for one in plans}
        return PlanCascade(
            plans=plans,
            parents={one.key: sorted(above.get(one.key, ())) for one in plans},
            decisions=self._store.decisions(),
            ended={iri: min(days) for iri, days in ends.items() if days},
        )

    def find_holders(self) -> Holders:
        """Find the documents that hold tasks or duties."""
        return Holders(self._store.documents())

    def read_plan(self, iri: str) -> PlanReading:
        """Read a stored plan."""
        return read_stored_plan(self._store, iri)

    def find_above(self, iri: str) -> set[str]:
        """Find the stored plans that a stored document carries out."""
        return set(index_links(self._graph).above.get(iri, ()))

    def find_below(self, iri: str) -> set[str]:
        """Find the stored plans that carry out a stored document."""
        return set(index_links(self._graph).below.get(iri, ())) - {iri}

    def choose_lowest(self, iris: set[str]) -> list[str]:
        """Choose plans that stand above no other of these."""
        graph = self._graph
        plans = {iri for iri in iris if graph.nodes[iri]["role"] == "plan"}
        return sorted(keep_lowest_plans(plans, index_links(graph).above))

    def rank_plans(self, iri: str, most: int) -> list[str]:
        """List the plans that do not stand lower, the likeliest first."""
        return rank_plans(self._graph, iri, most)

    def list_latest(self, count: int) -> tuple[str, ...]:
        """List the documents that came or changed last."""
        return list_latest(self._store, count)

    def list_editions(self, iri: str) -> tuple[SeenText, ...]:
        """List the texts that were seen of a document."""
        return list_editions(self._store, iri)

    def count_leads(self) -> tuple[tuple[str, int], ...]:
        """Count the tasks that each agency leads."""
        return count_leads(self._store)

    def describe_organisations(self) -> dict[str, Resource]:
        """Describe the agencies, groups and units that documents name."""
        return describe_organisations(self._store, self._graph)

    def describe_absent(self, iri: str) -> Resource | None:
        """Describe a document that is not stored."""
        return describe_absent(self._graph, iri)

    def find_superseded_bases(self, iri: str) -> tuple[Finding, ...]:
        """Find the bases of a document that no longer held on its day."""
        return find_superseded_bases(self._graph, iri)

    def find_date_conflicts(self, iri: str, citations: Sequence[Citation]) -> tuple[Finding, ...]:
        """Find citations whose date is not that of the stored document."""
        return find_date_conflicts(self._graph, iri, citations)

    @property
    def _graph(self) -> Graph:
        return self._find_graph()


def _climb(plans: Iterable[str], above: Mapping[str, Iterable[str]]) -> set[str]:
    """Some plans and all that stand above them."""
    waiting, seen = list(plans), set(plans)
    while waiting:
        fresh = set(above.get(waiting.pop(), ())) - seen
        seen |= fresh
        waiting += fresh
    return seen


@lru_cache(maxsize=64)
def find_unit_forms(unit: str) -> tuple[list[str], str]:
    """What lies within a unit: the segments of a series, and the words of an issuer or title, that name it.

    Example:
        >>> find_unit_forms("tỉnh Quảng Ngãi")
        (['tinh-quang-ngai', 'quang-ngai'], ' tinh quang ngai')
    """
    name = re.sub(r"^(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+", "", unit.strip(), flags=re.I)
    return [slug(unit), slug(name)], f" {fold(unit)}"


def fits(node: dict[str, Any], question: MatrixQuestion) -> bool:
    """Whether a child plan, as the graph has it, is of the level and unit that are asked for."""
    if question.level is not None and node["level"] != question.level:
        return False
    return question.within is None or _lies_within(node, question.within)


def _lies_within(node: dict[str, Any], unit: str) -> bool:
    """Whether a document was issued in a unit: its series lies there, or its issuer or title names the unit."""
    segments, words = find_unit_forms(unit)
    own = [segment.removeprefix("vn-") for segment in node["series"].split("/")]
    if any(segment in own for segment in segments):
        return True
    return words in f" {fold(node['issuer'] or '')}, {fold(node['title'] or '')}"
