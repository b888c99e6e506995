"""The page of what waits for a person, and rulings on what is which document."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from cancu.api.coverage_rulings import (
    LONGEST_NAME,
    judge_length,
    make_identity_ruling,
    read_reviewer,
    remember_reviewer,
)
from cancu.api.form_bodies import FormFields
from cancu.api.pages import render_page
from cancu.api.service_access import Writer
from cancu.api.service_library import Library
from cancu.api.waiting import find_doubts, find_waiting, is_suspect
from cancu.graph.verdicts import RULES

router = APIRouter(include_in_schema=False)
PAGE = "/reviews"


@router.get(PAGE)
def show_reviews(request: Request, page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> HTMLResponse:
    """Open reviews of all plans, links whose texts changed, citations and documents in doubt."""
    library: Library = request.app.state.library
    return render_page(
        request, "reviews.html", waiting=find_waiting(library, page), doubts=find_doubts(library), number=page,
        reviewer=read_reviewer(request), is_suspect=is_suspect, rules=RULES,
    )  # fmt: skip


@router.post(PAGE + "/identity")
def rule_identity(request: Request, form: FormFields, _: Writer) -> Response:
    """Record that two documents are one, or two, or take such a ruling back."""
    library: Library = request.app.state.library
    ruling = make_identity_ruling(form, by=read_reviewer(request), today=datetime.date.today())
    library.record(ruling)
    return RedirectResponse(f"{PAGE}#doubts", status_code=303)


@router.post(PAGE + "/reviewer")
def name_reviewer(form: FormFields, _: Writer) -> Response:
    """Keep the name of whoever rules."""
    judge_length(form, "by", LONGEST_NAME)
    response = RedirectResponse(f"{PAGE}#doubts", status_code=303)
    remember_reviewer(response, form.get("by", ""))
    return response
