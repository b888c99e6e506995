"""What people see: tables that fit the terminal, messages beside the results, one JSON value for programs.

Results go to standard output, everything else to standard error. Off a terminal there is no colour, no progress
line, and tables have a fixed width, so that the same input prints the same bytes.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from cancu.ontology.errors import CancuError

if TYPE_CHECKING:
    from rich.console import Console

WIDTH_OFF_TERMINAL = 100
NARROWEST = 40


def find_width() -> int:
    """Columns that a line may take: the terminal's, `$COLUMNS`, or a fixed width off a terminal."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return max(NARROWEST, shutil.get_terminal_size().columns)
    return WIDTH_OFF_TERMINAL


def print_json(value: object) -> None:
    """Print the one JSON value that `--json` promises."""
    sys.stdout.write(render_json(value))


def render_json(value: object) -> str:
    """JSON as it is printed: real letters, two blanks of indent, a line end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def print_text(text: str) -> None:
    """Print a finished text to standard output, ending in one line end."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def tell(message: str, english: str = "") -> None:
    """Say something beside the result, on standard error."""
    sys.stderr.write(f"{message} ({english})\n" if english else f"{message}\n")


def suggest(command: str) -> None:
    """Name the command that is useful next, on standard error."""
    tell(f"→ Tiếp theo (next): {command}")


def show_error(error: CancuError) -> None:
    """Print cause, place and next step of an error on standard error."""
    english = f" ({error.english})" if error.english != error.message else ""
    lines = [f"Lỗi: {error.message}{english}"]
    if error.where:
        lines.append(f"  tại (at): {error.where}")
    candidates = getattr(error, "candidates", ())
    lines += [f"  - {candidate}" for candidate in candidates]
    if error.hint and not candidates:
        lines.append(f"  → {error.hint}")
    if candidates:
        lines.append("  → Ghi rõ hơn, hoặc dùng IRI ở trên (name it more fully, or use an IRI above)")
    sys.stderr.write("\n".join(lines) + "\n")


def describe_error(error: CancuError) -> dict[str, Any]:
    """An error as the JSON value that `--json` prints in place of a result."""
    return {
        "error": {
            "code": error.code,
            "message": error.message,
            "english": error.english,
            "where": error.where,
            "hint": error.hint,
            "candidates": list(getattr(error, "candidates", ())),
        }
    }


def render_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numeric: Sequence[int] = (),
    narrow: Sequence[int] = (),
    wide: int | None = None,
) -> str:
    """A table no wider than the terminal; long cells wrap, numbers align to the right.

    Args:
        columns: headings, one per cell of a row
        rows: cells as text
        numeric: positions of the columns that hold numbers; these never wrap
        narrow: positions of other columns that never wrap, such as days
        wide: position of the column that takes half of the width
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for position, heading in enumerate(columns):
        table.add_column(
            heading,
            justify="right" if position in numeric else "left",
            overflow="fold",
            no_wrap=position in numeric or position in narrow,
            min_width=find_width() // 2 if position == wide else None,
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return _capture(table)


def render_paragraph(text: str, *, indent: int = 0, bullet: str = "") -> str:
    """A text wrapped to the terminal, further lines hanging under the first."""
    import textwrap

    first = " " * indent + bullet
    wrapped = textwrap.wrap(
        " ".join(text.split()),
        width=find_width(),
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_on_hyphens=False,
        break_long_words=False,
    )
    return "\n".join(wrapped)


def render_fields(pairs: Iterable[tuple[str, str]]) -> str:
    """Name and value in two columns; empty values are left out."""
    kept = [(name, value) for name, value in pairs if value]
    widest = max((len(name) for name, _ in kept), default=0)
    return "\n".join(render_paragraph(value, bullet=f"{name:<{widest}}  ") for name, value in kept)


def shorten(text: str, length: int) -> str:
    """The first words of a text, at most `length` characters, with an ellipsis where something is left out."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0] + "…"


def print_date(day: str | datetime.date | None) -> str:
    """A day as these documents print it: `22/12/2021`; empty where unknown.

    Example:
        >>> print_date("2021-12-22")
        '22/12/2021'
    """
    if not day:
        return ""
    value = datetime.date.fromisoformat(day) if isinstance(day, str) else day
    return value.strftime("%d/%m/%Y")


@contextmanager
def write_output(path: Path | None) -> Iterator[TextIO]:
    """Open where a report goes: standard output, or a file that appears whole or not at all.

    Raises:
        CancuError: the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        draft.replace(path)
    except OSError as error:
        raise CancuError(
            f"Không ghi được tệp: {error.strerror or error}",
            "the file cannot be written",
            where=str(path),
            hint="Chọn thư mục khác bằng --output (choose another place)",
            code="E_OUTPUT",
        ) from error
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


@contextmanager
def show_progress(total: int, label: str) -> Iterator[Any]:
    """Yield a function to call after each step; it draws a line on standard error, on a terminal only."""
    if not sys.stderr.isatty() or total < 2:
        yield lambda _name="": None
        return
    done = 0

    def step(name: str = "") -> None:
        nonlocal done
        done += 1
        sys.stderr.write(f"\r\x1b[2K{label} {done}/{total} {shorten(name, 40)}")
        sys.stderr.flush()

    try:
        yield step
    finally:
        sys.stderr.write("\r\x1b[2K")
        sys.stderr.flush()


def _capture(renderable: object) -> str:
    console = _make_console()
    with console.capture() as capture:
        console.print(renderable)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def _make_console() -> Console:
    from rich.console import Console

    return Console(
        width=find_width(), color_system="auto" if sys.stdout.isatty() else None, highlight=False, legacy_windows=False
    )
