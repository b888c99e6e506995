"""Mentions behind another in their sentence: members of a list, inside a title, under a passive, under an own cue."""

from __future__ import annotations

import re

from cancu.ingest.connectives import (
    ends_as_sibling,
    is_joiner,
    opens_item,
    opens_title,
    opens_with_act,
    renames,
)
from cancu.ingest.cues import Cue
from cancu.ingest.relations import CHANGES, names_time, nearest_cue
from cancu.ingest.sentences import Sentences
from cancu.ingest.unnumbered import read_changed, read_item, read_unnumbered
from cancu.ingest.working_mention import Mention
from cancu.ontology.records import Relation

LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
LONG_CLAUSE = 45
"""From so many letters on a clause behind `;` speaks for itself."""


_OPINION = re.compile(r"^[^;:]{0,120}(?:,|;| và) (?:trên cơ sở )?ý kiến (?:\w+ ){0,3}của [^;]{3,90}(?: tại| \()")
"""`Xét đề nghị của Bộ A tại Tờ trình …, ý kiến của Bộ B tại Công văn …`: B proposes nothing."""


def relate_further(mention: Mention, words: str, state: Sentences) -> None:
    """A further mention: member of a list, inside a title, under a passive, or under a cue of its own."""
    last, top = state.last, state.top
    if last is None or top is None:
        return
    lower = words.lower()
    model = _find_model(mention, lower, state)
    if names_time(lower):
        mention.relate(Relation.CITES, None, "time clause")
    elif _OPINION.search(lower) and top.relation is not Relation.IMPLEMENTS:
        mention.relate(Relation.CITES, None, "opinion of another body")
        state.top = mention
    elif model is not None:
        _share(mention, model, state)
    else:
        _relate_apart(mention, words, state, last=last, top=top)


def _relate_apart(mention: Mention, words: str, state: Sentences, *, last: Mention, top: Mention) -> None:
    """A further mention that shares no relation at sight: by passive, semicolon, title, or its own cue."""
    lower = words.lower()
    semicolon = lower.rfind(";") + 1
    cue = nearest_cue(lower[semicolon:])
    sibling = ends_as_sibling(lower)
    if sibling and _is_amended_too(mention, last):
        _share(mention, last, state)
    elif cue is not None and cue.passive:
        _under_passive(mention, cue, lower[semicolon:], state)
    elif cue is not None and last.number is not None and _ORDERED_THERE.search(lower):
        mention.parent = last
        mention.relate(cue.relation, last.label, f"cue {cue.rule} told of the mention before")
    elif semicolon and _guides_on(mention, last, lower, semicolon):
        mention.parent = last
        mention.relate(Relation.GUIDES, last.label, "title behind a semicolon")
    elif semicolon:
        _after_semicolon(mention, words[semicolon:], state)
    elif opens_title(lower) and not (cue is not None and cue.relation is Relation.PROPOSAL):
        _inside_title(mention, words, state)
    elif cue is not None and not (last.relation is Relation.CITES and _ADJUSTED.fullmatch(lower)):
        _own_cue(mention, words, state)
    else:
        outer = last.parent if last.relation in _PASSIVE and last.parent is not None else last
        _share(mention, _list_mate(mention, last, top, lower) if sibling else outer, state)


_ORDERED_THERE = re.compile(
    r"[,;] trong đó,? (?:có )?(?:[^\s,;]+ ){0,4}?(?:yêu cầu|đề nghị|giao|chỉ đạo|quy định)(?!\w)"
)
"""What the document before asks for: `Công văn số A …; trong đó yêu cầu các tỉnh thực hiện Chỉ thị số B`."""
_ADJUSTED = re.compile(r"\W{0,3}(?:được )?(?:điều chỉnh|bổ sung)(?:, (?:điều chỉnh|bổ sung))? tại (?:các )?")
"""A project approved in one decision and adjusted in the next changes with neither."""
_GUIDING = re.compile(r" ?(?:quy định chi tiết|hướng dẫn)(?!\w)")


def _guides_on(mention: Mention, last: Mention, lower: str, semicolon: int) -> bool:
    """Whether the title of a decree goes on behind its semicolon: `… về phân cấp; quy định chi tiết Luật A`."""
    guided = mention.type in LAWS and last.type not in LAWS and last.number is not None
    return guided and opens_title(lower) and bool(_GUIDING.match(lower, semicolon))


def _under_passive(mention: Mention, cue: Cue, lower: str, state: Sentences) -> None:
    """`số A được sửa đổi tại số B`: A is the subject; of an amending law that prints its law's number, that law."""
    last, top = state.last, state.top
    if last is None or top is None:
        return
    if not _is_adjacent(last, mention, lower[: cue.start]):
        last = _passive_subject(last, top)
    elif last.number is None and last.inner is not None and last.inner.number is not None:
        last = last.inner
    mention.parent = last
    mention.relate(cue.relation, last.label, f"cue {cue.rule}")


def _find_model(mention: Mention, lower: str, state: Sentences) -> Mention | None:
    """The mention whose relation a short form, an apposition or a plain list member shares."""
    last, top = state.last, state.top
    if last is None or top is None:
        return None
    if top.relation is Relation.PROPOSAL and mention.type in ("Tờ trình", "Báo cáo") and "(" not in lower:
        return top
    if renames(lower) or (lower.endswith(" ( ") and mention.label in state.seen):
        return state.seen.get(mention.label, last)
    if opens_item(lower):
        return top
    return _list_mate(mention, last, top, lower) if is_joiner(lower) else None


def _list_mate(mention: Mention, last: Mention, top: Mention, gap: str) -> Mention:
    """Whose relation a list member shares: behind `;` the outer list's, else that of the mention before it.

    In `(số A sửa đổi Nghị định số B và số C)` the last member goes with A, which prints no kind either.

    A numbered document behind a law named in a title (`… hướng dẫn thi hành Luật A và Nghị định số B`) goes on with
    the list that holds the titled document, unless it ranks between the two: circulars guide decrees as well.
    """
    if ";" in gap:
        return top
    if ")" in gap.partition("(")[0] and (outer := _before_parenthesis(last)) is not None:
        return outer
    if last.parent is not None and last.relation in _PASSIVE and mention.pinpoint and not last.pinpoint:
        return last.parent
    if last.parent is not None and last.relation is Relation.AMENDS and _is_younger(mention, last.parent):
        return last.parent
    if last.parent is not None and _ranks_between(mention, last, last.parent):
        return last
    if last.parent is not None and last.name is not None and mention.name is None and last.number is None:
        return last.parent
    if last.parent is not None and last.typed and not last.parent.typed and not mention.typed:
        return last.parent
    return last


_ABOVE_CIRCULARS = ("Nghị định", "Nghị quyết")


def _ranks_between(mention: Mention, law: Mention, host: Mention) -> bool:
    """Whether a decree follows a law in the title of a circular, plan or decision."""
    ranked = mention.type == "Nghị định" and law.type in LAWS
    return ranked and host.number is not None and host.type not in (*LAWS, *_ABOVE_CIRCULARS)


def _before_parenthesis(last: Mention) -> Mention | None:
    """The document before a parenthesis that ends behind `last` and told by whom that document was amended."""
    inner: Mention | None = last
    while inner is not None and inner.relation not in _PASSIVE and not inner.aside:
        inner = inner.parent
    return inner.parent if inner is not None else None


_PASSIVE = (Relation.AMENDED_BY, Relation.REPLACED_BY, Relation.REPEALED_BY, Relation.GUIDED_BY)


def _is_adjacent(last: Mention, mention: Mention, before: str) -> bool:
    """`Nghị định số A (được sửa đổi … tại B`: nothing between; but a decree does not amend the law in a title."""
    if before.strip(" ,(") not in ("", "đã") or (
        last.parent is not None and last.type in LAWS and mention.type not in LAWS
    ):
        return False
    return last.relation not in _PASSIVE


def _passive_subject(last: Mention, top: Mention) -> Mention:
    """`được sửa đổi tại`: said of the head of the clause, or of what the head amends."""
    if last is not top and last.relation in CHANGES:
        return last
    return top


def _share(mention: Mention, model: Mention, state: Sentences) -> None:
    mention.relate(model.stated, model.subject, "list")
    mention.parent = model.parent
    if model.parent is None and model.relation not in _PASSIVE:
        state.top = mention


_CHANGE = re.compile(r"\s*(?:bãi bỏ|hủy bỏ|thay thế|sửa đổi|bổ sung)(?!\w)")
"""A clause with a change of its own is no member of the list of changes before it."""


def _goes_on_changing(top: Mention, words: str) -> bool:
    return top.relation in CHANGES and not _CHANGE.match(words)


def _after_semicolon(mention: Mention, words: str, state: Sentences) -> None:
    """A new item of the outer list, with its own cue or that of the list."""
    top = state.top
    cue = nearest_cue(words.lower())
    if (
        cue is not None
        and cue.rule == "given_in"
        and top is not None
        and top.relation in CHANGES
        and not _CHANGE.match(words)
    ):
        mention.relate(top.relation, top.subject, "list")
    elif cue is not None:
        subject = read_unnumbered(words[: cue.start].rstrip() + " ") or read_item(words)
        mention.relate(cue.relation, subject, f"cue {cue.rule}")
    elif top is not None and _is_item(words):
        mention.relate(top.relation, top.subject, "list")
    else:
        mention.relate(Relation.CITES, None, "no cue")
    state.top = mention


_WITH_HOST = re.compile(
    r" ?(?:Quy chế|Quy định|Điều lệ|Kế hoạch|Chương trình|Đề án|Danh mục|Phương án)(?!\w)[^;:]{0,160} kèm theo $"
)
"""An item that is named after what it promulgates."""
_OF_BODY = re.compile(
    r" ?(?:và )?(?:Nghị quyết|Kết luận|Chỉ thị|Quyết định|Thông báo|Kế hoạch|Chương trình|Thông tư|Nghị định)"
    r"(?: (?!tại|về|theo)[^\s,;:]+){1,16} "
)
"""An item that names its body before its number: `Nghị quyết Hội nghị Trung ương 8 khóa XIII số`."""
_ABOVE_ALL = re.compile(r"[^;:.]{0,160}(?:nhất là|đặc biệt là|trong đó có|như|gồm)(?: các)? $")
"""An item that names the foremost of a kind: `các Công điện của Thủ tướng Chính phủ, nhất là`."""


def _is_item(words: str) -> bool:
    """Whether the words in front of a mention leave it to the list in which it stands."""
    if _WITH_HOST.match(words) or _ABOVE_ALL.match(words) or _OF_BODY.fullmatch(words):
        return True
    told = opens_with_act(words) or words.lower().lstrip().startswith("sau khi ")
    return len(words.strip()) < LONG_CLAUSE and not told


def _is_amended_too(mention: Mention, last: Mention) -> bool:
    """Whether a title that amends one document goes on with the next: all of one kind, all older than the title's."""
    host = last.parent
    if host is None or last.relation is not Relation.AMENDS or not mention.type == last.type == host.type:
        return False
    year, *older = (_year(one) for one in (host, last, mention))
    return year is not None and all(one is not None and one < year for one in older)


def _is_younger(mention: Mention, host: Mention) -> bool:
    """Whether a mention comes after the year of the titled document, which can therefore not have amended it."""
    years = _year(mention), _year(host)
    return years[0] is not None and years[1] is not None and years[0] > years[1]


def _year(mention: Mention) -> int | None:
    """The year in the number of a mention, else that of its day."""
    printed = mention.number.year if mention.number else None
    return printed or (mention.date.year if mention.date else None)


_OWN_ACT = re.compile(
    r"(?:,|;| và) (?:trên cơ sở|theo đề nghị)(?!\w)|[,;] gắn (?:với|liền)(?!\w)|"
    r", (?:ubnd|ủy ban nhân dân|chủ tịch|hđnd|bộ |sở |văn phòng|chính phủ|thủ tướng|"
    r"ban )[^,;]{0,60}? (?:ban hành|xây dựng|yêu cầu|đề nghị|hướng dẫn|thông báo|quyết định)"
)


_BESIDE = re.compile(r"\((?:đã )?(?:được )?[^()]{3,90} tại(?: các)? $")
"""`(được Sở Tư pháp thẩm định tại Báo cáo số …)` tells of the titled document, it is no part of its title."""


_ASIDE = re.compile(r"[^(]*\([^()]*$")
"""A parenthesis that is still open."""


def _inside_title(mention: Mention, words: str, state: Sentences) -> None:
    """Between the title's first word and the mention: nested under the titled document, or back in the outer list."""
    last, top = state.last, state.top
    if last is None or top is None:
        return
    lower = words.lower()
    cue = nearest_cue(lower)
    if ends_as_sibling(lower) and (cue is None or _far_from_end(lower, cue.end)):
        _share(mention, last.parent or last, state)
        return
    mention.parent = last
    if own := _OWN_ACT.search(lower):
        rest = words[own.end() :]
        after = nearest_cue(rest.lower())
        mention.relate(after.relation if after else Relation.CITES, None, "own act")
        mention.parent, state.top = None, mention
        return
    if (cue is not None and cue.rule == "neutral_at") or (cue is None and _BESIDE.search(lower)):
        mention.relate(Relation.CITES, None, "beside a title")
        return
    if cue is None:
        mention.relate(Relation.CITES, last.label or None, "inside a title")
        return
    if cue.relation is Relation.CITES and _ASIDE.match(lower):
        mention.relate(Relation.CITES, None, "beside a title")
        mention.aside = True
        return
    front = words[: cue.start].rstrip() + " "
    if changed := read_changed(front):
        mention.relate(cue.relation, changed, f"cue {cue.rule} inside a title")
        return
    unnumbered = read_unnumbered(front) if re.search(r"(?:,| và) [^,]*$", words[: cue.start]) else None
    subject = (
        unnumbered
        if unnumbered and ends_as_sibling(lower[: lower.find(unnumbered.lower())].rstrip() + " ")
        else last.label
    )
    proposed = last.relation is Relation.PROPOSAL and cue.relation in CHANGES  # the document itself
    mention.relate(cue.relation, None if proposed else subject or None, f"cue {cue.rule} inside a title")


def _far_from_end(lower: str, cue_end: int) -> bool:
    """A cue right before the separator governs the list; one followed by words of the title does not."""
    between = lower[cue_end:].strip(" ,")
    return len(between) > 6


def _own_cue(mention: Mention, words: str, state: Sentences) -> None:
    found = nearest_cue(words.lower())
    if found is None:
        return
    subject = read_unnumbered(words[: found.start].rstrip() + " ")
    mention.relate(found.relation, subject, f"cue {found.rule}")
    state.top = mention
