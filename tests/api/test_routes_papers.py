"""Papers over HTTP are the papers of the command line, under names that every system keeps."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from cancu.api.file_answers import name_file
from tests.api.conftest import Run

AGENCY = "organisation=Sở Nội vụ tỉnh Hoài Giang"
PAPERS = {
    "dossier": "document=2764/KH-SNV",
    "assignments": f"{AGENCY}&as_of=2022-06-01",
    "draft": f"{AGENCY}&year=2022",
    "calendar": f"{AGENCY}&year=2022",
    "comparison": "old=2215/QĐ-UBND&new=18/KH-UBND",
}
COMMANDS = {
    "dossier": ("dossier", "2764/KH-SNV"),
    "assignments": ("assignments", "--org", "Sở Nội vụ tỉnh Hoài Giang", "--as-of", "2022-06-01"),
    "draft": ("draft", "--org", "Sở Nội vụ tỉnh Hoài Giang", "--year", "2022"),
    "calendar": ("calendar", "--org", "Sở Nội vụ tỉnh Hoài Giang", "--year", "2022"),
    "comparison": ("diff", "2215/QĐ-UBND", "18/KH-UBND"),
}


def read_names(header: str) -> tuple[str, str]:
    """The name for old programs, and the one in its own letters."""
    found = re.fullmatch(r"attachment; filename=\"([a-z0-9-]+\.\w+)\"; filename\*=UTF-8''([\w%.-]+)", header)
    assert found, header
    return found[1], unquote(found[2])


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "json"])
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_a_file(service: TestClient, name: str, form: str) -> None:
    answer = service.get(f"/papers/{name}.{form}?{PAPERS[name]}")
    assert answer.status_code == 200, answer.text
    plain, own = read_names(answer.headers["content-disposition"])
    assert plain.isascii()
    assert plain.endswith(f".{form}")
    assert not own.isascii()
    if form in ("docx", "xlsx"):
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    elif form == "json":
        assert answer.json()
    else:
        assert answer.text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_what_the_command_says(service: TestClient, run: Run, sample_store: Path, name: str) -> None:
    said = run(*COMMANDS[name], "--store", sample_store, "--json")
    assert said.status == 0, said.err
    assert service.get(f"/papers/{name}.json?{PAPERS[name]}").json() == said.value


def test_a_calendar_opens_in_calendar_programs(service: TestClient) -> None:
    answer = service.get(f"/papers/calendar.ics?{AGENCY}")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.text.startswith("BEGIN:VCALENDAR\r\n")
    assert answer.text.count("BEGIN:VEVENT") >= 5


def test_tasks_are_a_table_with_their_exact_words(service: TestClient) -> None:
    answer = service.get("/papers/tasks.csv?document=2764/KH-SNV")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    text = service.get("/api/text?document=2764/KH-SNV").text
    tasks = service.get("/api/document?document=2764/KH-SNV").json()["tasks"]
    assert [row["ref"] for row in rows] == [task["ref"] for task in tasks]
    assert [row["quote"] for row in rows] == [text[task["start"] : task["end"]] for task in tasks]
    assert [row["lead"].splitlines() for row in rows] == [task["lead"] for task in tasks]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("dossier.docx?document=1/KH-KHONG", 404),
        ("dossier.docx?document=/etc/passwd", 404),
        ("comparison.docx?old=2215/QĐ-UBND&new=1/KH-KHONG", 404),
        ("comparison.docx?old=2215/QĐ-UBND", 422),
        ("assignments.docx?organisation=Sở Không Có", 404),
        ("draft.docx?organisation=Sở Nội vụ tỉnh Hoài Giang&year=1", 422),
        ("calendar.exe?organisation=Sở Nội vụ tỉnh Hoài Giang", 422),
        ("tasks.csv", 422),
    ],
)
def test_what_there_is_not_is_a_problem(service: TestClient, path: str, status: int) -> None:
    answer = service.get(f"/papers/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    page = service.get(f"/papers/{path}", headers={"accept": "text/html"})
    assert page.status_code == status
    assert "<h1>" in page.text


def test_a_paper_is_not_sent_twice(service: TestClient) -> None:
    path = "/papers/dossier.docx?document=2764/KH-SNV"
    first = service.get(path)
    again = service.get(path, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Hồ sơ 2764/KH-SNV", "Hồ-sơ-2764-KH-SNV"),
        ("../../etc/passwd", "etc-passwd"),
        ('a"; filename="b\r\nX: y', "a-filename-b-X-y"),
        ("\u202eexe.cod", "exe-cod"),
        ("…", "cancu"),
        ("ệ" * 500, "ệ" * 80),
    ],
)
def test_names_of_files_harm_no_system(name: str, own: str) -> None:
    plain, found = read_names(name_file(name, "docx"))
    assert found == f"{own}.docx"
    assert plain.isascii()
    assert len(found.encode()) < 255
