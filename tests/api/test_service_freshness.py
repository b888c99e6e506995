"""Entity tags: what a client has already is not sent again, and never outlives a change of the store."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cancu.graph.store import Store
from tests.api.conftest import OpenService

READINGS = [
    "/",
    "/api/documents",
    "/api/document?document=990/NQ-CP",
    "/api/text?document=990/NQ-CP",
    "/api/check?document=2764/KH-SNV",
    "/api/findings",
    "/api/basis?document=2764/KH-SNV",
    "/api/cascade?document=990/NQ-CP",
    "/api/tasks?document=2764/KH-SNV",
    "/api/obligations?organisation=Sở Nội vụ tỉnh Hoài Giang",
    "/api/agencies",
    "/api/units?level=province",
    "/api/alignment?parent=2215/QĐ-UBND&child=2764/KH-SNV",
    "/api/coverage?child=2764/KH-SNV",
    "/api/gaps",
    "/api/decisions",
    "/api/search?q=thu tuc",
]


@pytest.mark.parametrize("path", READINGS)
def test_what_did_not_change_is_not_sent_again(service: TestClient, path: str) -> None:
    first = service.get(path)
    assert first.status_code == 200, first.text
    again = service.get(path, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert {"accept", "cookie"} <= {name.strip().lower() for name in first.headers["vary"].split(",")}


def test_a_change_of_the_store_ends_all_tags(open_service: OpenService, own_store: Path) -> None:
    client = open_service(own_store)
    tag = client.get("/api/documents").headers["etag"]
    with Store.open(own_store) as store:
        store.remove(store.find("990/NQ-CP").iri, by="Văn thư", on=datetime.date(2026, 1, 2))
    answer = client.get("/api/documents", headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert answer.headers["etag"] != tag
    assert "990/NQ-CP" not in answer.text


def test_another_form_language_or_question_has_another_tag(service: TestClient) -> None:
    tags = {
        service.get("/api/documents").headers["etag"],
        service.get("/api/documents?limit=2").headers["etag"],
        service.get("/api/documents", headers={"accept": "application/json"}).headers["etag"],
        service.get("/api/documents", headers={"cookie": "cancu_lang=en"}).headers["etag"],
    }
    assert len(tags) == 4


def test_health_is_never_remembered(service: TestClient) -> None:
    for path in ("/health", "/ready", "/metrics"):
        assert "etag" not in service.get(path).headers


def test_errors_have_no_tag(service: TestClient) -> None:
    assert "etag" not in service.get("/api/document?document=khong-co").headers
