"""Mentions of laws, codes, ordinances and the constitution by name.

A name starts with `Luật`, `Bộ luật`, `Pháp lệnh` or `Hiến pháp` and a capital (or is a known name). It ends where a
number or day follows, where a known name ends, or else at punctuation and at the small words that names do not
hold. Names of amending laws hold the names of the laws that they amend: those are mentions of their own.
"""

from __future__ import annotations

import re

from cancu.ingest.plain import LOWER, UPPER, plain_text
from cancu.ontology.laws import load_laws
from cancu.ontology.numbers import DocumentNumber, find_end, number_pattern, read_match
from cancu.ontology.records import Record

_HEADS = re.compile(
    r"(?<!\w)(?:Bộ {1,2}[Ll]uật|Luật|Pháp {1,3}lệnh|Hiến {1,3}pháp|BỘ LUẬT|LUẬT|PHÁP LỆNH|HIẾN PHÁP)(?!\w)"
)
_AMENDING = re.compile(
    r" {1,4}[Ss][Ửử][Aa] {1,3}[Đđ][Ổổ][Ii](?:,? {1,4}[Bb][Ổổ] {1,3}[Ss][Uu][Nn][Gg])?(?:,? {0,3}[Tt]hay {1,3}thế)?"
    r"(?: {1,4}(?:[Mm][Ộộ][Tt] {1,3}[Ss][Ốố]|[Cc][Áá][Cc]) {1,4}(?:[Đđ][Ii][Ềề][Uu]|"
    r"nội {1,3}dung)(?:,? khoản)?(?: {1,3}và {1,3}[^,.;:()]{3,70}?(?= "
    r"{1,3}của {1,3}Luật))?)?(?: {1,4}[Cc][Ủủ][Aa])?(?: {1,4}các| {1,4}\d{1,2})?(?= {1,4}\w)"
)
_ANCHOR = re.compile(
    r" {1,4}(?:(?:số|SỐ|số:) {0,3}\d|(?:năm {1,3})?(?:ngày|NGÀY) {0,3}\d|(?:năm|NĂM) {1,3}(?:19|20)\d\d|"
    r"\d{1,3}/(?:19|20)\d\d/|(?:19|20)\d\d(?!\d))"
)
_SMALL_WORDS = (
    "này trên đó nêu được đã do bởi tại để nhằm cho thì là và hoặc hay quy theo về của trong từ khi nếu phải sẽ với "
    "như các những một hiện đang vào đến cùng có không bảo đảm ban hành thực triển hướng văn pháp ngoài trừ mà nên bị "
    "đồng còn vẫn việc số ngày năm mới sau trước thành dự khỏi trình"
)
_STOP_WORDS = frozenset(_SMALL_WORDS.split())
_HARD = re.compile(
    r"[.;:()|“”\"\[\]/]|[_-]{3}|(?<!\w)(?:Kính gửi|thay thế)(?!\w)|(?<!\w)các (?:công văn|văn bản(?! quy phạm)|"
    r"nghị định|nghị quyết|thông tư|quyết định)(?!\w)|"
    r"(?<!\w)(?:Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Pháp lệnh|"
    r"Kế hoạch|Chỉ thị|Điều(?= \d)|Hiến pháp|Công văn)(?!\w)|"
    r"(?<!\w)(?:nghị định|nghị quyết|thông tư|quyết định|chỉ thị|công văn)(?= {1,3}số {0,3}:? {0,3}\d)"
)
_NOT_LAW = re.compile(
    r" {1,4}(?:CHỦ TỊCH|QUỐC HỘI|CHÍNH PHỦ|THỦ TƯỚNG|BỘ TRƯỞNG|này|trên|sư|số|đó|nêu|hiện hành|quy định|và|hoặc|,|"
    r"\.|;|:|hoá|hóa|pháp|được|gia|có|"
    r"không|định|của)(?!\w)|[.,;:)\"”|]| *$"
)
_OTHER_WORD = re.compile(
    r"(?:PHÁP|[Pp]háp|KỶ|[Kk]ỷ|QUY|[Qq]uy|[Đđ]ại {1,2}học|Khoa|Công {1,2}ty|Trường|Tạp {1,2}chí)[ |]{1,26}$"
)
"""`PHÁP LUẬT`, `KỶ LUẬT` and schools and firms named after the law are no laws."""
_AGENCY = re.compile(rf"(?:Chính phủ|Quốc hội|Ủy ban|UBND|Thủ tướng|(?:Bộ|Sở) [{UPPER}])")
_LIMIT = 420


class LawMention(Record):
    """A law by name.

    Attributes:
        start: where the name begins
        end: where name and number end
        name: full name on one line, as printed
        number: number printed with the name
        inside: index of the amending law (in the returned list) whose name holds this one
        amending: a law that amends others
    """

    start: int
    end: int
    name: str
    number: DocumentNumber | None = None
    inside: int | None = None
    amending: bool = False


def find_laws(plain: str, text: str, end: int, *, own_law: bool = False) -> list[LawMention]:
    """Find the laws named before offset `end`, in text order, inner names behind the name that holds them.

    Args:
        plain: `plain_text` of the source
        end: where the document ends; what follows is not read
        text: the source, for names torn by emphasis marks (`Kh**á**m`)
        own_law: the document itself is a law, so that a number behind `Luật sửa đổi … của Luật A số N` is A's
    """
    found: list[LawMention] = []
    done = 0
    for match in _HEADS.finditer(plain, 0, end):
        if match.start() < done or _OTHER_WORD.search(plain, max(0, match.start() - 30), match.start()):
            continue
        for mention in _read_law(plain, match, own_law=own_law, base=len(found)):
            found.append(_mend_name(mention, text))
            done = max(done, mention.end)
    return found


def _mend_name(mention: LawMention, text: str) -> LawMention:
    """Close up a name that emphasis marks tore apart."""
    printed = text[mention.start : mention.end]
    if not re.search(r"\w\*+\w", printed):
        return mention
    whole = plain_text(printed.replace("*", "")).split()
    return mention.model_copy(update={"name": _without_tail(" ".join(whole), mention)})


def _without_tail(whole: str, mention: LawMention) -> str:
    """The name without the number that stands behind it in the span."""
    if mention.number is None:
        return whole
    return re.sub(r" ?\(?(?:số|SỐ|Luật số)? ?:? ?\d{1,3} ?/\S+$", "", whole)


def _read_law(plain: str, head: re.Match[str], *, own_law: bool, base: int) -> list[LawMention]:
    if head[0].lower().startswith("hiến"):
        return [_read_constitution(plain, head)]
    if amending := _AMENDING.match(plain, head.end()):
        return _read_amending(plain, head, amending.end(), own_law=own_law, base=base)
    single = _read_single(plain, head)
    return [single] if single else []


def _read_constitution(plain: str, head: re.Match[str]) -> LawMention:
    tail = re.match(r" {1,4}nước {1,3}(?:Cộng|CHXHCN)[^.,;|(]{0,40}?Việt {1,3}Nam", plain[head.end() : head.end() + 90])
    end = head.end() + (tail.end() if tail else 0)
    return LawMention(start=head.start(), end=end, name=_words(plain[head.start() : end]))


def _words(text: str) -> str:
    return " ".join(text.split())


def _read_single(plain: str, head: re.Match[str]) -> LawMention | None:
    """A law whose name starts right behind its head word."""
    if _NOT_LAW.match(plain[head.end() : head.end() + 24]):
        return None
    end = _find_end(plain, head)
    if end is None:
        return None
    draft = re.match(r" {1,3}(?:\((?:sửa đổi|SỬA ĐỔI)\)|sửa đổi(?= {0,2}[.;,)|]))", plain[end : end + 16])
    if draft:
        end += draft.end()
    end = head.end() + len(plain[head.end() : end].rstrip("0123456789"))
    name = _words(plain[head.start() : end])
    number, after = _read_number(plain, end)
    return LawMention(start=head.start(), end=after, name=name, number=number)


def _read_number(plain: str, at: int) -> tuple[DocumentNumber | None, int]:
    """The number that follows a name: `số 72/2025/QH15` or bare `15/2017/QH14`."""
    lead = re.match(r" {0,4}\(? {0,2}(?:(?:số|SỐ|Luật số) {0,3}:? {0,3})?(?=\d{1,3} {0,2}/)", plain[at : at + 20])
    match = number_pattern().match(plain, at + lead.end()) if lead else None
    if match is None or not re.match(r"(?:QH|UBTVQH|PL|LCT|L-CTN)", match["symbol"]):
        return None, at
    return read_match(match), find_end(match)


def _find_end(plain: str, head: re.Match[str]) -> int | None:
    """Where the name that starts at `head` ends; None where no name stands there."""
    zone = plain[head.end() : head.end() + _LIMIT]
    hard = _HARD.search(zone)
    zone = zone[: hard.start()] if hard else zone
    known = _match_known(plain, head, len(zone))
    anchor = _ANCHOR.search(zone)
    capital = re.match(rf" {{1,4}}[{UPPER}]", zone)
    if anchor and (known is None or known <= anchor.start()):
        between = zone[: anchor.start()]
        if _anchored_name(between, capital=bool(capital), known=known):
            return head.end() + len(between.rstrip(" ,"))
    if known is not None:
        return head.end() + known
    if capital is None or head[0].isupper():
        return None if capital is None else _end_of_capitals(zone, head.end())
    return head.end() + _open_end(zone)


def _match_known(plain: str, head: re.Match[str], limit: int) -> int | None:
    """Length of the longest known name behind its head word, its leading blank included, within `limit`."""
    found = load_laws().match_at(plain, head.start())
    length = found[1] - head.end() if found else 0
    return length if 0 < length <= limit else None


def _anchored_name(between: str, *, capital: bool, known: int | None) -> bool:
    """Whether the words before a number or day are all name: few, and none that starts a clause."""
    words = between.replace(",", " ").lower().split()
    if known is not None and known == len(between.rstrip()):
        return True
    strong = {
        "này",
        "được",
        "đã",
        "quy",
        "do",
        "bởi",
        "nếu",
        "thì",
        "là",
        "các",
        "những",
        "kể",
        "từ",
        "trước",
        "sau",
        "trên",
        "hướng",
        "có",
        "đến",
        "vào",
        "thành",
        "dự",
        "khỏi",
        "trình",
        "để",
        "khi",
        "mẫu",
    } | ({"đồng"} if "đồng thời" in between else set())
    limit = 22 if capital else 12
    allowed = {"các", "có"} if capital else set()
    return (
        0 < len(words) <= limit
        and not (set(words) & (strong - allowed))
        and not (not capital and words[0] in _STOP_WORDS)
    )


def _end_of_capitals(zone: str, base: int) -> int | None:
    """In a title in capitals the name runs as far as the capitals, up to VÀ, CỦA, TRÊN … or punctuation."""
    cut = re.search(rf"[{LOWER}]| (?:VÀ (?:NGHỊ|LUẬT|CÁC)|TRÊN|ĐỐI VỚI|VỀ|QUY ĐỊNH|CỦA|CHO) |[.;:|(]", zone)
    length = len(zone[: cut.start() if cut else len(zone)].rstrip())
    if cut and cut[0].islower():
        length = len(zone[: cut.start()].rsplit(" ", 1)[0].rstrip())
    return base + length if length > 2 else None


def _open_end(zone: str) -> int:
    """Where an unknown name ends: at a comma or small word that names do not hold."""
    end = 0
    for piece in re.finditer(r"\S+", zone):
        word = piece[0]
        bare = word.rstrip(",")
        lower = bare.lower()
        if end and lower in _STOP_WORDS and not _goes_on(zone, piece.end(), lower):
            break
        if end and bare[:1].isupper() and (_after_comma(zone, piece.start()) or _AGENCY.match(zone, piece.start())):
            break
        end = piece.start() + len(bare)
        if word.endswith(",") and not _comma_inside(zone, piece.end()):
            break
    return end


def _after_comma(zone: str, at: int) -> bool:
    return zone[:at].rstrip().endswith(",")


def _comma_inside(zone: str, at: int) -> bool:
    """A comma inside a name is followed by one of the words that go in pairs in names of laws."""
    return bool(
        re.match(
            r" {1,4}(?:chống|sử dụng|thuế|công chức|tôn giáo|khen|xuất cảnh|quá cảnh|cư trú|trưng|chữa|"
            r"vệ sinh|hàng|thể thao|lấy|ghép|thoát|an toàn|giáo dục|chống)",
            zone[at : at + 16],
        )
    )


def _goes_on(zone: str, at: int, word: str) -> bool:
    """`và` may be part of a name when a plain lower-case noun follows, `số` when no number does."""
    if word == "dự":
        return not re.match(r" {1,4}(?:thảo|án|kiến)(?!\w)", zone[at : at + 10])
    if word == "số":
        return not re.match(r" {0,3}:? {0,3}\d", zone[at : at + 8])
    if word != "và":
        return False
    following = re.match(rf" {{1,4}}([{LOWER}]+)", zone[at : at + 16])
    return following is not None and following[1] not in _STOP_WORDS


def _read_amending(plain: str, head: re.Match[str], at: int, *, own_law: bool, base: int) -> list[LawMention]:
    """`Luật sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C`, with the laws inside."""
    inner: list[LawMention] = []
    end = at
    while len(inner) < 40:
        step = re.match(
            r" {0,4}(?:[,;]? {0,3}(?:và|VÀ)? {0,4})(?:của |CỦA )?"
            r"(?=Bộ {1,2}[Ll]uật|Luật|Pháp {1,3}lệnh|LUẬT|BỘ LUẬT|PHÁP LỆNH)",
            plain[end : end + 20],
        )
        if step is None:
            break
        next_head = _HEADS.match(plain, end + step.end())
        if next_head is None or _AMENDING.match(plain, next_head.end()):
            break
        single = _read_single(plain, next_head)
        if single is None:
            break
        single = _prolong(plain, single)
        inner.append(single)
        end = single.end
        if re.match(r" {1,4}(?:ngày|NGÀY) {1,3}\d", plain[end : end + 12]):
            break
    if not inner:
        single = _read_many(plain, head, at) or _read_single(plain, head)
        return [single] if single else []
    return _assemble(plain, head, inner, own_law=own_law, base=base)


def _read_many(plain: str, head: re.Match[str], at: int) -> LawMention | None:
    """`Luật sửa đổi … của 37 Luật có liên quan đến quy hoạch`: the laws inside are counted, not named."""
    rest = re.match(
        r" {0,4}[Ll]uật(?: {1,3}có)? {1,3}liên {1,3}quan[^.,;:()|]{0,80}?(?= {1,3}(?:ngày|số|năm) {1,3}\d|[.,;:()|])",
        plain[at : at + 140],
    )
    if rest is None:
        return None
    end = at + rest.end()
    number, after = _read_number(plain, end)
    return LawMention(
        start=head.start(), end=after, name=_words(plain[head.start() : end]), number=number, amending=True
    )


def _prolong(plain: str, law: LawMention) -> LawMention:
    """Inside a list of laws a name runs to the next separator, also where it prints more than the known name."""
    if law.number is not None:
        return law
    more = re.match(
        r" [^,.;:()|_]{2,70}?(?=, {0,3}(?:Luật|Bộ luật)| {1,3}và {1,3}Luật| {1,3}số {1,3}\d| {1,3}ngày {1,3}\d)",
        plain[law.end : law.end + 110],
    )
    if (
        more is None
        or more[0].strip().startswith(("và ", "số ", "ngày "))
        or not _anchored_name(more[0], capital=True, known=None)
    ):
        return law
    end = law.end + more.end()
    number, after = _read_number(plain, end)
    return LawMention(start=law.start, end=after, name=_words(plain[law.start : end]), number=number)


def _assemble(
    plain: str, head: re.Match[str], inner: list[LawMention], *, own_law: bool, base: int
) -> list[LawMention]:
    """Give the last number to the amending law unless the laws inside print numbers of their own."""
    end = name_end = inner[-1].end
    number = None
    if inner[-1].number is not None and not own_law and all(law.number is None for law in inner[:-1]):
        number = inner[-1].number
        name_end = _without_number(plain, inner[-1])
        inner = [*inner[:-1], inner[-1].model_copy(update={"number": None, "end": name_end})]
    outer = LawMention(
        start=head.start(), end=end, name=_words(plain[head.start() : name_end]), number=number, amending=True
    )
    return [outer, *(law.model_copy(update={"inside": base}) for law in inner)]


def _without_number(plain: str, law: LawMention) -> int:
    lead = re.search(
        r" {0,4}\(? {0,2}(?:(?:số|SỐ|Luật số) {0,3}:? {0,3})?\d{1,3} {0,2}/[^ ]* ?[^ ]*$", plain[law.start : law.end]
    )
    return law.start + (lead.start() if lead else law.end - law.start)
