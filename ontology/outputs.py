"""Where results may be written: never over an input, the store, a database of others or a device.

Every file that a person names as a target goes through `replace_file`: it is written beside the target and takes its
name in one step, so that a kill or a full disk leaves the old file as it was.
"""

from __future__ import annotations

import os
import shutil
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


@contextmanager
def replace_folder(target: Path, *, mark: str) -> Iterator[Path]:
    """Yield an empty draft folder beside the target; it takes the target's name when the block ends well, else it goes.

    Args:
        target: the folder that a person named
        mark: name of a file that every such folder holds; only a folder that has it, or an empty one, is replaced

    Raises:
        CancuError: the target is a file, a folder of other things, or lies in a folder that is not there.
    """
    whole = target.resolve()
    _judge_folder(whole, mark)
    draft, former = (whole.with_name(f".{whole.name}.{os.getpid()}.{state}") for state in ("tmp", "old"))
    draft.mkdir()
    try:
        yield draft
        if whole.exists():
            whole.replace(former)
        draft.replace(whole)
    finally:
        for left in (draft, former):
            shutil.rmtree(left, ignore_errors=True)


def _judge_folder(target: Path, mark: str) -> None:
    if not target.parent.is_dir():
        raise _refuse(target, "Không có thư mục để ghi vào", "there is no such folder")
    if target.exists() and not target.is_dir():
        raise _refuse(target, "Đích là tệp; định dạng này ghi một thư mục", "the target is a file, not a folder")
    if target.exists() and any(target.iterdir()) and not (target / mark).is_file():
        raise _refuse(target, "Thư mục đã có tệp khác", "the folder holds other files")


def _read_head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(100)


def _refuse(target: Path, message: str, english: str) -> CancuError:
    hint = "chọn tệp khác để ghi (choose another file)"
    return CancuError(message, english, where=str(target), hint=hint, code="E_OUTPUT")
