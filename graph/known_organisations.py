"""Whether an organisation that a person asks about is known: printed in the plans, or of a known body and unit.

A name that nobody prints would bind nothing, or whatever a group phrase happens to take in; either answer would be
believed. So an unknown name is refused, with those that are near.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from functools import cached_property

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


class PrintedNames(Iterable[str]):
    """Names that plans print, ready to be asked for again and again."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    @cached_property
    def by_key(self) -> dict[str, str]:
        """Names by what they are compared by."""
        return {match_key(name): name for name in self._names}

    @cached_property
    def folded(self) -> dict[str, set[str]]:
        """Names by what is left of them without marks."""
        folded: dict[str, set[str]] = {}
        for key, name in self.by_key.items():
            folded.setdefault(fold(key), set()).add(name)
        return folded

    @cached_property
    def bodies(self) -> set[str]:
        """What the names name, without where it is."""
        return {one.body for one in self._organisations}

    @cached_property
    def units(self) -> set[str]:
        """The units in which the names lie: kind and name."""
        own = {f"{one.unit_kind} {one.unit_name}" for one in self._organisations}
        return own | {name for one in self._organisations for name in one.above}

    @cached_property
    def _organisations(self) -> list[Organisation]:
        return [parse_organisation(name) for name in self.by_key.values()]


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
    names = printed if isinstance(printed, PrintedNames) else PrintedNames(printed)
    if match_key(asked) in names.by_key:
        return asked
    alike = names.folded.get(fold(match_key(asked)), set())
    if len(alike) == 1 and fold(asked).casefold() == asked.casefold():
        return next(iter(alike))
    if _is_known(parse_organisation(asked), names):
        return asked
    near = difflib.get_close_matches(fold(match_key(asked)), list(names.folded), n=4, cutoff=0.6)
    shown = [name for key in near for name in sorted(names.folded[key])]
    raise UnknownNodeError(
        f"Không biết cơ quan “{asked}”",
        f"unknown organisation {asked!r}",
        where="--org",
        hint=f"có thể là: {'; '.join(shown)}" if shown else "viết đủ tên cơ quan và đơn vị, như trong văn bản",
    )


def _is_known(asked: Organisation, names: PrintedNames) -> bool:
    """Whether body and unit are each known, though perhaps never printed side by side."""
    body = asked.body in names.bodies | _WHOLE_BODIES or bool(load_agencies().find(asked.body))
    if not body or not asked.body:
        return False
    unit = f"{asked.unit_kind} {asked.unit_name}"
    return not asked.unit_name or unit in names.units or bool(load_units().find(unit))
