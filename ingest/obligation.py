"""Which words oblige somebody, and which only close, praise, name or fund.

The openings are data (`ontology/data/task_language.toml`); what stands here is the grammar around them.
"""

from __future__ import annotations

import re
from functools import cache

from cancu.ingest.agencies import find_assignment
from cancu.ingest.cells import is_agency_cell
from cancu.ontology.tables import read_table

_APPENDIX_HINT = re.compile(
    r"\(?(?:[Cc]hi tiết|(?:Các )?[Nn]hiệm vụ|[Dd]anh mục|[Cc]ó|[Kk]èm)\b.{0,60}(?:[Pp]hụ lục|kèm theo|đính kèm)"
)
_ANNOUNCED = re.compile(r"[^.;]{0,60}(?:trân trọng thông báo|xin thông báo|(?:thông báo|trả lời) (?:để|tới|đến)\b)")
_ENACTED = re.compile(r"[^.;]{0,60}này (?:đã )?được .{0,200}thông qua|.{0,80}có hiệu lực (?:thi hành )?(?:kể )?từ")
_ANSWERABLE = re.compile(
    r".{0,500}?(?:(?:chịu trách nhiệm|căn cứ Quyết định)(?: này)? (?:tổ chức |triển khai )?(?:thi hành|thực hiện)"
    r"|có trách nhiệm thi hành)"
    r"(?: (?:Quyết định|Nghị quyết|Chỉ thị|Thông tư|Nghị định|Kế hoạch) này\b"
    r"|(?: (?:đảm bảo |bảo đảm )?theo chức năng, nhiệm vụ(?: được giao)?)?[ ./]*$)"
)
_CLOSING_ORDER = re.compile(
    r"(?:[^.;]{0,120}\b)?(?:[Yy]êu cầu|[Đđ]ề nghị)\b[^.;]{0,200}\b(?:triển khai|thực hiện)"
    r"(?:,?(?: và)? (?:nghiêm túc|nghiêm|có hiệu quả|hiệu quả|tốt|đầy đủ|kịp thời))*(?: (?:các )?nội dung)?"
    r"(?: (?:tại |của )?(?:Kế hoạch|Chỉ thị|Quyết định|Công văn|Công điện|Chương trình|văn bản) này)?[ .,/]*$"
)
_SPENDING = re.compile(
    r"Việc (?:quản lý|sử dụng|lập|thanh toán|huy động|quyết toán)[^.;]{0,60}(?:kinh phí|vốn|ngân sách)"
)
_DONE = re.compile(r"(?:[^,.;:]{0,60}[^\W\d] )?đã (?!được\b|có\b)")
_SENTENCE_END = re.compile(r"(?<=[^\W\d]{2}[.]) (?=[A-ZĐÀ-Ỹ])")
_RENEWED = re.compile(
    r"Trường hợp (?:các |những )?(?:văn bản|quy định)[^.;]{0,200}(?:viện dẫn|dẫn chiếu|tham chiếu|nêu tại|áp dụng)"
    r"[^.;]{0,160}(?:sửa đổi|thay thế|bãi bỏ)"
)
_QUOTED_RULE = re.compile(
    r"(?:Tại|Theo)(?: quy định tại)? (?:điểm|khoản|điều|mục|phụ lục)\b"
    r"(?:.{0,600}?\b(?:quy định|hướng dẫn)(?: như sau)?\s?[:“\"]|[^\"“]{0,400}[.:] ?[\"“”]\s?(?:điều|khoản|\d))",
    re.IGNORECASE,
)
_ORDER = re.compile(r"\b(?:chủ trì|có trách nhiệm|[Gg]iao|[Yy]êu cầu|[Đđ]ề nghị)\b")
_REPORT = re.compile(r"(?:Xét|Căn cứ|Theo|Ngày|Tại|Sau khi|Trả lời|Thực hiện|Nhằm|Để|Phúc đáp|Qua)\b")
_SENTENCE = re.compile(r"(?:(?<=[.]) |(?<=;) (?=[A-ZĐÀ-Ỹ]))(?!(?:\S+ ){0,4}\S+:$)")
"""Where a sentence begins in front of a list; `Cụ thể:` alone only goes on with the one before."""
_ENUMERATION = re.compile(r"\bgồm(?![^:]*\b(?:nhiệm vụ|giải pháp|công việc|hoạt động)\b)[^:.;]{0,80}:$")
"""The end of a lead-in that says what there is, not what to do: `các hình thức, bao gồm:`."""
_ASKED = re.compile(r"(?:Yêu cầu|Đề nghị|Kiến nghị) ")
_NAMED_ONLY = r"\b[^.;]{0,60}(?:[:.]|$)"


@cache
def _openings(key: str, after: str = r"\b") -> re.Pattern[str]:
    words = sorted(read_table("task_language")[key], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(word) for word in words)}){after}")


def may_order(text: str, *, follows: bool) -> bool:
    """Whether a plain paragraph of a letter may order: by its words or since it `follows` a colon; a report may not."""
    return (follows or bool(_ORDER.search(text))) and not _REPORT.match(text)


def opening_sentence(lead_in: str) -> str:
    """The sentence of a lead-in that opens its list.

    Example:
        >>> opening_sentence("Thời tiết xấu. Yêu cầu các trường rà soát. Cụ thể:")
        'Yêu cầu các trường rà soát. Cụ thể:'
    """
    return _SENTENCE.split(lead_in)[-1]


def asks_others(text: str, lead: tuple[str, ...]) -> bool:
    """Whether an agency, in whose part the item stands, is to ask others: it is the one who acts."""
    return bool(_ASKED.match(text)) and any(not name.startswith("Các ") for name in lead)


def is_trouble(text: str) -> bool:
    """Whether a sentence only says what to do in case of difficulties."""
    return bool(_openings("trouble").match(text))


def is_formula(text: str) -> bool:
    """Whether a paragraph closes, enacts or refers without obliging anybody to anything new.

    Example:
        >>> is_formula("Trên đây là Kế hoạch cải cách hành chính năm 2026 của tỉnh.")
        True
    """
    first, *rest = _SENTENCE_END.split(text)
    return _is_set_phrase(first) and not any(_orders(sentence) for sentence in rest)


def is_closing(text: str) -> bool:
    """Whether an unnumbered paragraph obliges nobody to anything new."""
    first, *rest = _SENTENCE_END.split(text)
    if is_trouble(first) or (rest and _CLOSING_ORDER.match(rest[-1]) and not _orders(first)):
        return True
    return _is_set_phrase(first) and not any(_orders(sentence) and not is_trouble(sentence) for sentence in rest)


def _is_set_phrase(sentence: str) -> bool:
    if "- Lưu:" in sentence:  # the recipients
        return True
    patterns = (_openings("closing"), _APPENDIX_HINT, _ANNOUNCED, _ENACTED, _ANSWERABLE, _RENEWED)
    return any(pattern.match(sentence) for pattern in patterns) or (
        bool(_CLOSING_ORDER.match(sentence)) and not _addresses_one(sentence)
    )


def _addresses_one(sentence: str) -> bool:
    """Whether an order is for an agency by name rather than for everybody."""
    return any(not name.startswith(("Các ", "UBND cấp")) for name in find_assignment(sentence).lead)


def _orders(sentence: str) -> bool:
    """Whether a sentence behind a set phrase tells somebody to act: `… có hiệu lực từ ngày ký. Giao Sở X …`."""
    return not _is_set_phrase(sentence) and bool(find_assignment(sentence).lead)


def is_money(text: str) -> bool:
    """Whether a sentence says where money comes from or how it is spent."""
    return bool(_openings("money").match(text) or _SPENDING.match(text))


def is_statement(text: str) -> bool:
    """Whether a sentence praises, agrees or tells what has been done.

    Example:
        >>> is_statement("UBND tỉnh đã thống nhất chủ trương thí điểm.")
        True
    """
    if _openings("statement").match(text) or _QUOTED_RULE.match(text):
        return True
    return is_agency_cell(text) and bool(_DONE.match(text))


def is_naming(text: str) -> bool:
    """Whether a line only names a theme, a time or a place."""
    return bool(_openings("naming", _NAMED_ONLY).match(text))


def assigns_list(text: str) -> bool:
    """Whether a lead-in such as `… thực hiện các nhiệm vụ sau:` assigns what follows it."""
    return bool(_openings("assigning").search(text)) and not _ENUMERATION.search(text)
