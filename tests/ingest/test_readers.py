"""Bytes to text."""

import gzip
import hashlib
import unicodedata
import zipfile
from pathlib import Path

import pytest

from cancu.ingest.readers import clean_name, make_source, map_to_file, read_source
from cancu.ingest.transcript import MAX_CHARACTERS
from cancu.ontology.errors import SourceError

TEXT = "Số: 12/KH-UBND\nKế hoạch của tỉnh Hoài Giang"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_decoded_whatever_its_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "kế hoạch.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_source(path).text == TEXT


def test_text_is_brought_to_nfc_and_hashed_alike() -> None:
    decomposed = make_source(unicodedata.normalize("NFD", TEXT))
    assert (decomposed.text, decomposed.sha256) == (TEXT, make_source(TEXT).sha256)
    assert make_source(TEXT.replace("\n", "\r\n")).sha256 == make_source(TEXT).sha256


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E_EMPTY"),
        (b"  \n\t ", "E_EMPTY"),
        (b"\x00" * 40, "E_EMPTY"),
        (b"GIF89a....", "E_TYPE_MISMATCH"),
        (b"PK\x03\x04....", "E_CORRUPT"),
        (b"K\xff\xfe ho\xff\xfech", "E_ENCODING"),
    ],
)
def test_what_is_no_text_is_refused_with_a_code(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "van-ban.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert caught.value.code == code
    assert str(path) in caught.value.where or path.name in caught.value.where
    assert caught.value.hint


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as missing:
        read_source(tmp_path / "không có.txt")
    assert missing.value.code == "E_NOT_FOUND"
    with pytest.raises(SourceError) as folder:
        read_source(tmp_path)
    assert folder.value.code == "E_NOT_A_FILE"


def test_offsets_lead_back_into_a_decomposed_file() -> None:
    decomposed = unicodedata.normalize("NFD", TEXT)
    source = make_source(decomposed)
    for offset in range(len(source.text)):
        start, end = map_to_file(source, offset), map_to_file(source, offset + 1)
        assert unicodedata.normalize("NFC", decomposed[start:end]) == source.text[offset]
    assert make_source(TEXT).shifts == ()


@pytest.mark.parametrize("head", [b"", b"%PDF-1.7"])
def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "lon.txt"
    with path.open("wb") as stream:
        stream.write(head)
        stream.truncate(250_000_000)
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert caught.value.code == "E_TOO_LARGE"
    assert caught.value.hint


def test_a_text_of_too_many_letters_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        make_source("a" * (MAX_CHARACTERS + 1))
    assert caught.value.code == "E_TOO_LARGE"


def test_an_archive_is_no_document_and_the_error_names_the_path(tmp_path: Path) -> None:
    path = tmp_path / "goi.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", TEXT)
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert (caught.value.code, caught.value.where) == ("E_ARCHIVE", str(path))


def test_a_compressed_text_is_read_as_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    source = read_source(path)
    assert (source.text, source.media_type, source.name) == (TEXT, "text/plain", "ke-hoach.txt")
    assert source.file_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_names_become_printable_and_short() -> None:
    assert clean_name("a\u202e\n\x00b.txt") == "a b.txt"
    assert len(clean_name("x" * 1000)) <= 200
