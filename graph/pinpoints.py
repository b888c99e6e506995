"""Where a child plan names its parent: the document as a whole, or single items of it by pinpoint.

`điểm b, c khoản 8 Mục III Kế hoạch số 12/KH-UBND` names the items `III.8.b` and `III.8.c` of 12/KH-UBND. A pinpoint
that fits no item, or several (two sections with one number), links nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from cancu.graph.organisations import parse_organisation
from cancu.ontology.orthography import fold
from cancu.ontology.records import Citation, Document, Relation, Task

if TYPE_CHECKING:
    from cancu.ontology.assessments import PlanReading

_OUTERMOST_FIRST = ("phụ lục", "phần", "chương", "điều", "mục", "tiểu mục", "khoản", "điểm", "tiết")


@dataclass(frozen=True)
class CitedItems:
    """What the citations inside one of the child's tasks name: refs of the parent, and pinpoints that it lacks."""

    child: str
    found: tuple[str, ...]
    missing: tuple[str, ...]


def cites_plan(child: PlanReading, parent: PlanReading) -> bool:
    """Whether the child cites the parent anywhere, by number and, where printed, year and issuer."""
    return any(True for _ in _iter_citations(child, parent.extraction.document))


def find_cited_items(child: PlanReading, parent: PlanReading) -> tuple[CitedItems, ...]:
    """The items of `parent` that single tasks of `child` name by pinpoint, in the order of the child's tasks."""
    citations = [mention for mention in _iter_citations(child, parent.extraction.document) if mention.pinpoint]
    refs = _index_refs(parent.extraction.tasks)
    found = []
    for task in child.extraction.tasks:
        named = [mention for mention in citations if task.start <= mention.start < task.end]
        if named:
            found.append(_resolve(task.ref, named, refs))
    return tuple(found)


def parse_pinpoint(pinpoint: str) -> tuple[tuple[str, ...], ...]:
    """The label paths that a pinpoint names, outermost label first.

    Example:
        >>> parse_pinpoint("điểm b, c khoản 8 Mục III")
        (('III', '8', 'b'), ('III', '8', 'c'))
    """
    levels: dict[str, list[str]] = {}
    for match in _level_pattern().finditer(pinpoint):
        word = match["level"].lower()
        labels = [label for label in re.split(r"\s*(?:,|;|và)\s*", match["labels"]) if label]
        if word == "điều":
            labels = [f"Đ{label}" for label in labels]
        if word == "mục" and word in levels:
            word = "tiểu mục"
        levels[word] = labels
    if not levels:
        return ()
    parts = [levels[word] for word in _OUTERMOST_FIRST if word in levels]
    return tuple(tuple(label for labels in path for label in _split_label(labels)) for path in product(*parts))


def _iter_citations(child: PlanReading, parent: Document) -> Iterable[Citation]:
    key = _number_key(parent.number)
    for citation in child.extraction.citations:
        own = citation.relation in {Relation.SELF, Relation.PROMULGATED_BY}
        if key and not own and _number_key(citation.number) == key and _agrees(citation, parent):
            yield citation


def _agrees(citation: Citation, parent: Document) -> bool:
    """Whether year and issuer of a mention fit; the day may be misprinted, the chair and the committee are one."""
    if citation.date and parent.date and citation.date.year != parent.date.year:
        return False
    if citation.issuer and parent.issuer:
        one, two = parse_organisation(citation.issuer), parse_organisation(parent.issuer)
        return one.body == two.body and (one.unit_name == two.unit_name or "" in {one.unit_name, two.unit_name})
    return True


def _number_key(number: str | None) -> str:
    return re.sub(r"^0+(?=\d)", "", re.sub(r"\s+", "", fold(number or "")))


def _index_refs(tasks: Iterable[Task]) -> dict[tuple[str, ...], list[str]]:
    """Refs by their labels without counters, so that two sections with one number meet."""
    index: dict[tuple[str, ...], list[str]] = {}
    for task in tasks:
        labels = tuple(re.sub(r"\(\d+\)$", "", label) for label in task.ref.split("."))
        index.setdefault(labels, []).append(task.ref)
    return index


def _resolve(child: str, citations: Iterable[Citation], refs: dict[tuple[str, ...], list[str]]) -> CitedItems:
    found: list[str] = []
    missing: list[str] = []
    for citation in citations:
        for path in parse_pinpoint(citation.pinpoint or ""):
            hits = [ref for labels, group in refs.items() if labels[-len(path) :] == path for ref in group]
            if len(hits) == 1:
                found += hits
            elif not hits and len(path) > 1 and _has_siblings(path, refs):
                missing.append(".".join(path))
    return CitedItems(child, tuple(dict.fromkeys(found)), tuple(dict.fromkeys(missing)))


def _has_siblings(path: tuple[str, ...], refs: dict[tuple[str, ...], list[str]]) -> bool:
    """Whether the parent has other items beside the one named; only then is its absence certain."""
    return any(labels[:-1][-len(path) + 1 :] == path[:-1] for labels in refs)


def _split_label(label: str) -> list[str]:
    """`II.1` is two labels; a decimal `1.1` under `1` keeps its last number, as in refs."""
    return label.split(".")


@cache
def _level_pattern() -> re.Pattern[str]:
    words = "|".join(sorted(_OUTERMOST_FIRST, key=len, reverse=True))
    label = r"(?:[IVXLC]+|\d+|[a-zđ])(?:\.(?:\d+|[a-zđ]))*(?!\w)"
    return re.compile(
        rf"(?<!\w)(?P<level>(?i:{words}))\s+(?P<labels>{label}(?:\s*(?:,|;|và)\s*{label})*)",
    )
