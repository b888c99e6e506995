"""Which expressions of time are milestones with a last day: not starts, not yearly dates, not dates of cited documents.

Shared by the readers of fields and of sentences in `cancu.ingest.deadlines`; works on text cleaned by `clean_times`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from cancu.ontology.orthography import unify_letters, unify_tone

if TYPE_CHECKING:
    from cancu.ingest.time_expressions import TimeExpression
    from cancu.ontology.records import Period

_DATE = r"\d{1,2}(?:\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\stháng\s\d{1,2}\s?năm\s\d{4})"
_REACH = 300
MARKUP = re.compile(r"\*\*|</?\w[^>]{0,80}>")

PERIODIC = re.compile(
    r"[Đđ]ịnh k[ỳì]|(?<!\w)(?:[Hh][àằ]ng|[Mm]ỗi) (?:năm|quý|tháng|tuần|ngày)(?:, (?:0?6"
    r"|sáu) tháng)?(?:,? (?:và )?(?:hàng |hằng )?năm)?|năm báo cáo"
    r"|(?:0?6|[Ss]áu) tháng(?:, | và |/)(?:hàng |hằng |01 )?năm|(?:0?[1-9]|một|hai) (?:lần|đợt)/(?:năm|quý"
    r"|tháng)|(?:0?[36]|sáu|ba) tháng/lần|(?:tháng|quý|năm) một lần"
)
PERIODIC_HINTS = ("ịnh k", "àng ", "ằng ", "ỗi ", "năm báo", "tháng", "/năm", "/quý", "một lần")
ONGOING_HINTS = (
    "hường xuyên",
    "iên tục",
    "uyên suốt",
    "trở đi",
    " năm tiếp",
    " năm sau",
    " năm kế",
    "àng ngày",
    " tiếp theo",
)
YEARLY_AFTER = re.compile(
    r"\s?(?:của |trong )?(?:[Hh][àằ]ng|mỗi) năm|\s?(?:năm báo cáo|năm kế hoạch|năm sau|năm trước"
    r"|(?:của )?năm (?:tiếp theo|kế tiếp|liền kề))"
)
ONGOING = re.compile(
    r"(?<!chi )(?<!phí )(?<!hoạt động )(?<!sự nghiệp )(?<!đầu tư )(?<!thu )(?<!giáo dục )[Tt]hường xuyên|[Ll]iên tục"
    r"|[Xx]uyên suốt|trở đi|(?<=\d )và tiếp theo|(?:những|các) năm (?:tiếp theo|sau|kế tiếp|tiếp sau)"
    r"|(?<!\w)[Hh]àng ngày"
)
OPEN_AFTER = re.compile(
    r"\s?(?:trở đi|(?:và|đến) (?:những|các) năm (?:tiếp theo|sau|kế tiếp|tiếp sau)|, (?:những|các) năm tiếp theo)"
)
_FROM_BEFORE = re.compile(r"(?:[Tt]ừ|[Bb]ắt đầu(?: từ)?|[Kk]ể từ|[Ss]au)(?: ngày| đầu| tháng| quý| năm| khi)? $")
_RANGE = re.compile(r"\s?(?:-|đến(?: hết)?|tới)(?: cuối| hết)?(?: ngày| tháng| quý)?\s?")
_OTHER_TEXT = re.compile(r"^[\W_]*(?:[Tt]heo|[Tt]ại) (?!.*(?:trước|hoàn thành|chậm nhất|xong))")


@cache
def _cited() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Numbers of documents with their date, and dates behind a document's name."""
    number = re.compile(
        rf"(?:[Ss]ố:?\s?)?\d+[a-zđ]?\s?(?:/\d{{4}})?\s?[/-]\s?[A-ZĐ]{{2,}}\w*(?:\s?-\s?[A-ZĐ][\w&]*)*(?:,?\s\(?ngày\s{_DATE})?"
        rf"|[Ss]ố:?\s?\d+\s(?:,\s)?ngày\s{_DATE}"
    )
    kinds = (
        "Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Kết luận|Công văn"
        "|Thông báo|Công điện"
        "|Chương trình|Tờ trình|Hướng dẫn|Quy định|Báo cáo"
    )
    named = re.compile(rf"(?:{kinds})(?:(?!trước|đến|chậm|hạn|xong|vào|từ ngày|[.;]).){{0,160}}?ngày\s{_DATE}")
    return number, named


def clean_times(text: str) -> str:
    """One spelling and single blanks, dates and numbers of cited documents blotted out."""
    text = unify_tone(unify_letters(MARKUP.sub(" ", text)))
    text = " ".join(text.split())
    if any(character.isdigit() for character in text):
        for pattern in _cited():
            text = pattern.sub(lambda match: re.sub(r"\d", "#", match[0]), text)
    return text


def plan_year(period: Period | None, issued: datetime.date | None = None) -> int | None:
    """The one year that a plan covers, None where it covers several or says none.

    A plan that prints only its end covers one year when it was issued in that year.

    Example:
        >>> plan_year((datetime.date(2022, 1, 1), datetime.date(2022, 12, 31)))
        2022
    """
    if period is None:
        return None
    start, end = period
    first = start or issued
    return end.year if end is not None and first is not None and first.year == end.year else None


def find_due_days(
    value: str, times: Sequence[TimeExpression], year: int | None, issued: datetime.date | None = None
) -> tuple[datetime.date, ...]:
    """Last days of the milestones, ascending; a day without any year is the next one after the document's own."""
    days = set()
    years = _near_years(times)
    for place, found in enumerate(times):
        if not _is_start(value, times, place) and not _is_yearly(value, found):
            day = found.last_day(year or years[place]) or _next_day(found, issued)
            if day is not None:
                days.add(day.replace(year=day.year - 1) if _is_before_year(value, found) else day)
    return tuple(sorted(days))


def _next_day(found: TimeExpression, issued: datetime.date | None) -> datetime.date | None:
    """The first such day after that of the document, as an order means it that prints no year."""
    if issued is None or found.kind != "day" or found.year is not None:
        return None
    days = (found.last_day(issued.year), found.last_day(issued.year + 1))
    return next((day for day in days if day is not None and day >= issued), None)


def _is_before_year(value: str, found: TimeExpression) -> bool:
    """Whether `trước năm 2025` is meant: the year itself is too late."""
    return found.kind == "year" and value[max(0, found.start - 6) : found.start].lower().endswith("trước ")


def _is_start(value: str, times: Sequence[TimeExpression], place: int) -> bool:
    """Whether an expression says when something begins: the first of a range, `từ …`, `… trở đi`."""
    found = times[place]
    if place + 1 < len(times) and is_range_start(value, found, times[place + 1]):
        return True
    if OPEN_AFTER.match(value, found.end):
        return True
    if found.kind in {"months", "range"}:
        return False
    ends_range = place > 0 and is_range_start(value, times[place - 1], found)
    return not ends_range and _FROM_BEFORE.search(value, max(0, found.start - 30), found.start) is not None


def _is_yearly(value: str, found: TimeExpression) -> bool:
    """Whether an expression without a year comes back every year."""
    if found.year is not None:
        return False
    if YEARLY_AFTER.match(value, found.end):
        return True
    return found.kind in {"day", "month", "months"} and PERIODIC.search(_clause(value, found)) is not None


def is_range_start(value: str, found: TimeExpression, following: TimeExpression) -> bool:
    """Whether two expressions are the two ends of one range (`Quý IV/2025 - Quý II/2026`)."""
    return found.end <= following.start and _RANGE.fullmatch(value, found.end, following.start) is not None


def _clause(value: str, found: TimeExpression) -> str:
    low, high = max(0, found.start - _REACH), found.end + _REACH
    begin = max(value.rfind(";", low, found.start), value.rfind(". ", low, found.start), low - 1) + 1
    end = value.find(";", found.end, high)
    return value[begin : end if end >= 0 else high]


def _near_years(times: Sequence[TimeExpression]) -> list[int | None]:
    """For each expression the year printed next in the text, else the one before."""
    years: list[int | None] = [None] * len(times)
    year = None
    for place in range(len(times) - 1, -1, -1):
        year = times[place].year or year
        years[place] = year
    year = None
    for place, found in enumerate(times):
        year = found.year or year
        years[place] = years[place] or year
    return years


def is_elsewhere(value: str, found: TimeExpression) -> bool:
    """Whether an expression stands in a clause that leaves the time to another document."""
    low = max(0, found.start - _REACH)
    begin = max(*(value.rfind(mark, low, found.start) for mark in (";", ". ")), low - 1) + 1
    return _OTHER_TEXT.match(value[begin : found.start]) is not None
