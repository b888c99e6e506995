"""A paper as .docx, in the form of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from cancu.api.office_package import seal_package, start_of_day
from cancu.api.office_page import LARGE, SIZE, add_grid, add_heading_block, make_document, measure_text, write_line
from cancu.api.office_text import clean_letters, part_lines
from cancu.api.report_model import Cell, Column, Paper, Section, Table, Tone, Words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_SIGNING_SPACE_POINTS = 72
_WIDE_SIZE = 12
_SHADE = "F2F2F2"


def render_docx(paper: Paper) -> bytes:
    """The paper as the bytes of a file, the same for the same paper."""
    document = make_document(landscape=paper.landscape)
    organisation = clean_letters(paper.organisation)
    add_heading_block(document, organisation, symbol=paper.symbol, landscape=paper.landscape)
    _add_title(document, paper)
    for name, value in paper.facts:
        _add_note(document, value, name=name)
    for section in paper.sections:
        _add_section(document, section, wide=paper.landscape)
    _add_signers(document, paper.signers, measure_text(landscape=paper.landscape))
    _name_document(document, paper)
    stream = io.BytesIO()
    document.save(stream)
    return seal_package(stream.getvalue(), paper.day)


def _add_title(document: Document, paper: Paper) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for text, before, after in ((paper.title, 18, 0), (paper.subject, 0, 12)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
        run = paragraph.add_run(clean_letters(text))
        run.bold, run.font.size = True, Pt(LARGE)


def _add_section(document: Document, section: Section, *, wide: bool) -> None:
    document.add_paragraph(clean_letters(section.title), style="Heading 1")
    for note in section.notes:
        _add_note(document, note)
    if section.table:
        _add_table(document, section.table, wide=wide)


def _add_note(document: Document, text: str, *, name: str = "") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_after = Pt(6)
    if name:
        paragraph.add_run(f"{name}: ").bold = True
    paragraph.add_run(clean_letters(text))


def _add_table(document: Document, table: Table, *, wide: bool) -> None:
    """The table over the whole width; its heading comes again on every page.

    No row is split between pages, except in a wide table, whose narrow columns make rows as high as pages.
    """
    size = _WIDE_SIZE if wide else SIZE
    grid = add_grid(document, _share_width(table.columns, measure_text(landscape=wide)), rows=len(table.rows) + 1)
    grid.style = "Table Grid"
    heading, *rows = grid.rows
    _keep_row(heading, repeated=True)
    for cell, column in zip(heading.cells, table.columns, strict=True):
        write_line(cell, column.title, size=size, first=True).bold = True
        if column.english:
            write_line(cell, f"({column.english})", size=size).italic = True
        _keep_with_next(cell)
    for row, values in zip(rows, table.rows, strict=True):
        if not wide:
            _keep_row(row)
        _fill_row(row, values, table.columns, size)


def _share_width(columns: tuple[Column, ...], width: int) -> tuple[int, ...]:
    """Widths in millimetres that fill the text width; the last column takes what rounding leaves."""
    total = sum(column.share for column in columns)
    widths = [width * column.share // total for column in columns]
    return (*widths[:-1], width - sum(widths[:-1]))


def _keep_row(row: _Row, *, repeated: bool = False) -> None:
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def _keep_with_next(cell: _Cell) -> None:
    """Keep a row on the page of the next one; LibreOffice drops the rows below a heading left alone on a page."""
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _fill_row(row: _Row, values: tuple[Cell, ...], columns: tuple[Column, ...], size: int) -> None:
    """The cells of a row; a single one goes over the whole width and stays on the page of the next row."""
    if len(values) == 1 < len(columns):
        whole = row.cells[0].merge(row.cells[-1])
        _fill_cell(whole, values[0], size)
        _shade(whole)
        _keep_with_next(whole)
        return
    for cell, value, column in zip(row.cells, values, columns, strict=True):
        _fill_cell(cell, value, size, centred=column.centred)


def _fill_cell(cell: _Cell, lines: Cell, size: int, *, centred: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = cell.paragraphs[0]
    for number, words in enumerate(lines):
        if words.runs_on:
            paragraph.add_run(" ")
        elif number:
            paragraph = cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None
        _write_words(paragraph, words, size)


def _shade(cell: _Cell) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _write_words(paragraph: Paragraph, words: Words, size: int) -> None:
    from docx.shared import Pt

    run = paragraph.add_run()
    _write_text(run, clean_letters(words.text))
    run.font.size = Pt(size)
    run.bold = words.tone in {Tone.STRONG, Tone.ADDED} or None
    run.italic = words.tone is Tone.QUIET or None
    run.font.strike = words.tone is Tone.REMOVED or None
    run.underline = words.tone is Tone.ADDED or None


def _write_text(run: Run, text: str) -> None:
    """A text letter by letter; a line end inside a sentence is kept as a letter, which Word shows as a blank."""
    for number, line in enumerate(part_lines(text)):
        if number:
            run.add_break()
        for position, words in enumerate(line.split("\t")):
            if position:
                run.add_tab()
            run._r.add_t(words)


def _add_signers(document: Document, signers: tuple[str, ...], width: int) -> None:
    from docx.shared import Pt

    document.add_paragraph().paragraph_format.keep_with_next = True
    row = add_grid(document, (width // len(signers),) * len(signers)).rows[0]
    _keep_row(row)
    for cell, signer in zip(row.cells, signers, strict=True):
        write_line(cell, signer.upper(), first=True).bold = True
        write_line(cell, "(Ký, ghi rõ họ tên)").italic = True
        cell.paragraphs[-1].paragraph_format.space_after = Pt(_SIGNING_SPACE_POINTS)


def _name_document(document: Document, paper: Paper) -> None:
    properties = document.core_properties
    properties.title = clean_letters(paper.subject)[:255]
    properties.author = properties.last_modified_by = "cancu"
    properties.comments = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = start_of_day(paper.day)
