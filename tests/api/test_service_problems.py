"""Errors as problem details: a status for every error, and every error in this form."""

from __future__ import annotations

import sqlite3
from http import HTTPStatus
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cancu.api.service_problems import describe_problem, find_status
from cancu.graph.store import Store
from cancu.ontology import errors
from cancu.ontology.errors import CancuError
from tests.api.conftest import OpenService

EXPECTED = {
    "CancuError": 422,
    "SourceError": 422,
    "VocabularyError": 500,
    "IdentifierError": 422,
    "GraphError": 422,
    "UnknownNodeError": 404,
    "AmbiguousNameError": 409,
    "CascadeCycleError": 409,
    "QueryError": 400,
    "StoreError": 500,
    "StoreUnavailableError": 503,
    "StoreVersionError": 500,
}
KINDS = {name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, CancuError)}


def test_every_error_has_a_status() -> None:
    assert {name: find_status(kind("Có lỗi")) for name, kind in KINDS.items()} == EXPECTED


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_every_error_becomes_a_problem(kind: type[CancuError]) -> None:
    problem = describe_problem(kind("Có lỗi", "an error"), "số-9")
    assert problem.type == f"urn:cancu:problem:{kind.code}"
    assert (problem.title, problem.detail, problem.instance) == ("Có lỗi", "an error", "số-9")
    assert HTTPStatus(problem.status) >= 400


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nowhere", 404, "E_HTTP_404"),
        ("/api/nowhere", 404, "E_HTTP_404"),
        ("/static/../service.py", 404, "E_HTTP_404"),
        ("/static/nowhere.js", 404, "E_HTTP_404"),
        ("/api/document?document=9999/KH-KHONG", 404, "E_UNKNOWN"),
        ("/api/document", 422, "E_USAGE"),
        ("/api/document?document=", 422, "E_USAGE"),
        ("/api/documents?limit=-1", 422, "E_USAGE"),
        ("/api/documents?limit=1000000000", 422, "E_USAGE"),
        ("/api/documents?limit=nhiều", 422, "E_USAGE"),
        ("/api/documents?cursor=%00", 422, "E_CURSOR"),
        ("/api/documents?level=planet", 422, "E_USAGE"),
        ("/api/basis?document=990/NQ-CP&depth=99", 422, "E_USAGE"),
        ("/api/basis?document=990/NQ-CP&as_of=2022-02-30", 422, "E_USAGE"),
        ("/api/coverage?child=990/NQ-CP", 404, "E_UNKNOWN"),
        ("/api/explanation?child=2764/KH-SNV&ref=IX.9.z", 404, "E_UNKNOWN"),
        ("/api/obligations?organisation=Ban Quản lý Sao Hỏa", 404, "E_UNKNOWN"),
    ],
)
def test_errors_are_problems(service: TestClient, path: str, status: int, code: str) -> None:
    answer = service.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert problem["type"] == f"urn:cancu:problem:{code}"


def test_a_person_reads_an_error_as_a_page(service: TestClient) -> None:
    answer = service.get("/nowhere", headers={"accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "Không có trang này" in answer.text
    assert answer.headers["x-request-id"] in answer.text


def test_an_ambiguous_name_lists_what_it_may_mean(open_service: OpenService, own_store: Path) -> None:
    with Store.open(own_store) as store:
        plan = store.find("12/KH-UBND 2022")
        head = plan.document.model_copy(update={"issuer": "UBND xã Vân Đình", "place": "Vân Đình"})
        extraction = store.extraction(plan.iri).model_copy(update={"document": head})
        source = store.source(plan.iri)
        text = source.text + "\nBản của xã khác."
        store.put(source.model_copy(update={"text": text, "sha256": "ab" * 32, "name": "khac.txt"}), extraction)
    answer = open_service(own_store).get("/api/document?document=12/KH-UBND")
    assert answer.status_code == 409
    assert len(answer.json()["candidates"]) == 2


def test_a_store_that_is_being_written_asks_to_come_again(open_service: OpenService, own_store: Path) -> None:
    client = open_service(own_store, patience=0.2)
    writer = sqlite3.connect(own_store, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    ruling = {
        "kind": "exempt",
        "first": "2215/QĐ-UBND#II.1",
        "second": "2764/KH-SNV",
        "by": "Trần Thị Mẫu",
        "reason": "Đã giao nơi khác",
    }
    answer = client.post("/api/decisions", json=ruling)
    assert answer.status_code == 503
    assert answer.json()["type"] == "urn:cancu:problem:E_STORE_LOCKED"
    assert int(answer.headers["retry-after"]) > 0
    assert client.get("/api/documents").status_code == 200, "readers are not held up by a writer"
    writer.execute("ROLLBACK")
    writer.close()
    assert client.post("/api/decisions", json=ruling).status_code == 201


def test_a_store_that_is_gone_is_told(open_service: OpenService, own_store: Path) -> None:
    client = open_service(own_store)
    for file in own_store.parent.glob(f"{own_store.name}*"):
        file.unlink()
    for path in ("/ready", "/api/documents"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["type"]) == (503, "urn:cancu:problem:E_STORE_UNAVAILABLE")
        assert str(own_store) not in answer.text
    assert client.get("/health").status_code == 200


def test_a_damaged_store_is_told_without_its_place(open_service: OpenService, own_store: Path) -> None:
    client = open_service(own_store)
    with Store.open(own_store) as store, store.writing() as connection:
        connection.execute("UPDATE editions SET head = '{'")
        connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
    answer = client.get("/api/documents")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:cancu:problem:E_STORE_DAMAGED")
    assert str(own_store.parent) not in answer.text
