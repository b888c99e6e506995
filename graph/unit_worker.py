"""The process that compares the plans of many units with a plan above them, so that nobody else waits for it.

It speaks in lines of JSON, a `UnitQuestion` in and a `UnitAnswer` out, and ends when the asking process closes its end.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from cancu.graph.alignment import align_plans
from cancu.graph.knowledge import read_stored_plan
from cancu.graph.store import Store
from cancu.graph.unit_links import UnitLinks, mark_links
from cancu.ontology.errors import CancuError
from cancu.ontology.records import Record


class UnitQuestion(Record):
    """What is compared.

    Attributes:
        store: path of the store file
        revision: of the store that is meant
        above: IRI of the plan above
        units: IRI of the plan of each unit
    """

    store: Path
    revision: int
    above: str
    units: dict[str, str]


class UnitAnswer(Record):
    """The links of each unit; None where the store has changed or cannot be read."""

    units: dict[str, UnitLinks] | None


def main() -> None:
    """Answer until there are no more questions."""
    for line in sys.stdin.buffer:
        answer = UnitAnswer(units=answer_question(UnitQuestion.model_validate_json(line)))
        sys.stdout.write(answer.model_dump_json() + "\n")
        sys.stdout.flush()


def answer_question(question: UnitQuestion) -> dict[str, UnitLinks] | None:
    """Compare what is asked for, in one state of the store."""
    try:
        with Store.open(question.store, read_only=True) as store, store.reading():
            if store.revision != question.revision:
                return None
            return link_stored_units(store, question.above, question.units)
    except CancuError:
        return None  # the asking process meets the same error, and can tell it


def link_stored_units(store: Store, above: str, units: Mapping[str, str]) -> dict[str, UnitLinks]:
    """Compare the plans of units with a plan above them, by the rulings of the store and the default rule set.

    Args:
        store: open in any way
        above: IRI of the plan above
        units: IRI of the plan of each unit

    Raises:
        UnknownNodeError: the store lacks a plan.
    """
    decisions, plan = store.decisions(), read_stored_plan(store, above)
    return {
        unit: mark_links(align_plans(read_stored_plan(store, iri), plan, decisions=decisions))
        for unit, iri in units.items()
    }


if __name__ == "__main__":
    main()
