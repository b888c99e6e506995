"""Queries against the process that answers them: friendly ones, and sixty-odd that mean harm."""

from __future__ import annotations

import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cancu.graph.query_endpoint import Endpoint, Limits, Triples
from cancu.ontology import extras
from cancu.ontology.errors import CancuError, QueryError, StoreUnavailableError
from cancu.ontology.markers import PARAMETERS

pytest.importorskip("pyoxigraph", reason="needs cancu[rdf]")
pytest.importorskip("rdflib", reason="needs cancu[rdf]")

SECONDS = 1.0
SLACK = 0.5
ROWS = 1000
PLANS = 300


@pytest.fixture(scope="module")
def triples(tmp_path_factory: pytest.TempPathFactory) -> Triples:
    """A ring of plans, each with a title and the one it rests on."""
    path = tmp_path_factory.mktemp("graph") / "ring.nt"
    lines = []
    for number in range(PLANS):
        lines.append(f"<urn:plan:{number}> <urn:based_on> <urn:plan:{(number + 1) % PLANS}> .")
        lines.append(f'<urn:plan:{number}> <urn:title> "Kế hoạch số {number}"@vi .')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Triples(path, base="urn:plan:0", prefixes={"u": "urn:", "param": PARAMETERS})


@pytest.fixture(scope="module")
def endpoint(triples: Triples) -> Iterator[Endpoint]:
    with Endpoint(triples, Limits(seconds=SECONDS, rows=ROWS, memory=256)) as opened:
        yield opened


class Listener:
    """A server on this machine that counts who comes."""

    def __init__(self) -> None:
        self.visits = 0
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.server.getsockname()[1]
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        while True:
            try:
                visitor, _ = self.server.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    one = Listener()
    yield one
    one.server.close()


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "secret.ttl"
    path.write_text('<urn:x> <urn:secret> "bí mật" .', encoding="utf-8")
    return path


def ask(endpoint: Endpoint, query: str) -> str:
    """The code of the refusal, or `cut` or `answered`."""
    try:
        return "cut" if endpoint.query(query).cut else "answered"
    except QueryError as error:
        return error.code


def test_every_form_of_query_is_answered(endpoint: Endpoint) -> None:
    table = endpoint.query("SELECT ?title { <urn:plan:7> u:title ?title }")
    assert table.values() == [("Kế hoạch số 7",)]
    assert table.rows[0]["title"]["xml:lang"] == "vi"
    assert endpoint.query("ASK { u:nothing ?p ?o }").boolean is False
    assert '"Kế hoạch số 7"@vi' in (endpoint.query("DESCRIBE <urn:plan:7>").turtle or "")
    graph = endpoint.query("CONSTRUCT { ?a u:basis_for ?b } WHERE { ?b u:based_on ?a }")
    assert (graph.triples, graph.cut) == (PLANS, False)
    assert graph.turtle == endpoint.query("CONSTRUCT { ?a u:basis_for ?b } WHERE { ?b u:based_on ?a }").turtle


def test_bound_terms_are_values_and_never_text(endpoint: Endpoint) -> None:
    query = "SELECT ?plan { GRAPH param:given { [] param:title ?title } ?plan u:title ?title }"
    for value in ("x' } DROP ALL #", '"} SERVICE <http://x/> {', "\\", "\n", "Kế hoạch số 5"):
        found = endpoint.query(query, {"title": {"type": "literal", "value": value, "xml:lang": "vi"}})
        assert [row["plan"]["value"] for row in found.rows] == (["urn:plan:5"] if value.startswith("Kế") else [])
    assert ask(endpoint, "ASK {}") == "answered"
    assert endpoint.query("ASK { GRAPH ?g { ?s ?p ?o } }").boolean is False, "parameters are gone with their query"
    with pytest.raises(QueryError, match="Tham số"):
        endpoint.query(query, {"title": {"type": "uri", "value": "urn:x> ?p ?o } DROP ALL #"}})


def test_rows_beyond_the_limit_are_cut_and_it_is_said(endpoint: Endpoint) -> None:
    whole = endpoint.query("SELECT ?s { ?s u:title ?t }", limits=Limits(rows=PLANS))
    assert (len(whole.rows), whole.cut) == (PLANS, False)
    less = endpoint.query("SELECT ?s { ?s u:title ?t }", limits=Limits(rows=PLANS - 1))
    assert (len(less.rows), less.cut) == (PLANS - 1, True)
    graph = endpoint.query("CONSTRUCT WHERE { ?s ?p ?o }", limits=Limits(rows=10))
    assert (graph.triples, graph.cut) == (10, True)


def test_one_process_serves_many_queries_and_a_new_one_follows_a_killed_one(triples: Triples) -> None:
    with Endpoint(triples, Limits(seconds=0.5)) as endpoint:
        endpoint.query("ASK {}")
        first = endpoint._process
        endpoint.query("ASK { ?s ?p ?o }")
        assert endpoint._process is first
        assert ask(endpoint, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }") == "E_QUERY_TIMEOUT"
        assert first is not None
        assert first.poll() is not None
        assert ask(endpoint, "ASK {}") == "answered"
        assert endpoint._process is not first


def test_memory_is_returned_even_where_the_query_was_answered(triples: Triples) -> None:
    """Either the process gave it back, or the process is not kept."""
    if not Path("/proc/self/statm").exists():
        pytest.skip("only Linux tells how much memory a process holds")

    def measure(process: subprocess.Popen[bytes] | None) -> int:
        assert process is not None
        statm = Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii")
        return int(statm.split()[1]) * resource.getpagesize()

    with Endpoint(triples, Limits(seconds=20, memory=200)) as endpoint:
        endpoint.query("ASK {}")
        before = measure(endpoint._process)
        for _ in range(3):
            found = endpoint.query("SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f } OFFSET 359999")
            assert len(found.rows) == 1
            assert endpoint._process is None or measure(endpoint._process) - before <= 100 << 20


def test_a_graph_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.nt"
    broken.write_text("no triples", encoding="utf-8")
    with Endpoint(Triples(broken)) as endpoint, pytest.raises(StoreUnavailableError) as caught:
        endpoint.query("ASK {}")
    assert str(broken) in str(caught.value)


def test_without_the_libraries_the_extra_is_named(triples: Triples, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _name: None)
    with Endpoint(triples) as endpoint, pytest.raises(CancuError) as caught:
        endpoint.query("ASK {}")
    assert "cancu[rdf]" in caught.value.hint


def test_the_doors_hold_even_for_what_the_guard_never_saw(listener: Listener, secret: Path) -> None:
    """Files and sockets are refused to Python by the audit hook and to Oxigraph by the system."""
    probe = (
        "import socket, sys, pyoxigraph\n"
        "from cancu.graph.query_worker import _lock_doors\n"
        "store = pyoxigraph.Store(); _lock_doors()\n"
        "def attempt(work):\n"
        "    try: work()\n"
        "    except OSError as error: return type(error).__name__\n"
        "    return 'passed'\n"
        "print(attempt(lambda: open(sys.argv[2])), attempt(lambda: socket.socket()),\n"
        "      attempt(lambda: list(store.query('SELECT * { SERVICE <http://127.0.0.1:%s/> {} }' % sys.argv[1]))),\n"
        "      attempt(lambda: store.load(path=sys.argv[2], format=pyoxigraph.RdfFormat.TURTLE)))\n"
    )
    before = listener.visits
    run = subprocess.run(
        [sys.executable, "-c", probe, str(listener.port), str(secret)], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["PermissionError", "PermissionError", "OSError", "OSError"]
    assert listener.visits == before


SERVICE = "SERVICE <http://127.0.0.1:{port}/> {{ ?x ?y ?z }}"
FORBIDDEN = {
    "service": "SELECT * {{ " + SERVICE + " }}",
    "service in optional": "SELECT * {{ ?s ?p ?o OPTIONAL {{ " + SERVICE + " }} }}",
    "service in nested optionals": "SELECT * {{ ?s ?p ?o OPTIONAL {{ ?o ?q ?r OPTIONAL {{ " + SERVICE + " }} }} }}",
    "service in exists": "SELECT * {{ ?s ?p ?o FILTER EXISTS {{ " + SERVICE + " }} }}",
    "service in not exists": "ASK {{ FILTER(1 = 2 || NOT EXISTS {{ " + SERVICE + " }}) }}",
    "service in subselect": "SELECT * {{ {{ SELECT ?x {{ " + SERVICE + " }} }} }}",
    "service in minus": "SELECT * {{ ?s ?p ?o MINUS {{ " + SERVICE + " }} }}",
    "service in union": "SELECT * {{ {{ ?s ?p ?o }} UNION {{ " + SERVICE + " }} }}",
    "service in graph": "SELECT * {{ GRAPH ?g {{ " + SERVICE + " }} }}",
    "service in bind": "SELECT * {{ BIND(IF(EXISTS {{ " + SERVICE + " }}, 1, 2) AS ?b) }}",
    "service in order": "SELECT * {{ ?s ?p ?o }} ORDER BY (EXISTS {{ " + SERVICE + " }})",
    "service in having": "SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING (EXISTS {{ " + SERVICE + " }})",
    "service in projection": "SELECT (EXISTS {{ " + SERVICE + " }} AS ?b) {{ }}",
    "service in construct": "CONSTRUCT {{ ?x ?y ?z }} WHERE {{ " + SERVICE + " }}",
    "service in describe": "DESCRIBE ?x WHERE {{ " + SERVICE + " }}",
    "service silent": "SELECT * {{ SERVICE SILENT <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
    "service by variable": "SELECT * {{ VALUES ?v {{ <http://127.0.0.1:{port}/> }} SERVICE ?v {{ ?s ?p ?o }} }}",
    "service by prefix": "PREFIX l: <http://127.0.0.1:{port}/> SELECT * {{ SERVICE l:sparql {{ ?s ?p ?o }} }}",
    "service in odd letters": "SELECT * {{ sErViCe <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
    "service split by comment": "SELECT * {{ SERVICE # <\n <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
    "service behind carriage return": "SELECT * {{ ?s ?p ?o # \r" + SERVICE + "\n }}",
    "service never reached": "SELECT * {{ FILTER(false) " + SERVICE + " }}",
    "from http": "SELECT * FROM <http://127.0.0.1:{port}/> {{ ?s ?p ?o }}",
    "from file": "SELECT * FROM <file://{file}> {{ ?s ?p ?o }}",
    "from named file": "SELECT * FROM NAMED <file://{file}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "from in ask": "ASK FROM <file://{file}> {{ ?s ?p ?o }}",
    "from in construct": "CONSTRUCT FROM <file://{file}> WHERE {{ ?s ?p ?o }}",
    "from in describe": "DESCRIBE ?s FROM <file://{file}> WHERE {{ ?s ?p ?o }}",
    "from relative": "BASE <file://{file}> SELECT * FROM <> {{ ?s ?p ?o }}",
    "load http": "LOAD <http://127.0.0.1:{port}/>",
    "load file": "LOAD SILENT <file://{file}> INTO GRAPH <urn:g>",
    "insert data": "INSERT DATA {{ <urn:x> <urn:y> 1 }}",
    "insert where": "INSERT {{ ?s ?p 1 }} WHERE {{ ?s ?p ?o }}",
    "delete data": "DELETE DATA {{ <urn:plan:1> <urn:title> 'x' }}",
    "delete where": "DELETE WHERE {{ ?s ?p ?o }}",
    "drop": "DROP ALL",
    "clear": "CLEAR SILENT DEFAULT",
    "create": "CREATE GRAPH <urn:g>",
    "copy, move, add": "COPY DEFAULT TO <urn:g> ; MOVE DEFAULT TO <urn:g> ; ADD DEFAULT TO <urn:g>",
}
SYNTAX = {
    "service in escaped letters": "SELECT * {{ ?s ?p ?o . \\u0053" + SERVICE[1:] + " }}",
    "service behind an escaped line end": "SELECT * {{ ?s ?p ?o # \\u000A" + SERVICE + "\n }}",
    "update after query": "SELECT * {{ ?s ?p ?o }} ; DROP ALL",
    "query after update text in a string": "SELECT * {{ ?s ?p 'x }} ; DROP ALL #",
    "null character": "SELECT * {{ ?s ?p \x00 }}",
}
TOO_LARGE = {
    "ten megabytes": "SELECT * {{ VALUES ?x {{ " + "1 " * 5_000_000 + "}} }}",
    "5,000 parentheses": "SELECT * {{ FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }}",
    "5,000 blank nodes": "SELECT * {{ ?s ?p " + "[ u:p " * 5000 + "1" + " ]" * 5000 + " }}",
    "5,000 groups": "SELECT * " + "{{" * 5000 + "}}" * 5000,
    "5,000 open brackets": "SELECT * " + "{{" * 5000,
}
EVERYTHING = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
TIMEOUT = {
    "cartesian product, counted": "SELECT (COUNT(*) AS ?n) {{ " + EVERYTHING + " }}",
    "cartesian product without a match": "ASK {{ "
    + EVERYTHING
    + " FILTER(CONCAT(STR(?a), STR(?f), STR(?h), STR(?l)) = '') }}",
    "distinct cartesian product": "SELECT DISTINCT (1 AS ?x) {{ " + EVERYTHING + " }}",
    "free paths, counted": "SELECT (COUNT(*) AS ?n) {{ ?a (u:based_on|^u:based_on)* ?b . ?c u:based_on* ?d }}",
    "paths of paths": "SELECT (COUNT(*) AS ?n) {{ ?a ((u:based_on/u:based_on)*/(^u:based_on)*)* ?b . ?c ?d ?e }}",
    "huge values": "SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ " + "1 " * 40_000 + "}} ?s ?p ?o }}",
    "group_concat flood": "SELECT (GROUP_CONCAT(CONCAT(?c, ?f, ?i)) AS ?x) {{ "
    "?a u:title ?c . ?d u:title ?f . ?g u:title ?i . ?j u:title ?l }}",
    "replace bomb": "SELECT ?x {{ ?s u:title ?t BIND("
    + "REPLACE(" * 6
    + "?t"
    + ", '.', '$0$0$0$0$0$0$0$0')" * 6
    + " AS ?x) }} ORDER BY ?x",
    "3,000 unions": "SELECT * {{ " + "UNION".join(["{{ ?s ?p ?o }}"] * 3000) + " }}",
    "4,000 path steps": "SELECT * {{ ?s " + "/".join(["u:based_on"] * 4000) + " ?o }}",
    "9,000 sums": "SELECT * {{ ?s ?p ?o FILTER(" + "1 + " * 9000 + "1 > 0) }}",
}
ENDED_EITHER_WAY = {
    "sorted cartesian product": "SELECT * {{ " + EVERYTHING + " }} ORDER BY ?l ?a",
    "bind recursion": "SELECT * {{ BIND('xxxxxxxx' AS ?a0) "
    + " ".join(f"BIND(CONCAT({', '.join([f'?a{step}'] * 8)}) AS ?a{step + 1})" for step in range(12))
    + " }}",
    "repeated strings, grouped": "SELECT ?x (COUNT(*) AS ?n) {{ " + EVERYTHING + " }} GROUP BY (CONCAT(?c, ?f) AS ?x)",
    "correlated exists": "ASK {{ ?a ?b ?c FILTER NOT EXISTS {{ ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a = ?l) }} }}",
}
HARMLESS = {
    "cartesian product, listed": ("SELECT * {{ " + EVERYTHING + " }}", "cut"),
    "free paths, listed": ("SELECT * {{ ?a (u:based_on|^u:based_on)* ?b }}", "cut"),
    "regex bomb": ("ASK {{ ?s u:title ?t FILTER(REGEX(CONCAT(?t, '" + "a" * 5000 + "'), '(a+)+b$')) }}", "answered"),
    "38 levels of optionals": ("SELECT * {{ ?a ?b ?c " + "OPTIONAL {{ ?a ?b ?c " * 38 + "}} " * 38 + "}}", "answered"),
    "relative to a file": ("BASE <file:///etc/> SELECT * {{ <passwd> ?p ?o }}", "answered"),
    "a file as subject": ("DESCRIBE <file://{file}>", "answered"),
    "a file as graph": ("SELECT * {{ GRAPH <file://{file}> {{ ?s ?p ?o }} }}", "answered"),
    "names of forbidden things": ("ASK {{ ?service ?from 'SERVICE <http://127.0.0.1:{port}/>' }}", "answered"),
}
HOSTILE = [
    *((name, query, ("E_QUERY_FORBIDDEN",)) for name, query in FORBIDDEN.items()),
    *((name, query, ("E_QUERY_SYNTAX",)) for name, query in SYNTAX.items()),
    *((name, query, ("E_QUERY_TOO_LARGE",)) for name, query in TOO_LARGE.items()),
    *((name, query, ("E_QUERY_TIMEOUT",)) for name, query in TIMEOUT.items()),
    *((name, query, ("E_QUERY_TIMEOUT", "E_QUERY_MEMORY", "cut")) for name, query in ENDED_EITHER_WAY.items()),
    *((name, query, (expected,)) for name, (query, expected) in HARMLESS.items()),
]


@pytest.mark.slow
@pytest.mark.parametrize(("query", "expected"), [one[1:] for one in HOSTILE], ids=[one[0] for one in HOSTILE])
def test_a_hostile_query_ends_in_time_and_reaches_nothing(
    query: str, expected: tuple[str, ...], endpoint: Endpoint, listener: Listener, secret: Path
) -> None:
    text = query.format(port=listener.port, file=secret)
    visits = listener.visits
    endpoint.query("ASK {}")  # the process runs, so that only the query is timed
    start = time.monotonic()
    outcome = ask(endpoint, text)
    assert time.monotonic() - start <= SECONDS + SLACK
    assert outcome in expected
    assert listener.visits == visits
    assert endpoint.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").values() == [(str(2 * PLANS),)]


def test_there_are_sixty_hostile_queries() -> None:
    assert len({query for _, query, _ in HOSTILE}) >= 60
