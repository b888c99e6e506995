"""Resources as RDF statements, by nothing but the markers of their fields."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from cancu.ontology.resources import Resource
from cancu.ontology.schemes import mint_concept
from cancu.ontology.slots import Slot, list_ancestors, list_slots


class Literal(NamedTuple):
    """A value in its lexical form; `datatype` is a prefixed name."""

    text: str
    datatype: str
    language: str = ""


Value: TypeAlias = "str | Literal"
"""An object: an IRI or a literal."""


class Description(NamedTuple):
    """All that is said of one subject.

    Attributes:
        subject: its IRI
        types: prefixed names of its classes, the most special first
        statements: prefixed property and value, sorted, each once
    """

    subject: str
    types: tuple[str, ...]
    statements: tuple[tuple[str, Value], ...]


def describe(resource: Resource) -> Iterator[Description]:
    """Yield the description of a resource, then those of the parts inside it.

    Example:
        >>> from cancu.ontology.resources import ProductResource
        >>> next(describe(ProductResource(iri="https://x/sp/1", label="Kế hoạch"))).statements
        (('rdfs:label', Literal(text='Kế hoạch', datatype='rdf:langString', language='vi')),)
    """
    statements: dict[tuple[str, Value], None] = {}
    parts: list[Resource] = []
    for slot in list_slots(type(resource)):
        for value in list_values(slot, getattr(resource, slot.field)):
            if isinstance(value, Resource):
                parts.append(value)
            statements[slot.term.curie, write_value(slot, value)] = None
    ordered = sorted(statements, key=lambda one: (one[0], isinstance(one[1], Literal), one[1]))
    yield Description(resource.iri, list_ancestors(resource.term), tuple(ordered))
    for part in parts:
        yield from describe(part)


def list_values(slot: Slot, value: Any) -> tuple[Any, ...]:
    """The single values of a field; an empty text is none where the field may be empty."""
    if value is None or (value == "" and not slot.at_least):
        return ()
    return value if isinstance(value, tuple) else (value,)


def write_value(slot: Slot, value: Any) -> Value:
    """One value of a field as an object."""
    match slot.kind:
        case "part":
            return str(value.iri)
        case "reference":
            return str(value)
        case "concept":
            return mint_concept(slot.scheme, str(value))
        case "literal":
            return Literal(write_lexical(value), slot.datatype, slot.term.language)


def write_lexical(value: Any) -> str:
    """A plain value in the lexical form of its datatype.

    Example:
        >>> write_lexical(True), write_lexical(0.00001), write_lexical(datetime.date(2022, 1, 20))
        ('true', '0.00001', '2022-01-20')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
