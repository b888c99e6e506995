"""What the papers share: cells, quotes, findings, numbered sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cancu.api.messages import SEVERITIES, label
from cancu.api.report_model import Cell, Column, Section, Table, Tone, Words

if TYPE_CHECKING:
    from cancu.ontology.records import EvidenceSpan, Finding

NONE = "Không có. (None.)"
FINDING_COLUMNS = (
    Column("Mức", "severity", 15),
    Column("Nơi", "where", 20),
    Column("Nội dung", "what", 65),
)


def say(*lines: str) -> Cell:
    """A cell of plain lines; empty ones are left out, and a dash stands where nothing is left."""
    return tuple(Words(line) for line in lines if line) or (Words("–"),)


def cite_quote(quote: EvidenceSpan) -> Cell:
    """A quote letter by letter, with its offsets in the text of its document."""
    return (Words(quote.text, Tone.QUOTE), Words(f"[ký tự {quote.start}–{quote.end}]", Tone.QUIET))


def describe_finding(finding: Finding) -> tuple[Cell, ...]:
    """The row of a finding, for `FINDING_COLUMNS`."""
    what = (Words(finding.message), Words(f"{finding.english or '–'} [{finding.code}]", Tone.QUIET))
    return say(label(SEVERITIES, finding.severity)), say(finding.where or "cả văn bản"), what


def list_rows(
    title: str, columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]], *notes: str, count: int | None = None
) -> Section:
    """A section whose heading tells how many it lists; one without rows says so.

    Args:
        title: Vietnamese with English in brackets
        columns: those of the table
        rows: its rows
        notes: what to know before reading
        count: how many, where some rows only lead others
    """
    heading = f"{title}: {len(rows) if count is None else count}"
    return Section(heading, notes, Table(columns, tuple(rows))) if rows else Section(heading, (NONE,))


def number_sections(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections with their numbers before their titles."""
    return tuple(
        Section(f"{number}. {section.title}", section.notes, section.table)
        for number, section in enumerate(sections, start=1)
    )
