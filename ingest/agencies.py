"""Who leads and who takes part: agencies in fields, table cells, headings and sentences.

A field or cell is a list of agencies and nothing else; `split_agencies` reads it whole. In a sentence the subject leads
and `phối hợp` names those that take part; `find_assignment` reads both and stops where the verb of the task begins. A
heading may name the agencies to whom the items below it belong; `read_agency_heading` tells. Names are canonical
(`cancu.ontology.agencies.canonical_agency`), groups are unified as the extraction contract says.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cancu.ingest.agency_phrases import read_names
from cancu.ingest.agency_sentences import find_cooperation, find_joint_leads, find_later_subjects, find_subject
from cancu.ingest.agency_words import Words, is_predicate, is_verb, match_list, opening_words, prepare_text
from cancu.ontology.agencies import canonical_agency, load_agency_groups

__all__ = [
    "Assignment",
    "canonical_agency",
    "find_assignment",
    "find_encouraged",
    "read_agency_field",
    "read_agency_heading",
    "split_agencies",
]

_HEADING_LIMIT = 600
_BULLET = re.compile(r"(?m)^[ \t]*[-+•*–—][ \t]*|^[ \t]*\(?\d{1,2}[.)][ \t]+|\(\d\)[ \t]*")
_MARKUP = re.compile(r"\*\*|</?\w[^>]{0,80}>")
_NOTHING = re.compile(r"(?i)^[\W_]*(?:không(?: có)?|n/a)?[\W_]*$")
_FIELD_LABEL = re.compile(r"(?i)^(?:cơ quan|đơn vị)?,? ?(?:chủ trì|phối hợp|thực hiện|tham mưu)[^:]{0,30}: ?")
_LABEL = re.compile(r"^[\W_]*(?:(?:[IVXLC]{1,5}|\d{1,2}|[a-zđA-ZĐ])(?:\.\d{1,2}){0,3}[.)/:]?\)? )?[\W_]*")
_HEADING_PREFIX = re.compile(
    r"(?:(?:Về )?[Tt]rách nhiệm(?: thực hiện|,? (?:và )?(?:quyền hạn|thẩm quyền|nghĩa vụ|nhiệm vụ))? của "
    r"|[Tt]rách nhiệm (?=(?:Tổ công tác|Ban|Hội đồng|Sở|Bộ|UBND|Ủy ban|Văn phòng|Công an|Cục|Phòng|Trung tâm) )"
    r"|TRÁCH NHIỆM CỦA |[Gg]iao (?:cho )?|[Đđ]ề nghị |[Yy]êu cầu "
    r"|[Đđ]ối với |(?:(?:Các )?[Đđ]ồng chí|[Đđ]/c|Ông|Bà):? (?:[A-ZĐÀ-Ỹ]\w* ?){2,5}(?:, |[-–:] ?)"
    r"|Nhiệm vụ của |(?:Nội dung|Hoạt động|Quyền hạn|Công việc) [^.;:,]{0,50}?của )+(?:các đồng chí )?"
)
_POSTS = (
    r"(?:(?:làm |là |giữ |kiêm )?(?:(?:Phó )?(?:Trưởng [Bb]an|Tổ trưởng|Chủ tịch Hội đồng|Trưởng [Đđ]oàn)|Tổ phó"
    r"|Ủy viên|Thành viên|Thư ký)\b[^.;:,]{0,40})"
)
"""What a person is in a board, besides standing for an agency."""
_POST_TAIL = re.compile(rf"(?:,| ?[-–]) ?{_POSTS}(?:, {_POSTS})?[.:;]?$")
_HEADING_TAIL = re.compile(
    r"[.:;,]?(?: ?\([^)]{0,80}\))?[.:;]?"
    r"|(?i:,? ?trong (?:việc )?(?:triển khai|thực hiện|tổ chức|công tác))[^.:;]{3,200}"
    r"|(?:,? ?(?:có trách nhiệm|chịu trách nhiệm|chủ trì(?:,? (?:và )?phối hợp(?: chặt chẽ)?(?: với)? [^.:]{3,300})?"
    r"|phối hợp(?: với)? [^.:]{3,300}|thực hiện(?: (?:các )?nhiệm vụ(?: sau| được giao)?)?|tập trung|khẩn trương"
    r"|tổ chức thực hiện|có nhiệm vụ|theo chức năng, nhiệm vụ(?: được giao| của mình)?"
    r"|là cơ quan (?:đầu mối|thường trực|chủ trì)[^.:]{0,80})){1,3}:?"
)


_MORE_OF_GROUP = re.compile(r", [^.;:()\d]{4,70}:?")
"""The rest of a list within one name: `Các cơ sở sản xuất giống, nuôi thương phẩm:`."""
_OWNER = re.compile(r"(?:\w+(?: |[,/-] ?|(?=[.:]?$))){1,40}[.:]?")
"""A body of unknown shape behind `Trách nhiệm của …`."""
_NOTE = re.compile(r" \([^()]*\)?$")
"""What brackets say of a body; it names no further one."""
_PARTIES = re.compile(r"(?:các|mỗi|từng) bên(?: liên quan)?[.:]?", re.IGNORECASE)
"""Owners of a part that name nobody."""
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LEVEL_ONLY = re.compile(r"(?:Ở |Tại )?[Cc]ấp \w+(?: \w+)?[.:]?")
"""A heading that says only on which level: no body of its own."""
_ENTRUSTED = re.compile(r"được (?:giao|phân công) [^.;:()]{8,260}:?")
"""Says of a group no more than that it does what it is told to."""
_HANDED_ON = re.compile(r"Giao(?: cho)? ")
"""What an agency is to hand on: below its heading it answers for the order, too."""
_WHICH_OF_GROUP = re.compile(r"(?:chủ trì|quản lý|tham gia|sử dụng|vận hành|thụ hưởng|khai thác)[ ,][^.;:()]{8,260}")
"""What says in a heading which of a group is meant, up to its end."""
_COUNTED_ACTS = re.compile(r": ?\((?:1|i)\) ")
"""Where the acts of one subject are counted, `… thực hiện: (1) …; (2) …`; what stands in them are their objects."""
_NOTED_LEAD = re.compile(r"\(\s?(?:cơ quan |đơn vị )?chủ trì\s?\)[,;:\s]*(?:(?:và|cùng) )?", re.IGNORECASE)
_ENCOURAGED = re.compile(r"(?:Khuyến khích|Vận động|Kêu gọi)(?: và tạo điều kiện(?: cho)?)? ")


class Assignment(NamedTuple):
    """The agencies of one item, canonical names in text order."""

    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()


def split_agencies(text: str) -> tuple[str, ...]:
    """The agencies that a field or a table cell names.

    Assumes that the text holds agencies and little else; notes in brackets and what an agency shall do are dropped,
    elided heads (`Các Sở: Nội vụ, Tài chính`) are restored. What is no agency of the grammar is kept as printed,
    since the field says that it is one.

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
    return read_agency_field(text).lead


@lru_cache(maxsize=2048)
def read_agency_field(text: str) -> Assignment:
    """The agencies of a field that may say in its own words who takes part.

    Fields such as `Cơ quan thực hiện: Sở A chủ trì, phối hợp với Sở B` name both roles; `split_agencies` gives the
    first only. In a field of those who take part, everybody in `lead` does.

    Example:
        >>> read_agency_field("Sở Y tế chủ trì, phối hợp với các sở, ban, ngành và các đơn vị có liên quan")
        Assignment(lead=('Sở Y tế',), coordinate=('Các sở, ban, ngành', 'Các cơ quan, đơn vị liên quan'))
    """
    lead: list[str] = []
    coordinate: list[str] = []
    text = _MARKUP.sub(" ", text)
    if noted := _NOTED_LEAD.search(text):
        first, rest = read_agency_field(text[: noted.start()]), read_agency_field(text[noted.end() :])
        partners = (*first.coordinate, *rest.lead, *rest.coordinate)
        return Assignment(first.lead, tuple(dict.fromkeys(name for name in partners if name not in first.lead)))
    if not _NOTHING.match(text):
        for chunk in _BULLET.sub("|", text).split("|"):
            _read_chunk(chunk, lead, coordinate)
    return Assignment(tuple(lead), tuple(coordinate))


def _read_chunk(chunk: str, lead: list[str], coordinate: list[str]) -> None:
    """Read one bullet of a field into `lead` and `coordinate`."""
    value = prepare_text(chunk)
    starts = _line_starts(value, chunk)
    label = _FIELD_LABEL.match(value)
    words = Words(value, label.end() if label else 0, is_field=True)
    index, quiet, partners = 0, False, False
    while index < len(words):
        if lead and words.follows(index, "phối", "hợp", ":"):
            index, partners = index + 3, True
        found, end = read_names(words, index, lenient=True)
        helps = bool(lead) and words.follows(end, "phối", "hợp") and words.at(end + 2) != "với"
        target = coordinate if partners or helps else lead
        target += [name for name in found if name not in lead and name not in coordinate]
        end = _act_end(words, end, starts, named=bool(found))
        if found and end > index:
            takers = find_cooperation(value, words.spans[index][0], words.spans[end - 1][1])
            coordinate += [name for name in takers if name not in coordinate]
        elif words.at(end) == ":" or (":" in words.low[index:end] and _has_names(words, index, end)):
            end = index + words.low[index:].index(":")
        elif not quiet and end > index and (not is_verb(words, index) or _may_be_head(words, index)):
            _keep_printed(words.printed(index, end), lead)
        quiet = words.at(end) != ";" and (quiet or bool(found))
        index = end if index < end < len(words) and words.spans[end][0] in starts else end + 1


def _may_be_head(words: Words, index: int) -> bool:
    """Whether a word that is a verb, too, heads a name of a field: `Thanh tra`."""
    return words.is_capital(index) and match_list(words, index, "heads") > index


def _has_names(words: Words, index: int, end: int) -> bool:
    """Whether agencies stand behind the colon of a sub-label (`Công trình giao thông: Bộ Xây dựng`)."""
    return bool(read_names(words, words.low.index(":", index, end) + 1)[0])


def _line_starts(value: str, chunk: str) -> set[int]:
    """Offsets in the prepared `value` at which a line of `chunk` began."""
    starts, place = {0}, 0
    for line in map(prepare_text, chunk.splitlines()):
        found = value.find(line[:20], place) if line else -1
        if found >= 0:
            starts.add(found)
            place = found + 1
    return starts


def _act_end(words: Words, index: int, starts: set[int], *, named: bool) -> int:
    """The index of the separator behind what an agency shall do; commas belong to an act that begins with a verb."""
    stops = {";"} if named and (is_predicate(words, index) or is_verb(words, index)) else {",", ";", "và"}
    begin = index
    while index < len(words) and words.low[index] not in stops:
        if words.low[index] == "." and words.is_capital(index + 1):
            break
        is_new_line = index > begin and words.is_capital(index) and words.spans[index][0] in starts
        if is_new_line and read_names(words, index)[0]:
            break
        index += 1
    return index


def _keep_printed(text: str, names: list[str]) -> None:
    """Keep what the grammar does not know, as printed."""
    text = _NOTE.sub("", text).strip(" .;,:-()")
    name = text[:1].upper() + text[1:]
    if len(name) > 1 and len(name.split()) <= 14 and name not in names:
        names.append(name)


@lru_cache(maxsize=512)
def find_assignment(text: str, *, inherited_lead: tuple[str, ...] = ()) -> Assignment:
    """The agencies that a sentence or paragraph obliges, and those that take part.

    The subject leads: an agency at the beginning, behind an adverbial (`Hằng năm, …`), or the addressee of `Giao`, `Yêu
    cầu`, `Đề nghị`. Agencies behind `phối hợp với` take part, up to the verb of the task. An item without a subject
    has the agencies of its heading. What is guided, directed or reported to has no role.

    Args:
        text: the item's words without label, lines joined
        inherited_lead: agencies of the heading above, kept where the sentence has no subject of its own

    Example:
        >>> find_assignment("Giao Sở Nội vụ chủ trì, phối hợp với Sở Y tế, các đơn vị liên quan tham mưu UBND tỉnh.")
        Assignment(lead=('Sở Nội vụ',), coordinate=('Sở Y tế', 'Các cơ quan, đơn vị liên quan'))
        >>> find_assignment("Hướng dẫn các sở, ban, ngành thực hiện.", inherited_lead=("Sở Nội vụ",))
        Assignment(lead=('Sở Nội vụ',), coordinate=())
    """
    value = prepare_text(text)
    subject = find_subject(value)
    handed_on = inherited_lead if subject and _HANDED_ON.match(value) else ()
    lead = list(dict.fromkeys((*handed_on, *subject))) or list(inherited_lead)
    coordinate = find_cooperation(value)
    counted = _COUNTED_ACTS.search(value) if subject else None
    value = value[: counted.start()] if counted is not None else value
    for name in (*find_joint_leads(value), *find_later_subjects(value, coordinate, parallel=bool(subject))):
        if name not in lead:
            lead.append(name)
    return Assignment(tuple(lead), tuple(coordinate))


def find_encouraged(text: str) -> tuple[str, ...]:
    """The bodies that a duty only encourages: `Khuyến khích Liên đoàn Lao động tỉnh vận động …`.

    Example:
        >>> find_encouraged("Khuyến khích Hội Nông dân tỉnh, các doanh nghiệp tham gia.")
        ('Hội Nông dân tỉnh', 'Các doanh nghiệp')
    """
    value = prepare_text(text)
    cue = _ENCOURAGED.match(value)
    return tuple(read_names(Words(value, cue.end()), 0)[0]) if cue is not None else ()


@lru_cache(maxsize=512)
def read_agency_heading(line: str) -> tuple[str, ...]:
    """The agencies to whom the items below a heading or lead-in belong, or ().

    A heading is one when it holds nothing but agencies, with its label, `Đề nghị`, `Giao`, `Trách nhiệm của` and the
    like in front, and `có trách nhiệm`, `chủ trì, phối hợp với …`, a note or a colon behind.

    Example:
        >>> read_agency_heading("3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh")
        ('Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh',)
        >>> read_agency_heading("4. UBND các xã, phường, đặc khu có trách nhiệm:")
        ('UBND cấp xã',)
        >>> read_agency_heading("2. Cải cách thủ tục hành chính")
        ()
    """
    value = _POST_TAIL.sub("", prepare_text(_MARKUP.sub("", line[:_HEADING_LIMIT])))
    title = value.partition("(")[0].strip()
    spoken = title.capitalize()
    if title.isupper() and not spoken.isupper():  # the names of groups tell their sort by their letters
        groups = read_agency_heading(spoken)
        if groups and all(name in load_agency_groups() for name in groups):
            return groups
    label = _LABEL.match(value)
    start = label.end() if label is not None else 0
    prefix = _HEADING_PREFIX.match(value, start)
    start = prefix.end() if prefix is not None else start
    named = _read_heading_names(value, start)
    owned = (
        named
        or prefix is None
        or not prefix[0].lower().endswith(("của ", "trách nhiệm "))
        or not _OWNER.fullmatch(value, start)
    )
    return named if owned or _PARTIES.fullmatch(value, start) else (_spell_heading(value[start:]),)


def _read_heading_names(value: str, start: int) -> tuple[str, ...]:
    """The agencies of which a heading consists from `start` on, or ()."""
    opening = _FIRST_WORD.match(value, start)
    if opening is None or opening[0].lower() not in opening_words() or _LEVEL_ONLY.fullmatch(value, start):
        return ()
    words = Words(value, start, is_field=True)
    names, end = read_names(words, 0, lenient=True)
    if not names or not end:
        return ()
    rest = value[words.spans[end - 1][1] :].strip(" *_")
    if _HEADING_TAIL.fullmatch(rest):
        return tuple(names)
    if names[0].startswith("Các ") and _ENTRUSTED.fullmatch(rest):
        return tuple(names)
    if len(names) == 1 and names[0].startswith("Các ") and _WHICH_OF_GROUP.fullmatch(rest):
        return (_spell_heading(f"{names[0]} {rest}"),)
    if len(names) == 1 and _MORE_OF_GROUP.fullmatch(rest) and names[0] not in load_agency_groups():
        return (_spell_heading(names[0] + rest),)
    return ()


def _spell_heading(words: str) -> str:
    """A body of a heading as printed, with a capital and without the heading's punctuation."""
    name = words.strip(" .;,:-*_")
    return name[:1].upper() + name[1:]
