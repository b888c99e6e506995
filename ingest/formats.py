"""The formats that cancu reads: how each is called, who transcribes it, and what must be installed for it.

The table is the seam between the readers of formats and the rest: a reader is a function
`transcribe(data: bytes, transcript: Transcript) -> None` in a module of its own, which writes paragraphs and tables
in reading order and raises `SourceError`. Modules are imported when a file of their format is read, in a child
process (`cancu.ingest.isolation`); the parts of a zip package were checked before (`cancu.ingest.archives`).
"""

from __future__ import annotations

from typing import NamedTuple

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PDF = "application/pdf"
RTF = "application/rtf"
HTML = "text/html"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
TEXT = "text/plain"
ZIP = "application/zip"
GZIP = "application/gzip"


class Tool(NamedTuple):
    """A program of the system that a reader calls.

    Attributes:
        program: its name on the search path
        package: package of Debian and Ubuntu that has it
        purpose: what is read with it, in Vietnamese with English beside
        required: without it (or another of the same purpose) the format cannot be read at all
    """

    program: str
    package: str
    purpose: str
    required: bool = True


class Format(NamedTuple):
    """One format of files.

    Attributes:
        media_type: what `SourceText.media_type` says
        name: its name for people
        suffixes: usual endings; a file is judged by its content, endings only tell documents from other files
        module: who transcribes it; empty for plain text, which is decoded where it is
        function: the function of that module
        extra: extra of cancu that installs its libraries; empty where they come with cancu
        libraries: their import names
        tools: programs it calls; a format with tools gets a child process for every file
        packaged: a zip archive of XML parts
    """

    media_type: str
    name: str
    suffixes: tuple[str, ...]
    module: str = ""
    function: str = "transcribe"
    extra: str = ""
    libraries: tuple[str, ...] = ()
    tools: tuple[Tool, ...] = ()
    packaged: bool = False


_SOFFICE = Tool("soffice", "libreoffice-writer", "tệp .odt, .rtf, .doc (word processor files)")
_ANTIWORD = Tool("antiword", "antiword", "tệp .doc (Word 97–2003 files)", required=False)
_TESSERACT = Tool("tesseract", "tesseract-ocr tesseract-ocr-vie", "tệp PDF quét ảnh (scanned pages)", required=False)


def _picture(media_type: str, name: str, suffixes: tuple[str, ...]) -> Format:
    """A scanned page that is no PDF."""
    tools = (_TESSERACT._replace(required=True),)
    return Format(media_type, name, suffixes, "cancu.ingest.image_reader", extra="ocr", libraries=("PIL",), tools=tools)


FORMATS = (
    Format(TEXT, "văn bản thuần (plain text, Markdown)", (".txt", ".md", ".markdown")),
    Format(HTML, "trang web (HTML)", (".html", ".htm", ".xhtml"), "cancu.ingest.html_reader", libraries=("lxml",)),
    Format(
        DOCX, "Word (.docx)", (".docx", ".docm"), "cancu.ingest.docx_reader", libraries=("docx",), packaged=True,
    ),
    Format(DOC, "Word 97–2003 (.doc)", (".doc",), "cancu.ingest.doc_reader", tools=(_ANTIWORD, _SOFFICE)),
    Format(
        ODT, "OpenDocument (.odt)", (".odt",), "cancu.ingest.office_converter", "transcribe_odt",
        tools=(_SOFFICE,), packaged=True,
    ),
    Format(RTF, "RTF", (".rtf",), "cancu.ingest.office_converter", "transcribe_rtf", tools=(_SOFFICE,)),
    Format(
        XLSX, "Excel (.xlsx)", (".xlsx", ".xlsm"), "cancu.ingest.xlsx_reader", extra="office", libraries=("openpyxl",),
        packaged=True,
    ),
    Format(
        XLS, "Excel 97–2003 (.xls)", (".xls",), "cancu.ingest.xls_reader", extra="office",
        libraries=("python_calamine",),
    ),
    Format(
        PDF, "PDF", (".pdf",), "cancu.ingest.pdf_reader", extra="pdf", libraries=("pdfplumber", "pypdfium2"),
        tools=(_TESSERACT,),
    ),
    _picture(PNG, "ảnh PNG (picture)", (".png",)),
    _picture(JPEG, "ảnh JPEG (picture)", (".jpg", ".jpeg")),
    _picture(TIFF, "ảnh TIFF (pictures)", (".tif", ".tiff")),
)  # fmt: skip
"""All formats, in the order in which they are listed to people."""

FORMAT_OF = {form.media_type: form for form in FORMATS}
CONTAINER_SUFFIXES = (".zip", ".gz")
"""Endings of files that hold documents: an archive of several, a compressed one."""
DOCUMENT_SUFFIXES = frozenset(
    suffix for form in FORMATS if not form.media_type.startswith("image/") for suffix in form.suffixes
)
"""What counts as a document inside a folder or archive; a file that is named is read whatever its ending.

A picture in a folder is rather a logo, or one page of several, than a document.
"""
