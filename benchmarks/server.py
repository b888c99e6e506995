"""A synthetic country on a Neo4j server, beside the same country in the store file.

Usage: python benchmarks/server.py [STORE]

STORE is a store that `benchmarks/synthetic.py` made; without it a country of one programme is made: 34 provinces, 3,321
communes, more than 200,000 tasks and 1,000,000 relationships. The server is started for this run and ended after it.
Times are those of one process that asks; absolute figures depend on the machine, ratios are what to watch.
"""

from __future__ import annotations

import datetime
import importlib.util
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

from synthetic import build_country, fill_store

from cancu.api.overview import build_gaps, list_binding_tasks
from cancu.api.workspace import Workspace, open_workspace
from cancu.graph.neo4j_driver import Access, connect
from cancu.graph.neo4j_push import push_store
from cancu.graph.store import Store

_RUNS, _EMBEDDED_RUNS = 20, 3
_DAY = datetime.date(2026, 6, 1)
_PROVINCES = ("tỉnh Quảng Ngãi", "tỉnh Cà Mau", "tỉnh Lào Cai", "tỉnh Nghệ An")
_COMMUNES = (
    "UBND xã Bình Sơn, tỉnh Quảng Ngãi",
    "UBND xã Sa Huỳnh, tỉnh Quảng Ngãi",
    "UBND xã Trà Bồng, tỉnh Quảng Ngãi",
)
_PROGRAMME = "70/QĐ-TTg"
Question = Callable[[Workspace], object]


def main() -> None:
    """Measure the push and three questions, and print one table."""
    servers = load_servers()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder, "country.db")
        if not path.exists():
            fill_store(path, build_country())
        started = servers.start(Path(folder, "home"))
        try:
            access = Access(started.uri, started.user, started.password, timeout=600)
            os.environ |= {"CANCU_NEO4J_PASSWORD": started.password, "CANCU_NEO4J_TIMEOUT": "600"}
            print("| what | embedded | Neo4j | ratio |\n|---|---|---|---|")
            measure_push(path, access)
            measure_questions(path, Path(started.uri))
        finally:
            started.stop()


def load_servers() -> ModuleType:
    """The script that starts servers for the tests."""
    place = Path(__file__).resolve().parent.parent / "tests" / "neo4j" / "server.py"
    spec = importlib.util.spec_from_file_location("neo4j_server", place)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure_push(path: Path, access: Access) -> None:
    """The first push in stages, and a push with nothing to bring."""
    stages: dict[str, float] = {}
    start = time.perf_counter()
    with Store.open(path, read_only=True) as store, connect(access) as server:
        report = push_store(
            store, server, step=lambda stage, *_: stages.update({stage: time.perf_counter()}), jobs=os.cpu_count() or 1
        )
        whole = time.perf_counter() - start
        start = time.perf_counter()
        push_store(store, server)
        again = time.perf_counter() - start
        counted = server.ask("MATCH (t:Task) RETURN count(t) AS tasks")[0]["tasks"]
    elements = report.nodes + report.relationships
    print(f"| push {report.nodes:,} nodes, {report.relationships:,} edges, {counted:,} tasks | | {whole:.0f} s | |")
    print(f"| push: nodes and relationships a second, all in all | | {elements / whole:,.0f} | |")
    print(f"| push: of it comparing plans | | {stages['verdicts'] - stages['heads']:.0f} s | |")
    print(f"| push again, nothing to bring | | {again:.0f} s | {whole / again:.1f} × |")


def measure_questions(path: Path, address: Path) -> None:
    """Median and 95th percentile of three questions, each asked of both."""
    questions: dict[str, list[Question]] = {
        "gaps of one province": [lambda one, name=name: build_gaps(one, within=name) for name in _PROVINCES],
        "cascade of a national programme": [lambda one: one.find_cascade(_PROGRAMME)],
        "inherited tasks of one commune": [
            lambda one, name=name: list_binding_tasks(one, name, inherited=True, as_of=_DAY) for name in _COMMUNES
        ],
    }
    with open_workspace(path) as embedded, open_workspace(address) as server:
        for name, asked in questions.items():
            near = measure(embedded, asked, _EMBEDDED_RUNS)
            far = measure(server, asked, _RUNS)
            for what, share in (("p50", 0.5), ("p95", 0.95)):
                one, two = find_share(near, share), find_share(far, share)
                print(f"| {name}, {what} | {one:.3f} s | {two:.3f} s | {one / two:.1f} × |")


def measure(workspace: Workspace, questions: Iterable[Question], runs: int) -> list[float]:
    """Seconds of every run; the first, which warms up, is left out."""
    asked = list(questions)
    asked[0](workspace)
    seconds = []
    for turn in range(runs):
        start = time.perf_counter()
        asked[turn % len(asked)](workspace)
        seconds.append(time.perf_counter() - start)
    return seconds


def find_share(values: list[float], share: float) -> float:
    """The value that this share of all does not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


if __name__ == "__main__":
    main()
