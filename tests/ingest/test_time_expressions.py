"""Points and spans of time: every printed form has its last day."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.time_expressions import scan_times


def _days(text: str, year: int | None = None) -> list[str]:
    return [str(found.last_day(year)) for found in scan_times(text)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ngày 31/01/2030", ["2030-01-31"]),
        ("ngày 5 tháng 9 năm 2030", ["2030-09-05"]),
        ("05-9-2030", ["2030-09-05"]),
        ("Tháng 02/2028", ["2028-02-29"]),
        ("tháng 12 năm 2030", ["2030-12-31"]),
        ("6/2030", ["2030-06-30"]),
        ("Quý III Năm 2030", ["2030-09-30"]),
        ("quý 2/2030", ["2030-06-30"]),
        ("Quý I, II năm 2030", ["2030-03-31", "2030-06-30"]),
        ("Quý I - III/2030", ["2030-09-30"]),
        ("6 tháng đầu năm 2030", ["2030-06-30"]),
        ("06 tháng cuối năm 2030", ["2030-12-31"]),
        ("Năm 2030 - 2035", ["2035-12-31"]),
        ("năm 2030", ["2030-12-31"]),
        ("2030 trở đi", ["2030-12-31"]),
    ],
)
def test_the_last_day_is_read(text: str, days: list[str]) -> None:
    assert _days(text) == days


@pytest.mark.parametrize(("text", "day"), [("Quý IV", "2030-12-31"), ("ngày 15/11", "2030-11-15")])
def test_a_missing_year_is_given_by_the_caller(text: str, day: str) -> None:
    assert _days(text) == ["None"]
    assert _days(text, 2030) == [day]


@pytest.mark.parametrize("text", ["45/2030/QĐ", "tháng 13 năm 2030", "mức 3.4", "100%", "Điều 5", "12/15/2030", ""])
def test_numbers_that_are_no_time_are_passed_over(text: str) -> None:
    assert _days(text) == []


def test_a_day_that_does_not_exist_has_no_last_day() -> None:
    assert _days("30/02/2030") == ["None"]


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2099, 12, 31)))
def test_every_printed_date_is_read_back(day: datetime.date) -> None:
    assert _days(f"ngày {day.day:02}/{day.month:02}/{day.year}") == [str(day)]
    assert _days(f"ngày {day.day} tháng {day.month} năm {day.year}") == [str(day)]


@given(st.text(alphabet="Quýnămtháng /-.,0123456789IV", max_size=60))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    place = 0
    for found in scan_times(text):
        assert place <= found.start < found.end <= len(text)
        place = found.start
