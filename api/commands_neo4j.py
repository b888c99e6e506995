"""The command that brings a store to a Neo4j server, compares the two, and writes files for the first load."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cancu.api import terminal
from cancu.api.options import JsonOption, StoreOption, find_store_path

ADDRESS_VARIABLE = "CANCU_NEO4J"


class Action(StrEnum):
    """What is done with the server."""

    PUSH = "push"
    CHECK = "check"
    FILES = "files"
    QUERIES = "queries"
    STYLE = "style"
    PERSPECTIVE = "perspective"


def neo4j(
    action: Annotated[
        Action,
        typer.Argument(
            help="push: đẩy; check: so; files: tệp nạp lần đầu; queries, style: câu hỏi và màu cho Neo4j Browser;"
            " perspective: cho Neo4j Bloom (bring over; compare; first load; questions, colours; a Bloom perspective)"
        ),
    ],
    server: Annotated[
        str | None,
        typer.Option(
            "--server", metavar="ADDRESS", help="neo4j://máy:7687; mặc định $CANCU_NEO4J (the address of the server)"
        ),
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--folder", metavar="DIR", help="files: thư mục sẽ chứa tệp (where to write)")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, metavar="N", help="Số tiến trình so kế hoạch (processes)")
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Đẩy kho lên máy chủ Neo4j, chỉ phần còn thiếu; so máy chủ với kho (bring a store to a server; compare them).

    Tên và mật khẩu: biến môi trường CANCU_NEO4J_USER, CANCU_NEO4J_PASSWORD (user and password: in the environment).

    Ví dụ: cancu neo4j push --server neo4j://localhost:7687 --store tinh.db
    """
    if action is Action.QUERIES:
        _print_queries(json=json)
        return
    if action in _DRAWN:
        _print_picture(action, json=json)
        return
    path = find_store_path(store)
    workers = jobs or os.cpu_count() or 1
    if action is Action.FILES:
        _write_files(path, folder, workers, json=json)
    elif action is Action.PUSH:
        _push(path, _find_server(server), workers, json=json)
    else:
        _check(path, _find_server(server), json=json)


def _print_queries(*, json: bool) -> None:
    """Questions for Neo4j Browser."""
    from cancu.api.views_neo4j import render_queries
    from cancu.ontology.named_queries import load_cypher_queries

    queries = list(load_cypher_queries().values())
    if json:
        terminal.print_json({"queries": [query.model_dump(mode="json") for query in queries]})
    else:
        terminal.print_text(render_queries(queries))


_DRAWN = {Action.STYLE: "browser.grass", Action.PERSPECTIVE: "bloom.json"}
"""What tells a program how to draw the graph, and the compiled file that does."""


def _print_picture(action: Action, *, json: bool) -> None:
    from cancu.ontology.compilation import read_compiled

    content = read_compiled(_DRAWN[action])
    if json:
        terminal.print_json({action.value: content})
    else:
        terminal.print_text(content)


def _find_server(given: str | None) -> str:
    from cancu.graph.neo4j_driver import find_address

    named = given or os.environ.get(ADDRESS_VARIABLE) or ""
    address = find_address(named)
    if address is None:
        shown = f"“{named}” không phải địa chỉ" if named else "cần --server hoặc $CANCU_NEO4J"
        raise typer.BadParameter(f"{shown}: neo4j://máy:7687 (the address of a server is needed)")
    return address


def _push(path: Path, address: str, jobs: int, *, json: bool) -> None:
    from cancu.api.server_care import push
    from cancu.api.views_neo4j import render_push

    report = push(path, address, jobs=jobs)
    if json:
        terminal.print_json(report)
    else:
        terminal.print_text(render_push(report))
        terminal.suggest(f"cancu list --store {address}")


def _check(path: Path, address: str, *, json: bool) -> None:
    from cancu.api.server_care import check
    from cancu.api.views_neo4j import render_check

    report = check(path, address)
    if json:
        terminal.print_json(report)
    else:
        terminal.print_text(render_check(report))
    if not report["sound"]:
        raise typer.Exit(1)


def _write_files(path: Path, folder: Path | None, jobs: int, *, json: bool) -> None:
    from cancu.api.server_care import write_files
    from cancu.api.views_neo4j import render_files

    if folder is None:
        raise typer.BadParameter("files: cần --folder (a folder is needed)")
    report = write_files(path, folder, jobs=jobs)
    if json:
        terminal.print_json(report)
    else:
        terminal.print_text(render_files(report))
