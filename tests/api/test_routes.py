"""What programs ask of the documents: the answers over HTTP are those of the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import OpenService, Run

PLAN, PROVINCE = "2764/KH-SNV", "2215/QĐ-UBND"


def read(client: TestClient, path: str, **parameters: Any) -> Any:
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def drop_absent(value: Any) -> Any:
    """The value without the keys that say nothing."""
    if isinstance(value, dict):
        return {key: drop_absent(one) for key, one in value.items() if one is not None}
    return [drop_absent(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("path", "parameters", "command"),
    [
        ("/api/documents", {}, ["list"]),
        ("/api/document", {"document": PLAN}, ["show", PLAN]),
        ("/api/basis", {"document": PLAN}, ["basis", PLAN]),
        ("/api/basis", {"document": "990/NQ-CP", "down": True}, ["basis", "990/NQ-CP", "--down", "--depth", "1"]),
        ("/api/cascade", {"document": "990/NQ-CP"}, ["cascade", "990/NQ-CP"]),
        ("/api/alignment", {"parent": PROVINCE, "child": PLAN}, ["align", PROVINCE, PLAN]),
        ("/api/coverage", {"parent": PROVINCE, "child": PLAN}, ["coverage", PLAN, "--parent", PROVINCE]),
        ("/api/check", {"document": PLAN}, ["check", PLAN]),
        ("/api/search", {"q": "thu tuc hanh chinh"}, ["search", "thu tuc hanh chinh"]),
        ("/api/gaps", {"level": "department"}, ["gaps", "--level", "department"]),
    ],
)  # fmt: skip
def test_answers_are_those_of_the_command_line(
    service: TestClient, run: Run, sample_store: Path, *, path: str, parameters: dict[str, Any], command: list[str]
) -> None:
    told = run(*command, "--store", sample_store, "--json").value
    answered = read(service, path, **parameters)
    for added in ("next", "total"):
        answered.pop(added, None)
    told = told.get("document", told) if path == "/api/check" else told
    told = told.get("coverage", told)
    common = set(told) & set(answered)
    assert common
    assert drop_absent({key: answered[key] for key in common}) == drop_absent({key: told[key] for key in common})


def test_pages_of_the_matrix_hold_the_rows_of_the_whole(service: TestClient) -> None:
    whole = read(service, "/api/gaps")
    pages = [read(service, "/api/gaps", limit=1)]
    while pages[-1]["next"]:
        pages.append(read(service, "/api/gaps", limit=1, cursor=pages[-1]["next"]))
    rows = [row for page in pages for row in page["rows"]]
    assert whole["total"] == len(whole["rows"]) == len(pages) > 1
    assert sorted(map(str, rows)) == sorted(map(str, whole["rows"]))
    assert sum(page["counts"]["binding"] for page in pages) == whole["counts"]["binding"]


def test_documents_are_filtered_with_or_without_marks(service: TestClient) -> None:
    rows = read(service, "/api/documents", type="ke hoach", issuer="so noi vu", year=2021)["documents"]
    assert [row["number"] for row in rows] == [PLAN]
    assert {row["level"] for row in read(service, "/api/documents", level="commune")["documents"]} == {"commune"}


def test_offsets_point_into_the_text(service: TestClient) -> None:
    answer = service.get("/api/text", params={"document": PLAN})
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    document = read(service, "/api/document", document=PLAN)
    for citation in document["citations"]:
        assert answer.text[citation["start"] : citation["end"]] == citation["text"]


def test_findings_are_filtered(service: TestClient) -> None:
    everything = read(service, "/api/findings", limit=500)
    errors = read(service, "/api/findings", severity="error")
    assert errors["total"] == sum(one["severity"] == "error" for one in everything["findings"])
    code = everything["findings"][0]["code"]
    assert {one["code"] for one in read(service, "/api/findings", code=code)["findings"]} == {code}


def test_tasks_tell_where_they_come_from(service: TestClient) -> None:
    inherited = read(service, "/api/tasks", document=PLAN, inherited=True)["tasks"]
    assert inherited
    assert all(task["inherited_from"] for task in inherited)
    assert len(read(service, "/api/tasks", document=PLAN)["tasks"]) >= len(inherited)


def test_obligations_are_those_of_a_day(service: TestClient) -> None:
    asked = {"organisation": "Sở Nội vụ tỉnh Hoài Giang"}
    assert read(service, "/api/obligations", **asked, as_of="2022-06-01")["tasks"]
    assert not read(service, "/api/obligations", **asked, as_of="1999-01-01")["tasks"]


def test_units_know_their_successors(service: TestClient) -> None:
    before = read(service, "/api/units", level="province", on="2025-06-30", limit=500)["units"]
    after = read(service, "/api/units", level="province", on="2025-07-01", limit=500)["units"]
    assert (len(before), len(after)) == (63, 34)
    assert all(unit["successors"] for unit in before if unit["valid_to"])


def test_a_ruling_changes_the_coverage_and_is_taken_back(open_service: OpenService, own_store: Path) -> None:
    client = open_service(own_store)
    asked = {"parent": PROVINCE, "child": PLAN}
    gap = next(task for task in read(client, "/api/coverage", **asked)["tasks"] if task["status"] == "gap")
    ruling = {"kind": "exempt", "first": f"{PROVINCE}#{gap['ref']}", "second": PLAN, "by": "Trần Thị Mẫu"}

    def find_status() -> str:
        tasks = read(client, "/api/coverage", **asked)["tasks"]
        return str(next(task["status"] for task in tasks if task["ref"] == gap["ref"]))

    recorded = client.post("/api/decisions", json={**ruling, "reason": "Đã giao nơi khác"})
    assert (recorded.status_code, recorded.json()["kind"]) == (201, "exempt")
    assert find_status() == "exempt"
    assert read(client, "/api/decisions")["rulings"][-1]["in_force"]
    withdrawn = client.post("/api/decisions", json={**ruling, "kind": "withdraw"})
    assert withdrawn.status_code == 201, withdrawn.text
    assert find_status() == "gap"
    assert [one["in_force"] for one in read(client, "/api/decisions")["rulings"]] == [False, False]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 422),
        (b"[]", 422),
        (b'{"kind":"confirm"}', 422),
        (json.dumps({"kind": "confirm", "first": "a", "by": " "}).encode(), 422),
        (json.dumps({"kind": "drop", "first": "a", "by": "b"}).encode(), 422),
        (json.dumps({"kind": "confirm", "first": "a", "by": "b", "extra": 1}).encode(), 422),
        (b'{"kind":"confirm","first":"\\ud800","by":"b"}', 422),
        (json.dumps({"kind": "confirm", "first": f"{PROVINCE}#X.9", "second": f"{PLAN}#I", "by": "b"}).encode(), 404),
        (b"[" * 100_000, 400),
    ],
)  # fmt: skip
def test_rulings_that_cannot_be_are_refused(service: TestClient, body: bytes, status: int) -> None:
    answer = service.post("/api/decisions", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text


def test_no_file_of_the_machine_is_read(service: TestClient, child_file: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "mat.txt"
    hidden.write_text(child_file.read_text("utf-8"), "utf-8")
    for name in (str(hidden), f"file://{hidden}", "/etc/passwd", "../../etc/passwd"):
        for path in ("/api/coverage", "/api/explanation"):
            answer = service.get(path, params={"child": name, "ref": "I.1"})
            assert answer.status_code == 404, answer.text


def test_citations_are_told_in_both_directions_with_their_words(service: TestClient) -> None:
    text = service.get("/api/text?document=2764/KH-SNV").text
    own = service.get("/api/citations?document=2764/KH-SNV").json()
    assert own["total"] == len(service.get("/api/document?document=2764/KH-SNV").json()["citations"])
    assert all(row["quote"] in text for row in own["citations"])
    assert {row["cited"]["number"] for row in own["citations"] if row["cited"]} >= {"2215/QĐ-UBND", "1985/QĐ-UBND"}
    incoming = service.get("/api/citations?document=2215/QĐ-UBND&incoming=true").json()
    assert {row["cited"]["number"] for row in incoming["citations"]} == {"2215/QĐ-UBND"}
    citing = {row["document"].rpartition("/")[2] for row in incoming["citations"]}
    assert {"2764-kh-snv", "86-qd-ubnd", "12-kh-ubnd", "69-kh-vp"} <= citing
    named = service.get("/api/citations?document=2215/QĐ-UBND&incoming=true&relation=implements").json()
    assert {row["relation"] for row in named["citations"]} == {"implements"}
    assert 0 < named["total"] < incoming["total"]
    absent = service.get("/api/citations?document=655/QĐ-UBND&incoming=true").json()
    assert [row["cited"]["in_store"] for row in absent["citations"]] == [False] * absent["total"] != []


def test_citations_come_in_pages(service: TestClient) -> None:
    whole = service.get("/api/citations?document=1450/QĐ-UBND").json()["citations"]
    rows, address = [], "/api/citations?document=1450/QĐ-UBND&limit=2"
    while address:
        answer = service.get(address)
        rows += answer.json()["citations"]
        address = answer.links.get("next", {}).get("url", "")
    assert rows == whole
