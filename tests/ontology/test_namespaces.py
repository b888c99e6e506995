from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import (
    DCAT,
    DCTERMS,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SH,
    SKOS,
    TIME,
    XSD,
    ClosedNamespace,
    DefinedNamespace,
)

from cancu.ontology.compilation import read_compiled
from cancu.ontology.markers import SCHEMES
from cancu.ontology.namespaces import expand, load_prefixes, load_vocabularies

NAMESPACES = (DCAT, DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, TIME, XSD)
OURS = (SCHEMES, SCHEMES.rstrip("/"))
TURTLE = ("cancu.ttl", "concepts.ttl", "shapes.ttl")


def is_of_rdflib(iri: str) -> bool:
    known: list[type[DefinedNamespace] | ClosedNamespace] = list(NAMESPACES)
    return any(iri.startswith(str(one)) and URIRef(iri) in one for one in known)


def find_strangers(graph: Graph) -> set[str]:
    """External IRIs that stand neither in the reviewed list nor in a namespace of rdflib."""
    listed = {vocabulary.iri + name for vocabulary in load_vocabularies() for name in vocabulary.terms}
    listed |= {vocabulary.iri for vocabulary in load_vocabularies()}
    used = {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}
    return {iri for iri in used if not iri.startswith(OURS) and iri not in listed and not is_of_rdflib(iri)}


@pytest.mark.parametrize("name", TURTLE)
def test_every_external_term_is_reviewed(name: str) -> None:
    assert find_strangers(Graph().parse(data=read_compiled(name), format="turtle")) == set()


def test_a_misspelt_term_is_found() -> None:
    graph = Graph().parse(data="<urn:a> <http://data.europa.eu/eli/ontology#basedOn> <urn:b> .", format="turtle")
    assert "http://data.europa.eu/eli/ontology#basedOn" in find_strangers(graph)


@pytest.mark.parametrize("vocabulary", load_vocabularies(), ids=lambda vocabulary: vocabulary.prefix)
def test_the_list_agrees_with_rdflib_where_rdflib_knows_the_vocabulary(vocabulary: object) -> None:
    iri, terms = getattr(vocabulary, "iri", ""), getattr(vocabulary, "terms", {})
    if any(iri == str(one) for one in NAMESPACES):
        assert [name for name in terms if not is_of_rdflib(iri + name)] == []


def test_listed_terms_are_used() -> None:
    texts = "".join(read_compiled(name) for name in (*TURTLE, "context.jsonld"))
    for vocabulary in load_vocabularies():
        unused = [name for name in vocabulary.terms if f"{vocabulary.prefix}:{name}" not in texts]
        assert unused == [] or vocabulary.prefix in ("rdf", "rdfs", "skos", "dcterms"), vocabulary.prefix


def test_prefixes_expand() -> None:
    assert expand("cancu:Task") == "https://cancu.example/ontology#Task"
    assert list(load_prefixes()) == sorted(load_prefixes())
