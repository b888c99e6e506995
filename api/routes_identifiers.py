"""What stands at the identifiers themselves: the path of an IRI is the address of what it names.

People get the page; the forms for programs are chosen by `Accept` or by the ending of the address.
"""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from cancu.api.pages import find_address
from cancu.api.pages_document import show_document, show_stub
from cancu.api.service_library import Library
from cancu.api.workspace import Workspace
from cancu.ontology.errors import UnknownNodeError
from cancu.ontology.identifiers import read_task_ref

router = APIRouter(include_in_schema=False)


@router.get("/id/{path:path}")
def show_identified(request: Request, path: str) -> Response:
    """The page of a document, of one that is only cited, or the place of a task in its document."""
    library: Library = request.app.state.library
    with library.lend_workspace() as workspace:
        iri = read_iri(request, workspace)
        if find_document(workspace, iri) == iri:
            return show_document(request, library, iri)
        if iri in workspace.graph and workspace.graph.nodes[iri]["kind"] == "stub":
            return show_stub(request, workspace, iri)
        return RedirectResponse(find_place(workspace, iri, path), status_code=303)


def read_iri(request: Request, workspace: Workspace) -> str:
    """The IRI that an address stands for, escapes as they were sent."""
    raw: bytes = request.scope["raw_path"]
    return f"{workspace.store.base}{raw.partition(b'?')[0].decode('ascii').removeprefix('/')}"


def find_document(workspace: Workspace, iri: str) -> str | None:
    """The stored document that an IRI names, or of which it names a part; None where there is none."""
    store = workspace.store
    named = iri
    while "/id/vb/" in named:
        if store.holds(named):
            return named
        named = named.rpartition("/")[0]
    return None


def find_place(workspace: Workspace, iri: str, path: str) -> str:
    """Where a former stub, a task or a citation is shown.

    Raises:
        UnknownNodeError: the IRI names nothing that is known.
    """
    arrived = workspace.graph.graph["redirects"].get(iri)
    if arrived:
        return find_address(arrived)
    document = find_document(workspace, iri)
    if document:
        kind, _, ordinal = iri.removeprefix(f"{document}/").rpartition("/")
        refs = {task.ref for task in workspace.store.extraction(document).tasks}
        ref = read_task_ref(iri, document)
        if kind == "td" and ordinal.isdecimal():
            return f"{find_address(document)}#td-{ordinal}"
        if ref in refs:
            return f"{find_address(document)}#{quote(f'muc-{ref}')}"
    raise UnknownNodeError(
        "Không có văn bản hay nhiệm vụ nào mang định danh này trong kho", "nothing in the store bears this identifier",
        where=path, hint="tìm theo số ký hiệu ở ô tìm kiếm (search for its number)",
    )  # fmt: skip
