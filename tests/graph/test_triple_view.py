"""The triples kept beside a store: made when asked for, renewed with the store, checked by `verify`."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cancu.graph.connection import locate_triples
from cancu.graph.store import Store
from cancu.graph.triple_view import check_triples, open_triples


@pytest.fixture
def filled(fill: Callable[..., Store], write: Any, cite: Any) -> Store:
    province = write("12/QĐ-UBND", "UBND tỉnh Hoài Giang", "2021-12-01", cite("76/NQ-CP", "basis", "2021-07-15"))
    district = write("3/KH-UBND", "UBND huyện Vân Sa", "2022-01-05", cite("12/QĐ-UBND", "implements", "2021-12-01"))
    return fill(province, district)


def read(store: Store) -> str:
    with open_triples(store) as path:
        return path.read_text(encoding="utf-8")


def test_the_view_is_kept_and_used_again(filled: Store) -> None:
    kept = locate_triples(filled.path)
    assert not kept.exists()
    first = read(filled)
    assert "3-kh-ubnd> <http://data.europa.eu/eli/ontology#ensures_implementation_of>" in first
    made = kept.stat().st_mtime_ns
    assert read(filled) == first
    assert kept.stat().st_mtime_ns == made
    assert [path.name for path in kept.parent.iterdir() if "tmp" in path.name] == []


def test_the_view_follows_the_store(filled: Store, write: Any) -> None:
    before = read(filled)
    filled.put(*write("5/KH-UBND", "UBND huyện Vân Sa", "2022-03-01", filler="Làm sạch lòng kênh trước mùa mưa."))
    after = read(filled)
    assert "5-kh-ubnd" in after
    assert "5-kh-ubnd" not in before
    assert check_triples(filled) == ()


def test_two_stores_with_as_many_changes_are_told_apart(filled: Store, fill: Any, write: Any) -> None:
    """A store that takes another's place is not answered from the other's triples."""
    read(filled)
    other = fill(*(write(f"{number}/KH-SYT", "Sở Y tế tỉnh Hoài Giang", "2022-02-02") for number in (7, 8)))
    assert other.revision == filled.revision
    os.replace(locate_triples(filled.path), locate_triples(other.path))
    assert "7-kh-syt" in read(other)


def test_a_cut_or_changed_view_is_renewed_or_reported(filled: Store) -> None:
    whole = read(filled)
    kept = locate_triples(filled.path)
    kept.write_text(whole[: len(whole) // 2], encoding="utf-8")
    assert read(filled) == whole
    assert check_triples(filled) == ()
    kept.write_text(whole.replace("12/QĐ-UBND", "13/QĐ-UBND", 1), encoding="utf-8")
    assert [problem.code for problem in check_triples(filled)] == ["store_triples"]


def test_a_removed_document_leaves_no_triples(filled: Store) -> None:
    read(filled)
    filled.remove(filled.find("3/KH-UBND").iri, by="Nguyễn An", on=datetime.date(2022, 5, 1))
    assert not locate_triples(filled.path).exists()
    assert "UBND huyện Vân Sa" not in read(filled)


def test_without_a_place_to_write_the_view_is_temporary(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with open_triples(filled) as path:
        assert path.parent != filled.path.parent
        assert "12-qd-ubnd" in path.read_text(encoding="utf-8")
    assert not path.exists()
    assert not locate_triples(filled.path).exists()


def test_a_store_without_a_view_is_sound(tmp_path: Path) -> None:
    with Store.open(tmp_path / "kho.db", create=True) as store:
        assert check_triples(store) == ()
