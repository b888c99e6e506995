"""How a result leaves the program: printed, as JSON, or as a file for an office; settled before any work is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from cancu.api import terminal
from cancu.api.report_formats import OFFICE, guess_format, judge_format


@dataclass(frozen=True)
class Delivery:
    """Where a result goes and in which format.

    Attributes:
        form: the format
        output: the file; None for standard output
        json: whether standard output holds JSON whatever the file holds
        keep: files that must not be written over
    """

    form: str
    output: Path | None
    json: bool
    keep: tuple[Path, ...] = ()

    def hand_over(self, write: Callable[[str], bytes]) -> None:
        """Write the file, print what is asked for on standard output.

        Args:
            write: makes the bytes of the result in a format
        """
        if self.output:
            terminal.write_file(self.output, write(self.form), keep=self.keep)
        if self.json or not self.output:
            terminal.print_text(write("json" if self.json else self.form).decode("utf-8"))
        if self.output:
            terminal.tell(f"Đã ghi {self.output}", "written")


def plan_delivery(
    form: str | None, output: Path | None, known: Sequence[str], *, json: bool, keep: tuple[Path, ...] = ()
) -> Delivery:
    """Settle format and target from the options of a command.

    The format is the one asked for, else that of the file's name; Word and Excel only go into a file of their name.

    Args:
        form: `--format`
        output: `--output`
        known: formats that the command writes
        json: `--json`
        keep: files that must not be written over

    Raises:
        typer.BadParameter: there is no such format, or it needs a file.
        CancuError: a library is missing, or the file must not be written over.
    """
    named = guess_format(output)
    chosen = form or named or ("json" if json else "text")
    if chosen not in known:
        raise typer.BadParameter(f"--format {chosen!r}: chọn trong {', '.join(known)} (choose among these)")
    if OFFICE & {chosen, named} and chosen != named:
        raise typer.BadParameter(f"--format {chosen}: cần --output có đuôi .{chosen} (needs --output FILE.{chosen})")
    judge_format(chosen)
    if output:
        terminal.judge_output(output, keep=keep)
    return Delivery(chosen, output, json, keep)
