"""What the reader of a format writes down: paragraphs and tables in reading order, each with its place in the file.

All formats come out in one shape, which `cancu.ingest.layout` reads without guessing: a paragraph is one line between
blank lines; a row of a table is one line, its cells parted by tabs; a line break inside a cell is U+2028 (the Unicode
standard's line separator), so that a quoted cell stays one line of text. Where a program made a paragraph of every
printed line, there are blank lines only where it left an empty paragraph (`cancu.ingest.torn_paragraphs`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from cancu.ingest.torn_paragraphs import TornParagraphs
from cancu.ontology.errors import SourceError
from cancu.ontology.records import Finding, Place, Severity, SourceText

CELL_BREAK = "\u2028"
"""Line break inside a cell."""
MAX_CHARACTERS = 20_000_000
"""Most characters of one document; the longest of the statute book has less than a million."""

_BLANK_RUN = re.compile(r"[^\S\n\u2028]+")
_BREAKS = re.compile(r" ?(?:\r\n?|[\n\x0b\x0c\u2028\u2029])\s*")
_UNPRINTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200d\u2060\ufeff\ufffe\uffff\ud800-\udfff]")


class Transcript:
    r"""The growing text of one source.

    Args:
        name: file name for people
        media_type: what the bytes were judged to be
        progress: called by readers that take long, with pages done and pages in all; each call also renews the time
            that a child process may take, so call it once a page

    Attributes:
        findings: what the reader objects to, such as pages that it could not read
        encoding: how the letters of the file were decoded; set by the reader of a format that leaves it open

    Example:
        >>> transcript = Transcript("mẫu.docx", "application/example")
        >>> transcript.add_paragraph("I. NHIỆM VỤ", page=1)
        >>> transcript.add_table([["TT", "Nhiệm vụ"], ["1", "Rà soát"]], page=2)
        >>> transcript.finish().text
        'I. NHIỆM VỤ\n\nTT\tNhiệm vụ\n1\tRà soát\n'
    """

    def __init__(
        self, name: str, media_type: str, progress: Callable[[int, int], None] = lambda _done, _total: None
    ) -> None:
        self.name = name
        self.media_type = media_type
        self.progress = progress
        self._findings: list[Finding] = []
        self.encoding = "utf-8"
        self._parts: list[str] = []
        self._places: list[Place] = []
        self._length = 0
        self._paragraphs = 0
        self._tables = 0
        self._torn = TornParagraphs()

    def add_paragraph(
        self, text: str, *, page: int | None = None, sheet: str | None = None, confidence: float = 1.0
    ) -> None:
        """Write a paragraph; runs of blanks become one, printed line breaks stay. Blank ones count but are not written.

        Args:
            text: the words as a reader sees them, automatic label included
            page: printed or physical page, from 1
            sheet: name of the sheet of a workbook
            confidence: mean certainty of the optical reader
        """
        self._paragraphs += 1
        words = _BREAKS.sub("\n", clean(text)).strip()
        if not words:
            self._torn.part()
            return
        self._torn.note(words, self._length)
        self._part_from_above()
        at = {"start": self._length, "page": page, "paragraph": self._paragraphs, "sheet": sheet}
        self._note(Place(**at, confidence=confidence))
        self._write(words + "\n")

    def add_table(
        self,
        rows: Iterable[Sequence[str]],
        *,
        page: int | Sequence[int] | None = None,
        sheet: str | None = None,
        confidence: Sequence[Sequence[float]] = (),
    ) -> None:
        """Write a table row by row; rows without a word are left out.

        Args:
            rows: the words of the cells; a cell that spans columns has its words in the first of them, the others are
                empty; one that spans rows has them in every row
            page: page on which the table begins, from 1, or that of each row
            sheet: name of the sheet of a workbook
            confidence: mean certainty of the optical reader by row and cell; 1.0 where nothing is given
        """
        self._tables += 1
        self._torn.part()
        self._part_from_above()
        for number, row in enumerate(rows, start=1):
            cells = [_BREAKS.sub(CELL_BREAK, clean(cell)).strip() for cell in row]
            if any(cells):
                at = page[number - 1] if isinstance(page, Sequence) else page
                certain = confidence[number - 1] if confidence else [1.0] * len(cells)
                self._write_row(cells, certain, Place(start=0, page=at, sheet=sheet), number)

    def add_finding(
        self, code: str, message: str, english: str, *, where: str = "", severity: Severity = Severity.INFO
    ) -> None:
        """Note what a person should know of the reading: what was left out, what could not be read."""
        self._findings.append(Finding(code=code, severity=severity, where=where, message=message, english=english))

    def finish(self) -> SourceText:
        """The text so far as a source.

        Raises:
            SourceError: nothing but blanks (`E_EMPTY`).
        """
        text = "".join(self._parts)
        if not text.strip():
            raise SourceError(
                "Tệp không có chữ nào", "the source has no text", where=self.name, code="E_EMPTY",
                hint="kiểm tra lại tệp nguồn (check the file)",
            )  # fmt: skip
        text, places = self._torn.mend(text, self._places)
        return SourceText(
            text=text,
            sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
            media_type=self.media_type,
            name=self.name,
            encoding=self.encoding,
            places=places,
            findings=tuple(self._findings),
        )

    def _write_row(self, cells: list[str], certain: Sequence[float], place: Place, number: int) -> None:
        start = self._length
        for column, (cell, confidence) in enumerate(zip(cells, certain, strict=True), start=1):
            if cell:
                at = {"start": start, "table": self._tables, "row": number, "column": column, "confidence": confidence}
                self._note(place.model_copy(update=at))
            start += len(cell) + 1
        self._write("\t".join(cells) + "\n")

    def _part_from_above(self) -> None:
        if self._parts:
            self._write("\n")

    def _note(self, place: Place) -> None:
        self._places.append(place)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > MAX_CHARACTERS:
            raise SourceError(
                f"Văn bản quá dài (hơn {MAX_CHARACTERS} ký tự)", f"more than {MAX_CHARACTERS} characters of text",
                where=self.name, code="E_TOO_LARGE", hint="tách tệp thành từng văn bản (split the file)",
            )  # fmt: skip


def clean(text: str) -> str:
    """NFC text without what no reader sees: control characters, zero-width marks, lone surrogates, runs of blanks.

    Example:
        >>> clean("Kê\u0301  hoạch\u200b\u00a0số")
        'Kế hoạch số'
    """
    return _BLANK_RUN.sub(" ", unicodedata.normalize("NFC", _UNPRINTED.sub("", text)))
