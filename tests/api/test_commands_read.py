from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cancu.ontology.records import Extraction

TEXT = """UBND XÃ AN BÌNH
Số: 12/KH-UBND
An Bình, ngày 05 tháng 01 năm 2022

KẾ HOẠCH
Cải cách hành chính năm 2022

Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;

I. NHIỆM VỤ

1. Rà soát thủ tục hành chính.
a) Cơ quan chủ trì: Văn phòng UBND xã.
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_extract_prints_one_object_of_the_contract(run: Any, plan: Path) -> None:
    outcome = run("extract", plan)
    assert outcome.status == 0
    assert outcome.err == ""
    assert set(outcome.value) == {"document", "citations", "tasks", "findings"}
    assert outcome.value["document"]["number"] == "12/KH-UBND"
    assert "76/NQ-CP" in [citation["number"] for citation in outcome.value["citations"]]
    Extraction.model_validate(outcome.value)


def test_extract_is_json_with_and_without_the_option(run: Any, plan: Path) -> None:
    assert run("extract", plan).out == run("extract", plan, "--json").out


def test_every_span_of_extract_quotes_the_text_that_text_prints(run: Any, parent_file: Path) -> None:
    text = run("text", parent_file, "--json").value["text"]
    extraction = run("extract", parent_file).value
    assert extraction["citations"]
    for citation in extraction["citations"]:
        assert text[citation["start"] : citation["end"]] == citation["text"]
    for task in extraction["tasks"]:
        assert 0 <= task["start"] < task["end"] <= len(text)


def test_text_prints_the_file_as_it_is_read(run: Any, plan: Path) -> None:
    assert run("text", plan).out == TEXT


def test_the_page_map_covers_the_text(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "hai-trang.txt"
    path.write_text("Trang một\n\fTrang hai", encoding="utf-8")
    value = run("text", path, "--map", "--json").value
    assert "text" not in value
    text = run("text", path, "--json").value["text"]
    assert [text[page["start"] : page["end"]] for page in value["pages"]] == ["Trang một\n", "Trang hai"]
    assert "Trang hai" in run("text", path, "--map").out


BROKEN = {
    "empty": b"",
    "blank": b" \n\t\n",
    "pdf": b"%PDF-1.7 \xe2\xe3",
    "latin": "Số: 1/KH-UBND é".encode("latin-1", "replace"),
    "zeros": b"\x00" * 5000,
}


@pytest.mark.parametrize("kind", sorted(BROKEN))
@pytest.mark.parametrize("command", ["extract", "text", "check"])
def test_a_file_that_cannot_be_read_is_told_in_words(run: Any, tmp_path: Path, command: str, kind: str) -> None:
    path = tmp_path / f"{kind}.txt"
    path.write_bytes(BROKEN[kind])
    outcome = run(command, path)
    assert outcome.status == 2
    assert outcome.out == ""
    assert f"{kind}.txt" in outcome.err
    assert "→" in outcome.err


def test_check_lists_findings_of_a_file(run: Any, plan: Path) -> None:
    outcome = run("check", plan, "--json")
    errors = [finding for finding in outcome.value["findings"] if finding["severity"] == "error"]
    assert outcome.status == (1 if errors else 0)
    assert outcome.value["document"]["number"] == "12/KH-UBND"


def test_check_exits_1_where_a_finding_is_an_error(run: Any, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cancu.api import desk
    from cancu.ontology.records import Finding, Severity

    wrong = Finding(code="own_number_mismatch", severity=Severity.ERROR, message="Hai số khác nhau")
    monkeypatch.setattr(desk.Desk, "list_plan_findings", lambda _desk, _plan: (wrong,))
    outcome = run("check", plan)
    assert outcome.status == 1
    assert "Hai số khác nhau" in outcome.out
    assert "1 lỗi" in outcome.out


@pytest.mark.slow
def test_real_documents_extract(run: Any, shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        outcome = run("extract", path)
        assert outcome.status == 0
        assert json.loads(outcome.out)["document"]["type"]


def test_what_the_reader_of_a_workbook_left_out_is_told_beside_the_tasks(run: Any, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["TT", "Nhiệm vụ", "Chủ trì"], [1, "Rà soát thủ tục hành chính", "Văn phòng UBND xã"]):
        book.worksheets[0].append(row)
    book.create_sheet("Nháp").sheet_state = "hidden"
    book.save(tmp_path / "phu-luc.xlsx")
    outcome = run("extract", "phu-luc.xlsx", "--json")
    assert [task["lead"] for task in json.loads(outcome.out)["tasks"]] == [["Văn phòng UBND xã"]]
    assert "phu-luc.xlsx" in outcome.err
    assert "Nháp" in outcome.err
