"""The store: what put does, what survives, who may write, what verify and backup promise."""

from __future__ import annotations

import datetime
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cancu.graph import schema
from cancu.graph.listing import list_editions
from cancu.graph.search import search
from cancu.graph.store import Store
from cancu.ontology.assessments import Decision, DecisionKind
from cancu.ontology.errors import (
    AmbiguousNameError,
    StoreError,
    StoreUnavailableError,
    StoreVersionError,
    UnknownNodeError,
)

HOME = "UBND tỉnh Quảng Ngãi"
DAY = "2021-12-22"


def dump(path: Path) -> list[str]:
    """Everything a store holds, for comparing two of them."""
    connection = sqlite3.connect(path)
    try:
        return [line for line in connection.iterdump() if "search" not in line]
    finally:
        connection.close()


def test_the_same_bytes_change_nothing(store: Store, write: Any) -> None:
    paper = write("1256/QĐ-UBND", HOME, DAY)
    assert store.put(*paper).status == "new"
    revision = store.revision
    assert store.put(*paper).status == "unchanged"
    assert store.revision == revision
    assert len(list(store.documents())) == 1


def test_changed_bytes_of_one_document_are_a_new_version_and_the_old_is_kept(store: Store, write: Any) -> None:
    old = write("1256/QĐ-UBND", HOME, DAY, name="ke-hoach.txt")
    new = write("1256/QĐ-UBND", HOME, DAY, name="ke-hoach.txt", tasks=[("II.1", "Ban hành quy chế")])
    first, second = store.put(*old), store.put(*new)
    assert (first.iri, second.status) == (second.iri, "new_version")
    assert store.text(first.iri) == new.source.text
    seen = [(one.name, one.sha256, one.length) for one in list_editions(store, first.iri)]
    assert seen == [(one.source.name, one.source.sha256, len(one.source.text)) for one in (old, new)]


def test_putting_the_former_text_again_brings_it_back(store: Store, write: Any) -> None:
    old = write("1256/QĐ-UBND", HOME, DAY, name="ke-hoach.txt")
    new = write("1256/QĐ-UBND", HOME, DAY, name="ke-hoach.txt", tasks=[("II.1", "Ban hành quy chế")])
    for paper in (old, new, old):
        iri = store.put(*paper).iri
    assert store.text(iri) == old.source.text
    assert store.verify() == ()


@pytest.mark.parametrize("fuller_first", [True, False])
def test_of_two_files_with_one_document_the_fuller_speaks(store: Store, write: Any, fuller_first: bool) -> None:
    short = write("1256/QĐ-UBND", HOME, DAY, name="quet.txt")
    full = write("1256/QĐ-UBND", HOME, DAY, name="ban-goc.txt", tasks=[("II.1", "Ban hành quy chế")])
    for paper in (full, short) if fuller_first else (short, full):
        iri = store.put(*paper).iri
    assert store.text(iri) == full.source.text
    assert store.describe(iri).editions == 2


@pytest.mark.parametrize("swapped", [True, False])
def test_two_documents_that_claim_one_identity_are_both_kept_and_reported(
    store: Store, write: Any, swapped: bool
) -> None:
    one = write("1256/QĐ-UBND", HOME, DAY, filler="Trồng cây xanh dọc đường liên xã, mỗi hộ ba cây, từ tháng hai.")
    two = write("1256/QĐ-UBND", HOME, "2021-03-01", title="Về phân luồng giao thông",
                filler="Cấm xe tải vào phố cổ sau sáu giờ sáng, trừ xe có giấy phép của phường.")  # fmt: skip
    _, second = (store.put(*paper) for paper in ((two, one) if swapped else (one, two)))
    assert second.status == "conflict"
    assert [finding.code for finding in second.findings] == ["identity_conflict"]
    titles = {found.iri.rpartition("/")[2]: found.document.title for found in store.documents()}
    assert titles == {
        "1256-qd-ubnd": "Về phân luồng giao thông",
        "1256-qd-ubnd~2": "Ban hành Kế hoạch làm sạch bờ kênh",
    }
    assert {finding.code for found in store.documents() for finding in store.findings(found.iri)} == {
        "identity_conflict"
    }


def test_the_same_number_in_another_province_or_year_is_another_document(store: Store, write: Any) -> None:
    papers = [
        write("2108/QĐ-UBND", "UBND tỉnh Quảng Ngãi", "2021-12-23"),
        write("2108/QĐ-UBND", "UBND tỉnh Thanh Hóa", "2021-12-23"),
        write("2108/QĐ-UBND", "UBND tỉnh Quảng Ngãi", "2020-12-23"),
    ]
    assert [store.put(*paper).status for paper in papers] == ["new"] * 3
    with pytest.raises(AmbiguousNameError) as caught:
        store.find("2108/QĐ-UBND")
    assert len(caught.value.candidates) == 3
    assert store.find("2108/QĐ-UBND Thanh Hóa").document.issuer == "UBND tỉnh Thanh Hóa"
    assert str(store.find("2108/qđ-ubnd năm 2020").document.date) == "2020-12-23"


@pytest.mark.parametrize("numbers", [("123456/KH-UBND", "123457/KH-UBND"), ("Tối mật 5", "Tối mật 6")])
def test_numbers_beyond_the_grammar_keep_their_documents_apart(
    store: Store, write: Any, numbers: tuple[str, str]
) -> None:
    assert [store.put(*write(number, HOME, DAY)).status for number in numbers] == ["new", "new"]
    assert [store.find(number).document.number for number in numbers] == list(numbers)


def test_documents_with_neither_number_nor_title_are_no_rivals(store: Store, write: Any) -> None:
    papers = [write(None, HOME, DAY, title="", filler=words) for words in ("Họp ở đình làng.", "Chợ phiên tháng ba.")]
    assert [store.put(*paper).status for paper in papers] == ["new", "new"]


def test_the_chair_and_the_committee_number_together(store: Store, write: Any) -> None:
    store.put(*write("1256/QĐ-UBND", "Chủ tịch UBND tỉnh Quảng Ngãi", DAY, name="a.txt"))
    again = write("1256/QĐ-UBND", "UBND tỉnh Quảng Ngãi", DAY, name="b.txt", tasks=[("II.1", "Ban hành quy chế")])
    assert store.put(*again).status == "new_version"


def test_better_records_of_a_known_text_replace_the_old_ones(store: Store, write: Any) -> None:
    paper = write(None, HOME, DAY)
    blank = store.put(*paper).iri
    head = paper.extraction.document.model_copy(update={"number": "77/KH-UBND", "type": "Kế hoạch"})
    better = store.put(paper.source, paper.extraction.model_copy(update={"document": head}))
    assert better.status == "reread"
    assert better.iri != blank
    assert [found.iri for found in store.documents()] == [better.iri]
    assert store.verify() == ()


def test_a_name_that_nobody_bears_suggests_near_numbers(store: Store, write: Any) -> None:
    store.put(*write("1256/QĐ-UBND", HOME, DAY))
    with pytest.raises(UnknownNodeError, match="1256/QĐ-UBND"):
        store.find("1265/QĐ-UBND")


def test_documents_are_found_by_iri_title_and_file_name(store: Store, write: Any) -> None:
    iri = store.put(*write("1256/QĐ-UBND", HOME, DAY, name="ke-hoach-kenh.txt")).iri
    for name in (iri, iri[iri.index("id/vb") :], "ban hanh ke hoach lam sach bo kenh", "ke-hoach-kenh", "1256/QD-UBND"):
        assert store.find(name).iri == iri


def test_rulings_survive_reingest_and_can_be_withdrawn(store: Store, write: Any) -> None:
    ruling = Decision(kind=DecisionKind.SAME, by="Lê Thị Mơ", date=datetime.date(2026, 1, 5), parent="a", child="b")
    store.record(ruling)
    store.put(*write("1256/QĐ-UBND", HOME, DAY))
    assert store.decisions() == (ruling,)
    store.record(ruling.model_copy(update={"kind": DecisionKind.WITHDRAW}))
    assert store.decisions() == ()
    assert len(store.decisions(history=True)) == 2


def test_a_removed_document_leaves_no_text_and_a_note(store: Store, write: Any) -> None:
    iri = store.put(*write("1256/QĐ-UBND", HOME, DAY, filler="Mười hai hộ ở xóm Cồn dời chuồng trại ra bãi.")).iri
    store.remove(iri, by="Lê Thị Mơ", on=datetime.date(2026, 1, 5), reason="gửi nhầm")
    assert list(store.documents()) == []
    assert search(store, "chuồng trại") == ()
    assert store.connection.execute("SELECT count(*) FROM texts").fetchone() == (0,)
    assert [note.by for note in store.removals()] == ["Lê Thị Mơ"]
    assert store.verify() == ()


# ── opening ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_missing_store_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError, match=r"kho\.db"):
        Store.open(tmp_path / "kho.db")
    assert list(tmp_path.iterdir()) == []


def test_a_newer_store_is_refused_and_left_untouched(tmp_path: Path, write: Any) -> None:
    path = tmp_path / "kho.db"
    with Store.open(path, create=True) as store:
        store.put(*write("1/KH-UBND", HOME, DAY))
        store.connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(StoreVersionError):
            Store.open(path, read_only=read_only)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + b"x" * 200])
def test_a_file_that_is_no_store_is_refused_and_left_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kho.db"
    path.write_bytes(content)
    with pytest.raises(StoreError):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "khac.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE people(name)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        Store.open(path, create=True)


def test_an_old_store_is_migrated_and_its_documents_are_searchable(tmp_path: Path, write: Any) -> None:
    path = tmp_path / "kho.db"
    with Store.open(path, create=True) as store:
        iri = store.put(*write("1256/QĐ-UBND", HOME, DAY)).iri
        for name in ("files", "search_exact", "search_folded", "entries", "changes"):
            store.connection.execute(f"DROP TABLE {name}")
        for statement in ("DROP INDEX documents_by_current", "PRAGMA user_version = 1"):
            store.connection.execute(statement)
    with pytest.raises(StoreVersionError):
        Store.open(path, read_only=True)
    with Store.open(path) as store:
        assert schema.read_version(store.connection) == (schema.APPLICATION_ID, schema.SCHEMA_VERSION)
        assert [hit.iri for hit in search(store, "1256/QĐ-UBND")] == [iri, *[iri] * 0]
        assert store.verify() == ()


def test_reading_stores_refuse_to_write(tmp_path: Path, write: Any) -> None:
    path = tmp_path / "kho.db"
    Store.open(path, create=True).close()
    with Store.open(path, read_only=True) as store, pytest.raises(StoreError, match="reading only"):
        store.put(*write("1/KH-UBND", HOME, DAY))


def test_the_second_writer_is_told_who_writes(tmp_path: Path, write: Any) -> None:
    path = tmp_path / "kho.db"
    with Store.open(path, create=True) as first, Store.open(path, patience=0.1) as second:
        with first.writing(), pytest.raises(StoreUnavailableError, match=f"pid {os.getpid()}"):
            second.put(*write("1/KH-UBND", HOME, DAY))
        assert second.put(*write("1/KH-UBND", HOME, DAY)).status == "new"


def test_a_reader_sees_one_state_while_a_writer_adds(tmp_path: Path, write: Any) -> None:
    path = tmp_path / "kho.db"
    with Store.open(path, create=True) as writer, Store.open(path, read_only=True) as reader:
        writer.put(*write("1/KH-UBND", HOME, DAY))
        with reader.reading():
            assert len(list(reader.documents())) == 1
            writer.put(*write("2/KH-UBND", HOME, DAY))
            assert len(list(reader.documents())) == 1
        assert len(list(reader.documents())) == 2


# ── care ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_backup_holds_the_same_and_is_sound(tmp_path: Path, store: Store, write: Any, cite: Any) -> None:
    for number in range(1, 6):
        store.put(*write(f"{number}/KH-UBND", HOME, DAY, cite("76/NQ-CP", issuer="Chính phủ", day="2021-07-15")))
    made = store.backup(tmp_path / "sao.db")
    assert made.documents == 5
    assert dump(tmp_path / "sao.db") == dump(store.path)
    assert sorted(path.name for path in tmp_path.iterdir() if "sao" in path.name) == ["sao.db"]
    with Store.open(tmp_path / "sao.db", read_only=True) as copy:
        assert copy.verify() == ()


def test_a_backup_never_overwrites_the_store_itself(store: Store) -> None:
    with pytest.raises(StoreError):
        store.backup(store.path)
    assert store.verify() == ()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE texts SET text = text || 'x'", "store_text_hash"),
        ("UPDATE tasks SET record = replace(record, 'quy', 'qui')", "store_records"),
        ("UPDATE editions SET head = replace(head, '1256', '1257')", "store_records"),
        ("UPDATE editions SET name = 'khac.txt'", "store_seal"),
        ("UPDATE citations SET after = 'khac'", "store_columns"),
        ("UPDATE documents SET identity = 'vn/ai-do/gi-do/2021/1-x'", "store_identity"),
        ("UPDATE decisions SET record = replace(record, 'Mơ', 'Mận')", "store_decision"),
        ("UPDATE documents SET current = NULL", "store_orphan"),
        ("DELETE FROM entries WHERE id = (SELECT min(id) FROM entries)", "store_index"),
        ("UPDATE meta SET value = 'https://khac/' WHERE key = 'base'", "store_identity"),
        ("ALTER TABLE tasks ADD COLUMN khac TEXT", "store_schema"),
    ],
)
def test_verify_names_what_was_changed_behind_its_back(
    tmp_path: Path, write: Any, cite: Any, statement: str, code: str
) -> None:
    path = tmp_path / "kho.db"
    with Store.open(path, create=True) as store:
        store.put(*write("1256/QĐ-UBND", HOME, DAY, cite("76/NQ-CP"), tasks=[("II.1", "Ban hành quy chế")]))
        store.record(Decision(kind="same", by="Mơ", date=datetime.date(2026, 1, 5), parent="a", child="b"))
        store.connection.execute("PRAGMA foreign_keys = OFF")
        store.connection.execute(statement)
    with Store.open(path, read_only=True) as store:
        assert code in {problem.code for problem in store.verify()}


def test_a_flipped_byte_is_found_or_harmless(tmp_path: Path, write: Any, cite: Any) -> None:
    path = tmp_path / "kho.db"
    with Store.open(path, create=True) as store:
        for number in range(1, 6):
            tasks = [(f"II.{n}", f"Việc thứ {n} của kế hoạch {number}, giao xã làm") for n in range(1, 6)]
            store.put(*write(f"{number}/KH-UBND", HOME, DAY, cite("76/NQ-CP", issuer="Chính phủ"), tasks=tasks))
        store.connection.execute("PRAGMA journal_mode = DELETE")
    sound, whole = dump(path), path.read_bytes()
    chance, missed = random.Random(7), []
    for _ in range(200):
        place = chance.randrange(100, len(whole))
        broken = bytearray(whole)
        broken[place] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(broken))
        try:
            with Store.open(path, read_only=True) as store:
                found = bool(store.verify())
                found = found or (search(store, "việc thứ"), True)[1] is False
        except StoreError:
            found = True
        if not found and dump(path) != sound:
            missed.append(place)
    assert missed == []


WRITER = """
import sys, hashlib, itertools
from cancu.graph.store import Store
from cancu.ontology.records import Document, Extraction, SourceText, Task
store = Store.open(sys.argv[1], create=True, patience=60)
print("ready", flush=True)
for number in itertools.count(int(sys.argv[2])):
    text = f"Số: {number}/KH-UBND " + "việc phải làm ở xã " * 200
    source = SourceText(text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), name=f"{number}.txt")
    tasks = tuple(Task(ref=f"II.{n}", text="việc phải làm", start=0, end=5) for n in range(20))
    head = Document(type="Kế hoạch", number=f"{number}/KH-UBND", issuer="UBND tỉnh Quảng Ngãi", date="2021-01-01")
    store.put(source, Extraction(document=head, tasks=tasks))
    print(number, flush=True)
"""


@pytest.mark.slow
def test_a_killed_writer_loses_nothing_that_it_reported(tmp_path: Path) -> None:
    path, chance, reported = tmp_path / "kho.db", random.Random(3), set()
    for turn in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(turn * 10_000 + 1)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        if turn == 0:
            reported.add(int(process.stdout.readline()))
        time.sleep(chance.uniform(0.02, 0.3))
        process.send_signal(signal.SIGKILL)
        reported |= {int(line) for line in process.stdout.read().splitlines() if line}
        process.stdout.close()
        process.wait()
        with Store.open(path) as store:
            assert store.verify() == ()
            assert all((found.tasks, found.editions) == (20, 1) for found in store.documents())
    with Store.open(path, read_only=True) as store:
        kept = {int((found.document.number or "").split("/")[0]) for found in store.documents()}
    assert reported
    assert reported <= kept


@pytest.mark.slow
def test_several_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kho.db"
    writer = WRITER.replace("itertools.count(int(sys.argv[2]))", "range(int(sys.argv[2]), int(sys.argv[2]) + 15)")
    writers = [
        subprocess.Popen([sys.executable, "-c", writer, str(path), str(start)], stdout=subprocess.DEVNULL)
        for start in (1, 101, 201)
    ]
    assert [process.wait() for process in writers] == [0, 0, 0]
    with Store.open(path, read_only=True) as store:
        assert len(list(store.documents())) == 45
        assert store.verify() == ()


def test_findings_are_stored_as_json_that_others_can_read(store: Store, write: Any) -> None:
    store.put(*write("1256/QĐ-UBND", HOME, DAY, tasks=[("II.1", "Ban hành quy chế")]))
    (record,) = store.connection.execute("SELECT record FROM tasks").fetchone()
    assert json.loads(record)["lead"] == ["Sở Nội vụ"]
