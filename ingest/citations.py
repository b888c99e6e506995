"""Citations: every mention of another document, with what the sentence says of it.

One pass in stages: numbers and laws by name are found in the whole text; each reads its day and issuer behind it;
the paragraph that holds it decides the relation, the subject and the pinpoint. Work per mention is bounded by its
paragraph, the whole is linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cancu.ingest.cells import CellSpan
from cancu.ingest.confidence import rate
from cancu.ingest.law_names import find_laws
from cancu.ingest.mention_details import read_details, settle_issuers, share_dates
from cancu.ingest.mentions import find_numbers
from cancu.ingest.own_unit import find_own_units
from cancu.ingest.page_frame import find_body_end, find_body_start
from cancu.ingest.passages import Passages, assign_relations
from cancu.ingest.plain import bar_cells, even_lines, narrow, plain_text, tighten, widen
from cancu.ingest.quoted_mentions import attribute_quotations
from cancu.ingest.working_mention import Mention, merge_mentions
from cancu.ontology.records import Citation, Document

_LAWS = ("Luật", "Bộ luật", "Pháp lệnh")


def find_citations(text: str, document: Document, cells: Sequence[CellSpan] = ()) -> list[Citation]:
    """Find the documents that `text` cites.

    Counted is every mention by number and every law, code, ordinance or constitution by name, a repeated one again,
    the document's own number too. Not counted: back references, documents with neither number nor name, standards.
    Nothing is resolved here: a missing day stays missing.

    Args:
        text: NFC source with its line breaks and Markdown; all offsets point into it
        document: head of the same text (`read_header`), which binds `UBND tỉnh` and tells the own number
        cells: of its task tables (`cancu.ingest.tables.find_cells`); each is read as a paragraph of its own

    Returns:
        In text order; names inside the name of an amending law follow it.

    Example:
        >>> found = find_citations("Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;", Document())
        >>> found[0].number, found[0].relation.value, found[0].issuer
        ('76/NQ-CP', 'basis', 'Chính phủ')
    """
    source, (text, cuts) = text, tighten(even_lines(text))
    cells = [replace(cell, start=narrow(cell.start, cuts), end=narrow(cell.end, cuts)) for cell in cells]
    plain = bar_cells(plain_text(text), cells) if cells else plain_text(text)
    begin, end = find_body_start(text), find_body_end(text, document)
    units = find_own_units(plain, document)
    laws = find_laws(plain, text, end, own_law=document.type in _LAWS)
    mentions = [one for one in merge_mentions(find_numbers(plain, text, end), laws) if one.start >= begin]
    for mention in mentions:
        read_details(mention, plain, text, units)
    share_dates(mentions, plain)
    settle_issuers(mentions, plain, units, document.issuer)
    assign_relations(mentions, Passages(text, plain, cells), document)
    attribute_quotations(mentions, plain)
    return [_make_citation(mention, source, cuts) for mention in mentions]


def _make_citation(mention: Mention, source: str, cuts: list[tuple[int, int]]) -> Citation:
    start, end = widen(mention.start, cuts), widen(mention.end, cuts, closing=True)
    return Citation(
        type=mention.type,
        number=None if mention.struck or mention.number is None else mention.number.printed,
        name=mention.name,
        date=mention.date,
        issuer=mention.issuer,
        relation=mention.relation,
        subject=mention.subject,
        pinpoint=mention.pinpoint,
        start=start,
        end=end,
        text=source[start:end],
        confidence=rate(mention),
        rule=mention.rule,
    )
