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
from typing import Any, TypeVar

from fastapi import Request, Response

from cancu.api.service_problems import ProblemError

Row = TypeVar("Row")
Key = tuple[str, ...]


def cut_page(
    request: Request, response: Response, rows: Sequence[Row], *, key: Callable[[Row], Key], limit: int
) -> tuple[list[Row], str | None]:
    """Cut the page that a request asks for, and link the next one (RFC 8288).

    Args:
        request: its parameter `cursor` tells where to go on, its other parameters what the question is
        response: gets the header `Link`
        rows: all rows, ordered by `key`
        key: what orders the rows and names one, never two
        limit: rows of a page

    Returns:
        The rows, and the cursor of the next page where there is one.

    Raises:
        ProblemError: the cursor is broken, or of another question.
    """
    question = _name_question(request)
    cursor = request.query_params.get("cursor")
    start = bisect_right(rows, _read_cursor(cursor, question), key=key) if cursor else 0
    page = list(rows[start : start + limit])
    if start + limit >= len(rows):
        return page, None
    following = _write_cursor(key(page[-1]), question)
    address = request.url.include_query_params(cursor=following)
    response.headers["link"] = f'<{address.path}?{address.query}>; rel="next"'
    return page, following


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
