"""The page of an administrative document: paper, margins, type, page number and heading block.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (A4; margins top and bottom 20–25 mm, left 30–35, right 15–20; Times New
Roman 13–14, black; page number in the middle of the top margin, none on the first page; agency left, national name
and motto right).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.font import CT_RPr
    from docx.table import Table, _Cell
    from docx.text.run import Run

FONT = "Times New Roman"
SIZE = 13
LARGE = 14
PAGE_MILLIMETRES = (210, 297)
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 16
BLANK = "……………………………"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_TAB_TWIPS = 284
_STYLES = ("Normal", "Heading 1", "Header")


def measure_text(*, landscape: bool = False) -> int:
    """The width of the text in millimetres.

    Example:
        >>> measure_text(), measure_text(landscape=True)
        (164, 251)
    """
    return PAGE_MILLIMETRES[landscape] - LEFT - RIGHT


def make_document(*, landscape: bool = False) -> Document:
    """An empty document on the page that the decree asks for; wide tables may lie along the page."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt, RGBColor

    document = docx.Document()
    section = document.sections[0]
    sides = reversed(PAGE_MILLIMETRES) if landscape else PAGE_MILLIMETRES
    section.page_width, section.page_height = (Mm(side) for side in sides)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(10)
    for name in _STYLES:
        style = document.styles[name]
        _set_font(style.element.get_or_add_rPr())
        style.font.size = Pt(SIZE)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    heading = document.styles["Heading 1"].paragraph_format
    heading.space_before, heading.space_after, heading.keep_with_next = Pt(12), Pt(6), True
    _set_defaults(document)
    _number_pages(document)
    return document


def add_heading_block(document: Document, organisation: str, *, symbol: str = "BC", landscape: bool = False) -> None:
    """The agency with the number to fill in on the left; nation, motto and day to fill in on the right."""
    spare = measure_text(landscape=landscape) - measure_text()
    left, right = add_grid(document, (61 + spare // 2, 103 + spare - spare // 2)).rows[0].cells
    write_line(left, organisation.upper() or BLANK, first=True).bold = True
    _rule(left, indent=20 + spare // 4)
    write_line(left, f"Số: ……/{symbol}-……")
    write_line(right, NATION, first=True).bold = True
    write_line(right, MOTTO, size=LARGE).bold = True
    _rule(right, indent=18 + spare // 4)
    write_line(right, "……………, ngày …… tháng …… năm ………").italic = True


def add_grid(document: Document, widths: tuple[int, ...], *, rows: int = 1) -> Table:
    """A table without lines, columns as wide as given, in millimetres."""
    from docx.shared import Mm

    table: Table = document.add_table(rows, len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def write_line(cell: _Cell, text: str, *, size: int = SIZE, first: bool = False) -> Run:
    """A centred line of a cell; `first` writes into the paragraph that every cell has."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run: Run = paragraph.add_run(text)
    run.font.size = Pt(size)
    return run


def _rule(cell: _Cell, *, indent: int) -> None:
    """A short line below the last words, drawn as the border of a flat paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    paragraph = cell.add_paragraph()
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(indent)
    layout.line_spacing, layout.space_after = Pt(3), Pt(6)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _set_font(properties: CT_RPr) -> None:
    """The one font for every script; the fonts of the template's theme would win over it."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _set_defaults(document: Document) -> None:
    """Vietnamese for the spelling checker, the font for whatever no style names, short tabs for quoted table rows."""
    from docx.oxml.ns import qn

    document.settings.element.find(qn("w:defaultTabStop")).set(qn("w:val"), str(_TAB_TWIPS))

    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _set_font(defaults)
    for script in ("val", "eastAsia"):
        defaults.find(qn("w:lang")).set(qn(f"w:{script}"), "vi-VN")


def _number_pages(document: Document) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
