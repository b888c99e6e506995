"""Cost of reading files: what isolation and the search for the document add, and how much memory a refusal takes.

Usage: python benchmarks/reading.py

Everything is measured on generated files in one run; the ratios are what to watch. Memory is the peak of a process of
its own, beside one that only imports the same modules.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import html

from cancu.ingest.formats import FORMAT_OF, HTML
from cancu.ingest.html_reader import transcribe
from cancu.ingest.isolation import IsolatedReader
from cancu.ingest.transcript import Transcript

_RUNS = 3
_ROW = "<tr><td>{0}</td><td>Rà soát, đơn giản hóa thủ tục hành chính số {0}</td><td>Sở Nội vụ</td></tr>"
_PROBE = """
import resource, sys
from cancu.ingest.readers import read_source
from cancu.ontology.errors import SourceError
if len(sys.argv) > 1:
    try:
        print(len(read_source(sys.argv[1]).text), end=" ")
    except SourceError as error:
        print(error.code, end=" ")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def time_best(work: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds of the clock."""
    best = float("inf")
    for _ in range(_RUNS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def make_page(rows: int) -> bytes:
    """A page with a task table of so many rows, between a head and menus."""
    menu = "".join(f'<li><a href="/{number}">Văn bản {number}</a></li>' for number in range(200))
    head = "<p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Số: 12/KH-UBND</p><p>Căn cứ Nghị quyết số 76/NQ-CP;</p>"
    table = "".join(_ROW.format(number) for number in range(rows))
    return f"<html><body><ul>{menu}</ul><div>{head}<table>{table}</table></div></body></html>".encode()


def measure_pages() -> list[tuple[str, str, str]]:
    """The reader of pages beside plain parsing by lxml, and the child process beside none."""
    page, small = make_page(7000), make_page(20)
    plain = time_best(lambda: html.fromstring(page.decode()).text_content())
    full = time_best(lambda: transcribe(page, Transcript("a.html", HTML)))
    size = len(page) / 1e6
    with IsolatedReader() as reader:
        reader.read(FORMAT_OF[HTML], small, "a.html")
        reused = time_best(lambda: reader.read(FORMAT_OF[HTML], small, "a.html"))

    def read_afresh() -> None:
        with IsolatedReader() as fresh:
            fresh.read(FORMAT_OF[HTML], small, "a.html")

    return [
        ("page, plain lxml", f"{size / plain:.1f} MB/s", ""),
        ("page, document found, table unfolded", f"{size / full:.1f} MB/s", f"{full / plain:.1f}× the time"),
        ("small page, child process reused", f"{reused * 1000:.0f} ms", ""),
        ("small page, new child process", f"{time_best(read_afresh) * 1000:.0f} ms", ""),
    ]


def measure_memory() -> list[tuple[str, str, str]]:
    """Peak memory of refusing or reading large texts."""
    rows = [("imports alone", f"{_probe()} MB", "")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        for name, size in (
            ("text of 200 MB", 200_000_000),
            ("one line of 50 MB", 49_999_990),
            ("one line of 15 MB", 15_000_000),
        ):
            with path.open("wb") as stream:
                for _ in range(size // 1_000_000):
                    stream.write("Căn cứ kế hoạch ".encode() * 45_454)
                stream.truncate(size // 10 * 10)
            rows.append((name, f"{_probe(path)} MB", ""))
    return rows


def _probe(*arguments: Path) -> str:
    command = [sys.executable, "-c", _PROBE, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    """Print one table."""
    for name, figure, remark in (*measure_pages(), *measure_memory()):
        print(f"{name:<40} {figure:>20}  {remark}")


if __name__ == "__main__":
    main()
