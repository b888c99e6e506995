"""Fixture policy.

- A test builds what it needs from the smallest text that shows the point; fixtures here are for what every room needs.
- Real documents are read from `../shared` (environment variable `CANCU_SHARED` names another place) through the
  fixture `shared`; where they are missing, the test is skipped and says so. No text of theirs stands in this folder.
- No test reaches the network, reads a user's store or depends on the order of tests, the clock, the locale or the
  working directory. Files are written under `tmp_path` only.
- Tests that take more than a second are marked `slow`; `make test` runs them too.
"""

from __future__ import annotations

import os
import socket
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and labelled truth, beside the repository."""
    folder = Path(os.environ.get("CANCU_SHARED") or ROOT.parent / "shared").resolve()
    if not (folder / "seeds").is_dir():
        pytest.skip(f"no real documents at {folder}; set CANCU_SHARED to their folder")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of invented sample documents."""
    return Path(str(files("cancu.samples")))


def find_sample(samples: Path, number: int) -> Path:
    """The sample document with this running number."""
    return next(samples.glob(f"{number:02d}-*.txt"))


@pytest.fixture(scope="session")
def parent_file(samples: Path) -> Path:
    """The plan of the province."""
    return find_sample(samples, 4)


@pytest.fixture(scope="session")
def child_file(samples: Path) -> Path:
    """The plan of a department that carries it out."""
    return find_sample(samples, 5)


@pytest.fixture(scope="session")
def sample_store(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of all sample documents; tests only read it."""
    from cancu.api.intake import ingest_files

    path = tmp_path_factory.mktemp("store") / "mau.db"
    outcome = ingest_files(path, sorted(samples.glob("*.txt")))
    assert not outcome["failed"]
    return path


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the person who runs the tests changes what they see."""
    for name in ("CANCU_STORE", "CANCU_LANG", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "TERMINAL_WIDTH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _blocked_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection fails the test that tries it."""

    def refuse(_socket: socket.socket, address: Any) -> NoReturn:
        raise AssertionError(f"a test tried to reach the network: {address!r}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
