"""Reading uploads in the background: one job a file, one job at a time, since a store has one writer.

A job lives as long as the service and a while after it ended; what it stored lives in the store.
"""

from __future__ import annotations

import datetime
import threading
import uuid
from collections import OrderedDict
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, Field

from cancu.api.intake import Watch, collect, describe_failure, ingest_items
from cancu.api.service_library import Library
from cancu.api.service_problems import ProblemError
from cancu.api.service_uploads import Upload
from cancu.ontology.errors import CancuError

MOST_WAITING = 200
MOST_KEPT = 500
"""Jobs that ended and can still be asked for."""
_RETRY_AFTER = {"retry-after": "5"}


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (JobState.WAITING, JobState.READING)


class JobDocument(BaseModel):
    """A document that a job found, in the store now."""

    iri: str = Field(examples=["https://cancu.example/id/vb/vn-hoai-giang/so-noi-vu/ke-hoach/2021/2764-kh-snv"])
    number: str | None = Field(default=None, examples=["2764/KH-SNV"])
    title: str | None = Field(default=None, examples=["Cải cách hành chính năm 2022"])


class JobFailure(BaseModel):
    """A file, or a member of an archive, that was not read: why, and the next step."""

    path: str = Field(examples=["ke-hoach.pdf"])
    code: str = Field(examples=["E_ENCRYPTED"])
    message: str = Field(examples=["Tệp có mật khẩu"])
    english: str = Field(examples=["the file is encrypted"])
    hint: str = Field(examples=["bỏ mật khẩu rồi nạp lại"])


class Job(BaseModel):
    """What became of an upload so far.

    Attributes:
        name: name of the file, for people
        reading: name of the document that was read last
        read: documents read, of `total` in the file; more than one in an archive
        page: pages of the document being read, of `pages`; 0 where its format has none
        unchanged: documents that were in the store already, among `documents`
        stopping: someone cancelled it, and it will stop at the next page or document
    """

    id: str = Field(examples=["4f1c0d8e5b9a4d38a8e1f0c6d2b7a913"])
    name: str = Field(examples=["ke-hoach-2022.docx"])
    state: JobState = Field(examples=["done"])
    created: datetime.datetime
    ended: datetime.datetime | None = None
    reading: str = ""
    read: int = 0
    total: int = 0
    page: int = 0
    pages: int = 0
    documents: list[JobDocument] = []
    unchanged: int = 0
    failed: list[JobFailure] = []
    skipped: list[JobFailure] = []
    stopping: bool = False


class Jobs:
    """All jobs of a service; shared by its threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._uploads: OrderedDict[str, Upload] = OrderedDict()
        self._worker: threading.Thread | None = None
        self._closed = False

    def check_room(self) -> None:
        """Tell before a body is received whether its job would find room.

        Raises:
            ProblemError: 429, too many jobs wait.
        """
        with self._lock:
            if len(self._uploads) >= MOST_WAITING or self._closed:
                raise ProblemError(429, "Nhiều tệp đang chờ đọc", "too many files are waiting to be read",
                                   code="E_BUSY", headers=_RETRY_AFTER, hint="thử lại sau ít giây")  # fmt: skip

    def submit(self, upload: Upload) -> Job:
        """Queue a file; it is removed once it was read.

        Raises:
            ProblemError: 429, too many jobs wait; the file is removed.
        """
        try:
            self.check_room()
        except ProblemError:
            upload.remove()
            raise
        job = Job(id=uuid.uuid4().hex, name=upload.name, state=JobState.WAITING, created=_now())
        with self._lock:
            self._jobs[job.id] = job
            self._uploads[job.id] = upload
            self._forget_old()
            if self._worker is None:
                self._start_worker()
        return job.model_copy()

    def list_all(self) -> list[Job]:
        """All jobs that are remembered, the newest first."""
        with self._lock:
            return [job.model_copy() for job in reversed(self._jobs.values())]

    def find(self, job_id: str) -> Job:
        """One job as it is now.

        Raises:
            ProblemError: 404, no such job, or it ended long ago.
        """
        with self._lock:
            if job_id in self._jobs:
                return self._jobs[job_id].model_copy()
        raise ProblemError(404, "Không có việc này, hoặc đã xong từ lâu", "no such job, or it ended long ago",
                           code="E_NOT_FOUND", where=job_id, hint="GET /api/jobs")  # fmt: skip

    def cancel(self, job_id: str) -> Job:
        """Stop a job: at once where it waits, at its next page or document where it is read; ended ones stay.

        Raises:
            ProblemError: 404, no such job.
        """
        self.find(job_id)
        with self._lock:
            job = self._jobs[job_id]
            if job.state is JobState.WAITING:
                self._uploads.pop(job_id).remove()
                _end(job, JobState.CANCELLED)
            elif job.state is JobState.READING:
                job.stopping = True
            return job.model_copy()

    def close(self) -> None:
        """Stop everything and remove the files; what is being read is broken off."""
        with self._lock:
            self._closed = True
            for job in self._jobs.values():
                job.stopping = job.stopping or not job.state.ended
            for upload in self._uploads.values():
                upload.remove()
            self._uploads.clear()
            worker = self._worker
        if worker:
            worker.join(_SECONDS_TO_STOP)

    def _start_worker(self) -> None:
        self._worker = threading.Thread(target=self._work, name="cancu-jobs", daemon=True)
        self._worker.start()

    def _work(self) -> None:
        """Read one upload, then let the next thread read the next one, whatever this one met."""
        with self._lock:
            if not self._uploads:
                self._worker = None
                return
            job_id, upload = self._uploads.popitem(last=False)
            job = self._jobs[job_id]
            job.state = JobState.READING
        try:
            self._read(job, upload)
        finally:
            upload.remove()
            with self._lock:
                if not job.state.ended:
                    job.failed = [*job.failed, _DEFECT.model_copy(update={"path": job.name})]
                    _end(job, JobState.FAILED)
                self._start_worker()

    def _read(self, job: Job, upload: Upload) -> None:
        found: list[str] = []
        try:
            collected = collect([upload.path])
            self._update(job, total=len(collected.items))
            outcome = ingest_items(self._library.path, collected, watch=self._watch(job, found))
        except _StoppedError:
            self._update(job, documents=self._describe(found))
            state = JobState.CANCELLED
        except CancuError as error:
            failure = JobFailure.model_validate(describe_failure(job.name, error))
            self._update(job, documents=self._describe(found), failed=[failure])
            state = JobState.FAILED
        else:
            rows = {kind: [_describe_failure(row, upload) for row in outcome[kind]] for kind in ("failed", "skipped")}
            self._update(job, documents=self._describe(found), unchanged=outcome["unchanged"], **rows)
            state = JobState.DONE if found or not rows["failed"] else JobState.FAILED
        if found:
            self._library.settle()
        with self._lock:
            _end(job, state)

    def _watch(self, job: Job, found: list[str]) -> Watch:
        def step(name: str) -> None:
            self._update(job, reading=name, read=job.read + 1, page=0, pages=0)
            _check(job)

        def page(done: int, total: int) -> None:
            self._update(job, page=done, pages=total)
            _check(job)

        return Watch(step=step, page=page, stored=found.append)

    def _update(self, job: Job, **fields: Any) -> None:
        with self._lock:
            for name, value in fields.items():
                setattr(job, name, value)

    def _describe(self, iris: list[str]) -> list[JobDocument]:
        with self._library.lend_workspace() as workspace:
            heads = {iri: workspace.store.describe(iri).document for iri in dict.fromkeys(iris)}
        return [
            JobDocument(iri=iri, number=head.number, title=head.plan_title or head.title) for iri, head in heads.items()
        ]

    def _forget_old(self) -> None:
        ended = [job_id for job_id, job in self._jobs.items() if job.state.ended]
        for job_id in ended[: max(0, len(ended) - MOST_KEPT)]:
            del self._jobs[job_id]


_SECONDS_TO_STOP = 2
_DEFECT = JobFailure(
    path="", code="E_INTERNAL", message="Lỗi khi đọc", english="a defect of cancu",
    hint="báo lỗi kèm tệp này (report it with the file)",
)  # fmt: skip


class _StoppedError(Exception):
    """Someone cancelled the job."""


def _check(job: Job) -> None:
    if job.stopping:
        raise _StoppedError


def _end(job: Job, state: JobState) -> None:
    job.state, job.ended = state, _now()


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _describe_failure(row: dict[str, Any], upload: Upload) -> JobFailure:
    """A row of the report under the name that the sender knows."""
    return JobFailure.model_validate({**row, "path": row["path"].removeprefix(f"{upload.folder}/")})
