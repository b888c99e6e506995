"""ArcadeDB in the place of Neo4j, where Java or Maven is missing: it brings its own Java, and speaks Bolt and Cypher.

It runs in a process of its own (inside the interpreter its virtual machine brings that down at the end). It has no
full-text index of Neo4j's kind, no `neo4j-admin` and no Browser: whoever passes here has not passed on Neo4j.
"""

from __future__ import annotations

import secrets
import socket
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

DATABASE = "cancu"
_PATIENCE = 90
"""Seconds that a start may take on a busy machine."""


class Server(NamedTuple):
    """A running server."""

    uri: str
    user: str
    password: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End it, and wait."""
        self.process.terminate()
        self.process.wait(_PATIENCE)


def find_obstacle() -> str:
    """What keeps it from running here; empty where nothing does."""
    return "" if find_spec("arcadedb_embedded") else "arcadedb-embedded missing: pip install arcadedb-embedded"


def start(home: Path, port: int) -> Server:
    """Start a server with one empty database in an empty home, and wait until it speaks Bolt.

    Raises:
        TimeoutError: it did not start; its output stands in `console.log` of the home.
    """
    password = secrets.token_hex(12)
    with (home / "console.log").open("ab") as log:
        process = subprocess.Popen(
            _command(home, port, password), cwd=home, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    server = Server(f"bolt://127.0.0.1:{port}", "root", password, process)
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    process.kill()
    raise TimeoutError(f"ArcadeDB did not start on port {port}; see {home / 'console.log'}")


def _command(home: Path, port: int, password: str) -> list[str]:
    spec = find_spec("arcadedb_embedded")
    assert spec
    assert spec.origin
    package = Path(spec.origin).parent
    settings = {
        "server.rootPassword": password,
        "server.rootPath": home,
        "server.databaseDirectory": home / "databases",
        "server.defaultDatabases": f"{DATABASE}[root]",
        "server.httpIncomingHost": "127.0.0.1",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": "127.0.0.1",
        "bolt.port": port,
    }
    given = [f"-Darcadedb.{name}={value}" for name, value in settings.items()]
    jars = f"{package / 'jars'}/*"
    return [
        str(package / "jre" / "bin" / "java"),
        "-Xmx512m",
        *given,
        "-cp",
        jars,
        "com.arcadedb.server.ArcadeDBServer",
    ]
