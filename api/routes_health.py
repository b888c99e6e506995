"""Is the service alive, can it answer, and how does it fare: for those who run it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import PlainTextResponse

from cancu.api.service_library import Library
from cancu.api.service_meter import Meter

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The state of the service; `revision` counts the changes of its store."""

    status: str
    revision: int | None = None


@router.get("/health")
def tell_health() -> Health:
    """Whether the process answers."""
    return Health(status="ok")


@router.get("/ready")
def tell_readiness(request: Request) -> Health:
    """Whether the store can be read; 503 where it cannot."""
    library: Library = request.app.state.library
    return Health(status="ok", revision=library.revision)


@router.get("/metrics", response_class=PlainTextResponse)
def tell_figures(request: Request) -> PlainTextResponse:
    """Requests, their times and statuses, as Prometheus reads them."""
    meter: Meter = request.app.state.meter
    return PlainTextResponse(meter.write(), media_type="text/plain; version=0.0.4")
