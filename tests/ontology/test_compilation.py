from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef

from cancu.ontology.compilation import TARGETS, compile_ontology, find_stale, read_compiled
from cancu.ontology.errors import VocabularyError
from cancu.ontology.namespaces import expand


@pytest.fixture(scope="module")
def compiled() -> dict[str, str]:
    return compile_ontology()


def load(name: str) -> Graph:
    return Graph().parse(data=read_compiled(name), format="turtle")


def test_the_delivered_files_are_fresh(compiled: dict[str, str], root: Path) -> None:
    assert find_stale(compiled, root / "ontology" / "dist") == {}
    assert {path.name for path in (root / "ontology" / "dist").iterdir()} == set(TARGETS)


def test_the_compiler_writes_the_same_bytes_again(compiled: dict[str, str]) -> None:
    assert compile_ontology() == compiled


def test_a_stale_file_is_told_with_its_first_line_that_differs(compiled: dict[str, str], tmp_path: Path) -> None:
    for name, content in compiled.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "context.jsonld").write_text(compiled["context.jsonld"].replace("1.1", "1.0"), encoding="utf-8")
    (tmp_path / "shapes.ttl").unlink()
    (tmp_path / "cancu.ttl").write_text(compiled["cancu.ttl"] + "# more\n", encoding="utf-8")
    stale = find_stale(compiled, tmp_path)
    assert set(stale) == {"context.jsonld", "shapes.ttl", "cancu.ttl"}
    assert "1.0" in stale["context.jsonld"]
    assert "missing" in stale["shapes.ttl"]
    assert "# more" in stale["cancu.ttl"]


def test_a_missing_file_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(VocabularyError, match="cancu ontology build"):
        read_compiled("nothing.ttl")


@pytest.mark.parametrize("name", ["cancu.ttl", "concepts.ttl", "shapes.ttl"])
def test_rdflib_and_oxigraph_read_the_same_number_of_triples(name: str) -> None:
    text = read_compiled(name)
    triples = {str(triple) for triple in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)}
    assert len(triples) == len(load(name))


def test_every_class_and_property_of_ours_is_named_and_defined_in_both_languages() -> None:
    graph = load("cancu.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    ours = {node for kind in kinds for node in graph.subjects(RDF.type, kind) if "cancu.example" in str(node)}
    assert len(ours) > 90
    for node in ours:
        for predicate in (RDFS.label, SKOS.definition):
            assert sorted(getattr(one, "language", "") for one in graph.objects(node, predicate)) == ["en", "vi"], node


def test_no_term_is_both_object_and_datatype_property() -> None:
    graph = load("cancu.ttl")
    both = set(graph.subjects(RDF.type, OWL.ObjectProperty)) & set(graph.subjects(RDF.type, OWL.DatatypeProperty))
    assert both == set()


def test_superclasses_and_superproperties_are_those_of_the_standards() -> None:
    graph = load("cancu.ttl")

    def holds(subject: str, predicate: URIRef, target: str) -> bool:
        return (URIRef(expand(subject)), predicate, URIRef(expand(target))) in graph

    assert holds("cancu:Document", RDFS.subClassOf, "eli:LegalResource")
    assert holds("cancu:Plan", RDFS.subClassOf, "cancu:Document")
    assert holds("cancu:Citation", RDFS.subClassOf, "oa:Annotation")
    assert holds("cancu:replaces", RDFS.subPropertyOf, "eli:repeals")
    assert holds("cancu:inheritsFrom", RDFS.subPropertyOf, "prov:wasDerivedFrom")


def test_terms_of_others_get_no_domain_and_no_range() -> None:
    graph = load("cancu.ttl")
    bound = {*graph.subjects(RDFS.domain), *graph.subjects(RDFS.range)}
    assert all("cancu.example" in str(node) for node in bound)


def test_every_concept_is_in_a_scheme_with_a_notation() -> None:
    graph = load("concepts.ttl")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 150
    for concept in concepts:
        assert str(concept).endswith(str(graph.value(concept, SKOS.notation)))
        assert graph.value(concept, SKOS.inScheme) is not None


def test_every_shape_has_an_iri_and_speaks_both_languages() -> None:
    graph = load("shapes.ttl")
    speaking = [*graph.subjects(RDF.type, SH.PropertyShape), *graph.subjects(RDF.type, SH.SPARQLConstraint)]
    assert len(speaking) > 150
    for shape in speaking:
        assert isinstance(shape, URIRef)
        assert {getattr(one, "language", "") for one in graph.objects(shape, SH.message)} == {"vi", "en"}, shape


def test_enumerations_are_closed_lists_in_the_shapes() -> None:
    graph = load("shapes.ttl")
    shape = URIRef("https://cancu.example/ontology/shape/Citation/relation")
    head = graph.value(shape, SH["in"])
    assert head is not None
    listed = {str(one) for one in graph.items(head)}
    assert "https://cancu.example/ontology/relation/basis" in listed
    assert len(listed) == 14


def test_the_same_key_means_another_thing_in_another_class() -> None:
    context = json.loads(read_compiled("context.jsonld"))["@context"]
    assert context["Period"]["@context"]["start"]["@id"] == "dcat:startDate"
    assert context["TextPositionSelector"]["@context"]["start"]["@id"] == "oa:start"


def test_constraints_of_neo4j_stand_on_base_labels_only() -> None:
    text = read_compiled("constraints.cypher")
    assert "FOR (n:Document) REQUIRE n.iri IS UNIQUE" in text
    assert "(n:Plan)" not in text
    assert "IS NOT NULL" not in text
    assert "FOR (n:Task) REQUIRE n.ref IS NOT NULL" in read_compiled("constraints-enterprise.cypher")


def test_the_reference_names_every_property_and_draws_the_classes() -> None:
    page, diagram = read_compiled("reference.md"), read_compiled("diagram.mmd")
    assert "`eli:ensures_implementation_of`" in page
    assert diagram.rstrip() in page
    assert 'Task["Nhiệm vụ<br/>Task"]' in diagram
