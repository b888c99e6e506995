"""Which plans to compare a plan with: those that it carries out, those that carry it out, and what else may fit."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from cancu.api.catalogue import Catalogue, Row
from cancu.api.terminal import print_date
from cancu.api.workspace import Workspace
from cancu.ontology.records import Document

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


def list_fellows(catalogue: Catalogue, choices: PlanChoices, iri: str) -> tuple[PlanChoice, ...]:
    """The plans that a document is likeliest the next edition of: those of its issuer, then all others it fits."""
    row = catalogue.by_iri[iri]
    issued = catalogue.by_issuer[row["issuer"]] if row["issuer"] and row["tasks"] else []
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


def _describe(nodes: dict[str, Any], iris: list[str]) -> tuple[PlanChoice, ...]:
    return tuple(PlanChoice(iri, nodes[iri]["label"]) for iri in iris)
