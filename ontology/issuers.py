"""The bodies behind the symbols of numbers: who issues a document whose number ends in `-BNV` or `/TU`.

A symbol that every province uses (`UBND`, `HĐND`, `TU`, `SNV`) names a body of the citing document's own unit;
its name holds a placeholder for the unit. Ministries carry the days between which they existed.
"""

from __future__ import annotations

from functools import cache

from cancu.ontology.records import Date, Record
from cancu.ontology.tables import read_table


class Issuer(Record):
    """One body that issues documents.

    Attributes:
        symbol: as in numbers, without ampersands and dots
        name: full name; `{unit}`, `{province}`, `{party}` and `{name}` stand for the own unit
        level: level of government, `unit` where it is that of the own unit
        scope: empty for a body of the country, `own` for one of the own unit, `party` for a central Party body
    """

    symbol: str
    name: str
    level: str
    scope: str = ""
    valid_from: Date | None = None
    valid_to: Date | None = None
    aliases: tuple[str, ...] = ()

    def holds_on(self, day: Date | None) -> bool:
        """Whether the body existed on `day`; an unknown day excludes nothing."""
        if day is None:
            return True
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@cache
def load_issuers() -> tuple[Issuer, ...]:
    """Read the bodies in the order of the table."""
    return tuple(Issuer(**row) for row in read_table("issuers")["issuer"])


@cache
def _by_symbol() -> dict[str, tuple[Issuer, ...]]:
    found: dict[str, tuple[Issuer, ...]] = {}
    for issuer in load_issuers():
        key = plain_symbol(issuer.symbol)
        found[key] = (*found.get(key, ()), issuer)
    return found


def plain_symbol(symbol: str) -> str:
    """A body symbol without the marks that writers add or drop: `BGD&ĐT` and `BGDĐT` are one."""
    return symbol.replace("&", "").replace(".", "").upper()


def find_issuer(symbol: str, *, party: bool = False, on: Date | None = None) -> Issuer | None:
    """Find the body behind a symbol that existed on the day `on`; an unknown day excludes none.

    Args:
        symbol: one group of a number's symbol, such as `BKH&ĐT`
        party: the number is a Party number, so `BCT` is Bộ Chính trị and not Bộ Công Thương
        on: day of the document, when known
    Example:
        >>> find_issuer("BKH&ĐT").name, find_issuer("BCT", party=True).name
        ('Bộ Kế hoạch và Đầu tư', 'Bộ Chính trị')
    """
    rows = [row for row in _by_symbol().get(plain_symbol(symbol), ()) if (row.scope == "party") <= party]
    rows = [row for row in rows if row.holds_on(on)]
    rows.sort(key=lambda row: (row.scope == "party") is not party)
    return rows[0] if rows else None


def find_issuers(symbol: str) -> tuple[Issuer, ...]:
    """All bodies of the state that have borne a symbol, on whatever day.

    Example:
        >>> [issuer.name for issuer in find_issuers("STP")]
        ['Sở Tư pháp {province}']
    """
    return tuple(row for row in _by_symbol().get(plain_symbol(symbol), ()) if row.scope != "party")


@cache
def ministry_names() -> dict[str, str]:
    """Names of the national bodies (lower case) with their printed form, longest first.

    Example:
        >>> ministry_names()["bộ nội vụ"]
        'Bộ Nội vụ'
    """
    names: dict[str, str] = {}
    for row in load_issuers():
        if row.level == "national":
            names.update({name.lower(): row.name for name in (row.name, *row.aliases)})
    return dict(sorted(names.items(), key=lambda item: (-len(item[0]), item[0])))
