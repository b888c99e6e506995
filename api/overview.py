"""Questions about all plans of a store at once: the tasks that bind an organisation, the matrix of gaps."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cancu.api.workspace import Workspace, read_stored_plan
from cancu.ontology.errors import IdentifierError
from cancu.ontology.records import Level

if TYPE_CHECKING:
    from cancu.graph.knowledge import MatrixQuestion

Value = dict[str, Any]


def list_plan_tasks(workspace: Workspace, name: str, *, inherited: bool = False) -> Value:
    """The tasks of one plan; with `inherited` only those taken over from plans above, with where they come from."""
    from cancu.graph.inheritance import trace_origins

    stored = workspace.records.find(name)
    plan = read_stored_plan(workspace.records, stored.iri)
    traced = trace_origins(workspace.knowledge.read_plans(plan=stored.iri), plan) if inherited else {}
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
    from cancu.graph.assignments import compile_assignments
    from cancu.graph.known_organisations import find_organisation

    iri = workspace.records.find(name).iri if name else None
    day = as_of or (None if iri else datetime.date.today())
    organisation = find_organisation(organisation, workspace.knowledge.list_printed_names())
    cascade = workspace.knowledge.read_plans(organisation=organisation, on=day, plan=iri)
    found = compile_assignments(organisation, cascade, on=day)
    tasks = [
        {"document": task.plan.number, **task.model_dump(mode="json")}
        for task in found.tasks
        if (iri is None or task.plan.iri == iri) and (not inherited or task.inherited_from or not task.own)
    ]
    return {
        "document": iri,
        "organisation": organisation,
        "as_of": day.isoformat() if day else None,
        "ended": found.ended.isoformat() if found.ended else None,
        "tasks": tasks,
        "left_out": [one.model_dump(mode="json") for one in found.left_out if iri is None or one.plan.iri == iri],
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
    question = _make_question(level, within, topic)
    return workspace.knowledge.build_matrix(question).model_dump(mode="json")


def choose_pairs(workspace: Workspace, *, level: str | None = None, within: str | None = None) -> list[tuple[str, str]]:
    """Child plans of one level, inside one unit, each with a plan that it carries out.

    Raises:
        IdentifierError: there is no such level.
    """
    return workspace.knowledge.list_measured(_make_question(level, within))


def judge_pairs(workspace: Workspace, pairs: Iterable[tuple[str, str]], *, topic: str | None = None) -> Value:
    """The matrix of some child plans, each with its parent."""
    from cancu.graph.knowledge import MatrixQuestion

    question = MatrixQuestion(topic=topic, pairs=tuple(pairs))
    return workspace.knowledge.build_matrix(question).model_dump(mode="json")


def _make_question(level: str | None, within: str | None, topic: str | None = None) -> MatrixQuestion:
    from cancu.graph.knowledge import MatrixQuestion

    if level is not None and level not in set(Level):
        names = ", ".join(Level)
        raise IdentifierError(f"Không có cấp “{level}”", f"there is no level {level!r}", hint=f"chọn trong: {names}")
    return MatrixQuestion(level, within, topic)


def list_organisations(workspace: Workspace) -> list[Value]:
    """The organisations that issued a stored document or lead a task of one, by name, with their documents counted."""
    from cancu.graph.network import is_group

    issued: dict[str, list[Value]] = {}
    for row in workspace.list_documents()["documents"]:
        if row["issuer"]:
            issued.setdefault(row["issuer"], []).append(row)
    leads = (name for name in workspace.records.leads() if not is_group(name))
    return [
        {"name": name, "documents": len(rows), "level": rows[-1]["level"] if rows else None}
        for name in sorted({*issued, *leads})
        for rows in [issued.get(name, [])]
    ]


def list_store_findings(workspace: Workspace) -> list[Value]:
    """What there is to object to in all documents, by document; `order` tells their places in it."""
    labels = {
        row["iri"]: row["number"] or row["title"] or row["name"] for row in workspace.list_documents()["documents"]
    }
    rows = [
        {**finding.model_dump(mode="json"), "document": iri, "label": labels[iri], "order": f"{place:08d}"}
        for place, (iri, finding) in enumerate(workspace.records.all_findings())
    ]
    return sorted(rows, key=lambda row: (row["document"], row["order"]))


_SHOWN = {"ref", "kind", "heading", "text", "lead", "coordinate", "products", "deadline"}
