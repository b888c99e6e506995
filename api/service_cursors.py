"""Pages of long lists: a cursor names the last row that was sent, so that rows which come meanwhile shift nothing.

A cursor belongs to the question that it was given for; it is opaque, and one that was changed or belongs to another
question is refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request, Response

from cancu.api.service_parameters import Cursor, PageLimit
from cancu.api.service_problems import ProblemError

Row = TypeVar("Row")
Key = tuple[str, ...]


class Paging:
    """The page that a request asks for.

    Args:
        request: tells what the question is
        response: gets the header `Link` (RFC 8288)
        cursor: where to go on
        limit: rows of a page
    """

    def __init__(self, request: Request, response: Response, cursor: Cursor = None, limit: PageLimit = 100) -> None:
        self._request = request
        self._response = response
        self._cursor = cursor
        self._limit = limit

    def cut(self, rows: Sequence[Row], key: Callable[[Row], Key]) -> tuple[list[Row], str | None]:
        """Cut the page out of all rows, and link the next one.

        Args:
            rows: ordered by `key`
            key: what orders the rows and names one, never two

        Returns:
            The rows, and the cursor of the next page where there is one.

        Raises:
            ProblemError: the cursor is broken, or of another question.
        """
        question = _name_question(self._request)
        start = bisect_right(rows, _read_cursor(self._cursor, question), key=key) if self._cursor else 0
        page = list(rows[start : start + self._limit])
        if start + self._limit >= len(rows):
            return page, None
        following = _write_cursor(key(page[-1]), question)
        address = self._request.url.include_query_params(cursor=following)
        self._response.headers["link"] = f'<{address.path}?{address.query}>; rel="next"'
        return page, following


PagingDependency = Annotated[Paging, Depends()]


def _name_question(request: Request) -> str:
    """What is asked, without where to go on and how much to send."""
    asked = sorted(pair for pair in request.query_params.multi_items() if pair[0] not in ("cursor", "limit"))
    return hashlib.sha256(json.dumps([request.url.path, asked]).encode()).hexdigest()[:12]


def _write_cursor(key: Key, question: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([question, *key], ensure_ascii=False).encode()).decode().rstrip("=")


def _read_cursor(cursor: str, question: str) -> Key:
    try:
        parts: Any = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        parts = None
    if not isinstance(parts, list) or len(parts) < 2 or not all(isinstance(part, str) for part in parts):
        raise ProblemError(422, "Con trỏ trang sai", "the cursor is broken", code="E_CURSOR", where="cursor",
                           hint="bắt đầu lại từ trang đầu (start from the first page)")  # fmt: skip
    if parts[0] != question:
        raise ProblemError(422, "Con trỏ của câu hỏi khác", "the cursor belongs to another question",
                           code="E_CURSOR", where="cursor")  # fmt: skip
    return tuple(parts[1:])
