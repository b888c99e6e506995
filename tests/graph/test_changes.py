"""When documents came, changed and went."""

from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from cancu.graph.changes import note_change, read_changes
from cancu.graph.schema import MIGRATIONS, migrate, read_version
from cancu.graph.store import Store

HOME, DAY = "UBND tỉnh Quảng Ngãi", "2021-12-23"


def list_kinds(store: Store) -> list[str]:
    return [change.kind for change in read_changes(store.connection)]


def test_what_changes_is_noted_with_its_time_the_latest_first(store: Store, write: Any) -> None:
    before = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    paper = write("1256/QĐ-UBND", HOME, DAY)
    iri = store.put(*paper).iri
    store.put(*paper)
    store.put(*write("1256/QĐ-UBND", HOME, DAY, tasks=[("II.1", "Ban hành quy chế làm việc của Sở")]))
    store.remove(iri, by="Văn thư", on=datetime.date(2026, 1, 5))
    kinds = list_kinds(store)
    assert (kinds[0], kinds[-1], len(kinds)) == ("removed", "new", 3)
    changes = read_changes(store.connection)
    assert [change.id for change in changes] == [3, 2, 1]
    assert {change.iri for change in changes} == {iri}
    assert all(before <= change.time <= datetime.datetime.now(datetime.UTC) for change in changes)
    assert [change.id for change in read_changes(store.connection, before=3, limit=1)] == [2]


def test_what_is_not_stored_is_not_noted(store: Store, write: Any) -> None:
    def break_off() -> None:
        with store.writing() as connection:
            note_change(connection, "urn:x", "new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert list_kinds(store) == []
    store.put(*write("1256/QĐ-UBND", HOME, DAY))
    assert list_kinds(store) == ["new"]


def test_a_note_that_was_altered_is_found(store: Store, write: Any) -> None:
    store.put(*write("1256/QĐ-UBND", HOME, DAY))
    store.connection.execute("UPDATE changes SET time = '2001-01-01T00:00:00Z'")
    assert [problem.code for problem in store.verify()] == ["store_change"]


def test_an_older_store_gets_no_invented_times(tmp_path: Path, write: Any) -> None:
    path = tmp_path / "kho.db"
    with Store.open(path, create=True) as store:
        store.put(*write("1256/QĐ-UBND", HOME, DAY))
        for statement in (
            "DROP TABLE changes",
            "DROP INDEX documents_by_current",
            "DROP TABLE search_exact",
            "ALTER TABLE search_folded RENAME TO search",
            "PRAGMA user_version = 3",
        ):
            store.connection.execute(statement)
    with Store.open(path) as store:
        assert list_kinds(store) == []
        assert store.verify() == ()
        store.put(*write("1257/QĐ-UBND", HOME, DAY))
        assert list_kinds(store) == ["new"]


def test_every_step_of_the_migration_runs_alone() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for version in range(len(MIGRATIONS)):
        migrate(connection, version, target=version + 1)
        assert read_version(connection)[1] == version + 1
    connection.close()
