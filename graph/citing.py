"""Citing documents: what each citation prints, brought into the form in which documents are identified."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cancu.ontology.document_keys import (
    DocumentKey,
    NumberKey,
    find_issuing_series,
    find_period,
    find_type,
    key_law,
    key_number,
    type_contradicts,
)
from cancu.ontology.jurisdictions import NATION
from cancu.ontology.orthography import fold, match_key
from cancu.ontology.records import Citation, Document, Relation

if TYPE_CHECKING:
    from cancu.graph.holdings import Mention

_LAW_TYPES = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
_PASSIVE = frozenset({Relation.AMENDED_BY, Relation.REPLACED_BY, Relation.REPEALED_BY, Relation.GUIDED_BY})


class Citing:
    """A document that cites, as the store holds it.

    Attributes:
        iri: its identifier
        document: its head
        key: its identity
        mentions: its citations
    """

    def __init__(self, iri: str, document: Document, key: DocumentKey, mentions: Iterable[Mention] = ()) -> None:
        self.iri = iri
        self.document = document
        self.key = key
        self.mentions = tuple(mentions)

    @cached_property
    def names(self) -> dict[str, list[int]]:
        """Ordinals of the mentions by the slug of their number, and by the name of a law in comparison form."""
        found: dict[str, list[int]] = {}
        for mention in self.mentions:
            number = key_number(mention.citation.number) if mention.citation.number else None
            names = (number.slug if number else None, match_key(mention.citation.name or ""))
            for name in names:
                if name:
                    found.setdefault(name, []).append(mention.ordinal)
        return found

    @property
    def home(self) -> str:
        """Jurisdiction of its issuer, such as `vn-quang-ngai/son-tay`."""
        return self.key.series.rpartition("/")[0]

    @property
    def day(self) -> datetime.date | None:
        """Its date."""
        return self.document.date

    @property
    def law_names(self) -> tuple[str, ...]:
        """The names by which it is cited if it is a law, in comparison form."""
        kind, title = self.document.type or "", self.document.title or ""
        if kind not in _LAW_TYPES or not title:
            return ()
        full = title if match_key(title).startswith(match_key(kind)) else f"{kind} {title}"
        return (name_law(full),)


class Printed(NamedTuple):
    """What a citation prints, normalised.

    Attributes:
        type: slug of the type
        key: identity as far as printed; its period is None where neither date nor number tells the year
        day: the printed date
        law: name of a law in comparison form
        veto: why the citation may not be bound, empty otherwise
    """

    type: str
    key: DocumentKey | None
    day: datetime.date | None
    law: str | None
    veto: str


def read_printed(mention: Mention, one: Citing) -> Printed:
    """Read what one citation prints, from the side of the document in which it stands."""
    citation = mention.citation
    number = key_number(citation.number) if citation.number else None
    law = name_law(citation.name) if citation.name else None
    kind = find_type(citation.type, number)
    veto = _find_veto(mention, one) if number is None or not _misdated(citation, number) else ""
    if number is None:
        key = key_law(citation.name, citation.date) if citation.name else None
        return Printed(kind, key, citation.date, law, veto)
    if type_contradicts(citation.type, number):
        veto = veto or "veto_type"
    home = one.home if one.home != NATION else None
    series = find_issuing_series(number, citation.issuer, home=home, on=citation.date or one.day)
    period = find_period(number, citation.date, series)
    return Printed(kind, DocumentKey(series.path, kind, period, number.slug), citation.date, law, veto)


@lru_cache(maxsize=8192)
def name_law(name: str) -> str:
    """Bring the name of a law into comparison form, without the year or number that people add.

    Example:
        >>> name_law("Luật Đất đai năm 2024")
        'luật đất đai'
    """
    key = match_key(name)
    return re.sub(r"\s+(?:năm (?:19|20)\d\d|số \d[^\s]*|\(?sửa đổi\)?)$", "", key)


@lru_cache(maxsize=16384)
def cite_title(after: str) -> str:
    """What a cited document is about, in the words behind the citation; empty where they do not say.

    Example:
        >>> cite_title("ngày 15/7/2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính")
        'ban hành Chương trình tổng thể cải cách hành chính'
    """
    match = _title_cue().match(after)
    return after[match.start(1) :].strip(" .,()") if match else ""


@cache
def _title_cue() -> re.Pattern[str]:
    """Date and issuer may stand between a number and the words that say what it is about."""
    return re.compile(
        r"[\s,(]*(?:ngày [\d/.\s]{3,14}|ngày \d{1,2} tháng \d{1,2} năm \d{4}|năm \d{4})?[\s,)]*"
        r"(?:của [^,;]{2,90}?)??[\s,]*"
        r"\b(ban hành|phê duyệt|về|quy định|hướng dẫn|công bố|triển khai|sửa đổi|thông qua|tăng cường|đẩy mạnh|giao)\b"
    )


def find_year(text: str) -> int | None:
    """Find the one year that words name (`năm 2021`); None where there are none or several."""
    years = {int(year) for year in re.findall(r"\bnăm ((?:19|20)\d\d)\b", text)}
    return years.pop() if len(years) == 1 else None


def measure_overlap(title: str, words: str) -> float:
    """Measure how much of a title stands in some words: the share of its syllables, 0 for titles too short to tell.

    Example:
        >>> measure_overlap("Kế hoạch cải cách hành chính", "ban hành Kế hoạch cải cách hành chính năm 2022")
        1.0
    """
    wanted = set(re.findall(r"\w+", fold(title)))
    return len(wanted & set(re.findall(r"\w+", fold(words)))) / len(wanted) if len(wanted) >= 4 else 0.0


def _misdated(citation: Citation, number: NumberKey) -> bool:
    """Whether the printed date contradicts the year in the number, and is the error of the two."""
    return bool(citation.date and number.year and citation.date.year != number.year)


def _find_veto(mention: Mention, one: Citing) -> str:
    """A document cannot cite what came later, except a draft or what amended it in a text that was edited later."""
    citation = mention.citation
    if not citation.date or not one.day or citation.date <= one.day:
        return ""
    if citation.relation in _PASSIVE or "dự thảo" in mention.before.lower():
        return ""
    return "veto_later"
