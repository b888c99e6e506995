"""The table of deadlines."""

from __future__ import annotations

import datetime

import pytest

from cancu.graph.deadlines import compare_deadlines, find_yearly_day, find_yearly_days
from cancu.ontology.records import Deadline

PERIOD = (datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))


def on(*days: str, text: str = "x", ongoing: bool = False, periodic: bool = False) -> Deadline:
    milestones = tuple(map(datetime.date.fromisoformat, days))
    return Deadline(text=text, due=milestones, ongoing=ongoing, periodic=periodic)


@pytest.mark.parametrize(
    ("parent", "child", "expected"),
    [
        (on("2022-03-31"), on("2022-03-31"), "ok"),
        (on("2022-03-31"), on("2022-02-28"), "ok"),
        (on("2022-03-31"), on("2022-06-30"), "late"),
        (on("2022-03-31", "2022-12-31"), on("2022-06-30", "2022-12-31"), "late"),
        (on("2022-03-31", "2022-12-31"), on("2022-12-31"), "ok"),
        (on("2022-03-31"), on(text="Hàng năm", periodic=True), "vague"),
        (on("2022-03-31"), on(text="Thường xuyên", ongoing=True), "vague"),
        (on("2021-03-31"), on(text="Quý I hàng năm", periodic=True), "ok"),
        (on("2022-03-31"), on(text="Quý II hằng năm", periodic=True), "late"),
        (on("2022-12-31"), on(text="Trước 30/11 hằng năm", periodic=True), "ok"),
        (on("2022-03-31"), None, "missing"),
        (on("2022-03-31"), on(text="Sau khi UBND tỉnh ban hành Kế hoạch"), "dependent"),
        (on(text="Theo Kế hoạch số 14/KH-UBND"), on(text="Hàng năm", periodic=True), "dependent"),
        (on(text="Thường xuyên", ongoing=True), on("2022-12-31"), "ok"),
        (on(text="Thường xuyên", ongoing=True), on("2021-06-30"), "period_mismatch"),
        (on("2022-03-31"), on("2021-12-31"), "period_mismatch"),
        (None, on("2022-03-31"), "not_compared"),
    ],
)
def test_the_table_of_deadlines(parent: Deadline | None, child: Deadline | None, expected: str) -> None:
    assert compare_deadlines(parent, child, parent_period=PERIOD).value == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [("Quý IV hàng năm", (12, 31)), ("quí II", (6, 30)), ("tháng 2 hằng năm", (2, 28)), ("30/11 hằng năm", (11, 30)),
     ("tháng 13", None), ("thường xuyên", None), ("ngày 14/10/2021", None)],
)  # fmt: skip
def test_yearly_days(text: str, day: tuple[int, int] | None) -> None:
    assert find_yearly_day(text) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("trước ngày 10 tháng 01 hằng năm", ((1, 10),)),
        ("định kỳ hằng năm; trước ngày 15 tháng 12; trước ngày 30 tháng 01", ((12, 15), (1, 30))),
        ("Từ tháng 3 đến tháng 11 hằng năm", ((11, 30),)),
        ("Từ tháng 11/2013 trở đi", ()),
        ("Quý I, quý III hàng năm", ((3, 31), (9, 30))),
        ("ngày 31/02 hằng năm", ()),
        ("định kỳ 6 tháng 01 lần", ()),
        ("Thường xuyên", ()),
    ],
)
def test_every_yearly_time_is_read_to_its_day(text: str, days: tuple[tuple[int, int], ...]) -> None:
    assert find_yearly_days(text) == days
