"""The kinds of documents and the symbols that stand for them in a number.

Case carries meaning: `QĐ` is a decision and `QyĐ` a regulation, `TTr` a submission and `TT` a circular. Source:
Nghị định 30/2020/NĐ-CP (Điều 7, Phụ lục III), the laws on legal normative documents, Hướng dẫn 36-HD/VPTW.
"""

from __future__ import annotations

from functools import cache

from cancu.ontology.orthography import match_key
from cancu.ontology.records import Date, Record
from cancu.ontology.tables import read_table


class DocumentType(Record):
    """One kind of document.

    Attributes:
        name: as printed in sentence case, such as `Quyết định`
        symbol: its abbreviation in numbers, empty where it has none
        kind: `state`, `normative`, `party` or `copy`
        aliases: compound and older names that mean this kind, such as `Thông báo kết luận`
        ambiguous: the symbol also abbreviates a body (`CT` is Chỉ thị and Cục Thuế)
    """

    name: str
    symbol: str = ""
    kind: str = "state"
    aliases: tuple[str, ...] = ()
    ambiguous: bool = False
    valid_from: Date | None = None
    valid_to: Date | None = None


@cache
def load_document_types() -> tuple[DocumentType, ...]:
    """Read the kinds of documents in the order of the table."""
    rows = read_table("document_types")["type"]
    return tuple(DocumentType(kind=row.pop("class"), **row) for row in [dict(row) for row in rows])


@cache
def _symbols(*, party: bool) -> dict[str, DocumentType]:
    types = [kind for kind in load_document_types() if kind.symbol]
    ordered = sorted(types, key=lambda kind: (kind.kind == "party") is party)
    return {kind.symbol: kind for kind in ordered}


def find_type(symbol: str, *, party: bool = False) -> DocumentType | None:
    """Find the kind behind a symbol; a Party number reads `TT` as Thông tri.

    Example:
        >>> find_type("TTr").name, find_type("TT").name, find_type("TT", party=True).name
        ('Tờ trình', 'Thông tư', 'Thông tri')
    """
    return _symbols(party=party).get(symbol)


@cache
def type_names() -> dict[str, str]:
    """Every printed name of a kind (as a `match_key`) with the name it means, longest first.

    Example:
        >>> type_names()["thông báo kết luận"]
        'Thông báo'
    """
    names = {match_key(kind.name): kind.name for kind in load_document_types()}
    for kind in load_document_types():
        names.update({match_key(alias): kind.name for alias in kind.aliases})
    return dict(sorted(names.items(), key=lambda item: (-len(item[0]), item[0])))
