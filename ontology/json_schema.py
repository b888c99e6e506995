"""JSON Schema: of what extraction delivers, and of the resources in the JSON-LD export."""

from __future__ import annotations

from typing import Any

from cancu.ontology.json_context import list_type_keys
from cancu.ontology.markers import SCHEMES
from cancu.ontology.records import Extraction
from cancu.ontology.resources import RESOURCES, Resource
from cancu.ontology.schemes import load_schemes
from cancu.ontology.slots import Slot, list_slots
from cancu.ontology.wordings import load_wordings

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"


def build_extraction_schema() -> dict[str, Any]:
    """The schema of the records of one document."""
    return {"$schema": _DIALECT, "$id": f"{SCHEMES}extraction.schema.json", **Extraction.model_json_schema()}


def build_export_schema() -> dict[str, Any]:
    """The schema of the JSON-LD export: a graph of resources, each of one of the classes."""
    kinds = {resource.term.name: _describe(resource) for resource in RESOURCES}
    return {
        "$schema": _DIALECT,
        "$id": f"{SCHEMES}export.schema.json",
        "type": "object",
        "required": ["@context", "@graph"],
        "properties": {
            "@context": {"type": "object"},
            "@graph": {"type": "array", "items": {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in sorted(kinds)]}},
        },
        "$defs": dict(sorted(kinds.items())),
    }


def _describe(resource: type[Resource]) -> dict[str, Any]:
    slots = list_slots(resource)
    wording = load_wordings()[resource.term.curie]
    return {
        "title": f"{wording.vi} ({wording.en})",
        "description": f"{wording.vi_definition}. ({wording.en_definition}.)",
        "type": "object",
        "additionalProperties": False,
        "required": ["@id", "@type", *(slot.field for slot in slots if slot.at_least)],
        "properties": {
            "@id": {"type": "string", "format": "iri"},
            "@type": {
                "type": "array",
                "items": {"enum": list_type_keys(resource.term)},
                "contains": {"const": resource.term.name},
            },
            **{slot.field: _describe_slot(slot) for slot in slots},
        },
    }


def _describe_slot(slot: Slot) -> dict[str, Any]:
    value = _describe_value(slot)
    if slot.at_most == 1:
        return value
    bounds = {"minItems": slot.at_least} | ({"maxItems": slot.at_most} if slot.at_most else {})
    return {"type": "array", "items": value, **bounds}


def _describe_value(slot: Slot) -> dict[str, Any]:
    if slot.kind == "part":
        choices = [{"$ref": f"#/$defs/{term.name}"} for term in slot.classes]
        return choices[0] if len(choices) == 1 else {"anyOf": choices}
    if slot.kind == "reference":
        return {"type": "string", "format": "iri"}
    if slot.kind == "concept":
        return {"enum": [concept.notation for concept in load_schemes()[slot.scheme].concepts]}
    return _LITERALS.get(slot.datatype, {"type": "string"}) | _bound(slot)


def _bound(slot: Slot) -> dict[str, Any]:
    """Bounds of whole numbers and patterns of texts; fractions are texts here, and bounded by the shapes alone."""
    if slot.pattern:
        return {"pattern": slot.pattern}
    whole = _LITERALS.get(slot.datatype, {}).get("type") == "integer"
    return {"minimum": int(slot.lowest)} if whole and slot.lowest is not None else {}


_LITERALS: dict[str, dict[str, Any]] = {
    "xsd:boolean": {"type": "boolean"},
    "xsd:date": {"type": "string", "format": "date"},
    "xsd:decimal": {"type": "string", "pattern": _DECIMAL},
    "xsd:nonNegativeInteger": {"type": "integer"},
    "xsd:positiveInteger": {"type": "integer"},
}
