"""People's rulings: recorded after a check that they can be meant, and listed with name, date and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cancu.api.messages import RULINGS, label
from cancu.api.terminal import print_date, render_table
from cancu.api.workspace import Ruling, Workspace, find_item
from cancu.ontology.errors import CancuError, UnknownNodeError
from cancu.ontology.orthography import match_key

if TYPE_CHECKING:
    from cancu.ontology.assessments import Decision

Value = dict[str, Any]

_PAIRS = frozenset({"confirm", "partial", "reject"})
_TASKS = frozenset({"exempt", "not_applicable", "delegate"})
_DOCUMENTS = frozenset({"same", "different"})


def record_ruling(workspace: Workspace, ruling: Ruling, *, force: bool = False) -> Value:
    """Record a ruling on two tasks, a task, or two documents.

    Args:
        workspace: open for writing
        ruling: as it was typed
        force: call two documents the same although their type, number or issuer differ

    Raises:
        UnknownNodeError: a document or an item is not there, or there is nothing to withdraw.
        CancuError: something is missing, or the two documents cannot be one.
    """
    from cancu.ontology.assessments import Decision

    _check_shape(ruling)
    fields: Value = {"kind": ruling.kind, "by": ruling.by, "date": ruling.date, "reason": ruling.reason}
    fields |= {"organisation": _find_organisation(workspace, ruling), "unit": ruling.unit}
    fields |= _anchor(workspace, "parent", ruling.first)
    if ruling.second:
        fields |= _anchor(workspace, "child", ruling.second)
    decision = Decision.model_validate(fields)
    if ruling.kind == "same":
        decision = _point_to_store(workspace, decision)
        if not force:
            _refuse_strangers(workspace, decision)
    if ruling.kind == "withdraw":
        decision = _find_withdrawn(workspace, decision)
    workspace.store.record(decision)
    return decision.model_dump(mode="json")


def list_rulings(workspace: Workspace, name: str | None = None) -> Value:
    """All rulings in the order they were recorded, those withdrawn or replaced marked; `name` keeps one document's."""
    from cancu.graph.decisions import find_standing

    iri = _find_document(workspace, name) if name else None
    names = {one.iri: one.document.number or one.document.title or one.name for one in workspace.records.documents()}
    decisions = workspace.records.decisions(history=True)
    rows = [
        {
            **decision.model_dump(mode="json"),
            "parent_name": names.get(decision.parent, decision.parent),
            "child_name": names.get(decision.child, decision.child),
            "in_force": standing,
        }
        for decision, standing in zip(decisions, find_standing(decisions), strict=True)
        if iri is None or iri in (decision.parent, decision.child)
    ]
    return {"rulings": rows}


def render_rulings(found: Value) -> str:
    """Rulings as a table: what, on what, who, when, why."""
    if not found["rulings"]:
        return "Chưa có quyết định nào. (No rulings.)"
    rows = [
        (
            label(RULINGS, row["kind"]),
            _name_side(row, "parent"),
            _name_side(row, "child") or row["unit"],
            row["by"],
            print_date(row["date"]),
            row["reason"],
            "có" if row["in_force"] else "không",
        )
        for row in found["rulings"]
    ]
    columns = ("Quyết định", "Cấp trên", "Cấp dưới", "Người", "Ngày", "Lý do", "Hiệu lực")
    return f"{render_table(columns, rows)}\n\n{len(rows)} quyết định (rulings)"


def _name_side(row: Value, side: str) -> str:
    return "#".join(part for part in (row[f"{side}_name"], row[f"{side}_ref"]) if part)


def _check_shape(ruling: Ruling) -> None:
    """Refuse a ruling that lacks one of its parts, in the words of the command line."""
    items = [bool(side and side.partition("#")[2]) for side in (ruling.first, ruling.second)]
    if ruling.kind in _PAIRS and not all(items):
        raise _incomplete("cần hai nhiệm vụ: PARENT#REF và CHILD#REF", "two tasks are needed, DOC#REF each")
    if ruling.kind in _TASKS and not items[0]:
        raise _incomplete("cần một nhiệm vụ: PARENT#REF", "a task is needed, DOC#REF")
    if ruling.kind in _TASKS and not ruling.reason.strip():
        raise _incomplete("cần --reason: lý do", "a reason is needed")
    if ruling.kind == "delegate" and not ruling.unit:
        raise _incomplete("cần --unit: đơn vị được giao lại", "the unit that takes over is needed")
    if ruling.kind in _DOCUMENTS and (not ruling.second or any(items)):
        raise _incomplete("cần hai văn bản, không kèm #REF", "two documents are needed, without #REF")


def _incomplete(message: str, english: str) -> CancuError:
    return CancuError(f"Quyết định chưa đủ: {message}", english, hint="cancu decide --help", code="E_USAGE")


def _anchor(workspace: Workspace, side: str, named: str) -> dict[str, str]:
    """The document and, after `#`, the task that one side of a ruling names."""
    from cancu.ontology.assessments import hash_text

    name, _, ref = named.partition("#")
    if not ref:
        return {side: _find_document(workspace, name)}
    iri = workspace.store.find(name).iri
    task = find_item(workspace.store.extraction(iri).tasks, ref, where=name)
    return {side: iri, f"{side}_ref": task.ref, f"{side}_hash": hash_text(task.text)}


def _find_organisation(workspace: Workspace, ruling: Ruling) -> str:
    """Whom a ruling concerns, as the documents know it; a withdrawal may name whom an earlier ruling named."""
    from cancu.api.workspace import read_stored_plan
    from cancu.graph.known_organisations import find_organisation, list_printed_names

    issuers = {match_key(one.document.issuer or "") for one in workspace.store.documents()}
    if match_key(ruling.organisation) in {"", *issuers}:
        return ruling.organisation
    earlier = [one.organisation for one in workspace.store.decisions() if one.organisation]
    plans = [read_stored_plan(workspace.store, one.iri) for one in workspace.store.documents()]
    return find_organisation(ruling.organisation, (*list_printed_names(plans), *earlier))


def _find_document(workspace: Workspace, name: str) -> str:
    """A stored document, one that is only cited, or one that a ruling names and that has gone since."""
    try:
        return workspace.records.find(name).iri
    except UnknownNodeError:
        ruled = {iri for one in workspace.records.decisions(history=True) for iri in (one.parent, one.child)}
        return name if name in ruled else workspace.knowledge.find_node(name)


def _point_to_store(workspace: Workspace, decision: Decision) -> Decision:
    """A ruling that two documents are one points from what is only cited to what is in the store."""
    stored = {one.iri for one in workspace.store.documents()}
    if decision.parent in stored and decision.child not in stored:
        return decision.model_copy(update={"parent": decision.child, "child": decision.parent})
    return decision


def _refuse_strangers(workspace: Workspace, decision: Decision) -> None:
    from cancu.graph.identity_checks import find_differences
    from cancu.graph.nodes import to_document

    nodes = workspace.graph.nodes
    if decision.parent == decision.child:
        raise _incomplete("hai tên chỉ cùng một văn bản", "both names mean one document")
    if decision.parent not in nodes or decision.child not in nodes:
        return
    differences = find_differences(to_document(nodes[decision.parent]), to_document(nodes[decision.child]))
    if differences:
        raise CancuError(
            f"Hai văn bản khác nhau: {'; '.join(one.message for one in differences)}",
            f"the documents differ in {', '.join(one.english for one in differences)}",
            where=f"{nodes[decision.parent]['label']} ↔ {nodes[decision.child]['label']}",
            hint="nếu chắc chắn là một (chẳng hạn in sai số), thêm --force (add --force if they are one)",
            code="E_DIFFERENT",
        )


def _find_withdrawn(workspace: Workspace, decision: Decision) -> Decision:
    """The withdrawal, its two documents in the order of the ruling that it takes back."""
    from cancu.graph.decisions import read_subject

    standing = {read_subject(one) for one in workspace.store.decisions()}
    turned = decision.model_copy(update={"parent": decision.child, "child": decision.parent})
    orders = [decision] if decision.parent_ref or decision.child_ref else [decision, turned]
    for one in orders:
        if read_subject(one) in standing:
            return one
    raise UnknownNodeError(
        "Không có quyết định nào như vậy để rút lại",
        "there is no such ruling to withdraw",
        hint="xem các quyết định bằng: cancu decide list; ghi đủ hai bên và --org như khi quyết định",
    )
