"""Legacy encodings come out as the same Vietnamese, or are refused by name."""

from __future__ import annotations

import unicodedata

import pytest

from cancu.ingest.encodings import decode_page, decode_text, measure_vietnamese
from cancu.ontology.errors import SourceError

TEXT = """Số: 12/KH-UBND
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021
của Chính phủ, Chủ tịch tỉnh Hoài Giang quyết định ban hành kế hoạch cải cách hành chính năm 2022 của các sở, ban,
ngành và cấp huyện; rà soát, đơn giản hóa thủ tục, giữ gìn kỷ luật, kỷ cương, bảo đảm hoàn thành nhiệm vụ được giao.
"""
TONES = "\u0300\u0301\u0303\u0309\u0323"


def encode_1258(text: str) -> bytes:
    """Windows-1258 as Windows writes it: a vowel, and its tone as a mark of its own."""
    written = bytearray()
    for letter in text:
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            base = "".join(mark for mark in marks if mark not in TONES)
            written += unicodedata.normalize("NFC", base).encode("cp1258")
            written += "".join(mark for mark in marks if mark in TONES).encode("cp1258")
    return bytes(written)


def write_in_font(text: str, encoding: str) -> str:
    """The letters that a document typed in a TCVN3 or VNI font holds."""
    encodings = pytest.importorskip("viparse.normalize.encodings")
    letters = {letter: legacy for legacy, letter in reversed(encodings.get_charmap(encoding).pairs)}
    return "".join(letters.get(letter, letter) for letter in text)


def squeeze(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_told_with_and_without_its_mark(encoding: str) -> None:
    text, found = decode_text(TEXT.encode(encoding))
    assert (text, found) == (TEXT, encoding)


def test_windows_1258_joins_its_marks_to_letters() -> None:
    text, found = decode_text(encode_1258(TEXT))
    assert (unicodedata.normalize("NFC", text), found) == (TEXT, "cp1258")


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize("stored", ["latin-1", "utf-8"])
def test_letters_of_old_fonts_are_converted(encoding: str, stored: str) -> None:
    body = TEXT.lower()  # capitals of TCVN3 are a font of their own
    text, found = decode_text(write_in_font(body, encoding).encode(stored))
    assert (squeeze(text), found) == (squeeze(body), encoding)


@pytest.mark.parametrize(
    "data",
    [
        "Le président a été élu à la majorité des voix exprimées".encode("latin-1"),
        "Договор поставки товаров и услуг".encode("cp1251"),
        TEXT.encode("utf-8")[:40] + b"\xff\xfe\xfd" * 40,
    ],
)
def test_what_is_not_known_is_refused_with_a_next_step(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        decode_text(data, "a.txt")
    assert caught.value.code == "E_ENCODING"
    assert "UTF-8" in caught.value.hint


@pytest.mark.parametrize("text", ["Le président a été élu à la majorité", "tên tệp: “kế hoạch” – bản 2", "plain"])
def test_sound_text_is_left_alone(text: str) -> None:
    assert decode_text(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("named", ["utf-8", "windows-1258", "iso-8859-1", "khong-co"])
def test_a_page_that_names_its_encoding_wrongly_is_read_rightly(named: str) -> None:
    page = f'<meta charset="{named}"><p>{TEXT}</p>'
    assert decode_page(page.encode())[0] == page
    assert decode_page(encode_1258(page)) == (page, "cp1258")


def test_vietnamese_is_measured() -> None:
    assert measure_vietnamese(TEXT) > 0.3
    assert measure_vietnamese("Le président a été élu") == 0
    assert measure_vietnamese("") == 0
