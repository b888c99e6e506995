"""When a task is due: deadlines of fields, table cells and sentences.

A field of time holds nothing but time, so every expression in it counts; in a sentence only those count that a cue makes a
deadline (`trước ngày`, `chậm nhất`, `trong quý`, `phấn đấu năm`) or that stand as an adverbial of their own. Dates of cited
documents, starts without an end, and yearly dates are no due dates.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from functools import cache

from cancu.ingest.time_expressions import TimeExpression, scan_times
from cancu.ontology.orthography import unify_letters, unify_tone
from cancu.ontology.records import Deadline, Period

_DATE = r"\d{1,2}(?:\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\stháng\s\d{1,2}\s?năm\s\d{4})"
_MARKUP = re.compile(r"\*\*|</?\w[^>]{0,80}>")


@cache
def _cited() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Numbers of documents with their date, and dates behind a document's name."""
    number = re.compile(
        rf"(?:[Ss]ố:?\s?)?\d+[a-zđ]?\s?(?:/\d{{4}})?\s?[/-]\s?[A-ZĐ]{{2,}}\w*(?:\s?-\s?[A-ZĐ][\w&]*)*(?:,?\s\(?ngày\s{_DATE})?"
        rf"|[Ss]ố:?\s?\d+\s(?:,\s)?ngày\s{_DATE}"
    )
    kinds = (
        "Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Kết luận|Công văn|Thông báo|Công điện"
        "|Chương trình|Tờ trình|Hướng dẫn|Quy định|Báo cáo"
    )
    named = re.compile(rf"(?:{kinds})(?:(?!trước|đến|chậm|hạn|xong|từ ngày|[.;]).){{0,160}}?ngày\s{_DATE}")
    return number, named


def _clean(text: str) -> str:
    """One spelling and single blanks, dates and numbers of cited documents blotted out."""
    text = unify_tone(unify_letters(_MARKUP.sub(" ", text)))
    text = " ".join(text.split())
    if any(character.isdigit() for character in text):
        for pattern in _cited():
            text = pattern.sub(lambda match: re.sub(r"\d", "#", match[0]), text)
    return text


_PERIODIC = re.compile(
    r"[Đđ]ịnh k[ỳì]|(?<!\w)(?:[Hh][àằ]ng|[Mm]ỗi) (?:năm|quý|tháng|tuần|ngày)(?:, (?:0?6|sáu) tháng)?(?:,? (?:và )?(?:hàng |hằng )?năm)?|năm báo cáo"
    r"|(?:0?6|[Ss]áu) tháng(?:, | và |/)(?:hàng |hằng |01 )?năm|(?:0?[1-9]|một|hai) (?:lần|đợt)/(?:năm|quý|tháng)|(?:0?[36]|sáu|ba) tháng/lần|(?:tháng|quý|năm) một lần"
)
_YEARLY_AFTER = re.compile(
    r"\s?(?:của |trong )?(?:[Hh][àằ]ng|mỗi) năm|\s?(?:năm báo cáo|năm kế hoạch|năm sau|năm trước)"
)
_ONGOING = re.compile(
    r"(?<!chi )(?<!phí )(?<!hoạt động )(?<!sự nghiệp )(?<!đầu tư )(?<!thu )[Tt]hường xuyên|[Ll]iên tục|[Xx]uyên suốt|trở đi|(?:những|các) năm (?:tiếp theo|sau|kế tiếp|tiếp sau)"
    r"|(?<!\w)[Hh]àng ngày"
)
_OPEN_AFTER = re.compile(
    r"\s?(?:trở đi|(?:và|đến) (?:những|các) năm (?:tiếp theo|sau|kế tiếp|tiếp sau)|, (?:những|các) năm tiếp theo)"
)
_FROM_BEFORE = re.compile(r"(?:[Tt]ừ|[Bb]ắt đầu(?: từ)?|[Kk]ể từ|[Ss]au)(?: ngày| đầu| tháng| quý| năm| khi)? $")
_RANGE = re.compile(r"\s?(?:-|đến(?: hết)?|tới)(?: cuối| hết)?(?: ngày| tháng| quý)?\s?")
_WITHIN = re.compile(r"(?<!\w)(?:[Tt]rong|[Đđ]ến hết|[Hh]ết|[Cc]uối|[Cc]ả|đến cuối) năm(?! \d|\w)")
_OTHER_TEXT = re.compile(r"^[\W_]*(?:[Tt]heo|[Tt]ại) ")
_DEPENDS = re.compile(
    r"(?:(?:^|[;.(,] ?)(?:[Tt]heo|[Ss]au khi|[Nn]gay sau khi|[Kk]hi có|[Kk]hi|[Ss]au) )(?P<on>[^;().]{3,160})"
)
_NUMBER = re.compile(r"(?:số:? ?)?(\d+[a-zđ]?(?:/\d{4})?[/-][A-ZĐ][\w&-]*)")


def plan_year(period: Period | None, issued: datetime.date | None = None) -> int | None:
    """The one year that a plan covers, None where it covers several or says none.

    A plan that prints only its end covers one year when it was issued in that year.

    Example:
        >>> plan_year((datetime.date(2022, 1, 1), datetime.date(2022, 12, 31)))
        2022
    """
    if period is None or period[1] is None:
        return None
    start, end = period
    first = start or issued
    if first is None:
        return None
    return end.year if first.year == end.year else None


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
    printed = " ".join(_MARKUP.sub(" ", text).split()).lstrip(":-+ ").rstrip(" ;,")
    if not any(character.isalnum() for character in printed):
        return None
    value = _clean(text)
    year = plan_year(period, issued)
    times = [found for found in scan_times(value) if not _is_elsewhere(value, found)]
    due = _due_days(value, times, year)
    ongoing = bool(_ONGOING.search(value))
    if not times and not ongoing and year and _WITHIN.search(value) and not _PERIODIC.search(value):
        due = (datetime.date(year, 12, 31),)
    return Deadline(
        text=printed,
        due=due,
        ongoing=ongoing,
        periodic=bool(_PERIODIC.search(value)),
        depends_on=_find_dependence(printed),
    )


def _is_elsewhere(value: str, found: TimeExpression) -> bool:
    """Whether an expression stands in a clause that leaves the time to another document."""
    begin = max(value.rfind(mark, 0, found.start) for mark in (";", ". ")) + 1
    return _OTHER_TEXT.match(value[begin : found.start]) is not None


def _find_dependence(printed: str) -> str | None:
    match = _DEPENDS.search(printed)
    if match is None:
        return None
    number = _NUMBER.search(match["on"])
    phrase = match["on"].strip(" ,")
    if number is None and phrase.startswith(("quy định", "định kỳ", "yêu cầu", "đó", "thời gian")):
        return None
    return number[1] if number is not None else phrase


def _due_days(value: str, times: Sequence[TimeExpression], year: int | None) -> tuple[datetime.date, ...]:
    """Last days of the milestones, ascending."""
    days = set()
    for place, found in enumerate(times):
        before, after = value[: found.start], value[found.end :]
        if place + 1 < len(times) and _is_range_start(value, found, times[place + 1]):
            continue
        if _OPEN_AFTER.match(after) or (found.year is None and _YEARLY_AFTER.match(after)):
            continue
        if _FROM_BEFORE.search(before) and not (place and _is_range_start(value, times[place - 1], found)):
            continue
        if found.year is None and found.kind in {"day", "month"} and _PERIODIC.search(_clause(value, found)):
            continue
        day = found.last_day(year or _near_year(times, place))
        if day is not None:
            days.add(day)
    return tuple(sorted(days))


def _is_range_start(value: str, found: TimeExpression, following: TimeExpression) -> bool:
    return found.end <= following.start and _RANGE.fullmatch(value, found.end, following.start) is not None


def _clause(value: str, found: TimeExpression) -> str:
    begin = max(value.rfind(";", 0, found.start), value.rfind(". ", 0, found.start)) + 1
    end = value.find(";", found.end)
    return value[begin : end if end >= 0 else len(value)]


def _near_year(times: Sequence[TimeExpression], place: int) -> int | None:
    """The year printed next in the text, else the one before."""
    following = (found.year for found in times[place + 1 :] if found.year)
    return next(following, None) or next((found.year for found in reversed(times[:place]) if found.year), None)


# --- sentences ---

_CUE = re.compile(
    r"(?:(?:[Cc]hậm nhất|[Mm]uộn nhất|[Tt]rước|[Xx]ong|[Hh]oàn thành|[Hh]ạn chót|[Tt]hời hạn|[Tt]hời gian|[Đđ]ến|[Tt]ới|[Hh]ết|[Tt]rong|[Vv]ào|[Pp]hấn đấu"
    r"|[Cc]uối|[Đđ]ầu|[Tt]ừ nay|[Tt]ừ|[Nn]gay|thời điểm|là|[Gg]iai đoạn|[Nn]gày|hạn|[Tt]háng)[ :]{1,2}(?:thời điểm |ngày |hết |đến )?){1,4}$"
)
_STRONG = re.compile(
    r"(?:[Cc]hậm nhất|[Mm]uộn nhất|[Tt]rước|[Xx]ong|[Hh]oàn thành|hết|[Tt]rong|[Vv]ào|[Pp]hấn đấu|[Cc]uối|[Tt]ừ nay|hạn)"
)
_CLAUSE_START = re.compile(r"(?:^|[.;:(] ?|^[-+*] ?)$")
_NOT_DUE = re.compile(
    r"(?:tính|nộp|tiếp nhận|được cấp|được ban hành|đã ban hành|sinh|phát sinh|có hiệu lực|kể|tầm nhìn|định hướng|thời kỳ|sử dụng|công tác|kết quả|từ)"
    r"(?: đến| trước| từ| trong)(?: hết| ngày| năm| đầu)*\s?$"
)
_TARGET_AFTER = re.compile(
    r",|\s(?:đạt|có|phấn đấu|hoàn thành|tối thiểu|ít nhất|trên|\d+[,.]?\d*\s?%|tất cả|toàn bộ|giảm|tăng|thì|tỷ lệ|cơ bản)"
)
_NAME_BEFORE = re.compile(
    r"(?:[Kk]ế hoạch|[Cc]hương trình|[Cc]hỉ số|ngân sách|dự toán|khen thưởng|kinh phí|định mức|biên chế|chỉ tiêu|danh mục|[Đđ]ề án|nguồn vốn|CCHC)[^,;.]{0,60}$"
)
_WITHIN_DAYS = re.compile(
    r"(?:[Cc]hậm nhất |[Mm]uộn nhất )(?:là |sau |trong (?:thời hạn |vòng )?)?\d+ (?:ngày|tháng|giờ|tuần)(?: làm việc)?|[Tt]rong (?:thời hạn|vòng) \d+ (?:ngày|tháng|giờ|tuần)(?: làm việc)?"
)
_VERB_AFTER = re.compile(
    r" (?:theo dõi|quan tâm|rà soát|kiểm tra|đôn đốc|cập nhật|đánh giá|tổ chức|phối hợp|hướng dẫn|tuyên truyền|quán triệt|tổng hợp|báo cáo|thực hiện|đào tạo|duy trì"
    r"|thanh tra|giám sát|nắm|thông tin|tham mưu|triển khai|bồi dưỡng|nâng|đổi mới|thống kê|tiếp|trao đổi|chỉ đạo|gửi|xây dựng|công khai|công bố|lồng ghép|phổ biến|tập huấn)"
)
_END_AFTER = re.compile(r"\s?(?:[.,;)]|$| vào | trên | trong | và | các | công tác | việc )")


def find_deadline(text: str, period: Period | None = None, *, issued: datetime.date | None = None) -> Deadline | None:
    """Find the time that a sentence or paragraph sets for its task; None where it sets none.

    Args:
        text: the item's words, lines joined
        period: as in `parse_deadline`
        issued: as in `parse_deadline`

    Example:
        >>> found = find_deadline("Chậm nhất đến ngày 31/12/2018, các sở phải chấm dứt hợp đồng.")
        >>> found.text, found.due
        ('Chậm nhất đến ngày 31/12/2018', (datetime.date(2018, 12, 31),))
        >>> find_deadline("Thực hiện Quyết định số 545/QĐ-UBND ngày 04/4/2018 của UBND tỉnh.") is None
        True
    """
    value = _clean(text)
    spans: list[tuple[int, int]] = []
    times = []
    for found in scan_times(value):
        start = _cue_start(value, found, times)
        if start is not None:
            times.append(found)
            spans.append((start, _tail_end(value, found)))
    due = _due_days(value, times, plan_year(period, issued))
    year = plan_year(period, issued)
    within = None if times or not year else re.search(r"[Tt]ừ nay đến (?:hết|cuối) năm(?! \d)", value)
    if within is not None and year is not None:
        due = (datetime.date(year, 12, 31),)
        spans.append(within.span())
    ongoing = [match.span() for match in _ONGOING.finditer(value) if _is_own_act(value, match)]
    periodic = [match.span() for match in _PERIODIC.finditer(value) if _is_repeated(value, match)]
    limits = [match.span() for match in _WITHIN_DAYS.finditer(value)] if not spans else []
    if not (spans or ongoing or periodic or limits):
        return None
    return Deadline(
        text=_join_spans(value, [*spans, *ongoing, *periodic, *limits]),
        due=due,
        ongoing=bool(ongoing),
        periodic=bool(periodic),
    )


def _tail_end(value: str, found: TimeExpression) -> int:
    tail = _OPEN_AFTER.match(value, found.end) or (
        _YEARLY_AFTER.match(value, found.end) if found.year is None else None
    )
    return tail.end() if tail is not None else found.end


def _cue_start(value: str, found: TimeExpression, before: Sequence[TimeExpression]) -> int | None:
    """Where the deadline's words begin, None where the expression is no deadline."""
    if before and _is_range_start(value, before[-1], found):
        return before[-1].start
    head = value[max(0, found.start - 60) : found.start]
    if _NOT_DUE.search(head):
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


def _is_year_due(value: str, found: TimeExpression, cue: re.Match[str] | None, *, begins: bool) -> bool:
    """Whether a year or range of years is a deadline and not part of a name (`kế hoạch năm 2022`, `giai đoạn 2021 - 2025`)."""
    after = value[found.end : found.end + 40]
    if value[found.start].isdigit() and (cue is None or "giai đoạn" in cue[0].lower()):
        closed = value[found.end : found.end + 1] == ")" or " trở đi)" in after[:9]
        opening = value.rfind("(", 0, found.start)
        return (closed and opening >= 0 and found.start - opening < 20) or begins
    if begins and (cue is not None or value[found.start].isupper()):
        return True
    if cue is None:
        return _OPEN_AFTER.match(after) is not None and value[found.start : found.start + 1] == "N"
    words = cue[0]
    if re.search(r"[Pp]hấn đấu|[Hh]oàn thành|[Cc]hậm nhất|[Xx]ong|hết|[Cc]uối|[Vv]ào|[Tt]ừ nay|[Tt]rước", words):
        return True
    if re.search(r"[Tt]rong", words):
        clause = value[max(value.rfind(mark, 0, found.start) for mark in (";", ".", ",")) + 1 : found.start]
        return re.search(r"hoàn thành|ban hành|xong|phê duyệt|trình", clause, re.IGNORECASE) is not None
    if re.search(r"[Đđ]ến|[Tt]ừ", words):
        comma = value[: found.start - len(words)].rstrip().endswith((",", "nhất"))
        return (
            comma
            or _OPEN_AFTER.match(after) is not None
            or (_TARGET_AFTER.match(after) is not None and not after.startswith(","))
        )
    return False


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
