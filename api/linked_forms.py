"""What an identifier names, in the forms for programs: JSON-LD, plain JSON that a context makes JSON-LD, and RDF."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from starlette.responses import RedirectResponse, Response

from cancu.api.pages import find_address
from cancu.api.service_library import Library
from cancu.api.workspace import Workspace
from cancu.graph.identified import describe_document, find_description
from cancu.graph.json_ld import to_json, write_json_ld
from cancu.graph.projection import Projected
from cancu.graph.rdf_syntaxes import write_ntriples, write_turtle
from cancu.ontology.resources import Resource

CONTEXT_LINK = '</context.jsonld>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
ENDINGS = {
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
}
"""Forms for programs, by the ending that asks for them."""


def link_forms(path: str) -> str:
    """The header that names all forms of what stands at an address, without an ending.

    Example:
        >>> link_forms("/id/x").split(", ")[1]
        '</id/x.jsonld>; rel="alternate"; type="application/ld+json"'
    """
    page = f'<{path}>; rel="alternate"; type="text/html"'
    return ", ".join((*(f'<{path}{end}>; rel="alternate"; type="{form}"' for end, form in ENDINGS.items()), page))


def answer_in_form(library: Library, workspace: Workspace, iri: str, form: str) -> Response | None:
    """The description of what an IRI names, or where it stands now; None where it names nothing.

    Args:
        library: keeps the organisations
        workspace: the open store
        iri: of a document or something in it, of an absent document, an agency, a group or a unit
        form: one of `ENDINGS`
    """
    arrived = workspace.knowledge.find_arrived(iri)
    if arrived and arrived != iri:
        ending = next(ending for ending, media_type in ENDINGS.items() if media_type == form)
        return RedirectResponse(find_address(arrived) + ending, status_code=303)
    resources = _find_resources(library, workspace, iri)
    if not resources:
        return None
    headers = {"link": CONTEXT_LINK} if form == "application/json" else {}
    return Response(_WRITERS[form](resources), media_type=form, headers=headers)


def _find_resources(library: Library, workspace: Workspace, iri: str) -> Sequence[Resource]:
    """A document with all that stands in it, else the one resource."""
    document = workspace.find_holder(iri)
    if document:
        around = workspace.knowledge.find_surroundings(document)
        resources = describe_document(workspace.records, around, document)
        part = find_description(resources, iri)
        return resources if iri == document else [part] if part and part.iri != document else ()
    found = workspace.knowledge.describe_absent(iri) or library.find_organisations(workspace).get(iri)
    return [found] if found else ()


def _write_json(resources: Sequence[Resource]) -> str:
    objects = [to_json(resource) for resource in resources]
    return json.dumps(objects[0] if len(objects) == 1 else {"@graph": objects}, ensure_ascii=False, indent=1) + "\n"


def _project(resources: Sequence[Resource]) -> list[Projected]:
    return [Projected(None, resource) for resource in resources]


_WRITERS: dict[str, Callable[[Sequence[Resource]], str]] = {
    "application/json": _write_json,
    "application/ld+json": lambda resources: "".join(write_json_ld(_project(resources))),
    "text/turtle": lambda resources: "".join(write_turtle(_project(resources))),
    "application/n-triples": lambda resources: "".join(write_ntriples(_project(resources))),
}
