"""The first page, and the door for those who may write."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from cancu.api.pages import render_page
from cancu.api.service_access import fits, get_settings, remember
from cancu.api.service_library import Library
from cancu.api.service_problems import ProblemError

router = APIRouter(include_in_schema=False)


@router.get("/")
def show_home(request: Request) -> HTMLResponse:
    """Drop files, recent documents, where attention is needed."""
    library: Library = request.app.state.library
    with library.lend_workspace() as workspace:
        documents = workspace.list_documents()["documents"]
    return render_page(request, "home.html", documents=documents)


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
