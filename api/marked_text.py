"""The text of a document as its page shows it: paragraphs, headings and tables, with what was read in it marked.

The words are those of the text, cut and never changed; marks may overlap, and where they do, the inner one wins.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from cancu.ingest.cells import Block as Layout
    from cancu.ingest.cells import Cell, Grid
    from cancu.ingest.outline import Node

Value = TypeVar("Value")
LONGEST_MARK = 160
"""A finding about more characters than these gets a flag at its start instead of being marked whole."""
LONGEST_HEADING = 180
"""Characters."""
_CLAUSE_END = re.compile(r"(?<=[;.:])\s*\n\s*")


class Span(NamedTuple):
    """A stretch of the text that means something.

    Attributes:
        kind: `citation` or `finding`
        ordinal: its number among those of its kind, from 1
    """

    start: int
    end: int
    kind: str
    ordinal: int


class Item(NamedTuple):
    """A task, duty or target with its place in the text."""

    ref: str
    kind: str
    start: int
    end: int


class Piece(NamedTuple):
    """Words with one look.

    Attributes:
        citation: ordinal of the citation that they are part of, 0 for none
        opens: whether the citation begins here
        finding: ordinal of the finding that is about them, 0 for none
        flags: ordinals of the findings that begin here
        anchors: refs of the places that begin here
    """

    text: str
    citation: int = 0
    opens: bool = False
    finding: int = 0
    flags: tuple[int, ...] = ()
    anchors: tuple[str, ...] = ()


class Passage(NamedTuple):
    """A paragraph, a heading or a table of the page.

    Attributes:
        anchor: ref of the place that begins with it, empty for none
        depth: of a heading, from 1; 0 for anything else
        item: the task, duty or target it belongs to
        first: whether that begins here
        pieces: the words of a paragraph
        rows: cells of a table, each in pieces
    """

    anchor: str
    depth: int = 0
    item: Item | None = None
    first: bool = False
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()

    @property
    def short(self) -> bool:
        """Whether it can be set as a heading; articles often run on into their text."""
        return sum(len(piece.text) for piece in self.pieces) <= LONGEST_HEADING


class Heading(NamedTuple):
    """A line of the outline."""

    ref: str
    words: str
    depth: int


class MarkedText(NamedTuple):
    """A text with its outline."""

    passages: tuple[Passage, ...]
    headings: tuple[Heading, ...]


def mark_text(text: str, items: Sequence[Item], spans: Iterable[Span]) -> MarkedText:
    """Cut a text into the passages of its page.

    Args:
        text: as the store has it
        items: what it obliges to
        spans: what else was read in it
    """
    layout, nodes = _read_layout(text)
    places = _list_places(nodes, items)
    cutter = _Cutter(text, spans, places)
    own = {item.ref for item in items}
    outline = [(node, depth) for node, depth in nodes if _is_heading(node) and node.ref not in own]
    headings = {node.start: depth for node, depth in outline}
    passages = []
    for start, end, grid in _list_stretches(text, layout):
        item = _find_item(items, start, end)
        if grid:
            passages.append(Passage("", rows=_cut_rows(text, grid, cutter)))
            continue
        begin, *rest = cutter.cut(start, end)
        anchor, *others = begin.anchors or ("",)
        depth = headings.get(start, 0) if item is None else 0
        first = item is not None and start <= item.start < end
        words = (begin._replace(anchors=tuple(others)), *rest)
        passages.append(Passage(anchor, depth, item, first, words))
    return MarkedText(tuple(passages), tuple(Heading(node.ref, node.heading, depth) for node, depth in outline))


@lru_cache(maxsize=32)
def _read_layout(text: str) -> tuple[list[Layout], list[tuple[Node, int]]]:
    """Paragraphs and tables, and the labelled places with their depth, in text order."""
    from cancu.ingest.layout import read_blocks
    from cancu.ingest.outline import build_outline

    layout = read_blocks(text)
    return layout, list(_walk(build_outline(layout)))


def _walk(root: Node) -> Iterator[tuple[Node, int]]:
    waiting = [(child, 1) for child in reversed(root.children)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in reversed(node.children)]


def _is_heading(node: Node) -> bool:
    """Whether a place has others inside it, or is an article."""
    return bool(node.children or node.grids) or node.ref.rpartition(".")[2].startswith("Đ")


def _list_places(nodes: Sequence[tuple[Node, int]], items: Sequence[Item]) -> list[tuple[int, str]]:
    """Where every place that a link may name begins; items know it better than the outline."""
    places = {node.ref: node.start for node, _ in nodes}
    places.update({item.ref: item.start for item in items})
    return sorted((start, ref) for ref, start in places.items())


def _find_item(items: Sequence[Item], start: int, end: int) -> Item | None:
    """The innermost item that a stretch of the text lies in or begins."""
    over = [item for item in items if item.start < end and item.end > start]
    return max(over, key=lambda item: item.start, default=None)


def _list_stretches(text: str, layout: Sequence[Layout]) -> Iterator[tuple[int, int, Grid | None]]:
    """Start and end of every paragraph and table, and of what the layout passes over and still holds words."""
    from cancu.ingest.cells import Grid

    done = 0
    for block in layout:
        yield from _list_rest(text, done, block.start)
        if isinstance(block, Grid) and not block.flat:
            yield block.start, block.end, block
        else:
            yield from ((start, end, None) for start, end in _split_clauses(text, block.start, block.end))
        done = max(done, block.end)
    yield from _list_rest(text, done, len(text))


def _split_clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph, broken where a printed line ends with a clause: every `Căn cứ …;` stands by itself."""
    for match in _CLAUSE_END.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _list_rest(text: str, start: int, end: int) -> Iterator[tuple[int, int, None]]:
    if any(letter.isalnum() for letter in text[start:end]):
        yield start, end, None


def _cut_rows(text: str, grid: Grid, cutter: _Cutter) -> tuple[tuple[tuple[Piece, ...], ...], ...]:
    """The cells of a table in pieces; a place that begins between two cells begins with the next one."""
    rows = []
    done = grid.start
    for row in grid.rows:
        cells = []
        for places in _locate_cells(text, row):
            pieces: list[Piece] = []
            for start, end in places:
                first, *rest = cutter.cut(start, end)
                between = cutter.list_anchors(done, start) if start > done else ()
                pieces += [first._replace(anchors=(*between, *first.anchors)), *rest]
                done = max(done, end)
            cells.append(tuple(pieces))
        rows.append(tuple(cells))
    return tuple(rows)


def _locate_cells(text: str, row: Sequence[Cell]) -> list[list[tuple[int, int]]]:
    """Where the words of each cell of a row stand; the cells of a row printed in one line know only that line."""
    spans = {(cell.start, cell.end) for cell in row if not cell.places}
    if len(row) == 1 or len(spans) != 1 or any(cell.places for cell in row):
        return [cell.places or [(cell.start, cell.end)] for cell in row]
    [(start, end)] = spans
    border = "|" if "|" in text[start:end] else "\t"
    found, begun = [], start
    for part in text[start:end].split(border):
        found.append([(begun, begun + len(part))])
        begun += len(part) + 1
    return [places for places in found if places[0][0] < places[0][1]]


class _Cutter:
    """Cuts stretches of the text where a mark begins or ends."""

    def __init__(self, text: str, spans: Iterable[Span], places: Sequence[tuple[int, str]]) -> None:
        self._text = text
        marks = sorted(spans)
        self._citations = [span for span in marks if span.kind == "citation"]
        findings = [span for span in marks if span.kind == "finding"]
        self._findings = [span for span in findings if span.end - span.start <= LONGEST_MARK]
        self._flags = _group((span.start, span.ordinal) for span in findings)
        self._anchors = _group(places)
        drawn = (*self._citations, *self._findings)
        borders = {border for span in drawn for border in (span.start, span.end)}
        self._borders = sorted(borders | self._flags.keys() | self._anchors.keys())

    def cut(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces of a stretch."""
        inner = self._borders[bisect_right(self._borders, start) : bisect_left(self._borders, end)]
        return tuple(self._make_piece(*pair) for pair in pairwise([start, *inner, end]))

    def list_anchors(self, start: int, end: int) -> tuple[str, ...]:
        """The places that begin in a stretch."""
        inner = self._borders[bisect_left(self._borders, start) : bisect_left(self._borders, end)]
        return tuple(ref for border in inner for ref in self._anchors.get(border, ()))

    def _make_piece(self, start: int, end: int) -> Piece:
        citation, finding = _find_over(self._citations, start), _find_over(self._findings, start)
        return Piece(
            self._text[start:end],
            citation.ordinal if citation else 0,
            bool(citation and citation.start == start),
            finding.ordinal if finding else 0,
            tuple(self._flags.get(start, ())),
            tuple(self._anchors.get(start, ())),
        )


def _group(pairs: Iterable[tuple[int, Value]]) -> dict[int, list[Value]]:
    grouped: dict[int, list[Value]] = {}
    for place, value in pairs:
        grouped.setdefault(place, []).append(value)
    return grouped


def _find_over(spans: Sequence[Span], place: int) -> Span | None:
    """The span over a place; of several the one that began last, looked for among the few before it."""
    before = bisect_right(spans, (place, float("inf")))
    for span in reversed(spans[max(0, before - 8) : before]):
        if span.start <= place < span.end:
            return span
    return None
