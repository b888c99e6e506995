"""Relations inside a paragraph: which mention stands under which cue, in which list, in whose title."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from cancu.ingest.appositions import spell_out
from cancu.ingest.cells import CellSpan
from cancu.ingest.citation_lists import CitationList
from cancu.ingest.own_mentions import mark_own
from cancu.ingest.pinpoints import pinpoint_after, pinpoint_before
from cancu.ingest.plain import UPPER, find_paragraphs, paragraph_at
from cancu.ingest.relations import (
    CHANGES,
    Cue,
    ends_as_sibling,
    is_joiner,
    nearest_cue,
    opens_item,
    opens_passive,
    opens_title,
    opens_with_act,
    read_opening_change,
    renames,
)
from cancu.ingest.repeal_registers import Register
from cancu.ingest.unnumbered import LONE_KINDS, read_changed, read_drafted, read_item, read_unnumbered
from cancu.ingest.working_mention import Mention
from cancu.ontology.numbers import parse_number
from cancu.ontology.records import Document, Relation

_LOOK_BACK = 600
_LONG_CLAUSE = 45


class Passages:
    """A text cut into paragraphs; a cell of a task table begins and ends one."""

    def __init__(self, text: str, plain: str, cells: Sequence[CellSpan] = ()) -> None:
        self.plain = plain
        self.length = len(text)
        self.register = Register(text)
        self.first = {cell.start for cell in cells}
        self.bases = [cell for cell in cells if cell.basis]
        borders = self.first | {cell.end for cell in cells}
        self.starts = sorted({*find_paragraphs(text), *borders}) if cells else find_paragraphs(text)

    def open(self, offset: int) -> tuple[tuple[int, int], _State]:
        """The paragraph that holds `offset`, with nothing read of it."""
        span = paragraph_at(self.starts, offset, self.length)
        at = bisect_right(self.bases, offset, key=lambda cell: cell.start) - 1
        basis = at >= 0 and offset < self.bases[at].end
        return span, _State(span[0], opens_cell=span[0] in self.first, basis=basis)


class _State:
    """What a paragraph has said so far: the last mention, the last one outside titles, and the sentence's start."""

    def __init__(self, start: int, *, opens_cell: bool = False, basis: bool = False) -> None:
        self.opens_cell = opens_cell
        self.basis = basis
        self.start = self.paragraph = start
        self.last: Mention | None = None
        self.top: Mention | None = None
        self.seen: dict[str, Mention] = {}


def assign_relations(mentions: list[Mention], passages: Passages, document: Document) -> None:
    """Give every mention relation, subject and pinpoint, paragraph by paragraph."""
    plain = passages.plain
    own = parse_number(document.number) if document.number else None
    carry = CitationList()
    state, span = _State(0), (0, 0)
    for mention in mentions:
        if mention.inside is not None:
            _assign_inside(mention)
            continue
        if not span[0] <= mention.start < span[1]:
            if state.top is not None:
                carry.hand_on(state.top, plain, span[1])
            span, state = passages.open(mention.start)
        _assign(mention, state, passages, carry)
        mark_own(mention, plain, span[0], document=document, own_key=own.key if own else "")
        if mention.subject is not None and _is_own(mention.subject, document):
            mention.subject = None


def _is_own(subject: str, document: Document) -> bool:
    """Whether a subject is the document itself: by its number, or by a kind that stands alone."""
    return subject == document.number or (subject == document.type and subject in LONE_KINDS)


def _assign_inside(mention: Mention) -> None:
    mention.relation, mention.subject = Relation.AMENDS, _name_amending(mention.inside) if mention.inside else None
    mention.issuer = mention.issuer or "Quốc hội"
    mention.rule = "law inside the name of an amending law"


def _name_amending(law: Mention) -> str:
    """The label of an amending law; `Luật số A ban hành Luật sửa đổi …` prints its number in front of its name."""
    host = law.parent
    numbered = host is not None and host.type in _LAWS and host.name is None and law.number is None
    return host.label if host is not None and numbered else law.label


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!TP)(?<!KT)(?<!TM)(?<!TL)(?<! Q)(?<!\bđ/c)\.|[?!]|/\./?)[”\")]? +(?=[{UPPER}“\"(\-+])")


_TORN = re.compile(r"(?<!\w)(?:theo|của|tại|và|hiện|khai|với|về|số|các|bởi|định|trong|bằng|hóa|,) *$")


def _torn_start(plain: str, start: int) -> int:
    """Where the sentence starts that a page break tore apart before `start`; `start` itself where none is torn."""
    before = plain[max(0, start - 300) : start].rstrip()
    if not _TORN.search(before):
        return start
    cut = max((match.end() for match in _sentence_end().finditer(before)), default=0)
    return max(0, start - 300) + cut


def _assign(mention: Mention, state: _State, passages: Passages, carry: CitationList) -> None:
    """Decide relation, subject and pinpoint of one mention."""
    plain, paragraph = passages.plain, state.paragraph
    begin = state.last.tail if state.last is not None else max(state.start, mention.head - _LOOK_BACK)
    raw = plain[begin : mention.head]
    for match in _sentence_end().finditer(raw):
        if (match.start() > 2 or state.last is not None) and not opens_passive(raw, match.end()):
            state.last = state.top = None
            state.start = begin + match.end()
    if state.last is None:
        torn = state.start == paragraph and not state.opens_cell
        low = _torn_start(plain, state.start) if torn else state.start
        raw = plain[max(low, mention.head - _LOOK_BACK) : mention.head]
    words = " ".join(raw.split())
    mention.pinpoint, cut = pinpoint_before(f"{words} ")
    words = f" {words[:cut].rstrip()} " if mention.pinpoint else f" {words} "
    if mention.pinpoint is None:
        mention.pinpoint = pinpoint_after(" ".join(plain[mention.tail : mention.tail + 90].split()))
    if passages.register.relate(mention):
        state.top = mention
    else:
        _relate(mention, words, state, plain, carry)
    state.last = mention
    state.seen.setdefault(mention.label, mention)


def _relate(mention: Mention, words: str, state: _State, plain: str, carry: CitationList) -> None:
    spelled = spell_out(mention, plain, state.start, state.top)
    if spelled is not None:
        mention.relate(*spelled, "parenthesis behind a plural")
        state.top = mention
    elif state.last is None:
        _open_sentence(mention, words, state, plain, carry)
    else:
        _continue_sentence(mention, words, state)


def _open_sentence(mention: Mention, words: str, state: _State, plain: str, carry: CitationList) -> None:
    """The first mention of a sentence: the nearest cue, else the opening of its list, else a plain mention."""
    lower = words.lower()
    cue = _governing_cue(lower)
    bare = re.sub(r"^[\s\-+•·●*#>(\"“]*(?:[\divxa-zđ]{1,4}(?:\.\d+)*[.)]\s*)?[\s*]*(?:các |theo )?", "", lower).strip(
        " :-"
    )
    if cue is None and state.basis:
        mention.relate(Relation.BASIS, None, "column of legal bases")
        state.top = mention
        return
    if cue is None and not bare and not state.opens_cell and carry.relate(mention, plain, state.start):
        state.top = mention
        return
    opening = read_opening_change(bare)
    if opening is not None:
        mention.relate(opening, None, "opening verb of change")
        state.top = mention
        return
    if cue is None or cue.relation is Relation.CITES:
        ended = _ended_behind(mention, plain)
        if cue is None or ended is not None:
            mention.relate(ended or Relation.CITES, None, "no cue")
            state.top = mention
            return
    subject = None
    if not cue.passive and cue.relation is not Relation.BASIS:
        front = words[: cue.start].rstrip()
        subject = read_unnumbered(f"{front} ") or read_drafted(front)
    if cue.passive and not _NAMED_KIND.search(lower):
        mention.relate(Relation.CITES, None, "passive of no document")
    else:
        mention.relate(cue.relation, subject, f"cue {cue.rule}")
    state.top = mention


_NAMED_KIND = re.compile(
    r"(?:văn bản|luật|lệnh|nghị định|nghị quyết|quyết định|thông tư|kế hoạch|chỉ thị|quy chế|quy định)(?:\W| này)"
)
"""A kind of document, without which a passive such as `bị bãi bỏ theo …` is said of a procedure or list."""


def _governing_cue(lower: str) -> Cue | None:
    """The nearest cue, unless a `;` with a long clause of its own stands between it and the mention."""
    cue = nearest_cue(lower)
    semicolon = lower.rfind(";")
    if cue is None or semicolon < cue.end or len(lower[semicolon + 1 :].strip()) < _LONG_CLAUSE:
        return cue
    return None


_OPINION = re.compile(r"^[^;:]{0,120}(?:,|;| và) (?:trên cơ sở )?ý kiến (?:\w+ ){0,3}của [^;]{3,90}(?: tại| \()")
"""`Xét đề nghị của Bộ A tại Tờ trình …, ý kiến của Bộ B tại Công văn …`: B proposes nothing."""


def _continue_sentence(mention: Mention, words: str, state: _State) -> None:
    """A further mention: member of a list, inside a title, under a passive, or under a cue of its own."""
    last, top = state.last, state.top
    if last is None or top is None:
        return
    lower = words.lower()
    if _OPINION.search(lower):
        mention.relate(Relation.CITES, None, "opinion of another body")
        state.top = mention
        return
    proposes = top.relation is Relation.PROPOSAL and mention.type in ("Tờ trình", "Báo cáo") and "(" not in lower
    model = top if proposes else _find_model(mention, lower, state)
    if model is not None:
        _share(mention, model, state)
        return
    if _is_amended_too(mention, last) and ends_as_sibling(lower):
        _share(mention, last, state)
        return
    semicolon = lower.rfind(";") + 1
    cue = nearest_cue(lower[semicolon:])
    if cue is not None and cue.passive:
        before = lower[semicolon:][: cue.start]
        mention.parent = last if _is_adjacent(last, mention, before) else _passive_subject(last, top)
        mention.relate(cue.relation, mention.parent.label, f"cue {cue.rule}")
    elif semicolon:
        _after_semicolon(mention, words[semicolon:], state)
    elif opens_title(lower):
        _inside_title(mention, words, state)
    elif cue is not None:
        _own_cue(mention, words, state)
    else:
        _share(mention, last, state)


def _find_model(mention: Mention, lower: str, state: _State) -> Mention | None:
    """The mention whose relation a short form, an apposition or a plain list member shares."""
    last, top = state.last, state.top
    if last is None or top is None:
        return None
    if renames(lower) or (lower.endswith(" ( ") and mention.label in state.seen):
        return state.seen.get(mention.label, last)
    if opens_item(lower):
        return top
    return _list_mate(mention, last, top, lower) if is_joiner(lower) else None


def _list_mate(mention: Mention, last: Mention, top: Mention, gap: str) -> Mention:
    """Whose relation a list member shares: behind `;` the outer list's, else that of the mention before it.

    In `(số A sửa đổi Nghị định số B và số C)` the last member goes with A, which prints no kind either.

    A numbered document behind a law named in a title (`… hướng dẫn thi hành Luật A và Nghị định số B`) goes on with
    the list that holds the titled document.
    """
    if ";" in gap:
        return top
    if ")" in gap.partition("(")[0] and last.relation in _PASSIVE and last.parent is not None:
        return last.parent
    if last.parent is not None and last.name is not None and mention.name is None and last.number is None:
        return last.parent
    if last.parent is not None and last.typed and not last.parent.typed and not mention.typed:
        return last.parent
    return last


_PASSIVE = (Relation.AMENDED_BY, Relation.REPLACED_BY, Relation.REPEALED_BY, Relation.GUIDED_BY)


def _is_adjacent(last: Mention, mention: Mention, before: str) -> bool:
    """`Nghị định số A (được sửa đổi … tại B`: nothing between; but a decree does not amend the law in a title."""
    if before.strip(" ,(") or (last.parent is not None and last.type in _LAWS and mention.type not in _LAWS):
        return False
    return last.relation not in _PASSIVE


_LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")


def _passive_subject(last: Mention, top: Mention) -> Mention:
    """`được sửa đổi tại`: said of the head of the clause, or of what the head amends."""
    if last is not top and last.relation in CHANGES:
        return last
    return top


def _share(mention: Mention, model: Mention, state: _State) -> None:
    mention.relate(model.relation, model.subject, "list")
    mention.parent = model.parent
    if model.parent is None and model.relation not in _PASSIVE:
        state.top = mention


def _after_semicolon(mention: Mention, words: str, state: _State) -> None:
    """A new item of the outer list, with its own cue or that of the list."""
    top = state.top
    cue = nearest_cue(words.lower())
    if cue is not None and cue.rule == "given_in" and top is not None and top.relation in CHANGES:
        mention.relate(top.relation, top.subject, "list")
    elif cue is not None:
        subject = read_unnumbered(words[: cue.start].rstrip() + " ") or read_item(words)
        mention.relate(cue.relation, subject, f"cue {cue.rule}")
    elif top is not None and len(words.strip()) < _LONG_CLAUSE and not opens_with_act(words):
        mention.relate(top.relation, top.subject, "list")
    else:
        mention.relate(Relation.CITES, None, "no cue")
    state.top = mention


def _is_amended_too(mention: Mention, last: Mention) -> bool:
    """Whether a title that amends one document goes on with the next: all of one kind, all older than the title's."""
    host = last.parent
    if host is None or last.relation is not Relation.AMENDS or not mention.type == last.type == host.type:
        return False
    years = [number.year if number else None for number in (mention.number, last.number, host.number)]
    return all(year is not None and years[2] is not None and year < years[2] for year in years[:2])


_OWN_ACT = re.compile(
    r"(?:,|;| và) (?:trên cơ sở|theo đề nghị)(?!\w)|"
    r", (?:ubnd|ủy ban nhân dân|chủ tịch|hđnd|bộ |sở |văn phòng|chính phủ|thủ tướng|"
    r"ban )[^,;]{0,60}? (?:ban hành|xây dựng|yêu cầu|đề nghị|hướng dẫn|thông báo|quyết định)"
)


_BESIDE = re.compile(r"\((?:đã )?(?:được )?[^()]{3,90} tại(?: các)? $")
"""`(được Sở Tư pháp thẩm định tại Báo cáo số …)` tells of the titled document, it is no part of its title."""


def _inside_title(mention: Mention, words: str, state: _State) -> None:
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
    mention.relate(cue.relation, subject or None, f"cue {cue.rule} inside a title")


def _far_from_end(lower: str, cue_end: int) -> bool:
    """A cue right before the separator governs the list; one followed by words of the title does not."""
    between = lower[cue_end:].strip(" ,")
    return len(between) > 6


def _own_cue(mention: Mention, words: str, state: _State) -> None:
    found = nearest_cue(words.lower())
    if found is None:
        return
    subject = read_unnumbered(words[: found.start].rstrip() + " ")
    mention.relate(found.relation, subject, f"cue {found.rule}")
    state.top = mention


_CHANGED_BEHIND = re.compile(
    r"[^.;:/]{0,120}?(?<!\w)được (?:sửa(?: đổi)?(?:,? (?:và )?bổ sung)?|bổ sung|thay(?: thế)?|điều chỉnh)(?!\w)"
    r"[^.;:/]{0,80}?(?:như sau|thành|bằng (?:cụm từ|từ|[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Mm]ẫu|[Pp]hụ lục)(?!\w))"
)


def _ended_behind(mention: Mention, plain: str) -> Relation | None:
    """The relation of a cue behind the mention: `… số A được sửa đổi như sau:`, `… số A hết hiệu lực kể từ …`."""
    behind = " ".join(plain[mention.tail : mention.tail + 420].split())
    if _CHANGED_BEHIND.match(behind):
        return Relation.AMENDS
    match = re.match(r"[^.;]{0,300}?hết hiệu lực (?:thi hành )?(?:kể )?(?:từ|khi)[^.;]{0,40}? này", behind)
    return Relation.REPEALS if match else None
