"""Archives and packages, judged before they are unpacked: bombs, encryption, and XML that could reach out.

A zip is refused by what its directory claims, and no part is read beyond that claim; names of entries are labels and
never paths. XML with a document type declaration is refused, since nothing that offices write has one and entities
live there.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import IO
from xml.parsers import expat

from cancu.ontology.errors import SourceError

MOST_ENTRIES = 5_000
"""Entries of an archive; a document of Word with a picture on every page has some hundreds."""
MOST_UNPACKED = 500_000_000
"""Bytes of an archive when unpacked."""
MOST_RATIO = 100
"""How many times larger an entry may grow, once it is large enough to matter."""
RATIO_COUNTS_FROM = 5_000_000
"""Bytes of an unpacked entry from which on its ratio is judged: sheets and styles of some kilobytes pack very well."""
_PROLOG_CHUNK = 65_536
_END_RECORD = b"PK\x05\x06"
_END_RECORD_SIZE = 22
_LONGEST_COMMENT = 65_535
_MANY = 0xFFFF
_ENCRYPTED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_XML_SUFFIXES = (".xml", ".rels", ".rdf")


def open_archive(data: bytes, where: str = "") -> zipfile.ZipFile:
    """Open a zip archive that is safe to unpack.

    Args:
        data: its bytes
        where: file name for messages

    Raises:
        SourceError: no whole zip (`E_CORRUPT`), a bomb by its own directory (`E_BOMB`), locked by a password
            (`E_ENCRYPTED`), or packed in a way that no office writes (`E_LIMIT`).
    """
    if _count_entries(data) > MOST_ENTRIES:
        raise _refuse_bomb(f"hơn {MOST_ENTRIES} mục", f"more than {MOST_ENTRIES} entries", where)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise _refuse_corrupt(str(error), where) from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _refuse_bomb(f"hơn {MOST_ENTRIES} mục", f"more than {MOST_ENTRIES} entries", where)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _refuse_bomb(f"hơn {MOST_UNPACKED} byte", f"more than {MOST_UNPACKED} bytes", where)
    for entry in entries:
        _judge_entry(entry, where)
    return archive


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str = "") -> bytes:
    """Unpack one entry of an opened archive, never more than its directory claims.

    Raises:
        SourceError: the entry is damaged (`E_CORRUPT`).
    """
    try:
        return archive.read(entry)
    except _DAMAGES as error:
        raise _refuse_corrupt(str(error), where) from error


def check_package(data: bytes, where: str = "") -> None:
    """Refuse a package of XML parts, such as .docx, .xlsx and .odt, that is a bomb or declares a document type.

    Raises:
        SourceError: as `open_archive` and `check_xml` do.
    """
    with open_archive(data, where) as archive:
        for entry in archive.infolist():
            if entry.filename.lower().endswith(_XML_SUFFIXES):
                _check_part(archive, entry, where)


def check_xml(data: bytes, where: str = "") -> None:
    """Refuse XML with a document type declaration; nothing behind the first tag is looked at.

    Raises:
        SourceError: `E_XML_FORBIDDEN`, or `E_CORRUPT` where it is no XML up to its first tag.

    Example:
        >>> check_xml(b"<?xml version='1.0'?><a/>")
    """
    _feed_prolog(io.BytesIO(data), where)


def unpack_gzip(data: bytes, limit: int, where: str = "") -> bytes:
    """Unpack a gzip file of at most `limit` bytes.

    Raises:
        SourceError: it grows beyond the limit (`E_BOMB`) or is damaged (`E_CORRUPT`).
    """
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(data, limit + 1)
    except zlib.error as error:
        raise _refuse_corrupt(str(error), where) from error
    if len(unpacked) > limit:
        raise _refuse_bomb(f"hơn {limit} byte", f"more than {limit} bytes", where)
    if not unpacker.eof:
        raise _refuse_corrupt("gzip", where)
    return unpacked


_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, struct.error)
"""What unpacking a damaged entry raises."""


def _count_entries(data: bytes) -> int:
    """Number of entries by the end record, before anything is made of them; 0 where it does not say."""
    place = data.rfind(_END_RECORD, max(0, len(data) - _END_RECORD_SIZE - _LONGEST_COMMENT))
    if place < 0 or place + _END_RECORD_SIZE > len(data):
        return 0
    return int(struct.unpack_from("<H", data, place + 10)[0])


def _judge_entry(entry: zipfile.ZipInfo, where: str) -> None:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise SourceError(
            "Tệp có mật khẩu", "the file is locked by a password", where=where, code="E_ENCRYPTED",
            hint="mở bằng mật khẩu rồi lưu bản không khóa (save a copy without password)",
        )  # fmt: skip
    if entry.compress_type not in _METHODS:
        raise SourceError(
            f"Kiểu nén {entry.compress_type} không đọc được", f"compression method {entry.compress_type} is not read",
            where=where, code="E_LIMIT", hint="nén lại bằng zip thường (pack it again as plain zip)",
        )  # fmt: skip
    if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise _refuse_bomb(f"phình hơn {MOST_RATIO} lần", f"grows more than {MOST_RATIO} times", where)


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str) -> None:
    try:
        with archive.open(entry) as part:
            _feed_prolog(part, where)
    except _DAMAGES as error:
        raise _refuse_corrupt(str(error), where) from error


class _FirstTagError(Exception):
    """The prolog is over."""


def _feed_prolog(stream: IO[bytes], where: str) -> None:
    """Parse up to the first tag; an empty part has none and does no harm."""

    def stop(*_: object) -> None:
        raise _FirstTagError

    def forbid(*_: object) -> None:
        raise SourceError(
            "XML khai báo DTD hoặc thực thể, không đọc vì an toàn", "the XML declares a DTD or entities", where=where,
            code="E_XML_FORBIDDEN", hint="mở bằng Word, Excel hoặc LibreOffice rồi lưu lại (save it again)",
        )  # fmt: skip

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = forbid
    parser.EntityDeclHandler = forbid
    parser.StartElementHandler = stop
    chunk = stream.read(_PROLOG_CHUNK)
    if not chunk:
        return
    try:
        while chunk:
            parser.Parse(chunk)
            chunk = stream.read(_PROLOG_CHUNK)
        parser.Parse(b"", True)
    except _FirstTagError:
        return
    except expat.ExpatError as error:
        raise _refuse_corrupt(str(error), where) from error


def _refuse_bomb(message: str, english: str, where: str) -> SourceError:
    return SourceError(
        f"Tệp nén bất thường: {message}", f"the archive would unpack to {english}", where=where, code="E_BOMB",
        hint="không mở; lấy lại tệp từ nơi ban hành (do not open it, get it again from its issuer)",
    )  # fmt: skip


def _refuse_corrupt(detail: str, where: str) -> SourceError:
    return SourceError(
        "Tệp hỏng hoặc thiếu phần, không mở được", f"the file is damaged or cut off: {detail}", where=where,
        code="E_CORRUPT", hint="chép hoặc tải lại tệp (copy or download it again)",
    )  # fmt: skip
