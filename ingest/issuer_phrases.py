"""Issuers as sentences name them: `của UBND tỉnh`, `của Bộ trưởng Bộ Nội vụ`, `của Ban Thường vụ Tỉnh ủy`.

Short names are bound to the document's own unit; heads of agencies stand for their agencies, except the chair of
a committee, who is kept as printed (chair and committee are one series when documents are identified).
"""

from __future__ import annotations

import re
from functools import cache

from cancu.ingest.issuing_body import party_name
from cancu.ingest.own_unit import NAME, OwnUnits, Unit
from cancu.ingest.unit_names import trim_unit_name
from cancu.ontology.agencies import canonical_agency, load_agencies
from cancu.ontology.issuers import find_issuer, find_issuers, ministry_names
from cancu.ontology.numbers import DocumentNumber
from cancu.ontology.records import Date

_PERSON = r"(?:đồng chí |ông |bà )(?:[^\W\d_]+ ){2,5}?(?:, |- )?"
_CHAIR = r"(?P<chair>(?:Phó )?[Cc]hủ tịch |Thường trực )?"
_JOINT = re.compile(r"(?:, | và |, và | - )(?=[A-ZĐ])")
_END = re.compile(
    r"[,;.:()|“”\"\[\]]| (?:về|ngày|thì|áp dụng|[Vv]/v|[Qq]uy định|[Hh]ướng dẫn|[Bb]an hành|[Pp]hê duyệt|"
    r"[Ss]ửa đổi|[Bb]ổ sung|[Bb]ãi bỏ|[Tt]hay thế|[Tt]riển khai|[Tt]hực hiện|[Cc]ông bố|đã|tại|và|"
    r"thông báo|có|đối với|trong|là|đề nghị|giao|cho|v/v|điều chỉnh|thành lập|gửi|nêu|được|từ|để|"
    r"trình|trả lời|khóa|khoá|nhiệm kỳ|theo|năm|số|đính chính|vướng mắc|nêu|hỏi|xem xét|đã|"
    r"chủ trì|phối hợp|báo cáo|xin|thẩm định|hết|không còn|tạm|ngưng|dừng|đình chỉ|gia hạn|kéo dài|hợp nhất|"
    r"tăng cường|đẩy mạnh|phát động|kiện toàn|cắt giảm|phân công|phân cấp|ủy quyền|chấn chỉnh|nâng cao|tiếp tục|"
    r"yêu cầu|bảo đảm|CHỦ TỊCH|[ỦU][YỶ] BAN|HỘI ĐỒNG|BỘ TRƯỞNG|"
    r"GIÁM ĐỐC|THỦ TƯỚNG|QUYẾT ĐỊNH|ký|phê chuẩn|tháo gỡ|giải thích|hủy bỏ|kết luận|cụ thể hóa|quán triệt)(?!\w)"
)


@cache
def _committee() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_PERSON})?{_CHAIR}(?P<body>UBND|Ủy ban [Nn]hân dân|HĐND|Hội đồng [Nn]hân dân)"
        rf"(?: (?P<kind>[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường|"
        rf"[Tt]hị trấn|[Đđ]ặc khu)(?! (?:trực|và))(?: (?P<name>(?!CHỦ|[ỦU][YỶ]|HỘI ĐỒNG){NAME}))?)?"
    )


@cache
def _party() -> re.Pattern[str]:
    lead = (
        r"(?P<lead>Ban Thường vụ |Thường trực |Ban Chấp hành |BTV |Văn phòng |Ban (?:Tổ chức|"
        r"Tuyên giáo|Dân vận|Nội chính|Tuyên giáo và Dân vận) |Ủy ban Kiểm tra )?"
    )
    return re.compile(
        rf"{lead}(?:(?P<committee>Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy|Đảng bộ (?P<kind>tỉnh|"
        rf"[Tt]hành phố|huyện))(?P<place> (?:[Tt]hành phố {NAME}|[Tt]hành phố|tỉnh|{NAME}))?"
    )


_CENTRAL = (
    (re.compile(r"(?:của )?Bộ Chính trị(?:,| và) Ban Bí thư"), "Bộ Chính trị, Ban Bí thư"),
    (re.compile(r"(?:của )?Bộ Chính trị"), "Bộ Chính trị"),
    (re.compile(r"Ban Bí thư"), "Ban Bí thư"),
    (
        re.compile(
            r"(?:Hội nghị (?:lần thứ )?[^,;.]{1,30}? )?(?:của )?(?:Ban Chấp hành|BCH) ?(?:Trung ương|TW)|"
            r"(?:Hội nghị )?BCHTW|Trung ương Đảng|Hội nghị Trung ương|Hội nghị lần thứ"
        ),
        "Ban Chấp hành Trung ương",
    ),
)
_HEADS = re.compile(
    r"(?:Bộ trưởng, Chủ nhiệm |Bộ trưởng - Chủ nhiệm |Bộ trưởng |Thống đốc |Tổng Giám đốc |"
    r"Chủ nhiệm |Chánh án |Viện trưởng |Tổng cục trưởng |Tổng Kiểm toán (?=Kiểm)|Cục trưởng )"
)
_AGENCY = re.compile(
    r"(?:Thường trực (?=Ủy ban |Hội đồng Dân tộc)|"
    r"Giám đốc |Phó Giám đốc |Tổ trưởng |Chánh |Cục trưởng |Trưởng |Chi cục trưởng |Tổng cục trưởng |Chủ nhiệm )?"
    r"(?=(?:Liên )?(?:Sở|Cục|Tổng cục|Vụ|Chi cục|Ban|Văn phòng|Thanh tra|Công an|Phòng|Trung tâm|"
    r"Kho bạc|Bảo hiểm xã hội|Thuế|Liên đoàn|Ủy ban|Hội|Trường|Viện|Bộ Chỉ huy|Tập đoàn|"
    r"Tổ|Tổng công ty|Công ty|Hội đồng|Đoàn|Tòa án|Viện kiểm sát) )"
)


_CENTRAL_PARTY = re.compile(
    r"Đảng ủy (?:Chính phủ|Quốc hội|(?:Công an|Quân đội|các cơ quan Đảng|Mặt trận Tổ quốc, các đoàn thể) Trung ương)"
)
_GROUP = re.compile(r"(?:UBND|Ủy ban [Nn]hân dân|HĐND|Hội đồng [Nn]hân dân) (?:các|cấp)\b")
"""Committees of many units issue nothing together; what looks so stands in another cell of a table."""
_BOARD = re.compile(
    r"Ban Chỉ đạo(?: (?:của )?(?:[Tt]rung ương|TW|[Qq]uốc gia|[Nn]hà nước|[Cc]hính phủ))?"
    r"(?: về (?!việc\b)| (?=(?:thực hiện|triển khai) [a-zà-ỹđ]))"
    r"(?:[^,;.:()|“”\"\[\]]|, (?=[a-zà-ỹđ])){4,140}?"
    r"(?=[;.:()|“”\"\[\]]|,(?! [a-zà-ỹđ])| (?:về|ngày|tại|năm|đã|ban hành)\b|$)"
)
"""A board whose name says what it steers, behind the words that open a title elsewhere."""


def read_issuer(phrase: str, units: OwnUnits) -> str | None:
    """Read the issuer that `phrase` starts with.

    Args:
        phrase: words behind `của`, on one line with single blanks
        units: units that short names are bound to
    Example:
        >>> units = OwnUnits(province=Unit(kind="tỉnh", name="An Bình"))
        >>> read_issuer("UBND tỉnh về việc", units)
        'UBND tỉnh An Bình'
    """
    shouted = is_shouted(phrase)
    phrase = _lower_shouted(phrase) if shouted else phrase
    if _GROUP.match(phrase):
        return None
    named = _BOARD.match(phrase) or _CENTRAL_PARTY.match(phrase)
    if named is not None:
        return named[0].strip()
    return (
        _read_committee(phrase, units)
        or _read_central(phrase)
        or _read_party(phrase, units)
        or _read_national(phrase)
        or (None if shouted else _read_agency(phrase, units))
    )


def is_shouted(phrase: str) -> bool:
    """Whether a phrase is printed in capitals, as in titles."""
    return phrase[:14].isupper() and len(phrase) > 4


@cache
def _shouted_words() -> dict[str, str]:
    """Words of bodies and units in capitals, with the case that sentences give them."""
    bodies = {"ỦY BAN NHÂN DÂN": "UBND", "HỘI ĐỒNG NHÂN DÂN": "HĐND"}
    lead = ("Ban Thường vụ", "Ban Chấp hành", "Trung ương", "Bộ Chính trị", "Ban Bí thư", "Chủ tịch", "Thường trực")
    committees = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy")
    kinds = ("thành phố", "tỉnh", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
    return bodies | {word.upper(): word for word in (*lead, *committees, *kinds)}


def _lower_shouted(phrase: str) -> str:
    """`CHỦ TỊCH UBND TỈNH AN BÌNH` as sentences print it, each other word with one capital."""
    names = "|".join(map(re.escape, _shouted_words()))
    pieces = re.split(rf"(?<!\w)({names}|UBND|HĐND)(?!\w)", phrase)
    return "".join(_shouted_words().get(piece, piece) if at % 2 else piece.title() for at, piece in enumerate(pieces))


def _read_committee(phrase: str, units: OwnUnits) -> str | None:
    match = _committee().match(phrase)
    if match is None:
        return None
    body = "UBND" if match["body"][0] in "UỦ" else "HĐND"
    chair = (match["chair"] or "").replace("Phó ", "").replace("chủ", "Chủ")
    if match["kind"] is None:
        own = units.unit or units.province
        return f"{chair}{body} {own.full_name}" if own else None
    kind = "thành phố" if match["kind"].upper().startswith("TP") else match["kind"]
    if match["name"] and (name := trim_unit_name(kind, phrase[match.start("name") :])):
        return f"{chair}{body} {kind} {name}"
    own = units.at(kind)
    return f"{chair}{body} {own.full_name if own else kind.lower()}"


def _read_central(phrase: str) -> str | None:
    for pattern, name in _CENTRAL:
        if pattern.match(phrase):
            return name
    return None


def _read_party(phrase: str, units: OwnUnits) -> str | None:
    match = _party().match(phrase)
    if match is None:
        return None
    lead = (match["lead"] or "").replace("BTV ", "Ban Thường vụ ")
    kinds = {"Tỉnh": "tỉnh", "Thành": "thành phố", "Huyện": "huyện", "Quận": "quận", "Thị": "thị xã", "Đảng": "xã"}
    kind = kinds[match["committee"]] if match["committee"] else match["kind"].lower()
    place = (match["place"] or "").strip()
    if not place or place.lower() in ("thành phố", "tỉnh"):
        own = units.at(kind)
        committee = party_name(own) if own else None
    elif match["committee"]:
        city = place[:10].lower().startswith("thành phố ")
        place = place[:10] * city + trim_unit_name(kind, phrase[match.start("place") + 1 + 10 * city :])
        committee = f"{match['committee']} ủy {place}"
    else:
        committee = party_name(Unit(kind=kind, name=place))
    if committee is None:
        return None
    return committee if lead == "Ban Chấp hành " else f"{lead}{committee}"


def _read_national(phrase: str) -> str | None:
    bare = _HEADS.sub("", phrase, count=1) if _HEADS.match(phrase) else phrase
    bare = (
        bare.replace("Tổng Thanh tra", "Thanh tra", 1)
        .replace("VPCP", "Văn phòng Chính phủ")
        .replace("TTCP", "Thủ tướng Chính phủ")
    )
    lower = bare[:70].lower().replace(" – ", " - ")
    for key, name in ministry_names().items():
        if lower.startswith(key) and not lower[len(key) : len(key) + 1].isalpha():
            local = key.startswith(("cục ", "tổng cục ", "bảo hiểm", "kho bạc")) and re.match(
                r" (?:tỉnh|thành phố|khu vực|huyện)", lower[len(key) :]
            )
            return None if local else name
    if lower.startswith(("bộ lao động-thương", "bộ lao động, thương", "bộ lao động thương")):
        return "Bộ Lao động - Thương binh và Xã hội"
    return None


def read_joint_issuers(phrase: str) -> str | None:
    """Read the bodies that `phrase` starts with and that issue a paper together, as they are printed.

    Example:
        >>> read_joint_issuers("Bộ Y tế và Bộ Tài chính hướng dẫn"), read_joint_issuers("Bộ Y tế hướng dẫn")
        ('Bộ Y tế và Bộ Tài chính', None)
    """
    name = _read_national(phrase)
    joined, at = name, 0
    for match in _JOINT.finditer(phrase):
        following = _read_national(phrase[match.end() :])
        if name is None or following is None or not _spells(phrase[at : match.start()], name):
            continue
        joined = f"{joined}{match[0]}{following}"
        name, at = following, match.end()
    return joined if joined != name else None


def _spells(printed: str, name: str) -> bool:
    """Whether printed words are a name, whatever its hyphens and the title of its head."""
    return re.sub(r"\W", "", _HEADS.sub("", printed, count=1)).lower() == re.sub(r"\W", "", name).lower()


def _read_agency(phrase: str, units: OwnUnits) -> str | None:
    """A department, office or association; a provincial one without a place gets the own province."""
    match = _AGENCY.match(phrase)
    if match is None:
        ministry = re.match(r"Bộ (?=[A-ZĐY])", phrase)
        if ministry is None:
            return None
    start = match.end() if match else 0
    words = phrase[start : start + 90]
    cut = _cut_name(words)
    name = words[:cut].strip(" -")
    placed = re.search(rf" (?P<kind>tỉnh|[Tt]hành phố|huyện|quận|thị xã) (?P<name>{NAME})", name)
    if placed:
        name = name[: placed.start("name")] + trim_unit_name(placed["kind"], words[placed.start("name") :])
    if len(name.split()) < 2 or (name[-1:].isdigit() and not _NUMBERED_UNIT.search(name)):
        return None
    if _ABBREVIATED.search(name):
        name = canonical_agency(name)
    province = units.province
    if re.match(r"(?:Liên )?Sở ", name):
        name = re.sub(r" (?:tỉnh|[Tt]hành phố)$", "", name)
        if province is not None and province.name.lower() not in name.lower() and " tỉnh " not in name:
            name = f"{name} {province.full_name}"
    elif re.search(r" (?:tỉnh|[Tt]hành phố)$", name) and province is not None:
        name = f"{name} {province.name}"
    known = load_agencies().find(name) if match is None else None
    return known.name if known else name


_ABBREVIATED = re.compile(r"(?<!\w)(?!UBND|HĐND|TW|MTTQ)[A-ZĐ]{2}")
_NUMBERED_UNIT = re.compile(r"(?:[Qq]uận|[Pp]hường) \d{1,2}$")


_BEHIND_COMMA = re.compile(r" (?:Thể thao|Khoa học|Công nghệ|thể thao|chống|Ngân sách)")


def _cut_name(words: str) -> int:
    """Where an agency's name ends; `và` inside a name is followed by a noun of the name, not by another body."""
    at = 0
    while match := _END.search(words, at):
        inside = match[0] == " và" and re.match(
            r" (?:Truyền thông|Đầu tư|Đào tạo|Công nghệ|Môi trường|Xã hội|Phát triển|phát triển|Du lịch|"
            r"PTNT|Thể thao|Tôn giáo|Ngân sách|Hội nhập|Thương mại|Đô thị|Gia đình|Miền núi|[Tt]ìm kiếm|Hạ tầng|"
            r"Tư pháp|Tài chính|Xã hội|Quản lý|Dân vận|Khoáng|Trẻ em|các)",
            words[match.end() :],
        )
        comma = match[0] == "," and _BEHIND_COMMA.match(words, match.end())
        if not inside and not comma:
            return match.start()
        at = match.end()
    return len(words)


def fits_symbol(name: str, number: DocumentNumber) -> bool:
    """Whether a body may issue under a symbol: `50/NQ-CP` is no resolution of Quốc hội.

    True where the symbol names no body that the list knows, or is made of the initials of the body, and for Party
    numbers, whose organs share symbols, save those of an office.

    Args:
        name: body as `read_issuer` gives it
        number: its symbol names the body
    """
    symbol = (number.body_symbol or "").rstrip("0123456789")
    if number.party and symbol.startswith("VP"):
        return name.startswith("Văn phòng")
    bodies = [] if number.party else find_issuers(symbol)
    own = [body.name.split("{")[0].strip().lower() for body in bodies if body.scope == "own"]
    national = {one.lower() for body in bodies if not body.scope for one in (body.name, *body.aliases)}
    lower = name.lower()
    listed = lower in national or any(not one or one in lower for one in own)
    return listed or not bodies or _initials(lower).startswith(symbol.replace("&", "").lower())


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word not in ("và", "-"))


def is_joint(number: DocumentNumber) -> bool:
    """Whether several bodies issue under a number: `TTLT`, `NQLT`, `TTLB`, `HDLN`."""
    return number.type is not None and number.type.symbol.upper().endswith(("LT", "LB", "LN"))


def issuer_from_symbol(number: DocumentNumber, units: OwnUnits, on: Date | None) -> str | None:
    """The issuer that the symbol tells, bound to the own unit; None where it tells nothing sure.

    All bodies of a joint paper, parted by commas: `30/2015/TTLT-BLĐTBXH-BNV`.
    """
    symbols = [group.rstrip("0123456789") for group in number.body_symbols]
    issuers = [find_issuer(symbol, party=number.party, on=on) for symbol in symbols]
    first = issuers[0] if issuers else None
    if first is None or (number.party and first.scope == ""):
        return None
    if first.scope == "own":
        return _bind(first.name, first.level, units)
    bodies = issuers if is_joint(number) else issuers[:1]
    return ", ".join(issuer.name for issuer in bodies if issuer)


def _bind(name: str, level: str, units: OwnUnits) -> str | None:
    if "{unit}" in name:
        own = units.unit or units.province
        return name.format(unit=own.full_name) if own else None
    province = units.province
    if "{province}" in name:
        return name.format(province=province.full_name) if province else None
    if level == "province":
        return name.format(party=party_name(province)) if province else None
    own = units.unit
    return name.format(name=own.name, party=party_name(own)) if own and own.level.value == level else None


def name_length(window: str, *, joint: bool = False) -> int:
    """How many characters of `window` (words behind `của`, blanks as in the source) belong to the issuer's name.

    Of a joint paper all its issuers.
    """
    pieces = list(re.finditer(r"\S+", window))
    words = " ".join(piece[0] for piece in pieces)
    left = _cut_name(words.lower() if is_shouted(words) else words)
    while joint and (following := _JOINT.match(words, left)):
        left = following.end() + _cut_name(words[following.end() :])
    for piece in pieces:
        if left <= len(piece[0]):
            return piece.start() + left
        left -= len(piece[0]) + 1
        if left <= 0:
            return piece.end()
    return len(window)
