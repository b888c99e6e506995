"""A real Neo4j server for tests, benchmarks and development: `make neo4j`, `make neo4j-stop`.

Usage: python tests/neo4j/server.py start|stop

Maven brings the jars that `pom.xml` names; Java 17 or 21 runs them. Every start has a fresh home, a free port of this
machine alone, and a password. Nothing is left behind but the jars, in `build/neo4j` of the repository.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

_POM = Path(__file__).with_name("pom.xml")
_BUILD = _POM.parent.parent.parent / "build" / "neo4j"
_STATE = _BUILD / "server.json"
_OPENED = ("java.nio", "java.io", "java.lang", "java.util.concurrent")
_MEMORY = ("-Xms256m", "-Xmx1g", "-XX:+UseG1GC")
_PATIENCE = 90
"""Seconds that a start may take on a busy machine."""
_USUAL_PORT = 7687


class Server(NamedTuple):
    """A running server.

    Attributes:
        uri: where it speaks Bolt
        home: its folder, with data, logs and settings
    """

    uri: str
    user: str
    password: str
    home: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End it as an operator would, and wait."""
        self.process.terminate()
        self.process.wait(_PATIENCE)

    def kill(self) -> None:
        """End it as a power cut would, and wait."""
        self.process.kill()
        self.process.wait(_PATIENCE)


def find_obstacle() -> str:
    """What keeps the server from running here; empty where nothing does."""
    missing = [program for program in ("java", "mvn") if shutil.which(program) is None]
    return f"{' and '.join(missing)} missing: apt install default-jre-headless maven" if missing else ""


def resolve_jars() -> Path:
    """The folder of the jars, filled by Maven when it is asked for first."""
    folder = _BUILD / "lib"
    stamp = folder / "pom.xml"
    if not (stamp.is_file() and stamp.read_bytes() == _POM.read_bytes()):
        draft = _BUILD / f"lib-{os.getpid()}"  # two who ask at once do not disturb each other
        command = ["mvn", "-q", "-B", "-f", str(_POM), "dependency:copy-dependencies", f"-DoutputDirectory={draft}"]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        shutil.copyfile(_POM, draft / stamp.name)
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    return folder


def start(home: Path, *, port: int | None = None, password: str | None = None) -> Server:
    """Start a server in an empty or a used home, and wait until it speaks Bolt.

    Raises:
        TimeoutError: it did not start; its output stands in `console.log` of the home.
    """
    port = port or find_free_port()
    password = password or secrets.token_hex(12)
    fresh = not (home / "data" / "databases" / "system").exists()
    (home / "logs" / "neo4j.log").unlink(missing_ok=True)
    write_settings(home, port)
    if fresh:
        run_admin(home, "dbms", "set-initial-password", password)
    command = [*_command(), *_MEMORY, "org.neo4j.server.CommunityEntryPoint"]
    command += [f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    with (home / "console.log").open("ab") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=_environment(home), start_new_session=True
        )
    server = Server(f"bolt://127.0.0.1:{port}", "neo4j", password, home, process)
    _wait(server, port)
    return server


def write_settings(home: Path, port: int) -> None:
    """Write the settings of a server that only this machine can reach."""
    settings = (
        "server.default_listen_address=127.0.0.1",
        f"server.bolt.listen_address=127.0.0.1:{port}",
        f"server.bolt.advertised_address=127.0.0.1:{port}",
        "server.http.enabled=false",
        "server.https.enabled=false",
        "server.memory.pagecache.size=256m",
        "dbms.usage_report.enabled=false",
        "db.tx_log.rotation.retention_policy=false",
    )
    (home / "conf").mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").write_text("\n".join(settings) + "\n", encoding="utf-8")


def run_admin(home: Path, *arguments: str, folder: Path | None = None) -> None:
    """Run `neo4j-admin` on a home, for example `database import full`; `folder` is where it finds its files."""
    command = [*_command(), "org.neo4j.cli.AdminTool", *arguments]
    subprocess.run(command, check=True, env=_environment(home), cwd=folder, capture_output=True)


def find_free_port() -> int:
    """A port that nothing listens on; the usual one is left to whoever runs a server of their own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command() -> list[str]:
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
    return ["java", *opened, "-cp", f"{resolve_jars()}/*"]


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf"), "LC_ALL": "C.UTF-8"}


def _wait(server: Server, port: int) -> None:
    log = server.home / "logs" / "neo4j.log"
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and server.process.poll() is None:
        if log.is_file() and "Started." in log.read_text("utf-8"):
            return
        time.sleep(0.1)
    server.process.kill()
    raise TimeoutError(f"Neo4j did not start on port {port}; see {server.home / 'console.log'}")


def main() -> None:
    """Start or stop the server for development."""
    if sys.argv[1:] == ["start"]:
        _start_for_people()
    elif sys.argv[1:] == ["stop"]:
        _stop_for_people()
    else:
        sys.exit(__doc__)


def _start_for_people() -> None:
    obstacle = find_obstacle()
    if obstacle:
        sys.exit(f"Neo4j: {obstacle}")
    if _STATE.is_file():
        _stop_for_people()
    home = _BUILD / "home"
    shutil.rmtree(home, ignore_errors=True)
    server = start(home, port=_USUAL_PORT if _is_free(_USUAL_PORT) else None)
    _STATE.write_text(json.dumps({"pid": server.process.pid}), encoding="utf-8")
    print(f"export CANCU_NEO4J_USER={server.user} CANCU_NEO4J_PASSWORD={server.password}")
    print(f"export CANCU_NEO4J={server.uri}")


def _stop_for_people() -> None:
    if _STATE.is_file():
        pid = json.loads(_STATE.read_text(encoding="utf-8"))["pid"]
        if _is_ours(pid):
            os.kill(pid, signal.SIGTERM)
        while _is_ours(pid):
            time.sleep(0.1)
        _STATE.unlink()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _is_ours(pid: int) -> bool:
    """Whether the process that was started is still the one that runs under its number."""
    found = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return "org.neo4j.server.CommunityEntryPoint" in found.stdout


if __name__ == "__main__":
    main()
