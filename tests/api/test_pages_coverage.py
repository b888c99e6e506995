"""The coverage page as a browser without scripts asks it."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cancu.api.service import create_app
from cancu.api.service_settings import Settings

TOKEN = "ma-thu-9"
PLANS = {"child": "2764/KH-SNV", "parent": "2215/QĐ-UBND"}
GAP = "III.6.b"


@pytest.fixture
def client(sample_store: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A browser of whoever may write, and who has given a name."""
    store = tmp_path / "kho.db"
    shutil.copyfile(sample_store, store)
    app = create_app(Settings(store, token=TOKEN))
    with TestClient(app, base_url="http://127.0.0.1", headers={"accept": "text/html"}) as opened:
        opened.get("/enter", params={"token": TOKEN})
        opened.post("/coverage/reviewer", params=PLANS, data={"by": "Nguyễn An"})
        yield opened


def rule(client: TestClient, **fields: str) -> str:
    answer = client.post("/coverage/rulings", params=PLANS, data={"ref": GAP, **fields})
    assert answer.status_code == 200, answer.text
    return answer.text


def read_status(page: str, ref: str = GAP) -> str:
    found = re.search(rf'<details class="task (\w+)" id="t-{re.escape(ref)}"', page)
    assert found
    return found[1]


def read_counts(page: str) -> dict[str, int]:
    return {name: int(count) for name, count in re.findall(r'class="status (\w+)" href.*?<b>(\d+)</b>', page)}


def test_a_ruling_changes_status_and_figures_and_can_be_undone(client: TestClient) -> None:
    before = client.get("/coverage", params=PLANS).text
    assert read_status(before) == "gap"
    child_ref = re.search(rf'id="c-{re.escape(GAP)}-1" value="([^"]+)"', before)
    assert child_ref
    confirmed = rule(client, kind="confirm", child_ref=child_ref[1])
    assert read_status(confirmed) == "covered"
    assert read_counts(confirmed)["gap"] == read_counts(before)["gap"] - 1
    assert "Nguyễn An" in confirmed
    undone = rule(client, kind="withdraw", child_ref=child_ref[1])
    assert read_status(undone) == "gap"
    assert read_counts(undone) == read_counts(before)


@pytest.mark.parametrize(
    ("kind", "fields", "status"),
    [
        ("exempt", {"reason": "không có tài sản công"}, "exempt"),
        ("not_applicable", {"reason": "không thuộc phạm vi"}, "not_applicable"),
        ("delegate", {"reason": "thuộc huyện", "unit": "UBND huyện Phú Ngần"}, "delegated"),
    ],
)
def test_a_task_is_ruled_on_as_a_whole(client: TestClient, kind: str, fields: dict[str, str], status: str) -> None:
    page = rule(client, kind=kind, **fields)
    assert read_status(page) == status
    assert fields["reason"] in page
    organisation = re.search(r'name="organisation" value="([^"]+)"', page)
    assert organisation
    assert read_status(rule(client, kind="withdraw", child_ref="", organisation=organisation[1])) == "gap"


def test_a_rejected_candidate_is_not_chosen_again(client: TestClient) -> None:
    page = rule(client, kind="reject", child_ref="PL.III.1", ref=GAP)
    card = page[page.index(f'id="t-{GAP}"') :]
    checked = re.search(r'value="([^"]+)" checked', card)
    assert checked
    assert checked[1] != "PL.III.1"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"kind": "exempt"}, 422),
        ({"kind": "delegate", "reason": "có"}, 422),
        ({"kind": "confirm"}, 422),
        ({"kind": "confirm", "child_ref": "không có"}, 404),
        ({"kind": "same", "child_ref": "PL.III.1"}, 422),
        ({"kind": "withdraw"}, 404),
        ({"kind": "exempt", "reason": "x" * 2001}, 422),
        ({}, 422),
    ],
)
def test_half_a_ruling_is_refused_in_words(client: TestClient, fields: dict[str, str], status: int) -> None:
    answer = client.post("/coverage/rulings", params=PLANS, data={"ref": GAP, **fields})
    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert read_status(client.get("/coverage", params=PLANS).text) == "gap"


def test_nobody_rules_without_a_name_or_the_token(client: TestClient) -> None:
    fields = {"ref": GAP, "kind": "exempt", "reason": "có"}
    client.post("/coverage/reviewer", params=PLANS, data={"by": ""})
    assert client.post("/coverage/rulings", params=PLANS, data=fields).status_code == 422
    client.cookies.clear()
    assert client.post("/coverage/rulings", params=PLANS, data=fields).status_code == 401
    assert '<button name="kind"' not in client.get("/coverage", params=PLANS).text


def test_a_body_that_is_no_form_is_refused(client: TestClient) -> None:
    answer = client.post("/coverage/rulings", params=PLANS, json={"kind": "confirm"})
    assert answer.status_code == 415
    many = "&".join(f"a{number}=1" for number in range(100))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/coverage/rulings", params=PLANS, content=many, headers=headers).status_code == 422
    assert client.post("/coverage/rulings", params=PLANS, content=b"kind=%ff", headers=headers).status_code == 422


@pytest.mark.parametrize("status", [[], ["gap"], ["covered", "review"]])
def test_csv_has_the_rows_of_the_page(client: TestClient, status: list[str]) -> None:
    words = {**PLANS, "status": status}
    page = client.get("/coverage", params=words).text
    table = client.get("/coverage.csv", params=words)
    assert 'filename="bao-phu-2764-kh-snv-theo-2215-qd-ubnd.csv"' in table.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    binding = {"lead_named", "lead_group", "product_duty"}
    exported = {row["ref"]: row["status"] for row in rows if row["side"] == "parent" and row["kind"] == "task"
                and row["obligation"] in binding}  # fmt: skip
    shown = {ref: found for found, ref in re.findall(r'<details class="task (\w+)" id="t-([^"]+)"', page)}
    assert exported == shown != {}


@pytest.mark.parametrize(("form", "start"), [("xlsx", b"PK"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>")])
def test_what_is_seen_is_exported(client: TestClient, form: str, start: bytes) -> None:
    answer = client.get(f"/coverage.{form}", params={**PLANS, "status": "gap"})
    assert answer.status_code == 200
    assert answer.content.startswith(start)


def test_a_plan_without_a_parent_asks_for_one(client: TestClient) -> None:
    page = client.get("/coverage", params={"child": "990/NQ-CP"})
    assert page.status_code == 200
    assert 'name="parent" required' in page.text
    assert "không dẫn kế hoạch cấp trên nào có trong kho" in page.text


def test_without_a_plan_the_pairs_are_listed(client: TestClient) -> None:
    assert "2764/KH-SNV" in client.get("/coverage").text


def test_a_task_is_explained(client: TestClient) -> None:
    page = client.get("/coverage/task", params={**PLANS, "ref": GAP})
    assert "Điểm tính thế nào" in page.text
    assert client.get("/coverage/task", params={**PLANS, "ref": "không có"}).status_code == 404


@pytest.mark.parametrize("words", [{"status": "nothing"}, {"page": "0"}, {"duty": "x"}, {"child": "x" * 600}])
def test_a_wrong_question_is_refused(client: TestClient, words: dict[str, str]) -> None:
    assert client.get("/coverage", params={**PLANS, **words}).status_code == 422


def test_english_is_beside_vietnamese(client: TestClient) -> None:
    assert "How far the plan covers" in client.get("/coverage", params={**PLANS, "lang": "en"}).text


def test_every_plan_that_is_offered_can_be_chosen(client: TestClient) -> None:
    page = client.get("/coverage").text
    offered = [unescape(value) for value in re.findall(r'<option value="([^"]+)">', page)]
    assert len(offered) >= 10
    for plan in offered:
        assert client.get("/coverage", params={"child": plan, "parent": "990/NQ-CP"}).status_code == 200
