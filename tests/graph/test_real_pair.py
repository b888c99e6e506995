"""The worked examples of the reference on the real pair 000-004, records built from the labelled truth."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cancu.graph.alignment import align_plans
from cancu.graph.coverage import assess_coverage
from cancu.ontology.assessments import CoverageReport, PlanReading, TaskLink
from cancu.ontology.records import Citation, Deadline, Document, Extraction, Record, Task

OFFICE = "Văn phòng UBND tỉnh Quảng Ngãi"


def keep(record: type[Record], fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key in record.model_fields}


def read_gold(path: Path) -> PlanReading:
    gold = json.loads(path.read_text(encoding="utf-8"))
    tasks = []
    for place, fields in enumerate(gold["tasks"]):
        task = {"start": place, "end": place + 1} | keep(Task, fields)
        if task.get("deadline"):
            task["deadline"] = keep(Deadline, task["deadline"])
        tasks.append(Task.model_validate(task))
    citations = tuple(Citation.model_validate(keep(Citation, fields)) for fields in gold["citations"])
    document = Document.model_validate(keep(Document, gold["document"]))
    return PlanReading(extraction=Extraction(document=document, tasks=tuple(tasks), citations=citations))


@pytest.fixture(scope="module")
def pair(shared: Path) -> tuple[PlanReading, PlanReading]:
    return read_gold(shared / "gold" / "000.json"), read_gold(shared / "gold" / "004.json")


@pytest.fixture(scope="module")
def truth(shared: Path) -> dict[str, Any]:
    text = (shared / "alignment" / "000-004.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@pytest.fixture(scope="module")
def report(pair: tuple[PlanReading, PlanReading]) -> CoverageReport:
    return assess_coverage(pair[1], pair[0])


@pytest.fixture(scope="module")
def shown(pair: tuple[PlanReading, PlanReading], truth: dict[str, Any]) -> list[TaskLink]:
    uncertain = {(link["parent"], link["child"]) for link in truth["uncertain"]}
    links = align_plans(pair[1], pair[0]).list_shown()
    return [link for link in links if (link.parent, link.child) not in uncertain]


def test_links_reach_the_gate(shown: list[TaskLink], truth: dict[str, Any]) -> None:
    true = {(link["parent"], link["child"]) for link in truth["links"]}
    hit, best = 0, 0.0
    ranked = defaultdict(list)
    for count, link in enumerate(shown, 1):
        hit += (link.parent, link.child) in true
        best = max(best, 2 * hit / (count + len(true)))
        ranked[link.child].append(link.parent)
    children = {child for _, child in true}
    ranks = [
        next((1 / place for place, ref in enumerate(ranked[child], 1) if (ref, child) in true), 0) for child in children
    ]
    auto = [(link.parent, link.child) in true for link in shown if link.state.value == "auto"]
    assert best >= 0.75
    assert sum(ranks) / len(ranks) >= 0.92
    assert sum(auto) / len(auto) >= 0.9


def test_thirty_four_tasks_bind_the_office(report: CoverageReport) -> None:
    duties = Counter(task.obligation.value for task in report.tasks if task.kind.value == "task")
    assert (report.organisation, report.counts.binding) == (OFFICE, 34)
    assert (duties["lead_named"], duties["lead_group"]) == (9, 25)


def test_no_task_with_a_true_link_is_called_a_gap(report: CoverageReport, truth: dict[str, Any]) -> None:
    linked = {link["parent"] for link in truth["links"]}
    gaps = {task.ref for task in report.tasks if task.obligation.binding and task.status.value == "gap"}
    assert not gaps & linked
    assert len(gaps) >= 4


def test_example_1_four_plans_on_procedures(report: CoverageReport) -> None:
    task = next(task for task in report.tasks if task.ref == "II.2.a")
    assert (task.obligation.value, task.status.value) == ("lead_named", "covered")
    assert "PL.I.3" in {link.ref for link in task.links}
    assert "deadline_ok" in {check.code for check in task.checks}


def test_example_2_results_by_post_are_a_gap(report: CoverageReport) -> None:
    task = next(task for task in report.tasks if task.ref == "II.6.h")
    assert (task.obligation.value, task.status.value, task.links[0].ref) == ("lead_named", "gap", "III.7.-1")


def test_example_3_support_is_taken_up_and_depends_on_the_parent(report: CoverageReport) -> None:
    task = next(task for task in report.tasks if task.ref == "II.6.đ")
    assert (task.obligation.value, task.links[0].ref) == ("support", "PL.VII.5")
    assert "dependent_deadline" in {check.code for check in task.checks}
    child = next(task for task in report.child_tasks if task.ref == "PL.VII.5")
    assert child.copied == pytest.approx(0.67, abs=0.01)
    assert child.checks == ()


def test_example_4_a_localised_copy_is_an_info(report: CoverageReport) -> None:
    task = next(task for task in report.tasks if task.ref == "II.5.b")
    assert (task.status.value, task.links[0].ref, task.links[0].score) == ("covered", "PL.VI.1", 1.0)
    copies = {task.ref: task for task in report.child_tasks if task.kind.value == "task" and task.copied >= 0.8}
    assert len(copies) == 9
    assert [(check.code, check.severity.value) for check in copies["PL.VI.1"].checks] == [("verbatim", "info")]


def test_the_stand_in_pair_carries_its_flag(report: CoverageReport) -> None:
    assert not report.child_cites_parent
    assert "parent_not_cited" in {finding.code for finding in report.findings}
