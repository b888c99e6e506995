"""Texts that no careful clerk would type: each is read to its end, nothing is lost, nothing is guessed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from cancu.ingest.extraction import extract
from cancu.ingest.readers import make_source
from cancu.ontology.records import Extraction

HEAD = """UBND TỈNH HOÀI GIANG
Số: 12/KH-UBND
Hoài Giang, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Cải cách hành chính năm 2026

Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;
Căn cứ Quyết định số 1256/QĐ-UBND ngày 03/8/2025 của UBND tỉnh;

II. NHIỆM VỤ

"""


def read(text: str) -> Extraction:
    return extract(make_source(HEAD + text))


def mentions(text: str) -> list[tuple[str | None, str | None, object]]:
    return [(one.type, one.number, one.date) for one in extract(make_source(text)).citations]


def in_turns(one: Callable[[str], str], two: Callable[[str], str], text: str) -> str:
    return "\n".join((one if number % 2 else two)(line) for number, line in enumerate(text.split("\n")))


@pytest.mark.parametrize(
    "spoiled",
    [
        unicodedata.normalize("NFD", HEAD),
        in_turns(lambda line: unicodedata.normalize("NFD", line), str, HEAD),
        HEAD.replace(" ", "\u00a0"),
        HEAD.replace("NQ-CP", "NQ\u200b-CP"),
        HEAD.replace("QĐ", "QÐ"),
        HEAD.replace("CP", "СР"),
        HEAD.replace("-", "‑"),
    ],
    ids=["decomposed", "mixed forms", "no-break blanks", "zero width", "Icelandic eth", "Cyrillic", "no-break hyphen"],
)
def test_letters_that_look_alike_are_read_alike(spoiled: str) -> None:
    assert spoiled != HEAD
    assert mentions(spoiled) == mentions(HEAD)


@pytest.mark.slow
@pytest.mark.parametrize(
    "monotone",
    ["Quyết định số " * 30_000, "1/" * 100_000, "." * 1_000_000, "(" * 100_000, "“" * 100_000, "Sở Nội vụ, " * 20_000],
    ids=["unfinished numbers", "slashes", "dots", "brackets", "quotation marks", "agencies"],
)
def test_what_repeats_without_end_is_read_to_its_end(monotone: str) -> None:
    assert [one.number for one in read(monotone).citations][1:] == ["76/NQ-CP", "1256/QĐ-UBND"]


@pytest.mark.slow
def test_ten_thousand_items_are_all_found() -> None:
    items = "\n".join(
        f"{'+' if number % 2 else '-'} Sở Nội vụ rà soát văn bản lần {number}." for number in range(10_000)
    )
    tasks = read(items).tasks
    assert len(tasks) >= 5_000
    assert len({task.ref for task in tasks}) == len(tasks)


@pytest.mark.slow
def test_a_row_of_ten_thousand_cells_is_a_table_without_tasks() -> None:
    row = "\t".join(f"ô {number}" for number in range(10_000))
    assert read(f"{row}\n{row}").tasks == ()


@pytest.mark.parametrize("day", ["31/02/2026", "2o21", "ngày … tháng … năm …", "45/13/2020"])
def test_a_day_that_no_calendar_has_stays_as_printed_and_is_none(day: str) -> None:
    (task,) = read(f"1. Sở Nội vụ báo cáo kết quả trước ngày {day} để tổng hợp.").tasks
    assert day in task.text
    assert not task.deadline or task.deadline.due == ()


def test_labels_that_repeat_or_fail_lose_no_task() -> None:
    labels = ["a", "b", "d", "đ", "đ", "e", "e"]
    tasks = read(
        "1. Cải cách thể chế\n" + "\n".join(f"{label}) Sở Nội vụ rà soát văn bản {label}." for label in labels)
    ).tasks
    assert [task.ref for task in tasks] == ["II.1.a", "II.1.b", "II.1.d", "II.1.đ", "II.1.đ(2)", "II.1.e", "II.1.e(2)"]
