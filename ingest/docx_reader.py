"""Word documents (.docx): body, tables, notes and text boxes in reading order, with their automatic numbers.

Headers and footers are left out; tracked changes read as accepted; a table of one column is a frame around
paragraphs. Foot- and endnotes are marked `[1]` in the text and printed at its end.
"""

from __future__ import annotations

from collections.abc import Iterator

from cancu.ingest.docx_numbering import Numbering
from cancu.ingest.docx_package import Element, WordPackage, iter_printed, number_of, value_of, word
from cancu.ingest.docx_styles import Styles
from cancu.ingest.docx_text import ParagraphReader, Words
from cancu.ingest.office_errors import corrupt
from cancu.ingest.transcript import Transcript

_PARAGRAPH = word("p")
_TABLE = word("tbl")
_ROW = word("tr")
_CELL = word("tc")
_CELL_PROPERTIES = word("tcPr")
_MOST_COLUMNS = 200


def transcribe(data: bytes, transcript: Transcript) -> None:
    """Write a Word document down.

    Args:
        data: a package of Word 2007 or later, of either edition of ECMA-376
        transcript: what is written to

    Raises:
        SourceError: the package is damaged (`E_CORRUPT`), or its TCVN3 and VNI fonts need the extra `legacy`
            (`E_MISSING_TOOL`).
    """
    package = WordPackage(data, transcript.name)
    body = package.document.find(word("body")) if package.document is not None else None
    if body is None:
        raise corrupt(transcript.name, "w:body")
    reader = _Reader(package, body, transcript)
    reader.read_blocks(body)
    reader.read_notes()


class _Reader:
    def __init__(self, package: WordPackage, body: Element, transcript: Transcript) -> None:
        styles = Styles(package.styles, package.theme)
        self.numbering = Numbering(package.numbering, styles)
        self.paragraphs = ParagraphReader(styles, body)
        self.notes = package.notes
        self.transcript = transcript
        self.torn = ""
        """Words of paragraphs whose end was deleted; they go on in the next one."""

    def read_blocks(self, parent: Element) -> None:
        """Write the paragraphs and tables of the body, a frame or a text box."""
        for block in iter_printed(parent):
            if block.tag == _PARAGRAPH:
                words = self._read_paragraph(block)
                if words is not None:
                    self.transcript.add_paragraph(words.text, page=words.page)
                    for box in words.boxes:
                        self.read_blocks(box)
            elif block.tag == _TABLE:
                self._read_table(block)

    def read_notes(self) -> None:
        """Write the notes referred to; those that notes themselves refer to come behind."""
        texts = {
            (kind, note.get(word("id"), "")): note
            for kind, root in self.notes.items() if root is not None
            for note in root.iterchildren()
        }  # fmt: skip
        for number, place in enumerate(self.paragraphs.notes, start=1):
            if place in texts:
                self.transcript.add_paragraph(f"[{number}] {' '.join(self._iter_lines(texts[place]))}")

    def _read_paragraph(self, paragraph: Element) -> Words | None:
        """The words with the automatic number, None while the paragraph's end is deleted."""
        properties = paragraph.find(word("pPr"))
        words = self.paragraphs.read(paragraph, value_of(properties, "pStyle"))
        if _is_deleted(properties.find(word("rPr")) if properties is not None else None):
            self.torn += words.text
            return None
        label = self.numbering.count(paragraph)
        if label in ("-", "") and not words.text.strip():
            label = ""
        before = f"{label} {self.torn}" if label else self.torn
        if before:
            words.runs.insert(0, ("", before))
            self.torn = ""
        return words

    def _read_table(self, table: Element) -> None:
        rows = [row for row in iter_printed(table) if row.tag == _ROW and not _is_deleted(row.find(word("trPr")))]
        if _is_frame(rows):
            for row in rows:
                for cell in _iter_cells(row):
                    self.read_blocks(cell)
            return
        above: dict[int, str] = {}
        printed = [self._read_row(row, above) for row in rows[:1]]
        page = self.paragraphs.page
        printed += [self._read_row(row, above) for row in rows[1:]]
        width = max(map(len, printed), default=0)
        self.transcript.add_table(([*row, *[""] * (width - len(row))] for row in printed), page=page)

    def _read_row(self, row: Element, above: dict[int, str]) -> list[str]:
        """The words of a row by column of the grid; `above` holds those of merged cells and is brought up to date."""
        properties = row.find(word("trPr"))
        words = [""] * min(number_of(properties, "gridBefore") or 0, _MOST_COLUMNS)
        for cell in _iter_cells(row):
            shape = cell.find(_CELL_PROPERTIES)
            column = len(words)
            if _goes_on(shape):
                words.append(above.get(column, ""))
            else:
                words.append("\n".join(self._iter_lines(cell)))
                above[column] = words[column]
            span = min(number_of(shape, "gridSpan") or 1, _MOST_COLUMNS)
            words.extend([""] * (span - 1))
        return words

    def _iter_lines(self, parent: Element) -> Iterator[str]:
        """The paragraphs of a cell, box or note; the rows of a table inside are lines."""
        for block in iter_printed(parent):
            if block.tag == _PARAGRAPH:
                words = self._read_paragraph(block)
                if words is not None:
                    yield words.text
                    for box in words.boxes:
                        yield from self._iter_lines(box)
            elif block.tag == _TABLE:
                for row in iter_printed(block):
                    yield " ".join(line for cell in _iter_cells(row) for line in self._iter_lines(cell))


def _iter_cells(row: Element) -> Iterator[Element]:
    return (cell for cell in iter_printed(row) if cell.tag == _CELL)


def _is_deleted(properties: Element | None) -> bool:
    """Whether tracked changes take a paragraph's end or a row away."""
    return properties is not None and any(properties.find(word(tag)) is not None for tag in ("del", "moveFrom"))


def _is_frame(rows: list[Element]) -> bool:
    """Whether a table only frames or places what it holds: one column, or one row around another table."""
    cells = [list(_iter_cells(row)) for row in rows]
    if all(len(row) <= 1 for row in cells):
        return True
    return len(rows) == 1 and any(cell.find(_TABLE) is not None for cell in cells[0])


def _goes_on(shape: Element | None) -> bool:
    """Whether a cell goes on from the row above (`w:vMerge` without `restart`)."""
    merge = shape.find(word("vMerge")) if shape is not None else None
    return merge is not None and merge.get(word("val")) in (None, "continue")
