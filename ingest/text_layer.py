"""The text layer of a PDF page: whether it can be trusted, and Vietnamese fonts from before Unicode.

A layer is garbled when its letters do not belong together: accented letters torn off their words, glyphs without a
Unicode value, private signs. Such a page is read optically, as if it had no text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cancu.ingest.printed_page import PrintedPage, Word
from cancu.ontology.errors import SourceError

_LONE = frozenset("ăắằẳẵặâấầẩẫậảãạêếềểễệẻẽẹìỉĩịốồổỗộỏõọớờởỡợủũụưứừửữựỷỹỵđ") - frozenset("ởổộởữừạ")
"""Letters that stand alone in no Vietnamese word, but for the marks of lists."""
_LONE_SHARE = 0.02
_UNKNOWN = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_UNKNOWN_SHARE = 0.02
_LEAST_WORDS = 20
_TCVN3 = re.compile(r"(?:.*\+)?\.Vn", re.IGNORECASE)
_TCVN3_CAPITALS = re.compile(r"(?:.*\+)?\.Vn\w+?H(?:[,-].*)?$")
_VNI = re.compile(r"(?:.*\+)?VNI[-_ ]", re.IGNORECASE)


def is_garbled(words: Sequence[Word]) -> bool:
    """Whether the text layer of a page says something else than its print.

    Example:
        >>> torn = [Word(text, 0, 0, 9, 9, 9) for text in "T NH QU NG NGÃI Ỉ Ả ỦY BAN NHÂN DÂN".split()]
        >>> is_garbled(torn * 3), is_garbled([Word("Kế", 0, 0, 9, 9, 9)] * 40)
        (True, False)
    """
    if not words:
        return False
    text = " ".join(word.text for word in words)
    unknown = sum(len(match[0]) if match[0][0] != "(" else 1 for match in _UNKNOWN.finditer(text))
    if unknown > max(3, _UNKNOWN_SHARE * len(text)):
        return True
    if len(words) < _LEAST_WORDS:
        return False
    lone = sum(word.text.lower() in _LONE for word in words)
    return lone > _LONE_SHARE * len(words)


def restore_legacy_fonts(pages: Sequence[PrintedPage]) -> None:
    """Turn the words set in TCVN3 (`.VnTime`) and VNI fonts into Unicode, each font by its own encoding, in place.

    A font named otherwise may hold TCVN3 or VNI letters too: then all its words together tell.
    """
    by_font: dict[str, list[Word]] = defaultdict(list)
    for page in pages:
        for word in page.words:
            by_font[word.font].append(word)
    encodings = {font: _find_encoding(font, words) for font, words in by_font.items()}
    if not any(encodings.values()):
        return
    for page in pages:
        page.words = [_restore(word, encodings[word.font]) for word in page.words]


def _find_encoding(font: str, words: Sequence[Word]) -> str | None:
    if not any(not word.text.isascii() for word in words):
        return None
    if _TCVN3.match(font):
        return "tcvn3"
    if _VNI.match(font):
        return "vni"
    return _detect([word.text for word in words])


def _detect(texts: Sequence[str]) -> str | None:
    """The old encoding of a font's words; None for Unicode, which has letters that the old ones lack."""
    sample = " ".join(texts[:2000])
    if len(sample) < 200 or re.search(r"[\u1ea0-\u1ef9]", sample):
        return None
    found: str | None = _load_viparse().detect_text_encoding(sample)
    return found if found in ("tcvn3", "vni") else None


def _restore(word: Word, encoding: str | None) -> Word:
    if encoding is None:
        return word
    text: str = _load_viparse().fix(word.text, encoding=encoding)
    return replace(word, text=text.upper() if _TCVN3_CAPITALS.match(word.font) else text)


def _load_viparse() -> Any:
    try:
        import viparse
    except ImportError as error:
        raise SourceError(
            "Tệp dùng phông chữ TCVN3 hoặc VNI, cần thêm thư viện viparse", "the file is set in TCVN3 or VNI fonts",
            code="E_MISSING_TOOL", hint='cài thêm (install): pip install "cancu[legacy]"',
        ) from error  # fmt: skip
    return viparse
