"""What there is to read in files, folders and archives: documents one by one, and what is passed over with the reason.

Folders are walked without recursion and without following links; only regular files count. Members of a zip archive
are read from memory by their place in its directory: their names are labels, never paths, and an archive inside an
archive is refused.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from cancu.ingest.archives import open_archive, read_entry
from cancu.ingest.detection import detect_media_type, match_signature
from cancu.ingest.formats import DOCUMENT_SUFFIXES, ZIP
from cancu.ingest.isolation import IsolatedReader
from cancu.ingest.readers import MAX_BYTES, clean_name, read_bytes, read_file
from cancu.ontology.errors import SourceError
from cancu.ontology.records import SourceText

_ZIP_SUFFIX = ".zip"
_HEAD = 1024


class Item(NamedTuple):
    """A document to read.

    Attributes:
        path: its file, or the archive that holds it
        position: place in the archive's directory, None for a file of its own
        member: its name inside the archive, for people
    """

    path: Path
    position: int | None = None
    member: str = ""

    @property
    def label(self) -> str:
        """What reports call it: the path, for a member of an archive followed by its name there."""
        label = f"{self.path}/{self.member}" if self.member else str(self.path)
        return label.encode("utf-8", "replace").decode()

    @property
    def name(self) -> str:
        """The name that its text bears."""
        return clean_name(f"{self.path.name}/{self.member}" if self.member else self.path.name)


class PassedOver(NamedTuple):
    """What is not read.

    Attributes:
        label: path for people
        error: why; `E_SKIPPED` and `E_NOT_A_DOCUMENT` are no failures, other codes are
    """

    label: str
    error: SourceError

    @property
    def failed(self) -> bool:
        """Whether it should have been read."""
        return self.error.code not in ("E_SKIPPED", "E_NOT_A_DOCUMENT")


def find_items(paths: Iterable[Path]) -> Iterator[Item | PassedOver]:
    """Yield the documents of folders and archives, sorted by path, and every named file; each once.

    In a folder or archive the ending tells documents from other files. Hidden files and a folder's `README` speak of
    the folder and are not mentioned.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _walk(path) if path.is_dir() else (path,):
            if isinstance(found, PassedOver):
                yield found
            elif found not in seen:
                seen.add(found)
                yield from _open_if_archive(found)


def is_document(name: str) -> bool:
    """Whether a file in a folder is a document by its ending.

    Example:
        >>> is_document("ke-hoach.PDF"), is_document("trang.html.gz"), is_document("anh.jpg")
        (True, True, False)
    """
    return Path(name.lower().removesuffix(".gz")).suffix in DOCUMENT_SUFFIXES


class CollectionReader:
    """Reads items one after another, with one child process and one open archive; a context manager.

    Args:
        reader: the child process for formats that need one
    """

    def __init__(self, reader: IsolatedReader) -> None:
        self._reader = reader
        self._archive: tuple[Path, zipfile.ZipFile] | None = None

    def __enter__(self) -> CollectionReader:
        self._reader.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.close()
        self._close_archive()

    def load(self, item: Item) -> bytes:
        """The bytes of an item.

        Raises:
            SourceError: it is missing, damaged or too large.
        """
        if item.position is None:
            return read_file(item.path)
        if self._archive is None or self._archive[0] != item.path:
            self._close_archive()
            self._archive = item.path, open_archive(read_file(item.path), item.path.name)
        archive = self._archive[1]
        entry = archive.infolist()[item.position]
        if entry.file_size > MAX_BYTES:
            raise SourceError(
                "Tệp quá lớn", f"the file is larger than {MAX_BYTES} bytes", where=item.label, code="E_TOO_LARGE",
                hint="tách tệp thành từng văn bản (split the file)",
            )  # fmt: skip
        return read_entry(archive, entry, item.label)

    def read(self, item: Item, data: bytes) -> SourceText:
        """Read the text of an item from its bytes.

        Raises:
            SourceError: as `cancu.ingest.readers.read_bytes`.
        """
        return read_bytes(data, item.name, reader=self._reader)

    def _close_archive(self) -> None:
        if self._archive is not None:
            self._archive[1].close()
            self._archive = None


def _walk(folder: Path) -> Iterator[Path | PassedOver]:
    """The documents under a folder: its own first, then those of its folders."""
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield PassedOver(_print_path(place), _explain_folder(error))
            continue
        folders = []
        for entry in entries:
            if entry.name.startswith((".", "README")):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(place / entry.name)
            else:
                yield _judge_entry(entry, place / entry.name)
        waiting += reversed(folders)


def _judge_entry(entry: os.DirEntry[str], path: Path) -> Path | PassedOver:
    """A regular file that is a document by its ending, or why it is passed over."""
    if entry.is_symlink():
        return PassedOver(_print_path(path), _skip("liên kết (link), không đi theo", "a link is not followed"))
    if not entry.is_file(follow_symlinks=False):
        kind = _name_kind(entry.stat(follow_symlinks=False).st_mode)
        return PassedOver(_print_path(path), _skip(f"không phải tệp thường ({kind})", f"no regular file ({kind})"))
    if is_document(entry.name) or entry.name.lower().endswith(_ZIP_SUFFIX):
        return path
    return PassedOver(_print_path(path), _refuse_ending(Path(entry.name).suffix))


def _open_if_archive(path: Path) -> Iterator[Item | PassedOver]:
    """The members of an archive, or the file itself; what cannot be looked at fails when it is read."""
    try:
        with path.open("rb") if path.is_file() else open(os.devnull, "rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        head = b""
    if match_signature(head) != ZIP:
        yield Item(path)
        return
    try:
        data = read_file(path)
        if detect_media_type(data, str(path)) != ZIP:
            yield Item(path)
            return
        with open_archive(data, str(path)) as archive:
            entries = archive.infolist()
    except SourceError as error:
        yield PassedOver(_print_path(path), error)
        return
    for position, entry in enumerate(entries):
        found = _judge_member(path, position, entry)
        if found:
            yield found


def _judge_member(path: Path, position: int, entry: zipfile.ZipInfo) -> Item | PassedOver | None:
    member = clean_name(entry.filename)
    names = member.replace("\\", "/").split("/")
    if entry.is_dir() or any(name.startswith((".", "__MACOSX")) and name != ".." for name in names):
        return None
    item = Item(path, position, member)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return PassedOver(item.label, _skip("liên kết (link) trong tệp nén", "a link in an archive"))
    if member.lower().endswith(_ZIP_SUFFIX):
        return PassedOver(item.label, _refuse_nested(item.label))
    return item if is_document(member) else PassedOver(item.label, _refuse_ending(Path(names[-1]).suffix))


def _print_path(path: Path) -> str:
    return str(path).encode("utf-8", "replace").decode()


def _name_kind(mode: int) -> str:
    kinds = (("FIFO", stat.S_ISFIFO), ("socket", stat.S_ISSOCK), ("device", stat.S_ISBLK), ("device", stat.S_ISCHR))
    return next((name for name, test in kinds if test(mode)), "?")


def _skip(message: str, english: str) -> SourceError:
    return SourceError(message, english, code="E_SKIPPED", hint="nêu thẳng tên tệp nếu cần đọc (name the file itself)")


def _refuse_ending(suffix: str) -> SourceError:
    return SourceError(
        f"không phải văn bản, theo đuôi tệp ({suffix or 'không có'})", "no document by its ending",
        code="E_NOT_A_DOCUMENT", hint="nêu thẳng tên tệp nếu cần đọc (name the file itself)",
    )  # fmt: skip


def _refuse_nested(label: str) -> SourceError:
    return SourceError(
        "Tệp nén lồng trong tệp nén, không mở", "an archive inside an archive is not opened", where=label,
        code="E_BOMB", hint="giải nén một lần rồi nạp lại (unpack it once and ingest again)",
    )  # fmt: skip


def _explain_folder(error: OSError) -> SourceError:
    return SourceError(
        f"Không mở được thư mục: {error.strerror or error}", "the folder cannot be opened", code="E_PERMISSION",
        hint="xin quyền đọc thư mục (ask for permission to read it)",
    )  # fmt: skip
