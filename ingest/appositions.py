"""Numbers in a parenthesis that spell out a plural in front of it: `các Nghị định của Chính phủ … (số A và số B)`."""

from __future__ import annotations

import re
from functools import cache

from cancu.ingest.connectives import ends_as_sibling
from cancu.ingest.relations import nearest_cue
from cancu.ingest.working_mention import Mention
from cancu.ontology.records import Relation

_REACH = 500


@cache
def _plural() -> re.Pattern[str]:
    kinds = (
        "Luật|Nghị định|Quyết định|Thông tư|Nghị quyết|Chỉ thị|Công văn|Tờ trình|Kế hoạch|Thông báo|Kết luận|"
        "[Vv]ăn bản|Báo cáo"
    )
    return re.compile(rf"(?<!\w)(?:[Cc]ác|[Nn]hững|[Hh]ai) +(?:{kinds})(?!\w)")


def spell_out(mention: Mention, plain: str, start: int, top: Mention | None) -> tuple[Relation, str | None] | None:
    """Relation and subject of a number that opens a parenthesis for the plural in front of it; None for others.

    The plural has the relation: that of the list whose member it is, else that of the cue before it.

    Args:
        mention: a number without a word for its kind
        plain: `plain_text` of the source
        start: where the sentence begins
        top: the last mention of the sentence outside titles
    """
    low = max(start, mention.head - _REACH)
    lead = plain[low : mention.head]
    if mention.typed or mention.name is not None or not lead.rstrip().endswith("("):
        return None
    found = list(_plural().finditer(lead))
    if not found:
        return None
    before = f" {' '.join(lead[: found[-1].start()].split())} ".lower()
    if top is not None and top.head < low + found[-1].start() and ends_as_sibling(before):
        return top.relation, top.subject
    cue = nearest_cue(before)
    return (cue.relation if cue is not None else Relation.CITES), None
