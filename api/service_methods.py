"""Methods: HEAD is GET without the body, and every address tells which methods it understands (RFC 9110, section 9)."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_KNOWN = ("GET", "POST", "PUT", "PATCH", "DELETE")


class Methods:
    """The layer that answers HEAD and OPTIONS for all addresses."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass; HEAD as GET, whose body is held back."""
        allowed = list_methods(self._routes, scope) if scope.get("method") == "OPTIONS" else ()
        if allowed:
            headers = [(b"allow", ", ".join(allowed).encode())]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        elif scope.get("method") == "HEAD":
            await self._app({**scope, "method": "GET"}, receive, _hold_back(send))
        else:
            await self._app(scope, receive, send)


def list_methods(routes: Sequence[BaseRoute], scope: Scope) -> tuple[str, ...]:
    """The methods that the address of a request understands; empty where there is no such address."""
    found = [method for method in _KNOWN if _is_understood(routes, {**scope, "method": method})]
    if not found:
        return ()
    return (*found, *(["HEAD"] if "GET" in found else []), "OPTIONS")


def _is_understood(routes: Sequence[BaseRoute], scope: Scope) -> bool:
    return any(route.matches(scope)[0] is Match.FULL for route in routes)


def _hold_back(send: Send) -> Send:
    async def send_head(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return send_head
