"""Lists of citations over several lines: what the opening line of a list, or the item before, hands to an item."""

from __future__ import annotations

import re

from cancu.ingest.relations import nearest_cue
from cancu.ingest.working_mention import Mention
from cancu.ontology.records import Relation

_LOOK_BACK = 400
_OPENING = 260
_BASES = re.compile(r"(?:căn cứ (?:pháp lý|xây dựng|ban hành|lập)|cơ sở pháp lý|căn cứ:?)[^.;]{0,40}$")

_LATE_PART = re.compile(r"(?<!\d)(?:[89]|1\d)[.)]?\s*\**\s*(?:căn cứ|cơ sở) pháp lý[^.;]{0,40}$")
"""The last parts of an administrative procedure name the bases of the procedure, not those of the document."""


_OF_PROCEDURE = re.compile(
    r"(?:mã (?:số )?(?:tthc|thủ tục)|ký hiệu:? ?qt)[^;]{0,120}?\d[.)]?\W{0,6}(?:căn cứ|cơ sở) pháp lý[^.;]{0,40}$"
)
"""So do the parts of a procedure that its code heads."""
_LABELLED = re.compile(
    r"(?:căn cứ|cơ sở) pháp lý\s+(?:của|thực hiện)\s+(?:thủ tục|tthc|quy trình)[^.;]{0,40}$"
    r"|(?:thủ\s+tục|tthc|lệ\s+phí)[^;]{0,160}\s[-+•]\W{1,6}(?:căn cứ|cơ sở) pháp lý:?\s*$"
)
"""So does the bullet behind those on fees, forms and conditions."""


class CitationList:
    """The relation that the items of an open list share."""

    def __init__(self) -> None:
        self._relation: Relation | None = None
        self._subject: str | None = None
        self._until = -1
        self._top: Mention | None = None

    def relate(self, mention: Mention, plain: str, start: int) -> bool:
        """Give an item that starts with a mention the relation of its list; False where it stands in none.

        Args:
            mention: the mention that the item starts with
            plain: `plain_text` of the source
            start: where the item's sentence starts
        """
        if self._relation is not None and not plain[self._until : start].strip(" |-+*>#.0123456789)"):
            mention.relate(self._relation, self._subject, "list of lines")
            return True
        opening = plain[max(0, start - _LOOK_BACK) : start].rstrip(" |-+>#")[-_OPENING:]
        if any(pattern.search(opening.lower()) for pattern in (_LATE_PART, _OF_PROCEDURE, _LABELLED)):
            mention.relate(Relation.CITES, None, "bases of a procedure")
            return True
        if _BASES.search(opening.lower()):
            mention.relate(Relation.BASIS, None, "heading of legal bases")
            return True
        cue = nearest_cue(" ".join(opening.split()).lower() + " ") if opening.endswith(":") else None
        if cue is None:
            return False
        subject = self._top.label if cue.passive and self._top is not None else None
        mention.relate(cue.relation, subject, f"list opened by cue {cue.rule}")
        return True

    def hand_on(self, top: Mention, plain: str, end: int) -> None:
        """Items that end in `;` at offset `end` hand their relation to the next line that starts with a mention."""
        closing = plain[max(0, end - 40) : end].rstrip(" |*")
        self._top = top
        if closing.endswith((";", ",")) or "list of" in top.rule or "bases of" in top.rule or "list opened" in top.rule:
            self._relation, self._subject, self._until = top.relation, top.subject, end
        else:
            self._relation = None
