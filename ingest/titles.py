"""Title, plan title and period of a document."""

from __future__ import annotations

import calendar
import datetime
import re

from cancu.ingest.head_lines import HeadLine, is_motto, read_type
from cancu.ingest.issuing_body import is_enacting
from cancu.ingest.plain import LOWER
from cancu.ingest.title_case import restore_case
from cancu.ontology.records import Period

_BODY_START = re.compile(
    r"^(?:[-+•] ?)?(?:Căn cứ|CĂN CỨ|Kính gửi|Điều \d|Chương [IVX\d]|CHƯƠNG [IVX\d]|Phần |PHẦN |"
    r"(?!V/[Vv])[IVX]{1,4}[.\-/]|[A-E]\. |1\. |Xét (?:đề nghị|[Tt]ờ trình|[Bb]áo cáo|văn bản|công văn|yêu cầu|kết "
    r"quả|biên bản|ý kiến)|Theo |Trên cơ sở|"
    r"Để |Nhằm |Ngày \d|TT |Năm \d{4},|\()"
)
_KIND_TAIL = re.compile(r"PHỐI HỢP|HÀNH ĐỘNG|CÔNG TÁC|LIÊN TỊCH|LIÊN NGÀNH|TỔNG THỂ|CHI TIẾT|TRIỂN KHAI")
"""What belongs to the kind (`CHƯƠNG TRÌNH HÀNH ĐỘNG`): the title's own letters show on the next line."""
_PLAN = ("Kế hoạch", "Chương trình")
_PROMULGATES = re.compile(
    r"(?:về việc |v/v )?(?:ban hành|phê duyệt|điều chỉnh)[^,;]{0,60}?"
    r"\b(kế hoạch|chương trình|quy hoạch|chiến lược|đề án|lịch|lộ trình)\b(?! sử)",
    re.IGNORECASE,
)
_GOES_ON = (" của", " và", " cho", " với", " tại", " giữa", " do", " giao", ",")
_MAX_LINES = 14
_OF_BODY = re.compile(
    r"CỦA (?:(?:PHÓ )?CHỦ TỊCH|ỦY BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|BỘ |THỦ TƯỚNG|CHÍNH PHỦ|GIÁM ĐỐC|SỞ |"
    r"BAN CHẤP HÀNH|BAN THƯỜNG VỤ|BAN BÍ THƯ|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY).*"
)
_OPENS_TEXT = re.compile(
    r"(?:Thực hiện|Triển khai|Thi hành|Tiếp tục thực hiện|Sau khi|Trong|Thời gian|Hiện nay|Vừa qua|Để|Nhằm) "
    r"(?=.*(?:[:;]$|như sau|;|\d/[A-ZĐ\d]|\d-[A-ZĐ]))"
)
"""The first sentence of the text, which no empty line sets off from the title."""
_ADDRESSES = re.compile(rf"[^{LOWER}]{{8,}},? (?:điện|ĐIỆN) ?:")


def read_title(lines: list[HeadLine], at: int, rest: str) -> str:
    """Join the lines below the type line at index `at` up to the body or the enacting line.

    Args:
        lines: the head
        at: index of the type line
        rest: words of the title on the type line itself
    """
    parts = [rest] if rest else []
    whole = bool(rest) and _KIND_TAIL.fullmatch(rest) is None
    capitals: bool | None = HeadLine(text=rest, gap=False, start=0).capitals if whole else None
    for line in lines[at + 1 : at + 1 + _MAX_LINES]:
        if _BODY_START.match(line.text) or is_motto(line.text) or (parts and _starts_text(parts[-1], line)):
            break
        if line.capitals and parts and is_enacting(line.text) and not parts[-1].lower().endswith(_GOES_ON):
            break
        if parts and (line.gap and not _continues(parts[-1], line, capitals)):
            break
        wordless = not any(c.isalpha() for c in line.text)
        if line.text.lower().startswith(("về ", "v/v ")) and _OF_BODY.fullmatch(" ".join(parts).replace("UỶ", "ỦY")):
            parts, capitals = [], None  # the body that resolves stands between kind and title
        if capitals and not line.capitals and not wordless:
            break
        if not parts and line.text.startswith(("Thực hiện ", "Triển khai ")) and len(line.text) > 200:
            break
        if capitals is None:
            capitals = line.capitals
        elif not capitals and line.capitals and not wordless:
            break
        parts.append(line.text)
    return _trim(" ".join(_spell_kind(parts)))


def _spell_kind(parts: list[str]) -> list[str]:
    """`PHỐI HỢP` and `Về …` below it are one title in small letters."""
    if len(parts) < 2 or not _KIND_TAIL.fullmatch(parts[0]) or parts[1].isupper():
        return parts
    return [parts[0].capitalize(), parts[1][:1].lower() + parts[1][1:], *parts[2:]]


def _starts_text(before: str, line: HeadLine) -> bool:
    """Whether a line is the first of the text: whom a telegram addresses, or a sentence of the text."""
    if _ADDRESSES.match(line.text):
        return True
    return not line.capitals and bool(_OPENS_TEXT.match(line.text)) and not before.lower().endswith(_GOES_ON)


def _continues(before: str, line: HeadLine, capitals: bool | None) -> bool:
    """A title that a converter tore apart goes on with the same case after a comma or small word."""
    if capitals is not line.capitals:
        return False
    return before.endswith((",", " VÀ", " CỦA", " và", " của", "-")) or (not line.capitals and line.text[:1].islower())


def _trim(title: str) -> str:
    cut = re.search(r" (?:CHÍNH PHỦ|QUỐC HỘI|THỦ TƯỚNG CHÍNH PHỦ|BỘ TRƯỞNG BỘ [^a-z]{3,60})$", title)
    if cut and len(title) - cut.start() < 75 and not re.search(r" (?:CỦA|DO|VỀ|VÀ|TRÌNH|,)$", title[: cut.start()]):
        title = title[: cut.start()]
    return re.sub(r"\s*\((?:Ban hành )?[Kk]èm theo.*$", "", title).strip(" .;:-_")


def find_plan_title(document_type: str | None, title: str | None, lines: list[HeadLine], text: str) -> str | None:
    """The title of the plan that the document is, or that a decision promulgates.

    Args:
        document_type: kind of the document
        title: its title
        lines: lines of the whole document, to find the heading of the promulgated plan
        text: the whole text, for the case of words
    """
    if document_type in _PLAN and title:
        first = title if title[:2].isupper() else title[0].lower() + title[1:]
        return f"{document_type} {first}"
    if document_type not in ("Quyết định", "Nghị quyết", "Chỉ thị"):
        return None
    return _promulgated_title(title or "", lines, text)


def promulgated_kind(title: str | None) -> str | None:
    """The kind of plan that a decision promulgates, approves or changes by its title, in lower case.

    Example:
        >>> promulgated_kind("Về việc ban hành Lịch phổ biến thông tin thống kê năm 2026")
        'lịch'
    """
    match = _PROMULGATES.match(title or "")
    return match[1].lower() if match else None


_SETS_WORK = re.compile(
    r"(?:[Vv]ề )?(?:việc )?(?:thông qua )?(?:kế hoạch|phương hướng|nhiệm vụ|mục tiêu|chương trình công tác)(?!\w)",
    re.IGNORECASE,
)


def is_plan_resolution(document_type: str | None, title: str | None) -> bool:
    """Whether a resolution is a plan itself: `Về nhiệm vụ phát triển kinh tế - xã hội năm 2026`."""
    return document_type == "Nghị quyết" and _SETS_WORK.match(title or "") is not None


def _promulgated_title(title: str, lines: list[HeadLine], text: str) -> str | None:
    match = re.match(
        r"(?:[Vv]ề việc )?(?:[Vv]/v )?(?:ban hành|phê duyệt)[\"“ ]+(Kế hoạch|Chương trình) ?(.*)", title, re.IGNORECASE
    )
    if match is None:
        return None
    for at, line in enumerate(lines):
        found = read_type(line.text) if line.capitals else None
        if found and found[0] == match[1].capitalize():
            own = restore_case(read_title(lines, at, found[1]), text)
            if own:
                return f"{found[0]} {own[0].lower() if not own[:2].isupper() and line.capitals else own[0]}{own[1:]}"
    return f"{match[1].capitalize()} {match[2]}".strip()


_STAGE = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|các năm|trong)?\s*(?:từ )?(?:năm )?\b((?:19|20)\d\d) ?(?:-|"
    r"đến(?: hết)?(?: năm)?) ?(?:năm )?((?:19|20)\d\d)\b"
)
_UNTIL = re.compile(r"(?:đến|cuối|tới)(?: hết)?(?: cuối)? năm ((?:19|20)\d\d)")
_YEAR = re.compile(r"(?<!tháng \d\d )(?<!tháng \d )\bnăm ((?:19|20)\d\d)\b")
_MONTH = re.compile(r"\btháng (\d{1,2})(?: ?/ ?| năm )((?:19|20)\d\d)\b")
_MONTHS = 12
_OUTLOOK = re.compile(
    r"[,;]?\s*(?:và )?(?:có )?(?:định hướng|tầm nhìn|hướng tới)"
    r"(?: (?:đến|tới|hết|năm|giai đoạn|thời kỳ|cho|phát triển|là)){0,4}"
    r" (?:19|20)\d\d(?: ?(?:-|đến(?: năm)?) ?(?:năm )?(?:19|20)\d\d)?"
)
_CITED = re.compile(
    r"(?:quyết định|nghị quyết|chỉ thị|kế hoạch|kết luận|thông báo|chương trình|công văn|luật|"
    r"nghị định|thông tư|thông tri|đề án)[^,;]{0,40}?(?:số )?\d+[^\s]*[/-]\S+"
    r"(?: ngày (?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}))?"
)
_DAYS = re.compile(r"ngày \d{1,2}(?: tháng \d{1,2} năm \d{4}|[/.-]\d{1,2}[/.-]\d{4})")


def find_period(title: str | None) -> Period | None:
    """The first and last day that a plan's title says it covers.

    Years inside days (`ngày 21/10/2025`) do not count, nor does an outlook (`định hướng đến`, `tầm nhìn đến`).

    Example:
        >>> find_period("Cải cách hành chính năm 2022 và giai đoạn 2022 - 2025")
        (datetime.date(2022, 1, 1), datetime.date(2025, 12, 31))
    """
    words = " ".join((title or "").lower().replace("–", "-").split())
    words = _OUTLOOK.sub("", words)
    if cited := _CITED.search(words):
        head, tail = words[: cited.start()], words[cited.end() :]
        return _years(head) or _years(_own_tail(tail)) or _years(_CITED.sub("", tail))
    return _years(words)


def _own_tail(tail: str) -> str:
    """Behind a cited document its title follows; only what comes after the place words is the plan's own."""
    cut = re.search(
        r"trên địa bàn|của (?:ủy ban nhân dân|ubnd)? ?(?:tỉnh|thành phố|huyện)|tại (?:tỉnh|thành phố)|"
        r"(?<!đến )(?<!tới )(?<!hết )\bnăm 20\d\d$",
        tail,
    )
    return tail[cut.start() :] if cut else ""


def _years(words: str) -> Period | None:
    words = _DAYS.sub("", words)
    first: list[int] = []
    last: list[int] = []
    for match in _STAGE.finditer(words):
        first.append(int(match[1]))
        last.append(int(match[2]))
    for match in _UNTIL.finditer(words):
        last.append(int(match[1]))
    plain = _UNTIL.sub("", words)
    for match in _YEAR.finditer(plain):
        first.append(int(match[1]))
        last.append(int(match[1]))
    if not last:
        return _month(words)
    start = datetime.date(min(first), 1, 1) if first else None
    return start, datetime.date(max(last), 12, 31)


def _month(words: str) -> Period | None:
    """The one month that a plan covers: `công tác tháng 10 năm 2025`."""
    months = {(int(match[2]), int(match[1])) for match in _MONTH.finditer(words)}
    if len(months) != 1 or not 1 <= next(iter(months))[1] <= _MONTHS:
        return None
    year, month = months.pop()
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
