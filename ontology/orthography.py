"""Vietnamese orthography: one form for comparing words that are written in several ways.

Every function that works on a running text keeps its length when the text is NFC, so that offsets stay valid:
a Vietnamese letter with its marks is one code point, and folds to exactly one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_CONFUSABLE = {"Ð": "Đ", "ð": "đ", "С": "C", "А": "A", "В": "B", "Е": "E", "Н": "H", "О": "O", "Р": "P", "Т": "T"}
_DASHES = "‐‑‒–—−"


@cache
def _tone_moves() -> tuple[re.Pattern[str], dict[str, str]]:
    """Old and new placement of the tone on open oa, oe, uy: `hoá` and `hóa`, in every case."""
    moves: dict[str, str] = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            for one in (first, first.upper()):
                for two in (second, second.upper()):
                    old = unicodedata.normalize("NFC", one + two + tone)
                    moves[old] = unicodedata.normalize("NFC", one + tone + two)
    firsts = sorted({old[0] for old in moves})
    choices = "|".join(f"{first}[{''.join(old[1] for old in moves if old[0] == first)}]" for first in firsts)
    return re.compile(rf"(?<![qQ])(?:{choices})(?!\w)"), moves


def unify_tone(text: str) -> str:
    """Put the tone of open `oa`, `oe`, `uy` on the first vowel; length is kept.

    Example:
        >>> unify_tone("Uỷ ban, khoá XII, quý II")
        'Ủy ban, khóa XII, quý II'
    """
    pattern, moves = _tone_moves()
    return pattern.sub(lambda match: moves[match[0]], text)


@cache
def _fold_table() -> dict[int, str]:
    """Every accented Latin letter to its base letter, đ to d, and look-alikes of other scripts to ours."""
    table = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code):
            table[code] = base
    table.update({ord("đ"): "d", ord("Đ"): "D", ord("ð"): "d", ord("Ð"): "D"})
    table.update({ord(key): value for key, value in _CONFUSABLE.items() if key not in "Ðð"})
    table.update({ord(dash): "-" for dash in _DASHES})
    table[0xA0] = " "
    return table


def fold(text: str) -> str:
    """Lower case without marks, đ as d; for candidates only, since different words may fold alike.

    Length is kept for NFC text.

    Example:
        >>> fold("Kế hoạch số 2108/QĐ-UBND")
        'ke hoach so 2108/qd-ubnd'
    """
    return text.translate(_whole_fold_table()).lower()


@cache
def _whole_fold_table() -> dict[int, str]:
    """The table with the plain letters too: what it lacks is looked up twice as slowly."""
    return {code: chr(code) for code in range(128)} | _fold_table()


@cache
def _letters_by_base() -> dict[str, str]:
    """The letters, in both cases, that fold to one."""
    letters: dict[str, str] = defaultdict(str)
    for code, base in _fold_table().items():
        letters[base.lower()] += chr(code)
    return letters


def fold_pattern(words: str) -> re.Pattern[str]:
    """A pattern that finds `words` in any case and with any marks in a text that is not folded.

    Example:
        >>> fold_pattern("Sơn Tây").search("thị xã SON TÂY")[0]
        'SON TÂY'
    """
    choices = (re.escape(letter + letter.upper()) + _letters_by_base().get(letter, "") for letter in fold(words))
    return re.compile("".join(f"[{choice}]" for choice in choices))


@cache
def _letter_table() -> dict[int, str]:
    """Look-alike letters and dashes to the ones that the standard prints."""
    table = {ord(key): value for key, value in _CONFUSABLE.items()}
    table.update({ord(dash): "-" for dash in _DASHES})
    table[0xA0] = " "
    return table


@cache
def _odd_letter() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _letter_table()))}]")


def unify_letters(text: str) -> str:
    """Replace look-alikes (Icelandic Ð, Cyrillic С, long dashes, no-break space) by the printed letter; length is kept.

    Example:
        >>> unify_letters("Ð С – x")
        'Đ C - x'
    """
    return text.translate(_letter_table()) if _odd_letter().search(text) else text


def match_key(text: str) -> str:
    """The form on which names are compared: NFC, one tone placement, lower case, single blanks, no edge punctuation.

    Marks are kept, because `Sơn` and `Son` are different names.

    Example:
        >>> match_key("Uỷ ban  Nhân dân;")
        'ủy ban nhân dân'
    """
    text = unify_tone(unify_letters(unicodedata.normalize("NFC", text))).lower()
    return " ".join(text.split()).strip(" .;,:-")


def slug(text: str) -> str:
    """A name as a path segment: lower-case ASCII words joined by hyphens.

    Slugs name things that another part of the path already tells apart; they are never compared.

    Example:
        >>> slug("Tỉnh Quảng Ngãi")
        'tinh-quang-ngai'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(unicodedata.normalize("NFC", text))).strip("-")


def iter_syllables(text: str) -> Iterator[str]:
    """Yield the words between blanks and punctuation, lower case, one tone placement."""
    for match in re.finditer(r"\w+", unify_tone(text)):
        yield match[0].lower()
