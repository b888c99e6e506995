"""The block of fields that collections print above a document: number, kind, signer, day."""

from __future__ import annotations

import re
from functools import cache

_HEAD = 4500
"""Characters of a text in which such a block is sought."""
_LABELS = {
    "number": "Số hiệu văn bản|Số hiệu|Số ký hiệu",
    "type": "Loại văn bản",
    "issuer": "Cơ quan ban hành|Nơi ban hành",
    "signer": "Người ký",
    "date": "Ngày ban hành",
}
_OTHERS = (
    "Ngày hiệu lực|Ngày có hiệu lực|Ngày hết hiệu lực|Hết hiệu lực|Ngày công báo|Ngày đăng công báo|Số công báo|"
    "Lĩnh vực|Tình trạng|Áp dụng|Trạng thái|Hiệu lực"
)


@cache
def _field(field: str) -> re.Pattern[str]:
    following = "|".join((*_LABELS.values(), _OTHERS))
    return re.compile(
        rf"(?:^[ \t|*•-]{{0,6}}|(?<=[\w.,|]) ?[|\t ] ?)(?:{_LABELS[field]})(?!\w)[ \t:|*]{{1,6}}"
        rf"(?P<value>[^\n|]{{2,80}}?)(?= *(?:\n|\||$|\b(?:{following}) ?:))",
        re.MULTILINE,
    )


def read_data_block(text: str, field: str) -> str | None:
    r"""The value of a field, None where no block prints it.

    Args:
        text: the source
        field: `number`, `type`, `issuer`, `signer` or `date`

    Example:
        >>> read_data_block("Số hiệu: 85/QĐ-UBND Loại văn bản: Quyết định\nNgày ban hành: 07/05/2018\n", "type")
        'Quyết định'
    """
    match = _field(field).search(text[:_HEAD])
    return match["value"].strip(" *") if match else None
