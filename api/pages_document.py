"""The page of a document, and the page of one that is cited and not in the store."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from fastapi import Request
from starlette.responses import HTMLResponse

from cancu.api.document_relations import fill_boxes, find_cited, find_standings, list_events, take_node
from cancu.api.marked_text import Item, Span, mark_text
from cancu.api.pages import render_page
from cancu.api.plan_choices import find_timing, list_choices, list_fellows
from cancu.api.service_library import Library
from cancu.api.workspace import Workspace

if TYPE_CHECKING:
    from cancu.ontology.records import Extraction

Value = dict[str, Any]
MOST_QUOTES = 100
"""Places shown at which an absent document is cited."""


def show_document(request: Request, library: Library, iri: str) -> HTMLResponse:
    """Everything that was read in a document, and what the store knows around it."""
    with library.lend_desk() as desk:
        findings = desk.check(iri)["findings"]
    with library.lend_workspace() as workspace:
        records, graph = workspace.records, workspace.knowledge.find_surroundings(iri)
        extraction = records.extraction(iri)
        boxes = fill_boxes(graph, iri)
        choices = list_choices(workspace, iri)
        return render_page(
            request,
            "document.html",
            iri=iri,
            timing=find_timing(extraction.document),
            fellows=list_fellows(library.read_catalogue(), choices, iri),
            stored=records.describe(iri),
            extraction=extraction,
            choices=choices,
            boxes=boxes,
            standings=find_standings(graph, iri, datetime.date.today()),
            events=list_events(boxes, extraction.document, extraction.tasks),
            findings=findings,
            text=mark_text(records.text(iri), _list_items(extraction), _list_spans(extraction, findings)),
            cited=find_cited(graph, iri),
            editions=workspace.knowledge.list_editions(iri),
        )


def show_stub(request: Request, workspace: Workspace, iri: str) -> HTMLResponse:
    """What is known of a document that is cited and absent: from whom, in which words."""
    graph = workspace.knowledge.find_surroundings(iri)
    edges = [*graph.in_edges(iri, data=True), *graph.out_edges(iri, data=True)]
    evidence = [item for _, _, values in edges for item in values["evidence"]]
    return render_page(
        request,
        "stub.html",
        iri=iri,
        node=take_node(graph, iri),
        boxes=fill_boxes(graph, iri),
        standings=find_standings(graph, iri, datetime.date.today()),
        quotes=[(item, take_node(graph, item.document)) for item in evidence[:MOST_QUOTES]],
        mentions=len(evidence),
    )


def _list_items(extraction: Extraction) -> list[Item]:
    return [Item(task.ref, task.kind, task.start, task.end) for task in extraction.tasks]


def _list_spans(extraction: Extraction, findings: list[Value]) -> list[Span]:
    citations = (Span(one.start, one.end, "citation", number) for number, one in enumerate(extraction.citations, 1))
    found = (
        Span(one["start"], one["end"], "finding", number)
        for number, one in enumerate(findings, 1)
        if one["start"] is not None and one["end"] is not None
    )
    return [*citations, *found]
