"""SPARQL over HTTP: the protocol, the forms of answers, the library, and what hostile queries meet."""

from __future__ import annotations

import csv
import datetime
import io
import json
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from cancu.api.service import create_app
from cancu.api.service_settings import Limits, Settings
from cancu.graph.store import Store
from cancu.ontology.named_queries import load_queries

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("sparql")]
PLANS = "SELECT ?plan ?label { ?plan a cancu:Plan ; rdfs:label ?label } ORDER BY ?plan LIMIT 3"
NS = "{http://www.w3.org/2005/sparql-results#}"


@pytest.fixture(scope="module")
def sparql(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A copy of the sample documents, served; its processes are warm."""
    path = tmp_path_factory.mktemp("sparql") / "kho.db"
    with Store.open(sample_store, read_only=True) as store:
        store.backup(path)
    app = create_app(Settings(path, patience=60, limits=Limits(seconds=4.0)))
    with TestClient(app, "http://127.0.0.1:8711", raise_server_exceptions=False) as client:
        yield client


def ask(client: TestClient, query: str, accept: str = "", **parameters: Any) -> Any:
    return client.get("/sparql", params={"query": query, **parameters}, headers={"accept": accept} if accept else {})


def test_the_three_ways_of_the_protocol_answer_alike(sparql: TestClient) -> None:
    got = ask(sparql, PLANS)
    form = sparql.post("/sparql", data={"query": PLANS})
    body = sparql.post("/sparql", content=PLANS, headers={"content-type": "application/sparql-query; charset=utf-8"})
    assert got.status_code == form.status_code == body.status_code == 200, got.text
    assert got.json() == form.json() == body.json()
    assert len(got.json()["results"]["bindings"]) == 3
    assert got.headers["content-type"] == "application/sparql-results+json"


def test_a_table_comes_in_four_forms(sparql: TestClient) -> None:
    expected = [
        [row[name]["value"] for name in ("plan", "label")] for row in ask(sparql, PLANS).json()["results"]["bindings"]
    ]
    table = ask(sparql, PLANS, "text/csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(table.text)))[1:] == expected
    tabs = ask(sparql, PLANS, "text/tab-separated-values").text.splitlines()
    assert tabs[0] == "?plan\t?label"
    assert tabs[1].startswith(f'<{expected[0][0]}>\t"')
    tree = ET.fromstring(ask(sparql, PLANS, "application/sparql-results+xml").text)
    rows = [[one[0].text for one in result] for result in tree.iter(f"{NS}result")]
    assert rows == expected


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("application/json", '{"head": {}, "boolean": true}'),
        ("text/csv", "true\n"),
        ("application/xml", "<boolean>true</boolean>"),
    ],
)
def test_yes_or_no(sparql: TestClient, accept: str, answer: str) -> None:
    told = ask(sparql, "ASK { ?plan a cancu:Plan }", accept).text
    assert json.loads(told) == json.loads(answer) if "json" in accept else answer in told


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_a_graph_comes_in_four_syntaxes(sparql: TestClient, accept: str) -> None:
    query = "CONSTRUCT { ?p rdfs:label ?l } WHERE { ?p a cancu:Plan ; rdfs:label ?l }"
    answer = ask(sparql, query, accept)
    assert answer.headers["content-type"].partition(";")[0] == accept
    read, turtle = (
        {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.from_media_type(form))}
        for text, form in ((answer.text, accept), (ask(sparql, query).text, "text/turtle"))
    )
    assert len(read) > 5
    assert read == turtle


@pytest.mark.parametrize(
    ("accept", "query"), [("image/png", PLANS), ("text/turtle", PLANS), ("text/csv", "DESCRIBE <urn:x>")]
)
def test_forms_that_there_are_not(sparql: TestClient, accept: str, query: str) -> None:
    answer = ask(sparql, query, accept)
    assert (answer.status_code, answer.json()["type"]) == (406, "urn:cancu:problem:E_HTTP_406")


FORBIDDEN = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE SILENT ?x { ?s ?p ?o } } }",
    "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
]
UPDATES = ["LOAD <file:///etc/passwd>", "INSERT DATA { <urn:a> <urn:b> 1 }", "DROP ALL", "DELETE WHERE { ?s ?p ?o }"]


@pytest.mark.parametrize("query", FORBIDDEN + UPDATES)
def test_what_reaches_out_or_writes_is_refused(sparql: TestClient, query: str) -> None:
    answer = ask(sparql, query)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.json()["type"] in ("urn:cancu:problem:E_QUERY_FORBIDDEN", "urn:cancu:problem:E_QUERY_SYNTAX")
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "query",
    ["(" * 5000, "SELECT * {" + "{" * 5000, "SELECT", "", "   ", "\x00", "SELECT * { ?s ?p '" + "a" * 200_000 + "' }"],
)
def test_what_is_no_query_is_refused(sparql: TestClient, query: str) -> None:
    answer = sparql.post("/sparql", content=query.encode(), headers={"content-type": "application/sparql-query"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b"query=ASK+%7B%7D&query=ASK+%7B%7D", "application/x-www-form-urlencoded", 400),
        (b"update=DROP+ALL", "application/x-www-form-urlencoded", 400),
        (b"query=ASK+%7B%7D&default-graph-uri=urn:x", "application/x-www-form-urlencoded", 400),
        (b"query=%ff", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a%d=1" % n for n in range(50)), "application/x-www-form-urlencoded", 400),
        (b"DROP ALL", "application/sparql-update", 400),
        (b"\xff\xfe", "application/sparql-query", 400),
        (b"ASK {}", "text/plain", 415),
        (b"ASK {}", "multipart/form-data; boundary=x", 415),
    ],
)
def test_requests_outside_the_protocol(sparql: TestClient, body: bytes, media_type: str, status: int) -> None:
    answer = sparql.post("/sparql", content=body, headers={"content-type": media_type})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text


CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_a_query_without_end_is_ended_and_the_next_is_answered(sparql: TestClient) -> None:
    start = time.monotonic()
    answer = ask(sparql, CARTESIAN, timeout=1)
    assert (answer.status_code, answer.json()["type"]) == (408, "urn:cancu:problem:E_QUERY_TIMEOUT")
    assert time.monotonic() - start < 10
    assert ask(sparql, PLANS).status_code == 200


def test_hostile_queries_hold_nobody_up_for_longer_than_their_limit(sparql: TestClient) -> None:
    with ThreadPoolExecutor(4) as pool:
        hostile = [pool.submit(ask, sparql, CARTESIAN, timeout=1) for _ in range(3)]
        time.sleep(0.2)
        good = pool.submit(ask, sparql, PLANS).result()
        assert good.status_code == 200 or (good.status_code == 429 and good.headers["retry-after"])
        assert {one.result().status_code for one in hostile} <= {408, 429}


def test_a_long_answer_is_cut_and_says_so(sparql: TestClient) -> None:
    answer = ask(sparql, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert answer.headers["x-cancu-cut"] == "true"
    assert answer.json()["cut"] is True
    assert len(answer.json()["results"]["bindings"]) == 10_000
    assert "x-cancu-cut" not in ask(sparql, PLANS).headers


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_the_library_answers(sparql: TestClient, name: str) -> None:
    listed = {one["name"]: one for one in sparql.get("/api/queries").json()["queries"]}
    answer = sparql.get(listed[name]["example"])
    assert answer.status_code == 200, answer.text
    assert answer.json()["results"]["bindings"] if "results" in answer.json() else answer.json()


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/queries/khong-co", 404, "E_UNKNOWN"),
        ("/api/queries/cascade", 400, "E_QUERY_PARAMETER"),
        ("/api/queries/cascade?document=990/NQ-CP&thua=1", 400, "E_QUERY_PARAMETER"),
        ("/api/queries/cascade?document=9999/KH-KHONG", 404, "E_UNKNOWN"),
        ("/api/queries/gaps?level=planet", 400, "E_QUERY_PARAMETER"),
        ("/api/queries/cascade?document=%3E%20%7D%20DROP%20ALL%20%7B", 404, "E_UNKNOWN"),
    ],
)
def test_wrong_parameters_are_told(sparql: TestClient, path: str, status: int, code: str) -> None:
    answer = sparql.get(path)
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:cancu:problem:{code}")


def test_a_change_of_the_store_is_seen(sparql: TestClient) -> None:
    count = "SELECT (COUNT(?d) AS ?n) { ?d a cancu:SourceText }"
    before = int(ask(sparql, count).json()["results"]["bindings"][0]["n"]["value"])
    path = sparql.app.state.library.path  # type: ignore[attr-defined]
    with Store.open(path) as store:
        store.remove(store.find("69/KH-VP").iri, by="Văn thư", on=datetime.date(2026, 1, 2))
    after = ask(sparql, count)
    assert int(after.json()["results"]["bindings"][0]["n"]["value"]) == before - 1
    assert after.headers["etag"]
