"""Speed of cancu beside the naive ways, measured in one run on this machine.

Usage: python benchmarks/speed.py [SHARED]

Absolute figures depend on the machine; the ratios are what to watch. SHARED is the folder with `seeds/` and
`corpus/`; without it the bundled samples are measured. Every figure is the best of several runs.
"""

from __future__ import annotations

import difflib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from cancu.graph.similarity import Comparison, Item
from cancu.graph.store import Store
from cancu.ingest.citations import find_citations
from cancu.ingest.extraction import extract
from cancu.ingest.header import read_header
from cancu.ingest.readers import make_source
from cancu.ontology.records import SourceText

_NAIVE_NUMBER = re.compile(r"\d+\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ][A-ZĐa-z]*(?:\s*-\s*[A-ZĐ]\w*)+")
_RUNS = 5
_LARGE = 20_000
"""Bytes from which on a document is measured by its size; the cost of smaller ones is mostly fixed."""
_SHOWN = 5


def time_best(work: Callable[[], object], runs: int = _RUNS) -> float:
    """The shortest of several runs, in seconds of one core; what other programs take is not counted."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def time_program(*arguments: str) -> float:
    """The shortest of several starts of this Python, in seconds of the clock."""
    best = float("inf")
    for _ in range(_RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        best = min(best, time.perf_counter() - start)
    return best


def read_texts(shared: Path | None) -> list[str]:
    """The seeds, or the samples where no shared folder is given."""
    if shared and (shared / "seeds").is_dir():
        return [path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    entries = sorted(files("cancu.samples").iterdir(), key=lambda entry: entry.name)
    return [entry.read_text(encoding="utf-8") for entry in entries if entry.name.endswith(".txt")]


def megabytes(texts: list[str]) -> float:
    """Size in MB of UTF-8."""
    return sum(len(text.encode()) for text in texts) / 1e6


def measure_citations(texts: list[str]) -> list[tuple[str, str, str]]:
    """Citations beside a plain pattern that finds only numbers."""
    heads = [read_header(text) for text in texts]
    size = megabytes(texts)
    full = time_best(lambda: [find_citations(text, head) for text, head in zip(texts, heads, strict=True)])
    naive = time_best(lambda: [_NAIVE_NUMBER.findall(text) for text in texts])
    return [
        ("citations, all fields", f"{size / full:.2f} MB/s", ""),
        ("plain pattern, numbers only", f"{size / naive:.2f} MB/s", f"{full / naive:.0f}× the time for the rest"),
    ]


def measure_extraction(texts: list[str]) -> list[tuple[str, str, str]]:
    """Whole extraction, and how it grows with the text."""
    size = megabytes(texts)
    once = time_best(lambda: [extract(make_source(text)) for text in texts])
    largest = max(texts, key=len)
    single = time_best(lambda: extract(make_source(largest)), 3)
    tenfold = time_best(lambda: extract(make_source("\n\n".join([largest] * 10))), 2)
    return [
        ("whole extraction", f"{size / once:.2f} MB/s", f"{len(texts) / once:.0f} documents/s"),
        ("ten times the text", f"{tenfold / single:.1f}× the time", "11× is the bound"),
    ]


def measure_documents(shared: Path | None) -> list[tuple[str, str, str]]:
    """The slowest documents of the corpus: large ones per MB, small ones as they are.

    Documents are measured in rounds, so that no run finds what the one before has left in a cache.
    """
    paths = sorted((shared / "corpus").glob("*.txt")) if shared else []
    texts = {path.stem: path.read_text(encoding="utf-8") for path in paths}
    spent = dict.fromkeys(texts, float("inf"))
    for _ in range(_RUNS):
        for name, text in texts.items():
            spent[name] = min(spent[name], time_best(lambda text=text: extract(make_source(text)), 1))  # type: ignore[misc]
    sizes = {name: len(text.encode()) for name, text in texts.items()}
    speeds = {name: spent[name] / sizes[name] * 1e6 for name in texts if sizes[name] >= _LARGE}
    small = [name for name in texts if sizes[name] < _LARGE]
    rows = [
        (f"slowest per MB: {name}", f"{speeds[name]:.2f} s/MB", f"{sizes[name] / 1e3:.0f} kB; 2 s/MB is the bound")
        for name in sorted(speeds, key=speeds.__getitem__, reverse=True)[:_SHOWN]
    ]
    for name in sorted(small, key=spent.__getitem__, reverse=True)[:1]:
        rows.append((f"slowest small one: {name}", f"{spent[name] * 1e3:.0f} ms", f"{sizes[name] / 1e3:.0f} kB"))
    return rows


def measure_alignment(texts: list[str]) -> list[tuple[str, str, str]]:
    """1,000 × 1,000 tasks beside the standard library's sequence matcher."""
    tasks = [task.text for text in texts for task in extract(make_source(text)).tasks]
    many = [f"{tasks[i % len(tasks)]} {i // len(tasks)}" for i in range(2000)]
    left = [Item(text=text) for text in many[:1000]]
    right = [Item(text=text) for text in many[1000:]]
    ours = time_best(lambda: list(Comparison(left, right).iter_pairs(0.18)), 2)
    matcher = time_best(lambda: [difflib.SequenceMatcher(None, many[0], text).ratio() for text in many[:50]], 1)
    naive = matcher / 50 * 1e6
    return [
        ("align 1,000 × 1,000 tasks", f"{ours:.2f} s", "2 s is the bound"),
        ("the same with difflib, extrapolated", f"{naive:.0f} s", f"{naive / ours:.0f}× as long"),
    ]


def measure_ingest(shared: Path | None, texts: list[str]) -> list[tuple[str, str, str]]:
    """Reading documents into a store on disk."""
    sources = [make_source(text, f"{number}.txt") for number, text in enumerate(texts)]
    if shared and (shared / "corpus").is_dir():
        sources = [
            make_source(path.read_text(encoding="utf-8"), path.name)
            for path in sorted((shared / "corpus").glob("*.txt"))
        ]
    with tempfile.TemporaryDirectory() as folder:
        seconds = time_best(lambda: fill_store(Path(folder) / f"{time.perf_counter_ns()}.db", sources), 1)
    return [("ingest into a store", f"{len(sources) / seconds:.1f} documents/s", f"{len(sources)} documents")]


def fill_store(path: Path, sources: list[SourceText]) -> None:
    """Extract and store every source."""
    with Store.open(path, create=True) as store:
        for source in sources:
            store.put(source, extract(source))


def measure_start() -> list[tuple[str, str, str]]:
    """`cancu --help` as a new process, beside an empty one."""
    help_page = time_program("-m", "cancu", "--help")
    empty = time_program("-c", "pass")
    return [("cancu --help", f"{help_page:.2f} s", f"an empty Python: {empty:.2f} s; 0.3 s is the bound")]


def main() -> None:
    """Measure everything and print one table."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    texts = read_texts(shared)
    rows = [("what", f"{megabytes(texts):.2f} MB in {len(texts)} documents", "")]
    for measure in (measure_citations, measure_extraction, measure_alignment):
        rows += measure(texts)
    rows += measure_documents(shared)
    rows += measure_ingest(shared, texts)
    rows += measure_start()
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
