"""Coverage as text for reading; it renders the one report and decides nothing itself, as every format does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cancu.api import terminal
from cancu.api.messages import LINK_STATES, OBLIGATIONS, SEVERITIES, STATUSES, label, label_both, mark_status
from cancu.api.views import print_score, print_share

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
    from cancu.ontology.records import Finding

CANDIDATES_SHOWN = 3
COUNTED = ("covered", "partial", "delegated", "review", "gap", "exempt", "not_applicable")
ALWAYS_COUNTED = frozenset({"covered", "review", "gap"})
OPEN = ("gap", "review", "partial")
LINKED = frozenset({"cited", "confirmed", "auto"})


def render_text(report: CoverageReport) -> str:
    """The report for reading: figures first, then what is open, then what is settled."""
    tasks = [task for task in report.tasks if task.kind == "task"]
    binding = [task for task in tasks if task.obligation.binding]
    parts = [
        _render_head(report),
        _render_figures(report),
        *(_render_open_tasks(status, binding) for status in OPEN),
        _render_settled_tasks(binding),
        _render_checks(report.tasks),
        _render_support(tasks),
        _render_child_tasks(report.child_tasks),
        render_findings(report.findings),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def render_findings(findings: Iterable[Finding]) -> str:
    """Findings as a list: severity, place, message, code; empty where there are none."""
    lines = [
        terminal.render_paragraph(
            f"{label(SEVERITIES, finding.severity)}: {finding.where + ': ' if finding.where else ''}"
            f"{finding.message} [{finding.code}]",
            indent=2,
            bullet="- ",
        )
        for finding in findings
    ]
    return "\n".join([f"PHÁT HIỆN (findings): {len(lines)}", *lines]) if lines else ""


def render_task(task: TaskAssessment) -> list[str]:
    """A parent's task with its best candidates: words and duty, then score, shared words and quote of each."""
    duty = label(OBLIGATIONS, task.obligation)
    phrase = f": {task.phrase}" if task.phrase else ""
    lines = [terminal.render_paragraph(f"{task.text} [{duty}{phrase}]", indent=2, bullet=f"{task.ref}  ")]
    for link in task.links[:CANDIDATES_SHOWN]:
        lines.append(terminal.render_paragraph(_describe_link(link), indent=6, bullet="~ "))
    if not task.links:
        lines.append("      ~ không có ứng viên nào (no candidate)")
    return lines


def name_plan(plan: PlanReference) -> str:
    """Number, date and title of a plan, as a person names it."""
    date = f"ngày {terminal.print_date(plan.date)}" if plan.date else ""
    return ", ".join(part for part in (plan.number, date, plan.title) if part) or plan.iri or "?"


def name_briefly(plan: PlanReference) -> str:
    """Number of a plan, else its title: nothing is cut."""
    return plan.number or plan.title or plan.iri or "?"


def name_report(report: CoverageReport) -> str:
    """What the file of a report is called."""
    return f"Bao phủ {name_briefly(report.child)} theo {name_briefly(report.parent)}"


def explain_rates(counts: Counts, rates: Rates) -> list[str]:
    """Each rate with the two numbers that it is made of."""
    if rates.strict is None or rates.wide is None:
        return ["Không có nhiệm vụ ràng buộc nên không có tỷ lệ. (No binding task, no rate.)"]
    of = counts.binding - counts.exempt - counts.not_applicable
    wide = counts.covered + counts.partial
    lines = [
        f"Tỷ lệ chặt (strict) {print_share(rates.strict, digits=1)} = {counts.covered}/{of} đã bao phủ",
        f"Tỷ lệ rộng (wide)   {print_share(rates.wide, digits=1)} = {wide}/{of} kể cả một phần",
    ]
    if counts.review:
        lines.append(f"{counts.review} nhiệm vụ còn chờ người xem, chưa tính là bao phủ. (Open reviews, not counted.)")
    return lines


def _render_head(report: CoverageReport) -> str:
    cited = "có (yes)" if report.child_cites_parent else "KHÔNG, nên chỉ so theo nội dung (no)"
    fields = [
        ("Kế hoạch (child)", name_plan(report.child)),
        ("Cấp trên (parent)", name_plan(report.parent)),
        ("Cơ quan (organisation)", report.organisation),
        ("Xét tại ngày (as of)", terminal.print_date(report.as_of)),
        ("Có dẫn cấp trên (cites it)", cited),
    ]
    return f"MỨC ĐỘ BAO PHỦ (coverage)\n{terminal.render_fields(fields)}"


def _render_figures(report: CoverageReport) -> str:
    counts = report.counts.model_dump()
    figures = "   ".join(
        f"{mark_status(status)} {counts[status]}" for status in COUNTED if counts[status] or status in ALWAYS_COUNTED
    )
    lines = [f"Nhiệm vụ ràng buộc (binding tasks): {report.counts.binding}", f"  {figures}"]
    lines += [f"  {line}" for line in explain_rates(report.counts, report.rates)]
    if report.counts.support:
        lines.append(f"  {report.counts.support} nhiệm vụ khác chỉ phối hợp, không tính. (Support only, not counted.)")
    if report.counts.unresolved:
        lines.append(f"  {report.counts.unresolved} nhiệm vụ chưa rõ giao cho ai, không tính. (Addressee unresolved.)")
    return "\n".join(lines)


def _render_open_tasks(status: str, tasks: Sequence[TaskAssessment]) -> str:
    """Tasks of one open status, each with its best candidates and why they were considered."""
    shown = [task for task in tasks if task.status == status]
    if not shown:
        return ""
    heading = f"{label_both(STATUSES, status).upper()}: {len(shown)}"
    return "\n".join([heading, *(line for task in shown for line in render_task(task))])


def _describe_link(link: LinkedTask) -> str:
    words = f"; chung: {', '.join(link.shared[:6])}" if link.shared else ""
    changed = "; văn bản đã đổi (suspect)" if link.suspect else ""
    quote = terminal.shorten(link.quote.text, 90)
    return f"{link.ref}  {print_score(link.score)} {label(LINK_STATES, link.state)}{words}{changed}; “{quote}”"


def _render_settled_tasks(tasks: Sequence[TaskAssessment]) -> str:
    settled = [task for task in tasks if task.status not in OPEN]
    if not settled:
        return ""
    rows = [
        (
            task.ref,
            terminal.shorten(task.text, 90),
            mark_status(task.status),
            ", ".join(link.ref for link in task.links if link.state in LINKED) or " → ".join(task.chain),
        )
        for task in settled
    ]
    table = terminal.render_table(("Mục", "Nhiệm vụ cấp trên", "Kết quả", "Trong kế hoạch"), rows)
    return f"ĐÃ RÕ (settled): {len(settled)}\n{table}"


def _render_checks(tasks: Sequence[TaskAssessment]) -> str:
    rows = [
        (task.ref, check.ref, check.message, check.code)
        for task in tasks
        for check in task.checks
        if check.severity != "info"
    ]
    if not rows:
        return ""
    table = terminal.render_table(("Mục", "Trong kế hoạch", "Nội dung", "Mã"), rows)
    return f"ĐIỂM CẦN SỬA (checks): {len(rows)}\n{table}"


def _render_support(tasks: Sequence[TaskAssessment]) -> str:
    refs = [task.ref for task in tasks if task.obligation == "support"]
    return terminal.render_paragraph(f"CHỈ PHỐI HỢP (support only): {', '.join(refs)}") if refs else ""


def _render_child_tasks(tasks: Sequence[ChildAssessment]) -> str:
    """What the child adds on its own or does unasked."""
    lines = []
    for status in ("local", "unwanted", "orphaned"):
        refs = [task.ref for task in tasks if task.status == status]
        if refs:
            text = f"{label_both(STATUSES, status)}, {len(refs)}: {', '.join(refs)}"
            lines.append(terminal.render_paragraph(text, indent=2, bullet="- "))
    return "\n".join(["NHIỆM VỤ RIÊNG CỦA KẾ HOẠCH (the child's own tasks)", *lines]) if lines else ""
