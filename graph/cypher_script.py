"""A store as a Cypher script for Neo4j: constraints, nodes, relationships. Run twice, it changes nothing.

For `cypher-shell`, the Neo4j Browser, or any driver that runs statement by statement. Every text is a literal whose
quotes, backslashes and control characters are escaped; labels and types come from the compiled ontology alone.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cancu.graph.property_graph import Node, Relationship, iter_elements
from cancu.ontology.compilation import read_compiled

if TYPE_CHECKING:
    from cancu.graph.projection import Projected

_BATCH = 500
"""Rows of one statement: enough to be fast, few enough to be one transaction of a small server."""


def write_cypher(projected: Iterable[Projected]) -> Iterator[str]:
    """Yield the script piece by piece; only the relationships are held until all nodes are written."""
    yield read_compiled("constraints.cypher")
    relationships: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    nodes: dict[tuple[str, ...], list[Node]] = {}
    for one in projected:
        for element in iter_elements(one.resource):
            if isinstance(element, Relationship):
                ends = (element.source_label, element.type, element.target_label)
                relationships.setdefault(ends, []).append((element.source, element.target))
                continue
            batch = nodes.setdefault(element.labels, [])
            batch.append(element)
            if len(batch) == _BATCH:
                yield _merge_nodes(element.labels, nodes.pop(element.labels))
    for labels in sorted(nodes):
        yield _merge_nodes(labels, nodes[labels])
    for ends in sorted(relationships):
        pairs = relationships[ends]
        yield from (_merge_relationships(ends, pairs[at : at + _BATCH]) for at in range(0, len(pairs), _BATCH))


def _merge_nodes(labels: Sequence[str], nodes: Iterable[Node]) -> str:
    """One statement for nodes with the same labels."""
    rows = ",\n".join(f"  {write_literal(node.properties)}" for node in nodes)
    special = "".join(f", n:{label}" for label in labels[:-1])
    return f"\nUNWIND [\n{rows}\n] AS row\nMERGE (n:{labels[-1]} {{iri: row.iri}})\nSET n = row{special};\n"


def _merge_relationships(ends: tuple[str, str, str], pairs: Iterable[tuple[str, str]]) -> str:
    """One statement for relationships of one type between nodes of the same labels."""
    source, kind, target = ends
    rows = ",\n".join(f"  {write_literal(pair)}" for pair in pairs)
    match = f"MATCH (a:{source} {{iri: pair[0]}}), (b:{target} {{iri: pair[1]}})"
    return f"\nUNWIND [\n{rows}\n] AS pair\n{match}\nMERGE (a)-[:{kind}]->(b);\n"


def write_literal(value: Any) -> str:
    r"""A value as Cypher writes it: maps and lists of texts, numbers, flags and days.

    Example:
        >>> write_literal({"text": 'a "b"\x0c', "days": (datetime.date(2022, 1, 20),), "partial": True})
        '{text: "a \\"b\\"\\f", days: [date("2022-01-20")], partial: true}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {write_literal(one)}" for name, one in value.items()) + "}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(write_literal, value))}]"
    if isinstance(value, datetime.date):
        return f'date("{value.isoformat()}")'
    return json.dumps(value, ensure_ascii=False)
