"""The first page, and the door for those who may write."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from cancu.api.attention import find_attention
from cancu.api.pages import render_page
from cancu.api.plan_choices import list_choices
from cancu.api.service_access import fits, get_settings, remember
from cancu.api.service_jobs import Jobs
from cancu.api.service_library import Library
from cancu.api.service_problems import ProblemError

router = APIRouter(include_in_schema=False)


@router.get("/")
def show_home(request: Request) -> HTMLResponse:
    """Drop files, recent documents, where attention is needed."""
    library: Library = request.app.state.library
    catalogue = library.read_catalogue()
    return render_page(
        request,
        "home.html",
        recent=[catalogue.by_iri[iri] for iri in catalogue.latest],
        total=len(catalogue.rows),
        largest=get_settings(request).limits.body // (1024 * 1024),
    )


@router.get("/attention")
def show_attention(request: Request) -> HTMLResponse:
    """Where a person is needed: pairs of plans with gaps and open reviews, and findings; the first page holds it."""
    library: Library = request.app.state.library
    findings = library.read_catalogue().findings
    return render_page(request, "attention.html", attention=find_attention(library), findings=findings)


@router.get("/jobs/{job_id}")
def show_job(request: Request, job_id: str) -> HTMLResponse:
    """What became of an upload, and where to go from there."""
    jobs: Jobs = request.app.state.jobs
    library: Library = request.app.state.library
    job = jobs.find(job_id)
    choices = {}
    if job.documents:
        with library.lend_workspace() as workspace:
            choices = {one.iri: list_choices(workspace, one.iri) for one in job.documents}
    return render_page(request, "job.html", job=job, choices=choices)


@router.get("/enter")
def enter(request: Request, token: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Let the browser of whoever knows the token write from now on."""
    if not fits(get_settings(request), token):
        raise ProblemError(
            401, "Mã truy cập không đúng", "the token is wrong", code="E_TOKEN",
            hint="mở đúng địa chỉ mà cancu serve đã in (open the address that cancu serve printed)",
        )  # fmt: skip
    response = RedirectResponse("/", status_code=303)
    remember(response, token)
    return response
