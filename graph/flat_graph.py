"""The working graph with plain values alone, as programs for graphs read it: Gephi, networkx, d3, igraph.

Nodes are documents, absent documents, tasks, agencies and groups, by IRI; edges are citations, the tasks of documents,
who leads and takes part, and, on demand, the links between tasks. No value is missing, a list or a record: what is
unknown has no key, several values are joined by `; `.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import networkx as nx

from cancu.graph.network import build_graph
from cancu.graph.nodes import Graph
from cancu.graph.verdict_resources import judge_pairs
from cancu.ontology.resources import AlignmentResource

if TYPE_CHECKING:
    from cancu.graph.network import Evidence
    from cancu.graph.store import Store
    from cancu.ontology.records import Task

Plain = str | int | float | bool
SEPARATOR = "; "
NODE_KEYS: dict[str, type] = {
    **dict.fromkeys(("iri", "kind", "label"), str),
    "in_store": bool,
    **dict.fromkeys(("type", "number", "name", "date", "issuer", "level", "title", "plan_title"), str),
    **dict.fromkeys(("period_start", "period_end", "role", "series", "file", "sha256", "removed"), str),
    **dict.fromkeys(("ref", "task_kind", "heading", "text", "area", "lead", "coordinate", "products"), str),
    **dict.fromkeys(("deadline", "due", "depends_on"), str),
    **dict.fromkeys(("start", "end"), int),
}
"""What a node can have, in the order in which it is written."""
EDGE_KEYS: dict[str, type] = {
    **dict.fromkeys(("relation", "resolution"), str),
    **dict.fromkeys(("confidence", "score"), float),
    **dict.fromkeys(("state", "shared", "pinpoint", "quote"), str),
}
"""What an edge can have."""


def build_flat_graph(store: Store, *, tasks: bool = True, links: bool = False) -> Graph:
    """Build the graph of a store with plain values.

    Args:
        store: read in one state, whatever writers do meanwhile
        tasks: with tasks, agencies and groups
        links: with the links between the tasks of linked plans, which take the longest to compute; needs `tasks`
    """
    with store.reading():
        graph = build_graph(store, tasks=tasks)
        found = judge_pairs(store, graph).resources.values() if tasks and links else ()
    flat: Graph = nx.MultiDiGraph(base=graph.graph["base"], revision=graph.graph["revision"])
    flat.add_nodes_from((iri, flatten_node(iri, node)) for iri, node in graph.nodes(data=True))
    for source, target, key, values in graph.edges(keys=True, data=True):
        flat.add_edge(source, target, key=key, **_flatten_edge(values))
    for link in found:
        if isinstance(link, AlignmentResource):
            flat.add_edge(link.child_task, link.parent_task, key="aligned", **_flatten_link(link))
    return flat


def flatten_node(iri: str, node: dict[str, Any]) -> dict[str, Plain]:
    """The plain values of a node, in the order of `NODE_KEYS`."""
    values = {**node, "iri": iri, **(_describe_task(node["task"]) if node["kind"] == "task" else {})}
    return _keep_plain(values, NODE_KEYS)


def _describe_task(task: Task) -> dict[str, Any]:
    deadline = task.deadline
    return {
        **task.model_dump(include={"ref", "heading", "text", "area", "start", "end"}),
        "task_kind": task.kind.value,
        "lead": task.lead,
        "coordinate": task.coordinate,
        "products": task.products,
        "deadline": deadline.text if deadline else None,
        "due": deadline.due if deadline else (),
        "depends_on": deadline.depends_on if deadline else None,
    }


def _flatten_edge(values: dict[str, Any]) -> dict[str, Plain]:
    evidence: Iterable[Evidence] = values["evidence"]
    said = {
        "pinpoint": tuple(item.pinpoint for item in evidence if item.pinpoint),
        "quote": tuple(item.quote for item in evidence),
    }
    return _keep_plain({**values, **said}, EDGE_KEYS)


def _flatten_link(link: AlignmentResource) -> dict[str, Plain]:
    said = {"relation": "aligned", "state": link.state.value, "score": link.score, "shared": link.shared}
    return _keep_plain(said, EDGE_KEYS)


def _keep_plain(values: dict[str, Any], keys: dict[str, type]) -> dict[str, Plain]:
    plain = {key: _to_plain(values.get(key)) for key in keys}
    return {key: value for key, value in plain.items() if value is not None and value != ""}


def _to_plain(value: Any) -> Plain | None:
    if isinstance(value, tuple):
        return SEPARATOR.join(str(one) for one in dict.fromkeys(value))
    return value.isoformat() if isinstance(value, datetime.date) else value
