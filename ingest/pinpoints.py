"""Pinpoints: the provision of a cited document, `điểm b, c, d khoản 8 Mục III`.

Legal documents write article, clause and point; plans write Roman sections and points. Source: Nghị định
30/2020/NĐ-CP, Phụ lục II. `điểm số`, `khoản thu` and `thí điểm` are no pinpoints: a value must follow.
"""

from __future__ import annotations

import re
from functools import cache

_LETTERED = r"[A-ZĐ]\.[IVX]{1,5}(?:\.[IVX\d]{1,4})?(?:\.[a-zđ])?"
_POINT = rf"(?:[Đđ]iểm|[Tt]iết) (?:{_LETTERED}|[a-zđ]\d?|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})(?![\w])"
_CLAUSE = rf"[Kk]hoản (?:{_LETTERED}|\d{{1,3}}[a-zđ]?(?:\.\d{{1,2}})?|[IVX]{{1,5}})(?![\w/])"
_ARTICLE = r"[Đđ]iều \d{1,3}[a-zđ]?(?![\w/])"
_SECTION = (
    r"(?:[Mm]ục|[Tt]iểu mục|[Pp]hần|[Cc]hương|[Pp]hụ lục(?: số:?)?|PHỤ LỤC) "
    r"(?:[IVXLC]{1,7}[A-C]?(?:\.(?:\d{1,2}|[A-ZĐ])){0,2}|\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z])(?![\w/])"
)
_ENTRY = r"(?:[Ss]ố thứ tự|[Tt]hứ tự số|STT) \d{1,4}(?![\w/])"
_FORM = (
    r"(?:[Mm]ẫu|[Bb]iểu mẫu)(?: số:?)? [A-ZĐ]?\d{1,3}[a-zđA-Z]?(?:[-.][A-ZĐ\d]{1,6}){0,2}(?![\w/])(?: tại(?= Phụ lục))?"
)
_UNIT = rf"(?:{_POINT}|{_CLAUSE}|{_ARTICLE}|{_SECTION}|{_ENTRY}|{_FORM})"
_MORE = (
    rf"(?:(?:,| và|, và|;| hoặc|-) ?"
    rf"(?:{_LETTERED}|[a-zđ]\d?|\d{{1,3}}[a-zđ]?(?:\.\d{{1,2}})?|[IVXLC]{{1,7}})(?![\w/.]))"
)
CHAIN = rf"{_UNIT}{_MORE}{{0,14}}(?:(?:,|;| và|, và| hoặc| của| đến)? ?{_UNIT}{_MORE}{{0,14}}){{0,60}}"
_HOST = (
    r"(?: của)?(?: (?:Quy chế|Quy định|Kế hoạch|Điều lệ|Chương trình|Đề án|Danh mục|Phụ lục|"
    r"Hướng dẫn|Quy trình)(?:(?!Được )[^,;.]){0,80}?(?: ban hành)?(?: kèm)(?: theo)?|"
    r"(?: được)?(?: ban hành)? kèm theo)?"
)
_SOLE_APPENDIX = r"(?:,? Phụ lục(?= (?:được )?(?:ban hành )?kèm theo))?"


_LONGEST = 900


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w])(?P<pin>(?:từ (?=[^,;]{{4,40}} đến ))?{CHAIN}{_SOLE_APPENDIX})(?P<host>,?{_HOST}) ?$")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"^(?: ?[,(] ?(?:tại )?| tại )(?P<pin>(?>{CHAIN}))(?= ?[);,]| ?\.(?!\d)|$)")


def pinpoint_before(words: str) -> tuple[str | None, int]:
    """The provision that `words` (single blanks) end in, and where it begins in them.

    Example:
        >>> pinpoint_before("thực hiện các nhiệm vụ tại điểm b, c khoản 8 Mục III Kế hoạch kèm theo ")[0]
        'điểm b, c khoản 8 Mục III'
    """
    low = max(0, len(words) - _LONGEST)
    tail = words[low:]
    if not re.search(r"(?:iều|hoản|iểm|iết|ục|hương|hần|ỤC|thứ tự|STT|ẫu|ẫu số:?) [\w]", tail):
        return None, len(words)
    match = _before().search(tail)
    return (match["pin"], low + match.start()) if match else (None, len(words))


def pinpoint_after(words: str) -> str | None:
    """The provision that follows a mention behind a comma, bracket or `tại`: `Nghị định số …, Điều 7`."""
    match = _after().match(words)
    return match["pin"] if match else None
