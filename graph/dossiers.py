"""The dossier of a document: all that is known of it in one record, with the quotes that it rests on.

Bases, mentions, plans above and below, tasks with where they come from, findings. A document read from a file has what
its own text says; a document of the store also has what the others say of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cancu.graph.cascade import Cascade, CascadeEdge, CascadeStep
from cancu.graph.inheritance import Origin
from cancu.graph.legal_basis import Supersession, find_ends
from cancu.graph.naming import describe_document
from cancu.ontology.assessments import PlanReading
from cancu.ontology.records import (
    Citation,
    Date,
    Document,
    EvidenceSpan,
    Finding,
    Offset,
    Record,
    Relation,
    Severity,
    Task,
    TaskKind,
)

if TYPE_CHECKING:
    from cancu.graph.network import Evidence
    from cancu.graph.nodes import Graph

_BASES = (Relation.BASIS, Relation.PROMULGATED_BY)


class DossierCitation(Record):
    """One place that names another document, or in which another document names this one.

    Attributes:
        label: the other document in words
        iri: the other document, None for a file outside the store
        in_store: whether it is at hand
        relation: what the citing document has to do with the cited one
        pinpoint: article, clause or item, as printed
        quote: the clause, exactly as it stands in the citing document
        start: offset of the cited number or name there; with `end` its span
        task: the item in which it stands, None in title, preamble and aims
        resolution: how sure it is which document is meant; empty for a file
        superseded_by: what had replaced or repealed the cited document by the day of the citing one
    """

    label: str
    iri: str | None = None
    in_store: bool = False
    relation: Relation
    pinpoint: str | None = None
    quote: str
    start: Offset
    end: Offset
    task: str | None = None
    resolution: str = ""
    superseded_by: tuple[Supersession, ...] = ()

    @property
    def is_basis(self) -> bool:
        """Whether the citing document as a whole rests on the cited one."""
        return self.relation in _BASES or (self.relation is Relation.IMPLEMENTS and self.task is None)


class DossierStep(Record):
    """A plan above or below, with the words that hang it there."""

    plan: CascadeStep
    quotes: tuple[CascadeEdge, ...] = ()


class DossierTask(Record):
    """A task with its quote, and the tasks of plans above that it was taken over from."""

    task: Task
    quote: EvidenceSpan
    inherited_from: tuple[Origin, ...] = ()


class DossierCounts(Record):
    """How much the dossier holds; `absent` and `superseded` count among the bases, by document."""

    bases: int = 0
    absent: int = 0
    superseded: int = 0
    mentions: int = 0
    resting: int = 0
    above: int = 0
    below: int = 0
    tasks: int = 0
    duties: int = 0
    targets: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0


class Dossier(Record):
    """All that is known of a document.

    Attributes:
        iri: its identifier in the store, None for a file
        counts: how many rows each part has; bases, mentions and what rests on it are counted by document
        bases: what it rests on
        mentions: what else it names
        resting: what names it
        above: plans that it carries out, nearest first
        below: plans that carry it out, nearest first
    """

    iri: str | None
    document: Document
    counts: DossierCounts
    bases: tuple[DossierCitation, ...] = ()
    mentions: tuple[DossierCitation, ...] = ()
    resting: tuple[DossierCitation, ...] = ()
    above: tuple[DossierStep, ...] = ()
    below: tuple[DossierStep, ...] = ()
    tasks: tuple[DossierTask, ...] = ()
    findings: tuple[Finding, ...] = ()


class Known(NamedTuple):
    """What a store knows around a document.

    Attributes:
        surroundings: the documents around it in the working graph, or all
        above: the plans above it
        below: the plans below it
    """

    surroundings: Graph
    above: Cascade
    below: Cascade


def compile_dossier(
    plan: PlanReading,
    *,
    known: Known | None = None,
    origins: Mapping[str, Sequence[Origin]] | None = None,
    findings: Sequence[Finding] | None = None,
) -> Dossier:
    """Put together what is known of a document.

    Args:
        plan: the document with its text
        known: what the store that holds it knows around it; without it only its own words count
        origins: by ref, the tasks of plans above that its tasks were taken over from
        findings: what there is to object to; what was read in the document if None
    """
    dossier = Dossier(
        iri=plan.iri,
        document=plan.extraction.document,
        counts=DossierCounts(),
        tasks=tuple(_list_tasks(plan, origins or {})),
        findings=tuple(plan.extraction.findings if findings is None else findings),
        **(_read_known(known, plan.iri) if known and plan.iri else _part_citations(_list_printed(plan))),
    )
    return dossier.model_copy(update={"counts": _count(dossier)})


def _read_known(known: Known, iri: str) -> dict[str, Any]:
    """The parts of a dossier that the store knows."""
    return {
        **_part_citations(_list_known(known.surroundings, iri)),
        "resting": tuple(_list_known(known.surroundings, iri, down=True)),
        "above": _list_steps(known.above),
        "below": _list_steps(known.below),
    }


def _part_citations(cited: Iterable[DossierCitation]) -> dict[str, Any]:
    cited = list(cited)
    return {
        "bases": tuple(one for one in cited if one.is_basis),
        "mentions": tuple(one for one in cited if not one.is_basis),
    }


def _list_known(graph: Graph, iri: str, *, down: bool = False) -> Iterator[DossierCitation]:
    """What a document of the store names, or with `down` what names it, in the order of the texts."""
    edges = graph.in_edges(iri, keys=True, data=True) if down else graph.out_edges(iri, keys=True, data=True)
    found = [
        (item.document, item.start, source if down else target, (source, target), item)
        for source, target, _, values in edges
        if source != target
        for item in values["evidence"]
    ]
    for *_, other, (lower, upper), item in sorted(found, key=lambda one: (*one[:3], one[4].relation)):
        yield _describe_mention(graph, other, item, _find_ends(graph, lower, upper))


def _describe_mention(graph: Graph, other: str, item: Evidence, ends: tuple[Supersession, ...]) -> DossierCitation:
    node = graph.nodes[other]
    return DossierCitation(
        label=node["label"],
        iri=other,
        in_store=node["in_store"],
        relation=item.relation,
        pinpoint=item.pinpoint,
        quote=item.quote,
        start=item.start,
        end=item.end,
        task=item.task,
        resolution=item.code,
        superseded_by=ends,
    )


def _find_ends(graph: Graph, lower: str, upper: str) -> tuple[Supersession, ...]:
    """What had ended the cited document by the day of the citing one, which does not count itself."""
    day = graph.nodes[lower].get("date")
    if not day:
        return ()
    return tuple(end for end in find_ends(graph, upper, Date.fromisoformat(day)) if end.iri != lower)


def _list_printed(plan: PlanReading) -> Iterator[DossierCitation]:
    """What the text of a file names, as printed; of what it says of third documents nothing."""
    for citation in plan.extraction.citations:
        if citation.relation is not Relation.SELF and citation.subject is None:
            yield DossierCitation(
                label=_name_cited(citation),
                relation=citation.relation,
                pinpoint=citation.pinpoint,
                quote=plan.text[citation.start : citation.end] or citation.text,
                start=citation.start,
                end=citation.end,
                task=_find_item(plan.extraction.tasks, citation.start),
            )


def _name_cited(citation: Citation) -> str:
    return describe_document(
        Document(
            type=citation.type,
            number=citation.number,
            date=citation.date,
            issuer=citation.issuer,
            title=citation.name,
        )
    )


def _find_item(tasks: Iterable[Task], offset: int) -> str | None:
    """The innermost item around an offset."""
    around = [task for task in tasks if task.start <= offset < task.end]
    return min(around, key=lambda task: task.end - task.start).ref if around else None


def _list_steps(found: Cascade) -> tuple[DossierStep, ...]:
    """The plans of a cascade without its start, each with the words that hang it on the others."""
    far = "upper" if found.direction == "up" else "lower"
    return tuple(
        DossierStep(plan=step, quotes=tuple(edge for edge in found.edges if getattr(edge, far) == step.iri))
        for step in found.nodes
        if step.iri != found.document
    )


def _list_tasks(plan: PlanReading, origins: Mapping[str, Sequence[Origin]]) -> Iterator[DossierTask]:
    for task in sorted(plan.extraction.tasks, key=lambda task: (task.start, task.ref)):
        yield DossierTask(task=task, quote=plan.quote(task), inherited_from=tuple(origins.get(task.ref, ())))


def _count(dossier: Dossier) -> DossierCounts:
    kinds = Counter(one.task.kind for one in dossier.tasks)
    severities = Counter(finding.severity for finding in dossier.findings)
    bases = {one.iri or one.label: one for one in dossier.bases}.values()
    return DossierCounts(
        bases=len(bases),
        absent=sum(not one.in_store for one in bases),
        superseded=sum(bool(one.superseded_by) for one in bases),
        mentions=len({one.iri or one.label for one in dossier.mentions}),
        resting=len({one.iri for one in dossier.resting}),
        above=len(dossier.above),
        below=len(dossier.below),
        tasks=kinds[TaskKind.TASK],
        duties=kinds[TaskKind.DUTY],
        targets=kinds[TaskKind.TARGET],
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        infos=severities[Severity.INFO],
    )
