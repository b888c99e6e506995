"""What analysts wait for: the import of cancu, the first frame, and every export, beside the projection alone.

Usage: python benchmarks/analysis.py [SHARED]

SHARED is the folder with `seeds/`; without it the bundled samples are measured. Absolute figures depend on the machine;
the ratios are what to watch.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from speed import time_best, time_program

import cancu
from cancu.api.exports import FOLDERS, ExportFormat, export_file, export_folder
from cancu.api.intake import ingest_files
from cancu.graph.projection import project_store
from cancu.graph.store import Store

_RUNS = 3
_NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
_MOST_NOTEBOOK = 60
"""Seconds that a notebook may take on the samples."""
_MOST_IMPORT = 0.3
"""Seconds that `import cancu` may take beyond an empty Python."""


def main() -> None:
    shared = sys.argv[1:]
    folder = Path(shared[0], "seeds") if shared else Path(str(files("cancu.samples")))
    print("| what | seconds | ratio |\n|---|---|---|")
    slowest = measure_imports()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "kho.db")
        ingest_files(path, sorted(folder.glob("*.txt")))
        measure_frames(path)
        measure_exports(path)
    longest = measure_notebooks()
    print(f"\nimport cancu: {slowest:.3f} s (at most {_MOST_IMPORT} s)")
    print(f"slowest notebook: {longest:.1f} s (at most {_MOST_NOTEBOOK} s)")


def measure_imports() -> float:
    """Whole processes that import nothing, cancu, and what the first name of it needs."""
    empty = time_program("-c", "pass")
    found = []
    for code in ("import cancu", "import cancu; cancu.open"):
        seconds = time_program("-c", code) - empty
        found.append(seconds)
        print_row(code, seconds, f"{seconds / empty:.2f} × an empty Python")
    return found[0]


def measure_frames(path: Path) -> None:
    """The first frame, which reads the store, and the next; the first with verdicts, which compares all plans."""

    def read(verdicts: bool) -> None:
        with cancu.open(path) as kg:
            (kg.coverage if verdicts else kg.tasks)()

    with cancu.open(path) as kg:
        kg.tasks()
        again = time_best(kg.tasks, _RUNS)
    for what, verdicts in (("first frame of tasks", False), ("first frame of coverage", True)):
        seconds = time_best(lambda verdicts=verdicts: read(verdicts), _RUNS)
        print_row(what, seconds, f"{seconds / again:.0f} × the next frame")


def measure_exports(path: Path) -> None:
    """Every format, beside the projection of the store with its verdicts."""
    with Store.open(path, read_only=True) as store, tempfile.TemporaryDirectory() as folder:
        usual = time_best(lambda: list(project_store(store)), _RUNS)
        print_row("project the store", usual, "1.00")
        for form in ExportFormat:
            if form in FOLDERS:
                seconds = time_best(lambda form=form: export_folder(store, form, Path(folder, form)), _RUNS)
            else:
                seconds = time_best(lambda form=form: export_file(store, form, io.BytesIO()), _RUNS)
            print_row(f"export {form}", seconds, f"{seconds / usual:.2f} × the projection")


def measure_notebooks() -> float:
    """Every notebook on the samples, in a kernel of its own, by the clock."""
    found = {}
    for path in sorted(_NOTEBOOKS.glob("*.ipynb")):
        read: Any = nbformat.read
        started = time.perf_counter()
        NotebookClient(read(path, as_version=4), timeout=600, kernel_name="python3").execute()
        found[path.stem] = time.perf_counter() - started
        print_row(f"notebook {path.stem}", found[path.stem], f"{found[path.stem] / _MOST_NOTEBOOK:.2f} of its time")
    return max(found.values())


def print_row(what: str, seconds: float, ratio: str) -> None:
    print(f"| {what} | {seconds:.3f} | {ratio} |")


if __name__ == "__main__":
    main()
