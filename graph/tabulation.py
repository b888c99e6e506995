"""The resources as tables: what analysts put into frames, and what CSV and Parquet files hold.

Each table has one row per thing it is named after; lists of a row are tables of their own (`products`, `milestones`,
`measures`). Documents are told by IRI and by a short name, tasks by the IRI, their document and their `ref`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import singledispatchmethod
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from cancu.graph.evidence import mint_evidence
from cancu.ontology import resources as kinds
from cancu.ontology.resources import Resource

if TYPE_CHECKING:
    from cancu.graph.projection import Projected
    from cancu.ontology.assessments import Check


class ColumnType(StrEnum):
    """What a column holds; every value may be missing."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"


class Row(NamedTuple):
    """A row; values that its table has and the row lacks are missing."""

    table: str
    values: dict[str, Any]


def _columns(words: str) -> MappingProxyType[str, ColumnType]:
    """Columns written `name` for a text, `name:type` for anything else."""
    pairs = (word.partition(":") for word in words.split())
    return MappingProxyType({name: ColumnType(kind or "text") for name, _, kind in pairs})


_PAIR = "child child_name parent parent_name"
TABLES: Mapping[str, Mapping[str, ColumnType]] = MappingProxyType(
    {
        "documents": _columns(
            "document name label in_store:flag role type number date:day place issuer level title plan_title"
            " period_start:day period_end:day law_name signer signer_role series superseded_by superseded_by_name"
            " superseded_from:day removed_on:day"
        ),
        "texts": _columns("document file sha256 media_type encoding characters:integer text"),
        "citations": _columns(
            "document document_name ordinal:integer relation cited cited_name cited_in_store:flag type number name"
            " date:day issuer subject pinpoint task text quote start:integer end:integer resolution"
            " resolution_confidence:number review:flag confidence:number rule"
        ),
        "tasks": _columns(
            "task document document_name ref kind heading text area deadline due:day ongoing:flag periodic:flag"
            " depends_on start:integer end:integer quote confidence:number rule"
        ),
        "products": _columns("task document ref ordinal:integer product"),
        "milestones": _columns("task document ref ordinal:integer due:day"),
        "measures": _columns("task document ref ordinal:integer indicator operator value:number unit"),
        "assignments": _columns("task document document_name ref role ordinal:integer assignee name group:flag"),
        "findings": _columns("document document_name ordinal:integer code severity place message english quote"),
        "agencies": _columns("agency name group:flag kind level unit open_ended:flag valid_from:day valid_to:day"),
        "units": _columns("unit name level code part_of valid_from:day valid_to:day"),
        "links": _columns(
            f"{_PAIR} parent_task parent_ref child_task child_ref state score:number cosine:number shared method"
            " suspect:flag partial:flag"
        ),
        "coverage": _columns(
            f"{_PAIR} organisation as_of:day parent_task ref kind heading text obligation binding:flag phrase status"
            " deep rule explanation nearest quote"
        ),
        "own_tasks": _columns(f"{_PAIR} child_task ref kind text status copied:number takes_over quote"),
        "checks": _columns(f"{_PAIR} side ref code severity message english child_ref"),
        "decisions": _columns("kind by date:day reason parent parent_ref child child_ref organisation unit"),
    }
)
"""Columns of every table, in order. `links`, `coverage`, `own_tasks` and `checks` need the verdicts."""
VERDICT_TABLES = frozenset({"links", "coverage", "own_tasks", "checks"})
SEPARATOR = "; "


def tabulate(projected: Iterable[Projected], names: Mapping[str, tuple[str, bool]]) -> Iterator[Row]:
    """Yield the rows of all tables, in the order of the projection.

    Args:
        projected: a store as `project_store` yields it
        names: short name of every document by IRI, and whether it is in the store
    """
    tabulator = _Tabulator(names)
    for one in projected:
        for table, values in tabulator.read(one.resource):
            yield Row(table, {name: _to_cell(values.get(name)) for name in TABLES[table]})


def name_documents(graph: Any) -> dict[str, tuple[str, bool]]:
    """The short name of every document of a graph, by IRI, and whether it is in the store."""
    return {
        iri: (node["number"] or node["label"], node["in_store"])
        for iri, node in graph.nodes(data=True)
        if node["kind"] in ("document", "stub")
    }


def _to_cell(value: Any) -> Any:
    """A value of a row: enumerations as texts, lists joined, an empty text missing."""
    if isinstance(value, tuple):
        value = SEPARATOR.join(value)
    return (str(value) or None) if isinstance(value, str) else value


class _Tabulator:
    """Turns resources into rows; remembers which document a task stands in, and how it reads there."""

    def __init__(self, names: Mapping[str, tuple[str, bool]]) -> None:
        self._names = names
        self._documents: dict[str, str] = {}
        self._quotes: dict[str, str] = {}

    @singledispatchmethod
    def read(self, resource: Resource) -> Iterator[Row]:
        """Yield the rows of one resource; those of no table have none."""
        del resource
        return iter(())

    @read.register
    def _(self, resource: kinds.DocumentResource) -> Iterator[Row]:
        start, end = resource.period or (None, None)
        own = {"document": resource.iri, "name": resource.number or resource.label, "law_name": resource.name}
        yield Row("documents", {**dict(resource), **own, "period_start": start, "period_end": end})

    @read.register
    def _(self, resource: kinds.SourceTextResource) -> Iterator[Row]:
        own = {"document": resource.realizes, "file": resource.name, "characters": resource.length}
        yield Row("texts", {**dict(resource), **own})

    @read.register
    def _(self, resource: kinds.CitationResource) -> Iterator[Row]:
        cited = {"cited_name": self._name(resource.cited), "cited_in_store": self._names[resource.cited][1]}
        yield Row("citations", {**dict(resource), **self._place(resource.citing), **cited, "quote": _quote(resource)})

    @read.register
    def _(self, resource: kinds.TaskResource) -> Iterator[Row]:
        self._documents[resource.iri] = resource.part_of
        self._quotes[mint_evidence(resource.iri)] = _quote(resource)
        place = {"task": resource.iri, **self._place(resource.part_of), "ref": resource.ref}
        due = resource.deadline.due if resource.deadline else ()
        time = dict(resource.deadline) if resource.deadline else {}
        last = {"deadline": time.pop("text", None), "due": due[-1] if due else None}
        yield Row("tasks", {**dict(resource), **time, **place, **last, "quote": _quote(resource)})
        for at, product in enumerate(resource.products, 1):
            yield Row("products", {**place, "ordinal": at, "product": product})
        for at, day in enumerate(due, 1):
            yield Row("milestones", {**place, "ordinal": at, "due": day})
        for at, measure in enumerate(resource.measures, 1):
            yield Row("measures", {**place, "ordinal": at, **dict(measure)})
        for at, one in enumerate(resource.assignments, 1):
            yield Row("assignments", {**place, **dict(one), "ordinal": at, "group": "/id/nhom/" in one.assignee})

    @read.register
    def _(self, resource: kinds.FindingResource) -> Iterator[Row]:
        ordinal = int(resource.iri.rpartition("/")[2])
        own = {"ordinal": ordinal, "place": resource.where, "quote": _quote(resource) if resource.evidence else None}
        yield Row("findings", {**dict(resource), **self._place(resource.about), **own})

    @read.register
    def _(self, resource: kinds.AgencyResource) -> Iterator[Row]:
        own = {"agency": resource.iri, "name": resource.label, "group": False}
        yield Row("agencies", {**dict(resource), **own})

    @read.register
    def _(self, resource: kinds.GroupResource) -> Iterator[Row]:
        scope = {"unit": resource.scope_unit, "kind": resource.member_kinds, "level": resource.scope_levels}
        own = {"agency": resource.iri, "name": resource.label, "group": True}
        yield Row("agencies", {**dict(resource), **scope, **own})

    @read.register
    def _(self, resource: kinds.UnitResource) -> Iterator[Row]:
        yield Row("units", {**dict(resource), "unit": resource.iri, "name": resource.label})

    @read.register
    def _(self, resource: kinds.AlignmentResource) -> Iterator[Row]:
        pair = self._pair(self._documents[resource.child_task], self._documents[resource.parent_task])
        refs = {"parent_ref": resource.parent, "child_ref": resource.child}
        yield Row("links", {**dict(resource), **refs, **pair})

    @read.register
    def _(self, resource: kinds.AssessmentResource) -> Iterator[Row]:
        pair = self._pair(resource.child_plan, resource.parent_plan)
        own = {
            "organisation": resource.organisation_name,
            "binding": resource.obligation.binding,
            "nearest": tuple(link.ref for link in resource.links),
            "quote": self._quotes.get(resource.evidence),
        }
        yield Row("coverage", {**dict(resource), **pair, **own})
        yield from _check(pair, "parent", resource.ref, resource.checks)

    @read.register
    def _(self, resource: kinds.ChildAssessmentResource) -> Iterator[Row]:
        pair = self._pair(self._documents[resource.child_task], resource.parent_plan)
        own = {"takes_over": resource.parents, "quote": self._quotes.get(resource.evidence)}
        yield Row("own_tasks", {**dict(resource), **pair, **own})
        yield from _check(pair, "child", resource.ref, resource.checks)

    @read.register
    def _(self, resource: kinds.DecisionResource) -> Iterator[Row]:
        yield Row("decisions", dict(resource))

    def _name(self, iri: str) -> str:
        return self._names[iri][0]

    def _place(self, iri: str) -> dict[str, Any]:
        return {"document": iri, "document_name": self._name(iri)}

    def _pair(self, child: str, parent: str) -> dict[str, Any]:
        names = {"child_name": self._name(child), "parent_name": self._name(parent)}
        return {"child": child, "parent": parent, **names}


def _quote(resource: kinds.CitationResource | kinds.TaskResource | kinds.FindingResource) -> str:
    return resource.evidence.selectors[1].exact if resource.evidence else ""


def _check(pair: dict[str, Any], side: str, ref: str, checks: Iterable[Check]) -> Iterator[Row]:
    """The rows of the checks on one item of either plan."""
    for check in checks:
        yield Row("checks", {**pair, **dict(check), "side": side, "ref": ref, "child_ref": check.ref})
