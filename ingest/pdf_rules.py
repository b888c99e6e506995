"""The rules of ink that a PDF page draws: lines, thin boxes and frames, but no white patches and no shading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cancu.ingest.printed_page import Rule

if TYPE_CHECKING:
    from pdfplumber.page import Page

_THIN = 3.0
"""A filled box at most so high or wide, in points, is drawn as a line."""
_WHITES = ((1,), (1, 1, 1), (0, 0, 0, 0))


def find_rules(page: Page) -> list[Rule]:
    """The rules of a page; sides of a frame count one by one."""
    rules = [_span(line) for line in page.lines if not _is_white(line["stroking_color"])]
    for box in page.rects:
        rules += _read_box(box)
    return rules


def _read_box(box: dict[str, Any]) -> Iterator[Rule]:
    whole = _span(box)
    thin = min(whole.x1 - whole.x0, whole.bottom - whole.top) <= _THIN
    if thin and box["fill"] and not _is_white(box["non_stroking_color"]):
        yield whole
    elif box["stroke"] and not _is_white(box["stroking_color"]):
        yield Rule(whole.x0, whole.top, whole.x1, whole.top)
        yield Rule(whole.x0, whole.bottom, whole.x1, whole.bottom)
        yield Rule(whole.x0, whole.top, whole.x0, whole.bottom)
        yield Rule(whole.x1, whole.top, whole.x1, whole.bottom)


def _span(drawn: dict[str, Any]) -> Rule:
    return Rule(drawn["x0"], drawn["top"], drawn["x1"], drawn["bottom"])


def _is_white(colour: Any) -> bool:
    return isinstance(colour, tuple | list) and tuple(colour) in _WHITES
