"""Tables that fit the terminal: columns share the width by how much they hold, words are broken last.

Widths count what a terminal shows: no column for a combining mark, two for a wide letter. Control characters of dirty
documents are shown as blanks, so that no text can command the terminal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

GAP = "   "
RULE = "─"
LONGEST_WORD = 24
"""Columns of a word up to which it is not broken while there is room elsewhere."""
NARROWEST_COLUMN = 4


def format_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], width: int, *, numeric: Sequence[int] = ()
) -> list[str]:
    """The lines of a table, none wider than `width` unless there are too many columns for it.

    Args:
        columns: headings, one per cell of a row
        rows: cells as text
        width: columns of the terminal
        numeric: positions of the columns that align to the right

    Example:
        >>> format_table(("Mục", "Số"), [("II.1", "7"), ("II.2", "1234")], 40, numeric=(1,))
        ['Mục      Số', '───────────', 'II.1      7', 'II.2   1234']
    """
    cells = [[clean_text(cell) for cell in row] for row in (columns, *rows)]
    widths = _share_width(cells, width - len(GAP) * (len(columns) - 1))
    lines = []
    for number, row in enumerate(cells):
        lines += _format_row(row, widths, numeric)
        if number == 0:
            lines.append(RULE * (sum(widths) + len(GAP) * (len(widths) - 1)))
    return lines


def clean_text(text: str) -> str:
    r"""A text on one line: blanks single, control characters gone.

    Example:
        >>> clean_text("rà \x1b[31msoát\n thủ tục")
        'rà [31msoát thủ tục'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def measure_text(text: str) -> int:
    r"""Columns that a text takes on a terminal.

    Example:
        >>> measure_text("căn cứ"), measure_text("a\u0301")
        (6, 1)
    """
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.combining(letter) != 0 for letter in text)


def wrap_text(text: str, width: int) -> list[str]:
    """A clean text in lines of at most `width` columns, broken between words, and inside a word only if it must be.

    Example:
        >>> wrap_text("rà soát thủ tục", 8)
        ['rà soát', 'thủ tục']
        >>> wrap_text("2108/QĐ-UBND", 6)
        ['2108/Q', 'Đ-UBND']
    """
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".lstrip()
        if measure_text(joined) <= width:
            lines[-1] = joined
            continue
        pieces = [word] if measure_text(word) <= width else [word[at : at + width] for at in range(0, len(word), width)]
        lines = lines[: -1 if not lines[-1] else None] + pieces
    return lines


def _format_row(row: Sequence[str], widths: Sequence[int], numeric: Sequence[int]) -> list[str]:
    wrapped = [wrap_text(cell, width) for cell, width in zip(row, widths, strict=True)]
    lines = []
    for number in range(max(map(len, wrapped))):
        parts = []
        for position, (cell, width) in enumerate(zip(wrapped, widths, strict=True)):
            text = cell[number] if number < len(cell) else ""
            blanks = " " * (width - measure_text(text))
            parts.append(blanks + text if position in numeric else text + blanks)
        lines.append(GAP.join(parts).rstrip())
    return lines


def _share_width(cells: Sequence[Sequence[str]], available: int) -> list[int]:
    """Widths of the columns: what they need if it fits, else each its longest word, the rest where most text waits."""
    sides = list(zip(*cells, strict=True))
    needed = [max(1, *(measure_text(cell) for cell in side)) for side in sides]
    if sum(needed) <= available:
        return needed
    words = [max((measure_text(word) for cell in side for word in cell.split()), default=1) for side in sides]
    widths = [max(1, min(LONGEST_WORD, longest)) for longest in words]
    while sum(widths) > available and max(widths) > NARROWEST_COLUMN:
        widths[widths.index(max(widths))] -= 1
    loads = [sum(measure_text(cell) for cell in side) for side in sides]
    while sum(widths) < available:
        # One more column saves most lines where much text stands in little width.
        open_columns = [at for at in range(len(widths)) if widths[at] < needed[at]]
        widths[max(open_columns, key=lambda at: loads[at] / (widths[at] * (widths[at] + 1)))] += 1
    return widths
