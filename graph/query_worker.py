"""The process that answers SPARQL queries: it loads one file of triples and then can reach nothing else.

Started by `cancu.graph.query_endpoint` and ended by it whenever a limit is reached. It speaks in lines of JSON: the
first line in says what to load, every further one asks, every line out answers. Three walls stand between a query and
the world: the guard reads its parse tree, an audit hook refuses files and sockets to Python, and the system refuses any
new file or socket to the whole process, Oxigraph's own included (the last not on Windows, which lacks such limits).
"""

from __future__ import annotations

import json
import re
import signal
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cancu.graph.query_guard import check_query, report_syntax
from cancu.ontology.errors import QueryError
from cancu.ontology.markers import PARAMETERS

if TYPE_CHECKING:
    import pyoxigraph as ox

Message = dict[str, Any]

_OX_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected one of |expected )?(.*)", re.DOTALL)
_REFUSED_EVENTS = (
    "open",
    "socket.",
    "os.",
    "subprocess.",
    "ctypes.",
    "shutil.",
    "urllib.",
    "http.",
    "ftplib.",
    "glob.",
)
_GRACE = 2.0
"""Seconds after which the process ends itself, should nobody be left to end it."""
_LONGEST_ANSWER = 50_000_000
"""Characters of an answer after which it is cut, whatever the number of rows."""


def main() -> None:
    """Load, lock the doors, answer until the asking process closes its end."""
    settings = json.loads(sys.stdin.buffer.readline())
    store = _load(settings)
    _answer(store, settings, {"query": "SELECT * { ?s ?p ?o }", "rows": 1})
    _answer(store, settings, {"query": "CONSTRUCT WHERE { ?s ?p ?o }", "rows": 1})
    _answer(store, settings, {"query": "ASK { LOAD }", "rows": 1})  # what an error needs is imported, too
    sys.setrecursionlimit(10_000)
    gauge = _Gauge()
    loaded = gauge.measure()
    _limit_memory(gauge, settings["memory"])
    _lock_doors()
    _write({"triples": len(store)})
    for line in sys.stdin.buffer:
        request = json.loads(line)
        _set_alarm(request["seconds"] + _GRACE)
        answer = _answer(store, settings, request)
        _set_alarm(0)
        _write({**answer, "spent": gauge.measure() - loaded > settings["memory"] // 2})


def _answer(store: ox.Store, settings: Message, request: Message) -> Message:
    try:
        _accept(request["query"], tuple(settings["prefixes"]))
        return _evaluate(store, settings, request)
    except QueryError as error:
        return {"error": [error.message, error.english, error.hint, error.where, error.code]}
    except SyntaxError as error:
        return _refuse_syntax(str(error))
    except (OSError, ValueError, RuntimeError) as error:
        message = f"không trả lời được: {error}"
        return {"error": [message, f"cannot be answered: {error}", "", "", "E_QUERY"]}


@lru_cache(64)
def _accept(query: str, prefixes: tuple[str, ...]) -> None:
    """Let a query pass; one that passed needs not be read again."""
    check_query(query, prefixes)


def _evaluate(store: ox.Store, settings: Message, request: Message) -> Message:
    import pyoxigraph as ox

    given = _make_quads(request.get("parameters", {}))
    store.extend(given)
    try:
        found = store.query(request["query"], base_iri=settings["base"], prefixes=settings["prefixes"])
        if isinstance(found, ox.QueryBoolean):
            return {"boolean": bool(found)}
        if isinstance(found, ox.QueryTriples):
            return _write_graph(list(islice(found, request["rows"] + 1)), settings["prefixes"], request["rows"])
        names = [variable.value for variable in found.variables]
        rows, cut = _collect((_write_row(names, solution) for solution in found), request["rows"])
        return {"variables": names, "rows": rows, "cut": cut}
    finally:
        for quad in given:
            store.remove(quad)


def _make_quads(parameters: dict[str, Message]) -> list[ox.Quad]:
    """The parameters as data in a graph of their own, where the query finds them; no text of it is touched."""
    import pyoxigraph as ox

    graph = ox.NamedNode(f"{PARAMETERS}given")
    try:
        return [
            ox.Quad(graph, ox.NamedNode(f"{PARAMETERS}{name}"), _make_term(term), graph)
            for name, term in parameters.items()
        ]
    except ValueError as error:
        raise QueryError(
            f"Tham số không hợp lệ: {error}", f"a parameter is no valid term: {error}", code="E_QUERY_PARAMETER"
        ) from error


def _collect(rows: Iterator[Message], most: int) -> tuple[list[Message], bool]:
    """The first rows, and whether there were more."""
    kept: list[Message] = []
    size = 0
    for row in rows:
        size += sum(len(term["value"]) for term in row.values())
        if len(kept) == most or (kept and size > _LONGEST_ANSWER):
            return kept, True
        kept.append(row)
    return kept, False


def _write_graph(triples: list[ox.Triple], prefixes: dict[str, str], most: int) -> Message:
    import pyoxigraph as ox

    ordered = sorted(triples[:most], key=str)
    names = " ".join(map(str, ordered))
    used = {prefix: iri for prefix, iri in prefixes.items() if f"<{iri}" in names}
    turtle = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=used)
    assert turtle is not None
    return {"turtle": turtle.decode(), "triples": len(ordered), "cut": len(triples) > most}


def _write_row(names: list[str], solution: ox.QuerySolution) -> Message:
    return {name: _write_term(term) for name in names if (term := solution[name]) is not None}


def _write_term(term: Any) -> Message:
    """A term as SPARQL 1.1 Query Results JSON writes it."""
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, ox.Literal):
        return {"type": "bnode", "value": getattr(term, "value", str(term))}
    written = {"type": "literal", "value": term.value}
    if term.language:
        written["xml:lang"] = term.language
    elif not term.datatype.value.endswith("#string"):
        written["datatype"] = term.datatype.value
    return written


def _make_term(term: Message) -> ox.NamedNode | ox.Literal:
    import pyoxigraph as ox

    if term["type"] == "uri":
        return ox.NamedNode(term["value"])
    datatype = ox.NamedNode(term["datatype"]) if "datatype" in term else None
    return ox.Literal(term["value"], datatype=datatype, language=term.get("xml:lang"))


def _refuse_syntax(message: str) -> Message:
    place = _OX_PLACE.match(message)
    line, column, expected = (int(place[1]), int(place[2]), place[3]) if place else (1, 1, message)
    error = report_syntax(" ".join(expected.split())[:120], line, column)
    return {"error": [error.message, error.english, error.hint, error.where, error.code]}


def _load(settings: Message) -> ox.Store:
    """The triples of the file, and those that the rules derive from them, one rule after the other."""
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(path=settings["path"], format=ox.RdfFormat.N_TRIPLES)
    for rule in settings["rules"]:
        derived = store.query(rule, prefixes=settings["prefixes"])
        assert isinstance(derived, ox.QueryTriples)
        store.extend([ox.Quad(*triple) for triple in derived])
    return store


def _lock_doors() -> None:
    """From here on no file and no socket opens, neither for Python nor for the libraries below it."""

    def refuse(event: str, _arguments: tuple[Any, ...]) -> None:
        if event.startswith(_REFUSED_EVENTS):
            raise PermissionError(f"a query may not: {event}")

    sys.addaudithook(refuse)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


class _Gauge:
    """How much memory the process holds; only Linux tells, elsewhere it reads 0."""

    def __init__(self) -> None:
        path = Path("/proc/self/statm")
        self._file = path.open("rb", buffering=0) if path.exists() else None

    def measure(self, *, address_space: bool = False) -> int:
        """Bytes in memory, or of the address space."""
        if self._file is None:
            return 0
        from resource import getpagesize

        self._file.seek(0)
        return int(self._file.read().split()[0 if address_space else 1]) * getpagesize()


def _limit_memory(gauge: _Gauge, more: int) -> None:
    """Let the process grow by so many bytes and no further."""
    taken = gauge.measure(address_space=True)
    if taken:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (taken + more, taken + more))


def _set_alarm(seconds: float) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _write(message: Message) -> None:
    sys.stdout.buffer.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
