"""Measurable goals inside a target: percentages, ranks and counts.

Modest by design: a number counts only where the text says what it measures and how it compares. Years, dates,
numbers of documents and of articles are no measures.
"""

from __future__ import annotations

import re
from functools import cache

from cancu.ontology.orthography import unify_letters
from cancu.ontology.records import Measure

_OPERATORS = {
    "tối thiểu": ">=", "ít nhất": ">=", "trên": ">=", "từ": ">=", "đạt": ">=", "hơn": ">=", "không dưới": ">=",
    "không thấp hơn": ">=", "tối đa": "<=", "dưới": "<=", "không quá": "<=", "không vượt quá": "<=", "xuống còn":
    "<=", "còn": "<=", "xuống dưới": "<=", "nhiều nhất": "<=", "bằng": "=", "đúng": "=",
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d+)?"
_RATE = re.compile(r"(?i)(?:tỷ|tỉ) (?:lệ|trọng|suất|số)|chỉ số|tốc độ|mức độ")
_NO_NOUN = ("vào ", "từ ", "trong ", "đến ", "có thể", "so với", "trở ", "kế hoạch", ",", "và ")
_STOP = re.compile(
    r"[.;:()]|, (?=\d|đến|trong|bảo đảm|đảm bảo|phấn đấu)|(?: (?:được|đạt|có|vào|trong|tại|theo|bảo đảm|đảm bảo"
    r"|phải|đến năm|từ năm|do)(?= ))"
)


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted((f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in _OPERATORS), key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<operator>{words}) )?(?:(?:mức|khoảng|tỷ lệ|được|là) )?"
        rf"(?:(?P<percent>{_NUMBER}) ?%(?P<more> trở lên| trở xuống)?"
        r"|(?:(?:[Tt]op|TOP|[Nn]hóm|tốp) (?P<rank>\d{1,3})|(?:thứ hạng|vị trí thứ|xếp thứ"
        r"|hạng) (?P<place>\d{1,3}))(?: (?:tỉnh|cả nước|địa phương))?"
        rf"|(?<![\d/.,-])(?P<count>{_NUMBER})(?![\d/%.,-]) (?P<unit>(?!năm\b|tháng\b|ngày\b|giờ\b|khoản\b"
        rf"|điều\b|lần\b)[^\W\d_]+(?: [^\W\d_]+)?))"
    )


def find_measures(text: str) -> tuple[Measure, ...]:
    """Find the numeric goals in the text of a target, in text order.

    `100% hồ sơ …`, `tối thiểu 80% …`, `tỷ lệ … đạt 40%`, `từ 90% trở lên`, `top 3`, `ít nhất 05 bộ dữ liệu`. A count
    needs a word of comparison; a percentage without one is reached or exceeded, 100% is exact.

    Example:
        >>> goals = find_measures("Tối thiểu 80% hồ sơ; nằm trong top 3 cả nước")
        >>> [(goal.operator, goal.value, goal.unit) for goal in goals]
        [('>=', 80.0, '%'), ('<=', 3.0, 'rank')]
    """
    if not any(character.isdigit() for character in text):
        return ()
    value = " ".join(unify_letters(text).split())
    return tuple(filter(None, (_read_measure(value, match) for match in _pattern().finditer(value))))


def _read_measure(value: str, match: re.Match[str]) -> Measure | None:
    operator = _OPERATORS.get((match["operator"] or "").lower(), "")
    if match["rank"] or match["place"]:
        number = float(match["rank"] or match["place"])
        return Measure(indicator=_subject(value, match), operator="<=", value=number, unit="rank")
    if match["percent"]:
        number = _read_number(match["percent"])
        if match["more"]:
            operator = ">=" if "lên" in match["more"] else "<="
        if not operator:
            operator = "=" if number == 100 else ">="
        return Measure(indicator=_indicator(value, match), operator=operator, value=number)
    if not operator or (match["operator"] or "").lower() in {"từ", "bằng", "trên", "dưới", "còn", "đúng"}:
        return None
    return Measure(
        indicator=_indicator(value, match), operator=operator, value=_read_number(match["count"]), unit=match["unit"]
    )


def _read_number(printed: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", printed):
        return float(printed.replace(".", ""))
    return float(printed.replace(",", "."))


def _indicator(value: str, match: re.Match[str]) -> str:
    """What is measured: the words behind the number, else those in front of it."""
    end = match.start("unit") if match["unit"] else match.end()
    after = value[end : end + 160].lstrip()
    subject = _subject(value, match)
    if _RATE.search(subject) or after.startswith(_NO_NOUN):
        return subject
    stop = _STOP.search(after)
    phrase = after[: stop.start() if stop is not None else len(after)].strip()
    return phrase or subject


def _subject(value: str, match: re.Match[str]) -> str:
    """The words of the clause in front of the number."""
    before = value[max(0, match.start() - 160) : match.start()]
    clause = re.split(r"[;.:] ?", before)[-1].strip(" ,")
    return clause.removesuffix(" đạt").removesuffix(" còn").removesuffix(" xuống").strip(" ,")
