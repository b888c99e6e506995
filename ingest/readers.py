"""Bytes to text: the only place of `cancu.ingest` that opens files.

A source is judged by its bytes and read in the way of its format: plain text is decoded here, everything else is
transcribed in a child process. What comes back is NFC text with its hash, and nothing in cancu reads the bytes again.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from bisect import bisect_right
from pathlib import Path

from cancu.ingest.archives import unpack_gzip
from cancu.ingest.detection import detect_media_type, match_signature
from cancu.ingest.encodings import decode_text
from cancu.ingest.formats import FORMAT_OF, GZIP, TEXT, ZIP
from cancu.ingest.isolation import IsolatedReader
from cancu.ingest.transcript import MAX_CHARACTERS
from cancu.ontology.errors import SourceError
from cancu.ontology.records import SourceText

MAX_BYTES = 200_000_000
"""Largest file read, in bytes; scans have some tens of millions."""
MAX_TEXT_BYTES = 50_000_000
"""Largest text file read, in bytes; a plan has some tens of thousands."""

_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_BLANKS = " \n\r\t\x00\u00a0\u200b\ufeff"
_HEAD = 1024
_LONGEST_NAME = 200


def read_source(path: str | os.PathLike[str], *, reader: IsolatedReader | None = None) -> SourceText:
    """Read a file of any format of `cancu.ingest.formats`.

    Args:
        path: the file; its ending does not matter
        reader: the child process to read in, for one who reads many files; otherwise one is started where needed

    Raises:
        SourceError: the file is missing, too large, empty, damaged, locked or of no format that is read.
    """
    place = Path(path)
    data = read_file(place)
    try:
        return read_bytes(data, place.name, reader=reader)
    except SourceError as error:
        if error.where in ("", place.name, clean_name(place.name)):
            error.where = str(place)
        raise


def read_file(place: Path) -> bytes:
    """Read the bytes of a regular file that is not too large for what it seems to be.

    Raises:
        SourceError: missing, no regular file, not permitted (`E_NOT_FOUND`, `E_NOT_A_FILE`, `E_PERMISSION`), or
            `E_TOO_LARGE`, before more than its head is read.
    """
    try:
        size = place.stat().st_size
        if not place.is_file():
            if place.is_dir():
                raise _refuse("E_NOT_A_FILE", "là thư mục, không phải tệp", "is a folder, not a file", place)
            raise _refuse("E_NOT_A_FILE", "không phải là tệp thường", "is not a regular file", place)
        with place.open("rb") as stream:
            head = stream.read(_HEAD)
            if size > (MAX_BYTES if match_signature(head) else MAX_TEXT_BYTES):
                raise _refuse("E_TOO_LARGE", f"quá lớn ({size} byte)", f"is too large ({size} bytes)", place)
            return head + stream.read(MAX_BYTES)
    except FileNotFoundError as error:
        raise _refuse("E_NOT_FOUND", "không tìm thấy tệp", "no such file", place) from error
    except PermissionError as error:
        raise _refuse("E_PERMISSION", "không có quyền đọc", "permission denied", place) from error


def read_bytes(data: bytes, name: str, *, reader: IsolatedReader | None = None) -> SourceText:
    """Read the bytes of one document, as `read_source` does.

    A gzip file is read as what it holds; an archive of several files is no document.

    Raises:
        SourceError: as `read_source`, but for what only a file can have.
    """
    name = clean_name(name)
    file_sha256 = hashlib.sha256(data).hexdigest()
    media_type = detect_media_type(data, name)
    if media_type == GZIP:
        data = unpack_gzip(data, MAX_TEXT_BYTES, name)
        name = name.removesuffix(".gz")
        media_type = detect_media_type(data, name)
    if media_type in (ZIP, GZIP):
        raise _refuse_container(media_type, name)
    if media_type == TEXT:
        text, encoding = decode_text(data, name)
        source = make_source(text, name).model_copy(update={"encoding": encoding})
    elif reader is None:
        with IsolatedReader() as own:
            source = own.read(FORMAT_OF[media_type], data, name)
    else:
        source = reader.read(FORMAT_OF[media_type], data, name)
    return source.model_copy(update={"file_sha256": file_sha256})


def clean_name(name: str) -> str:
    r"""A file's name as people may see and programs may store it: one line, no control marks, not too long.

    Example:
        >>> clean_name("kế hoạch\n\u202etxt.exe")
        'kế hoạch txt.exe'
    """
    printed = "".join(letter if letter.isprintable() else " " for letter in name)
    return unicodedata.normalize("NFC", " ".join(printed.split()))[:_LONGEST_NAME]


def make_source(text: str, name: str = "") -> SourceText:
    """Make the source of a text at hand: NFC, hashed.

    Raises:
        SourceError: nothing but blanks.

    Example:
        >>> make_source("Số: 2108/QĐ-UBND").media_type
        'text/plain'
    """
    printed = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(printed) > MAX_CHARACTERS:
        raise SourceError(
            f"Văn bản quá dài (hơn {MAX_CHARACTERS} ký tự)", f"more than {MAX_CHARACTERS} characters of text",
            where=name, code="E_TOO_LARGE", hint="tách tệp thành từng văn bản (split the file)",
        )  # fmt: skip
    text = unicodedata.normalize("NFC", printed)
    if not text.strip(_BLANKS):
        raise SourceError("Tệp rỗng", "the source is empty", where=name, code="E_EMPTY", hint="kiểm tra lại tệp nguồn")
    media_type = "text/markdown" if name.lower().endswith((".md", ".markdown")) else "text/plain"
    return SourceText(
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        media_type=media_type,
        name=name,
        shifts=_find_shifts(printed, text),
    )


def map_to_file(source: SourceText, offset: int) -> int:
    """Where an offset into `source.text` stands in the file's own characters.

    The two differ only in a file whose letters are decomposed; line ends count as one character.

    Example:
        >>> map_to_file(make_source("Kê\u0301 hoạch"), 2)
        3
    """
    position = bisect_right(source.shifts, offset, key=lambda shift: shift[0])
    return offset + (source.shifts[position - 1][1] if position else 0)


def _find_shifts(printed: str, text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the NFC text from which on the printed one is longer, with by how much."""
    if printed == text:
        return ()
    shifts: list[tuple[int, int]] = []
    length = surplus = 0
    for cluster in _CLUSTER.finditer(printed):
        composed = len(unicodedata.normalize("NFC", cluster[0]))
        length += composed
        if composed != len(cluster[0]):
            surplus += len(cluster[0]) - composed
            shifts.append((length, surplus))
    return tuple(shifts)


_NEXT_STEPS = {
    "E_NOT_FOUND": "kiểm tra tên và đường dẫn của tệp (check name and path)",
    "E_NOT_A_FILE": "nêu một tệp; cả thư mục thì nạp bằng: cancu ingest THƯ_MỤC (name one file)",
    "E_TOO_LARGE": "tách tệp thành từng văn bản (split the file)",
    "E_PERMISSION": "xin quyền đọc tệp, hoặc chép tệp về chỗ đọc được (ask for permission to read it)",
}


def _refuse(code: str, message: str, english: str, place: Path) -> SourceError:
    return SourceError(message, english, where=str(place), code=code, hint=_NEXT_STEPS[code])


def _refuse_container(media_type: str, name: str) -> SourceError:
    return SourceError(
        f"là tệp nén ({media_type}) chứa nhiều tệp, không phải một văn bản", "is an archive, not one document",
        where=name, code="E_ARCHIVE", hint="nạp cả tệp nén bằng: cancu ingest TỆP.zip (ingest the archive)",
    )  # fmt: skip
