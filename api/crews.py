"""Who reads the documents of an ingestion: this process alone, several on this machine, or the workers of a cluster.

Every crew is asked in the same way: batches of documents go out, readings come back in the order of the batches, so
that what is stored never depends on who was faster. Both kinds of workers stand behind the interface of
`concurrent.futures`: joblib's processes here, Dask's executor there. joblib's own Dask backend is not used: it neither
tells that the workers of a task have died nor recalls tasks after an interrupt.
"""

from __future__ import annotations

import signal
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from cancu.ingest.batches import Delivery, Reading, read_batch, read_delivery
from cancu.ingest.isolation import IsolatedReader, Progress
from cancu.ontology.errors import CancuError, SourceError
from cancu.ontology.extras import require_extra

if TYPE_CHECKING:
    from distributed import Client

Answers = list[Reading | CancuError]
_MOST_DOCUMENTS = 8
_AHEAD = 3
"""Batches on their way for each worker: one that it reads, the others so that it need not wait for the writer."""
_GLANCE = 1.0
"""Seconds between two looks at whether anybody is still at work."""
_SECONDS_TO_CONNECT = 5
_SECONDS_WITHOUT_WORKER = 30
_LARGEST_MESSAGE = "1 GB"


class Crew(Protocol):
    """Whoever reads documents.

    Attributes:
        most: documents that a batch should have at most
    """

    most: int

    def read(self, batches: Iterable[Sequence[Delivery]]) -> Iterator[Answers]:
        """Yield what became of the documents of each batch, batch by batch; few batches are taken ahead."""
        ...


class Alone:
    """This process, which reads one document at a time."""

    most = 1

    def __init__(self, reader: IsolatedReader) -> None:
        self._reader = reader

    def read(self, batches: Iterable[Sequence[Delivery]]) -> Iterator[Answers]:
        """Read each batch when its turn comes."""
        for batch in batches:
            yield [read_delivery(delivery, self._reader) for delivery in batch]


class Team(ABC):
    """Workers in processes of their own.

    A batch whose worker died is read once more, document by document, so that only the one that kills is given up.

    Args:
        size: how many there are
        deaths: what a batch ends with when its worker did
    """

    most = _MOST_DOCUMENTS

    def __init__(self, size: int, deaths: tuple[type[BaseException], ...]) -> None:
        self._size = size
        self._deaths = deaths
        self._executor = self.hire()

    @abstractmethod
    def hire(self) -> Executor:
        """Those to whom batches are handed; called again when all of them are gone."""

    @abstractmethod
    def dismiss(self, *, hurry: bool) -> None:
        """Let all go; in a hurry whatever they are doing."""

    @abstractmethod
    def check(self) -> None:
        """Make sure that somebody is at work.

        Raises:
            CancuError: nobody is, and nobody will come.
        """

    def read(self, batches: Iterable[Sequence[Delivery]]) -> Iterator[Answers]:
        """Hand batches out a few ahead and yield the answers in their order."""
        waiting: deque[tuple[Sequence[Delivery], Future[Answers] | None]] = deque()
        for batch in batches:
            waiting.append((batch, self._submit(batch) if batch else None))
            if len(waiting) > self._size * _AHEAD:
                yield self._answer(*waiting.popleft())
        while waiting:
            yield self._answer(*waiting.popleft())

    def _submit(self, batch: Sequence[Delivery]) -> Future[Answers]:
        try:
            return self._executor.submit(read_batch, batch)
        except BrokenExecutor:
            self.dismiss(hurry=True)
            self._executor = self.hire()
            return self._executor.submit(read_batch, batch)

    def _answer(self, batch: Sequence[Delivery], future: Future[Answers] | None) -> Answers:
        if future is None:
            return []
        try:
            return self._await(future)
        except self._deaths:
            return [self._read_again(delivery) for delivery in batch]

    def _read_again(self, delivery: Delivery) -> Reading | CancuError:
        try:
            (answer,) = self._await(self._submit([delivery]))
        except self._deaths as death:
            return SourceError(
                f"Tiến trình đọc đã chết ({type(death).__name__})", "the worker that read it died", code="E_WORKER",
                where=delivery.name, hint="nạp riêng tệp này, không dùng --jobs, --cluster (ingest it by itself)",
            )  # fmt: skip
        return answer

    def _await(self, future: Future[Answers]) -> Answers:
        while not wait((future,), _GLANCE).done:
            self.check()
        return future.result()


class LocalTeam(Team):
    """Processes on this machine."""

    def __init__(self, jobs: int) -> None:
        require_extra("jobs", "joblib")
        super().__init__(jobs, (BrokenExecutor,))

    def hire(self) -> Executor:
        """Start a pool; its processes start with the first batches."""
        from joblib.externals.loky import ProcessPoolExecutor

        self._pool = ProcessPoolExecutor(self._size, initializer=_ignore_interrupts)
        return self._pool  # type: ignore[no-any-return]

    def dismiss(self, *, hurry: bool) -> None:
        """End the processes, with the children that read for them."""
        self._pool.shutdown(wait=True, kill_workers=hurry)

    def check(self) -> None:
        """Nothing to look at: a pool ends what its dead processes were given."""


class ClusterTeam(Team):
    """The workers of a Dask cluster.

    Args:
        address: of its scheduler, `tcp://host:8786`

    Raises:
        CancuError: nobody answers there, it has no workers, or they have another cancu.
    """

    def __init__(self, address: str) -> None:
        require_extra("cluster", "dask", "distributed")
        from distributed.scheduler import KilledWorker

        self.address = address
        self._client = _connect(address)
        try:
            self._greet()
            super().__init__(sum(self._client.ncores().values()), (KilledWorker, CancelledError))
        except BaseException:
            self._client.close()
            raise
        self._seen = monotonic()

    def hire(self) -> Executor:
        """The cluster's own executor; the scheduler hands a dead worker's batch to another."""
        return self._client.get_executor(pure=False)  # type: ignore[no-any-return]

    def dismiss(self, *, hurry: bool) -> None:
        """Recall what is not read yet and leave the cluster as it was."""
        self._executor.shutdown(wait=False, cancel_futures=hurry)
        self._client.close()

    def check(self) -> None:
        """Look whether the scheduler answers and has workers."""
        if self._client.status != "running":
            raise self._refuse("cụm tính toán không còn trả lời", "the cluster no longer answers")
        if self._client.ncores():
            self._seen = monotonic()
        elif monotonic() - self._seen > _SECONDS_WITHOUT_WORKER:
            raise self._refuse("cụm tính toán không còn tiến trình nào", "the cluster has no worker left")

    def _greet(self) -> None:
        """Wait for the first worker, and make sure that all can read the batches."""
        from importlib.metadata import version

        try:
            self._client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
        except TimeoutError:
            raise self._refuse("cụm tính toán chưa có tiến trình nào", "the cluster has no worker") from None
        releases = self._client.run(version, "cancu", on_error="return").values()
        strange = sorted({str(release) for release in releases} - {version("cancu")})
        if strange:
            raise self._refuse(f"tiến trình của cụm có cancu khác: {strange}", "workers have another cancu, or none")

    def _refuse(self, message: str, english: str) -> CancuError:
        return _refuse_cluster(self.address, message, english)


@contextmanager
def gather_crew(jobs: int, cluster: str | None, progress: Progress) -> Iterator[Crew]:
    """Yield whoever shall read, and let them go afterwards: nothing that was started here stays.

    Args:
        jobs: processes on this machine; 1 is this process alone
        cluster: address of a Dask scheduler, whose workers read instead
        progress: called inside a long document, where this process reads it

    Raises:
        CancuError: a library is missing, or the cluster cannot be used.
    """
    if jobs == 1 and not cluster:
        with IsolatedReader(progress=progress) as reader:
            yield Alone(reader)
        return
    team = ClusterTeam(cluster) if cluster else LocalTeam(jobs)
    hurry = True
    try:
        yield team
        hurry = False
    finally:
        team.dismiss(hurry=hurry)


def _ignore_interrupts() -> None:
    """Ctrl-C at a terminal reaches every process; the one that the person started decides what ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _connect(address: str) -> Client:
    import dask.config
    from distributed import Client

    settings: dict[str, Any] = {"distributed.admin.large-graph-warning-threshold": _LARGEST_MESSAGE}
    dask.config.set(settings)
    try:
        return Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise _refuse_cluster(address, f"không kết nối được: {error}", "no connection to the scheduler") from error


def _refuse_cluster(address: str, message: str, english: str) -> CancuError:
    return CancuError(
        f"Cụm tính toán: {message}", english, where=address, code="E_CLUSTER",
        hint="kiểm tra địa chỉ, dask scheduler, dask worker; hoặc dùng --jobs (check the cluster, or use --jobs)",
    )  # fmt: skip
