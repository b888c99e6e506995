"""The conditions that a person asks a coverage report to meet; one that does not hold makes exit status 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cancu.ontology.assessments import CoverageReport


MISSING_ELEMENTS = frozenset({"missing_lead", "missing_product", "missing_deadline"})


def _count_checks(report: CoverageReport, codes: frozenset[str]) -> int:
    """Checks with one of the codes that object to something, on either side of the comparison."""
    checks = [check for task in report.tasks for check in task.checks]
    checks += [check for task in report.child_tasks for check in task.checks]
    return sum(check.code in codes and check.severity != "info" for check in checks)


CONDITIONS: dict[str, tuple[str, Callable[[CoverageReport], int]]] = {
    "gap": ("nhiệm vụ còn thiếu (gaps)", lambda report: report.counts.gap),
    "review": ("nhiệm vụ cần xem lại (to review)", lambda report: report.counts.review),
    "partial": ("nhiệm vụ bao phủ một phần (partial)", lambda report: report.counts.partial),
    "verbatim": (
        "nhiệm vụ chép nguyên văn (verbatim copies)",
        lambda report: _count_checks(report, frozenset({"verbatim"})),
    ),
    "late": (
        "nhiệm vụ có hạn muộn hơn cấp trên (late)",
        lambda report: _count_checks(report, frozenset({"late"})),
    ),
    "missing_element": (
        "thành phần bắt buộc còn thiếu (missing elements)",
        lambda report: _count_checks(report, MISSING_ELEMENTS),
    ),
}


def find_failures(
    report: CoverageReport,
    fail_on: tuple[str, ...],
    *,
    min_strict: float | None = None,
    min_wide: float | None = None,
) -> list[str]:
    """Say which asked-for conditions a coverage report does not meet.

    Args:
        report: the report
        fail_on: names of `CONDITIONS`; each fails when its count is above zero
        min_strict: least strict rate, 0 to 1; a plan with no binding task has no rate and does not meet it
        min_wide: least wide rate, likewise

    Returns:
        One sentence per condition that does not hold; empty when all hold.
    """
    failures = []
    for name in fail_on:
        text, count = CONDITIONS[name]
        found = count(report)
        if found:
            failures.append(f"{name}: {found} {text}")
    rates = (("min-strict", report.rates.strict, min_strict), ("min-wide", report.rates.wide, min_wide))
    for name, rate, least in rates:
        if least is not None and rate is None:
            failures.append(f"{name}: không có nhiệm vụ ràng buộc nên không có tỷ lệ (no binding task, no rate)")
        elif least is not None and rate is not None and rate < least:
            failures.append(f"{name}: {rate:.1%} < {least:.1%}")
    return failures
