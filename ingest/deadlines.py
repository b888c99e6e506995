"""When a task is due: deadlines of fields, table cells and sentences.

A field of time holds nothing but time, so every expression in it counts; in a sentence only those count that a cue
makes a deadline (`trước ngày`, `chậm nhất`, `trong quý`, `phấn đấu năm`) or that stand as an adverbial of their own.
Dates of cited documents, starts without an end, and yearly dates are no due dates.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from cancu.ingest.milestones import (
    MARKUP,
    ONGOING,
    ONGOING_HINTS,
    OPEN_AFTER,
    PERIODIC,
    PERIODIC_HINTS,
    YEARLY_AFTER,
    clean_times,
    find_due_days,
    is_elsewhere,
    is_range_start,
    plan_year,
)
from cancu.ingest.time_expressions import TimeExpression, scan_bare_years, scan_times
from cancu.ontology.records import Deadline, Period

__all__ = ["find_deadline", "parse_deadline", "plan_year"]


_WITHIN = re.compile(r"(?<!\w)(?:[Tt]rong|[Đđ]ến hết|[Hh]ết|[Cc]uối|[Cc]ả|đến cuối) năm(?! \d|\w)")
_DEPENDS = re.compile(
    r"(?:(?:^|[;.(,] ?)(?:[Tt]heo|[Ss]au khi|[Nn]gay sau khi|[Kk]hi có|[Kk]hi|[Ss]au) )(?P<on>[^;().]{3,160})"
)
_NUMBER = re.compile(r"(?:số:? ?)?(\d+[a-zđ]?(?:/\d{4})?[/-][A-ZĐ][\w&-]*)")


def parse_deadline(text: str, period: Period | None = None, *, issued: datetime.date | None = None) -> Deadline | None:
    """Read a field or table cell of time; None where it is blank.

    Args:
        text: value of the field without its label
        period: days that the plan covers; a quarter or date without a year takes the plan's year if it has one
        issued: day of the document, by which a plan that prints only its end is known to cover one year

    Example:
        >>> year = (datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))
        >>> found = parse_deadline("Quý I ban hành kế hoạch; định kỳ báo cáo", year)
        >>> found.due, found.periodic
        ((datetime.date(2022, 3, 31),), True)
        >>> parse_deadline("Theo Kế hoạch số 140/KH-UBND ngày 14/10/2021 của UBND tỉnh").depends_on
        '140/KH-UBND'
    """
    printed = " ".join(MARKUP.sub(" ", text).split()).lstrip(":-+ ").rstrip(" ;,")
    if not any(character.isalnum() for character in printed):
        return None
    value = clean_times(text)
    year = plan_year(period, issued)
    times = list(scan_times(value))
    times = [found for found in [*times, *scan_bare_years(value, times)] if not is_elsewhere(value, found)]
    times.sort(key=lambda found: found.start)
    due = find_due_days(value, times, year, None if period else issued)
    ongoing = bool(ONGOING.search(value))
    if not times and not ongoing and year and _WITHIN.search(value) and not PERIODIC.search(value):
        due = (datetime.date(year, 12, 31),)
    return Deadline(
        text=printed,
        due=due,
        ongoing=ongoing,
        periodic=bool(PERIODIC.search(value)),
        depends_on=_find_dependence(printed),
    )


def _find_dependence(printed: str) -> str | None:
    match = _DEPENDS.search(printed)
    if match is None:
        return None
    number = _NUMBER.search(match["on"])
    phrase = match["on"].strip(" ,")
    if number is None and phrase.startswith(("quy định", "định kỳ", "yêu cầu", "đó", "thời gian")):
        return None
    return number[1] if number is not None else phrase


_CUE = re.compile(
    r"(?:(?:[Cc]hậm nhất|[Mm]uộn nhất|[Tt]rước|[Xx]ong|[Hh]oàn thành|[Hh]ạn chót|[Tt]hời hạn|[Tt]hời gian"
    r"|[Đđ]ến|[Tt]ới|[Hh]ết|[Tt]rong|[Vv]ào|[Pp]hấn đấu"
    r"|[Cc]uối|[Đđ]ầu|[Tt]ừ nay|[Tt]ừ|[Nn]gay|thời điểm|là|[Gg]iai đoạn|[Nn]gày|hạn"
    r"|[Tt]háng)[ :]{1,2}(?:\d{1,2}(?: giờ|h|g) ?(?:\d{2} ?)?(?:phút ?)?,? ?)?(?:thời điểm |ngày |hết |đến )?){1,4}$"
)
_STRONG = re.compile(
    r"(?:[Cc]hậm nhất|[Mm]uộn nhất|[Tt]rước|[Xx]ong|[Hh]oàn thành|hết|[Tt]rong|[Vv]ào|[Pp]hấn đấu|[Cc]uối"
    r"|[Tt]ừ nay|hạn)"
)
_LISTED = re.compile(r"\s?(?:,|;|và)\s?")
_GOAL = re.compile(r"[Pp]hấn đấu [^.;]{0,140}$")
_CLAUSE_START = re.compile(r"(?:^|[.;:(] ?|^[-+*] ?)$")
_NOT_DUE = re.compile(
    r"(?:[Tt]ính|(?<![,;] )(?<!và )[Nn]ộp|tiếp nhận|được cấp|được ban hành|đã ban hành|sinh|phát sinh"
    r"|(?<!đảm )(?<!bảo )có hiệu lực|kể|tầm nhìn"
    r"|định hướng|thời kỳ|sử dụng|công tác|kết quả(?! trước)|từ)"
    r"(?: đến| trước| từ| trong)(?: hết| ngày| năm| đầu)*\s?$"
)
_PAST = re.compile(r"(?<!\w)(?:đã|theo cam kết|(?<!đảm có )(?<!bảo có )hiệu lực|hoạt động cách mạng|đang hưởng)(?!\w)")
_NAMED_SPAN = re.compile(r"(?:năm|[Kk]ế hoạch|kỳ|đoạn \d) $")
_TARGET_AFTER = re.compile(
    r", (?:đảm bảo|bảo đảm|phấn đấu|đạt) "
    r"|\s(?:đạt|có|phấn đấu|hoàn thành|tối thiểu|ít nhất|trên|\d+[,.]?\d*\s?%|tất cả|toàn bộ|giảm|tăng|thì"
    r"|tỷ lệ|cơ bản)"
)
_NAME_BEFORE = re.compile(
    r"(?:[Kk]ế hoạch|[Cc]hương trình|[Cc]hỉ số|ngân sách|dự toán|khen thưởng|phương án|trợ cấp|phụ cấp|thu nhập|[Nn]ghỉ"
    r"|mức|lương|kinh phí|định mức|biên chế|chỉ tiêu|danh mục|[Đđ]ề án|nguồn vốn|CCHC)[^,;.]{0,60}$"
)
_WITHIN_DAYS = re.compile(
    r"(?:[Cc]hậm nhất |[Mm]uộn nhất )(?:là |sau |trong (?:thời hạn |vòng )?)?\d+ (?:ngày|tháng|giờ"
    r"|tuần)(?: làm việc)?|[Tt]rong (?:thời hạn|vòng) \d+ (?:ngày|tháng|giờ|tuần)(?: làm việc)?"
)
_VERB_AFTER = re.compile(
    r" (?:theo dõi|quan tâm|rà soát|kiểm tra|đôn đốc|cập nhật|đánh giá|tổ chức|phối hợp|hướng dẫn|tuyên truyền"
    r"|quán triệt|tổng hợp|báo cáo|thực hiện|đào tạo|duy trì"
    r"|thanh tra|giám sát|nắm|thông tin|tham mưu|triển khai|bồi dưỡng|nâng|đổi mới|thống kê|tiếp|trao đổi"
    r"|chỉ đạo|gửi|xây dựng|công khai|công bố|lồng ghép|phổ biến|tập huấn)"
)
_END_AFTER = re.compile(r"\s?(?:[.,;)]|$| vào | trên | trong | và | các | công tác | việc )")


def find_deadline(text: str, period: Period | None = None, *, issued: datetime.date | None = None) -> Deadline | None:
    """Find the time that a sentence or paragraph sets for its task; None where it sets none.

    Args:
        text: the item's words, lines joined
        period: as in `parse_deadline`
        issued: as in `parse_deadline`; a date before it is no deadline

    Example:
        >>> found = find_deadline("Chậm nhất đến ngày 31/12/2018, các sở phải chấm dứt hợp đồng.")
        >>> found.text, found.due
        ('Chậm nhất đến ngày 31/12/2018', (datetime.date(2018, 12, 31),))
        >>> find_deadline("Thực hiện Quyết định số 545/QĐ-UBND ngày 04/4/2018 của UBND tỉnh.") is None
        True
    """
    value = clean_times(text)
    spans: list[tuple[int, int]] = []
    times: list[TimeExpression] = []
    for found in scan_times(value):
        start = _cue_start(value, found, times)
        if start is not None and not _is_over(found, issued):
            times.append(found)
            spans.append((start, _tail_end(value, found)))
    due = find_due_days(value, times, plan_year(period, issued), None if period else issued)
    year = plan_year(period, issued)
    within = None if times or not year else re.search(r"[Tt]ừ nay đến (?:hết|cuối) năm(?! \d)", value)
    if within is not None and year is not None:
        due = (datetime.date(year, 12, 31),)
        spans.append(within.span())
    ongoing = [match.span() for match in _find_all(ONGOING, ONGOING_HINTS, value) if _is_own_act(value, match)]
    periodic = [match.span() for match in _find_all(PERIODIC, PERIODIC_HINTS, value) if _is_repeated(value, match)]
    limits = [] if spans else [match.span() for match in _find_all(_WITHIN_DAYS, (" thời hạn", " vòng", "ất "), value)]
    if not (spans or ongoing or periodic or limits):
        return None
    return Deadline(
        text=_join_spans(value, [*spans, *ongoing, *periodic, *limits]),
        due=due,
        ongoing=bool(ongoing),
        periodic=bool(periodic),
    )


def _find_all(pattern: re.Pattern[str], hints: tuple[str, ...], value: str) -> Iterator[re.Match[str]]:
    """All matches; the pattern is tried only where one of the plain strings occurs that every match contains."""
    return pattern.finditer(value) if any(hint in value for hint in hints) else iter(())


def _tail_end(value: str, found: TimeExpression) -> int:
    tail = OPEN_AFTER.match(value, found.end) or (YEARLY_AFTER.match(value, found.end) if found.year is None else None)
    return tail.end() if tail is not None else found.end


def _cue_start(value: str, found: TimeExpression, before: Sequence[TimeExpression]) -> int | None:
    """Where the deadline's words begin, None where the expression is no deadline."""
    if before and (is_range_start(value, before[-1], found) or _LISTED.fullmatch(value, before[-1].end, found.start)):
        return before[-1].start
    head = value[max(0, found.start - 60) : found.start]
    if _NOT_DUE.search(head) or _is_past_or_quoted(value, found):
        return None
    cue = _CUE.search(head)
    start = found.start - (len(head) - cue.start()) if cue is not None else found.start
    begins = _CLAUSE_START.search(value[max(0, start - 3) : start]) is not None
    if found.kind in {"year", "range"}:
        return start if _is_year_due(value, found, cue, begins=begins) else None
    strong = cue is not None and _STRONG.search(cue[0]) is not None
    if found.kind == "day":
        plain = cue is not None and re.search(r"[Đđ]ến|[Tt]ừ|[Vv]ào", cue[0]) is not None
        return start if strong or plain or (begins and cue is not None) else None
    return start if cue is not None or begins else None


def _is_over(found: TimeExpression, issued: datetime.date | None) -> bool:
    """Whether a printed date was past when the document was issued, so that it cannot be when something is due."""
    if issued is None or found.kind != "day" or found.year is None:
        return False
    day = found.last_day()
    return day is not None and day < issued


def _is_past_or_quoted(value: str, found: TimeExpression) -> bool:
    """Whether an expression tells of what has happened (`đã … trước ngày`), of validity, or stands in a title."""
    clause = value[max(0, found.start - 120) : found.start]
    opened = clause.rfind("“")
    if opened >= 0 and clause.rfind("”") < opened and "”" in value[found.end : found.end + 200]:
        return True
    clause = clause[max(clause.rfind(mark) for mark in ",;.:") + 1 :]
    return _PAST.search(clause) is not None


def _is_year_due(value: str, found: TimeExpression, cue: re.Match[str] | None, *, begins: bool) -> bool:
    """Whether a year or a range of years is a deadline and not part of a name (`kế hoạch năm 2022`)."""
    after = value[found.end : found.end + 40]
    if value[found.start].isdigit() and (cue is None or "giai đoạn" in cue[0].lower()):
        closed = value[found.end : found.end + 1] == ")" or " trở đi)" in after[:9]
        opening = value.rfind("(", 0, found.start)
        named = opening >= 0 and _NAMED_SPAN.search(value, max(0, opening - 20), opening) is not None
        return not named and ((closed and opening >= 0 and found.start - opening < 20) or begins)
    if begins and (cue is not None or value[found.start].isupper() or re.match(r"\)| và |[,;]", after)):
        return True
    if cue is None:
        goal = _GOAL.search(value, max(0, found.start - 150), found.start) if re.match(r"[,;.)]", after) else None
        if goal is not None and _NAME_BEFORE.search(goal[0]) is None:
            return True
        return OPEN_AFTER.match(after) is not None and value[found.start : found.start + 1] == "N"
    words = cue[0]
    if re.search(r"[Pp]hấn đấu|[Hh]oàn thành|[Cc]hậm nhất|[Xx]ong|hết|[Cc]uối|[Vv]ào|[Tt]ừ nay|[Tt]rước", words):
        return True
    if re.search(r"[Tt]rong", words):
        if "gay trong" in words or _GOAL.search(value, max(0, found.start - 150), found.start):
            return True
        clause = value[max(value.rfind(mark, 0, found.start) for mark in (";", ".", ",")) + 1 : found.start]
        return re.search(r"hoàn thành|ban hành|xong|phê duyệt|trình", clause, re.IGNORECASE) is not None
    if re.search(r"[Đđ]ến|[Tt]ừ", words):
        comma = value[: found.start - len(words)].rstrip().endswith((",", "nhất"))
        return (
            comma
            or OPEN_AFTER.match(after) is not None
            or _TARGET_AFTER.match(after) is not None
            or (found.kind == "year" and re.match(r"[.;]|$", after) is not None and _is_plain_act(value, found))
            or (found.kind == "range" and re.match(r"[.;)]|$", after) is not None and _is_own_span(value, found, words))
        )
    return False


_TITLE_WORDS = re.compile(
    r"(?<!\w)(?:[Kk]ế hoạch|[Đđ]ề án|[Cc]hương trình|[Cc]hiến lược|[Qq]uy hoạch|[Nn]ghị quyết|[Qq]uyết định|[Dd]ự án|về"
    r"|định hướng|[Mm]ục tiêu|tầm nhìn|[Gg]iai đoạn|[Ll]ộ trình|[Đđ]ịnh mức|nhiệm kỳ|[Bb]áo cáo|dự báo|nhu cầu"
    r"|[Cc]hỉ tiêu)(?!\w)"
)


def _is_plain_act(value: str, found: TimeExpression) -> bool:
    """Whether `… đến năm 2030.` closes a clause that names no document or goal to which the year may belong."""
    begin = max(value.rfind(mark, 0, found.start) for mark in (";", ".", ":", "“")) + 1
    return begin > 0 and _TITLE_WORDS.search(value, begin, found.start) is None


def _is_own_span(value: str, found: TimeExpression, words: str) -> bool:
    """Whether `từ năm 2021 đến năm 2025` is said of the item's work and is no part of a name."""
    before = value[max(0, found.start - len(words) - 80) : found.start - len(words)]
    return "từ" in words.lower() and _NAME_BEFORE.search(before) is None


def _is_own_act(value: str, match: re.Match[str]) -> bool:
    """Whether `thường xuyên` is said of an act of the item; open ends always count."""
    if match[0].lower().startswith(("liên", "xuyên")):
        return re.match(r" (?:từ |giai đoạn |năm )*\d{4}", value[match.end() : match.end() + 30]) is not None
    if not match[0].lower().startswith(("thường", "hàng")):
        return True
    if _VERB_AFTER.match(value, match.end()):
        return True
    return _END_AFTER.match(value, match.end()) is not None and not match[0][0].isupper()


def _is_repeated(value: str, match: re.Match[str]) -> bool:
    """Whether `hằng năm`, `định kỳ` is said of an act and not part of a name."""
    before = value[max(0, match.start() - 80) : match.start()]
    if match[0].startswith(("Đ", "H", "M")) or match[0].endswith(("kỳ", "kì")):
        return not re.search(r"(?:danh mục|chuyển đổi|vị trí) $", before)
    return _NAME_BEFORE.search(before) is None


def _join_spans(value: str, spans: Iterable[tuple[int, int]]) -> str:
    """The printed pieces in text order, overlapping and touching ones joined."""
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 3:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return "; ".join(value[start:end].strip(" ,;") for start, end in joined)
