"""What speaks against two heads being of one document: type, number or issuer that are known and differ."""

from __future__ import annotations

from typing import NamedTuple

from cancu.graph.organisations import parse_organisation
from cancu.ontology.document_keys import parse_number
from cancu.ontology.orthography import slug
from cancu.ontology.records import Document


class Difference(NamedTuple):
    """One thing in which two heads differ: Vietnamese words with both values, English name."""

    message: str
    english: str


def find_differences(one: Document, other: Document) -> tuple[Difference, ...]:
    """Find what speaks against two documents being one; what is unknown on a side speaks for nothing.

    The chair and the committee, the minister and the ministry are one issuer.

    Example:
        >>> plan, law = Document(type="Kế hoạch", number="2/KH-UBND"), Document(type="Luật")
        >>> [difference.english for difference in find_differences(plan, law)]
        ['type']
    """
    found = []
    if one.type and other.type and slug(one.type) != slug(other.type):
        found.append(Difference(f"loại {one.type} và {other.type}", "type"))
    if one.number and other.number and _number(one.number) != _number(other.number):
        found.append(Difference(f"số {one.number} và {other.number}", "number"))
    if one.issuer and other.issuer and _bodies_differ(one, other):
        found.append(Difference(f"cơ quan ban hành {one.issuer} và {other.issuer}", "issuer"))
    return tuple(found)


def _number(printed: str) -> str:
    number = parse_number(printed)
    return number.slug if number else slug(printed)


def _bodies_differ(one: Document, other: Document) -> bool:
    first, second = (parse_organisation(head.issuer or "", on=head.date) for head in (one, other))
    if first.body != second.body:
        return True
    return bool(first.unit_name and second.unit_name and first.unit_name != second.unit_name)
