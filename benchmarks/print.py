"""Speed of reading PDF files beside the plain calls of the libraries, measured in one run on this machine.

Usage: python benchmarks/print.py FILE.pdf...

Born-digital files are compared with the text of pdfplumber alone; one page of each, rendered as a scan, is read
optically. Absolute figures depend on the machine; the ratios are what to watch.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from cancu.ingest import ocr, pdf_reader
from cancu.ingest.scan_reader import read_scan
from cancu.ingest.transcript import Transcript


def time_work(work: Callable[[], object]) -> float:
    """Seconds of one core, the better of two runs."""
    spent = []
    for _ in range(2):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def transcribe(data: bytes) -> None:
    transcript = Transcript("", "application/pdf")
    pdf_reader.transcribe(data, transcript)
    transcript.finish()


def read_plainly(data: bytes) -> int:
    """The text of all pages as pdfplumber gives it; how many pages."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
        return len(pdf.pages)


def read_optically(data: bytes) -> float:
    """Seconds by the clock for the first page as a scan."""
    page = pypdfium2.PdfDocument(data)[0].render(scale=ocr.DPI / 72).to_pil()
    start = time.perf_counter()
    read_scan(page, 1)
    return time.perf_counter() - start


def main() -> None:
    """Measure every file and print one table."""
    for path in map(Path, sys.argv[1:]):
        data = path.read_bytes()
        pages = read_plainly(data)
        ours, plain = time_work(lambda data=data: transcribe(data)), time_work(lambda data=data: read_plainly(data))  # type: ignore[misc]
        optical = f"{read_optically(data):.1f} s a page read optically" if ocr.is_ready() else "no tesseract"
        print(f"{path.name:40} {pages:4} pages  {pages / ours:5.1f} pages/s  {ours / plain:.2f}× pdfplumber  {optical}")


if __name__ == "__main__":
    main()
