"""The text layer of a PDF page: whether it can be trusted, and Vietnamese fonts from before Unicode.

A layer is garbled when its letters do not belong together: accented letters torn off their words, glyphs without a
Unicode value, private signs. Such a page is read optically, as if it had no text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from cancu.ingest.legacy_fonts import convert_detected, font_encoding, join_runs
from cancu.ingest.printed_page import PrintedPage, Word

_LONE = frozenset("ăắằẳẵặâấầẩẫậảãạêếềểễệẻẽẹìỉĩịốồổỗộỏõọớờởỡợủũụưứừửữựỷỹỵđ") - frozenset("ởổộởữừạ")
"""Letters that stand alone in no Vietnamese word, but for the marks of lists."""
_LONE_SHARE = 0.02
_UNKNOWN = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_UNKNOWN_SHARE = 0.02
_LEAST_WORDS = 20
_SUBSET = re.compile(r"[A-Z]{6}\+")
_SAMPLE = 2000
"""So many words of a font tell its encoding."""


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

    Raises:
        SourceError: there are such words and the package that converts them is not installed (`E_MISSING_TOOL`).
    """
    by_font: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        for word in page.words:
            if not word.text.isascii():
                by_font[word.font].append(word.text)
    converters = {font: _find_converter(font, texts) for font, texts in by_font.items()}
    for page in pages:
        page.words = [
            word if word.text.isascii() else replace(word, text=converters[word.font](word.text)) for word in page.words
        ]


def _find_converter(font: str, texts: Sequence[str]) -> Callable[[str], str]:
    encoding = font_encoding(_SUBSET.sub("", font))
    if encoding:
        return lambda text: join_runs([(encoding, text)])
    return convert_detected(" ".join(texts[:_SAMPLE]))
