"""Several processes or a cluster read what one process reads: the same store, the same report, whatever dies."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest

from cancu.api.crews import LocalTeam, Team, gather_crew
from cancu.graph.store import Store
from cancu.ingest.batches import Delivery, Reading, read_batch
from cancu.ontology.errors import CancuError, SourceError

TEXT = """UBND XÃ AN BÌNH
Số: {number}/KH-UBND

KẾ HOẠCH
Cải cách hành chính năm 2022

1. Rà soát thủ tục số {number}.
"""


def make_delivery(number: int) -> Delivery:
    return Delivery(f"{number}.txt", TEXT.format(number=number).encode())


def list_names(answers: Sequence[Reading | CancuError]) -> list[str]:
    """Names of what was read; the code of what was not."""
    return [answer.source.name if isinstance(answer, Reading) else answer.code for answer in answers]


@pytest.fixture
def archive(tmp_path: Path, samples: Path) -> Path:
    """A folder of texts, of web pages that a child process reads, of twins and of bad files."""
    folder = tmp_path / "kho-luu-tru"
    folder.mkdir()
    for path in samples.glob("*.txt"):
        shutil.copy(path, folder)
        page = "".join(f"<p>{line}</p>" for line in path.read_text(encoding="utf-8").splitlines() if line)
        (folder / f"{path.stem}.html").write_text(f"<html><body>{page}", encoding="utf-8")
    (folder / "rong.txt").write_bytes(b"")
    (folder / "hong.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "ban-sao").mkdir()
    shutil.copy(next(samples.glob("01-*.txt")), folder / "ban-sao")
    return folder


def describe_ingest(run: Any, folder: Path, store: str, *options: str) -> tuple[Any, str]:
    """The report without the time, and the whole store as linked data."""
    report = run("ingest", folder, "--store", store, "--json", *options).value
    del report["seconds"]
    run("export", "ttl", "--store", store, "--output", f"{store}.ttl")
    return report, Path(f"{store}.ttl").read_text(encoding="utf-8")


@pytest.mark.slow
def test_two_processes_fill_a_store_as_one_does(run: Any, archive: Path) -> None:
    alone = describe_ingest(run, archive, "mot.db")
    together = describe_ingest(run, archive, "hai.db", "--jobs", "2")
    assert together == alone
    assert alone[0]["documents"] > 20
    assert {row["code"] for row in alone[0]["failed"]} >= {"E_EMPTY"}
    assert run("verify", "--store", "hai.db").status == 0
    assert describe_ingest(run, archive, "hai.db", "--jobs", "2") == describe_ingest(run, archive, "mot.db")


@pytest.mark.parametrize("jobs", [[], ["--jobs", "2"]])
def test_a_former_text_after_a_newer_one_is_current_again(run: Any, tmp_path: Path, jobs: list[str]) -> None:
    folder = tmp_path / "vb"
    for place in ("a", "b"):
        (folder / place).mkdir(parents=True)
    former, newer = TEXT.format(number=1), TEXT.format(number=1) + "2. Báo cáo.\n"
    (folder / "b" / "x.txt").write_text(former, encoding="utf-8")
    run("ingest", folder)
    (folder / "a" / "x.txt").write_text(newer, encoding="utf-8")
    assert run("ingest", folder, "--json", *jobs).value["documents"] == 2
    with Store.open(tmp_path / "cancu.db", read_only=True) as store:
        assert "Báo cáo" not in store.text(store.find("1/KH-UBND").iri)


class FrailExecutor(Executor):
    """Reads in this process, but breaks for good over one document."""

    def __init__(self) -> None:
        self.broken = False

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **_options: Any) -> Future[Any]:
        if self.broken:
            raise BrokenExecutor
        future: Future[Any] = Future()
        self.broken = any(delivery.name == "13.txt" for delivery in arguments[0])
        if self.broken:
            future.set_exception(BrokenExecutor())
        else:
            future.set_result(work(*arguments))
        return future


class FrailTeam(Team):
    hired = 0

    def hire(self) -> Executor:
        self.hired += 1
        return FrailExecutor()

    def dismiss(self, *, hurry: bool) -> None:
        assert hurry

    def check(self) -> None:
        pass


def test_only_the_document_that_kills_is_given_up() -> None:
    team = FrailTeam(2, (BrokenExecutor,))
    batches = [[make_delivery(number) for number in range(low, low + 5)] for low in range(0, 30, 5)]
    names = [name for answers in team.read(batches) for name in list_names(answers)]
    assert names == [f"{number}.txt" if number != 13 else "E_WORKER" for number in range(30)]
    assert team.hired == 3


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals are those of Unix")
def test_documents_of_a_killed_process_are_read_again() -> None:
    def deliver(team: LocalTeam) -> Iterator[list[Delivery]]:
        for number in range(12):
            yield [make_delivery(number)]
            if number == 4:
                for pid in list(team._pool._processes):
                    os.kill(pid, signal.SIGKILL)

    with gather_crew(2, None, lambda _done, _total: None) as team:
        assert isinstance(team, LocalTeam)
        names = [name for answers in team.read(deliver(team)) for name in list_names(answers)]
    assert names == [f"{number}.txt" for number in range(12)]


def test_what_a_worker_gives_back_survives_the_way() -> None:
    answers = read_batch([make_delivery(1), Delivery("rong.txt", b"")])
    again = pickle.loads(pickle.dumps(answers))
    assert again[0] == answers[0]
    assert isinstance(again[1], SourceError)
    assert vars(again[1]) == vars(answers[1])


def find_descendants(pid: int) -> set[int]:
    """The processes that a process has started, and those that they have."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found where Linux lists them")
def test_an_interrupt_leaves_a_whole_store_and_no_process(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number:03d}.txt").write_text(TEXT.format(number=number + 1) * 20, encoding="utf-8")
    store = tmp_path / "kho.db"
    command = [sys.executable, "-m", "cancu", "ingest", str(tmp_path), "--store", str(store), "--jobs", "2", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        while not store.exists() or store.stat().st_size < 200_000:
            time.sleep(0.05)
        started = find_descendants(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        asked = time.monotonic()
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert time.monotonic() - asked < 20  # a second on a machine that has nothing else to do
    assert len(started) >= 2
    assert b"Traceback" not in told
    while any(map(is_alive, started)):
        assert time.monotonic() - asked < 30
        time.sleep(0.1)
    with Store.open(store) as kept:
        assert kept.verify() == ()
        assert 0 < len(list(kept.documents())) < 400


def test_processes_and_a_cluster_exclude_each_other(run: Any, samples: Path) -> None:
    outcome = run("ingest", samples, "--jobs", "2", "--cluster", "tcp://127.0.0.1:1")
    assert outcome.status == 2
    assert "--cluster" in outcome.err


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1", "tcp://khong:so"])
def test_a_dead_cluster_is_told_at_once(program: Any, samples: Path, address: str) -> None:
    outcome = program("ingest", samples, "--cluster", address, "--json")
    assert outcome.status == 2
    assert outcome.value["error"]["code"] == "E_CLUSTER"
    assert "Traceback" not in outcome.err
