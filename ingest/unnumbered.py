"""Documents without a number that stand in a relation: `các Nghị định`, `Chương trình hành động của Chính phủ`.

What is read here is the subject of a cue: the words right in front of `hướng dẫn`, `thay thế`, `thực hiện`, which name
a document by its kind alone. A lone kind is mostly the document that is being read, so it counts only where the words
show that another is meant.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def _document_phrase() -> re.Pattern[str]:
    kinds = (
        "Kế hoạch|Chương trình|Đề án|Chiến lược|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|"
        "Kết luận|Quy chế|Văn bản|Hướng dẫn|Công văn"
    )
    kind = rf"(?:{kinds})(?: hành động| tổng thể| phối hợp| liên tịch| công tác)?"
    lowered = "kế hoạch|chương trình|nghị định|nghị quyết|quyết định|thông tư|văn bản"
    plural = rf"(?:[Cc]ác |những )(?:{kind}|{lowered})(?:(?:, | và )(?:{kind}|{lowered}))*"
    body = (
        r" của (?:Ban |Bộ |Thành ủy|Tỉnh ủy|Huyện ủy|UBND|Ủy ban|Chính phủ|Thủ tướng|Quốc hội|HĐND|"
        r"Hội đồng)[^,;.:]{0,60}?"
    )
    return re.compile(rf"(?<!\w)(?P<name>(?:{kind}{body}|{plural}(?:{body})?))(?: (?:về )?(?:việc )?)?$")


LONE_KINDS = ("Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Thông tư", "Văn bản")
"""Kinds that count alone, unless the document itself is of the kind."""
PASSED_KINDS = ("Nghị quyết", "Quyết định")
"""Kinds that count alone where a body is to issue one, unless the document itself is of the kind."""
_LONE_KIND = re.compile(
    r"(?:xây dựng|soạn thảo|hoàn thiện|trình|[Dd]ự thảo|[Dd]ự án|ban hành|hồ sơ|và|,|đề nghị|theo|theo quy định của)"
    rf" (?P<name>{'|'.join(LONE_KINDS)}|(?<=ban hành )(?:{'|'.join(PASSED_KINDS)})) $"
)


def read_unnumbered(words: str) -> str | None:
    """The document without a number that `words` (as printed) end in: the subject of the cue behind them.

    Only a document with a named issuer counts (`Chương trình hành động của Tỉnh ủy`), or a plural of kinds
    (`các Nghị định, Thông tư`), or a kind behind a verb of drafting; `Kế hoạch` alone is mostly the document's own.
    """
    match = _document_phrase().search(words[-160:]) or _LONE_KIND.search(words[-60:])
    return match["name"].strip() if match else None


_DRAFTED = re.compile(
    r"(?<!\w)(?P<name>Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định|Quy chế|Đề án|Chương trình)"
    r"(?! số)(?!\w)[^();]{0,200}\((?:để |nhằm )?$"
)


def read_drafted(words: str) -> str | None:
    """The kind of document that a task will issue: `Xây dựng Thông tư quy định … (thay thế`, up to its parenthesis."""
    match = _DRAFTED.search(words[-260:])
    return match["name"] if match else None


@cache
def _item() -> re.Pattern[str]:
    kinds = "Kế hoạch|Chương trình|Đề án|Chiến lược"
    return re.compile(
        rf"^ ?(?P<name>(?:{kinds})(?: hành động)?) (?:tổ chức |triển khai )?(?:thực hiện|triển khai|thi hành)(?!\w)"
    )


def read_item(words: str) -> str | None:
    """The document that an item of a list starts with when it carries out another: `Kế hoạch thực hiện …`."""
    match = _item().match(words)
    return match["name"] if match else None


_CHANGED = re.compile(
    r"(?:[Ss]ửa đổi|[Bb]ổ sung|[Cc]ập nhật|[Đđ]iều chỉnh)(?: (?:một số|các|nội dung|nhiệm vụ|vào|tại|của|trong))* "
    r"(?P<name>(?:Chương trình|Kế hoạch|Đề án|Chiến lược)(?: hành động| tổng thể)? của [^,;.:]{4,60}?)"
    r"(?: (?:về việc|để|triển khai|tổ chức))? $"
)
"""An older programme without a number that the titled document changes, with its own purpose behind it."""


_DRAFT = re.compile(r"[Dd]ự (?:thảo|án) (?P<name>Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị) $")


def read_changed(words: str) -> str | None:
    """Whom a title names in front of a cue: `sửa đổi Chương trình … của Chính phủ`, `góp ý dự thảo Nghị định`."""
    match = _CHANGED.search(words[-260:]) or _DRAFT.search(words[-60:])
    return match["name"] if match else None
