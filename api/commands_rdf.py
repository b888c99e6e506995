"""The command that looks after the ontology."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cancu.api import terminal
from cancu.api.options import JsonOption, StoreOption, find_store_path


class Action(StrEnum):
    """What can be done with the ontology."""

    BUILD = "build"
    VALIDATE = "validate"


def ontology(
    action: Annotated[
        Action, typer.Argument(help="build: biên dịch; validate: kiểm kho (compile; validate the store)")
    ],
    check: Annotated[
        bool, typer.Option("--check", help="build: chỉ so, thoát 1 nếu cũ (only compare, exit 1 if stale)")
    ] = False,
    folder: Annotated[
        Path | None,
        typer.Option("--folder", metavar="DIR", help="build: thư mục của tệp đã biên dịch (compiled files)"),
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Biên dịch bản thể học từ các bản ghi, hoặc kiểm cả kho theo các hình mẫu SHACL (compile, or validate).

    Ví dụ: cancu ontology validate --store tinh.db
    """
    if action is Action.BUILD:
        _build(folder, check=check, json=json)
    else:
        _validate(find_store_path(store), json=json)


def _build(folder: Path | None, *, check: bool, json: bool) -> None:
    from cancu.api.linked_data import build_ontology

    stale = build_ontology(folder, write=not check)
    if json:
        terminal.print_json({"stale": stale, "written": not check})
    elif not stale:
        terminal.print_text("Các tệp đã biên dịch khớp với bản ghi. (The compiled files are fresh.)")
    else:
        head = "Tệp đã cũ (stale)" if check else "Đã ghi lại (written)"
        terminal.print_text("\n".join([f"{head}:", *(f"  {name}: {what}" for name, what in stale.items())]))
    if stale and check:
        raise typer.Exit(1)


def _validate(path: Path, *, json: bool) -> None:
    from cancu.api.linked_data import validate_store
    from cancu.api.views import render_finding_rows
    from cancu.api.workspace import open_workspace

    with open_workspace(path) as workspace:
        found = validate_store(workspace.store)
    errors = [one for one in found if one["severity"] == "error"]
    if json:
        terminal.print_json({"store": str(path), "conforms": not errors, "violations": found})
    elif found:
        count = f"{len(errors)} lỗi, {len(found) - len(errors)} cảnh báo (errors, warnings)"
        terminal.print_text(f"Kho {path}: {count}\n{render_finding_rows(found)}")
    else:
        terminal.print_text(f"Kho {path} đúng mọi hình mẫu. (The store conforms.)")
    if errors:
        raise typer.Exit(1)
