"""Field lines of an item: `Cơ quan chủ trì: …`, `Sản phẩm: …`, `Thời gian hoàn thành: …`.

The same words head the columns of task tables, so one function names the role of both. The words are data
(`ontology/data/task_fields.toml`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache

from cancu.ingest.cells import is_agency_cell, is_time_cell
from cancu.ontology.orthography import match_key
from cancu.ontology.tables import read_table


class FieldRole(StrEnum):
    """What a field line or a table column tells of a task."""

    LABEL = "label"
    TEXT = "text"
    TARGET = "target"
    LEAD = "lead"
    OVERSEER = "overseer"
    """Who answers for a task; leads where the table names nobody nearer to the work."""
    COORDINATE = "coordinate"
    PRODUCT = "product"
    DEADLINE = "deadline"
    OTHER = "other"


_LONGEST_NAME = 90
_LONGEST_HEADING = 50
_INLINE_AGENCY = r"(?:[Cc]ơ quan|[Đđ]ơn vị)(?: [^:.;,()]{0,30})? ?(?:chủ trì|phối hợp|thực hiện|tham mưu)[^:.;()]{0,25}"
_INLINE_OTHER = (
    r"[Ss]ản phẩm[^:.;()]{0,25}|[Tt]hời (?:gian|hạn)(?: hoàn thành| thực hiện)?|[Hh]oàn thành"
    r"|[Tt]iến độ(?: hoàn thành| thực hiện)?|ĐVTH|CQTH|ĐVCT|CQCT|ĐVPH|CQPH|TGTH|TGHT"
    r"|Đ/v (?:chủ trì|thực hiện|phối hợp)|T/g(?:ian)?"
)
_BARE_ACT = r"(?:(?<=[;.] )|(?<=\())(?:[Cc]hủ trì|[Pp]hối hợp|[Tt]hực hiện)"
"""An act as the name of a field, only in brackets or behind a full stop or semicolon."""
_INLINE = re.compile(rf"(?:(?<=[.;,)(:])\s+\(?|\s\()(?P<name>{_INLINE_AGENCY}|{_INLINE_OTHER}|{_BARE_ACT})\s*:\s*")


_NOTED_ROLES = frozenset({FieldRole.LEAD, FieldRole.COORDINATE, FieldRole.PRODUCT, FieldRole.DEADLINE})
_MOST_NOTED_WORDS = 90
_FEWEST_NOTED_WORDS = 5
"""Fewer words than these may only say what a body is: `(cơ quan chủ trì)`."""
_NOTE = re.compile(r"\s*\((?P<note>[^()]{8,300})\)\s*[.;,]?$")
_NOTED_ACT = re.compile(r"\b(?:chủ trì|thực hiện|phụ trách|đảm nhiệm|chịu trách nhiệm|tham mưu)\b")
_NOTED_TIME = re.compile(r"(?:hoàn thành|xong|thời (?:gian|hạn)|chậm nhất)\b", re.IGNORECASE)
_NOTE_JOINT = re.compile(
    r"\s*[;.]\s+|,\s+(?=(?:hoàn thành|xong|thời gian|thời hạn|trước ngày|chậm nhất)\b|trước \d)", re.IGNORECASE
)
_ENTRUSTING = re.compile(r"(?:[Gg]iao(?: cho)?|[Dd]o) ")


@cache
def _role_patterns() -> tuple[tuple[FieldRole, re.Pattern[str]], ...]:
    """One pattern per role, in the order of the table."""
    return tuple(
        (FieldRole(row["name"]), re.compile("|".join(_alternatives(row)))) for row in read_table("task_fields")["role"]
    )


def _alternatives(row: dict[str, list[str]]) -> list[str]:
    """The shapes of a role: whole names, beginnings, words anywhere, and a body with its act."""
    shapes = [rf"(?:{_join(row['equals'])})$"] if "equals" in row else []
    if "begins" in row:
        shapes.append(rf"(?:{_join(row['begins'])})\b")
    if "contains" in row:
        shapes.append(rf".{{0,40}}\b(?:{_join(row['contains'])})\b")
    if "bodies" in row:
        shapes.append(rf"(?:{_join(row['bodies'])})\s*,?\s*(?:đơn vị\s*)?(?:{_join(row['acts'])})\b")
    return shapes


def _join(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=4096)
def read_role(words: str) -> FieldRole | None:
    """The role of a field name or column heading, None if it names none.

    Example:
        >>> read_role("Thời gian dự kiến hoàn thành").value
        'deadline'
        >>> read_role("Cơ quan phối hợp thực hiện").value
        'coordinate'
    """
    if len(words) > _LONGEST_NAME:
        return None
    key = match_key(words).strip("*() ")
    return next((role for role, pattern in _role_patterns() if pattern.match(key)), None) if key else None


@cache
def _heading_openers() -> tuple[str, ...]:
    return tuple(read_table("task_fields")["openers"])


@cache
def _field_line() -> re.Pattern[str]:
    table = read_table("task_fields")
    names = rf"(?:{_join(table['openers'])})\b[^:.;\n]{{0,70}}?|(?:{_join(table['short_openers'])})\b[^:.;\n]{{0,20}}?"
    return re.compile(rf"(?P<name>{names})\s*:\s*(?P<value>.*)", re.DOTALL)


def read_field_heading(text: str) -> FieldRole | None:
    """The role of a heading that holds a field's values below it: `2. Cơ quan chủ trì, phối hợp`.

    Example:
        >>> read_field_heading("Thời gian thực hiện").value
        'deadline'
    """
    if len(text) > _LONGEST_HEADING or not text.startswith(_heading_openers()):
        return None
    role = read_role(text)
    return role if role not in (None, FieldRole.TEXT, FieldRole.TARGET, FieldRole.OTHER) else None


def read_field(text: str) -> tuple[FieldRole, str] | None:
    """The role and value of a field line, None if the line is no field.

    Example:
        >>> role, value = read_field("Cơ quan chủ trì thực hiện: Sở Tư pháp.")
        >>> role.value, value
        ('lead', 'Sở Tư pháp.')
    """
    match = _field_line().match(text)
    role = read_role(match["name"]) if match else None
    if match is None or role is None or role is FieldRole.LABEL:
        return None
    return role, match["value"].strip()


def read_noted_fields(text: str) -> list[tuple[FieldRole, str]]:
    """The fields of which a plain paragraph below an item consists; empty where it is no such paragraph.

    Example:
        >>> [(role.value, value) for role, value in read_noted_fields("(Đơn vị chủ trì: Sở Y tế. Thời gian: Quý I)")]
        [('lead', 'Sở Y tế.'), ('deadline', 'Quý I')]
    """
    found = read_field(text.strip("() "))
    if found is None or found[0] not in _NOTED_ROLES or not found[1] or len(text.split()) > _MOST_NOTED_WORDS:
        return []
    value, inline = split_inline_fields(found[1])
    return [(found[0], value), *inline]


def split_inline_fields(text: str) -> tuple[str, list[tuple[FieldRole, str]]]:
    """Take the fields that stand inside a paragraph off its end.

    Example:
        >>> split_inline_fields("Rà soát thủ tục. Cơ quan chủ trì: Sở Y tế; thời gian: Quý I năm 2026.")[0]
        'Rà soát thủ tục.'
    """
    matches = list(_INLINE.finditer(text)) if ":" in text else []
    if not matches:
        return _split_note(text)
    fields: list[tuple[FieldRole, str]] = []
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        role = read_role(match["name"])
        value = text[match.end() : following.start() if following else len(text)].strip(" ;()")
        value = value.removesuffix(").") if "(" not in value else value
        if role:
            fields.append((role, value))
    own = text[: matches[0].start()].strip()
    bracketed = text[matches[0].start() :].lstrip().startswith("(") and own[-1:] not in {".", ";"}
    own = f"{own.rstrip(' :,')}." if own.endswith(":") or bracketed else own
    if own.rfind("(") > own.rfind(")"):
        own, noted = _split_note(f"{own.rstrip(' ;,')})")
        fields = [*noted, *fields]
    return own, fields


def _split_note(text: str) -> tuple[str, list[tuple[FieldRole, str]]]:
    """Take a note in brackets off the end that says who does it: `(Sở Y tế chủ trì; hoàn thành trong quý I)`."""
    match = _NOTE.search(text)
    parts = _NOTE_JOINT.split(match["note"]) if match is not None else [""]
    owner = _ENTRUSTING.sub("", parts[0])
    titled = len(owner.split()) < _FEWEST_NOTED_WORDS and read_role(owner) is not None
    timed = len(parts) > 1 and all(is_time_cell(part) or "phối hợp" in part for part in parts[1:])
    if match is None or titled or not (is_agency_cell(owner) and (timed or _NOTED_ACT.search(owner))):
        return text, []
    fields = [(FieldRole.LEAD, owner)]
    for part in parts[1:]:
        helps = "phối hợp" in part
        if helps or is_time_cell(part) or _NOTED_TIME.match(part):
            fields.append((FieldRole.COORDINATE if helps else FieldRole.DEADLINE, part))
    return f"{text[: match.start()].rstrip(' .;,')}.", fields
