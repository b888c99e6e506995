"""Speed of ingestion by one process, by two, and by a Dask cluster of two workers, measured in one run on this machine.

Usage: python benchmarks/crews.py FOLDER

FOLDER holds documents of any format. Absolute figures depend on the machine; the ratios are what to watch. Starting the
processes is counted, starting the cluster is not.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from cancu.api.intake import ALONE, Readers, collect, ingest_items

_WORKERS = 2
_SECONDS_TO_START = 60


@contextmanager
def run_cluster(folder: Path) -> Iterator[str]:
    """Yield the address of a scheduler with workers of one thread each."""
    note = folder / "scheduler.json"
    common = ["--scheduler-file", str(note), "--host", "127.0.0.1", "--no-dashboard"]
    worker = ["worker", *common, "--no-nanny", "--nthreads", "1", "--local-directory", str(folder)]
    with ExitStack() as stack:
        for arguments in (["scheduler", *common, "--port", "0"], *[worker] * _WORKERS):
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
        yield await_address(note)


def await_address(note: Path) -> str:
    """The address that a scheduler writes down once it listens."""
    ends = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < ends:
        if note.is_file() and note.stat().st_size:
            address = json.loads(note.read_text(encoding="utf-8"))["address"]
            return str(address)
        time.sleep(0.1)
    raise TimeoutError("the scheduler does not start")


def measure(folder: Path, store: Path, readers: Readers) -> tuple[float, int]:
    """Seconds by the clock, and how many documents."""
    collected = collect([folder])
    start = time.perf_counter()
    outcome = ingest_items(store, collected, readers=readers)
    return time.perf_counter() - start, outcome["documents"]


def main() -> None:
    """Measure each way and print one table."""
    archive = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as place, run_cluster(Path(place)) as address:
        ways = {
            "one process": ALONE,
            "--jobs 2": Readers(jobs=2),
            f"--cluster, {_WORKERS} workers": Readers(cluster=address),
        }
        alone = 0.0
        for name, readers in ways.items():
            seconds, documents = measure(archive, Path(place, f"{len(name)}.db"), readers)
            alone = alone or seconds
            print(
                f"{name:22} {seconds:7.1f} s  {documents / seconds:6.1f} documents/s  {alone / seconds:.2f}× the speed"
            )


if __name__ == "__main__":
    main()
