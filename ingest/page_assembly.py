"""Pages to the transcript: furniture dropped, columns in order, tables and paragraphs rejoined over page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cancu.ingest.label_slips import LabelMender, mend_column
from cancu.ingest.page_columns import Stretch, read_columns
from cancu.ingest.page_furniture import drop_furniture, find_running_lines
from cancu.ingest.page_paragraphs import Margins, PrintedParagraph, goes_on, measure_margins
from cancu.ingest.printed_page import PrintedLine, PrintedPage, group_lines
from cancu.ingest.ruled_tables import RuledTable, find_tables
from cancu.ingest.split_tables import JoinedTable
from cancu.ingest.transcript import Transcript

_SMALL = 0.87
"""Type so much smaller than the body's, at the foot of a page, is a footnote's."""


@dataclass(slots=True)
class PageLayout:
    """One page taken apart.

    Attributes:
        tables: from top to bottom
        lines: all lines outside tables, before furniture is dropped
    """

    number: int
    width: float
    tables: list[RuledTable]
    lines: list[PrintedLine]
    scanned: bool


def lay_out(page: PrintedPage) -> PageLayout:
    """Find tables and lines of a page."""
    tables, words = find_tables(page.rules, page.words)
    for table in tables:
        table.page = page.number
        if page.scanned:
            _mend_labels(table)
    return PageLayout(page.number, page.width, tables, group_lines(words), page.scanned)


def _mend_labels(table: RuledTable) -> None:
    cells = [row[0] for row in table.rows if row[0] is not None]
    for cell, label in zip(cells, mend_column([cell.text for cell in cells]), strict=True):
        cell.text = label


def write_pages(pages: Sequence[PageLayout], transcript: Transcript) -> None:
    """Write pages in order, as one flow of paragraphs and tables."""
    running = find_running_lines(page.lines for page in pages)
    writer = _Writer(transcript)
    mender = LabelMender()
    for page in pages:
        lines = drop_furniture(page.lines, running)
        writer.write_page(page, [mender.mend(line) for line in lines] if page.scanned else lines)
    writer.close()


@dataclass(slots=True)
class _Writer:
    """The flow of the document; what may go on over the page break stays open."""

    transcript: Transcript
    paragraph: PrintedParagraph | None = None
    table: JoinedTable | None = None
    notes: list[PrintedParagraph] = field(default_factory=list)

    def write_page(self, page: PageLayout, lines: Sequence[PrintedLine]) -> None:
        """Write one page: what stands above each table, the table, and so on down."""
        lines, notes = _part_footnotes(lines)
        margins = measure_margins(lines)
        for table in page.tables:
            margins = margins.widen(table.box[0], table.box[2])
        fresh = True
        for part in [*page.tables, None]:
            above = [line for line in lines if part is None or line.top < part.box[1]]
            lines = lines[len(above) :]
            for stretch in read_columns(above, page.width):
                self._write_stretch(stretch, margins, page.number, fresh=fresh)
                fresh = False
            if part is not None:
                self._write_table(part)
                fresh = False
        self.notes += [PrintedParagraph(page.number, [note]) for note in notes]

    def close(self) -> None:
        """Write what is still open."""
        self._close_table()
        self._close_paragraph()

    def _write_stretch(self, stretch: Stretch, margins: Margins, number: int, *, fresh: bool) -> None:
        self._close_table()
        if stretch.column:
            self._close_paragraph()
            margins = measure_margins(stretch.lines)
        for line in stretch.lines:
            if stretch.column:
                self._add_to_column(line, margins, number)
            elif self.paragraph and goes_on(self.paragraph, line, margins, new_page=fresh):
                self.paragraph.lines.append(line)
            else:
                self._open_paragraph(line, number, kept=margins.centres(line))
            fresh = False
        if stretch.column:
            self._close_paragraph()

    def _add_to_column(self, line: PrintedLine, margins: Margins, number: int) -> None:
        """Lines of a column stay together until a wide gap."""
        above = self.paragraph.lines[-1] if self.paragraph else None
        if self.paragraph and above and line.bottom - above.bottom < 2 * max(margins.leading, line.size):
            self.paragraph.lines.append(line)
        else:
            self._open_paragraph(line, number, kept=True)

    def _open_paragraph(self, line: PrintedLine, number: int, *, kept: bool) -> None:
        self._close_paragraph()
        self.paragraph = PrintedParagraph(number, [line], kept=kept)

    def _close_paragraph(self) -> None:
        """Write the open paragraph, then the footnotes of the pages that it stands on."""
        for paragraph in [*([self.paragraph] if self.paragraph else []), *self.notes]:
            self.transcript.add_paragraph(paragraph.text, page=paragraph.page, confidence=paragraph.confidence)
        self.paragraph, self.notes = None, []

    def _write_table(self, table: RuledTable) -> None:
        self._close_paragraph()
        if self.table is None or not self.table.append(table):
            self._close_table()
            self.table = JoinedTable(table)

    def _close_table(self) -> None:
        if self.table is not None:
            self.table.write(self.transcript)
            self.table = None


def _part_footnotes(lines: Sequence[PrintedLine]) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """The lines of the body, and those in small type at the foot, each note with its own lines."""
    if not lines:
        return [], []
    body = max(line.size for line in lines)
    at = len(lines)
    while at > 0 and lines[at - 1].size < _SMALL * body:
        at -= 1
    if at == 0 or at == len(lines) or lines[at].text[0] not in "0123456789¹²³⁴⁵⁶⁷⁸⁹*(":
        return list(lines), []
    return list(lines[:at]), list(lines[at:])
