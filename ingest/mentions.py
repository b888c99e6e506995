"""Mentions of documents by number: where they stand, what they say, and the word for their kind in front.

Numbers are found slash first: the text is walked from one `/` to the next and only the few characters around it
meet a pattern, so the cost is linear and small whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cancu.ingest.plain import LOWER, UPPER
from cancu.ontology.document_types import type_names
from cancu.ontology.numbers import DocumentNumber, find_end, head_pattern, is_plausible, number_pattern, read_match
from cancu.ontology.records import Record

_WINDOW = 26
_SAMPLE_REACH = 220
_STANDARD = re.compile(r"(?:TCVN|QCVN|TCXD\w*|ISO|IEC|TCCS|QCĐP\w*|TCN|ASTM)[ \d:/.-]{0,14}$")
_FORM = re.compile(
    r"(?:[Mm]ẫu|MẪU|[Bb]iểu|BIỂU|[Bb]iểu mẫu|[Pp]hụ lục|PHỤ LỤC|[Mm]ã|[Ss]ố nhà|[Tt]ờ khai|"
    r"[Kk]ý hiệu|[Mm]ã số|[Ss]ố hiệu mẫu|"
    r"[Đđ]ường dây nóng|[Bb]iển số)(?: {1,3}số)?[ :]{0,3}$"
)
_SAMPLE = re.compile(r"(?:^|\n)[ \t*+-]{0,4}Ví dụ(?: \d{1,2})?:[^\n]{0,160}\n[\s*]{0,6}[Ss]ố:? {0,2}\**$")
"""A guide shows on a line of its own how a number is written."""
_STRUCK = re.compile(r"~~[^~\n]{1,12}~~ {0,3}(?:\*\*)? {0,2}$|~~[^~\n]{1,12}~~(?: |\*){0,5}\d{1,5}(?: |\*){0,5}$")


class NumberMention(Record):
    """A number in the text.

    Attributes:
        start: where the number as printed begins
        end: where it ends
        number: what it reads
        struck: part of it is struck out, so that the true number is unknown
        type: kind from the word in front, None where none stands there
        head: where the words that belong to the mention begin (`các Nghị định số`)
    """

    start: int
    end: int
    number: DocumentNumber
    struck: bool = False
    type: str | None = None
    head: int


def find_numbers(plain: str, text: str, end: int) -> list[NumberMention]:
    """Find all numbers of documents before offset `end`.

    Standards (`TCVN 1234/…`), numbers of forms (`Mẫu số 01/BC-ABC`) and blanks are left out.

    Args:
        plain: `plain_text` of the source
        text: the source, for marks that the plain view hides
        end: where the document ends; what follows is not read
    """
    return list(_iter_numbers(plain, text, end))


def _iter_numbers(plain: str, text: str, end: int) -> Iterator[NumberMention]:
    head, whole = head_pattern(), number_pattern()
    slash, done = plain.find("/"), 0
    while 0 <= slash < end:
        low = max(done, slash - _WINDOW)
        before = head.search(plain[low:slash])
        match = whole.match(plain, low + before.start()) if before else None
        if match is not None and match.end() > slash:
            found = _accept(plain, text, match)
            if found is not None:
                done = found.end
                yield found
        slash = plain.find("/", max(done, slash + 1))


def _accept(plain: str, text: str, match: re.Match[str]) -> NumberMention | None:
    number = read_match(match)
    lead = plain[max(0, match.start() - 30) : match.start()]
    if not is_plausible(number) or _STANDARD.search(lead) or _FORM.search(lead):
        return None
    if _SAMPLE.search(text, max(0, match.start() - _SAMPLE_REACH), match.start()):
        return None
    kind, head = read_type_before(plain, match.start())
    if match["old"] and (kind is None or not re.search(r"[Ss]ố:? {0,3}$", lead)):
        return None
    single = len(number.groups) == 1 and number.year is None
    if (
        single
        and kind is None
        and number.body_symbol not in ("CP", "TTg", "UB", "SL")
        and not re.search(r"[Ss]ố:? {0,3}$", lead)
    ):
        return None
    start, struck = match.start(), False
    mark = _STRUCK.search(text[max(0, match.start() - 24) : text.find("/", match.start())])
    if mark:
        start, struck = max(0, match.start() - 24) + mark.start(), True
        kind, head = read_type_before(plain, start)
    if not struck and text[start - 1 : start] == "*":
        start, number = _join_torn(text, start, number)
        kind, head = read_type_before(plain, start)
    return NumberMention(start=start, end=find_end(match), number=number, struck=struck, type=kind, head=head)


def _join_torn(text: str, start: int, number: DocumentNumber) -> tuple[int, DocumentNumber]:
    """Emphasis marks may tear the serial (`1**04/2012/NĐ-CP`): join the digits in front."""
    torn = re.search(r"(?<![\d/])(\d{1,3})\*{1,4}$", text[max(0, start - 10) : start])
    if torn is None:
        return start, number
    joined = {"serial": torn[1] + number.serial, "printed": torn[1] + number.printed}
    return start - len(torn[0]), number.model_copy(update=joined)


@cache
def _before_pattern(*, qualified: bool) -> re.Pattern[str]:
    """The word for the kind right before a number: `Nghị quyết số`, `NĐ số`; qualified `Nghị quyết chuyên đề số`."""
    names = "|".join(name.replace(" ", " {1,4}") for name in type_names())
    qualifier = r"(?: {1,3}(?!số|và|hoặc|tại|theo)[^\W\d_]{1,8}){1,3}" if qualified else ""
    return re.compile(
        rf"(?<!\w)(?P<type>{names}|quyết|nghị|tt|nđ|qđ|nq|vb|"
        rf"cv)(?P<words>{qualifier})(?: {{0,3}}\(?(?:số|sồ|sô|số hiệu)\)?)? {{0,3}}[:.]? {{0,3}}$"
    )


@cache
def _plural_pattern() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:(?:các|những|hai|một số) {1,3}|(?:02|03|04) )$")


_GLUED = re.compile(rf".*[{LOWER}](?=[{UPPER}][{LOWER}])")
"""Two words run together in front of a kind: `tạiTờ trình`."""
_SHORT = {
    "quyết": "Quyết định",
    "nghị": None,
    "tt": None,
    "nđ": None,
    "qđ": None,
    "nq": None,
    "vb": None,
    "cv": "Công văn",
}


def read_type_before(plain: str, start: int) -> tuple[str | None, int]:
    """The kind named right before offset `start`, and where its words begin.

    Returns:
        Kind or None, and the offset of the word for it (or of `số`, or `start` itself).
    """
    low = max(0, start - 64)
    lead = plain[low:start].lower()
    if len(lead) != start - low:
        return None, start
    match = _before_pattern(qualified=False).search(lead)
    if match is None and "số" in lead[-8:]:
        match = _before_pattern(qualified=True).search(lead)
    glued = _GLUED.search(plain, low, start) if match is None else None
    if glued is not None:
        low = glued.end()
        match = _before_pattern(qualified=False).search(lead[glued.end() - start :])
    if match is not None and "(" in match[0] and match["type"].split()[0] in ("quy", "chiến", "dự", "đề"):
        match = None  # `Quy hoạch rừng (số …)`, `Luật Quy hoạch (số …)`: the parenthesis names other documents
    if match is None:
        number_word = re.search(r"(?<!\w)số {0,3}:? {0,3}$", lead)
        return None, low + number_word.start() if number_word else start
    printed = " ".join(match["type"].split())
    kind = _SHORT[printed] if printed in _SHORT else type_names()[printed]
    head = low + match.start()
    plural = _plural_pattern().search(plain[max(0, head - 12) : head].lower())
    return kind, head - (len(plural[0]) if plural else 0)
