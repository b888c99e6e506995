"""Who signs a document, and in what role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cancu.ingest.plain import LOWER, UPPER
from cancu.ontology.records import Record

_POST = (
    r"CHỦ TỊCH(?: NƯỚC| QUỐC HỘI)?|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|"
    r"CHÁNH VĂN PHÒNG|THỦ TƯỚNG(?: CHÍNH PHỦ)?|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|"
    r"CHỦ NHIỆM|THỐNG ĐỐC|BÍ THƯ|CHÁNH ÁN|VIỆN TRƯỞNG|TỔNG GIÁM ĐỐC|TRƯỞNG BAN|TỔNG KIỂM TOÁN|"
    r"TỔNG THANH TRA|VỤ TRƯỞNG|TRƯỞNG PHÒNG|CHI CỤC TRƯỞNG|"
    r"CHÁNH THANH TRA|HIỆU TRƯỞNG|THƯỜNG TRỰC|TRƯỞNG ĐOÀN|TỔNG BIÊN TẬP|TỔNG BÍ THƯ"
)
# Every branch begins with a letter of its own, so that a search skips to these letters.
_ROLE = rf"(?:PHÓ (?:{_POST})|QUYỀN (?:{_POST})|Q\. ?(?:{_POST})|{_POST})"
_RANK = r"(?:(?:Đại|Thượng|Trung|Thiếu)\s{1,2}tướng|Đại tá|GS\.?(?: ?TS\.?)?|PGS\.?(?: ?TS\.?)?|TS\.?|ThS\.?|BS\.?)"
_WORD = rf"[{UPPER}](?:[{LOWER}]+|(?=[ .]))"


class Signature(Record):
    """Name and role below a document."""

    name: str
    role: str | None = None


@cache
def _block() -> re.Pattern[str]:
    role = _ROLE.replace(" ", r"\s{1,3}")
    signed = r"\((?:[Đđ]ã ký|ĐÃ KÝ|Handwritten signature|Ký)[^)\n]{0,30}\)"
    return re.compile(
        rf"(?P<role>{role})(?P<more>[^{LOWER}\d.;:()|]{{0,60}}?)[\s|/y\]_.,-]{{0,30}}(?:{signed})?[\s|]{{0,8}}"
        rf"(?:{_RANK},?[ .]?)*(?:(?<!\w)|(?=\w[{LOWER}]))"
        rf"(?P<name>{_WORD}(?: {{1,2}}|\n){_WORD}(?: {{1,2}}{_WORD}){{0,3}})"
        r"(?= *(?:[|\n\t;]|$))"
    )


_NOT_NAMES = re.compile(
    r"^(?:Nơi|Căn|Điều|Kính|Theo|Ban|Hội|Quyết|Luật|Văn|Sở|Bộ|Kế|Phụ|Chính|Ủy|Tỉnh|Xét|Chương|Như|"
    r"Các|Thành|Lưu|Ký|Báo|Đây|Mẫu|Danh|Cộng|Độc)\b"
)


def find_signature(text: str) -> Signature | None:
    """The signature of the document itself: the first one behind its own text.

    Args:
        text: the text without Markdown marks; a plan promulgated by a decision comes after the decision's
            signature, so the first signature counts
    """
    return _search(text) or next(filter(None, map(_search, _signed_columns(text))), None)


def _search(text: str) -> Signature | None:
    for match in _block().finditer(text):
        name = match["name"]
        if _NOT_NAMES.match(name) or not _looks_signed(text, match):
            continue
        return Signature(name=" ".join(name.split()), role=_read_role(text, match))
    return None


_RECIPIENTS = re.compile(r"^(?P<left>.{0,60}?)Nơi nhận *:?", re.MULTILINE)
_COLUMN = re.compile(r"(?:\t| {3,}|[ \t]*\|)[ \t|]*(?=[^\s|])(?P<right>[^|\n]+?)[ |\t]*$")
"""What a line prints behind a gap or a bar: the column on the right."""
_MOST_LINES = 45


def _signed_columns(text: str) -> Iterator[str]:
    """The columns that stand to the right of lists of recipients, as layouts and tables print them."""
    for match in _RECIPIENTS.finditer(text):
        above = text.rfind("\n", 0, max(0, match.start() - 1)) + 1
        lines = text[above : match.start() + 5000].split("\n")[:_MOST_LINES]
        column = [right["right"] for line in lines if (right := _COLUMN.search(line))]
        yield "\n".join(("Nơi nhận", *column))


def _looks_signed(flat: str, match: re.Match[str]) -> bool:
    """A role in capitals with a name in the letterhead is followed by no name; titles lie before any `./.`."""
    before = flat[max(0, match.start() - 2500) : match.start()]
    signed = r"Nơi nhận|thông qua|/\.|\./|Lưu:|chịu trách nhiệm|T[MLU]Q?\.|KT\.|[TK]/[MTL]|Đã ký"
    return bool(re.search(signed, before + match[0]) or re.search(r"[.:;,] *\n\s*$", before))


_AUTHORITY = re.compile(
    rf"(TM|KT|TL|TUQ|T/M|K/T|T/L)\.? ((?:[{UPPER}]{{2,}}[ ,\-]*)+?)(?=(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\b|$)"
)


def _read_role(text: str, match: re.Match[str]) -> str:
    """The last role before the name, with those by whose authority it signs in brackets."""
    block = text[max(0, match.start() - 160) : match.start("name")]
    roles = list(re.finditer(_ROLE.replace(" ", r"\s{1,3}"), block))
    own = roles[-1][0] if roles else match["role"]
    lead = block[: roles[-1].start()] if roles else block
    lead = " ".join(lead.replace("|", " ").split())
    start = re.search(rf"(?:\b(?:TM|KT|TL|TUQ)\.|\b[TK]/[MTL])[^{LOWER};:\d]*$", lead)
    sentence = role_case(own)
    if re.search(r"\bQ\. ?$", lead):
        return f"Q. {sentence}"
    if start is None:
        return sentence
    clauses = [f"{m[1].replace('/', '')}. {role_case(m[2].strip(' ,-'))}" for m in _AUTHORITY.finditer(f"{start[0]} ")]
    return f"{sentence} ({', '.join(clauses)})" if clauses else sentence


def role_case(role: str) -> str:
    """A role in capitals as texts print it: `PHÓ CHỦ TỊCH` is `Phó Chủ tịch`."""
    words = " ".join(role.split()).capitalize()
    words = re.sub(r"^(Phó|Quyền|Q\.) (\w)", lambda match: f"{match[1]} {match[2].upper()}", words)
    return re.sub(
        r"văn phòng|quốc hội|chính phủ|ủy ban nhân dân$",
        lambda match: match[0].capitalize() if match.start() else match[0],
        words,
    )
