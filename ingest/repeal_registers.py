"""Registers of documents that lost force: rows of a document, the reason, the day; lists of those to amend.

An authority publishes them every year (Nghị định 34/2016/NĐ-CP, Điều 157): the document of a row is only named, and
the passive in its column of reasons speaks of that document, however the columns were torn by page breaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from cancu.ingest.cues import find_cues
from cancu.ingest.relations import nearest_cue
from cancu.ingest.working_mention import Mention
from cancu.ontology.records import Relation

_REASONS = re.compile(r"Lý\s+do\s+(?:hết|ngưng|đình\s+chỉ)[^.|\n]{0,40}\s+hiệu\s+lực")
_KIND = r"(?:Luật|Pháp\s+lệnh|Nghị\s+định|Nghị\s+quyết|Quyết\s+định|Thông\s+tư|Chỉ\s+thị)"
_ROW = re.compile(rf"(?:^|\n|\|)[ \t]*\d{{1,3}}[.)]?[ \t]*[\n|]\s*(?={_KIND}|[Ss]ố \d|\d{{1,5}}/)")
_REASON = re.compile(r"(?:^|\n|\|)[ \t-]*(?=(?:Đã )?(?:Được|Bị|được|bị)\s)")
_HEADS_AGAIN = re.compile(r"Ngày\s+(?:hết|ngưng|đình\s+chỉ)\s+hiệu\s+lực\s")
_REACH, _NEAR = 240, 60
"""Letters in front of a mention that are looked at, and those that may stand between a passive and its mention."""


class Register:
    """The rows of a register in a text; empty where the text holds none."""

    def __init__(self, text: str) -> None:
        head = _REASONS.search(text)
        self._text = text
        self._rows = [match.end() for match in _ROW.finditer(text, head.end())] if head else []
        self._at = 0
        self._document: Mention | None = None

    def relate(self, mention: Mention) -> bool:
        """Relate the document of a row, and the one that its reason names; False for all other mentions.

        Mentions are to be given in text order.
        """
        at = bisect_right(self._rows, mention.head)
        if at != self._at:
            self._at, self._document = at, mention
            mention.relate(Relation.CITES, None, "row of a register")
            return True
        if self._document is None:
            return False
        relation = self._reason(mention) or self._behind_heads(mention)
        if relation is None:
            return False
        mention.relate(relation, self._document.label, "reason or title in a register")
        mention.parent = self._document
        return True

    def _reason(self, mention: Mention) -> Relation | None:
        """The passive right in front of a mention that opens its cell."""
        window = self._text[max(self._rows[self._at - 1], mention.head - _REACH) : mention.head]
        start = max((match.end() for match in _REASON.finditer(window)), default=None)
        if start is None:
            return None
        words = f" {' '.join(window[start:].split())} ".lower()
        cue = next((cue for cue in find_cues(words) if cue.passive), None)
        return cue.relation if cue is not None and len(words) - cue.end < _NEAR else None

    def _behind_heads(self, mention: Mention) -> Relation | None:
        """The cue of a title that goes on behind the heads of the columns, printed again on the next page."""
        window = self._text[max(self._rows[self._at - 1], mention.head - _REACH) : mention.head]
        again = max((match.end() for match in _HEADS_AGAIN.finditer(window)), default=None)
        cue = nearest_cue(f" {' '.join(window[again:].split())} ".lower()) if again is not None else None
        return cue.relation if cue is not None else None


_AMENDABLE = r"(?:văn bản|luật|nghị định|nghị quyết|quyết định|thông tư)(?: quy phạm pháp luật)?"
_TO_AMEND = re.compile(
    r"\n\W{0,12}danh mục (?:các )?"
    rf"{_AMENDABLE}\s+(?:cần|phải|dự kiến|đề nghị|được đề xuất)(?: phải)?\s+sửa đổi,\s+bổ sung"
    r"(?!,| hoặc| và)",
    re.IGNORECASE,
)
_NEXT_APPENDIX = re.compile(r"\n\W{0,12}phụ lục\b", re.IGNORECASE)


class AmendmentList:
    """The rows of an appendix that lists, by its title, the documents to be amended; empty where a text holds none."""

    def __init__(self, text: str) -> None:
        self._rows: set[int] = set()
        for title in _TO_AMEND.finditer(text):
            following = _NEXT_APPENDIX.search(text, title.end())
            end = following.start() if following else len(text)
            self._rows.update(match.end() for match in _ROW.finditer(text, title.end(), end))

    def relate(self, mention: Mention) -> bool:
        """Relate the document that opens a row; False for all other mentions."""
        if mention.head not in self._rows:
            return False
        mention.relate(Relation.AMENDS, None, "row of documents to be amended")
        return True
