"""The Python and the commands of docs/analysis.md run as the page says."""

from __future__ import annotations

import re
import shlex
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from cancu.api.analysis import KnowledgeGraph
from cancu.api.command_line import run_program
from cancu.api.exports import ExportFormat
from cancu.api.intake import ingest_files

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "analysis.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    ingest_files(Path("tinh.db"), sorted(Path(str(files("cancu.samples"))).glob("*.txt")))
    return tmp_path


@pytest.mark.slow
def test_the_python_of_the_page_runs(folder: Path) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(block, "analysis.md", "exec"), names)
    assert len(names["tasks"]) > 10
    frames = [names[name] for name in ("lead", "gaps", "bases", "ended", "below", "most", "plans", "fast")]
    assert [len(frame) for frame in frames if not len(frame)] == []
    assert {path.name for path in folder.iterdir()} >= {"bao-phu.svg", "thac.png"}
    names["kg"].close()


@pytest.mark.slow
def test_every_export_of_the_page_writes_what_it_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANCU_STORE", "tinh.db")
    commands = re.findall(r"^cancu (.*?)(?:  +#.*)?$", PAGE, re.MULTILINE)
    rdf = {"ttl", "jsonld", "nt", "trig", "rdfxml"}
    assert {shlex.split(command)[1] for command in commands} == set(ExportFormat) - rdf
    for command in commands:
        arguments = shlex.split(command)
        assert run_program(arguments) == 0
        assert (folder / arguments[-1]).exists()


def test_the_page_names_every_function() -> None:
    functions = {name for name in vars(KnowledgeGraph) if not name.startswith("_")} - {"close", "polars"}
    told = set(re.findall(r"`(\w+)", PAGE.split("## Sổ tay")[0]))
    assert functions - told == set()


def test_the_page_names_every_notebook(root: Path) -> None:
    assert len(list((root / "notebooks").glob("*.py"))) == 7
    assert "Seven notebooks" in PAGE
