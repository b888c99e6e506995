"""Mentions of the document itself: its number in head and page title, its name, the headings of its annexes."""

from __future__ import annotations

import re

from cancu.ingest.working_mention import Mention
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Document, Relation

_HOSTS = ("Quyết định", "Thông tư", "Nghị định", "Nghị quyết", "Thông tư liên tịch", "Chỉ thị")


def mark_own(mention: Mention, plain: str, start: int, *, document: Document, own_key: str) -> None:
    """Mark a mention of the document itself as `self`, one in the heading of its annex as `promulgated_by`.

    Args:
        mention: with the relation that its sentence gives it; changed in place
        plain: `plain_text` of the source
        start: where its paragraph begins
        document: head of the document
        own_key: key of its own number, empty where it has none
    """
    _mark_number(mention, plain, start, document=document, own_key=own_key)
    _mark_own_law(mention, document, own_key)


_ATTACHED = re.compile(r"\(?\*? ?(?:\w+ )?(?:(?:ban hành )?kèm(?: theo)?|ban hành theo)(?: \w+){0,4}:? *$")


_ATTACHED_LAST = re.compile(
    r"\(\*?(?:ban hành )?kèm theo(?: (?:chương trình|kế hoạch|đề án|quy chế|quy định|điều lệ)[^();.]{0,120} tại)?$"
)
_LABEL = re.compile(r"số(?: hiệu)? ?:?$")
_TYPED_LABEL = re.compile(r"số(?: hiệu)? ?:$")
"""The line of the number in a head that prints the kind as well: `Nghị quyết số: 12/2025/QH15`."""
_REACH = 170


def _mark_number(mention: Mention, plain: str, start: int, *, document: Document, own_key: str) -> None:
    """The own number: in the head or a page title `self`, in the heading of the promulgated plan `promulgated_by`."""
    lead = " ".join(plain[max(start, mention.head - _REACH) : mention.head].split()).lower()
    own = mention.number is not None and mention.number.key == own_key and mention.name is None
    if own and mention.date is not None and document.date is not None and mention.date != document.date:
        own = own and abs((mention.date - document.date).days) < 15
    attached = bool(_ATTACHED.match(lead) or _ATTACHED_LAST.search(lead))
    if attached and (own or mention.struck or (start > 0 and lead.startswith(("(", "kèm", "ban hành kèm")))):
        _mark_attached(mention, document, own=own or mention.struck)
    elif own:
        mention.relation, mention.subject, mention.rule = Relation.SELF, None, "own number"
        mention.issuer, mention.type = document.issuer, document.type
        label = " ".join(plain[max(0, mention.start - 14) : mention.start].split()).lower()
        if _TYPED_LABEL.search(label) if mention.typed else _LABEL.search(label):
            mention.date = document.date


def _mark_attached(mention: Mention, document: Document, *, own: bool) -> None:
    host = mention.type in _HOSTS
    mention.relation = Relation.PROMULGATED_BY if host or not own else Relation.SELF
    mention.subject, mention.rule = None, "heading of an annex"
    if own and not mention.explicit:
        mention.issuer = document.issuer


def _mark_own_law(mention: Mention, document: Document, own_key: str) -> None:
    if mention.name is None or document.title is None or document.type not in ("Luật", "Bộ luật", "Pháp lệnh"):
        return
    if mention.number is not None and mention.number.key != own_key:
        return  # an older law of the same name
    name = re.sub(r" số:? \d{1,3}/\d{4}/\w+$", "", mention.name)
    if match_key(name) == match_key(f"{document.type} {document.title}"):
        mention.relation, mention.subject, mention.rule = Relation.SELF, None, "own name"
