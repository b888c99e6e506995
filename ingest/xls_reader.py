"""Excel 97–2003 workbooks (.xls), by python-calamine: every visible sheet as its values print.

The formats of numbers are not in what the library reads: a share formatted as per cent prints as 0.95.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from cancu.ingest.cell_values import print_value
from cancu.ingest.legacy_fonts import convert_detected
from cancu.ingest.office_errors import corrupt, encrypted, too_large
from cancu.ingest.transcript import Transcript
from cancu.ingest.worksheets import MOST_CELLS, Cells, Range, note_hidden, write_sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_MOST_PLACES = 20 * MOST_CELLS
"""Most places of the block around all cells of a sheet, which the library holds in full."""


def transcribe(data: bytes, transcript: Transcript) -> None:
    """Write the visible sheets of a workbook down, in order; hidden ones are named at the end.

    Args:
        data: a workbook of Excel 97 to 2003
        transcript: what is written to

    Raises:
        SourceError: `E_CORRUPT`, `E_ENCRYPTED`, or more cells than a workbook of tasks has (`E_LIMIT`).
    """
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
        WorksheetNotFound,
    )

    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
            for one in sheets:
                if one.visible == SheetVisibleEnum.Visible:
                    _write(book.get_sheet_by_name(one.name), transcript)
    except PasswordError as error:
        raise encrypted(transcript.name) from error
    except (CalamineError, WorksheetNotFound, OSError, ValueError) as error:
        raise corrupt(transcript.name, error) from error
    note_hidden([one.name for one in sheets if one.visible != SheetVisibleEnum.Visible], transcript)


def _write(sheet: CalamineSheet, transcript: Transcript) -> None:
    name = transcript.name
    if sheet.total_height * sheet.total_width > _MOST_PLACES:
        raise too_large(name, f"quá {_MOST_PLACES} ô", f"more than {_MOST_PLACES} cells")
    cells: Cells = {}
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.iter_rows(), start=top):
        cells.update({(row, left + column): print_value(value) for column, value in enumerate(values) if value != ""})
        if len(cells) > MOST_CELLS:
            raise too_large(name, f"quá {MOST_CELLS} ô", f"more than {MOST_CELLS} cells")
    convert = convert_detected("\n".join(cells.values()))
    merged = [Range(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    write_sheet({place: convert(words) for place, words in cells.items()}, merged, sheet.name, transcript)
