"""The same questions asked of the working graph and of the triples, and the library of named queries."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cancu.api.intake import ingest_files
from cancu.api.overview import build_gaps, list_binding_tasks, list_plan_tasks
from cancu.api.workspace import Workspace, read_stored_plan
from cancu.graph.cascade import plans_linked
from cancu.graph.coverage import Context, assess_coverage
from cancu.graph.legal_basis import find_ends, find_listed_end
from cancu.graph.sparql import Sparql, open_sparql
from cancu.graph.store import Store
from cancu.ontology.assessments import CoverageReport
from cancu.ontology.errors import AmbiguousNameError, QueryError, UnknownNodeError
from cancu.ontology.named_queries import load_queries

pytest.importorskip("pyoxigraph", reason="needs cancu[rdf]")
pytest.importorskip("rdflib", reason="needs cancu[rdf]")

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
Edge = tuple[Any, ...]


class Asked(NamedTuple):
    """One store, asked in both ways."""

    workspace: Workspace
    sparql: Sparql

    @property
    def stored(self) -> list[str]:
        return [document.iri for document in self.workspace.store.documents()]

    @property
    def known(self) -> list[str]:
        """Stored documents and absent ones."""
        return [iri for iri, node in self.workspace.graph.nodes(data=True) if node["kind"] in ("document", "stub")]

    def ask(self, name: str, **parameters: str) -> list[dict[str, Any]]:
        """Rows by column, flags and absent values as Python has them."""
        answer = self.sparql.ask(name, **parameters)
        assert not answer.cut
        flags = {"true": True, "false": False}
        return [dict(zip(answer.variables, (flags.get(value or "", value) for value in row), strict=True))
                for row in answer.values()]  # fmt: skip


Open = Callable[[str], Asked]


@pytest.fixture(scope="session")
def open_corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Opens the stores of samples, seeds and corpus, each once."""
    with ExitStack() as stack:

        @cache
        def open_folder(folder: Path) -> Asked:
            path = tmp_path_factory.mktemp(folder.name) / "kho.db"
            outcome = ingest_files(path, [folder])
            assert outcome["documents"] > 3
            assert not outcome["failed"]
            store = stack.enter_context(Store.open(path, read_only=True))
            return Asked(Workspace(store), stack.enter_context(open_sparql(store)))

        yield lambda folder: open_folder(Path(folder))


@pytest.fixture(params=["samples", "seeds", "corpus"])
def asked(request: pytest.FixtureRequest, open_corpus: Open) -> Asked:
    if request.param == "samples":
        return open_corpus(str(SAMPLES))
    shared: Path = request.getfixturevalue("shared")
    return open_corpus(str(shared / request.param))


@pytest.fixture
def samples(open_corpus: Open) -> Asked:
    return open_corpus(str(SAMPLES))


def list_bases(found: dict[str, Any], *columns: str) -> list[Edge]:
    return [
        tuple(edge[column] for column in ("from", "relation", "to", "pinpoint", *columns)) for edge in found["edges"]
    ]


def read_bases(rows: list[dict[str, Any]], *columns: str) -> list[Edge]:
    return [tuple(row[column] for column in ("lower", "relation", "upper", "pinpoint", *columns)) for row in rows]


@pytest.mark.slow
def test_basis_is_the_same_both_ways(asked: Asked) -> None:
    """Order, pinpoints, reason codes and absence included."""
    for iri in asked.stored:
        expected = list_bases(asked.workspace.find_basis(iri), "resolution", "in_store")
        rows = asked.ask("basis", document=iri)
        assert list(dict.fromkeys(read_bases(rows, "resolution", "stored"))) == expected


def list_ends(found: dict[str, Any], *, but: str = "") -> set[Edge]:
    return {
        (node["iri"], *(end[key] for key in ("iri", "label", "relation", "since")))
        for node in found["nodes"]
        for end in node["superseded_by"]
        if node["iri"] != but
    }


@pytest.mark.slow
def test_ends_of_bases_are_the_same_both_ways(asked: Asked) -> None:
    """By which document, how and since when a basis had been superseded on the day of what rests on it."""
    for iri in asked.known:
        columns = ("upper", "endedBy", "endedByLabel", "ending", "since")
        rows = {tuple(row[one] for one in columns) for row in asked.ask("basis", document=iri) if row["endedBy"]}
        assert rows == list_ends(asked.workspace.find_basis(iri), but=iri)


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2021-01-01", "2026-01-01"])
def test_superseded_bases_are_the_same_both_ways(asked: Asked, day: str) -> None:
    """Of all stored documents, on one day; with what the list of laws alone knows."""
    expected = set()
    for iri in asked.stored:
        found = asked.workspace.find_basis(iri, as_of=datetime.date.fromisoformat(day))
        bases = {edge["to"] for edge in found["edges"] if edge["relation"] == "basis"}
        expected |= {(iri, *end) for end in list_ends(found) if end[0] in bases and end[1] != iri}
    columns = ("document", "basis", "endedBy", "endedByLabel", "ending", "since")
    rows = asked.ask("superseded-bases", on=day)
    assert {tuple(row[one] for one in columns) for row in rows} == expected
    assert rows or day < "2026"  # the question is not an empty one


@pytest.mark.slow
def test_all_ends_are_the_same_both_ways(asked: Asked) -> None:
    """On any day, told by a citation or by the list of laws alone."""
    graph = asked.workspace.graph
    expected = {(iri, end.iri) for iri in asked.known for end in find_ends(graph, iri, None)}
    ends = "derived:replacedBy|derived:repealedBy|cancu:supersededBy"
    found = asked.sparql.query(f"SELECT DISTINCT ?ended ?ender {{ ?ended {ends} ?ender }} ORDER BY ?ended ?ender")
    assert found.values() == sorted(expected)
    listed = asked.sparql.query("SELECT ?law { ?law cancu:supersededBy/rdfs:label ?label } ORDER BY ?law")
    assert [row[0] for row in listed.values()] == sorted(iri for iri in asked.known if find_listed_end(graph, iri))
    assert listed.rows


@pytest.mark.slow
def test_chains_of_bases_are_the_same_both_ways(asked: Asked) -> None:
    for iri in asked.known:
        for name, down in (("basis-chain", False), ("dependants", True)):
            expected = list_bases(asked.workspace.find_basis(iri, depth=None, down=down), "in_store")
            assert sorted(read_bases(asked.ask(name, document=iri), "stored"), key=str) == sorted(expected, key=str)


def measure_depths(start: str, edges: set[tuple[str, str]]) -> dict[str, int]:
    depths, queue = {start: 0}, deque([start])
    while queue:
        node = queue.popleft()
        for source, target in sorted(edges):
            if source == node and target not in depths:
                depths[target] = depths[node] + 1
                queue.append(target)
    return depths


@pytest.mark.slow
def test_cascades_are_the_same_both_ways(asked: Asked) -> None:
    """Plans with level, role, depth and presence; edges with the relation that makes them."""
    for iri in asked.known:
        for name, up in (("cascade", False), ("plans-above", True)):
            expected = asked.workspace.find_cascade(iri, up=up)
            rows = asked.ask(name, document=iri)
            edges = {(edge["lower"], edge["upper"], edge["relation"]) for edge in expected["edges"]}
            assert {(row["lower"], row["upper"], row["relation"]) for row in rows} == edges
            side = "upper" if up else "lower"
            nodes = {(row[side], row["label"], row["level"], row["role"], row["stored"]) for row in rows}
            steps = [step for step in expected["nodes"] if any(step["iri"] in edge[:2] for edge in edges)]
            ends = {edge[1 if up else 0] for edge in edges}
            assert nodes == {
                (step["iri"], step["label"], step["level"], step["role"], step["in_store"])
                for step in steps
                if step["iri"] in ends
            }
            pairs = {(lower, upper) if up else (upper, lower) for lower, upper, _ in edges}
            assert measure_depths(iri, pairs) == {step["iri"]: step["depth"] for step in expected["nodes"]}


@pytest.mark.slow
def test_linked_plans_are_the_same_both_ways(asked: Asked) -> None:
    found = asked.sparql.query("SELECT ?child ?parent { ?child derived:carriesOut ?parent } ORDER BY ?child ?parent")
    assert found.values() == [(pair.child, pair.parent) for pair in plans_linked(asked.workspace.graph)]


@pytest.mark.slow
@pytest.mark.parametrize("level", [None, "department", "commune"])
def test_gaps_are_the_same_both_ways(asked: Asked, level: str | None) -> None:
    """Every binding task of every pair with its status, and the counts of the whole matrix."""
    matrix = build_gaps(asked.workspace, level=level)
    expected = sorted(
        (row["child"]["iri"], row["parent"]["iri"], cell["ref"], cell["text"], cell["status"], cell["deep"])
        for row in matrix["rows"]
        for cell in row["cells"]
    )
    given = {"level": level} if level else {}
    columns = ("child", "parent", "ref", "text", "status", "deep")
    cells = [tuple(row[column] for column in columns) for row in asked.ask("coverage", **given)]
    assert sorted(cells) == expected
    statuses = [cell[4] for cell in cells]
    assert len(cells) == matrix["counts"]["binding"]
    assert {status: statuses.count(status) for status in set(statuses)} == {
        status: count for status, count in matrix["counts"].items() if status in statuses
    }
    missed = [cell[:4] for cell in expected if cell[4] == "gap"]
    assert sorted(tuple(row[one] for one in columns[:4]) for row in asked.ask("gaps", **given)) == missed


@pytest.mark.slow
@pytest.mark.parametrize("level", [None, "commune"])
def test_nearest_tasks_are_the_same_both_ways(asked: Asked, level: str | None) -> None:
    """All links of every binding task with their scores; of a gap those that `gaps` names, in its order."""
    cells = {
        (row["child"]["iri"], row["parent"]["iri"], cell["ref"]): cell
        for row in build_gaps(asked.workspace, level=level)["rows"]
        for cell in row["cells"]
    }
    scores = {
        (child, parent, task.ref, link.ref): link.score
        for child, parent in {cell[:2] for cell in cells}
        for task in compare(asked.workspace.store, child, parent).tasks
        for link in task.links
        if (child, parent, task.ref) in cells
    }
    nearest: dict[Edge, list[str]] = {}
    found = {}
    for row in asked.ask("nearest-tasks", **({"level": level} if level else {})):
        task = row["child"], row["parent"], row["ref"]
        found[*task, row["nearest"]] = float(row["score"])
        nearest.setdefault(task, []).append(row["nearest"])
    assert found == scores
    assert bool(found) == bool(cells)
    for task, cell in cells.items():
        assert set(cell["nearest"]) <= set(nearest.get(task, ()))
        assert cell["status"] != "gap" or cell["nearest"] == nearest.get(task, [])


def compare(store: Store, child: str, parent: str) -> CoverageReport:
    context = Context(decisions=store.decisions())
    return assess_coverage(read_stored_plan(store, child), read_stored_plan(store, parent), context=context)


@pytest.mark.slow
def test_inherited_tasks_are_the_same_both_ways(asked: Asked) -> None:
    """Every task that comes from above, with all its origins and which of them are direct."""
    linked = {pair.child for pair in plans_linked(asked.workspace.graph)}
    heirs = asked.sparql.query("SELECT DISTINCT ?plan { ?task cancu:inheritsFrom ?origin ; eli:is_part_of ?plan }")
    assert {row[0] for row in heirs.values()} <= linked
    for iri in sorted(linked):
        expected = {
            (task["ref"], task["text"], origin["plan"]["iri"], origin["ref"], origin["text"], origin["depth"] == 1)
            for task in list_plan_tasks(asked.workspace, iri, inherited=True)["tasks"]
            for origin in task["inherited_from"]
        }
        columns = ("ref", "text", "originPlan", "originRef", "originText", "direct")
        assert {tuple(row[one] for one in columns) for row in asked.ask("inherited-tasks", document=iri)} == expected


@pytest.mark.slow
def test_binding_tasks_from_above_are_the_same_both_ways(asked: Asked) -> None:
    """What `tasks --org ORG --inherited` lists of a plan above, for the issuer of every plan below it."""
    for child, parent, _ in plans_linked(asked.workspace.graph):
        organisation = asked.workspace.store.describe(child).document.issuer or ""
        found = list_binding_tasks(asked.workspace, organisation, parent)["tasks"]
        if any(task["own"] for task in found):
            continue  # an organisation's own plan also binds it where nobody is named, which no plan below assesses
        expected = {(task["ref"], task["text"], task["obligation"], task["phrase"] or None) for task in found}
        rows = [row for row in asked.ask("binding-tasks", document=child) if row["parent"] == parent]
        assert {(row["ref"], row["text"], row["duty"], row["phrase"]) for row in rows} == expected


@pytest.mark.parametrize("name", load_queries())
def test_the_example_of_a_named_query_has_an_answer(samples: Asked, name: str) -> None:
    query = load_queries()[name]
    answer = samples.sparql.ask(name, **query.example)
    assert answer.rows
    assert len(answer.variables) == len(set(answer.variables)) >= 3
    assert samples.sparql.ask(name, **query.example) == answer


@pytest.mark.parametrize("name", load_queries())
def test_named_queries_say_their_order(name: str) -> None:
    assert "ORDER BY" in load_queries()[name].text


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({}, QueryError),
        ({"agency": "Sở Nội vụ"}, QueryError),
        ({"agency": "Sở Nội vụ", "on": "31/02/2022"}, QueryError),
        ({"agency": "Sở Nội vụ", "on": "2022"}, QueryError),
        ({"agency": "Sở Nội vụ", "on": "2022-01-01", "level": "district"}, QueryError),
        ({"agency": "Sở Phép thuật", "on": "2022-01-01"}, UnknownNodeError),
        ({"agency": "urn:x> ?p ?o } DROP ALL #", "on": "2022-01-01"}, UnknownNodeError),
    ],
)
def test_parameters_are_checked(samples: Asked, parameters: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        samples.sparql.ask("agency-tasks", **parameters)


def test_parameters_are_read_as_people_write_them(samples: Asked) -> None:
    answer = samples.sparql.ask("agency-tasks", agency="so noi vu", on="30/6/2022")
    assert answer == samples.sparql.ask("agency-tasks", agency="Sở Nội vụ", on="2022-06-30")
    with pytest.raises(QueryError, match="một cấp"):
        samples.sparql.ask("gaps", level="làng")
    with pytest.raises(UnknownNodeError, match="coverage"):
        samples.sparql.ask("coverages")


def test_a_name_of_several_things_lists_them() -> None:
    from cancu.graph.query_parameters import find_iri

    names = [("urn:a/id/cq/x", "Sở Nội vụ"), ("urn:a/id/cq/y", "Sở Nội vụ")]
    with pytest.raises(AmbiguousNameError) as caught:
        find_iri("sở nội vụ", names)
    assert caught.value.candidates == ("urn:a/id/cq/x", "urn:a/id/cq/y")
    assert find_iri("id/cq/y", names) == "urn:a/id/cq/y"
