"""Lead-ins of lists: who demands what the items below hold, and whom it guides to do so."""

from __future__ import annotations

import re

from cancu.ingest.agency_phrases import read_names
from cancu.ingest.agency_words import Words

SUPERIORS = ("Thủ tướng", "Phó Thủ tướng", "Chính phủ", "UBND", "HĐND", "Ban Chỉ đạo", "Quốc hội", "Bộ Chính trị")
"""Beginnings of bodies that order others."""
_WINDOW = 700
_ASKS = frozenset({"yêu cầu", "đề nghị", "chỉ thị"})
_DEMAND = re.compile(
    r" (?P<verb>yêu cầu|đề nghị|chỉ thị|chỉ đạo|kết luận|giao nhiệm vụ|có ý kiến)(?: tập trung)?"
    r"(?: (?:tổ chức )?thực hiện)?(?: tốt)?(?: (?:các|những|một số) (?:nội dung|nhiệm vụ|việc|công việc|vấn đề)"
    r"(?: chính| cụ thể| trọng tâm)?)?(?: như)?(?: sau)?:$"
)
"""A demand of those who have to do with the items below: `Chủ tịch UBND tỉnh yêu cầu:`."""
_GUIDES = re.compile(r" hướng dẫn (?=[^:;]{4,200} (?:thực hiện|triển khai)\b[^:;]{0,80}:$)")


def only_demands(value: str, subject: list[str]) -> bool:
    """Whether a lead-in says who demands what the items below hold, and not of whom."""
    demand = _DEMAND.search(value) if subject and value.endswith(":") else None
    return demand is not None and (demand["verb"] in _ASKS or subject[0].startswith(SUPERIORS))


def read_guided(value: str) -> list[str]:
    """Whom a lead-in guides to do what the items below hold: `Bộ Y tế hướng dẫn các Sở Y tế thực hiện như sau:`."""
    cue = _GUIDES.search(value) if value.endswith(":") else None
    return read_names(Words(value, cue.end(), cue.end() + _WINDOW), 0)[0] if cue is not None else []
