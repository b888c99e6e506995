"""The dossier as a person gets it: command, Word, Excel, page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cancu.api.desk import open_desk
from cancu.api.dossier_report import write_dossier
from cancu.api.paperwork import make_dossier
from cancu.graph.dossiers import Dossier
from tests.api.office_reading import list_headings, read_rows, read_texts

PLAN = "2215/QĐ-UBND"


@pytest.fixture(scope="module")
def dossier(sample_store: Path) -> Dossier:
    with open_desk(sample_store) as desk:
        return make_dossier(desk, PLAN)


def test_the_summary_says_what_the_json_says(run: Any, sample_store: Path, dossier: Dossier) -> None:
    value = run("dossier", PLAN, "--store", sample_store, "--json").value
    summary = {row["Nội dung"].strip(): row["Giá trị"] for row in read_rows(write_dossier(dossier, "xlsx"), "Tóm tắt")}
    assert value["counts"] == dossier.counts.model_dump()
    assert summary["Căn cứ"] == value["counts"]["bases"] > 0
    assert summary["Nhiệm vụ"] == value["counts"]["tasks"] == 22
    assert summary["Kế hoạch cấp dưới"] == value["counts"]["below"] == 5


def test_every_part_has_all_its_rows(dossier: Dossier) -> None:
    data = write_dossier(dossier, "xlsx")
    assert len(read_rows(data, "Nhiệm vụ")) == len(dossier.tasks)
    assert len(read_rows(data, "Căn cứ")) == len(dossier.bases)
    assert len(read_rows(data, "Dòng kế hoạch")) == len(dossier.above) + len(dossier.below)
    assert [row["Nguyên văn"] for row in read_rows(data, "Nguyên văn")] == [one.quote.text for one in dossier.tasks]


def test_the_paper_holds_every_quote_letter_by_letter(dossier: Dossier) -> None:
    texts = set(read_texts(write_dossier(dossier, "docx")))
    quotes = [one.quote.text for one in dossier.tasks] + [one.quote for one in dossier.bases]
    assert quotes
    assert [quote for quote in quotes if quote not in texts] == []


def test_headings_count_documents_as_the_summary_does(dossier: Dossier) -> None:
    headings = list_headings(write_dossier(dossier, "docx"))
    assert f"2. Căn cứ (legal bases): {dossier.counts.bases}" in headings
    assert f"5. Nhiệm vụ, trách nhiệm, mục tiêu (tasks, duties, targets): {len(dossier.tasks)}" in headings


def test_a_superseded_basis_is_told_in_every_format(sample_store: Path) -> None:
    with open_desk(sample_store) as desk:
        found = make_dossier(desk, "12/KH-UBND")
    assert "Hết hiệu lực: Quyết định 1985/QĐ-UBND" in write_dossier(found, "html").decode()
    assert any(text.startswith("Hết hiệu lực: ") for text in read_texts(write_dossier(found, "docx")))
    assert "Hết hiệu lực:" in " ".join(write_dossier(found, "text").decode().split())
    ends = [row["Hết hiệu lực bởi"] for row in read_rows(write_dossier(found, "xlsx"), "Căn cứ")]
    assert ["1985/QĐ-UBND" in (end or "") for end in ends] == [True, False, False]


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "json"])
def test_the_same_store_gives_the_same_bytes(sample_store: Path, dossier: Dossier, form: str) -> None:
    with open_desk(sample_store) as desk:
        assert write_dossier(make_dossier(desk, PLAN), form) == write_dossier(dossier, form)


def test_a_file_outside_the_store_has_a_dossier_too(run: Any, child_file: Path) -> None:
    outcome = run("dossier", child_file, "--output", "ho-so.docx")
    assert (outcome.status, outcome.out) == (0, "")
    assert "file outside the store" in "\n".join(read_texts(Path("ho-so.docx").read_bytes()))


def test_an_unknown_document_or_format_is_refused(run: Any, sample_store: Path) -> None:
    assert run("dossier", "999/QĐ-XYZ", "--store", sample_store).status == 2
    assert run("dossier", PLAN, "--store", sample_store, "--format", "csv").status == 2
    assert run("dossier", PLAN, "--store", sample_store, "--output", sample_store).status == 2
