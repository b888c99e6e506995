"""Where results may be written: never over an input, the store, a database of others or a device.

Every file that a person names as a target goes through `replace_file`: it is written beside the target and takes its
name in one step, so that a kill or a full disk leaves the old file as it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cancu.ontology.errors import CancuError

SQLITE_MARK = b"SQLite format 3\x00"
_STORE_MARK = b"canc"
_STORE_MARK_AT = 68
"""Where SQLite keeps the application id of a file."""


def is_database(path: Path) -> bool:
    """Whether a file is an SQLite database, whoever wrote it."""
    return _read_head(path).startswith(SQLITE_MARK)


def is_store(path: Path) -> bool:
    """Whether a file bears the marks of a store of cancu."""
    head = _read_head(path)
    return head.startswith(SQLITE_MARK) and head[_STORE_MARK_AT : _STORE_MARK_AT + 4] == _STORE_MARK


def judge_target(target: Path, *, keep: Iterable[Path] = ()) -> None:
    """Refuse a target that must not be written over.

    Args:
        target: the file that a person named
        keep: files that the command reads, the store among them

    Raises:
        CancuError: it is a folder, a device, one of the files to keep, or lies in a folder that is not there.
    """
    if target.is_dir() or not target.name:
        raise _refuse(target, "Đích là thư mục, không phải tệp", "the target is a folder")
    if target.exists() and not target.is_file():
        raise _refuse(target, "Đích không phải tệp thường", "the target is not a regular file")
    if not target.parent.is_dir():
        raise _refuse(target, "Không có thư mục để ghi vào", "there is no such folder")
    for path in keep:
        if target.resolve() == path.resolve() or (target.exists() and path.exists() and target.samefile(path)):
            raise _refuse(target, "Đích trùng với tệp đang đọc", "the target is a file that is being read")


@contextmanager
def replace_file(target: Path, *, keep: Iterable[Path] = ()) -> Iterator[Path]:
    """Yield a draft beside the target; it takes the target's name when the block ends well, else it goes.

    Raises:
        CancuError: `judge_target` refuses the target.
    """
    judge_target(target, keep=keep)
    whole = target.resolve()
    draft = whole.with_name(f".{whole.name}.{os.getpid()}.tmp")
    try:
        yield draft
        with draft.open("rb") as stream:
            os.fsync(stream.fileno())
        draft.replace(whole)
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            draft.with_name(draft.name + suffix).unlink(missing_ok=True)


def _read_head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(100)


def _refuse(target: Path, message: str, english: str) -> CancuError:
    hint = "chọn tệp khác để ghi (choose another file)"
    return CancuError(message, english, where=str(target), hint=hint, code="E_OUTPUT")
