"""The service under load: a mix of reading at a given rate, search, and all it can; beside Datasette on the same file.

Usage: python benchmarks/service.py [FOLDER [RATE [SECONDS]]]

With a folder a store of 10,068 documents and 302,040 tasks is made there, or found there when it was made before;
without one, a store of 338 documents and 10,140 tasks that goes afterwards, whose triples are asked in SPARQL, too
(those of the large store would fill 8 GB). Requests are sent at their times whether or not earlier ones were answered,
and waiting counts from the time at which each was due, so that a stall is seen in all that come meanwhile. The servers
run in processes of their own; what they spend is read from the system. Datasette is measured where its command is
found (`uv venv /tmp/ds && uv pip install -p /tmp/ds datasette`, then its `bin` in PATH); it is no dependency of cancu.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

from synthetic import build_country, fill_store

from cancu.graph.holdings import StoredDocument
from cancu.graph.schema import SCHEMA_VERSION
from cancu.graph.search_index import TASK, find_range, list_words
from cancu.graph.store import Store
from cancu.ontology.orthography import fold

WORKERS = 64
QUERIES = (
    "ho so dia chinh", "cải cách hành chính", "70/QĐ-TTg", "nguon nuoc sach nong thon", "chữ ký số chuyên dùng",
    "bồi dưỡng đội ngũ công chức trẻ", "ra soat quy trinh noi bo", "lịch tiếp công dân", "2/KH-UBND", "hop tac xa",
    "công", "UBND tỉnh Quảng Ngãi", "trên địa bàn xã", "kế hoạch năm 2026", "xã Sơn Tây chữ ký số", "không có zzz",
)  # fmt: skip
Make = Callable[[random.Random], str]
Mixes = dict[str, list[Make]]


class Figures(NamedTuple):
    """What a mix of requests cost: milliseconds of each, how many failed, requests a second at most, processor time."""

    times: list[float]
    failed: int
    most: float
    processor: float

    def find_share(self, share: float) -> float:
        """The milliseconds that this share of the requests did not exceed."""
        return sorted(self.times)[max(0, round(len(self.times) * share) - 1)]


def list_readings(documents: list[StoredDocument], *, triples: bool) -> Mixes:
    """What readers ask: lists, documents with their pages, cascades, coverage, agencies, tasks, citations, search."""
    iris = [one.iri for one in documents]
    issuers = [one.document.issuer or "" for one in documents]

    def about(path: str) -> Make:
        return lambda dice: path.format(quote(dice.choice(iris)))

    def show(ending: str) -> Make:
        return lambda dice: f"/id/{dice.choice(iris).partition('/id/')[2]}{ending}"

    mixed = [
        lambda dice: f"/api/documents?limit=50&year=2026&level={dice.choice(('commune', 'province'))}",
        lambda dice: f"/documents?page={dice.randrange(1, 5)}",
        about("/api/document?document={}"),
        about("/api/text?document={}"),
        show(""),
        show(".ttl"),
        about("/api/tasks?document={}"),
        about("/api/basis?document={}&depth=2"),
        about("/api/basis?document={}&down=true"),
        about("/api/cascade?document={}"),
        about("/api/check?document={}"),
        about("/api/coverage?child={}"),
        lambda dice: f"/api/obligations?organisation={quote(dice.choice(issuers))}&as_of=2026-06-01",
        lambda _dice: "/api/agencies?limit=50",
        ask_search,
        ask_search,
    ]
    if triples:
        mixed.append(about("/api/queries/cascade?document={}"))
    return {"mixed reading": mixed, "search": [ask_search]}


def ask_search(dice: random.Random) -> str:
    return f"/api/search?q={quote(dice.choice(QUERIES))}"


def list_rows(store: Path, documents: int) -> Mixes:
    """What Datasette answers of the same file: a row, a filtered table, a page of a table, words by the same index."""
    table = f"/{store.stem}"

    def find_words(dice: random.Random) -> str:
        words = list_words(fold(dice.choice(QUERIES)))
        sql = (
            "SELECT tasks.record FROM search_folded JOIN entries ON entries.id = search_folded.rowid"
            " JOIN tasks ON tasks.edition = entries.edition AND tasks.ordinal = entries.ordinal"
            " WHERE search_folded MATCH :words AND search_folded.rowid BETWEEN :low AND :high"
            " ORDER BY search_folded.rowid LIMIT 20"
        )
        low, high = find_range(TASK)
        return f"{table}.json?" + urlencode({"sql": sql, "words": " ".join(words), "low": low, "high": high})

    mixed: list[Make] = [
        lambda dice: f"{table}/editions/{dice.randrange(1, documents)}.json",
        lambda dice: f"{table}/tasks.json?_size=30&_nocount=1&edition={dice.randrange(1, documents)}",
        lambda dice: f"{table}/documents.json?_size=50&_sort=id&id__gt={dice.randrange(documents)}",
        lambda dice: f"{table}/citations?_size=50&_nofacet=1&edition={dice.randrange(1, documents)}",
        find_words,
    ]
    return {"rows, tables, words": mixed, "words of tasks": [find_words]}


@contextmanager
def run(command: list[str], port: int, ready: str) -> Iterator[int]:
    """Run a server until the block ends; its process."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 180
        while _ask(port, ready)[0] != 200:
            if time.monotonic() > deadline or process.poll() is not None:
                sys.exit(f"{command[0]} does not answer")
            time.sleep(0.2)
        yield process.pid
    finally:
        process.kill()
        process.wait()


_LOCAL = threading.local()
_HEADERS = {"accept": "text/html, application/json;q=0.9, */*;q=0.1"}
"""As a browser asks, so that identifiers are answered with pages."""


def _ask(port: int, path: str) -> tuple[int, int]:
    """Status and bytes of an answer, over a connection that is kept; one that the server gave up is made anew."""
    for _ in range(2):
        connection = getattr(_LOCAL, "connection", None)
        if connection is None or connection.port != port:
            connection = _LOCAL.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", path, headers=_HEADERS)
            answer = connection.getresponse()
            return answer.status, len(answer.read())
        except (OSError, HTTPException):
            connection.close()
            _LOCAL.connection = None
    return 0, 0


def measure(port: int, paths: list[str], rate: float) -> tuple[list[float], int]:
    """Milliseconds of each request from the time at which it was due, and how many failed."""
    begin = time.monotonic() + 0.2

    def send(number: int) -> tuple[float, int]:
        due = begin + number / rate
        time.sleep(max(0.0, due - time.monotonic()))
        status, _ = _ask(port, paths[number])
        return (time.monotonic() - due) * 1000, status

    with ThreadPoolExecutor(WORKERS) as pool:
        answers = list(pool.map(send, range(len(paths))))
    return [milliseconds for milliseconds, _ in answers], sum(status != 200 for _, status in answers)


def measure_most(port: int, paths: list[str]) -> float:
    """Requests answered in a second when eight clients ask as fast as they can."""
    start = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda path: _ask(port, path), paths))
    return len(paths) / (time.monotonic() - start)


def read_processor(process: int) -> float:
    """Milliseconds of processor time that a process has spent; not a number where the system does not tell."""
    place = Path(f"/proc/{process}/stat")
    if not place.exists():
        return float("nan")
    fields = place.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def find_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def measure_server(name: str, server: tuple[int, int], mixes: Mixes, rate: float, seconds: int) -> list[Figures]:
    """Measure each mix of requests at the rate, once everything has been asked for once."""
    port, process = server
    dice = random.Random(1)
    found = []
    for mix, makers in mixes.items():
        for make in makers:
            wait_for(port, make(dice))
        paths = [dice.choice(makers)(dice) for _ in range(int(rate * seconds))]
        before = read_processor(process)
        times, failed = measure(port, paths, rate)
        spent = (read_processor(process) - before) / len(paths)
        figures = Figures(times, failed, measure_most(port, paths[: int(rate * 10)]), spent)
        found.append(figures)
        print(
            f"{f'{name}: {mix}':34} {figures.find_share(0.5):9.1f} {figures.find_share(0.95):9.1f} {max(times):9.1f}"
            f" {failed:7} {figures.most:11.0f} {spent:12.1f}",
            flush=True,
        )
    return found


def make_store(folder: Path, *numbers: int | None) -> Path:
    """The store of a country in a folder, made where it is missing."""
    store = folder / f"country-{'-'.join(str(one) for one in numbers if one)}-{SCHEMA_VERSION}.db"
    if not store.exists():
        print(f"making {store.name} …", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        draft = store.with_suffix(".part")
        draft.unlink(missing_ok=True)
        fill_store(draft, build_country(*numbers))
        draft.rename(store)
    return store


def compare(store: Path, rate: float, seconds: int, *, triples: bool) -> None:
    """Serve a store with cancu and with Datasette, ask both, print one table and the ratios."""
    with Store.open(store) as opened:
        documents = list(opened.documents())
    tasks = sum(one.tasks for one in documents)
    print(
        f"{len(documents):,} documents, {tasks:,} tasks; {rate:g} requests/s, {seconds} s; {os.cpu_count()} processors"
    )
    heads = ("p50 ms", "p95 ms", "max ms")
    print(f"{'':34} {heads[0]:>9} {heads[1]:>9} {heads[2]:>9} {'failed':>7} {'most req/s':>11} {'processor ms':>12}")
    port = find_port()
    serve = [sys.executable, "-m", "cancu", "serve", "--store", str(store), "--port", str(port), "--read-only"]
    with run(serve, port, f"/api/basis?document={quote(documents[0].iri)}") as process:
        if triples:
            wait_for(port, "/api/queries/cascade?document=" + quote(documents[0].iri))
        ours = measure_server("cancu", (port, process), list_readings(documents, triples=triples), rate, seconds)
    datasette = shutil.which("datasette")
    if datasette is None:
        print("Datasette is not installed: not measured")
        return
    port = find_port()
    with run([datasette, str(store), "-p", str(port)], port, "/-/versions.json") as process:
        theirs = measure_server("datasette", (port, process), list_rows(store, len(documents)), rate, seconds)
    for what, one, other in zip(("mixed", "search"), ours, theirs, strict=True):
        p50, p95 = (one.find_share(share) / other.find_share(share) for share in (0.5, 0.95))
        print(f"{what}: cancu / Datasette: p50 {p50:.2f}, p95 {p95:.2f}, requests/s {one.most / other.most:.2f}")


def wait_for(port: int, path: str) -> None:
    """Ask until there is an answer."""
    deadline = time.monotonic() + 180
    while (status := _ask(port, path)[0]) != 200:
        if time.monotonic() > deadline:
            sys.exit(f"{status} for {path}")
        time.sleep(1)


def main() -> None:
    """Make or find the store, and compare."""
    arguments = sys.argv[1:]
    rate = float(arguments[1]) if len(arguments) > 1 else 50.0
    seconds = int(arguments[2]) if len(arguments) > 2 else 30
    if arguments:
        compare(make_store(Path(arguments[0]), 3, 30), rate, seconds, triples=False)
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(make_store(Path(folder), 1, 30, 303), rate, seconds, triples=True)


if __name__ == "__main__":
    main()
