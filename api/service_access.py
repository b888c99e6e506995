"""Who may write: whoever shows the token of the service, as a header or as the cookie of a page.

The cookie is sent by pages of this service only (`SameSite=Strict`); a request that a browser sends for a page of
another site is refused even where an old browser sends the cookie with it.
"""

from __future__ import annotations

import secrets
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Depends, Request
from starlette.responses import Response

from cancu.api.service_problems import ProblemError
from cancu.api.service_settings import Settings
from cancu.api.workspace import refuse_server

COOKIE = "cancu_token"


def get_settings(request: Request) -> Settings:
    """The settings of the service that got a request."""
    settings: Settings = request.app.state.settings
    return settings


def may_write(request: Request) -> bool:
    """Whether a request shows the token."""
    header = request.headers.get("authorization", "")
    if header.lower().startswith("bearer "):
        return fits(get_settings(request), header[7:].strip().encode("latin-1").decode("utf-8", "replace"))
    return fits(get_settings(request), unquote(request.cookies.get(COOKIE, "")))


def require_writer(request: Request) -> None:
    """Refuse a request that may not write.

    Raises:
        ProblemError: 401 without the token, 403 where nobody may write or another site asked.
    """
    if get_settings(request).token is None:
        hint = "ghi vào tệp kho, rồi: cancu neo4j push (write to the store file, then push)"
        raise ProblemError(
            403, "Dịch vụ này chỉ để đọc", "this service is read-only", code="E_READ_ONLY",
            hint=hint if get_settings(request).server else "",
        )  # fmt: skip
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ProblemError(403, "Yêu cầu đến từ trang khác", "the request comes from another site", code="E_FOREIGN")
    if not may_write(request):
        raise ProblemError(
            401, "Cần mã truy cập để ghi", "writing needs the token", code="E_TOKEN",
            headers={"www-authenticate": "Bearer"},
            hint="mở địa chỉ mà cancu serve đã in, hoặc gửi Authorization: Bearer MÃ",
        )  # fmt: skip


def refuse_on_server(request: Request) -> None:
    """Refuse what needs the store file where the service has a server in its place.

    Raises:
        StoreError: there is a server.
    """
    server = get_settings(request).server
    if server:
        raise refuse_server(server)


def fits(settings: Settings, token: str) -> bool:
    """Whether this is the token of the service, told in constant time."""
    return settings.token is not None and secrets.compare_digest(token.encode(), settings.token.encode())


def remember(response: Response, token: str) -> None:
    """Let the browser show the token from now on."""
    response.set_cookie(COOKIE, quote(token, safe=""), httponly=True, samesite="strict", path="/")


Writer = Annotated[None, Depends(require_writer)]
