"""The page on large archives: its commands run as they stand, a cluster of two workers included."""

from __future__ import annotations

import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path

import pytest

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "archives.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^(?:cancu|dask) .*$", PAGE, re.MULTILINE)
BIN = Path(sys.executable).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the commands run: with the samples as the archive."""
    (tmp_path / "kho-luu-tru").mkdir()
    for path in Path(str(files("cancu.samples"))).glob("*.txt"):
        shutil.copy(path, tmp_path / "kho-luu-tru")
    return tmp_path


def end_process(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """A scheduler and two workers, started by the commands of the page at a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with ExitStack() as stack:
        for command in COMMANDS:
            if command.startswith("dask "):
                words = shlex.split(command.replace("8786", str(port)))
                process = subprocess.Popen(
                    [BIN / words[0], *words[1:]], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
                stack.callback(end_process, process)
        yield f"127.0.0.1:{port}"


def run_command(command: str, folder: Path) -> str:
    """The store that a command of the page has filled, as linked data."""
    words = shlex.split(command)
    store = words[words.index("--store") + 1]
    for arguments in (words[1:], ["export", "ttl", "--store", store, "--output", "kho.ttl"]):
        subprocess.run([BIN / "cancu", *arguments], cwd=folder, check=True, capture_output=True, timeout=120)
    for path in folder.glob(f"{store}*"):
        path.unlink()
    return (folder / "kho.ttl").read_text(encoding="utf-8")


def test_the_page_has_all_commands() -> None:
    assert [command.split()[:2] for command in COMMANDS] == [
        ["cancu", "ingest"], ["dask", "scheduler"], ["dask", "worker"], ["cancu", "ingest"],
    ]  # fmt: skip
    assert all(f"`{code}`" in PAGE for code in ("E_WORKER", "E_CLUSTER"))


@pytest.mark.slow
def test_every_crew_fills_the_same_store(folder: Path, address: str) -> None:
    local, clustered = (command for command in COMMANDS if command.startswith("cancu "))
    alone = run_command(local.replace(" --jobs 2", ""), folder)
    assert run_command(local, folder) == alone
    assert run_command(clustered.replace("127.0.0.1:8786", address), folder) == alone
