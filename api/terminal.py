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
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TextIO

from cancu.api.tables import clean_text, format_table, wrap_text
from cancu.ontology.errors import CancuError
from cancu.ontology.outputs import is_database, judge_target, replace_file

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
    """Print a finished text to standard output, ending in a line end."""
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


def render_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, numeric: Sequence[int] = ()) -> str:
    """A table no wider than the terminal; long cells wrap between words, numbers align to the right.

    Args:
        columns: headings, one per cell of a row
        rows: cells as text
        numeric: positions of the columns that hold numbers
    """
    lines = format_table(columns, list(rows), find_width(), numeric=numeric)
    if _is_styled():
        lines[0] = f"\x1b[1m{lines[0]}\x1b[0m"
    return "\n".join(lines)


def render_paragraph(text: str, *, indent: int = 0, bullet: str = "") -> str:
    """A text wrapped to the terminal, further lines hanging under the first."""
    first = " " * indent + bullet
    lines = wrap_text(clean_text(text), max(NARROWEST // 2, find_width() - len(first)))
    return first + f"\n{' ' * len(first)}".join(lines)


def render_fields(pairs: Iterable[tuple[str, str]]) -> str:
    """Name and value in two columns; empty values are left out."""
    kept = [(name, value) for name, value in pairs if value]
    widest = max((len(name) for name, _ in kept), default=0)
    return "\n".join(render_paragraph(value, bullet=f"{name:<{widest}}  ") for name, value in kept)


def shorten(text: str, length: int) -> str:
    """The first words of a text, at most `length` characters, with an ellipsis where something is left out."""
    text = clean_text(text)
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
def write_output(path: Path | None, *, keep: Iterable[Path] = ()) -> Iterator[TextIO]:
    """Open where a report goes: standard output, or a file that appears whole or not at all.

    Args:
        path: the file; None for standard output
        keep: files that must not be written over, such as the inputs and the store

    Raises:
        CancuError: the file cannot or must not be written.
    """
    if path is None:
        yield sys.stdout
        return
    with _replace_output(path, keep) as draft, draft.open("w", encoding="utf-8", newline="") as stream:
        yield stream


@contextmanager
def write_bytes(path: Path, *, keep: Iterable[Path] = ()) -> Iterator[IO[bytes]]:
    """Open a file for bytes; it appears whole or not at all.

    Args:
        path: the file
        keep: files that must not be written over, such as the inputs and the store

    Raises:
        CancuError: the file cannot or must not be written.
    """
    with _replace_output(path, keep) as draft, draft.open("wb") as stream:
        yield stream


def write_file(path: Path, data: bytes, *, keep: Iterable[Path] = ()) -> None:
    """Write a finished file, which appears whole or not at all.

    Args:
        path: the file
        data: all its bytes
        keep: files that must not be written over, such as the inputs and the store

    Raises:
        CancuError: the file cannot or must not be written.
    """
    with _replace_output(path, keep) as draft:
        draft.write_bytes(data)


@contextmanager
def _replace_output(path: Path, keep: Iterable[Path]) -> Iterator[Path]:
    """The draft of a report; what the system refuses is said in words."""
    judge_output(path, keep=keep)
    try:
        with replace_file(path, keep=keep) as draft:
            yield draft
    except CancuError:
        raise
    except OSError as error:
        raise CancuError(
            f"Không ghi được tệp: {error.strerror or error}",
            "the file cannot be written",
            where=str(path),
            hint="kiểm tra dung lượng và quyền ghi, hoặc chọn tệp khác (check space and permission)",
            code="E_OUTPUT",
        ) from error


def judge_output(path: Path, *, keep: Iterable[Path] = ()) -> None:
    """Refuse a report's target before any work is done: what `judge_target` refuses, and every database.

    Raises:
        CancuError: the file must not be written over.
    """
    judge_target(path, keep=keep)
    if path.is_file() and os.access(path, os.R_OK) and is_database(path):
        raise CancuError(
            "Đích là cơ sở dữ liệu, không ghi báo cáo đè lên",
            "the target is a database",
            where=str(path),
            hint="chọn tệp khác để ghi (choose another file)",
            code="E_OUTPUT",
        )


class ProgressLine:
    """A line on standard error that tells how far long work is; nothing off a terminal.

    Args:
        total: steps in all
        label: what is done
        shown: whether there is a person to see it
    """

    def __init__(self, total: int, label: str, *, shown: bool) -> None:
        self._total = total
        self._label = label
        self._shown = shown
        self._done = 0

    def step(self, name: str = "") -> None:
        """One step is done."""
        self._done += 1
        self._draw(shorten(name, 40))

    def move(self, label: str, done: int, total: int) -> None:
        """A stage of its own name has come so far."""
        self._label, self._done, self._total = label, done, total
        self._draw("")

    def page(self, done: int, total: int) -> None:
        """So many pages of the step under way are done."""
        self._draw(f"trang {done}/{total}")

    def _draw(self, words: str) -> None:
        if self._shown:
            bar = "█" * (_BAR * self._done // max(self._total, 1))
            sys.stderr.write(f"\r\x1b[2K{self._label} {bar:░<{_BAR}} {self._done}/{self._total} {words}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


_BAR = 20


@contextmanager
def show_progress(total: int, label: str) -> Iterator[ProgressLine]:
    """Yield the line to move on after each step; it is drawn on a terminal only, and gone afterwards."""
    line = ProgressLine(total, label, shown=sys.stderr.isatty() and total > 0)
    try:
        yield line
    finally:
        line.clear()


def _is_styled() -> bool:
    """Whether headings are printed bold: on a terminal that can, unless the person wants none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
