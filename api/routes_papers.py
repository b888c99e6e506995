"""Papers for offices as files: the dossier of a document, what binds an agency, what changed, when it is due."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from cancu.api.file_answers import answer_file, declare_files
from cancu.api.paperwork import compare, make_assignments, make_calendar, make_dossier, make_draft
from cancu.api.report_csv import render_tasks_csv
from cancu.api.report_formats import judge_format
from cancu.api.reports import name_briefly
from cancu.api.service_parameters import Day, DocumentName, LibraryDependency, OrganisationAsked

router = APIRouter(prefix="/papers", tags=["papers"])
PaperForm = Literal["docx", "xlsx", "html", "json"]
CalendarForm = Literal["ics", "docx", "xlsx", "html", "json"]
Year = Annotated[
    int | None, Query(ge=1945, le=2999, description="Năm; để trống: mới nhất, hoặc mọi năm (year)", examples=[2022])
]


_PAPERS = declare_files("docx", "xlsx", "html", "json")


@router.get("/dossier.{format}", response_class=Response, responses=_PAPERS)
def send_dossier(format: PaperForm, document: DocumentName, library: LibraryDependency) -> Response:
    """All that is known of a document: bases, plans above and below, tasks, findings, with exact words."""
    from cancu.api.dossier_report import write_dossier

    judge_format(format)
    with library.lend_desk() as desk:
        found = make_dossier(desk, document)
    head = found.document
    return answer_file(write_dossier(found, format), f"Hồ sơ {head.number or head.title or document}", format)


@router.get("/tasks.csv", response_class=Response, responses=declare_files("csv"))
def send_tasks(document: DocumentName, library: LibraryDependency) -> Response:
    """The items of a document as a table: words, agencies, products, days, exact quotes with offsets."""
    with library.lend_desk() as desk:
        plan = desk.read_plan(document)
    head = plan.extraction.document
    data = render_tasks_csv(plan).encode("utf-8", "backslashreplace")
    return answer_file(data, f"Nhiệm vụ {head.number or head.title or document}", "csv")


@router.get("/assignments.{format}", response_class=Response, responses=_PAPERS)
def send_assignments(
    format: PaperForm, organisation: OrganisationAsked, library: LibraryDependency, as_of: Day = None
) -> Response:
    """All tasks that bind an organisation on a day, today where none is given, with room for who does them."""
    from cancu.api.assignment_report import write_assignments

    judge_format(format)
    with library.lend_workspace() as workspace:
        found = make_assignments(workspace, organisation, as_of=as_of)
    name = f"Phiếu giao nhiệm vụ {found.organisation} {found.as_of or ''}"
    return answer_file(write_assignments(found, format), name, format)


@router.get("/draft.{format}", response_class=Response, responses=_PAPERS)
def send_draft(
    format: PaperForm, organisation: OrganisationAsked, library: LibraryDependency, year: Year = None
) -> Response:
    """What an organisation has to put into its plan of a year, beside what it planned before, with room to write."""
    from cancu.api.drafting_report import write_draft

    judge_format(format)
    with library.lend_workspace() as workspace:
        found = make_draft(workspace, organisation, year=year)
    return answer_file(write_draft(found, format), f"Bảng soạn kế hoạch {found.organisation} {found.year}", format)


@router.get(
    "/calendar.{format}", response_class=Response, responses=declare_files("ics", "docx", "xlsx", "html", "json")
)
def send_calendar(
    format: CalendarForm, organisation: OrganisationAsked, library: LibraryDependency, year: Year = None
) -> Response:
    """The deadlines of an organisation; `ics` opens in Outlook, Google and on phones."""
    from cancu.api.calendar_report import write_calendar

    judge_format(format)
    with library.lend_workspace() as workspace:
        found = make_calendar(workspace, organisation, year=year)
    return answer_file(write_calendar(found, format), f"Lịch thời hạn {found.organisation} {year or ''}", format)


@router.get("/comparison.{format}", response_class=Response, responses=_PAPERS)
def send_comparison(
    format: PaperForm,
    old: DocumentName,
    new: DocumentName,
    library: LibraryDependency,
) -> Response:
    """What changed between two plans, task by task: kept, changed in which words, dropped, new."""
    from cancu.api.difference_report import write_difference

    judge_format(format)
    with library.lend_desk() as desk:
        found = compare(desk, old, new)
    name = f"So sánh {name_briefly(found.old)} với {name_briefly(found.new)}"
    return answer_file(write_difference(found, format), name, format)
