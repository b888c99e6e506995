"""Which task of a child plan takes over which task of a parent plan: links with state, score and evidence.

States, strongest first: `cited` (the child's text names the parent's item) and `confirmed` (a person) > `auto` (score
at least `high`, best of its row or column, and not plainly another act or object) > `candidate` (from `low`) > `weak`
(below, shown only as nearest); `rejected` is a person's no. Links are many-to-many. Tasks are compared with tasks;
across kinds a link is a candidate at most.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from cancu.graph.acts import differ_in_act, differ_in_source
from cancu.graph.pinpoints import CitedItems, find_cited_items
from cancu.graph.rulings import Rulings
from cancu.graph.similarity import METHOD, Comparison, Item, PairScore, compare_items
from cancu.ontology.assessments import Decision, DecisionKind, LinkState, PlanReading, TaskLink, hash_text
from cancu.ontology.records import Task, TaskKind
from cancu.ontology.rule_sets import RuleSet, load_rule_set

_PANELS = (
    (TaskKind.TASK, (TaskKind.TASK,)),
    (TaskKind.DUTY, (TaskKind.DUTY, TaskKind.TASK)),
    (TaskKind.TARGET, (TaskKind.TARGET, TaskKind.TASK)),
    (TaskKind.TASK, (TaskKind.DUTY,)),
)
_RANK = {state: rank for rank, state in enumerate(LinkState)} | {LinkState.CONFIRMED: 0}
_DECIDED = {
    DecisionKind.CONFIRM: LinkState.CONFIRMED,
    DecisionKind.PARTIAL: LinkState.CONFIRMED,
    DecisionKind.REJECT: LinkState.REJECTED,
}
_DIGITS = 6


@dataclass(frozen=True)
class Panel:
    """One comparison: the parent's items of a kind against the child's items that may answer them."""

    parents: tuple[Task, ...]
    children: tuple[Task, ...]
    comparison: Comparison

    @cached_property
    def crosses_kinds(self) -> bool:
        """Whether the kinds differ altogether: then nothing is linked without a person."""
        return {task.kind for task in self.parents}.isdisjoint(task.kind for task in self.children)

    @cached_property
    def rows(self) -> dict[str, int]:
        """Places of the parent's tasks by ref; of two with one ref the first."""
        return {task.ref: place for place, task in reversed(list(enumerate(self.parents)))}

    @cached_property
    def columns(self) -> dict[str, int]:
        """Places of the child's tasks by ref."""
        return {task.ref: place for place, task in reversed(list(enumerate(self.children)))}


@dataclass(frozen=True)
class LinkDraft:
    """A link as it was decided, without the words that show it, which cost more to find than the link.

    Attributes:
        panel: the comparison that it comes from, by whose places `score` names the two tasks
        state, method, suspect, partial: as those of `TaskLink`
    """

    panel: Panel
    score: PairScore
    state: LinkState
    method: str = METHOD
    suspect: bool = False
    partial: bool = False

    @property
    def parent(self) -> Task:
        """The parent's task."""
        return self.panel.parents[self.score.parent]

    @property
    def child(self) -> Task:
        """The child's task."""
        return self.panel.children[self.score.child]

    @property
    def rounded(self) -> float:
        """The score as it is printed."""
        return _round(self.score.score)

    @cached_property
    def link(self) -> TaskLink:
        """The link with all that it shows."""
        return TaskLink(
            parent=self.parent.ref,
            child=self.child.ref,
            score=self.rounded,
            cosine=_round(self.score.cosine),
            state=self.state,
            shared=self.panel.comparison.find_shared_words(self.score.parent, self.score.child),
            method=self.method,
            parent_hash=hash_text(self.parent.text),
            child_hash=hash_text(self.child.text),
            suspect=self.suspect,
            partial=self.partial,
        )


@dataclass(frozen=True)
class Alignment:
    """All links of a pair of plans, and the nearest tasks where there are none.

    Attributes:
        drafts: cited, decided, and every pair from the low threshold up; strongest state first, then best score
        cited: what the child's tasks name by pinpoint, with pinpoints that the parent lacks
    """

    parent: PlanReading
    child: PlanReading
    rules: RuleSet
    drafts: tuple[LinkDraft, ...] = field(repr=False)
    cited: tuple[CitedItems, ...]
    panels: tuple[Panel, ...] = field(repr=False)

    @cached_property
    def links(self) -> tuple[TaskLink, ...]:
        """All links in the order of the drafts."""
        return tuple(draft.link for draft in self.drafts)

    def find_links(self, *, parent: str = "", child: str = "") -> tuple[TaskLink, ...]:
        """The links of a parent's or a child's item, strongest first."""
        return tuple(draft.link for draft in self.find_drafts(parent=parent, child=child))

    def find_drafts(self, *, parent: str = "", child: str = "") -> tuple[LinkDraft, ...]:
        """The same links for those who need their ends and states alone."""
        return self._by_parent.get(parent, ()) if parent else self._by_child.get(child, ())

    def find_nearest(self, parent: str) -> tuple[TaskLink, ...]:
        """The nearest children of a parent's item, however weak: what a gap shows."""
        for panel in self.panels:
            if parent in panel.rows:
                scores = panel.comparison.find_best_children(panel.rows[parent], self.rules.nearest)
                return tuple(self._show(panel, score) for score in scores)
        return ()

    def is_contested(self, parent: str) -> bool:
        """Whether the nearest child would link by itself (from `high` undamped) but answers another item better.

        Links are many-to-many, so such a child may answer both: this is no evidence that the item is missing.
        """
        panel = next((panel for panel in self.panels if parent in panel.rows), None)
        nearest = panel.comparison.find_best_children(panel.rows[parent], 1) if panel else []
        return any(pair.undamped >= self.rules.high for pair in nearest)

    def find_pair(self, parent: str, child: str) -> PairScore | None:
        """The measured parts of one pair, for explanation; None where the two are not compared."""
        for panel in self.panels:
            if parent in panel.rows and child in panel.columns:
                return panel.comparison.measure_pair(panel.rows[parent], panel.columns[child])
        return None

    def list_shown(self) -> tuple[TaskLink, ...]:
        """What `align` prints: links of tasks with tasks, best first, and the nearest of each task in state `weak`."""
        panel = next((panel for panel in self.panels if _joins_tasks(panel)), None)
        if panel is None:
            return ()
        drafts = self._drafts.items()
        shown = {key: draft.link for key, draft in drafts if key[0] in panel.rows and key[1] in panel.columns}
        best, count = panel.comparison, self.rules.nearest
        nearest = [score for place in range(len(panel.parents)) for score in best.find_best_children(place, count)]
        nearest += [score for place in range(len(panel.children)) for score in best.find_best_parents(place, count)]
        for score in nearest:
            shown.setdefault(_names(panel, score), self._show(panel, score))
        return tuple(sorted(shown.values(), key=lambda link: (-link.score, link.parent, link.child)))

    @cached_property
    def child_tasks(self) -> dict[str, Task]:
        """The child's items by ref."""
        return {task.ref: task for task in self.child.extraction.tasks}

    @cached_property
    def parent_tasks(self) -> dict[str, Task]:
        """The parent's items by ref."""
        return {task.ref: task for task in self.parent.extraction.tasks}

    def _show(self, panel: Panel, score: PairScore) -> TaskLink:
        draft = self._drafts.get(_names(panel, score))
        return (draft or LinkDraft(panel, score, LinkState.WEAK)).link

    @cached_property
    def _drafts(self) -> dict[tuple[str, str], LinkDraft]:
        return {(draft.parent.ref, draft.child.ref): draft for draft in self.drafts}

    @cached_property
    def _by_parent(self) -> dict[str, tuple[LinkDraft, ...]]:
        return _group(self.drafts, lambda draft: draft.parent.ref)

    @cached_property
    def _by_child(self) -> dict[str, tuple[LinkDraft, ...]]:
        return _group(self.drafts, lambda draft: draft.child.ref)


def align_plans(
    child: PlanReading, parent: PlanReading, *, decisions: Iterable[Decision] = (), rules: RuleSet | None = None
) -> Alignment:
    """Find the links between the tasks of a child plan and those of a parent plan.

    The order of tasks does not matter. Decisions hold where exactly their texts meet; where a text changed since, the
    link keeps the state that its score gives, at least `candidate`, and is `suspect`.

    Args:
        child: the plan that should take over
        parent: the plan that is taken over
        decisions: rulings of people; those about other texts are passed over
        rules: thresholds; the default rule set if None
    """
    rules = rules or load_rule_set()
    panels = tuple(_build_panels(child, parent))
    cited = find_cited_items(child, parent)
    maker = _LinkMaker(child, parent, rules, Rulings(decisions), cited)
    drafts: dict[tuple[str, str], LinkDraft] = {}
    for panel in panels:
        for draft in maker.iter_drafts(panel):
            drafts.setdefault(_names(panel, draft.score), draft)
    ordered = sorted(drafts.items(), key=lambda pair: (_RANK[pair[1].state], -pair[1].rounded, pair[0]))
    return Alignment(parent, child, rules, tuple(draft for _, draft in ordered), cited, panels)


class _LinkMaker:
    """Turns the scores of a panel into links, with what people ruled and what the child's text names."""

    def __init__(
        self,
        child: PlanReading,
        parent: PlanReading,
        rules: RuleSet,
        rulings: Rulings,
        cited: Sequence[CitedItems],
    ) -> None:
        self._child = child
        self._parent = parent
        self._rules = rules
        self._rulings = rulings
        self._ruled = tuple(rulings.iter_links())
        self._cited = {(ref, items.child) for items in cited for ref in items.found}

    def iter_drafts(self, panel: Panel) -> Iterable[LinkDraft]:
        """Yield the links of one panel."""
        minimum = self._rules.high if panel.crosses_kinds else self._rules.low
        scores = {(score.parent, score.child): score for score in panel.comparison.iter_pairs(minimum)}
        best = _find_best(scores.values())
        for places in dict.fromkeys((*scores, *self._iter_fixed(panel))):
            score = scores.get(places) or panel.comparison.measure_pair(*places)
            leads = not panel.crosses_kinds and _round(score.score) in (best[0][places[0]], best[1][places[1]])
            yield self._draft(panel, score, leads=leads)

    def _iter_fixed(self, panel: Panel) -> Iterable[tuple[int, int]]:
        """Pairs that a person or the text itself links, whatever they score."""
        if self._ruled:
            rows, columns = _index_hashes(panel.parents), _index_hashes(panel.children)
            for decision in self._ruled:
                for row in rows.get(decision.parent_hash, ()):
                    yield from ((row, column) for column in columns.get(decision.child_hash, ()))
        ruled = self._rulings.find_refs(self._parent.key, self._child.key)
        for parent, child in sorted({*self._cited, *ruled}):
            if parent in panel.rows and child in panel.columns:
                yield panel.rows[parent], panel.columns[child]

    def _draft(self, panel: Panel, score: PairScore, *, leads: bool) -> LinkDraft:
        parent, child = panel.parents[score.parent], panel.children[score.child]
        holds = leads and score.score >= self._rules.high and not self._does_other(parent, child, score)
        state = LinkState.AUTO if holds else LinkState.CANDIDATE
        method = METHOD
        if (parent.ref, child.ref) in self._cited:
            state, method = LinkState.CITED, "citation"
        decision = self._rulings.find_link(hash_text(parent.text), hash_text(child.text))
        if decision:
            state = _DECIDED[decision.kind]
        partial = decision is not None and decision.kind is DecisionKind.PARTIAL
        return LinkDraft(panel, score, state, method, self._is_suspect(parent, child), partial)

    def _does_other(self, parent: Task, child: Task, score: PairScore) -> bool:
        """Whether another act or another object stands behind the shared words; near-verbatim texts are believed."""
        if {parent.kind, child.kind} != {TaskKind.TASK} or score.cosine >= self._rules.verbatim_share:
            return False
        return differ_in_act(parent.text, child.text) or differ_in_source(parent.text, child.text)

    def _is_suspect(self, parent: Task, child: Task) -> bool:
        place = (self._parent.key, parent.ref, self._child.key, child.ref)
        return self._rulings.is_suspect(place, (hash_text(parent.text), hash_text(child.text)))


def _build_panels(child: PlanReading, parent: PlanReading) -> Iterable[Panel]:
    for kind, answering in _PANELS:
        parents = _select(parent, (kind,))
        children = _select(child, answering)
        if parents and children:
            yield Panel(parents, children, compare_items(_make_items(parents), _make_items(children)))


def _select(plan: PlanReading, kinds: Sequence[TaskKind]) -> tuple[Task, ...]:
    """The items of these kinds in the order of the text, whatever order they came in."""
    chosen = (task for task in plan.extraction.tasks if task.kind in kinds)
    return tuple(sorted(chosen, key=lambda task: (task.start, task.ref)))


def _make_items(tasks: Sequence[Task]) -> tuple[Item, ...]:
    return tuple(Item(task.text, strip_label(task.heading or ""), "; ".join(task.products)) for task in tasks)


@lru_cache(maxsize=4096)
def strip_label(heading: str) -> str:
    """A heading without its number; kept for a while, since many items stand under one heading.

    Example:
        >>> strip_label("II. Cải cách thể chế")
        'Cải cách thể chế'
    """
    return _label_pattern().sub("", heading, count=1)


@cache
def _label_pattern() -> re.Pattern[str]:
    return re.compile(r"^(?:(?:Điều|Mục|Phần|Chương)\s+)?(?:[IVXLC]+|\d+(?:\.\d+)*|[A-Za-zđ])\s*[.):/-]\s*")


def _find_best(scores: Iterable[PairScore]) -> tuple[dict[int, float], dict[int, float]]:
    rows: dict[int, float] = defaultdict(float)
    columns: dict[int, float] = defaultdict(float)
    for pair in scores:
        rows[pair.parent] = max(rows[pair.parent], _round(pair.score))
        columns[pair.child] = max(columns[pair.child], _round(pair.score))
    return rows, columns


def _index_hashes(tasks: Sequence[Task]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for place, task in enumerate(tasks):
        index[hash_text(task.text)].append(place)
    return index


def _round(score: float) -> float:
    """Scores as printed; sums differ in the last bits when tasks come in another order."""
    return min(1.0, round(score, _DIGITS))


def _names(panel: Panel, score: PairScore) -> tuple[str, str]:
    return panel.parents[score.parent].ref, panel.children[score.child].ref


def _group(drafts: Iterable[LinkDraft], name: Callable[[LinkDraft], str]) -> dict[str, tuple[LinkDraft, ...]]:
    groups: dict[str, list[LinkDraft]] = defaultdict(list)
    for draft in drafts:
        groups[name(draft)].append(draft)
    return {ref: tuple(group) for ref, group in groups.items()}


def _joins_tasks(panel: Panel) -> bool:
    return {task.kind for task in (*panel.parents, *panel.children)} == {TaskKind.TASK}
