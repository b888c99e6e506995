"""A paper for the terminal: the same sections and tables, in letters alone."""

from __future__ import annotations

from collections.abc import Iterator

from cancu.api import terminal
from cancu.api.office_text import clean_letters
from cancu.api.report_model import Cell, Paper, Section, Table


def render_paper(paper: Paper) -> str:
    """The paper as text; nothing is cut, and a row that leads others stands as a line between tables."""
    facts = terminal.render_fields((name, clean_letters(value)) for name, value in paper.facts)
    head = "\n".join(part for part in (paper.title, terminal.render_paragraph(paper.subject), facts) if part)
    return "\n\n".join([head, *map(_render_section, paper.sections)]) + "\n"


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
    return " · ".join(clean_letters(words.text) for words in cell)
