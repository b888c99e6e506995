"""A paper for the terminal: the same sections and tables, in letters alone."""

from __future__ import annotations

from collections.abc import Iterator

from cancu.api import terminal
from cancu.api.office_text import clean_letters
from cancu.api.report_model import Cell, Paper, Section, Table, Tone, Words


def render_paper(paper: Paper) -> str:
    """The paper as text; nothing is cut, and a row that leads others stands as a line between tables."""
    facts = terminal.render_fields((name, clean_letters(value)) for name, value in paper.facts)
    head = "\n".join(part for part in (paper.title, terminal.render_paragraph(paper.subject), facts) if part)
    return "\n\n".join([head, *map(_render_section, paper.sections)]) + "\n"


def mark_words(words: Words) -> str:
    """Words in letters alone: those that were removed or added between signs, as in the comparison of versions.

    Example:
        >>> mark_words(Words("31/3", Tone.REMOVED)), mark_words(Words("30/4", Tone.ADDED))
        ('[-31/3-]', '{+30/4+}')
    """
    text = clean_letters(words.text)
    start, end = {Tone.REMOVED: ("[-", "-]"), Tone.ADDED: ("{+", "+}")}.get(words.tone, ("", ""))
    return f"{start}{text}{end}"


def _render_section(section: Section) -> str:
    notes = [terminal.render_paragraph(note) for note in section.notes]
    tables = list(_iter_tables(section.table)) if section.table else []
    return "\n".join([terminal.render_paragraph(section.title), *notes, *tables])


def _iter_tables(table: Table) -> Iterator[str]:
    """The rows as tables, parted by those that lead the rows below them."""
    titles = [column.title for column in table.columns]
    rows: list[list[str]] = []
    for row in table.rows:
        if len(row) == 1 < len(titles):
            if rows:
                yield terminal.render_table(titles, rows)
            rows = []
            yield terminal.render_paragraph(_join_lines(row[0]), bullet="▪ ")
        else:
            rows.append([_join_lines(cell) for cell in row])
    if rows:
        yield terminal.render_table(titles, rows)


def _join_lines(cell: Cell) -> str:
    """The lines of a cell, parted by a dot; words that run on only by a blank."""
    parts = [f"{'' if not number else ' ' if words.runs_on else ' · '}{mark_words(words)}"
             for number, words in enumerate(cell)]  # fmt: skip
    return "".join(parts)
