from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cancu.api.desk import open_desk
from cancu.api.views_graph import _list_figures

CHILD = "2764/KH-SNV"
PARENT = "2215/QĐ-UBND"

REPORT_KEYS = {
    *("child", "parent", "organisation", "as_of", "child_cites_parent", "counts", "rates", "tasks", "child_tasks"),
    "findings",
}
COUNT_KEYS = {
    *("binding", "covered", "partial", "delegated", "review", "gap", "exempt", "not_applicable", "support"),
}


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    """A copy of the sample store that a test may write to."""
    return Path(shutil.copy(sample_store, tmp_path / "kho.db"))


def find_gap(run: Any, parent: Path, child: Path) -> str:
    tasks = run("coverage", child, "--parent", parent, "--json").value["tasks"]
    return str(next(task["ref"] for task in tasks if task["status"] == "gap" and task["obligation"].startswith("lead")))


def test_align_works_on_files_alone_best_first(run: Any, parent_file: Path, child_file: Path) -> None:
    links = run("align", parent_file, child_file, "--json").value["links"]
    assert links
    assert all({"parent", "child", "score", "state", "shared"} <= set(link) for link in links)
    assert [link["score"] for link in links] == sorted((link["score"] for link in links), reverse=True)
    assert run("align", parent_file, child_file).status == 0


def test_coverage_of_files_has_the_shape_of_the_contract(run: Any, parent_file: Path, child_file: Path) -> None:
    report = run("coverage", child_file, "--parent", parent_file, "--json").value
    assert set(report) >= REPORT_KEYS
    assert set(report["counts"]) >= COUNT_KEYS
    assert set(report["rates"]) == {"strict", "wide"}
    assert report["child_cites_parent"] is True
    wanted = {"ref", "kind", "text", "obligation", "status", "deep", "links", "checks", "quote"}
    assert all(wanted <= set(task) for task in report["tasks"])
    assert all({"ref", "text", "status", "copied"} <= set(task) for task in report["child_tasks"])


def test_every_quote_of_a_report_stands_in_its_document(run: Any, parent_file: Path, child_file: Path) -> None:
    texts = [run("text", path, "--json").value["text"] for path in (parent_file, child_file)]
    report = run("coverage", child_file, "--parent", parent_file, "--json").value
    for task in report["tasks"]:
        quote = task["quote"]
        assert texts[0][quote["start"] : quote["end"]] == quote["text"]
        for link in task["links"]:
            assert texts[1][link["quote"]["start"] : link["quote"]["end"]] == link["quote"]["text"]


def test_counts_reconcile_with_the_tasks(run: Any, parent_file: Path, child_file: Path) -> None:
    report = run("coverage", child_file, "--parent", parent_file, "--json").value
    counts = report["counts"]
    statuses = ("covered", "partial", "delegated", "review", "gap", "exempt", "not_applicable")
    assert counts["binding"] == sum(counts[status] for status in statuses)
    gaps = [task for task in report["tasks"] if task["kind"] == "task" and task["status"] == "gap"]
    binding = {"lead_named", "lead_group", "product_duty"}
    assert counts["gap"] == sum(task["obligation"] in binding for task in gaps)
    assert all(task["links"] for task in gaps)


def test_coverage_finds_the_parent_in_the_store(run: Any, sample_store: Path, child_file: Path) -> None:
    by_name = run("coverage", CHILD, "--store", sample_store, "--json").value
    assert by_name["parent"]["number"] == PARENT
    by_file = run("coverage", child_file, "--store", sample_store, "--json").value
    assert by_file["parent"]["number"] == PARENT
    assert by_file["counts"] == by_name["counts"]


def test_coverage_without_parent_and_store_asks_for_the_parent(run: Any, child_file: Path) -> None:
    outcome = run("coverage", child_file)
    assert outcome.status == 2
    assert "--parent" in outcome.err


def test_the_formats_agree(run: Any, parent_file: Path, child_file: Path) -> None:
    asked = ("coverage", child_file, "--parent", parent_file)
    value = run(*asked, "--format", "json").value
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out.removeprefix("\ufeff"))))
    assert [row["status"] for row in rows if row["side"] == "parent"] == [task["status"] for task in value["tasks"]]
    text = run(*asked).out
    assert f"(binding tasks): {value['counts']['binding']}" in text
    for task in value["tasks"]:
        if task["status"] == "gap" and task["kind"] == "task" and task["obligation"].startswith("lead"):
            assert f"\n  {task['ref']}  " in text


def test_a_report_goes_to_a_file_and_is_the_same_every_time(
    run: Any, parent_file: Path, child_file: Path, tmp_path: Path
) -> None:
    asked = ("coverage", child_file, "--parent", parent_file, "--format", "csv", "--output")
    for name in ("mot.csv", "hai.csv"):
        outcome = run(*asked, name)
        assert (outcome.status, outcome.out) == (0, "")
        assert name in outcome.err
    data = (tmp_path / "mot.csv").read_bytes()
    assert data == (tmp_path / "hai.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")


def test_with_json_and_a_file_standard_output_still_holds_one_value(
    run: Any, parent_file: Path, child_file: Path
) -> None:
    outcome = run("coverage", child_file, "--parent", parent_file, "--format", "csv", "--output", "a.csv", "--json")
    assert set(outcome.value) >= REPORT_KEYS
    assert Path("a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_conditions_that_do_not_hold_exit_1_after_the_whole_report(
    run: Any, parent_file: Path, child_file: Path
) -> None:
    asked = ("coverage", child_file, "--parent", parent_file)
    plain = run(*asked)
    assert plain.status == 0
    failed = run(*asked, "--fail-on", "gap")
    assert failed.status == 1
    assert failed.out == plain.out
    assert "Không đạt (fails): gap" in failed.err
    assert run(*asked, "--min-strict", "100%").status == 1
    assert run(*asked, "--min-strict", "1%", "--min-wide", "0.01").status == 0
    assert run(*asked, "--fail-on", "gap", "--json").value["counts"]["gap"] > 0


def test_a_plan_against_itself_has_no_gap(run: Any, parent_file: Path) -> None:
    outcome = run("coverage", parent_file, "--parent", parent_file, "--fail-on", "gap", "--json")
    assert outcome.value["findings"][0]["code"] == "same_document"
    assert outcome.value["counts"]["gap"] == 0


def test_explain_shows_duty_candidates_rule_and_both_quotes(run: Any, parent_file: Path, child_file: Path) -> None:
    ref = find_gap(run, parent_file, child_file)
    asked = ("explain", child_file, ref, "--parent", parent_file)
    value = run(*asked, "--json").value
    assert (value["ref"], value["status"]) == (ref, "gap")
    assert value["duty"]
    assert value["rule"]
    assert value["explanation"]
    assert value["quote"]["text"]
    assert len(value["candidates"]) == 3
    assert all(candidate["quote"]["text"] for candidate in value["candidates"])
    out = run(*asked).out
    assert "còn thiếu" in out
    assert f"[{value['rule']}]" in out


def test_explain_of_an_unknown_item_names_near_ones(run: Any, parent_file: Path, child_file: Path) -> None:
    ref = find_gap(run, parent_file, child_file)
    outcome = run("explain", child_file, f"{ref}x", "--parent", parent_file)
    assert outcome.status == 2
    assert ref in outcome.err


def test_a_ruling_turns_a_gap_and_survives_another_ingest(
    run: Any, store: Path, parent_file: Path, child_file: Path
) -> None:
    ref = find_gap(run, parent_file, child_file)
    before = run("coverage", CHILD, "--parent", PARENT, "--store", store, "--json").value
    ruled = run(
        *("decide", "exempt", f"{PARENT}#{ref}", "--by", "Nguyễn An", "--reason", "việc của cấp xã"),
        *("--date", "2022-03-01", "--store", store, "--json"),
    )
    assert ruled.status == 0
    assert ruled.value["by"] == "Nguyễn An"
    assert ruled.value["date"] == "2022-03-01"
    assert run("ingest", parent_file, child_file, "--store", store).status == 0
    after = run("coverage", CHILD, "--parent", PARENT, "--store", store, "--json").value
    assert after["counts"]["gap"] == before["counts"]["gap"] - 1
    assert after["counts"]["exempt"] == before["counts"]["exempt"] + 1
    assert [(one["by"], one["reason"], one["date"]) for one in after["rulings"]] == [
        ("Nguyễn An", "việc của cấp xã", "2022-03-01")
    ]
    explained = run("explain", CHILD, ref, "--parent", PARENT, "--store", store).out
    assert "Nguyễn An, 01/03/2022: việc của cấp xã" in explained


def test_a_confirmed_link_covers(run: Any, store: Path, parent_file: Path, child_file: Path) -> None:
    ref = find_gap(run, parent_file, child_file)
    taker = run("extract", child_file).value["tasks"][-1]["ref"]
    asked = ("decide", "confirm", f"{PARENT}#{ref}", f"{CHILD}#{taker}", "--by", "An", "--store", store)
    assert run(*asked).status == 0
    report = run("coverage", CHILD, "--parent", PARENT, "--store", store, "--json").value
    task = next(task for task in report["tasks"] if task["ref"] == ref)
    assert task["status"] == "covered"
    assert task["links"][0]["state"] == "confirmed"


@pytest.mark.parametrize(
    ("arguments", "helpful"),
    [
        (("confirm", f"{PARENT}#III.1.a", "--by", "An"), "CHILD#REF"),
        (("exempt", f"{PARENT}#III.1.a", "--by", "An"), "reason"),
        (("confirm", f"{PARENT}#KHÔNG.CÓ", f"{CHILD}#PL.I.1", "--by", "An"), "KHÔNG.CÓ"),
        (("confirm", "1/KH-UBND#I.1", f"{CHILD}#PL.I.1", "--by", "An"), "1/KH-UBND"),
    ],
)
def test_an_incomplete_ruling_is_refused(run: Any, store: Path, arguments: tuple[str, ...], helpful: str) -> None:
    outcome = run("decide", *arguments, "--store", store)
    assert outcome.status == 2
    assert helpful in outcome.err


def test_gaps_has_one_row_per_pair_with_its_tasks(run: Any, sample_store: Path) -> None:
    value = run("gaps", "--store", sample_store, "--json").value
    numbers = [(row["child"]["number"], row["parent"]["number"]) for row in value["rows"]]
    assert (CHILD, PARENT) in numbers
    assert len(set(numbers)) == len(numbers)
    row = value["rows"][numbers.index((CHILD, PARENT))]
    report = run("coverage", CHILD, "--parent", PARENT, "--store", sample_store, "--json").value
    apart = {"support": 0, "unresolved": 0}
    assert row["counts"] == report["counts"] | apart
    assert row["rates"] == report["rates"]
    assert CHILD in run("gaps", "--store", sample_store).out


def test_gaps_can_be_narrowed(run: Any, sample_store: Path) -> None:
    every = run("gaps", "--store", sample_store, "--json").value["rows"]
    districts = run("gaps", "--level", "district", "--store", sample_store, "--json").value["rows"]
    assert 0 < len(districts) < len(every)
    assert run("gaps", "--level", "galaxy", "--store", sample_store).status == 2


def test_the_plans_below_a_plan_are_looked_at_for_deep_coverage(sample_store: Path) -> None:
    with open_desk(sample_store) as desk:
        above, below = desk.read_plan("18/KH-UBND"), desk.read_plan("09/KH-UBND")
        plans = desk._make_context(above).unit_plans
        assert [plan.iri for plan in plans.values()] == [below.iri]
        assert desk._make_context(below).unit_plans == {}


@pytest.mark.parametrize(
    ("day", "code"), [("2026-01-01", "organisation_ended"), ("1990-01-01", "day_before_plans"), ("2022-06-01", None)]
)
def test_a_day_outside_the_life_of_the_body_is_said(run: Any, sample_store: Path, day: str, code: str | None) -> None:
    asked = ("coverage", "12/KH-UBND", "--as-of", day, "--store", sample_store, "--json")
    found = {finding["code"]: finding["message"] for finding in run(*asked).value["findings"]}
    assert set(found) & {"organisation_ended", "day_before_plans"} == ({code} if code else set())
    if code == "organisation_ended":
        assert "30/06/2025" in found[code]


def test_rows_of_gaps_add_up(run: Any, sample_store: Path) -> None:
    figures = _list_figures(run("gaps", "--store", sample_store, "--json").value["counts"])
    assert int(figures[0]) == sum(map(int, figures[1:]))


@pytest.mark.parametrize("named", ["child.txt", "parent.txt", "./child.txt", "link.txt", "kho.db", ".", "khac.db"])
def test_a_report_never_takes_the_place_of_what_it_reads(
    run: Any, *, parent_file: Path, child_file: Path, store: Path, tmp_path: Path, named: str
) -> None:
    child, parent = tmp_path / "child.txt", tmp_path / "parent.txt"
    shutil.copy(child_file, child)
    shutil.copy(parent_file, parent)
    shutil.copy(store, tmp_path / "khac.db")
    (tmp_path / "link.txt").hardlink_to(child)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    outcome = run("coverage", "child.txt", "--parent", "parent.txt", "--store", "kho.db", "--output", named)
    assert outcome.status == 2
    assert "Đích" in outcome.err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_an_earlier_report_is_replaced(run: Any, parent_file: Path, child_file: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("coverage", child_file, "--parent", parent_file, "--output", "r.txt").status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["r.txt"]


def test_a_report_is_not_written_over_a_device(run: Any, parent_file: Path, child_file: Path) -> None:
    outcome = run("coverage", child_file, "--parent", parent_file, "--output", "/dev/null")
    assert outcome.status == 2
    assert not Path("/dev/null").is_file()


def test_json_goes_into_the_file_too(run: Any, parent_file: Path, child_file: Path, tmp_path: Path) -> None:
    outcome = run("coverage", child_file, "--parent", parent_file, "--json", "--output", "x.json")
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8")) == outcome.value


def test_two_documents_that_differ_are_not_called_the_same(run: Any, store: Path) -> None:
    asked = ("decide", "same", PARENT, "12/KH-UBND", "--by", "An", "--reason", "r", "--store", store)
    outcome = run(*asked)
    assert outcome.status == 2
    assert "12/KH-UBND" in outcome.err
    assert "--force" in outcome.err
    assert run("decide", "list", "--store", store, "--json").value == {"rulings": []}
    assert run(*asked, "--force").status == 0


def test_a_cited_document_can_be_ruled_the_same_and_the_ruling_withdrawn(run: Any, store: Path) -> None:
    nodes = run("basis", PARENT, "--store", store, "--json").value["nodes"]
    stub = next(node["iri"] for node in nodes if not node["in_store"])
    by = ("--by", "An", "--reason", "in sai", "--store", store)
    made = run("decide", "same", PARENT, stub, "--force", *by, "--json").value
    assert made["parent"] == stub  # from what is only cited to what is in the store
    assert run("decide", "withdraw", PARENT, stub, *by).status == 0
    assert run("decide", "withdraw", PARENT, stub, *by).status == 2
    rulings = run("decide", "list", "--store", store, "--json").value["rulings"]
    assert [row["in_force"] for row in rulings] == [False, False]


def test_a_ruling_that_lacks_a_side_says_which(run: Any, store: Path) -> None:
    outcome = run("decide", "confirm", f"{PARENT}#II.1.a", "--by", "An", "--reason", "r", "--store", store)
    assert outcome.status == 2
    assert "CHILD#REF" in outcome.err
    assert "hash" not in outcome.err


@pytest.mark.parametrize("name", ["Sở Mỏ Đất", "uban huyen phu ngan", "Sở Nội vụ tỉnh Không Có", " "])
def test_an_unknown_organisation_is_refused(run: Any, sample_store: Path, name: str) -> None:
    for asked in (("coverage", CHILD, "--fail-on", "gap"), ("tasks",), ("explain", CHILD, "II.1.a")):
        outcome = run(*asked, "--org", name, "--store", sample_store)
        assert outcome.status == 2
        assert "--org" in outcome.err


@pytest.mark.parametrize(
    "name", ["so noi vu tinh hoai giang", "Sở Y tế tỉnh Hoài Giang", "UBND huyện Vân Sa", "Sở Nội vụ"]
)
def test_a_known_organisation_is_taken_with_or_without_marks(run: Any, sample_store: Path, name: str) -> None:
    outcome = run("coverage", CHILD, "--org", name, "--store", sample_store, "--json")
    assert outcome.status == 0
    assert "ở" in outcome.value["organisation"] or "huyện" in outcome.value["organisation"]
    assert run("tasks", "--org", name, "--store", sample_store, "--json").value["tasks"]


def test_a_typo_in_the_organisation_names_what_is_near(run: Any, sample_store: Path) -> None:
    outcome = run("tasks", "--org", "Sở Nội vu tỉnh Hoài Giangg", "--store", sample_store)
    assert outcome.status == 2
    assert "Sở Nội vụ tỉnh Hoài Giang" in outcome.err


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.docx", b"PK"),
        ("a.XLSX", b"PK"),
        ("a.html", b"<!DOCTYPE html>"),
        ("a.csv", b"\xef\xbb\xbfside,"),
        ("a.txt", b"M"),
    ],
)
def test_the_name_of_the_file_decides_the_format(
    run: Any, parent_file: Path, child_file: Path, name: str, start: bytes
) -> None:
    outcome = run("coverage", child_file, "--parent", parent_file, "--output", name)
    assert (outcome.status, outcome.out) == (0, "")
    assert Path(name).read_bytes().startswith(start)


def test_csv_for_programs_has_no_mark(run: Any, parent_file: Path, child_file: Path) -> None:
    asked = ("coverage", child_file, "--parent", parent_file, "--no-bom")
    assert run(*asked, "--output", "a.csv").status == 0
    assert Path("a.csv").read_bytes().startswith(b"side,")
    assert run(*asked, "--format", "csv").out.startswith("side,")


@pytest.mark.parametrize("wrong", [("docx",), ("xlsx", "--output", "a.docx"), ("csv", "--output", "a.xlsx")])
def test_office_formats_go_into_a_file_of_their_name(
    run: Any, parent_file: Path, child_file: Path, wrong: tuple[str, ...]
) -> None:
    outcome = run("coverage", child_file, "--parent", parent_file, "--format", *wrong)
    assert outcome.status == 2
    assert f"cần --output có đuôi .{wrong[0]}" in outcome.err
    assert not list(Path().glob("a.*"))
