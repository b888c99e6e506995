"""Saved web pages: the document in them, paragraph by paragraph and table by table.

The page is parsed without network, entities or scripts, whatever its size, and walked without recursion. Line breaks
stay, ordered lists get the labels that a browser prints, preformatted text keeps its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cancu.ingest.encodings import decode_page
from cancu.ingest.html_lists import Numbering
from cancu.ingest.html_page import find_document, is_shown
from cancu.ingest.html_tables import Piece, is_data_table, read_rows
from cancu.ingest.transcript import Transcript
from cancu.ontology.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCK_NAMES = (
    "address article blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main ol p pre section table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_FOOTNOTE = re.compile(r"\[?\d{1,3}\]?$")


def transcribe(data: bytes, transcript: Transcript) -> None:
    """Write the document in a page.

    Raises:
        SourceError: the page has no text of its own (`E_NO_TEXT`), or its encoding is not known (`E_ENCODING`).
    """
    text, transcript.encoding = decode_page(data, transcript.name)
    page = _parse(text)
    if page is None:
        raise _refuse_empty(transcript.name)
    box, left_out = find_document(page)
    written = False
    for piece in iter_pieces(box, left_out):
        written = True
        if isinstance(piece, str):
            transcript.add_paragraph(piece)
        else:
            transcript.add_table(piece)
    if not written:
        raise _refuse_empty(transcript.name)


def iter_pieces(box: _Element, left_out: frozenset[_Element] = frozenset(), *, tables: bool = True) -> Iterator[Piece]:
    """Yield the paragraphs and tables of a box in reading order.

    Args:
        box: an element of a page
        left_out: elements inside it to pass over
        tables: whether tables are read as such; inside a cell they are paragraphs
    """
    from lxml import etree

    flow = _Flow()
    walk = etree.iterwalk(box, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            flow.leave(element)
            if element is not box:
                flow.add(element.tail)
        elif element in left_out or not is_shown(element) or _is_footnote_mark(element):
            walk.skip_subtree()
            flow.skip(element)
        elif tables and element.tag == "table" and is_data_table(element):
            flow.end_paragraph()
            flow.pieces.append(read_rows(element, _read_cell))
            walk.skip_subtree()
            flow.skip(element)
        else:
            flow.enter(element)
        yield from flow.take_pieces()
    flow.end_paragraph()
    yield from flow.take_pieces()


class _Flow:
    """The paragraph that is being put together, and the pieces that are ready."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._numbering = Numbering()
        self._words: list[str] = []
        self._preformatted = 0
        self._skipped: _Element | None = None

    def enter(self, element: _Element) -> None:
        if element.tag == "br":
            self._words.append("\n")
        elif element.tag in _BLOCKS:
            self.end_paragraph()
        if element.tag == "pre":
            self._preformatted += 1
        if element.tag == "li":
            self._words.append(self._numbering.label_item(element))
        self.add(element.text)

    def leave(self, element: _Element) -> None:
        if element is self._skipped:
            self._skipped = None
            return
        if element.tag in _BLOCKS:
            self.end_paragraph()
        if element.tag == "pre":
            self._preformatted -= 1

    def skip(self, element: _Element) -> None:
        self._skipped = element

    def add(self, text: str | None) -> None:
        if text:
            self._words.append(text if self._preformatted else _SPACE.sub(" ", text))

    def end_paragraph(self) -> None:
        """Close the paragraph; an empty line inside it parts it in two, as it does on the page."""
        text = "".join(self._words)
        self._words.clear()
        for part in _BLANK_LINES.split(text):
            if part.strip():
                self.pieces += _part_table_lines(part) if self._preformatted else [part]

    def take_pieces(self) -> list[Piece]:
        if not self.pieces:
            return []
        ready, self.pieces = self.pieces, []
        return ready


def _read_cell(cell: _Element) -> str:
    """The words of a cell, its paragraphs on lines of their own."""
    return "\n".join(piece for piece in iter_pieces(cell, tables=False) if isinstance(piece, str))


def _part_table_lines(text: str) -> list[Piece]:
    """Preformatted lines; those with tabs are rows of a table."""
    pieces: list[Piece] = []
    for line in text.split("\n"):
        before = pieces[-1] if pieces else None
        if "\t" in line.strip():
            row = line.split("\t")
            if isinstance(before, list):
                before.append(row)
            else:
                pieces.append([row])
        elif isinstance(before, str):
            pieces[-1] = f"{before}\n{line}"
        else:
            pieces.append(line)
    return pieces


def _is_footnote_mark(element: _Element) -> bool:
    """Whether an element is the raised number of a footnote, which would run into the number before it."""
    if element.tag != "a" or not (element.get("href") or "").startswith("#"):
        return False
    return bool(_FOOTNOTE.match("".join(map(str, element.itertext())).strip()))


def _parse(text: str) -> _Element | None:
    """The root of a page; None where there is no element at all."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    parser.feed(text.encode("utf-8", "replace"))
    try:
        root: _Element | None = parser.close()
    except etree.XMLSyntaxError:
        return None
    return root


def _refuse_empty(name: str) -> SourceError:
    return SourceError(
        "Trang web không có chữ; có thể văn bản chỉ hiện khi mở trên mạng", "the saved page has no text of its own",
        where=name, code="E_NO_TEXT",
        hint="lưu lại trang khi văn bản đã hiện, hoặc tải bản .docx, .pdf (save it once the text shows)",
    )  # fmt: skip
