"""The flat graph in the formats of programs for graphs: GraphML, GEXF 1.3 and node-link JSON.

Equal graphs give equal bytes. XML cannot hold control characters; they are written as their signs (`␌`), so that the
files are valid and nothing goes without a trace. JSON holds them as they are.

GEXF is written here rather than by networkx, whose writer puts the day of writing into the file, gives parallel edges
the same id and writes characters that are no XML.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any, cast

import networkx as nx
from lxml import etree

from cancu.graph.flat_graph import EDGE_KEYS, NODE_KEYS, Plain
from cancu.graph.nodes import Graph
from cancu.ontology.letters import clean_letters

GEXF = "http://gexf.net/1.3"
_NAMES = cast("dict[str, str]", {None: GEXF})
"""No prefix; the types of lxml do not know of it."""
_GEXF_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_OWN_IN_GEXF = frozenset({"iri", "label"})
"""Node values that GEXF has attributes of its own for."""


def write_graphml(graph: Graph, stream: IO[bytes]) -> None:
    """Write GraphML; nodes are `n0`, `n1`, … since the schema allows no IRI as an id, and have the IRI as `iri`."""
    names = {iri: f"n{at}" for at, iri in enumerate(graph)}
    clean: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    clean.add_nodes_from((names[iri], _clean(node)) for iri, node in graph.nodes(data=True))
    for at, (source, target, values) in enumerate(graph.edges(data=True)):
        clean.add_edge(names[source], names[target], edge_id=f"e{at}", **_clean(values))
    nx.write_graphml_lxml(clean, stream, prettyprint=True, edge_id_from_attribute="edge_id")


def write_gexf(graph: Graph, stream: IO[bytes]) -> None:
    """Write GEXF 1.3, the format of Gephi; the relation is the kind of an edge, so that parallel edges stay apart."""
    with etree.xmlfile(stream, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("gexf", version="1.3", nsmap=_NAMES):
            with file.element("meta"):
                file.write(_make("creator", "cancu"))
            with file.element("graph", mode="static", defaultedgetype="directed", idtype="string"):
                _write_gexf_content(file, graph)


def write_node_link(graph: Graph) -> Iterator[str]:
    """Yield node-link JSON, as networkx and d3 read it: `nodes` with `id`, `edges` with `source`, `target`, `key`."""
    yield from json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(nx.node_link_data(graph, edges="edges"))
    yield "\n"


def _write_gexf_content(file: Any, graph: Graph) -> None:
    file.write(_declare("node", {key: kind for key, kind in NODE_KEYS.items() if key not in _OWN_IN_GEXF}))
    file.write(_declare("edge", EDGE_KEYS))
    with file.element("nodes", count=str(len(graph))):
        for iri, node in graph.nodes(data=True):
            label = " ".join(clean_letters(node["label"]).split())
            file.write(_describe("node", node, id=clean_letters(iri), label=label))
    with file.element("edges", count=str(graph.number_of_edges())):
        for at, (source, target, key, values) in enumerate(graph.edges(keys=True, data=True)):
            ends = {"source": clean_letters(source), "target": clean_letters(target)}
            file.write(_describe("edge", values, id=f"e{at}", label=key, kind=key, **ends))


def _declare(kind: str, keys: dict[str, type]) -> etree._Element:
    """The table of attributes; the id of each is its name."""
    table = _make("attributes", **{"class": kind})
    for key, value in keys.items():
        table.append(_make("attribute", id=key, title=key, type=_GEXF_TYPES[value]))
    return table


def _describe(tag: str, values: dict[str, Plain], **attributes: str) -> etree._Element:
    element = _make(tag, **attributes)
    kept = {key: value for key, value in values.items() if tag == "edge" or key not in _OWN_IN_GEXF}
    if kept:
        inner = etree.SubElement(element, f"{{{GEXF}}}attvalues")
        for key, value in _clean(kept).items():
            etree.SubElement(inner, f"{{{GEXF}}}attvalue", {"for": key, "value": _write(value)})
    element.tail = "\n"
    return element


def _make(tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.Element(f"{{{GEXF}}}{tag}", attributes, nsmap=_NAMES)
    element.text = text
    return element


def _clean(values: dict[str, Plain]) -> dict[str, Plain]:
    return {key: clean_letters(value) if isinstance(value, str) else value for key, value in values.items()}


def _write(value: Plain) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
