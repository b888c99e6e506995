"""Lines to blocks: paragraphs rejoined from broken lines, and tables rejoined from bars, pipes or tabs.

The first look at a text. It knows how administrative documents are typed, scanned, saved from the web and
converted, but nothing of what they say: labels and nesting are the outline's business, columns the tables'.
Offsets of blocks point into the text given, so every block can be quoted from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cancu.ingest.cells import Block, Cell, Grid, Line, Paragraph, join_lines
from cancu.ingest.flat_tables import RowNumbers, opens_table, read_flat_grid
from cancu.ingest.labels import opens_block, stands_alone
from cancu.ingest.line_breaks import LineBreaks
from cancu.ingest.row_tables import cut_rows, opens_rows, read_row_grid
from cancu.ingest.transcript import CELL_BREAK

_LINE = re.compile(r"[^\n]+")
_PIECE = re.compile(f"[^{CELL_BREAK}]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,120}>")
_STRUCK = re.compile(r"~~[^~\n]{0,80}~~")
_EMPHASIS = re.compile(
    r"\*\*|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|(?<!\w)_{1,2}(?=[^\W_])|(?<=[^\W_])_{1,2}(?!\w)"
)
_RULE = re.compile(r"[-–—_=*.·…\s|]{3,}$")
_FURNITURE = re.compile(
    r"\d{1,4}$|CÔNG BÁO/Số\b.{0,60}$|Ký bởi:.{0,80}$|Cơ quan: VĂN PHÒNG CHÍNH PHỦ$|Ngày ký:.{0,60}$"
    r"|Trang \d+(?:/\d+)?$|\(?page \d+\)?$",
    re.IGNORECASE,
)
_BOLD = re.compile(r"[|#\s]*\*\*(?:[^*\n]{9,}|[^*\n]*$)")
_SENTENCE_END = tuple('.;:!?…”"/)')
_BLANKS = re.compile(" {2,}")
_BAR = "|"
_MAX_CELL_LINES = 80
_MOST_CELL_WORDS = 600
"""The same in characters, for text whose lines are not wrapped."""
_LONG_CELL = 8
"""Lines of running text after which a numbered line shows that a bar was no cell's edge."""
_ADDRESSED = re.compile(r"Kính gửi\s*:")
_MAX_ADDRESSEES = 12
_LONGEST_ADDRESSEE = 25
_DASHES = ("-", "–", "+")
_NUMBERED = re.compile(r"\d{1,2}\. [^\W\d]")
_NO_CELL = re.compile(
    r"Kính gửi|Điều \d+[.:]|Căn cứ "
    r"|[IVX]+[.\-/] (?:[A-ZĐÀ-Ỹ]{3}|[A-ZĐÀ-Ỹ]{2} [A-ZĐÀ-Ỹ]{2})|[IVX]+\. Tổ chức "
    r"|PHỤ (?:LỤC|BIỂU)(?: (?:SỐ )?[\dIVX]{1,4})?[:.]?$"
)
"""What no cell begins with: on pages without blank lines it stands behind one table's last bar."""
_COUNT = re.compile(r"\((\d{1,2})\) ")
_LABEL_TAB = re.compile(r"(?:\(?\w{1,4}[.)/]|[-+*•])\t")


def clean_line(raw: str, *, in_table: bool = False) -> str:
    """Take Markdown emphasis, struck-out words and HTML tags out of a line.

    Args:
        raw: the line as printed
        in_table: whether its tabs part cells; elsewhere a tab may only set off a label

    Example:
        >>> clean_line("**I. MỤC ĐÍCH** *(kèm theo)*")
        'I. MỤC ĐÍCH (kèm theo)'
    """
    if "<" in raw:
        raw = _TAG.sub(" ", raw)
    if "~" in raw:
        raw = _STRUCK.sub("", raw)
    if "*" in raw or "_" in raw:
        raw = _EMPHASIS.sub("", raw)
    if "\t" in raw and not in_table and (raw.count("\t") == 1 or _LABEL_TAB.match(raw.lstrip())):
        raw = _LABEL_TAB.sub(lambda match: match[0][:-1] + " ", raw.lstrip(), count=1)
    if "&" in raw:
        raw = raw.replace("&nbsp;", " ").replace("&amp;", "&")
    if "\u00a0" in raw:
        raw = raw.replace("\u00a0", " ")
    return raw.strip(" \t\r\u200b\ufeff#" if raw.startswith("#") else " \r\u200b\ufeff")


def iter_lines(text: str) -> Iterator[Line]:
    """Yield the lines that say something; page furniture and rules are dropped, blank lines noted."""
    gap = True
    last = 0
    numbers = RowNumbers()
    for start, end in _iter_printed(text):
        raw = text[start:end]
        gap = gap or "\n\n" in text[last:start]
        cleaned = clean_line(raw, in_table="\t" in raw and _stands_in_rows(text, last, start, end))
        last = end
        if not cleaned or (_RULE.match(cleaned) and cleaned != _BAR and "\t" not in cleaned):
            gap = True
            continue
        if _FURNITURE.match(cleaned) and gap and not _in_bars(text, end):
            following = text[end + 1 : text.find("\n", end + 1)]
            if not numbers.counts(cleaned, following):
                continue
        numbers.note(cleaned)
        words = _BLANKS.sub(" ", cleaned) if "  " in cleaned else cleaned
        yield Line(start, end, words, gap, "**" in raw and bool(_BOLD.match(raw)), cleaned)
        gap = False


def _iter_printed(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of every line; the only cell of a row has as many lines as it prints."""
    for match in _LINE.finditer(text):
        if CELL_BREAK in match[0] and "\t" not in match[0]:
            for piece in _PIECE.finditer(text, match.start(), match.end()):
                yield piece.span()
        else:
            yield match.span()


def _stands_in_rows(text: str, last: int, start: int, end: int) -> bool:
    """Whether a line with tabs is a row among rows: the line before or after has as many of them."""
    tabs = text.count("\t", start, end)
    before = text[text.rfind("\n", 0, last) + 1 : last] if start - last == 1 else ""
    after = text[end + 1 : text.find("\n", end + 1)] if text[end + 1 : end + 2] != "\n" else ""
    return tabs > 1 and tabs in (before.count("\t"), after.count("\t"))


def _in_bars(text: str, position: int) -> bool:
    """Whether the next line is a lone bar: a number there is a cell, no page number."""
    return text[position + 1 : position + 3] in ("|\n", "|")


def read_blocks(text: str) -> list[Block]:
    r"""Cut a document's text into paragraphs and tables, in text order.

    Assumes NFC text. A paragraph goes on over a line break when the line was full, and over a blank line when
    it stops in mid-sentence and the next begins in lower case, as at the foot of a page.

    Example:
        >>> [block.text for block in read_blocks("1. Rà soát, hệ\n\nthống hóa văn bản.\n2. Báo cáo.")]
        ['1. Rà soát, hệ thống hóa văn bản.', '2. Báo cáo.']
    """
    lines = _join_lone_dashes(list(iter_lines(text)))
    breaks = LineBreaks(lines)
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.text == _BAR and _opens_letter(blocks):
            index += 1
        elif line.text == _BAR:
            grid, index = _read_bar_grid(lines, index)
            if grid:
                _append_grid(blocks, grid)
        elif opens_table(line.text) and (closed := _read_closed_grid(lines, index)):
            _append_grid(blocks, closed[0])
            index = closed[1]
        elif opens_rows(line):
            grid, index = read_row_grid(text, lines, index)
            _append_grid(blocks, grid)
        elif flat := read_flat_grid(text, lines, index):
            _append_grid(blocks, flat[0])
            index = flat[1]
        else:
            paragraph, index = _read_paragraph(lines, index, breaks)
            _append_paragraph(blocks, paragraph)
    return blocks


def _join_lone_dashes(lines: list[Line]) -> list[Line]:
    """A dash that a converter left alone on its line opens the line after it, unless it is an empty cell."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and before.text in _DASHES and line.text != _BAR and line.text[:1].isupper():
            joined[-1] = replace(line, start=before.start, text=f"{before.text} {line.text}", gap=True)
        else:
            joined.append(line)
    return joined


def _opens_letter(blocks: list[Block]) -> bool:
    """Whether a bar stands between `Kính gửi:` and the addressees or between these and the letter."""
    for block in reversed(blocks[-_MAX_ADDRESSEES:]):
        if isinstance(block, Grid) or len(block.text.split()) > _LONGEST_ADDRESSEE:
            return False
        if _ADDRESSED.match(block.text):
            return True
    return False


def _counts_on(text: str, parts: list[str]) -> bool:
    """Whether a line goes on with a count inside a sentence, `…: (1) …; (2) …;`, that a full line has broken."""
    match = _COUNT.match(text)
    if match is None:
        return False
    before = f"({int(match[1]) - 1})"
    return any(part.find(before, 0 if at else len(before)) >= 0 for at, part in enumerate(parts))


def _read_paragraph(lines: list[Line], index: int, breaks: LineBreaks) -> tuple[Paragraph, int]:
    first = lines[index]
    parts = [first.text]
    last = first
    index += 1
    while index < len(lines) and not stands_alone(first.text):
        line = lines[index]
        if line.gap or line.text == _BAR or opens_rows(line) or opens_table(line.text):
            break
        opens = opens_block(line.text, last.text) and not breaks.cut_name(last, line)
        if opens and not _counts_on(line.text, parts):
            break
        if breaks.part(last, line, lines[index + 1].text if index + 1 < len(lines) else ""):
            break
        parts.append(line.text)
        last = line
        index += 1
    return Paragraph(first.start, last.end, join_lines(parts), first.bold, first.gap), index


def _append_paragraph(blocks: list[Block], paragraph: Paragraph) -> None:
    """Add a paragraph, or let it go on with the one that a page break cut."""
    previous = blocks[-1] if blocks else None
    if (
        isinstance(previous, Paragraph)
        and paragraph.text[:1].islower()
        and not opens_block(paragraph.text)
        and not previous.text.endswith(_SENTENCE_END)
    ):
        previous.text = join_lines([previous.text, paragraph.text])
        previous.end = paragraph.end
        return
    blocks.append(paragraph)


def _append_grid(blocks: list[Block], grid: Grid) -> None:
    """Add a table, or its rows to the table before when only a page break stands between."""
    previous = blocks[-1] if blocks else None
    if isinstance(previous, Grid):
        previous.rows.extend(grid.rows)
        previous.end = grid.end
        return
    blocks.append(grid)


def _read_bar_grid(lines: list[Line], index: int) -> tuple[Grid | None, int]:
    """A table whose cells stand between lines that hold a bar alone.

    A bar opens a cell when words or another bar follow at once; a bar with a blank line after it closes the
    table. Two bars in a row are a row's end and the next row's start, or an empty cell: `_split_rows` decides.
    """
    start = lines[index].start
    items: list[Cell | str] = []
    end = lines[index].end
    while index < len(lines):
        line = lines[index]
        if line.text == _BAR:
            items.append(_BAR)
            end = line.end
            index += 1
            continue
        if line.gap and items and items[-1] == _BAR:
            break
        cell, following = _read_cell(lines, index)
        if cell is None:
            break
        items.append(cell)
        end = cell.end
        index = following
    rows = _split_rows(items)
    return (Grid(start, end, rows) if rows else None), index


def _read_closed_grid(lines: list[Line], index: int) -> tuple[Grid, int] | None:
    """A table whose cells each end at a line that holds a bar alone, with nothing between its rows."""
    if index + 1 >= len(lines) or lines[index + 1].text != _BAR:
        return None
    start = end = lines[index].start
    cells: list[Cell] = []
    while index < len(lines) and not lines[index].text.startswith("Nơi nhận"):
        if lines[index].text == _BAR:
            cells.append(Cell(end, end))
            index += 1
            continue
        cell, following = _read_cell(lines, index)
        if cell is None:
            break
        cells.append(cell)
        end = cell.end
        index = following + 1
    rows = cut_rows(cells)
    return (Grid(start, end, rows), index) if len(rows) > 1 else None


def _read_cell(lines: list[Line], index: int) -> tuple[Cell | None, int]:
    """The lines up to the next bar; None when they are no cell but the text after a separator."""
    first = lines[index]
    cell = Cell(first.start, first.end)
    limit = min(len(lines), index + _MAX_CELL_LINES)
    for position in range(index, limit):
        line = lines[position]
        if line.text == _BAR:
            cell.places = [(cell.start, cell.end)]
            return cell, position
        long = position - index > _LONG_CELL or cell.end - cell.start > _MOST_CELL_WORDS
        if _NO_CELL.match(line.text) or (long and _NUMBERED.match(line.text)):
            return None, index
        cell.lines.append(line.text)
        cell.end = line.end
    return None, index


def _split_rows(items: list[Cell | str]) -> list[list[Cell]]:
    """Rows from a run of bars and cells.

    The first row gives the number of columns. Where several bars stand together, the row goes on with empty
    cells only if the cells that follow still fit into it; a label such as `2` or `III` starts a row.
    """
    runs = _chain_cells(items)
    if not runs:
        return []
    columns = len(runs[0][1])
    rows: list[list[Cell]] = [list(runs[0][1])]
    for bars, chain in runs[1:]:
        row = rows[-1]
        missing = columns - len(row)
        if bars - 2 >= missing:
            row.extend(_empty_cells(row, missing))
            rows.append([*_empty_cells(row, min(bars - 2 - missing, columns - len(chain))), *chain])
        elif len(row) + bars - 1 + len(chain) <= columns and not _starts_row(chain[0]):
            row.extend(_empty_cells(row, bars - 1))
            row.extend(chain)
        else:
            rows.append(list(chain))
    return rows


def _starts_row(cell: Cell) -> bool:
    return bool(re.match(r"(?:(?:\d{1,3}|[IVXL]{1,6})(?:\.\d{1,2}){0,3}|[a-zđ]|[A-HĐ])[.)]?$", cell.text))


def _empty_cells(row: list[Cell], count: int) -> list[Cell]:
    place = row[-1].end if row else 0
    return [Cell(place, place) for _ in range(max(count, 0))]


def _chain_cells(items: list[Cell | str]) -> list[tuple[int, list[Cell]]]:
    """Cells joined by single bars, each chain with the number of bars before it."""
    runs: list[tuple[int, list[Cell]]] = []
    bars = 0
    for item in items:
        if isinstance(item, str):
            bars += 1
        elif runs and bars == 1:
            runs[-1][1].append(item)
            bars = 0
        else:
            runs.append((bars, [item]))
            bars = 0
    return runs
