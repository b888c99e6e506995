"""Coverage and tasks as CSV, for Excel with a byte order mark, for other programs without."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from cancu.api.messages import STATUSES, label
from cancu.api.office_text import clean_letters

if TYPE_CHECKING:
    from cancu.ontology.assessments import ChildAssessment, CoverageReport, LinkedTask, PlanReading, TaskAssessment
    from cancu.ontology.records import EvidenceSpan, Finding, Task

CSV_COLUMNS = (
    *("side", "ref", "kind", "text", "obligation", "status", "status_vi", "deep", "links", "checks"),
    *("copied", "quote", "start", "end", "phrase", "explanation", "shared", "link_quotes", "messages"),
)
TASK_COLUMNS = (
    *("ref", "kind", "heading", "text", "lead", "coordinate", "products", "deadline", "due"),
    *("quote", "start", "end"),
)
BYTE_ORDER_MARK = "\ufeff"


def render_csv(report: CoverageReport, *, mark: bool = True) -> str:
    """One row per task of the parent, then per task of the child, then per finding; keys are those of the JSON.

    Cells are written as they are: tasks often begin with `-` or `+`, and escaping them would change the text. Where a
    task has several links, their parts stand in the same order, one on a line.

    Args:
        report: what is rendered
        mark: whether it begins with a byte order mark, without which Excel garbles Vietnamese
    """
    rows = chain(
        map(_flatten_parent_task, report.tasks),
        map(_flatten_child_task, report.child_tasks),
        map(_flatten_finding, report.findings),
    )
    return write_rows(CSV_COLUMNS, rows, mark=mark)


def render_tasks_csv(plan: PlanReading, *, mark: bool = True) -> str:
    """One row per item of a document, with its fields and its exact words; what is several stands one on a line."""
    return write_rows(TASK_COLUMNS, (_flatten_task(plan.text, task) for task in plan.extraction.tasks), mark=mark)


def write_rows(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, mark: bool = True) -> str:
    """Rows under their columns as CSV; what a row lacks is empty.

    Example:
        >>> write_rows(("ref", "text"), [{"ref": "I.1"}], mark=False).splitlines()
        ['ref,text', 'I.1,']
    """
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows(map(_clean, rows))
    return (BYTE_ORDER_MARK if mark else "") + stream.getvalue()


def _clean(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: clean_letters(value) if isinstance(value, str) else value for name, value in row.items()}


def _flatten_parent_task(task: TaskAssessment) -> dict[str, Any]:
    return {
        "side": "parent",
        "ref": task.ref,
        "kind": task.kind,
        "text": task.text,
        "obligation": task.obligation,
        "status": task.status,
        "status_vi": label(STATUSES, task.status),
        "deep": task.deep,
        "phrase": task.phrase,
        "explanation": task.explanation,
        **_flatten_links(task.links),
        **_flatten_checks(task),
        **_flatten_quote(task.quote),
    }


def _flatten_child_task(task: ChildAssessment) -> dict[str, Any]:
    return {
        "side": "child",
        "ref": task.ref,
        "kind": task.kind,
        "text": task.text,
        "status": task.status,
        "status_vi": label(STATUSES, task.status),
        "links": "; ".join(task.parents),
        "copied": f"{task.copied:.2f}",
        **_flatten_checks(task),
        **_flatten_quote(task.quote),
    }


def _flatten_task(text: str, task: Task) -> dict[str, Any]:
    deadline = task.deadline
    return {
        "ref": task.ref,
        "kind": task.kind,
        "heading": task.heading,
        "text": task.text,
        "lead": "\n".join(task.lead),
        "coordinate": "\n".join(task.coordinate),
        "products": "\n".join(task.products),
        "deadline": deadline.text if deadline else "",
        "due": "\n".join(str(day) for day in deadline.due) if deadline else "",
        "quote": text[task.start : task.end],
        "start": task.start,
        "end": task.end,
    }


def _flatten_finding(finding: Finding) -> dict[str, Any]:
    return {
        "side": "finding",
        "ref": finding.where,
        "kind": finding.severity,
        "text": finding.message,
        "checks": finding.code,
        "start": finding.start,
        "end": finding.end,
    }


def _flatten_links(links: Iterable[LinkedTask]) -> dict[str, str]:
    links = list(links)
    return {
        "links": "; ".join(f"{link.ref} {link.score:.2f} {link.state}" for link in links),
        "shared": "\n".join(", ".join(link.shared) for link in links),
        "link_quotes": "\n".join(
            f"{link.ref} [{link.quote.start}–{link.quote.end}] {link.quote.text}" for link in links
        ),
    }


def _flatten_checks(task: TaskAssessment | ChildAssessment) -> dict[str, str]:
    return {
        "checks": "; ".join(check.code for check in task.checks),
        "messages": "\n".join(check.message for check in task.checks),
    }


def _flatten_quote(quote: EvidenceSpan) -> dict[str, Any]:
    return {"quote": quote.text, "start": quote.start, "end": quote.end}


def _place_quote(ref: str, quote: EvidenceSpan) -> str:
    return f"{ref} [{quote.start}–{quote.end}] {quote.text}"
