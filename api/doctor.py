"""What is installed and what is missing: libraries, optional tools, vocabularies, the store."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from cancu.api import terminal
from cancu.ingest.formats import FORMATS, Format, Tool
from cancu.ontology.errors import CancuError

LIBRARIES = ("pydantic", "networkx", "typer", "lxml", "docx")
_DISTRIBUTIONS = {"docx": "python-docx"}
_PATIENCE = 10
"""Seconds that a program may take to tell what it has."""


def examine(store: Path) -> dict[str, Any]:
    """Look at the installation and the store; nothing is changed, made or contacted."""
    libraries = {name: _read_version(name) for name in LIBRARIES}
    store_state = _examine_store(store)
    return {
        "cancu": _read_version("cancu"),
        "python": platform.python_version(),
        "encoding": sys.stdout.encoding,
        "libraries": libraries,
        "formats": [_examine_format(form) for form in FORMATS],
        "legacy_fonts": importlib.util.find_spec("viparse") is not None,
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
    lines += [
        _mark_optional(form["readable"], f"đọc (reads) {form['name']}", form["install"]) for form in found["formats"]
    ]
    tools = {tool["program"]: tool for form in found["formats"] for tool in form["tools"]}
    lines += [_render_tool(tool) for tool in tools.values()]
    legacy = "phông TCVN3, VNI (legacy fonts)"
    lines.append(_mark_optional(found["legacy_fonts"], legacy, 'pip install "cancu[legacy]"'))
    lines.append(_mark(found["search"], "SQLite có tìm kiếm toàn văn FTS5 (full-text search)"))
    if store["problem"]:
        lines.append(_mark(False, f"kho {store['path']}: {store['problem']}"))
    elif store["exists"]:
        lines.append(_mark(True, f"kho {store['path']}: {store['documents']} văn bản (documents)"))
    else:
        lines.append(f"– kho {store['path']} chưa có; tạo bằng: cancu ingest PATH (no store yet)")
    return "\n".join(terminal.render_paragraph(line) for line in lines)


def _examine_format(form: Format) -> dict[str, Any]:
    """Whether a format can be read: its libraries, and of the programs that do the same work at least one."""
    missing = [name for name in form.libraries if importlib.util.find_spec(name) is None]
    tools = [
        {
            "program": tool.program, "found": _has_tool(tool), "package": tool.package, "purpose": tool.purpose,
        }
        for tool in form.tools
    ]  # fmt: skip
    needed = [tool for tool in form.tools if tool.required]
    able = not needed or any(tool["found"] for tool in tools)
    extra = f"cancu[{form.extra}]" if form.extra else "cancu"
    return {
        "name": form.name, "media_type": form.media_type, "readable": not missing and able, "missing": missing,
        "install": f'pip install "{extra}"' if missing else "", "tools": tools,
    }  # fmt: skip


def _has_tool(tool: Tool) -> bool:
    """Whether a program is there, with the Vietnamese data where it needs some."""
    program = shutil.which(tool.program)
    if not program or tool.program != "tesseract":
        return bool(program)
    command = [program, "--list-langs"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "vie" in listed.stdout.split()


def _render_tool(tool: dict[str, Any]) -> str:
    return _mark_optional(tool["found"], f"{tool['program']}: {tool['purpose']}", f"apt install {tool['package']}")


def _mark_optional(good: bool, text: str, install: str) -> str:
    """A line about what one may do without."""
    if good:
        return _mark(True, text)
    return f"– {text}" + (f"; cài thêm (install): {install}" if install else "")


def _mark(good: bool, text: str) -> str:
    return f"{'✔' if good else '✘'} {text}"


def _read_version(name: str) -> str | None:
    if importlib.util.find_spec(name) is None:
        return None
    try:
        return version(_DISTRIBUTIONS.get(name, name))
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
