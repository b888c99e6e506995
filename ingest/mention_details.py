"""What stands beside a mention: its day, its issuer, and the kind that its symbol tells."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from cancu.ingest.connectives import is_joiner
from cancu.ingest.dates import DATE, date_pattern, read_date
from cancu.ingest.issuer_phrases import (
    fits_symbol,
    is_joint,
    issuer_from_symbol,
    name_length,
    read_issuer,
    read_joint_issuers,
)
from cancu.ingest.own_unit import OwnUnits
from cancu.ingest.plain import plain_text
from cancu.ingest.working_mention import Mention
from cancu.ontology.numbers import DocumentNumber
from cancu.ontology.records import Date

_REACH = 180


@cache
def _day_behind() -> re.Pattern[str]:
    return re.compile(
        rf" {{0,4}}[,(]? {{0,3}}(?:ban hành |được ban hành |ký |năm |"
        rf"(?:đã )?được Quốc hội[^.;()]{{0,110}}? thông qua )?(?=ngày|Ngày|NGÀY|"
        rf"\d{{1,2}}/\d){date_pattern().pattern}"
    )


@cache
def _of() -> re.Pattern[str]:
    return re.compile(
        r" {0,4}\)?,? {0,3}(?:của|CỦA|do(?= {1,4}[A-ZĐỦ])|Của) {1,4}(?:Bộ trưởng, {1,3}(?=Chủ nhiệm|Trưởng)|"
        r"[Ll]iên (?:[Bb]ộ|[Nn]gành|[Tt]ịch):? {1,3}(?=Bộ ))?"
    )


@cache
def _of_next() -> re.Pattern[str]:
    # `của Bộ X tại Thông báo số 1, của Ban Y tại Văn bản số 2`: what follows the comma speaks of the next document.
    return re.compile(r" {0,4}, {0,3}(?:của|do) [^,.;:()|]{3,60}? tại {1,3}[^\W\d_]+(?: [^\W\d_]+){0,2} số {0,3}\d")


_TERM = re.compile(r",? {0,2}\(?(?:khóa|khoá) [IVX]{1,6}\)?(?= )")
"""The term of a committee behind its name."""


def read_details(mention: Mention, plain: str, text: str, units: OwnUnits) -> None:
    """Read day and issuer behind the mention and settle its kind; moves `tail` behind what was read."""
    _settle_type(mention)
    if mention.inside is not None:
        return
    at = _read_day(mention, plain, text, mention.end)
    of = _of().match(plain, at)
    if of is not None and not _of_next().match(plain, at):
        window = plain[of.end() : _row_end(text, of.end())]
        phrase = " ".join(window.split())
        joint = mention.number is not None and is_joint(mention.number)
        issuer = (read_joint_issuers(phrase) if joint else None) or read_issuer(phrase, units)
        if issuer is not None and mention.name is None:
            mention.issuer, mention.explicit = issuer, True
        length = name_length(window, joint=joint)
        at = of.end() + (length if issuer is not None or length < 60 else 0)
        term = _TERM.match(plain, at)
        at = term.end() if term else at
        if mention.date is None:
            at = _read_day(mention, plain, text, at)
    mention.tail = max(mention.tail, at)
    if mention.date is None and mention.name is None:
        mention.date = _read_day_in_front(mention, plain)


_NEXT_ROW = re.compile(r"\n[ \t]*\d{1,3}[.)]?[ \t]*\n(?=[^\W\d_a-zà-ỹđ])")
"""The number of the next row of a table without bars, alone on its line."""


def _row_end(text: str, at: int) -> int:
    """Where the words end that may name an issuer from `at` on."""
    row = _NEXT_ROW.search(text, at, at + _REACH)
    return row.start() if row else at + _REACH


@cache
def _day_in_front() -> re.Pattern[str]:
    return re.compile(
        rf"[Nn]gày {DATE},? (?P<body>(?:(?![Nn]gày \d)[^.;:|]){{3,110}}?) "
        rf"(?:đã )?(?:ban hành|ký ban hành|ký|có|"
        rf"gửi)(?: các)? $"
    )


def _read_day_in_front(mention: Mention, plain: str) -> Date | None:
    """`Ngày 28/10/2025, UBND tỉnh đã ban hành Công văn số …`: the sentence opens with the day."""
    window = plain[max(0, mention.head - 170) : mention.head]
    if "gày " not in window:
        return None
    match = _day_in_front().search(f"{' '.join(window.split())} ")
    return read_date(match) if match else None


def _read_day(mention: Mention, plain: str, text: str, at: int) -> int:
    match = _day_behind().match(plain, at)
    if match is not None:
        mention.date = read_date(match)
        return match.end()
    if "*" in text[at : at + 40]:
        return _read_torn_day(mention, text, at)
    return at


def _read_torn_day(mention: Mention, text: str, at: int) -> int:
    """Emphasis marks inside a day tear its digits apart (`1**1 năm`): read it without them."""
    window = text[at : at + 70]
    match = _day_behind().match(plain_text(window.replace("*", "")))
    if match is None:
        return at
    mention.date = read_date(match)
    left = match.end()
    for offset, letter in enumerate(window):
        if letter != "*":
            left -= 1
        if left == 0:
            return at + offset + 1
    return at


_WEAK = ("Công văn", "Quy hoạch", "Chiến lược", "Dự án", "Đề án", "Quy trình", "Hợp đồng", "Đề cương")
"""Words that stand before a number without naming its kind (`Văn bản số`, `Luật Quy hoạch (số …`)."""


_RANKED = ("Nghị định", "Nghị quyết", "Quyết định", "Thông tư")


def contradicts_symbol(kind: str, number: DocumentNumber) -> bool:
    """Whether the symbol of a normative document tells another kind than the printed word: `Thông tư số 1/2012/NĐ-CP`.

    Args:
        kind: as the word in front of the number names it
        number: its symbol tells the kind by which the document was issued
    """
    by_symbol = number.type.name if number.type and number.year and not number.party else kind
    return kind != by_symbol and kind in _RANKED and by_symbol in _RANKED


def _settle_type(mention: Mention) -> None:
    """The printed word tells the kind; `Văn bản` and no word at all leave it to the symbol."""
    number = mention.number
    if number is None or mention.name is not None:
        return
    by_symbol = number.type.name if number.type else None
    if mention.type == "Công văn" and by_symbol == "Thông cáo":
        by_symbol = None  # `25 TC/TCT`: the field of finance
    if mention.type is None or mention.type in _WEAK or contradicts_symbol(mention.type, number):
        mention.type = by_symbol or mention.type
    if mention.type is None and number.groups[0].rstrip("0123456789") not in ("QH", "UBTVQH"):
        mention.type = "Công văn" if not number.party else None


def share_dates(mentions: list[Mention], plain: str) -> None:
    """A day behind a list of numbers belongs to those without one; a kind in front to those without one."""
    for one, two in pairwise(mentions):
        if two.type is None and two.number is not None and two.head - one.tail < 400:
            two.type = one.type
    for one, two in zip(reversed(mentions[:-1]), reversed(mentions[1:]), strict=True):
        if one.date is None and two.date is not None and _same_list(one, two, plain):
            one.date = two.date


def _same_list(one: Mention, two: Mention, plain: str) -> bool:
    if one.name is not None or two.name is not None or one.explicit or two.inside is not None:
        return False
    if one.number is None or (one.number.year and two.date and one.number.year != two.date.year):
        return False
    gap = " ".join(plain[one.tail : two.head].split())
    elided = not two.typed or re.match(r"[Cc]ác |[Hh]ai ", plain[one.head : one.head + 5]) is not None
    return elided and len(gap) < 12 and is_joiner(gap)


def settle_issuers(mentions: list[Mention], plain: str, units: OwnUnits, own: str | None = None) -> None:
    """Fill issuers: beside the mention, in front (`của Sở Nội vụ tại …`), from list, same number or symbol.

    Args:
        mentions: of one text, in its order; changed in place
        plain: `plain_text` of the source
        units: units that short names are bound to
        own: who issues the document itself; a mention may print the name without its unit
    """
    first: dict[str, str] = {}
    for mention in mentions:
        if mention.number is None or mention.name is not None:
            mention.issuer = _law_issuer(mention)
            continue
        if not mention.explicit:
            before = _issuer_before(mention, plain, units)
            if before is not None and fits_symbol(before, mention.number):
                mention.issuer, mention.explicit = before, True
        if mention.explicit and mention.issuer:
            first.setdefault(mention.number.key, mention.issuer)
    _share_issuers(mentions, plain, known=first)
    _complete_issuers(mentions, own)
    for mention in mentions:
        if mention.number is not None and mention.name is None and mention.issuer is None:
            own = issuer_from_symbol(mention.number, units, mention.date)
            known = first.get(mention.number.key)
            mention.issuer = (
                known or own or (_law_issuer(mention) if mention.type in ("Luật", "Bộ luật", "Pháp lệnh") else None)
            )
    _hand_on_issuers(mentions, plain)


def _complete_issuers(mentions: list[Mention], own: str | None) -> None:
    """A short form stands for the own body, or for what another mention of the number names in full.

    `của Trung tâm Hành chính công` in a document of the `Trung tâm Hành chính công thành phố An Bình`.
    """
    longest: dict[str, str] = {}
    for mention in mentions:
        if mention.explicit and mention.issuer and mention.number is not None:
            known = longest.setdefault(mention.number.key, mention.issuer)
            longest[mention.number.key] = max(known, mention.issuer, key=len)
    for mention in mentions:
        full = longest.get(mention.number.key) if mention.number is not None else None
        for name in (own, full):
            if name is not None and mention.issuer is not None and name.startswith(f"{mention.issuer} "):
                mention.issuer = name


def _law_issuer(mention: Mention) -> str:
    return "Ủy ban Thường vụ Quốc hội" if mention.type == "Pháp lệnh" else "Quốc hội"


_PINPOINT_IN_FRONT = re.compile(r" ?(?:(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục) [\w., ]{1,12}){1,3}$")
_LONGEST_PINPOINT = 60


@cache
def _in_front() -> re.Pattern[str]:
    return re.compile(r"(?:,? (?:đã )?(?:tại|có|ban hành)(?: các)?| \()$")


def _issuer_before(mention: Mention, plain: str, units: OwnUnits) -> str | None:
    """`Theo đề nghị của Giám đốc Sở Nội vụ tại Công văn số …`: the nearest body in front that reaches to `tại`."""
    lead = " ".join(plain[max(0, mention.head - 170) : mention.head].split())
    pinpoint = _PINPOINT_IN_FRONT.search(lead, max(0, len(lead) - _LONGEST_PINPOINT))
    lead = lead[: pinpoint.start()] if pinpoint else lead
    end = _in_front().search(lead, max(0, len(lead) - _LONGEST_PINPOINT))
    if end is None:
        return None
    lead = lead[: end.start()]
    starts = [match.end() for match in re.finditer(r"(?:^|[.:;] |, |(?:của|CỦA|và|với) )(?=[A-ZĐỦ])", lead)]
    for start in reversed(starts):
        phrase = lead[start:]
        if len(phrase) > 120:
            return None
        issuer = read_issuer(phrase, units)
        if issuer is not None:
            return issuer
    return None


_SAME_BREATH = re.compile(r"[^.;]{0,160} và {1,3}")


def _share_issuers(mentions: list[Mention], plain: str, *, known: dict[str, str]) -> None:
    """`Quyết định số A và Quyết định số B của UBND tỉnh`: the issuer of the last holds for its like in the list.

    Not for a number that is `known` to be another's.
    """
    for one, two in zip(reversed(mentions[:-1]), reversed(mentions[1:]), strict=True):
        if (
            one.issuer is not None
            or not two.explicit
            or one.number is None
            or two.number is None
            or one.name
            or two.name
            or one.number.key in known
        ):
            continue
        same = one.number.body_symbols[:1] == two.number.body_symbols[:1]
        gap = " ".join(plain[one.tail : two.head].split())
        if same and len(gap) < 10 and is_joiner(gap):
            one.issuer, one.explicit = two.issuer, True


def _hand_on_issuers(mentions: list[Mention], plain: str) -> None:
    """`Công văn số A của Cục Thuế về … và Công văn số B`: what symbol tells nothing goes on with its like."""
    for one, two in pairwise(mentions):
        if two.issuer is not None or not one.explicit or one.number is None or two.number is None:
            continue
        gap = plain[one.tail : two.head]
        like = one.number.body_symbols[:1] == two.number.body_symbols[:1]
        if like and (_SAME_BREATH.fullmatch(gap) or is_joiner(" ".join(gap.split()))):
            two.issuer, two.explicit = one.issuer, True
