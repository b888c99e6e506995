"""The store as a whole, reports as files, and feeds."""

from __future__ import annotations

import datetime
import io
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cancu.api.linked_data import write_store
from cancu.api.routes_exports import EXPORTERS, Format
from cancu.graph.store import Store
from tests.api.conftest import OpenService

ATOM = "{http://www.w3.org/2005/Atom}"


def test_every_format_has_a_writer() -> None:
    assert set(EXPORTERS) == set(Format)


@pytest.mark.parametrize("form", list(Format))
def test_the_export_is_that_of_the_command_line(service: TestClient, sample_store: Path, form: Format) -> None:
    answer = service.get(f"/api/export/{form}")
    assert answer.headers["content-type"].partition(";")[0] == EXPORTERS[form].media_type
    assert answer.headers["content-disposition"].endswith(f'.{EXPORTERS[form].ending}"')
    with Store.open(sample_store, read_only=True) as store:
        assert answer.text == "".join(write_store(store, form, verdicts=False))


def test_verdicts_come_when_asked_for(service: TestClient) -> None:
    assert len(service.get("/api/export/nt?verdicts=true").text) > len(service.get("/api/export/nt").text)


@pytest.mark.parametrize("path", ["/api/export/exe", "/api/export/", "/api/coverage.exe?child=2764/KH-SNV"])
def test_formats_that_there_are_not(service: TestClient, path: str) -> None:
    assert service.get(path).status_code in (404, 422)


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv", "html"])
def test_reports_are_files(service: TestClient, form: str) -> None:
    answer = service.get(f"/api/coverage.{form}?child=2764/KH-SNV")
    assert answer.status_code == 200
    name = answer.headers["content-disposition"]
    assert name.startswith(f'attachment; filename="bao-phu-2764-kh-snv-theo-2215-qd-ubnd.{form}"; filename*=UTF-8')
    if form in ("docx", "xlsx"):
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    else:
        assert "III.1.a" in answer.text


def test_changes_are_fed_the_latest_first(open_service: OpenService, own_store: Path) -> None:
    client = open_service(own_store)
    with Store.open(own_store) as store:
        store.remove(store.find("69/KH-VP").iri, by="Văn thư", on=datetime.date(2026, 1, 2))
    answer = client.get("/changes.atom?limit=10")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.text)
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert titles[0].startswith("Đã gỡ (removed): ")
    assert len(titles) == 10
    following = next(link.get("href") or "" for link in feed.iter(f"{ATOM}link") if link.get("rel") == "next")
    older = ET.fromstring(client.get(following).text)
    ids = [entry.findtext(f"{ATOM}id") for one in (feed, older) for entry in one.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 15
    assert (
        client.get("/changes.atom", headers={"if-none-match": client.get("/changes.atom").headers["etag"]}).status_code
        == 304
    )


def test_findings_are_fed(service: TestClient) -> None:
    everything = ET.fromstring(service.get("/findings.atom?limit=500").text)
    errors = ET.fromstring(service.get("/findings.atom?limit=500&severity=error").text)
    count = len(list(everything.iter(f"{ATOM}entry")))
    assert count == service.get("/api/findings").json()["total"]
    assert len(list(errors.iter(f"{ATOM}entry"))) < count
    assert all(entry.findtext(f"{ATOM}updated") for entry in everything.iter(f"{ATOM}entry"))


def test_an_empty_store_has_empty_feeds(open_service: OpenService, tmp_path: Path) -> None:
    client = open_service(tmp_path / "moi.db")
    for name in ("changes", "findings"):
        assert not list(ET.fromstring(client.get(f"/{name}.atom").text).iter(f"{ATOM}entry"))
