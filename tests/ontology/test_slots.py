from __future__ import annotations

from enum import StrEnum

import pytest

from cancu.ontology.markers import PropertyTerm
from cancu.ontology.resources import (
    RESOURCES,
    AgencyResource,
    CitationResource,
    DocumentResource,
    EvidenceResource,
    PlanResource,
    Resource,
    SourceTextResource,
    TaskResource,
)
from cancu.ontology.schemes import ENUMERATIONS, load_schemes
from cancu.ontology.slots import Slot, list_ancestors, list_own_slots, list_slots


def find(resource: type[Resource], field: str) -> Slot:
    return next(slot for slot in list_slots(resource) if slot.field == field)


def test_counts_follow_from_the_type_of_the_field() -> None:
    def count(resource: type[Resource], field: str) -> tuple[int, int | None]:
        slot = find(resource, field)
        return slot.at_least, slot.at_most

    assert count(TaskResource, "ref") == (1, 1)
    assert count(TaskResource, "heading") == (0, 1)
    assert count(TaskResource, "led_by") == (0, None)
    assert count(EvidenceResource, "selectors") == (2, 2)
    assert count(CitationResource, "rule") == (0, 1)


def test_bounds_and_patterns_of_pydantic_are_kept() -> None:
    confidence = find(CitationResource, "confidence")
    assert (confidence.lowest, confidence.highest) == (0, 1)
    assert find(SourceTextResource, "sha256").pattern == "^[0-9a-f]{64}$"


def test_values_are_literals_concepts_references_or_parts() -> None:
    assert find(DocumentResource, "date").datatype == "xsd:date"
    assert find(CitationResource, "relation").scheme == "relation"
    assert find(DocumentResource, "kind").scheme == "document-type"
    assert [term.curie for term in find(TaskResource, "led_by").classes] == ["cancu:Addressee"]
    assert find(TaskResource, "assignments").kind == "part"
    assert find(DocumentResource, "title").datatype == "rdf:langString"


def test_fields_without_a_marker_have_no_slot() -> None:
    assert {"lead", "coordinate", "products", "start", "end"}.isdisjoint(
        slot.field for slot in list_slots(TaskResource)
    )


def test_a_plan_is_a_document_and_a_legal_resource() -> None:
    assert list_ancestors(PlanResource.term) == ("cancu:Plan", "cancu:Document", "eli:LegalResource")
    assert list_own_slots(PlanResource) == ()
    assert "label" not in {slot.field for slot in list_own_slots(AgencyResource)}


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.__name__)
def test_every_field_beside_the_iri_that_a_resource_adds_is_marked(resource: type[Resource]) -> None:
    added = set(vars(resource).get("__annotations__", {})) - {"term", "iri"}
    marked = {
        name
        for name in added
        if any(isinstance(marker, PropertyTerm) for marker in resource.model_fields[name].metadata)
    }
    assert added == marked


def test_every_enumeration_is_a_scheme_with_the_same_notations() -> None:
    schemes = load_schemes()
    for enumeration, name in ENUMERATIONS.items():
        assert issubclass(enumeration, StrEnum)
        assert schemes[name].notations == {member.value for member in enumeration}
