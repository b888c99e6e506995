"""Document text as office files can hold it: nothing lost, nothing that breaks XML, nothing that a program obeys.

Word and Excel files are XML, which cannot hold control characters or half letters; a dirty scan has both. They are
shown by a sign in their place, so that a reader sees that something stood there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.ontology.letters import clean_letters

__all__ = ["CELL_LIMIT", "clean_letters", "escape_workbook", "part_lines", "split_cells"]

CELL_LIMIT = 32_767
"""UTF-16 units that a cell of a workbook holds."""

_ESCAPED_UNITS = 7
"""What `escape_workbook` may make of an underscore."""
_LINE_STARTS = re.compile(r"(?<=[.;:?!/])\n|\n(?=\s*\n|\s*(?:[-+•*–]|\d{1,2}[.)]|\w\)|[IVX]+\.)\s?)")
_ESCAPE_LOOKALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def split_cells(text: str) -> Iterator[str]:
    """The pieces of a clean text that fit one cell each, escaped or not; joined they are the text, mostly a single one.

    Example:
        >>> [len(piece) for piece in split_cells("a" * 40_000)]
        [32767, 7233]
    """
    start = size = 0
    for at, letter in enumerate(text):
        units = _ESCAPED_UNITS if letter == "_" else 2 if ord(letter) > 0xFFFF else 1
        if size + units > CELL_LIMIT:
            yield text[start:at]
            start, size = at, 0
        size += units
    yield text[start:]


def part_lines(text: str) -> list[str]:
    r"""The lines of a quote as a reader parts them, without the ends of printed lines inside a sentence.

    A line end is kept where the next line begins with a list mark, or the one before ends a sentence; joined by line
    ends, the parts are the text.

    Example:
        >>> part_lines("a) Rà soát\nthủ tục.\n- Chủ trì: Sở\nNội vụ")
        ['a) Rà soát\nthủ tục.', '- Chủ trì: Sở\nNội vụ']
    """
    return _LINE_STARTS.split(text)


def escape_workbook(text: str) -> str:
    """A text that a workbook shows as it is, since there `_x0041_` stands for a letter by its number.

    Example:
        >>> escape_workbook("_x0041_")
        '_x005F_x0041_'
    """
    return _ESCAPE_LOOKALIKE.sub("_x005F_", text)
