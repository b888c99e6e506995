"""The shapes in SHACL: what every resource must have, compiled from the same fields as the ontology.

Counts, datatypes, ranges, patterns and lists come from the types of the fields; rules about several resources at once
are written by hand in `data/rules.ttl` and added here. Every property shape has an IRI and says in Vietnamese and
English what it expects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cancu.ontology.markers import SCHEMES
from cancu.ontology.namespaces import expand
from cancu.ontology.owl import make_graph
from cancu.ontology.resources import RESOURCES, Resource
from cancu.ontology.schemes import load_schemes, mint_concept
from cancu.ontology.slots import Slot, list_ancestors, list_own_slots
from cancu.ontology.tables import read_text
from cancu.ontology.wordings import load_wordings

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

SHAPES = f"{SCHEMES}shape/"


def build_shapes() -> Graph:
    """Build the shapes of all classes, and add the rules."""
    graph = make_graph()
    graph.bind("shape", SHAPES)
    for resource in RESOURCES:
        _add_shape(graph, resource)
    graph.parse(data=read_text("rules.ttl"), format="turtle")
    return graph


def _add_shape(graph: Graph, resource: type[Resource]) -> None:
    from rdflib import RDF, SH, URIRef

    own = list_own_slots(resource)  # every resource bears all its classes, so that inherited ones are checked there
    if not own:
        return
    node = URIRef(SHAPES + resource.term.name)
    graph.add((node, RDF.type, SH.NodeShape))
    graph.add((node, SH.targetClass, URIRef(expand(resource.term.curie))))
    for curie in sorted({slot.term.curie for slot in own}):
        slots = [slot for slot in own if slot.term.curie == curie]
        shape = URIRef(f"{SHAPES}{resource.term.name}/{slots[0].term.name}")
        graph.add((node, SH.property, shape))
        _add_property_shape(graph, shape, slots)
        _add_messages(graph, shape, resource, slots)


def _add_property_shape(graph: Graph, shape: URIRef, slots: Sequence[Slot]) -> None:
    from rdflib import RDF, SH, Literal, URIRef

    first = slots[0]
    at_least, at_most = _count(slots)
    graph.add((shape, RDF.type, SH.PropertyShape))
    graph.add((shape, SH.path, URIRef(expand(first.term.curie))))
    if at_least:
        graph.add((shape, SH.minCount, Literal(at_least)))
    if at_most is not None:
        graph.add((shape, SH.maxCount, Literal(at_most)))
    if first.kind == "literal":
        _restrict_literal(graph, shape, first)
    elif first.kind == "concept":
        notations = (concept.notation for concept in load_schemes()[first.scheme].concepts)
        concepts = [URIRef(mint_concept(first.scheme, notation)) for notation in notations]
        graph.add((shape, SH["in"], _list(graph, concepts)))
    else:
        _restrict_class(graph, shape, first)
    if first.term.language:
        languages = [Literal(slot.term.language) for slot in slots]
        graph.add((shape, SH.languageIn, _list(graph, languages)))
        if len(slots) > 1:
            graph.add((shape, SH.uniqueLang, Literal(True)))


def _count(slots: Sequence[Slot]) -> tuple[int, int | None]:
    most = [slot.at_most for slot in slots]
    return max(slot.at_least for slot in slots), None if None in most else sum(one or 0 for one in most)


def _restrict_literal(graph: Graph, shape: URIRef, slot: Slot) -> None:
    from rdflib import SH, XSD, Literal, URIRef

    graph.add((shape, SH.datatype, URIRef(expand(slot.datatype))))
    if slot.pattern:
        graph.add((shape, SH.pattern, Literal(slot.pattern)))
    kind = XSD.decimal if slot.datatype == "xsd:decimal" else XSD.integer
    for bound, value in ((SH.minInclusive, slot.lowest), (SH.maxInclusive, slot.highest)):
        if value is not None:
            graph.add((shape, bound, Literal(f"{value:g}", datatype=kind)))


def _restrict_class(graph: Graph, shape: URIRef, slot: Slot) -> None:
    """Demand the class of the values; where a field mixes classes, the one above all of them."""
    from rdflib import SH, URIRef

    first, *others = (list_ancestors(term) for term in slot.classes)
    shared = next(name for name in first if all(name in other for other in others))
    graph.add((shape, SH["class"], URIRef(expand(shared))))


def _list(graph: Graph, members: Sequence[Node]) -> Node:
    from rdflib import BNode
    from rdflib.collection import Collection

    head = BNode()
    Collection(graph, head, list(members))
    return head


def _add_messages(graph: Graph, shape: URIRef, resource: type[Resource], slots: Sequence[Slot]) -> None:
    from rdflib import SH, Literal

    wordings = load_wordings()
    owner, name = wordings[resource.term.curie], wordings[slots[0].term.curie]
    graph.add((shape, SH.name, Literal(name.vi, lang="vi")))
    graph.add((shape, SH.name, Literal(name.en, lang="en")))
    vi, en = _word_demand(*_count(slots), *_word_kind(slots[0]))
    graph.add((shape, SH.message, Literal(f"{owner.vi}: “{name.vi}” {vi}", lang="vi")))
    graph.add((shape, SH.message, Literal(f"{owner.en}: “{name.en}” {en}", lang="en")))


def _word_demand(at_least: int, at_most: int | None, vi: str, en: str) -> tuple[str, str]:
    """What is demanded of a property, in words: how many values, of which kind."""
    if at_most is None and at_least:
        return f"phải có ít nhất {at_least} {vi}", f"needs at least {at_least}: {en}"
    if at_most is None:
        return f"mỗi giá trị phải là {vi}", f"each value must be: {en}"
    if at_least == at_most:
        return f"phải có đúng {at_least} {vi}", f"needs exactly {at_least}: {en}"
    return f"có nhiều nhất {at_most} {vi}", f"has at most {at_most}: {en}"


def _word_kind(slot: Slot) -> tuple[str, str]:
    """What a value must be, in words."""
    if slot.kind == "concept":
        scheme = load_schemes()[slot.scheme]
        return f"giá trị trong danh mục {slot.scheme} ({scheme.vi.lower()})", f"value from the list {slot.scheme}"
    if slot.kind != "literal":
        names = [load_wordings()[term.curie] for term in slot.classes]
        return " hoặc ".join(one.vi.lower() for one in names), " or ".join(one.en.lower() for one in names)
    vi, en = (" ".join((_DATATYPES[slot.datatype][at], *_word_bounds(slot, at))) for at in (0, 1))
    return vi, en


def _word_bounds(slot: Slot, at: int) -> Iterable[str]:
    if slot.lowest is not None:
        yield f"{('từ', 'from')[at]} {slot.lowest:g}"
    if slot.highest is not None:
        yield f"{('đến', 'to')[at]} {slot.highest:g}"
    if slot.pattern:
        yield f"{('theo mẫu', 'matching')[at]} {slot.pattern}"


_DATATYPES = {
    "xsd:string": ("chuỗi ký tự", "plain text"),
    "rdf:langString": ("đoạn chữ có ghi ngôn ngữ", "text with a language"),
    "xsd:boolean": ("giá trị đúng/sai", "flag"),
    "xsd:decimal": ("số thập phân", "decimal number"),
    "xsd:date": ("ngày", "date"),
    "xsd:nonNegativeInteger": ("số nguyên không âm", "non-negative integer"),
    "xsd:positiveInteger": ("số nguyên dương", "positive integer"),
}
