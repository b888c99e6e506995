"""Slots: the marked fields of the resources, read once into the form that compilers and writers share."""

from __future__ import annotations

import datetime
import types
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from cancu.ontology.markers import ClassTerm, Concept, PropertyTerm, Refers
from cancu.ontology.resources import RESOURCES, Resource
from cancu.ontology.schemes import ENUMERATIONS

Kind = Literal["literal", "concept", "reference", "part"]
"""What a value is: a literal, a concept of a scheme, the IRI of a resource, or a resource of its own inside."""

_DATATYPES = {str: "xsd:string", bool: "xsd:boolean", float: "xsd:decimal", datetime.date: "xsd:date"}


@dataclass(frozen=True)
class Slot:
    """One property of one class, as its field declares it.

    Attributes:
        field: name of the field
        datatype: prefixed name, of literals
        scheme: of concepts
        classes: of references and parts
        at_least: how many values there must be
        at_most: how many there may be, None for any number
        pattern: regular expression of strings
        lowest: smallest number
        highest: largest number
    """

    field: str
    term: PropertyTerm
    kind: Kind
    datatype: str = ""
    scheme: str = ""
    classes: tuple[ClassTerm, ...] = ()
    at_least: int = 0
    at_most: int | None = 1
    pattern: str = ""
    lowest: float | None = None
    highest: float | None = None


@cache
def list_slots(resource: type[Resource]) -> tuple[Slot, ...]:
    """The slots of a class in the order of its fields.

    Example:
        >>> from cancu.ontology.resources import PeriodResource
        >>> [slot.term.curie for slot in list_slots(PeriodResource)]
        ['dcat:startDate', 'dcat:endDate']
    """
    found = (_read_slot(name, field) for name, field in resource.model_fields.items())
    return tuple(slot for slot in found if slot is not None)


@cache
def list_own_slots(resource: type[Resource]) -> tuple[Slot, ...]:
    """The slots that a class has beyond those of the classes above it.

    Example:
        >>> from cancu.ontology.resources import PlanResource
        >>> list_own_slots(PlanResource)
        ()
    """
    above = {slot for one in RESOURCES if one is not resource and issubclass(resource, one) for slot in list_slots(one)}
    return tuple(slot for slot in list_slots(resource) if slot not in above)


@cache
def list_ancestors(term: ClassTerm) -> tuple[str, ...]:
    """Prefixed names of a class and of all classes above it, nearest first."""
    known = {resource.term.curie: resource.term for resource in RESOURCES}
    found = [term.curie]
    for curie in found:
        found += [above for above in (known[curie].broader if curie in known else ()) if above not in found]
    return tuple(found)


def _read_slot(name: str, field: FieldInfo) -> Slot | None:
    markers = {type(marker): marker for marker in field.metadata}
    term = markers.get(PropertyTerm)
    if not isinstance(term, PropertyTerm):
        return None
    values, at_least, at_most = _read_values(field)
    return Slot(
        field=name,
        term=term,
        at_least=at_least,
        at_most=at_most,
        pattern=next((marker.pattern for marker in field.metadata if getattr(marker, "pattern", None)), ""),
        lowest=markers[Ge].ge if Ge in markers else None,
        highest=markers[Le].le if Le in markers else None,
        **_read_kind(term, values, markers),
    )


def _read_values(field: FieldInfo) -> tuple[tuple[type, ...], int, int | None]:
    """The types of single values, and how many there are."""
    optional = (types.UnionType, Union)
    kind: Any = field.annotation
    if get_origin(kind) in optional:
        return (_plain(next(one for one in get_args(kind) if one is not type(None))),), 0, 1
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        fixed = Ellipsis not in inner
        return tuple(_plain(one) for one in inner if one is not Ellipsis), *((len(inner),) * 2 if fixed else (0, None))
    return (kind,), int(field.is_required() or field.default not in ("", None)), 1


def _plain(kind: Any) -> type[Any]:
    plain: type[Any] = get_args(kind)[0] if hasattr(kind, "__metadata__") else kind
    return plain


def _read_kind(term: PropertyTerm, values: tuple[type, ...], markers: dict[type, Any]) -> dict[str, Any]:
    value = values[0]
    if issubclass(value, Resource):
        return {"kind": "part", "classes": tuple(one.term for one in values if issubclass(one, Resource))}
    if issubclass(value, StrEnum):
        return {"kind": "concept", "scheme": ENUMERATIONS[value]}
    if Concept in markers:
        return {"kind": "concept", "scheme": markers[Concept].scheme}
    if Refers in markers:
        return {"kind": "reference", "classes": markers[Refers].classes}
    if value is int:
        positive = Ge in markers and markers[Ge].ge >= 1
        return {"kind": "literal", "datatype": "xsd:positiveInteger" if positive else "xsd:nonNegativeInteger"}
    return {"kind": "literal", "datatype": "rdf:langString" if term.language else _DATATYPES[value]}
