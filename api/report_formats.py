"""The formats of reports: which one a person means, and a report in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from cancu.api import terminal
from cancu.api.report_csv import render_csv
from cancu.api.reports import render_text

if TYPE_CHECKING:
    from cancu.api.report_model import Paper, Workbook
    from cancu.ontology.assessments import CoverageReport
    from cancu.ontology.records import Record

PAPER_FORMATS = ("text", "json", "html", "docx", "xlsx")
"""What every paper is written in."""
FORMATS = ("text", "json", "csv", "html", "docx", "xlsx")
OFFICE = frozenset({"docx", "xlsx"})
"""Formats that only make sense in a file."""
_SUFFIXES = {".txt": "text", ".json": "json", ".csv": "csv", ".htm": "html", ".html": "html", ".docx": "docx",
             ".xlsx": "xlsx", ".ics": "ics"}  # fmt: skip


Model = TypeVar("Model", bound="Record")


@dataclass(frozen=True)
class Makers(Generic[Model]):
    """What a record becomes before it has a format."""

    paper: Callable[[Model], Paper]
    workbook: Callable[[Model], Workbook]


def write_model(model: Model, form: str, makers: Makers[Model]) -> bytes:
    """A record as the bytes of a file in any of `PAPER_FORMATS`, the same for the same record.

    Raises:
        ValueError: there is no such format.
        CancuError: a library is missing.
    """
    match form:
        case "json":
            text = terminal.render_json(model.model_dump(mode="json"))
        case "text":
            from cancu.api.report_text import render_paper

            text = render_paper(makers.paper(model))
        case "html":
            from cancu.api.report_html import render_html

            text = render_html(makers.paper(model))
        case "docx":
            from cancu.api.report_docx import render_docx

            return render_docx(makers.paper(model))
        case "xlsx":
            from cancu.api.report_xlsx import render_xlsx

            return render_xlsx(makers.workbook(model))
        case _:
            raise ValueError(f"no such format: {form!r}; known: {', '.join(PAPER_FORMATS)}")
    return text.encode("utf-8", "backslashreplace")


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
    """The coverage report in a format of letters; `mark` begins CSV with a byte order mark."""
    return render_file(report, form, mark=mark).decode("utf-8")


def render_file(report: CoverageReport, form: str, *, mark: bool = True) -> bytes:
    """The coverage report as the bytes of a file in any of `FORMATS`."""
    if form == "text":
        return render_text(report).encode("utf-8", "backslashreplace")
    if form == "csv":
        return render_csv(report, mark=mark).encode("utf-8", "backslashreplace")
    from cancu.api.coverage_paper import build_coverage_paper
    from cancu.api.coverage_sheets import build_coverage_workbook

    return write_model(report, form, Makers(build_coverage_paper, build_coverage_workbook))
