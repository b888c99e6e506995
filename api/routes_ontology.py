"""The ontology and the JSON-LD context, as they were compiled: what the terms of the data mean."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from starlette.responses import Response

from cancu.ontology.compilation import read_compiled

router = APIRouter(tags=["linked data"])
_MEDIA_TYPES = {
    "cancu.ttl": "text/turtle",
    "concepts.ttl": "text/turtle",
    "shapes.ttl": "text/turtle",
    "context.jsonld": "application/ld+json",
    "export.schema.json": "application/schema+json",
    "extraction.schema.json": "application/schema+json",
}
Compiled = Literal[
    "cancu.ttl", "concepts.ttl", "shapes.ttl", "context.jsonld", "export.schema.json", "extraction.schema.json"
]
_CONTENT: dict[str, Any] = {form: {"schema": {}} for form in _MEDIA_TYPES.values()}


@router.get("/context.jsonld", response_class=Response, responses={200: {"content": {"application/ld+json": {}}}})
def show_context() -> Response:
    """The JSON-LD context of all data of this service."""
    return show_compiled("context.jsonld")


@router.get("/ontology", response_class=Response, responses={200: {"content": {"text/turtle": {}}}})
def show_ontology() -> Response:
    """Classes and properties, OWL in Turtle."""
    return show_compiled("cancu.ttl")


@router.get("/ontology/{name}", response_class=Response, responses={200: {"content": _CONTENT}})
def show_compiled(name: Compiled) -> Response:
    """A compiled file: classes and properties, lists of concepts, SHACL shapes, the context, JSON Schemas."""
    return Response(read_compiled(name), media_type=_MEDIA_TYPES[name])
