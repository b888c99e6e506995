"""The command that runs the service."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cancu.api import terminal
from cancu.api.options import JsonOption, StoreOption, find_store_path


def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Địa chỉ nghe (address to listen at)")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Cổng (port)")] = 8711,
    token: Annotated[
        str | None, typer.Option(metavar="TOKEN", help="Mã để ghi; mặc định $CANCU_TOKEN, không có thì tự tạo (token)")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Không ai ghi được (nobody may write)")] = False,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="Tên máy chủ được gọi (a name to answer to)"),
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Mở trang web và dịch vụ trên máy này: thả tệp, xem thiếu đủ, ghi quyết định (pages and HTTP service).

    Ví dụ: cancu serve --store tinh.db
    """
    from cancu.ontology.extras import require_extra

    require_extra("http", "fastapi", "jinja2", "uvicorn")
    from cancu.api.service import create_app
    from cancu.api.service_settings import Settings
    from cancu.api.serving import run_service

    settings = Settings(Path(find_store_path(store)), host=host, port=port, hosts=tuple(allow_host or ()))
    if not (read_only or settings.server):
        chosen = token or os.environ.get("CANCU_TOKEN") or secrets.token_urlsafe(24)
        settings = replace(settings, token=chosen)
    run_service(create_app(settings), settings, announce=_announce_to_programs if json else _announce)


def _announce(address: str, token: str | None) -> None:
    """Say where the pages are; the address with the token is for whoever may write."""
    if token:
        terminal.tell(f"Mở trang: {address}/enter?token={token}", "open this page; the token lets you write")
    else:
        terminal.tell(f"Mở trang: {address}/", "open this page; nobody may write")
    terminal.tell("Dừng bằng Ctrl-C", "stop with Ctrl-C")


def _announce_to_programs(address: str, token: str | None) -> None:
    """Tell a program that starts the service where it listens and what a writer must show."""
    terminal.print_json({"address": address, "token": token})
    sys.stdout.flush()
