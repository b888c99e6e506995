"""What the README shows is what the program does, in both languages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from cancu.api.command_line import COMMANDS
from cancu.api.intake import ingest_files

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.vi.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def find_blocks(name: str, language: str = "") -> list[str]:
    """The fenced blocks of one language."""
    fences = re.findall(r"^```(\w*)\n(.*?)^```$", read(name), re.MULTILINE | re.DOTALL)
    return [text for known, text in fences if known == language]


def find_commands(name: str) -> list[str]:
    lines = (line for block in find_blocks(name) for line in block.splitlines())
    return [line.split("  #")[0].strip() for line in lines if line.startswith("cancu ")]


def run(*arguments: str) -> str:
    """Run the program; the environment is named, since the terminal library of the test runner adds `COLUMNS` to it."""
    command = [sys.executable, "-m", "cancu", *arguments]
    environment = {"PATH": os.environ["PATH"]}
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8", env=environment)
    return done.stdout


@pytest.mark.parametrize("name", READMES)
def test_readme_is_short(name: str) -> None:
    assert len(read(name).splitlines()) <= 120


@pytest.mark.parametrize("name", READMES)
def test_every_command_shown_exists_with_its_options(name: str) -> None:
    commands = find_commands(name)
    assert len(commands) >= 10
    for line in commands:
        command = line.split()[1]
        assert command in {known for known, _, _ in COMMANDS}
        known = run(command, "--help")
        assert [option for option in re.findall(r"--[a-z-]+", line) if option not in known] == []


def test_both_languages_show_the_same() -> None:
    shapes = [[(line.split()[1], re.findall(r"--[a-z-]+", line)) for line in find_commands(name)] for name in READMES]
    assert shapes[0] == shapes[1]
    english, vietnamese = (re.findall(r"^\| (`.+?) \|", read(name), re.MULTILINE) for name in READMES)
    assert english == vietnamese


@pytest.mark.slow
@pytest.mark.parametrize("name", READMES)
def test_the_output_shown_is_the_output_of_the_demo(name: str) -> None:
    shown = next(block for block in find_blocks(name) if "(binding tasks)" in block)
    printed = run("demo").splitlines()
    assert [line for line in shown.splitlines() if line and line not in printed] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", READMES)
def test_the_commands_shown_run_one_after_the_other(name: str, tmp_path: Path) -> None:
    """Typed as printed, in the folder of the repository; only the report with conditions may say 1."""
    block = next(block for block in find_blocks(name) if "cancu ingest" in block)
    script = re.sub(r"^(cancu coverage .*--fail-on[^#\n]*)", r"\1 || test $? = 1", block, flags=re.MULTILINE)
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    environment = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    typed = ["bash", "-e", "-c", script]
    done = subprocess.run(typed, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.slow
@pytest.mark.parametrize("name", READMES)
def test_the_python_shown_runs(name: str, tmp_path: Path) -> None:
    samples = Path(str(files("cancu.samples")))
    ingest_files(tmp_path / "kho.db", sorted(samples.glob("*.txt")))
    (code,) = find_blocks(name, "python")
    code = re.sub(r'"[\w-]+\.txt"', repr(str(next(samples.glob("05-*.txt")))), code)
    code = re.sub(r'"[\w-]+\.db"', repr(str(tmp_path / "kho.db")), code)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert "PL.I.1" in done.stdout
    assert "III.1.a" in done.stdout


def test_the_changelog_knows_the_version() -> None:
    from importlib.metadata import version

    changelog = read("CHANGELOG.md")
    newest = re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)[0]
    assert newest in {"Unreleased", version("cancu")}
