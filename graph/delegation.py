"""Deep coverage: whether those to whom a task was handed cover it in their own plans.

A task is handed on by a person's ruling, or by the text of the child plan, which puts lower units alone in the lead.
Shallow and deep coverage are shown apart; deep is the worst of what the plans at hand say.
"""

from __future__ import annotations

from collections.abc import Iterable

from cancu.graph.organisations import Membership, address_organisation
from cancu.graph.pair_study import Judgement, PairStudy
from cancu.graph.verdicts import STRONG, DeepVerdict, Verdict, decide_status, find_worst, follow_delegation
from cancu.ontology.assessments import Obligation, Status, hash_text


def find_deep(study: PairStudy, judgement: Judgement) -> DeepVerdict:
    """The deep coverage of one task; its shallow status where it was not handed on.

    Units whose plan is not at hand leave the end open (`review`), except where a group was named and plans of some of
    its members are there: then the worst of these counts, and nothing is said of the others.
    """
    if judgement.verdict.rule == "handed_down":
        return find_worst(_iter_handed(study, judgement))
    return _follow_rulings(study, judgement)


def _iter_handed(study: PairStudy, judgement: Judgement) -> Iterable[DeepVerdict]:
    """What the plans of the lower units make of the child's tasks that hand the item down."""
    own = study.setting.organisation
    takers = [link.child for link in judgement.links if link.state in STRONG]
    for phrase in judgement.handed:
        units = [unit for unit in sorted(study.context.unit_plans) if _belongs(unit, phrase, study)]
        for unit in units:
            links = study.link_unit(unit, with_child=True)
            if links is not None:
                # Whoever a task is handed to is bound by it, whatever the agency fields of other plans say.
                verdicts = [decide_status(Obligation.LEAD_NAMED, links.find(ref)) for ref in takers]
                yield _end_at(min(verdicts, key=_rank), (own, unit))
        if not units:
            yield DeepVerdict(Status.REVIEW, (own, phrase), phrase)


def _belongs(unit: str, phrase: str, study: PairStudy) -> bool:
    address = address_organisation(
        phrase, unit, issuer=study.child.extraction.document.issuer or "", on=study.setting.on
    )
    return address.membership in {Membership.NAMED, Membership.GROUP}


def _rank(verdict: Verdict) -> int:
    return (Status.COVERED, Status.PARTIAL, Status.REVIEW, Status.GAP).index(verdict.status)


def _end_at(verdict: Verdict, chain: tuple[str, ...]) -> DeepVerdict:
    return DeepVerdict(verdict.status, chain, "" if verdict.status is Status.COVERED else chain[-1])


def _follow_rulings(study: PairStudy, judgement: Judgement) -> DeepVerdict:
    """Follow the delegation that people ruled through the plans of the units."""
    key, ref = hash_text(judgement.task.text), judgement.task.ref

    def list_units(organisation: str) -> list[str]:
        return [decision.unit for decision in study.rulings.find_task(key, organisation) if decision.unit]

    def find_status(unit: str) -> Verdict | None:
        links = study.link_unit(unit)
        if links is None:
            return None
        return decide_status(
            Obligation.LEAD_NAMED,
            links.find(ref),
            study.rulings.find_task(key, unit),
            contested=ref in links.contested,
        )

    return follow_delegation(study.setting.organisation, judgement.verdict, list_units, find_status)
