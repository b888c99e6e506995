"""Whether an organisation that a person asks about is known: printed in the plans, or of a known body and unit.

A name that nobody prints would bind nothing, or whatever a group phrase happens to take in; either answer would be
believed. So an unknown name is refused, with those that are near.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from cancu.graph.organisations import Organisation, parse_organisation
from cancu.ontology.agencies import load_agencies
from cancu.ontology.assessments import PlanReading
from cancu.ontology.errors import UnknownNodeError
from cancu.ontology.orthography import fold, match_key
from cancu.ontology.units import load_units

_WHOLE_BODIES = frozenset({"ubnd", "hđnd"})
"""Bodies whose class word is the whole name; of others (`sở …`) the words behind it must be known, too."""


def list_printed_names(plans: Iterable[PlanReading]) -> tuple[str, ...]:
    """The names that plans print: issuers, those of what is cited, and who leads or cooperates in tasks."""
    names: dict[str, None] = {}
    for plan in plans:
        tasks = plan.extraction.tasks
        names.update(dict.fromkeys(name for task in tasks for name in (*task.lead, *task.coordinate)))
        issuers = (plan.extraction.document.issuer, *(citation.issuer for citation in plan.extraction.citations))
        names.update(dict.fromkeys(issuer for issuer in issuers if issuer))
    return tuple(names)


def find_organisation(asked: str, printed: Iterable[str]) -> str:
    """The organisation that a person means: the name as it is known, marks restored where they were left out.

    Args:
        asked: as it was typed
        printed: the names that the plans at hand print

    Raises:
        UnknownNodeError: neither the plans nor the vocabulary know it; the hint names some that are near.

    Example:
        >>> find_organisation("so noi vu tinh a", ["Sở Nội vụ tỉnh A", "Sở Y tế"])
        'Sở Nội vụ tỉnh A'
    """
    names = {match_key(name): name for name in sorted(printed)}
    if match_key(asked) in names:
        return asked
    folded: dict[str, set[str]] = {}
    for key, name in names.items():
        folded.setdefault(fold(key), set()).add(name)
    alike = folded.get(fold(match_key(asked)), set())
    if len(alike) == 1 and fold(asked).casefold() == asked.casefold():
        return next(iter(alike))
    if _is_known(parse_organisation(asked), [parse_organisation(name) for name in names.values()]):
        return asked
    near = difflib.get_close_matches(fold(match_key(asked)), list(folded), n=4, cutoff=0.6)
    shown = [name for key in near for name in sorted(folded[key])]
    raise UnknownNodeError(
        f"Không biết cơ quan “{asked}”",
        f"unknown organisation {asked!r}",
        where="--org",
        hint=f"có thể là: {'; '.join(shown)}" if shown else "viết đủ tên cơ quan và đơn vị, như trong văn bản",
    )


def _is_known(asked: Organisation, others: list[Organisation]) -> bool:
    """Whether body and unit are each known, though perhaps never printed side by side."""
    bodies = {other.body for other in others}
    body = asked.body in bodies | _WHOLE_BODIES or bool(load_agencies().find(asked.body))
    if not body or not asked.body:
        return False
    if not asked.unit_name:
        return True
    printed = {(other.unit_kind, other.unit_name) for other in others}
    unit = (asked.unit_kind, asked.unit_name)
    above = {name for other in others for name in other.above}
    return unit in printed or " ".join(unit) in above or bool(load_units().find(" ".join(unit)))
