"""Constraints for Neo4j, compiled from the same fields.

A node bears the labels of its class and of all classes of cancu above it. Uniqueness stands on the base label only,
since a Plan is also a Document. Existence and type constraints need the Enterprise edition and stand apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from cancu.ontology.resources import RESOURCES, Resource
from cancu.ontology.slots import Slot, list_ancestors, list_slots

_TYPES = {
    "xsd:boolean": "BOOLEAN",
    "xsd:date": "DATE",
    "xsd:decimal": "FLOAT",
    "xsd:nonNegativeInteger": "INTEGER",
    "xsd:positiveInteger": "INTEGER",
}


def build_uniqueness() -> str:
    """One constraint per base label: the IRI of a node is its key."""
    lines = ["// Compiled from the records; runs on every edition of Neo4j 5.", ""]
    for name in sorted({resource.term.name for resource in RESOURCES if list_labels(resource) == [resource.term.name]}):
        lines.append(f"CREATE CONSTRAINT {name.lower()}_iri IF NOT EXISTS FOR (n:{name}) REQUIRE n.iri IS UNIQUE;")
    return "\n".join(lines) + "\n"


def build_existence() -> str:
    """Existence and type of every plain property, for the Enterprise edition."""
    lines = ["// Compiled from the records; needs the Enterprise edition of Neo4j 5.", ""]
    for resource in sorted(RESOURCES, key=lambda one: one.term.name):
        lines += _iter_property_constraints(resource)
    return "\n".join(dict.fromkeys(lines)) + "\n"


def list_labels(resource: type[Resource]) -> list[str]:
    """The labels of a node, the most special first.

    Example:
        >>> from cancu.ontology.resources import PlanResource
        >>> list_labels(PlanResource)
        ['Plan', 'Document']
    """
    above = (name.partition(":")[2] for name in list_ancestors(resource.term)[1:] if name.startswith("cancu:"))
    return [resource.term.name, *above]


def _iter_property_constraints(resource: type[Resource]) -> Iterator[str]:
    label = list_labels(resource)[-1]
    for slot in list_slots(resource):
        if slot.kind in ("literal", "concept"):
            start = f"CREATE CONSTRAINT {label.lower()}_{slot.field}"
            if slot.at_least:
                yield f"{start}_exists IF NOT EXISTS FOR (n:{label}) REQUIRE n.{slot.field} IS NOT NULL;"
            yield f"{start}_type IF NOT EXISTS FOR (n:{label}) REQUIRE n.{slot.field} IS :: {_name_type(slot)};"


def _name_type(slot: Slot) -> str:
    name = _TYPES.get(slot.datatype, "STRING")
    return name if slot.at_most == 1 else f"LIST<{name} NOT NULL>"
