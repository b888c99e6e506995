"""Pages that list and find: documents, search, findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple, TypeVar

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import HTMLResponse

from cancu.api.catalogue import FACETS
from cancu.api.pages import render_page
from cancu.api.service_library import Library

router = APIRouter(include_in_schema=False)
Value = dict[str, Any]
Row = TypeVar("Row")
PAGE = 50
MOST_HITS = 100
"""Hits of each kind that are looked at before they are narrowed down."""
PageNumber = Annotated[int, Field(ge=1, le=1_000_000)]


class Narrowing(BaseModel):
    """By what a list of documents is narrowed down; empty values do not count."""

    q: str = Field("", max_length=500)
    type: str = Field("", max_length=200)
    level: str = Field("", max_length=20)
    year: str = Field("", max_length=4)
    issuer: str = Field("", max_length=300)
    page: PageNumber = 1

    @property
    def wanted(self) -> dict[str, str]:
        """The facets with the values asked for."""
        return {facet: getattr(self, facet) for facet in FACETS}


class Leaf(NamedTuple):
    """One page of a list.

    Attributes:
        rows: what it shows
        number: which one it is, from 1
        pages: pages in all
        total: rows in all
    """

    rows: Sequence[Any]
    number: int
    pages: int
    total: int


def cut_leaf(rows: Sequence[Row], number: int) -> Leaf:
    """One page of the rows of a list.

    Example:
        >>> cut_leaf(range(120), 3)
        Leaf(rows=range(100, 120), number=3, pages=3, total=120)
    """
    count = max(1, -(-len(rows) // PAGE))
    return Leaf(rows[(number - 1) * PAGE : number * PAGE], number, count, len(rows))


@router.get("/documents")
def list_documents(request: Request, narrowing: Annotated[Narrowing, Query()]) -> HTMLResponse:
    """The documents of the store, the latest first, narrowed down by words and facets."""
    library: Library = request.app.state.library
    catalogue = library.read_catalogue()
    found = catalogue.choose(narrowing.wanted, narrowing.q)
    return render_page(
        request,
        "documents.html",
        leaf=cut_leaf(found, narrowing.page),
        narrowing=narrowing,
        facets=catalogue.count_facets(catalogue.choose({}, narrowing.q)),
    )


@router.get("/search")
def search(request: Request, narrowing: Annotated[Narrowing, Query()]) -> HTMLResponse:
    """Documents and tasks by words or numbers, with or without marks, exact ones first."""
    library: Library = request.app.state.library
    with library.lend_workspace() as workspace:
        found = workspace.search(narrowing.q, MOST_HITS)
    catalogue = library.read_catalogue()
    hits = [hit for hit in (*found["documents"], *found["tasks"]) if hit["iri"] in catalogue.by_iri]
    rows = [catalogue.by_iri[iri] for iri in dict.fromkeys(hit["iri"] for hit in hits)]
    kept = {row["iri"] for row in catalogue.choose(narrowing.wanted, rows=rows)}
    sides = {side: [hit for hit in found[side] if hit["iri"] in kept] for side in ("documents", "tasks")}
    return render_page(
        request,
        "search.html",
        narrowing=narrowing,
        facets=catalogue.count_facets(rows),
        documents=sides["documents"],
        leaf=cut_leaf(sides["tasks"], narrowing.page),
        rows=catalogue.by_iri,
        capped=max(len(found["documents"]), len(found["tasks"])) >= MOST_HITS,
    )


@router.get("/findings")
def list_findings(
    request: Request,
    severity: Annotated[str, Query(max_length=20)] = "",
    code: Annotated[str, Query(max_length=80)] = "",
    page: PageNumber = 1,
) -> HTMLResponse:
    """What a careful reader would object to in the documents of the store, the gravest first."""
    library: Library = request.app.state.library
    findings = library.read_catalogue().findings
    rows = [row for row in findings if severity in ("", row["severity"]) and code in ("", row["code"])]
    codes: dict[str, int] = {}
    for row in findings:
        codes[row["code"]] = codes.get(row["code"], 0) + 1
    return render_page(
        request,
        "findings.html",
        leaf=cut_leaf(rows, page),
        codes=sorted(codes.items(), key=lambda pair: (-pair[1], pair[0])),
        severity=severity,
        code=code,
    )
