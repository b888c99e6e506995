"""What stands at the identifiers themselves: the path of an IRI is the address of what it names.

People get the page; the forms for programs are chosen by `Accept` or by the ending of the address.
"""

from __future__ import annotations

from typing import Annotated, Any, NoReturn
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from starlette.responses import RedirectResponse, Response

from cancu.api.linked_forms import ENDINGS, answer_in_form, link_forms
from cancu.api.pages import find_address
from cancu.api.pages_document import show_document, show_stub
from cancu.api.service_forms import require_form
from cancu.api.service_library import Library
from cancu.api.workspace import Workspace
from cancu.ontology.errors import UnknownNodeError
from cancu.ontology.identifiers import read_task_ref
from cancu.ontology.resources import AgencyResource

router = APIRouter(tags=["linked data"])
PAGE = "text/html"
_FORMS: dict[str, Any] = {form: {"schema": {}} for form in (*ENDINGS.values(), PAGE)}


@router.get(
    "/id/{path:path}",
    response_class=Response,
    responses={
        200: {"description": "Mô tả, hoặc trang cho người đọc (a description, or the page)", "content": _FORMS},
        303: {"description": "Nay ở địa chỉ khác (it stands elsewhere now)"},
    },
)
def show_identified(
    request: Request,
    path: Annotated[str, Path(max_length=2000, examples=["vb/vn-hoai-giang/so-noi-vu/ke-hoach/2021/2764-kh-snv"])],
) -> Response:
    """What an identifier names: a document, a task, a citation, an absent document, an agency, a group, a unit.

    The form is chosen by `Accept`, or by one of the endings `.json`, `.jsonld`, `.ttl`, `.nt`.
    """
    library: Library = request.app.state.library
    ending = next((one for one in ENDINGS if path.endswith(one)), "")
    form = ENDINGS[ending] if ending else require_form(request, (*ENDINGS.values(), PAGE))
    with library.lend_workspace() as workspace:
        iri = read_iri(request, workspace).removesuffix(ending)
        if form == PAGE:
            response = show_page(request, library, workspace, iri)
        else:
            response = answer_in_form(library, workspace, iri, form) or refuse_unknown(path)
    response.headers.append("link", link_forms(find_address(iri)))
    return response


def show_page(request: Request, library: Library, workspace: Workspace, iri: str) -> Response:
    """The page of a document, of one that is only cited, or the place of a task in its document."""
    if workspace.find_holder(iri) == iri:
        return show_document(request, library, iri)
    if any(node["kind"] == "stub" for node in workspace.knowledge.describe_nodes([iri]).values()):
        return show_stub(request, workspace, iri)
    return RedirectResponse(find_place(library, workspace, iri), status_code=303)


def read_iri(request: Request, workspace: Workspace) -> str:
    """The IRI that an address stands for, escapes as they were sent."""
    raw: bytes = request.scope["raw_path"]
    return f"{workspace.records.base}{raw.partition(b'?')[0].decode('ascii').removeprefix('/')}"


def find_place(library: Library, workspace: Workspace, iri: str) -> str:
    """Where a former stub, a task, a citation or an agency is shown.

    Raises:
        UnknownNodeError: the IRI names nothing that is known.
    """
    arrived = workspace.knowledge.find_arrived(iri)
    if arrived:
        return find_address(arrived)
    document = workspace.find_holder(iri)
    if document:
        kind, _, ordinal = iri.removeprefix(f"{document}/").rpartition("/")
        refs = {task.ref for task in workspace.records.extraction(document).tasks}
        ref = read_task_ref(iri, document)
        if kind == "td" and ordinal.isdecimal():
            return f"{find_address(document)}#td-{ordinal}"
        if ref in refs:
            return f"{find_address(document)}#{quote(f'muc-{ref}')}"
    organisation = library.find_organisations(workspace).get(iri)
    if isinstance(organisation, AgencyResource):
        return f"/agency?name={quote(organisation.label)}"
    return refuse_unknown(iri)


def refuse_unknown(name: str) -> NoReturn:
    """Tell that an identifier names nothing.

    Raises:
        UnknownNodeError: always.
    """
    raise UnknownNodeError(
        "Không có văn bản hay nhiệm vụ nào mang định danh này trong kho", "nothing in the store bears this identifier",
        where=name, hint="tìm theo số ký hiệu ở ô tìm kiếm (search for its number)",
    )  # fmt: skip
