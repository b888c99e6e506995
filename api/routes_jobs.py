"""Sending documents, and asking how far their reading is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from cancu.api.service_access import Writer
from cancu.api.service_jobs import Job, Jobs
from cancu.api.service_problems import MEDIA_TYPE, Problem
from cancu.api.service_uploads import receive_upload

router = APIRouter(prefix="/api", tags=["jobs"])
_SECONDS_BETWEEN_LOOKS = 0.1
_LOOKS_BETWEEN_SIGNS = 100
"""A sign of life keeps proxies from closing a stream that has nothing to tell."""


class JobList(BaseModel):
    """Jobs, the newest first."""

    jobs: list[Job]


def _describe_problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    content = {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}
    return {status: {"description": "problem", "content": content} for status in statuses}


_BODY = {
    "requestBody": {
        "required": True,
        "description": "bytes of the file: text, Word, PDF, Excel, web page, picture, or an archive of such",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post(
    "/documents",
    status_code=202,
    openapi_extra=_BODY,
    responses=_describe_problems(401, 403, 413, 422, 429),
)
async def send_document(
    request: Request,
    response: Response,
    _writer: Writer,
    name: Annotated[str, Query(max_length=1000, examples=["ke-hoach-2022.docx"])] = "van-ban",
) -> Job:
    """Send a file; it is read in the background. `Location` is where to ask how far it is."""
    jobs = _find_jobs(request)
    jobs.check_room()
    job = jobs.submit(await receive_upload(request, name))
    response.headers["location"] = f"/api/jobs/{job.id}"
    return job


@router.get("/jobs")
def list_jobs(request: Request) -> JobList:
    """All jobs of this service that are remembered."""
    return JobList(jobs=_find_jobs(request).list_all())


@router.get("/jobs/{job_id}", responses=_describe_problems(404))
def find_job(request: Request, job_id: str) -> Job:
    """One job as it is now."""
    return _find_jobs(request).find(job_id)


@router.delete("/jobs/{job_id}", responses=_describe_problems(401, 403, 404))
def cancel_job(request: Request, job_id: str, _writer: Writer) -> Job:
    """Stop a job; what it has stored stays."""
    return _find_jobs(request).cancel(job_id)


@router.get(
    "/jobs/{job_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}, **_describe_problems(404)},
)
async def follow_job(request: Request, job_id: str) -> StreamingResponse:
    """Server-sent events: `progress` with the job whenever something changed, `end` with it once it ended."""
    jobs = _find_jobs(request)
    jobs.find(job_id)
    return StreamingResponse(_tell_events(jobs, job_id), media_type="text/event-stream")


async def _tell_events(jobs: Jobs, job_id: str) -> AsyncIterator[str]:
    told: Job | None = None
    looks = 0
    while not (told and told.state.ended):
        job = jobs.find(job_id)
        if job != told:
            told = job
            yield f"event: {'end' if job.state.ended else 'progress'}\ndata: {job.model_dump_json()}\n\n"
            continue
        looks += 1
        if looks % _LOOKS_BETWEEN_SIGNS == 0:
            yield ": \n\n"
        await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)


def _find_jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs
