"""PDF to a transcript: the text layer where there is a good one, the optical reader where there is none.

Words are taken by their place on the page, never by their order in the file: fonts that lack accented letters put
these at the end of the line. Pages are opened one at a time; what is kept of them is words and rules.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cancu.ingest import ocr
from cancu.ingest.page_assembly import lay_out, write_pages
from cancu.ingest.pdf_rules import find_rules
from cancu.ingest.printed_page import PrintedPage, Word
from cancu.ingest.scan_reader import read_scan
from cancu.ingest.text_layer import is_garbled, restore_legacy_fonts
from cancu.ingest.transcript import Transcript
from cancu.ontology.errors import SourceError
from cancu.ontology.records import Severity

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

MOST_PAGES = 2000
"""The longest document of the gazette has some hundreds."""
MOST_CONTENT = 30_000_000
"""Bytes of drawing orders on one page; a page full of print has some hundred thousand."""
_TRAILER = 4096
_SCAN_SHARE = 0.5
"""A picture over so much of the page, with hardly a word, is a scan."""
_FEW_LETTERS = 250
_OUTLINED = 500
"""So many curves without words are letters drawn as shapes."""
_RAISED = 0.8
_TOUCHING = 0.04
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_PIXELS = 40_000_000


def transcribe(data: bytes, transcript: Transcript) -> None:
    """Write the text of a PDF file.

    Args:
        data: the bytes of the file
        transcript: gets paragraphs and tables in reading order, and a finding that names pages left unread

    Raises:
        SourceError: `E_CORRUPT`, `E_ENCRYPTED`, `E_LIMIT` (too many pages), `E_EMPTY`, or `E_NO_TEXT`: all pages are
            scans and the optical reader is not installed.
    """
    if b"%%EOF" not in data[-_TRAILER:]:
        raise _refuse_broken(transcript.name, "bị cắt giữa chừng", "is cut short")
    with _open(data, transcript.name) as pdf:
        pages, scans = _read_text_layer(pdf, transcript)
    if scans and ocr.is_ready():
        pages += _read_scans(data, scans, lambda done: transcript.progress(len(pages) + done, len(pages) + len(scans)))
    elif scans:
        _report_unread(scans, pages, transcript)
    restore_legacy_fonts(pages)
    write_pages([lay_out(page) for page in sorted(pages, key=lambda page: page.number)], transcript)


@contextmanager
def _open(data: bytes, name: str) -> Iterator[PDF]:
    """Open a PDF, and say in cancu's words what is wrong with it."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    broken = (
        PSException, PdfminerException, MalformedPDFException, zlib.error, LookupError, TypeError, ValueError,
        AttributeError, AssertionError,
    )  # fmt: skip
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            yield pdf
    except broken as error:
        if isinstance(error, PDFPasswordIncorrect) or any(isinstance(c, PDFPasswordIncorrect) for c in error.args):
            raise SourceError(
                "Tệp PDF có mật khẩu", "the PDF is encrypted", where=name, code="E_ENCRYPTED",
                hint="bỏ mật khẩu rồi thử lại (remove the password)",
            ) from error  # fmt: skip
        remark = type(error).__name__
        raise _refuse_broken(name, f"không đúng cấu trúc ({remark})", f"is malformed ({remark})") from error


def _read_text_layer(pdf: PDF, transcript: Transcript) -> tuple[list[PrintedPage], list[int]]:
    """The pages that have a good text layer, and the numbers of those to be read optically."""
    total = len(pdf.pages)
    if total == 0:
        raise _refuse_broken(transcript.name, "không có trang nào", "has no pages")
    if total > MOST_PAGES:
        raise SourceError(
            f"Tệp PDF quá dài: {total} trang (nhiều nhất {MOST_PAGES})", f"{total} pages, more than {MOST_PAGES}",
            where=transcript.name, code="E_LIMIT", hint="tách tệp thành từng văn bản (split the file)",
        )  # fmt: skip
    pages: list[PrintedPage] = []
    scans: list[int] = []
    for number, page in enumerate(pdf.pages, start=1):
        _check_content(page, transcript.name)
        printed = _read_page(page, number)
        if is_garbled(printed.words) or _is_scan(page, printed.words):
            scans.append(number)
        else:
            pages.append(printed)
        page.close()
        transcript.progress(len(pages), total)
    return pages, scans


def _read_page(page: Page, number: int) -> PrintedPage:
    words = page.extract_words(x_tolerance_ratio=0.2, return_chars=True)
    upright = [_make_word(word) for word in words if word["upright"]]
    return PrintedPage(number, float(page.width), float(page.height), _join_touching(upright), find_rules(page))


def _join_touching(words: Sequence[Word]) -> list[Word]:
    """Rejoin words that a blank printed over them has cut: no blank stands between their letters."""
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        if before and abs(word.top - before.top) < 1 and abs(word.x0 - before.x1) < _TOUCHING * word.size:
            text = before.text + word.text
            joined[-1] = replace(before, text=text, x1=word.x1, bottom=max(before.bottom, word.bottom))
        else:
            joined.append(word)
    return joined


def _make_word(word: dict[str, Any]) -> Word:
    """A word of pdfplumber; small raised digits at its end are a footnote's mark."""
    chars = word["chars"]
    text, size = str(word["text"]), max(char["size"] for char in chars)
    marks = 0
    while marks < len(chars) - 1 and chars[-1 - marks]["text"].isdigit() and chars[-1 - marks]["size"] < _RAISED * size:
        marks += 1
    if marks:
        text = text[:-marks] + text[-marks:].translate(_SUPERSCRIPTS)
    return Word(text, word["x0"], word["top"], word["x1"], word["bottom"], size, font=str(chars[0]["fontname"]))


def _is_scan(page: Page, words: Sequence[Word]) -> bool:
    """Whether a page shows print that its text layer does not have."""
    if sum(len(word.text) for word in words) > _FEW_LETTERS:
        return False
    pictures = sum(
        max(0.0, min(image["x1"], page.width) - max(image["x0"], 0))
        * max(0.0, min(image["bottom"], page.height) - max(image["top"], 0))
        for image in page.images
    )
    return bool(pictures > _SCAN_SHARE * page.width * page.height or len(page.curves) > _OUTLINED)


def _check_content(page: Page, name: str) -> None:
    """Refuse a page whose packed drawing orders unfold to an absurd size, before they are unfolded."""
    from pdfminer.pdftypes import resolve1

    for part in page.page_obj.contents:
        stream = resolve1(part)
        packed = getattr(stream, "rawdata", None)
        if not packed or not packed.startswith(b"\x78"):
            continue
        unpacker = zlib.decompressobj()
        if len(unpacker.decompress(packed, MOST_CONTENT)) >= MOST_CONTENT:
            raise SourceError(
                f"Trang {page.page_number} nở ra quá lớn khi giải nén", f"page {page.page_number} unfolds too far",
                where=name, code="E_LIMIT", hint="lưu lại tệp bằng phần mềm khác (save it by another program)",
            )  # fmt: skip


def _read_scans(data: bytes, numbers: Sequence[int], progress: Callable[[int], None]) -> list[PrintedPage]:
    """Render pages and read them optically, one at a time; `progress` hears how many are done."""
    import pypdfium2

    pages: list[PrintedPage] = []
    document = pypdfium2.PdfDocument(data)
    try:
        for done, number in enumerate(numbers, start=1):
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(1 / ocr.POINTS, (_MOST_PIXELS / (width * height)) ** 0.5)
            pages.append(read_scan(page.render(scale=scale).to_pil(), number))
            page.close()
            progress(done)
    finally:
        document.close()
    return pages


def _report_unread(scans: Sequence[int], pages: Sequence[PrintedPage], transcript: Transcript) -> None:
    """Say which pages are scans that nobody read; a file of nothing else is refused."""
    listed = ", ".join(map(str, scans))
    hint = f"cài thêm các gói hệ thống (install the system packages): {ocr.PACKAGES}"
    if not any(page.words for page in pages):
        raise SourceError(
            "Tệp PDF là ảnh quét, cần nhận dạng chữ (OCR)", "the PDF is a scan and needs optical reading (OCR)",
            where=transcript.name, code="E_NO_TEXT", hint=hint,
        )  # fmt: skip
    transcript.add_finding(
        "pages_unread",
        f"Trang {listed} là ảnh quét, chưa đọc được; {hint}",
        f"pages {listed} are scans and were not read; packages: {ocr.PACKAGES}",
        where=f"trang {listed}",
        severity=Severity.WARNING,
    )


def _refuse_broken(name: str, message: str, english: str) -> SourceError:
    return SourceError(
        f"Tệp PDF {message}", f"the PDF {english}", where=name, code="E_CORRUPT",
        hint="tải lại tệp, hoặc mở và lưu lại (download it again, or open and save it)",
    )  # fmt: skip
