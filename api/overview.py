"""Questions about all plans of a store at once: the tasks that bind an organisation, the matrix of gaps."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cancu.api.workspace import Workspace, read_stored_plan
from cancu.ontology.errors import IdentifierError
from cancu.ontology.orthography import fold, slug
from cancu.ontology.records import Level

if TYPE_CHECKING:
    from cancu.graph.inheritance import Cascade
    from cancu.ontology.assessments import PlanReading

Value = dict[str, Any]


def list_plan_tasks(workspace: Workspace, name: str, *, inherited: bool = False) -> Value:
    """The tasks of one plan; with `inherited` only those taken over from plans above, with where they come from."""
    from cancu.graph.inheritance import trace_origins

    stored = workspace.store.find(name)
    plan = read_stored_plan(workspace.store, stored.iri)
    traced = trace_origins(_read_cascade(workspace), plan) if inherited else {}
    tasks = []
    for task in plan.extraction.tasks:
        origins = traced.get(task.ref, ())
        if origins or not inherited:
            shown = task.model_dump(mode="json", include=_SHOWN)
            shown["inherited_from"] = [origin.model_dump(mode="json") for origin in origins]
            tasks.append({"document": stored.document.number, **shown})
    return {"document": stored.iri, "organisation": None, "as_of": None, "tasks": tasks}


def list_binding_tasks(
    workspace: Workspace,
    organisation: str,
    name: str | None = None,
    *,
    inherited: bool = False,
    as_of: datetime.date | None = None,
) -> Value:
    """All that binds an organisation on a day, in one plan or in all, with where each task was inherited from.

    Args:
        workspace: the open store
        organisation: full name; a name without its province fits any
        name: only this plan
        inherited: only tasks that come from above: of plans of others, or linked with a task of one
        as_of: the day; None takes today, and for one named plan its own time

    Raises:
        UnknownNodeError: no plan and no vocabulary knows the organisation.
    """
    from cancu.graph.inheritance import find_binding_tasks, find_left_out
    from cancu.graph.known_organisations import find_organisation, list_printed_names
    from cancu.graph.reach import find_life_end

    iri = workspace.store.find(name).iri if name else None
    day = as_of or (None if iri else datetime.date.today())
    cascade = _read_cascade(workspace)
    organisation = find_organisation(organisation, list_printed_names(cascade.plans))
    items = {plan.iri: {task.ref: task for task in plan.extraction.tasks} for plan in cascade.plans}
    tasks = [
        {
            "document": task.plan.number,
            **items[task.plan.iri][task.ref].model_dump(mode="json", include=_SHOWN),
            **task.model_dump(mode="json"),
        }
        for task in find_binding_tasks(organisation, cascade, on=day)
        if (iri is None or task.plan.iri == iri) and (not inherited or task.inherited_from or not task.own)
    ]
    left = find_left_out(organisation, cascade, day) if day else ()
    ended = find_life_end(organisation, day)
    return {
        "document": iri,
        "organisation": organisation,
        "as_of": day.isoformat() if day else None,
        "ended": ended.isoformat() if ended else None,
        "tasks": tasks,
        "left_out": [one.model_dump(mode="json") for one in left if iri is None or one.plan.iri == iri],
    }


def build_gaps(
    workspace: Workspace, *, level: str | None = None, within: str | None = None, topic: str | None = None
) -> Value:
    """Every child plan of the store against the binding tasks of the lowest plans that it carries out.

    Args:
        workspace: the open store
        level: keep child plans of one level of government, such as `department`
        within: keep child plans of a unit and of the units inside it, `tỉnh Quảng Ngãi`
        topic: keep tasks with these words, with or without marks, or of this reform area

    Raises:
        IdentifierError: there is no such level.
    """
    return judge_pairs(workspace, choose_pairs(workspace, level=level, within=within), topic=topic)


def choose_pairs(workspace: Workspace, *, level: str | None = None, within: str | None = None) -> list[tuple[str, str]]:
    """Child plans of one level, inside one unit, each with a plan that it carries out.

    Raises:
        IdentifierError: there is no such level.
    """
    if level is not None and level not in set(Level):
        names = ", ".join(Level)
        raise IdentifierError(f"Không có cấp “{level}”", f"there is no level {level!r}", hint=f"chọn trong: {names}")
    nodes = workspace.graph.nodes
    return [
        (child, parent)
        for child, parent in workspace.list_plan_pairs()
        if (level is None or nodes[child]["level"] == level) and (within is None or _lies_within(nodes[child], within))
    ]


def judge_pairs(workspace: Workspace, pairs: Iterable[tuple[str, str]], *, topic: str | None = None) -> Value:
    """The matrix of some child plans, each with its parent."""
    from cancu.graph.coverage import Context
    from cancu.graph.gaps import PlanPair, build_matrix

    plans: dict[str, PlanReading] = {}
    chosen = []
    for child, parent in pairs:
        for iri in (child, parent):
            plans.setdefault(iri, read_stored_plan(workspace.store, iri))
        chosen.append(PlanPair(plans[child], plans[parent]))
    context = Context(decisions=workspace.store.decisions())
    return build_matrix(chosen, topic=topic, context=context).model_dump(mode="json")


_SHOWN = {"ref", "kind", "heading", "text", "lead", "coordinate", "products", "deadline"}


def _read_cascade(workspace: Workspace) -> Cascade:
    """All stored documents with tasks, who stands above whom, and which of them were replaced or repealed."""
    from cancu.graph.cascade import plans_linked
    from cancu.graph.inheritance import Cascade
    from cancu.graph.legal_basis import find_ends

    parents: dict[str, list[str]] = {}
    for pair in plans_linked(workspace.graph):
        parents.setdefault(pair.child, []).append(pair.parent)
    store = workspace.store
    holders = [one.iri for one in store.documents() if one.tasks or one.duties]
    plans = [read_stored_plan(store, iri) for iri in holders]
    ends = {iri: [end.since for end in find_ends(workspace.graph, iri, None) if end.since] for iri in holders}
    ended = {iri: min(days) for iri, days in ends.items() if days}
    return Cascade(plans=plans, parents=parents, decisions=store.decisions(), ended=ended)


def _lies_within(node: Value, unit: str) -> bool:
    """Whether a document was issued in a unit: its series lies there, or its issuer or title names the unit."""
    name = re.sub(r"^(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+", "", unit.strip(), flags=re.I)
    segments = [segment.removeprefix("vn-") for segment in node["series"].split("/")]
    if slug(unit) in segments or slug(name) in segments:
        return True
    return f" {fold(unit)}" in f" {fold(node['issuer'] or '')}, {fold(node['title'] or '')}"
