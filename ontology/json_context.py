"""The JSON-LD context: what the keys of the export mean, scoped by type, so that no two classes share a key by chance."""

from __future__ import annotations

from typing import Any

from cancu.ontology.markers import SCHEMES
from cancu.ontology.namespaces import load_prefixes
from cancu.ontology.resources import RESOURCES, Resource
from cancu.ontology.slots import Slot, list_slots


def build_context() -> dict[str, Any]:
    """Build the context: prefixes, then each class with the meaning of its keys."""
    terms = {resource.term.name: _scope(resource) for resource in RESOURCES}
    return {"@context": {"@version": 1.1, **load_prefixes(), **dict(sorted(terms.items()))}}


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
