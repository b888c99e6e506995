"""The picture of a scanned page: stamps washed out, set straight, its rules of ink found.

Pillow alone, which the readers of PDF bring along: the skew is the turn at which rows of print and rows of white
differ most; rules are dark runs that no letter is long enough for.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cancu.ingest.ocr import POINTS
from cancu.ingest.printed_page import Rule

if TYPE_CHECKING:
    from PIL.Image import Image

_WHITE = 255
_INK = 175
"""Darker is ink, on a scale from 0 (black) to 255."""
_SMALL_WIDTH = 700
_STEEPEST = 3.0
_STEPS = (0.5, 0.1)
_LEAST_SKEW = 0.05
_BLOCK = 16
"""Pixels along a rule that are judged as one."""
_LEVEL_RUN = re.compile(rb"[\xb0-\xff]{8,}")
_UPRIGHT_RUN = re.compile(rb"[\xb0-\xff]{4,}")
"""Blocks of ink without a gap; rows of a table may be low, and a letter's stem is shorter still."""


def wash(image: Image) -> Image:
    """A grey picture in which red stamps are white: only the red light is kept."""
    if image.mode in ("RGB", "RGBA"):
        return image.convert("RGB").getchannel("R")
    return image.convert("L")


def straighten(image: Image) -> Image:
    """Turn a grey picture so that its lines run level."""
    angle = find_skew(image)
    if abs(angle) < _LEAST_SKEW:
        return image
    from PIL.Image import Resampling

    return image.rotate(angle, resample=Resampling.BICUBIC, fillcolor=_WHITE)


def find_skew(image: Image) -> float:
    """By how many degrees to the left a grey picture must be turned, found to a tenth of a degree within ±3."""
    small = _ink(image.resize((_SMALL_WIDTH, max(1, image.height * _SMALL_WIDTH // image.width))))
    best = 0.0
    reach = _STEEPEST
    for step in _STEPS:
        count = round(reach / step)
        angles = [best + step * turn for turn in range(-count, count + 1)]
        best = max(angles, key=lambda angle: (_contrast(small, angle), -abs(angle)))
        reach = step
    return round(best, 2)


def _contrast(ink: Image, angle: float) -> int:
    """How sharply rows of ink and rows of white part."""
    from PIL.Image import Resampling

    rows = ink.rotate(angle, fillcolor=0).resize((1, ink.height), Resampling.BOX).tobytes()
    return sum((one - other) ** 2 for one, other in pairwise(rows))


def find_rules(image: Image) -> list[Rule]:
    """The level and upright rules of a straight grey picture at `cancu.ingest.ocr.DPI`, in points."""
    from PIL.Image import Transpose

    ink = _ink(image)
    level = [Rule(x0 * POINTS, y * POINTS, x1 * POINTS, y * POINTS) for y, x0, x1 in _find_runs(ink, _LEVEL_RUN)]
    upright = [
        Rule(x * POINTS, y0 * POINTS, x * POINTS, y1 * POINTS)
        for x, y0, y1 in _find_runs(ink.transpose(Transpose.TRANSPOSE), _UPRIGHT_RUN)
    ]
    return level + upright


def find_ink(image: Image) -> tuple[int, int, int, int] | None:
    """The box of all ink in a grey picture, None where it is blank."""
    return _ink(image).getbbox()


def _ink(image: Image) -> Image:
    """Ink as 255, paper as 0."""
    return image.point([_WHITE if value < _INK else 0 for value in range(256)])


def _find_runs(ink: Image, pattern: re.Pattern[bytes]) -> list[tuple[int, int, int]]:
    """Dark runs along the rows of a picture: row, first and last pixel, give or take a block."""
    from PIL.Image import Resampling

    width = ink.width // _BLOCK
    blocks = ink.resize((width, ink.height), Resampling.BOX, (0, 0, width * _BLOCK, ink.height))
    raw = blocks.tobytes()
    return [
        (row, max(0, match.start() - 1) * _BLOCK, min(width, match.end() + 1) * _BLOCK)
        for row in range(ink.height)
        for match in pattern.finditer(raw[row * width : (row + 1) * width])
    ]
