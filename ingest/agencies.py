"""Who leads and who takes part: agencies in fields, table cells, headings and sentences.

A field or cell is a list of agencies and nothing else; `split_agencies` reads it whole. In a sentence the subject leads
and `phối hợp` names those that take part; `find_assignment` reads both and stops where the verb of the task begins. A
heading may name the agencies to whom the items below it belong; `read_agency_heading` tells. Names are canonical
(`cancu.ontology.agencies.canonical_agency`), groups are unified as the extraction contract says.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from cancu.ingest.agency_phrases import read_names, read_phrase_end
from cancu.ingest.agency_words import Words, is_predicate, is_verb
from cancu.ontology.agencies import canonical_agency, expand_abbreviations, normalize_agency_text
from cancu.ontology.tables import read_table

__all__ = ["Assignment", "canonical_agency", "find_assignment", "read_agency_heading", "split_agencies"]

_WINDOW = 700
_NO_ACT = frozenset(
    [
        "các",
        "những",
        "việc",
        "trên",
        "gồm",
        "như",
        "với",
        "từ",
        "về",
        "cho",
        "đối",
        "vào",
        "nơi",
        "hoặc",
        "ra",
        "ngoài",
        "mà",
    ]
)
_BULLET = re.compile(r"(?m)^[ \t]*[-+•*–—][ \t]*|^[ \t]*\(?\d{1,2}[.)][ \t]+|\(\d\)[ \t]*")
_MARKUP = re.compile(r"\*\*|</?\w[^>]{0,80}>")
_NOTHING = re.compile(r"(?i)^[\W_]*(?:không(?: có)?|n/a)?[\W_]*$")
_FIELD_LABEL = re.compile(r"(?i)^(?:cơ quan|đơn vị)?,? ?(?:chủ trì|phối hợp|thực hiện|tham mưu)[^:]{0,30}: ?")
_DIVISION = re.compile(r"[;|\n]")
_COOPERATION = re.compile(r"[Pp]hối(?: kết)? hợp")
_ADVERB = re.compile(
    r" ?,? ?(?:một cách )?(?:chặt chẽ|thường xuyên|đồng bộ|hiệu quả|tốt|kịp thời|có hiệu quả)?,? ?(?:với|cùng với|cùng|và)? ?:? ?"
)
_NOUN_BEFORE = re.compile(
    r"(?:sự|quy chế|cơ chế|công tác|chương trình|kế hoạch|hiệu quả|chế độ|quan hệ|kết quả|hoạt động|thông tin|quy trình|việc|tinh thần|phương thức|nội dung|được giao|chủ trì hoặc|năng lực|khả năng) $"
)
_LABEL = re.compile(r"^[\W_]*(?:(?:[IVXLC]{1,5}|\d{1,2}|[a-zđA-ZĐ])(?:\.\d{1,2}){0,3}[.)/:]?\)? )?[\W_]*")


class Assignment(NamedTuple):
    """The agencies of one item, canonical names in text order."""

    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()


@cache
def _order_pattern() -> re.Pattern[str]:
    """An order at the beginning of a sentence: `Giao`, `Yêu cầu`, `Đề nghị`."""
    return re.compile(
        r"(?:Đồng thời,? )?(?:Chính phủ|UBND \w+(?: \w+)?)?,? ?(?:trân trọng )?(?:[Gg]iao(?: nhiệm vụ cho| cho)?|[Yy]êu cầu|[Đđ]ề nghị) (?:đồng chí )?"
    )


def split_agencies(text: str) -> tuple[str, ...]:
    """The agencies that a field or a table cell names.

    Assumes that the text holds agencies and little else; notes in brackets and what an agency shall do are dropped, elided
    heads (`Các Sở: Nội vụ, Tài chính`) are restored. What is no agency of the grammar is kept as printed, since the field
    says that it is one.

    Args:
        text: value of the field without its label, lines may be broken

    Returns:
        Canonical names in text order, each once; empty for `Không` and blanks.

    Example:
        >>> split_agencies("Sở TTTT; các sở, ban ngành và UBND các huyện, thị xã, thành phố")
        ('Sở Thông tin và Truyền thông', 'Các sở, ban, ngành', 'UBND cấp huyện')
        >>> split_agencies("Phòng Nội vụ (thẩm định hồ sơ), các cơ quan, đơn vị được kiểm tra")
        ('Phòng Nội vụ', 'Các cơ quan, đơn vị được kiểm tra')
    """
    text = _MARKUP.sub(" ", text)
    if _NOTHING.match(text):
        return ()
    return read_agency_field(text).lead


def read_agency_field(text: str) -> Assignment:
    """The agencies of a field that may say in its own words who takes part.

    Fields such as `Cơ quan thực hiện: Sở A chủ trì, phối hợp với Sở B` name both roles; `split_agencies` gives the first only.
    In a field of those who take part, everybody in `lead` does.

    Example:
        >>> read_agency_field("Sở Y tế chủ trì, phối hợp với các sở, ban, ngành và các đơn vị có liên quan")
        Assignment(lead=('Sở Y tế',), coordinate=('Các sở, ban, ngành', 'Các cơ quan, đơn vị liên quan'))
    """
    lead: list[str] = []
    coordinate: list[str] = []
    text = _MARKUP.sub(" ", text)
    if not _NOTHING.match(text):
        for chunk in _BULLET.sub("|", text).split("|"):
            _read_chunk(chunk, lead, coordinate)
    return Assignment(tuple(lead), tuple(coordinate))


def _read_chunk(chunk: str, lead: list[str], coordinate: list[str]) -> None:
    """Read one bullet; where a new line begins with an agency, what the one before shall do has ended."""
    value = normalize_agency_text(chunk)
    starts, place = {0}, 0
    for line in map(normalize_agency_text, chunk.splitlines()):
        found = value.find(line[:20], place) if line else -1
        if found >= 0:
            starts.add(found)
            place = found + 1
    label = _FIELD_LABEL.match(value)
    words = Words(value, label.end() if label else 0)
    index, quiet = 0, False
    while index < len(words):
        found, end = read_names(words, index, lenient=True)
        lead += [name for name in found if name not in lead]
        end = _act_end(words, end, starts, free=bool(found))
        if found:
            coordinate += [name for name in _find_cooperation(words.text, words, index, end) if name not in coordinate]
        elif not quiet and end > index:
            _keep_printed(words.printed(index, end), lead)
        quiet = words.at(end) != ";" and (quiet or bool(found))
        index = end if end in range(index + 1, len(words)) and words.spans[end][0] in starts else end + 1


def _act_end(words: Words, index: int, starts: set[int], *, free: bool) -> int:
    """The index of the separator behind what an agency shall do; commas belong to an act that begins with a verb."""
    stops = {";"} if free and (is_predicate(words, index) or is_verb(words, index)) else {",", ";", "và"}
    begin = index
    while index < len(words) and words.low[index] not in stops:
        if words.low[index] == "." and words.is_capital(index + 1):
            break
        if (
            index > begin
            and words.is_capital(index)
            and words.spans[index][0] in starts
            and read_names(words, index)[0]
        ):
            break
        index += 1
    return index


def _keep_printed(text: str, names: list[str]) -> None:
    """Keep what the grammar does not know, as printed."""
    text = expand_abbreviations(text, "agency").strip(" .;,:-()")
    name = text[:1].upper() + text[1:]
    if len(name) > 1 and len(name.split()) <= 14 and name not in names:
        names.append(name)


def find_assignment(text: str, *, inherited_lead: tuple[str, ...] = ()) -> Assignment:
    """The agencies that a sentence or paragraph obliges, and those that take part.

    The subject leads: an agency at the beginning, behind an adverbial (`Hằng năm, …`), or the addressee of `Giao`, `Yêu
    cầu`, `Đề nghị`. Agencies behind `phối hợp với` take part, up to the verb of the task. An item without a subject has the
    agencies of its heading. What is guided, directed or reported to has no role.

    Args:
        text: the item's words without label, lines joined
        inherited_lead: agencies of the heading above, kept where the sentence has no subject of its own

    Example:
        >>> find_assignment("Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, các đơn vị liên quan tham mưu UBND tỉnh.")
        Assignment(lead=('Sở Nội vụ',), coordinate=('Sở Tài chính', 'Các cơ quan, đơn vị liên quan'))
        >>> find_assignment("Hướng dẫn các sở, ban, ngành thực hiện.", inherited_lead=("Sở Nội vụ",))
        Assignment(lead=('Sở Nội vụ',), coordinate=())
    """
    value = normalize_agency_text(text)
    lead = _find_subject(value)
    coordinate = _find_cooperation(value)
    return Assignment(tuple(lead) or inherited_lead, tuple(coordinate))


def _find_subject(value: str) -> list[str]:
    order = _order_pattern().match(value)
    if order is not None:
        names, _ = read_names(Words(value, order.end(), order.end() + _WINDOW), 0)
        if names:
            return names
    words = Words(value, 0, _WINDOW)
    names, end = read_names(words, 0)
    if names:
        return names if _is_followed_by_act(words, end) else []
    if _is_opener(words):
        return _read_after_opener(words)
    return []


def _is_followed_by_act(words: Words, index: int) -> bool:
    """Whether what stands behind a subject says what it does; a passive is no act, except that of being charged."""
    if words.at(index) in {",", ":", ";"}:
        index += 1
    if words.at(index) in {"được", "bị"}:
        return words.at(index + 1) in {"giao", "phân"}
    if words.at(index) in _NO_ACT:
        return False
    return is_predicate(words, index) or is_verb(words, index) or words.at(index) == "quan"


@cache
def _openers() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(opener.split()) for opener in read_table("assignment_words")["openers"])


def _is_opener(words: Words) -> bool:
    return any(words.follows(0, *opener) for opener in _openers())


def _read_after_opener(words: Words) -> list[str]:
    """The subject behind an adverbial: the first agencies behind a comma that an act follows."""
    index, governed = 0, False
    while index < len(words):
        word = words.low[index]
        if word == "." and words.is_capital(index + 1):
            break
        if word != ",":
            # an agency inside the adverbial ("đề xuất của các sở, ngành, Sở X …") is passed over
            end = read_phrase_end(words, index) if word in {"các", "của"} or words.is_capital(index) else index
            governed = end > index
            index = max(end, index + 1)
            continue
        names = _read_subject(words, index + 1)
        if names:
            return names[-1:] if governed else names
        if is_verb(words, index + 1):
            break
        index += 1
    return []


def _read_subject(words: Words, index: int) -> list[str]:
    """The agencies at `index` if they are ordered to act or an act follows."""
    start = index
    for order in ("giao",), ("yêu", "cầu"), ("đề", "nghị"):
        if words.follows(index, *order):
            start = index + len(order)
    names, end = read_names(words, start)
    if names and (start > index or _is_followed_by_act(words, end)):
        return names
    if words.at(start) in {"đơn", "cơ"}:
        names, end = read_names(words, start, lenient=True)
        return names if words.at(end) in {"chịu", "có", "phải"} else []
    return []


def _find_cooperation(value: str, words: Words | None = None, index: int = 0, end: int = 0) -> list[str]:
    begin, stop = 0, len(value)
    if words is not None and end > index:
        begin, stop = words.spans[index][0], words.spans[end - 1][1]
    names: list[str] = []
    for cue in _COOPERATION.finditer(value, begin, stop):
        before = value[max(0, cue.start() - 40) : cue.start()]
        if _NOUN_BEFORE.search(before):
            continue
        if _is_caused(value, cue.start()):
            continue
        gap = _ADVERB.match(value, cue.end())
        start = gap.end() if gap is not None else cue.end()
        found, _ = read_names(Words(value, start, start + _WINDOW), 0, lenient=True)
        names += [name for name in found if name not in names]
    return names


@cache
def _causative_pattern() -> re.Pattern[str]:
    verbs = sorted(read_table("assignment_words")["causatives"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(verb[0].upper() + verb[1:] + '|' + verb for verb in verbs)}) ")


def _is_caused(value: str, cue: int) -> bool:
    """Whether the cooperation is somebody else's: `chỉ đạo các ngành phối hợp với …`; an order at the beginning is not."""
    begin = max(value.rfind(".", 0, cue), value.rfind(";", 0, cue), cue - 200, -1) + 1
    for verb in _causative_pattern().finditer(value, begin, cue):
        if not value[: verb.start()].strip() or (
            value[verb.start()].isupper() and verb[0].lower().startswith(("giao", "yêu", "đề nghị"))
        ):
            continue
        words = Words(value, verb.end(), cue)
        names, end = read_names(words, 0, lenient=True)
        if (
            names
            and not any(words.low[index] in {",", ";", ":"} for index in range(end, len(words)))
            and len(words) - end <= 6
        ):
            return True
    return False


def read_agency_heading(line: str) -> tuple[str, ...]:
    """The agencies to whom the items below a heading or lead-in belong, or ().

    A heading is one when it holds nothing but agencies, with its label, `Đề nghị`, `Giao`, `Trách nhiệm của` and the like in
    front, and `có trách nhiệm`, `chủ trì, phối hợp với …`, a note or a colon behind.

    Example:
        >>> read_agency_heading("3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh")
        ('Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh',)
        >>> read_agency_heading("4. UBND các xã, phường, đặc khu có trách nhiệm:")
        ('UBND cấp xã',)
        >>> read_agency_heading("2. Cải cách thủ tục hành chính")
        ()
    """
    value = normalize_agency_text(_MARKUP.sub("", line))[:600]
    label = _LABEL.match(value)
    start = label.end() if label is not None else 0
    prefix = _heading_prefix().match(value, start)
    if prefix is not None:
        start = prefix.end()
    words = Words(value, start)
    names, end = read_names(words, 0, lenient=True)
    if not names:
        return ()
    rest = value[words.spans[end - 1][1] :].strip(" *_") if end else value
    return tuple(names) if _heading_rest().fullmatch(rest) else ()


@cache
def _heading_prefix() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:Về )?[Tt]rách nhiệm(?: thực hiện)? của |TRÁCH NHIỆM CỦA |[Gg]iao (?:cho )?|[Đđ]ề nghị |[Yy]êu cầu |[Đđ]ối với |Nhiệm vụ của )+(?:các đồng chí )?"
    )


@cache
def _heading_rest() -> re.Pattern[str]:
    tail = r"[.:;,]?(?: ?\([^)]{0,80}\))?[.:;]?"
    acts = (
        r"(?:,? ?(?:có trách nhiệm|chịu trách nhiệm|chủ trì(?:,? (?:và )?phối hợp(?: chặt chẽ)?(?: với)? [^.:]{3,300})?|phối hợp(?: với)? [^.:]{3,300}"
        r"|thực hiện(?: (?:các )?nhiệm vụ(?: sau| được giao)?)?|tập trung|khẩn trương|tổ chức thực hiện|có nhiệm vụ|theo chức năng, nhiệm vụ(?: được giao| của mình)?|là cơ quan (?:đầu mối|thường trực|chủ trì)[^.:]{0,80}))"
    )
    return re.compile(rf"(?:{tail}|{acts}{{1,3}}:?)")
