"""The invented province from files to verdicts, against its labelled truth."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cancu.graph.coverage import Context, assess_coverage
from cancu.ingest.extraction import extract
from cancu.ingest.readers import read_source
from cancu.ontology.assessments import CoverageReport, PlanReading

ROOT = Path(__file__).resolve().parents[2]
PAIRS = ("04-05", "04-06", "04-07", "04-14", "06-08", "12-13")


@cache
def read_sample(name: str) -> PlanReading:
    source = read_source(ROOT / "samples" / f"{name}.txt")
    return PlanReading(extraction=extract(source), text=source.text)


@cache
def read_truth(pair: str) -> dict[str, Any]:
    text = (ROOT / "tests" / "golden" / "samples" / "alignment" / f"{pair}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def judge(pair: str) -> CoverageReport:
    truth = read_truth(pair)
    communes = {"UBND xã Suối Ngà": read_sample("08-ke-hoach-05-kh-ubnd-2022-suoi-nga")} if pair == "04-06" else {}
    return assess_coverage(
        read_sample(truth["child"]),
        read_sample(truth["parent"]),
        organisation=truth["organisation"],
        context=Context(unit_plans=communes),
    )


@pytest.mark.parametrize("pair", PAIRS)
def test_no_covered_task_is_called_a_gap(pair: str) -> None:
    statuses = {task.ref: task.status.value for task in judge(pair).tasks}
    covered = [
        row["ref"] for row in read_truth(pair)["coverage"] if row["status"] in {"covered", "partial", "delegated"}
    ]
    assert covered
    assert [ref for ref in covered if statuses.get(ref) == "gap"] == []


@pytest.mark.parametrize("pair", PAIRS)
def test_the_child_cites_its_parent(pair: str) -> None:
    assert judge(pair).child_cites_parent


def test_most_planted_gaps_are_found_and_nearly_all_duties_read() -> None:
    rows = [(row, judge(pair)) for pair in PAIRS for row in read_truth(pair)["coverage"]]
    read: Counter[str] = Counter()
    for row, report in rows:
        task = next((task for task in report.tasks if task.ref == row["ref"]), None)
        read["duty"] += task is not None and task.obligation.value == row["obligation"]
        read["gap"] += task is not None and task.status.value == row["status"] == "gap"
    planted = sum(row["status"] == "gap" for row, _ in rows)
    assert read["duty"] >= 0.95 * len(rows)
    assert read["gap"] >= 0.7 * planted


def test_tasks_handed_to_communes_are_followed_into_their_plan() -> None:
    tasks = {task.ref: task for task in judge("04-06").tasks}
    assert (tasks["III.7.c"].status.value, tasks["III.7.c"].deep.value) == ("delegated", "covered")
    assert (tasks["III.3.c"].status.value, tasks["III.3.c"].deep.value) == ("delegated", "gap")


def test_planted_faults_of_the_poor_plan_are_found() -> None:
    report = judge("04-07")
    codes = {(task.ref, check.code) for task in report.tasks for check in task.checks}
    assert {
        ("II.1", "target_below"),
        ("III.1.a", "late"),
        ("III.2.b", "vague_deadline"),
        ("III.3.a", "product_shortfall"),
        ("III.5.a", "late"),
    } <= codes
    own = {(task.ref, check.code) for task in report.child_tasks for check in task.checks}
    assert {("II.3.c", "verbatim"), ("II.4.b", "verbatim"), ("II.4.b", "lead_outside")} <= own
    missing = [finding.message for finding in report.findings if finding.code == "missing_area"]
    assert missing
    assert all("organisation" not in message for message in missing)
    assert any(message.endswith("cải cách tổ chức bộ máy hành chính nhà nước") for message in missing)


def test_a_pinpoint_links_one_task_and_orphans_another() -> None:
    report = judge("04-14")
    states = {task.ref: [link.state.value for link in task.links] for task in report.tasks}
    assert "cited" in states["III.3.d"]
    assert {task.status.value for task in report.child_tasks if task.ref == "II.3.-2"} == {"orphaned"}


@pytest.mark.parametrize("pair", PAIRS)
def test_every_quote_slices_back(pair: str) -> None:
    truth, report = read_truth(pair), judge(pair)
    parent, child = read_sample(truth["parent"]), read_sample(truth["child"])
    for task in report.tasks:
        assert parent.text[task.quote.start : task.quote.end] == task.quote.text != ""
        assert all(child.text[link.quote.start : link.quote.end] == link.quote.text for link in task.links)
