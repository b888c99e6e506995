"""The commands of docs/reports.md write what the page says."""

from __future__ import annotations

import re
import shlex
from importlib.resources import files
from pathlib import Path

import pytest

from cancu.api.command_line import run_program
from cancu.api.intake import ingest_files

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reports.md"


def test_every_command_of_the_page_writes_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ingest_files(Path("province.db"), sorted(Path(str(files("cancu.samples"))).glob("*.txt")))
    commands = re.findall(r"^cancu (.*?)(?:  +#.*)?$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) == 12
    for command in commands:
        arguments = shlex.split(command)
        assert run_program(arguments) == 0
        assert Path(arguments[arguments.index("--output") + 1]).stat().st_size > 0
    assert {path.suffix for path in Path().glob("bao-cao.*")} == {".docx", ".xlsx", ".html", ".csv"}


def test_the_page_lists_every_paper() -> None:
    commands = re.findall(r"^\| `cancu (\w+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    from cancu.api import commands_papers

    source = Path(commands_papers.__file__).read_text(encoding="utf-8")
    assert sorted(commands) == sorted(["coverage", *re.findall(r"^def (\w+)\(", source, re.MULTILINE)])


def test_the_page_names_every_sheet() -> None:
    from cancu.api import coverage_sheets

    source = Path(coverage_sheets.__file__).read_text(encoding="utf-8")
    names = re.findall(r'Sheet\("([^"]+)"', source)
    assert len(names) == 7
    assert [name for name in names if f"| {name} |" not in PAGE.read_text(encoding="utf-8")] == []
