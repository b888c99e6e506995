"""The service on a server: the answers of the service on the file, to the byte; a server that goes away and comes back.

Every route belongs to one of the groups below, so that a new one has to say what it answers without a store file.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import pytest
from httpx2 import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from cancu.api import service_server
from cancu.api.command_line import run_program
from cancu.api.service import FILE_ROUTERS, ROUTERS, create_app
from cancu.api.service_problems import MEDIA_TYPE
from cancu.api.service_settings import Settings
from cancu.api.workspace import Workspace
from cancu.graph.legal_basis import find_listed_end
from cancu.graph.neo4j_driver import Access, connect, read_access
from cancu.graph.neo4j_push import push_store
from cancu.graph.store import Store
from cancu.ontology.errors import StoreError, StoreUnavailableError
from cancu.ontology.identifiers import component_of, mint_citation, mint_task

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("neo4j")]

PAIR = "child=2764/KH-SNV&parent=2215/QĐ-UBND"
BODY = "organisation=Sở Nội vụ tỉnh Hoài Giang"
SAME = {
    "/": ["/", "/?lang=en"],
    "/agencies": ["/agencies", "/agencies?q=noi vu"],
    "/agency": ["/agency?name=Sở Nội vụ tỉnh Hoài Giang&as_of=2022-06-01", "/agency?name=không có"],
    "/api": ["/api"],
    "/api/agencies": ["/api/agencies", "/api/agencies?limit=2"],
    "/api/alignment": [f"/api/alignment?{PAIR}"],
    "/api/basis": ["/api/basis?document=2764/KH-SNV&depth=3", "/api/basis?document=990/NQ-CP&down=true"],
    "/api/cascade": ["/api/cascade?document=990/NQ-CP", "/api/cascade?document=2764/KH-SNV&up=true"],
    "/api/citations": ["/api/citations?document=2764/KH-SNV", "/api/citations?document=990/NQ-CP&incoming=true"],
    "/api/check": ["/api/check?document=2764/KH-SNV", "/api/check?document=không có"],
    "/api/coverage": [f"/api/coverage?{PAIR}", "/api/coverage?child=2215/QĐ-UBND&organisation=Sở Nội vụ"],
    "/api/coverage.{format}": [f"/api/coverage.{form}?{PAIR}&as_of=2022-06-01" for form in ("csv", "html", "docx")],
    "/api/decisions": ["/api/decisions", "/api/decisions?document=2764/KH-SNV", "/api/decisions?document=không có"],
    "/api/document": ["/api/document?document=2764/KH-SNV", "/api/document?document=/etc/passwd"],
    "/api/documents": ["/api/documents", "/api/documents?type=Kế hoạch&limit=2", "/api/documents?limit=0"],
    "/api/explanation": [f"/api/explanation?{PAIR}&ref=III.1.a", f"/api/explanation?{PAIR}&ref=không"],
    "/api/findings": ["/api/findings?severity=warning&limit=5", "/api/findings"],
    "/api/gaps": ["/api/gaps?level=department", "/api/gaps?topic=thu tuc"],
    "/api/obligations": ["/api/obligations?organisation=Sở Nội vụ tỉnh Hoài Giang&as_of=2022-06-01&inherited=true"],
    "/api/search": ["/api/search?q=thu tuc hanh chinh&limit=5", "/api/search?q=*"],
    "/api/tasks": ["/api/tasks?document=2764/KH-SNV&inherited=true"],
    "/api/text": ["/api/text?document=2764/KH-SNV"],
    "/api/units": ["/api/units?level=province&on=2025-07-01&limit=2"],
    "/attention": ["/attention"],
    "/cascade": ["/cascade", "/cascade?document=990/NQ-CP", "/cascade?document=2764/KH-SNV&up=true"],
    "/coverage": ["/coverage", "/coverage?child=2764/KH-SNV", f"/coverage?{PAIR}", "/coverage?child=990/NQ-CP"],
    "/coverage.{form}": [f"/coverage.csv?{PAIR}"],
    "/coverage/task": [f"/coverage/task?{PAIR}&ref=III.1.a"],
    "/documents": ["/documents", "/documents?q=ke hoach&level=province", "/documents?page=0"],
    "/findings": ["/findings", "/findings?severity=warning"],
    "/graph": ["/graph", "/graph?document=2215/QĐ-UBND&depth=2", "/graph?document=990/NQ-CP&depth=4&most=9"],
    "/guide": ["/guide", "/guide?lang=en"],
    "/help": ["/help"],
    "/matrix": ["/matrix", "/matrix?level=department&topic=thu tuc", "/matrix?within=huyện Vân Sa"],
    "/matrix.{form}": ["/matrix.csv"],
    "/papers/assignments.{format}": [
        "/papers/assignments.json?organisation=Sở Nội vụ tỉnh Hoài Giang&as_of=2022-06-01"
    ],
    "/papers/calendar.{format}": [f"/papers/calendar.ics?{BODY}&year=2022"],
    "/papers/comparison.{format}": ["/papers/comparison.json?old=2215/QĐ-UBND&new=2764/KH-SNV"],
    "/papers/dossier.{format}": [f"/papers/dossier.json?document={one}" for one in ("2764/KH-SNV", "2215/QĐ-UBND")],
    "/papers/draft.{format}": [f"/papers/draft.json?{BODY}&year=2022"],
    "/papers/tasks.csv": ["/papers/tasks.csv?document=2764/KH-SNV"],
    "/reviews": ["/reviews"],
    "/search": ["/search?q=thu tuc", "/search?q=ke hoach&type=Kế hoạch"],
}
"""Addresses of every route that reads the store; those of identifiers are taken from the store itself."""
IDENTIFIERS = "/id/{path:path}"
REFUSED = {
    "/api/export/{format}": "/api/export/ttl",
    "/api/queries": "/api/queries",
    "/api/queries/{name}": "/api/queries/cascade?document=990/NQ-CP",
    "/changes.atom": "/changes.atom",
    "/findings.atom": "/findings.atom",
    "/sparql": "/sparql?query=ASK {}",
}
"""What is made from the store file."""
WRITING = {
    "/api/decisions": '{"kind": "exempt", "first": "2215/QĐ-UBND#II.1", "by": "An", "reason": "thử"}',
    "/api/documents": "Kế hoạch",
    "/coverage/reviewer": "by=An",
    "/coverage/rulings": "kind=confirm",
    "/reviews/identity": "kind=same",
    "/reviews/reviewer": "by=An",
}
OWN = {
    "/api/jobs", "/api/jobs/{job_id}", "/api/jobs/{job_id}/events", "/context.jsonld", "/enter", "/health",
    "/jobs/{job_id}", "/metrics", "/ontology", "/ontology/{name}", "/ready",
}  # fmt: skip
"""What follows from the service, not from its store."""
HOSTILE = ('"} DELETE {', "') DETACH DELETE n //", "`) MATCH (n", "$name", "\\u0027 OR 1=1", "{{7*7}}", "id/vb/'x")
TAKING_WORDS = (
    "/api/basis?document=", "/api/gaps?within=", "/api/gaps?topic=", "/api/obligations?organisation=", "/api/search?q=",
    "/graph?document=", "/id/vb/", "/matrix?within=",
)  # fmt: skip
PAGE = {"accept": "text/html", "x-request-id": "thu"}
_ONLY_ON_A_SERVER = re.compile(r'<p class="note noprint">.*?</p>')
"""The one sentence of a page that differs: where documents are added."""


def open_client(store: str | Path) -> TestClient:
    return TestClient(create_app(Settings(Path(store))), "http://127.0.0.1:8711", raise_server_exceptions=False)


@pytest.fixture(scope="module")
def near(odd: Path) -> Iterator[TestClient]:
    """The service on the file."""
    with open_client(odd) as client:
        yield client


@pytest.fixture(scope="module")
def far(odd: Path, access: Access) -> Iterator[TestClient]:
    """The service on the server, to which the file was pushed."""
    with Store.open(odd, read_only=True) as store, connect(access) as server:
        push_store(store, server)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CANCU_NEO4J_USER", access.user)
        environment.setenv("CANCU_NEO4J_PASSWORD", access.password)
        client = open_client(access.address)
    with client:
        yield client


def list_routes(method: str) -> set[str]:
    routes = (route for router in (*ROUTERS, *FILE_ROUTERS) for route in router.routes)
    return {route.path for route in routes if isinstance(route, Route) and method in (route.methods or ())}


def describe(answer: Response) -> tuple[Any, ...]:
    headers = (answer.headers.get(name) for name in ("content-type", "link", "location", "etag", "content-language"))
    return answer.status_code, *headers, _ONLY_ON_A_SERVER.sub("", answer.text)


def find_differences(near: TestClient, far: TestClient, addresses: list[str], headers: dict[str, str]) -> list[str]:
    def ask(client: TestClient, address: str) -> tuple[Any, ...]:
        return describe(client.get(address, headers=headers, follow_redirects=False))

    return [one for one in addresses if ask(near, one) != ask(far, one)]


def test_every_route_belongs_to_a_group() -> None:
    assert list_routes("GET") == {*SAME, IDENTIFIERS, *REFUSED, *OWN}
    assert list_routes("POST") == {*WRITING, "/sparql"}
    assert list_routes("DELETE") == {"/api/jobs/{job_id}"}


def test_programs_get_the_same_answers(near: TestClient, far: TestClient) -> None:
    addresses = [one for path, some in SAME.items() if path.startswith(("/api/", "/papers/")) for one in some]
    assert find_differences(near, far, addresses, {"x-request-id": "thu"}) == []


def test_people_see_the_same_pages(near: TestClient, far: TestClient) -> None:
    addresses = [one for path, some in SAME.items() if not path.startswith(("/api", "/papers/")) for one in some]
    assert find_differences(near, far, addresses, PAGE) == []


def test_the_explanation_leaves_out_what_a_server_cannot_do(near: TestClient, far: TestClient) -> None:
    whole, part = near.get("/api", headers=PAGE).text, far.get("/api", headers=PAGE).text
    assert [path in whole for path in REFUSED] == [True] * len(REFUSED)
    assert [f'"{path}"' in far.get("/api/openapi.json").text for path in REFUSED] == [False] * len(REFUSED)
    assert "/api/export" not in part
    assert "/api/coverage" in part


def test_identifiers_lead_to_the_same(near: TestClient, far: TestClient, odd: Path) -> None:
    addresses = list(iter_identifiers(odd))
    assert find_differences(near, far, addresses, PAGE) == []
    assert find_differences(near, far, addresses, {"accept": "text/turtle", "x-request-id": "thu"}) == []
    for ending in (".json", ".nt"):
        assert find_differences(near, far, [one + ending for one in addresses[::5]], {"x-request-id": "thu"}) == []


def iter_identifiers(path: Path) -> Iterator[str]:
    """Documents, absent ones, former stubs, tasks, citations, bodies, units, and names of nothing."""
    with Store.open(path, read_only=True) as store:
        workspace = Workspace(store)
        nodes, redirects = list(workspace.graph), sorted(workspace.graph.graph["redirects"])
        bodies = sorted(workspace.knowledge.describe_organisations())
        plan = store.find("2764/KH-SNV").iri
        task = mint_task(plan, "II.1.a", component=component_of(store.extraction(plan).document))
        iris = [*nodes, *redirects[::3], *bodies[::6], mint_citation(plan, 1), task, f"{plan}/kh/IX"]
        iris += [end.iri for iri in nodes if (end := find_listed_end(workspace.graph, iri))]
    yield from ("/id/" + iri.partition("/id/")[2] for iri in (*iris, "x/id/vb/vn/khong-co", "x/id/cq/vn/khong-co"))


def test_what_needs_the_file_says_so(far: TestClient) -> None:
    for address in REFUSED.values():
        answer = far.get(address)
        assert answer.status_code == 501, address
        assert answer.headers["content-type"] == MEDIA_TYPE
        assert answer.json()["type"].endswith(":E_STORE_SERVER")
        assert "cancu neo4j push" in answer.json()["hint"]
        assert "<h1" in far.get(address, headers=PAGE).text or address.startswith("/api/")
    assert far.post("/sparql", content="ASK {}").status_code == 501


def test_nobody_writes_through_a_server(far: TestClient) -> None:
    headers = {"authorization": "Bearer x"}
    for path, body in WRITING.items():
        form = {"content-type": "application/x-www-form-urlencoded"} if not path.startswith("/api") else {}
        answer = far.post(f"{path}?{PAIR}", content=body, headers={**headers, **form})
        assert answer.status_code == 403, path
        assert "cancu neo4j push" in answer.json()["hint"]
    home = far.get("/", headers=PAGE).text
    assert "cancu neo4j push" in home
    assert 'type="file"' not in home
    assert far.delete("/api/jobs/x").status_code == 403
    assert far.get("/api/jobs").json() == {"jobs": []}


def test_hostile_words_are_values(near: TestClient, far: TestClient, access: Access) -> None:
    count = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS relationships"
    with connect(access) as server:
        before = server.ask(count)
        addresses = [path + quote(word) for word in HOSTILE for path in TAKING_WORDS]
        assert find_differences(near, far, addresses, {"x-request-id": "thu"}) == []
        assert server.ask(count) == before


def test_many_ask_at_a_time(near: TestClient, far: TestClient, odd: Path) -> None:
    """Each has a connection of its own, and nobody gets the answer of another."""
    with Store.open(odd, read_only=True) as store:
        addresses = [f"/api/document?document={quote(one.iri)}" for one in store.documents()]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda one: far.get(one).text, addresses))
    assert answers == [near.get(one).text for one in addresses]


def test_answers_are_tagged_until_a_push_begins(far: TestClient, access: Access, monkeypatch: Any) -> None:
    monkeypatch.setattr(service_server, "FRESH", 0.0)
    address = "/api/document?document=2764/KH-SNV"
    tag = far.get(address).headers["etag"]
    assert far.get(address, headers={"if-none-match": tag}).status_code == 304
    with connect(access) as server:
        server.write([("MATCH (n:Program) SET n.complete = false", {})])
        try:
            answer = far.get(address, headers={"if-none-match": tag})
            assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
            assert "etag" not in answer.headers
            server.write([("MATCH (n:Program) SET n.revision = n.revision + 1", {})])
            assert far.get("/ready").json()["revision"] > 0
        finally:
            server.write([("MATCH (n:Program) SET n.complete = true", {})])
        assert far.get(address).headers["etag"] != tag
        server.write([("MATCH (n:Program) SET n.revision = n.revision - 1", {})])
    assert far.get(address).headers["etag"] == tag


def test_a_service_does_not_start_without_its_server(
    access: Access, servers: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StoreUnavailableError):
        open_client(f"bolt://127.0.0.1:{servers.find_free_port()}")
    assert run_program(["serve", "--store", f"bolt://127.0.0.1:{servers.find_free_port()}", "--json"]) == 2
    assert '"E_STORE_UNAVAILABLE"' in capsys.readouterr().out
    monkeypatch.setenv("CANCU_NEO4J_PASSWORD", "khong-dung")
    with pytest.raises(StoreError) as caught:
        open_client(access.address)
    assert caught.value.code == "E_STORE_AUTH"


def test_a_server_that_goes_away_is_told_and_taken_back(
    servers: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frozen, killed and started anew while the service runs on."""
    monkeypatch.setattr(service_server, "FRESH", 0.0)
    monkeypatch.setattr(service_server, "AWAY", 0.1)
    doomed = servers.start(tmp_path / "home")
    monkeypatch.setenv("CANCU_NEO4J_PASSWORD", doomed.password)
    try:
        with pytest.raises(StoreError) as caught:
            open_client(doomed.uri)
        assert caught.value.code == "E_STORE_EMPTY"
        with connect(read_access(doomed.uri)) as server:
            server.write([("CREATE (:Program {base: 'https://x.example/', revision: 1, complete: true})", {})])
        with open_client(doomed.uri) as client:
            assert client.get("/api/documents").status_code == 200
            os.kill(doomed.process.pid, signal.SIGSTOP)
            assert_away(client)
            os.kill(doomed.process.pid, signal.SIGCONT)
            assert_back(client)
            doomed.kill()
            assert_away(client)
            assert client.get("/health").status_code == 200
            port = int(doomed.uri.rpartition(":")[2])
            doomed = servers.start(doomed.home, port=port, password=doomed.password)
            assert_back(client)
    finally:
        doomed.kill()


def assert_away(client: TestClient) -> None:
    for address, headers in (("/api/documents", {}), ("/ready", {}), ("/documents", PAGE)):
        answer = client.get(address, headers=headers)
        assert answer.status_code == 503, address
        assert answer.headers["retry-after"]
        assert answer.headers["content-type"].startswith("text/html" if headers else MEDIA_TYPE)
        assert "127.0.0.1:" not in answer.text.replace("127.0.0.1:8711", "")


def assert_back(client: TestClient) -> None:
    deadline = time.monotonic() + 20
    while client.get("/api/documents").status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert client.get("/documents", headers=PAGE).status_code == 200
