"""The store as a whole for other programs, and reports of coverage as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response, StreamingResponse

from cancu.api.file_answers import answer_file, declare_files
from cancu.api.linked_data import write_store
from cancu.api.report_formats import judge_format, render_file
from cancu.api.reports import name_report
from cancu.api.service_library import Library
from cancu.api.service_parameters import ChildName, Day, LibraryDependency, OrganisationName, ParentName
from cancu.graph.store import Store

router = APIRouter(prefix="/api", tags=["exports"])
whole_store = APIRouter(prefix="/api", tags=["exports"])
_PIECE = 1 << 16


class Exporter(NamedTuple):
    """How the store is written in a format.

    Attributes:
        media_type: of what is sent
        ending: of the name of the file
        write: yields the store piece by piece, with or without what plans are to each other
    """

    media_type: str
    ending: str
    write: Callable[[Store, bool], Iterator[str]]


def _write_rdf(syntax: str) -> Callable[[Store, bool], Iterator[str]]:
    return lambda store, verdicts: write_store(store, syntax, verdicts=verdicts)


class Format(StrEnum):
    """Formats of the export; each has its line in `EXPORTERS`."""

    TURTLE = "ttl"
    JSON_LD = "jsonld"
    N_TRIPLES = "nt"
    TRIG = "trig"
    RDF_XML = "rdfxml"


EXPORTERS = {
    Format.TURTLE: Exporter("text/turtle", "ttl", _write_rdf("ttl")),
    Format.JSON_LD: Exporter("application/ld+json", "jsonld", _write_rdf("jsonld")),
    Format.N_TRIPLES: Exporter("application/n-triples", "nt", _write_rdf("nt")),
    Format.TRIG: Exporter("application/trig", "trig", _write_rdf("trig")),
    Format.RDF_XML: Exporter("application/rdf+xml", "rdf", _write_rdf("rdfxml")),
}
_EXPORTED: dict[int | str, dict[str, Any]] = {
    200: {"content": {one.media_type: {"schema": {}} for one in EXPORTERS.values()}}
}


@whole_store.get("/export/{format}", response_class=StreamingResponse, responses=_EXPORTED)
def export_store(
    format: Format,
    library: LibraryDependency,
    verdicts: Annotated[
        bool, Query(description="Kèm liên kết và đánh giá; lâu hơn (links and verdicts; slower)")
    ] = False,
) -> StreamingResponse:
    """The whole store in one state, sent as it is written; equal stores give equal bytes."""
    exporter = EXPORTERS[format]
    headers = {"content-disposition": f'attachment; filename="cancu.{exporter.ending}"'}
    pieces = _write_pieces(library, exporter, verdicts=verdicts)
    return StreamingResponse(pieces, media_type=exporter.media_type, headers=headers)


class _Pair:
    """The plan whose coverage is asked for, and against what."""

    def __init__(
        self, child: ChildName, parent: ParentName = None, organisation: OrganisationName = None, as_of: Day = None
    ) -> None:
        self.child, self.parent, self.organisation, self.as_of = child, parent or None, organisation or None, as_of


@router.get("/coverage.{format}", response_class=Response, responses=declare_files("docx", "xlsx", "csv", "html"))
def report_coverage_as_file(
    format: Literal["docx", "xlsx", "csv", "html"], library: LibraryDependency, pair: Annotated[_Pair, Depends()]
) -> Response:
    """How a plan covers the plan above, as a file for Word, Excel or the printer."""
    judge_format(format)
    with library.lend_desk() as desk:
        report = desk.report_coverage(pair.child, pair.parent, pair.organisation, as_of=pair.as_of)
    return answer_file(render_file(report, format), name_report(report), format)


def _write_pieces(library: Library, exporter: Exporter, *, verdicts: bool) -> Iterator[bytes]:
    """The export in pieces that are worth sending."""
    with library.lend_workspace() as workspace:
        waiting = bytearray()
        for text in exporter.write(workspace.store, verdicts):
            waiting += text.encode()
            if len(waiting) >= _PIECE:
                yield bytes(waiting)
                waiting.clear()
        yield bytes(waiting)
