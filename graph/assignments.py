"""Everything that binds one organisation on one day, as a list that can be handed to it."""

from __future__ import annotations

from cancu.graph.inheritance import BindingTask, Cascade, LeftOut, find_binding_tasks, find_left_out
from cancu.graph.reach import find_life_end
from cancu.ontology.assessments import Obligation
from cancu.ontology.records import Date, Record, TaskKind


class AssignmentCounts(Record):
    """How the tasks are made up; by duty they add up to `assigned`, which with `own` adds up to all.

    Attributes:
        assigned: from plans of others
        own: from plans of the organisation itself
        plans: plans of others that assign something
        duties: assigned items that stand under organisation of implementation
        dated: assigned items with a dated milestone
    """

    assigned: int = 0
    own: int = 0
    plans: int = 0
    lead_named: int = 0
    lead_group: int = 0
    product_duty: int = 0
    duties: int = 0
    dated: int = 0


class Assignments(Record):
    """All tasks that bind an organisation on a day.

    Attributes:
        as_of: the day; None where every plan counts at its own time
        ended: the last day of the organisation's level of government, where it has passed
        tasks: newest plan first, in the order of its text
        left_out: plans whose tasks do not bind on the day
    """

    organisation: str
    as_of: Date | None
    ended: Date | None = None
    counts: AssignmentCounts
    tasks: tuple[BindingTask, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def assigned(self) -> tuple[BindingTask, ...]:
        """The tasks from plans of others."""
        return tuple(task for task in self.tasks if not task.own)

    @property
    def own(self) -> tuple[BindingTask, ...]:
        """The tasks from plans of the organisation itself."""
        return tuple(task for task in self.tasks if task.own)


def compile_assignments(organisation: str, cascade: Cascade, *, on: Date | None = None) -> Assignments:
    """List what binds an organisation on a day, and count it.

    Args:
        organisation: full name, as the plans print it
        cascade: the plans and who stands above whom
        on: the day; None takes all plans
    """
    tasks = sort_tasks(find_binding_tasks(organisation, cascade, on=on))
    return Assignments(
        organisation=organisation,
        as_of=on,
        ended=find_life_end(organisation, on),
        counts=_count(tasks),
        tasks=tasks,
        left_out=find_left_out(organisation, cascade, on) if on else (),
    )


def sort_tasks(tasks: tuple[BindingTask, ...]) -> tuple[BindingTask, ...]:
    """The tasks of the newest plan first; those of one plan keep their order."""
    return tuple(sorted(tasks, key=lambda task: (task.plan.date is None, -(task.plan.date or Date.min).toordinal())))


def _count(tasks: tuple[BindingTask, ...]) -> AssignmentCounts:
    assigned = [task for task in tasks if not task.own]
    duties = {duty: sum(task.obligation is duty for task in assigned) for duty in Obligation if duty.binding}
    return AssignmentCounts(
        assigned=len(assigned),
        own=len(tasks) - len(assigned),
        plans=len({task.plan for task in assigned}),
        duties=sum(task.kind is TaskKind.DUTY for task in assigned),
        dated=sum(bool(task.deadline and task.deadline.due) for task in assigned),
        **{duty.value: count for duty, count in duties.items()},
    )
