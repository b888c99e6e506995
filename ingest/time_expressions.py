"""Points and spans of time as Vietnamese administrative texts print them, with the last day of each.

The scanner knows calendars only: dates, months, quarters, half years, years, and ranges of them. Whether an
expression is a deadline is decided in `cancu.ingest.deadlines`. Nothing depends on the present day; a year that is
not printed stays open.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_FIRST_YEAR, _LAST_YEAR = 1945, 2100


@dataclass(slots=True)
class TimeExpression:
    """One point or span of time in a text.

    Attributes:
        start: offset of the first character
        end: offset behind the last
        kind: day, month, months (a range of them), quarter, half, year or range
        month: last month, 1 to 12
        day: last day, 0 for the last of the month
        year: year, None where it is not printed
    """

    start: int
    end: int
    kind: str
    month: int
    day: int = 0
    year: int | None = None

    def last_day(self, year: int | None = None) -> datetime.date | None:
        """The last day, in `year` where the text prints none; None where no such day exists."""
        year = self.year or year
        if year is None:
            return None
        last = calendar.monthrange(year, self.month)[1]
        return datetime.date(year, self.month, self.day or last) if self.day <= last else None


@cache
def _pattern() -> re.Pattern[str]:
    roman = r"(?:IV|I{1,3}|[1-4])(?![\w%])"
    year = r"(?:\s?[,/.-]?\s?(?:[Nn]ăm\s)?\s?(?P<%s>(?:19|20)\d\d)(?!\d|/\w))"
    return re.compile(
        r"(?=[\dQqSsTtNn])(?:"
        rf"(?P<quarters>[Qq]u[ýí]\s{roman}(?:\s?(?:,|và|-|đến|;)\s?(?:[Qq]u[ýí]\s)?{roman}){{0,3}}){year % 'qy'}?"
        rf"|(?P<half>(?:0?6|[Ss]áu)\stháng\s(?P<which>đầu|cuối)\snăm)(?:\s(?P<hy>(?:19|20)\d\d))?"
        r"|(?<![\d/.,-])(?P<day>\d{1,2})(?P<gap>\s?[/.-]\s?|\stháng\s)(?P<month>\d{1,2})"
        r"(?:(?:\s?[/.-]\s?|,?\snăm\s)(?P<dy>(?:19|20)\d\d))?(?![\d%]|/\d|/?[-/]?[A-ZĐ])"
        r"|[Tt]háng\s(?P<months>\d{1,2}(?:\s?(?:,|và|;)\s?(?:tháng\s)?\d{1,2}){1,5})(?:\s?/\s?|,?\s?[Nn]ăm\s)"
        r"(?P<msy>(?:19|20)\d\d)(?![\d%/])"
        r"|[Tt]háng\s\d{1,2}\s?(?:-|đến)\s?(?P<last>\d{1,2})(?:(?:\s?/\s?|,?\s?[Nn]ăm\s)(?P<lsy>(?:19|20)\d\d))?(?![\d%/])"
        rf"|[Tt]háng\s(?P<only>\d{{1,2}})(?:(?:\s?/\s?|,?\s?[Nn]ăm\s)(?P<my>(?:19|20)\d\d))?(?![\d%])"
        r"|(?<![\d/.,-])(?P<short>\d{1,2})/(?P<sy>(?:19|20)\d\d)(?![\d/-])"
        r"|(?<![\d/.,-])(?:[Nn]ăm\s)?(?P<from>(?:19|20)\d\d)\s?(?:-|đến)\s?(?:năm\s)?(?P<to>(?:19|20)\d\d)(?![\d/%])"
        r"|[Nn]ăm\s(?P<year>(?:19|20)\d\d)(?![\d/%])"
        r"|(?<![\d/.,-])(?P<bare>(?:19|20)\d\d)(?=\strở\sđi|\svà\s(?:những|các)\snăm))"
    )


def scan_times(text: str) -> Iterator[TimeExpression]:
    """Yield the expressions of time in `text`, in text order.

    A list of quarters or months yields one each, a range yields its end. Dashes must be plain
    (`cancu.ontology.orthography.unify_letters`).

    Example:
        >>> [str(found.last_day()) for found in scan_times("Quý I, Quý II năm 2022; tháng 02/2024; 2025-2030")]
        ['2022-03-31', '2022-06-30', '2024-02-29', '2030-12-31']
    """
    if not any(character.isdigit() for character in text) and "uý " not in text:
        return
    for match in _pattern().finditer(text):
        if match["quarters"]:
            yield from _quarters(match)
            continue
        if match["months"]:
            numbers = map(int, re.findall(r"\d+", match["months"]))
            yield from (
                TimeExpression(*match.span(), "month", number, year=int(match["msy"]))
                for number in numbers
                if 1 <= number <= 12
            )
            continue
        found = _read_match(match)
        if found is not None and 1 <= found.month <= 12 and found.day <= 31:
            yield found


_BARE_YEAR = re.compile(r"(?<![\w/.,-])(?:19|20)\d\d(?![\w/%])(?!\s?-)(?![.,]\d)")


def scan_bare_years(text: str, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Years that a field of time prints without any word (`2025`, `2026 và hằng năm`), beside the expressions `times`.

    Example:
        >>> [found.year for found in scan_bare_years("2026 và hằng năm", [])]
        [2026]
    """
    found = [TimeExpression(*match.span(), "year", 12, year=int(match[0])) for match in _BARE_YEAR.finditer(text)]
    return [year for year in found if not any(time.start <= year.start < time.end for time in times)]


def _quarters(match: re.Match[str]) -> Iterator[TimeExpression]:
    year = int(match["qy"]) if match["qy"] else None
    parts = re.split(r"\s?(,|và|-|đến|;)\s?", re.sub(r"[Qq]u[ýí]\s", "", match["quarters"]))
    numbers, joints = parts[::2], parts[1::2]
    for place, number in enumerate(numbers):
        if place < len(joints) and joints[place] in {"-", "đến"}:
            continue
        yield TimeExpression(match.start(), match.end(), "quarter", _ROMAN[number.strip()] * 3, year=year)


def _read_match(match: re.Match[str]) -> TimeExpression | None:
    start, end = match.span()

    def number(group: str) -> int | None:
        return int(match[group]) if match[group] else None

    if match["half"]:
        return TimeExpression(start, end, "half", 6 if match["which"] == "đầu" else 12, year=number("hy"))
    if match["day"]:
        if not match["dy"] and match["gap"].strip() in {".", "-"}:
            return None
        day = int(match["day"])
        return TimeExpression(start, end, "day", int(match["month"]), day, number("dy")) if day else None
    if match["only"]:
        return TimeExpression(start, end, "month", int(match["only"]), year=number("my"))
    if match["last"]:
        return TimeExpression(start, end, "months", int(match["last"]), year=number("lsy"))
    if match["short"]:
        return TimeExpression(start, end, "month", int(match["short"]), year=number("sy"))
    if match["to"]:
        return TimeExpression(start, end, "range", 12, year=number("to"))
    return TimeExpression(start, end, "year", 12, year=number("year") or number("bare"))
