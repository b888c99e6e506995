"""The graph as RDF: what export and validation cost, beside extraction and beside rdflib's own writer.

Usage: python benchmarks/linked_data.py [SHARED]

SHARED is the folder with `seeds/`; without it the bundled samples are measured. Absolute figures depend on the machine;
the ratios are what to watch. Every figure is the shortest of several runs, in seconds of one core.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from rdflib import Graph
from speed import time_best

from cancu.graph.json_ld import write_json_ld
from cancu.graph.projection import Projected, project_store
from cancu.graph.rdf_syntaxes import SYNTAXES
from cancu.graph.store import Store
from cancu.graph.validation import validate_resources
from cancu.ingest.extraction import extract
from cancu.ingest.readers import read_source

_RUNS = 3
_MOST_SECONDS = 0.5
"""What the validation of one document may take."""


def main() -> None:
    folder = Path(sys.argv[1], "seeds") if len(sys.argv) > 1 else Path(str(files("cancu.samples")))
    paths = sorted(folder.glob("*.txt"))
    print("| what | tasks | statements | seconds | ratio |\n|---|---|---|---|---|")
    slowest = max(measure_validation(path) for path in paths)
    measure_export(paths)
    print(f"\nslowest validation of one document: {slowest:.2f} s (at most {_MOST_SECONDS} s)")


def fill(store: Store, *paths: Path) -> list[Projected]:
    for path in paths:
        source = read_source(path)
        store.put(source, extract(source))
    return list(project_store(store))


def measure_validation(path: Path) -> float:
    """Validate one document in a store of its own; the ratio is to its extraction."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder, "one.db"), create=True) as store:
        projected = fill(store, path)
        tasks = sum(one.tasks + one.duties + one.targets for one in store.documents())
    resources = [one.resource for one in projected]
    statements = sum(text.count("\n") for text in SYNTAXES["nt"](projected))
    source = read_source(path)
    seconds = time_best(lambda: validate_resources(resources), _RUNS)
    reading = time_best(lambda: extract(source), _RUNS)
    print_row(f"validate {path.name[:20]}", tasks, statements, seconds, f"{seconds / reading:.1f} × extraction")
    return seconds


def measure_export(paths: list[Path]) -> None:
    """Write all documents in every syntax; the ratio is to rdflib writing the same graph as Turtle."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder, "all.db"), create=True) as store:
        projected = fill(store, *paths)
        tasks = sum(one.tasks + one.duties + one.targets for one in store.documents())
        projecting = time_best(lambda: list(project_store(store)), _RUNS)
    lines = "".join(SYNTAXES["nt"](projected))
    graph = Graph().parse(data=lines, format="nt")
    usual = time_best(lambda: graph.serialize(format="turtle"), 1)
    print_row("project the store", tasks, len(graph), projecting, f"{projecting / usual:.2f} × rdflib's Turtle")
    writers: dict[str, Callable[..., object]] = {**SYNTAXES, "jsonld": write_json_ld}
    for name, write in writers.items():
        seconds = time_best(lambda write=write: "".join(write(projected)), _RUNS)
        print_row(f"write {name}", tasks, len(graph), seconds, f"{seconds / usual:.2f} × rdflib's Turtle")


def print_row(what: str, tasks: int, statements: int, seconds: float, ratio: str) -> None:
    print(f"| {what} | {tasks} | {statements} | {seconds:.3f} | {ratio} |")


if __name__ == "__main__":
    main()
