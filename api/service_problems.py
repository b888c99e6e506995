"""Errors as the service tells them: problem details for programs, a page for people (RFC 9457).

The type of a problem is the stable code of the error. Nothing of the program's inside is told: an unforeseen error
answers 500 with the id of the request, under which the log has the rest.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field

from cancu.ontology.errors import (
    AmbiguousNameError,
    CancuError,
    CascadeCycleError,
    IdentifierError,
    QueryError,
    SourceError,
    StoreError,
    StoreUnavailableError,
    UnknownNodeError,
    VocabularyError,
)

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "2"
"""Seconds after which a store that cannot be had now may be asked again."""
_BY_CODE = {
    "E_QUERY_TIMEOUT": 408,
    "E_TOO_LARGE": 413,
    "E_BOMB": 413,
    "E_TYPE_MISMATCH": 415,
    "E_MISSING_EXTRA": 501,
    "E_STORE_AUTH": 503,
    "E_STORE_EMPTY": 503,
    "E_STORE_SERVER": 501,
    "E_MISSING_TOOL": 501,
    "E_NOT_FOUND": 404,
    "E_USAGE": 422,
    "E_DIFFERENT": 409,
}
_BY_CLASS: tuple[tuple[type[CancuError], int], ...] = (
    (UnknownNodeError, 404),
    (AmbiguousNameError, 409),
    (CascadeCycleError, 409),
    (QueryError, 400),
    (IdentifierError, 422),
    (SourceError, 422),
    (VocabularyError, 500),
    (StoreUnavailableError, 503),
    (StoreError, 500),
    (CancuError, 422),
)


class Problem(BaseModel):
    """What went wrong with a request.

    Attributes:
        type: `urn:cancu:problem:` and the code of the error, which is stable
        title: what happened, Vietnamese
        status: the HTTP status
        detail: the same in English
        instance: the id of the request, as the log has it
        hint: the next step
        where: what it is about: a field, a file, a document
        candidates: what an ambiguous name may mean
    """

    type: str = Field(examples=["urn:cancu:problem:E_UNKNOWN"])
    title: str = Field(examples=["Không có văn bản 12/KH-UBND"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["no document 12/KH-UBND"])
    instance: str = ""
    hint: str = ""
    where: str = ""
    candidates: list[str] = []


class ProblemError(CancuError):
    """A request that the service itself refuses."""

    def __init__(self, status: int, message: str, english: str, *, code: str, headers: dict[str, str] | None = None,
                 **place: Any) -> None:  # fmt: skip
        super().__init__(message, english, code=code, **place)
        self.status = status
        self.headers = headers or {}


def find_status(error: CancuError) -> int:
    """The HTTP status of an error.

    Example:
        >>> find_status(UnknownNodeError("Không có văn bản"))
        404
    """
    if isinstance(error, ProblemError):
        return error.status
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    return next(status for kind, status in _BY_CLASS if isinstance(error, kind))


def list_headers(error: CancuError) -> dict[str, str]:
    """The headers that belong to an error; who meets a store that is being written is told when to come again."""
    headers = dict(error.headers) if isinstance(error, ProblemError) else {}
    if find_status(error) == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.setdefault("retry-after", RETRY_AFTER)
    return headers


def describe_problem(error: CancuError, instance: str = "") -> Problem:
    """An error as a problem; of damage and of defects only that they are there."""
    status = find_status(error)
    inner = status == HTTPStatus.INTERNAL_SERVER_ERROR
    return Problem(
        type=f"urn:cancu:problem:{error.code}",
        title=error.message,
        status=status,
        detail=error.english,
        instance=instance,
        hint="" if getattr(error, "candidates", ()) else error.hint,
        where="" if inner or isinstance(error, StoreError) else error.where,
        candidates=list(getattr(error, "candidates", ())),
    )


def describe_unforeseen(instance: str) -> Problem:
    """A defect of the service, of which an answer says nothing more."""
    return Problem(
        type="urn:cancu:problem:E_INTERNAL",
        title="Lỗi của dịch vụ",
        status=500,
        detail="a defect of the service",
        instance=instance,
        hint=f"báo cho người quản trị kèm mã {instance} (report it with this id)",
    )
