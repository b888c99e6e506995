"""What the papers for offices are made from: questions to the store and to files, answered in records."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from cancu.ontology.errors import UnknownNodeError

if TYPE_CHECKING:
    from cancu.api.desk import Desk
    from cancu.api.workspace import Workspace
    from cancu.graph.assignments import Assignments
    from cancu.graph.calendars import DeadlineCalendar
    from cancu.graph.differences import PlanDifference
    from cancu.graph.dossiers import Dossier
    from cancu.graph.drafting import DraftingSheet
    from cancu.graph.inheritance import Cascade
    from cancu.graph.knowledge import Knowledge
    from cancu.ontology.assessments import PlanReading


def make_dossier(desk: Desk, name: str) -> Dossier:
    """All that is known of a document: of a file what it says, of one in the store what the others say, too.

    Raises:
        SourceError: there is neither such a file nor such a document.
    """
    from cancu.graph.dossiers import Known, compile_dossier
    from cancu.graph.inheritance import trace_origins

    plan = desk.read_plan(name)
    if desk.records is None or plan.iri is None:
        return compile_dossier(plan)
    knowledge, iri = desk.knowledge, plan.iri
    known = Known(knowledge.find_surroundings(iri), knowledge.find_cascade(iri, up=True), knowledge.find_cascade(iri))
    origins = trace_origins(knowledge.read_plans(plan=iri), plan)
    return compile_dossier(plan, known=known, origins=origins, findings=desk.list_plan_findings(plan))


def make_assignments(workspace: Workspace, organisation: str, *, as_of: datetime.date | None = None) -> Assignments:
    """All that binds an organisation on a day, today where none is given.

    Raises:
        UnknownNodeError: no plan and no vocabulary knows the organisation.
    """
    from cancu.graph.assignments import compile_assignments

    day = as_of or datetime.date.today()
    name, cascade = _read_plans(workspace.knowledge, organisation, on=day)
    return compile_assignments(name, cascade, on=day)


def _read_plans(knowledge: Knowledge, asked: str, *, on: datetime.date | None = None) -> tuple[str, Cascade]:
    """The organisation that a person means, as the plans print it, and the plans that can bind it."""
    from cancu.graph.known_organisations import find_organisation

    name = find_organisation(asked, knowledge.list_printed_names())
    return name, knowledge.read_plans(organisation=name, on=on)


def make_draft(workspace: Workspace, organisation: str, *, year: int | None = None) -> DraftingSheet:
    """What an organisation has to put into its plan of a year, the newest of the plans above where none is given.

    Raises:
        UnknownNodeError: the organisation is unknown, or no plan above binds it.
    """
    from cancu.graph.drafting import draft_plan

    return draft_plan(*_read_plans(workspace.knowledge, organisation), year=year)


def compare(desk: Desk, old: str, new: str, organisation: str | None = None) -> PlanDifference:
    """What changed between two plans; for an organisation, between its plans of two years.

    Args:
        desk: with or without a store
        old: the earlier plan, a file or a document; with an organisation its year
        new: the later one
        organisation: whose plans are meant by the years

    Raises:
        UnknownNodeError: there is no such document, or no plan of the organisation for a year.
    """
    from cancu.graph.differences import compare_plans

    if organisation is None:
        before, after = desk.read_plan(old), desk.read_plan(new)
    else:
        before, after = (_find_plan_of_year(desk, organisation, year) for year in (old, new))
    return compare_plans(before, after, decisions=desk.records.decisions() if desk.records else ())


def _find_plan_of_year(desk: Desk, organisation: str, year: str) -> PlanReading:
    """The plan of an organisation that begins in a year, the last of several."""
    from cancu.graph.drafting import find_begin, list_own_plans

    name, cascade = _read_plans(desk.knowledge, organisation)
    own = list_own_plans(name, cascade.plans)
    found = [plan for plan in own if str(find_begin(plan).year) == year]
    if not found:
        years = ", ".join(str(find_begin(plan).year) for plan in own)
        raise UnknownNodeError(
            f"Kho không có kế hoạch năm {year} của {name}",
            f"no plan of {name} for {year} in the store",
            where=year,
            hint=f"có kế hoạch các năm: {years}" if years else "nạp kế hoạch bằng: cancu ingest PATH",
        )
    return found[-1]


def make_calendar(workspace: Workspace, organisation: str, *, year: int | None = None) -> DeadlineCalendar:
    """The deadlines of an organisation, of one year or of all.

    Raises:
        UnknownNodeError: no plan and no vocabulary knows the organisation.
    """
    from cancu.graph.calendars import build_calendar

    return build_calendar(*_read_plans(workspace.knowledge, organisation), year=year)
