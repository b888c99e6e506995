"""Identifiers: the IRI of every document, task, citation, unit, agency and group.

A document is issuing series + type + numbering period + number
(`id/vb/vn-quang-ngai/ubnd/quyet-dinh/2021/2108-qd-ubnd`).
The full date is a property, since citations get it wrong. A task hangs below its document by structural path
(`…/kh/II/7~2/a`), in which đ is written `dd`, because folding it to d makes tasks of one plan collide. IRIs are
minted here and opaque afterwards; only the refs of tasks are read back from them.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from cancu.ontology.errors import IdentifierError
from cancu.ontology.orthography import fold, match_key, slug
from cancu.ontology.series import Series, find_formation, find_series, find_symbol_series, find_term

if TYPE_CHECKING:
    from cancu.ontology.records import Document

DEFAULT_BASE = "https://cancu.example/"
"""Where identifiers live unless the store says otherwise; a reserved name that never resolves."""

NO_DATE = "khong-ngay"
LAW_TYPES = frozenset({"luat", "bo-luat", "phap-lenh", "hien-phap"})


class NumberKey(NamedTuple):
    """A document number taken apart.

    Attributes:
        slug: canonical form for paths and comparison, such as `02-nq-cp`, `30c-nq-cp`, `77-2015-qh13`
        year: the year in the number, None where it has none
        type_symbol: folded symbol of the type, such as `qd`, empty where there is none
        body_symbol: symbol of the body as printed, such as `CP`, `UBND`
        party: printed in the order of the Party, hyphen first
    """

    slug: str
    year: int | None
    type_symbol: str
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
    """Take a document number apart; None where the text is no number.

    Leading zeros, case, blanks, đ and look-alike letters do not matter.

    Example:
        >>> parse_number("2/NQ-CP").slug, parse_number("04-NQ/TU").party
        ('02-nq-cp', True)
    """
    return _read_number(text)


def _read_number(text: str) -> NumberKey | None:
    """Read a number with a private pattern: the one place to change when `ontology.numbers` serves it."""
    match = _number_pattern().fullmatch("".join(text.split()))
    if not match:
        return None
    serial, year, rest = match["serial"], match["year"], match["symbol"]
    parts = re.split(r"[-/]", rest)
    party = not year and match["joint"] == "-"
    type_symbol, body = (fold(parts[0]), parts[-1]) if len(parts) > 1 else ("", parts[0])
    words = [_pad(serial), year or "", *(slug(part.replace("&", "-")) for part in parts)]
    return NumberKey("-".join(word for word in words if word), int(year) if year else None, type_symbol, body, party)


@cache
def _number_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?:[Ss]ố:?)?(?P<serial>\d{1,6}(?:\.\d{1,3})?[a-zđ]?)(?P<joint>[-/])(?:(?P<year>(?:19|20)\d\d)[-/])?"
        r"(?P<symbol>[^\W\d_][\w.&]{0,20}(?:[-/][\w.&]{1,20}){0,4})"
    )


def _pad(serial: str) -> str:
    """Write a serial as the decree does: two digits at least, no further zeros in front."""
    digits = re.match(r"\d+", serial)
    head = digits[0] if digits else ""
    return f"{int(head or 0):02d}{serial[len(head) :].replace('.', '-')}"


@cache
def _symbol_types() -> dict[str, str]:
    """Types by folded symbol, where the symbol has one meaning."""
    return {
        "qd": "quyet-dinh", "nq": "nghi-quyet", "kh": "ke-hoach", "ct": "chi-thi", "tb": "thong-bao",
        "nd": "nghi-dinh", "ctr": "chuong-trinh", "bc": "bao-cao", "ttr": "to-trinh", "kl": "ket-luan",
        "vbhn": "van-ban-hop-nhat", "hd": "huong-dan", "da": "de-an",
    }  # fmt: skip


def find_type(printed: str | None, number: NumberKey | None) -> str:
    """Name the type of a document by the symbol of its number, else by the printed word.

    Party papers keep the printed word, because `QĐ` stands there for quyết định and for quy định.

    Example:
        >>> find_type("Thông báo kết luận", parse_number("168/TB-UBND"))
        'thong-bao'
    """
    word = slug(printed) if printed else ""
    if number and not number.party and number.type_symbol in _symbol_types():
        return _symbol_types()[number.type_symbol]
    if word:
        return word
    return _symbol_types().get(number.type_symbol, "van-ban") if number else "van-ban"


def type_contradicts(printed: str | None, number: NumberKey) -> bool:
    """Tell whether the printed type has a symbol of its own and the number carries another.

    Example:
        >>> type_contradicts("Nghị định", parse_number("76/NQ-CP"))
        True
    """
    word = slug(printed) if printed else ""
    told = _symbol_types().get(number.type_symbol)
    if number.party or told is None or word not in _symbol_types().values():
        return False
    return word != told


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


def key_document(document: Document, *, home: str | None = None) -> DocumentKey:
    """Make the key of a document from what its head says.

    Without a number its title stands for it, a law without number is known by name and full date.

    Args:
        document: the head as extracted
        home: jurisdiction in which a unit without province is sought
    """
    number = parse_number(document.number) if document.number else None
    series = find_symbol_series(number.body_symbol) if number else None
    if series is None:
        series = find_series(document.issuer or "", home=home, on=document.date)
    if not document.issuer and series.body == "":
        series = Series("vn", "khong-ro", series.level)
    kind = find_type(document.type, number)
    period = find_period(number, document.date, series)
    if number:
        return DocumentKey(series.path, kind, period, number.slug)
    return DocumentKey(series.path, kind, _name_period(kind, document.date) or period, None, _name_slug(document))


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


def _law_kind(name: str) -> str:
    folded = slug(name)
    return next((kind for kind in ("bo-luat", "phap-lenh", "hien-phap") if folded.startswith(kind)), "luat")


def _name_period(kind: str, day: datetime.date | None) -> str | None:
    return day.isoformat() if day and kind in LAW_TYPES else None


def _name_slug(document: Document) -> str:
    title = document.title or document.plan_title or ""
    return _bounded(slug(title) or "khong-ten", title)


def _bounded(name: str, full: str) -> str:
    """Cut a long slug at a word and let a hash of the whole name tell it apart."""
    if len(name) <= 80:
        return name
    digest = hashlib.sha1(match_key(full).encode(), usedforsecurity=False).hexdigest()
    return f"{name[:70].rsplit('-', 1)[0]}-{digest[:8]}"


def mint_document(base: str, key: DocumentKey) -> str:
    """Mint the IRI of a document.

    Example:
        >>> mint_document(DEFAULT_BASE, DocumentKey("vn/chinh-phu", "nghi-quyet", "2021", "76-nq-cp"))
        'https://cancu.example/id/vb/vn/chinh-phu/nghi-quyet/2021/76-nq-cp'
    """
    return f"{base}id/vb/{key.path}"


def mint_stub(base: str, key: DocumentKey) -> str:
    """Mint the IRI that stands for a document that is cited and absent.

    Made from the key alone, so that everybody who cites the document in the same way meets at one stub.
    """
    text = "|".join((key.series, key.type, key.number or "", key.period or "", key.name or ""))
    return f"{base}id/vb-tam/{hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()}"


def mint_citation(document_iri: str, ordinal: int) -> str:
    """Mint the IRI of the n-th citation of a document, counted from 1."""
    return f"{document_iri}/td/{ordinal}"


def mint_unit(base: str, jurisdiction: str) -> str:
    """Mint the IRI of an administrative unit from its jurisdiction path."""
    return f"{base}id/dv/{jurisdiction}"


def mint_agency(base: str, name: str, *, home: str | None = None, on: datetime.date | None = None) -> str:
    """Mint the IRI of an agency as named in a document of `home`.

    Example:
        >>> mint_agency(DEFAULT_BASE, "Sở Nội vụ", home="vn-quang-ngai")
        'https://cancu.example/id/cq/vn-quang-ngai/so-noi-vu'
    """
    return f"{base}id/cq/{find_series(name, home=home, on=on).path}"


def mint_group(base: str, name: str, *, home: str) -> str:
    """Mint the IRI of a group meant by a phrase (`Các sở, ban, ngành`), in the unit whose document says it."""
    return f"{base}id/nhom/{home}/{slug(name)}"


_ARTICLE = re.compile(r"Đ(\d+\w*)(.*)")
_REPEAT = re.compile(r"(.+)\((\d+)\)")


def component_of(document: Document) -> str:
    """Name the part of a document in which its tasks stand: `kh` for a plan, else the abbreviation of the type.

    Example:
        >>> component_of(Document(type="Quyết định", plan_title="Kế hoạch cải cách hành chính"))
        'kh'
    """
    words = slug(document.plan_title or document.type or "van ban").split("-")
    if document.plan_title and words[0] not in ("ke", "chuong", "de", "phuong"):
        return "kh"
    return {"ke": "kh", "chuong": "ctr", "de": "da", "phuong": "pa"}.get(words[0]) or "".join(w[0] for w in words[:2])


def mint_task(document_iri: str, ref: str, *, component: str) -> str:
    """Mint the IRI of a task from its ref.

    An article (`Đ3`) belongs to the decision (`qd`), an appendix (`PL`, `PL2`) is a component of its own.

    Raises:
        IdentifierError: the ref is empty.

    Example:
        >>> mint_task("…/2108-qd-ubnd", "II.7(2).đ", component="kh")
        '…/2108-qd-ubnd/kh/II/7~2/dd'
        >>> mint_task("…/2108-qd-ubnd", "PL.III.3", component="kh")
        '…/2108-qd-ubnd/pl/III/3'
    """
    labels = ref.split(".")
    if not ref or not all(labels):
        raise IdentifierError(f"Ký hiệu nhiệm vụ sai: {ref!r}", f"not a task ref: {ref!r}")
    steps = [_write_label(label) for label in labels]
    if labels[0].startswith("PL"):
        component, steps[0] = f"pl{steps[0][2:]}", ""
    elif _ARTICLE.fullmatch(labels[0]):
        component = "qd"
    return "/".join([document_iri, component, *(step for step in steps if step)])


def read_task_ref(task_iri: str, document_iri: str) -> str:
    """Read the ref of a task back from its IRI.

    Raises:
        IdentifierError: the IRI is not one of a task of that document.

    Example:
        >>> read_task_ref("…/2108-qd-ubnd/pl/III/3", "…/2108-qd-ubnd")
        'PL.III.3'
    """
    if not task_iri.startswith(f"{document_iri}/"):
        raise IdentifierError(f"Không phải nhiệm vụ của văn bản: {task_iri}", f"no task of the document: {task_iri}")
    component, *steps = task_iri.removeprefix(f"{document_iri}/").split("/")
    labels = [_read_label(step) for step in steps]
    if component.startswith("pl"):
        labels.insert(0, _read_label(f"PL{component[2:]}"))
    return ".".join(labels)


def _write_label(label: str) -> str:
    counted = _REPEAT.fullmatch(label)
    name, count = (counted[1], f"~{counted[2]}") if counted else (label, "")
    article = _ARTICLE.fullmatch(name)
    name = f"dieu-{article[1]}{article[2]}" if article else name
    crowded = "đ" in name.lower() or "dd" in name.lower()
    return "".join(_write_letter(letter, crowded=crowded) for letter in name) + count


def _write_letter(letter: str, *, crowded: bool) -> str:
    """Write one letter of a label; beside a đ, or doubled, a plain d is escaped so that none reads as another."""
    if letter in "đĐ":
        return "dd" if letter == "đ" else "DD"
    if letter == "~" or (crowded and letter in "dD"):
        return f"%{ord(letter):02X}"
    return quote(letter, safe="-")


def _read_label(step: str) -> str:
    name, _, count = step.partition("~")
    name = unquote(name.replace("dd", "đ").replace("DD", "Đ"))
    if name.startswith("dieu-"):
        name = f"Đ{name[5:]}"
    return f"{name}({count})" if count else name
