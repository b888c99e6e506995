"""Care of the store: a check of everything it holds, and copies that are checked before they count."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

from pydantic import ValidationError

from cancu.graph.changes import iter_altered
from cancu.graph.connection import connect, read, translate_errors
from cancu.graph.editions import choose_current, digest_records, digest_rows
from cancu.graph.files import iter_changed_files
from cancu.graph.holdings import Removal
from cancu.graph.schema import migrate
from cancu.graph.search_index import FORMS, iter_contents, list_rows
from cancu.graph.shelving import READ_SEALED, CitationRow, cite_rows, identify, read_editions
from cancu.ontology.assessments import Decision
from cancu.ontology.errors import StoreError
from cancu.ontology.outputs import is_store, judge_target, replace_file
from cancu.ontology.records import Citation, Document, Extraction, Record, Severity, Task
from cancu.ontology.records import Finding as Problem

_UNREADABLE = (sqlite3.DatabaseError, ValidationError, ValueError, TypeError, LookupError, AttributeError)


class Backup(Record):
    """A copy that was verified.

    Attributes:
        path: where it lies
        size: bytes
        sha256: hash of the file
        documents: how many it holds
    """

    path: str
    size: int
    sha256: str
    documents: int


def check_store(connection: sqlite3.Connection, base: str) -> tuple[Problem, ...]:
    """Check a store in one state: the file, hashes, records, spans, identities, rulings and the index.

    Args:
        connection: open in any way; nothing of the store is written
        base: where its identifiers live

    Returns:
        Problems, each with the place it concerns; empty where all is sound.
    """
    checks: tuple[Callable[[], Iterator[Problem]], ...] = (
        lambda: _check_file(connection),
        lambda: _check_schema(connection),
        lambda: _check_orphans(connection),
        lambda: _check_editions(connection),
        lambda: _check_documents(connection, base),
        lambda: _check_rulings(connection),
        lambda: _check_files(connection),
        lambda: _check_changes(connection),
        lambda: _check_index(connection),
    )
    with read(connection):
        return tuple(chain.from_iterable(_run(check) for check in checks))


def copy_store(connection: sqlite3.Connection, path: Path, target: Path) -> Backup:
    """Copy a store that is in use, verify the copy and give it its name in one step.

    Raises:
        CancuError: the target is the store itself or another file of the person's, or the copy is not sound.
        StoreUnavailableError: the disk refuses.
    """
    if target.exists() and target.resolve() == path.resolve():
        raise StoreError("Bản sao trùng với chính kho", "the copy would overwrite the store", where=str(target))
    judge_target(target, keep=(path,))
    with translate_errors(target):
        if target.exists() and not is_store(target):
            raise StoreError(
                "Đích là tệp có sẵn, không phải bản sao lưu của cancu",
                "the target is an existing file and no store of cancu",
                where=str(target),
                hint="chọn tên tệp khác (choose another file)",
                code="E_OUTPUT",
            )
        with replace_file(target, keep=(path,)) as draft:
            documents = _copy_and_check(connection, draft, target)
            digest = hashlib.sha256(draft.read_bytes()).hexdigest()
    return Backup(path=str(target), size=target.stat().st_size, sha256=digest, documents=documents)


def _copy_and_check(connection: sqlite3.Connection, draft: Path, target: Path) -> int:
    draft.unlink(missing_ok=True)
    with sqlite3.connect(draft) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    copy.close()
    check = connect(draft, read_only=True, patience=1)
    try:
        base = check.execute("SELECT value FROM meta WHERE key = 'base'").fetchone()
        problems = check_store(check, base[0] if base else "")
        documents = check.execute("SELECT count(*) FROM documents").fetchone()[0]
    finally:
        check.close()
    if problems:
        raise StoreError(
            f"Bản sao không toàn vẹn: {problems[0].message}",
            f"the copy is not sound: {problems[0].english}",
            hint="chạy cancu verify trên kho gốc",
            where=str(target),
            code="E_BACKUP",
        )
    return int(documents)


def _run(check: Callable[[], Iterator[Problem]]) -> Iterator[Problem]:
    """Run one check; what cannot even be read is a problem of its own."""
    try:
        yield from check()
    except _UNREADABLE as error:
        first = (str(error) or type(error).__name__).splitlines()[0]
        yield _problem("store_unreadable", "", f"không đọc được: {first}", f"cannot be read: {first}")


def _problem(code: str, where: str, message: str, english: str) -> Problem:
    return Problem(code=code, severity=Severity.ERROR, where=where, message=message, english=english)


def _check_file(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (said,) in connection.execute("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield _problem("store_file", "", f"tệp SQLite hỏng: {said}", f"the file is damaged: {said}")
    base, revision = (
        connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone() for key in ("base", "revision")
    )
    if base is None or (revision and not str(revision[0]).isdigit()):
        yield _problem("store_meta", "meta", "bảng meta sai", "the table meta is wrong")


def _check_schema(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Compare the tables with those of a new store."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh, 0)
        for name, _ in sorted({*_read_schema(fresh)} ^ {*_read_schema(connection)}):
            yield _problem("store_schema", name, "bảng khác với lược đồ", "a table differs from the schema")


def _read_schema(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every table and index with the statement that makes it, without those that SQLite makes for itself."""
    return connection.execute(_READ_SCHEMA).fetchall()


_READ_SCHEMA = """
SELECT name, coalesce(sql, '') FROM main.sqlite_master
WHERE name NOT GLOB 'sqlite_stat*' AND name NOT GLOB 'search_*_*'
"""


def _check_orphans(connection: sqlite3.Connection) -> Iterator[Problem]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield _problem("store_orphan", f"{table} {row}", f"trỏ tới {parent} không có", f"points to a missing {parent}")
    for statement, what in _ORPHANS:
        for (row,) in connection.execute(statement).fetchall():
            yield _problem("store_orphan", str(row), f"{what}: không thuộc văn bản nào", f"{what}: belongs to nothing")


_ORPHANS = (
    ("SELECT iri FROM documents WHERE current IS NULL", "documents"),
    ("SELECT sha256 FROM texts WHERE sha256 NOT IN (SELECT sha256 FROM editions)", "texts"),
    ("SELECT edition FROM citations WHERE task IS NOT NULL AND NOT EXISTS"
     " (SELECT 1 FROM tasks WHERE tasks.edition = citations.edition AND ordinal = task)", "citations"),
)  # fmt: skip


def _check_editions(connection: sqlite3.Connection) -> Iterator[Problem]:
    editions = connection.execute("SELECT id, sha256, name FROM editions ORDER BY id").fetchall()
    for edition, sha256, name in editions:
        where = f"{name or 'văn bản'} ({sha256[:12]})"
        try:
            yield from _check_edition(connection, edition, where)
        except _UNREADABLE as error:
            first = str(error).splitlines()[0]
            yield _problem("store_unreadable", where, f"không đọc được: {first}", f"cannot be read: {first}")


def _check_edition(connection: sqlite3.Connection, edition: int, where: str) -> Iterator[Problem]:
    head, digest, sha256, text = connection.execute(
        "SELECT head, digest, sha256, text FROM editions JOIN texts USING(sha256) WHERE id = ?", (edition,)
    ).fetchone()
    if hashlib.sha256(text.encode()).hexdigest() != sha256:
        yield _problem("store_text_hash", where, "nội dung khác với mã băm", "the text differs from its hash")
    extraction, tasks, citations = _read_records(connection, edition, head)
    if digest_records(extraction) != digest:
        yield _problem("store_records", where, "bản ghi đã bị thay đổi", "the records were changed")
    printed = [(task.ref, task.kind.value) for task in extraction.tasks]
    if printed != tasks or cite_rows(edition, text, extraction) != citations:
        yield _problem("store_columns", where, "cột suy ra không khớp bản ghi", "derived columns differ from records")
    yield from _check_spans(extraction, text, where)


def _read_records(
    connection: sqlite3.Connection, edition: int, head: str
) -> tuple[Extraction, list[tuple[str, str]], list[CitationRow]]:
    tasks = connection.execute("SELECT ref, kind, record FROM tasks WHERE edition = ? ORDER BY ordinal", (edition,))
    task_rows = tasks.fetchall()
    citations = connection.execute("SELECT * FROM citations WHERE edition = ? ORDER BY ordinal", (edition,)).fetchall()
    findings = connection.execute("SELECT record FROM findings WHERE edition = ? ORDER BY ordinal", (edition,))
    extraction = Extraction(
        document=Document.model_validate_json(head),
        citations=tuple(Citation.model_validate_json(row[2]) for row in citations),
        tasks=tuple(Task.model_validate_json(row[2]) for row in task_rows),
        findings=tuple(Problem.model_validate_json(row[0]) for row in findings),
    )
    return extraction, [(ref, kind) for ref, kind, _ in task_rows], citations


def _check_spans(extraction: Extraction, text: str, where: str) -> Iterator[Problem]:
    """Every span lies in the text, and citations quote what stands there."""
    for citation in extraction.citations:
        if text[citation.start : citation.end].split() != citation.text.split():
            yield _problem("store_span", f"{where} [{citation.start}:{citation.end}]",
                           "trích dẫn không khớp nội dung", "a citation does not quote the text")  # fmt: skip
    for task in extraction.tasks:
        if not task.start <= task.end <= len(text):
            yield _problem("store_span", f"{where} {task.ref}", "vị trí ngoài văn bản", "a span lies outside the text")


def _check_documents(connection: sqlite3.Connection, base: str) -> Iterator[Problem]:
    for document, iri, identity, current in connection.execute("SELECT * FROM documents ORDER BY id").fetchall():
        for edition, seal, *sealed in connection.execute(READ_SEALED, (document,)).fetchall():
            if digest_rows(map(str, sealed)) != seal:
                yield _problem("store_seal", f"{iri} #{edition}", "thông tin tệp đã bị thay đổi", "file data changed")
        editions = read_editions(connection, document)
        plain, _, count = iri.partition("~")
        head, sha256 = connection.execute("SELECT head, sha256 FROM editions WHERE id = ?", (current,)).fetchone()
        extraction, _, _ = _read_records(connection, current, head)
        known = plain == f"{base}id/vb/{identity}" and (not count or count.isdigit())
        if not known or identify(extraction, sha256).path != identity or choose_current(editions).id != current:
            yield _problem("store_identity", iri, "định danh không khớp văn bản", "identifier and document disagree")


def _check_rulings(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row, record, digest in connection.execute("SELECT id, record, digest FROM decisions").fetchall():
        Decision.model_validate_json(record)
        if digest_rows([record]) != digest:
            yield _problem("store_decision", f"decision {row}", "quyết định đã bị thay đổi", "a ruling was changed")
    for iri, record, digest in connection.execute("SELECT iri, record, digest FROM removals").fetchall():
        if digest_rows([record]) != digest or Removal.model_validate_json(record).iri != iri:
            yield _problem("store_removal", iri, "ghi chú gỡ bỏ đã bị thay đổi", "a note of removal was changed")


def _check_files(connection: sqlite3.Connection) -> Iterator[Problem]:
    for sha256 in iter_changed_files(connection):
        yield _problem("store_file_note", sha256[:12], "ghi chú về tệp đã bị thay đổi", "a note of a file was changed")


def _check_changes(connection: sqlite3.Connection) -> Iterator[Problem]:
    for number in iter_altered(connection):
        yield _problem(
            "store_change", f"change {number}", "ghi chú thay đổi đã bị sửa", "a note of a change was altered"
        )


def _check_index(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Compare the full-text index, word by word, with one made anew in the temporary schema."""
    if not all(_is_form_whole(connection, form) for form in FORMS):
        yield _problem("store_index", "search",
                       "chỉ mục tìm kiếm không khớp bản ghi; tạo lại bằng: cancu verify --rebuild",
                       "the search index differs from the records; make it anew")  # fmt: skip


def _is_form_whole(connection: sqlite3.Connection, form: str) -> bool:
    """Whether one table of the index holds the words of the records, and no entry is missing or too many."""
    for statement in _FRESH:
        connection.execute(statement.replace("FORM", form))
    try:
        for contents in iter_contents(connection):
            if any(entry is None for entry, _ in contents):
                return False
            kept = sorted((entry, content) for entry, content in contents if entry is not None and content.words)
            connection.executemany("INSERT INTO temp.fresh(rowid, words) VALUES(?, ?)", list_rows(form, kept))
        return connection.execute(_DIFFERENCE).fetchone() is None
    finally:
        for name in ("kept", "made", "fresh"):
            connection.execute("DROP TABLE IF EXISTS temp." + name)


_FRESH = (
    'CREATE VIRTUAL TABLE temp.fresh USING fts5(words, content="", tokenize="unicode61 remove_diacritics 0")',
    "CREATE VIRTUAL TABLE temp.kept USING fts5vocab('main', 'search_FORM', 'instance')",
    "CREATE VIRTUAL TABLE temp.made USING fts5vocab('temp', 'fresh', 'instance')",
)
_DIFFERENCE = """
SELECT 1 FROM (
  SELECT term, doc, offset FROM temp.made EXCEPT
  SELECT term, doc, offset FROM temp.kept
) UNION ALL SELECT 1 FROM (
  SELECT term, doc, offset FROM temp.kept WHERE doc IN (SELECT id FROM entries) EXCEPT
  SELECT term, doc, offset FROM temp.made
) LIMIT 1
"""
