"""A batch with every kind of bad file: each is one row with code and next step, and the good ones are stored."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cancu.graph.store import Store
from cancu.ingest import extraction
from cancu.ontology.errors import StoreError
from cancu.ontology.records import Extraction, SourceText

PLAN = """UBND XÃ AN BÌNH
Số: {number}/KH-UBND
An Bình, ngày 05 tháng 01 năm 2022

KẾ HOẠCH
Cải cách hành chính năm 2022

Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;

I. NHIỆM VỤ

1. Rà soát thủ tục hành chính lĩnh vực số {number}.
"""
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def write_plan(number: int) -> str:
    return PLAN.format(number=number)


def make_docx(document: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", document)
    return stream.getvalue()


def make_bad_files() -> dict[str, tuple[bytes, set[str]]]:
    """File name, bytes, and the codes that fit."""
    noise = random.Random(7).randbytes(5000)
    docx = make_docx(b"<w:document xmlns:w='w'>" + b"<w:p/>" * 500 + b"</w:document>")
    return {
        "rong.txt": (b"", {"E_EMPTY"}),
        "trang.txt": (b" \n\t\n", {"E_EMPTY"}),
        "khong.txt": (b"\0" * 5000, {"E_EMPTY"}),
        "nhieu.txt": (noise, {"E_TYPE_MISMATCH"}),
        "nhieu.pdf": (noise, {"E_TYPE_MISMATCH"}),
        "nhieu.docx": (noise, {"E_TYPE_MISMATCH"}),
        "phap.txt": ("Le président a été élu".encode("latin-1"), {"E_ENCODING"}),
        "thuc-the.docx": (make_docx(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), {"E_XML_FORBIDDEN"}),
        "bom.docx": (make_docx(b"<a>" + b" " * 60_000_000), {"E_BOMB"}),
        "cut.docx": (docx[:-30], {"E_CORRUPT"}),
        "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<<", {"E_CORRUPT", "E_NO_TEXT", "E_EMPTY", "E_MISSING_TOOL"}),
        "cut.zip": (docx[:100], {"E_CORRUPT"}),
        "trang.html": (b"<html><script>x</script></html>", {"E_NO_TEXT", "E_EMPTY"}),
        "anh.txt": (b"GIF89a" + noise, {"E_TYPE_MISMATCH"}),
    }


@pytest.mark.slow
def test_a_batch_completes_whatever_is_in_it(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "vb"
    folder.mkdir()
    bad = make_bad_files()
    for name, (data, _) in bad.items():
        (folder / name).write_bytes(data)
    os.mkfifo(folder / "ong.txt")
    for number in range(3):
        (folder / f"tot-{number}.txt").write_text(write_plan(number + 1), encoding="utf-8")
    (folder / "sai-duoi.pdf").write_text(write_plan(4), encoding="utf-8")
    (folder / "trang-tot.html").write_text(f"<html><body><pre>{write_plan(5)}</pre></body></html>", encoding="utf-8")
    report = run("ingest", folder, "--json").value
    codes = {Path(row["path"]).name: row["code"] for row in report["failed"]}
    assert set(codes) == set(bad)
    assert {name: code for name, code in codes.items() if code not in bad[name][1]} == {}
    assert all(row["hint"] and row["message"] and row["english"] for row in report["failed"])
    assert [row["code"] for row in report["skipped"]] == ["E_SKIPPED"]
    assert (report["documents"], report["unchanged"]) == (5, 0)
    assert run("verify").status == 0
    shown = run("ingest", folder).out
    assert "5 không đổi" in shown
    assert all(name in shown for name in bad)


@pytest.mark.parametrize("name", ["\u202etxt.exe.txt", "dòng\nmới.txt", "x" * 240 + ".txt", "kế hoạch năm 2022.txt"])
def test_hostile_names_are_stored_as_printable_ones(run: Any, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(write_plan(1), encoding="utf-8")
    assert run("ingest", tmp_path / name, "--json").value["documents"] == 1
    with Store.open(tmp_path / "cancu.db", read_only=True) as store:
        (stored,) = store.documents()
    assert stored.name.isprintable()
    assert len(stored.name) <= 200


def test_a_name_that_is_no_text_is_reported_and_stored(run: Any, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"k\xff.txt")).write_text(write_plan(1), encoding="utf-8")
    (tmp_path / os.fsdecode(b"r\xff.txt")).write_bytes(b"")
    report = run("ingest", tmp_path, "--json").value
    assert (report["documents"], len(report["failed"])) == (1, 1)
    assert run("ingest", tmp_path).status == 0


def test_unchanged_files_are_not_read_again(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(write_plan(1), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "goi.zip", "w") as archive:
        archive.writestr("b.txt", write_plan(2))
    assert run("ingest", tmp_path, "--json").value["documents"] == 2
    extract, count = extraction.extract, list[str]()

    def extract_and_count(source: SourceText) -> Extraction:
        count.append(source.name)
        return extract(source)

    monkeypatch.setattr(extraction, "extract", extract_and_count)
    assert run("ingest", tmp_path, "--json").value["unchanged"] == 2
    assert count == []
    assert run("ingest", tmp_path, "--again", "--json").value["unchanged"] == 2
    assert count == ["a.txt", "goi.zip/b.txt"]
    (tmp_path / "a.txt").write_text(write_plan(1) + "2. Báo cáo.\n", encoding="utf-8")
    assert run("ingest", tmp_path, "--json").value["documents"] == 1
    (tmp_path / "a.txt").write_text(write_plan(1), encoding="utf-8")
    assert run("ingest", tmp_path, "--json").value["documents"] == 1  # the former text is the current one again
    with Store.open(tmp_path / "cancu.db", read_only=True) as store:
        assert "Báo cáo" not in store.text(store.find("1/KH-UBND").iri)


def test_a_page_of_the_store_knows_where_its_words_stand(run: Any, tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in write_plan(1).splitlines() if line)
    (tmp_path / "a.html").write_text(f"<html><body>{paragraphs}", encoding="utf-8")
    run("ingest", tmp_path / "a.html")
    with Store.open(tmp_path / "cancu.db", read_only=True) as store:
        source = store.source(next(iter(store.documents())).iri)
    assert [place.paragraph for place in source.places] == list(range(1, len(source.places) + 1))
    offset = source.text.index("Căn cứ")
    found = run("text", tmp_path / "a.html", "--map", str(offset), "--json").value["places"]
    assert [(row["where"], row["text"][:6]) for row in found] == [("đoạn 6", "Căn cứ")]
    assert "đoạn 6" in run("text", tmp_path / "a.html", "--map").out
    assert run("text", tmp_path / "a.html", "9999999").status == 2


def count_documents(path: Path) -> int:
    """Documents stored so far; none while the store is being made."""
    try:
        with Store.open(path, read_only=True) as store:
            return len(list(store.documents()))
    except StoreError:
        return 0


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals are those of Unix")
def test_an_interrupt_ends_a_batch_and_keeps_what_was_stored(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number:03d}.txt").write_text(write_plan(number + 1) * 20, encoding="utf-8")
    store = tmp_path / "kho.db"
    command = [sys.executable, "-m", "cancu", "ingest", str(tmp_path), "--store", str(store), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while count_documents(store) == 0:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        asked = time.monotonic()
        process.communicate(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - asked < 10  # two seconds on a machine that has nothing else to do
    with Store.open(store) as kept:
        assert kept.verify() == ()
        assert 0 < len(list(kept.documents())) < 400
