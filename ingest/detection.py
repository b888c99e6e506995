"""What a file is, judged by its bytes alone: a wrong ending costs nothing, and random bytes are no document.

Containers are looked into: a zip for the parts of Word, Excel or OpenDocument, an OLE file for the streams of Word or
Excel. Markup is told from plain text by its first tags.
"""

from __future__ import annotations

import re
import struct
import zipfile

from cancu.ingest.archives import open_archive, read_entry
from cancu.ingest.formats import DOC, DOCX, GZIP, HTML, JPEG, ODT, PDF, PNG, RTF, TEXT, TIFF, XLS, XLSX, ZIP
from cancu.ontology.errors import SourceError

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (_OLE, "application/x-ole-storage"),
    (b"{\\rtf", RTF),
    (b"\x1f\x8b", GZIP),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
_UNREAD = (
    (b"GIF8", "image/gif"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90\x00", "application/vnd.microsoft.portable-executable"),
)
_PDF_WITHIN = 1024
"""Readers of PDF accept some junk in front of the header (ISO 32000-1, appendix H, note 13)."""
_STREAMS = (
    ("EncryptedPackage", ""),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
_ENTRY_SIZE = 128
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|tr|div|ul|ol|p|h[1-6]|span)[\s>/]", re.IGNORECASE
)
_OPENING = re.compile(rb"\s*<(?:!|\?xml|[a-z])", re.IGNORECASE)
_MARKUP_WITHIN = 4096
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b")) + b"\x7f"
_SAMPLE = 65_536
_MOST_CONTROLS = 0.01
_UTF16_SHARE = 0.1
"""Share of NUL bytes, all on one side of the pairs, from which on a text is taken for UTF-16 without its mark."""


def detect_media_type(data: bytes, where: str = "") -> str:
    """Tell the media type of a file's bytes: one of `FORMATS`, or a zip or gzip that holds documents.

    Args:
        data: the bytes of the whole file
        where: file name for messages

    Raises:
        SourceError: none that is read here (`E_TYPE_MISMATCH`), a damaged container (`E_CORRUPT`), a bomb (`E_BOMB`)
            or a locked file (`E_ENCRYPTED`).

    Example:
        >>> detect_media_type("Số: 12/KH-UBND".encode())
        'text/plain'
    """
    found = match_signature(data)
    if found == ZIP:
        return _look_into_zip(data, where)
    if found.endswith("ole-storage"):
        return _look_into_ole(data, where)
    if found and found not in (GZIP, PDF, RTF, PNG, JPEG, TIFF):
        raise refuse_type(found, where)
    if not found and not data.startswith(_UTF16_MARKS) and not is_wide(data) and _is_binary(data):
        raise refuse_type("application/octet-stream", where)
    return found or (HTML if _is_markup(data) else TEXT)


def match_signature(data: bytes) -> str:
    """The media type that the first bytes tell; empty for what may be text.

    Example:
        >>> match_signature(b"%PDF-1.7")
        'application/pdf'
    """
    for signature, media_type in (*_SIGNATURES, *_UNREAD):
        if data.startswith(signature):
            return media_type
    return PDF if b"%PDF-" in data[:_PDF_WITHIN] and not _is_plain(data[:_PDF_WITHIN]) else ""


def is_wide(data: bytes) -> bool:
    """Whether bytes without a mark are UTF-16: many NUL bytes, nearly all in one half of the pairs."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return max(even, odd) > _UTF16_SHARE * len(sample) / 2 and min(even, odd) <= max(even, odd) // 20


def refuse_type(media_type: str, where: str) -> SourceError:
    """The error for a file of a kind that is not read."""
    return SourceError(
        f"Nội dung là {media_type}, không phải văn bản đọc được", f"the content is {media_type}, which is not read",
        where=where, code="E_TYPE_MISMATCH",
        hint="lưu lại ở dạng .docx, .pdf hoặc .txt rồi thử lại (save it in one of these formats)",
    )  # fmt: skip


def _is_plain(data: bytes) -> bool:
    """Whether a header of PDF stands inside a text that only speaks of it."""
    return not data.lstrip().startswith(b"%PDF-") and not _is_binary(data)


def _look_into_zip(data: bytes, where: str) -> str:
    with open_archive(data, where) as archive:
        names = {entry.filename.replace("\\", "/").lstrip("/").lower() for entry in archive.infolist()}
        if "[content_types].xml" in names:
            return _judge_office_parts(names, where)
        if "mimetype" in names:
            return _judge_declared(archive, where)
    return ZIP


def _judge_office_parts(names: set[str], where: str) -> str:
    for folder, media_type in (("word/", DOCX), ("xl/", XLSX)):
        if any(name.startswith(folder) for name in names):
            return media_type
    raise refuse_type("application/vnd.openxmlformats-officedocument", where)


def _judge_declared(archive: zipfile.ZipFile, where: str) -> str:
    """An OpenDocument or EPUB names its type in an entry of its own."""
    entry = next(one for one in archive.infolist() if one.filename.lower().endswith("mimetype"))
    declared = read_entry(archive, entry, where)[:100].decode("ascii", "replace").strip() if entry.file_size else ""
    if declared.startswith(ODT):
        return ODT
    raise refuse_type(declared or ZIP, where)


def _look_into_ole(data: bytes, where: str) -> str:
    """Find the streams by their names in the directory (MS-CFB 2.6.1): entries of 128 bytes, names in UTF-16."""
    for name, media_type in _STREAMS:
        if not _has_stream(data, name):
            continue
        if not media_type:
            raise SourceError(
                "Tệp có mật khẩu", "the file is locked by a password", where=where, code="E_ENCRYPTED",
                hint="mở bằng mật khẩu rồi lưu bản không khóa (save a copy without password)",
            )  # fmt: skip
        if media_type in (DOC, XLS):
            return media_type
        raise refuse_type(media_type, where)
    if _is_cut(data):
        raise SourceError(
            "Tệp Office 97–2003 bị cắt cụt", "the Office 97–2003 file is cut off", where=where, code="E_CORRUPT",
            hint="chép hoặc tải lại tệp (copy or download it again)",
        )  # fmt: skip
    raise refuse_type("application/x-ole-storage", where)


def _has_stream(data: bytes, name: str) -> bool:
    wanted = name.encode("utf-16-le") + b"\0\0"
    place = data.find(wanted)
    while place >= 0:
        if place % _ENTRY_SIZE == 0:
            return True
        place = data.find(wanted, place + 2)
    return False


def _is_cut(data: bytes) -> bool:
    """Whether the directory of an OLE file lies behind its end."""
    if len(data) < 512:
        return True
    shift = struct.unpack_from("<H", data, 30)[0]
    first = struct.unpack_from("<I", data, 48)[0]
    return shift not in (9, 12) or (first + 1) * (1 << shift) >= len(data)


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > _MOST_CONTROLS * len(sample) and bool(data.strip(b" \t\r\n\0"))


def _is_markup(data: bytes) -> bool:
    """Whether a text opens with a tag and has one of HTML near its beginning; a UTF-16 one is looked at by letters."""
    head = data[:_MARKUP_WITHIN].removeprefix(b"\xef\xbb\xbf")
    if head.startswith(_UTF16_MARKS) or is_wide(data):
        head = head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    return bool(_OPENING.match(head) and _MARKUP.search(head))
