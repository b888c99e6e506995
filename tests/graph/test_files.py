"""Notes of files: known by their bytes, for one release, and checked like everything else in the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from cancu.graph import files
from cancu.graph.store import Store
from cancu.ingest.extraction import extract
from cancu.ingest.readers import make_source
from cancu.ontology.records import Place, SourceText

PLACES = (Place(start=0, page=1, paragraph=1), Place(start=5, page=2, table=1, row=2, column=3, confidence=0.9))


def make_file(text: str, sha256: str, name: str = "a.docx") -> SourceText:
    return make_source(text, name).model_copy(update={"file_sha256": sha256, "places": PLACES})


def put(store: Store, source: SourceText) -> str:
    return store.put(source, extract(source)).iri


def test_places_and_hashes_of_a_file_are_kept(tmp_path: Path) -> None:
    with Store.open(tmp_path / "kho.db", create=True) as store:
        iri = put(store, make_file("Số: 1/KH-UBND\n", "a" * 64))
        assert store.source(iri).places == PLACES
        assert store.knows_file("a" * 64, "a.docx")
        assert store.knows_file("a" * 64, "khac.docx")
        assert not store.knows_file("b" * 64, "a.docx")
        assert store.verify() == ()


def test_another_release_reads_the_file_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(tmp_path / "kho.db", create=True) as store:
        put(store, make_file("Số: 1/KH-UBND\n", "a" * 64))
        monkeypatch.setattr(files, "version", lambda _name: "99.0")
        assert not store.knows_file("a" * 64, "a.docx")


def test_notes_go_with_their_document(tmp_path: Path) -> None:
    import datetime

    with Store.open(tmp_path / "kho.db", create=True) as store:
        iri = put(store, make_file("Số: 1/KH-UBND\n", "a" * 64))
        store.remove(iri, by="Nguyễn An", on=datetime.date(2026, 1, 1))
        assert not store.knows_file("a" * 64, "a.docx")
        assert store.verify() == ()


def test_a_changed_note_is_found(tmp_path: Path) -> None:
    with Store.open(tmp_path / "kho.db", create=True) as store:
        put(store, make_file("Số: 1/KH-UBND\n", "a" * 64))
        store.connection.execute("UPDATE files SET places = '[]'")
        assert [problem.code for problem in store.verify()] == ["store_file_note"]
