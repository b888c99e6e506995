"""Reading in a child process: whatever a damaged or hostile file does to a reader ends there, as one `SourceError`.

The child (`cancu.ingest.worker`) is a fresh interpreter in a process group of its own, with limits on time, memory and
output and a folder of its own, which is removed afterwards. It serves one file after another; after a failure, or a
format whose reader calls other programs, its whole group is killed and the next file gets a new one.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple

from pydantic import ValidationError

from cancu.ingest.formats import Format
from cancu.ingest.worker import RESULT_FILE, SOURCE_FILE
from cancu.ontology.errors import SourceError
from cancu.ontology.records import SourceText


class Limits(NamedTuple):
    """What one file may cost.

    Attributes:
        memory: address space of the child and of each program it calls, in bytes
        patience: seconds without a page done, by the clock; as many of the processor
        longest: seconds in all
        result: bytes of the transcribed text with its places
        file_size: bytes of any file that the child or a program it calls writes
    """

    memory: int = 1_000_000_000
    patience: float = 60
    longest: float = 1800
    result: int = 200_000_000
    file_size: int = 400_000_000


LIMITS = Limits()
Progress = Callable[[int, int], None]
_LONGEST_LINE = 10_000
_MOST_LINES_WAITING = 1000
_SECONDS_TO_DIE = 2.0
_MOMENT = 0.01
_OUT_OF_MEMORY = {"MemoryError"}
_TOO_DEEP = {"RecursionError"}
_TIME_SIGNALS = {"SIGALRM", "SIGXCPU"}


class IsolatedReader:
    """Reads files in a child process; a context manager that leaves no process and no file behind.

    Args:
        limits: what one file may cost
        progress: called with pages done and in all, while a long file is read
    """

    def __init__(self, limits: Limits = LIMITS, progress: Progress = lambda _done, _total: None) -> None:
        self.limits = limits
        self.progress = progress
        self._child: _Child | None = None

    def __enter__(self) -> IsolatedReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child; closing twice is harmless."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def read(self, form: Format, data: bytes, name: str) -> SourceText:
        """Read the bytes of one file.

        Args:
            form: its format
            data: its bytes
            name: its name for people

        Raises:
            SourceError: what the reader objects to, or how it failed: `E_TIMEOUT`, `E_MEMORY`, `E_CRASH`, `E_LIMIT`,
                and `E_CORRUPT` where it stumbled over the content.
        """
        with tempfile.TemporaryDirectory(prefix="cancu-", ignore_cleanup_errors=True) as folder:
            Path(folder, SOURCE_FILE).write_bytes(data)
            try:
                self._transcribe(form, folder, name)
                return _load_result(Path(folder, RESULT_FILE), name, self.limits.result)
            except BaseException:
                self.close()
                raise
            finally:
                if form.tools:
                    self.close()

    def _transcribe(self, form: Format, folder: str, name: str) -> None:
        child = self._child = self._child or _Child(self.limits)
        child.ask(
            {
                "folder": folder, "name": name, "media_type": form.media_type, "module": form.module,
                "function": form.function, "packaged": form.packaged, "patience": self.limits.patience,
            }
        )  # fmt: skip
        ends = time.monotonic() + self.limits.longest
        while True:
            remaining = min(self.limits.patience, ends - time.monotonic())
            answer = child.hear(remaining, name)
            if "finished" in answer:
                return
            if "done" in answer:
                self.progress(int(answer["done"]), int(answer["total"]))
            else:
                raise _explain_answer(answer, form, name)


class _Child:
    """One child process and the thread that listens to it."""

    def __init__(self, limits: Limits) -> None:
        command = [sys.executable, "-P", "-m", "cancu.ingest.worker", str(limits.memory), str(limits.file_size)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._requests = self.process.stdin
        self._answers = self.process.stdout
        self._heard: queue.Queue[bytes] = queue.Queue(_MOST_LINES_WAITING)
        self._listener = threading.Thread(target=_listen, args=(self._answers, self._heard), daemon=True)
        self._listener.start()

    def ask(self, request: dict[str, Any]) -> None:
        """Send a request; a child that is dead already is noticed when its answer is awaited."""
        with suppress(BrokenPipeError):
            self._requests.write(json.dumps(request).encode() + b"\n")
            self._requests.flush()

    def hear(self, seconds: float, name: str) -> dict[str, Any]:
        """Wait for one line of the child."""
        try:
            line = self._heard.get(timeout=max(seconds, 0))
        except queue.Empty:
            raise _refuse_slow(name) from None
        if not line:
            raise _explain_death(self._await_death(), name)
        try:
            answer = json.loads(line) if len(line) < _LONGEST_LINE else None
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise _refuse_flood(name)
        return answer

    def end(self) -> None:
        """Kill the child with everything it started, and take note of its death, so that no zombie stays."""
        if self.process.returncode is not None:
            return
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()
        self.process.wait()
        with suppress(OSError):
            self._requests.close()
        while self._listener.is_alive():  # it may wait for room in the queue
            with suppress(queue.Empty):
                self._heard.get(timeout=_MOMENT)

    def _await_death(self) -> int | None:
        """The signal or status with which the child ended by itself; None where it only closed its pipe."""
        ends = time.monotonic() + _SECONDS_TO_DIE
        while not (dead := _is_dead(self.process.pid)) and time.monotonic() < ends:
            time.sleep(_MOMENT)
        self.end()
        return self.process.returncode if dead else None


def _is_dead(pid: int) -> bool:
    """Whether a child has ended; it is left unburied, so that its group keeps its number until it is killed too."""
    if not hasattr(os, "waitid"):
        return True
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None


def _listen(answers: IO[bytes], heard: queue.Queue[bytes]) -> None:
    """Pass lines on; an empty one says that there are no more."""
    with answers:
        while line := answers.readline(_LONGEST_LINE):
            heard.put(line)
    heard.put(b"")


def _load_result(path: Path, name: str, limit: int) -> SourceText:
    """Read and check what the child wrote."""
    if not path.is_file() or path.stat().st_size > limit:
        raise _refuse_flood(name)
    try:
        source = SourceText.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise _refuse_flood(name) from error
    return source.model_copy(update={"name": name})


def _explain_answer(answer: dict[str, Any], form: Format, name: str) -> SourceError:
    if "error" in answer:
        code, message, english, hint, where = (str(part) for part in answer["error"])
        place = where if where.startswith(name) or not where else f"{name}: {where}"
        return SourceError(message, english, code=code, hint=hint, where=place or name)
    kind = str(answer.get("broken", ""))
    if kind in _OUT_OF_MEMORY:
        return _refuse_large(name)
    if kind in _TOO_DEEP:
        return SourceError(
            "Nội dung lồng nhau quá sâu", "the content is nested too deeply", where=name, code="E_LIMIT",
            hint="lưu lại tệp bằng Word hoặc LibreOffice rồi thử lại (save it again)",
        )  # fmt: skip
    remark = f"{kind}: {answer.get('remark', '')}".strip(": ")
    if kind in {"ModuleNotFoundError", "ImportError"}:
        package = f"cancu[{form.extra}]" if form.extra else "cancu"
        return SourceError(
            f"Thiếu thư viện để đọc {form.name}", f"a library is missing: {remark}", where=name,
            code="E_MISSING_TOOL", hint=f'cài thêm (install): pip install "{package}"',
        )  # fmt: skip
    return SourceError(
        f"Không đọc được nội dung, tệp có thể đã hỏng ({remark})", f"the content cannot be read ({remark})", where=name,
        code="E_CORRUPT", hint="mở và lưu lại tệp, hoặc tải lại (save it again, or download it again)",
    )  # fmt: skip


def _explain_death(status: int | None, name: str) -> SourceError:
    """What a child that ended without an answer died of."""
    fatal = signal.Signals(-status).name if status is not None and status < 0 else ""
    if fatal in _TIME_SIGNALS:
        return _refuse_slow(name)
    if fatal == "SIGKILL":
        return _refuse_large(name)
    return SourceError(
        f"Bộ đọc bị sập ({fatal or status})", f"the reader crashed ({fatal or status})", where=name, code="E_CRASH",
        hint="tệp có thể hỏng; mở và lưu lại rồi thử lại (save the file again and retry)",
    )  # fmt: skip


def _refuse_slow(name: str) -> SourceError:
    return SourceError(
        "Đọc quá lâu, đã dừng", "reading took too long and was stopped", where=name, code="E_TIMEOUT",
        hint="tách tệp thành phần nhỏ hơn, hoặc lưu lại rồi thử lại (split the file or save it again)",
    )  # fmt: skip


def _refuse_large(name: str) -> SourceError:
    return SourceError(
        "Đọc tệp này cần quá nhiều bộ nhớ", "reading this file takes too much memory", where=name, code="E_MEMORY",
        hint="tách tệp thành phần nhỏ hơn (split the file)",
    )  # fmt: skip


def _refuse_flood(name: str) -> SourceError:
    return SourceError(
        "Bộ đọc trả về dữ liệu lạ hoặc quá lớn", "the reader returned something odd or too large", where=name,
        code="E_LIMIT", hint="mở và lưu lại tệp rồi thử lại (save the file again and retry)",
    )  # fmt: skip
