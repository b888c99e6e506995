"""HEAD, OPTIONS and methods that an address does not understand."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize("path", ["/api/documents", "/api/text?document=990/NQ-CP", "/health", "/static/cancu.css"])
def test_head_is_get_without_the_body(service: TestClient, path: str) -> None:
    got, head = service.get(path), service.head(path)
    assert head.status_code == got.status_code == 200
    assert head.content == b""
    differing = {"x-request-id", "date"}
    assert {key: value for key, value in head.headers.items() if key not in differing} == {
        key: value for key, value in got.headers.items() if key not in differing
    }


def test_options_tells_the_methods(service: TestClient) -> None:
    answer = service.options("/api/decisions", headers={"origin": "https://evil.example"})
    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, POST, HEAD, OPTIONS")
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_options_of_nothing_is_not_there(service: TestClient) -> None:
    assert service.options("/nowhere").status_code in (404, 405)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_other_methods_are_refused_with_those_that_are_understood(service: TestClient, method: str) -> None:
    answer = service.request(method, "/api/decisions")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST, HEAD, OPTIONS"
    assert answer.json()["type"] == "urn:cancu:problem:E_HTTP_405"
