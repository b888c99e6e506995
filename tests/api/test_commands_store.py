from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from cancu.api.intake import collect
from cancu.ontology.records import Extraction, SourceText

CHILD = "2764/KH-SNV"
PARENT = "2215/QĐ-UBND"


def test_ingest_counts_new_unchanged_and_failed(run: Any, samples: Path, tmp_path: Path) -> None:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    for path in samples.glob("0[1-3]-*.txt"):
        shutil.copy(path, folder)
    (folder / "hong.txt").write_bytes(b"%PDF-1.7")
    (folder / "rong.txt").write_bytes(b"")
    (folder / "bo-qua.py").write_text("print()", encoding="utf-8")
    first = run("ingest", folder, "--json")
    assert first.status == 0
    assert set(first.value) >= {"documents", "unchanged", "failed", "skipped", "seconds"}
    assert (first.value["documents"], first.value["unchanged"]) == (3, 0)
    assert {Path(failure["path"]).name for failure in first.value["failed"]} >= {"rong.txt"}
    assert all(set(failure) >= {"path", "code", "message", "hint"} for failure in first.value["failed"])
    second = run("ingest", folder, "--json").value
    assert (second["documents"], second["unchanged"]) == (0, 3)


def test_ingest_exits_2_only_if_nothing_could_be_read(run: Any, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "rong.txt").write_bytes(b"")
    assert run("ingest", "rong.txt").status == 2
    assert run("ingest", "khong-co.txt").status == 2
    (tmp_path / "trong").mkdir()
    assert run("ingest", "trong").status == 2
    assert not Path("cancu.db").exists()
    outcome = run("ingest", "rong.txt", next(samples.glob("01-*.txt")))
    assert outcome.status == 0
    assert "rong.txt" in outcome.out


def test_a_document_that_breaks_the_reader_does_not_stop_the_rest(
    run: Any, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cancu.ingest import extraction

    extract = extraction.extract

    def break_on_first(source: SourceText) -> Extraction:
        if source.name.startswith("01-"):
            raise RecursionError("quá sâu")
        return extract(source)

    monkeypatch.setattr(extraction, "extract", break_on_first)
    outcome = run("ingest", *sorted(samples.glob("0[12]-*.txt")), "--json")
    assert outcome.status == 0
    assert outcome.value["documents"] == 1
    assert outcome.value["failed"][0]["code"] == "E_INTERNAL"


def test_list_shows_every_document(run: Any, sample_store: Path, samples: Path) -> None:
    value = run("list", "--store", sample_store, "--json").value
    assert len(value["documents"]) == len(list(samples.glob("*.txt")))
    wanted = {"iri", "number", "date", "issuer", "level", "title", "tasks", "citations", "findings"}
    assert all(wanted <= set(document) for document in value["documents"])
    out = run("list", "--store", sample_store).out
    for document in value["documents"]:
        assert document["number"] in out


def test_the_store_is_taken_from_the_environment(run: Any, sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("list").status == 2
    monkeypatch.setenv("CANCU_STORE", str(sample_store))
    assert run("list").status == 0


@pytest.mark.parametrize("form", ["number", "loose number", "iri", "file"])
def test_show_finds_a_document_by_each_of_its_names(run: Any, sample_store: Path, form: str, child_file: Path) -> None:
    listing = run("list", "--store", sample_store, "--json").value["documents"]
    stored = next(document for document in listing if document["number"] == CHILD)
    names = {"number": CHILD, "loose number": CHILD.lower(), "iri": stored["iri"], "file": child_file.name}
    outcome = run("show", names[form], "--store", sample_store, "--json")
    assert outcome.status == 0
    assert outcome.value["iri"] == stored["iri"]
    assert set(outcome.value) >= {"document", "citations", "tasks", "findings"}


def test_show_prints_head_citations_and_tasks(run: Any, sample_store: Path) -> None:
    outcome = run("show", PARENT, "--store", sample_store)
    assert outcome.status == 0
    assert "DẪN CHIẾU" in outcome.out
    assert "NHIỆM VỤ" in outcome.out
    assert "cancu cascade" in outcome.err


def test_an_unknown_document_names_those_that_are_near(run: Any, sample_store: Path) -> None:
    outcome = run("show", "2216/QĐ-UBND", "--store", sample_store)
    assert outcome.status == 2
    assert PARENT in outcome.err


def test_a_name_that_fits_two_documents_lists_both(run: Any, samples: Path, tmp_path: Path) -> None:
    text = next(samples.glob("08-*.txt")).read_text(encoding="utf-8")
    (tmp_path / "mot.txt").write_text(text, encoding="utf-8")
    other = text.replace("Suối Ngà", "Đồi Thông").replace("SUỐI NGÀ", "ĐỒI THÔNG")
    (tmp_path / "hai.txt").write_text(other, encoding="utf-8")
    assert run("ingest", "mot.txt", "hai.txt", "--json").value["documents"] == 2
    outcome = run("show", "05/KH-UBND", "--json")
    assert outcome.status == 2
    assert len(outcome.value["error"]["candidates"]) == 2
    for candidate in outcome.value["error"]["candidates"]:
        iri = candidate.split("<")[-1].rstrip(">")
        assert run("show", iri).status == 0


@pytest.mark.parametrize("query", ["thủ tục hành chính", "thu tuc hanh chinh", "2215/QĐ-UBND"])
def test_search_finds_with_and_without_marks(run: Any, sample_store: Path, query: str) -> None:
    value = run("search", query, "--store", sample_store, "--json").value
    assert value["query"] == query
    assert value["documents"] or value["tasks"]
    assert run("search", query, "--store", sample_store).status == 0


def test_search_without_result_says_so(run: Any, sample_store: Path) -> None:
    outcome = run("search", "xyzxyz", "--store", sample_store)
    assert outcome.status == 0
    assert "Không thấy" in outcome.out


def test_a_sound_store_verifies_and_a_broken_one_does_not(run: Any, sample_store: Path, tmp_path: Path) -> None:
    assert run("verify", "--store", sample_store, "--json").value["sound"] is True
    broken = tmp_path / "hong.db"
    shutil.copy(sample_store, broken)
    data = bytearray(broken.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4096] = os.urandom(4096)
    broken.write_bytes(bytes(data))
    outcome = run("verify", "--store", broken)
    assert outcome.status in {1, 2}
    assert outcome.out or "Lỗi" in outcome.err


def test_a_file_that_is_no_store_is_refused_and_left_alone(run: Any, tmp_path: Path) -> None:
    other = tmp_path / "ghi-chep.txt"
    other.write_text("không phải kho", encoding="utf-8")
    for command in (("list",), ("verify",), ("show", PARENT)):
        assert run(*command, "--store", other).status == 2
    assert other.read_text(encoding="utf-8") == "không phải kho"


def test_a_backup_holds_what_the_store_holds(run: Any, sample_store: Path) -> None:
    outcome = run("backup", "sao.db", "--store", sample_store, "--json")
    assert outcome.status == 0
    assert run("list", "--store", "sao.db").out == run("list", "--store", sample_store).out
    assert run("verify", "--store", "sao.db").status == 0


def test_reading_commands_change_nothing(run: Any, sample_store: Path) -> None:
    before = sample_store.read_bytes()
    for command in (("list",), ("show", PARENT), ("search", "thủ tục"), ("basis", PARENT), ("cascade", PARENT)):
        assert run(*command, "--store", sample_store).status == 0
    assert sample_store.read_bytes() == before


def test_a_backup_leaves_other_files_alone(run: Any, sample_store: Path, tmp_path: Path) -> None:
    precious = tmp_path / "quy.txt"
    precious.write_text("quý", encoding="utf-8")
    for target in ("quy.txt", "/dev/null", ".", "khong-co/sao.db"):
        assert run("backup", target, "--store", sample_store).status == 2
    assert precious.read_text(encoding="utf-8") == "quý"
    for _ in range(2):  # an earlier backup may be replaced
        assert run("backup", "sao.db", "--store", sample_store).status == 0


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_a_limit_counts_documents_and_tasks_apart(run: Any, sample_store: Path, limit: int) -> None:
    found = run("search", "thu tuc hanh chinh", "--limit", str(limit), "--store", sample_store, "--json").value
    assert (len(found["documents"]), len(found["tasks"])) == (limit, limit)


def test_an_empty_folder_says_why_nothing_was_read(run: Any, tmp_path: Path) -> None:
    (tmp_path / "rong").mkdir()
    outcome = run("ingest", "rong")
    assert outcome.status == 2
    assert ".txt" in outcome.err


def test_labels_are_measured_only_by_known_metrics(run: Any, tmp_path: Path) -> None:
    (tmp_path / "nhan").mkdir()
    (tmp_path / "vb").mkdir()
    label = {"file": "a.txt", "document": {"type": "Kế hoạch", "number": "1/KH-UBND"}}
    (tmp_path / "nhan" / "a.json").write_text(json.dumps(label), encoding="utf-8")
    missing = run("evaluate", "nhan")
    assert missing.status == 2
    assert "--texts" in missing.err
    (tmp_path / "vb" / "a.txt").write_text("Số: 1/KH-UBND\n\nKẾ HOẠCH\n\nCải cách\n", encoding="utf-8")
    unknown = run("evaluate", "nhan", "--texts", "vb", "--min", "foo=1")
    assert unknown.status == 2
    assert "citations.f1" in unknown.err
    assert "thư mục" in run("evaluate", "khong-co").err


def test_the_readme_of_a_folder_is_no_document(tmp_path: Path) -> None:
    for name in ("README.md", ".an.txt", "ke-hoach.txt"):
        (tmp_path / name).write_text("KẾ HOẠCH\n", encoding="utf-8")
    assert [item.name for item in collect([tmp_path]).items] == ["ke-hoach.txt"]
    assert [item.path for item in collect([tmp_path / "README.md"]).items] == [tmp_path / "README.md"]


def test_verify_names_damaged_triples_and_rebuilds_them(run: Any, sample_store: Path, tmp_path: Path) -> None:
    store, triples = tmp_path / "kho.db", tmp_path / "kho.db.nt"
    shutil.copy(sample_store, store)
    assert run("sparql", "ASK {}", "--store", store).status == 0
    triples.write_text(triples.read_text(encoding="utf-8").replace("2021", "2012", 1), encoding="utf-8")
    outcome = run("verify", "--store", store, "--json")
    assert (outcome.status, [problem["code"] for problem in outcome.value["problems"]]) == (1, ["store_triples"])
    assert run("verify", "--rebuild", "--store", store).status == 0
    assert not triples.exists()
