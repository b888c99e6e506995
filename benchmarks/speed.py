"""Speed on one core, on the bundled samples repeated: extraction, citations, ingest, coverage. Prints one table.

usage: speed.py [MEGABYTES]     of text to read, default 2
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from cancu.api.desk import open_desk
from cancu.api.workspace import ingest_files
from cancu.ingest.citations import find_citations
from cancu.ingest.extraction import extract
from cancu.ingest.header import read_header
from cancu.ingest.readers import make_source

SAMPLES = Path(str(files("cancu.samples")))


def time_best(work: Callable[[], object], runs: int = 3) -> float:
    """Seconds of the fastest of several runs, after one that warms up."""
    work()
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def main(arguments: list[str]) -> int:
    """Measure and print."""
    wanted = float(arguments[0]) if arguments else 2.0
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    once = sum(len(text.encode()) for text in texts)
    rounds = max(1, round(wanted * 1_000_000 / once))
    size = once * rounds / 1_000_000

    def extract_all() -> None:
        for text in texts * rounds:
            extract(make_source(text))

    def cite_all() -> None:
        for text in texts * rounds:
            find_citations(text, read_header(text))

    print(f"{'work':28} {'amount':>12} {'seconds':>9} {'per second':>14}")
    for name, work in (("extract, all records", extract_all), ("head and citations", cite_all)):
        seconds = time_best(work)
        print(f"{name:28} {size:9.2f} MB {seconds:9.2f} {size / seconds:9.2f} MB/s")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "mau.db")
        started = time.perf_counter()
        ingest_files(store, sorted(SAMPLES.glob("*.txt")))
        seconds = time.perf_counter() - started
        print(f"{'ingest into a new store':28} {len(texts):8} doc. {seconds:9.2f} {len(texts) / seconds:9.1f} doc./s")
        with open_desk(store) as desk:
            seconds = time_best(lambda: desk.report_coverage("2764/KH-SNV", "2215/QĐ-UBND"))
        print(f"{'coverage of a pair':28} {1:8} pair {seconds:9.3f} {1 / seconds:9.1f} pairs/s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
