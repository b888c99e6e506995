"""Which places of an outline are headings over others, and which words only lead up to what follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cancu.ingest.cells import Paragraph, is_agency_cell
from cancu.ontology.agencies import load_agencies

if TYPE_CHECKING:
    from cancu.ingest.outline import Node

_DATED_TAIL = re.compile(r"\b(?:từ nay )?đến (?:hết |cuối )?(?:năm|quý|tháng|ngày) [\dIV]", re.IGNORECASE)
_TOPIC = re.compile(r"(?:Doanh nghiệp|Tổ chức|Đơn vị hành chính)\b", re.IGNORECASE)
_LIST = re.compile(r"(?:bao )?gồm\b|cụ thể|như sau|các |những |(?!\(1\) )\W|\d")
"""Openings of what a colon spells out rather than of what somebody does."""
_NAME_IN_LIST = re.compile(r"(?:[A-ZĐÀ-Ỹ]\w*[ -]){1,3}[A-ZĐÀ-Ỹ]\w*,")
HEADING_WORDS = 45
"""More words than these are a sentence, whatever stands at their end."""
_SHORT_LEAD_IN = 6


def looks_like_heading(node: Node, own: str) -> bool:
    """Bold, capitals, or no sentence: a heading over what follows."""
    words = own.rstrip(' "”').split()
    if own.isupper() or own.endswith(":"):
        return True
    if node.bold:
        return True
    if len(words) > HEADING_WORDS:
        return False
    return not own.rstrip(' "”)').endswith((".", ";", "./."))


_DATED = re.compile(r"(?:Đến|Trong|Giai đoạn|Năm|Quý|Tháng|Trước|Từ|Hằng|Hàng|Thường xuyên)\b[^.;]{0,60}:?$")


_DATED_NOTE = re.compile(
    r"^[^.;:]{3,120}(?::[^.;:]{3,120})? \((?:[Tt]ừ|[Tt]rước|[Tt]rong|[Đđ]ến|[Hh]oàn thành|[Tt]hời gian|[Xx]ong|[Nn]gày"
    r"|[Tt]háng|[Qq]uý)\b"
    r"[^()]{0,30}[\dIV][^()]{0,60}\)[.:]?$"
)
"""A heading whose time stands in brackets behind it: `Bước 1: Chuẩn bị (từ ngày 05/5 đến ngày 20/5/2026)`."""


def is_dated_section(own: str) -> bool:
    """A heading such as `Quý I năm 2026` or `NỘI DUNG TỪ NAY ĐẾN NĂM 2026`; a cited title or a sentence is none."""
    return bool(_DATED.match(own) or _DATED_NOTE.search(own)) or (
        not own.endswith((":", ".", ";"))
        and len(own.split()) < 25
        and not re.search(r"[\"“/]", own)
        and bool(_DATED_TAIL.search(own))
    )


_UPPER_TIME = re.compile(r"\b(?:TỪ NAY|TRƯỚC|TRONG|GIAI ĐOẠN|TỪ|ĐẾN|HẾT|CUỐI|NĂM|QUÝ|THÁNG|NGÀY|HẰNG|HÀNG)\b")


def spell_times(own: str) -> str:
    """A heading with its words of time in small letters, as readers of time know them.

    Example:
        >>> spell_times("QUÝ IV NĂM 2026"), spell_times("NỘI DUNG TỪ NAY ĐẾN NĂM 2026")
        ('Quý IV năm 2026', 'NỘI DUNG từ nay đến năm 2026')
    """
    spelled = _UPPER_TIME.sub(lambda match: match[0].lower(), own)
    return spelled[:1].upper() + spelled[1:]


def opens_clause(words: str) -> bool:
    """Whether words after a colon begin a sentence of their own, rather than list names."""
    firsts = {words.partition(",")[0], re.split(r",| và ", words, maxsplit=1)[0]}
    listed = is_agency_cell(words) or any(
        load_agencies().find(f"{kind} {first}") for kind in ("Sở", "Bộ") for first in firsts
    )
    return not (listed or _NAME_IN_LIST.match(words) or _LIST.match(words))


def names_topic(own: str) -> bool:
    """Whether a heading over tasks names a field of work by a word that elsewhere names a body.

    Example:
        >>> names_topic("Tổ chức bộ máy"), names_topic("Các doanh nghiệp nhà nước")
        (True, False)
    """
    return bool(_TOPIC.match(own))


def introduces(paragraphs: list[Paragraph]) -> bool:
    """Whether paragraphs before items only lead up to them, as those before a short `Trọng tâm:` do."""
    last = paragraphs[-1].text if paragraphs else ""
    return last.endswith(":") and len(last.split()) <= _SHORT_LEAD_IN
