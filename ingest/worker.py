"""The child process that transcribes one file after another for `cancu.ingest.isolation`.

It speaks in lines of JSON over the pipes it was started with, and keeps them to itself: what a library prints goes
nowhere. Before each file it sets its own limits of time; memory and file size are limited for good at its start. It
opens no connection. An exception that no reader foresaw ends it, and its name is the last line.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from cancu.ontology.errors import SourceError

SOURCE_FILE = "source"
RESULT_FILE = "result.json"
_LONGEST_REMARK = 300


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    requests, answers = _claim_pipes()
    sys.excepthook = _make_last_words(answers)
    sys.addaudithook(_refuse_network)
    _limit_space(int(sys.argv[1]), int(sys.argv[2]))
    for line in requests:
        _answer(json.loads(line), answers)


def transcribe_file(request: dict[str, Any], progress: Callable[[int, int], None]) -> None:
    """Transcribe the file in the request's folder and leave the result beside it.

    Args:
        request: folder, name and media type of the file, the module and function that read it, and whether it is a
            package whose parts must be checked first
        progress: called with pages done and in all

    Raises:
        SourceError: what the reader objects to.
    """
    from cancu.ingest.archives import check_package
    from cancu.ingest.transcript import Transcript

    folder = Path(request["folder"])
    data = Path(folder, SOURCE_FILE).read_bytes()
    if request["packaged"]:
        check_package(data, request["name"])
    transcript = Transcript(request["name"], request["media_type"], progress)
    getattr(import_module(request["module"]), request["function"])(data, transcript)
    Path(folder, RESULT_FILE).write_bytes(transcript.finish().model_dump_json().encode())


def _answer(request: dict[str, Any], answers: IO[str]) -> None:
    patience = int(request["patience"])
    tempfile.tempdir = os.environ["TMPDIR"] = request["folder"]

    def progress(done: int, total: int) -> None:
        _limit_time(patience)
        _say(answers, {"done": done, "total": total})

    _limit_time(patience)
    try:
        transcribe_file(request, progress)
    except SourceError as error:
        _say(answers, {"error": [error.code, error.message, error.english, error.hint, error.where]})
    else:
        _say(answers, {"finished": True})
    _limit_time(0)


def _claim_pipes() -> tuple[IO[str], IO[str]]:
    """Take the pipes for this module alone; whatever else reads or prints, here or in a program called, meets none."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    return requests, answers


def _say(answers: IO[str], value: dict[str, Any]) -> None:
    answers.write(json.dumps(value) + "\n")
    answers.flush()


def _make_last_words(
    answers: IO[str],
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def speak(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        _say(answers, {"broken": kind.__name__, "remark": str(error)[:_LONGEST_REMARK]})

    return speak


def _refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.getaddrinfo", "urllib.Request"}:
        raise PermissionError("a reader of documents makes no connection")


def _limit_space(memory: int, file_size: int) -> None:
    """Limit the address space and the size of files, here and in every program that is called; not on Windows."""
    try:
        import resource
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, file_size), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (bound, hard))


def _limit_time(seconds: int) -> None:
    """Give the process so many seconds from now, by the clock and of the processor; 0 lifts the limits."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    spent = int(used.ru_utime + used.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds if seconds else hard, hard))
    signal.alarm(seconds + 1 if seconds else 0)


if __name__ == "__main__":
    main()
