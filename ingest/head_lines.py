"""The head of a document as clean lines: what stands above, in and just below its title.

Converters flatten the two columns of the letterhead in every order, wrap them in table cells or repeat them; the
readers of type, number, date and issuer therefore look at lines and at runs of capitals, never at columns.
"""

from __future__ import annotations

import re
from functools import cache

from cancu.ingest.plain import LOWER, UPPER, plain_text
from cancu.ontology.document_types import type_names
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Record

_HEAD_LENGTH = 9000
_KINDS = "CHỈ THỊ|KẾ HOẠCH|NGHỊ QUYẾT|NGHỊ ĐỊNH|QUYẾT ĐỊNH|THÔNG BÁO|THÔNG TƯ|BÁO CÁO|CÔNG ĐIỆN|HƯỚNG DẪN|TỜ TRÌNH"
_MOTTO = re.compile(
    r"CỘNG HÒA XÃ|CỘNG HOÀ XÃ|CHỦ NGHĨA VIỆT NAM|Độc lập|ĐẢNG CỘNG SẢN VIỆT NAM|HỘI CHỦ NGHĨA|^HÒA XÃ HỘI|^CỘNG$"
)
_RULE = re.compile(r"[-_=]{5,}|\u2028")
"""What parts the lines of a cell: a rule of dashes, or the line break inside it."""
_COLUMNS = re.compile(r"(?<=\S)(?:\t|[ \u00a0]{5,})(?=\S)")
"""What stands between the two columns of a letterhead typed side by side."""
_FOLDED = re.compile(
    r"(?<=\S)[ *]+(?=(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập ?- ?Tự do))|"
    r"(?<=CHỦ NGHĨA VIỆT NAM)[ *]+(?=\w)|(?<=Hạnh phúc)[ *]+(?=\w)"
)
"""Where the columns of a letterhead meet that a converter has set on one line."""
_RUN_ON = re.compile(
    rf" (?=Số ?: ?\d)|(?<=[{UPPER}]) (?=(?:{_KINDS}) [{UPPER}]{{2}})|"
    rf"(?<=[{UPPER}][{UPPER}]) (?=[{UPPER}][{LOWER}])|(?<=[{UPPER}][{UPPER}]\.) (?=[{UPPER}][{LOWER}])"
)
"""Where the parts of a head meet in a text that is all on one line."""
_WHOLE_TEXT = 600
_CHROME = re.compile(r"^(?:CÔNG BÁO/|Ký bởi|Email|Cơ quan:|Thời gian ký|Ngày ký|\d{1,3}$)")


class HeadLine(Record):
    """One line of the head.

    Attributes:
        text: words without Markdown marks, rules and table bars
        gap: an empty line, a rule or a table bar stands before it
        start: offset in the source at which the line (or cell) begins
    """

    text: str
    gap: bool
    start: int

    @property
    def capitals(self) -> bool:
        """Whether all its letters are capitals."""
        letters = [c for c in self.text if c.isalpha()]
        upper = sum(c.isupper() for c in letters)
        return len(letters) > 1 and upper >= 0.9 * len(letters)


def read_head_lines(text: str) -> list[HeadLine]:
    """Cut the first pages of `text` into lines and cells, empty ones left out."""
    lines: list[HeadLine] = []
    gap, position = True, 0
    for raw in text[:_HEAD_LENGTH].split("\n"):
        start = position
        position += len(raw) + 1
        for cell in _unfold(raw).split("|"):
            for piece in _RULE.split(cell):
                words = _clean(piece)
                if not words or _CHROME.match(words):
                    gap = True
                else:
                    lines.append(HeadLine(text=words, gap=gap, start=start))
                    gap = False
            start += len(cell) + 1
        gap = gap or "|" in raw
    return lines


def _unfold(line: str) -> str:
    """A line with bars where columns or, of a text on one line, the parts of its head meet."""
    line = _COLUMNS.sub("|", line)
    if _MOTTO.search(line):
        line = _FOLDED.sub("|", line)
        if len(line) > _WHOLE_TEXT:
            line = _RUN_ON.sub("|", line)
    return line


def _clean(cell: str) -> str:
    words = plain_text(cell.replace("*", "").replace("#", ""))
    words = re.sub(r"(?:[-_=~]{3,}|\*{2,}|\.{6,})", " ", words)
    return " ".join(words.split()).strip(" _")


def is_motto(line: str) -> bool:
    """Whether a line belongs to the national motto or the Party's heading."""
    return bool(_MOTTO.search(line))


@cache
def _type_line() -> re.Pattern[str]:
    names = "|".join(re.escape(name.upper()) for name in type_names() if name != "văn bản")
    return re.compile(rf"({names})(?: ?[:.])?(?= |$)(.*)")


def read_type(line: str) -> tuple[str, str] | None:
    """Read a line that prints the kind of document in capitals: the kind and the words after it.

    Example:
        >>> read_type("THÔNG BÁO KẾT LUẬN CỦA CHỦ TỊCH")
        ('Thông báo', 'KẾT LUẬN CỦA CHỦ TỊCH')
    """
    match = _type_line().match(line)
    if match is None:
        return None
    return _short_name(match)


def _short_name(match: re.Match[str]) -> tuple[str, str]:
    """Words that a longer name of the kind took belong to the title: THÔNG BÁO + KẾT LUẬN."""
    name = type_names()[match_key(match[1])]
    printed = match[1]
    rest = match[2].strip(" :")
    if match_key(printed) != match_key(name) and printed.startswith(name.upper()):
        rest = f"{printed[len(name) :].strip()} {rest}".strip()
    return name, rest
