"""What is written is read back as the same graph, by two libraries, in every syntax."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from rdflib import Dataset, Graph

from cancu.graph.json_ld import write_json_ld
from cancu.graph.projection import Projected, project_store
from cancu.graph.rdf_syntaxes import SYNTAXES, write_ntriples, write_rdfxml, write_trig, write_turtle
from cancu.graph.store import Store
from cancu.ingest.extraction import extract
from cancu.ingest.readers import read_source
from cancu.ontology.resources import ProductResource

Triple = tuple[str, str, str]
WRITERS = SYNTAXES | {"jsonld": write_json_ld}
FORMATS = {"nt": "nt", "ttl": "turtle", "trig": "trig", "rdfxml": "xml", "jsonld": "json-ld"}
OXIGRAPH = {
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
# rdflib calls parts of itself that it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
HOSTILE = 'quote " back \\ line\nreturn\r tab\t </script> <!-- ]]> & \u0085 \u2028 đ ơ ế \U0001f600 "@en'


def read_with_rdflib(text: str, syntax: str) -> set[Triple]:
    graph: Graph = Dataset() if syntax == "trig" else Graph()
    graph.parse(data=text, format=FORMATS[syntax])
    triples: Iterable[Any] = graph.quads() if isinstance(graph, Dataset) else graph
    return {(one[0].n3(), one[1].n3(), one[2].n3()) for one in triples}


def read_with_oxigraph(text: str, syntax: str) -> set[Triple]:
    quads = pyoxigraph.parse(text, format=OXIGRAPH[syntax])
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


def write(projected: Iterable[Projected], syntax: str) -> str:
    return "".join(WRITERS[syntax](projected))


@pytest.fixture(scope="module")
def projected(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[list[Projected]]:
    with Store.open(tmp_path_factory.mktemp("rdf") / "kho.db", create=True) as store:
        for path in sorted((root / "samples").glob("*.txt"))[3:12:4]:
            source = read_source(path)
            store.put(source, extract(source))
        yield list(project_store(store))


@pytest.mark.slow
@pytest.mark.parametrize("syntax", WRITERS)
def test_every_syntax_says_the_same(projected: list[Projected], syntax: str) -> None:
    text, lines = write(projected, syntax), write(projected, "nt")
    assert read_with_rdflib(text, syntax) == read_with_rdflib(lines, "nt")
    assert read_with_oxigraph(text, syntax) == read_with_oxigraph(lines, "nt")
    assert len(read_with_oxigraph(text, syntax)) == lines.count("\n")


@pytest.mark.parametrize("syntax", WRITERS)
def test_the_same_store_gives_the_same_bytes(projected: list[Projected], syntax: str) -> None:
    assert write(projected, syntax) == write(list(projected), syntax)


def test_every_node_has_an_iri(projected: list[Projected]) -> None:
    assert "_:" not in "".join(line.split('"')[0] for line in write_ntriples(projected))


def test_one_document_changes_only_its_own_graph(projected: list[Projected]) -> None:
    names = {quad.graph_name for quad in pyoxigraph.parse(write(projected, "trig"), format=OXIGRAPH["trig"])}
    documents = {one.document for one in projected if one.document}
    assert {str(name) for name in names} == {"DEFAULT", *(f"<{document}>" for document in documents)}


@pytest.mark.parametrize("syntax", WRITERS)
def test_hostile_characters_come_back_as_they_were(syntax: str) -> None:
    hostile = [Projected(None, ProductResource(iri="https://x.example/it's?a=1&b=%3C", label=HOSTILE))]
    (found,) = {
        quad.object.value
        for quad in pyoxigraph.parse(write(hostile, syntax), format=OXIGRAPH[syntax])
        if quad.predicate.value.endswith("label")
    }
    assert found == HOSTILE


def test_characters_that_xml_cannot_carry_are_replaced_there_and_escaped_elsewhere() -> None:
    control = [Projected(None, ProductResource(iri="https://x.example/1", label="a\x00\x0b\ufffeb"))]
    graph = Graph().parse(data="".join(write_rdfxml(control)), format="xml")
    assert "a\ufffd\ufffd\ufffdb" in {str(one) for one in graph.objects()}
    assert "a\\u0000\\u000B\ufffeb" in "".join(write_turtle(control))


def test_shared_resources_stand_outside_the_graphs_of_documents() -> None:
    one = Projected("https://x.example/d", ProductResource(iri="https://x.example/d/sp/1", label="a"))
    other = Projected(None, ProductResource(iri="https://x.example/sp/2", label="b"))
    quads = list(pyoxigraph.parse("".join(write_trig([one, other])), format=OXIGRAPH["trig"]))
    assert {str(quad.graph_name) for quad in quads if "sp/2" in str(quad.subject)} == {"DEFAULT"}
    assert {str(quad.graph_name) for quad in quads if "sp/1" in str(quad.subject)} == {"<https://x.example/d>"}
