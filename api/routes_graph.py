"""What follows from the documents: legal bases, cascades, tasks with where they come from, bodies and units."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Query

from cancu.api.overview import list_binding_tasks, list_organisations, list_plan_tasks
from cancu.api.service_answers import BasisAnswer, OrganisationPage, TaskAnswer, UnitPage
from cancu.api.service_cursors import PagingDependency
from cancu.api.service_parameters import (
    Day,
    Depth,
    DocumentName,
    LevelName,
    LibraryDependency,
    OrganisationAsked,
)
from cancu.graph.cascade import Cascade
from cancu.ontology.unit_lists import AdministrativeUnit

router = APIRouter(prefix="/api", tags=["graph"])
Optional = Annotated[str | None, Query(max_length=500, examples=["2215/QĐ-UBND"])]


@router.get("/basis")
def find_basis(
    document: DocumentName, library: LibraryDependency, down: bool = False, depth: Depth = 1, as_of: Day = None
) -> BasisAnswer:
    """What a document rests on; with `down` what rests on it. Documents that are only cited are shown as such."""
    with library.lend_workspace() as workspace:
        found = workspace.find_basis(document, down=down, depth=depth, as_of=as_of)
    return BasisAnswer.model_validate(found)


@router.get("/cascade")
def find_cascade(document: DocumentName, library: LibraryDependency, up: bool = False, depth: Depth = 6) -> Cascade:
    """The plans below a document; with `up` those above it; through absent ones too."""
    with library.lend_workspace() as workspace:
        return Cascade.model_validate(workspace.find_cascade(document, up=up, depth=depth))


@router.get("/tasks")
def list_tasks(document: DocumentName, library: LibraryDependency, inherited: bool = False) -> TaskAnswer:
    """Tasks, duties and targets of one plan; with `inherited` those taken over from plans above."""
    with library.lend_workspace() as workspace:
        return TaskAnswer.model_validate(list_plan_tasks(workspace, document, inherited=inherited))


@router.get("/obligations")
def list_obligations(
    organisation: OrganisationAsked,
    library: LibraryDependency,
    document: Optional = None,
    inherited: bool = False,
    as_of: Day = None,
) -> TaskAnswer:
    """All that binds an organisation on a day (today), with the plans above from which each task comes."""
    with library.lend_workspace() as workspace:
        found = list_binding_tasks(workspace, organisation, document or None, inherited=inherited, as_of=as_of)
    return TaskAnswer.model_validate(found)


@router.get("/agencies")
def list_agencies(paging: PagingDependency, library: LibraryDependency) -> OrganisationPage:
    """Organisations that documents of the store name as issuer or as lead of a task, by name."""
    with library.lend_workspace() as workspace:
        rows = library.recall("organisations", lambda: list_organisations(workspace))
    page, following = paging.cut(rows, lambda row: (row["name"],))
    return OrganisationPage.model_validate({"organisations": page, "next": following})


@router.get("/units")
def list_units(
    paging: PagingDependency,
    level: LevelName = None,
    on: Day = None,
    within: Annotated[str | None, Query(max_length=10, description="Mã tỉnh (code of a province)")] = None,
) -> UnitPage:
    """Administrative units of a day (today), by code; with what took their place."""
    from cancu.ontology.units import load_units

    day = on or datetime.date.today()
    found = (unit for unit in load_units().iter_units(level, on=day) if within in (None, unit.province_code))
    page, following = paging.cut(sorted(found, key=_order), _order)
    return UnitPage.model_validate({"units": [_describe(unit) for unit in page], "next": following})


def _order(unit: AdministrativeUnit) -> tuple[str, str]:
    return (unit.level, unit.key)


def _describe(unit: AdministrativeUnit) -> dict[str, object]:
    from cancu.ontology.units import load_units

    return {
        "key": unit.key,
        "code": unit.code,
        "name": unit.full_name,
        "level": unit.level,
        "province": unit.province_code,
        "parent": unit.parent_code,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "successors": [one.key for one in load_units().successors(unit)],
    }
