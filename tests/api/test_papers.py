"""What holds for every paper: page, type, letters, bytes, and that LibreOffice opens it."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from cancu.api.assignment_report import write_assignments
from cancu.api.calendar_report import write_calendar
from cancu.api.desk import open_desk
from cancu.api.difference_report import write_difference
from cancu.api.dossier_report import write_dossier
from cancu.api.drafting_report import write_draft
from cancu.api.intake import ingest_files
from cancu.api.office_text import CELL_LIMIT, escape_workbook
from cancu.api.paperwork import compare, make_assignments, make_calendar, make_dossier, make_draft
from cancu.api.report_formats import PAPER_FORMATS
from cancu.api.report_xlsx import CONTINUED
from cancu.api.workspace import open_workspace
from cancu.ontology.records import Record
from tests.api.conftest import HOSTILE
from tests.api.office_reading import TWIPS_PER_MILLIMETRE, W, print_pdf, read_part, read_texts

Write = Callable[[Any, str], bytes]
NAMES = ("dossier", "assignments", "draft", "difference", "calendar")
WIDE = {"assignments", "draft"}
LONG = "dài " * 12_000


class Asked(NamedTuple):
    """What the papers of a store are about."""

    document: str
    older: str
    organisation: str
    year: int


SAMPLE = Asked("2215/QĐ-UBND", "18/KH-UBND", "UBND huyện Phú Ngần", 2022)
SEED = Asked("2108/QĐ-UBND", "2579/QĐ-UBND", "UBND huyện Sơn Tây, tỉnh Quảng Ngãi", 2022)
WRITERS: dict[str, Write] = {
    "dossier": write_dossier,
    "assignments": write_assignments,
    "draft": write_draft,
    "difference": write_difference,
    "calendar": write_calendar,
}


def make_papers(store: Path, asked: Asked) -> dict[str, Record]:
    with open_desk(store) as desk, open_workspace(store) as workspace:
        return {
            "dossier": make_dossier(desk, asked.document),
            "assignments": make_assignments(workspace, asked.organisation, as_of=datetime.date(asked.year, 6, 1)),
            "draft": make_draft(workspace, asked.organisation, year=asked.year),
            "difference": compare(desk, asked.older, asked.document),
            "calendar": make_calendar(workspace, asked.organisation),
        }


@pytest.fixture(scope="module")
def papers(sample_store: Path) -> dict[str, Record]:
    return make_papers(sample_store, SAMPLE)


def iter_items(value: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every item that a paper shows with its quote, as dumped: what carries its text, and the quote.

    Items with changed words are passed over, whose words stand in runs, and those of other plans beside an item.
    """
    if isinstance(value, list | tuple):
        for one in value:
            yield from iter_items(one)
    elif isinstance(value, dict) and value.get("change") not in {"carried", "changed"}:
        if "quote" in value and isinstance(value["quote"], dict):
            yield value.get("task", value), value["quote"]
            return
        for key, one in value.items():
            if key not in {"inherited_from", "earlier", "possible"}:
                yield from iter_items(one)


def poison(paper: Record, *texts: str) -> Record:
    """The record with these texts in place of the words and quotes of its first items."""
    value = paper.model_dump()
    items = list(iter_items(value))
    assert len(items) > len(texts)
    for (item, quote), text in zip(items, texts, strict=False):
        item["text"] = quote["text"] = text
    return type(paper).model_validate(value)


def read_columns(data: bytes) -> list[str]:
    """The words of every column of a workbook, its cells joined."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return ["".join(str(cell.value) for cell in column) for sheet in book.worksheets for column in sheet.iter_cols()]


def find_lost_letters(data: bytes, printed: str) -> dict[str, int]:
    """How often letters and digits of a Word file are missing in print, where rows may vanish between pages."""
    written, found = (Counter(filter(str.isalnum, text)) for text in ("".join(read_texts(data)), printed))
    return dict(written - found)


def find_sides(data: bytes) -> tuple[list[int], dict[str, float]]:
    section = read_part(data, "word/document.xml").find(f".//{W}sectPr")
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    sides = [round(int(size.get(f"{W}{side}")) / TWIPS_PER_MILLIMETRE) for side in ("w", "h")]
    names = ("top", "bottom", "left", "right")
    return sides, {name: int(margins.get(f"{W}{name}")) / TWIPS_PER_MILLIMETRE for name in names}


@pytest.mark.parametrize("name", NAMES)
def test_page_and_type_are_those_of_the_decree(papers: dict[str, Record], name: str) -> None:
    data = WRITERS[name](papers[name], "docx")
    sides, margins = find_sides(data)
    assert sides == ([297, 210] if name in WIDE else [210, 297])
    assert 20 <= min(margins["top"], margins["bottom"]) <= max(margins["top"], margins["bottom"]) <= 25
    assert (30 <= margins["left"] <= 35, 15 <= margins["right"] <= 20) == (True, True)
    body = read_part(data, "word/document.xml")
    assert {node.get(f"{W}val") for node in body.iter(f"{W}sz")} <= {"24", "26", "28"}
    assert list(body.iter(f"{W}rFonts")) == []
    assert [node.get(f"{W}instr") for node in read_part(data, "word/header1.xml").iter(f"{W}fldSimple")] == ["PAGE"]


@pytest.mark.parametrize("name", NAMES)
def test_workbooks_print_on_a4_with_fixed_headings(papers: dict[str, Record], name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(WRITERS[name](papers[name], "xlsx")))
    for sheet in book.worksheets:
        assert (sheet.freeze_panes, sheet.page_setup.paperSize, sheet.print_title_rows) == ("B2", 9, "$1:$1")
        assert sheet.auto_filter.ref


@pytest.mark.parametrize("name", NAMES)
def test_every_jump_has_its_quote(papers: dict[str, Record], name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(WRITERS[name](papers[name], "xlsx")))
    jumps = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert jumps
    for cell in jumps:
        sheet, place = str(cell.hyperlink and cell.hyperlink.location).replace("'", "").split("!")
        assert book[sheet][place].value


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", PAPER_FORMATS)
def test_the_same_record_gives_the_same_bytes(papers: dict[str, Record], name: str, form: str) -> None:
    again = type(papers[name]).model_validate_json(papers[name].model_dump_json())
    assert WRITERS[name](papers[name], form) == WRITERS[name](again, form)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_texts_stay_text(papers: dict[str, Record], name: str) -> None:
    paper = poison(papers[name], *HOSTILE)
    texts = "\n".join(read_texts(WRITERS[name](paper, "docx")))
    assert [text for text in HOSTILE if text not in texts] == []
    book = openpyxl.load_workbook(io.BytesIO(WRITERS[name](paper, "xlsx")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    values = "\n".join(str(cell.value) for cell in cells)
    assert [text for text in HOSTILE if escape_workbook(text) not in values] == []
    assert all(cell.hyperlink.target is None for cell in cells if cell.hyperlink)
    assert "<script>" not in WRITERS[name](paper, "html").decode()


@pytest.mark.parametrize("name", NAMES)
def test_a_text_longer_than_a_cell_continues_visibly(papers: dict[str, Record], name: str) -> None:
    paper = poison(papers[name], LONG)
    book = openpyxl.load_workbook(io.BytesIO(WRITERS[name](paper, "xlsx")))
    values = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any(CONTINUED in value for value in values)
    assert max(map(len, values)) <= CELL_LIMIT
    assert any(LONG in column for column in read_columns(WRITERS[name](paper, "xlsx")))
    assert any(LONG in text for text in read_texts(WRITERS[name](paper, "docx")))


def test_an_unknown_format_is_refused(papers: dict[str, Record]) -> None:
    with pytest.raises(ValueError, match="no such format: 'odt'"):
        write_dossier(papers["dossier"], "odt")  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_libreoffice_prints_every_paper(papers: dict[str, Record], tmp_path: Path, name: str, form: str) -> None:
    data = WRITERS[name](papers[name], form)
    words, (width, height) = print_pdf(data, form, tmp_path)
    assert sorted((width, height)) == [210, 297]
    assert (width > height) == (form == "xlsx" or name in WIDE)
    assert "cải cách hành chính" in words
    if form == "docx":
        assert find_lost_letters(data, words) == {}


@pytest.mark.slow
def test_no_quote_of_the_seeds_is_lost(shared: Path, tmp_path: Path) -> None:
    store = tmp_path / "kho.db"
    ingest_files(store, sorted((shared / "seeds").glob("*.txt")))
    for name, paper in make_papers(store, SEED).items():
        quotes = {quote["text"] for _, quote in iter_items(paper.model_dump())}
        assert len(quotes) > 20
        book = openpyxl.load_workbook(io.BytesIO(WRITERS[name](paper, "xlsx")))
        values = {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
        assert [quote for quote in quotes if escape_workbook(quote) not in values] == []
