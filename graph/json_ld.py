"""JSON-LD: the resources as JSON objects, parts inside the resource they belong to, with the bundled context."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from cancu.graph.statements import list_values, write_lexical
from cancu.ontology.compilation import read_compiled
from cancu.ontology.json_context import list_type_keys
from cancu.ontology.resources import Resource
from cancu.ontology.slots import Slot, list_slots

if TYPE_CHECKING:
    from cancu.graph.projection import Projected


def write_json_ld(projected: Iterable[Projected]) -> Iterator[str]:
    """Yield one document that carries its context, so that it is understood without a network."""
    context = json.loads(read_compiled("context.jsonld"))["@context"]
    yield f'{{"@context": {json.dumps(context, ensure_ascii=False)},\n"@graph": ['
    separator = "\n"
    for one in projected:
        yield separator + json.dumps(to_json(one.resource), ensure_ascii=False, indent=1)
        separator = ",\n"
    yield "\n]}\n"


def to_json(resource: Resource) -> dict[str, Any]:
    """A resource as a JSON object; values that are absent have no key.

    Example:
        >>> from cancu.ontology.resources import ProductResource
        >>> to_json(ProductResource(iri="https://x/sp/1", label="Kế hoạch"))
        {'@id': 'https://x/sp/1', '@type': ['Product', 'm8g:Output'], 'label': 'Kế hoạch'}
    """
    found: dict[str, Any] = {"@id": resource.iri, "@type": list_type_keys(resource.term)}
    for slot in list_slots(type(resource)):
        values = [_to_plain(slot, value) for value in list_values(slot, getattr(resource, slot.field))]
        if values:
            found[slot.field] = values[0] if slot.at_most == 1 else values
    return found


def _to_plain(slot: Slot, value: Any) -> Any:
    """Fractions are text, since a JSON number would lose its decimal form on the way to RDF."""
    if slot.kind == "part":
        return to_json(value)
    return value if isinstance(value, bool | int) else write_lexical(value)
