r"""The grammar of document numbers: reading, printing and comparing `2108/QĐ-UBND`, `05-NQ/TU`, `77/2015/QH13`.

Shapes: state `n/TYPE-BODY`, normative `n/yyyy/TYPE-BODY`, Party `n-TYPE/BODY`, letters `n/BODY-UNIT`, joint
`n/yyyy/TTLT-A-B`, laws `n/yyyy/QH13`, before 2004 also `n TYPE/BODY`, and the slips that real documents show (blanks
around hyphens, a hyphen for the second slash, look-alike letters). Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3;
Hướng dẫn 36-HD/VPTW.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property

from cancu.ontology.document_types import DocumentType, find_type
from cancu.ontology.errors import IdentifierError
from cancu.ontology.issuers import find_issuer, plain_symbol
from cancu.ontology.orthography import fold, unify_letters
from cancu.ontology.records import Record

# A lower-case letter belongs to a symbol only before a capital or at its end, so that `UBNDngày` ends at `UBND`.
_GROUP = r"(?:TTg|Ttg|[A-ZĐƠƯ](?:[A-ZĐƠƯ]|&(?=[A-ZĐ])|\.(?=[A-ZĐ][A-ZĐ0-9])|[a-zđi](?=[A-ZĐ/\-]|\W|$)){0,15}\d{0,4})"
_JOIN = r"(?:[-/](?! )|(?: {1,2}-|- {1,3}| - )(?=[A-ZĐ]{2}|T[Tt]g))"
_SYMBOL = rf"{_GROUP}(?:{_JOIN}{_GROUP}(?![a-zà-ỹ]{{2}})){{0,5}}"
_YEAR = r"(?:1[89]|20)\d\d|[4-9]\d(?=[/-])"
_SERIAL = r"\d{1,5}(?:\.\d{1,2})?"
HEAD = rf"(?P<serial>{_SERIAL})(?: ?(?P<suffix>[a-zđ]|(?<=\d)[A-E]))?(?:-(?P<early>(?:19|20)\d\d))?"
PARTY_HEAD = rf"(?P<party>\d{{1,5}})(?P<letter>[a-zđ])? ?- {{0,3}}(?P<kind>{_GROUP})"
OLD_HEAD = r"(?P<old>\d{1,5}) {1,2}(?P<field>[A-ZĐ]{2,6}|TTr)(?=/)"
_TAIL = (
    rf" {{0,3}}/ {{0,3}}(?:(?P<year>{_YEAR}) {{0,3}}(?P<bar>[/-]) {{0,3}})?(?P<symbol>{_SYMBOL})"
    r"(?P<late>/(?:19|20)\d\d(?![\d/]))?"
)


class DocumentNumber(Record):
    """A number read into its parts.

    Attributes:
        serial: digits as printed, leading zeros kept (`02`, `66.3`)
        suffix: letter that belongs to the serial (`30c/NQ-CP`), or empty
        year: printed in the number: a normative document
        groups: the groups of the symbol, such as `("QĐ", "UBND")`
        joins: what stands between the groups
        party: hyphen first, slash second
        printed: number and symbol without blanks, look-alike letters put right
    """

    serial: str
    suffix: str = ""
    year: int | None = None
    groups: tuple[str, ...]
    joins: tuple[str, ...] = ()
    party: bool = False
    printed: str

    @property
    def symbol(self) -> str:
        """The symbol as printed, without blanks."""
        parts = [self.groups[0]]
        for join, group in zip(self.joins, self.groups[1:], strict=True):
            parts += [join, group]
        return "".join(parts)

    @cached_property
    def key(self) -> str:
        """The form on which numbers are compared: no leading zeros, no marks, no punctuation in the symbol."""
        head = f"{self.serial.lstrip('0') or '0'}{fold(self.suffix)}"
        symbol = re.sub(r"[^a-z0-9]", "", fold(self.symbol))
        return "/".join(part for part in (head, str(self.year or ""), symbol) if part)

    @property
    def type(self) -> DocumentType | None:
        """The kind that the symbol names, None for letters and laws."""
        return _find_kind(self.groups, party=self.party)

    @property
    def type_symbol(self) -> str | None:
        """The group of the symbol that names the kind."""
        kind = self.type
        return kind.symbol if kind else None

    @property
    def body_symbols(self) -> tuple[str, ...]:
        """The groups of the symbol that name bodies or units, in printed order."""
        kind = self.type
        if kind is None:
            return self.groups
        at = next((i for i, group in enumerate(self.groups) if _same_symbol(group, kind.symbol)), None)
        if at is None:
            return tuple(group.removeprefix(kind.symbol) for group in self.groups)
        return tuple(group for i, group in enumerate(self.groups) if i != at)

    @property
    def body_symbol(self) -> str | None:
        """The group that names the issuing body."""
        return self.body_symbols[0] if self.body_symbols else None


def _same_symbol(group: str, symbol: str) -> bool:
    return group == symbol or group.upper() == symbol.upper()


def _find_kind(groups: tuple[str, ...], *, party: bool) -> DocumentType | None:
    kind = find_type(groups[0], party=party) or _slipped_kind(groups)
    if kind is None and (glued := _glued_kind(groups)) is not None:
        return glued
    if kind is None:
        late = find_type(groups[1], party=party) if len(groups) == 2 else None
        return late if late and not late.ambiguous else None
    if not kind.ambiguous or party:
        return kind
    return kind if len(groups) > 1 and find_issuer(groups[1].rstrip("0123456789")) else None


def _slipped_kind(groups: tuple[str, ...]) -> DocumentType | None:
    """`QD` and `ND` typed without the bar count before a known body."""
    barred = {"QD": "QĐ", "ND": "NĐ", "QDD": "QĐ", "TTR": "TTr", "CTR": "CTr", "TTTr": "TTr"}.get(groups[0])
    known = len(groups) > 1 and find_issuer(groups[1])
    return find_type(barred) if barred and known else None


def _glued_kind(groups: tuple[str, ...]) -> DocumentType | None:
    """`QĐUBND` with the hyphen dropped."""
    if len(groups) > 1:
        return None
    cuts = ((find_type(groups[0][:at]), groups[0][at:]) for at in (3, 2) if len(groups[0]) > at + 1)
    return next((kind for kind, body in cuts if kind and find_issuer(body)), None)


@cache
def number_pattern() -> re.Pattern[str]:
    """The whole grammar as one pattern for text whose look-alikes are unified (`unify_letters`)."""
    return re.compile(rf"(?:{HEAD}|{PARTY_HEAD}|{OLD_HEAD}){_TAIL}")


@cache
def head_pattern() -> re.Pattern[str]:
    """What may stand before the first slash of a number, at the end of a short window."""
    before = r"(?:(?<=[ốỐ])|(?<=[ốỐ]:)|(?<![\w/.,:&])(?<!\w-))"
    return re.compile(rf"{before}(?:{HEAD}|{PARTY_HEAD}|{OLD_HEAD[:-5]}) {{0,3}}$")


def is_plausible(number: DocumentNumber) -> bool:
    """Whether the symbol can be one: two letters at least, and more than one body or a known one."""
    first = number.groups[0]
    if number.party or len(number.groups) > 1:
        return max(map(len, number.groups)) > 1
    return len(first) > 1 and (first[0].isupper() and not first.isdigit())


def find_end(match: re.Match[str]) -> int:
    """Where the number of a match of `number_pattern` ends: before the digits of a footnote, `66-NQ/TW¹`."""
    return match.end() if match["late"] else match.end("symbol") - _count_footnote(match["symbol"])


def _count_footnote(symbol: str) -> int:
    """How many digits at the end of a symbol are a footnote's: a body's symbol has none but the term of an assembly.

    Symbols that the list does not know keep their digits (`UBND-KT2`, `KH-TCT06`, `KH-BCĐ389`).
    """
    if not symbol[-1:].isdigit():
        return 0
    group = re.split(r"[-/ ]", symbol)[-1]
    base = group.rstrip("0123456789")
    digits = group[len(base) :]
    if base in ("QH", "UBTVQH"):
        return max(0, len(digits) - (2 if digits[:1] == "1" else 1))
    if base == "BCĐ":
        return len(digits) if len(digits) == 1 else 0
    known = digits[:1] not in ("", "0") and (find_issuer(base) or find_issuer(base, party=True))
    return len(digits) if known else 0


def read_match(match: re.Match[str]) -> DocumentNumber:
    """Build the number from a match of `number_pattern`."""
    footnote = match.end() - find_end(match)
    symbol = match["symbol"][: len(match["symbol"]) - footnote]
    pieces = re.split(r"([-/])", symbol.replace(" ", ""))
    groups, joins = [_cased(piece) for piece in pieces[::2]], pieces[1::2]
    if first := match["kind"] or match["field"]:
        groups, joins = [_cased(first), *groups], ["/", *joins]
    year = match["year"] or match["early"] or (match["late"] or "").strip("/")
    return DocumentNumber(
        serial=match["party"] or match["old"] or match["serial"],
        suffix=match["letter"] or match["suffix"] or "",
        year=_full_year(year),
        groups=tuple(groups),
        joins=tuple(joins),
        party=bool(match["party"]),
        printed=re.sub(r"\bTTG\b|\bTtg\b", "TTg", match[0][: len(match[0]) - footnote].replace(" ", "")),
    )


def _cased(group: str) -> str:
    """Titles in capitals print `TTG`; the symbol is `TTg`."""
    return "TTg" if group.upper() == "TTG" else group


def _full_year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 1900 + int(text)


def parse_number(text: str) -> DocumentNumber | None:
    """Read a number that stands alone; None where `text` is no number.

    Blanks, line breaks, Markdown marks and look-alike letters are tolerated; nothing is guessed.

    Example:
        >>> parse_number("2579 /QĐ-UBND").printed
        '2579/QĐ-UBND'
        >>> parse_number("05-NQ/TU").party
        True
    """
    flat = unify_letters(unicodedata.normalize("NFC", text))
    flat = " ".join(re.sub("[*\u200b]", "", flat).split())
    match = number_pattern().fullmatch(flat)
    if match is None:
        return None
    number = read_match(match)
    return number if is_plausible(number) else None


def require_number(text: str) -> DocumentNumber:
    """Read a number or say why not.

    Raises:
        IdentifierError: `text` is no number of a document.
    """
    number = parse_number(text)
    if number is None:
        raise IdentifierError(
            f"Không phải số, ký hiệu văn bản: {text!r}",
            f"not a document number: {text!r}",
            hint="ví dụ: 2108/QĐ-UBND, 05-NQ/TU, 77/2015/QH13",
        )
    return number


def name_bodies(number: DocumentNumber) -> tuple[str, ...]:
    """The symbols that name bodies with term numbers cut off: `QH13` is `QH`."""
    return tuple(plain_symbol(group).rstrip("0123456789") for group in number.body_symbols)
