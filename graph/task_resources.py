"""Tasks as resources: assignments, products, times and goals as nodes of their own below the task."""

from __future__ import annotations

from cancu.graph.evidence import Reading, mint_evidence
from cancu.graph.network import name_agency
from cancu.graph.nodes import Graph
from cancu.ontology.assessments import hash_text
from cancu.ontology.records import Role, Task
from cancu.ontology.resources import (
    AssignmentResource,
    DeadlineResource,
    ProductResource,
    TargetResource,
    TaskResource,
)


def describe_task(graph: Graph, iri: str, reading: Reading, origins: tuple[str, ...]) -> TaskResource:
    """A task of a stored document.

    Args:
        graph: the working graph with tasks
        iri: the task
        reading: the text it was read from
        origins: the parents' tasks that it takes over beyond doubt
    """
    task: Task = graph.nodes[iri]["task"]
    assignments = (
        *_assign(graph, iri, task, Role.LEAD, reading),
        *_assign(graph, iri, task, Role.COORDINATE, reading),
    )
    return TaskResource(
        iri=iri,
        part_of=reading.document,
        text_hash=hash_text(task.text),
        assignments=assignments,
        products_due=tuple(
            ProductResource(iri=f"{iri}/sp/{at}", label=label) for at, label in enumerate(task.products, 1)
        ),
        deadline_due=_describe_deadline(iri, task, reading),
        targets=tuple(
            TargetResource(iri=f"{iri}/ct/{at}", **dict(measure)) for at, measure in enumerate(task.measures, 1)
        ),
        led_by=_collect(assignments, Role.LEAD),
        supported_by=_collect(assignments, Role.COORDINATE),
        inherits_from=origins,
        evidence=reading.point(iri, task.start, task.end),
        generated_by=reading.iri,
        **dict(task),
    )


def _assign(graph: Graph, iri: str, task: Task, role: Role, reading: Reading) -> tuple[AssignmentResource, ...]:
    return tuple(
        AssignmentResource(
            iri=f"{iri}/pc/{role.value}/{at}",
            role=role,
            assignee=name_agency(graph, name, reading.document),
            name=name,
            confidence=task.confidence,
            rule=task.rule,
            evidence=mint_evidence(iri),
            generated_by=reading.iri,
        )
        for at, name in enumerate(task.lead if role is Role.LEAD else task.coordinate, 1)
    )


def _collect(assignments: tuple[AssignmentResource, ...], role: Role) -> tuple[str, ...]:
    return tuple(sorted({one.assignee for one in assignments if one.role is role}))


def _describe_deadline(iri: str, task: Task, reading: Reading) -> DeadlineResource | None:
    if task.deadline is None:
        return None
    return DeadlineResource(
        iri=f"{iri}/hn/1",
        confidence=task.confidence,
        evidence=mint_evidence(iri),
        generated_by=reading.iri,
        **dict(task.deadline),
    )
