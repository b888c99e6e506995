"""The JSON-LD context: what the keys of the export mean, scoped by type, so that no key of two classes is confused."""

from __future__ import annotations

from typing import Any

from cancu.ontology.markers import SCHEMES, ClassTerm
from cancu.ontology.namespaces import load_prefixes
from cancu.ontology.resources import RESOURCES, Resource
from cancu.ontology.slots import Slot, list_ancestors, list_slots


def build_context() -> dict[str, Any]:
    """Build the context: prefixes, then each class with the meaning of its keys."""
    terms = {resource.term.name: _scope(resource) for resource in RESOURCES}
    return {"@context": {"@version": 1.1, **load_prefixes(), **dict(sorted(terms.items()))}}


def list_type_keys(term: ClassTerm) -> list[str]:
    """The values of `@type` of a resource: its class and those of cancu by their key, others by prefixed name.

    Example:
        >>> from cancu.ontology.classes import PLAN
        >>> list_type_keys(PLAN)
        ['Plan', 'Document', 'eli:LegalResource']
    """
    return [term.name, *(name.removeprefix("cancu:") for name in list_ancestors(term)[1:])]


def _scope(resource: type[Resource]) -> dict[str, Any]:
    keys = {slot.field: _define(slot) for slot in list_slots(resource)}
    return {"@id": resource.term.curie, "@context": dict(sorted(keys.items()))}


def _define(slot: Slot) -> dict[str, Any]:
    meaning: dict[str, Any] = {"@id": slot.term.curie}
    if slot.kind in ("reference", "part"):
        meaning["@type"] = "@id"
    elif slot.kind == "concept":
        meaning |= {"@type": "@vocab", "@context": {"@vocab": f"{SCHEMES}{slot.scheme}/"}}
    elif slot.term.language:
        meaning["@language"] = slot.term.language
    elif slot.datatype not in ("xsd:string", "xsd:boolean"):
        meaning["@type"] = slot.datatype
    return meaning | ({"@container": "@set"} if slot.at_most is None else {})
