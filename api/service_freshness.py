"""Answers that a client has already: every GET carries an entity tag, and one that still holds is answered with 304.

Answers follow from the store alone, so its revision, with the address, the language and the form that were asked
for, is their tag; nothing has to be computed to know that nothing changed (RFC 9110, section 13).
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cancu.ontology.errors import CancuError

NOT_KEPT = "no-store"
"""Of an answer that does not follow from the newest revision."""
VARIES = ("accept", "cookie")
_EXEMPT = ("/health", "/ready", "/metrics", "/static/", "/api/jobs", "/jobs", "/enter")
"""What follows from something else than the store."""


class Freshness:
    """The layer that tags answers and recognises tags."""

    def __init__(self, app: ASGIApp, count_revision: Callable[[], int | None]) -> None:
        self._app = app
        self._count_revision = count_revision
        self._release = version("cancu")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 304 where the client's copy holds, else let the answer pass and tag it."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"].startswith(_EXEMPT):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        tag = await self._find_tag(scope, headers)
        if tag and tag in (part.strip() for part in headers.get("if-none-match", "").split(",")):
            await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", tag.encode())]})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                fields = MutableHeaders(scope=message)
                if fields.setdefault("cache-control", "private, no-cache" if tag else NOT_KEPT) != NOT_KEPT:
                    fields.setdefault("etag", tag)
                for name in VARIES:
                    fields.add_vary_header(name)
            await send(message)

        await self._app(scope, receive, send_tagged)

    async def _find_tag(self, scope: Scope, headers: Headers) -> str:
        """The tag of the answer; empty where it is not to be kept, or where what is wrong is told by the answer."""
        with suppress(CancuError):
            revision = await run_in_threadpool(self._count_revision)
            return "" if revision is None else make_tag(scope, headers, f"{self._release} {revision}")
        return ""


def make_tag(scope: Scope, headers: Headers, state: str) -> str:
    """The tag of an answer: weak, since the same answer may be compressed; of today, since plans end with their day.

    Args:
        scope: the request
        headers: of the request
        state: names the release and the revision of the store that answer it
    """
    parts = (
        state,
        datetime.date.today().isoformat(),
        scope["path"],
        scope["query_string"].decode("latin-1"),
        *(headers.get(name, "") for name in VARIES),
    )
    return f'W/"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:24]}"'
