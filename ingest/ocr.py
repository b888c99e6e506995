"""Tesseract: pictures of print to words with boxes and certainties.

The program is called once a picture, on one thread (its own threads slow it down tenfold on small machines), and must
know Vietnamese. Packages: tesseract-ocr, tesseract-ocr-vie.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING

from cancu.ingest.printed_page import Word
from cancu.ontology.errors import SourceError

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300
POINTS = 72 / DPI
"""Points in one pixel of a picture at `DPI`."""
PAGE, BLOCK = 3, 6
"""Modes of page segmentation: a whole page, one block of lines."""
PACKAGES = "tesseract-ocr tesseract-ocr-vie"
_SECONDS = 55
_LANGUAGE = "vie"
_TURN = re.compile(r"^Rotate: (90|180|270)$", re.MULTILINE)
_TURN_CERTAINTY = re.compile(r"^Orientation confidence: ([\d.]+)$", re.MULTILINE)
_CERTAIN_TURN = 2.0


@cache
def is_ready() -> bool:
    """Whether Tesseract is installed and knows Vietnamese."""
    if shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return _LANGUAGE in listed.stdout.split()


def read_words(image: Image, mode: int = PAGE) -> list[Word]:
    """Read the words of a picture.

    Args:
        image: dark print on white at `DPI`
        mode: `PAGE` or `BLOCK`

    Returns:
        In the program's order; boxes in pixels, their top and bottom those of the word's line.

    Raises:
        SourceError: Tesseract fails (`E_OCR`) or takes too long (`E_TIMEOUT`).
    """
    table = _run(image, "-l", _LANGUAGE, "--psm", str(mode), "tsv")
    words: list[Word] = []
    top = bottom = 0.0
    for row in table.splitlines()[1:]:
        level, *_, left, above, width, height, certainty, text = row.split("\t")[:12]
        if level == "4":
            top, bottom = float(above), float(above) + float(height)
        elif level == "5" and text.strip():
            confidence = min(max(float(certainty), 0.0), 100.0) / 100
            x0 = float(left)
            words.append(Word(text.strip(), x0, top, x0 + float(width), bottom, bottom - top, confidence=confidence))
    return words


def find_turn(image: Image) -> int:
    """By how many degrees to the right a page must be turned to stand upright; 0 where the picture does not tell."""
    try:
        report = _run(image, "--psm", "0")
    except SourceError:  # too few letters
        return 0
    turn, certainty = _TURN.search(report), _TURN_CERTAINTY.search(report)
    return int(turn[1]) if turn and certainty and float(certainty[1]) >= _CERTAIN_TURN else 0


def _run(image: Image, *options: str) -> str:
    picture = io.BytesIO()
    image.save(picture, "PPM")
    command = ["tesseract", "stdin", "stdout", "--dpi", str(DPI), *options]
    try:
        done = subprocess.run(
            command, input=picture.getvalue(), capture_output=True, check=True, timeout=_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise SourceError(
            "Nhận dạng chữ một trang quá lâu, đã dừng", "the optical reading of a page took too long",
            code="E_TIMEOUT", hint="quét lại trang ở 300 dpi, đen trắng (scan again at 300 dpi, black and white)",
        ) from error  # fmt: skip
    except subprocess.CalledProcessError as error:
        remark = error.stderr.decode("utf-8", "replace").strip()[-200:]
        raise SourceError(
            f"Tesseract không đọc được ảnh của trang ({remark})", f"tesseract failed ({remark})", code="E_OCR",
            hint=f"kiểm tra các gói (check the packages): {PACKAGES}",
        ) from error  # fmt: skip
    return done.stdout.decode("utf-8", "replace")
