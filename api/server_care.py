"""Care of a Neo4j server: the store file is opened, the server is asked, progress is shown."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from cancu.api import terminal

Value = dict[str, Any]

_STAGES = {
    "bodies": "Đẩy văn bản",
    "heads": "Đẩy dẫn chiếu",
    "verdicts": "So kế hoạch",
}


def push(path: Path, address: str, *, jobs: int = 1) -> Value:
    """Bring a store to a server; what it has already is passed over.

    Raises:
        StoreError: the store cannot be opened, or the server does not answer or refuses.
    """
    from cancu.graph.neo4j_driver import connect, read_access
    from cancu.graph.neo4j_push import push_store
    from cancu.graph.store import Store

    started = time.perf_counter()
    with (
        Store.open(path, read_only=True) as store,
        connect(read_access(address)) as server,
        terminal.show_progress(1, "Đang đẩy") as line,
    ):
        report = push_store(
            store, server, step=lambda stage, done, total: line.move(_STAGES[stage], done, total), jobs=jobs
        )
    return {"server": address, **report.model_dump(), "seconds": round(time.perf_counter() - started, 3)}


def check(path: Path, address: str) -> Value:
    """Compare a server with a store.

    Raises:
        StoreError: the store cannot be opened, or the server does not answer or refuses.
    """
    from cancu.graph.neo4j_check import check_server
    from cancu.graph.neo4j_driver import connect, read_access
    from cancu.graph.store import Store

    with Store.open(path, read_only=True) as store, connect(read_access(address)) as server:
        report = check_server(store, server)
    return {**report.model_dump(mode="json"), "sound": report.sound}


def write_files(path: Path, folder: Path, *, jobs: int = 1) -> Value:
    """Write a store as files for `neo4j-admin database import full`.

    Raises:
        StoreError: the store cannot be opened, or the folder holds something.
    """
    from cancu.graph.neo4j_files import write_import
    from cancu.graph.store import Store

    with Store.open(path, read_only=True) as store, terminal.show_progress(1, "Đang ghi") as line:
        counts = write_import(
            store, folder, step=lambda stage, done, total: line.move(_STAGES[stage], done, total), jobs=jobs
        )
    return {"folder": str(folder), "files": counts}
