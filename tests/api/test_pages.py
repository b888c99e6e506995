"""Pages without a browser: what they answer to odd addresses, and that what they say is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from cancu.api.attention import find_attention
from cancu.api.desk import open_desk
from cancu.api.linked_forms import ENDINGS
from cancu.api.messages import FINDINGS
from cancu.api.pages_help import FIGURES, LINKS
from cancu.api.service import create_app
from cancu.api.service_settings import Settings
from cancu.ontology.identifiers import component_of, mint_citation, mint_task

ROOT = Path(__file__).resolve().parents[2]
HTML = {"accept": "text/html"}
CHILD = "/id/vb/vn-hoai-giang/so-noi-vu/ke-hoach/2021/2764-kh-snv"


@pytest.fixture(scope="module")
def client(sample_store: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(sample_store)), base_url="http://127.0.0.1", headers=HTML) as opened:
        yield opened


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "*",
        "NEAR(",
        "a OR b",
        "'; DROP TABLE documents; --",
        "-",
        "(((",
        "đ" * 500,
        "\x00",
        "76/NQ-CP",
        "^a",
        "a:b",
    ],
)
def test_search_takes_every_query_as_words(client: TestClient, query: str) -> None:
    answer = client.get("/search", params={"q": query})
    assert answer.status_code == 200
    assert "<main" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=" + "a" * 5000,
        "/documents?page=0",
        "/documents?page=-1",
        "/documents?page=9999999999",
        "/documents?page=x",
        "/findings?page=0",
        "/agency",
        "/agency?name=",
        "/agency?name=S&as_of=31-02-2022",
    ],
)
def test_wrong_parameters_are_a_page_that_says_so(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 422
    assert "text/html" in answer.headers["content-type"]
    assert "Yêu cầu sai" in answer.text


@pytest.mark.parametrize("address", ["/agency?name=Không+có+cơ+quan+này", "/jobs/none", CHILD + "/kh/IX/1"])
def test_what_is_not_there_is_not_found(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_page_beyond_the_last_is_empty(client: TestClient) -> None:
    answer = client.get("/documents?page=1000")
    assert (answer.status_code, "Không có văn bản nào như vậy" in answer.text) == (200, True)


def test_every_task_and_citation_has_its_place_in_a_page(client: TestClient, sample_store: Path) -> None:
    from cancu.graph.store import Store

    with Store.open(sample_store, read_only=True) as store:
        for stored in store.documents():
            extraction = store.extraction(stored.iri)
            path = stored.iri.removeprefix(store.base)
            page = client.get(f"/{path}").text
            component = component_of(extraction.document)
            for task in extraction.tasks:
                address = mint_task(stored.iri, task.ref, component=component).removeprefix(store.base)
                answer = client.get(f"/{address}", follow_redirects=False)
                assert answer.status_code == 303
                assert answer.headers["location"] == f"/{path}#{quote(f'muc-{task.ref}')}"
                assert page.count(f'id="muc-{task.ref}"') == 1
            for ordinal in range(1, len(extraction.citations) + 1):
                answer = client.get(f"/{mint_citation(path, ordinal)}", follow_redirects=False)
                assert answer.headers["location"] == f"/{path}#td-{ordinal}"
                assert page.count(f'id="td-{ordinal}"') == 1


def test_every_link_of_every_document_leads_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    waiting = ["/documents"]
    while waiting:
        page = client.get(waiting.pop())
        assert page.status_code == 200, page.url
        for address in re.findall(r'href="(/id/[^"#?]+)', page.text):
            if address not in seen:
                seen.add(address)
                waiting.append(address)
    documents = [address for address in seen if "/vb-tam/" not in address]
    assert len([address for address in documents if not address.endswith(tuple(ENDINGS))]) == 14
    assert len(documents) == 14 * (1 + len(ENDINGS))
    assert [address for address in seen if "/vb-tam/" in address]


@pytest.mark.slow
def test_every_paper_that_a_page_offers_can_be_had(client: TestClient) -> None:
    pages = [client.get(address).text for address in re.findall(r'href="(/id/[^"#?]+)', client.get("/documents").text)]
    papers = {unescape(address) for page in pages for address in re.findall(r'href="(/papers/[^"]+)', page)}
    assert len(papers) > 100
    assert [address for address in sorted(papers) if client.get(address).status_code != 200] == []


def test_former_stub_leads_to_the_document_that_arrived(client: TestClient, sample_store: Path) -> None:
    from cancu.api.workspace import open_workspace

    with open_workspace(sample_store) as workspace:
        stub, arrived = next(iter(workspace.graph.graph["redirects"].items()))
    answer = client.get("/id/" + stub.partition("/id/")[2], follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/id/" + arrived.partition("/id/")[2])


def test_attention_counts_what_the_coverage_reports_say(client: TestClient, sample_store: Path) -> None:
    attention = find_attention(client.app.state.library)  # type: ignore[attr-defined]  # an ASGI app has no state
    assert attention.judged == attention.total == 9
    with open_desk(sample_store) as desk:
        for pair in attention.pairs:
            counts = desk.report_coverage(pair.child["iri"], pair.parent["iri"]).counts
            assert (pair.gaps, pair.reviews, pair.binding) == (counts.gap, counts.review, counts.binding)
    assert [pair.gaps for pair in attention.pairs] == sorted((pair.gaps for pair in attention.pairs), reverse=True)
    assert (attention.gaps, attention.reviews) == (8, 11)


def test_agency_page_lists_what_binds_it_by_level(client: TestClient) -> None:
    asked = {"name": "Sở Nội vụ tỉnh Hoài Giang", "as_of": "2022-06-01"}
    page = client.get("/agency", params=asked).text
    sources = re.findall(r'<h2 id="source-\d+"><a href="[^"]+">([^<]+)', page)
    assert sources[0] == "2215/QĐ-UBND"
    assert "2764/KH-SNV" in sources
    above = client.get(
        "/agency", params={"name": "Sở Nội vụ tỉnh Hoài Giang", "as_of": "2022-06-01", "inherited": "true"}
    )
    assert 0 < above.text.count('scope="row"') < page.count('scope="row"')


def test_figures_of_the_help_page_are_those_of_the_quality_page(root: Path) -> None:
    quality = (root / "docs" / "quality.md").read_text(encoding="utf-8")
    first = quality.partition("## First readings")[2].partition("| now,")[0]
    rows = {cells[1].strip(): cells[2:-1] for line in first.splitlines() if len(cells := line.split("|")) > 5}
    for _, english, worst, best in FIGURES:
        figures = sorted((cell.strip() for cell in rows[english.replace(" (F1)", " F1")]), key=float)
        assert (worst, best) == (figures[0], figures[-1])
    links = quality.partition("## Links between tasks")[2]
    assert all(figure in links for _, figure in LINKS)


def test_same_page_is_not_sent_twice(client: TestClient) -> None:
    tag = client.get(CHILD).headers["etag"]
    assert client.get(CHILD, headers={"if-none-match": tag}).status_code == 304
    assert client.get(CHILD, headers={"if-none-match": tag, "cookie": "cancu_lang=en"}).status_code == 200


@pytest.mark.parametrize("address", ["/matrix", "/cascade", "/reviews", "/attention", "/documents", "/findings", "/"])
def test_an_empty_store_says_what_to_do_and_shows_no_empty_table(tmp_path: Path, address: str) -> None:
    with TestClient(create_app(Settings(tmp_path / "moi.db")), base_url="http://127.0.0.1", headers=HTML) as client:
        main = client.get(address).text.partition("<main")[2].partition("</main>")[0]
    assert "<table" not in main
    assert "0 / 0" not in main


def test_kinds_of_findings_are_named(client: TestClient) -> None:
    page = client.get("/findings").text
    codes = set(re.findall(r'<option value="([a-z]+_[a-z_]+)"', page))
    assert len(codes) >= 5
    assert codes <= set(FINDINGS)
    assert not re.search(r">[a-z]+_[a-z_]+ ?[(<]", page)


def test_every_kind_of_finding_that_documents_have_is_named() -> None:
    sources = "".join((ROOT / "ingest" / name).read_text("utf-8") for name in ("findings.py", "symbol_slips.py"))
    codes = set(re.findall(r'code="([a-z_]+)"', sources))
    assert len(codes) >= 7
    assert codes <= set(FINDINGS)
