"""The door of the service: what is refused before it is read, and what every answer carries."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from cancu.api.service_library import Library
from cancu.api.service_settings import Limits
from tests.api.conftest import OpenService

PROBLEM = "application/problem+json"


def read_problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The problem of an answer, which must be of this status and code."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    problem: dict[str, Any] = answer.json()
    assert problem["type"] == f"urn:cancu:problem:{code}"
    assert problem["status"] == status
    assert problem["instance"] == answer.headers["x-request-id"]
    return problem


@pytest.mark.parametrize("path", ["/health", "/api/documents", "/nowhere", "/static/cancu.css", "/"])
def test_every_answer_is_safe_for_a_browser_and_bears_an_id(service: TestClient, path: str) -> None:
    headers = service.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-request-id"]
    assert "access-control-allow-origin" not in headers


def test_an_id_given_by_the_sender_is_kept_where_it_is_harmless(service: TestClient) -> None:
    assert service.get("/health", headers={"x-request-id": "ho so/../1"}).headers["x-request-id"].isalnum()
    assert service.get("/health", headers={"x-request-id": "ho-so.12"}).headers["x-request-id"] == "ho-so.12"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8711", "", "[::2]:8711"])
def test_a_foreign_host_name_is_refused(service: TestClient, host: str) -> None:
    read_problem(service.get("/api/documents", headers={"host": host}), 421, "E_HOST")


@pytest.mark.parametrize("host", ["localhost:8711", "127.0.0.1", "[::1]:8711", "van-phong.local:80"])
def test_known_host_names_are_served(open_service: OpenService, sample_store: Path, host: str) -> None:
    client = open_service(sample_store, hosts=("van-phong.local",))
    assert client.get("/api/documents", headers={"host": host}).status_code == 200


def test_long_addresses_are_refused(service: TestClient) -> None:
    read_problem(service.get("/api/search?q=" + "a" * 9000), 414, "E_URL")


@pytest.mark.parametrize("length", ["30000000", "-1", "1e3", "9" * 40])
def test_a_body_that_says_it_is_too_large_is_not_read(service: TestClient, length: str) -> None:
    answer = service.post("/api/decisions", content=b"{}", headers={"content-length": length})
    read_problem(answer, 413, "E_TOO_LARGE")


def test_a_body_that_does_not_say_how_long_it_is_is_counted(open_service: OpenService, sample_store: Path) -> None:
    client = open_service(sample_store, limits=Limits(body=1000))

    def pour() -> Iterator[bytes]:
        for _ in range(20):
            yield b" " * 100

    read_problem(client.post("/api/decisions", content=pour()), 413, "E_TOO_LARGE")


def test_one_too_many_is_told_to_come_again(open_service: OpenService, sample_store: Path) -> None:
    client = open_service(sample_store, limits=Limits(concurrent=0, retry_after=7))
    answer = client.get("/api/documents")
    read_problem(answer, 429, "E_BUSY")
    assert answer.headers["retry-after"] == "7"
    assert client.get("/health").status_code == 200


def test_a_defect_tells_nothing_of_the_inside(
    service: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_library: Library, _store: Any) -> None:
        raise ZeroDivisionError("bí mật của /srv/kho.db")

    monkeypatch.setattr(Library, "find_listing", fail)
    answer = service.get("/api/documents")
    problem = read_problem(answer, 500, "E_INTERNAL")
    assert "bí mật" not in answer.text
    assert "Traceback" not in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert problem["instance"] in next(record.getMessage() for record in caplog.records if record.exc_info)


def test_people_are_told_of_refusals_and_defects_on_a_page(
    open_service: OpenService, sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = open_service(sample_store)
    person = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    busy = open_service(sample_store, limits=Limits(concurrent=0)).get("/search?q=a&level=x", headers=person)
    assert '<a href="/search?q=a&amp;level=x">Thử lại</a>' in busy.text
    assert busy.headers["retry-after"] == "2"
    long = client.get("/search?q=" + "a" * 9000, headers=person)
    monkeypatch.setattr(Library, "read_catalogue", lambda _self: 1 // 0)
    defect = client.get("/documents?lang=en", headers=person)
    for answer, status, words in ((long, 414, "Địa chỉ quá dài"), (defect, 500, "a defect of the service")):
        assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert f"<h1>{words}</h1>" in answer.text
        assert answer.headers["x-request-id"] in answer.text
        assert "ZeroDivisionError" not in answer.text


def test_the_log_has_a_line_for_every_request_without_words_of_documents(
    service: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "cancu.service"):
        answer = service.get("/api/search", params={"q": "thủ tục hành chính"})
        ruling = {"kind": "confirm", "first": "Kế hoạch mật#I.1", "second": "2764/KH-SNV#I.1", "by": "Bà Bí Ẩn"}
        service.post("/api/decisions", json=ruling)
    lines = [json.loads(record.getMessage()) for record in caplog.records if record.name == "cancu.service"]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [
        ("GET", "/api/search", 200),
        ("POST", "/api/decisions", 404),
    ]
    assert lines[0]["id"] == answer.headers["x-request-id"]
    assert not any(word in caplog.text for word in ("thủ tục", "mật", "Bí Ẩn", "th%E1"))


def test_figures_count_what_was_answered(service: TestClient) -> None:
    for path in ("/health", "/nowhere", "/nowhere"):
        service.get(path)
    figures = service.get("/metrics").text
    assert 'cancu_requests_total{status="404"} 2' in figures
    assert 'cancu_request_seconds_bucket{le="+Inf"} 3' in figures
    assert "cancu_requests_running 1" in figures
