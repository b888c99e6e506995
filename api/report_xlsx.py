"""A workbook model as .xlsx: every text stays text, no cell is cut, every sheet prints on A4.

Excel takes "=" for a formula and holds 32,767 characters in a cell. Texts are therefore stored as strings whatever
they begin with, and a longer one continues in the rows below, which say so.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from math import ceil
from typing import TYPE_CHECKING

from cancu.api.office_package import seal_package, start_of_day
from cancu.api.office_text import clean_letters, escape_workbook, split_cells
from cancu.api.report_model import Figure, Jump, Sheet, SheetColumn, SheetRow, Value, Workbook
from cancu.ontology.extras import require_extra

if TYPE_CHECKING:
    import openpyxl
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

CONTINUED = "(tiếp, continued)"
DATE_FORM = "dd/mm/yyyy"
_FONT = "Times New Roman"
_SIZE = 12
_FORMULA_LETTERS = ("=", "+", "-", "@")
_LINE_POINTS = 16
_MOST_POINTS = 409
_LETTERS_ROOM = 0.95
"""Room of a letter beside that of a digit, lent so much that lines broken between words fit."""
_MARGIN_INCHES = 0.6
_MARGIN_LEFT_INCHES = 0.8


def judge_workbooks() -> None:
    """Make sure that workbooks can be written.

    Raises:
        CancuError: the library is missing; says how to install it.
    """
    require_extra("office", "openpyxl")


def render_xlsx(model: Workbook) -> bytes:
    """The workbook as the bytes of a file, the same for the same model."""
    judge_workbooks()
    import openpyxl

    placed = {sheet.name: [row for one in sheet.rows for row in _place_row(one)] for sheet in model.sheets}
    anchors = {
        row.anchor: f"'{sheet.name}'!{_letter(sheet.target)}{number}"
        for sheet in model.sheets
        for number, row in enumerate(placed[sheet.name], start=2)
        if row.anchor
    }
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in model.sheets:
        _write_sheet(book.create_sheet(sheet.name), sheet, placed[sheet.name], anchors)
    _name_book(book, model)
    stream = io.BytesIO()
    book.save(stream)
    return seal_package(stream.getvalue(), model.day)


def _place_row(row: SheetRow) -> Iterator[SheetRow]:
    """The row, then one row for each further piece of its longest text, named in the first cell."""
    pieces = [list(split_cells(clean_letters(value))) if isinstance(value, str) else [value] for value in row.values]
    lead, *others = zip_longest(*pieces)
    yield SheetRow(lead, row.anchor)
    name = lead[0].text if isinstance(lead[0], Jump) else lead[0]
    for values in others:
        first = values[0] if values[0] is not None else f"{name} {CONTINUED}"
        yield SheetRow((first, *values[1:]))


def _write_sheet(sheet: Worksheet, model: Sheet, rows: list[SheetRow], anchors: Mapping[str, str]) -> None:
    for at, column in enumerate(model.columns):
        _write_heading(_cell(sheet, 1, at + 1), column.title)
        sheet.column_dimensions[_letter(at)].width = column.width
    for number, row in enumerate(rows, start=2):
        for at, value in enumerate(row.values, start=1):
            _write_value(_cell(sheet, number, at), value, anchors)
        sheet.row_dimensions[number].height = _measure_row(row.values, model.columns)
    sheet.row_dimensions[1].height = _measure_row([column.title for column in model.columns], model.columns)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{_letter(len(model.columns) - 1)}{len(rows) + 1}"
    _set_up_print(sheet, model.name)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell of a sheet in which none are merged."""
    from openpyxl.cell.cell import Cell

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def _measure_row(values: Sequence[Value], columns: Sequence[SheetColumn]) -> float:
    """The height in points that shows the longest text of a row, as far as a workbook allows."""
    texts = [value.text if isinstance(value, Jump) else value for value in values]
    counts = [
        sum(ceil((len(line) + 1) * _LETTERS_ROOM / column.width) for line in text.split("\n"))
        for text, column in zip(texts, columns, strict=True)
        if isinstance(text, str)
    ]
    return min(max(counts, default=1) * _LINE_POINTS + 3, _MOST_POINTS)


def _write_heading(cell: Cell, title: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    _write_text(cell, title)
    cell.font = Font(name=_FONT, size=_SIZE, bold=True)
    cell.fill = PatternFill("solid", fgColor="E7E6E6")
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    cell.border = Border(bottom=Side(style="medium"))


def _write_value(cell: Cell, value: Value, anchors: Mapping[str, str]) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    cell.font = Font(name=_FONT, size=_SIZE)
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    cell.border = Border(bottom=Side(style="hair"))
    match value:
        case Jump():
            _write_text(cell, value.text)
            _link(cell, anchors[value.anchor])
        case Figure():
            cell.value, cell.number_format = value.value, value.form
        case datetime.date():
            cell.value, cell.number_format = value, DATE_FORM
        case str():
            _write_text(cell, value)
        case _:
            cell.value = value


def _write_text(cell: Cell, text: str) -> None:
    """A text that stays one, also when a person edits the cell later."""
    cell.value = escape_workbook(clean_letters(text))
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_FORMULA_LETTERS)


def _link(cell: Cell, location: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location)
    cell.font = Font(name=_FONT, size=_SIZE, underline="single", color="0563C1")


def _set_up_print(sheet: Worksheet, name: str) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    margins = sheet.page_margins
    margins.top = margins.bottom = _MARGIN_LEFT_INCHES
    margins.left, margins.right = _MARGIN_LEFT_INCHES, _MARGIN_INCHES
    if footer := sheet.HeaderFooter.oddFooter:
        footer.left.text, footer.right.text = name, "&P/&N"


def _name_book(book: openpyxl.Workbook, model: Workbook) -> None:
    book.properties.title = clean_letters(model.title)
    book.properties.creator = "cancu"
    book.properties.created = start_of_day(model.day)


def _letter(at: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(at + 1)
