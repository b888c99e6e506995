"""Every notebook runs on the samples and on a store of one document, and its two files say the same."""

from __future__ import annotations

import os
import re
import runpy
from importlib.resources import files
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

from cancu.api.intake import ingest_files

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
SCRIPTS = sorted(FOLDER.glob("*.py"))
PATIENCE = 600
"""Seconds after which a cell hangs; what notebooks take is measured in benchmarks/analysis.py."""

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def open_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel is spoken to through sockets of this machine."""
    monkeypatch.undo()


def read_notebook(path: Path) -> Any:
    read: Any = nbformat.read
    return read(path, as_version=4)


def read_cells(path: Path) -> list[tuple[str, str]]:
    notebook: Any = jupytext.read(path)
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def test_there_are_seven() -> None:
    assert [path.stem[:2] for path in SCRIPTS] == [f"0{number}" for number in range(1, 8)]
    assert [path.stem for path in sorted(FOLDER.glob("*.ipynb"))] == [path.stem for path in SCRIPTS]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_pair_is_in_step_and_holds_no_output(path: Path) -> None:
    notebook = read_notebook(path.with_suffix(".ipynb"))
    nbformat.validate(notebook)
    assert [(cell.cell_type, cell.source) for cell in notebook.cells] == read_cells(path)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_it_runs_on_any_store_and_speaks_both_languages(path: Path) -> None:
    cells = read_cells(path)
    assert 'os.environ.get("CANCU_STORE")' in next(source for kind, source in cells if kind == "code")
    for kind, source in cells:
        if kind == "code":
            assert not re.search(r"\d/(QĐ|KH|NQ|TB)-", source), "a document of the samples is named"
    prose = "\n".join(source for kind, source in cells if kind == "markdown")
    assert re.search("[ăâđêôơưạảấầẩậắằặẹẻếềểệỉịọỏốồổộớờởợụủứừửựỳỵỷỹ]", prose)
    assert len(re.findall(r"\*[A-Z][^*]+[.:;]\s?\*|\([a-z ,]+\)", prose)) >= 3


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::cancu.EmptyResultWarning", "ignore::pandas.errors.PandasFutureWarning")
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_it_runs_on_a_store_of_one_document(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan whose parent is not there: no links, no gaps."""
    ingest_files(tmp_path / "mot.db", list(Path(str(files("cancu.samples"))).glob("05-*.txt")))
    monkeypatch.setenv("CANCU_STORE", str(tmp_path / "mot.db"))
    runpy.run_path(str(path))


@pytest.mark.slow
@pytest.mark.usefixtures("open_sockets")
@pytest.mark.xdist_group("notebooks")
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_it_runs_on_the_samples(path: Path, tmp_path: Path) -> None:
    notebook = read_notebook(path.with_suffix(".ipynb"))
    run = NotebookClient(
        notebook, timeout=PATIENCE, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    environment = {
        "CANCU_STORE": os.environ.pop("CANCU_STORE", None),
        "CANCU_NEO4J": os.environ.pop("CANCU_NEO4J", None),
    }
    try:
        run.execute()
    finally:
        os.environ.update({name: value for name, value in environment.items() if value is not None})
    shown = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any(output.output_type == "execute_result" for output in shown)
    assert not [output for output in shown if output.output_type == "error"]
