"""The service as a process of its own on this machine, where the real server matters: socket, signals, slow clients."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cancu.graph.store import Store

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("loopback")]
TOKEN = "ma-thu-7"


class Server(NamedTuple):
    """A running service."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def ask(
        self, path: str, method: str = "GET", body: Any = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        shown = {"authorization": f"Bearer {TOKEN}", **{name.replace("_", "-"): text for name, text in headers.items()}}
        connection.request(method, path, body, shown)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): text for name, text in answer.getheaders()}, body

    def open(self) -> socket.socket:
        """A bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)


Serve = Callable[..., Server]


@contextmanager
def run_service(store: Path, *options: str) -> Iterator[Server]:
    """Run `cancu serve` until the block ends."""
    log = store.parent / f"log-{time.monotonic_ns()}.txt"
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "cancu", "serve", "--store", str(store), "--port", "0", "--token", TOKEN, *options],
            stderr=errors,
            text=True,
            env={"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"},
        )
        try:
            yield Server(process, find_port(process, log), log)
        finally:
            process.kill()
            process.wait()


def find_port(process: subprocess.Popen[str], log: Path) -> int:
    """The port that the service has told."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        told = log.read_text("utf-8")
        if "http://127.0.0.1:" in told:
            return int(told.partition("http://127.0.0.1:")[2].partition("/")[0])
        time.sleep(0.05)
    raise AssertionError(f"the service did not start: {log.read_text('utf-8')}")


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve a store as a process: `serve(path, "--read-only")`."""
    with ExitStack() as stack:
        yield lambda store, *options: stack.enter_context(run_service(store, *options))


def make_ruling(number: int = 1) -> bytes:
    ruling = {
        "kind": "exempt",
        "first": "2215/QĐ-UBND#II.1",
        "second": "2764/KH-SNV",
        "by": f"Người thứ {number}",
        "reason": "Đã giao nơi khác",
    }
    return json.dumps(ruling).encode()


@pytest.mark.parametrize("when", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_at_once_and_leaves_the_store_whole(serve: Serve, own_store: Path, when: signal.Signals) -> None:
    server = serve(own_store)
    assert server.ask("/ready")[0] == 200
    held = server.open()  # a client that neither asks nor goes
    held.sendall(b"GET /api/documents HTTP/1.1\r\n")
    server.process.send_signal(when)
    started = time.monotonic()
    status = server.process.wait(10)
    assert time.monotonic() - started < 4
    assert status in (0, 130) if when == signal.SIGINT else status in (0, 143, -signal.SIGTERM)
    held.close()
    assert "Traceback" not in server.log.read_text("utf-8")
    with Store.open(own_store, read_only=True) as store:
        assert store.verify() == ()


def test_a_port_in_use_is_told(serve: Serve, own_store: Path) -> None:
    server = serve(own_store)
    done = subprocess.run(
        [sys.executable, "-m", "cancu", "serve", "--store", str(own_store), "--port", str(server.port)],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert f"127.0.0.1:{server.port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_slow_client_holds_nobody_up(serve: Serve, own_store: Path) -> None:
    server = serve(own_store)
    slow = [server.open() for _ in range(40)]
    for client in slow[:20]:
        client.sendall(b"GET /api/doc")
    for client in slow[20:]:
        client.sendall(b"POST /api/decisions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{")
    assert server.ask("/health")[0] == 200
    status, headers, _ = server.ask("/api/documents")
    assert status == 200 or (status == 429 and headers["retry-after"])
    for client in slow:
        client.close()
    time.sleep(0.3)
    assert server.ask("/api/documents")[0] == 200


def test_a_packed_body_is_not_unpacked(serve: Serve, own_store: Path) -> None:
    server = serve(own_store)
    bomb = gzip.compress(b" " * 50_000_000)
    status, headers, body = server.ask(
        "/api/decisions", "POST", bomb, content_type="application/json", content_encoding="gzip"
    )
    assert (status, headers["content-type"]) == (415, "application/problem+json"), body
    assert server.ask("/api/documents")[0] == 200


def test_a_body_without_length_is_cut_at_the_limit(serve: Serve, own_store: Path) -> None:
    server = serve(own_store)
    with server.open() as client:
        client.sendall(
            b"POST /api/decisions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            b"Authorization: Bearer ma-thu-7\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
        answer = b""
        try:
            for _ in range(40):
                client.sendall(chunk)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            answer = client.recv(4096)
        except ConnectionResetError:
            answer = b"HTTP/1.1 413 closed"
    assert b" 413 " in answer.split(b"\r\n")[0] + b" "
    assert server.ask("/api/documents")[0] == 200


@pytest.mark.parametrize(
    "bytes_sent",
    [b"\x16\x03\x01\x02\x00\x01", b"GET / HTTP/9.9\r\n\r\n", b"GET\r\n\r\n", b"\x00" * 500, b"A" * 200_000,
     b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 200_000],
)  # fmt: skip
def test_what_is_no_http_hurts_nobody(serve: Serve, own_store: Path, bytes_sent: bytes) -> None:
    server = serve(own_store)
    with server.open() as client:
        client.settimeout(5)
        try:
            client.sendall(bytes_sent)
            client.shutdown(socket.SHUT_WR)
            first = client.recv(4096).split(b"\r\n")[0]
        except OSError:
            first = b""
    assert first == b"" or b" 4" in first
    assert server.ask("/health")[0] == 200


def test_two_services_share_one_store(serve: Serve, own_store: Path) -> None:
    first, second = serve(own_store), serve(own_store)
    for number, server in enumerate((first, second, first, second)):
        assert server.ask("/api/decisions", "POST", make_ruling(number), content_type="application/json")[0] == 201
    for server in (first, second):
        assert len(json.loads(server.ask("/api/decisions")[2])["rulings"]) == 4


def test_writers_and_readers_at_once_lose_nothing(serve: Serve, own_store: Path) -> None:
    server = serve(own_store)
    most, each = 8, 6

    def write(number: int) -> list[int]:
        statuses: list[int] = []
        while statuses.count(201) < each:
            status, headers, body = server.ask(
                "/api/decisions", "POST", make_ruling(number), content_type="application/json"
            )
            assert status == 201 or (status in (429, 503) and headers["retry-after"]), body
            statuses.append(status)
            time.sleep(0.02)
        return statuses

    def read(number: int) -> int:
        path = ("/api/documents", "/api/decisions", "/api/cascade?document=990/NQ-CP", "/api/search?q=ke+hoach")[
            number % 4
        ]
        good = 0
        for _ in range(8):
            status, headers, body = server.ask(path)
            assert status == 200 or (status in (429, 503) and headers["retry-after"]), body
            good += status == 200
            time.sleep(0.02)
        return good

    with ThreadPoolExecutor(40) as pool:
        writers = [pool.submit(write, number) for number in range(most)]
        readers = [pool.submit(read, number) for number in range(32)]
        assert all(writer.result().count(201) == each for writer in writers)
        assert sum(reader.result() for reader in readers) > 0
    assert len(json.loads(server.ask("/api/decisions")[2])["rulings"]) == most * each
    with Store.open(own_store, read_only=True) as store:
        assert store.verify() == ()


def test_the_log_tells_no_words_of_documents(serve: Serve, own_store: Path) -> None:
    server = serve(own_store)
    for path in ("/api/documents", "/api/search?q=th%E1%BB%A7+t%E1%BB%A5c", "/api/text?document=990/NQ-CP", "/nowhere"):
        server.ask(path)
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(10)  # a line is written after its answer has gone
    lines = [line for line in server.log.read_text("utf-8").splitlines() if line.startswith("{")]
    assert [json.loads(line)["status"] for line in lines] == [200, 200, 200, 404]
    assert not any(word in "".join(lines) for word in ("thủ", "%E1", "990", TOKEN))
