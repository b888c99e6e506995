"""Relations inside a paragraph: which mention stands under which cue, in which list, in whose title."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from cancu.ingest.appositions import spell_out
from cancu.ingest.cells import CellSpan
from cancu.ingest.citation_lists import CitationList
from cancu.ingest.connectives import opens_passive
from cancu.ingest.cues import Cue
from cancu.ingest.further_mentions import LAWS, LONG_CLAUSE, relate_further
from cancu.ingest.own_mentions import mark_own
from cancu.ingest.pinpoints import pinpoint_after, pinpoint_before
from cancu.ingest.plain import UPPER, find_paragraphs, paragraph_at
from cancu.ingest.relations import CHANGES, nearest_cue, read_opening_change
from cancu.ingest.repeal_registers import AmendmentList, Register
from cancu.ingest.sentences import Sentences
from cancu.ingest.unnumbered import LONE_KINDS, PASSED_KINDS, read_drafted, read_unnumbered
from cancu.ingest.working_mention import Mention
from cancu.ontology.numbers import parse_number
from cancu.ontology.records import Document, Relation

_LOOK_BACK = 1000
_LOOK_AHEAD = 260


class Passages:
    """A text cut into paragraphs; a cell of a task table begins and ends one."""

    def __init__(self, text: str, plain: str, cells: Sequence[CellSpan] = ()) -> None:
        self.plain = plain
        self.length = len(text)
        self.register = Register(text)
        self.to_amend = AmendmentList(text)
        self.first = {cell.start for cell in cells}
        self.bases = [cell for cell in cells if cell.basis]
        borders = self.first | {cell.end for cell in cells}
        self.starts = sorted({*find_paragraphs(text), *borders}) if cells else find_paragraphs(text)

    def open(self, offset: int) -> tuple[tuple[int, int], Sentences]:
        """The paragraph that holds `offset`, with nothing read of it."""
        span = paragraph_at(self.starts, offset, self.length)
        at = bisect_right(self.bases, offset, key=lambda cell: cell.start) - 1
        basis = at >= 0 and offset < self.bases[at].end
        return span, Sentences(span[0], opens_cell=span[0] in self.first, basis=basis)


def assign_relations(mentions: list[Mention], passages: Passages, document: Document) -> None:
    """Give every mention relation, subject and pinpoint, paragraph by paragraph."""
    plain = passages.plain
    own = parse_number(document.number) if document.number else None
    carry = CitationList()
    state, span = Sentences(0), (0, 0)
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
    return subject == document.number or (subject == document.type and subject in (*LONE_KINDS, *PASSED_KINDS))


def _assign_inside(mention: Mention) -> None:
    host = mention.inside
    own = host is None or host.relation is Relation.SELF
    mention.relation, mention.subject = Relation.AMENDS, None if own or host is None else _name_amending(host)
    mention.issuer = mention.issuer or "Quốc hội"
    mention.rule = "law inside the name of an amending law"


def _name_amending(law: Mention) -> str:
    """The label of an amending law; `Luật số A ban hành Luật sửa đổi …` prints its number in front of its name."""
    host = law.parent
    numbered = host is not None and host.type in LAWS and host.name is None and law.number is None
    return host.label if host is not None and numbered else law.label


@cache
def _sentence_end() -> re.Pattern[str]:
    abbreviated = r"(?<!TP)(?<!KT)(?<!TM)(?<!TL)(?<! Q)(?<!\bđ/c)"
    return re.compile(rf"(?:{abbreviated}\.|[?!]|/\./?|(?<=như sau):)[”\")]? +(?=[{UPPER}“\"(\-+])")


_TORN = re.compile(
    r"(?<!\w)(?:theo|của|tại|và|hiện|khai|với|về|số|các|bởi|định|trong|bằng|hóa|,|(?:[Đđ]iều|[Kk]hoản) \d{1,3}) *$"
)


def _torn_start(plain: str, start: int) -> int:
    """Where the sentence starts that a page break tore apart before `start`; `start` itself where none is torn."""
    before = plain[max(0, start - 300) : start].rstrip()
    if not _TORN.search(before):
        return start
    cut = max((match.end() for match in _sentence_end().finditer(before)), default=0)
    return max(0, start - 300) + cut


def _assign(mention: Mention, state: Sentences, passages: Passages, carry: CitationList) -> None:
    """Decide relation, subject and pinpoint of one mention."""
    plain, paragraph = passages.plain, state.paragraph
    begin = state.last.tail if state.last is not None else max(state.start, mention.head - _LOOK_BACK)
    raw = plain[begin : mention.head]
    for match in _sentence_end().finditer(raw):
        opened = state.last is not None or (match.start() > 2 and match[0][0] != ":")
        if opened and not opens_passive(raw, match.end()):
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
        mention.pinpoint = pinpoint_after(" ".join(plain[mention.tail : mention.tail + _LOOK_AHEAD].split()))
    if passages.register.relate(mention) or passages.to_amend.relate(mention):
        state.top = mention
    else:
        _relate(mention, words, state, plain, carry)
    state.last = mention
    state.seen.setdefault(mention.label, mention)


def _relate(mention: Mention, words: str, state: Sentences, plain: str, carry: CitationList) -> None:
    spelled = spell_out(mention, plain, state.start, state.top)
    if spelled is not None:
        mention.relate(*spelled, "parenthesis behind a plural")
        state.top = mention
    elif state.last is None:
        _open_sentence(mention, words, state, plain, carry)
    else:
        relate_further(mention, words, state)


_LABEL = re.compile(
    r"^[\s\-+•·●*#>(\"“]*(?:[\divxa-zđ]{1,4}(?:\.\d+)*[.)]\s*)?[\s*]*"
    r"(?:(?:các )?quy định (?:có )?liên quan tại |các |theo )?"
)
"""What stands in front of the first words of an item."""


def _open_sentence(mention: Mention, words: str, state: Sentences, plain: str, carry: CitationList) -> None:
    """The first mention of a sentence: the nearest cue, else the opening of its list, else a plain mention."""
    lower = words.lower()
    cue = _governing_cue(lower, plain[mention.end : mention.end + _LOOK_AHEAD])
    bare = _LABEL.sub("", lower).strip(" :-")
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
        ended = _ended_behind(mention, plain, opens=not bare)
        if cue is None or ended is not None:
            mention.relate(ended or Relation.CITES, None, "no cue")
            state.top = mention
            return
    subject = None
    if not cue.passive and cue.relation is not Relation.BASIS:
        front = words[: cue.start].rstrip()
        drafted = read_drafted(front) if cue.relation in CHANGES else None
        subject = read_unnumbered(f"{front} ") or drafted
    if cue.passive and not _NAMED_KIND.search(lower[: cue.end]):
        mention.relate(_passive_of_part(lower, cue), None, "passive of no document")
    else:
        mention.relate(cue.relation, subject, f"cue {cue.rule}")
    state.top = mention


_PART = re.compile(r"(?:điều|khoản|điểm|mục|chương|phụ lục|mẫu|biểu|cụm từ|đoạn|tiết|nội dung) [^,;]{0,60}?$")


def _passive_of_part(lower: str, cue: Cue) -> Relation:
    """What a passive says of a provision of this document (`Mẫu này được bãi bỏ theo …`), or of a procedure."""
    ruled = lower[cue.end :].startswith(" quy định")
    if ruled and (_PART.search(lower[: cue.start]) or not lower[: cue.start].strip(_FOOTNOTE)):
        return cue.relation
    return Relation.IMPLEMENTS if ruled and cue.relation is Relation.AMENDED_BY else Relation.CITES


_FOOTNOTE = " []()*0123456789."
_NAMED_KIND = re.compile(
    r"(?:văn bản|luật|lệnh|nghị định|nghị quyết|quyết định|thông tư|kế hoạch|chỉ thị|quy chế|quy định)(?:\W| này)"
)
"""A kind of document, without which a passive such as `bị bãi bỏ theo …` is said of a procedure or list."""


def _governing_cue(lower: str, behind: str) -> Cue | None:
    """The nearest cue, unless a `;` with a long clause of its own stands between it and the mention."""
    cue = nearest_cue(lower)
    if cue is not None and lower[cue.start : cue.end] == "bổ sung" and _INTO_FILE.match(" ".join(behind.split())):
        return None
    semicolon = lower.rfind(";")
    if cue is None or semicolon < cue.end or len(lower[semicolon + 1 :].strip()) < LONG_CLAUSE:
        return cue
    return None


_INTO_FILE = re.compile(r"[^.;]{0,140}? vào (?:hồ sơ|danh mục|báo cáo|phần căn cứ|căn cứ)(?!\w)")
"""A document that somebody is to add to papers is not changed: `bổ sung Quyết định số … vào hồ sơ`."""
_CHANGED_BEHIND = re.compile(
    r"[^.;:/]{0,120}?(?<!\w)được (?:sửa(?: đổi)?(?:,? (?:và )?bổ sung)?|bổ sung|thay(?: thế)?|điều chỉnh)(?!\w)"
    r"[^.;:/]{0,80}?(?:như sau|thành|bằng (?:cụm từ|từ|[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Mm]ẫu|[Pp]hụ lục)(?!\w))"
)


_ENDED = re.compile(r"[^.;]{0,300}?(?P<below>sau đây )?(?<!đã )hết hiệu lực(?: thi hành)?")
_BY_THIS = re.compile(r" (?:kể )?(?:từ|khi)[^.;]{0,40}? này")
_BY_DAY = re.compile(r" (?:kể )?từ ngày \d")
_SINCE = re.compile(
    r"này có hiệu lực(?: thi hành)? (?:sau|kể từ|từ)[^.;]{0,80}[;,] *(?:và )?(?:các )?$|"
    r"[Kk]ể từ ngày \S+(?: \S+)? này có hiệu lực(?: thi hành)?, *$"
)


def _ended_behind(mention: Mention, plain: str, *, opens: bool) -> Relation | None:
    """The relation of a cue behind the mention: `… số A được sửa đổi như sau:`, `… số A hết hiệu lực kể từ …`.

    A day alone ends a document that opens its clause; elsewhere it tells what has long been so.
    """
    behind = " ".join(plain[mention.tail : mention.tail + 420].split())
    if _CHANGED_BEHIND.match(behind):
        return Relation.AMENDS
    ends = _ENDED.match(behind)
    if ends is None:
        return None
    begun = ends["below"] or _SINCE.search(plain, max(0, mention.head - 90), mention.head)
    ending = begun or _BY_THIS.match(behind, ends.end()) or (opens and _BY_DAY.match(behind, ends.end()))
    return Relation.REPEALS if ending else None
