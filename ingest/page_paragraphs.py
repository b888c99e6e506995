"""Printed lines to paragraphs by geometry: margins, indents, spacing, centring, and where a word would have fitted.

A line that stops although the next word had room was ended by its writer; a full line goes on. Indents, wider
spacing, labels and centring tell the rest. Lines of one centred heading and of one column stay lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cancu.ingest.labels import opens_block, read_label
from cancu.ingest.printed_page import PrintedLine, Word, join_print, mean_confidence

_SENTENCE_ENDS = (".", ";", ":", "!", "?", "…", "./.", "”")
_BODY_SHARE = 0.55
"""Lines at least so wide, against the widest, show where the margins are."""
_INDENT = 0.7
_WIDER = 1.12
_FAR = 1.8
"""Spacing, against that of the page, that parts lines whatever they say."""
_OTHER_SIZE = 0.15


@dataclass(frozen=True, slots=True)
class Margins:
    """The body of a page: left and right edge of its text, and the distance of its lines."""

    left: float
    right: float
    leading: float

    def widen(self, left: float, right: float) -> Margins:
        """The margins of a page on which something else, such as a table, reaches further."""
        return Margins(min(self.left, left), max(self.right, right), self.leading)

    def fits_after(self, before: PrintedLine, line: PrintedLine) -> bool:
        """Whether the first word of `line` had room behind `before`."""
        return self.right - before.x1 > line.first_width + 0.6 * line.size

    def centres(self, line: PrintedLine) -> bool:
        """Whether a line stands in the middle, away from both margins."""
        away = min(line.x0 - self.left, self.right - line.x1) > _INDENT * line.size
        return away and abs(line.x0 + line.x1 - self.left - self.right) < 2 * line.size

    def indents(self, line: PrintedLine) -> bool:
        """Whether a line begins to the right of the margin."""
        return line.x0 - self.left > _INDENT * line.size


def measure_margins(lines: Sequence[PrintedLine]) -> Margins:
    """Read the margins of a page off its lines."""
    if not lines:
        return Margins(0, 0, 0)
    widest = max(line.x1 - line.x0 for line in lines)
    body = [line for line in lines if line.x1 - line.x0 >= _BODY_SHARE * widest]
    right = _usual(line.x1 for line in body) if len(body) > 3 else max(line.x1 for line in body)
    full = [line for line in body if line.x1 >= right - line.size]
    distances = [below.bottom - above.bottom for above, below in pairwise(lines) if above in full]
    usual = [distance for distance in distances if 0 < distance < 3 * max(line.size for line in body)]
    leading = _usual(usual) if usual else 1.5 * body[0].size
    left = min(_usual(line.x0 for line in body), *(line.x0 for line in full or body))
    return Margins(left, right, leading)


def _usual(values: Iterable[float]) -> float:
    """The value met most often, give or take a point."""
    values = list(values)
    counts = Counter(round(value / 2) for value in values)
    around = {key: count + max(counts[key - 1], counts[key + 1]) for key, count in counts.items()}
    best = max(sorted(around), key=lambda key: (around[key], counts[key]))
    near = [value for value in values if abs(round(value / 2) - best) <= 1]
    return sum(near) / len(near)


@dataclass(slots=True)
class PrintedParagraph:
    """Lines that belong together.

    Attributes:
        page: the page on which it begins, from 1
        kept: its line breaks are the writer's
    """

    page: int
    lines: list[PrintedLine] = field(default_factory=list)
    kept: bool = False

    @property
    def text(self) -> str:
        """Its words; numbers cut by a hyphen at a line end are whole."""
        lines = [line.text for line in self.lines]
        if not self.kept:
            return join_print(lines)
        return "\n".join(join_print([line]) for line in lines)

    @property
    def confidence(self) -> float:
        """Mean certainty of its words."""
        words: list[Word] = [word for line in self.lines for word in line.words]
        return mean_confidence(words)

    @property
    def ended(self) -> bool:
        """Whether its last line ends a sentence or an item."""
        return self.lines[-1].text.endswith(_SENTENCE_ENDS)


def goes_on(paragraph: PrintedParagraph, line: PrintedLine, margins: Margins, *, new_page: bool = False) -> bool:
    """Whether `line` belongs to the paragraph above it.

    Args:
        paragraph: what was read so far, one line at least
        line: the next line
        margins: of the page that holds `line`; the paragraph's own lines were measured by their page's
        new_page: the line opens a page, so its distance says nothing
    """
    before = paragraph.lines[-1]
    if new_page and paragraph.ended and line.text[:1].isupper():
        return False
    distance = 0.0 if new_page else line.bottom - before.bottom
    if distance > _FAR * margins.leading or abs(line.size - before.size) > _OTHER_SIZE * before.size:
        return False
    centred = margins.centres(line)
    if centred or paragraph.kept:
        return centred and paragraph.kept and distance <= _WIDER * _WIDER * margins.leading and not new_page
    apart = distance > _WIDER * margins.leading + 1
    if margins.fits_after(before, line) or apart:
        return line.text[:1].islower() and not paragraph.ended and not opens_block(line.text, before.text)
    return not _opens(paragraph, line, margins)


def _opens(paragraph: PrintedParagraph, line: PrintedLine, margins: Margins) -> bool:
    """Whether a line after a full one begins a paragraph: by its label, or by its indent."""
    labelled = opens_block(line.text, paragraph.lines[-1].text)
    indented = margins.indents(line) and _stands_in(paragraph, line)
    if labelled:
        return paragraph.ended or indented
    return indented and (paragraph.ended or line.text[:1].isupper())


def _stands_in(paragraph: PrintedParagraph, line: PrintedLine) -> bool:
    """Whether a line stands further in than the paragraph's lines do; the first has its own indent."""
    if len(paragraph.lines) > 1:
        return line.x0 > paragraph.lines[-1].x0 + 0.5 * line.size
    first = paragraph.lines[0]
    hanging = read_label(first.text) is not None and line.x0 > first.x0 + 0.3 * line.size
    return not hanging and line.x0 > first.x0 - 0.5 * line.size
