"""The automatic numbers of Word lists, as they are printed before their paragraphs.

Word stores no printed label: a paragraph names a list (`w:numPr`), the list's definition says how each of its nine
levels is printed, and the number follows from the paragraphs before it (ECMA-376 part 1, 17.9). Lists that share a
definition count on together unless one of them says where it starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from cancu.ingest.docx_package import Element, is_on, number_of, to_number, value_of, word
from cancu.ingest.docx_styles import Styles
from cancu.ingest.legacy_fonts import font_encoding, join_runs

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_PRIVATE_USE = re.compile(r"[\ue000-\uf8ff]")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999
_MOST_LETTERS = 780
"""The thirtieth round of the alphabet; Word prints numbers beyond as they come, here as figures."""


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list's definition.

    Attributes:
        style: paragraph style that belongs to this level
        restart: levels above this many restart the count; None for all of them
        legal: whether all numbers of the label are printed as figures
        encoding: of the fonts before Unicode, of the label's own words
    """

    start: int
    format: str
    text: str
    style: str | None
    restart: int | None
    legal: bool
    encoding: str


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it: its definition, with the levels and starts that it sets itself."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The lists of one document and how far they have counted; labels must be asked for in the order of the text.

    Args:
        numbering: root of `numbering.xml`, None where the document has no lists
        styles: the document's styles, which may name lists too
    """

    def __init__(self, numbering: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions = _index(numbering, "abstractNum", "abstractNumId")
        self._lists = _index(numbering, "num", "numId")
        self._read: dict[str, _List | None] = {}
        self._by_style: dict[str | None, tuple[str, int] | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def count(self, paragraph: Element) -> str:
        """The label of the next paragraph, "" where it has none; bullets of any shape are `-`."""
        place = self._place_of(paragraph)
        found = self._list_of(place[0]) if place else None
        if place is None or found is None or place[1] not in found.levels:
            return ""
        number, level = place
        counts = self._advance(number, found, level)
        return _print(found.levels, level, counts)

    def _place_of(self, paragraph: Element) -> tuple[str, int] | None:
        """List and level of a paragraph; what stands in the paragraph itself goes before its style."""
        properties = paragraph.find(word("pPr"))
        own = properties.find(word("numPr")) if properties is not None else None
        style = value_of(properties, "pStyle")
        number = value_of(own, "numId")
        if number is not None:
            return None if number == "0" else (number, number_of(own, "ilvl") or 0)
        if style not in self._by_style:
            self._by_style[style] = self._place_in_style(style)
        inherited = self._by_style[style]
        level = number_of(own, "ilvl")
        return (inherited[0], level) if inherited and level is not None else inherited

    def _place_in_style(self, style: str | None) -> tuple[str, int] | None:
        for ancestor in self._styles.chain(style):
            own = ancestor.find(f"{word('pPr')}/{word('numPr')}")
            number = value_of(own, "numId")
            if number is None:
                continue
            found = self._list_of(number)
            if found is None:
                return None
            name = ancestor.get(word("styleId"))
            linked = (index for index, level in found.levels.items() if level.style == name)
            return number, number_of(own, "ilvl") or next(linked, 0)
        return None

    def _list_of(self, number: str) -> _List | None:
        if number not in self._read:
            self._read[number] = self._read_list(number)
        return self._read[number]

    def _read_list(self, number: str) -> _List | None:
        own = self._lists.get(number)
        name = self._definition_of(number)
        if own is None or name is None:
            return None
        levels = self._read_levels(self._definitions[name])
        starts: dict[int, int] = {}
        for override in own.findall(word("lvlOverride")):
            index = to_number(override.get(word("ilvl"))) or 0
            levels.update(self._read_levels(override))
            start = number_of(override, "startOverride")
            if start is not None:
                starts[index] = start
        return _List(name, levels, starts)

    def _definition_of(self, number: str) -> str | None:
        """The definition of a list; one that only names a list style is found by that style."""
        name = value_of(self._lists.get(number), "abstractNumId")
        link = value_of(self._definitions.get(name or ""), "numStyleLink")
        if link is not None:
            styled = (key for key, one in self._definitions.items() if value_of(one, "styleLink") == link)
            name = next(styled, name)
        return name if name in self._definitions else None

    def _read_levels(self, parent: Element) -> dict[int, _Level]:
        return {
            to_number(level.get(word("ilvl"))) or 0: _Level(
                start=number_of(level, "start") or 0,
                format=value_of(level, "numFmt") or "decimal",
                text=value_of(level, "lvlText") or "",
                style=value_of(level, "pStyle"),
                restart=number_of(level, "lvlRestart"),
                legal=bool(is_on(level, "isLgl")),
                encoding=font_encoding(self._styles.font_of(level.find(word("rPr")))),
            )
            for level in parent.findall(word("lvl"))
        }

    def _advance(self, number: str, found: _List, level: int) -> list[int | None]:
        """Count one paragraph; deeper levels begin anew."""
        counts = self._counts.setdefault(found.definition, [None] * _LEVELS)
        if level in found.starts and (number, level) not in self._begun:
            counts[level] = None
        self._begun.add((number, level))
        before = counts[level]
        counts[level] = found.starts.get(level, found.levels[level].start) if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            below = found.levels.get(deeper)
            if below is not None and level < _or(below.restart, deeper):
                counts[deeper] = None
        return counts


def _index(numbering: Element | None, tag: str, key: str) -> dict[str, Element]:
    found = numbering.findall(word(tag)) if numbering is not None else []
    return {element.get(word(key), ""): element for element in found}


def _or(number: int | None, default: int) -> int:
    return default if number is None else number


def _print(levels: dict[int, _Level], at: int, counts: list[int | None]) -> str:
    level = levels[at]
    if level.format == "bullet":
        return "-" if _PRIVATE_USE.search(level.text) or level.text in ("", "o") else level.text.strip()

    def print_number(match: re.Match[str]) -> str:
        upper = int(match[1]) - 1
        shown = levels.get(upper, level)
        number = counts[upper]
        return _format(shown.start if number is None else number, "decimal" if level.legal else shown.format)

    return _PLACEHOLDER.sub(print_number, join_runs([(level.encoding, level.text)])).strip()


def _format(number: int, name: str) -> str:
    """A number in one of the standard's formats; those that Vietnamese documents do not use are printed as figures."""
    return _FORMATS.get(name, str)(number)


def to_roman(number: int) -> str:
    """A number in small Roman figures, beyond 3999 in plain ones.

    Example:
        >>> to_roman(14)
        'xiv'
    """
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    printed = ""
    for value, figure in _ROMAN:
        printed += figure * (number // value)
        number %= value
    return printed


def to_letters(number: int) -> str:
    """A number as the letter of the Latin alphabet, doubled from 27 on: z, aa, bb.

    Example:
        >>> to_letters(4), to_letters(28)
        ('d', 'bb')
    """
    if not 0 < number <= _MOST_LETTERS:
        return str(number)
    rounds, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (rounds + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": "{:02d}".format,
    "lowerLetter": to_letters,
    "lowerRoman": to_roman,
    "none": lambda _: "",
    "upperLetter": lambda number: to_letters(number).upper(),
    "upperRoman": lambda number: to_roman(number).upper(),
}
