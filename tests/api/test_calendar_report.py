"""The deadline calendar as a person gets it; .ics is read back by another library."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.api.calendar_file import MOST_OCTETS, fold_line
from cancu.api.calendar_report import write_calendar
from cancu.api.office_text import clean_letters
from cancu.api.paperwork import make_calendar
from cancu.api.workspace import open_workspace
from cancu.graph.calendars import DeadlineCalendar
from tests.api.conftest import HOSTILE
from tests.api.office_reading import read_rows, read_texts

OFFICE = "Sở Nội vụ tỉnh Hoài Giang"


@pytest.fixture(scope="module")
def calendar(sample_store: Path) -> DeadlineCalendar:
    with open_workspace(sample_store) as workspace:
        return make_calendar(workspace, OFFICE)


def read_events(calendar: DeadlineCalendar) -> list[Any]:
    return list(icalendar.Calendar.from_ical(write_calendar(calendar, "ics")).walk("VEVENT"))


def test_another_reader_finds_every_event_with_its_day_and_words(calendar: DeadlineCalendar) -> None:
    events = read_events(calendar)
    assert len(events) == len(calendar.events) > 20
    for read, event in zip(events, calendar.events, strict=True):
        assert str(read["UID"]) == event.uid
        assert read["DTSTART"].dt == event.day
        assert type(read["DTSTART"].dt) is datetime.date
        assert read["DTEND"].dt == event.day + datetime.timedelta(days=1)
        assert str(read["DESCRIPTION"]).startswith(f"{event.task.text}\n")
        assert all(product in str(read["DESCRIPTION"]) for product in event.task.products)


def test_yearly_days_come_back_until_their_plan_ends(calendar: DeadlineCalendar) -> None:
    yearly = [(read, event) for read, event in zip(read_events(calendar), calendar.events, strict=True) if event.yearly]
    assert yearly
    for read, event in yearly:
        assert read["RRULE"]["FREQ"] == ["YEARLY"]
        assert read["RRULE"].get("UNTIL", [None]) == [event.until]


def test_lines_end_and_fold_as_the_standard_says(calendar: DeadlineCalendar) -> None:
    data = write_calendar(calendar, "ics")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= MOST_OCTETS


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_a_folded_line_is_the_line_again(line: str) -> None:
    pieces = fold_line(line).split("\r\n")
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line
    assert all(len(piece.encode()) <= MOST_OCTETS for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])


def test_hostile_texts_stay_text(calendar: DeadlineCalendar) -> None:
    texts = (*HOSTILE, "a; b, c\\n d", "dòng\nEND:VCALENDAR", "dấu\x0b\ud800")
    event = calendar.events[0]
    events = tuple(
        event.model_copy(update={"uid": f"x{number}", "task": event.task.model_copy(update={"text": text})})
        for number, text in enumerate(texts)
    )
    read = read_events(calendar.model_copy(update={"events": events}))
    for one, text in zip(read, texts, strict=True):
        assert str(one["DESCRIPTION"]).startswith(f"{clean_letters(text)}\nNghĩa vụ")


def test_the_same_store_gives_the_same_bytes(sample_store: Path, calendar: DeadlineCalendar) -> None:
    with open_workspace(sample_store) as workspace:
        again = make_calendar(workspace, OFFICE)
    assert write_calendar(again, "ics") == write_calendar(calendar, "ics")
    stamps = {read["DTSTAMP"].dt.date() for read in read_events(calendar)}
    assert stamps <= {event.task.plan.date for event in calendar.events}


def test_totals_are_those_of_the_json(run: Any, sample_store: Path) -> None:
    asked = ("calendar", "--org", OFFICE, "--year", "2022", "--store", sample_store)
    value = run(*asked, "--json").value
    assert run(*asked, "--output", "lich.xlsx").status == 0
    data = Path("lich.xlsx").read_bytes()
    rows = read_rows(data, "Lịch")
    assert len(rows) == value["counts"]["events"] == len(value["events"])
    assert [row["Ngày"].date().isoformat() for row in rows] == [event["day"] for event in value["events"]]
    assert len(read_rows(data, "Không có ngày")) == value["counts"]["undated"]
    summary = {row["Nội dung"].strip(): row["Giá trị"] for row in read_rows(data, "Tóm tắt")}
    assert summary["Nhiệm vụ ràng buộc"] == value["counts"]["tasks"]


def test_the_paper_goes_month_by_month_and_keeps_what_has_no_day(calendar: DeadlineCalendar) -> None:
    texts = read_texts(write_calendar(calendar, "docx"))
    assert any(text.endswith("Tháng 3/2022: 3") for text in texts)
    assert all(one.task.text in texts for one in calendar.undated)


def test_the_file_of_a_calendar_goes_to_standard_output_too(run: Any, sample_store: Path) -> None:
    outcome = run("calendar", "--org", OFFICE, "--format", "ics", "--store", sample_store)
    assert outcome.out.startswith("BEGIN:VCALENDAR")
    assert run("dossier", "2215/QĐ-UBND", "--format", "ics", "--store", sample_store).status == 2
