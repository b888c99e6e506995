"""Pictures of pages (PNG, JPEG, TIFF) to a transcript: each picture is a scanned page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from cancu.ingest import ocr
from cancu.ingest.page_assembly import lay_out, write_pages
from cancu.ingest.scan_reader import read_scan
from cancu.ingest.transcript import Transcript
from cancu.ontology.errors import SourceError

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 500
_MOST_PIXELS = 100_000_000
_A4_WIDTH = 8.27
"""Inches: what a picture that does not tell its resolution, or tells an unlikely one, is taken to be wide."""
_LIKELY = (100, 1200)


def transcribe(data: bytes, transcript: Transcript) -> None:
    """Write the text of a picture, page by page where it has several.

    Args:
        data: the bytes of the file
        transcript: gets paragraphs and tables in reading order

    Raises:
        SourceError: `E_CORRUPT`, `E_LIMIT`, or `E_NO_TEXT`: the optical reader is not installed.
    """
    if not ocr.is_ready():
        raise SourceError(
            "Tệp là ảnh, cần nhận dạng chữ (OCR)", "the file is a picture and needs optical reading (OCR)",
            where=transcript.name, code="E_NO_TEXT",
            hint=f"cài thêm các gói hệ thống (install the system packages): {ocr.PACKAGES}",
        )  # fmt: skip
    from PIL import Image, UnidentifiedImageError

    pages = []
    try:
        with Image.open(io.BytesIO(data)) as picture:
            total = getattr(picture, "n_frames", 1)
            _check_size(picture, total, transcript.name)
            for number in range(1, total + 1):
                picture.seek(number - 1)
                pages.append(lay_out(read_scan(_resize(picture), number)))
                transcript.progress(number, total)
    except (UnidentifiedImageError, EOFError, SyntaxError, ValueError) as error:
        raise _refuse_broken(transcript.name, error) from error
    except OSError as error:
        if isinstance(error, SourceError):
            raise
        raise _refuse_broken(transcript.name, error) from error
    write_pages(pages, transcript)


def _resize(picture: Image) -> Image:
    """The picture at the resolution that the optical reader expects."""
    told = float(picture.info.get("dpi", (0, 0))[0])
    dpi = told if _LIKELY[0] <= told <= _LIKELY[1] else picture.width / _A4_WIDTH
    scale = ocr.DPI / dpi
    page = picture.convert("RGB")
    return page if abs(scale - 1) < 0.05 else page.resize((round(page.width * scale), round(page.height * scale)))


def _check_size(picture: Image, pages: int, name: str) -> None:
    if pages > MOST_PAGES or picture.width * picture.height > _MOST_PIXELS:
        raise SourceError(
            "Ảnh quá lớn hoặc quá nhiều trang", "the picture is too large or has too many pages", where=name,
            code="E_LIMIT", hint="quét lại ở 300 dpi, tách tệp (scan at 300 dpi, split the file)",
        )  # fmt: skip


def _refuse_broken(name: str, error: Exception) -> SourceError:
    remark = type(error).__name__
    return SourceError(
        f"Không mở được ảnh ({remark})", f"the picture cannot be opened ({remark})", where=name, code="E_CORRUPT",
        hint="quét hoặc tải lại tệp (scan or download it again)",
    )  # fmt: skip
