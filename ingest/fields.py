"""Field lines of an item: `Cơ quan chủ trì: …`, `Sản phẩm: …`, `Thời gian hoàn thành: …`.

The same words head the columns of task tables, so one function names the role of both. The words are data
(`ontology/data/task_fields.toml`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache

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
    r"|[Tt]iến độ(?: hoàn thành| thực hiện)?"
)
_INLINE = re.compile(rf"(?<=[.;,)(])\s+\(?(?P<name>{_INLINE_AGENCY}|{_INLINE_OTHER})\s*:\s*")


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


def split_inline_fields(text: str) -> tuple[str, list[tuple[FieldRole, str]]]:
    """Take the fields that stand inside a paragraph off its end.

    Example:
        >>> split_inline_fields("Rà soát thủ tục. Cơ quan chủ trì: Sở Y tế; thời gian: Quý I năm 2026.")[0]
        'Rà soát thủ tục.'
    """
    matches = list(_INLINE.finditer(text)) if ":" in text else []
    if not matches:
        return text, []
    fields: list[tuple[FieldRole, str]] = []
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        role = read_role(match["name"])
        value = text[match.end() : following.start() if following else len(text)].strip(" ;()")
        if role:
            fields.append((role, value))
    return text[: matches[0].start()].strip(), fields
