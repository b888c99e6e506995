"""The coverage report as a workbook: figures, tasks, what is open with its candidates, findings, and all quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cancu.api.messages import KINDS, LINK_STATES, OBLIGATIONS, RULINGS, SEVERITIES, STATUSES, label, label_both
from cancu.api.report_model import Figure, Sheet, SheetColumn, SheetRow, Value, Workbook
from cancu.api.reports import COUNTED, name_plan
from cancu.api.sheet_parts import FINDINGS, QUOTE_TARGET, QUOTES, jump_to, name_anchor
from cancu.api.views import print_words
from cancu.ontology.records import TaskKind

if TYPE_CHECKING:
    from cancu.ontology.assessments import (
        ChildAssessment,
        Counts,
        CoverageReport,
        LinkedTask,
        PlanReference,
        Rates,
        TaskAssessment,
    )

ABOVE, BELOW = "cấp trên", "cấp dưới"
SCORE_FORM = "0.00"
SHARE_FORM = "0.0%"

_SUMMARY = (
    SheetColumn("Nội dung (item)", 44),
    SheetColumn("Giá trị (value)", 70),
    SheetColumn("Xét đến đơn vị được giao (deep)", 24),
)
_TASKS = (
    SheetColumn("Mục (item)", 9),
    SheetColumn("Kế hoạch (plan)", 8),
    SheetColumn("Loại (kind)", 10),
    SheetColumn("Đề mục (heading)", 18),
    SheetColumn("Nội dung (text)", 45),
    SheetColumn("Nghĩa vụ (duty)", 12),
    SheetColumn("Cụm từ giao việc (phrase)", 14),
    SheetColumn("Kết quả (status)", 10),
    SheetColumn("Xét sâu (deep)", 10),
    SheetColumn("Giao cho (delegated to)", 12),
    SheetColumn("Vì sao (rule)", 20),
    SheetColumn("Mục tương ứng (links)", 18),
    SheetColumn("Kiểm tra (checks)", 22),
    SheetColumn("Chép nguyên văn (copied)", 8),
    SheetColumn("Nguyên văn (quote)", 22),
)
_OPEN = (
    SheetColumn("Mục (item)", 9),
    SheetColumn("Kết quả (status)", 10),
    SheetColumn("Nhiệm vụ cấp trên, nguyên văn (quote)", 42),
    SheetColumn("Nghĩa vụ (duty)", 12),
    SheetColumn("Cụm từ giao việc (phrase)", 14),
    SheetColumn("Hạng (rank)", 6),
    SheetColumn("Ứng viên (candidate)", 10),
    SheetColumn("Điểm (score)", 8),
    SheetColumn("Mức nối (state)", 10),
    SheetColumn("Từ chung (shared words)", 18),
    SheetColumn("Ứng viên, nguyên văn (quote)", 42),
    SheetColumn("Đến đoạn cấp trên (to the quote)", 22),
    SheetColumn("Đến đoạn ứng viên (to the quote)", 22),
)
_RULINGS = (
    SheetColumn("Ngày (date)", 13),
    SheetColumn("Người quyết định (by)", 24),
    SheetColumn("Quyết định (ruling)", 20),
    SheetColumn("Mục cấp trên (item above)", 16),
    SheetColumn("Mục của kế hoạch (item)", 16),
    SheetColumn("Đơn vị (unit)", 24),
    SheetColumn("Lý do (reason)", 60),
)


def build_coverage_workbook(report: CoverageReport) -> Workbook:
    """The report as a workbook; every row on a task leads to the quote that it rests on."""
    tasks = [*map(_describe_task, report.tasks), *map(_describe_child_task, report.child_tasks)]
    gaps = (row for task in _find_open(report, "gap") for row in _iter_candidates(task))
    reviews = (row for status in ("review", "partial") for task in _find_open(report, status)
               for row in _iter_candidates(task))  # fmt: skip
    sheets = [
        Sheet("Tóm tắt", _SUMMARY, tuple(SheetRow(values) for values in _iter_summary(report))),
        Sheet("Nhiệm vụ", _TASKS, tuple(tasks)),
        Sheet("Khoảng trống", _OPEN, tuple(gaps)),
        Sheet("Cần xem lại", _OPEN, tuple(reviews)),
        Sheet("Phát hiện", FINDINGS, tuple(_iter_findings(report))),
        *([Sheet("Quyết định", _RULINGS, tuple(_iter_rulings(report)))] if report.rulings else []),
        Sheet("Nguyên văn", QUOTES, tuple(_iter_quotes(report)), target=QUOTE_TARGET),
    ]
    return Workbook(title=f"Mức độ bao phủ: {name_plan(report.child)}", sheets=tuple(sheets), day=report.as_of)


def _iter_summary(report: CoverageReport) -> Iterator[tuple[Value, ...]]:
    yield from _describe_plan("Kế hoạch (plan)", report.child)
    yield from _describe_plan("Kế hoạch cấp trên (plan above)", report.parent)
    yield "Cơ quan (organisation)", report.organisation, None
    yield "Xét tại ngày (as of)", report.as_of, None
    yield "Kế hoạch có dẫn cấp trên (cites it)", "có (yes)" if report.child_cites_parent else "không (no)", None
    yield "Bộ quy tắc (rule set)", report.rule_set, None
    yield from _iter_counts(report.counts, report.deep_counts)
    yield from _iter_rates(report.rates)


def _describe_plan(name: str, plan: PlanReference) -> Iterator[tuple[Value, ...]]:
    fields = ("số (number)", "tên (title)", "cơ quan ban hành (issuer)", "ngày (date)", "IRI")
    values = (plan.number, plan.title, plan.issuer, plan.date, plan.iri)
    for field, value in zip(fields, values, strict=True):
        if value:
            yield f"{name}, {field}", value, None


def _iter_counts(counts: Counts, deep: Counts) -> Iterator[tuple[Value, ...]]:
    yield "Nhiệm vụ ràng buộc (binding tasks)", counts.binding, deep.binding
    for status in COUNTED:
        yield f"  {label_both(STATUSES, status)}", getattr(counts, status), getattr(deep, status)
    for status in ("support", "unresolved"):
        yield f"Không tính: {label_both(STATUSES, status)}", getattr(counts, status), getattr(deep, status)


def _iter_rates(rates: Rates) -> Iterator[tuple[Value, ...]]:
    for name, rate in (("Tỷ lệ chặt (strict)", rates.strict), ("Tỷ lệ rộng (wide)", rates.wide)):
        yield name, "không có (none)" if rate is None else Figure(rate, SHARE_FORM), None


def _find_open(report: CoverageReport, status: str) -> Iterator[TaskAssessment]:
    for task in report.tasks:
        if task.kind is TaskKind.TASK and task.obligation.binding and task.status == status:
            yield task


def _describe_task(task: TaskAssessment) -> SheetRow:
    return SheetRow(
        (
            task.ref,
            ABOVE,
            label(KINDS, task.kind),
            task.heading,
            task.text,
            label(OBLIGATIONS, task.obligation),
            task.phrase or None,
            label(STATUSES, task.status),
            label(STATUSES, task.deep),
            " → ".join(task.chain) or None,
            task.explanation,
            "\n".join(f"{link.ref}  {link.score:.2f}  {label(LINK_STATES, link.state)}" for link in task.links) or None,
            _join_checks(task),
            None,
            jump_to(ABOVE, task.ref, task.quote),
        )
    )


def _describe_child_task(task: ChildAssessment) -> SheetRow:
    head = (task.ref, BELOW, label(KINDS, task.kind), None, task.text, None, None, label(STATUSES, task.status))
    tail = (_join_checks(task), Figure(task.copied, "0%"), jump_to(BELOW, task.ref, task.quote))
    return SheetRow((*head, None, None, None, "\n".join(task.parents) or None, *tail))


def _join_checks(task: TaskAssessment | ChildAssessment) -> str | None:
    return "\n".join(check.message for check in task.checks) or None


def _iter_candidates(task: TaskAssessment) -> Iterator[SheetRow]:
    """One row per candidate; a task that has none keeps one row that says so."""
    head = (task.ref, label(STATUSES, task.status), task.quote.text, label(OBLIGATIONS, task.obligation))
    above = jump_to(ABOVE, task.ref, task.quote)
    for rank, link in enumerate(task.links, start=1):
        candidate = (rank, link.ref, Figure(link.score, SCORE_FORM), _describe_state(link), print_words(link.shared))
        yield SheetRow((*head, task.phrase, *candidate, link.quote.text, above, jump_to(BELOW, link.ref, link.quote)))
    if not task.links:
        yield SheetRow((*head, task.phrase, None, "không có (none)", None, None, None, None, above, None))


def _describe_state(link: LinkedTask) -> str:
    return label(LINK_STATES, link.state) + (", văn bản đã đổi (suspect)" if link.suspect else "")


def _iter_findings(report: CoverageReport) -> Iterator[SheetRow]:
    for finding in report.findings:
        where = finding.where or "cả kế hoạch"
        yield SheetRow(
            (where, None, label(SEVERITIES, finding.severity), finding.message, finding.english, finding.code)
        )
    sides: tuple[tuple[str, Iterable[TaskAssessment | ChildAssessment]], ...] = (
        (ABOVE, report.tasks), (BELOW, report.child_tasks)
    )  # fmt: skip
    for side, tasks in sides:
        for task in tasks:
            for check in task.checks:
                words = (label(SEVERITIES, check.severity), check.message, check.english, check.code)
                yield SheetRow((f"{task.ref} ({side})", check.ref or None, *words))


def _iter_rulings(report: CoverageReport) -> Iterator[SheetRow]:
    for ruling in report.rulings:
        refs = (ruling.parent_ref or None, ruling.child_ref or None, ruling.unit or None)
        yield SheetRow((ruling.date, ruling.by, label(RULINGS, ruling.kind), *refs, ruling.reason or None))


def _iter_quotes(report: CoverageReport) -> Iterator[SheetRow]:
    quotes = {(ABOVE, task.ref): task.quote for task in report.tasks}
    quotes |= {(BELOW, task.ref): task.quote for task in report.child_tasks}
    for task in report.tasks:
        for link in task.links:
            quotes.setdefault((BELOW, link.ref), link.quote)
    for (side, ref), quote in quotes.items():
        yield SheetRow((ref, side, quote.start, quote.end, quote.text), name_anchor(side, ref))
