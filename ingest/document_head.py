"""The head of a document in the shapes that its readers need: its lines, one flat line, where its kind stands."""

from __future__ import annotations

import re

from cancu.ingest.head_lines import HeadLine, is_motto, read_head_lines, read_type
from cancu.ingest.issuing_body import is_enacting


class Head:
    """The head of one text.

    Attributes:
        text: NFC text of the source
        lines: its first lines and cells
        flat: these on one line, a bar before each that stands apart
        type_at: index of the line that prints the kind, None where none does
        type: that kind
        rest: words behind it on its line
        above: what stands above it, on one line
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = read_head_lines(text)
        self.flat = " ".join(f"| {line.text}" if line.gap else line.text for line in self.lines)
        self.type_at, self.type, self.rest = _find_type_line(self.lines)
        above = self.lines[: self.type_at] if self.type_at is not None else self.lines[:25]
        self.above = " ".join(line.text for line in above)


def _find_type_line(lines: list[HeadLine]) -> tuple[int | None, str | None, str]:
    for at, line in enumerate(lines[:80]):
        joined = read_type(line.text) if line.capitals or _opens_with_type(line.text) else None
        if joined is None and line.capitals and at + 1 < len(lines):
            pair = read_type(f"{line.text} {lines[at + 1].text}")
            if pair and pair[1] == "" and not is_enacting(line.text):
                return at + 1, pair[0], ""
        if joined and not re.match(r"(?:SỐ|số|Số)\b", joined[1]) and not _is_letterhead(lines, at):
            return at, *joined
    return None, None, ""


def _opens_with_type(line: str) -> bool:
    return bool(re.match(r"[^\W\d_a-zà-ỹ]{3,}(?: [^\W\d_a-zà-ỹ]+)?", line))


def _is_letterhead(lines: list[HeadLine], at: int) -> bool:
    """`LUẬT SƯ …`, `KIỂM TOÁN …` and bodies named after a kind stand before the motto."""
    return at == 0 and any(is_motto(line.text) for line in lines[1:6]) and not lines[0].gap
