"""What a query may say, judged without running it."""

from __future__ import annotations

import pytest

from cancu.graph.query_guard import DEEPEST_NESTING, LONGEST_QUERY, check_query, tidy_query
from cancu.ontology.errors import QueryError

pytest.importorskip("rdflib", reason="needs cancu[rdf]")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def refuse(text: str, *prefixes: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        check_query(tidy_query(text), prefixes)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "ASK { ?s a <urn:Plan> }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DESCRIBE <urn:x>",
        "SELECT ?s { ?s ?p 'SERVICE <http://x/> {}' } # FROM <http://x/>",
        "SELECT ?service ?from { ?service <urn:from> ?from . <urn:load> <urn:drop> <urn:insert> }",
        "BASE <file:///etc/> SELECT * { <passwd> ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { { SELECT ?s { ?s ?p ?o } LIMIT 3 } OPTIONAL { ?s ?p ?o } } GROUP BY ?s",
    ],
)
def test_queries_that_read_pass(text: str) -> None:
    check_query(tidy_query(text))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * FROM <http://x/> { ?s ?p ?o }", "FROM"),
        ("SELECT * FROM NAMED <http://x/> { ?s ?p ?o }", "FROM NAMED"),
        ("LOAD <http://x/>", "LOAD"),
        ("DROP ALL ; CREATE GRAPH <urn:x>", "CREATE, DROP"),
        ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o SERVICE <http://x/> { } }", "DELETE/INSERT, SERVICE"),
    ],
)
def test_the_refusal_names_the_construct(text: str, named: str) -> None:
    error = refuse(text)
    assert error.code == "E_QUERY_FORBIDDEN"
    assert error.message.startswith(f"{named}: ")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELEC ?x { ?x ?y ?z }", "dòng 1, cột 1"),
        ("SELECT ?x {\n  ?x ?y ?z .\n  FILTER(?z = )\n}", "dòng 3, cột 3"),
        ("ASK {\n ?x eli:cites ?y }", "dòng 2, cột 5"),
        ("ASK { ?x ?y '\\u0041' }", "dòng 1, cột 14"),
        ("", "dòng 1, cột 1"),
    ],
)
def test_what_cannot_be_read_has_a_line_and_a_column(text: str, place: str) -> None:
    error = refuse(text)
    assert (error.code, error.where) == ("E_QUERY_SYNTAX", place)


def test_known_prefixes_need_no_declaration() -> None:
    check_query("ASK { ?x eli:cites ?y }", ("eli",))
    check_query("PREFIX eli: <urn:e> PREFIX : <urn:d> ASK { ?x eli:cites :y }")
    assert "“”" not in refuse("ASK { ?x :cites ?y }", "eli").message


def test_a_line_ended_by_a_carriage_return_hides_nothing() -> None:
    """Only Oxigraph ends a comment there; both have to see the same query."""
    assert refuse("SELECT * { ?s ?p ?o # note\rSERVICE <http://x/> { } \n}").message.startswith("SERVICE")


@pytest.mark.parametrize("pair", ["()", "{}", "[]"])
def test_nesting_is_bounded_before_anything_is_parsed(pair: str) -> None:
    assert refuse(pair[0] * (DEEPEST_NESTING + 1) + pair[1] * (DEEPEST_NESTING + 1)).code == "E_QUERY_TOO_LARGE"
    assert tidy_query(f"ASK {{ ?s ?p '{pair[0] * 99}' }} # {pair[0] * 99}")


def test_length_is_bounded() -> None:
    assert refuse("ASK {}" + " " * LONGEST_QUERY).code == "E_QUERY_TOO_LARGE"
