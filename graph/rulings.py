"""The rulings of people, ready to be asked: about a pair of texts, or about a task of an organisation.

A ruling holds wherever exactly its texts meet, so it survives re-ingest and is reused next year. Where a text has
changed since, the ruling no longer holds but is not forgotten: the pair is `suspect`. Of several rulings on one
subject the one recorded last counts.
"""

from __future__ import annotations

from collections.abc import Iterable

from cancu.graph.decisions import select_effective
from cancu.ontology.assessments import LINK_DECISIONS, TASK_DECISIONS, Decision, DecisionKind, PlanReading, hash_text
from cancu.ontology.orthography import match_key

Place = tuple[str, str, str, str]


class Rulings:
    """An index over decisions, which come in the order they were recorded."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._links: dict[tuple[str, str], Decision] = {}
        self._places: dict[Place, Decision] = {}
        self._tasks: dict[str, list[Decision]] = {}
        for decision in select_effective(decisions):
            if decision.kind in LINK_DECISIONS:
                self._links[decision.parent_hash, decision.child_hash] = decision
                place = (decision.parent, decision.parent_ref, decision.child, decision.child_ref)
                if all(place):
                    self._places[place] = decision
            elif decision.kind in TASK_DECISIONS:
                self._tasks.setdefault(decision.parent_hash, []).append(decision)

    def iter_links(self) -> Iterable[Decision]:
        """The ruling in force on every pair of texts that a person ruled on."""
        return self._links.values()

    def find_link(self, parent_hash: str, child_hash: str) -> Decision | None:
        """The ruling in force on a pair of texts."""
        return self._links.get((parent_hash, child_hash))

    def find_refs(self, parent: str, child: str) -> tuple[tuple[str, str], ...]:
        """The pairs of refs that a person ruled on in these two documents, whatever their texts were."""
        return tuple((place[1], place[3]) for place in self._places if (place[0], place[2]) == (parent, child))

    def is_suspect(self, place: Place, hashes: tuple[str, str]) -> bool:
        """Whether a person ruled on the pair at this place (documents and refs) when a text read otherwise."""
        decision = self._places.get(place)
        return decision is not None and (decision.parent_hash, decision.child_hash) != hashes

    def find_task(self, parent_hash: str, organisation: str) -> tuple[Decision, ...]:
        """The rulings in force on a task for an organisation: one exemption, or every unit that it is delegated to."""
        key = match_key(organisation)
        mine = [
            decision
            for decision in self._tasks.get(parent_hash, ())
            if not decision.organisation or match_key(decision.organisation) == key
        ]
        if not mine or mine[-1].kind is not DecisionKind.DELEGATE:
            return tuple(mine[-1:])
        # Several units may share a task; handing it over counts from the last ruling of another kind on.
        last = max((place for place, one in enumerate(mine) if one.kind is not DecisionKind.DELEGATE), default=-1)
        return tuple({match_key(decision.unit): decision for decision in mine[last + 1 :]}.values())


def list_applied(decisions: Iterable[Decision], parent: PlanReading, child: PlanReading) -> tuple[Decision, ...]:
    """The rulings in force on tasks of two plans, whoever they concern; of pairs, both texts must be there.

    A ruling counts by its texts, so one that was made on another year's plan is listed here too, with its own place.
    """
    above, below = ({hash_text(task.text) for task in plan.extraction.tasks} for plan in (parent, child))
    rulings = Rulings(decisions)
    links = [one for one in rulings.iter_links() if one.parent_hash in above and one.child_hash in below]
    tasks = [one for one in select_effective(decisions) if one.kind in TASK_DECISIONS and one.parent_hash in above]
    return (*links, *tasks)
