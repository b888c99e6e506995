"""The areas of administrative reform, and to which of them a heading of a plan belongs.

Six areas come from 76/NQ-CP of 15 July 2021; those of 30c/NQ-CP of 8 November 2011, which plans up to 2020 follow, map
to them one by one, so that plans of different years can be compared. Plans add sections of their own: direction,
communication, indices. The table is `data/reform_areas.toml`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cancu.ontology.errors import VocabularyError
from cancu.ontology.orthography import iter_syllables
from cancu.ontology.records import Record
from cancu.ontology.tables import read_table


class ReformArea(Record):
    """An area of administrative reform, or a section that plans add to the areas.

    Attributes:
        code: stable name, used in `Task.area`
        name: name in 76/NQ-CP; None for a section that plans add
        earlier: name in 30c/NQ-CP; None for a section that plans add
        phrases: how headings of the area begin
        exact: short headings of the area
    """

    code: str
    name: str | None = None
    earlier: str | None = None
    phrases: tuple[str, ...]
    exact: tuple[str, ...] = ()


@cache
def load_reform_areas() -> tuple[ReformArea, ...]:
    """Read the areas in the order of 76/NQ-CP, then the sections that plans add.

    Raises:
        VocabularyError: two areas share a code or a phrase.
    """
    areas = tuple(ReformArea(**row) for row in read_table("reform_areas")["area"])
    phrases = [_make_key(phrase) for area in areas for phrase in (*area.phrases, *area.exact)]
    codes = [area.code for area in areas]
    if len(set(phrases)) < len(phrases) or len(set(codes)) < len(codes):
        raise VocabularyError(
            "Bảng lĩnh vực cải cách hành chính bị trùng",
            "a code or phrase stands twice in the table of reform areas",
            where="ontology/data/reform_areas.toml",
        )
    return areas


@lru_cache(maxsize=1024)
def find_area(heading: str) -> str | None:
    """Find the reform area that a heading names.

    The label (`II.`, `4.`, `đ)`), words in brackets and introductory words (`Về công tác …`) are passed over; what is
    left must begin with a phrase of the area, the longest phrase deciding, or be one of its short names. A heading that
    names two areas belongs to the first. A heading that merely contains such words belongs to none.

    Returns:
        The code of the area, or None where no area fits.

    Example:
        >>> find_area("4. Về công tác cải cách tổ chức bộ máy; nâng cao chất lượng đội ngũ cán bộ")
        'organisation'
        >>> find_area("VI. Hiện đại hoá nền hành chính")
        'digital_government'
        >>> find_area("III. TỔ CHỨC THỰC HIỆN") is None
        True
    """
    exact, phrases, leads = _load_keys()
    key = _make_key(_LABEL.sub("", re.sub(r"\([^()]{0,80}\)", " ", heading), count=1))
    while key:
        if key in exact:
            return exact[key]
        for phrase, code in phrases:
            if f"{key} ".startswith(f"{phrase} "):
                return code
        lead = next((one for one in leads if key.startswith(f"{one} ")), None)
        if lead is None:
            return None
        key = key[len(lead) + 1 :]
    return None


_LABEL = re.compile(
    r"^\W*(?:(?:phần|mục)\s+)?(?:[ivxlc]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\s*[.):/-]\s*", re.IGNORECASE
)


@cache
def _load_keys() -> tuple[dict[str, str], list[tuple[str, str]], list[str]]:
    """Short names, phrases and introductory words in comparable form, the longest first."""
    areas = load_reform_areas()
    exact = {_make_key(name): area.code for area in areas for name in area.exact}
    phrases = [(_make_key(phrase), area.code) for area in areas for phrase in area.phrases]
    leads = [_make_key(lead) for lead in read_table("reform_areas")["leads"]]
    return exact, sorted(phrases, key=lambda pair: (-len(pair[0]), pair[0])), sorted(leads, key=lambda lead: -len(lead))


def _make_key(text: str) -> str:
    return " ".join(iter_syllables(text))
