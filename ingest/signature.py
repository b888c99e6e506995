"""Who signs a document, and in what role."""

from __future__ import annotations

import re
from functools import cache

from cancu.ontology.records import Record

_ROLE = (
    r"(?:PHÓ |QUYỀN |Q\. ?)?(?:CHỦ TỊCH(?: NƯỚC| QUỐC HỘI)?|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|THỦ TƯỚNG(?: CHÍNH PHỦ)?|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|"
    r"CHỦ NHIỆM|THỐNG ĐỐC|BÍ THƯ|CHÁNH ÁN|VIỆN TRƯỞNG|TỔNG GIÁM ĐỐC|TRƯỞNG BAN|TỔNG KIỂM TOÁN|TỔNG THANH TRA|VỤ TRƯỞNG|TRƯỞNG PHÒNG|CHI CỤC TRƯỞNG|"
    r"CHÁNH THANH TRA|HIỆU TRƯỞNG|THƯỜNG TRỰC|TRƯỞNG ĐOÀN|TỔNG BIÊN TẬP|TỔNG BÍ THƯ)"
)
_RANK = r"(?:Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|GS\.?(?: ?TS\.?)?|PGS\.?(?: ?TS\.?)?|TS\.?|ThS\.?|BS\.?)"
_WORD = r"[A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ][a-zđà-ãè-êìíò-õùúýăĩũơưạ-ỹ]*"


class Signature(Record):
    """Name and role below a document."""

    name: str
    role: str | None = None


@cache
def _block() -> re.Pattern[str]:
    role = rf"(?:(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\. ?|(?:T/M|K/T|T/L) )?(?:[^\W\d_a-zà-ỹ]|[ ,\-])*?{_ROLE}(?:[^\W\d_a-zà-ỹ]|[ ,/\-])*"
    rank = rf"(?:{_RANK},? ?)*"
    return re.compile(
        rf"(?P<role>{_ROLE})(?P<more>[^a-zà-ỹ\d.;:]{{0,60}}?) ?(?:\((?:[Đđ]ã ký|ĐÃ KÝ|Handwritten signature|Ký tên|đã ký)[^)]*\))?[ /y\]_.|,-]{{0,6}}"
        rf"(?:{rank})(?P<name>{_WORD}(?: (?:{_WORD}|[A-Z]\b)){{1,4}})(?![\w])"
    )


_NOT_NAMES = re.compile(r"^(?:Nơi|Căn|Điều|Kính|Theo|Ban|Hội|Quyết|Luật|Văn|Sở|Bộ|Kế|Phụ|Chính|Ủy|Tỉnh|Xét|Chương|Như|Các|Thành|Lưu|Ký|Báo|Đây|Mẫu|Danh|Cộng|Độc)\b")


def find_signature(flat: str) -> Signature | None:
    """The signature of the document itself: the first one behind its own text.

    Args:
        flat: the text on one line without Markdown marks and table bars; a plan promulgated by a decision
            comes after the decision's signature
    """
    for match in _block().finditer(flat):
        name = match["name"]
        if _NOT_NAMES.match(name) or not _looks_signed(flat, match):
            continue
        return Signature(name=name, role=_read_role(flat, match))
    return None


def _looks_signed(flat: str, match: re.Match[str]) -> bool:
    """A role in capitals with a name in the letterhead is followed by no name; titles lie before any `./.`."""
    before = flat[: match.start()]
    return bool(re.search(r"Nơi nhận|thông qua|/\.|\./|Lưu:|chịu trách nhiệm|TM\.|KT\.|T/M|K/T|Đã ký|\. *$", before[-2500:] + match[0]))


_AUTHORITY = re.compile(r"(TM|KT|TL|TUQ|T/M|K/T|T/L)\.? ((?:[^\W\d_a-zà-ỹ]{2,}[ ,\-]*)+?)(?=(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\b|$)")


def _read_role(flat: str, match: re.Match[str]) -> str:
    role = match["role"]
    lead = flat[max(0, match.start() - 120) : match.start()]
    start = re.search(r"(?:\b(?:TM|KT|TL|TUQ)\.|\b[TK]/[MTL])[^a-zà-ỹ;:\d]*$", lead)
    sentence = role.capitalize().replace("Q. chủ", "Q. Chủ")
    if start is None:
        return sentence if not re.search(r"Q\. ?$", lead) else f"Q. {sentence}"
    clauses = [f"{m[1].replace('/', '')}. {m[2].strip(' ,-').capitalize()}" for m in _AUTHORITY.finditer(start[0])]
    return f"{sentence} ({', '.join(clauses)})" if clauses else sentence
