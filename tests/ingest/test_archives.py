"""Bombs, locked archives and XML that could reach out are refused before anything is unpacked."""

from __future__ import annotations

import gzip
import io
import struct
import time
import zipfile
import zlib

import pytest

from cancu.ingest.archives import MOST_ENTRIES, check_package, check_xml, open_archive, read_entry, unpack_gzip
from cancu.ontology.errors import SourceError

DOCUMENT = b"<?xml version='1.0'?><w:document xmlns:w='w'><w:body/></w:document>"
BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">""" + b"".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(8)
)


def make_zip(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def make_docx(document: bytes = DOCUMENT, **more: bytes) -> bytes:
    return make_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": document, **more})


def make_growing_zip(size: int) -> bytes:
    """A zip whose one entry unpacks to `size` bytes, made without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b" " * 1_000_000
    packed, crc = b"", 0
    for _ in range(size // len(block)):
        packed += packer.compress(block)
        crc = zlib.crc32(block, crc)
    packed += packer.flush()
    name = b"word/document.xml"
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), size, len(name), 0) + name
    entry = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, 0
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry) + len(name), len(local) + len(packed), 0)
    return local + packed + entry + name + end


def refuse(data: bytes) -> str:
    started = time.monotonic()
    with pytest.raises(SourceError) as caught:
        check_package(data, "a.docx")
    assert time.monotonic() - started < 5
    assert caught.value.hint
    return caught.value.code


def test_a_sound_package_passes() -> None:
    check_package(make_docx(), "a.docx")
    check_package(make_docx(**{"docProps/empty.xml": b"", "word/media/photo.png": b"<!DOCTYPE"}))


@pytest.mark.slow
def test_an_entry_that_grows_to_a_gigabyte_is_a_bomb() -> None:
    assert refuse(make_growing_zip(1_000_000_000)) == "E_BOMB"
    assert refuse(make_growing_zip(50_000_000)) == "E_BOMB"


def test_many_entries_are_a_bomb_by_the_end_record_alone() -> None:
    data = make_docx()
    place = data.rfind(b"PK\x05\x06")
    assert refuse(data[: place + 10] + struct.pack("<H", MOST_ENTRIES + 1) + data[place + 12 :]) == "E_BOMB"


@pytest.mark.slow
def test_a_hundred_thousand_entries_are_a_bomb() -> None:
    assert refuse(make_zip({f"word/{number}.xml": b"<a/>" for number in range(100_000)})) == "E_BOMB"


@pytest.mark.parametrize(
    "xml",
    [
        BOMB + b"]><a>&i;</a>",
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"),
        b"<?xml version='1.0'?><!--" + b"x" * 200_000 + b"--><!DOCTYPE a><a/>",
    ],
    ids=["bomb", "dtd", "external", "utf-16", "behind a comment"],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/_rels/document.xml.rels", "customXml/item1.xml"])
def test_xml_with_a_document_type_is_forbidden(xml: bytes, part: str) -> None:
    started = time.monotonic()
    assert refuse(make_docx(**{part: xml})) == "E_XML_FORBIDDEN"
    with pytest.raises(SourceError) as caught:
        check_xml(xml, "a.xml")
    assert caught.value.code == "E_XML_FORBIDDEN"
    assert time.monotonic() - started < 1


def test_a_locked_entry_and_a_strange_method_are_refused() -> None:
    data = bytearray(make_docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 1)
    assert refuse(bytes(data)) == "E_ENCRYPTED"
    assert refuse(make_zip({"a.xml": DOCUMENT}, zipfile.ZIP_LZMA)) == "E_LIMIT"


def test_a_package_cut_anywhere_is_corrupt() -> None:
    data = make_docx(DOCUMENT * 50)
    step = max(1, len(data) // 50)
    assert {refuse(data[:length]) for length in range(4, len(data) - 1, step)} == {"E_CORRUPT"}


def test_an_entry_gives_no_more_than_its_directory_claims() -> None:
    data = make_zip({"a.txt": b"x" * 10_000})
    claimed = data.replace(struct.pack("<I", 10_000), struct.pack("<I", 100))
    with open_archive(claimed, "a.zip") as archive, pytest.raises(SourceError) as caught:
        read_entry(archive, archive.infolist()[0], "a.zip")
    assert caught.value.code == "E_CORRUPT"


def test_gzip_is_unpacked_up_to_a_limit() -> None:
    assert unpack_gzip(gzip.compress(b"van ban"), 100) == b"van ban"
    for data, code in (
        (gzip.compress(b"x" * 10_000_000), "E_BOMB"),
        (gzip.compress(b"van ban")[:-5], "E_CORRUPT"),
        (b"\x1f\x8b\x08 khong phai", "E_CORRUPT"),
    ):
        with pytest.raises(SourceError) as caught:
            unpack_gzip(data, 1_000_000)
        assert caught.value.code == code
