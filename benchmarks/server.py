"""A synthetic country on a Neo4j server, beside the same country in the store file.

Usage: python benchmarks/server.py [STORE]

STORE is a store that `benchmarks/synthetic.py` made; without it a country of one programme is made: 34 provinces, 3,321
communes, more than 200,000 tasks and 1,000,000 relationships. The server is started for this run and ended after it;
store, push and server share the machine. Some ten minutes on two cores; how far it has come goes to stderr.

Absolute figures depend on the machine and on what else it does, which is why the load is printed with them: ratios are
what to watch. Comparing plans is part of a push; the seconds of the processors tell it apart from the writing.
"""

from __future__ import annotations

import datetime
import importlib.util
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from synthetic import build_country, fill_store

from cancu.api.overview import build_gaps, list_binding_tasks
from cancu.api.workspace import Workspace, open_workspace
from cancu.graph.neo4j_driver import Access, connect
from cancu.graph.neo4j_push import push_store
from cancu.graph.store import Store

_RUNS, _PATIENCE, _LEAST = 20, 60, 2
"""Runs of a question; after so many seconds no more are begun, but there are this many at least."""
_DAY = datetime.date(2026, 6, 1)
_PROVINCES = ("tỉnh Quảng Ngãi", "tỉnh Cà Mau", "tỉnh Lào Cai", "tỉnh Nghệ An")
_COMMUNES = (
    "UBND xã Bình Sơn, tỉnh Quảng Ngãi",
    "UBND xã Sa Thầy, tỉnh Quảng Ngãi",
    "UBND xã Trà Bồng, tỉnh Quảng Ngãi",
)
_PROGRAMME = "70/QĐ-TTg"
_TASKS = "MATCH (n:Task) RETURN count(n) AS n"
_JUDGED = """
CALL () { MATCH (n:CoverageAssessment) RETURN count(n) AS n
  UNION ALL MATCH ()-[r:ALIGNED_WITH|INHERITS_FROM|PARENT_PLAN|CHILD_PLAN|PARENT_TASK]->() RETURN count(r) AS n }
RETURN sum(n) AS n
"""
"""What came from comparing plans."""
Question = Callable[[Workspace], object]


def main() -> None:
    """Measure the push and three questions, and print one table."""
    servers = load_servers()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # the server is ended, too
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder, "country.db")
        if not path.exists():
            tell("the country is made")
            fill_store(path, build_country())
        tell("the server is started")
        started = servers.start(Path(folder, "home"))
        try:
            access = Access(started.uri, started.user, started.password, timeout=600)
            os.environ |= {"CANCU_NEO4J_PASSWORD": started.password, "CANCU_NEO4J_TIMEOUT": "600"}
            print("| what | embedded | Neo4j | ratio |\n|---|---|---|---|")
            measure_push(path, access, started.process.pid)
            measure_questions(path, Path(started.uri))
            print(f"| load of the machine, last 15 minutes | | {os.getloadavg()[2]:.1f} | |")
        finally:
            started.stop()


def tell(words: str) -> None:
    """Say how far the run has come."""
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def load_servers() -> ModuleType:
    """The script that starts servers for the tests."""
    place = Path(__file__).resolve().parent.parent / "tests" / "neo4j" / "server.py"
    spec = importlib.util.spec_from_file_location("neo4j_server", place)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure_push(path: Path, access: Access, pid: int) -> None:
    """The first push in stages, with what it costs the processors, and a push with nothing to bring."""
    ends: dict[str, float] = {}

    def note(stage: str, done: int, total: int) -> None:
        ends[stage] = time.perf_counter()
        tell(f"push: {stage} {done:,} of {total:,}")

    with Store.open(path, read_only=True) as store, connect(access) as server:
        busy, start = read_processor_times(pid), time.perf_counter()
        report = push_store(store, server, step=note, jobs=os.cpu_count() or 1)
        whole = time.perf_counter() - start
        spent = [after - before for before, after in zip(busy, read_processor_times(pid), strict=True)]
        tell("push again, with nothing to bring")
        start_again = time.perf_counter()
        push_store(store, server)
        again = time.perf_counter() - start_again
        tasks, judged = (server.ask(query)[0]["n"] for query in (_TASKS, _JUDGED))
    elements = report.nodes + report.relationships
    serving, own, comparing = spent
    writing, judging = ends["heads"] - start, ends["verdicts"] - ends["heads"]
    print(f"| push {report.nodes:,} nodes, {report.relationships:,} edges, {tasks:,} tasks | | {whole:.0f} s | |")
    print(f"| push: nodes and edges a second, all in all | | {elements / whole:,.0f} | |")
    print(f"| push: of documents, tasks and citations, a second | | {(elements - judged) / writing:,.0f} | |")
    print(f"| push: of links and verdicts, comparing included, a second | | {judged / judging:,.0f} | |")
    print(f"| push: processor time of server, push, comparing | | {serving:.0f}, {own:.0f}, {comparing:.0f} s | |")
    print(f"| push: nodes and edges a processor second, comparing left out | | {elements / (serving + own):,.0f} | |")
    print(f"| push again, nothing to bring | | {again:.0f} s | {whole / again:.1f} × |", flush=True)


def read_processor_times(pid: int) -> tuple[float, float, float]:
    """Seconds that processors have worked: for a process, for this one, for those that this one started and ended."""
    shown = subprocess.run(["ps", "-o", "cputimes=", "-p", str(pid)], check=True, capture_output=True, text=True)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return float(shown.stdout), time.process_time(), children.ru_utime + children.ru_stime


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
            tell(f"{name}: the server")
            far = measure(server, asked)
            tell(f"{name}: the store file")
            near = measure(embedded, asked)
            for what, share in (("p50", 0.5), ("p95", 0.95)):
                one, two = find_share(near, share), find_share(far, share)
                runs = f"{len(near)} and {len(far)} runs"
                print(f"| {name}, {what} of {runs} | {one:.3f} s | {two:.3f} s | {one / two:.1f} × |", flush=True)


def measure(workspace: Workspace, questions: Sequence[Question]) -> list[float]:
    """Seconds of every run; the first, which warms up, is left out."""
    questions[0](workspace)
    seconds: list[float] = []
    while len(seconds) < _RUNS and (len(seconds) < _LEAST or sum(seconds) < _PATIENCE):
        start = time.perf_counter()
        questions[len(seconds) % len(questions)](workspace)
        seconds.append(time.perf_counter() - start)
    return seconds


def find_share(values: list[float], share: float) -> float:
    """The value that this share of all does not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


if __name__ == "__main__":
    main()
