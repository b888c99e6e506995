"""Pages about agencies: who is there, and all that binds one of them on a day."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from cancu.api.overview import list_binding_tasks
from cancu.api.pages import render_page
from cancu.api.plan_choices import Timing
from cancu.api.service_library import Library
from cancu.ontology.orthography import fold
from cancu.ontology.records import Level

router = APIRouter(include_in_schema=False)
Value = dict[str, Any]
MOST_NAMES = 300
_LEVELS = [level.value for level in Level]


@router.get("/agencies")
def list_agencies(request: Request, q: Annotated[str, Query(max_length=300)] = "") -> HTMLResponse:
    """Who issues documents, and whom their tasks name as lead."""
    library: Library = request.app.state.library
    catalogue = library.read_catalogue()
    issuers: dict[str, Value] = {}
    for row in catalogue.rows:
        if row["issuer"]:
            known = issuers.setdefault(row["issuer"], {"name": row["issuer"], "level": row["level"], "documents": 0})
            known["documents"] += 1
    words = fold(q).split()
    chosen = [one for one in issuers.values() if all(word in fold(one["name"]) for word in words)]
    leads = [pair for pair in catalogue.leads if all(word in fold(pair[0]) for word in words)]
    return render_page(
        request,
        "agencies.html",
        q=q,
        issuers=sorted(chosen, key=lambda one: (_rank(one["level"]), -one["documents"], one["name"]))[:MOST_NAMES],
        leads=leads[:MOST_NAMES],
        counts=(len(chosen), len(leads)),
    )


@router.get("/agency")
def show_agency(
    request: Request,
    name: Annotated[str, Query(min_length=1, max_length=300)],
    as_of: datetime.date | None = None,
    inherited: bool = False,
) -> HTMLResponse:
    """All that binds an agency on a day, by level and source, and what it issued."""
    library: Library = request.app.state.library
    day = as_of or datetime.date.today()
    with library.lend_workspace() as workspace:
        found = list_binding_tasks(workspace, name, inherited=inherited, as_of=day)
    catalogue = library.read_catalogue()
    return render_page(
        request,
        "agency.html",
        found=found,
        sources=_group_by_source(found["tasks"], {iri: row["level"] for iri, row in catalogue.by_iri.items()}),
        issued=catalogue.choose({"issuer": found["organisation"]}),
        asked=name,
        inherited=inherited,
        timing=Timing(day, day.year, day.year + 1),
    )


def _group_by_source(tasks: list[Value], levels: dict[str, str | None]) -> list[Value]:
    """The tasks by the document that gives them, the highest level first, then the latest."""
    sources: dict[str, Value] = {}
    for task in tasks:
        plan = task["plan"]
        source = sources.setdefault(plan["iri"], {"plan": plan, "level": levels.get(plan["iri"]), "tasks": []})
        source["tasks"].append(task)
    latest = sorted(sources.values(), key=lambda source: source["plan"]["date"] or "", reverse=True)
    return sorted(latest, key=lambda source: _rank(source["level"]))


def _rank(level: str | None) -> int:
    return _LEVELS.index(level) if level in _LEVELS else len(_LEVELS)
