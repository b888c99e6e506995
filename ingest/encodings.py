"""Bytes of text to letters, legacy Vietnamese encodings included; what cannot be told is refused, never guessed.

A text is decoded in every way that is possible, and the way counts that gives Vietnamese: the share of the commonest
syllables of official prose among its words. TCVN3 and VNI are encodings of fonts, so their letters may also sit in a
text that is sound Unicode; that is recognised and converted in the same way. Source of the tables: `viparse`.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from cancu.ingest.detection import is_wide
from cancu.ontology.errors import SourceError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FONT_ENCODINGS = ("tcvn3", "vni")
_CODE_PAGE = "cp1258"
_COMMONEST = (
    "của và các được là có những với để ngày năm số quyết định nghị thủ tướng chính phủ ủy tỉnh huyện xã hội đồng "
    "điều khoản việc về thực hiện hành kế hoạch nhiệm vụ cơ đơn vị tổ chức công tại từ đến căn cứ luật bộ sở "
    "phòng quản lý nhà nước văn bản độc lập hạnh phúc cộng hòa chủ nghĩa việt"
)
_SYLLABLES = frozenset(_COMMONEST.split())
_SURE = 0.12
"""Share of the commonest syllables from which on a text is Vietnamese; official prose has about 0.3."""
_BETTER = 2.0
"""How many times better a converted text must read than what is sound Unicode already."""
_SAMPLE = 200_000
_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"<[^<>]{0,500}>")
_VIETNAMESE = re.compile(r"[ăđơư\u1ea0-\u1ef9]", re.IGNORECASE)
_FOREIGN = re.compile(r"[\u00a1-\u00ff]")
_FEW = 0.005
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_CHARSET_WITHIN = 4096
_MOST_DAMAGE = 0.001


def decode_text(data: bytes, where: str = "") -> tuple[str, str]:
    """Decode a text.

    Args:
        data: the bytes of a text file
        where: file name for messages

    Returns:
        The text, not yet normalised, and the name of its encoding: one of Python's, `tcvn3` or `vni`.

    Raises:
        SourceError: no encoding gives Vietnamese (`E_ENCODING`, naming the best guess), or the tables of font
            encodings are not installed (`E_MISSING_TOOL`).

    Example:
        >>> decode_text("Căn cứ".encode("utf-16"))
        ('Căn cứ', 'utf-16')
    """
    marked = _decode_marked(data, where)
    if marked:
        return marked
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _choose_encoding(data, error.start, where)
    return _repair_fonts(text, where)


def decode_page(data: bytes, where: str = "") -> tuple[str, str]:
    r"""Decode a web page, which may name its encoding itself; a wrong name costs nothing.

    Raises:
        SourceError: as `decode_text`.

    Example:
        >>> decode_page("<p>Kế hoạch</p>".encode("utf-16"))
        ('<p>Kế hoạch</p>', 'utf-16')
    """
    try:
        text, encoding = decode_text(data, where)
    except SourceError:
        declared = _find_declared(data)
        text = data.decode(declared, "replace") if declared else ""
        if not text or text.count("\ufffd") > _MOST_DAMAGE * len(text):
            raise
        encoding = declared
    return unicodedata.normalize("NFC", text), encoding


def measure_vietnamese(text: str) -> float:
    """The share of the commonest syllables of official prose among the words of a text, 0 to 1.

    Example:
        >>> measure_vietnamese("Căn cứ Luật"), measure_vietnamese("C¨n cø LuËt")
        (1.0, 0.0)
    """
    words = _WORD.findall(unicodedata.normalize("NFC", _TAG.sub(" ", text[:_SAMPLE])).lower())
    return sum(word in _SYLLABLES for word in words) / len(words) if words else 0.0


def _decode_marked(data: bytes, where: str) -> tuple[str, str] | None:
    """Decode what a byte order mark or the NUL bytes of UTF-16 tell."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_surely(data, encoding, where), encoding
    if is_wide(data):
        encoding = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
        return _decode_surely(data, encoding, where), encoding
    return None


def _decode_surely(data: bytes, encoding: str, where: str) -> str:
    """Decode by the encoding that a file declares; a cut last letter is no harm."""
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") > max(1, _MOST_DAMAGE * len(text)):
        raise _refuse(encoding, text.index("\ufffd"), where)
    return text


def _choose_encoding(data: bytes, damage: int, where: str) -> tuple[str, str]:
    """Choose the encoding of bytes that are no UTF-8."""
    tried = [(measure_vietnamese(text), encoding) for text, encoding in _try_encodings(data[:_SAMPLE], where)]
    best, encoding = max(tried)
    if best < _SURE:
        raise _refuse(encoding if best else "", damage, where)
    if encoding == "utf-8":
        return _decode_surely(data, encoding, where), encoding
    if encoding == _CODE_PAGE:
        return data.decode(_CODE_PAGE, "replace"), encoding
    return _convert_fonts(data.decode("latin-1"), encoding, where), encoding


def _try_encodings(data: bytes, where: str) -> Iterator[tuple[str, str]]:
    yield data.decode("utf-8", "replace"), "utf-8"
    yield data.decode(_CODE_PAGE, "replace"), _CODE_PAGE
    for encoding in _FONT_ENCODINGS:
        yield _convert_fonts(data.decode("latin-1"), encoding, where), encoding


def _repair_fonts(text: str, where: str) -> tuple[str, str]:
    """Convert the letters of TCVN3 or VNI fonts inside a text that is sound UTF-8."""
    sample = _TAG.sub(" ", text[:_SAMPLE])
    letters = len(sample)
    if len(_FOREIGN.findall(sample)) <= _FEW * letters or len(_VIETNAMESE.findall(sample)) > _FEW * letters:
        return text, "utf-8"
    now = measure_vietnamese(sample)
    tried = [(measure_vietnamese(_convert_fonts(sample, encoding, where)), encoding) for encoding in _FONT_ENCODINGS]
    best, encoding = max(tried)
    if best < _SURE or best < _BETTER * now:
        return text, "utf-8"
    return _convert_fonts(text, encoding, where), encoding


def _convert_fonts(text: str, encoding: str, where: str) -> str:
    try:
        from viparse import fix
    except ImportError as error:
        raise SourceError(
            "Văn bản có thể dùng phông TCVN3 hoặc VNI, chưa có bảng chuyển mã",
            "the text may be in TCVN3 or VNI, whose tables are not installed", where=where, code="E_MISSING_TOOL",
            hint='cài thêm (install): pip install "cancu[legacy]"; hoặc lưu lại ở dạng UTF-8',
        ) from error  # fmt: skip
    return str(fix(text, encoding=encoding))


def _find_declared(data: bytes) -> str:
    """The encoding that a page names in its head, if Python knows it."""
    named = _CHARSET.search(data[:_CHARSET_WITHIN])
    try:
        return codecs.lookup(named[1].decode("ascii")).name if named else ""
    except LookupError:
        return ""


def _refuse(guess: str, damage: int, where: str) -> SourceError:
    guesses = guess or "TCVN3, VNI, windows-1258"
    return SourceError(
        f"Không nhận ra bảng mã (byte thứ {damage} không phải UTF-8); có thể là {guesses}",
        f"the encoding is not known (no UTF-8 at byte {damage}); perhaps {guesses}", where=where, code="E_ENCODING",
        hint="mở tệp bằng Word hoặc trình soạn thảo rồi lưu lại dạng UTF-8 (save it again as UTF-8)",
    )  # fmt: skip
