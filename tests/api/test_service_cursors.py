"""Pages of long lists: complete, without repetition, stable while rows come and go."""

from __future__ import annotations

import base64
import datetime
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from cancu.graph.store import Store
from tests.api.conftest import OpenService


def follow(client: TestClient, path: str, name: str) -> list[list[Any]]:
    """All pages of a list, each reached by the link of the one before."""
    pages, address = [], path
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        pages.append(answer.json()[name])
        link = answer.headers.get("link", "")
        address = link[1 : link.index(">")] if 'rel="next"' in link else ""
    return pages


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/documents?limit=3", "documents"),
        ("/api/documents?limit=2&type=ke+hoach", "documents"),
        ("/api/findings?limit=5", "findings"),
        ("/api/agencies?limit=4", "organisations"),
        ("/api/units?limit=10&level=province&on=2026-01-01", "units"),
    ],
)
def test_pages_together_are_the_list(service: TestClient, path: str, name: str) -> None:
    whole = follow(service, re.sub(r"limit=\d+", "limit=500", path), name)
    pages = follow(service, path, name)
    assert len(whole) == 1
    assert len(pages) > 1
    assert [row for page in pages for row in page] == whole[0]


def test_rows_that_come_meanwhile_shift_nothing(open_service: OpenService, own_store: Path) -> None:
    client = open_service(own_store)
    everything = [row["iri"] for row in client.get("/api/documents?limit=500").json()["documents"]]
    first = client.get("/api/documents?limit=4").json()
    with Store.open(own_store) as store:
        store.remove(everything[0], by="Văn thư", on=datetime.date(2026, 1, 2))
    second = client.get("/api/documents", params={"limit": 500, "cursor": first["next"]}).json()
    assert [row["iri"] for row in second["documents"]] == everything[4:]


@pytest.mark.parametrize(
    "cursor",
    ["abc", "%00", "=" * 9, base64.urlsafe_b64encode(b"[" * 1400).decode(), base64.urlsafe_b64encode(b"[1,2]").decode(),
     base64.urlsafe_b64encode(b'{"a":1}').decode(), "é", base64.urlsafe_b64encode(b'["x","\\ud800"]').decode()],
)  # fmt: skip
def test_a_broken_cursor_is_refused(service: TestClient, cursor: str) -> None:
    answer = service.get("/api/documents", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:cancu:problem:E_CURSOR")


def test_a_cursor_of_another_question_is_refused(service: TestClient) -> None:
    cursor = service.get("/api/documents?limit=2").json()["next"]
    for path in ("/api/documents?level=province&", "/api/findings?", "/api/agencies?"):
        answer = service.get(f"{path}cursor={cursor}")
        assert (answer.status_code, answer.json()["type"]) == (422, "urn:cancu:problem:E_CURSOR")


def test_a_cursor_may_go_on_with_another_size(service: TestClient) -> None:
    cursor = service.get("/api/documents?limit=2").json()["next"]
    assert len(service.get("/api/documents", params={"cursor": cursor, "limit": 5}).json()["documents"]) == 5
