"""The command that asks in SPARQL, as a person uses it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from cancu.api.views_sparql import write_command
from cancu.ontology.named_queries import load_queries

pytest.importorskip("pyoxigraph", reason="needs cancu[rdf]")
pytest.importorskip("rdflib", reason="needs cancu[rdf]")

PLANS = "SELECT ?number { ?plan a cancu:Plan ; eli:number ?number } ORDER BY ?number"


@pytest.fixture
def ask(run: Any, sample_store: Path) -> Any:
    return lambda *arguments: run("sparql", *arguments, "--store", sample_store)


def test_a_query_is_answered_as_a_table(ask: Any) -> None:
    done = ask(PLANS)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[0] == "number"
    assert "2764/KH-SNV" in done.out


def test_the_forms_of_the_standard_agree(ask: Any) -> None:
    document = json.loads(ask(PLANS, "--json").out)
    numbers = [row["number"]["value"] for row in document["results"]["bindings"]]
    assert document["head"] == {"vars": ["number"]}
    assert [row["number"] for row in csv.DictReader(io.StringIO(ask(PLANS, "--csv").out))] == numbers
    assert ask(PLANS, "--tsv").out.splitlines() == ["?number", *(f'"{number}"' for number in numbers)]


def test_yes_no_and_graphs_are_answered(ask: Any) -> None:
    assert ask("ASK { ?plan a cancu:Plan }").out == "có (yes)\n"
    assert ask("ASK { ?plan a cancu:Plan }", "--json").value == {"head": {}, "boolean": True}
    turtle = ask("CONSTRUCT { ?plan eli:number ?n } WHERE { ?plan a cancu:Plan ; eli:number ?n }").out
    assert turtle.startswith("@prefix eli: <http://data.europa.eu/eli/ontology#> .")
    assert ask("SELECT * { ?plan a cancu:Nothing }").out == "không có kết quả (no result)\n"


def test_a_cut_answer_says_so(ask: Any) -> None:
    done = ask(PLANS, "--limit", "2", "--json")
    assert len(done.value["results"]["bindings"]) == 2
    assert done.value["cut"] is True
    assert "cut at 2 rows" in done.err


def test_a_query_is_read_from_a_file(ask: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans.rq").write_text(PLANS, encoding="utf-8")
    assert ask("--file", tmp_path / "plans.rq").out == ask(PLANS).out
    monkeypatch.setattr("sys.stdin", io.StringIO(PLANS))
    assert ask("--file", "-").out == ask(PLANS).out


def test_a_named_query_takes_its_parameters(ask: Any) -> None:
    done = ask("--name", "cascade-by-level", "--param", "document=990/NQ-CP")
    assert done.status == 0
    assert "province" in done.out


def test_the_library_is_listed_in_both_languages(run: Any) -> None:
    text = run("sparql", "--list").out
    assert all(query.name in text and write_command(query) in text for query in load_queries().values())
    listed = run("sparql", "--list", "--json").value["queries"]
    assert [query["name"] for query in listed] == list(load_queries())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("DROP ALL",), "E_QUERY_FORBIDDEN"),
        (("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",), "E_QUERY_FORBIDDEN"),
        (("SELEC",), "E_QUERY_SYNTAX"),
        (("--name", "gap"), "E_UNKNOWN"),
        (("--name", "cascade"), "E_QUERY_PARAMETER"),
        (("--name", "cascade", "--param", "document=9999/QĐ-XYZ"), "E_UNKNOWN"),
        (("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--timeout", "0.5"), "E_QUERY_TIMEOUT"),
        (("--name", "gaps", "--param", "level"), "E_USAGE"),
        (("ASK {}", "--param", "level=commune"), "E_USAGE"),
        (("ASK {}", "--list"), "E_USAGE"),
        (("ASK {}", "--csv", "--json"), "E_USAGE"),
        ((), "E_USAGE"),
    ],
)
def test_what_cannot_be_answered_is_an_error_with_a_code(ask: Any, arguments: tuple[str, ...], code: str) -> None:
    done = ask(*arguments, *(() if "--json" in arguments else ("--json",)))
    assert (done.status, done.value["error"]["code"]) == (2, code)
