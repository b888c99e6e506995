"""The cascade page: the tree of plans across levels, as a picture and as a table of the same."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from cancu.api.cascade_tree import list_tops, read_tree
from cancu.api.pages import render_page
from cancu.api.service_library import Library

router = APIRouter(include_in_schema=False)


@router.get("/cascade")
def show_cascade(
    request: Request, document: Annotated[str, Query(max_length=500)] = "", up: bool = False
) -> HTMLResponse:
    """Plans below a document, or above it, with the coverage of each; without one, where cascades begin."""
    library: Library = request.app.state.library
    if not document.strip():
        return render_page(request, "cascade.html", tree=None, tops=list_tops(library), document="", up=up)
    return render_page(
        request, "cascade.html", tree=read_tree(library, document, up=up), tops=(), document=document, up=up
    )
