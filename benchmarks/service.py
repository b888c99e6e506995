"""The service under load: a mix of reading at a given rate, search, and all it can; beside Datasette on the same file.

Usage: python benchmarks/service.py [STORE [RATE [SECONDS]]]

Without a store one of 338 documents and 10,140 tasks is made; `synthetic.py STORE 3 30` makes 10,068 documents and
302,040 tasks. Requests are sent at their times whether or not earlier ones were answered, so that a stall is seen in
all that come meanwhile. Datasette is measured where its command is found; it is no dependency of cancu.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from synthetic import build_country, fill_store

from cancu.graph.store import Store

WORKERS = 32
QUERIES = (
    "ho so dia chinh", "cải cách hành chính", "70/QĐ-TTg", "nguon nuoc sach nong thon", "chữ ký số chuyên dùng",
    "bồi dưỡng đội ngũ công chức trẻ", "ra soat quy trinh noi bo", "lịch tiếp công dân", "2/KH-UBND", "hop tac xa",
)  # fmt: skip
Make = Callable[[random.Random], str]


def list_readings(iris: list[str]) -> list[Make]:
    """What readers ask: lists, documents, bases, cascades of a province, tasks, search."""

    def about(path: str) -> Make:
        return lambda dice: path.format(quote(dice.choice(iris)))

    return [
        lambda dice: f"/api/documents?limit=50&year=2026&level={dice.choice(('commune', 'province'))}",
        about("/api/document?document={}"),
        about("/api/document?document={}"),
        about("/api/text?document={}"),
        about("/api/tasks?document={}"),
        about("/api/check?document={}"),
        about("/api/basis?document={}&depth=2"),
        about("/api/cascade?document={}"),
        lambda dice: f"/id/{dice.choice(iris).partition('/id/')[2]}.ttl",
        ask_search,
        ask_search,
        lambda _dice: "/api/agencies?limit=50",
    ]


def ask_search(dice: random.Random) -> str:
    return f"/api/search?q={quote(dice.choice(QUERIES))}"


@contextmanager
def run(command: list[str], port: int, ready: str) -> Iterator[None]:
    """Run a server until the block ends."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 180
        while _ask(port, ready)[0] != 200:
            if time.monotonic() > deadline or process.poll() is not None:
                sys.exit(f"{command[0]} does not answer")
            time.sleep(0.2)
        yield
    finally:
        process.kill()
        process.wait()


_LOCAL = threading.local()


def _ask(port: int, path: str) -> tuple[int, int]:
    """Status and bytes of an answer, over a connection that is kept."""
    connection = getattr(_LOCAL, "connection", None)
    if connection is None or connection.port != port:
        connection = _LOCAL.connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, len(answer.read())
    except OSError:
        connection.close()
        return 0, 0


def measure(port: int, paths: list[str], rate: float) -> tuple[list[float], int]:
    """Milliseconds of each request sent at its time, and how many failed."""
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


def show(name: str, times: list[float], failed: int, most: float) -> None:
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95) - 1]
    middle = statistics.median(ordered)
    print(f"{name:34} {middle:9.1f} {p95:9.1f} {ordered[-1]:9.1f} {failed:7} {most:11.0f}", flush=True)


def find_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def measure_server(name: str, port: int, mixes: dict[str, list[Make]], rate: float, seconds: int) -> None:
    dice = random.Random(1)
    for mix, makers in mixes.items():
        paths = [dice.choice(makers)(dice) for _ in range(int(rate * seconds))]
        for path in paths[:20]:
            _ask(port, path)
        times, failed = measure(port, paths, rate)
        show(f"{name}: {mix}", times, failed, measure_most(port, paths[: int(rate * 10)]))


def main() -> None:
    """Serve, ask, print one table."""
    arguments = sys.argv[1:]
    rate = float(arguments[1]) if len(arguments) > 1 else 50.0
    seconds = int(arguments[2]) if len(arguments) > 2 else 20
    with tempfile.TemporaryDirectory() as folder:
        store = Path(arguments[0]) if arguments else Path(folder, "kho.db")
        if not arguments:
            fill_store(store, build_country(1, 30, 303))
        with Store.open(store) as opened:
            documents = list(opened.documents())
        iris = [one.iri for one in documents]
        tasks = sum(one.tasks for one in documents)
        print(
            f"{len(iris):,} documents, {tasks:,} tasks; {rate:g} requests/s, {seconds} s; {os.cpu_count()} processors"
        )
        print(f"{'':34} {'p50 ms':>9} {'p95 ms':>9} {'max ms':>9} {'failed':>7} {'most req/s':>11}")
        port = find_port()
        serve = [sys.executable, "-m", "cancu", "serve", "--store", str(store), "--port", str(port), "--read-only"]
        with run(serve, port, f"/api/basis?document={quote(iris[0])}"):
            measure_server("cancu", port, {"mixed": list_readings(iris), "search": [ask_search]}, rate, seconds)
        datasette = shutil.which("datasette")
        if datasette is None:
            print("Datasette is not installed: not measured")
            return
        port = find_port()
        table = f"/{store.stem}"
        mixes = {
            "lists of rows": [
                lambda dice: f"{table}/documents.json?_size=50&_sort=id&id__gt={dice.randrange(len(iris))}"
            ],
            "one row": [lambda dice: f"{table}/editions/{dice.randrange(1, len(iris))}.json"],
            "words in all tasks": [
                lambda dice: f"{table}/tasks.json?_size=20&record__contains={quote(dice.choice(QUERIES))}"
            ],
        }
        with run([datasette, str(store), "-p", str(port)], port, "/-/versions.json"):
            for mix, makers in mixes.items():
                measure_server("datasette", port, {mix: makers}, rate, seconds)


if __name__ == "__main__":
    main()
