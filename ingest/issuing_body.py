"""The body in whose name a document is issued, read from letterhead, enacting line and symbol.

The chair and the committee are one series, but the name says which of the two signs: the enacting line of a
decision (`CHỦ TỊCH ỦY BAN NHÂN DÂN …`) tells it, the letterhead does not.
"""

from __future__ import annotations

import re
from functools import cache

from cancu.ingest.own_unit import NAME, Unit, read_unit
from cancu.ontology.issuers import find_issuer, ministry_names
from cancu.ontology.numbers import DocumentNumber
from cancu.ontology.records import Level

UNIT_WORDS = r"TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ(?! HỘI)|PHƯỜNG|THỊ TRẤN|ĐẶC KHU"
BODY_WORDS = (
    r"VĂN PHÒNG|SỞ |LIÊN (?:NGÀNH|SỞ)|"
    r"TRUNG TÂM|BAN QUẢN LÝ|BAN DÂN TỘC|BAN CHỈ ĐẠO|BAN TỔ CHỨC|BAN TUYÊN|PHÒNG |"
    r"THANH TRA|CÔNG AN|"
    r"CHI CỤC|CỤC |TỔNG CỤC|HỘI ĐỒNG (?!NHÂN)|BỘ CHỈ HUY|TRƯỜNG |VIỆN |ĐÀI |LIÊN ĐOÀN|"
    r"ỦY BAN MẶT TRẬN|ỦY BAN KIỂM TRA|VỤ "
)

COMMITTEE_WORDS = "ỦY BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND"


class IssuingBody:
    """What the letterhead says: the committee or ministry, a body below it, and the unit."""

    def __init__(self, name: str | None, *, unit: Unit | None = None, level: Level | None = None) -> None:
        self.name = name
        self.unit = unit
        self.level = level


@cache
def _committee() -> re.Pattern[str]:
    sub = rf"(?=(?:{BODY_WORDS}|ĐỘC LẬP|$))"
    return re.compile(
        rf"(?P<chair>CHỦ TỊCH )?(?P<body>{COMMITTEE_WORDS}|(?<=CHỦ TỊCH )NHÂN DÂN) ?"
        rf"(?P<kind>{UNIT_WORDS}) (?P<name>[^\d,;:/]{{2,40}}?|\d{{1,2}}) ?{sub}(?P<sub>(?:{BODY_WORDS}).*)?$"
    )


@cache
def _party() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<committee>TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|QUẬN ỦY|THỊ ỦY|"
        rf"ĐẢNG ỦY) ?(?P<name>[^\d,;:/]{{2,40}}?)?(?P<sub>(?:{BODY_WORDS}|BAN ).*)?$"
    )


def title_case(words: str) -> str:
    """Names of places in capitals with one capital a word: `BÀ RỊA - VŨNG TÀU`."""
    return " ".join(word.capitalize() for word in words.split())


def read_letterhead(block: str, text: str) -> IssuingBody:
    """Read the run of capitals above the number.

    Args:
        block: letterhead in capitals on one line, without the motto
        text: the whole text, for the spelling of bodies in sentence case
    """
    block = block.replace("UỶ", "ỦY").strip(" -")
    return _read_committee(block, text) or _read_party(block, text) or _read_national(block, text) or IssuingBody(None)


def _read_committee(block: str, text: str) -> IssuingBody | None:
    match = _committee().search(block)
    if match is None:
        return None
    kind = {"tp": "thành phố", "tp.": "thành phố"}.get(match["kind"].lower(), match["kind"].lower())
    unit = Unit(kind=kind, name=title_case(match["name"].strip(" -")))
    if match["sub"]:
        sub = sentence_case(match["sub"].strip(), text)
        if sub == "Văn phòng":
            sub = "Văn phòng UBND"
        level = Level.DEPARTMENT if unit.level is Level.PROVINCE else unit.level
        if sub.lower().endswith(f" {kind}"):
            sub = sub[: -len(kind) - 1]
        name = sub if unit.name.lower() in sub.lower() else f"{sub} {unit.full_name}"
        return IssuingBody(name, unit=unit, level=level)
    short = "HĐND" if "ĐỒNG" in match["body"] or match["body"] == "HĐND" else "UBND"
    chair = "Chủ tịch " if match["chair"] or match["body"] == "NHÂN DÂN" else ""
    return IssuingBody(f"{chair}{short} {unit.full_name}", unit=unit, level=unit.level)


def _read_party(block: str, text: str) -> IssuingBody | None:
    if re.search(r"BAN CHẤP HÀNH TRUNG ƯƠNG|BỘ CHÍNH TRỊ|BAN BÍ THƯ", block):
        sub = re.search(r"VĂN PHÒNG|BAN TỔ CHỨC|BAN TUYÊN GIÁO[^*]*|ỦY BAN KIỂM TRA|BAN NỘI CHÍNH|BAN DÂN VẬN", block)
        names = {"VĂN PHÒNG": "Văn phòng Trung ương Đảng"}
        name = names.get(sub[0], f"{sentence_case(sub[0], text)} Trung ương") if sub else "Ban Chấp hành Trung ương"
        return IssuingBody(name, level=Level.NATIONAL)
    match = _party().search(block)
    if match is None:
        return None
    name = title_case((match["name"] or "").strip(" -"))
    name = re.sub(r"^(?:Xã|Phường|Thị Trấn|Đặc Khu) ", lambda kind: kind[0].lower(), name)
    committee = f"{match['committee'].capitalize()} {name}".strip()
    level = {"TỈNH": Level.PROVINCE, "THÀNH": Level.PROVINCE, "ĐẢNG": Level.COMMUNE}.get(
        match["committee"].split()[0], Level.DISTRICT
    )
    if match["sub"]:
        office = sentence_case(match["sub"].strip(), text)
        return IssuingBody(f"{office} {committee}", level=Level.DEPARTMENT if level is Level.PROVINCE else level)
    return IssuingBody(committee, level=level)


def _read_national(block: str, text: str) -> IssuingBody | None:
    lower = block.lower().replace("-", " - ")
    lower = " ".join(lower.split())
    names = ministry_names().items()
    name = next((printed for key, printed in names if re.search(rf"(?<!chi ){re.escape(key)}", lower)), None)
    if name is None or _LOCAL.match(lower):
        return _read_plain(block, text)
    rest = lower.split(name.lower(), 1)[-1].strip(" -")
    if (
        re.match(r"(?:tổng cục|cục|vụ|viện|ban|kho bạc|thuế|trường|trung tâm)\b", rest)
        and rest not in lower.split(name.lower())[0]
    ):
        return IssuingBody(sentence_case(rest.upper(), text), level=Level.DEPARTMENT)
    below = name.startswith(("Tổng cục ", "Cục "))
    return IssuingBody(name, level=Level.DEPARTMENT if below else Level.NATIONAL)


_LOCAL = re.compile(
    r"(?:cục|tổng cục|bảo hiểm xã hội|kho bạc nhà nước|thuế|công an|ngân hàng) [^-]*(?:tỉnh|thành phố) "
)
"""A national body's office in a province."""


def _read_plain(block: str, text: str) -> IssuingBody | None:
    """A body that no list knows: a department with its unit, a steering committee, an institute."""
    if not block or len(block) > 160:
        return None
    name = _name_unit(sentence_case(block, text), block)
    unit = read_unit(name)
    if block.startswith("SỞ ") or unit is not None:
        level = Level.DEPARTMENT if unit is None or unit.level is Level.PROVINCE else unit.level
        return IssuingBody(name, unit=unit, level=level)
    national = re.search(r"QUỐC GIA|TRUNG ƯƠNG|VIỆT NAM", block)
    return IssuingBody(name, level=Level.NATIONAL if national else None)


def _name_unit(name: str, block: str) -> str:
    """A name with the unit that it ends in spelled as such, where the text names that nowhere else."""
    unit = re.search(rf" (?P<kind>{UNIT_WORDS}) (?P<name>[^\d,;:/ ]+(?:(?: - | )[^\d,;:/ ]+){{0,4}})$", block)
    if unit is None or len(name) != len(block):
        return name
    return f"{name[: unit.start()]} {unit['kind'].lower()} {title_case(unit['name'])}"


def sentence_case(capitals: str, text: str) -> str:
    """Words in capitals as the text prints them elsewhere, else with one capital in front.

    Example:
        >>> sentence_case("SỞ NỘI VỤ", "Giám đốc Sở Nội vụ chịu trách nhiệm")
        'Sở Nội vụ'
    """
    wanted = " ".join(capitals.split())
    pattern = re.compile(r"\s+".join(re.escape(word) for word in wanted.split()), re.IGNORECASE)
    for match in pattern.finditer(text):
        printed = " ".join(match[0].split())
        if not printed.isupper():
            return printed[0].upper() + printed[1:]
    return wanted.capitalize()


@cache
def _enacting() -> re.Pattern[str]:
    return re.compile(
        r"^(?:CHỦ TỊCH|QUYỀN CHỦ TỊCH|ỦY BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|BỘ TRƯỞNG|THỐNG ĐỐC|"
        r"TỔNG THANH TRA|GIÁM ĐỐC|THỦ TƯỚNG|CHÍNH PHỦ|"
        r"QUỐC HỘI|ỦY BAN THƯỜNG VỤ QUỐC HỘI|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|CHÁNH|TRƯỞNG BAN|"
        r"HỘI ĐỒNG THẨM PHÁN|VIỆN TRƯỞNG|ĐOÀN CHỦ TỊCH|BAN THƯỜNG TRỰC|HIỆU TRƯỞNG|CHỈ HUY TRƯỞNG|CHỦ NHIỆM|"
        r"TỔNG GIÁM ĐỐC|TỔNG KIỂM TOÁN|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|BỘ CHÍNH TRỊ|TRƯỞNG PHÒNG|SỞ |BỘ [A-ZĐ])"
    )


_GOES_ON = re.compile(
    r" (?:VỀ|TẠI|QUY ĐỊNH|BAN HÀNH|PHÊ DUYỆT|THỰC HIỆN|TRIỂN KHAI|ĐỐI VỚI|TRÊN|TRONG|ĐẾN|GIAI ĐOẠN|NĂM|CHO|THEO|"
    r"SỬA ĐỔI|THÔNG QUA|TRÌNH)(?!\w)|;"
)


def is_enacting(line: str) -> bool:
    """Whether a line in capitals names the body that enacts (`CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …`) and nothing more.

    A wrapped title may go on with a body's name at the start of a line: `QUỐC HỘI TẠI TỔ VÀ HỘI TRƯỜNG`.
    """
    return bool(_enacting().match(line.replace("UỶ", "ỦY"))) and not _GOES_ON.search(line)


def name_from_symbol(number: DocumentNumber, unit: Unit | None) -> str | None:
    """The issuer that the symbol of the document's own number names, with its unit."""
    for symbol in (group.rstrip("0123456789") for group in number.body_symbols):
        issuer = find_issuer(symbol, party=number.party)
        if issuer is None:
            continue
        if issuer.scope != "own":
            return issuer.name
        if unit is not None:
            return issuer.name.format(
                unit=unit.full_name, province=unit.full_name, name=unit.name, party=party_name(unit)
            )
        return None
    return None


def party_name(unit: Unit) -> str:
    """The Party committee of a unit: `Tỉnh ủy Quảng Ngãi`, `Thành ủy Thành phố Hồ Chí Minh`."""
    kind = unit.kind.lower()
    head = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "quận": "Quận ủy", "thị xã": "Thị ủy"}
    if unit.name == "Hồ Chí Minh":
        return "Thành ủy Thành phố Hồ Chí Minh"
    return f"{head[kind]} {unit.name}" if kind in head else f"Đảng ủy {unit.full_name}"


UNIT_NAME = NAME
