"""The process beside the service that does long comparisons; without it they would hold up everybody's answers."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from threading import Lock

from cancu.graph.unit_links import UnitLinks
from cancu.graph.unit_worker import UnitAnswer, UnitQuestion
from cancu.graph.worker_process import start_worker


class Reckoner:
    """One process, started by the first question; questions that come together wait for each other."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def answer(self, question: UnitQuestion) -> dict[str, UnitLinks] | None:
        """The links of each unit; None where the process cannot tell, and whoever asks has to compare."""
        with self._lock:
            process = self._start()
            assert process.stdin is not None
            assert process.stdout is not None
            line = b""
            with suppress(OSError, ValueError):  # it died, or was closed by another thread
                process.stdin.write(question.model_dump_json().encode() + b"\n")
                process.stdin.flush()
                line = process.stdout.readline()
        return UnitAnswer.model_validate_json(line).units if line.endswith(b"\n") else None

    def close(self) -> None:
        """End the process; the next question would start a new one."""
        process, self._process = self._process, None
        if process:
            with process:
                process.kill()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = start_worker("cancu.graph.unit_worker")
        return self._process
