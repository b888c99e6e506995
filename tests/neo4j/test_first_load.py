"""The files of a first load give the very graph that a push gives, and the questions for the Browser find something."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest

from cancu.api.command_line import run_program
from cancu.graph.neo4j_check import check_server
from cancu.graph.neo4j_driver import Access, Server, connect
from cancu.graph.neo4j_push import push_store
from cancu.graph.store import Store
from cancu.ontology.compilation import read_compiled
from cancu.ontology.named_queries import load_cypher_queries

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("neo4j")]


def test_a_first_load_needs_no_push(
    servers: ModuleType, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, home = tmp_path / "tệp nạp", tmp_path / "home"
    command = ["neo4j", "files", "--folder", str(folder), "--store", str(samples), "--json"]
    assert run_program(command) == 0
    counts = json.loads(capsys.readouterr().out)["files"]
    assert counts["nodes-Task.csv"] > 100
    assert run_program(command) == 2  # the folder holds something
    servers.write_settings(home, servers.find_free_port())
    arguments = (folder / "import.args").read_text(encoding="utf-8").split()
    servers.run_admin(home, "database", "import", "full", "neo4j", *arguments, folder=folder)
    started = servers.start(home, password="mat-khau-tam")
    try:
        with (
            Store.open(samples, read_only=True) as store,
            connect(Access(started.uri, started.user, started.password)) as server,
        ):
            report = push_store(store, server)
            assert (report.written, report.compared, report.nodes, report.relationships) == (0, 0, 0, 0)
            assert check_server(store, server).sound
    finally:
        started.kill()


@pytest.mark.parametrize("name", load_cypher_queries())
def test_questions_for_the_browser_find_something(name: str, pushed: Path, server: Server) -> None:
    query = load_cypher_queries()[name]
    rows = server.ask(query.text, **query.example)
    assert pushed
    assert rows or name == "superseded-bases"


def test_questions_and_style_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_program(["neo4j", "queries"]) == 0
    shown = capsys.readouterr().out
    assert all(f"// {name}: " in shown for name in load_cypher_queries())
    for action, name in (("style", "browser.grass"), ("perspective", "bloom.json")):
        assert run_program(["neo4j", action]) == 0
        assert capsys.readouterr().out.strip() == read_compiled(name).strip()
    assert run_program(["neo4j", "style", "--json"]) == 0
    assert "node.Plan" in json.loads(capsys.readouterr().out)["style"]


def test_the_command_pushes_and_checks(
    samples: Path, access: Access, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ["--server", access.address, "--store", str(samples)]
    assert run_program(["neo4j", "push", *common]) == 0
    assert run_program(["neo4j", "push", *common]) == 0
    assert "đã có đủ" in capsys.readouterr().out
    assert run_program(["neo4j", "check", *common]) == 0
    assert "khớp với kho" in capsys.readouterr().out
    with Store.open(samples, read_only=True) as store:
        store.backup(tmp_path / "kho.db")
        iri = store.find("990/NQ-CP").iri
    other = ["--server", access.address, "--store", str(tmp_path / "kho.db")]
    with Store.open(tmp_path / "kho.db") as store:
        import datetime

        store.remove(iri, by="An", on=datetime.date(2022, 1, 1))
    assert run_program(["neo4j", "check", *other, "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert {"iri": iri, "what": "extra"} in report["differences"]
    assert run_program(["neo4j", "check", *other]) == 1
    assert "không còn trong kho" in capsys.readouterr().out
    assert run_program(["neo4j", "push", "--store", str(samples)]) == 2
    assert "--server" in capsys.readouterr().err
