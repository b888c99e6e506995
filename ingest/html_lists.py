"""Lists of web pages: items with the labels that a browser prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_STYLES = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i",
           "upper-roman": "I", "decimal": "1", "none": ""}  # fmt: skip
_LONGEST_NUMBER = 7


class Numbering:
    """The numbers of ordered lists so far."""

    def __init__(self) -> None:
        self._last: dict[_Element, int] = {}

    def label_item(self, item: _Element) -> str:
        """The label in front of a list item, with a blank behind it; a dash in a list without order."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return "- "
        number = self._count(item, parent)
        named = _read_style(item) or _read_style(parent)
        style = _STYLES[named] if named else (item.get("type") or parent.get("type") or "1")
        if not style:
            return ""
        return f"{format_number(number, style)}. "

    def _count(self, item: _Element, parent: _Element) -> int:
        """The number of an item: its own, or one more than that of the item before."""
        own = _read_number(item.get("value"))
        if own is None and parent in self._last:
            own = self._last[parent] + 1
        if own is None:
            start = _read_number(parent.get("start"))
            own = 1 if start is None else start
        self._last[parent] = own
        return own


def format_number(number: int, style: str) -> str:
    """Write a number in a style of HTML: `1`, `a`, `A`, `i`, `I`; what the style cannot write is written in figures.

    Example:
        >>> format_number(4, "a"), format_number(14, "I"), format_number(28, "A")
        ('d', 'XIV', 'AB')
    """
    label = str(number)
    if style in ("a", "A") and number > 0:
        label = _spell(number)
    elif style in ("i", "I") and 0 < number < 4000:
        label = _spell_roman(number)
    return label.upper() if style.isupper() else label


def _spell(number: int) -> str:
    word = ""
    while number > 0:
        number, rest = divmod(number - 1, len(_LETTERS))
        word = _LETTERS[rest] + word
    return word


def _spell_roman(number: int) -> str:
    word = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        word += letters * count
    return word


def _read_number(value: str | None) -> int | None:
    value = (value or "").strip()
    return int(value) if value.isdecimal() and len(value) <= _LONGEST_NUMBER else None


def _read_style(element: _Element) -> str:
    """The name of the label in a style attribute; empty where it has none."""
    style = (element.get("style") or "").lower().partition("list-style")[2]
    words = style.partition(":")[2].partition(";")[0].split()
    return next((word for word in words if word in _STYLES), "")
