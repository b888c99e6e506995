"""A real Neo4j server for these tests, one for the session; `server.py` starts it.

Where Java or Maven is missing, ArcadeDB stands in (`arcade.py`), and what it does not have is left out and said so;
where that is missing too, the tests are skipped and say so. `CANCU_TEST_BOLT` may name another server (with
`CANCU_NEO4J_USER` and `CANCU_NEO4J_PASSWORD`), or be `arcadedb` to have the stand-in although Neo4j could run. All
tests of this folder run in one process, since they share the server, and may reach this machine alone.
"""

from __future__ import annotations

import datetime
import os
import socket
from collections.abc import Iterator
from importlib.resources import files
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cancu.api.intake import ingest_files
from cancu.graph import neo4j_check
from cancu.graph.neo4j_driver import Access, Server, connect
from cancu.graph.neo4j_push import list_statements, push_store
from cancu.graph.store import Store
from cancu.ontology.assessments import Decision, DecisionKind, hash_text

FOLDER = Path(__file__).resolve().parent


def load_module(name: str) -> ModuleType:
    """A module that starts servers; it is a script and no part of a package."""
    spec = spec_from_file_location(f"neo4j_{name}", FOLDER / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def servers() -> ModuleType:
    """Starts and stops servers of this machine."""
    module = load_module("server")
    obstacle = module.find_obstacle()
    if obstacle:
        pytest.skip(f"no Neo4j server: {obstacle}")
    return module


@pytest.fixture(scope="session")
def access(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Access]:
    """Where the server of the session is; it asks for a password."""
    named = os.environ.get("CANCU_TEST_BOLT", "")
    if named not in ("", "arcadedb"):
        yield Access(named, os.environ.get("CANCU_NEO4J_USER", "neo4j"), os.environ["CANCU_NEO4J_PASSWORD"])
    elif named or load_module("server").find_obstacle():
        yield from start_stand_in(tmp_path_factory.mktemp("arcadedb"))
    else:
        started = request.getfixturevalue("servers").start(tmp_path_factory.mktemp("neo4j"))
        yield Access(started.uri, started.user, started.password)
        started.stop()


def start_stand_in(home: Path) -> Iterator[Access]:
    """ArcadeDB, with the index of words left out of what a server has to have."""
    arcade, servers = load_module("arcade"), load_module("server")
    obstacle = arcade.find_obstacle()
    if obstacle:
        pytest.skip(f"no Neo4j server: {servers.find_obstacle()}; nor ArcadeDB: {obstacle}")
    started = arcade.start(home, servers.find_free_port())
    with pytest.MonkeyPatch.context() as patch:
        run = Server.run
        patch.setattr(Server, "run", lambda one, statement: run(one, statement) if is_known(statement) else None)
        patch.setattr(neo4j_check, "list_statements", lambda script: filter(is_known, list_statements(script)))
        yield Access(started.uri, started.user, started.password, arcade.DATABASE)
    started.stop()


def is_known(statement: str) -> bool:
    """Whether ArcadeDB knows a statement of the schema."""
    return not ("FULLTEXT" in statement or "awaitIndexes" in statement)


@pytest.fixture
def stand_in(access: Access) -> bool:
    """Whether ArcadeDB stands in for Neo4j."""
    return access.database is not None


@pytest.fixture
def relabelled(stand_in: bool) -> None:
    """For tests that push a second time: nodes change their labels then."""
    if stand_in:
        pytest.skip("ArcadeDB does not change the labels of a node under a constraint (Neo4j does)")


@pytest.fixture(autouse=True)
def _blocked_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the fixture that blocks all connections: those to this machine are let through."""
    connect_real = socket.socket.connect

    def connect_here(one: socket.socket, address: Any) -> None:
        assert one.family == socket.AF_UNIX or address[0] in ("127.0.0.1", "localhost"), f"reached for {address!r}"
        connect_real(one, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(autouse=True)
def _who_asks(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """What a person would have in the environment; a stand-in is empty, since it takes a first push only."""
    if "access" in request.fixturenames:
        access: Access = request.getfixturevalue("access")
        monkeypatch.setenv("CANCU_NEO4J_USER", access.user)
        monkeypatch.setenv("CANCU_NEO4J_PASSWORD", access.password)
        if access.database:
            monkeypatch.setenv("CANCU_NEO4J_DATABASE", access.database)
            with connect(access) as one:
                one.write([("MATCH (n) DETACH DELETE n", {})])


@pytest.fixture
def server(access: Access) -> Iterator[Server]:
    """The server of the session, with whatever the last test left on it."""
    with connect(access) as one:
        yield one


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the bundled samples."""
    path = tmp_path_factory.mktemp("samples") / "mau.db"
    ingest_files(path, sorted(Path(str(files("cancu.samples"))).glob("*.txt")))
    return path


@pytest.fixture(scope="session")
def odd(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds what the samples lack: rulings, a rival, a document that was removed."""
    path = tmp_path_factory.mktemp("odd") / "kho.db"
    with Store.open(samples, read_only=True) as store:
        store.backup(path)
    make_odd(path)
    return path


@pytest.fixture
def pushed(samples: Path, access: Access) -> Path:
    """The store of the samples, brought to the server."""
    with Store.open(samples, read_only=True) as store, connect(access) as one:
        push_store(store, one)
    return samples


def make_odd(path: Path) -> None:
    """Add what the samples lack."""
    with Store.open(path) as store:
        plan = store.find("2215/QĐ-UBND").iri
        child = store.find("2764/KH-SNV").iri
        above, below = store.extraction(plan).tasks, store.extraction(child).tasks
        common = {"by": "Nguyễn An", "date": "2022-03-01", "parent": plan, "parent_ref": above[0].ref}
        common["parent_hash"] = hash_text(above[0].text)
        link = {"child": child, "child_ref": below[-1].ref, "child_hash": hash_text(below[-1].text)}
        for values in (
            {**common, **link, "kind": DecisionKind.CONFIRM},
            {**common, "kind": DecisionKind.EXEMPT, "reason": "đã xong", "organisation": "Sở Nội vụ tỉnh Hoài Giang"},
            {**common, **link, "kind": DecisionKind.WITHDRAW},
            {**common, **link, "kind": DecisionKind.REJECT, "reason": "việc khác"},
        ):
            store.record(Decision.model_validate(values))
        source = store.source(child)
        text = source.text.replace("phối hợp", "cùng làm").replace("rà soát", "xem lại")
        changed = source.model_copy(update={"text": text, "sha256": f"{0:064x}", "name": "khac.txt"})
        store.put(changed, store.extraction(child))
        removed = store.find("990/NQ-CP").iri
        store.remove(removed, by="Nguyễn An", on=datetime.date(2022, 5, 1), reason="thử")
