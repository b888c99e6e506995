"""One document from text to records: the way through `cancu.ingest` in one page.

text → blocks (layout) → outline → tasks
→ header, cells of task tables (blocks) → citations
→ findings over all of them; what was read optically is as sure as its letters
"""

from __future__ import annotations

from cancu.ingest.citations import find_citations
from cancu.ingest.confidence import weigh_by_print
from cancu.ingest.findings import find_findings
from cancu.ingest.header import read_header
from cancu.ingest.layout import read_blocks
from cancu.ingest.outline import build_outline
from cancu.ingest.page_frame import find_body_end
from cancu.ingest.symbol_slips import find_doubtful_numbers
from cancu.ingest.tables import find_cells
from cancu.ingest.tasks import find_tasks
from cancu.ontology.records import Extraction, SourceText


def extract(source: SourceText) -> Extraction:
    r"""Read all records of a document.

    Pure: the same text gives the same records. Linear in the text.

    Args:
        source: the document's text (`cancu.ingest.readers`)

    Returns:
        Header, citations, tasks and findings, each in text order, with offsets into `source.text`.

    Example:
        >>> from cancu.ingest.readers import make_source
        >>> extract(make_source("Số: 12/KH-UBND\\n\\nKẾ HOẠCH\\nCải cách hành chính năm 2022")).document.number
        '12/KH-UBND'
    """
    text = source.text
    document = read_header(text)
    blocks = read_blocks(text[: find_body_end(text, document)])
    outline = build_outline(blocks)
    citations = find_citations(text, document, find_cells(blocks))
    tasks = find_tasks(outline, document)
    findings = [
        *source.findings,
        *find_doubtful_numbers(source),
        *find_findings(text, document, outline, citations, tasks),
    ]
    return Extraction(
        document=document,
        citations=tuple(weigh_by_print(citations, source)),
        tasks=tuple(weigh_by_print(tasks, source)),
        findings=tuple(findings),
    )
