"""What is built is what is tracked: wheel and source archive, tried in an empty environment outside the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pydantic
import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]


def run(*command: str | Path, folder: Path) -> str:
    """Run a program away from the repository, with nothing of the tester's own environment but PATH."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout.strip()


@pytest.fixture(scope="module")
def folders() -> dict[str, str]:
    """Package name to folder, as pyproject.toml maps them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    mapping: dict[str, str] = project["tool"]["setuptools"]["package-dir"]
    assert sorted(mapping) == sorted(project["tool"]["setuptools"]["packages"])
    return mapping


@pytest.fixture(scope="module")
def tracked() -> set[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: the tracked files are unknown")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {name for name in listed.split("\0") if name and (ROOT / name).is_file()}


@pytest.fixture(scope="module")
def archives(tracked: set[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The source archive, and the wheel built from it; from a copy, so that nothing else writes there meanwhile."""
    folder, checkout = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("checkout")
    for name in tracked:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, checkout / name)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, checkout, folder=folder)
    return next(folder.glob("*.tar.gz")), next(folder.glob("*.whl"))


def test_every_folder_with_code_is_listed(folders: dict[str, str]) -> None:
    skipped = {"build", "dist", "tests"}
    found = {
        path.parent.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("__init__.py")
        if not any(part.startswith(".") or part in skipped for part in path.relative_to(ROOT).parts)
    }
    assert found == set(folders.values())


def test_wheel_holds_every_tracked_file_of_the_packages_and_no_test(
    archives: tuple[Path, Path], tracked: set[str], folders: dict[str, str]
) -> None:
    wanted = {
        f"{package.replace('.', '/')}/{name.removeprefix(folder + '/')}"
        for package, folder in folders.items()
        for name in tracked
        if name.startswith(f"{folder}/")
    }
    held = {name for name in zipfile.ZipFile(archives[1]).namelist() if ".dist-info/" not in name}
    assert held == wanted


def test_source_archive_builds_without_the_repository(archives: tuple[Path, Path]) -> None:
    with tarfile.open(archives[0]) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"pyproject.toml", "LICENSE", "README.md", "ontology/records.py"} <= names


def test_wheel_runs_outside_the_repository(archives: tuple[Path, Path], tmp_path: Path) -> None:
    """An empty environment holds the wheel and borrows the libraries of this one, which have the pinned versions."""
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv/bin/python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=tmp_path))
    with zipfile.ZipFile(archives[1]) as wheel:
        wheel.extractall(site)
    libraries = Path(pydantic.__file__).parent.parent
    (site / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    place = run(python, "-c", "import cancu; print(cancu.__file__)", folder=tmp_path)
    assert Path(place).is_relative_to(tmp_path)
    assert run(python, "-m", "cancu", "--version", folder=tmp_path).startswith("cancu ")
    assert run(python, "-m", "cancu", "demo", folder=tmp_path)


def test_editable_install_runs_from_elsewhere(tmp_path: Path) -> None:
    output = run(sys.executable, "-m", "cancu", "--version", folder=tmp_path)
    assert output.startswith("cancu ")
