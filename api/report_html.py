"""A paper as one HTML file that needs nothing else: no script, no font, no picture, no address of another host.

Every word of a document is escaped; a policy in the page forbids the browser to load anything.
"""

from __future__ import annotations

from html import escape

from cancu.api.office_text import clean_letters, part_lines
from cancu.api.report_model import Cell, Column, Paper, Section, Table, Tone, Words

_STYLE = """
:root { color-scheme: light dark; --line: #8a8a8a; --head: #ececec; --quiet: #4a4a4a; }
@media (prefers-color-scheme: dark) { :root { --line: #777; --head: #2c2c2c; --quiet: #c4c4c4; } }
body { font: 1.05rem/1.45 "Times New Roman", Tinos, serif; max-width: 70rem; margin: 0 auto; padding: 1.5rem; }
h1, .centre { text-align: center; }
h1 { font-size: 1.35rem; } h1 small { display: block; font-size: 1.15rem; }
h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; break-after: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt { font-weight: bold; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border: 1px solid var(--line); padding: .35rem .5rem; vertical-align: top; overflow-wrap: anywhere; }
th, .lead { background: var(--head); } th small { display: block; font-weight: normal; font-style: italic; }
td p { margin: 0 0 .2rem; }
.strong { font-weight: bold; } .quiet { font-style: italic; color: var(--quiet); }
.signers { display: flex; justify-content: space-around; margin-top: 2.5rem; text-align: center; break-inside: avoid; }
.signers div { min-height: 7rem; }
ins { font-weight: bold; }
@page { size: A4; margin: 20mm 15mm 20mm 30mm; }
@media print {
  :root { color-scheme: light; --line: #000; --head: #fff; --quiet: #000; }
  body { font-size: 13pt; max-width: none; padding: 0; }
  thead { display: table-header-group; } tr { break-inside: avoid; } .lead { break-after: avoid; }
}
"""
_LINE_END = "\n<br>"
_TONES = {
    Tone.STRONG: ('<span class="strong">', "</span>"),
    Tone.QUIET: ('<span class="quiet">', "</span>"),
    Tone.REMOVED: ("<del>", "</del>"),
    Tone.ADDED: ("<ins>", "</ins>"),
}
_CENTRED = ' class="centre"'
_HEAD = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
"""


def render_html(paper: Paper) -> str:
    """The paper as a whole page."""
    facts = "".join(f"<dt>{_write(name)}</dt><dd>{_write(value)}</dd>\n" for name, value in paper.facts)
    sections = "".join(_render_section(section) for section in paper.sections)
    style = _STYLE.replace("size: A4;", "size: A4 landscape;") if paper.landscape else _STYLE
    signers = "".join(f"<div><strong>{_write(signer)}</strong></div>" for signer in paper.signers)
    return (
        f"{_HEAD}<title>{_write(paper.title)}: {_write(paper.subject)}</title>\n<style>{style}</style>\n</head>\n"
        f'<body>\n<header class="centre">{_write(paper.organisation)}</header>\n<main>\n'
        f"<h1>{_write(paper.title)} <small>{_write(paper.subject)}</small></h1>\n<dl>\n{facts}</dl>\n{sections}"
        f'</main>\n<footer class="signers">{signers}</footer>\n</body>\n</html>\n'
    )


def _render_section(section: Section) -> str:
    notes = "".join(f"<p>{_write(note)}</p>\n" for note in section.notes)
    table = _render_table(section.table, section.title) if section.table else ""
    return f"<section>\n<h2>{_write(section.title)}</h2>\n{notes}{table}</section>\n"


def _render_table(table: Table, name: str) -> str:
    total = sum(column.share for column in table.columns)
    widths = "".join(f'<col style="width: {100 * column.share / total:.1f}%">' for column in table.columns)
    heading = "".join(_render_heading(column) for column in table.columns)
    rows = "".join(f"<tr>{_render_row(row, table.columns)}</tr>\n" for row in table.rows)
    return (
        f'<table aria-label="{_write(name)}">\n<colgroup>{widths}</colgroup>\n'
        f"<thead><tr>{heading}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _render_heading(column: Column) -> str:
    english = f" <small>({_write(column.english)})</small>" if column.english else ""
    return f'<th scope="col">{_write(column.title)}{english}</th>'


def _render_row(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> str:
    if len(row) == 1 < len(columns):
        return f'<td class="lead" colspan="{len(columns)}">{_render_cell(row[0])}</td>'
    return "".join(
        f"<td{_CENTRED if column.centred else ''}>{_render_cell(cell)}</td>"
        for cell, column in zip(row, columns, strict=True)
    )


def _render_cell(cell: Cell) -> str:
    """The lines of a cell; words that run on stand in the line before."""
    lines: list[list[Words]] = []
    for words in cell:
        if words.runs_on and lines:
            lines[-1].append(words)
        else:
            lines.append([words])
    return "".join(f"<p>{' '.join(map(_render_words, line))}</p>" for line in lines)


def _render_words(words: Words) -> str:
    text = _LINE_END.join(map(_write, part_lines(clean_letters(words.text))))
    start, end = _TONES.get(words.tone, ("", ""))
    return f"{start}{text}{end}"


def _write(text: str) -> str:
    return escape(clean_letters(text), quote=True)
