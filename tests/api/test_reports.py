from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from cancu.api.conditions import CONDITIONS, find_failures
from cancu.api.report_csv import BYTE_ORDER_MARK, render_csv
from cancu.api.report_formats import render_file, render_report
from cancu.api.reports import render_text
from cancu.ontology.assessments import (
    Check,
    ChildAssessment,
    ChildStatus,
    Counts,
    CoverageReport,
    LinkedTask,
    LinkState,
    Obligation,
    PlanReference,
    Rates,
    Status,
    TaskAssessment,
)
from cancu.ontology.records import EvidenceSpan, Finding, Severity, TaskKind
from tests.api.conftest import HOSTILE

QUOTE = EvidenceSpan(start=10, end=30, text="Rà soát thủ tục")


def make_link(ref: str, score: float, state: LinkState) -> LinkedTask:
    return LinkedTask(ref=ref, score=score, state=state, shared=("rà soát", "thủ tục"), quote=QUOTE)


def make_task(ref: str, status: Status, **changes: Any) -> TaskAssessment:
    values: dict[str, Any] = {
        "ref": ref,
        "kind": TaskKind.TASK,
        "text": f"- Rà soát thủ tục hành chính của mục {ref}",
        "obligation": Obligation.LEAD_GROUP,
        "phrase": "Các sở, ban, ngành",
        "status": status,
        "deep": status,
        "rule": "test",
        "explanation": "vì thử nghiệm",
        "quote": QUOTE,
    }
    return TaskAssessment(**{**values, **changes})


LATE = Check(code="late", severity=Severity.WARNING, message="muộn hơn cấp trên", ref="PL.1")
FINE = Check(code="deadline_ok", severity=Severity.INFO, message="thời hạn phù hợp", ref="PL.1")
NO_LEAD = Check(code="missing_lead", severity=Severity.WARNING, message="không nêu đơn vị chủ trì", ref="PL.1")
COPY = Check(code="verbatim", severity=Severity.WARNING, message="trùng nguyên văn 96%", ref="PL.1")

TASKS = (
    make_task("II.1", Status.COVERED, links=(make_link("PL.1", 0.91, LinkState.AUTO),), checks=(LATE, FINE, NO_LEAD)),
    make_task("II.2", Status.REVIEW, links=(make_link("PL.2", 0.3, LinkState.CANDIDATE),)),
    make_task("II.3", Status.GAP, links=tuple(make_link(f"PL.{n}", 0.1 / n, LinkState.WEAK) for n in range(1, 5))),
    make_task("II.4", Status.GAP, obligation=Obligation.SUPPORT),
    make_task("II.5", Status.PARTIAL, links=(make_link("PL.5", 0.6, LinkState.CONFIRMED),)),
    make_task("II.6", Status.DELEGATED, chain=("UBND xã A",)),
    make_task("I.1", Status.GAP, kind=TaskKind.TARGET),
)
CHILDREN = (
    ChildAssessment(
        ref="PL.1", kind=TaskKind.TASK, text="Rà soát", status=ChildStatus.LINKED, copied=0.96, parents=("II.1",),
        checks=(COPY,), quote=QUOTE,
    ),
    ChildAssessment(ref="PL.9", kind=TaskKind.TASK, text="Việc mới", status=ChildStatus.LOCAL, copied=0, quote=QUOTE),
)  # fmt: skip


@pytest.fixture
def report() -> CoverageReport:
    counts = Counts(binding=5, covered=1, partial=1, delegated=1, review=1, gap=1, support=1)
    return CoverageReport(
        child=PlanReference(number="45/KH-SNV", title="Kế hoạch năm 2022"),
        parent=PlanReference(number="2108/QĐ-UBND"),
        organisation="Sở Nội vụ tỉnh A",
        as_of=None,
        child_cites_parent=False,
        counts=counts,
        deep_counts=counts,
        rates=Rates(strict=0.2, wide=0.4),
        tasks=TASKS,
        child_tasks=CHILDREN,
        findings=(Finding(code="parent_not_cited", message="Kế hoạch không dẫn kế hoạch cấp trên"),),
    )


def test_text_explains_its_figures(report: CoverageReport) -> None:
    text = render_text(report)
    assert "✔ đã bao phủ 1" in text
    assert "✘ còn thiếu 1" in text
    assert "20,0 % = 1/5 đã bao phủ" in text
    assert "40,0 % = 2/5 kể cả một phần" in text
    assert "KHÔNG" in text
    assert "parent_not_cited" in text


def test_a_gap_is_shown_with_its_three_best_candidates(report: CoverageReport) -> None:
    section = render_text(report).split("CÒN THIẾU (GAP)")[1].split("\n\n")[0]
    assert [line.split()[1] for line in section.splitlines() if line.lstrip().startswith("~")] == [
        "PL.1", "PL.2", "PL.3"
    ]  # fmt: skip
    assert "chung: rà soát, thủ tục" in " ".join(section.split())
    assert "“Rà soát thủ tục”" in " ".join(section.split())
    assert "II.4" not in section
    assert "I.1 " not in section


def test_support_tasks_are_listed_apart(report: CoverageReport) -> None:
    assert "CHỈ PHỐI HỢP (support only): II.4" in render_text(report)


def test_checks_that_are_fine_are_not_listed(report: CoverageReport) -> None:
    text = render_text(report)
    assert "muộn hơn cấp trên" in text
    assert "thời hạn phù hợp" not in text


def test_a_plan_without_binding_tasks_has_no_rate(report: CoverageReport) -> None:
    empty = report.model_copy(update={"counts": Counts(), "rates": Rates(), "tasks": (), "child_tasks": ()})
    assert "không có tỷ lệ" in render_text(empty)


def test_csv_has_one_row_per_task_and_begins_with_a_mark_for_excel(report: CoverageReport) -> None:
    text = render_csv(report)
    assert text.startswith(BYTE_ORDER_MARK)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK))))
    assert [row["ref"] for row in rows if row["side"] == "parent"] == [task.ref for task in TASKS]
    assert [row["ref"] for row in rows if row["side"] == "child"] == [task.ref for task in CHILDREN]
    assert rows[0]["text"] == TASKS[0].text
    assert rows[0]["links"] == "PL.1 0.91 auto"
    assert rows[0]["checks"] == "late; deadline_ok; missing_lead"


def test_csv_counts_agree_with_the_report(report: CoverageReport) -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv(report).removeprefix(BYTE_ORDER_MARK))))
    binding = {"lead_named", "lead_group", "product_duty"}
    tasks = [row for row in rows if row["kind"] == "task" and row["obligation"] in binding]
    assert len(tasks) == report.counts.binding
    assert sum(row["status"] == "gap" for row in tasks) == report.counts.gap


def test_json_is_the_report_itself(report: CoverageReport) -> None:
    assert CoverageReport.model_validate(json.loads(render_report(report, "json"))) == report


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_the_same_report_gives_the_same_bytes(report: CoverageReport, form: str) -> None:
    assert render_report(report, form) == render_report(report, form)


@pytest.mark.parametrize("name", sorted(CONDITIONS))
def test_every_condition_fails_on_a_report_that_shows_it(report: CoverageReport, name: str) -> None:
    failures = find_failures(report, (name,))
    assert len(failures) == 1
    assert failures[0].startswith(f"{name}: 1 ")


@pytest.mark.parametrize("name", sorted(CONDITIONS))
def test_every_condition_holds_on_a_clean_report(report: CoverageReport, name: str) -> None:
    clean = report.model_copy(update={"counts": Counts(), "tasks": (), "child_tasks": ()})
    assert find_failures(clean, (name,)) == []


def test_rates_are_compared_with_what_is_asked(report: CoverageReport) -> None:
    assert find_failures(report, (), min_strict=0.2, min_wide=0.4) == []
    assert find_failures(report, (), min_strict=0.21, min_wide=0.41) == [
        "min-strict: 20.0% < 21.0%",
        "min-wide: 40.0% < 41.0%",
    ]
    assert len(find_failures(report.model_copy(update={"rates": Rates()}), (), min_strict=0.0)) == 1


def test_csv_without_a_mark_is_the_same_text(report: CoverageReport) -> None:
    assert render_file(report, "csv", mark=False) == render_csv(report).removeprefix(BYTE_ORDER_MARK).encode()


def test_csv_has_the_candidates_of_a_gap_and_the_findings(report: CoverageReport) -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv(report, mark=False))))
    gap = next(row for row in rows if row["ref"] == "II.3")
    assert gap["shared"].splitlines() == ["rà soát, thủ tục"] * 4
    assert gap["link_quotes"].splitlines()[0] == "PL.1 [10–30] Rà soát thủ tục"
    assert [(row["checks"], row["text"]) for row in rows if row["side"] == "finding"] == [
        ("parent_not_cited", "Kế hoạch không dẫn kế hoạch cấp trên")
    ]


def test_csv_keeps_hostile_texts(hostile_report: CoverageReport) -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv(hostile_report, mark=False), newline="")))
    assert [row["text"] for row in rows if row["side"] == "parent"] == list(HOSTILE)
