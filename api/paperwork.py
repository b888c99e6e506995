"""What the papers for offices are made from: questions to the store and to files, answered in records."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from cancu.api.overview import read_cascade

if TYPE_CHECKING:
    from cancu.api.desk import Desk
    from cancu.api.workspace import Workspace
    from cancu.graph.assignments import Assignments
    from cancu.graph.dossiers import Dossier
    from cancu.graph.drafting import DraftingSheet
    from cancu.graph.inheritance import Cascade


def make_dossier(desk: Desk, name: str) -> Dossier:
    """All that is known of a document: of a file what it says, of one in the store what the others say, too.

    Raises:
        SourceError: there is neither such a file nor such a document.
    """
    from cancu.graph.dossiers import compile_dossier
    from cancu.graph.inheritance import trace_origins

    plan = desk.read_plan(name)
    if desk.store is None or plan.iri is None:
        return compile_dossier(plan)
    origins = trace_origins(read_cascade(desk.store, desk.graph), plan)
    return compile_dossier(plan, graph=desk.graph, origins=origins, findings=desk.list_plan_findings(plan))


def make_assignments(workspace: Workspace, organisation: str, *, as_of: datetime.date | None = None) -> Assignments:
    """All that binds an organisation on a day, today where none is given.

    Raises:
        UnknownNodeError: no plan and no vocabulary knows the organisation.
    """
    from cancu.graph.assignments import compile_assignments

    cascade = read_cascade(workspace.store, workspace.graph)
    name = _find_organisation(organisation, cascade)
    return compile_assignments(name, cascade, on=as_of or datetime.date.today())


def _find_organisation(asked: str, cascade: Cascade) -> str:
    """The organisation that a person means, as the plans print it."""
    from cancu.graph.known_organisations import find_organisation, list_printed_names

    return find_organisation(asked, list_printed_names(cascade.plans))


def make_draft(workspace: Workspace, organisation: str, *, year: int | None = None) -> DraftingSheet:
    """What an organisation has to put into its plan of a year, the newest of the plans above where none is given.

    Raises:
        UnknownNodeError: the organisation is unknown, or no plan above binds it.
    """
    from cancu.graph.drafting import draft_plan

    cascade = read_cascade(workspace.store, workspace.graph)
    return draft_plan(_find_organisation(organisation, cascade), cascade, year=year)
