"""Slips of the optical reader in labels: `l.` for `1.`, `H` for `II`, a dot lost behind a Roman numeral.

A label is mended where its place proves it: at the head of a line, or in the first column of a table, where labels
count on from row to row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cancu.ingest.printed_page import PrintedLine

_AT_LINE = {"l.": "1.", "|.": "1.", "§.": "8.", "lI.": "II.", "Il.": "II.", "ll.": "II.", "IH.": "III.", "VỊ.": "VI."}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_READ_AS = {
    "d": "đ",
    "đ": "d",
    "g": "øØ8ợ",
    "i": "1l¡ï",
    "l": "1I|i",
    "c": "e©",
    "e": "c",
    "o": "0",
    "b": "h6",
    "h": "b",
}
_ROMAN = re.compile(r"[IVX]{1,5}$")
_IN_COLUMN = {
    "l": "1", "|": "1", "]": "1", "§": "8", "Ị": "I", "H": "II", "IỊ": "II", "Il": "II", "IH": "III", "HI": "III",
    "VỊ": "VI", "VH": "VII", "VIH": "VIII", "VHI": "VIII",
}  # fmt: skip
_NUMBER = re.compile(r"(\d{1,3})[.)]?$")
_NO_LABEL = re.compile(r"[^\w\-+]{1,2}$")


class LabelMender:
    """Mends the labels of lines, in the order of the document.

    Example:
        >>> mender = LabelMender()
        >>> from cancu.ingest.printed_page import Word
        >>> lines = [PrintedLine((Word(text, 0, 0, 9, 9, 9), Word("Rà", 9, 0, 9, 9, 9))) for text in ("e)", "ø)", "h)")]
        >>> [mender.mend(line).text for line in lines]
        ['e) Rà', 'g) Rà', 'h) Rà']
    """

    def __init__(self) -> None:
        self._letter = ""
        self._past_roman = False

    def mend(self, line: PrintedLine) -> PrintedLine:
        """The line with its label put right."""
        first, rest = line.words[0], line.words[1:]
        if not rest:
            return line
        label = self._count_letter(_AT_LINE.get(first.text, first.text))
        heading = all(word.text.isupper() for word in rest if word.text[0].isalpha())
        if heading and _ROMAN.match(label):
            label += "."
        elif label == "I." and self._past_roman and not heading:
            label = "1."
        self._past_roman = self._past_roman or (heading and _ROMAN.match(label.rstrip(".")) is not None)
        return line if label == first.text else PrintedLine((replace(first, text=label), *rest))

    def _count_letter(self, label: str) -> str:
        """A letter that can be a misreading of the next one in the list is that one."""
        if len(label) != 2 or label[1] != ")":
            return label
        following = _LETTERS[_LETTERS.index(self._letter) + 1 :][:1] if self._letter else ""
        if following and label[0] in _READ_AS.get(following, ""):
            label = f"{following})"
        self._letter = label[0] if label[0] in _LETTERS else self._letter
        return label


def mend_column(labels: Sequence[str]) -> list[str]:
    """The labels of a table's first column, top to bottom.

    Example:
        >>> mend_column(["TT", "I", "l", "2", "°", "H", "l"])
        ['TT', 'I', '1', '2', '3', 'II', '1']
    """
    mended: list[str] = []
    number = 0
    for printed in labels:
        label = _IN_COLUMN.get(printed, printed)
        if printed == "H" and mended and mended[-1] == "G":
            label = printed
        if number and _NO_LABEL.match(label):
            label = str(number + 1)
        counted = _NUMBER.match(label)
        number = int(counted[1]) if counted else 0 if label else number
        mended.append(label)
    return mended
