"""The resources as a property graph, the form of Neo4j: nodes with labels and properties, typed relationships.

Labels, properties and types come from nothing but the compiled ontology: a node bears the labels of its class and of
the classes of cancu above it, a plain field is a property, a field that refers to a resource is a relationship of the
same name in capitals (`based_on` → `BASED_ON`). The IRI is the key of a node.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from cancu.graph.statements import list_values
from cancu.ontology.markers import ClassTerm
from cancu.ontology.neo4j_constraints import list_labels
from cancu.ontology.resources import RESOURCES, Resource
from cancu.ontology.slots import Slot, list_slots


class Node(NamedTuple):
    """A node.

    Attributes:
        iri: its key
        labels: the most special first; the last is the one that constraints stand on
        properties: by name, in the order of the fields; values are texts, numbers, flags, days, or tuples of one kind
    """

    iri: str
    labels: tuple[str, ...]
    properties: dict[str, Any]


class Relationship(NamedTuple):
    """A relationship between two nodes, each told by its key and the label that constraints stand on."""

    source: str
    source_label: str
    type: str
    target: str
    target_label: str


def iter_elements(resource: Resource) -> Iterator[Node | Relationship]:
    """Yield the node of a resource, its relationships, and those of the parts inside it.

    Example:
        >>> from cancu.ontology.resources import ProductResource
        >>> next(iter_elements(ProductResource(iri="https://x/sp/1", label="Kế hoạch")))
        Node(iri='https://x/sp/1', labels=('Product',), properties={'iri': 'https://x/sp/1', 'label': 'Kế hoạch'})
    """
    kind = type(resource)
    yield Node(resource.iri, list_node_labels(kind), _list_properties(resource))
    for slot in list_slots(kind):
        if slot.kind not in ("reference", "part"):
            continue
        for value in list_values(slot, getattr(resource, slot.field)):
            if isinstance(value, Resource):
                yield _relate(resource, slot, value.iri, list_node_labels(type(value))[-1])
                yield from iter_elements(value)
            else:
                yield _relate(resource, slot, value, _list_base_labels()[slot.classes[0]])


def list_property_slots(resource: type[Resource]) -> tuple[Slot, ...]:
    """The fields of a class that are properties of its node."""
    return tuple(slot for slot in list_slots(resource) if slot.kind in ("literal", "concept"))


@cache
def list_node_labels(resource: type[Resource]) -> tuple[str, ...]:
    """The labels of a class, the most special first."""
    return tuple(list_labels(resource))


def _list_properties(resource: Resource) -> dict[str, Any]:
    found: dict[str, Any] = {"iri": resource.iri}
    for slot in list_property_slots(type(resource)):
        values = tuple(_to_plain(value) for value in list_values(slot, getattr(resource, slot.field)))
        if values:
            found[slot.field] = values[0] if slot.at_most == 1 else values
    return found


def _to_plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _relate(resource: Resource, slot: Slot, target: str, label: str) -> Relationship:
    return Relationship(resource.iri, list_node_labels(type(resource))[-1], slot.field.upper(), target, label)


@cache
def _list_base_labels() -> dict[ClassTerm, str]:
    return {resource.term: list_node_labels(resource)[-1] for resource in RESOURCES}
