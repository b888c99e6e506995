"""Who may write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import TOKEN, OpenService

RULING = {
    "kind": "exempt",
    "first": "2215/QĐ-UBND#II.1",
    "second": "2764/KH-SNV",
    "by": "Trần Thị Mẫu",
    "reason": "Đã giao nơi khác",
}


def record(client: TestClient, **headers: str) -> Any:
    shown = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/api/decisions", json=RULING, headers={"authorization": "", **shown})


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer sai", f"Basic {'x' * 20}", "bearer  "])
def test_without_the_token_nobody_writes(service: TestClient, authorization: str) -> None:
    answer = record(service, authorization=authorization)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.json()["type"] == "urn:cancu:problem:E_TOKEN"


def test_where_there_is_no_token_nobody_writes(open_service: OpenService, sample_store: Path) -> None:
    answer = record(open_service(sample_store, token=None))
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:cancu:problem:E_READ_ONLY")


def test_the_token_lets_write_as_header_and_as_cookie(open_service: OpenService, own_store: Path) -> None:
    client = open_service(own_store, token="ma-thu-7")
    assert record(client, authorization="Bearer ma-thu-7").status_code == 201
    entered = client.get("/enter", params={"token": "ma-thu-7"}, follow_redirects=False)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert record(client).status_code == 201


def test_a_page_of_another_site_does_not_write(open_service: OpenService, own_store: Path) -> None:
    client = open_service(own_store)
    answer = client.post("/api/decisions", json=RULING, headers={"sec-fetch-site": "cross-site"})
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:cancu:problem:E_FOREIGN")


def test_a_wrong_token_does_not_enter(service: TestClient) -> None:
    answer = service.get("/enter", params={"token": TOKEN[:-1]}, follow_redirects=False)
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
