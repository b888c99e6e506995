"""The words of a cell: printed lines rejoined, items and paragraphs of the cell kept apart."""

from __future__ import annotations

from collections.abc import Iterable

from cancu.ingest.labels import opens_block
from cancu.ingest.printed_page import PrintedLine, Word, group_lines, join_print

_PADDING = 10.0
"""White beside the words of a cell, both sides together, in points: Word's default is 10.8."""


def read_cell(words: Iterable[Word], width: float) -> str:
    r"""The text of a cell, a line break between its paragraphs.

    Args:
        words: all that stands in it
        width: distance of its rules

    Example:
        >>> words = [Word("Sở", 5, 0, 17, 9, 9), Word("Nội", 20, 0, 35, 9, 9), Word("vụ", 5, 10, 17, 19, 9)]
        >>> read_cell(words, 50)
        'Sở Nội vụ'
    """
    paragraphs: list[list[str]] = []
    before: PrintedLine | None = None
    for line in group_lines(words):
        if before is None or _opens_paragraph(before, line, width - _PADDING):
            paragraphs.append([])
        paragraphs[-1].append(line.text)
        before = line
    return "\n".join(join_print(lines) for lines in paragraphs)


def _opens_paragraph(before: PrintedLine, line: PrintedLine, width: float) -> bool:
    """A label after the end of a sentence, or a capital though the line before had room for the word."""
    ended = before.text.endswith((".", ";", ":"))
    if opens_block(line.text, before.text) and (ended or line.text[0] in "-+•*"):
        return True
    room = width - (before.x1 - before.x0)
    return line.text[:1].isupper() and room > line.first_width + 0.5 * line.size and ended
