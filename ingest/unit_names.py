"""Where the name of a unit ends in a run of capitalised words: `UBND tỉnh Vĩnh Phúc Quy định …`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cancu.ontology.records import Level
from cancu.ontology.units import load_units

_LEVELS = {
    "tỉnh": (Level.PROVINCE,),
    "thành phố": (Level.PROVINCE, Level.DISTRICT),
    "huyện": (Level.DISTRICT,),
    "quận": (Level.DISTRICT,),
    "thị xã": (Level.DISTRICT,),
}
"""Lists that are asked; the list of communes is long and hardly cited, so title words alone end their names."""


@cache
def _title_words() -> re.Pattern[str]:
    words = (
        "quy định|hướng dẫn|ban hành|phê duyệt|sửa đổi|bổ sung|bãi bỏ|thay thế|triển khai|thực hiện|công bố|điều chỉnh|"
        "thành lập|đính chính|về việc|về|v/v|kế hoạch|chương trình|đề án|danh mục|quy chế|căn cứ|điều|luật|nghị quyết|"
        "quyết định|giao|phân công|quyết nghị"
    )
    return re.compile(rf" (?:{words})(?![\w-])", re.IGNORECASE)


def trim_unit_name(kind: str, words: str) -> str:
    """The name of the unit that `words` start with; empty where they start with another phrase.

    The longest name that the lists know counts; a name that they do not know ends at the first word of a title.

    Args:
        kind: word for the kind of the unit, such as `tỉnh`
        words: run of capitalised words and what follows it, on one line

    Example:
        >>> trim_unit_name("tỉnh", "Vĩnh Phúc Quy định về đê")
        'Vĩnh Phúc'
    """
    run = re.match(r"[^\W\d_]*(?:(?: - | |-)[^\W\d_]+){0,4}", words)
    name = run[0] if run else ""
    return _find_known(kind.lower(), name) or _cut_at_title(name, words)


def _cut_at_title(name: str, words: str) -> str:
    cut = _title_words().search(f" {words[: len(name) + 12]}")
    name = name[: max(0, cut.start() - 1)] if cut else name
    return " ".join(_capitalised(name.split()))


def _capitalised(words: list[str]) -> list[str]:
    """The words up to the first in lower case."""
    end = next((i for i, word in enumerate(words) if word[0].islower()), len(words))
    return words[:end]


@lru_cache(maxsize=4096)
def _find_known(kind: str, name: str) -> str | None:
    printed = name.split()
    words = _capitalised(printed)
    # a slip such as "Thừa Thiên huế"
    words += [word.capitalize() for word in printed[len(words) : len(words) + 1] if words]
    for length in range(len(words), 0, -1):
        start = " ".join(words[:length])
        if any(load_units().find(start, level=level) for level in _LEVELS.get(kind, ())):
            return start
    return None
