"""What is installed and what is missing: libraries, optional tools, vocabularies, the store."""

from __future__ import annotations

import importlib.util
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from cancu.api import terminal
from cancu.ontology.errors import CancuError

LIBRARIES = ("pydantic", "networkx", "typer")


def examine(store: Path) -> dict[str, Any]:
    """Look at the installation and the store; nothing is changed, made or contacted."""
    libraries = {name: _read_version(name) for name in LIBRARIES}
    store_state = _examine_store(store)
    return {
        "cancu": _read_version("cancu"),
        "python": platform.python_version(),
        "encoding": sys.stdout.encoding,
        "libraries": libraries,
        "search": _has_full_text_search(),
        "store": store_state,
        "sound": all(libraries.values()) and _has_full_text_search() and not store_state["problem"],
    }


def render_examination(found: dict[str, Any]) -> str:
    """The state of the installation as a list with a sign before each line."""
    store = found["store"]
    lines = [_mark(True, f"cancu {found['cancu']}, Python {found['python']}, {found['encoding']}")]
    for name, release in found["libraries"].items():
        lines.append(_mark(bool(release), f"{name} {release or 'chưa cài (missing): pip install ' + name}"))
    lines.append(_mark(found["search"], "SQLite có tìm kiếm toàn văn FTS5 (full-text search)"))
    if store["problem"]:
        lines.append(_mark(False, f"kho {store['path']}: {store['problem']}"))
    elif store["exists"]:
        lines.append(_mark(True, f"kho {store['path']}: {store['documents']} văn bản (documents)"))
    else:
        lines.append(f"– kho {store['path']} chưa có; tạo bằng: cancu ingest PATH (no store yet)")
    return "\n".join(terminal.render_paragraph(line) for line in lines)


def _mark(good: bool, text: str) -> str:
    return f"{'✔' if good else '✘'} {text}"


def _read_version(name: str) -> str | None:
    if importlib.util.find_spec(name) is None:
        return None
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _has_full_text_search() -> bool:
    import sqlite3

    with sqlite3.connect(":memory:") as connection:
        return bool(connection.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0])


def _examine_store(path: Path) -> dict[str, Any]:
    from cancu.api.workspace import open_workspace

    state: dict[str, Any] = {"path": str(path), "exists": path.exists(), "documents": 0, "problem": None}
    if not path.exists():
        return state
    try:
        with open_workspace(path) as workspace:
            state["documents"] = len(workspace.list_documents()["documents"])
    except CancuError as error:
        state["problem"] = error.message
    return state
