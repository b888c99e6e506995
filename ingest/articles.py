"""Which articles and clauses of a decision or a rule assign work, by the kind of document they stand in.

A plan, letter or order assigns with every item. A decision on one case assigns with any verb whose subject is an
agency. A document that sets rules (Nghị định 34/2016/NĐ-CP: its number carries the year) describes procedures with the
same verbs, so that there only words of duty count.
"""

from __future__ import annotations

import re

from cancu.ingest.agencies import find_assignment, read_agency_heading
from cancu.ontology.numbers import parse_number
from cancu.ontology.records import Document

_RULES = frozenset(
    {"Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch", "Văn bản hợp nhất", "Hướng dẫn"}
)
_ORDERS = frozenset({"Công điện", "Chỉ thị", "Thông báo", "Công văn"})
_DECISIONS = frozenset({"Quyết định", "Nghị quyết"})
_ASSIGNING_ARTICLE = re.compile(r"(?:Tổ chức thực hiện|Trách nhiệm|Giao\b|Phân công|Yêu cầu|Đề nghị)")
_ASSIGNING_CLAUSE = re.compile(
    r"(?:Giao|Yêu cầu|Đề nghị)\b|(?:Các |Bộ |Sở |UBND|Ủy ban|Cục |Văn phòng)[^.;]{0,160}có trách nhiệm:?$"
)
_STATE = re.compile(r"[^.,;:]{0,90}? (?:là|gồm|có (?:tư cách|trụ sở|chức năng))\b")
_DUTY = re.compile(r"[^.;:]{0,200}?\b(?:(?:có|chịu) trách nhiệm|chủ trì|chủ động|phải)\b(?! trước)")


class Articles:
    """How a document's articles and clauses are to be read.

    Attributes:
        assigns: a letter, order or notice, which tells its addressees to act from its first paragraph on
        plans: a plan or programme, whose appendices hold its tasks
        decides: a decision or resolution, whose clauses may assign with any verb
    """

    def __init__(self, document: Document) -> None:
        number = parse_number(document.number) if document.number else None
        dated = number is not None and number.year is not None
        self.decides = document.type in _DECISIONS
        self.assigns = document.type in _ORDERS
        self.plans = document.plan_title is not None or (
            not (dated or document.type in _RULES) and document.type != "Quyết định"
        )
        self._sets_rules = dated

    def assign_in_article(self, own: str) -> bool:
        """Whether an article, by its own words, assigns what stands in it."""
        return bool(_ASSIGNING_ARTICLE.match(own) or read_agency_heading(own)) or self._acts(own)

    def assign_in_clause(self, own: str) -> bool:
        """Whether a clause of an article that does not assign as a whole tells somebody to act."""
        return bool(_ASSIGNING_CLAUSE.match(own)) or self._acts(own)

    def _acts(self, own: str) -> bool:
        """Whether words tell an agency to act, rather than what it is, has or may do."""
        bound = self.decides and (not self._sets_rules or _DUTY.match(own))
        return bool(bound) and not _STATE.match(own) and bool(find_assignment(own).lead)
