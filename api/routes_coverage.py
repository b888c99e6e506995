"""Pairs of plans: how their tasks are linked, what the lower one covers, why; and all plans at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from cancu.api.overview import choose_pairs, judge_pairs
from cancu.api.service_answers import GapPage, LinkAnswer
from cancu.api.service_cursors import PagingDependency
from cancu.api.service_parameters import (
    ChildName,
    Day,
    DocumentName,
    LevelName,
    LibraryDependency,
    OrganisationName,
    ParentName,
)
from cancu.graph.explanation import Explanation
from cancu.ontology.assessments import CoverageReport

router = APIRouter(prefix="/api", tags=["coverage"])


@router.get("/alignment")
def align_plans(child: ChildName, parent: DocumentName, library: LibraryDependency) -> LinkAnswer:
    """Pairs of tasks of two plans, best first, every one above the low threshold."""
    with library.lend_desk() as desk:
        return LinkAnswer.model_validate(desk.align(parent, child))


@router.get("/coverage")
def report_coverage(
    child: ChildName,
    library: LibraryDependency,
    parent: ParentName = None,
    organisation: OrganisationName = None,
    as_of: Day = None,
) -> CoverageReport:
    """How a plan covers the tasks of the plan above that bind its organisation, with exact quotes of both."""
    with library.lend_desk() as desk:
        return desk.report_coverage(child, parent or None, organisation or None, as_of=as_of)


@router.get("/explanation")
def explain_task(
    child: ChildName,
    ref: Annotated[str, Query(min_length=1, max_length=60, examples=["III.1.a"])],
    library: LibraryDependency,
    parent: ParentName = None,
    organisation: OrganisationName = None,
) -> Explanation:
    """One task of the plan above: duty, candidates with their scores, checks, both quotes, the rule that decided."""
    with library.lend_desk() as desk:
        return Explanation.model_validate(desk.explain(child, ref, parent or None, organisation or None))


@router.get("/gaps")
def build_matrix(
    paging: PagingDependency,
    library: LibraryDependency,
    level: LevelName = None,
    within: Annotated[str | None, Query(max_length=200, examples=["tỉnh Hoài Giang"])] = None,
    topic: Annotated[str | None, Query(max_length=200, examples=["thủ tục hành chính"])] = None,
) -> GapPage:
    """Child plans of the store against the binding tasks of the plans that they carry out, a page of them at a time.

    Rows stand worst first and are added up within the page; pages follow each other by the plans below.
    """
    with library.lend_workspace() as workspace:
        pairs = choose_pairs(workspace, level=level, within=within or None)
        page, following = paging.cut(pairs, lambda pair: pair)
        found = judge_pairs(workspace, page, topic=topic or None)
    return GapPage.model_validate({**found, "total": len(pairs), "next": following})
