"""SPARQL over the graph: one warm process that answers, and is killed when a query passes its limits.

Queries are run by Oxigraph in a process of its own (`query_worker`), which holds the triples in memory and can reach
neither files nor the network. Nothing that a query does can outlive its limit: the process is killed, its memory
returned, and the next query gets a new one.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Timer
from time import monotonic
from types import TracebackType
from typing import Any

from cancu.graph.query_answers import Answer, Term
from cancu.graph.query_guard import tidy_query
from cancu.graph.worker_process import start_worker
from cancu.ontology.errors import QueryError, StoreUnavailableError
from cancu.ontology.extras import require_extra

_LOADING_SECONDS = 600.0
_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """How far a query may go.

    Attributes:
        seconds: of the clock, for reading, answering and handing over
        rows: of a table, or triples of a graph; more are cut and the answer says so
        memory: megabytes beyond what the graph itself takes
    """

    seconds: float = 10.0
    rows: int = 10_000
    memory: int = 512


@dataclass(frozen=True)
class Triples:
    """A file of triples and how its names are shortened.

    Attributes:
        path: N-Triples
        base: what relative IRIs of a query are relative to
        prefixes: known to every query without a PREFIX line
        rules: CONSTRUCT queries whose triples are added, one after the other, before any question is answered
    """

    path: Path
    base: str | None = None
    prefixes: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()


class Endpoint:
    """Answers queries over one file of triples; use it as a context manager, or close it.

    The process starts with the first query and serves all that follow, one at a time.
    """

    def __init__(self, triples: Triples, limits: Limits | None = None) -> None:
        self.triples = triples
        self.limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def __enter__(self) -> Endpoint:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; the next query would start a new one."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()

    def prepare(self) -> None:
        """Start the process now, so that the first query need not wait for the triples to be loaded."""
        require_extra("rdf", "pyoxigraph", "rdflib")
        with self._lock:
            self._start()

    def query(self, text: str, parameters: Mapping[str, Term] | None = None, *, limits: Limits | None = None) -> Answer:
        """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE.

        Args:
            text: SPARQL 1.1
            parameters: terms that the query reads with `GRAPH param:given { [] param:NAME ?value }`; they are data,
                never text of the query
            limits: for this query, instead of the endpoint's; memory is set when the process starts

        Raises:
            QueryError: E_QUERY_FORBIDDEN (SERVICE, FROM, updates), E_QUERY_SYNTAX, E_QUERY_TOO_LARGE, E_QUERY_TIMEOUT,
                E_QUERY_MEMORY.
            CancuError: the libraries of `cancu[rdf]` are missing; rdflib's own engine never stands in for Oxigraph.
            StoreUnavailableError: the triples cannot be loaded.
        """
        limits = limits or self.limits
        require_extra("rdf", "pyoxigraph", "rdflib")
        request = {
            "query": tidy_query(text),
            "parameters": dict(parameters or {}),
            "rows": limits.rows,
            "seconds": limits.seconds,
        }
        with self._lock:
            process, start = self._start(), monotonic()
            answer = self._exchange(process, request, limits.seconds)
            if answer is None:
                raise _report_end(limits, in_time=monotonic() - start < limits.seconds)
            if answer.pop("spent") or monotonic() - start >= limits.seconds:
                self.close()  # it holds too much memory, or was killed just as it had answered
        if "error" in answer:
            message, english, hint, where, code = answer["error"]
            raise QueryError(message, english, hint=hint, where=where, code=code)
        return Answer.model_validate(answer)

    def _start(self) -> subprocess.Popen[bytes]:
        """The running process, or a new one that has loaded the triples."""
        if self._process and self._process.poll() is None:
            return self._process
        self.close()
        self._process = start_worker("cancu.graph.query_worker")
        settings = {
            "path": str(self.triples.path),
            "base": self.triples.base,
            "prefixes": dict(self.triples.prefixes),
            "rules": self.triples.rules,
            "memory": self.limits.memory * _MEGABYTE,
        }
        if self._exchange(self._process, settings, _LOADING_SECONDS) is None:
            raise StoreUnavailableError(
                "Không nạp được đồ thị để truy vấn", "the graph cannot be loaded", where=str(self.triples.path)
            )
        return self._process

    def _exchange(self, process: subprocess.Popen[bytes], message: Mapping[str, Any], seconds: float) -> Any:
        """One line to the process and one back; None where it ended, or had to be ended."""
        assert process.stdin is not None
        assert process.stdout is not None
        timer = Timer(seconds, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps(message).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = b""
        except BaseException:
            self.close()  # whoever interrupts the question must not read its answer later
            raise
        finally:
            timer.cancel()
        if line.endswith(b"\n"):
            return json.loads(line)
        self.close()
        return None


def _report_end(limits: Limits, *, in_time: bool) -> QueryError:
    """Why a query was ended before it had an answer."""
    if in_time:
        return QueryError(
            f"Truy vấn cần quá nhiều bộ nhớ, hơn {limits.memory} MB",
            f"the query needs more than {limits.memory} MB",
            hint="thu hẹp truy vấn: nêu rõ văn bản, cơ quan, năm (narrow it down)",
            code="E_QUERY_MEMORY",
        )
    return QueryError(
        f"Truy vấn chạy quá {limits.seconds:g} giây nên đã dừng",
        f"the query ran for more than {limits.seconds:g} s and was ended",
        hint="thu hẹp truy vấn, hoặc cho thêm thời gian bằng --timeout (narrow it down, or allow more time)",
        code="E_QUERY_TIMEOUT",
    )
