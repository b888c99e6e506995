"""The parameters that many addresses share, with their bounds and examples."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import Depends, Query, Request

from cancu.api.service_library import Library
from cancu.api.service_settings import Limits
from cancu.ontology.records import Level

_LIMITS = Limits()


async def get_library(request: Request) -> Library:
    """The store of the service that got a request; asynchronous, since it is too short for a thread of its own."""
    library: Library = request.app.state.library
    return library


LibraryDependency = Annotated[Library, Depends(get_library)]
_NAME = Query(
    min_length=1,
    max_length=500,
    description="Số ký hiệu, tên hoặc IRI (number, name or IRI)",
    examples=["2215/QĐ-UBND"],
)
DocumentName = Annotated[str, _NAME]
ChildName = Annotated[str, _NAME]
ParentName = Annotated[
    str | None,
    Query(
        max_length=500,
        description="Kế hoạch cấp trên; để trống thì lấy kế hoạch mà cấp dưới dẫn (the plan above)",
        examples=["2215/QĐ-UBND"],
    ),
]
OrganisationName = Annotated[
    str | None, Query(max_length=300, description="Cơ quan (an organisation)", examples=["Sở Nội vụ"])
]
OrganisationAsked = Annotated[
    str,
    Query(
        min_length=1, max_length=300, description="Cơ quan (an organisation)", examples=["Sở Nội vụ tỉnh Hoài Giang"]
    ),
]
Depth = Annotated[int, Query(ge=1, le=_LIMITS.depth, description="Số bậc tối đa (steps at most)")]
PageLimit = Annotated[int, Query(ge=1, le=_LIMITS.page, description="Số dòng một trang (rows of a page)")]
Cursor = Annotated[str | None, Query(max_length=2000, description="Con trỏ của trang sau (where the next page starts)")]
Day = Annotated[
    datetime.date | None,
    Query(description="Xét tại ngày (as of a day)", examples=["2022-12-31"]),
]
LevelName = Annotated[Level | None, Query(description="Cấp (level of government)")]
