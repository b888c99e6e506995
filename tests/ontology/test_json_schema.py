from __future__ import annotations

import json

from cancu.ontology.compilation import read_compiled
from cancu.ontology.json_schema import build_extraction_schema
from cancu.ontology.records import Extraction


def test_the_schema_of_extraction_has_the_fields_of_the_records() -> None:
    schema = build_extraction_schema()
    assert set(schema["properties"]) == set(Extraction.model_fields)
    assert schema["$defs"]["Citation"]["required"] == ["type", "start", "end", "text"]
    assert schema["$defs"]["Task"]["properties"]["confidence"]["maximum"] == 1


def test_the_schema_of_the_export_closes_lists_and_knows_parts() -> None:
    kinds = json.loads(read_compiled("export.schema.json"))["$defs"]
    assert "basis" in kinds["Citation"]["properties"]["relation"]["enum"]
    assert kinds["Task"]["properties"]["deadline_due"] == {"$ref": "#/$defs/Deadline"}
    assert kinds["Task"]["additionalProperties"] is False
    assert kinds["EvidenceSpan"]["properties"]["selectors"]["minItems"] == 2
    assert kinds["Plan"]["properties"]["@type"]["contains"] == {"const": "Plan"}
