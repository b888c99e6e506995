"""Roles in a sentence: its subject, and whom it says to cooperate with.

Works on prepared text (`cancu.ingest.agency_words.prepare_text`). The subject of an administrative sentence stands
at its beginning, behind an order (`Giao`, `Yêu cầu`) or behind an adverbial and a comma; everything later is an object.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from cancu.ingest.agency_bodies import opens_predicate, read_body, read_unit_subject, read_unknown
from cancu.ingest.agency_phrases import read_names, read_phrase
from cancu.ingest.agency_words import (
    Words,
    is_predicate,
    is_verb,
    match_list,
    opening_words,
)
from cancu.ingest.lead_ins import SUPERIORS, only_demands, read_guided
from cancu.ontology.agencies import load_agency_groups
from cancu.ontology.tables import read_table

_WINDOW = 700
_SENTENCES = 12
_SEPARATORS = frozenset({",", ";", "và"})
_RELATION_REACH = 24
_LIST_REACH = 36
_TOPIC = re.compile(r"Về [^:]{4,900}: ?(?=[A-ZĐÀ-Ỹ])")
_SUBJECT_MATTER = re.compile(r"(?![^:]*\b[Pp]hối hợp\b)[^:.;]{4,260}: (?=[A-ZĐÀ-Ỹ]|(?:giao|đề nghị|yêu cầu) )")
"""What an item is about, in front of the sentence that assigns it: `Trạm cấp nước liên xã: Sở Xây dựng chủ trì …`."""
_TITLE = re.compile(r"(?:[Tt]rách nhiệm|[Nn]hiệm vụ) của ")
_SENTENCE = re.compile(r"(?:[.] |; (?=[Cc]ác |[Tt]ừng |[Mm]ỗi |[A-ZĐỦ]))([^\W\d_]+)")
_ORDER = re.compile(
    r"(?:(?:Đồng thời|Vì vậy|Do đó|Do vậy|Theo đó|Ngoài ra|Bên cạnh đó|Trước mắt),? )?"
    r"(?:(?:(?:Phó )?Thủ tướng(?: Thường trực)?(?: Chính phủ)?(?: [A-ZĐÀ-Ỹ]\w+){0,4}|Chính phủ"
    r"|UBND(?: (?:tỉnh|huyện|xã|phường|[Tt]hành phố"
    r"|thị xã))?(?: [A-ZĐ]\w+){0,4}|Chủ tịch UBND \w+),? )?"
    r"(?:[Tt]rân trọng )?(?:[Gg]iao(?: nhiệm vụ cho| cho)?|[Pp]hân công(?: cho)?|[Yy]êu cầu|[Đđ]ề nghị"
    r"|[Ủủ]y quyền(?: cho)?) "
)
_AGREES = frozenset({("thống", "nhất"), ("nhất", "trí"), ("đồng", "ý"), ("ghi", "nhận"), ("hoan", "nghênh")})
_COOPERATION = re.compile(r"[Pp]hối(?: kết)? hợp")
_WITH_HELP_OF = re.compile(
    r"(?:sự|cùng) (?:phối hợp|tham gia|hỗ trợ)(?: chặt chẽ| tích cực)? (?:của|từ) "
    r"|(?<!ồng )(?<!ùng )[Cc]hủ trì,? cùng(?: với)? "
)
_LEADS = re.compile(r"[Cc]hủ trì(?: [^,;.:]{1,120})?(?:[,;] và |[,;] | và )")
_JOINT_LEAD = re.compile(r"(?:[Đđ]ồng|[Cc]ùng) chủ trì,? (?:cùng với|cùng|với)(?: các cơ quan)? ")
_MANNER = re.compile(
    r" ?,? ?(?:một cách )?(?:chặt chẽ|thường xuyên|đồng bộ|hiệu quả|tốt|kịp thời|có hiệu quả)?"
    r"(?:,? ?(?:hỗ trợ|giúp đỡ|giúp|tham gia)(?!\w))?,? ?(?:với|cùng với|cùng|và)? ?:? ?"
)
_NAMING = re.compile(
    r"(?:sự|quy chế|cơ chế|phương án|công tác|chương trình|kế hoạch|hiệu quả|chế độ|quan hệ|kết quả|hoạt động|thông tin"
    r"|quy trình|việc"
    r"|tinh thần|phương thức|nội dung|được giao|chủ trì hoặc|năng lực|khả năng|nhiệm vụ|đầu mối|thỏa thuận|tổ chức) $"
)


def find_subject(value: str) -> list[str]:
    """The agencies that the sentence obliges: its subject or the addressee of its order; empty where it names none.

    A topic in front (`Về đề nghị …: Giao …`) is passed over.
    """
    topic = _TOPIC.match(value)
    subject = _find_subject_at(value, topic.end() if topic is not None else 0) or _read_behind_matter(value)
    return [] if only_demands(value, subject) else read_guided(value) or subject


def _read_behind_matter(value: str) -> list[str]:
    """The subject behind what the item is about, up to a colon."""
    matter = _SUBJECT_MATTER.match(value)
    if matter is None:
        return []
    if order := _ORDER.match(value, matter.end()):
        return _read_addressed(value, order)
    words = Words(value, matter.end(), matter.end() + _WINDOW)
    if match_list(words, 0, "things"):
        return []
    names, end = read_names(words, 0)
    return names if names and _is_followed_by_act(words, end, strict=True) else []


def _find_subject_at(value: str, start: int) -> list[str]:
    """The agencies obliged by the sentence that begins at `start`."""
    order = _ORDER.match(value, start)
    if order is not None and (names := _read_addressed(value, order)):
        return names
    words = Words(value, start, start + _WINDOW)
    title = _TITLE.match(value, start)
    names, end = read_names(words, 0)
    if names:
        if addressed := _read_addressees(words, end, names):
            return addressed
        if names[0].startswith(SUPERIORS) and (words.at(end), words.at(end + 1)) in _AGREES:
            return []
        if _is_followed_by_act(words, end) or opens_predicate(words, end):
            return names
        obliged = _obliged_at(words, end) if len(names) > 1 else 0
        return _complete(words, end, obliged, names) if obliged else []
    if title is not None:
        return _read_titled(Words(value, title.end(), title.end() + _WINDOW))
    if match_list(words, 0, "openers"):
        return _read_after_opener(words)
    return read_unknown(words) or read_body(words, 0)


def find_later_subjects(value: str, helpers: Sequence[str], *, parallel: bool) -> list[str]:
    """The agencies that later sentences of an item oblige (`… Ủy ban nhân dân Thành phố chỉ đạo …`).

    Args:
        value: prepared text of the item
        helpers: agencies that take part; behind a semicolon they go on with the list of those
        parallel: whether the item begins with a subject, too, so that a name behind a semicolon may be the next one
    """
    names: list[str] = []
    topic = _TOPIC.match(value)
    ordered = topic is not None or _ORDER.match(value) is not None
    for stop in islice(_SENTENCE.finditer(value), _SENTENCES):
        if stop[0][0] == "." and (order := _ORDER.match(value, stop.start(1))):
            names += [name for name in _read_addressed(value, order) if name not in names]
        elif stop[1].lower() in opening_words():
            words = Words(value, stop.start(1), stop.start(1) + _WINDOW)
            found, end = read_names(words, 0)
            listed = stop[0][0] == ";" and stop[1][0].isupper() and stop[1] != "Các" and (bool(helpers) or not parallel)
            if listed and not ordered and match_list(words, end, "modals") <= end:
                continue
            if not found:
                found = read_unknown(words)
            elif not _is_followed_by_act(words, end, strict=True):
                continue
            others = helpers if stop[0][0] == ";" else ()
            names += [name for name in found if name not in names and name not in others]
    return names


def _read_addressed(value: str, order: re.Match[str]) -> list[str]:
    """The agencies right behind an order."""
    words = Words(value, order.end(), order.end() + _WINDOW)
    return read_names(words, 0)[0] or (read_body(words, 0) if words.at(0) == "các" else [])


def _read_addressees(words: Words, end: int, names: list[str]) -> list[str]:
    """Whom a superior body orders to act: `Thủ tướng Chính phủ yêu cầu Chủ tịch UBND các tỉnh …`."""
    if words.at(end) == ",":
        end += 1
    for order in ("giao",), ("yêu", "cầu"), ("đề", "nghị"):
        if words.follows(end, *order):
            start = end + len(order)
            found, _ = read_names(words, start)
            if found and (
                words.at(start) in {"các", "chủ", "thủ", "giám", "ubnd", "quý"} or names[0].startswith(SUPERIORS)
            ):
                return found
    return []


def _obliged_at(words: Words, index: int) -> int:
    """Where a long list of subjects, of which the grammar knows the beginning, is obliged in its sentence, or 0."""
    for place in range(index, min(index + _LIST_REACH, len(words))):
        if words.low[place] in {".", ";", ":"}:
            return 0
        if match_list(words, place, "modals") > place or words.follows(place, "trong", "phạm", "vi"):
            return place
    return 0


def _complete(words: Words, index: int, end: int, names: list[str]) -> list[str]:
    """The subjects up to `end`; what the grammar does not know counts as printed if it begins like a body."""
    found = list(names)
    while index < end:
        more, behind = read_names(words, index)
        if not more:
            behind = index
            while behind < end and words.low[behind] not in _SEPARATORS:
                behind += 1
            plural = words.at(index) == "các" and words.is_capital(index + 1)
            name = words.printed(index, behind)
            more = [name[:1].upper() + name[1:]] if plural else []
        found += [name for name in more if name not in found]
        index = max(behind, index) + 1
    return found


def _read_titled(words: Words) -> list[str]:
    """`Trách nhiệm của Bộ X` run together with the sentence below it: the capital of its verb shows the seam."""
    names, end = read_names(words, 0)
    if names and _is_followed_by_act(words, end, strict=True):
        return names
    for place in range(end, min(end + _LIST_REACH, len(words))) if names else ():
        opens = is_verb(words, place) or match_list(words, place, "openers") > place
        if words.is_capital(place) and (place == end or opens):
            return names
    return []


def _is_followed_by_act(words: Words, index: int, *, strict: bool = False) -> bool:
    """Whether what stands behind a subject says what it does; a passive is no act, except that of being charged."""
    if words.at(index) in ({","} if strict else {",", ":", ";"}):
        index += 1
    related = words.at(index) in {"tới", "đến"} and words.at(index - 1) == "quan"
    if related or words.follows(index, "có", "liên", "quan"):
        return any(match_list(words, place, "modals") > place for place in range(index + 3, index + _RELATION_REACH))
    if words.at(index) in {"được", "bị"}:
        return words.at(index + 1) in {"giao", "phân"}
    if words.follows(index, "trên", "cơ", "sở"):
        return True
    if match_list(words, index, "no_acts") > index and not is_verb(words, index):
        return False
    if strict and words.at(index) in {"trong", "để", "nhằm", "khi", "tại", "bằng", "qua", "sau", "nếu", "thì", "không"}:
        return words.follows(index, "trong", "phạm", "vi")
    return is_predicate(words, index) or is_verb(words, index) or words.at(index) == "quan"


def _read_after_opener(words: Words) -> list[str]:
    """The subject behind an adverbial: the first agencies behind a comma that an act follows."""
    index, governed = 0, False
    # behind `Để …, … ,` further acts are further purposes
    conditional = words.follows(0, "trong", "quá", "trình") or words.at(0) in {"để", "nhằm"}
    while index < len(words):
        word = words.low[index]
        if word == "." and words.is_capital(index + 1):
            break
        if word not in {",", ";"}:
            # an agency inside the adverbial ("đề xuất của các sở, ngành, Sở X …") is passed over
            inside, names = _read_inside(words, index)
            if names and word != "của" and match_list(words, inside, "modals") > inside:
                return names
            if asked := _read_asked(words, index):
                return asked
            governed = inside > index
            index = max(inside, index + 1)
            continue
        names = _read_behind_comma(words, index + 1) or read_unit_subject(words, index + 1)
        if names:
            addressed = governed and _read_behind_comma(words, index + 1, ordered=True)
            return addressed or (names[-1:] if governed else names)
        acts = is_verb(words, index + 1) and not words.follows(index + 1, "hoạt", "động", "của")
        if acts and not conditional:
            break
        index += 1
    return []


_NOUN_BEFORE = frozenset({"theo", "các", "những", "có", "của", "ứng", "khi", "tờ", "được", "nội", "dung", "và", "đúng"})


def _read_asked(words: Words, index: int) -> list[str]:
    """The addressees of an order that no comma parts from its adverbial: `…, nếu có vướng mắc đề nghị các đơn vị …`."""
    if words.at(index - 1) in _NOUN_BEFORE:
        return []
    for order in ("yêu", "cầu"), ("đề", "nghị"):
        if words.follows(index, *order):
            return read_names(words, index + len(order))[0]
    return []


def _read_inside(words: Words, index: int) -> tuple[int, list[str]]:
    """The index behind the agency at `index` inside an adverbial, or `index`, and its names."""
    start = index + 1 if words.at(index) == "của" else index
    if start == index and not (words.low[index] == "các" or words.is_capital(index)):
        return index, []
    inside = read_phrase(words, start, [], lenient=False)
    return (inside[1], inside[0]) if inside is not None else (index, [])


def _read_behind_comma(words: Words, index: int, *, ordered: bool = False) -> list[str]:
    """The agencies at `index` if they are `ordered` to act or an act follows."""
    start = index
    for order in ("giao",), ("yêu", "cầu"), ("đề", "nghị"):
        if words.follows(index, *order):
            start = index + len(order)
    names, end = read_names(words, start)
    if names and start == index:
        addressed = _read_addressees(words, end, names)
        if addressed:
            return addressed
    if ordered:
        return names if start > index else []
    if names and (start > index or _is_followed_by_act(words, end, strict=True)):
        return names
    if words.at(start) in {"đơn", "cơ"}:
        names, end = read_names(words, start, lenient=True)
        generic = any(name in load_agency_groups() for name in names)
        return names if names and _is_obliged_now(words, end, generic=generic) else []
    return []


def _is_obliged_now(words: Words, end: int, *, generic: bool) -> bool:
    """Whether an act follows; `cơ quan`, `đơn vị` without `các` are subjects only of what obliges them."""
    return words.at(end) in {"chịu", "có", "phải"} if generic else _is_followed_by_act(words, end, strict=True)


def find_joint_leads(value: str) -> list[str]:
    """The agencies with which the subject leads: `đồng chủ trì với Bộ X`."""
    cue = _JOINT_LEAD.search(value)
    return read_names(Words(value, cue.end(), cue.end() + _WINDOW), 0)[0] if cue is not None else []


def find_cooperation(value: str, begin: int = 0, end: int | None = None) -> list[str]:
    """The agencies behind every `phối hợp với` in `value[begin:end]`, up to the verb of the task.

    `phối hợp` as a noun (`quy chế phối hợp`), without an agency (`phối hợp, hướng dẫn …`), or as an act of somebody
    whom the subject directs (`chỉ đạo các ngành phối hợp với …`) names nobody.
    """
    stop = len(value) if end is None else end
    names: list[str] = []
    for cue in _COOPERATION.finditer(value, begin, stop):
        if _NAMING.search(value, max(0, cue.start() - 40), cue.start()) or _is_caused(value, cue.start()):
            continue
        gap = _MANNER.match(value, cue.end())
        start = gap.end() if gap is not None else cue.end()
        found, _ = read_names(Words(value, start, min(start + _WINDOW, stop)), 0, lenient=True)
        names += [name for name in found if name not in names]
    names += [name for name in _read_helpers(value, begin, stop) if name not in names]
    return names


def _read_helpers(value: str, begin: int, stop: int) -> list[str]:
    """Those who take part as subjects or givers of help: `…; các sở, ngành phối hợp`, `với sự tham gia của Sở Y`."""
    names: list[str] = []
    for cue in _WITH_HELP_OF.finditer(value, begin, stop):
        names += read_names(Words(value, cue.end(), min(cue.end() + _WINDOW, stop)), 0)[0]
    for cue in islice(_LEADS.finditer(value, begin, stop), _SENTENCES):
        words = Words(value, cue.end(), min(cue.end() + _WINDOW, stop))
        found, end = read_names(words, 0, lenient=True)
        end = max(end, match_list(words, end, "modals"))
        if words.follows(end, "phối", "hợp") or words.follows(end, "là", "đơn", "vị", "phối", "hợp"):
            names += found
    return names


@cache
def _causatives() -> re.Pattern[str]:
    verbs = sorted(read_table("assignment_words")["causatives"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(f'[{verb[0].upper()}{verb[0]}]{verb[1:]}' for verb in verbs)}) ")


def _is_caused(value: str, cue: int) -> bool:
    """Whether somebody else cooperates: `chỉ đạo các ngành phối hợp với …`; an opening order does not count."""
    begin = max(value.rfind(".", 0, cue), value.rfind(";", 0, cue), cue - 200, -1) + 1
    for verb in _causatives().finditer(value, begin, cue):
        start = begin + 1 if value[begin : begin + 1] == " " else begin
        if verb[0].startswith(("Giao", "Yêu cầu", "Đề nghị")) or _ORDER.fullmatch(value, start, verb.end()):
            continue
        words = Words(value, verb.end(), cue)
        names, end = read_names(words, 0, lenient=True)
        rest = words.low[end:]
        if names and len(rest) <= 6 and not {",", ";", ":"}.intersection(rest[:1]) and ";" not in rest:
            return True
    return False
