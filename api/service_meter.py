"""Figures of the running service, in the text form of Prometheus (version 0.0.4)."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper borders of the times of answers, in seconds."""


@dataclass
class Measured:
    """One answer: its status, and its seconds once it is sent."""

    status: int = 0
    seconds: float = 0.0


class Meter:
    """Counts requests and their times; shared by all threads."""

    def __init__(self) -> None:
        self.running = 0
        self._statuses: Counter[int] = Counter()
        self._buckets = [0] * len(BUCKETS)
        self._seconds = 0.0
        self._lock = threading.Lock()

    @contextmanager
    def measure(self) -> Iterator[Measured]:
        """Count a request while it is answered."""
        measured = Measured()
        started = time.perf_counter()
        with self._lock:
            self.running += 1
        try:
            yield measured
        finally:
            measured.seconds = time.perf_counter() - started
            with self._lock:
                self.running -= 1
                self._count(measured)

    def write(self) -> str:
        """All figures."""
        with self._lock:
            total = sum(self._statuses.values())
            lines = ["# TYPE cancu_requests_total counter"]
            lines += [f'cancu_requests_total{{status="{one}"}} {n}' for one, n in sorted(self._statuses.items())]
            lines += ["# TYPE cancu_requests_running gauge", f"cancu_requests_running {self.running}"]
            lines += ["# TYPE cancu_request_seconds histogram"]
            lines += [
                f'cancu_request_seconds_bucket{{le="{border}"}} {n}'
                for border, n in zip(BUCKETS, self._buckets, strict=True)
            ]
            lines += [f'cancu_request_seconds_bucket{{le="+Inf"}} {total}']
            lines += [f"cancu_request_seconds_sum {self._seconds:.6f}", f"cancu_request_seconds_count {total}"]
        return "\n".join(lines) + "\n"

    def _count(self, measured: Measured) -> None:
        self._statuses[measured.status] += 1
        self._seconds += measured.seconds
        for place, border in enumerate(BUCKETS):
            self._buckets[place] += measured.seconds <= border
