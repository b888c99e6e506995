"""Sending documents over HTTP: jobs, their events, their limits."""

from __future__ import annotations

import io
import json
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from cancu.api import intake, service_jobs
from cancu.api.service import create_app
from cancu.api.service_settings import Limits, Settings

WRITER = {"authorization": "Bearer t"}


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A service with a new store; temporary files lie where the test can look."""
    (tmp_path / "tạm").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tạm"))
    app = create_app(Settings(tmp_path / "kho.db", token="t", limits=Limits(body=100_000)))
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        yield opened


def send(client: TestClient, data: bytes, name: str = "ke-hoach.txt") -> Any:
    return client.post("/api/documents", params={"name": name}, content=data, headers=WRITER)


def wait(client: TestClient, job: Any) -> Any:
    """The job once it ended."""
    for _ in range(600):
        found = client.get(f"/api/jobs/{job['id']}").json()
        if found["ended"]:
            return found
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def list_left(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "tạm").iterdir())


def test_document_is_read_and_its_file_removed(client: TestClient, child_file: Path, tmp_path: Path) -> None:
    answer = send(client, child_file.read_bytes(), child_file.name)
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/api/jobs/{answer.json()['id']}"
    job = wait(client, answer.json())
    assert (job["state"], job["read"], job["total"], job["failed"]) == ("done", 1, 1, [])
    assert [one["number"] for one in job["documents"]] == ["2764/KH-SNV"]
    assert list_left(tmp_path) == []


def test_same_file_again_names_the_document_that_is_there(client: TestClient, child_file: Path) -> None:
    first = wait(client, send(client, child_file.read_bytes()).json())
    again = wait(client, send(client, child_file.read_bytes()).json())
    assert (again["state"], again["unchanged"]) == ("done", 1)
    assert again["documents"] == first["documents"]


def test_archive_is_read_document_by_document_and_failures_are_rows(
    client: TestClient, parent_file: Path, child_file: Path
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/trên.txt", parent_file.read_bytes())
        archive.writestr("a/dưới.txt", child_file.read_bytes())
        archive.writestr("rỗng.txt", b"  ")
        archive.writestr("ảnh.gif", b"GIF89a")
    job = wait(client, send(client, packed.getvalue(), "gói.zip").json())
    assert job["state"] == "done"
    assert {one["number"] for one in job["documents"]} == {"2215/QĐ-UBND", "2764/KH-SNV"}
    assert [(row["path"], row["code"]) for row in job["failed"]] == [("gói.zip/rỗng.txt", "E_EMPTY")]
    assert all(row["hint"] and row["english"] for row in job["failed"])
    assert [row["path"] for row in job["skipped"]] == ["gói.zip/ảnh.gif"]


def test_file_that_cannot_be_read_fails_without_a_word_of_where_it_lay(client: TestClient, tmp_path: Path) -> None:
    job = wait(client, send(client, b"%PDF-1.7 broken", "../../etc/hỏng.pdf").json())
    assert job["state"] == "failed"
    assert [row["path"] for row in job["failed"]] == ["hỏng.pdf"]
    assert str(tmp_path) not in json.dumps(job, ensure_ascii=False)
    assert list_left(tmp_path) == []


def test_events_tell_the_end(client: TestClient, child_file: Path) -> None:
    job = send(client, child_file.read_bytes()).json()
    with client.stream("GET", f"/api/jobs/{job['id']}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in stream.iter_lines() if line]
    assert lines[-2] == "event: end"
    assert json.loads(lines[-1].removeprefix("data: "))["state"] == "done"


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [({}, 401, "E_TOKEN"), ({**WRITER, "sec-fetch-site": "cross-site"}, 403, "E_FOREIGN")],
)
def test_only_who_may_write_may_send(
    client: TestClient, tmp_path: Path, headers: dict[str, str], status: int, code: str
) -> None:
    answer = client.post("/api/documents", content=b"x", headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith(code)
    assert list_left(tmp_path) == []


def test_body_is_limited_even_where_its_length_is_not_told(client: TestClient, tmp_path: Path) -> None:
    def flood() -> Iterator[bytes]:
        for _ in range(50):
            yield b"x" * 10_000

    answer = client.post("/api/documents", content=flood(), headers=WRITER)
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:cancu:problem:E_TOO_LARGE")
    assert list_left(tmp_path) == []


def test_empty_body_is_refused(client: TestClient, tmp_path: Path) -> None:
    assert send(client, b"").json()["type"].endswith("E_EMPTY")
    assert list_left(tmp_path) == []


def test_unknown_job_is_not_found(client: TestClient) -> None:
    for answer in (
        client.get("/api/jobs/nothing"),
        client.get("/api/jobs/nothing/events"),
        client.delete("/api/jobs/nothing", headers=WRITER),
    ):
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:cancu:problem:E_NOT_FOUND")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Reading waits until this is set, and tells its watch of a page before and after."""
    opened = threading.Event()
    read = intake.ingest_items

    def read_slowly(path: Path, collected: Any, *, watch: Any) -> Any:
        watch.page(1, 2)
        opened.wait(20)
        watch.page(2, 2)
        return read(path, collected, watch=watch)

    monkeypatch.setattr(service_jobs, "ingest_items", read_slowly)
    yield opened
    opened.set()


def test_cancelled_jobs_end_and_leave_nothing(
    client: TestClient, gate: threading.Event, child_file: Path, tmp_path: Path
) -> None:
    running, waiting = (send(client, child_file.read_bytes()).json() for _ in range(2))
    while client.get(f"/api/jobs/{running['id']}").json()["page"] == 0:
        time.sleep(0.02)
    stopped = client.delete(f"/api/jobs/{waiting['id']}", headers=WRITER).json()
    assert (stopped["state"], bool(stopped["ended"])) == ("cancelled", True)
    assert client.delete(f"/api/jobs/{running['id']}", headers=WRITER).json()["stopping"] is True
    gate.set()
    assert wait(client, running)["state"] == "cancelled"
    assert [one["id"] for one in client.get("/api/jobs").json()["jobs"]] == [waiting["id"], running["id"]]
    assert list_left(tmp_path) == []
    assert client.delete("/api/jobs/" + running["id"]).status_code == 401


def test_full_queue_asks_to_come_again(
    client: TestClient, gate: threading.Event, child_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(service_jobs, "MOST_WAITING", 1)
    first = send(client, child_file.read_bytes()).json()
    while client.get(f"/api/jobs/{first['id']}").json()["state"] == "waiting":
        time.sleep(0.02)
    second = send(client, child_file.read_bytes())
    third = send(client, child_file.read_bytes())
    assert (second.status_code, third.status_code) == (202, 429)
    assert int(third.headers["retry-after"]) > 0
    gate.set()
    assert wait(client, second.json())["state"] == "done"
    assert list_left(tmp_path) == []


def test_defect_of_the_reading_ends_its_job_and_no_other(
    client: TestClient, child_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = intake.ingest_items
    monkeypatch.setattr(threading, "excepthook", lambda _arguments: None)
    monkeypatch.setattr(service_jobs, "ingest_items", lambda *_a, **_k: 1 // 0)
    broken = wait(client, send(client, child_file.read_bytes()).json())
    assert (broken["state"], [row["code"] for row in broken["failed"]]) == ("failed", ["E_INTERNAL"])
    monkeypatch.setattr(service_jobs, "ingest_items", read)
    assert wait(client, send(client, child_file.read_bytes()).json())["state"] == "done"


def test_stopping_the_service_removes_what_waits(
    gate: threading.Event, child_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service_jobs, "_SECONDS_TO_STOP", 0.1)
    (tmp_path / "tạm").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tạm"))
    app = create_app(Settings(tmp_path / "kho.db", token="t"))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for _ in range(3):
            send(client, child_file.read_bytes())
    gate.set()
    for _ in range(200):
        if not list_left(tmp_path):
            break
        time.sleep(0.02)
    assert list_left(tmp_path) == []
