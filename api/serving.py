"""Running the service until it is stopped."""

from __future__ import annotations

import gc
import logging
import socket
import sys
from collections.abc import Callable
from typing import TextIO

import uvicorn
from fastapi import FastAPI

from cancu.api.service_settings import Settings
from cancu.ontology.errors import CancuError

Announce = Callable[[str, str | None], None]
_SECONDS_TO_END = 2
_IDLE_SECONDS = 30
_TURN = 0.001
"""Seconds that one answer may compute while others wait for their turn: a long one must not hold up many short ones."""
_YOUNG, _ROUNDS = 10_000, (20, 20)
"""New objects after which the garbage collector looks through them, and how many of its rounds make a larger one: an
answer makes thousands of records that go with it, and looking for rings among them took a tenth of all time."""
_WAITING = 128
"""Connections that wait at the door until they are let in."""


def run_service(app: FastAPI, settings: Settings, announce: Announce) -> None:
    """Listen and answer until Ctrl-C; `announce` is told the address once the door is open.

    Raises:
        CancuError: the address or the port cannot be had.
    """
    sys.setswitchinterval(_TURN)
    gc.set_threshold(_YOUNG, *_ROUNDS)
    door = open_door(settings.host, settings.port)
    _log_to(sys.stderr)
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    announce(f"http://{name}:{door.getsockname()[1]}", settings.token)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_SECONDS_TO_END,
    )  # fmt: skip
    with door:
        uvicorn.Server(config).run(sockets=[door])


def open_door(host: str, port: int) -> socket.socket:
    """A socket that listens at an address.

    Raises:
        CancuError: another program has it, or it is no address of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen(_WAITING)
    except OSError as error:
        door.close()
        raise CancuError(
            f"Không mở được {host}:{port}: {error.strerror or error}",
            f"cannot listen at {host}:{port}",
            hint="chọn cổng khác: cancu serve --port 8712 (choose another port)",
            code="E_PORT",
        ) from error
    return door


def _log_to(stream: TextIO) -> None:
    """Lines of the log as they are, JSON each."""
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("cancu.service")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    logger.propagate = False
