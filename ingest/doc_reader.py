"""Word 97–2003 documents (.doc), by two programs that each lose something.

antiword keeps every row of a table but loses automatic numbers and fonts; LibreOffice keeps both but may run a table
together into one paragraph. Where both are installed the one with more rows is taken, LibreOffice when they agree;
what antiword read then gets its numbers and line breaks from the other reading.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from cancu.ingest import docx_reader
from cancu.ingest.legacy_fonts import convert_detected
from cancu.ingest.office_converter import DEBIAN_PACKAGE, convert, find_converter
from cancu.ingest.office_errors import corrupt, encrypted, missing_tool
from cancu.ingest.transcript import Transcript, clean

TIME_LIMIT = 30
"""Seconds that antiword may take; a document of a hundred pages takes a tenth of one."""

_LABELLED = re.compile(r"(?:\(?\w{1,6}(?:\.\d{1,3}){0,4}[.)/]?|-)\s(.+)", re.DOTALL)
_SECTOR = 512
_MAGIC = b"\xec\xa5"
_FLAGS = 11
_DOCBOOK = ("-x", "db")
_PLAIN = ("-w", "0")

Rows = list[list[str]]
Block = str | Rows


def transcribe(data: bytes, transcript: Transcript) -> None:
    """Write a Word 97–2003 document down.

    Raises:
        SourceError: `E_CORRUPT`, `E_ENCRYPTED`, `E_TIMEOUT`, or neither program is installed (`E_MISSING_TOOL`).
    """
    if _is_encrypted(data):
        raise encrypted(transcript.name)
    antiword = shutil.which("antiword")
    if find_converter() is None:
        if antiword is None:
            raise missing_tool(transcript.name, f"antiword {DEBIAN_PACKAGE}", ".docx")
        blocks = _read_blocks(antiword, data)
        if not blocks:
            raise corrupt(transcript.name, "antiword")
        transcript.add_finding(
            "automatic_numbers_lost",
            "Đọc bằng antiword, mất số tự động",
            "read by antiword, which loses automatic numbers",
        )
        _write(_mend(blocks, _run(antiword, data, _PLAIN).decode("utf-8", "replace")), transcript)
        return
    package = convert(data, "doc", transcript.name)
    second = Transcript(transcript.name, transcript.media_type)
    docx_reader.transcribe(package, second)
    source = second.finish()
    rows = {(place.table, place.row) for place in source.places if place.table is not None}
    blocks = _read_blocks(antiword, data) if antiword else []
    if sum(len(block) for block in blocks if not isinstance(block, str)) > len(rows):
        transcript.add_finding(
            "tables_by_antiword",
            "Bảng đọc bằng antiword, LibreOffice mất dòng",
            "tables read by antiword, with more rows",
        )
        _write(_mend(blocks, source.text), transcript)
    else:
        docx_reader.transcribe(package, transcript)


def _is_encrypted(data: bytes) -> bool:
    """Whether the header of the document, at the start of some sector, has the flag fEncrypted ([MS-DOC] 2.5.2)."""
    headers = range(_SECTOR, len(data) - _SECTOR + 1, _SECTOR)
    return any(data[at : at + 2] == _MAGIC and bool(data[at + _FLAGS] & 1) for at in headers)


def _run(program: str, data: bytes, options: tuple[str, str]) -> bytes:
    """What antiword prints, nothing where it cannot read the file."""
    with TemporaryDirectory(prefix="cancu-") as folder:
        path = Path(folder) / "source.doc"
        path.write_bytes(data)
        command = [program, *options, "-m", "UTF-8.txt", str(path)]
        try:
            run = subprocess.run(command, capture_output=True, check=False, timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            return b""
    return b"" if run.returncode else run.stdout


def _read_blocks(program: str, data: bytes) -> list[Block]:
    """Paragraphs and tables as antiword reads them."""
    printed = _run(program, data, _DOCBOOK)
    parser = etree.XMLParser(recover=True, load_dtd=False, no_network=True, resolve_entities=False)
    root = etree.fromstring(printed, parser) if printed else None
    return _convert_fonts(list(_iter_blocks(root))) if root is not None else []


def _iter_blocks(parent: etree._Element) -> Iterator[Block]:
    """The blocks of a DocBook text, without the book's own title."""
    for child in parent.iterchildren(etree.Element):
        if child.tag == "informaltable":
            yield [["\n".join(_iter_lines(entry)) for entry in row.iter("entry")] for row in child.iter("row")]
        elif child.tag == "para" and child.find("informaltable") is None:
            yield "\n".join(_iter_lines(child))
        elif child.tag != "bookinfo" and (child.tag != "title" or parent.tag.startswith("sect")):
            yield from _iter_blocks(child)


def _iter_lines(element: etree._Element) -> Iterator[str]:
    lines = "".join(map(str, element.itertext())).splitlines()
    return filter(None, (line.strip() for line in lines))


def _convert_fonts(blocks: list[Block]) -> list[Block]:
    """Antiword names no fonts; letters before Unicode are known by the look of the whole document."""
    convert_words = convert_detected("\n".join(block if isinstance(block, str) else str(block) for block in blocks))
    return [
        convert_words(block) if isinstance(block, str) else [list(map(convert_words, row)) for row in block]
        for block in blocks
    ]


def _mend(blocks: list[Block], text: str) -> list[Block]:
    """Print every paragraph as `text` does: with its automatic number, and its line breaks, which antiword drops."""
    printed: dict[str, list[str]] = defaultdict(list)
    for paragraph in text.split("\n\n"):
        match = _LABELLED.match(paragraph.strip())
        for words in (paragraph, *(match.groups() if match else ())):
            printed[_squeeze(words)].append(paragraph)

    def mend(words: str) -> str:
        found = printed.get(_squeeze(words))
        return found.pop(0) if found else words

    return [mend(block) if isinstance(block, str) else block for block in blocks]


def _squeeze(words: str) -> str:
    return "".join(clean(words).split())


def _write(blocks: list[Block], transcript: Transcript) -> None:
    for block in blocks:
        if isinstance(block, str):
            transcript.add_paragraph(block)
        else:
            width = max(map(len, block), default=0)
            transcript.add_table([*row, *[""] * (width - len(row))] for row in block)
