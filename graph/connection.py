"""Opening the store's file: judged first, then migrated, locked while it is written.

A file that is no store, or was written by a newer cancu, is refused and left untouched. One transaction writes at
a time; a second writer waits, and is told who holds the store when it has waited in vain.
"""

from __future__ import annotations

import getpass
import os
import platform
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import ValidationError

from cancu.graph.schema import APPLICATION_ID, SCHEMA_VERSION, migrate, read_version
from cancu.ontology.errors import CancuError, StoreError, StoreUnavailableError, StoreVersionError


def connect(
    path: Path, *, create: bool = False, read_only: bool = False, base: str = "", patience: float = 10.0
) -> sqlite3.Connection:
    """Open the file and bring it to the current schema.

    Args:
        path: the store's file
        create: make it where it is missing
        read_only: never write, not even a migration
        base: where identifiers live; counts only when the store is made
        patience: seconds to wait for another writer

    Raises:
        StoreUnavailableError: missing, unreadable or locked.
        StoreVersionError: written by a newer cancu, or older and opened for reading only.
        StoreError: the file is no store of cancu.
    """
    if not path.is_file() and not create:
        raise StoreUnavailableError(
            "Không tìm thấy kho dữ liệu",
            "there is no store",
            hint="nạp văn bản trước: cancu ingest THƯ_MỤC --store TỆP",
            where=str(path),
        )
    existed = path.is_file() and path.stat().st_size > 0
    with translate_errors(path):
        if existed:
            _judge(path, read_only=read_only, patience=patience)
        connection = _open(path, read_only=read_only, patience=patience)
        try:
            if not read_only:
                _prepare(connection, path, base)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Turn errors of the database into errors that tell a person what to do."""
    try:
        yield
    except CancuError:
        raise
    except sqlite3.OperationalError as error:
        raise _explain(error, path) from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise StoreError(
            f"Kho dữ liệu hỏng hoặc không phải của cancu: {error}",
            f"the file is damaged or no store of cancu: {error}",
            hint="chạy cancu verify, hoặc khôi phục từ bản sao lưu",
            where=str(path),
            code="E_STORE_DAMAGED",
        ) from error
    except OSError as error:
        raise StoreUnavailableError(
            f"Không đọc hoặc ghi được kho: {error}", f"cannot read or write: {error}", where=str(path), code="E_IO"
        ) from error


@contextmanager
def translate_reads(path: Path) -> Iterator[None]:
    """Turn what a damaged store makes of a question into an error that tells a person what to do.

    Errors of other files and of the output pass as they are.
    """
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        with translate_errors(path):
            raise
    except ValidationError as error:
        if all(one["type"] != "json_invalid" for one in error.errors()):
            raise
        raise StoreError(
            "Kho dữ liệu hỏng: có bản ghi không đọc được",
            "the store is damaged: a record cannot be read",
            hint="chạy cancu verify, hoặc khôi phục từ bản sao lưu",
            where=str(path),
            code="E_STORE_DAMAGED",
        ) from error


@contextmanager
def write(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Run one transaction that writes: all of it is kept, or nothing.

    Raises:
        StoreUnavailableError: another writer holds the store longer than the connection's patience.
    """
    with translate_errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            _leave_note(path)
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def read(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Run several reads on one state of the store, whatever writers do meanwhile."""
    if connection.in_transaction:
        yield connection
        return
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        connection.execute("ROLLBACK")


def locate_triples(store_path: Path) -> Path:
    """Where the view of a store lies.

    Example:
        >>> locate_triples(Path("kho.db")).as_posix()
        'kho.db.nt'
    """
    return store_path.with_name(f"{store_path.name}.nt")


def discard_triples(store_path: Path) -> None:
    """Remove the kept view, which quotes the documents of the store."""
    locate_triples(store_path).unlink(missing_ok=True)


def forget_note(path: Path) -> None:
    """Remove the writer's note if it is ours."""
    note = _note_path(path)
    with suppress(OSError):
        if note.read_text(encoding="utf-8") == _signature():
            note.unlink()


def _open(path: Path, *, read_only: bool, patience: float) -> sqlite3.Connection:
    mode = "rwc"
    if read_only:
        mode = "ro&immutable=1" if _is_frozen(path) else "ro"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _is_frozen(path: Path) -> bool:
    """Tell whether the file lies where nobody can write (a disc, a share) and no log can be set up."""
    return not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()


def _judge(path: Path, *, read_only: bool, patience: float) -> None:
    """Look at an existing file without changing it."""
    connection = _open(path, read_only=True, patience=patience)
    try:
        application, version = read_version(connection)
    finally:
        connection.close()
    if application != APPLICATION_ID and (application or version):
        raise StoreError(
            "Tệp không phải kho dữ liệu của cancu", "the file is no store of cancu", where=str(path), code="E_NO_STORE"
        )
    if application != APPLICATION_ID and _has_tables(path):
        raise StoreError(
            "Tệp SQLite này thuộc chương trình khác", "the file belongs to another program", where=str(path)
        )
    if version > SCHEMA_VERSION:
        raise StoreVersionError(
            f"Kho được ghi bởi phiên bản cancu mới hơn (lược đồ {version}, bản này hiểu đến {SCHEMA_VERSION})",
            f"the store was written by a newer cancu (schema {version}, this one knows {SCHEMA_VERSION})",
            hint="cập nhật cancu; kho không bị thay đổi",
            where=str(path),
        )
    if read_only and version < SCHEMA_VERSION:
        raise StoreVersionError(
            f"Kho có lược đồ cũ ({version}), cần nâng cấp trước khi đọc",
            f"the store has an older schema ({version}) and must be migrated first",
            hint="mở để ghi một lần, chẳng hạn bằng cancu ingest; dữ liệu được giữ nguyên",
            where=str(path),
        )


def _has_tables(path: Path) -> bool:
    connection = _open(path, read_only=True, patience=1)
    try:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    finally:
        connection.close()


def _prepare(connection: sqlite3.Connection, path: Path, base: str) -> None:
    """Set the file up for writing that survives a crash, and migrate it."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    if read_version(connection) == (APPLICATION_ID, SCHEMA_VERSION):
        return
    with write(connection, path):
        _, version = read_version(connection)  # another writer may have come first
        if version < SCHEMA_VERSION:
            migrate(connection, version)
            connection.execute("INSERT OR IGNORE INTO meta VALUES('base', ?)", (base,))


def _explain(error: sqlite3.OperationalError, path: Path) -> StoreError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return StoreUnavailableError(
            f"Kho đang được ghi bởi {_read_note(path)}",
            f"the store is being written by {_read_note(path)}",
            hint="chờ xong rồi chạy lại; dữ liệu không bị mất",
            where=str(path),
            code="E_STORE_LOCKED",
        )
    if "readonly" in text:
        return StoreError("Kho mở chỉ để đọc", "the store is open for reading only", where=str(path))
    if "full" in text or "I/O" in text or "unable to open" in text:
        return StoreUnavailableError(
            f"Không đọc hoặc ghi được kho: {text}",
            f"cannot read or write the store: {text}",
            hint="kiểm tra dung lượng và quyền ghi; những gì đã lưu vẫn nguyên vẹn",
            where=str(path),
            code="E_IO",
        )
    return StoreError(f"Lỗi kho dữ liệu: {text}", f"store error: {text}", where=str(path))


def _note_path(path: Path) -> Path:
    return path.with_name(f"{path.name}-writer")


def _signature() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "?"
    return f"{user}@{platform.node()}, pid {os.getpid()}"


def _leave_note(path: Path) -> None:
    """Say who writes, beside the file: a waiting writer cannot read it from inside."""
    with suppress(OSError):
        _note_path(path).write_text(_signature(), encoding="utf-8")


def _read_note(path: Path) -> str:
    try:
        return _note_path(path).read_text(encoding="utf-8")
    except OSError:
        return "một chương trình khác / another program"
