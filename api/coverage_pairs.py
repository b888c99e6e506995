"""Which two plans a coverage page is about: those asked for, or what a person can choose from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cancu.api.coverage_board import PlanPair
from cancu.api.coverage_query import CoverageQuery
from cancu.api.plan_choices import PlanChoices, list_choices
from cancu.api.service_library import Library
from cancu.api.terminal import print_date
from cancu.ontology.errors import AmbiguousNameError, UnknownNodeError

if TYPE_CHECKING:
    from cancu.api.desk import Desk

Value = dict[str, Any]
MOST_LISTED = 200


@dataclass(frozen=True)
class Offer:
    """Plans that a child plan can be compared with.

    Attributes:
        child: the child plan
        plans: those of the store
        absent: plans above it that it cites and that are not in the store
    """

    child: Value
    plans: PlanChoices
    absent: tuple[Value, ...]


@dataclass(frozen=True)
class PairList:
    """Child plans with the plan that each carries out; `left` are not listed."""

    rows: tuple[tuple[Value, Value], ...]
    left: int


def find_pair(library: Library, query: CoverageQuery) -> PlanPair:
    """The two plans that a question names, and the report on them, made once for each revision of the store.

    Raises:
        UnknownNodeError: a plan or the organisation is not known, or the child names no stored plan above it.
        AmbiguousNameError: a name means several.
    """

    def study() -> PlanPair:
        with library.lend_desk() as desk:
            return _study(desk, query)

    return library.recall(("coverage", query.child, query.parent, query.org), study)


def find_parent(library: Library, child: str) -> str:
    """The plan of the store that a child plan carries out; empty where it names none or several.

    Raises:
        UnknownNodeError: the store has no such child plan.
    """
    with library.lend_desk() as desk:
        plan = desk.read_plan(child)
        try:
            return desk.find_parent(plan, child)
        except (UnknownNodeError, AmbiguousNameError):
            return ""


def list_pairs(library: Library) -> PairList:
    """Every stored plan with the stored plan that it carries out."""
    pairs = find_pairs(library)
    rows = library.read_catalogue().by_iri
    listed = tuple((rows[child], rows[parent]) for child, parent in pairs[:MOST_LISTED])
    return PairList(listed, len(pairs) - len(listed))


def offer_plans(library: Library) -> list[tuple[str, str]]:
    """The plans of the store as people choose them: what names each of them alone, and its words; the latest first."""
    rows = library.read_catalogue().rows
    counts = Counter(row["number"] for row in rows)
    plans = [row for row in rows if row["tasks"]][:MOST_LISTED]
    return [
        (row["number"] if row["number"] and counts[row["number"]] == 1 else row["iri"], _tell(row)) for row in plans
    ]


def _tell(row: Value) -> str:
    return " · ".join(part for part in (row["title"] or row["name"], row["issuer"], print_date(row["date"])) if part)


def find_pairs(library: Library) -> list[tuple[str, str]]:
    """IRIs of child and parent of every stored plan that carries out a stored plan, the latest child first."""

    def find() -> list[tuple[str, str]]:
        with library.lend_workspace() as workspace:
            pairs = workspace.list_plan_pairs()
        rows = library.read_catalogue().by_iri
        return sorted(pairs, key=lambda pair: rows[pair[0]]["date"] or "", reverse=True)

    return library.recall("pairs", find)


def offer_parents(library: Library, child: str) -> Offer:
    """What a child plan can be compared with."""
    with library.lend_workspace() as workspace:
        iri = workspace.records.find(child).iri
        above = workspace.find_cascade(iri, up=True)["nodes"]
        plans = list_choices(workspace, iri)
    absent = tuple(step for step in above if not step["in_store"])
    return Offer(library.read_catalogue().by_iri[iri], plans, absent)


def suggest_organisations(pair: PlanPair) -> tuple[str, ...]:
    """The organisations that the two plans name, whoever issued the lower one first."""
    from cancu.graph.known_organisations import list_printed_names
    from cancu.graph.network import is_group

    issuer = pair.child.extraction.document.issuer
    named = sorted(name for name in list_printed_names((pair.child, pair.parent)) if not is_group(name))
    return tuple(dict.fromkeys((*([issuer] if issuer else []), *named)))


def _study(desk: Desk, query: CoverageQuery) -> PlanPair:
    child, parent = desk.read_pair(query.child, query.parent or None)
    report = desk.report_coverage(query.child, query.parent or None, query.org or None)
    return PlanPair(child, parent, report, desk.records.decisions() if desk.records else ())
