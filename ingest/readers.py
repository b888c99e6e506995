"""Bytes to text: the only place of `cancu.ingest` that opens files.

A source is judged by its bytes, decoded, brought to NFC, and hashed; nothing else in cancu reads the bytes
again. Plain text and Markdown are read here.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from bisect import bisect_right
from pathlib import Path

from cancu.ontology.errors import SourceError
from cancu.ontology.records import SourceText

MAX_BYTES = 50_000_000
"""Largest text file read, in bytes; a plan has some tens of thousands."""

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
)
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_BLANKS = " \n\r\t\x00\u00a0\u200b\ufeff"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_source(path: str | os.PathLike[str]) -> SourceText:
    """Read a text file.

    Args:
        path: a file of plain text or Markdown; UTF-8 with or without BOM, or UTF-16 with BOM

    Raises:
        SourceError: the file is missing, too large, empty, binary, or its encoding is not known.
    """
    place = Path(path)
    try:
        size = place.stat().st_size
        if not place.is_file():
            if place.is_dir():
                raise _refuse("E_NOT_A_FILE", "là thư mục, không phải tệp", "is a folder, not a file", place)
            raise _refuse("E_NOT_A_FILE", "không phải là tệp thường", "is not a regular file", place)
        if size > MAX_BYTES:
            raise _refuse("E_TOO_LARGE", f"quá lớn ({size} byte)", f"is too large ({size} bytes)", place)
        data = place.read_bytes()
    except FileNotFoundError as error:
        raise _refuse("E_NOT_FOUND", "không tìm thấy tệp", "no such file", place) from error
    except PermissionError as error:
        raise _refuse("E_PERMISSION", "không có quyền đọc", "permission denied", place) from error
    return make_source(_decode(data, place), place.name)


def make_source(text: str, name: str = "") -> SourceText:
    """Make the source of a text at hand: NFC, hashed.

    Raises:
        SourceError: nothing but blanks.

    Example:
        >>> make_source("Số: 2108/QĐ-UBND").media_type
        'text/plain'
    """
    printed = text.replace("\r\n", "\n").replace("\r", "\n")
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


def _decode(data: bytes, place: Path) -> str:
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            raise _refuse(
                "E_TYPE_MISMATCH", f"là {media_type}, chưa đọc được", f"is {media_type}, which is not read yet", place
            )
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="strict" if encoding == "utf-8-sig" else "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refuse(
            "E_ENCODING",
            f"không phải UTF-8 (byte thứ {error.start}); có thể là TCVN3, VNI hoặc windows-1258",
            f"is not UTF-8 (byte {error.start}); perhaps TCVN3, VNI or windows-1258",
            place,
        ) from error
    if text.strip(_BLANKS) and text.count("\x00") > len(text) // 100:
        raise _refuse("E_TYPE_MISMATCH", "là tệp nhị phân", "is a binary file", place)
    return text


_NEXT_STEPS = {
    "E_NOT_FOUND": "kiểm tra tên và đường dẫn của tệp (check name and path)",
    "E_NOT_A_FILE": "nêu một tệp; cả thư mục thì nạp bằng: cancu ingest THƯ_MỤC (name one file)",
    "E_PERMISSION": "xin quyền đọc tệp, hoặc chép tệp về chỗ đọc được (ask for permission to read it)",
}
_SAVE_AS_TEXT = "lưu lại văn bản ở dạng .txt (UTF-8) rồi thử lại"


def _refuse(code: str, message: str, english: str, place: Path) -> SourceError:
    hint = _NEXT_STEPS.get(code, _SAVE_AS_TEXT)
    return SourceError(message, english, where=str(place), code=code, hint=hint)
