"""Keys: what identifies a document, made from its head, from a number or from the name of a law.

A number alone identifies nothing. A key is the issuing series, the type, the period in which numbers are unique
there, and the number; for laws cited by name and for papers without number a name stands in its place.
"""

from __future__ import annotations

import datetime
import hashlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cancu.ontology import numbers
from cancu.ontology.document_types import type_names
from cancu.ontology.errors import IdentifierError
from cancu.ontology.issuers import find_issuer, plain_symbol
from cancu.ontology.orthography import match_key, slug
from cancu.ontology.records import Level
from cancu.ontology.series import Series, find_formation, find_series, find_symbol_series, find_term

if TYPE_CHECKING:
    from cancu.ontology.laws import Law
    from cancu.ontology.records import Document

NO_DATE = "khong-ngay"
_SURE_TYPES = frozenset(
    {"luat", "phap-lenh", "nghi-dinh", "nghi-quyet", "quyet-dinh", "chi-thi", "thong-tu", "thong-bao"}
)
"""Types whose word, put before a number, is neither a word of the sentence (`quy định`, `kết luận`) nor a plan that is
named by the decision behind it."""
_STATE_BODIES = frozenset({"CP", "TTg", "UBND", "HĐND"})
LAW_TYPES = frozenset({"luat", "bo-luat", "phap-lenh", "hien-phap"})


class NumberKey(NamedTuple):
    """A document number taken apart.

    Attributes:
        slug: canonical form for paths and comparison, such as `02-nq-cp`, `30c-nq-cp`, `77-2015-qh13`
        year: the year in the number, None where it has none
        type: slug of the type that the symbol names, empty where it names none
        body_symbol: symbol of the body as printed, such as `CP`, `UBND`, empty where there is none
        party: printed in the order of the Party, hyphen first, and not by a slip before a state body
    """

    slug: str
    year: int | None
    type: str
    body_symbol: str
    party: bool


class DocumentKey(NamedTuple):
    """What identifies a document; the path below `id/vb/` is its text form.

    Attributes:
        series: path of the issuing series
        type: slug of the type
        period: `2021`, `2025-07` (a unit formed in that month), `nk-2020` (a Party term), None where unknown
        number: slug of the number; None for laws cited by name and papers without number
        name: slug that stands for the number where there is none
    """

    series: str
    type: str
    period: str | None
    number: str | None
    name: str | None = None

    @property
    def path(self) -> str:
        """The key as a path.

        Example:
            >>> DocumentKey("vn-quang-ngai/ubnd", "quyet-dinh", "2021", "2108-qd-ubnd").path
            'vn-quang-ngai/ubnd/quyet-dinh/2021/2108-qd-ubnd'
        """
        return "/".join((self.series, self.type, self.period or NO_DATE, self.number or self.name or "khong-so"))


def read_key(path: str, *, numbered: bool) -> DocumentKey:
    """Read a key back from its path.

    Args:
        path: what `DocumentKey.path` made
        numbered: whether the last step is a number, or a name that stands for one

    Raises:
        IdentifierError: the path is too short.

    Example:
        >>> read_key("vn/chinh-phu/nghi-quyet/2021/76-nq-cp", numbered=True).period
        '2021'
    """
    steps = path.rsplit("/", 3)
    if len(steps) != 4:
        raise IdentifierError(f"Không phải định danh văn bản: {path}", f"no document path: {path}")
    series, kind, period, last = steps
    known = None if period == NO_DATE else period
    return DocumentKey(series, kind, known, last if numbered else None, None if numbered else last)


@cache
def parse_number(text: str) -> NumberKey | None:
    """Take a document number apart for identity; None where the text is no number.

    Leading zeros, case, blanks, marks and look-alike letters do not matter.

    Example:
        >>> parse_number("2/nq-cp").slug, parse_number("04-NQ/TU").party
        ('02-nq-cp', True)
    """
    head, _, tail = text.partition("/")
    number = numbers.parse_number(text) or numbers.parse_number(f"{_raise_symbol(head)}/{tail.upper()}")
    if number is None:
        return None
    kind = number.type
    words = [_pad(number.serial) + slug(number.suffix), str(number.year or ""), *_spell_symbol(number)]
    return NumberKey(
        slug="-".join(word for word in words if word),
        year=number.year,
        type=slug(kind.name) if kind else "",
        body_symbol=number.body_symbol or "",
        party=number.party and number.body_symbol not in _STATE_BODIES,
    )


def _raise_symbol(head: str) -> str:
    """Capitals for the symbol of a Party number typed small: `04-nq`."""
    serial, hyphen, symbol = head.partition("-")
    return serial + hyphen + symbol.upper()


def _spell_symbol(number: numbers.DocumentNumber) -> list[str]:
    """The groups of the symbol, the type apart from the body where they were run together (`QĐUBND`)."""
    groups = list(number.groups)
    kind = number.type
    if kind and len(groups) == 1 and groups[0] != kind.symbol:
        groups = [kind.symbol, *number.body_symbols]
    return [slug(plain_symbol(group)) for group in groups]


def _pad(serial: str) -> str:
    """Write a serial as the decree does: two digits at least, no further zeros in front."""
    whole, *parts = serial.split(".")
    return "-".join([f"{int(whole):02d}", *parts])


@lru_cache(maxsize=8192)
def find_type(printed: str | None, number: NumberKey | None) -> str:
    """Name the type of a document by the symbol of its number, else by the printed word.

    Party papers keep the printed word, because `QĐ` stands there for quyết định and for quy định.

    Example:
        >>> find_type("Thông báo kết luận", parse_number("168/TB-UBND"))
        'thong-bao'
    """
    word = slug(type_names().get(match_key(printed), printed)) if printed else ""
    if number and number.type and not (number.party and word):
        return number.type
    return word or "van-ban"


@lru_cache(maxsize=8192)
def type_contradicts(printed: str | None, number: NumberKey) -> bool:
    """Tell whether a type is printed before a number whose symbol names another one.

    Words that may belong to the sentence (`quy định`, `kết luận`) contradict nothing, nor do Party symbols.

    Example:
        >>> type_contradicts("Nghị định", parse_number("76/NQ-CP"))
        True
    """
    word = slug(type_names().get(match_key(printed), "")) if printed else ""
    return word in _SURE_TYPES and number.type != "" and not number.type.startswith(word) and not number.party


def find_period(number: NumberKey | None, day: datetime.date | None, series: Series) -> str | None:
    """Name the span in which a number is unique in its series.

    Example:
        >>> find_period(parse_number("04-NQ/TU"), datetime.date(2021, 10, 18), find_series("Tỉnh ủy Quảng Ngãi"))
        'nk-2020'
    """
    if number and number.party and day:
        return find_term(day, series.level)
    if day and (not number or number.year in (None, day.year)):
        formed = find_formation(series.jurisdiction, day)
        return f"{formed:%Y-%m}" if formed else str(day.year)
    return str(number.year) if number and number.year else None


def key_number(printed: str) -> NumberKey:
    """Take a number apart; one that the grammar does not know is kept as it stands rather than lost.

    Example:
        >>> key_number("Tối mật 5").slug
        'toi-mat-5'
    """
    return parse_number(printed) or NumberKey(slug(printed) or "khong-so", None, "", "", party=False)


def find_issuing_series(
    number: NumberKey | None, issuer: str | None, *, home: str | None = None, on: datetime.date | None = None
) -> Series:
    """Name the series of a number: told by a central symbol, else by the issuer, else by the symbol of a ministry.

    Example:
        >>> find_issuing_series(parse_number("12/QĐ-BNV"), None).path
        'vn/bo-noi-vu'
    """
    central = find_symbol_series(number.body_symbol) if number else None
    if central:
        return central
    if not issuer and number and number.body_symbol:
        told = find_issuer(number.body_symbol, party=number.party, on=on)
        issuer = told.name if told and not told.scope else None
    if not issuer:
        return Series("vn", "khong-ro", Level.NATIONAL)
    return find_series(issuer, home=home, on=on)


def key_document(document: Document, *, home: str | None = None, fallback: str = "khong-ten") -> DocumentKey:
    """Make the key of a document from what its head says.

    Without a number its title stands for it, a law without number is known by name and full date.

    Args:
        document: the head as extracted
        home: jurisdiction in which a unit without province is sought
        fallback: stands for a document with neither number nor title, such as a part of its text's hash
    """
    number = key_number(document.number) if document.number else None
    series = find_issuing_series(number, document.issuer, home=home, on=document.date)
    kind = find_type(document.type, number)
    period = find_period(number, document.date, series)
    if number:
        return DocumentKey(series.path, kind, period, number.slug)
    title = document.title or document.plan_title or fallback
    period = _name_period(kind, document.date) or period
    return DocumentKey(series.path, kind, period, None, _bounded(slug(title) or fallback, title))


def key_law(name: str, day: datetime.date | None) -> DocumentKey:
    """Make the key of a law known by name and, where printed, its day.

    Example:
        >>> key_law("Luật Tổ chức chính quyền địa phương", datetime.date(2015, 6, 19)).path
        'vn/quoc-hoi/luat/2015-06-19/to-chuc-chinh-quyen-dia-phuong'
    """
    kind = _law_kind(name)
    body = "uy-ban-thuong-vu-quoc-hoi" if kind == "phap-lenh" else "quoc-hoi"
    rest = slug(name).removeprefix(kind).strip("-")
    return DocumentKey(f"vn/{body}", kind, day.isoformat() if day else None, None, _bounded(rest or kind, name))


def key_listed_law(law: Law) -> DocumentKey:
    """Make the key of a law of the gazetteer: its number where it is known, else name and day.

    Example:
        >>> from cancu.ontology.laws import load_laws
        >>> key_listed_law(load_laws().find("", number="77/2015/QH13")[0]).path
        'vn/quoc-hoi/luat/2015/77-2015-qh13'
    """
    number = parse_number(law.number) if law.number else None
    series = find_symbol_series(number.body_symbol) if number else None
    if number is None or series is None:
        return key_law(law.name, law.date)
    return DocumentKey(series.path, slug(law.type), str(number.year or law.date.year), number.slug)


def _law_kind(name: str) -> str:
    folded = slug(name)
    return next((kind for kind in ("bo-luat", "phap-lenh", "hien-phap") if folded.startswith(kind)), "luat")


def _name_period(kind: str, day: datetime.date | None) -> str | None:
    return day.isoformat() if day and kind in LAW_TYPES else None


def _bounded(name: str, full: str) -> str:
    """Cut a long slug at a word and let a hash of the whole name tell it apart."""
    if len(name) <= 80:
        return name
    digest = hashlib.sha1(match_key(full).encode(), usedforsecurity=False).hexdigest()
    return f"{name[:70].rsplit('-', 1)[0]}-{digest[:8]}"
