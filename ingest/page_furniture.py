"""What a page prints besides the document: its number, running heads and feet, the gazette's title, stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from cancu.ingest.printed_page import PrintedLine

_NUMBER = re.compile(r"[-–—~\s]*(?:[Tt]rang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—~\s]*$")
_GAZETTE = re.compile(r"(?:\d{1,4} )?CÔNG BÁO ?/ ?Số .{1,60}$")
_STAMP = re.compile(r"(?:Người ký|Ký bởi|Ký số bởi|Ngày ký|Giờ ký|Thời gian ký|Cơ quan|Chức vụ|Email) ?:")
_OPENS_STAMP = re.compile(r"(?:Người ký|Ký bởi|Ký số bởi|Ngày ký|Giờ ký|Thời gian ký) ?:")
_RULE = re.compile(r"[-–—_=*.·…~\s]+$")
_OUTERMOST = 2
"""So many lines at the head and at the foot of a page can be running ones."""
_LEAST_PAGES = 3
_SHARE = 0.4
"""A line repeated on so many of the pages is a running one: odd and even pages may have their own."""


def find_running_lines(pages: Iterable[Sequence[PrintedLine]]) -> frozenset[str]:
    """The shapes of the lines that come again at the head or foot of pages, digits aside.

    Example:
        >>> from cancu.ingest.printed_page import Word, group_lines
        >>> page = group_lines([Word("Mẫu", 9, 9, 30, 20, 11), Word("chữ", 9, 90, 30, 99, 11)])
        >>> sorted(find_running_lines([page[:1], page[:1], page[:1], page[1:]]))
        ['Mẫu']
    """
    counts: Counter[str] = Counter()
    total = 0
    for lines in pages:
        total += 1
        counts.update({_shape(line) for line in (*lines[:_OUTERMOST], *lines[-_OUTERMOST:])})
    return frozenset(shape for shape, count in counts.items() if count >= max(_LEAST_PAGES, _SHARE * total))


def drop_furniture(lines: Sequence[PrintedLine], running: frozenset[str]) -> list[PrintedLine]:
    """The lines of a page that belong to the document.

    Args:
        lines: all of them, from top to bottom
        running: what `find_running_lines` found in the document
    """
    kept: list[PrintedLine] = []
    stamped = False
    for at, line in enumerate(lines):
        outer = at < _OUTERMOST or at >= len(lines) - _OUTERMOST
        stamped = bool(_OPENS_STAMP.match(line.text) or (stamped and _STAMP.match(line.text)))
        if stamped or _RULE.match(line.text) or (outer and _is_outer_furniture(line, running)):
            continue
        kept.append(line)
    return kept


def _is_outer_furniture(line: PrintedLine, running: frozenset[str]) -> bool:
    return bool(_NUMBER.match(line.text) or _GAZETTE.match(line.text)) or _shape(line) in running


def _shape(line: PrintedLine) -> str:
    return re.sub(r"\d+", "#", line.text)
