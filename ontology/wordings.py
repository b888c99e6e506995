"""Wordings: labels and definitions of all terms in Vietnamese and English."""

from __future__ import annotations

from functools import cache

from cancu.ontology.records import Record
from cancu.ontology.tables import read_rows


class Wording(Record):
    """How a term is called and what it means."""

    vi: str
    vi_definition: str
    en: str
    en_definition: str


@cache
def load_wordings() -> dict[str, Wording]:
    """Read the wordings by the prefixed name of the term.

    Example:
        >>> load_wordings()["eli:based_on"].vi
        'căn cứ'
    """
    return {row.pop("term"): Wording(**row) for row in read_rows("wordings")}
