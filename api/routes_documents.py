"""Documents of the store, their records and texts, and what there is to object to in them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import PlainTextResponse

from cancu.api.document_relations import find_citations
from cancu.api.overview import list_store_findings
from cancu.api.service_answers import CheckAnswer, CitationPage, DocumentAnswer, DocumentPage, FindingPage
from cancu.api.service_cursors import PagingDependency
from cancu.api.service_parameters import DocumentName, LevelName, LibraryDependency
from cancu.ontology.orthography import fold
from cancu.ontology.records import Relation, Severity

router = APIRouter(prefix="/api", tags=["documents"])
Value = dict[str, Any]


class _Choice:
    """Which documents a list shall show."""

    def __init__(
        self,
        type: Annotated[str | None, Query(max_length=60, examples=["Kế hoạch"])] = None,
        level: LevelName = None,
        issuer: Annotated[str | None, Query(max_length=200, description="có dấu hay không dấu")] = None,
        year: Annotated[int | None, Query(ge=1945, le=2100)] = None,
    ) -> None:
        self._type, self._level, self._issuer, self._year = type, level, issuer, year

    def fits(self, row: Value) -> bool:
        return (
            (self._type is None or fold(row["type"] or "") == fold(self._type))
            and (self._level is None or row["level"] == self._level)
            and (self._issuer is None or fold(self._issuer) in fold(row["issuer"] or ""))
            and (self._year is None or str(row["date"] or "").startswith(str(self._year)))
        )


@router.get("/documents")
def list_documents(
    paging: PagingDependency, library: LibraryDependency, choice: Annotated[_Choice, Depends()]
) -> DocumentPage:
    """Documents of the store by date and number, with their counts."""
    with library.lend_workspace() as workspace:
        rows = [row for row in workspace.list_documents()["documents"] if choice.fits(row)]
    page, following = paging.cut(rows, _order)
    return DocumentPage.model_validate({"documents": page, "total": len(rows), "next": following})


@router.get("/document")
def show_document(document: DocumentName, library: LibraryDependency) -> DocumentAnswer:
    """One document whole: head, citations, tasks, findings."""
    with library.lend_workspace() as workspace:
        return DocumentAnswer.model_validate(workspace.show_document(document))


@router.get("/citations")
def list_citations(
    document: DocumentName,
    paging: PagingDependency,
    library: LibraryDependency,
    incoming: Annotated[bool, Query(description="Ai dẫn văn bản này (who cites it)")] = False,
    relation: Relation | None = None,
) -> CitationPage:
    """What a document cites, or with `incoming` who cites it, absent documents too, each with its exact words."""
    with library.lend_workspace() as workspace:
        iri = workspace.knowledge.find_node(document)
        found = find_citations(workspace, iri, incoming=incoming)
        rows = [row for row in found if relation in (None, row["relation"])]
    page, following = paging.cut(rows, lambda row: (row["document"], f"{row['ordinal']:06}"))
    return CitationPage.model_validate({"citations": page, "total": len(rows), "next": following})


@router.get("/text", response_class=PlainTextResponse)
def show_text(document: DocumentName, library: LibraryDependency) -> PlainTextResponse:
    """The text of a document; all offsets point into it, counted in Unicode characters."""
    with library.lend_workspace() as workspace:
        return PlainTextResponse(workspace.records.text(workspace.records.find(document).iri))


@router.get("/check")
def check_document(document: DocumentName, library: LibraryDependency) -> CheckAnswer:
    """Findings of one document: what was read in it, and what the store knows beyond it."""
    with library.lend_desk() as desk:
        checked = desk.check(document)
    return CheckAnswer.model_validate({**checked["document"], "findings": checked["findings"]})


@router.get("/findings")
def list_findings(
    paging: PagingDependency,
    library: LibraryDependency,
    severity: Severity | None = None,
    code: Annotated[str | None, Query(max_length=60, examples=["superseded_basis"])] = None,
) -> FindingPage:
    """Findings of all documents, by document."""
    with library.lend_workspace() as workspace:
        rows = [
            row
            for row in library.recall("findings", lambda: list_store_findings(workspace))
            if (severity is None or row["severity"] == severity) and (code is None or row["code"] == code)
        ]
    page, following = paging.cut(rows, lambda row: (row["document"], row["order"]))
    return FindingPage.model_validate(
        {"findings": [_drop(row, "order") for row in page], "total": len(rows), "next": following}
    )


def _order(row: Value) -> tuple[str, ...]:
    return (str(row["date"] or ""), row["number"] or "", row["iri"])


def _drop(row: Value, name: str) -> Value:
    return {key: value for key, value in row.items() if key != name}
