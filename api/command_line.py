"""The program `cancu`: its commands, and what becomes of errors."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

app = typer.Typer(name="cancu", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"cancu {version('cancu')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _open(
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True)] = False,
) -> None:
    """Đọc văn bản hành chính, nối căn cứ, kế hoạch, cơ quan và nhiệm vụ."""


@app.command()
def demo() -> None:
    """Chạy thử trên bộ văn bản mẫu (try the bundled samples)."""
    typer.echo("demo")


def run_program(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status."""
    return int(app(list(arguments), standalone_mode=False, prog_name="cancu") or 0)


def main() -> None:
    """Entry point of the installed program."""
    sys.exit(run_program(sys.argv[1:]))
