"""How far the plan of an organisation reaches: its own unit, its subordinates and the units below, nobody else.

Read from names and the list of units alone. A district does not bind a department of its province, a department does
not bind its neighbours, and no plan binds a body of another province.
"""

from __future__ import annotations

from cancu.graph.organisations import Membership, Organisation, address_organisation, is_inside, parse_organisation
from cancu.ontology.organisation_groups import load_organisation_vocabulary
from cancu.ontology.records import Date, Level

_OFFICES = frozenset({"department", "office", "public_unit", "inspection"})
_DIVISIONS = frozenset({"office", "public_unit", "inspection"})
_RANKS = {level: rank for rank, level in enumerate((Level.NATIONAL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE))}


def can_bind(issuer: str, organisation: str, *, on: Date | None = None) -> bool:
    """Whether a plan of `issuer` can bind an organisation at all; an issuer of unknown level can.

    Example:
        >>> can_bind("UBND huyện Vân Sa", "Sở Nội vụ tỉnh Hoài Giang")
        False
        >>> can_bind("UBND tỉnh Hoài Giang", "UBND huyện Vân Sa")
        True
    """
    author, asked = parse_organisation(issuer, on=on), parse_organisation(organisation, on=on)
    own = _RANKS.get(author.level) if author.level else None
    rank = _RANKS.get(asked.level) if asked.level else own
    if own is None or rank is None:
        return True
    if rank != own:
        return rank > own and is_inside(asked, author, on)
    if not is_inside(asked, author, on):
        return False
    return author.body_class not in _OFFICES or _is_body(author, asked)


def is_division(phrase: str, organisation: str, *, on: Date | None = None) -> bool:
    """Whether a phrase of an organisation's own plan names a part of it: `Phòng Tổng hợp`, `Các phòng, ban`.

    Only offices have parts; the departments of a committee are bodies of their own.

    Example:
        >>> is_division("Phòng Tổng hợp", "Sở Y tế tỉnh A"), is_division("Phòng Y tế", "UBND huyện B")
        (True, False)
    """
    own = parse_organisation(organisation, on=on)
    if own.body_class not in _OFFICES:
        return False
    one = parse_organisation(phrase, on=on)
    if one.body_class in _DIVISIONS and not one.unit_kind and one.body != own.body:
        return True
    address = address_organisation(phrase, "Phòng Tổng hợp", issuer=organisation, on=on)
    return address.membership is Membership.GROUP


def find_life_end(organisation: str, on: Date | None) -> Date | None:
    """The last day of the level that an organisation serves, where that day has passed by `on`.

    Example:
        >>> find_life_end("UBND huyện Vân Sa", Date(2026, 1, 1)).isoformat()
        '2025-06-30'
    """
    kind = parse_organisation(organisation, on=on).unit_kind
    for row in load_organisation_vocabulary().unit_kind if on else ():
        if kind in row.names and not row.holds_on(on) and parse_organisation(organisation).level == row.level:
            return row.valid_to
    return None


def _is_body(author: Organisation, asked: Organisation) -> bool:
    """Whether the organisation is the author or reads as a part of it."""
    return asked.body == author.body or asked.body_class in {*_DIVISIONS, None}
