"""The words of a Word paragraph as printed: changes accepted, fields by their result, hidden text left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cancu.ingest.docx_package import Element, iter_printed, word
from cancu.ingest.docx_styles import Styles
from cancu.ingest.legacy_fonts import font_encoding, join_runs

_MATHEMATICS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUN = word("r")
_BREAK = word("br")
_RENDERED_BREAK = word("lastRenderedPageBreak")
_TEXTS = frozenset((word("t"), f"{_MATHEMATICS}t"))
_FORMULAS = frozenset((f"{_MATHEMATICS}oMath", f"{_MATHEMATICS}oMathPara"))
_BOX = word("txbxContent")
_FIELD = word("fldChar")
_SYMBOL = word("sym")
_NOTES = {word("footnoteReference"): "footnotes", word("endnoteReference"): "endnotes"}
_MARKS = {
    word("tab"): "\t",
    word("ptab"): "\t",
    word("cr"): "\n",
    word("noBreakHyphen"): "-",
    word("softHyphen"): "\u00ad",
}
_PRIVATE_USE = re.compile(r"[\uf020-\uf0ff]")
_SYMBOLS = {
    "\uf0a3": "≤", "\uf0b3": "≥", "\uf0b1": "±", "\uf0b4": "×", "\uf0b8": "÷", "\uf0b9": "≠", "\uf0bb": "≈",
    "\uf0ae": "→", "\uf0de": "⇒", "\uf0b0": "°", "\uf044": "Δ", "\uf053": "Σ", "\uf06d": "µ", "\uf070": "π",
}  # fmt: skip
"""Signs of the font Symbol that figures and targets use; the other picture fonts hold bullets."""
_BULLET = "-"


@dataclass(slots=True)
class Words:
    """What a paragraph prints.

    Attributes:
        runs: (encoding of the font, words) in order
        page: page of the first words, None where the document keeps no page breaks
        boxes: text boxes anchored here
    """

    runs: list[tuple[str, str]] = field(default_factory=list)
    page: int | None = None
    boxes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words in Unicode."""
        return join_runs(self.runs)


class ParagraphReader:
    """Reads paragraphs in the order of the text; fields and pages run on from one to the next.

    Args:
        styles: the document's styles
        body: root of the document, to see whether Word noted where its pages ended
    """

    def __init__(self, styles: Styles, body: Element) -> None:
        self.notes: list[tuple[str, str]] = []
        """Foot- and endnotes met so far: kind and number in the file; their marks are printed `[1]`, `[2]`."""
        self._styles = styles
        self._rendered = next(body.iter(_RENDERED_BREAK), None) is not None
        self._broken = self._rendered or any(map(_is_page_break, body.iter(_BREAK)))
        self._page = 1
        self._fields: list[bool] = []
        self._words = Words()
        self._style: str | None = None

    @property
    def page(self) -> int | None:
        """The page reached, from 1; None where the document keeps no page breaks."""
        return self._page if self._broken else None

    def read(self, paragraph: Element, style: str | None) -> Words:
        """The words of a paragraph in a style."""
        self._words = Words()
        self._style = style
        self._read_inside(paragraph)
        self._words.page = self._words.page or self.page
        return self._words

    def _read_inside(self, parent: Element) -> None:
        for child in iter_printed(parent):
            if child.tag == _RUN:
                self._read_run(child)
            elif child.tag in _FORMULAS:
                self._write("".join(part.text or "" for part in child.iter(f"{_MATHEMATICS}t")), "")

    def _read_run(self, run: Element) -> None:
        font, hidden = self._styles.run_traits(run, self._style)
        encoding = font_encoding(font)
        for child in iter_printed(run):
            if child.tag == _FIELD:
                self._turn_field(child.get(word("fldCharType")))
            elif child.tag == _RENDERED_BREAK or _is_page_break(child):
                self._page += (child.tag == _RENDERED_BREAK) == self._rendered
            elif not hidden and all(self._fields):
                self._read_mark(child, encoding)

    def _read_mark(self, child: Element, encoding: str) -> None:
        """One thing that a run prints."""
        tag = child.tag
        if tag in _TEXTS:
            self._write(child.text or "", encoding)
        elif tag in _MARKS:
            self._write(_MARKS[tag], encoding)
        elif tag == _BREAK:
            self._write("\n", encoding)
        elif tag == _SYMBOL:
            self._write(_read_symbol(child), "")
        elif tag in _NOTES:
            self.notes.append((_NOTES[tag], child.get(word("id"), "")))
            self._write(f"[{len(self.notes)}]", "")
        elif tag == _RUN:
            self._read_run(child)
        else:
            self._words.boxes.extend(_outermost_boxes(child))

    def _turn_field(self, kind: str | None) -> None:
        """A field prints nothing between its begin and its separator, its result between separator and end."""
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _write(self, words: str, encoding: str) -> None:
        if self._words.page is None and words.strip():
            self._words.page = self.page
        words = _PRIVATE_USE.sub(lambda match: _SYMBOLS.get(match[0], _BULLET), words)
        self._words.runs.append((encoding, words))


def _is_page_break(element: Element) -> bool:
    return element.tag == _BREAK and element.get(word("type")) == "page"


def _read_symbol(symbol: Element) -> str:
    """The character of a `w:sym`, which names a font and a code in hexadecimal."""
    code = symbol.get(word("char"), "")
    if not re.fullmatch(r"[0-9A-Fa-f]{1,5}", code):
        return ""
    character = chr(int(code, 16))
    if symbol.get(word("font")) != "Symbol" and _PRIVATE_USE.match(character):
        return _BULLET
    return character


def _outermost_boxes(element: Element) -> list[Element]:
    """The text boxes drawn here, once each; those inside another box are read with it."""
    found: list[Element] = []
    for child in iter_printed(element):
        found.extend([child] if child.tag == _BOX else _outermost_boxes(child))
    return found
