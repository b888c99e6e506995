"""Which plans to compare a plan with: those that it carries out, those that carry it out, and what else may fit."""

from __future__ import annotations

from typing import Any, NamedTuple

from cancu.api.workspace import Workspace

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


def list_choices(workspace: Workspace, iri: str) -> PlanChoices:
    """Find the plans with which a stored document can be compared; none for a document without tasks."""
    if not workspace.records.describe(iri).tasks:
        return PlanChoices((), (), ())
    knowledge = workspace.knowledge
    above, below = knowledge.choose_lowest(knowledge.find_above(iri)), sorted(knowledge.find_below(iri))
    ranked = knowledge.rank_plans(iri, MOST_OTHERS + len(above) + len(below))
    nodes = knowledge.describe_nodes({*above, *below, *ranked})
    plans = [one for one in below if nodes[one]["role"] == "plan"]
    others = [one for one in ranked if one not in {*above, *plans}]
    return PlanChoices(*(_describe(nodes, iris) for iris in (above, plans, others[:MOST_OTHERS])))


def _describe(nodes: dict[str, Any], iris: list[str]) -> tuple[PlanChoice, ...]:
    return tuple(PlanChoice(iri, nodes[iri]["label"]) for iri in iris)
