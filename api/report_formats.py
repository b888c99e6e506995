"""The formats of a coverage report: which one a person means, and the report in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cancu.api import terminal
from cancu.api.report_csv import render_csv
from cancu.api.reports import render_text

if TYPE_CHECKING:
    from cancu.ontology.assessments import CoverageReport

FORMATS = ("text", "json", "csv", "html", "docx", "xlsx")
OFFICE = frozenset({"docx", "xlsx"})
"""Formats that only make sense in a file."""
_SUFFIXES = {".txt": "text", ".json": "json", ".csv": "csv", ".htm": "html", ".html": "html", ".docx": "docx",
             ".xlsx": "xlsx"}  # fmt: skip


def guess_format(output: Path | None) -> str | None:
    """The format that the name of a file asks for; None where it asks for none.

    Example:
        >>> guess_format(Path("bao-cao.DOCX"))
        'docx'
    """
    return _SUFFIXES.get(output.suffix.lower()) if output else None


def judge_format(form: str) -> None:
    """Make sure that a report can be written in a format, before any work is done.

    Raises:
        CancuError: a library is missing; says how to install it.
    """
    if form == "xlsx":
        from cancu.api.report_xlsx import judge_workbooks

        judge_workbooks()


def render_report(report: CoverageReport, form: str, *, mark: bool = True) -> str:
    """The report in a format of letters; `mark` begins CSV with a byte order mark."""
    match form:
        case "json":
            return terminal.render_json(report.model_dump(mode="json"))
        case "csv":
            return render_csv(report, mark=mark)
        case "html":
            from cancu.api.coverage_paper import build_coverage_paper
            from cancu.api.report_html import render_html

            return render_html(build_coverage_paper(report))
        case _:
            return render_text(report)


def render_file(report: CoverageReport, form: str, *, mark: bool = True) -> bytes:
    """The report as the bytes of a file in any of `FORMATS`."""
    if form == "docx":
        from cancu.api.coverage_paper import build_coverage_paper
        from cancu.api.report_docx import render_docx

        return render_docx(build_coverage_paper(report))
    if form == "xlsx":
        from cancu.api.coverage_sheets import build_coverage_workbook
        from cancu.api.report_xlsx import render_xlsx

        return render_xlsx(build_coverage_workbook(report))
    return render_report(report, form, mark=mark).encode("utf-8", "backslashreplace")
