"""Printed days: `ngày 23 tháng 12 năm 2021`, `15/7/2021`, `06-6-2018`."""

from __future__ import annotations

import datetime
import re
from functools import cache

DATE = (
    r"(?P<day>\d{1,2})(?: {0,3}tháng {0,3}(?P<month>\d{1,2}) {0,3},? {0,3}năm {0,3}(?P<year>(?:1[89]|20)\d\d)"
    r"| {0,2}[/.-] {0,2}(?P<month2>\d{1,2}) {0,2}[/.-] {0,2}(?P<year2>(?:1[89]|20)\d\d))"
)


@cache
def date_pattern() -> re.Pattern[str]:
    """A day, with or without the word `ngày`, in any case."""
    return re.compile(
        rf"(?:ngày|Ngày|NGÀY|"
        rf"đày)? {{0,3}}{DATE.replace('tháng', '(?:tháng|THÁNG|Tháng)').replace('năm', '(?:năm|NĂM|Năm)')}(?!\d)"
    )


def read_date(match: re.Match[str]) -> datetime.date | None:
    """The day of a match of `date_pattern`; None where the calendar has no such day.

    Example:
        >>> read_date(date_pattern().search("ngày 06/6/2018"))
        datetime.date(2018, 6, 6)
    """
    year, month = match["year"] or match["year2"], match["month"] or match["month2"]
    try:
        return datetime.date(int(year), int(month), int(match["day"]))
    except ValueError:
        return None


def find_date(text: str) -> datetime.date | None:
    """The first day printed in `text`, which is on one line (`plain_text`)."""
    match = date_pattern().search(text)
    return read_date(match) if match else None
