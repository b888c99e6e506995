"""Scanned pages to printed ones: the optical reader on the page, and cell by cell on its ruled tables.

A table read as running text mixes its columns. So the cells are cut out along their rules, set one below the other
into one picture and read in one go; where the words stood on the page is known from where their cell was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from cancu.ingest import ocr
from cancu.ingest.ocr import POINTS
from cancu.ingest.printed_page import PrintedPage, Rule, Word, mean_confidence
from cancu.ingest.ruled_tables import Box, Lattice, find_lattices
from cancu.ingest.scan_picture import find_ink, find_rules, straighten, wash
from cancu.ingest.symbol_slips import mend_numbers

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_WHITE = 255
_INSET = 6
"""Pixels along the rules of a cell that are left out."""
_BETWEEN = 36
"""White pixels between two cells of the stacked picture."""
_TALLEST = 30_000
"""Tesseract takes no picture taller than 32,767 pixels."""
_UPSIDE_DOWN = 0.6
"""Pages of a lower mean certainty may stand on their side or head."""
_TORN_TABLE = 0.7
"""What remains of the certainty where rules show a table whose cells cannot be told apart."""
_LEAST_RULES = 3
_DIRT, _DIRT_ALONE = 0.4, 0.6
"""Lower mean certainties are dirt: of a line, of a line of few words."""
_FEW_WORDS = 3


def read_scan(image: Picture, number: int) -> PrintedPage:
    """Read the picture of a page.

    Args:
        image: at 300 dots an inch
        number: of the page, from 1

    Raises:
        SourceError: Tesseract fails.
    """
    picture = straighten(wash(image))
    page = _read_upright(picture, number)
    if mean_confidence(page.words) >= _UPSIDE_DOWN and page.words:
        return page
    turn = ocr.find_turn(picture)
    if not turn:
        return page
    return _read_upright(straighten(picture.rotate(-turn, expand=True, fillcolor=_WHITE)), number)


def _read_upright(picture: Picture, number: int) -> PrintedPage:
    rules = find_rules(picture)
    lattices = find_lattices(rules)
    outside = picture.copy()
    for lattice in lattices:
        outside.paste(_WHITE, _in_pixels(lattice.box))
    words = [*_read_lines(outside), *_read_cells(picture, lattices)]
    size = median(word.bottom - word.top for word in words) if words else 0.0
    words = [_in_points(word, size) for word in words]
    if not lattices and _shows_table(rules):
        words = [replace(word, confidence=word.confidence * _TORN_TABLE) for word in words]
    return PrintedPage(
        number, picture.width * POINTS, picture.height * POINTS, mend_numbers(words), rules, scanned=True
    )  # fmt: skip


def _read_lines(picture: Picture) -> list[Word]:
    """The words outside tables; what the reader itself hardly believes is dirt."""
    if find_ink(picture) is None:
        return []
    lines: dict[tuple[float, float], list[Word]] = defaultdict(list)
    for word in ocr.read_words(picture):
        lines[word.top, word.bottom].append(word)
    return [word for line in lines.values() if not _is_dirt(line) for word in line]


def _is_dirt(line: Sequence[Word]) -> bool:
    """Whether a line is specks taken for letters."""
    return mean_confidence(line) < (_DIRT if len(line) > _FEW_WORDS else _DIRT_ALONE)


def _shows_table(rules: Iterable[Rule]) -> bool:
    return sum(not rule.level for rule in rules) >= _LEAST_RULES


def _in_points(word: Word, size: float) -> Word:
    """A word on the page; all words of a scan count as one size, as ink does not tell the type."""
    x0, top, x1, bottom = (value * POINTS for value in (word.x0, word.top, word.x1, word.bottom))
    return replace(word, x0=x0, top=top, x1=x1, bottom=bottom, size=size * POINTS)


def _in_pixels(box: Box) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(value / POINTS) for value in box)
    return left, top, right, bottom


def _read_cells(picture: Picture, lattices: Iterable[Lattice]) -> list[Word]:
    """The words of all cells, in pixels of the page."""
    cells: list[tuple[int, int, Picture]] = []
    for lattice in lattices:
        for box in lattice.boxes().values():
            cells += _cut_cell(picture, _in_pixels(box))
    words: list[Word] = []
    stack: list[tuple[int, int, Picture]] = []
    height = 0
    for cell in cells:
        if stack and height + cell[2].height + _BETWEEN > _TALLEST:
            words += _read_stack(stack)
            stack, height = [], 0
        stack.append(cell)
        height += cell[2].height + _BETWEEN
    return words + (_read_stack(stack) if stack else [])


def _cut_cell(picture: Picture, box: tuple[int, int, int, int]) -> list[tuple[int, int, Picture]]:
    """The inked part of a cell with its place; nothing where the cell is empty."""
    left, top, right, bottom = box
    inner = (left + _INSET, top + _INSET, right - _INSET, bottom - _INSET)
    if inner[2] <= inner[0] or inner[3] <= inner[1]:
        return []
    cell = picture.crop(inner)
    ink = find_ink(cell)
    if ink is None or ink[3] - ink[1] < _INSET:
        return []
    edges = (max(0, ink[0] - _INSET), max(0, ink[1] - _INSET), ink[2] + _INSET, ink[3] + _INSET)
    part = cell.crop((edges[0], edges[1], min(edges[2], cell.width), min(edges[3], cell.height)))
    return [(inner[0] + edges[0], inner[1] + edges[1], part)]


def _read_stack(cells: Sequence[tuple[int, int, Picture]]) -> list[Word]:
    """Read cells set one below the other, and put their words back in place."""
    from PIL import Image

    offsets: list[int] = []
    height = _BETWEEN
    for _, _, part in cells:
        offsets.append(height)
        height += part.height + _BETWEEN
    width = max(part.width for _, _, part in cells) + 2 * _BETWEEN
    stacked = Image.new("L", (width, height), _WHITE)
    for offset, (_, _, part) in zip(offsets, cells, strict=True):
        stacked.paste(part, (_BETWEEN, offset))
    words: list[Word] = []
    for word in ocr.read_words(stacked, ocr.BLOCK):
        at = max(0, bisect_right(offsets, (word.top + word.bottom) / 2) - 1)
        left, top, _ = cells[at]
        across, down = left - _BETWEEN, top - offsets[at]
        words.append(
            replace(
                word, x0=word.x0 + across, x1=word.x1 + across, top=word.top + down, bottom=word.bottom + down
            )
        )  # fmt: skip
    return words
