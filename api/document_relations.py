"""What a document has to do with others, in both directions: the six boxes of its lược đồ, its standing, its dates."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cancu.ontology.records import Relation

if TYPE_CHECKING:
    from cancu.api.workspace import Workspace
    from cancu.graph.nodes import Graph
    from cancu.ontology.records import Document, Task

Node = dict[str, Any]


class Related(NamedTuple):
    """A document in a box.

    Attributes:
        node: as the graph knows it, with its `iri`
        relations: what the one has to do with the other
        quote: the words that say so
    """

    node: Node
    relations: tuple[str, ...]
    quote: str


class Box(NamedTuple):
    """One of the six boxes.

    Attributes:
        name: key of its heading in `BOXES`
        documents: by date, the latest first
    """

    name: str
    documents: tuple[Related, ...]


class Standing(NamedTuple):
    """What the store knows of whether a document still holds.

    Attributes:
        state: `ended`, `amended`, `past` (the time of the plan is over) or `unknown`
        by: the documents that say so; one that only the list of laws knows has no `iri`
        since: from when
    """

    state: str
    by: tuple[Node, ...] = ()
    since: datetime.date | None = None


class Event(NamedTuple):
    """A day in the life of a document.

    Attributes:
        kind: `basis`, `issued`, `begins`, `ends`, `due` or a relation of a later document
        node: the other document
        count: tasks that are due
    """

    day: datetime.date
    kind: str
    node: Node | None = None
    tasks: int = 0


_CHANGES = ("amends", "replaces", "repeals")
_WEAK = ("cites", "guides", "proposal")
_RELATIONS = (
    ("rests_on", False, ("basis", "implements", "promulgated_by")),
    ("carried_out_by", True, ("implements", "basis", "promulgated_by")),
    ("changes", False, _CHANGES),
    ("changed_by", True, _CHANGES),
    ("mentions", False, _WEAK),
    ("mentioned_by", True, _WEAK),
)
_PASSIVE = {Relation.AMENDED_BY, Relation.REPLACED_BY, Relation.REPEALED_BY, Relation.GUIDED_BY}


def fill_boxes(graph: Graph, iri: str) -> tuple[Box, ...]:
    """The six boxes of a document or of one that is cited and absent; who stands in a stronger one is not repeated."""
    boxes = []
    seen: dict[bool, set[str]] = {False: set(), True: set()}
    for name, inward, relations in _RELATIONS:
        found = _find_related(graph, iri, inward=inward, relations=relations)
        if relations is _WEAK:
            found = {other: related for other, related in found.items() if other not in seen[inward]}
        seen[inward].update(found)
        ordered = sorted(found.values(), key=lambda one: (one.node["date"] or "", one.node["label"]), reverse=True)
        boxes.append(Box(name, tuple(ordered)))
    return tuple(boxes)


def _find_related(graph: Graph, iri: str, *, inward: bool, relations: Sequence[str]) -> dict[str, Related]:
    edges = graph.in_edges(iri, keys=True, data=True) if inward else graph.out_edges(iri, keys=True, data=True)
    found: dict[str, Related] = {}
    for source, target, relation, values in edges:
        other = source if inward else target
        if relation not in relations or other == iri:
            continue
        quote = values["evidence"][0].quote if values["evidence"] else ""
        known = found.get(other)
        names = (*known.relations, relation) if known else (relation,)
        found[other] = Related(take_node(graph, other), names, known.quote if known else quote)
    return found


def take_node(graph: Graph, iri: str) -> Node:
    """A node with its IRI."""
    return {"iri": iri, **graph.nodes[iri]}


def find_standings(graph: Graph, iri: str, today: datetime.date) -> tuple[Standing, ...]:
    """Whether a document still holds, as far as the store knows; what is not in the store may say otherwise."""
    from cancu.graph.legal_basis import find_ends

    found = []
    ends = find_ends(graph, iri, today)
    if ends:
        by = tuple({"iri": end.iri if end.iri in graph else "", "label": end.label} for end in ends)
        found.append(Standing("ended", by, ends[0].since))
    amending = tuple(take_node(graph, source) for source, _, key in graph.in_edges(iri, keys=True) if key == "amends")
    if amending:
        found.append(Standing("amended", amending))
    last = graph.nodes[iri].get("period_end")
    if last and last < today.isoformat():
        found.append(Standing("past", since=datetime.date.fromisoformat(last)))
    return tuple(found) or (Standing("unknown"),)


def list_events(boxes: Sequence[Box], document: Document, tasks: Iterable[Task]) -> tuple[Event, ...]:
    """The days that matter for a document, in their order; days on which tasks are due are counted."""
    events = [Event(day, kind) for day, kind in _list_own_days(document)]
    for box in boxes:
        for related in box.documents if box.name in ("rests_on", "carried_out_by", "changed_by") else ():
            if related.node["date"]:
                kind = "basis" if box.name == "rests_on" else related.relations[0]
                day = datetime.date.fromisoformat(related.node["date"])
                events.append(Event(day, kind if box.name != "carried_out_by" else "carried_out", related.node))
    due = Counter(task.deadline.due[-1] for task in tasks if task.deadline and task.deadline.due)
    events += [Event(day, "due", tasks=count) for day, count in due.items()]
    return tuple(sorted(events, key=lambda event: (event.day, event.kind)))


def _list_own_days(document: Document) -> list[tuple[datetime.date, str]]:
    first, last = document.period or (None, None)
    days = ((document.date, "issued"), (first, "begins"), (last, "ends"))
    return [(day, kind) for day, kind in days if day]


def find_cited(graph: Graph, iri: str) -> dict[int, Node]:
    """The other documents that the citations of a document mean, by the citation's number."""
    meant = ((citation, cited) for document, citation, cited in _iter_meant(graph) if document == iri != cited)
    return {citation: take_node(graph, cited) for citation, cited in meant}


def _iter_meant(graph: Graph) -> Iterator[tuple[str, int, str]]:
    """Yield document and number of every citation, and what it means."""
    for source, target, values in graph.edges(data=True):
        for item in values["evidence"]:
            yield item.document, item.citation, source if item.relation in _PASSIVE else target


def find_citations(workspace: Workspace, iri: str, *, incoming: bool = False) -> Iterator[Node]:
    """What a document cites, or who cites it, in the order of documents and places.

    Args:
        workspace: the open store
        iri: a document, of the store or absent
        incoming: citations of others to this document
    """
    graph = workspace.knowledge.find_surroundings(iri)
    citing = _find_citing(graph, iri) if incoming else {iri: find_cited(graph, iri)}
    for document, cited in sorted(citing.items()):
        for mention in workspace.records.mentions(document) if workspace.records.holds(document) else ():
            node = cited.get(mention.ordinal)
            if node is None and incoming:
                continue
            own = {"document": document, "ordinal": mention.ordinal, "quote": mention.quote, "task": mention.task}
            yield {**mention.citation.model_dump(mode="json"), **own, "cited": _name_cited(node) if node else None}


def _find_citing(graph: Graph, iri: str) -> dict[str, dict[int, Node]]:
    """The citations of others that mean a document, by their documents and numbers."""
    found: dict[str, dict[int, Node]] = {}
    for document, citation, cited in _iter_meant(graph):
        if cited == iri != document:
            found.setdefault(document, {})[citation] = take_node(graph, iri)
    return found


def _name_cited(node: Node) -> Node:
    return {name: node[name] for name in ("iri", "label", "number", "title", "in_store")}
