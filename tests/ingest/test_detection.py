"""A file is what its bytes say, whatever it is called."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest

from cancu.ingest.detection import detect_media_type
from cancu.ingest.formats import DOC, DOCX, FORMATS, GZIP, HTML, ODT, PDF, RTF, TEXT, XLS, XLSX, ZIP
from cancu.ontology.errors import SourceError

TEXT_SAMPLE = "Số: 12/KH-UBND\nKẾ HOẠCH cải cách hành chính của tỉnh Hoài Giang\n"


def make_zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def make_ole(stream: str) -> bytes:
    """A header and a directory with one stream, enough to be told apart."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 0)
    return bytes(header) + stream.encode("utf-16-le").ljust(128, b"\0") + b"\0" * 1024


KNOWN = [
    (TEXT_SAMPLE.encode(), TEXT),
    (TEXT_SAMPLE.encode("utf-16"), TEXT),
    (TEXT_SAMPLE.encode("utf-16-le"), TEXT),
    (b"# Markdown, 1 < 2 and <b>bold</b>\n", TEXT),
    ("Cách mở tệp %PDF- trong Word".encode(), TEXT),
    (b"<!DOCTYPE html><html><body>x", HTML),
    (b"\xef\xbb\xbf  <html lang=vi>", HTML),
    ("<html><p>Kế hoạch".encode("utf-16"), HTML),
    (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', HTML),
    (b"<tr style='display: none'><th>Ng\xc3\xa0y</th></tr>", HTML),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", PDF),
    (b"\r\n\0\1\2%PDF-1.4\n\1\2\3\4", PDF),
    (b"{\\rtf1\\ansi", RTF),
    (b"\x1f\x8b\x08\x00", GZIP),
    (make_zip(**{"[Content_Types].xml": b"", "word/document.xml": b""}), DOCX),
    (make_zip(**{"[Content_Types].xml": b"", "xl/workbook.xml": b""}), XLSX),
    (make_zip(mimetype=ODT.encode()), ODT),
    (make_zip(**{"ke-hoach.txt": b"x"}), ZIP),
    (make_ole("WordDocument"), DOC),
    (make_ole("Workbook"), XLS),
]


@pytest.mark.parametrize(("data", "media_type"), KNOWN, ids=[str(n) for n in range(len(KNOWN))])
def test_content_tells_the_format(data: bytes, media_type: str) -> None:
    assert detect_media_type(data, "ten.sai") == media_type


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"GIF89a", "E_TYPE_MISMATCH"),
        (b"SQLite format 3\x00", "E_TYPE_MISMATCH"),
        (make_zip(**{"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "E_TYPE_MISMATCH"),
        (make_zip(mimetype=b"application/epub+zip"), "E_TYPE_MISMATCH"),
        (make_ole("PowerPoint Document"), "E_TYPE_MISMATCH"),
        (make_ole("Khac"), "E_TYPE_MISMATCH"),
        (make_ole("EncryptedPackage"), "E_ENCRYPTED"),
        (make_ole("WordDocument")[:400], "E_CORRUPT"),
        (b"PK\x03\x04 cut", "E_CORRUPT"),
    ],
)
def test_what_is_not_read_is_refused_with_a_next_step(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        detect_media_type(data, "a.docx")
    assert (caught.value.code, bool(caught.value.hint)) == (code, True)


@pytest.mark.parametrize("size", [64, 1000, 100_000])
@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_no_document(size: int, seed: int) -> None:
    with pytest.raises(SourceError) as caught:
        detect_media_type(random.Random(seed).randbytes(size), "a.pdf")
    assert caught.value.code == "E_TYPE_MISMATCH"


def test_the_table_of_formats_names_each_thing_once() -> None:
    suffixes = [suffix for form in FORMATS for suffix in form.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert len({form.media_type for form in FORMATS}) == len(FORMATS)
    assert all(form.extra or not form.libraries or form.libraries[0] in {"lxml", "docx"} for form in FORMATS)
