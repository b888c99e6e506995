"""The pinned requirement files: every version with hashes, no package index named, in step with pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = ("run", "full", "dev", "build")


def read(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def find_pins(name: str) -> set[tuple[str, str]]:
    """Pairs of package and version; a package has several where they differ between Python versions."""
    return set(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", read(name), re.MULTILINE))


def find_names(requirements: list[str]) -> set[str]:
    names = {re.split(r"[^A-Za-z0-9._-]", requirement)[0] for requirement in requirements}
    return {re.sub(r"[._-]+", "-", name).lower() for name in names}


@pytest.fixture(scope="module")
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_every_pin_has_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", read(name).strip())
    assert blocks
    assert [block.split("\n")[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", FILES)
def test_no_index_host_or_path_is_named(name: str) -> None:
    assert re.findall(r"https?:|file:|--index|--extra-index|--find-links|\s/\w+", read(name)) == []


def test_every_dependency_is_pinned(project: dict[str, dict[str, list[str]]]) -> None:
    dependencies = find_names(project["project"]["dependencies"])
    assert dependencies <= {name for name, _ in find_pins("run")}


def test_every_development_tool_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    pinned = {name for name, _ in find_pins("dev")} | {"cancu"}
    assert all(find_names(packages) <= pinned for packages in extras.values())
    assert find_names(project["build-system"]["requires"]) == {name for name, _ in find_pins("build")}


def test_development_adds_to_what_runs_and_builds() -> None:
    assert find_pins("run") <= find_pins("full") <= find_pins("dev")
    assert find_pins("build") <= find_pins("dev")
