"""The head of a document: kind, number, day, place, issuer, level, title, signer, plan title and period.

Layouts: state (Nghị định 30/2020/NĐ-CP), Party (Hướng dẫn 36-HD/VPTW), National Assembly, letters with `V/v`,
web pages with a data block (`Số hiệu`, `Ngày ban hành`), in plain lines, table cells or Markdown. What cannot be
read stays None; nothing is guessed.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from cancu.ingest.data_blocks import read_data_block
from cancu.ingest.dates import DATE, find_date, read_date
from cancu.ingest.document_head import Head
from cancu.ingest.head_issuer import find_issuer
from cancu.ingest.head_lines import HeadLine, is_motto, read_head_lines
from cancu.ingest.issuing_body import IssuingBody
from cancu.ingest.own_unit import Unit, correct_name
from cancu.ingest.plain import UPPER, plain_text
from cancu.ingest.signature import find_signature
from cancu.ingest.title_case import restore_case
from cancu.ingest.titles import find_period, find_plan_title, is_plan_resolution, promulgated_kind, read_title
from cancu.ontology.document_types import type_names
from cancu.ontology.numbers import DocumentNumber, is_plausible, number_pattern, read_match
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Date, Document

_HEAD = 4500
_MOST_HEADINGS = 12
_NAMES = f"[{UPPER}]"


def read_header(text: str) -> Document:
    r"""Read what the head (and the signature) of a document says of it.

    Args:
        text: NFC text of the source
    Returns:
        A document whose unknown fields are None.

    Example:
        >>> read_header("ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nSố: 12/KH-UBND\nAn Bình, ngày 5 tháng 1 năm 2022\n\n"
        ...     "KẾ HOẠCH\nTUYÊN TRUYỀN NĂM 2022\n").issuer
        'UBND tỉnh An Bình'
    """
    head = Head(text)
    number, symbol_type = _find_number(head)
    kind = _settle_type(head, number, symbol_type)
    place, day = _find_place_and_date(head)
    body = find_issuer(head, number, place)
    place, body = _correct_place(head, place, body)
    title = _find_title(head, kind)
    signature = find_signature(text.replace("*", "").replace("\u00a0", " ").replace("\u2028", "\n"))
    if title and body.unit is not None:
        title = _respell(title, body.unit)
    plan_title = find_plan_title(kind, title, _plan_lines(text), text)
    planned = plan_title or promulgated_kind(title) or is_plan_resolution(kind, title)
    return Document(
        type=kind,
        number=number.printed if number else None,
        date=day or _adoption_date(text, kind) or _data_block_date(text),
        place=place,
        issuer=body.name,
        level=body.level,
        title=title,
        signer=signature.name if signature else read_data_block(text, "signer"),
        signer_role=signature.role if signature else None,
        plan_title=plan_title,
        period=find_period(plan_title) or (find_period(title) if planned else None),
    )


@cache
def _number_label() -> re.Pattern[str]:
    types = "|".join(
        re.escape(name)
        for name in ("Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết", "Lệnh", "Nghị định", "Quyết định", "Thông tư")
    )
    return re.compile(rf"(?:(?P<type>(?i:{types})) )?(?<!\w)(?:[Ss]ố|SỐ)(?: hiệu| ký hiệu)? ?[:.;]? ?")


def _find_number(head: Head) -> tuple[DocumentNumber | None, str | None]:
    """The number on a line that starts with `Số:`; a blank there (`Số: /KH-UBND`) means there is none."""
    stop = head.type_at if head.type_at is not None else 40
    for at, line in enumerate(head.lines[: max(stop, 8)]):
        label = _number_label().match(line.text)
        if label is None or (at > stop and not label["type"]):
            continue
        after = head.lines[at + 1].text if at + 1 < len(head.lines) else ""
        zone = f"{line.text[label.end() :]} {after}".strip()
        if re.match(r"[_.… ]*/|[_.…]{2,}", zone):
            return None, label["type"] and label["type"].capitalize()
        found = number_pattern().match(zone)
        if found and is_plausible(read_match(found)):
            return read_match(found), label["type"] and label["type"].capitalize()
    return _number_in_data_block(head), None


def _number_in_data_block(head: Head) -> DocumentNumber | None:
    value = read_data_block(head.text, "number")
    found = number_pattern().match(value) if value else None
    return read_match(found) if found and is_plausible(read_match(found)) else None


def _settle_type(head: Head, number: DocumentNumber | None, label: str | None) -> str | None:
    """The symbol VBHN prevails over the kind of the consolidated document; a letter prints no kind."""
    if number is not None and number.type is not None and number.type.name == "Văn bản hợp nhất":
        return number.type.name
    if _is_conclusion(head, number):
        return "Thông báo"
    if head.type is not None and not _is_letter(head):
        return head.type
    if _is_letter(head):
        return "Công văn"
    if label is not None:
        return label
    block = read_data_block(head.text, "type")
    if block and match_key(block) in type_names():
        return type_names()[match_key(block)]
    return number.type.name if number is not None and number.type is not None else None


def _is_conclusion(head: Head, number: DocumentNumber | None) -> bool:
    """A notice whose kind the page has lost: its title `KẾT LUẬN CỦA …` names a kind as well."""
    symbol = number.type.name if number is not None and number.type is not None else None
    return head.type == "Kết luận" and symbol == "Thông báo"


def _is_letter(head: Head) -> bool:
    """`V/v` beside the number, or `Kính gửi` before any kind in capitals."""
    zone = (
        " ".join(line.text for line in head.lines[: head.type_at][:30])
        if head.type_at is not None
        else head.flat[:1500]
    )
    if head.type is not None and head.type_at is not None and head.type_at < 25 and "Kính gửi" not in zone:
        return False
    return bool(re.search(r"\bV/v\b|\bV/V\b|Kính gửi", zone))


@cache
def _place_and_date() -> re.Pattern[str]:
    # Converters glue and tear these words (`tháng12`, `20 25`), so blanks are optional everywhere.
    return re.compile(
        rf"(?<!\w)(?P<place>(?:Quận|Phường) \d{{1,2}}|(?:[Tt]hành phố |T[Pp]\. ?)?{_NAMES}[^\W\d_]*\.?(?:(?: - |-|"
        rf" )?{_NAMES}[^\W\d_]*){{0,5}}) ?,? ?(?:(?:hồi|lúc) ?\d{{1,2}} ?(?:giờ|h) ?(?:\d{{1,2}} ?(?:phút)?)? ?,? ?)?"
        r"(?:[Nn]gày|NGÀY) ?"
        r"(?P<day>\d{1,2}) ?tháng ?(?P<month>\d ?\d?) ?năm ?(?P<year>(?:19|20) ?\d ?\d)"
    )


_DAY = re.compile(r"[Nn](?:gày|GÀY) ?\d{1,2} ?tháng ?\d ?\d? ?năm ?(?:19|20) ?\d ?\d")
_BLANK_DAY = re.compile(rf"(?<!\w)(?P<place>{_NAMES}[^\W\d_]*(?: {_NAMES}[^\W\d_]*){{0,5}}), ngày[ ._…]{{1,12}}tháng")
"""The place of a draft, whose day is still to be written."""
_NUMERIC_DATELINE = re.compile(
    rf"(?P<place>{_NAMES}[^\W\d_]*(?:(?: - | ){_NAMES}[^\W\d_]*){{0,5}}),? (?P<day>ngày "
    rf"\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}})\.?"
)
_REACH = 120
"""Characters in front of a day that hold the longest place."""


def _find_place_and_date(head: Head) -> tuple[str | None, Date | None]:
    zone = re.sub(r"\bn ?ă ?m\b", "năm", head.flat[:_HEAD])
    limit = zone.find("Căn cứ")
    zone = zone[: limit if limit > 0 else _HEAD]
    windows = ((max(0, day.start() - _REACH), day.end()) for day in _DAY.finditer(zone))
    match = next(filter(None, (_place_and_date().search(zone, *window) for window in windows)), None)
    if match is None and (dated := _read_numeric_dateline(head)):
        return dated
    if match is None:
        blank = _BLANK_DAY.search(zone)
        return (_trim_place(blank["place"]) if blank else None), None
    try:
        day = Date(*(int(match[part].replace(" ", "")) for part in ("year", "month", "day")))
    except ValueError:
        day = None
    return _trim_place(match["place"]), day


def _read_numeric_dateline(head: Head) -> tuple[str, Date | None] | None:
    """A line of place and day alone: `An Bình, ngày 05/02/2009`."""
    for line in head.lines[: (head.type_at or 0) + 12]:
        match = _NUMERIC_DATELINE.fullmatch(line.text)
        if match is not None:
            return match["place"], find_date(match["day"])
    return None


def _trim_place(place: str) -> str:
    """Words of the motto that stand right before the place are not part of it."""
    place = re.sub(r"^.*(?:Hạnh [Pp]húc|Tự do|NAM)\s+", "", place)
    place = re.sub(rf"^.*[{UPPER}]{{2,}}\S*\s", "", re.sub(r"\bT[Pp]\. ?", "Tp. ", place)).replace("Tp. ", "TP. ")
    return " ".join(place.split())


def _adoption_date(text: str, kind: str | None) -> Date | None:
    """Laws and resolutions of the National Assembly print the day on which they were passed at their end."""
    if kind not in ("Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết", "Hiến pháp"):
        return None
    flat = " ".join(plain_text(text).replace("|", " ").split())
    found = list(re.finditer(rf"thông qua (?:ngày|vào ngày) ?{DATE}", flat))
    return read_date(found[-1]) if found else _closing_date(flat)


def _closing_date(flat: str) -> Date | None:
    found = list(re.finditer(rf"Hà Nội, ngày ?{DATE}", flat))
    return read_date(found[-1]) if found else None


def _data_block_date(text: str) -> Date | None:
    value = read_data_block(text, "date")
    return find_date(value) if value else None


def _correct_place(head: Head, place: str | None, body: IssuingBody) -> tuple[str | None, IssuingBody]:
    unit = body.unit
    if unit is None or body.name is None:
        return place, body
    right = correct_name(unit.name, plain_text(head.text))
    if right == unit.name:
        return place, body
    fixed = IssuingBody(body.name.replace(unit.name, right), unit=Unit(kind=unit.kind, name=right), level=body.level)
    return (place.replace(unit.name, right) if place else place), fixed


def _respell(title: str, unit: Unit) -> str:
    """Spell the unit in the title as it is spelled elsewhere, where only marks differ."""
    return re.sub(
        rf"(?i)({unit.kind}) ({_NAMES}[^\W\d_]*(?: {_NAMES}[^\W\d_]*){{0,3}})",
        lambda match: f"{match[1]} {unit.name}" if correct_name(match[2], unit.full_name) == unit.name else match[0],
        title,
    )


_BEFORE_TITLE = re.compile(
    r"^(?:V/v |của [^,;.]{3,60} số \d\S{3,30} ngày \d{1,2}(?: tháng \d{1,2} năm |/\d{1,2}/)\d{4},? )",
    re.IGNORECASE,
)
"""Older papers print their body, number and day below the kind."""


def _find_title(head: Head, kind: str | None) -> str | None:
    if kind == "Công văn" and _is_letter(head):
        return _letter_title(head)
    if head.type_at is None:
        return None
    title = _BEFORE_TITLE.sub("", read_title(head.lines, head.type_at, head.rest))
    if head.type == "Kết luận" and kind == "Thông báo":
        title = f"KẾT LUẬN {title}"
    return restore_case(title, head.text[len(head.above) :]) or None if title else None


def _letter_title(head: Head) -> str | None:
    """The summary behind `V/v`, up to the next gap, place or addressee."""
    for at, line in enumerate(head.lines[:40]):
        match = re.search(r"\b(?:V/[vV]|Về việc)\b[.:]? ?", line.text)
        if match is None and at and _number_label().match(head.lines[at - 1].text):
            match = re.match(r"Về ", line.text)
        if match is None:
            continue
        parts = [line.text[match.end() :]]
        for more in head.lines[at + 1 : at + 9]:
            if (more.gap and parts != [""]) or re.search(r"ngày ?\d|Kính gửi", more.text) or is_motto(more.text):
                break
            parts.append(more.text)
        return re.sub(r" Hà Nội ?,? ?$", "", " ".join(parts)).strip(" .;:,") or None
    return None


def _plan_lines(text: str) -> list[HeadLine]:
    """Lines around the headings of plans that a decision promulgates."""
    lines: list[HeadLine] = []
    for match in islice(re.finditer(r"^[ \t*#|]{0,8}(?:KẾ HOẠCH|CHƯƠNG TRÌNH)", text, re.MULTILINE), _MOST_HEADINGS):
        lines += read_head_lines(text[match.start() : match.start() + 1500])
    return lines
