from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from cancu.api import linked_data
from cancu.ontology.errors import CancuError


@pytest.mark.parametrize(
    ("syntax", "start"), [("ttl", "@prefix"), ("nt", "<"), ("trig", "@prefix"), ("rdfxml", "<?xml"), ("jsonld", "{")]
)
def test_a_store_is_exported_in_every_syntax(run: Any, sample_store: Path, syntax: str, start: str) -> None:
    outcome = run("export", syntax, "--no-verdicts", "--store", sample_store)
    assert outcome.status == 0
    assert outcome.out.startswith(start)


def test_a_file_is_written_whole_and_told(run: Any, sample_store: Path, tmp_path: Path) -> None:
    outcome = run("export", "nt", "--store", sample_store, "--output", "kho.nt", "--json")
    text = (tmp_path / "kho.nt").read_text(encoding="utf-8")
    assert outcome.value["bytes"] == len(text.encode())
    assert outcome.value["format"] == "nt"
    assert sum(1 for _ in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES)) == text.count("\n")


def test_json_without_a_file_is_refused(run: Any, sample_store: Path) -> None:
    assert run("export", "ttl", "--json", "--store", sample_store).status == 2


def test_the_store_is_never_written_over(run: Any, sample_store: Path) -> None:
    before = sample_store.read_bytes()
    assert run("export", "ttl", "--store", sample_store, "--output", sample_store).status == 2
    assert sample_store.read_bytes() == before


def test_the_delivered_ontology_is_fresh_and_a_stale_one_is_told(run: Any, root: Path, tmp_path: Path) -> None:
    assert run("ontology", "build", "--check", "--folder", root / "ontology" / "dist").status == 0
    copy = shutil.copytree(root / "ontology" / "dist", tmp_path / "dist")
    (copy / "shapes.ttl").write_text("# old\n", encoding="utf-8")
    stale = run("ontology", "build", "--check", "--folder", "dist")
    assert stale.status == 1
    assert "shapes.ttl" in stale.out
    assert "# old" in stale.out
    written = run("ontology", "build", "--folder", "dist", "--json").value
    assert list(written["stale"]) == ["shapes.ttl"]
    assert written["written"]
    assert run("ontology", "build", "--check", "--folder", "dist").status == 0


def test_a_missing_folder_is_an_error(run: Any) -> None:
    assert run("ontology", "build", "--folder", "nowhere").status == 2


@pytest.mark.slow
def test_a_store_is_validated_as_a_whole(run: Any, sample_store: Path) -> None:
    outcome = run("ontology", "validate", "--store", sample_store, "--json")
    assert outcome.status == 0
    assert outcome.value["conforms"]
    assert [one["severity"] for one in outcome.value["violations"]] == ["warning"]
    assert "cảnh báo" in run("ontology", "validate", "--store", sample_store).out


def test_check_tells_the_shapes_beside_the_findings(
    run: Any, child_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = {"code": "shape_violation", "severity": "error", "where": "mục II.1", "message": "sai", "english": "bad"}
    monkeypatch.setattr(linked_data, "validate_plan", lambda _plan: [planted])
    outcome = run("check", child_file)
    assert outcome.status == 1
    assert "mục II.1" in outcome.out
    assert run("check", child_file, "--no-shapes").status == 0


def test_check_goes_on_without_the_extra_and_says_so_once(
    run: Any, child_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise CancuError("thiếu", "missing")

    monkeypatch.setattr(linked_data, "require_validation", refuse)
    outcome = run("check", child_file)
    assert outcome.status == 0
    assert outcome.err.count("cancu[rdf]") == 1
    assert run("ingest", child_file, "--shapes").status == 2


@pytest.mark.slow
def test_ingest_validates_new_documents_when_asked(run: Any, samples: Path) -> None:
    (file,) = samples.glob("13-*.txt")
    found = run("ingest", file, "--shapes", "--json").value
    assert found["documents"] == 1
    assert [one["code"] for one in found["violations"]] == ["shape_violation"]
    assert run("ingest", file, "--shapes", "--json").value["violations"] == []
