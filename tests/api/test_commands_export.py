"""`cancu export` writes every format, and leaves what was there where it cannot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cancu.api.exports import FOLDERS, ExportFormat


@pytest.mark.parametrize("form", sorted(set(ExportFormat) - FOLDERS))
def test_the_command_writes_every_format(run: Any, sample_store: Path, tmp_path: Path, form: str) -> None:
    outcome = run("export", form, "--no-verdicts", "--store", sample_store, "--output", "kho", "--json")
    assert outcome.value["bytes"] == (tmp_path / "kho").stat().st_size > 0
    assert (
        run("export", form, "--no-verdicts", "--store", sample_store).out.encode()[:200]
        == ((tmp_path / "kho").read_bytes()[:200])
    )


@pytest.mark.parametrize("form", sorted(FOLDERS))
def test_the_command_writes_folders(run: Any, sample_store: Path, tmp_path: Path, form: str) -> None:
    assert run("export", form, "--store", sample_store).status == 2
    rows = run("export", form, "--no-verdicts", "--store", sample_store, "--output", "kho", "--json").value["rows"]
    assert sum(rows.values()) > 500
    assert len(list((tmp_path / "kho").iterdir())) == len(rows) + 1


def test_a_folder_of_other_things_is_left_alone(run: Any, sample_store: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.txt").write_text("của tôi", encoding="utf-8")
    outcome = run("export", "csv", "--store", sample_store, "--output", "mine")
    assert outcome.status == 2
    assert "Thư mục đã có tệp khác" in outcome.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["note.txt"]


def test_an_export_that_fails_leaves_the_former_one(
    run: Any, sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("export", "csv", "--no-verdicts", "--store", sample_store, "--output", "kho").status == 0
    assert run("export", "gexf", "--no-verdicts", "--store", sample_store, "--output", "kho.gexf").status == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def fail(*_: Any, **__: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("cancu.graph.table_files._describe_package", fail)
    monkeypatch.setattr("cancu.graph.graph_formats._describe", fail)
    assert run("export", "csv", "--no-verdicts", "--store", sample_store, "--output", "kho").status == 2
    assert run("export", "gexf", "--no-verdicts", "--store", sample_store, "--output", "kho.gexf").status == 2
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
