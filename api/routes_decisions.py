"""People's rulings: recorded by whoever has the token, listed for everybody."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from cancu.api.rulings import list_rulings, record_ruling
from cancu.api.service_access import Writer
from cancu.api.service_answers import RulingAnswer
from cancu.api.service_parameters import LibraryDependency
from cancu.api.workspace import Ruling
from cancu.ontology.assessments import Decision

router = APIRouter(prefix="/api", tags=["decisions"])
RulingKind = Literal[
    "confirm", "partial", "reject", "exempt", "not_applicable", "delegate", "same", "different", "withdraw"
]


class NewRuling(BaseModel):
    """A ruling to record; a task is written `DOCUMENT#REF`, as on the command line.

    Attributes:
        first: task of the plan above, or the first of two documents
        second: task or plan below, or the second document
        by: who rules
        unit: to whom a task is delegated
        force: call two documents the same although their type, number or issuer differ
    """

    model_config = ConfigDict(extra="forbid")

    kind: RulingKind
    first: str = Field(min_length=1, max_length=500, examples=["2215/QĐ-UBND#III.1.a"])
    second: str | None = Field(default=None, max_length=500, examples=["2764/KH-SNV#II.1"])
    by: str = Field(min_length=1, max_length=200, pattern=r"\S", examples=["Nguyễn Văn Mẫu"])
    date: datetime.date | None = None
    reason: str = Field(default="", max_length=2000)
    organisation: str = Field(default="", max_length=300)
    unit: str = Field(default="", max_length=300)
    force: bool = False


@router.get("/decisions")
def show_rulings(
    library: LibraryDependency, document: Annotated[str | None, Query(max_length=500)] = None
) -> RulingAnswer:
    """All rulings in the order they were recorded; those that were withdrawn or replaced are not in force."""
    with library.lend_workspace() as workspace:
        return RulingAnswer.model_validate(list_rulings(workspace, document or None))


@router.post("/decisions", status_code=201)
def add_ruling(given: NewRuling, _writer: Writer, library: LibraryDependency) -> Decision:
    """Record a ruling; it is kept with its texts, so that it survives a new reading of the documents."""
    ruling = Ruling(
        given.kind,
        given.first,
        given.second,
        given.by.strip(),
        given.date or datetime.date.today(),
        given.reason,
        given.organisation,
        given.unit,
    )
    with library.lend_workspace(read_only=False) as workspace:
        return Decision.model_validate(record_ruling(workspace, ruling, force=given.force))
