"""Why one parent's task got its verdict: duty, candidates with the parts of their scores, checks, quotes, rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cancu.graph.coverage import refer_plan
from cancu.graph.delegation import find_deep
from cancu.graph.pair_study import Judgement, PairStudy
from cancu.graph.verdicts import RULES
from cancu.ontology.assessments import (
    Check,
    Decision,
    LinkState,
    Obligation,
    PlanReference,
    Score,
    Status,
    TaskLink,
    hash_text,
)
from cancu.ontology.errors import UnknownNodeError
from cancu.ontology.records import EvidenceSpan, Record, TaskKind

if TYPE_CHECKING:
    from cancu.graph.alignment import Alignment


class Candidate(Record):
    """A child's task with everything that its score is made of.

    Attributes:
        score: `undamped × relative`, at most 1
        undamped: weighted sum of cosine, clause, product and section
        relative: how good the pair is beside the best of its row and column
        product: None where one side has no product text
    """

    ref: str
    text: str
    score: Score
    undamped: Score
    relative: Score
    cosine: Score
    clause: Score
    product: Score | None
    section: Score
    state: LinkState
    suspect: bool
    shared: tuple[str, ...]
    quote: EvidenceSpan


class Thresholds(Record):
    """The thresholds in force, with their source."""

    high: float
    low: float
    source: str
    verified: bool


class Explanation(Record):
    """The answer of `explain`."""

    child: PlanReference
    parent: PlanReference
    organisation: str
    ref: str
    kind: TaskKind
    text: str
    obligation: Obligation
    phrase: str
    duty: str
    duty_english: str
    status: Status
    deep: Status
    chain: tuple[str, ...]
    breaks_at: str
    rule: str
    explanation: str
    explanation_english: str
    thresholds: Thresholds
    candidates: tuple[Candidate, ...]
    checks: tuple[Check, ...]
    rulings: tuple[Decision, ...] = ()
    quote: EvidenceSpan


def explain_task(study: PairStudy, ref: str) -> Explanation:
    """Explain the verdict on the parent's task `ref`.

    Args:
        study: the pair, as `study_pair` read it
        ref: label path of the parent's item, such as `II.2.a`

    Raises:
        UnknownNodeError: the parent has no such item; the hint names some that it has.
    """
    judgement = _find_judgement(study, ref)
    task, duty, verdict = judgement.task, judgement.duty, judgement.verdict
    deep = find_deep(study, judgement)
    vietnamese, english = RULES[verdict.rule]
    return Explanation(
        child=refer_plan(study.child),
        parent=refer_plan(study.parent),
        organisation=study.setting.organisation,
        ref=task.ref,
        kind=task.kind,
        text=task.text,
        obligation=duty.obligation,
        phrase=duty.phrase,
        duty=duty.reason,
        duty_english=duty.english,
        status=verdict.status,
        deep=deep.status,
        chain=deep.chain if verdict.status is Status.DELEGATED else (),
        breaks_at=deep.breaks_at if verdict.status is Status.DELEGATED else "",
        rule=verdict.rule,
        explanation=vietnamese,
        explanation_english=english,
        thresholds=Thresholds(**study.rules.model_dump(include=set(Thresholds.model_fields))),
        candidates=_list_candidates(study, judgement),
        checks=judgement.checks,
        rulings=_list_rulings(study, judgement),
        quote=study.parent.quote(task),
    )


def _list_rulings(study: PairStudy, judgement: Judgement) -> tuple[Decision, ...]:
    """The rulings of people on this task: those on it for the organisation, and those on its pairs."""
    text = hash_text(judgement.task.text)
    pairs = (study.rulings.find_link(text, hash_text(task.text)) for task in study.child.extraction.tasks)
    found = (*study.rulings.find_task(text, study.setting.organisation), *(one for one in pairs if one))
    return tuple(dict.fromkeys(found))


def _find_judgement(study: PairStudy, ref: str) -> Judgement:
    for judgement in study.judgements:
        if judgement.task.ref == ref:
            return judgement
    known = [judgement.task.ref for judgement in study.judgements]
    raise UnknownNodeError(
        f"Văn bản cấp trên không có mục {ref}",
        f"the parent has no item {ref}",
        hint=f"các mục: {', '.join(known[:12])}{' …' if len(known) > 12 else ''}",
        where=study.parent.key,
    )


def _list_candidates(study: PairStudy, judgement: Judgement) -> tuple[Candidate, ...]:
    """Its links, and the nearest tasks up to the number that a gap shows."""
    links = {link.child: link for link in judgement.links}
    for link in study.alignment.find_nearest(judgement.task.ref):
        if len(links) < study.rules.nearest:
            links.setdefault(link.child, link)
    made = (_make_candidate(study, study.alignment, link) for link in links.values())
    return tuple(candidate for candidate in made if candidate)


def _make_candidate(study: PairStudy, alignment: Alignment, link: TaskLink) -> Candidate | None:
    pair = alignment.find_pair(link.parent, link.child)
    task = next(task for task in study.child.extraction.tasks if task.ref == link.child)
    if pair is None:
        return None
    return Candidate(
        ref=link.child,
        text=task.text,
        score=link.score,
        undamped=round(pair.undamped, 6),
        relative=min(1.0, round(pair.relative, 6)),
        cosine=link.cosine,
        clause=round(pair.clause, 6),
        product=None if pair.product is None else round(pair.product, 6),
        section=round(pair.section, 6),
        state=link.state,
        suspect=link.suspect,
        shared=link.shared,
        quote=study.child.quote(task),
    )
