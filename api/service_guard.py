"""The door of the service: what comes in is measured, what goes out carries an id and is safe for a browser.

One ASGI layer around everything, so that no answer leaves without its headers and its line in the log. This is the
second of the two places where everything that can go wrong is turned into words.
"""

from __future__ import annotations

import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cancu.api.service_meter import Meter
from cancu.api.service_problems import (
    Problem,
    ProblemError,
    describe_problem,
    describe_unforeseen,
    list_headers,
)
from cancu.api.service_settings import Settings
from cancu.ontology.errors import CancuError

Tell = Callable[[Request, Problem], Response]
"""Puts a problem into the form that its reader reads."""
LOG = logging.getLogger("cancu.service")
POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "img-src 'self' data:"
)
"""A browser may load what this service serves and nothing else; text of a document can run nothing."""
_SAFE_HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
)
_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)
_ALWAYS_ANSWERED = frozenset({"/health", "/ready", "/metrics"})


class Guard:
    """The outermost layer of the service."""

    def __init__(self, app: ASGIApp, settings: Settings, meter: Meter, tell: Tell) -> None:
        self._app = app
        self._settings = settings
        self._meter = meter
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _Request(scope, send, self._tell)
        refusal = self._refuse(scope)
        with self._meter.measure() as measured:
            if refusal:
                await request.answer(describe_problem(refusal, request.id), refusal.headers)
            else:
                await self._pass(request, receive)
            measured.status = request.status
        request.write_log(measured.seconds)

    async def _pass(self, request: _Request, receive: Receive) -> None:
        """Let the service answer; whatever it does not foresee becomes an answer that tells nothing of its inside."""
        try:
            await self._app(request.scope, self._limit(receive), request.send)
        except CancuError as error:
            await request.answer(describe_problem(error, request.id), list_headers(error))
        except Exception:
            LOG.exception("request %s failed", request.id)
            await request.answer(describe_unforeseen(request.id))

    def _refuse(self, scope: Scope) -> ProblemError | None:
        """Why a request is refused before it is read; None where it is not."""
        headers = Headers(scope=scope)
        limits = self._settings.limits
        known = self._settings.known_hosts
        if known and _name_host(headers.get("host", "")) not in known:
            return ProblemError(421, "Tên máy chủ lạ trong yêu cầu", "the request names a host that is not served here",
                                code="E_HOST", hint="cancu serve --allow-host TÊN")  # fmt: skip
        if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > limits.url:
            return ProblemError(414, "Địa chỉ quá dài", f"the URL is longer than {limits.url} bytes", code="E_URL")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > limits.body:
            return _refuse_body(limits.body)
        if headers.get("content-encoding", "identity") != "identity":
            return ProblemError(415, "Không nhận nội dung nén", "a compressed body is not taken", code="E_ENCODED",
                                headers={"accept-encoding": "identity"})  # fmt: skip
        if self._meter.running >= limits.concurrent and scope["path"] not in _ALWAYS_ANSWERED:
            return ProblemError(429, "Máy chủ đang bận", "too many requests at a time", code="E_BUSY",
                                headers={"retry-after": str(limits.retry_after)}, hint="thử lại sau")  # fmt: skip
        return None

    def _limit(self, receive: Receive) -> Receive:
        """Count the bytes of a body that does not say, or lies about, how long it is."""
        received = 0

        async def count() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._settings.limits.body:
                raise _refuse_body(self._settings.limits.body)
            return message

        return count


class _Request:
    """One request with its answer, as the log tells it."""

    def __init__(self, scope: Scope, send: Send, tell: Tell) -> None:
        given = Headers(scope=scope).get("x-request-id", "")
        self.id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        self.scope = scope
        self.status = 0
        self.bytes = 0
        self._send, self._tell = send, tell
        scope.setdefault("state", {})["request_id"] = self.id

    async def send(self, message: Message) -> None:
        """Send a part of the answer, with the headers that every answer has."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["x-request-id"] = self.id
            for name, value in _SAFE_HEADERS:
                headers.setdefault(name, value)
        self.bytes += len(message.get("body", b""))
        await self._send(message)

    async def answer(self, problem: Problem, headers: dict[str, str] | None = None) -> None:
        """Answer with a problem, unless an answer has begun, which can only be broken off."""
        if self.status:
            return
        request = Request(self.scope)
        response = self._tell(request, problem)
        response.headers.update(headers or {})
        await response(self.scope, request.receive, self.send)

    def write_log(self, seconds: float) -> None:
        """One line of JSON; no words of documents, no query."""
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "id": self.id,
            "method": self.scope["method"],
            "path": self.scope["path"],
            "status": self.status,
            "milliseconds": round(seconds * 1000, 1),
            "bytes": self.bytes,
        }
        LOG.info(json.dumps(line, ensure_ascii=False))


def _name_host(header: str) -> str:
    """The name in a `Host` header, without its port and the brackets of IPv6."""
    name = header.rsplit(":", 1)[0] if re.search(r"[^:\]]:\d+$|\]:\d+$", header) else header
    return name.strip("[]").lower()


def _refuse_body(limit: int) -> ProblemError:
    size = limit // (1024 * 1024)
    return ProblemError(413, f"Nội dung gửi lên lớn hơn {size} MB", f"the body is larger than {size} MB",
                        code="E_TOO_LARGE", hint="chia nhỏ, hoặc nạp bằng: cancu ingest")  # fmt: skip
