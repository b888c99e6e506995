"""Who issues a document: letterhead, enacting line, symbol and place, or the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.ingest.data_blocks import read_data_block
from cancu.ingest.document_head import Head
from cancu.ingest.head_lines import is_motto
from cancu.ingest.issuing_body import (
    BODY_WORDS,
    COMMITTEE_WORDS,
    UNIT_WORDS,
    IssuingBody,
    is_enacting,
    name_from_symbol,
    read_letterhead,
)
from cancu.ingest.own_unit import Unit, find_own_units, read_unit
from cancu.ingest.plain import UPPER, plain_text
from cancu.ontology.issuers import ministry_names
from cancu.ontology.numbers import DocumentNumber
from cancu.ontology.records import Document, Level

_NAMES = f"[{UPPER}]"
_ENACTING_LINES = 14
"""Lines below the kind among which the enacting line stands."""
_OTHER_NUMBER = re.compile(r"(?<!QUẬN )(?<!PHƯỜNG )(?<!\d)\d|\d{3}")
"""Digits in capitals are no part of a letterhead, save in `QUẬN 4`."""
_BARE = re.compile(rf"(?P<body>{COMMITTEE_WORDS})(?: (?P<kind>{UNIT_WORDS}))?")
"""A committee whose unit a collection has cut off, or that only the enacting line names."""
_OPENS_BODY = re.compile(
    rf"(?:{COMMITTEE_WORDS}|{BODY_WORDS}|(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) ỦY|BAN CHỈ HUY|BẢO HIỂM XÃ HỘI|KHO BẠC|"
    r"HỘI |ĐOÀN |TÒA ÁN|VIỆN KIỂM SÁT)"
)
_MINISTRY = re.compile(
    r"BỘ |TỔNG CỤC |CỤC |TỔNG LIÊN ĐOÀN |BẢO HIỂM XÃ HỘI VIỆT NAM|KHO BẠC NHÀ NƯỚC|NGÂN HÀNG NHÀ NƯỚC"
)
"""Above an office of its own, which names its unit."""
_UNIT = re.compile(rf"(?<!\w)(?:{UNIT_WORDS})(?!\w)")
_DEPARTMENT = re.compile(rf"SỞ .* (?P<unit>(?:{UNIT_WORDS}) .*)")
_OFFICE = re.compile(r"CHI CỤC |TRUNG TÂM |BAN QUẢN LÝ |TRƯỜNG |BỆNH VIỆN |VĂN PHÒNG ĐĂNG KÝ ")
_UNIT_RANK = {"TỈNH": 0, "THÀNH PHỐ": 0, "TP": 0, "TP.": 0, "HUYỆN": 1, "QUẬN": 1, "THỊ XÃ": 1} | dict.fromkeys(
    ("XÃ", "PHƯỜNG", "THỊ TRẤN", "ĐẶC KHU"), 2
)
"""Which unit lies below which."""


def find_issuer(head: Head, number: DocumentNumber | None, place: str | None) -> IssuingBody:
    """Read the body in whose name the document is issued.

    Args:
        head: of the document
        number: its own, whose symbol names the body where no letterhead does
        place: where it is dated
    """
    block = " ".join(_own_lines(_letterhead(head))).replace("UỶ", "ỦY").replace("Uỷ", "Ủy")
    body = _complete(head, block, place) if _BARE.fullmatch(block) else read_letterhead(block, head.text)
    if body is None or body.name is None:
        body = _issuer_without_letterhead(head, number, place)
    return _with_chair(head, body)


def _letterhead(head: Head) -> list[str]:
    """Lines in capitals above the number that are neither motto nor type, each once."""
    stop = head.type_at if head.type_at is not None else 12
    kept: list[str] = []
    for line in head.lines[:stop]:
        words = re.sub(r"^\d+ ", "", line.text)
        if not line.capitals or is_motto(words) or words in kept or _OTHER_NUMBER.search(words):
            if re.match(r"(?:Số|Luật số|Nghị quyết số)", words) and kept:
                break
            continue
        kept.append(words)
    return kept


def _own_lines(lines: list[str]) -> list[str]:
    """The lines from the body itself on: its superior stands above it with a unit, or a name, of its own."""
    for at in range(len(lines) - 1, 0, -1):
        own, superior = _UNIT.search(" ".join(lines[at:])), _UNIT.search(" ".join(lines[:at]))
        if not _OPENS_BODY.match(lines[at]) or own is None:
            continue
        below = _UNIT_RANK[own[0]] > _UNIT_RANK[superior[0]] if superior else _MINISTRY.match(lines[0]) is not None
        if below or lines[at].split()[:3] == lines[0].split()[:3]:
            return lines[at:]
    return _below_department(lines)


def _below_department(lines: list[str]) -> list[str]:
    """An office below `SỞ … TỈNH AN BÌNH` belongs to that unit."""
    unit = _DEPARTMENT.match(lines[0]) if lines else None
    office = next((at for at in range(1, len(lines)) if _OFFICE.match(lines[at])), None)
    return [*lines[office:], unit["unit"]] if unit and office else lines


def _complete(head: Head, block: str, place: str | None) -> IssuingBody | None:
    """A committee without its unit: the enacting line, else the place of the document, names it."""
    enacting = _enacting_body(head)
    if enacting is not None:
        return enacting
    bare = _BARE.fullmatch(block)
    kind = bare["kind"] if bare else None
    unit = _unit_of_place(head.text, place, kind.lower() if kind else None)
    if unit is None:
        unit = find_own_units(plain_text(head.text), Document()).province
    return read_letterhead(f"{bare['body']} {unit.full_name.upper()}", head.text) if bare and unit else None


def _read_enacting_lines(head: Head) -> Iterator[str]:
    """The lines below the title that name who enacts."""
    if head.type_at is not None:
        below = head.lines[head.type_at + 1 : head.type_at + _ENACTING_LINES]
        yield from (line.text for line in below if line.capitals and is_enacting(line.text))


def _enacting_body(head: Head) -> IssuingBody | None:
    """The body that the line below the title names with its unit."""
    lines = (re.sub(r"^(?:QUYỀN )?CHỦ TỊCH ", "", line) for line in _read_enacting_lines(head))
    bodies = (read_letterhead(line, head.text) for line in lines)
    return next((body for body in bodies if body.unit is not None), None)


def _issuer_without_letterhead(head: Head, number: DocumentNumber | None, place: str | None) -> IssuingBody:
    """The enacting line, else symbol and place, else the sentence that says who issues the plan."""
    for line in _read_enacting_lines(head):
        found = read_letterhead(line, head.text)
        if found.name:
            return found
    if number is not None:
        unit = _unit_of_place(head.text, place)
        name = name_from_symbol(number, unit)
        if name:
            return IssuingBody(name, unit=unit, level=_level_of(name, unit))
    return _issuer_in_sentence(head)


def _unit_of_place(text: str, place: str | None, kind: str | None = None) -> Unit | None:
    """The unit of a kind, or of any, that bears the name of the place."""
    if place is None:
        return None
    bare = re.sub(r"^(?:Thành phố|TP\.) ", "", place)
    kinds = kind or "[Tt]ỉnh|[Tt]hành phố|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường"
    match = re.search(rf"\b({kinds}) {re.escape(bare)}\b", plain_text(text))
    return Unit(kind=match[1].lower(), name=bare) if match else None


def _level_of(name: str, unit: Unit | None) -> Level | None:
    if re.match(r"(?:Sở|Văn phòng UBND|Văn phòng Tỉnh|Ban|Trung tâm|Cục|Thanh tra|Công an)\b", name):
        return Level.DEPARTMENT
    return unit.level if unit is not None else Level.NATIONAL


def _issuer_in_sentence(head: Head) -> IssuingBody:
    opening = " ".join(plain_text(head.text[:6000]).split())
    match = re.search(
        rf"(?<!của )(?P<body>(?:Văn phòng|Sở|UBND|Ủy ban nhân dân|Ban|Bộ|"
        rf"Phòng) (?:{_NAMES}?[^\W\d_]+ ){{0,8}}?)(?:\([^)]{{0,60}}\) )?(?:xây dựng|"
        rf"ban hành) (?:Kế hoạch|Chương trình)",
        opening,
    )
    if match is None:
        agency = _named_in_block(head.text) or _demanding_body(head, opening)
        return IssuingBody(agency, level=Level.NATIONAL if agency in ministry_names().values() else None)
    words = match["body"].strip().replace("Ủy ban nhân dân", "UBND")
    province = find_own_units(plain_text(head.text), Document()).province
    if province is not None and re.search(r"(?:tỉnh|thành phố|Thành phố)$", words):
        words = f"{words} {province.name}"
    return IssuingBody(words, unit=province, level=_level_of(words, read_unit(words)))


def _named_in_block(text: str) -> str | None:
    """The issuer that a collection names: `Tỉnh An Bình` stands for its committee."""
    printed = read_data_block(text, "issuer")
    return re.sub(r"^(?:Tỉnh|Thành phố) ", lambda kind: f"UBND {kind[0].lower()}", printed) if printed else None


def _demanding_body(head: Head, opening: str) -> str | None:
    """A directive or telegram says who demands: `Thủ tướng Chính phủ yêu cầu`."""
    if head.type not in ("Chỉ thị", "Công điện"):
        return None
    match = re.search(rf"(?:^|[,.:;] )(?P<body>{_NAMES}[^,.;:]{{5,70}}?) (?:yêu cầu|chỉ thị)(?!\w)", opening)
    name = match["body"].lower() if match else ""
    return ministry_names().get(re.sub(r"^bộ trưởng (?=bộ)", "", name))


def _with_chair(head: Head, body: IssuingBody) -> IssuingBody:
    """A decision enacted by the chair is the chair's: the line below the title says so."""
    if body.name is None or head.type_at is None or not body.name.startswith("UBND"):
        return body
    end = next(
        (i for i, line in enumerate(head.lines) if line.text.startswith(("Căn cứ", "Điều 1"))),
        head.type_at + _ENACTING_LINES,
    )
    block = " ".join(line.text for line in head.lines[head.type_at + 1 : end + 1]).replace("UỶ", "ỦY")
    if re.search(r"(?<!PHÓ )CHỦ TỊCH (?:ỦY BAN NHÂN DÂN|UBND)(?! .{0,80}VỀ VIỆC)", block) and _enacted_by_chair(
        head, end
    ):
        return IssuingBody(f"Chủ tịch {body.name}", unit=body.unit, level=body.level)
    return body


def _enacted_by_chair(head: Head, end: int) -> bool:
    lines = head.lines[head.type_at or 0 : end + 1]
    return any(
        line.text.replace("UỶ", "ỦY").startswith(("CHỦ TỊCH ỦY BAN", "CHỦ TỊCH UBND", "QUYỀN CHỦ TỊCH"))
        for line in lines
    )
