"""Which two plans a coverage page is about: those asked for, or what a person can choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cancu.api.coverage_board import PlanPair
from cancu.api.coverage_query import CoverageQuery
from cancu.api.service_library import Library
from cancu.ontology.errors import AmbiguousNameError, UnknownNodeError

if TYPE_CHECKING:
    from cancu.api.desk import Desk
    from cancu.api.workspace import Workspace

Value = dict[str, Any]
MOST_OFFERED = 100


@dataclass(frozen=True)
class Offer:
    """Plans that a child plan can be compared with.

    Attributes:
        child: the child plan
        cited: plans above it, those in the store before those that are absent
        others: further plans of the store, the latest first
        left: plans of the store that are not listed
    """

    child: Value
    cited: tuple[Value, ...]
    others: tuple[Value, ...]
    left: int


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
    question = ("coverage", library.revision, query.child, query.parent, query.org)

    def study() -> PlanPair:
        with library.lend_desk() as desk:
            return _study(desk, query)

    return library.answers.find(question, study)


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
    with library.lend_workspace() as workspace:
        pairs = workspace.list_plan_pairs()
        heads = _read_heads(workspace)
    rows = tuple((heads[child], heads[parent]) for child, parent in pairs[:MOST_OFFERED])
    return PairList(rows, len(pairs) - len(rows))


def offer_parents(library: Library, child: str) -> Offer:
    """What a child plan can be compared with."""
    with library.lend_workspace() as workspace:
        iri = workspace.store.find(child).iri
        heads = _read_heads(workspace)
        above = [step for step in workspace.find_cascade(iri, up=True)["nodes"] if step["iri"] != iri]
    above.sort(key=lambda step: (not step["in_store"], step["depth"]))
    known = {iri, *(step["iri"] for step in above)}
    others = [head for head in heads.values() if head["tasks"] and head["iri"] not in known]
    others.sort(key=lambda head: (head["date"] or "", head["iri"]), reverse=True)
    cited = tuple({**step, "head": heads.get(step["iri"])} for step in above)
    return Offer(heads[iri], cited, tuple(others[:MOST_OFFERED]), max(0, len(others) - MOST_OFFERED))


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
    return PlanPair(child, parent, report, desk.store.decisions() if desk.store else ())


def _read_heads(workspace: Workspace) -> dict[str, Value]:
    return {head["iri"]: head for head in workspace.list_documents()["documents"]}
