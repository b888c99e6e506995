"""A push brings what is missing and nothing else, ends where it was cut off, and takes away what left the store."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from cancu.api.desk import Desk, open_desk
from cancu.api.intake import ingest_files
from cancu.api.overview import build_gaps, list_binding_tasks, list_plan_tasks
from cancu.api.workspace import Workspace, open_workspace
from cancu.graph.knowledge import BasisQuestion
from cancu.graph.neo4j_check import check_server
from cancu.graph.neo4j_driver import Access, Server, Statement, connect
from cancu.graph.neo4j_push import PushReport, push_store
from cancu.graph.server_graph import check_terms, digest_values, list_terms
from cancu.graph.store import Store
from cancu.ontology.assessments import Decision, hash_text
from cancu.ontology.errors import CancuError, StoreUnavailableError, VocabularyError

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("neo4j")]

TEXTS = sorted(Path(str(files("cancu.samples"))).glob("*.txt"))
_NODES = "MATCH (n) RETURN n.iri AS iri, labels(n) AS labels, properties(n) AS values"
_EDGES = "MATCH (a)-[r]->(b) RETURN a.iri AS a, type(r) AS type, b.iri AS b, properties(r) AS values"


@pytest.fixture
def store(samples: Path, tmp_path: Path) -> Iterator[Store]:
    """A store of the samples that a test may change."""
    path = tmp_path / "kho.db"
    with Store.open(samples, read_only=True) as whole:
        whole.backup(path)
    with Store.open(path) as one:
        yield one


def bring(store: Store, access: Access) -> PushReport:
    with connect(access) as server:
        return push_store(store, server)


def draw(server: Server) -> str:
    """A hash of everything on the server but the revision of the store."""
    nodes = [row for row in server.ask(_NODES) if "Program" not in row["labels"]]
    return digest_values(
        [sorted(json.dumps(row, sort_keys=True) for row in rows) for rows in (nodes, server.ask(_EDGES))]
    )


def empty(access: Access) -> None:
    with connect(access) as server:
        server.write([("MATCH (n) DETACH DELETE n", {})])


def test_a_second_push_writes_nothing(store: Store, server: Server) -> None:
    push_store(store, server)
    before = draw(server)
    report = push_store(store, server)
    assert (report.written, report.compared, report.removed, report.nodes, report.relationships) == (0, 0, 0, 0, 0)
    assert draw(server) == before
    assert check_server(store, server).sound


@pytest.mark.usefixtures("relabelled")
@pytest.mark.parametrize("change", ["ingest", "remove", "rule", "edit", "all"])
def test_a_push_after_a_change_gives_what_a_first_push_gives(change: str, store: Store, access: Access) -> None:
    push_first(store, access, change)
    make_change(store, change)
    report = bring(store, access)
    assert report.written or report.compared or report.removed
    with connect(access) as server:
        grown = draw(server)
        assert check_server(store, server).sound
    empty(access)
    bring(store, access)
    with connect(access) as server:
        assert draw(server) == grown


def push_first(store: Store, access: Access, change: str) -> None:
    if change == "ingest":
        store.remove(store.find("2215/QĐ-UBND").iri, by="An", on=datetime.date(2022, 1, 1))
    bring(store, access)


def make_change(store: Store, change: str) -> None:
    if change in ("ingest", "all"):
        ingest_files(store.path, TEXTS[3:4])
    if change in ("remove", "all"):
        store.remove(store.find("990/NQ-CP").iri, by="An", on=datetime.date(2022, 1, 1))
    if change in ("rule", "all"):
        plan, child = store.find("2215/QĐ-UBND").iri, store.find("2764/KH-SNV").iri
        above, below = store.extraction(plan).tasks[0], store.extraction(child).tasks[-1]
        sides = {"parent": plan, "parent_ref": above.ref, "child": child, "child_ref": below.ref}
        hashes = {"parent_hash": hash_text(above.text), "child_hash": hash_text(below.text)}
        values = {"kind": "confirm", "by": "An", "date": "2022-03-01", **sides, **hashes}
        store.record(Decision.model_validate(values))
    if change in ("edit", "all"):
        iri = store.find("2764/KH-SNV").iri
        source, extraction = store.source(iri), store.extraction(iri)
        tasks = (extraction.tasks[0].model_copy(update={"text": "Việc khác hẳn"}), *extraction.tasks[2:])
        store.put(source, extraction.model_copy(update={"tasks": tasks}))


@pytest.mark.usefixtures("relabelled")
def test_a_push_cut_off_anywhere_goes_on_where_it_was(store: Store, access: Access) -> None:
    """The server goes away before every write in turn; each time a further push ends what was begun."""
    bring(store, access)
    with connect(access) as server:
        whole = draw(server)
    empty(access)
    cuts, done = 0, False
    while not done:
        with connect(access) as server:
            done = push_until(store, server, cuts % 4 + 1)
        cuts += 1
    assert cuts > 3
    with connect(access) as server:
        assert draw(server) == whole
        assert check_server(store, server).sound


def push_until(store: Store, server: Server, writes: int) -> bool:
    """Push, with a server that goes away after some writes; tell whether the push came to its end."""
    left = [writes]
    write: Callable[[Any], None] = server.write

    def write_some(statements: Sequence[Statement]) -> None:
        if left[0] == 0:
            raise StoreUnavailableError("đứt")
        left[0] -= 1
        write(statements)

    server.write = write_some  # type: ignore[method-assign]
    try:
        push_store(store, server)
    except StoreUnavailableError:
        assert not check_server(store, server).complete
        return False
    return True


@pytest.mark.usefixtures("relabelled")
def test_a_hand_in_the_graph_is_seen(store: Store, server: Server) -> None:
    push_store(store, server)
    iri = store.find("2764/KH-SNV").iri
    server.write([("MATCH (:Document {iri: $iri})<-[:PART_OF]-(t:Task) WITH t LIMIT 1 DETACH DELETE t", {"iri": iri})])
    found = check_server(store, server)
    assert [(one.iri, one.what) for one in found.differences] == [(iri, "damaged")]
    push_store(store, server)
    assert check_server(store, server).sound


def test_what_is_missing_is_told(store: Store, access: Access, stand_in: bool) -> None:
    if stand_in:
        pytest.skip("ArcadeDB has no full-text index and no constraints by name")
    empty(access)
    with connect(access) as server:
        server.run("DROP CONSTRAINT task_iri IF EXISTS")
        server.run("DROP INDEX words IF EXISTS")
        found = check_server(store, server)
        assert not found.sound
        assert {one.what for one in found.differences} == {"missing"}
        assert "task_iri" in found.missing_constraints
        assert "words" in found.missing_indexes
        assert (found.edition, found.version[:4]) == ("community", "5.26")
        push_store(store, server)
        assert check_server(store, server).sound


def test_only_names_of_the_ontology_stand_in_the_graph(pushed: Path, server: Server) -> None:
    labels, types = list_terms()
    assert pushed
    assert {row["label"] for row in server.ask("MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label")} <= labels
    assert {row["type"] for row in server.ask("MATCH ()-[r]->() RETURN DISTINCT type(r) AS type")} <= types
    for bad in ("Task) DETACH DELETE (n", "`Task`", "", "task"):
        with pytest.raises(VocabularyError):
            check_terms(labels=[bad])
        with pytest.raises(VocabularyError):
            check_terms(types=[bad])


HOSTILE = (
    '"} DELETE {', "') DETACH DELETE n //", "`Task`) DETACH DELETE (n", "\\u0027 OR 1=1", "$iri", "{iri: $iri}",
    "*/ MATCH (n) DETACH DELETE n", "https://x/> } DELETE {", "\x00", "name:*", '+folded:"a"', "a\nRETURN 1",
    "∞" * 5000,
)  # fmt: skip


def test_hostile_words_are_only_words(pushed: Path, access: Access) -> None:
    with connect(access) as server:
        before = draw(server)
    address = Path(access.address)
    with open_workspace(address) as workspace, open_desk(address) as desk:
        for text in HOSTILE:
            for question in list_hostile_questions(workspace, desk, text):
                with suppress(CancuError, KeyError):  # knowledge is asked for IRIs, and knows no others
                    question()
    with connect(access) as server:
        assert draw(server) == before
    assert pushed


def list_hostile_questions(workspace: Workspace, desk: Desk, text: str) -> list[Callable[[], object]]:
    child = "2764/KH-SNV"
    return [
        lambda: workspace.search(text, 5),
        lambda: workspace.show_document(text),
        lambda: workspace.find_basis(text),
        lambda: workspace.knowledge.find_basis(text, BasisQuestion(down=True, depth=None)),
        lambda: workspace.find_cascade(text),
        lambda: workspace.knowledge.find_cascade(text, up=True),
        lambda: list_plan_tasks(workspace, text, inherited=True),
        lambda: list_binding_tasks(workspace, text),
        lambda: build_gaps(workspace, within=text),
        lambda: build_gaps(workspace, topic=text),
        lambda: build_gaps(workspace, level=text),
        lambda: workspace.knowledge.choose_lowest({text}),
        lambda: workspace.knowledge.find_superseded_bases(text),
        lambda: desk.report_coverage(text),
        lambda: desk.report_coverage(child, organisation=text),
        lambda: desk.explain(child, text),
        lambda: desk.align(text, child),
        lambda: desk.check(text),
    ]


def test_hostile_words_in_a_document_are_only_words(tmp_path: Path, access: Access) -> None:
    path = tmp_path / "kho.db"
    text = TEXTS[4].read_text(encoding="utf-8")
    for place, words in enumerate(HOSTILE[:-1]):
        text = text.replace("hồ sơ", f"hồ sơ {words.replace(chr(0), '')} {place}", 1)
    (tmp_path / "a`) DETACH DELETE n.txt").write_text(text, encoding="utf-8")
    ingest_files(path, [tmp_path / "a`) DETACH DELETE n.txt", *TEXTS[:4]])
    with Store.open(path, read_only=True) as store, connect(access) as server:
        push_store(store, server)
        assert check_server(store, server).sound
