"""The answers to questions as frames: legal basis, cascade, duties, gaps, hits and SPARQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cancu.ontology.extras import require_extra

if TYPE_CHECKING:
    import pandas

    from cancu.graph.nodes import Graph
    from cancu.graph.query_answers import Answer, Term

Value = dict[str, Any]
_EDGE_KEYS = ("relation", "pinpoint", "quote", "resolution", "in_store")
_XSD = "http://www.w3.org/2001/XMLSchema#"


def frame_basis(*answers: Value) -> pandas.DataFrame:
    """One row per basis: who rests on what, in which relation, by which words, and what had replaced it."""
    keys = ("document", "basis", *_EDGE_KEYS, "superseded_by", "from", "to")
    return make_frame([row for answer in answers for row in _list_bases(answer)], keys)


def _list_bases(answer: Value) -> list[Value]:
    nodes = {node["iri"]: node for node in answer["nodes"]}
    return [
        {
            **edge,
            "document": nodes[edge["from"]]["label"],
            "basis": nodes[edge["to"]]["label"],
            "superseded_by": "; ".join(one["label"] for one in nodes[edge["to"]]["superseded_by"]),
        }
        for edge in answer["edges"]
    ]


def frame_cascade(answer: Value, graph: Graph) -> pandas.DataFrame:
    """One row per plan, by depth; `hangs_on` is the first plan of the chain through which it was found."""
    above = {edge["lower"]: edge["upper"] for edge in reversed(answer["edges"])}
    if answer["direction"] == "up":
        above = {edge["upper"]: edge["lower"] for edge in reversed(answer["edges"])}
    depths = {node["iri"]: node["depth"] for node in answer["nodes"]}
    rows = []
    for node in answer["nodes"]:
        known = graph.nodes[node["iri"]]
        through = [one for one in _list_above(answer, node["iri"]) if depths[one] == node["depth"] - 1]
        rows.append(
            {
                "depth": node["depth"],
                "name": known["number"] or node["label"],
                **{key: known[key] for key in ("date", "issuer", "level", "role", "title", "in_store")},
                "document": node["iri"],
                "hangs_on": next(iter(through), above.get(node["iri"])) if node["depth"] else None,
            }
        )
    keys = ("depth", "name", "date", "issuer", "level", "role", "title", "in_store", "document", "hangs_on")
    return _with_days(make_frame(rows, keys), "date")


def frame_duties(answer: Value) -> pandas.DataFrame:
    """One row per task that binds the organisation."""
    keys = ("document", "ref", "kind", "heading", "text", "obligation", "phrase", "products", "due", "inherited_from")
    rows = []
    for task in answer["tasks"]:
        due = (task["deadline"] or {}).get("due") or []
        origins = [f"{one['plan']['number'] or one['plan']['iri']} {one['ref']}" for one in task["inherited_from"]]
        said = {"products": "; ".join(task["products"]), "due": due[-1] if due else None}
        rows.append({**task, **said, "inherited_from": "; ".join(origins)})
    return _with_days(make_frame(rows, keys), "due")


def frame_gaps(answer: Value, positions: Mapping[tuple[str, str], int]) -> pandas.DataFrame:
    """One row per plan and binding task of the plan above.

    Args:
        answer: the matrix
        positions: where each task stands, by IRI of its plan and ref
    """
    keys = (
        *("organisation", "child", "child_name", "parent", "parent_name"),
        *("ref", "text", "status", "deep", "nearest", "position"),
    )
    rows = [
        {
            "organisation": row["organisation"],
            **{side: row[side]["iri"] for side in ("child", "parent")},
            **{f"{side}_name": row[side]["number"] or row[side]["title"] for side in ("child", "parent")},
            **cell,
            "nearest": "; ".join(cell["nearest"]),
            "position": positions[row["parent"]["iri"], cell["ref"]],
        }
        for row in answer["rows"]
        for cell in row["cells"]
    ]
    return make_frame(rows, keys)


def frame_hits(answer: Value) -> pandas.DataFrame:
    """Documents, then tasks, each best first."""
    hits = [hit for side in ("documents", "tasks") for hit in answer[side]]
    return make_frame(hits, tuple(hits[0]) if hits else ("kind", "document", "ref", "snippet", "score"))


def frame_answer(answer: Answer) -> pandas.DataFrame:
    """The rows of a SELECT with numbers, flags and days as such; one cell for the other kinds of query."""
    if answer.boolean is not None:
        return make_frame([{"answer": answer.boolean}], ("answer",))
    if answer.turtle is not None:
        return make_frame([{"turtle": answer.turtle}], ("turtle",))
    rows = [{name: _read_term(row[name]) for name in answer.variables if name in row} for row in answer.rows]
    frame = make_frame(rows, answer.variables)
    days = [
        name
        for name in answer.variables
        if any(row.get(name, {}).get("datatype") == f"{_XSD}date" for row in answer.rows)
    ]
    frame.attrs["cut"] = answer.cut
    return _with_days(frame, *days)


def make_frame(rows: Sequence[Value], columns: Sequence[str]) -> pandas.DataFrame:
    """Rows as a frame with these columns, in this order.

    Raises:
        CancuError: pandas is not installed.
    """
    require_extra("analysis", "pandas")
    import pandas

    return pandas.DataFrame.from_records(
        [{key: row.get(key) for key in columns} for row in rows], columns=list(columns)
    )


def _list_above(answer: Value, iri: str) -> list[str]:
    ends = ("upper", "lower") if answer["direction"] == "up" else ("lower", "upper")
    return [edge[ends[1]] for edge in answer["edges"] if edge[ends[0]] == iri]


def _with_days(frame: pandas.DataFrame, *columns: str) -> pandas.DataFrame:
    import pandas

    for column in columns:
        frame[column] = pandas.to_datetime(frame[column])
    return frame


def _read_term(term: Term) -> Any:
    """A term as a plain value of Python."""
    kind = term.get("datatype", "").removeprefix(_XSD)
    if kind in ("integer", "nonNegativeInteger", "positiveInteger"):
        return int(term["value"])
    if kind in ("decimal", "double", "float"):
        return float(term["value"])
    return term["value"] == "true" if kind == "boolean" else term["value"]
