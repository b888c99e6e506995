"""Lines of a flattened row: what one shows, and how well it goes on with a cell or opens one.

Judgements are sums of points. A point is about what a capital at the start of a line weighs; the strongest signs
(an agency where agencies stand, a line that overflows its column, words that cannot end a cell) weigh four to six.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from cancu.ingest.cells import Line, is_agency_cell, is_time_cell
from cancu.ingest.fields import FieldRole
from cancu.ingest.flat_columns import Column, Content

_RANK = re.compile(
    r"(?:Cấp (?:có )?thẩm|Cấp trên|Quốc hội|Chính phủ|Thủ tướng|Bộ trưởng|Chủ tịch|Bộ Chính trị|Ban Bí thư"
    r"|Ban Chấp hành|Ủy ban Thường vụ|Hội đồng nhân dân|HĐND|UBND|Ủy ban nhân dân|Giám đốc|Thống đốc|Tổng [Tt]hanh tra"
    r"|Trung ương|TTgCP|UBTVQH)\b"
)
_PAPER = re.compile(
    r"(?:(?:Các |Hệ thống |Dự thảo |Hồ sơ |Bộ )?(?:văn bản|báo cáo|nghị định|nghị quyết|quyết định|đề án|đề tài|luật"
    r"|thông tư|kế hoạch|chương trình|cơ chế|chính sách|cơ sở dữ liệu|tờ trình|công văn|chỉ thị|hoạt động|tiêu chuẩn"
    r"|tiêu chí|chỉ số|sản phẩm|phần mềm|nền tảng|hội nghị|tài liệu|hướng dẫn|dự án|bộ chỉ số|nhiệm vụ|đề xuất)"
    r"|Diễn đàn|Hệ thống|Hồ sơ|Dự thảo|Danh mục)\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:Luật|Nghị quyết|Nghị định|Quyết định|Chương trình|Kế hoạch|Kết luận|Thông báo|Chỉ thị|Công văn|Thông tư"
    r"|Công điện|Văn bản|Khoản|Điều|Điểm|Mục)(?: (?:số|hành|\d)|$)"
)
_UNFINISHED = re.compile(
    r"(?:[,/(\-–]|(?<!\w)(?:và|của|các|với|cho|về|tại|theo|từ|đến|trong|là|hoặc|những|để|do|bởi|thuộc|số|một|có|được"
    r"|(?<![Hh]ằng )(?<![Hh]àng )[Nn]ăm|[Tt]háng|[Qq]uý|[Nn]gày|[Tt]rước|Giai đoạn|Bộ|Sở|Ủy ban))$"
)
_PAIRS = (("(", ")"), ("“", "”"))
_ITEM = re.compile(r"\((\d)\) ")
_DATE = re.compile(r"(?:\d{1,2}[/.-]){0,2}20\d\d(?= *(?:$|[-–,;.(]|và |đến |hằng |hàng ))")


@dataclass(frozen=True, slots=True)
class Look:
    """What one line shows.

    Attributes:
        word: its first word
        lower: whether it begins in lower case, a parenthesis or quotation mark apart
        gap: whether a blank line or wide blanks stand before it
        unfinished: whether no cell can end in its last words
        stopped: whether it ends a sentence
        coded: whether it ends in a digit or a capital, as a date or a document's number does
        item: the number of a list's item, `(1)`, that it opens with; 0 where it opens with none
        kinds: what it could open
    """

    text: str
    length: int
    word: str
    lower: bool
    digit: bool
    gap: bool
    bullet: bool
    unfinished: bool
    stopped: bool
    coded: bool
    item: int
    kinds: frozenset[Content]


@lru_cache(maxsize=1024)
def read_look(line: Line, following: Line | None) -> Look:
    """What a line shows, its words completed by those that the next line goes on with."""
    text = line.text
    torn = following is not None and following.text[:1].islower() and not following.gap
    words = f"{text} {following.text}" if following is not None and torn else text
    kinds = {
        kind
        for kind, shown in (
            (Content.AGENCY, is_agency_cell(words)),
            (Content.TIME, _DATE.match(words) if text[:1].isdigit() else is_time_cell(words)),
            (Content.PAPER, _PAPER.match(words)),
            (Content.RANK, _RANK.match(words)),
            (Content.SOURCE, _SOURCE.match(words)),
        )
        if shown
    }
    return Look(
        text=text,
        length=len(text),
        word=text.split(" ", 1)[0],
        lower=text.lstrip("(“")[:1].islower(),
        digit=text[:1].isdigit(),
        gap=line.gap,
        bullet=text[:2] in ("- ", "+ ", "• "),
        unfinished=bool(_UNFINISHED.search(text)) or any(text.count(one) > text.count(two) for one, two in _PAIRS),
        item=int(item[1]) if (item := _ITEM.match(text)) else 0,
        coded=text[-1:].isdigit() or text[-1:].isupper(),
        stopped=text.endswith((".", ";")),
        kinds=frozenset(kinds),
    )


def slack_of(filled: int, look: Look, column: Column) -> float:
    """From -1 to 1: whether the first word of a line would still have fitted into a printed line so far filled."""
    if not column.width:
        return 0.0
    free = column.width - filled - 1 - len(look.word)
    return free / 3 if -3 < free < 3 else 1.0 if free > 0 else -1.0


def overflow_of(look: Look, column: Column) -> float:
    """What a line costs that is longer than its column is wide."""
    over = look.length - 1.1 * column.width - 1 if column.width else 0.0
    return min(5.0, 0.6 * over) if over > 0 else 0.0


def judge_going_on(last: Look, look: Look, column: Column, slack: float, *, torn: bool) -> float:
    """How well a line goes on with the cell of the line before it.

    Args:
        last: the line before
        look: the line
        column: of the cell
        slack: whether the line's first word would still have fitted behind `last` (`slack_of`)
        torn: whether the page ends within the row, so that cells may stop in mid-sentence
    """
    score = -overflow_of(look, column) - (3.0 if look.gap else 0.0)
    if last.unfinished and (look.lower or not torn):
        return score + 2.0 - 0.7 * slack
    if look.lower:
        return score + 1.0 - 0.7 * slack
    if look.item:
        return score + (2.0 if look.item > 1 else -2.0)
    if column.content is Content.AGENCY and Content.AGENCY in look.kinds:
        if last.text.endswith(";"):
            return score + 1.0
        return score - (4.5 + slack if column.role is FieldRole.LEAD else 1.3 + 0.5 * slack)
    score -= 1.5 * (max(slack, 0.0) if last.stopped else slack)
    score -= (
        (0.0 if look.digit or last.unfinished else 1.0)
        + (1.5 if last.stopped else 0.0)
        + (2.0 if is_over(last, column) else 0.0)
    )
    if look.kinds & {Content.TIME, Content.AGENCY} and column.content not in (Content.AGENCY, Content.RANK):
        score -= 0.0 if column.content is Content.TIME and _is_time(look) else 1.5
    if column.content in (Content.AGENCY, Content.TIME) and Content.PAPER in look.kinds:
        score -= 1.0
    return score


def is_over(last: Look, column: Column) -> bool:
    """Whether a line ends a date or a document's number, where the column holds these."""
    return last.coded and column.content in (Content.TIME, Content.SOURCE)


def _is_time(look: Look) -> bool:
    return Content.TIME in look.kinds


_WELCOME = {Content.AGENCY: 3.0, Content.TIME: 4.0, Content.PAPER: 2.0, Content.RANK: 3.0, Content.SOURCE: 4.0}
_STRANGE = {Content.AGENCY: -4.0, Content.TIME: -4.0, Content.PAPER: 0.0, Content.RANK: -2.0, Content.SOURCE: -2.0}


def judge_opening(look: Look, column: Column) -> float:
    """How well a line opens a cell of the column."""
    score = -overflow_of(look, column) + (2.0 if look.gap else 0.0) + column.habits.get(look.word, 0.0)
    if look.lower or look.item > 1:
        score -= 6.0
    return score + _judge_content(look.kinds, column.content, digit=look.digit)


@cache
def _judge_content(kinds: frozenset[Content], content: Content, *, digit: bool) -> float:
    """How well a line that could open so many kinds of cells opens one with this content."""
    score = 0.0
    if content in _WELCOME:
        score += _WELCOME[content] if content in kinds else _STRANGE[content]
    if content is not Content.TIME and Content.TIME in kinds:
        score -= 3.0 if digit else 2.0
    if content not in (Content.AGENCY, Content.RANK) and Content.AGENCY in kinds:
        score -= 3.5
    if content is Content.AGENCY and Content.SOURCE in kinds:
        score -= 1.0
    return score
