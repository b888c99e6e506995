"""Words typed in the fonts of the time before Unicode, TCVN3 (`.VnTime`) and VNI (`VNI-Times`), to Unicode.

The codes of these fonts are ordinary Latin letters; only the font's name says that they are not. So the font of each
run decides, never the look of a short text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby

from cancu.ontology.errors import SourceError

_ENCODINGS = ("tcvn3", "vni")
_WORDS = re.compile(r"\S(?:[^\n\t]*\S)?")
_TCVN3_CAPITALS = re.compile(r"\.vn.*h$", re.IGNORECASE)


def font_encoding(font: str) -> str:
    """The encoding that a font's name gives away, "" for Unicode; fonts ending in H print TCVN3 letters as capitals.

    Example:
        >>> font_encoding(".VnTime"), font_encoding(".VnTimeH"), font_encoding("VNI-Times"), font_encoding("Arial")
        ('tcvn3', 'tcvn3 capitals', 'vni', '')
    """
    name = font.casefold()
    if name.startswith(".vn"):
        return "tcvn3 capitals" if _TCVN3_CAPITALS.match(font) else "tcvn3"
    return "vni" if name.startswith("vni") else ""


def join_runs(runs: Iterable[tuple[str, str]]) -> str:
    """Join runs of (encoding, words); neighbours of one encoding are converted together.

    A VNI letter may be split between two runs, its mark in the second.

    Raises:
        SourceError: a run needs converting and the package for it is not installed (`E_MISSING_TOOL`).

    Example:
        >>> join_runs([("tcvn3", "QuyÕt "), ("tcvn3", "®Þnh"), ("", " số 12")])
        'Quyết định số 12'
    """
    groups = groupby(runs, key=lambda run: run[0])
    return "".join(_convert("".join(words for _, words in group), encoding) for encoding, group in groups)


def convert_detected(text: str) -> Callable[[str], str]:
    """What converts the words of a document whose fonts are not known, judged by the look of its whole text.

    Example:
        >>> convert_detected("Kế hoạch")("số 12")
        'số 12'
    """
    try:
        from viparse import detect_text_encoding
    except ImportError:
        return str
    encoding = detect_text_encoding(text)
    return partial(_convert, encoding=encoding) if encoding in _ENCODINGS else str


def _convert(words: str, encoding: str) -> str:
    if not encoding or words.isspace():
        return words
    try:
        from viparse import fix
    except ImportError as error:
        raise SourceError(
            "văn bản dùng phông TCVN3 hoặc VNI, cần thêm phần chuyển mã", "text in TCVN3 or VNI fonts needs an extra",
            code="E_MISSING_TOOL", hint='cài bằng: pip install "cancu[legacy]" (install the extra)',
        ) from error  # fmt: skip
    code, _, capitals = encoding.partition(" ")
    converted = _WORDS.sub(lambda match: fix(match[0], encoding=code), words)
    return converted.upper() if capitals else converted
