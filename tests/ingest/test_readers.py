"""Bytes to text."""

import unicodedata
from pathlib import Path

import pytest

from cancu.ingest.readers import make_source, map_to_file, read_source
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
        (b"K\xd5 ho\xb9ch c\xb6i c\xb8ch", "E_ENCODING"),
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
