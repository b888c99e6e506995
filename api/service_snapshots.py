"""What is made from a whole store, once for each of its revisions: the list of documents, their names, the graph.

Whoever asks while it is being made waits for a bounded time and is then told to come again. So nobody is answered from
two revisions at once, and a long making holds no one up for long.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from concurrent.futures import Future
from time import monotonic
from typing import Generic, TypeVar

from cancu.api.service_problems import RETRY_AFTER, ProblemError
from cancu.ontology.errors import CancuError

Made = TypeVar("Made")


class Snapshots(Generic[Made]):
    """The two snapshots made last; some readers still look at the revision before the newest.

    Args:
        make: makes the snapshot of the newest revision and tells which that is; called in a thread of its own
        patience: seconds that one who asks waits
        drop: ends what a snapshot holds, when it is not needed any more
    """

    def __init__(
        self,
        make: Callable[[], tuple[int, Made]],
        *,
        patience: float,
        drop: Callable[[Made], None] = lambda _made: None,
    ) -> None:
        self._make = make
        self._patience = patience
        self._drop = drop
        self._promises: list[Future[tuple[int, Made]]] = []
        self._lock = threading.Lock()

    def find(self, revision: int) -> Made:
        """The snapshot of a revision.

        Raises:
            ProblemError: 503, it is not ready yet.
            CancuError: it cannot be made.
        """
        deadline = monotonic() + self._patience
        while (left := deadline - monotonic()) > 0:
            try:
                shown, made = self._ask(revision).result(left)
            except TimeoutError:
                break
            if shown == revision:
                return made
            if shown > revision:
                break
        raise ProblemError(
            503, "Kho vừa thay đổi, đang chuẩn bị lại", "the store has changed and is being prepared",
            code="E_PREPARING", headers={"retry-after": RETRY_AFTER}, hint="thử lại sau vài giây (try again soon)",
        )  # fmt: skip

    def find_ready(self, revision: int) -> Made | None:
        """The snapshot of a revision where it is there already."""
        with self._lock:
            ready = (promise.result() for promise in self._promises if _is_ready(promise))
            return next((made for shown, made in ready if shown == revision), None)

    def find_or_former(self, revision: int) -> tuple[int, Made]:
        """The snapshot of a revision with it, or the newest there is where that one is not ready in time.

        Raises:
            ProblemError: 503, there is none yet.
            CancuError: it cannot be made.
        """
        try:
            return revision, self.find(revision)
        except ProblemError:
            with self._lock:
                ready = [promise for promise in self._promises if _is_ready(promise)]
            if not ready:
                raise
            return ready[-1].result()

    def carry(self, before: int, after: int) -> None:
        """Let the snapshot of a revision stand for the next one too, whose change concerned nothing in it."""
        with self._lock:
            for promise in self._promises:
                if _is_ready(promise) and promise.result()[0] == before:
                    carried: Future[tuple[int, Made]] = Future()
                    carried.set_result((after, promise.result()[1]))
                    self._promises = [promise, carried]
                    return

    def close(self) -> None:
        """Drop all snapshots."""
        with self._lock:
            left, self._promises = self._promises, []
        for promise in left:
            if _is_ready(promise):
                self._drop(promise.result()[1])

    def prepare(self) -> None:
        """Begin to make the newest snapshot."""
        self._ask(-1)

    def _ask(self, revision: int) -> Future[tuple[int, Made]]:
        """The snapshot of a revision, or the one that is being made, else a new one."""
        with self._lock:
            for promise in self._promises:
                if _is_ready(promise) and promise.result()[0] == revision:
                    return promise
            if not self._promises or self._promises[-1].done():
                ready = [promise for promise in self._promises if _is_ready(promise)]
                self._promises = [*ready[-1:], Future()]
                threading.Thread(target=self._keep_promise, args=self._promises[-1:], daemon=True).start()
                for promise in ready[:-1]:
                    threading.Thread(target=self._drop, args=promise.result()[1:], daemon=True).start()
            return self._promises[-1]

    def _keep_promise(self, promise: Future[tuple[int, Made]]) -> None:
        """Make a snapshot, and set it aside where no round of the garbage collector walks through it.

        Such a round over all that is kept of a large store takes a third of a second, in which nobody is answered.
        """
        gc.unfreeze()  # what is left of former revisions may go
        try:
            promise.set_result(self._make())
        except CancuError as error:
            promise.set_exception(error)
        finally:
            gc.freeze()
            if not promise.done():
                promise.set_exception(RuntimeError("a snapshot of the store could not be made"))


def _is_ready(promise: Future[tuple[int, Made]]) -> bool:
    return promise.done() and promise.exception() is None
