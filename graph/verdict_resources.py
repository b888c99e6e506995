"""Links, verdicts and rulings as resources: every stored plan compared with every stored plan that it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from cancu.graph.cascade import plans_linked
from cancu.graph.coverage import Context, report_study, study_pair
from cancu.graph.evidence import mint_evidence
from cancu.graph.network import find_node, is_group, name_agency
from cancu.graph.nodes import Graph
from cancu.graph.pair_study import PairStudy
from cancu.graph.store import Store
from cancu.graph.verdicts import STRONG
from cancu.ontology.assessments import (
    CoverageReport,
    Decision,
    PlanReading,
    Status,
    TaskAssessment,
    TaskLink,
)
from cancu.ontology.errors import CancuError
from cancu.ontology.identifiers import component_of, mint_task
from cancu.ontology.resources import (
    AlignmentResource,
    AssessmentResource,
    ChildAssessmentResource,
    ComparisonResource,
    DecisionResource,
    Resource,
)


@dataclass
class Verdicts:
    """What the linked plans of a store are to each other.

    Attributes:
        origins: IRIs of the parents' tasks that each task takes over beyond doubt
        resources: links and verdicts by IRI
        rule_sets: IRI of the comparison by the name of its rule set
    """

    origins: dict[str, list[str]] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    rule_sets: dict[str, str] = field(default_factory=dict)

    def iter_resources(self, program: str) -> Iterator[Resource]:
        """Yield the comparisons, then links and verdicts by IRI."""
        for name in sorted(self.rule_sets):
            yield ComparisonResource(iri=self.rule_sets[name], rule_set=name, associated_with=program)
        yield from (self.resources[iri] for iri in sorted(self.resources))


def judge_pairs(store: Store, graph: Graph) -> Verdicts:
    """Compare all linked plans of a store, with the rulings of people."""
    verdicts = Verdicts()
    context = Context(decisions=store.decisions())
    plans: dict[str, PlanReading] = {}
    for pair in plans_linked(graph):
        for iri in (pair.child, pair.parent):
            if iri not in plans:
                plans[iri] = PlanReading(extraction=store.extraction(iri), text=store.text(iri), iri=iri)
        study = study_pair(plans[pair.child], plans[pair.parent], context=context)
        _PairJudge(graph, verdicts, study, pair.child, pair.parent).judge()
    for origins in verdicts.origins.values():
        origins.sort()
    return verdicts


def describe_ruling(graph: Graph, ruling: Decision) -> DecisionResource:
    """A person's ruling, linked to the documents and tasks that it speaks of where they are in the graph."""
    parent, child = _find_document(graph, ruling.parent), _find_document(graph, ruling.child)
    return DecisionResource(
        iri=_mint(graph, "qd", ruling.model_dump_json()),
        parent_document=parent,
        child_document=child,
        parent_task=_find_task(graph, parent, ruling.parent_ref),
        child_task=_find_task(graph, child, ruling.child_ref),
        **dict(ruling),
    )


class _PairJudge:
    """One pair of plans, its links and verdicts noted in `verdicts`."""

    def __init__(self, graph: Graph, verdicts: Verdicts, study: PairStudy, child: str, parent: str) -> None:
        self._graph = graph
        self._verdicts = verdicts
        self._study = study
        self._child = child
        self._parent = parent
        self._activity = f"{graph.graph['base']}id/so/{study.rules.name}"

    def judge(self) -> None:
        """Note all links, then the verdicts on both sides."""
        self._verdicts.rule_sets[self._study.rules.name] = self._activity
        for link in self._study.alignment.links:
            iri = self._note_link(link)
            if link.state in STRONG:
                self._verdicts.origins.setdefault(self._name_task(link.child), []).append(iri)
        report = report_study(self._study)
        for assessment in report.tasks:
            self._note(self._describe_assessment(report, assessment))
        for one in report.child_tasks:
            task = self._name_task(one.ref)
            iri = _mint(self._graph, "dg", f"{task}|{self._parent}|{self._study.rules.name}")
            self._note(
                ChildAssessmentResource(
                    iri=iri,
                    child_task=task,
                    parent_plan=self._parent,
                    evidence=mint_evidence(task),
                    generated_by=self._activity,
                    **dict(one),
                )
            )

    def _note(self, resource: Resource) -> None:
        self._verdicts.resources[resource.iri] = resource

    def _note_link(self, link: TaskLink) -> str:
        """Note a link; tell the parent's task."""
        parent, child = self._name_task(link.parent, parent=True), self._name_task(link.child)
        self._note(
            AlignmentResource(
                iri=self._mint_link(link.parent, link.child),
                parent_task=parent,
                child_task=child,
                generated_by=self._activity,
                **dict(link),
            )
        )
        return parent

    def _describe_assessment(self, report: CoverageReport, assessment: TaskAssessment) -> AssessmentResource:
        task = self._name_task(assessment.ref, parent=True)
        name = report.organisation
        if assessment.status is Status.GAP or not self._study.alignment.find_links(parent=assessment.ref):
            for link in self._study.alignment.find_nearest(assessment.ref):
                self._note_link(link)
        return AssessmentResource(
            iri=_mint(self._graph, "dg", f"{task}|{self._child}|{name}|{self._study.rules.name}"),
            parent_task=task,
            parent_plan=self._parent,
            child_plan=self._child,
            organisation_name=name,
            organisation=self._find_organisation(name),
            as_of=report.as_of,
            alignments=tuple(sorted({self._mint_link(assessment.ref, link.ref) for link in assessment.links})),
            evidence=mint_evidence(task),
            generated_by=self._activity,
            **dict(assessment),
        )

    def _find_organisation(self, name: str) -> str | None:
        """The agency of a name, where the graph knows it as an assignee or as an issuer."""
        if not name or is_group(name):
            return None
        iri = name_agency(self._graph, name, self._child)
        series = iri.removeprefix(f"{self._graph.graph['base']}id/cq/")
        return iri if iri in self._graph or self._graph.nodes[self._child]["series"] == series else None

    def _name_task(self, ref: str, *, parent: bool = False) -> str:
        plan = self._study.parent if parent else self._study.child
        return _name_task(plan, ref)

    def _mint_link(self, parent: str, child: str) -> str:
        tasks = (self._name_task(parent, parent=True), self._name_task(child))
        return _mint(self._graph, "lk", "|".join((*tasks, self._study.rules.name)))


def _name_task(plan: PlanReading, ref: str) -> str:
    return mint_task(plan.iri or "", ref, component=component_of(plan.extraction.document))


def _mint(graph: Graph, kind: str, text: str) -> str:
    """Mint the IRI of what is keyed by what it speaks of, so that it stays the same when it is computed again."""
    return f"{graph.graph['base']}id/{kind}/{hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()}"


def _find_document(graph: Graph, name: str) -> str | None:
    if not name:
        return None
    try:
        return find_node(graph, name)
    except CancuError:  # a ruling outlives its document, and may name it in a way that has become ambiguous
        return None


def _find_task(graph: Graph, document: str | None, ref: str) -> str | None:
    if document is None or not ref:
        return None
    tasks = (target for _, target, _ in graph.out_edges(document, keys=True))
    return next((iri for iri in tasks if graph.nodes[iri].get("ref") == ref), None)
