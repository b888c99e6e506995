"""Atom feeds (RFC 4287): documents that came, changed or went, and what there is to object to in documents."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple
from xml.sax.saxutils import quoteattr

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from cancu.api.service_parameters import LibraryDependency
from cancu.graph.changes import REMOVED, Change, read_changes
from cancu.graph.naming import describe_document
from cancu.graph.rdf_syntaxes import write_xml_text
from cancu.ontology.records import Severity

if TYPE_CHECKING:
    from cancu.graph.store import Store

router = APIRouter(tags=["feeds"])
MEDIA_TYPE = "application/atom+xml"
_ATOM: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}}
_UNKNOWN_TIME = "1970-01-01T00:00:00Z"
_KINDS = {
    "new": "Văn bản mới (new)",
    "new_version": "Bản mới (new version)",
    "reread": "Đọc lại (read again)",
    "conflict": "Trùng định danh (rival identity)",
    REMOVED: "Đã gỡ (removed)",
}
MostEntries = Annotated[int, Query(ge=1, le=500, description="Số mục (entries)")]


class Entry(NamedTuple):
    """An entry of a feed."""

    id: str
    title: str
    updated: str
    address: str
    summary: str


@router.get("/changes.atom", response_class=Response, responses=_ATOM)
def feed_changes(
    request: Request,
    library: LibraryDependency,
    limit: MostEntries = 50,
    before: Annotated[int | None, Query(ge=1, le=2**53, description="Trước thay đổi số (before this change)")] = None,
) -> Response:
    """Documents that came, changed or went, the latest first; since the store keeps times, and not before."""
    with library.lend_workspace() as workspace:
        store = workspace.store
        changes = read_changes(store.connection, before=before, limit=limit)
        entries = [_describe_change(store, change) for change in changes]
    following = f"/changes.atom?limit={limit}&before={changes[-1].id}" if len(changes) == limit else ""
    return _send(request, "Thay đổi của văn bản (changes of documents)", entries, following)


@router.get("/findings.atom", response_class=Response, responses=_ATOM)
def feed_findings(
    request: Request, library: LibraryDependency, severity: Severity | None = None, limit: MostEntries = 50
) -> Response:
    """What there is to object to, by the time of the last change of its document, the latest first."""
    rows = library.read_catalogue().findings
    with library.lend_workspace() as workspace:
        times = {change.iri: change.time for change in reversed(read_changes(workspace.store.connection, limit=10_000))}
    chosen = [row for row in rows if severity is None or row["severity"] == severity]
    chosen.sort(key=lambda row: times.get(row["document"]["iri"], _BEGINNING), reverse=True)
    entries = [_describe_finding(row, times.get(row["document"]["iri"])) for row in chosen[:limit]]
    return _send(request, "Phát hiện (findings)", entries)


_BEGINNING = datetime.datetime.min.replace(tzinfo=datetime.UTC)


def _describe_change(store: Store, change: Change) -> Entry:
    name = describe_document(store.describe(change.iri).document) if store.holds(change.iri) else change.iri
    kind = _KINDS.get(change.kind, change.kind)
    return Entry(f"urn:cancu:change:{change.id}", f"{kind}: {name}", _write_time(change.time), change.iri, kind)


def _describe_finding(row: dict[str, Any], time: datetime.datetime | None) -> Entry:
    document = row["document"]
    number = document["number"] or document["title"] or document["name"]
    place = f"{document['iri']}#{row['code']}-{row['start'] if row['start'] is not None else row['where']}"
    return Entry(place, f"{number}: {row['message']}", _write_time(time), document["iri"], row["english"])


def _write_time(time: datetime.datetime | None) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ") if time else _UNKNOWN_TIME


def _send(request: Request, title: str, entries: list[Entry], following: str = "") -> Response:
    own = f"{request.url.path}?{request.url.query}".rstrip("?")
    updated = max((entry.updated for entry in entries), default=_UNKNOWN_TIME)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<id>urn:cancu:feed:{write_xml_text(request.url.path)}</id>",
        f"<title>{write_xml_text(title)}</title>",
        f"<updated>{updated}</updated>",
        "<author><name>cancu</name></author>",
        f'<link rel="self" type="{MEDIA_TYPE}" href={quoteattr(own)}/>',
        *([f'<link rel="next" type="{MEDIA_TYPE}" href={quoteattr(following)}/>'] if following else []),
        *map(_write_entry, entries),
        "</feed>",
    ]
    return Response("\n".join(lines) + "\n", media_type=MEDIA_TYPE)


def _write_entry(entry: Entry) -> str:
    address = "/id/" + entry.address.partition("/id/")[2]
    return (
        f"<entry><id>{write_xml_text(entry.id)}</id><title>{write_xml_text(entry.title)}</title>"
        f"<updated>{entry.updated}</updated><link href={quoteattr(address)}/>"
        f"<summary>{write_xml_text(entry.summary)}</summary></entry>"
    )
