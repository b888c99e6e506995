from __future__ import annotations

import json
from typing import Any

import pytest

from cancu.graph.json_ld import to_json, write_json_ld
from cancu.graph.projection import Projected, project_store
from cancu.ontology.compilation import read_compiled
from cancu.ontology.resources import RESOURCES, DeadlineResource
from cancu.ontology.slots import list_slots

BASE = "https://x.example/id/vb/1"


def test_a_resource_is_an_object_with_the_keys_of_its_fields() -> None:
    deadline = DeadlineResource(
        iri=f"{BASE}/hn/1", text="Quý I/2022", due=("2022-03-31",), confidence=0.75,
        evidence=f"{BASE}/bc", generated_by=f"{BASE}/luot-doc",
    )  # fmt: skip
    assert to_json(deadline) == {
        "@id": f"{BASE}/hn/1", "@type": ["Deadline", "time:TemporalEntity"], "text": "Quý I/2022",
        "due": ["2022-03-31"], "ongoing": False, "periodic": False, "confidence": "0.75",
        "evidence": f"{BASE}/bc", "generated_by": f"{BASE}/luot-doc",
    }  # fmt: skip


def test_the_document_carries_the_bundled_context(fill: Any, write: Any) -> None:
    store = fill(write("1/QĐ-UBND", "UBND tỉnh Quảng Ngãi", "2021-01-05", tasks=[("I.1", "Rà soát.")]))
    document = json.loads("".join(write_json_ld(project_store(store))))
    assert document["@context"] == json.loads(read_compiled("context.jsonld"))["@context"]
    assert len(document["@graph"]) == len(list(project_store(store)))


def test_an_empty_export_is_still_a_document() -> None:
    assert json.loads("".join(write_json_ld(iter(()))))["@graph"] == []


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.__name__)
def test_schema_and_context_know_every_key(resource: Any) -> None:
    schema = json.loads(read_compiled("export.schema.json"))["$defs"][resource.term.name]["properties"]
    context = json.loads(read_compiled("context.jsonld"))["@context"][resource.term.name]["@context"]
    fields = {slot.field for slot in list_slots(resource)}
    assert set(schema) == fields | {"@id", "@type"}
    assert set(context) == fields


def test_the_export_fits_its_schema(fill: Any, write: Any, cite: Any) -> None:
    schema = json.loads(read_compiled("export.schema.json"))["$defs"]
    paper = write("1/QĐ-UBND", "UBND tỉnh Quảng Ngãi", "2021-01-05", cite("76/NQ-CP"), tasks=[("I.1", "Rà soát.")])
    for one in project_store(fill(paper)):
        assert isinstance(one, Projected)
        found = to_json(one.resource)
        kind = schema[one.resource.term.name]
        assert set(kind["required"]) <= set(found) <= set(kind["properties"])
