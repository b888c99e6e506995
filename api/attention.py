"""Where a person is needed: the pairs of plans with most gaps and open reviews."""

from __future__ import annotations

from typing import Any, NamedTuple

from cancu.api.service_library import Library

Value = dict[str, Any]

MOST_PAIRS = 40
"""Pairs that are judged; those with the latest child plans."""


class PairState(NamedTuple):
    """A plan and the plan that it carries out, as nodes of the graph, with what is open between them."""

    child: Value
    parent: Value
    gaps: int
    reviews: int
    binding: int


class Attention(NamedTuple):
    """What is open in a store.

    Attributes:
        pairs: those where something is open, most gaps first
        judged: pairs that were looked at
        total: pairs of the store
    """

    pairs: tuple[PairState, ...]
    judged: int
    total: int

    @property
    def gaps(self) -> int:
        """Gaps of all pairs that were looked at."""
        return sum(pair.gaps for pair in self.pairs)

    @property
    def reviews(self) -> int:
        """Open reviews of all pairs that were looked at."""
        return sum(pair.reviews for pair in self.pairs)


def find_attention(library: Library) -> Attention:
    """Judge the latest pairs of plans of a store."""
    return library.recall("attention", lambda: _judge_pairs(library))


def _judge_pairs(library: Library) -> Attention:
    with library.lend_workspace() as workspace:
        pairs = workspace.list_plan_pairs()
        nodes = workspace.knowledge.describe_nodes(iri for pair in pairs for iri in pair)
    latest = sorted(pairs, key=lambda pair: str(nodes[pair[0]]["date"] or ""), reverse=True)[:MOST_PAIRS]
    states = []
    with library.lend_desk() as desk:
        for child, parent in latest:
            counts = desk.report_coverage(child, parent).counts
            states.append(PairState(nodes[child], nodes[parent], counts.gap, counts.review, counts.binding))
    still_open = [state for state in states if state.gaps or state.reviews]
    ranked = sorted(still_open, key=lambda state: (-state.gaps, -state.reviews, state.child["iri"]))
    return Attention(tuple(ranked), len(latest), len(pairs))
