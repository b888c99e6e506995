"""The coverage page: what a plan takes over of the plan above, word beside word, and a person's rulings on it."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from cancu.api import coverage_board as board
from cancu.api.coverage_pairs import (
    find_pair,
    find_parent,
    list_pairs,
    offer_parents,
    offer_plans,
    suggest_organisations,
)
from cancu.api.coverage_query import PAGE, CoverageQuery
from cancu.api.coverage_rulings import LONGEST_NAME, judge_length, make_ruling, read_reviewer, remember_reviewer
from cancu.api.file_answers import answer_file
from cancu.api.form_bodies import FormFields
from cancu.api.pages import render_page
from cancu.api.reports import name_report
from cancu.api.service_access import Writer
from cancu.api.service_library import Library
from cancu.graph.similarity import list_weights
from cancu.graph.verdicts import RULES

router = APIRouter(include_in_schema=False)
Asked = Annotated[CoverageQuery, Query()]
EXPORTS = ("xlsx", "docx", "csv", "html")


@router.get(PAGE)
def show_coverage(request: Request, query: Asked) -> HTMLResponse:
    """Binding tasks by status with their candidates; without two plans, a choice of them."""
    library: Library = request.app.state.library
    if not query.child:
        return render_page(
            request, "coverage_pairs.html", query=query, pairs=list_pairs(library), plans=offer_plans(library)
        )
    parent = query.parent or find_parent(library, query.child)
    if not parent:
        offer = offer_parents(library, query.child)
        return render_page(request, "coverage_parents.html", query=query, offer=offer)
    query = query.model_copy(update={"parent": parent})
    pair = find_pair(library, query)
    chosen = board.choose_tasks(pair, query)
    ordered = board.order_tasks(chosen)
    start = (query.page - 1) * board.PAGE_SIZE
    shown = ordered[start : start + board.PAGE_SIZE]
    return render_page(
        request,
        "coverage.html",
        query=query,
        pair=pair,
        report=pair.report,
        narrow=board.narrow_report(pair, query),
        choices=board.list_choices(pair),
        groups=[(status, [board.make_card(pair, one) for one in tasks]) for status, tasks in board.group_tasks(shown)],
        pages=-(-len(ordered) // board.PAGE_SIZE),
        apart=board.list_apart(pair),
        ruled=board.find_card(pair, query.ruled),
        organisations=suggest_organisations(pair),
        reviewer=read_reviewer(request),
        exports=EXPORTS,
        rules=RULES,
        plain=CoverageQuery(**query.plans),
        print_quarter=board.print_quarter,
    )


@router.get(PAGE + ".{form}")
def export_coverage(request: Request, query: Asked, form: Literal["xlsx", "docx", "csv", "html"]) -> Response:
    """What the page shows, as a file."""
    from cancu.api.report_formats import judge_format, render_file

    judge_format(form)
    pair = find_pair(request.app.state.library, query)
    return answer_file(render_file(board.narrow_report(pair, query), form), name_report(pair.report), form)


@router.get(PAGE + "/task")
def explain_task(
    request: Request, query: Asked, ref: Annotated[str, Query(min_length=1, max_length=200)]
) -> HTMLResponse:
    """One task with everything that its verdict rests on: what every score is made of, the thresholds, the rulings."""
    library: Library = request.app.state.library
    pair = find_pair(library, query)
    with library.lend_desk() as desk:
        found = desk.explain(query.child, ref, query.parent or None, query.org or None)
    card = board.find_card(pair, found["ref"])
    return render_page(
        request, "coverage_task.html", query=query.model_copy(update={"ruled": found["ref"]}), pair=pair, card=card,
        found=found, rules=RULES, weights=list_weights(), reviewer=read_reviewer(request),
    )  # fmt: skip


@router.post(PAGE + "/rulings")
def rule(request: Request, query: Asked, form: FormFields, _: Writer) -> Response:
    """Record a ruling, or take one back, and show the page again."""
    library: Library = request.app.state.library
    pair = find_pair(library, query)
    ruling = make_ruling(pair, form, by=read_reviewer(request), today=datetime.date.today())
    library.record(ruling)
    ref = form["ref"]
    return RedirectResponse(query.link(ruled=ref, anchor=f"t-{ref}"), status_code=303)


@router.post(PAGE + "/reviewer")
def name_reviewer(query: Asked, form: FormFields, _: Writer) -> Response:
    """Keep the name of whoever rules."""
    judge_length(form, "by", LONGEST_NAME)
    response = RedirectResponse(query.link(), status_code=303)
    remember_reviewer(response, form.get("by", ""))
    return response
