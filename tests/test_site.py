"""The documentation builds, asks no other host, tells all commands, and its guides run as printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cancu.api.command_line import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ("tutorial.md", "tutorial.en.md", "guide.md", "guide.en.md", "officials.md", "researchers.md", "operating.md")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation, built."""
    pytest.importorskip("mkdocs", reason="the extra docs is not installed")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
def test_no_page_loads_from_another_host(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) >= 15
    loads = re.compile(r"<(?:script|img|iframe)[^>]+src=\"?https?:|<link[^>]+href=\"?https?:|url\(['\"]?https?:")
    found = [path.name for path in [*pages, *site.rglob("*.css")] if loads.search(path.read_text(encoding="utf-8"))]
    assert found == []
    shim = re.findall(r'src="([^"]*iframe-worker[^"]*)"', (site / "index.html").read_text(encoding="utf-8"))
    assert [(site / path).is_file() for path in shim] == [True]


@pytest.mark.slow
def test_every_command_has_its_help(site: Path) -> None:
    page = (site / "commands.html").read_text(encoding="utf-8")
    assert [name for name, *_ in COMMANDS if f'id="cancu-{name}"' not in page] == []
    assert page.count("Usage: cancu") == len(COMMANDS)


def test_every_page_stands_in_the_menu() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [path.name for path in (ROOT / "docs").glob("*.md") if path.name not in menu] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_runs_as_printed(name: str, tmp_path: Path) -> None:
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    fences = re.findall(r"^```(\w*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    blocks = [text for language, text in fences if not language]
    assert blocks
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    environment = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "".join(blocks)], cwd=tmp_path, env=environment, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
