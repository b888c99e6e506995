"""Constraints, indexes, labels and relationship types for Neo4j, compiled from the same fields.

A node bears the labels of its class and of all classes of cancu above it. Uniqueness stands on the base label only,
since a Plan is also a Document. Existence and type constraints need the Enterprise edition and stand apart. A field
that refers to a resource is a relationship type of the same name in capitals, and so is every rule of derivation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from cancu.ontology.named_queries import load_derivations
from cancu.ontology.resources import RESOURCES, Resource
from cancu.ontology.slots import Slot, list_ancestors, list_slots

_TYPES = {
    "xsd:boolean": "BOOLEAN",
    "xsd:date": "DATE",
    "xsd:decimal": "FLOAT",
    "xsd:nonNegativeInteger": "INTEGER",
    "xsd:positiveInteger": "INTEGER",
}
_INDEXED = (
    ("Document", "number"), ("Document", "level"), ("Document", "issuer"), ("Document", "stub"), ("Task", "ref"),
    ("CoverageAssessment", "status"), ("Citation", "resolution"),
)  # fmt: skip
"""What people look nodes up by, beside the IRI."""
_SEARCHED = ("Citation", "Document", "SourceText", "Task")


def build_uniqueness() -> str:
    """One constraint per base label: the IRI of a node is its key."""
    lines = ["// Compiled from the records; runs on every edition of Neo4j 5.", ""]
    for name in sorted({resource.term.name for resource in RESOURCES if list_labels(resource) == [resource.term.name]}):
        lines.append(f"CREATE CONSTRAINT {name.lower()}_iri IF NOT EXISTS FOR (n:{name}) REQUIRE n.iri IS UNIQUE;")
    return "\n".join(lines) + "\n"


def build_indexes() -> str:
    """Indexes for looking up, and the one for searching words, which stand in a node as words parted by blanks."""
    lines = ["// Compiled from the records; runs on every edition of Neo4j 5.", ""]
    for label, field in _INDEXED:
        lines.append(f"CREATE INDEX {label.lower()}_{field} IF NOT EXISTS FOR (n:{label}) ON (n.{field});")
    lines.append(
        f"CREATE FULLTEXT INDEX words IF NOT EXISTS FOR (n:{'|'.join(_SEARCHED)}) ON EACH [n.exact, n.folded]"
        " OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};"
    )
    return "\n".join(lines) + "\n"


def build_graph_terms() -> str:
    """All labels and relationship types: nothing else may stand in a graph or in a query."""
    labels = sorted({label for resource in RESOURCES for label in list_labels(resource)})
    references = {
        slot.field for resource in RESOURCES for slot in list_slots(resource) if slot.kind in ("reference", "part")
    }
    derived = {re.sub(r"(?<=[a-z])(?=[A-Z])", "_", rule.term) for rule in load_derivations()}
    types = sorted({name.upper() for name in (*references, *derived, *REIFIED.values())})
    return json.dumps({"labels": labels, "relationship_types": types}, indent=2) + "\n"


REIFIED = {"TaskAlignment": "aligned_with"}
"""Records that join just two nodes: the short relationship carries what the record says, so that it needs no node."""


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
