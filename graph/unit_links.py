"""What the plans of units make of tasks handed to them: the states of their links, without the words that show them.

A province has a hundred units, and each of their plans is compared with its own. Where others wait for their answers
meanwhile, a process of its own does so (`cancu.graph.unit_worker`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cancu.graph.alignment import Alignment
from cancu.ontology.assessments import LinkState, PlanReading
from cancu.ontology.records import Record

LinkUnits = Callable[[PlanReading], Mapping[str, "UnitLinks"]]
"""Gives the links of the plans of all units, by unit, with a plan above them."""


class LinkMark(NamedTuple):
    """A link as a verdict asks of it; fields as those of `TaskLink`."""

    state: LinkState
    suspect: bool
    partial: bool


class UnitLinks(Record):
    """The links of the plan of one unit with a plan above it.

    Attributes:
        marks: of each item of the plan above that has links, strongest first
        contested: items without links of which `Alignment.is_contested` holds
    """

    marks: dict[str, tuple[LinkMark, ...]]
    contested: frozenset[str]

    def find(self, ref: str) -> tuple[LinkMark, ...]:
        """The links of an item of the plan above."""
        return self.marks.get(ref, ())


def mark_links(alignment: Alignment) -> UnitLinks:
    """Keep of an alignment what verdicts ask of it."""
    refs = [task.ref for task in alignment.parent.extraction.tasks]
    drafts = {ref: alignment.find_drafts(parent=ref) for ref in refs}
    return UnitLinks(
        marks={
            ref: tuple(LinkMark(draft.state, draft.suspect, draft.partial) for draft in found)
            for ref, found in drafts.items()
            if found
        },
        contested=frozenset(ref for ref, found in drafts.items() if not found and alignment.is_contested(ref)),
    )
