"""What changed between two plans: carried over, changed, dropped, new, with the words that changed.

Tasks are paired by their links, surest first: equal texts, then cited and confirmed links, then automatic ones by
score. Where one task became several, or several one, each further one is paired with its best partner and says that it
shares it. A possible pair that waits for a person is shown beside what was dropped or is new and pairs nothing.
A plan for the next year that only moves its own year on carries the task over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from cancu.graph.alignment import Alignment, align_plans, strip_label
from cancu.graph.coverage import refer_plan
from cancu.graph.verdicts import STRONG
from cancu.ontology.assessments import Decision, LinkState, PlanReading, PlanReference, TaskLink
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Deadline, Document, EvidenceSpan, Record, Task, TaskKind

MOST_POSSIBLE = 2
"""Possible partners shown beside a task that has no sure one."""
LEAST_ALIKE = 0.3
"""Share of words in common below which a text counts as written anew; scattered words in common would only confuse."""

_NAMES = ("lead", "coordinate")


class Change(StrEnum):
    """What became of a task: `changed` differs in words, agencies, products or time."""

    CARRIED = "carried"
    CHANGED = "changed"
    DROPPED = "dropped"
    ADDED = "new"


class Edit(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class WordRun(Record):
    """Words in a row with one fate, single blanks between them."""

    edit: Edit
    text: str


class FieldChange(Record):
    """One field of a pair that differs: `text`, `heading`, `lead`, `coordinate`, `products` or `deadline`.

    The runs without the added ones are the old words, without the removed ones the new words.
    """

    field: str
    runs: tuple[WordRun, ...]


class ComparedTask(Record):
    """A task of one of the two plans, as it is compared."""

    ref: str
    kind: TaskKind
    heading: str | None = None
    text: str
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    deadline: Deadline | None = None
    quote: EvidenceSpan


class PossiblePair(Record):
    """A task of the other plan that may be the same one; a person decides."""

    ref: str
    text: str
    score: float


class Difference(Record):
    """A task with what became of it.

    Attributes:
        old: in the first plan; None where it is new
        new: in the second plan; None where it was dropped
        state: what the pair rests on
        shared: the partner is also paired with another task, because one was split or several were merged
        year_moved: it was carried over, and only the year of the plan moved on in its words
        changes: what differs, the words of the task first
        possible: for what was dropped or is new, tasks of the other plan that may be the same
    """

    change: Change
    old: ComparedTask | None = None
    new: ComparedTask | None = None
    state: LinkState | None = None
    score: float | None = None
    shared: bool = False
    year_moved: bool = False
    changes: tuple[FieldChange, ...] = ()
    possible: tuple[PossiblePair, ...] = ()

    @property
    def kind(self) -> TaskKind:
        """The kind of the item, in the new plan where it stands there."""
        task = self.new or self.old
        return task.kind if task else TaskKind.TASK


class DifferenceCounts(Record):
    """Rows by change, and items of both plans; a shared pair counts as one more row.

    Attributes:
        possible: rows dropped or new that may have a partner
    """

    old: int = 0
    new: int = 0
    carried: int = 0
    changed: int = 0
    dropped: int = 0
    added: int = 0
    shared: int = 0
    possible: int = 0


class PlanDifference(Record):
    """The comparison of two plans: counts over all items, then by kind, then every row in the order of the new plan."""

    old: PlanReference
    new: PlanReference
    counts: DifferenceCounts
    kinds: dict[TaskKind, DifferenceCounts]
    rows: tuple[Difference, ...]


def compare_plans(old: PlanReading, new: PlanReading, *, decisions: Iterable[Decision] = ()) -> PlanDifference:
    """Set two plans side by side, task by task.

    Args:
        old: the earlier plan, or the one to compare with
        new: the later one
        decisions: rulings of people on links between the two
    """
    alignment = align_plans(new, old, decisions=decisions)
    years = _read_years(old.extraction.document, new.extraction.document)
    rows = tuple(_iter_rows(alignment, years))
    kinds = {kind: _count([row for row in rows if row.kind is kind]) for kind in TaskKind}
    return PlanDifference(
        old=refer_plan(old),
        new=refer_plan(new),
        counts=_count(rows),
        kinds={kind: counts for kind, counts in kinds.items() if counts.old or counts.new},
        rows=rows,
    )


def diff_words(old: str, new: str) -> tuple[WordRun, ...]:
    """The words that two texts share, and those of one alone, in order; texts with little in common are told whole.

    Example:
        >>> [(run.edit.value, run.text) for run in diff_words("trước ngày 31/3", "trước ngày 30/4/2022")]
        [('same', 'trước ngày'), ('removed', '31/3'), ('added', '30/4/2022')]
    """
    return _diff(old.split(), new.split(), " ")


def diff_names(old: Sequence[str], new: Sequence[str]) -> tuple[WordRun, ...]:
    """The same for lists of names, each of which stays whole.

    Example:
        >>> [(run.edit.value, run.text) for run in diff_names(["Sở A", "UBND cấp huyện"], ["Sở A", "UBND cấp xã"])]
        [('same', 'Sở A'), ('removed', 'UBND cấp huyện'), ('added', 'UBND cấp xã')]
    """
    return _diff(old, new, "; ")


def _diff(before: Sequence[str], after: Sequence[str], between: str) -> tuple[WordRun, ...]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    alike = matcher.ratio() >= LEAST_ALIKE
    runs: list[WordRun] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes() if alike else [("replace", 0, len(before), 0, len(after))]:
        if tag == "equal":
            runs.append(WordRun(edit=Edit.SAME, text=between.join(before[i1:i2])))
            continue
        sides = ((Edit.REMOVED, before[i1:i2]), (Edit.ADDED, after[j1:j2]))
        runs += [WordRun(edit=edit, text=between.join(words)) for edit, words in sides if words]
    return tuple(runs)


def _iter_rows(alignment: Alignment, years: tuple[int, int] | None) -> Iterator[Difference]:
    """Every item of the new plan in its order, then what was dropped in the order of the old plan."""
    old, new = _order(alignment.parent), _order(alignment.child)
    pairs = _pair(alignment, old)
    olds = {task.ref: task for task in old}
    for task in new:
        partners = [pair for pair in pairs if pair.link.child == task.ref]
        for pair in partners:
            yield _describe_pair(alignment, olds[pair.link.parent], task, pair, years)
        if not partners:
            yield _describe_added(alignment, task)
    paired = {pair.link.parent for pair in pairs}
    for task in old:
        if task.ref not in paired:
            yield _describe_dropped(alignment, task)


def _order(plan: PlanReading) -> list[Task]:
    return sorted(plan.extraction.tasks, key=lambda task: (task.start, task.ref))


class _Pair(Record):
    """A link that was chosen; `shared` where one of its sides is paired already."""

    link: TaskLink
    shared: bool = False


def _pair(alignment: Alignment, old: Sequence[Task]) -> list[_Pair]:
    """One to one as far as the links go, then every left-over task with its best partner."""
    places = {task.ref: place for place, task in enumerate(old)}
    links = [link for link in alignment.links if link.state in STRONG]
    links.sort(key=lambda link: (link.parent_hash != link.child_hash, *_weigh(link), places[link.parent]))
    pairs: list[_Pair] = []
    olds: set[str] = set()
    news: set[str] = set()
    for link in links:
        if link.parent not in olds and link.child not in news:
            pairs.append(_Pair(link=link))
            olds.add(link.parent)
            news.add(link.child)
    for link in links:
        if link.parent not in olds or link.child not in news:
            pairs.append(_Pair(link=link, shared=True))
            olds.add(link.parent)
            news.add(link.child)
    return pairs


def _weigh(link: TaskLink) -> tuple[bool, float, str]:
    return link.state is LinkState.AUTO, -link.score, link.child


def _describe_pair(
    alignment: Alignment, old: Task, new: Task, pair: _Pair, years: tuple[int, int] | None
) -> Difference:
    changes = tuple(_find_changes(old, new))
    moved = bool(changes) and bool(years) and all(_only_moves(change, years) for change in changes)
    same = not changes or moved
    return Difference(
        change=Change.CARRIED if same and not pair.shared else Change.CHANGED,
        old=_compare(alignment.parent, old),
        new=_compare(alignment.child, new),
        state=pair.link.state,
        score=pair.link.score,
        shared=pair.shared,
        year_moved=moved,
        changes=changes,
    )


def _describe_added(alignment: Alignment, task: Task) -> Difference:
    olds = {one.ref: one for one in alignment.parent.extraction.tasks}
    links = [link for link in alignment.find_links(child=task.ref) if link.state is LinkState.CANDIDATE]
    possible = tuple(
        PossiblePair(ref=link.parent, text=olds[link.parent].text, score=link.score) for link in links[:MOST_POSSIBLE]
    )
    return Difference(change=Change.ADDED, new=_compare(alignment.child, task), possible=possible)


def _describe_dropped(alignment: Alignment, task: Task) -> Difference:
    links = [link for link in alignment.find_links(parent=task.ref) if link.state is LinkState.CANDIDATE]
    possible = tuple(
        PossiblePair(ref=link.child, text=alignment.child_tasks[link.child].text, score=link.score)
        for link in links[:MOST_POSSIBLE]
    )
    return Difference(change=Change.DROPPED, old=_compare(alignment.parent, task), possible=possible)


def _compare(plan: PlanReading, task: Task) -> ComparedTask:
    fields = ("ref", "kind", "heading", "text", "lead", "coordinate", "products", "deadline")
    return ComparedTask(**{name: getattr(task, name) for name in fields}, quote=plan.quote(task))


def _find_changes(old: Task, new: Task) -> Iterator[FieldChange]:
    """The fields that differ in more than case, blanks and the place of tone marks."""
    for name in ("text", "heading", "lead", "coordinate", "products", "deadline"):
        before, after = _read_field(old, name), _read_field(new, name)
        if match_key(before) != match_key(after):
            names = getattr(old, name), getattr(new, name)
            runs = diff_names(*names) if name in _NAMES else diff_words(before, after)
            yield FieldChange(field=name, runs=runs)


def _read_field(task: Task, name: str) -> str:
    match name:
        case "heading":
            return strip_label(task.heading or "")
        case "deadline":
            return task.deadline.text if task.deadline else ""
        case "text":
            return task.text
        case _:
            return "; ".join(getattr(task, name))


def _read_years(old: Document, new: Document) -> tuple[int, int] | None:
    """The years that two plans speak of, where they differ."""
    first, second = (one.period[0].year if one.period and one.period[0] else None for one in (old, new))
    return (first, second) if first and second and first != second else None


def _only_moves(change: FieldChange, years: tuple[int, int] | None) -> bool:
    """Whether a field differs only by the years of the plans."""
    if years is None:
        return False
    before = " ".join(run.text for run in change.runs if run.edit is not Edit.ADDED)
    after = " ".join(run.text for run in change.runs if run.edit is not Edit.REMOVED)
    by = years[1] - years[0]
    moved = re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", lambda year: str(int(year[0]) + by), before)
    return match_key(moved) == match_key(after)


def _count(rows: Sequence[Difference]) -> DifferenceCounts:
    changes = Counter(row.change for row in rows)
    return DifferenceCounts(
        old=len({row.old.ref for row in rows if row.old}),
        new=len({row.new.ref for row in rows if row.new}),
        carried=changes[Change.CARRIED],
        changed=changes[Change.CHANGED],
        dropped=changes[Change.DROPPED],
        added=changes[Change.ADDED],
        shared=sum(row.shared for row in rows),
        possible=sum(bool(row.possible) for row in rows),
    )
