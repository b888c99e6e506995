"""What the words between two mentions do: join them in a list, open the title of the first, rename it."""

from __future__ import annotations

import re
from functools import cache

from cancu.ontology.tables import read_table


@cache
def _opener_pattern() -> re.Pattern[str]:
    verbs = (
        r"quy định(?! tại)|ban hành|phê duyệt|sửa đổi|bổ sung|bãi bỏ|thay thế|hướng dẫn|công bố|thành lập|"
        r"triển khai|thực hiện(?! theo)|điều chỉnh|giao |đính chính|thông qua|"
        r"tổ chức|tăng cường|đẩy mạnh|phát động|kết luận|thông báo|đề nghị|trả lời|phân cấp|ủy quyền|"
        r"tạm ngưng|tạm dừng|ngưng|đình chỉ|gia hạn|kéo dài|"
        r"hợp nhất|kiện toàn|tiếp tục|nâng cao|chỉ đạo|phê chuẩn|bảo đảm|đôn đốc|chấn chỉnh|báo cáo"
    )
    return re.compile(
        rf"^[\s]{{0,3}}(?:,? ?(?:về|v/v)(?!\w)|[:\"“]|,? ?\((?!sau đây)|(?:của [^,;.]{{2,60}}? )?(?:{verbs}))"
    )


def opens_title(gap: str) -> bool:
    """Whether the words behind a mention (its date and issuer left out) begin its title."""
    return bool(_opener_pattern().match(gap))


_PASSIVE_OPENING = re.compile(r"(?:Đã )?(?:[Đđ]ược|[Bb]ị) (?:sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|huỷ bỏ)\b")


def opens_passive(text: str, at: int) -> bool:
    """Whether the sentence at an offset has no subject of its own: a list of repeals says so of what it has named."""
    return bool(_PASSIVE_OPENING.match(text, at))


_RENAMED = re.compile(r"(?:sau đây|gọi tắt|viết tắt|gọi chung)[^;.)]{0,40}?(?:gọi|viết|là)[^;.)]{0,24}$")


def renames(gap: str) -> bool:
    """Whether the words introduce a short form of the mention before them (`sau đây gọi là`)."""
    return bool(_RENAMED.search(gap))


_JOINER = re.compile(
    r"^[\s,;:()\-–\"“”]*(?:và|hoặc|hay|cùng|với|cùng với|đến|đồng thời|và các|và các văn bản)?[\s,:]*(?:các |những )?$"
)
_SIBLING = re.compile(r"(?:[,;]|(?<!\w)(?:và|hoặc|cùng|cùng với|hay))\s*(?:các |những )?$")


_NEW_ITEM = re.compile(
    r"(?:[,;]|(?<!\w)và) (?:(?:hướng dẫn|chỉ đạo|ý kiến|ý kiến chỉ đạo|yêu cầu|đề nghị|kết luận|báo cáo|thông báo) )?"
    r"của [^,;:]{3,90}? tại (?:các )?$"
)


def opens_item(gap: str) -> bool:
    """Whether the words end in a new member of the list: `… và hướng dẫn của Bộ Nội vụ tại`."""
    return bool(_NEW_ITEM.search(gap))


def is_joiner(gap: str) -> bool:
    """Whether only commas and `và` stand between two mentions, so that they are members of one list."""
    return bool(_JOINER.match(gap))


def ends_as_sibling(gap: str) -> bool:
    """Whether the words end in a list separator, so that what follows is a member of an outer list."""
    return bool(_SIBLING.search(gap))


_ACT = re.compile(r"[\s,;:]*(\w+ \w+)")


def opens_with_act(words: str) -> bool:
    """Whether a clause begins with a verb of its own: `tháo gỡ vướng mắc các quy định của`."""
    match = _ACT.match(words.lower())
    return match is not None and match[1] != "quy định" and match[1] in _verbs()


@cache
def _verbs() -> frozenset[str]:
    return frozenset(read_table("assignment_words")["pairs"])
