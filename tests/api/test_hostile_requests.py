"""Requests that mean harm: every text parameter takes them for data, and the store is as it was before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from cancu.api.linked_data import write_store
from cancu.api.service import create_app
from cancu.api.service_settings import Settings
from cancu.graph.store import Store
from tests.api.conftest import TOKEN

INJECTIONS = (
    '"} DELETE {', "') DETACH DELETE n //", "`) MATCH (n", "> } DROP ALL {", "'; DROP TABLE documents; --", "%' OR 1=1",
    "${jndi:ldap://x}", "{{7*7}}", "<script>alert(1)</script>", '"><img src=x onerror=1>', "../../../etc/passwd",
    "file:///etc/passwd", "http://169.254.169.254/", "\r\nSet-Cookie: a=b", "\u202etxt.exe", "\x00", "\ud7ff\U0001f4a9",
)  # fmt: skip
SEARCHES = (
    '"', "*", "NEAR(", "OR", "AND NOT", "a OR", '"a', "folded : x", "kind : task", "-", "^", "()", "{}", "a*b", "\\",
    "'", "%", "đ" * 900, " ".join(["kế hoạch"] * 100), "\u0301" * 200, "\u200b", "١٢/KH", "76/", "/", "a:b",
)  # fmt: skip
PLACES = (
    "/api/document?document={}", "/api/text?document={}", "/api/check?document={}", "/api/basis?document={}",
    "/api/cascade?document={}", "/api/tasks?document={}", "/api/obligations?organisation={}",
    "/api/obligations?organisation=S%E1%BB%9F%20N%E1%BB%99i%20v%E1%BB%A5&document={}", "/api/documents?type={}",
    "/api/documents?issuer={}", "/api/documents?cursor={}", "/api/findings?code={}", "/api/coverage?child={}",
    "/api/coverage?child=2764/KH-SNV&parent={}", "/api/coverage?child=2764/KH-SNV&organisation={}",
    "/api/explanation?child=2764/KH-SNV&ref={}", "/api/alignment?parent={0}&child={0}", "/api/gaps?within={}",
    "/api/gaps?topic={}", "/api/decisions?document={}", "/api/search?q={}", "/api/units?within={}",
    "/api/export/{}", "/api/coverage.{}?child=2764/KH-SNV",
    "/papers/dossier.{}?document=2764/KH-SNV", "/papers/tasks.csv?document={}",
    "/papers/assignments.docx?organisation={}",
    "/papers/comparison.docx?old={0}&new={0}", "/api/queries/{}", "/id/{}", "/ontology/{}", "/static/{}",
)  # fmt: skip


pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile")]


@pytest.fixture(scope="module")
def client(sample_store: Path) -> Iterator[TestClient]:
    """The sample documents, served to one who may write."""
    with TestClient(create_app(Settings(sample_store, token=TOKEN, patience=60)), "http://127.0.0.1:8711",
                    raise_server_exceptions=False) as opened:  # fmt: skip
        opened.headers["authorization"] = f"Bearer {TOKEN}"
        yield opened


@pytest.fixture(autouse=True, scope="module")
def _unharmed(sample_store: Path) -> Iterator[None]:
    """Nothing that is asked here changes what is stored."""
    before = digest(sample_store)
    yield
    assert digest(sample_store) == before


def digest(path: Path) -> str:
    with Store.open(path, read_only=True) as store:
        triples = "".join(write_store(store, "nt", verdicts=False))
        return hashlib.sha256((triples + str(store.revision)).encode()).hexdigest()


@pytest.mark.parametrize("place", PLACES)
def test_text_is_data_wherever_it_is_given(client: TestClient, place: str) -> None:
    for text in INJECTIONS:
        answer = client.get(place.format(quote(text, safe="")))
        assert answer.status_code in (200, 404, 409, 422, 400), (text, answer.text)
        assert "set-cookie" not in answer.headers
        assert "root:" not in answer.text
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("query", SEARCHES)
def test_no_words_break_the_search(client: TestClient, query: str) -> None:
    answer = client.get("/api/search", params={"q": query})
    assert answer.status_code in (200, 422), answer.text
    assert client.get("/api/search", params={"q": "thu tuc"}).json()["tasks"]


def test_a_page_shows_hostile_words_as_words(client: TestClient) -> None:
    for text in INJECTIONS[8:10]:
        page = client.get("/search", params={"q": text}, headers={"accept": "text/html"})
        assert text not in page.text
        assert page.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("text", INJECTIONS)
def test_rulings_about_nothing_are_not_recorded(client: TestClient, text: str) -> None:
    ruling = {"kind": "confirm", "first": f"2215/QĐ-UBND#{text}", "second": f"{text}#I.1", "by": text}
    answer = client.post("/api/decisions", json=ruling)
    assert (answer.status_code, answer.headers["content-type"]) in (
        (404, "application/problem+json"), (422, "application/problem+json"),
    ), answer.text  # fmt: skip
