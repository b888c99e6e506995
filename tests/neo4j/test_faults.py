"""A server that is not there, refuses, falls silent, is killed or has a full disk: words, an exit status, no loss."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cancu.api.command_line import run_program
from cancu.graph.neo4j_check import check_server
from cancu.graph.neo4j_driver import Access, Server, connect, find_address, read_access
from cancu.graph.neo4j_push import push_store
from cancu.graph.store import Store
from cancu.ontology.errors import StoreError, StoreUnavailableError

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("neo4j")]


@pytest.fixture
def silent() -> Iterator[str]:
    """A port where somebody listens and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"bolt://127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture
def unreachable() -> Iterator[str]:
    """A port that takes no call and refuses none, as behind a wall: the queue of those who wait there is full."""
    with socket.socket() as listener, ExitStack() as waiting:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(3):
            caller = waiting.enter_context(socket.socket())
            caller.setblocking(False)
            with suppress(BlockingIOError):
                caller.connect(listener.getsockname())
        yield f"127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture
def doomed(servers: ModuleType, tmp_path: Path) -> Iterator[Any]:
    """A server of the test's own, which it may harm."""
    one = servers.start(tmp_path / "home")
    yield one
    one.kill()


def reach(server: Any, timeout: float = 60) -> Access:
    return Access(server.uri, server.user, server.password, timeout=timeout)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_an_unreachable_server_is_told_within_five_seconds(
    scheme: str, unreachable: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every wait for the server has its limit, the limits are five seconds in all, and the answer is the usual one."""
    limits: list[float] = []
    wait = Server._wait

    def note(server: Server, work: Any, seconds: float) -> Any:
        limits.append(seconds)
        return wait(server, work, seconds)

    monkeypatch.setattr(Server, "_wait", note)
    assert run_program(["list", "--store", f"{scheme}://{unreachable}", "--json"]) == 2
    shown = capsys.readouterr()
    assert json.loads(shown.out)["error"]["code"] == "E_STORE_UNAVAILABLE"
    assert unreachable in shown.err
    assert len(limits) == 2  # looked for, left; nothing was asked
    assert sum(limits) < 5


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_dead_server_is_told(scheme: str, servers: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    address = f"{scheme}://127.0.0.1:{servers.find_free_port()}"
    for command in (["list"], ["neo4j", "check", "--server", address], ["coverage", "x.txt", "--parent", "y"]):
        store = [] if "--server" in command else ["--store", address]
        assert run_program([*command, *store, "--json"]) == 2
        shown = capsys.readouterr()
        code = json.loads(shown.out)["error"]["code"]
        assert code in ("E_STORE_UNAVAILABLE", "E_STORE") or "--server" in command
        assert "Lỗi" in shown.err


def test_a_silent_server_is_told(silent: str) -> None:
    with pytest.raises(StoreUnavailableError, match="Neo4j"), connect(Access(silent)):
        pass


def test_a_wrong_password_is_told_and_never_shown(
    access: Access, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CANCU_NEO4J_PASSWORD", "khong-dung-mat-khau")
    assert run_program(["list", "--store", access.address, "--json"]) == 2
    shown = capsys.readouterr()
    assert json.loads(shown.out)["error"]["code"] == "E_STORE_AUTH"
    assert "khong-dung-mat-khau" not in shown.out + shown.err + repr(access)
    assert access.password not in repr(access)


def test_passwords_in_addresses_are_refused_unseen() -> None:
    with pytest.raises(StoreError) as caught:
        read_access("neo4j://neo4j:bi-mat@localhost:7687", {})
    assert "bi-mat" not in str(caught.value)
    with pytest.raises(StoreError):
        read_access("neo4j://localhost", {"CANCU_NEO4J_TIMEOUT": "lâu"})


@pytest.mark.parametrize("name", ["tinh.db", "neo4j.db", "kho/neo4j", "http://x", "neo4j:", "bolt+x://a"])
def test_files_are_no_addresses(name: str) -> None:
    assert find_address(name) is None
    assert find_address(Path(name)) is None


def test_an_empty_server_is_told(access: Access, capsys: pytest.CaptureFixture[str]) -> None:
    with connect(access) as server:
        server.write([("MATCH (n) DETACH DELETE n", {})])
    for command in (["decide", "list"], ["list"], ["coverage", "x"]):
        assert run_program([*command, "--store", access.address, "--json"]) == 2
        assert '"E_STORE_EMPTY"' in capsys.readouterr().out
    assert run_program(["decide", "same", "a", "b", "--by", "An", "--store", access.address, "--json"]) == 2
    assert '"E_STORE_SERVER"' in capsys.readouterr().out


def test_what_needs_the_file_is_refused(pushed: Path, access: Access, capsys: pytest.CaptureFixture[str]) -> None:
    assert pushed
    for command in (["verify"], ["backup", "a.db"], ["export", "ttl", "--output", "a.ttl"], ["sparql", "ASK {}"]):
        assert run_program([*command, "--store", access.address, "--json"]) == 2, command
        assert '"E_STORE_SERVER"' in capsys.readouterr().out, command


def test_a_server_that_stops_answering_is_told_and_forgiven(doomed: Any, samples: Path) -> None:
    with Store.open(samples, read_only=True) as store:
        with connect(reach(doomed)) as server:
            push_store(store, server)
        with connect(reach(doomed, timeout=1)) as server:
            os.kill(doomed.process.pid, signal.SIGSTOP)
            try:
                with pytest.raises(StoreUnavailableError, match="1 giây"):
                    server.ask("MATCH (n) RETURN count(n) AS n")
            finally:
                os.kill(doomed.process.pid, signal.SIGCONT)
        with connect(reach(doomed)) as server:
            assert check_server(store, server).sound


def test_a_server_killed_or_full_during_a_push_loses_nothing(doomed: Any, servers: ModuleType, samples: Path) -> None:
    """Killed in one stage, its disk full in another: each time a word, and in the end all is there, once."""
    port = int(doomed.uri.rpartition(":")[2])
    running = doomed
    with Store.open(samples, read_only=True) as store:
        for harm in (harm_by_kill, harm_by_full_disk):
            with connect(reach(running)) as server:
                server.write([("MATCH (n) DETACH DELETE n", {})])
                with pytest.raises(StoreError) as caught:
                    push_store(store, server, step=partial(harm, running))
                assert caught.value.hint
            running.kill()
            running = servers.start(doomed.home, port=port, password=doomed.password)
            with connect(reach(running)) as server:
                push_store(store, server)
                assert check_server(store, server).sound
                twice = server.ask("MATCH (n) WITH n.iri AS iri, count(*) AS times WHERE times > 1 RETURN iri, times")
                assert twice == []
        running.kill()


def harm_by_kill(server: Any, stage: str, *_: int) -> None:
    if stage == "bodies":
        server.kill()


def harm_by_full_disk(server: Any, stage: str, *_: int) -> None:
    """No file of the server can grow beyond a few bytes any more, as on a full disk."""
    if stage == "bodies":
        if shutil.which("prlimit") is None:
            pytest.skip("no prlimit: the disk cannot be made to seem full")
        subprocess.run(["prlimit", "--pid", str(server.process.pid), "--fsize=4096"], check=True)
