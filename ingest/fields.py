"""Field lines of an item: `Cơ quan chủ trì: …`, `Sản phẩm: …`, `Thời gian hoàn thành: …`.

The same words head the columns of task tables, so one function names the role of both.
"""

from __future__ import annotations

import re
from enum import StrEnum


class FieldRole(StrEnum):
    """What a field line or a table column tells of a task."""

    LABEL = "label"
    TEXT = "text"
    TARGET = "target"
    LEAD = "lead"
    COORDINATE = "coordinate"
    PRODUCT = "product"
    DEADLINE = "deadline"
    OTHER = "other"


# The order decides: "Thời gian, sản phẩm" never occurs, "Đơn vị phối hợp thực hiện" does.
_ROLES: tuple[tuple[FieldRole, re.Pattern[str]], ...] = (
    (FieldRole.LABEL, re.compile(r"(?:s?tt|số tt|số thứ tự|số)$")),
    (
        FieldRole.OTHER,
        re.compile(
            r"(?:đơn vị tính|đvt|đơn vị$|kinh phí|nguồn (?:kinh phí|vốn|lực)|dự toán|ghi chú|cấp trình|căn cứ|số lượng|địa điểm|địa bàn|tổng mức|vốn|tỷ lệ|cấp (?:ban hành|quyết định|phê duyệt))"
        ),
    ),
    (FieldRole.COORDINATE, re.compile(r"(?:.{0,40}\bphối hợp\b)")),
    (
        FieldRole.DEADLINE,
        re.compile(
            r"(?:thời gian|thời hạn|thời điểm|tiến độ|hoàn thành|lộ trình|năm (?:hoàn thành|thực hiện)|mốc|quý)"
        ),
    ),
    (
        FieldRole.PRODUCT,
        re.compile(
            r"(?:.{0,20}\bsản phẩm\b|kết quả|yêu cầu (?:kết quả|sản phẩm)|đầu ra|hình thức văn bản|văn bản ban hành)"
        ),
    ),
    (
        FieldRole.LEAD,
        re.compile(
            r"(?:(?:cơ quan|đơn vị|cơ quan, đơn vị|cơ quan/đơn vị|các cơ quan|bộ phận|tổ chức|sở, ngành|người|cá nhân|lãnh đạo|chủ thể|phòng, ban)?\s*,?\s*"
            r"(?:đơn vị\s*)?(?:chủ trì|tham mưu|thực hiện|chịu trách nhiệm|phụ trách|đầu mối|được giao|chủ quản|theo dõi|tổ chức thực hiện|triển khai|soạn thảo)"
            r"|phân công|trách nhiệm|cơ quan$|đơn vị chủ|đơn vị đầu mối|cơ quan/ đơn vị|đơn vị,? cá nhân)"
        ),
    ),
    (FieldRole.TARGET, re.compile(r"(?:(?:tên |các |nội dung )?(?:chỉ tiêu|mục tiêu))")),
    (
        FieldRole.TEXT,
        re.compile(
            r"(?:(?:tên |các |danh mục |những )?(?:nhiệm vụ|nội dung|công việc|hoạt động|giải pháp|đề án|dự án|chương trình|văn bản|nhóm nhiệm vụ|đầu việc|vấn đề|lĩnh vực))"
        ),
    ),
)
_FIELD_LINE = re.compile(
    r"(?P<name>(?:(?:Các )?[Cc]ơ quan|Đơn vị|[Ss]ản phẩm|Kết quả|Thời (?:gian|hạn|điểm)|Tiến độ|Lộ trình|Chủ trì|Phối hợp|Người|Lãnh đạo"
    r"|Hoàn thành|Phân công|Nội dung|Kinh phí|Nguồn kinh phí|Bộ phận|Địa điểm|Tham mưu|Yêu cầu sản phẩm|Thực hiện|Trách nhiệm|Nhiệm vụ|Tên nhiệm vụ|Ghi chú)"
    r"[^:.;\n]{0,70}?)\s*:\s*(?P<value>.*)",
    re.DOTALL,
)
_INLINE = re.compile(
    r"(?<=[.;,)(])\s+\(?(?P<name>(?:[Cc]ơ quan|[Đđ]ơn vị)(?: [^:.;,()]{0,30})? ?(?:chủ trì|phối hợp|thực hiện|tham mưu)[^:.;()]{0,25}"
    r"|[Ss]ản phẩm[^:.;()]{0,25}|[Tt]hời (?:gian|hạn)(?: hoàn thành| thực hiện)?|[Hh]oàn thành|[Tt]iến độ(?: hoàn thành| thực hiện)?)\s*:\s*"
)


def read_role(words: str) -> FieldRole | None:
    """The role of a field name or column heading, None if it names none.

    Example:
        >>> read_role("Thời gian dự kiến hoàn thành").value
        'deadline'
        >>> read_role("Cơ quan phối hợp thực hiện").value
        'coordinate'
    """
    key = " ".join(words.lower().split()).strip(" .:;*()-–")
    if not key or len(key) > 90:
        return None
    return next((role for role, pattern in _ROLES if pattern.match(key)), None)


def read_field(text: str) -> tuple[FieldRole, str] | None:
    """The role and value of a field line, None if the line is no field.

    Example:
        >>> read_field("Cơ quan chủ trì thực hiện: Sở Tư pháp.")
        (<FieldRole.LEAD: 'lead'>, 'Sở Tư pháp.')
    """
    match = _FIELD_LINE.match(text)
    if not match:
        return None
    role = read_role(match["name"])
    return (role, match["value"].strip()) if role and role is not FieldRole.LABEL else None


def split_inline_fields(text: str) -> tuple[str, list[tuple[FieldRole, str]]]:
    """Take the fields that stand inside a paragraph off its end.

    Example:
        >>> split_inline_fields("Rà soát thủ tục. Cơ quan chủ trì: Sở Y tế; thời gian: Quý I năm 2026.")[0]
        'Rà soát thủ tục.'
    """
    matches = list(_INLINE.finditer(text))
    if not matches:
        return text, []
    fields: list[tuple[FieldRole, str]] = []
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        role = read_role(match["name"])
        value = text[match.end() : following.start() if following else len(text)].strip(" ;()")
        if role:
            fields.append((role, value))
    return text[: matches[0].start()].strip(), fields
