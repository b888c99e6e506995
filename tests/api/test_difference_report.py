"""The comparison of two plans as a person gets it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest

from cancu.api.desk import open_desk
from cancu.api.difference_report import write_difference
from cancu.api.paperwork import compare
from cancu.graph.differences import Change, PlanDifference
from tests.api.office_reading import list_headings, read_rows
from tests.conftest import find_sample

OLD, NEW = "2215/QĐ-UBND", "18/KH-UBND"


@pytest.fixture(scope="module")
def difference(sample_store: Path) -> PlanDifference:
    with open_desk(sample_store) as desk:
        return compare(desk, OLD, NEW)


def test_totals_are_those_of_the_json(run: Any, sample_store: Path, difference: PlanDifference) -> None:
    counts = run("diff", OLD, NEW, "--store", sample_store, "--json").value["counts"]
    data = write_difference(difference, "xlsx")
    summary = {row["Nội dung"]: row["Tất cả"] for row in read_rows(data, "Tóm tắt")}
    assert summary["Có thay đổi"] == counts["changed"] > 5
    assert summary["Không còn"] == counts["dropped"] > 5
    rows = [row["Kết quả"] for row in read_rows(data, "So sánh")]
    assert [rows.count(name) for name in ("Có thay đổi", "Không còn", "Mới", "Giữ nguyên")] == [
        counts["changed"], counts["dropped"], counts["added"], counts["carried"]
    ]  # fmt: skip
    assert list_headings(write_difference(difference, "docx"))[1:5] == [
        f"2. Có thay đổi (changed): {counts['changed']}",
        f"3. Không còn (dropped): {counts['dropped']}",
        f"4. Mới (new): {counts['added']}",
        f"5. Giữ nguyên (carried over): {counts['carried']}",
    ]


def test_words_that_changed_are_struck_and_underlined_in_word(difference: PlanDifference, tmp_path: Path) -> None:
    path = tmp_path / "so-sanh.docx"
    path.write_bytes(write_difference(difference, "docx"))
    table = docx.Document(str(path)).tables[2]
    runs = [run for cell in table.columns[1].cells for paragraph in cell.paragraphs for run in paragraph.runs]
    struck = [run.text for run in runs if run.font.strike]
    underlined = [run.text for run in runs if run.underline]
    assert "60%" in struck
    assert "90%" in underlined
    assert not set(struck) & set(underlined)


def test_every_format_marks_the_words_without_colour(difference: PlanDifference) -> None:
    assert "<del>60%</del> <ins>90%</ins>" in write_difference(difference, "html").decode()
    assert "[-60%-] {+90%+}" in write_difference(difference, "text").decode()
    words = [row["Chữ thay đổi"] or "" for row in read_rows(write_difference(difference, "xlsx"), "So sánh")]
    assert any("[-60%-] {+90%+}" in text for text in words)


def test_both_texts_stand_in_the_workbook_whole(difference: PlanDifference) -> None:
    rows = read_rows(write_difference(difference, "xlsx"), "So sánh")
    assert {(row["Nội dung trước"], row["Nội dung sau"]) for row in rows} == {
        (row.old.text if row.old else None, row.new.text if row.new else None) for row in difference.rows
    }


def test_files_are_compared_without_a_store(run: Any, samples: Path) -> None:
    value = run("diff", find_sample(samples, 4), find_sample(samples, 4), "--json").value
    assert {row["change"] for row in value["rows"]} == {Change.CARRIED.value}


def test_two_years_of_an_organisation_are_its_plans_of_these_years(run: Any, sample_store: Path) -> None:
    asked = ("--org", "UBND xã Suối Ngà", "--store", sample_store, "--json")
    value = run("diff", "2022", "2026", *asked).value
    assert (value["old"]["number"], value["new"]["number"]) == ("05/KH-UBND", "09/KH-UBND")
    missing = run("diff", "2022", "2027", *asked)
    assert missing.status == 2
    assert missing.value["error"]["hint"] == "có kế hoạch các năm: 2022, 2026"


def test_years_need_a_store(run: Any) -> None:
    assert run("diff", "2021", "2022", "--org", "Sở Nội vụ").status == 2
