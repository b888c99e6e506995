"""The command that asks the graph in SPARQL."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from cancu.api import terminal
from cancu.api.options import JsonOption, StoreOption, find_store_path


def sparql(
    query: Annotated[str | None, typer.Argument(metavar="[QUERY]", help="Truy vấn SPARQL (a query)")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="Truy vấn trong tệp; - là đầu vào chuẩn (from a file)")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Câu hỏi có sẵn (a question of the library)")
    ] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="Tham số của câu hỏi có sẵn, lặp lại được (its parameters)"),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="Liệt kê câu hỏi có sẵn (list the library)")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="In CSV (print CSV)")] = False,
    tsv: Annotated[bool, typer.Option("--tsv", help="In TSV (print TSV)")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Số dòng tối đa (rows at most)")] = 10_000,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, max=600, metavar="SECONDS", help="Số giây tối đa (seconds at most)")
    ] = 10.0,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Hỏi đồ thị bằng SPARQL, chỉ đọc; kết quả là đồ thị thì in Turtle (ask the graph in SPARQL, read-only).

    Ví dụ: cancu sparql --name cascade --param document=990/NQ-CP
    """
    from cancu.api.views_sparql import describe_library, render_library, render_table
    from cancu.api.workspace import Question, open_workspace
    from cancu.graph.query_answers import render_answer

    if sum((query is not None, file is not None, name is not None, listing)) != 1:
        raise typer.BadParameter("cần đúng một trong: QUERY, --file, --name, --list (exactly one of these is needed)")
    if sum((json, csv, tsv)) > 1:
        raise typer.BadParameter("chọn một trong --json, --csv, --tsv (choose one of these)")
    if parameters and name is None:
        raise typer.BadParameter("--param chỉ dùng với --name (parameters belong to a question of the library)")
    if listing:
        terminal.print_text(terminal.render_json(describe_library()) if json else render_library())
        return
    text = _read_query(file) if file else query or ""
    question = Question(text, name, read_assignments(parameters or ()), limit, timeout)
    with open_workspace(find_store_path(store)) as workspace:
        answer = workspace.ask_graph(question)
        base = workspace.store.base
    form = "json" if json else "csv" if csv else "tsv" if tsv else None
    terminal.print_text(render_answer(answer, form) if form else render_table(answer, base))
    if answer.cut:
        terminal.tell(f"Chỉ in {limit} dòng đầu, còn nữa; tăng bằng --limit", f"cut at {limit} rows, there are more")


def read_assignments(texts: Iterable[str]) -> dict[str, str]:
    """Names and values written `NAME=VALUE`.

    Raises:
        typer.BadParameter: one is not.

    Example:
        >>> read_assignments(["document=990/NQ-CP", "on = 2022-12-31"])
        {'document': '990/NQ-CP', 'on': '2022-12-31'}
    """
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not (sign and name.strip() and value.strip()):
            raise typer.BadParameter(f"{text!r}: viết --param TÊN=GIÁ_TRỊ (write --param NAME=VALUE)")
        found[name.strip()] = value.strip()
    return found


def _read_query(path: Path) -> str:
    if str(path) == "-":
        return sys.stdin.read()
    from cancu.ingest.readers import read_source

    return read_source(path).text
