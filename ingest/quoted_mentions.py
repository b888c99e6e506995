"""Mentions inside quotations: what a letter or footnote quotes from a document, that document says.

`Tại khoản 1 Điều 5 Nghị định số A quy định: "… theo Nghị định số B …"`: A carries out B, not the one who quotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cancu.ingest.working_mention import Mention
from cancu.ontology.records import Relation

_OPENING = re.compile(
    r"(?<!\w)(?:quy định|hướng dẫn|nêu|ghi|có căn cứ ban hành)(?: rõ)?(?: như sau)? {0,2}: {0,3}(?P<mark>[“\"])"
)
_CLOSING = {"“": "”", '"': '"'}
_REACH = 700
_LONGEST = 6000
_UNATTRIBUTED = (Relation.CITES, Relation.SELF, Relation.PROMULGATED_BY)


def attribute_quotations(mentions: Sequence[Mention], plain: str) -> None:
    """Give the mentions inside a quotation the quoted document as their subject.

    Args:
        mentions: with their relations, in text order; changed in place
        plain: `plain_text` of the source
    """
    opened = _OPENING.search(plain)
    host: Mention | None = None
    end = -1
    for mention in mentions:
        while opened is not None and opened.end() <= mention.start:
            end = _find_end(plain, opened) if host is not None and opened.start() - host.end < _REACH else -1
            opened = _OPENING.search(plain, max(opened.end(), end))
        if mention.start >= end:
            host = mention if mention.parent is None and mention.inside is None else host
        elif host is not None and mention.subject is None and mention.relation not in _UNATTRIBUTED:
            mention.subject = host.label


def _find_end(plain: str, opened: re.Match[str]) -> int:
    """Where the quotation closes; its opening where no mark closes it in reach."""
    closed = plain.find(_CLOSING[opened["mark"]], opened.end(), opened.end() + _LONGEST)
    return closed if closed >= 0 else opened.end()
