"""The command that delivers the store as data for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cancu.api import terminal
from cancu.api.exports import FOLDERS, ExportFormat, export_file, export_folder, judge_format
from cancu.api.options import JsonOption, StoreOption, find_store_path


def export(
    form: Annotated[ExportFormat, typer.Argument(metavar="FORMAT", help=", ".join(ExportFormat))],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="Ghi vào tệp, thư mục này (write to a file or folder)"),
    ] = None,
    verdicts: Annotated[
        bool, typer.Option("--verdicts/--no-verdicts", help="Kèm liên kết nhiệm vụ và đánh giá (links and verdicts)")
    ] = True,
    no_bom: Annotated[bool, typer.Option("--no-bom", help="CSV không có BOM (CSV without a byte order mark)")] = False,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Xuất toàn bộ kho cho chương trình khác; cùng kho cho cùng tệp (the whole store for other programs).

    RDF: ttl, jsonld, nt, trig, rdfxml. Đồ thị (graphs): graphml, gexf, node-link. Neo4j: cypher, neo4j-csv.
    Bảng (tables): csv, parquet. Liên kết nhiệm vụ (mappings): sssom.
    csv, parquet và neo4j-csv ghi một thư mục (these write a folder).

    Ví dụ: cancu export ttl --output kho.ttl
    """
    from cancu.api.workspace import open_workspace

    if output is None and (json or form in FOLDERS):
        raise typer.BadParameter(f"{'--json' if json else form.value} cần --output (needs --output)")
    judge_format(form)
    path = find_store_path(store)
    told: dict[str, object] = {"store": str(path), "format": form.value, "output": str(output)}
    with open_workspace(path) as workspace:
        if output is None:
            export_file(workspace.store, form, sys.stdout.buffer, verdicts=verdicts)
        elif form in FOLDERS:
            told["rows"] = export_folder(workspace.store, form, output, verdicts=verdicts, mark=not no_bom)
        else:
            with terminal.write_bytes(output, keep=(path,)) as stream:
                export_file(workspace.store, form, stream, verdicts=verdicts)
            told["bytes"] = output.stat().st_size
    if json:
        terminal.print_json(told)
