"""The graph page: the documents around a document, as a picture to walk in and as an equal table."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from cancu.api.neighbourhood import MOST_STEPS, PAGE, GraphQuery, find_neighbourhood
from cancu.api.pages import render_page
from cancu.api.service_library import Library

router = APIRouter(include_in_schema=False)


@router.get(PAGE)
def show_graph(request: Request, query: Annotated[GraphQuery, Query()]) -> HTMLResponse:
    """What a document cites and what cites it, for a few steps; without one, the latest documents to begin with."""
    library: Library = request.app.state.library
    if not query.document.strip():
        catalogue = library.read_catalogue()
        latest = [catalogue.by_iri[iri] for iri in catalogue.latest]
        return render_page(request, "graph.html", query=query, found=None, latest=latest, steps=MOST_STEPS)
    with library.lend_workspace() as workspace:
        found = find_neighbourhood(workspace, query)
    labels = {node["iri"]: node for node in found.nodes}
    return render_page(request, "graph.html", query=query, found=found, labels=labels, steps=MOST_STEPS, latest=[])
