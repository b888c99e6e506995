"""Search over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from cancu.api.service_answers import SearchAnswer
from cancu.api.service_parameters import LibraryDependency

router = APIRouter(prefix="/api", tags=["search"])


@router.get("/search")
def search(
    q: Annotated[str, Query(min_length=1, max_length=1000, examples=["76 NQ CP", "thu tuc hanh chinh"])],
    library: LibraryDependency,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> SearchAnswer:
    """Documents and tasks by words or number, with or without marks; exact ones first."""
    with library.lend_workspace() as workspace:
        return SearchAnswer.model_validate(workspace.search(q, limit))
