"""Linked data at the identifiers themselves: every form says the same, and what moved is found."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from cancu.graph.projection import project_store
from cancu.graph.rdf_syntaxes import write_ntriples
from cancu.graph.store import Store
from tests.api.conftest import OpenService

FORMS = {
    "json": "application/json",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
}
Triples = set[tuple[str, str, str]]


def find_paths(store: Path) -> dict[str, str]:
    """The address of one thing of each kind."""
    with Store.open(store, read_only=True) as opened:
        found = {type(one.resource).__name__: one.resource.iri for one in project_store(opened, verdicts=False)}
        base = opened.base
    return {name: f"/{iri.removeprefix(base)}" for name, iri in found.items() if "/id/" in iri}


def read_triples(text: str, form: str) -> Triples:
    return {tuple(map(str, quad.triple)) for quad in ox.parse(text, format=ox.RdfFormat.from_media_type(form))}  # type: ignore[misc]


KINDS = ["PlanResource", "TaskResource", "CitationResource", "FindingResource", "StubResource", "AgencyResource",
         "GroupResource", "UnitResource"]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_forms_are_chosen_by_accept_and_by_ending(service: TestClient, sample_store: Path, kind: str) -> None:
    path = find_paths(sample_store)[kind]
    for ending, form in FORMS.items():
        asked, named = service.get(path, headers={"accept": form}), service.get(f"{path}.{ending}")
        assert asked.status_code == named.status_code == 200, asked.text
        assert (
            asked.headers["content-type"].partition(";")[0] == named.headers["content-type"].partition(";")[0] == form
        )
        assert asked.text == named.text
        assert f'<{path}.{ending}>; rel="alternate"; type="{form}"' in asked.headers["link"]
        assert "accept" in asked.headers["vary"].lower()
        assert service.get(path, headers={"accept": form, "if-none-match": asked.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("kind", KINDS)
def test_all_forms_say_what_the_export_says(service: TestClient, sample_store: Path, kind: str) -> None:
    with Store.open(sample_store, read_only=True) as store:
        exported = read_triples("".join(write_ntriples(project_store(store, verdicts=False))), FORMS["nt"])
    path = find_paths(sample_store)[kind]
    told = [
        read_triples(service.get(path, headers={"accept": FORMS[name]}).text, FORMS[name])
        for name in ("ttl", "nt", "jsonld")
    ]
    assert told[0] == told[1] == told[2]
    assert told[0]
    assert told[0] <= exported


def test_plain_json_names_its_context(service: TestClient, sample_store: Path) -> None:
    answer = service.get(find_paths(sample_store)["TaskResource"])
    assert answer.headers["content-type"] == "application/json"
    assert '</context.jsonld>; rel="http://www.w3.org/ns/json-ld#context"' in answer.headers["link"]
    assert "Task" in answer.json()["@type"]
    context = service.get("/context.jsonld")
    assert context.headers["content-type"] == "application/ld+json"
    written = {**answer.json(), **json.loads(context.text)}
    nt = service.get(find_paths(sample_store)["TaskResource"], headers={"accept": FORMS["nt"]}).text
    assert read_triples(json.dumps(written), FORMS["jsonld"]) == read_triples(nt, FORMS["nt"])


def test_people_get_the_page(service: TestClient, sample_store: Path) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    paths = find_paths(sample_store)
    assert service.get(paths["PlanResource"], headers=browser).headers["content-type"].startswith("text/html")
    task = service.get(paths["TaskResource"], headers=browser, follow_redirects=False)
    assert task.status_code == 303
    assert paths["TaskResource"].startswith(task.headers["location"].partition("#")[0])
    agency = service.get(paths["AgencyResource"], headers=browser, follow_redirects=False)
    assert (agency.status_code, agency.headers["location"].partition("=")[0]) == (303, "/agency?name")


@pytest.mark.parametrize("accept", ["image/png", "application/pdf", "text/html;q=0, image/*"])
def test_forms_that_there_are_not(service: TestClient, sample_store: Path, accept: str) -> None:
    answer = service.get(find_paths(sample_store)["PlanResource"], headers={"accept": accept})
    assert (answer.status_code, answer.json()["type"]) == (406, "urn:cancu:problem:E_HTTP_406")


NOTHING = ("vb/vn/khong-co", "", "cq/khong-co", "vb/%3Cscript%3E", "../../etc/passwd", "%00", "vb-tam/" + "0" * 40)


@pytest.mark.parametrize("path", [f"/id/{name}" for name in NOTHING])
def test_what_names_nothing_is_not_found(service: TestClient, path: str) -> None:
    for accept in ("text/turtle", "text/html", "application/json"):
        assert service.get(path, headers={"accept": accept}).status_code == 404


def test_a_stub_whose_document_has_arrived_leads_there(
    open_service: OpenService, samples: Path, tmp_path: Path
) -> None:
    from cancu.api.intake import ingest_files

    path, files = tmp_path / "kho.db", sorted(samples.glob("*.txt"))
    child = next(file for file in files if "2764-kh-snv" in file.name)
    ingest_files(path, [child])
    client = open_service(path)
    stub = next(
        row["to"] for row in client.get("/api/basis?document=2764/KH-SNV").json()["edges"] if "2215" in row["quote"]
    )
    address = "/id/" + stub.partition("/id/")[2]
    assert client.get(address).json()["in_store"] is False
    ingest_files(path, files)
    moved = client.get(address, headers={"accept": "text/turtle"}, follow_redirects=False)
    assert moved.status_code == 303
    assert moved.headers["location"].endswith("2215-qd-ubnd.ttl")
    assert client.get(address, headers={"accept": "text/turtle"}).status_code == 200


@pytest.mark.parametrize("name", ["", "/cancu.ttl", "/concepts.ttl", "/shapes.ttl", "/export.schema.json"])
def test_the_ontology_is_served(service: TestClient, name: str) -> None:
    answer = service.get(f"/ontology{name}")
    assert answer.status_code == 200
    if "json" in name:
        assert answer.json()["$schema"]
    else:
        assert len(read_triples(answer.text, "text/turtle")) > 100
