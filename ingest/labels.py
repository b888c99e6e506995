"""Labels of items: `Phần I`, `III.`, `Điều 4.`, `1.2.`, `đ)`, `-`, `PHỤ LỤC II`, and the rank that nests them.

The order of ranks is that of Nghị định 30/2020/NĐ-CP (Phụ lục I, II.6.c: phần, chương, mục, tiểu mục, điều,
khoản, điểm) and, in plans, of custom: capital letter, Roman numeral, Arabic numeral, decimal, small letter,
dash, plus.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """What stands inside what: a label nests under the nearest one of a lower rank."""

    APPENDIX = 0
    PART = 1
    CHAPTER = 2
    SECTION = 3
    CAPITAL = 4
    ROMAN = 5
    ARTICLE = 6
    NUMBER = 7
    DECIMAL = 8
    LETTER = 12
    DASH = 13
    PLUS = 14
    STAR = 15


ROMAN_IN_ARTICLE = Rank.ARTICLE + 0.25
"""Rank of the parts of a programme that a decision approves inside an article, `Điều 1. Phê duyệt … như sau: I. …`."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label read at the head of a line.

    Attributes:
        rank: where it nests; decimals nest by their depth from `DECIMAL` on
        mark: how references name it: `II`, `2`, `đ`, `Đ4`, `PL`; empty for bullets
        numbers: the numbers of a decimal label, `(1, 2)` for `1.2.`
        length: how many characters of the line it takes
        style: the sign around a number, `.`, `)`, `(` or `/`: `(1)` stands inside `1.`
    """

    rank: float
    mark: str
    length: int
    numbers: tuple[int, ...] = ()
    style: str = ""

    @property
    def bullet(self) -> bool:
        """Whether it is an unlabelled bullet, counted rather than named."""
        return self.rank >= Rank.DASH

    @property
    def roman(self) -> bool:
        """Whether it is a Roman numeral, wherever it nests."""
        return self.rank in (Rank.ROMAN, ROMAN_IN_ARTICLE)


_NAMED = re.compile(
    r"(?P<appendix>PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu)(?: (?:SỐ|[Ss]ố):?)?"
    r"(?: (?P<appendix_mark>[IVXL]{1,6}|\d{1,2}[a-zA-Z]?|[A-H]))?(?=$|[.:(](?!\d)| ?[-–—(]|\n)"
    r"|(?P<part>PHẦN|Phần)(?: THỨ| thứ)? "
    r"(?P<part_mark>[IVX]{1,5}|\d{1,2}|NHẤT|HAI|BA|TƯ|NĂM|SÁU|nhất|hai|ba|tư|năm|sáu)\b(?=$|[.: ])"
    r"|(?P<chapter>CHƯƠNG|Chương) (?P<chapter_mark>[IVXL]{1,7}|\d{1,2})\b(?=$|[.: ])"
    r"|(?P<section>MỤC|Mục) (?P<section_mark>\d{1,2}|[IVX]{1,5})(?=$|[.:])"
    r"|(?P<article>ĐIỀU|Điều) (?P<article_mark>\d{1,3}[a-zđ]?)(?=[.:]|$)[.:]?"
)
_SHORT = re.compile(
    r"(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)/]|-(?= [^\W\d])|(?= [^\W\d]))\.? ?(?!\d)"
    r"|(?P<roman>[IVXL]{1,6})(?:[.)/\-:]| ?[-–—.](?= ))(?!\w) ?"
    r"|(?P<number>\(?\d{1,3})(?:\.(?!\d)|\)(?!,)|/(?= ?[^\W\d])|-(?= )) ?"
    r"|(?P<letter>\(?[a-zđ]\d?|aa|bb|cc)(?:\)|/(?= ?\w)|\.(?= ?[^\W\d_]{2})) ?"
    r"|(?P<capital>[A-EĐG-HK])(?:\.|/)(?= [^\W\d_]) ?"
    r"|(?P<dash>[-–—−](?![-–—\d ]*$)) ?"
    r"|(?P<plus>\+) ?"
    r"|(?P<star>[*•●▪◦○·]|o(?= )) ?"
)
_UNFINISHED = re.compile(
    r"(?:^|[\s(])(?:số|ngày|tháng|năm|khoản|điểm|Điều|điều|[Mm]ục|[Qq]uý|giai đoạn|tại|từ|đến|và|của|theo)$"
)
_UNFINISHED_POINT = re.compile(r"(?:^|[\s(])(?:khoản|điểm|Điều)$")
_UNFINISHED_PLACE = re.compile(r"(?:^|[\s(])(?:và|hoặc|tại|của|theo|thuộc|từ|đến|khoản|điểm|mục)$|,$")
_LAST_WORDS = 16
"""Characters at a line's end that tell whether it goes on."""
_RANGE_END = re.compile(r"[-–] ?\d")
_PART_NUMBERS = {"nhất": "I", "hai": "II", "ba": "III", "tư": "IV", "năm": "V", "sáu": "VI"}
_BULLETS = {"dash": Rank.DASH, "plus": Rank.PLUS, "star": Rank.STAR}


def read_label(text: str) -> Label | None:
    """Read the label at the head of a cleaned line, or None.

    Example:
        >>> read_label("đ) Xây dựng Kế hoạch").mark
        'đ'
        >>> read_label("1.2. Mục tiêu 2").numbers
        (1, 2)
        >>> read_label("2021 - 2025 là giai đoạn") is None
        True
    """
    first = text[:1]
    if first in "PCMĐ":
        named = _NAMED.match(text)
        if named:
            return _named_label(named)
    match = _SHORT.match(text)
    if not match:
        return None
    return _short_label(match)


def _named_label(match: re.Match[str]) -> Label:
    kind = next(name for name in ("appendix", "part", "chapter", "section", "article") if match[name])
    mark = match[f"{kind}_mark"] or ""
    rank = Rank[kind.upper()]
    if kind == "appendix":
        return Label(rank, f"PL{mark}", match.end())
    if kind == "article":
        return Label(rank, f"Đ{mark}", match.end())
    return Label(rank, _PART_NUMBERS.get(mark.lower(), mark), match.end())


def _short_label(match: re.Match[str]) -> Label | None:
    kind = match.lastgroup or ""
    mark = match[kind].lstrip("(")
    if kind in _BULLETS:
        return Label(_BULLETS[kind], "", match.end())
    if kind == "decimal":
        numbers = tuple(int(part) for part in mark.split("."))
        return Label(Rank.DECIMAL + len(numbers) - 2, str(numbers[-1]), match.end(), numbers)
    if kind == "number":
        if match[0].endswith("/") and not match.string[match.end() + 1 : match.end() + 2].islower():
            return None
        style = "(" if match[0][0] == "(" else match[0].strip()[-1:]
        return Label(Rank.NUMBER, str(int(mark)), match.end(), (int(mark),), style)
    if kind == "capital":
        return Label(Rank.CAPITAL, mark, match.end())
    return Label(Rank[kind.upper()], mark, match.end())


def opens_block(text: str, before: str = "") -> bool:
    """Whether a line begins a block of its own, given the line before it.

    A line after `giai đoạn 2021`, `Quyết định số` or `khoản` goes on with it, whatever it looks like.
    """
    if before:
        before = before[-_LAST_WORDS:]
        unfinished = _UNFINISHED if text[:1].isdigit() else _UNFINISHED_POINT
        if text[:1] in "PCMĐ" and text[1:2].islower() and _UNFINISHED_PLACE.search(before):
            return False
        if unfinished.search(before) or (before[-1].isdigit() and _RANGE_END.match(text)):
            return False
        if text[0] in "-–—" and text[1:3].strip()[:1].islower() and before[-1] not in ".;:":
            return False
    return read_label(text) is not None


def stands_alone(text: str) -> bool:
    """Whether a line is the bare label of an appendix, part, chapter or section, whose title is the next line."""
    if text[:1] not in "PCM":
        return False
    label = read_label(text)
    return label is not None and label.rank <= Rank.SECTION and label.length >= len(text.rstrip(" .:"))
