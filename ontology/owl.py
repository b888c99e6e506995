"""The ontology in OWL 2 DL: classes, properties and concept schemes, compiled from the markers of the records.

Terms of other vocabularies are declared and labelled, never redefined: domains and ranges are given to terms of cancu
alone. `xsd:date` is no datatype of OWL 2, so days have the range of any literal here and their datatype in the shapes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cancu.ontology.markers import NAMESPACE, ClassTerm, PropertyTerm
from cancu.ontology.namespaces import expand, load_prefixes, load_vocabularies
from cancu.ontology.resources import RESOURCES
from cancu.ontology.schemes import Scheme, load_schemes, mint_concept
from cancu.ontology.slots import Slot, list_ancestors, list_slots
from cancu.ontology.wordings import load_wordings

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

_ONTOLOGY = NAMESPACE.rstrip("#")
_NO_OWL_DATATYPE = "xsd:date"
_BUILT_IN = frozenset({"rdfs:label"})
_OBJECT_KINDS = ("reference", "part", "concept")


def build_owl() -> Graph:
    """Build the graph of classes and properties."""
    from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef

    graph = make_graph()
    head = URIRef(_ONTOLOGY)
    graph.add((head, RDF.type, OWL.Ontology))
    graph.add((head, RDFS.label, Literal("Bản thể học văn bản hành chính cancu", lang="vi")))
    graph.add((head, RDFS.label, Literal("The cancu ontology of administrative documents", lang="en")))
    graph.add((SKOS.definition, RDF.type, OWL.AnnotationProperty))
    for term in sorted({resource.term for resource in RESOURCES}, key=lambda term: term.curie):
        _add_class(graph, term)
    for curie, uses in sorted(index_properties().items()):
        _add_property(graph, curie, uses)
    return graph


def build_concepts() -> Graph:
    """Build the graph of the concept schemes."""
    from rdflib import OWL, RDF, SKOS, Literal, URIRef

    graph = make_graph()
    head = URIRef(_ONTOLOGY.removesuffix("ontology") + "ontology/concepts")
    graph.add((head, RDF.type, OWL.Ontology))
    for term, kind in (
        (SKOS.Concept, OWL.Class),
        (SKOS.ConceptScheme, OWL.Class),
        (SKOS.inScheme, OWL.ObjectProperty),
        (SKOS.hasTopConcept, OWL.ObjectProperty),
        (SKOS.notation, OWL.DatatypeProperty),
        (SKOS.prefLabel, OWL.AnnotationProperty),
    ):
        graph.add((term, RDF.type, kind))
    for scheme in load_schemes().values():
        node = URIRef(scheme.iri)
        graph.add((node, RDF.type, SKOS.ConceptScheme))
        _add_names(graph, node, SKOS.prefLabel, scheme.vi, scheme.en)
        for concept, spoken in _list_concepts(scheme):
            graph.add((node, SKOS.hasTopConcept, concept))
            graph.add((concept, RDF.type, SKOS.Concept))
            graph.add((concept, SKOS.inScheme, node))
            graph.add((concept, SKOS.notation, Literal(spoken[0])))
            _add_names(graph, concept, SKOS.prefLabel, *spoken[1:])
    return graph


def make_graph() -> Graph:
    """An empty graph that knows the prefixes of the house and no others."""
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for prefix, iri in load_prefixes().items():
        graph.bind(prefix, iri)
    return graph


def index_properties() -> dict[str, list[tuple[ClassTerm, Slot]]]:
    """Every property with the classes that bear it; a class that only inherits it is not listed."""
    found: dict[str, list[tuple[ClassTerm, Slot]]] = {}
    for resource in RESOURCES:
        for slot in list_slots(resource):
            uses = found.setdefault(slot.term.curie, [])
            known = {term.curie for term, _ in uses}
            if not known & set(list_ancestors(resource.term)):
                uses.append((resource.term, slot))
    return found


def _list_concepts(scheme: Scheme) -> Iterable[tuple[URIRef, tuple[str, str, str]]]:
    from rdflib import URIRef

    for concept in scheme.concepts:
        iri = URIRef(mint_concept(scheme.name, concept.notation))
        yield iri, (concept.notation, concept.vi, concept.en)


def _add_names(graph: Graph, node: Node, name: Node, vi: str, en: str) -> None:
    from rdflib import Literal

    graph.add((node, name, Literal(vi, lang="vi")))
    graph.add((node, name, Literal(en, lang="en")))


def _add_wording(graph: Graph, curie: str) -> URIRef:
    from rdflib import RDFS, SKOS, URIRef

    node, wording = URIRef(expand(curie)), load_wordings()[curie]
    _add_names(graph, node, RDFS.label, wording.vi, wording.en)
    _add_names(graph, node, SKOS.definition, wording.vi_definition, wording.en_definition)
    return node


def _add_class(graph: Graph, term: ClassTerm) -> None:
    from rdflib import OWL, RDF, RDFS, URIRef

    node = _add_wording(graph, term.curie)
    graph.add((node, RDF.type, OWL.Class))
    for broader in term.broader:
        graph.add((node, RDFS.subClassOf, URIRef(expand(broader))))
        _declare(graph, broader, OWL.Class)
    for other in term.see:
        graph.add((node, RDFS.seeAlso, URIRef(expand(other))))


def _add_property(graph: Graph, curie: str, uses: list[tuple[ClassTerm, Slot]]) -> None:
    from rdflib import OWL, RDF, RDFS, URIRef

    if curie in _BUILT_IN:
        return
    node, slot = _add_wording(graph, curie), uses[0][1]
    kind = OWL.ObjectProperty if slot.kind in _OBJECT_KINDS else OWL.DatatypeProperty
    graph.add((node, RDF.type, kind))
    _add_broader(graph, node, slot.term, kind)
    if not curie.startswith("cancu:"):
        _declare(graph, curie, kind)
        return
    graph.add((node, RDFS.isDefinedBy, URIRef(_ONTOLOGY)))
    graph.add((node, RDFS.domain, _unite(graph, [term.curie for term, _ in uses])))
    graph.add((node, RDFS.range, _find_range(graph, [slot for _, slot in uses])))


def _add_broader(graph: Graph, node: URIRef, term: PropertyTerm, kind: URIRef) -> None:
    from rdflib import RDFS, URIRef

    for broader in term.broader:
        graph.add((node, RDFS.subPropertyOf, URIRef(expand(broader))))
        _declare(graph, broader, kind)


def _declare(graph: Graph, curie: str, kind: URIRef) -> None:
    """Declare a term of another vocabulary, with its own label."""
    from rdflib import RDF, RDFS, Literal, URIRef

    prefix, _, name = curie.partition(":")
    for vocabulary in load_vocabularies():
        if vocabulary.prefix == prefix:
            node = URIRef(expand(curie))
            graph.add((node, RDF.type, kind))
            graph.add((node, RDFS.isDefinedBy, URIRef(vocabulary.iri)))
            if not any(graph.objects(node, RDFS.label)):
                graph.add((node, RDFS.label, Literal(vocabulary.terms[name], lang="en")))


def _find_range(graph: Graph, slots: list[Slot]) -> Node:
    from rdflib import OWL, RDF, RDFS, SKOS, URIRef

    kinds = {slot.kind for slot in slots}
    if kinds == {"concept"}:
        graph.add((SKOS.Concept, RDF.type, OWL.Class))
        return SKOS.Concept
    if kinds <= {"reference", "part"}:
        return _unite(graph, sorted({term.curie for slot in slots for term in slot.classes}))
    datatypes = {slot.datatype for slot in slots}
    if len(datatypes) > 1 or _NO_OWL_DATATYPE in datatypes:
        return RDFS.Literal
    return URIRef(expand(datatypes.pop()))


def _unite(graph: Graph, curies: list[str]) -> Node:
    """One class, or the union of several; each use has a node of its own, so that it is written in place."""
    from rdflib import OWL, RDF, BNode, URIRef
    from rdflib.collection import Collection

    nodes: list[Node] = [URIRef(expand(curie)) for curie in sorted(curies)]
    if len(nodes) == 1:
        return nodes[0]
    union, members = BNode(), BNode()
    Collection(graph, members, nodes)
    graph.add((union, RDF.type, OWL.Class))
    graph.add((union, OWL.unionOf, members))
    return union
