"""Plans beside the plans that they carry out, as relationships and verdicts of a server's graph.

Comparing texts is what a server cannot do: it is done here, once for each pair of plans, and what comes out is written
down. A key over everything that a comparison looks at tells whether it has to be made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from cancu.graph.cascade import PlanPair
from cancu.graph.coverage import Context, assess_tasks, cites_parent
from cancu.graph.pair_study import PairStudy, study_pair
from cancu.graph.server_documents import name_tasks
from cancu.graph.server_graph import Block, Node, Relationship, clean_properties, digest_values
from cancu.graph.store import Store
from cancu.graph.verdicts import STRONG
from cancu.ontology.assessments import PlanReading, TaskAssessment, TaskLink
from cancu.ontology.errors import StoreError
from cancu.ontology.records import TaskKind
from cancu.ontology.rule_sets import load_rule_set

_PARENTS_AT_HAND = 64
_WORTH_PROCESSES = 100
_CHUNK = 8


class Comparison(NamedTuple):
    """A plan that has to be compared with the plans it carries out.

    Attributes:
        parents: all of them
        measured: those by which it is measured, the lowest
        key: hash of everything that the outcome depends on
    """

    child: str
    parents: tuple[str, ...]
    measured: tuple[str, ...]
    key: str


class Outcome(NamedTuple):
    """What comparing a plan with its parents gave."""

    child: str
    key: str
    block: Block


def list_comparisons(
    store: Store, pairs: Iterable[PlanPair], measured: Iterable[tuple[str, str]], fingerprints: Mapping[str, str]
) -> list[Comparison]:
    """List the plans to compare, by IRI.

    Args:
        store: for the rulings, which every comparison looks at
        pairs: which stored plan carries out which
        measured: of those, the pairs that coverage is asked of
        fingerprints: digest of the body of every document
    """
    above: dict[str, list[str]] = {}
    for pair in pairs:
        if pair.child != pair.parent:
            above.setdefault(pair.child, []).append(pair.parent)
    lowest: dict[str, list[str]] = {}
    for child, parent in measured:
        lowest.setdefault(child, []).append(parent)
    rulings = [one.model_dump_json() for one in store.decisions()]
    shared = digest_values([version("cancu"), load_rule_set().model_dump_json(), rulings])
    return [
        Comparison(
            child,
            tuple(parents),
            tuple(lowest.get(child, ())),
            digest_values([shared, [(iri, fingerprints[iri]) for iri in (child, *parents)], lowest.get(child)]),
        )
        for child, parents in sorted(above.items())
    ]


class Comparer:
    """Compares plans of one store; the plans above are read once and kept for a while."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._context = Context(decisions=store.decisions())
        self._read_parent = lru_cache(maxsize=_PARENTS_AT_HAND)(self._read)

    def compare(self, comparison: Comparison) -> Outcome:
        """Compare a plan with all plans that it carries out."""
        child = self._read(comparison.child)
        nodes: list[Node] = []
        relationships: list[Relationship] = []
        for iri in comparison.parents:
            study = study_pair(child, self._read_parent(iri), context=self._context)
            tasks = _PairTasks(study)
            for link in study.alignment.links:
                relationships += tasks.link(link)
            if iri in comparison.measured:
                relationships.append(_measure(study))
                for place, assessment in enumerate(assess_tasks(study), 1):
                    node = tasks.judge(place, assessment)
                    nodes.append(node)
                    relationships += tasks.place(node, place)
        return Outcome(comparison.child, comparison.key, Block(tuple(nodes), tuple(relationships)))

    def _read(self, iri: str) -> PlanReading:
        return PlanReading(extraction=self._store.extraction(iri), text=self._store.text(iri), iri=iri)


def compare_all(store: Store, comparisons: Sequence[Comparison], *, jobs: int = 1) -> Iterator[Outcome]:
    """Compare many plans, in several processes where that is worth their start.

    Raises:
        StoreError: the store was written to meanwhile.
    """
    if jobs < 2 or len(comparisons) < _WORTH_PROCESSES:
        yield from map(Comparer(store).compare, comparisons)
        return
    starting = (store.path, store.revision)
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_open_worker, initargs=starting) as pool:
        yield from pool.map(_compare_in_worker, comparisons, chunksize=_CHUNK)


_worker: list[Comparer] = []
"""The comparer of this process, where it is one of several."""


def _open_worker(path: Path, revision: int) -> None:
    store = Store.open(path, read_only=True)
    if store.revision != revision:
        raise StoreError(
            "Kho thay đổi trong khi đang đẩy",
            "the store was written to meanwhile",
            where=str(path),
            hint="chạy lại (run again)",
        )
    _worker.append(Comparer(store))


def _compare_in_worker(comparison: Comparison) -> Outcome:
    return _worker[0].compare(comparison)


class _PairTasks:
    """The tasks of a pair of plans by the IRIs of their nodes."""

    def __init__(self, study: PairStudy) -> None:
        self._child = study.child.iri or ""
        self._parent = study.parent.iri or ""
        self._organisation = study.setting.organisation
        self._below = _index_refs(study.child)
        self._above = _index_refs(study.parent)
        ordered = sorted(
            zip(study.parent.extraction.tasks, name_tasks(study.parent), strict=True),
            key=lambda pair: (pair[0].start, pair[0].ref),
        )
        self._judged = [iri for _, iri in ordered]

    def link(self, link: TaskLink) -> Sequence[Relationship]:
        """The relationships of a link: what it says, and the short one where it is beyond doubt."""
        start, end = self._below[link.child], self._above[link.parent]
        values = link.model_dump(mode="json", exclude={"parent", "child", "parent_hash", "child_hash"})
        found = [Relationship("ALIGNED_WITH", "Task", start, "Task", end, clean_properties(values))]
        if link.state in STRONG:
            short = {"state": link.state.value, "score": link.score}
            found.append(Relationship("INHERITS_FROM", "Task", start, "Task", end, short))
        return found

    def judge(self, place: int, assessment: TaskAssessment) -> Node:
        """The node of a verdict."""
        fields = {"ref", "kind", "obligation", "phrase", "status", "deep", "rule", "chain"}
        values = assessment.model_dump(mode="json", include=fields)
        values |= {
            "place": place,
            "nearest": [link.ref for link in assessment.links[:3]],
            "organisation_name": self._organisation,
            "counts": assessment.kind is TaskKind.TASK and assessment.obligation.binding,
        }
        iri = f"{self._child}/dg/{digest_values([self._parent, place])[:16]}"
        return Node(("CoverageAssessment",), iri, clean_properties(values))

    def place(self, node: Node, place: int) -> Sequence[Relationship]:
        """What a verdict is about."""
        return (
            Relationship("CHILD_PLAN", node.base, node.iri, "Document", self._child, {}),
            Relationship("PARENT_TASK", node.base, node.iri, "Task", self._judged[place - 1], {}),
        )


def _measure(study: PairStudy) -> Relationship:
    """That the child is measured by the parent, with what holds for the pair as a whole."""
    values = {"organisation": study.setting.organisation, "cites": cites_parent(study)}
    return Relationship("PARENT_PLAN", "Document", study.child.iri or "", "Document", study.parent.iri or "", values)


def _index_refs(plan: PlanReading) -> dict[str, str]:
    return {task.ref: iri for task, iri in zip(plan.extraction.tasks, name_tasks(plan), strict=True)}
