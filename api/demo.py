"""The main job on the bundled samples, from nothing to a coverage report, with a few words in between."""

from __future__ import annotations

import tempfile
import time
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from cancu.api import terminal
from cancu.api.desk import open_desk
from cancu.api.intake import ingest_files
from cancu.api.reports import render_text
from cancu.api.views import render_ingest
from cancu.api.views_graph import render_cascade
from cancu.api.workspace import open_workspace

TOP = "990/NQ-CP"
PARENT = "2215/QĐ-UBND"
CHILD = "2764/KH-SNV"


def run_demo(store: Path | None = None, *, json: bool = False) -> None:
    """Ingest the samples, show the cascade of plans, report the coverage of one.

    Args:
        store: where the samples are ingested; a temporary file, gone afterwards, where none is given
        json: print the report alone, as one JSON value
    """
    with tempfile.TemporaryDirectory(prefix="cancu-") as folder, as_file(files("cancu.samples")) as samples:
        path = store or Path(folder, "mau.db")
        started = time.perf_counter()
        outcome = ingest_files(path, sorted(samples.glob("*.txt")))
        outcome["seconds"] = time.perf_counter() - started
        with open_workspace(path) as workspace:
            cascade = workspace.find_cascade(TOP)
        with open_desk(path) as desk:
            report = desk.report_coverage(CHILD, PARENT)
    if json:
        terminal.print_json(report.model_dump(mode="json"))
        return
    _narrate(outcome, cascade, render_text(report))


def _narrate(outcome: dict[str, Any], cascade: dict[str, Any], report: str) -> None:
    _print_step(
        "1. Nạp văn bản mẫu của một tỉnh hư cấu vào kho tạm (ingest the samples of an invented province).",
        render_ingest(outcome),
    )
    _print_step(
        f"2. Từ {TOP} của Chính phủ xuống đến xã: ai thực hiện kế hoạch của ai (the cascade of plans).",
        render_cascade(cascade, up=False),
    )
    _print_step(
        f"3. Kế hoạch {CHILD} của sở đã bao phủ nhiệm vụ tỉnh giao tại {PARENT} đến đâu? (How far does the plan of"
        " the department cover what the province asks of it?)",
        report,
    )
    terminal.tell("")
    terminal.tell("Thử với văn bản của bạn", "try your own documents")
    for command in ("cancu ingest THƯ_MỤC", "cancu list", "cancu coverage KẾ_HOẠCH.txt --parent KẾ_HOẠCH_CẤP_TRÊN.txt"):
        terminal.suggest(command)


def _print_step(words: str, result: str) -> None:
    terminal.print_text(f"{terminal.render_paragraph(words)}\n\n{result.rstrip()}\n")
    terminal.print_text("")
