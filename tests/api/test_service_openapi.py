"""The description of the service: whole, true, with examples that work; every operation under generated requests."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from cancu.api.service import create_app
from cancu.api.service_examples import EXAMPLES, load_answers, make_answers, read_json, write_address, write_command
from cancu.api.service_openapi import describe_service, list_operations
from cancu.api.service_settings import Settings
from tests.api.conftest import TOKEN, OpenService


@pytest.fixture(scope="module")
def app(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """A service over a copy of the samples that generated requests may change."""
    path = tmp_path_factory.mktemp("openapi") / "kho.db"
    shutil.copy(sample_store, path)
    return create_app(Settings(path, token=TOKEN, patience=60))


def test_every_operation_is_described_in_both_languages_with_an_example(app: FastAPI) -> None:
    operations = list_operations(app)
    assert {one["operationId"] for one in operations} == set(EXAMPLES)
    assert len({one["operationId"] for one in operations}) == len(operations)
    for operation in operations:
        assert operation["summary"] == EXAMPLES[operation["operationId"]].vietnamese
        assert operation["description"]
        assert operation["responses"]["4XX"] == operation["responses"]["5XX"]
        for parameter in operation.get("parameters", ()):
            assert parameter["schema"], parameter


def test_problems_are_declared_as_they_are_sent(app: FastAPI) -> None:
    described = describe_service(app)
    problem = described["components"]["responses"]["Problem"]["content"]["application/problem+json"]
    assert set(problem["example"]) == set(described["components"]["schemas"]["Problem"]["properties"])
    assert "HTTPValidationError" not in json.dumps(described)


def test_the_examples_are_answered_as_told(open_service: OpenService, sample_store: Path) -> None:
    client = open_service(sample_store, patience=60)
    asked = []

    def ask(address: str) -> Any:
        answer = client.get(address)
        asked.append((address, answer.status_code))
        return read_json(answer)

    assert make_answers(ask) == load_answers(), "make them anew: python -m cancu.api.service_examples"
    assert {status for _, status in asked} == {200}


def test_commands_are_for_a_shell() -> None:
    for name, example in EXAMPLES.items():
        assert write_command("GET", example).count("'") % 2 == 0, name
        assert write_address(example).isascii()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_shows_every_operation(service: TestClient, language: str) -> None:
    page = service.get(f"/api?lang={language}", headers={"accept": "text/html"})
    assert page.status_code == 200
    for name, example in EXAMPLES.items():
        assert f'id="{name}"' in page.text
        assert language == "en" or example.vietnamese in page.text
    assert "http://127.0.0.1:8711/api/documents" in page.text
    assert not [word for word in ("//cdn", "https://unpkg", "https://fonts", "<script>") if word in page.text]
    assert len(page.content) < 300_000


OPERATIONS = sorted(set(EXAMPLES) - {"follow_job", "send_document"})
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.mark.slow
@pytest.mark.xdist_group("openapi")
@pytest.mark.parametrize("name", OPERATIONS)
def test_generated_requests_are_answered_as_described(app: FastAPI, name: str) -> None:
    schema = schemathesis.openapi.from_dict(describe_service(app))
    schema.app = app
    operations = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    found = next(one for one in operations if one.definition.raw["operationId"] == name)
    examples = 10 if found.tags == ["sparql"] else 40

    @hypothesis.settings(
        max_examples=examples, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @hypothesis.given(case=found.as_strategy())
    def ask(case: Any) -> None:
        headers = {"host": "127.0.0.1", "authorization": f"Bearer {TOKEN}"}
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()
