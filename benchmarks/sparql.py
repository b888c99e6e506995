"""SPARQL over a synthetic cascade of more than 500,000 triples, in the terms of the export.

Usage: python benchmarks/sparql.py

One national programme, its provinces, their departments and districts, and communes: every plan carries out the plan
above it and inherits its tasks. Times are those that the asking process sees, from a warm worker; the best of several
runs. Beside it rdflib's own engine on one province, and the validation of one document.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

from cancu.api.intake import ingest_files
from cancu.graph.projection import project_document
from cancu.graph.query_endpoint import Endpoint, Limits, Triples
from cancu.graph.store import Store
from cancu.graph.validation import validate_resources
from cancu.ontology.errors import QueryError
from cancu.ontology.named_queries import list_query_prefixes, load_derivations, load_queries

_BASE = "https://cancu.example/"
_PROVINCES, _UNITS, _COMMUNES, _TASKS = 34, 16, 3, 12
_LIMITS = Limits(seconds=60, rows=100_000)
_RUNS = 15

JOIN = """
SELECT ?task ?ref ?unit WHERE {
  ?assignment cancu:assigneeName "Phòng Nội vụ 7" ; cancu:role role:lead .
  ?task cancu:assignment ?assignment ; a cancu:Task ; cancu:ref ?ref ; eli:is_part_of ?plan .
  ?plan cancu:level level:district ; cancu:documentRole document-role:plan ; eli:jurisdiction ?unit .
}"""
"""Nine patterns, five of them with a constant object."""
PATH = "SELECT (COUNT(?task) AS ?n) { ?task cancu:inheritsFrom+ <https://cancu.example/id/vb/0/kh/1> }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a (eli:is_part_of|^eli:is_part_of)* ?b }"


def main() -> None:
    """Measure everything and print one table."""
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder, "whole.nt"), Path(folder, "small.nt")
        count = write_cascade(whole, _PROVINCES)
        write_cascade(small, 1)
        rows = [("graph", f"{count:,} triples", ""), *measure_queries(whole), *measure_rdflib(small)]
        rows.append(measure_validation(Path(folder)))
    for what, figure, remark in rows:
        print(f"{what:<46} {figure:>18}   {remark}")


def measure_queries(path: Path) -> Iterator[tuple[str, str, str]]:
    """The queries of the measures, and how long after its limit an endless one is gone."""
    with _open(path) as endpoint:
        start = time.perf_counter()
        endpoint.query("ASK {}")
        yield "load, derive, first answer", f"{time.perf_counter() - start:.2f} s", ""
        for what, text, bound in (
            ("join of nine patterns", JOIN, "50 ms"),
            ("property path through four levels", PATH, "5 ms"),
            ("all gaps", load_queries()["gaps"].text, "2 s"),
        ):
            found = len(endpoint.query(text, limits=_LIMITS).rows)
            yield (
                what,
                _show(_time(lambda text=text: endpoint.query(text, limits=_LIMITS))),
                f"{found:,} rows; bound {bound}",
            )
        over, again = measure_end(endpoint)
        yield "an endless query, beyond its limit of 1 s", f"{over:.2f} s", "bound 0.5 s"
        yield "the next query, with a new process", f"{again:.2f} s", ""


def measure_end(endpoint: Endpoint) -> tuple[float, float]:
    """Seconds that an endless query outlives its limit, and seconds until the next one has an answer."""
    start = time.perf_counter()
    try:
        endpoint.query(ENDLESS, limits=Limits(seconds=1))
    except QueryError:
        over = time.perf_counter() - start - 1
    start = time.perf_counter()
    endpoint.query("ASK {}")
    return over, time.perf_counter() - start


def measure_rdflib(path: Path) -> Iterator[tuple[str, str, str]]:
    """The same join on one province, by Oxigraph in its worker and by rdflib's own engine."""
    import rdflib

    graph = rdflib.Graph().parse(data=path.read_text(encoding="utf-8"), format="nt")
    prefixes = {prefix: rdflib.Namespace(iri) for prefix, iri in list_query_prefixes().items()}
    with _open(path) as endpoint:
        ours = _time(lambda: endpoint.query(JOIN))
        rows = len(endpoint.query(JOIN).rows)
    theirs = _time(lambda: list(graph.query(JOIN, initNs=prefixes)), runs=1)
    yield "the join on one province", _show(ours), f"{len(graph):,} triples, {rows} rows"
    yield "the same with rdflib's own engine", _show(theirs), f"{theirs / ours:,.0f}× as long"


def measure_validation(folder: Path) -> tuple[str, str, str]:
    """The sample document with most tasks against all shapes."""
    ingest_files(folder / "samples.db", sorted(Path(str(files("cancu.samples"))).glob("*.txt")))
    with Store.open(folder / "samples.db", read_only=True) as store:
        largest = max(store.documents(), key=lambda one: one.tasks).iri
        resources = list(project_document(store, largest))
    seconds = _time(lambda: validate_resources(resources))
    return "validation of one document", _show(seconds), f"{len(resources)} resources; bound 0.5 s"


def write_cascade(path: Path, provinces: int) -> int:
    """Write the synthetic cascade as N-Triples; return how many there are."""
    prefixes = {**list_query_prefixes(), "": f"{_BASE}id/"}
    with path.open("w", encoding="utf-8") as stream:
        count = 0
        for subject, predicate, value in _iter_cascade(provinces):
            stream.write(f"{_expand(subject, prefixes)} {_expand(predicate, prefixes)} {_expand(value, prefixes)} .\n")
            count += 1
    return count


def _iter_cascade(provinces: int) -> Iterator[tuple[str, str, str]]:
    """Prefixed triples of all plans, from the programme downwards."""
    yield from _iter_plan("0", None, "national", 0)
    for province in range(provinces):
        yield from _iter_plan(f"0-{province}", "0", "province", province)
        for unit in range(_UNITS):
            level = "district" if unit % 2 else "department"
            yield from _iter_plan(f"0-{province}-{unit}", f"0-{province}", level, unit)
            for commune in range(_COMMUNES):
                yield from _iter_plan(f"0-{province}-{unit}-{commune}", f"0-{province}-{unit}", "commune", commune)


def _iter_plan(name: str, parent: str | None, level: str, place: int) -> Iterator[tuple[str, str, str]]:
    plan = f":vb/{name}"
    for kind in ("cancu:Plan", "cancu:Document", "eli:LegalResource"):
        yield plan, "rdf:type", kind
    yield plan, "rdfs:label", f'"Kế hoạch {name}"@vi'
    yield plan, "cancu:level", f"level:{level}"
    yield plan, "cancu:documentRole", "document-role:plan"
    yield plan, "cancu:inStore", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    yield plan, "eli:jurisdiction", f":dv/{name}"
    if parent is not None:
        citation = f"{plan}/td/1"
        yield plan, "eli:ensures_implementation_of", f":vb/{parent}"
        yield citation, "rdf:type", "cancu:Citation"
        yield citation, "cancu:relationFrom", plan
        yield citation, "cancu:relationTo", f":vb/{parent}"
        yield citation, "cancu:derivedRelation", "relation:implements"
    for number in range(1, _TASKS + 1):
        yield from _iter_task(plan, f":vb/{parent}" if parent else None, number, place)


def _iter_task(plan: str, parent: str | None, number: int, place: int) -> Iterator[tuple[str, str, str]]:
    """A task, whom it is given to, and how the plan takes over the task above it: every seventh is missed."""
    task = f"{plan}/kh/{number}"
    yield task, "rdf:type", "cancu:Task"
    yield task, "rdf:type", "eli:LegalResourceSubdivision"
    yield task, "eli:is_part_of", plan
    yield task, "cancu:ref", f'"{number}"'
    yield task, "cancu:taskKind", "task-kind:task" if number % 4 else "task-kind:duty"
    yield task, "cancu:text", f'"Rà soát thủ tục số {number}"@vi'
    for role, agency in (("lead", f"Phòng Nội vụ {number}"), ("coordinate", f"Phòng Tài chính {place}")):
        given = f"{task}/pc/{role}/1"
        yield task, "cancu:assignment", given
        yield given, "cancu:role", f"role:{role}"
        yield given, "cancu:assigneeName", f'"{agency}"'
    if parent is None:
        return
    missed = (number + place) % 7 == 0
    if not missed:
        yield task, "cancu:inheritsFrom", f"{parent}/kh/{number}"
    verdict = f"{plan}/dg/{number}"
    yield verdict, "rdf:type", "cancu:CoverageAssessment"
    yield verdict, "cancu:parentTask", f"{parent}/kh/{number}"
    yield verdict, "cancu:parentPlan", parent
    yield verdict, "cancu:childPlan", plan
    yield verdict, "cancu:obligation", "obligation:lead_group"
    yield verdict, "cancu:status", "coverage:gap" if missed else "coverage:covered"


def _expand(term: str, prefixes: dict[str, str]) -> str:
    if term.startswith('"'):
        return term
    prefix, _, name = term.partition(":")
    return f"<{prefixes[prefix]}{name}>"


def _open(path: Path) -> Endpoint:
    rules = tuple(rule.query for rule in load_derivations())
    return Endpoint(Triples(path, base=_BASE, prefixes=list_query_prefixes(), rules=rules), _LIMITS)


def _time(work: Callable[[], object], runs: int = _RUNS) -> float:
    """The shortest of several runs, in seconds of the clock."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def _show(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"


if __name__ == "__main__":
    main()
