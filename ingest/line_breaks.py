"""Where the writer ended a paragraph, and where only the right margin ended a line.

What margin and style a text was printed with shows in its lines themselves: how long they are, and whether short ones
ever break off in mid-sentence.
"""

from __future__ import annotations

import re

from cancu.ingest.agencies import find_assignment, read_agency_heading
from cancu.ingest.agency_words import Words, is_single_verb, is_verb
from cancu.ingest.cells import Line, is_agency_cell
from cancu.ingest.labels import opens_block

_SENTENCE_ENDS = (".", ":", ";")
_NAMES_FOLLOW = re.compile(r"\b[Cc]ác (?:[Ss]ở|[Bb]ộ|[Pp]hòng|[Ss]ở, ngành|[Bb]ộ, ngành)(?: [Tt]hành phố| tỉnh)?:$")
"""What stands before the colon names nobody without the words behind it: `các Sở:` / `Xây dựng, Tài chính`."""
_LEAD_IN = re.compile(r"(?:như sau|sau đây|dưới đây|(?:nội dung|nhiệm vụ|giải pháp|biện pháp|vấn đề) sau)\s?:$")
_ASIDE = re.compile(r"\([A-ZĐÀ-Ỹ]")
"""A remark of its own behind a sentence: `(Chi tiết tại các Phụ lục kèm theo)`."""
_NAME_BEHIND_DASH = re.compile(r"[-–−] [^\W\d_a-zà-ỹđ]")
_GOES_ON = re.compile(
    r"(?:,|(?<!\w)(?:và|của|các|với|cho|về|tại|theo|từ|đến|trong|là|hoặc|những|để|do|bởi|thuộc|số|ngày|Bộ|Sở|Ủy|ban))$"
)
"""Words after which no heading can end."""
_LONGEST_LABEL = 10
_SHORT_FIRST_LINE = 0.65
_SHORT_TITLE = 0.7
_SHORT_HEADING = 0.6
_SHORT_NUMBERED = 0.75
"""Of a line that a number opens: only its heading may be so short, with a capital below."""
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-zđ]\)|[IVX]{1,5}\.) ")
_SHORT_TOPIC = 0.5
_CALLS = re.compile(
    r"(?:Giao|Đề nghị|Yêu cầu|Giám đốc|Chủ tịch|Thủ trưởng|Trưởng|Chánh|Bộ trưởng|Trách nhiệm|Đối với)\b"
)
"""Openings of a heading that goes on with the name of a body."""
_ACT_REACH = 30
_UNWRAPPED = 180
"""Characters from which on lines are whole paragraphs: no page is so wide."""
_NARROWEST_PAGE = 60
"""Characters of a line below which a text is a table for the most part."""
_TORN_SHARE = 0.2
_FEWEST_LINES = 2


class LineBreaks:
    """Tells the breaks of one text.

    Attributes:
        width: the length at which it breaks its lines, their 95th percentile
        even: whether its short lines end something; pages of one portal break the first lines of paragraphs early
    """

    def __init__(self, lines: list[Line]) -> None:
        lengths = sorted(len(line.text) for line in lines if line.text != "|")
        self.width = lengths[int(len(lengths) * 0.95)] if lengths else 0
        self.even = self._is_even(lines)

    def part(self, last: Line, line: Line, following: str) -> bool:
        """Whether a paragraph ends between two lines, given the words of the line after them."""
        return self._is_ended(last, line) or self._opens_short(last, line, following)

    def cut_name(self, last: Line, line: Line) -> bool:
        """Whether a dash at a line's start stands inside a name that the margin cut: `Ninh Bình` / `- Hải Phòng`."""
        if not _NAME_BEHIND_DASH.match(line.text) or not last.text[-1:].isalpha():
            return False
        *_, before = last.text.split(" ")
        word = line.text.split(" ", 2)[1]
        return before[:1].isupper() and len(last.text) + 3 + len(word) > self.width

    def _is_ended(self, last: Line, line: Line) -> bool:
        """Whether the writer, not the right margin, ended `last`.

        The first word of the next line would still have fitted; then a sentence end or a new capitalised line
        after a clearly short one is a new paragraph.
        """
        capital = line.text[:1].isupper()
        if _NAMES_FOLLOW.search(last.text):
            return False
        if capital and _LEAD_IN.search(last.text):
            return True
        if last.text.endswith((".", ";")) and _ASIDE.match(line.text):
            return True
        if not capital or len(last.text) <= _LONGEST_LABEL:
            return False
        title, below = last.text.isupper(), line.text.isupper()
        if self.width > _UNWRAPPED:
            return not last.text.endswith(",") and not (title and below)
        if not self._would_fit(last, line):
            return False
        if last.text.endswith((".", ":")):
            return True
        if (self._names_owner(last) and _opens_act(line.text)) or self._names_topic(last, line):
            return True
        if title != below and not last.text.endswith(","):
            return len(last.text) < _SHORT_TITLE * self.width
        return self.even and not title and self._is_short(last)

    def _names_owner(self, line: Line) -> bool:
        """Whether a numbered line is but the heading of an agency, over a paragraph of what it shall do."""
        numbered = None if line.text.isupper() else _NUMBERED.match(line.text)
        short = len(line.text) < _SHORT_NUMBERED * self.width and not _GOES_ON.search(line.text)
        return numbered is not None and short and bool(read_agency_heading(line.text[numbered.end() :]))

    def _names_topic(self, last: Line, line: Line) -> bool:
        """Whether a short numbered line heads a sentence that an agency opens: `2. Việc chung` / `Sở Y tế rà soát`."""
        numbered = _NUMBERED.match(last.text)
        if numbered is None or self.width < _NARROWEST_PAGE or not is_agency_cell(line.text):
            return False
        words = last.text[numbered.end() :]
        short = len(last.text) < _SHORT_TOPIC * self.width and not _GOES_ON.search(words)
        topic = short and not (_CALLS.match(words) or is_agency_cell(words) or is_verb(Words(words[:_ACT_REACH]), 0))
        return topic and bool(find_assignment(line.text).lead)

    def _opens_short(self, last: Line, line: Line, following: str) -> bool:
        """Whether `line` is a short first line that goes on below: pages of one portal indent by an early break."""
        if not last.text.endswith(".") or not line.text[:1].isupper() or not following[:1].islower():
            return False
        return len(line.text) < _SHORT_FIRST_LINE * self.width

    def _would_fit(self, last: Line, line: Line) -> bool:
        """Whether the first word of a line had room at the end of the line before it."""
        return len(last.text) + 1 + len(line.text.split(" ", 1)[0]) <= self.width

    def _is_short(self, line: Line) -> bool:
        """Whether a line ends, well before the margin, in words that can end a heading."""
        share = _SHORT_NUMBERED if _NUMBERED.match(line.text) else _SHORT_HEADING
        return len(line.text) < share * self.width and not _GOES_ON.search(line.text)

    def _is_even(self, lines: list[Line]) -> bool:
        """Judged by first lines of paragraphs that stop early above a long one; cells are narrow and tell nothing."""
        torn = ended = 0
        for before, last, line in zip(lines, lines[1:], lines[2:], strict=False):
            opens = last.gap or before.text.endswith(_SENTENCE_ENDS)
            if not opens or line.gap or last.text.endswith(_SENTENCE_ENDS) or last.text.isupper():
                continue
            if opens_block(line.text) or len(line.text) < _SHORT_HEADING * self.width:
                continue
            if len(last.text) > _LONGEST_LABEL and self._is_short(last) and self._would_fit(last, line):
                torn += line.text[:1].islower()
                ended += line.text[:1].isupper()
        paged = self.width >= _NARROWEST_PAGE and torn + ended >= _FEWEST_LINES
        return paged and torn <= _TORN_SHARE * (torn + ended)


def _opens_act(words: str) -> bool:
    """Whether words begin with a verb of administration."""
    tokens = Words(words[:_ACT_REACH])
    return is_verb(tokens, 0) or is_single_verb(tokens, 0)
