"""Excel workbooks (.xlsx): every visible sheet as its cells print.

A formula prints the value that Excel stored with it, or itself where none is stored. Cells are streamed with openpyxl;
what a stream cannot know, merged cells and the number of cells, is read from the sheet's XML before.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from cancu.ingest.cell_values import print_value
from cancu.ingest.legacy_fonts import font_encoding, join_runs
from cancu.ingest.office_errors import DAMAGES, corrupt, too_large
from cancu.ingest.transcript import Transcript
from cancu.ingest.worksheets import MOST_CELLS, MOST_COLUMNS, Cells, Range, note_hidden, write_sheet

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import _CellOrMergedCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_BOOK = "xl/workbook.xml"
_BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_MERGED = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(slots=True)
class _Shape:
    """What the XML of a sheet says before its cells are read: merged blocks, and whether a formula has no value."""

    merged: list[Range]
    uncalculated: bool = False

    def add(self, element: etree._Element) -> None:
        """Take note of a row, a cell or a merged block."""
        if match := _MERGED.fullmatch(element.get("ref", "")):
            left, top, right, bottom = match.groups()
            self.merged.append(Range(int(top), _column(left), int(bottom), _column(right)))
        elif element.find("{*}f") is not None and not element.findtext("{*}v"):
            self.uncalculated = True


def _column(letters: str) -> int:
    """A column's number from 1: Z is 26, AA is 27."""
    return reduce(lambda number, letter: number * 26 + ord(letter) - ord("A") + 1, letters, 0)


def transcribe(data: bytes, transcript: Transcript) -> None:
    """Write the visible sheets of a workbook down, in order; hidden ones are named at the end.

    Args:
        data: a package of Excel 2007 or later
        transcript: what is written to

    Raises:
        SourceError: the package is damaged (`E_CORRUPT`), a sheet has too many cells or columns (`E_LIMIT`), or its
            TCVN3 and VNI fonts need the extra `legacy` (`E_MISSING_TOOL`).
    """
    try:
        shapes = _read_shapes(data, transcript.name)
        values = _open(data, calculated=True)
        formulas = _open(data, calculated=False) if any(shape.uncalculated for shape in shapes.values()) else None
        for sheet in values.worksheets:
            shape = shapes.get(sheet.title, _Shape([]))
            if sheet.sheet_state == "visible":
                twin = formulas[sheet.title] if formulas is not None and shape.uncalculated else None
                write_sheet(_read_cells(sheet, twin, transcript.name), shape.merged, sheet.title, transcript)
        note_hidden([sheet.title for sheet in values.worksheets if sheet.sheet_state != "visible"], transcript)
    except DAMAGES as error:
        raise corrupt(transcript.name, error) from error


def _open(data: bytes, *, calculated: bool) -> Workbook:
    from openpyxl import load_workbook

    return load_workbook(BytesIO(data), read_only=True, data_only=calculated)


def _read_shapes(data: bytes, name: str) -> dict[str, _Shape]:
    """The shapes of all sheets by name; together they have no more than `MOST_CELLS` cells and rows."""
    shapes: dict[str, _Shape] = {}
    left = MOST_CELLS
    with zipfile.ZipFile(BytesIO(data)) as package:
        for title, part in _iter_parts(package):
            shape = _Shape([])
            for element in _iter_elements(package, part):
                left -= 1
                if left < 0:
                    raise too_large(name, f"quá {MOST_CELLS} ô và dòng", f"more than {MOST_CELLS} cells and rows")
                shape.add(element)
            shapes[title] = shape
    return shapes


def _iter_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Names of the sheets with the parts that hold them (ECMA-376 part 1, 18.2.19)."""
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]
        for relation in etree.fromstring(package.read(_BOOK_RELATIONS), _make_parser()).iterchildren(etree.Element)
    }
    parts = set(package.namelist())
    for sheet in etree.fromstring(package.read(_BOOK), _make_parser()).iter("{*}sheet"):
        part = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
        if part in parts:
            yield sheet.get("name", ""), part


def _make_parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _iter_elements(package: zipfile.ZipFile, part: str) -> Iterator[etree._Element]:
    """Rows, cells and merged blocks of a sheet, each emptied behind."""
    tags = ("{*}row", "{*}c", "{*}mergeCell")
    with package.open(part) as source:
        for _, element in etree.iterparse(source, tag=tags, resolve_entities=False, no_network=True, load_dtd=False):
            yield element
            element.clear()
            if element.getprevious() is not None:
                element.getparent().remove(element.getprevious())


def _read_cells(sheet: ReadOnlyWorksheet, twin: ReadOnlyWorksheet | None, name: str) -> Cells:
    """The words of a sheet's cells; `twin` has the formulas of those without a value."""
    cells: Cells = {}
    for one in (sheet, *([twin] if twin is not None else [])):
        one.reset_dimensions()
        for row in one.rows:
            for cell in row:
                if cell.value is not None:
                    cells.setdefault((cell.row, cell.column), _print_cell(cell))
    if len({column for _, column in cells}) > MOST_COLUMNS:
        raise too_large(name, f"quá {MOST_COLUMNS} cột có chữ", f"more than {MOST_COLUMNS} columns with words")
    return cells


def _print_cell(cell: _CellOrMergedCell) -> str:
    value = getattr(cell.value, "text", cell.value)
    words = print_value(value, cell.number_format)
    encoding = font_encoding(cell.font.name or "") if isinstance(value, str) else ""
    return join_runs([(encoding, words)]) if encoding else words
