"""The page about the HTTP service: its commands work, its limits are those of the service."""

from __future__ import annotations

import inspect
import re
import shlex
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import uvicorn

from cancu.api.commands_service import serve
from cancu.api.service import create_app
from cancu.api.service_settings import Limits, Settings
from cancu.api.serving import open_door
from cancu.graph.store import Store

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "http.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
CURLS = [command for command in COMMANDS if command.startswith("curl ")]


@pytest.fixture(scope="module")
def address(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the samples, served on this machine with the token of the page."""
    path = tmp_path_factory.mktemp("page") / "kho.db"
    with Store.open(sample_store, read_only=True) as store:
        store.backup(path)
    settings = Settings(path, token="MA-CUA-TOI", patience=60)
    with open_door(settings.host, 0) as door:
        server = uvicorn.Server(uvicorn.Config(create_app(settings), log_config=None, timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while thread.is_alive() and not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.mark.slow
@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize("command", CURLS, ids=range(len(CURLS)))
def test_commands_work(command: str, address: str) -> None:
    import httpx2

    words = shlex.split(command.replace("http://127.0.0.1:8711", address))
    options, url = words[1:-1], words[-1]
    pairs = list(pairwise(options))
    headers = dict(text.split(": ", 1) for flag, text in pairs if flag == "-H")
    body = next((text for flag, text in pairs if flag == "--data-binary"), None)
    form = dict(text.split("=", 1) for flag, text in pairs if flag == "--data-urlencode")
    method = "POST" if body or form else "GET"
    answer = httpx2.request(method, url, headers=headers, content=body, data=form or None, timeout=120)
    assert answer.is_success, answer.text
    assert answer.content


def test_the_page_serves_as_it_says() -> None:
    served = next(command for command in COMMANDS if command.startswith("cancu serve"))
    names = {name.removeprefix("--").replace("-", "_") for name in re.findall(r"--[a-z-]+", served)}
    assert names <= set(inspect.signature(serve).parameters)


def test_the_page_tells_the_limits() -> None:
    limits = Limits()
    assert f"tối đa {limits.seconds:g} giây" in PAGE
    assert f"{limits.rows:,} rows" in PAGE
    assert f"tối đa {Settings(Path('x')).patience:g} giây" in PAGE
