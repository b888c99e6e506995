"""The view of a source that the readers of mentions match on: same length, so every offset is the source's.

Line breaks, Markdown emphasis and odd blanks become blanks, look-alike letters and dashes the printed ones.
Paragraphs are cut apart without cutting a sentence that is merely wrapped over lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from cancu.ingest.cells import CellSpan

UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
LOWER = "a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_BLANKS = "\n\r\t*\u00a0\u2002\u2003\u2009\u200b\u2028\ufeff\u00ad"
_LETTERS = (("Ð", "Đ"), ("ð", "đ"), ("–", "-"), ("—", "-"), ("‑", "-"), ("‐", "-"), ("−", "-"), ("ñ", "đ"), ("Ñ", "Đ"))
_CYRILLIC = (("С", "C"), ("А", "A"), ("В", "B"), ("Е", "E"), ("Н", "H"), ("О", "O"), ("Р", "P"), ("Т", "T"))
_TONES = (("uỷ", "ủy"), ("Uỷ", "Ủy"), ("UỶ", "ỦY"))
_OLD_TONE = re.compile(r"(?:[oO][àá]|O[ÀÁ])(?!\w)")
_NEW_TONE = {"oà": "òa", "oá": "óa", "Oà": "Òa", "Oá": "Óa", "OÀ": "ÒA", "OÁ": "ÓA"}
"""The tone on the second letter of a final `oa`, as an older custom writes it: `hoá`, but never in `khoáng`."""
_QUI = re.compile(r"([Qq])ui(?= (?:định|chế|hoạch|trình)(?!\w))")
"""`qui định`, as an older custom writes it."""
_ODD = re.compile(f"[{_BLANKS}ỷỶáàÁÀ{''.join(old for old, _ in (*_LETTERS, *_CYRILLIC))}]")
"""Any letter that the unified text does not hold, or may hold in another place."""


def plain_text(text: str) -> str:
    r"""Return `text` on one line with unified letters; length and offsets are kept.

    Example:
        >>> plain_text("**Số:**\n12/QÐ–UBND")
        '  Số:   12/QĐ-UBND'
    """
    if "ui " in text:
        text = _QUI.sub(r"\1uy", text)
    if _ODD.search(text) is None:
        return text
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    for old, new in (*_LETTERS, *_CYRILLIC, *_TONES):
        text = text.replace(old, new)
    return _OLD_TONE.sub(lambda match: _NEW_TONE[match[0]], text)


_LOOSE = re.compile(
    r"(?P<end>[ \t]+(?=\n))|"
    r"[ \t\u00a0\n](?:(?<!\n)[ \t\u00a0]{2,}|(?<=\n)(?:[ \t]{0,9}\d{0,4}[ \t]{0,9}\n){0,4}[ \t]{0,9}CÔNG BÁO/Số "
    r"[^\n]{4,60}(?:\n[ \t]{0,9}\d{0,4}[ \t]{0,9}(?=\n)){0,4})"
)


def tighten(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Cut runs of three and more blanks and page heads of the gazette, as page layouts leave them, to one character.

    Blanks at the end of a line go altogether.

    Returns:
        The shorter text, and for each cut the offset in it from which on so many characters are missing, ascending.
    """
    parts: list[str] = []
    cuts: list[tuple[int, int]] = []
    done = length = missing = 0
    for match in _LOOSE.finditer(text):
        kept = match.start() + (match["end"] is None)
        parts.append(text[done:kept])
        length += len(parts[-1])
        missing += match.end() - kept
        cuts.append((length, missing))
        done = match.end()
    return "".join([*parts, text[done:]]), cuts


def widen(offset: int, cuts: list[tuple[int, int]], *, closing: bool = False) -> int:
    """The offset in the source of an offset in its tightened text; a closing one stays before a cut run."""
    at = bisect_right(cuts, (offset - closing, 1 << 60))
    return offset + (cuts[at - 1][1] if at else 0)


def narrow(offset: int, cuts: list[tuple[int, int]]) -> int:
    """The offset in a tightened text of an offset in its source; one inside a cut run falls on its place.

    Example:
        >>> short, cuts = tighten("một     hai")
        >>> short[narrow(8, cuts) :]
        'hai'
    """
    at = bisect_right(cuts, offset, key=sum)
    missing = cuts[at - 1][1] if at else 0
    return min(offset - missing, cuts[at][0]) if at < len(cuts) else offset - missing


def bar_cells(plain: str, cells: Sequence[CellSpan]) -> str:
    """Set a bar into the blank in front of each cell and behind it, as tables are printed elsewhere.

    A border that would cut a number stays open.

    Example:
        >>> bar_cells("Bộ Y tế Kế hoạch số 5", [CellSpan(8, 21)])
        'Bộ Y tế|Kế hoạch số 5'
    """
    letters = list(plain)
    for border in sorted({place for cell in cells for place in (cell.start - 1, cell.end)}):
        if (
            0 <= border < len(letters)
            and letters[border] == " "
            and not _TORN_NUMBER.search(plain, max(0, border - 9), border)
        ):
            letters[border] = "|"
    return "".join(letters)


_TORN_NUMBER = re.compile(r"(?:[-/]|(?<!\w)[Ss]ố) *$")


@cache
def _break_pattern() -> re.Pattern[str]:
    # A wrapped sentence never starts its next line with one of these, a new paragraph mostly does.
    # An empty line parts no sentence that goes on behind it in small letters, as at the end of a page.
    going_on = rf"(?:[ \t*\n]|(?<=\n)\d{{1,4}}(?= {{0,2}}\n)){{0,12}}[{LOWER}]{{2}}"
    ended = r"(?:(?<=[.;:]\n)|(?<=[.;:] \n)|(?<=[.;:]\n )|(?<=[.;:] \n ))"
    torn_day = r"(?:(?<!ngày\n)(?<!ngày \n)|(?![ \t\n]{0,8}\d{1,2}(?:/\d{1,2}/| tháng )\d))"
    empty = rf"{torn_day}\n(?!{going_on})|{ended}\n"
    label = (
        rf"(?:{empty}|"
        r"[+•·●|#>]|-(?! ?\d| Thương binh)|(?<=[^\d]\n)- ?\d|\((?:Ban hành|[Kk]èm theo|ban hành kèm)|"
        r"\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)][^\d]|\d{1,2}\.\d{1,2}[ .]|[a-zđ]\d?\)|"
        rf"\d{{1,2}} ?- (?=[{UPPER}][{LOWER}])|[IVX]{{1,6}}[.\-] |[A-EĐ]\. |Căn cứ|CĂN CỨ|Sửa đổi|Bổ sung|"
        r"Bãi bỏ|Thay thế|Thay cụm|Xét |"
        r"Theo đề nghị|Thực hiện |Kính gửi|Nơi nhận|"
        r"(?:(?<=[.:;_]\n)|(?<=[.:;_] \n))\d{1,2} (?:Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư) số \d|"
        r"\d{1,3} ?\n(?:Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị) |"
        r"Điều \d{1,3}[a-zđ]?[.:]|(?:Chương|Phần|Mục|Phụ lục) [IVXLC\d]{1,6}[.: *]{0,4}\n|CÔNG BÁO|Ký bởi|PHỤ LỤC|Số:|"
        r"(?:QUYẾT ĐỊNH|KẾ HOẠCH|NGHỊ QUYẾT|NGHỊ ĐỊNH|THÔNG TƯ|CHỈ THỊ|THÔNG BÁO|QUYẾT NGHỊ)[ :*]{0,4}\n)"
    )
    return re.compile(rf"\n(?=[ \t*]{{0,8}}{label})|(?<=[^\n] )\|(?= )")


def even_lines(text: str) -> str:
    """The text with one kind of blank, dash and line break; lines, length and offsets are kept."""
    for odd, even in (("\u2028", "\n"), ("\u00a0", " "), ("–", "-"), ("—", "-")):
        text = text.replace(odd, even)
    return text


def find_paragraphs(text: str) -> list[int]:
    """Offsets at which paragraphs of the source start, ascending, the first being 0.

    A new paragraph starts at an empty line (unless the sentence goes on in small letters), a table bar, also one
    between cells, a bullet, a label or one of the set openings (`Căn cứ`, `Điều 1`), never at a plain line break, so
    that wrapped and unwrapped text read alike.
    """
    lines = even_lines(text)
    return [0, *(match.end() for match in _break_pattern().finditer(lines))]


def paragraph_at(starts: list[int], offset: int, end: int) -> tuple[int, int]:
    """The paragraph that holds `offset`, as a span; `end` is the length of the text."""
    at = bisect_right(starts, offset) - 1
    return starts[at], (starts[at + 1] if at + 1 < len(starts) else end)


def squeeze(text: str) -> str:
    """Printed words on one line: single blanks, no Markdown marks."""
    return " ".join(text.replace("*", "").replace("|", " ").split())
