"""The parts of a Word package (.docx, .docm, .dotx), found by their kind as the standard ECMA-376 names them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from cancu.ingest.office_errors import DAMAGES, corrupt

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage
    from docx.opc.part import Part

Element = etree._Element

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def word(name: str) -> str:
    """The qualified name of an element or attribute of WordprocessingML.

    Example:
        >>> word("p")
        '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    return f"{{{_WORD}}}{name}"


_VALUE = word("val")
_OFF = ("0", "false", "off", "none")
_WRAPPERS = frozenset(map(word, ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "dir",
                                 "bdo", "fldSimple", "ruby", "rubyBase")))  # fmt: skip
"""Elements that only wrap what is printed; those left out (`del`, `moveFrom`, `rt`) wrap what is not."""


class WordPackage:
    """An opened package.

    Args:
        data: the bytes of the file
        name: file name for people

    Raises:
        SourceError: the package is damaged (`E_CORRUPT`).
    """

    def __init__(self, data: bytes, name: str) -> None:
        from docx.opc.exceptions import OpcError
        from docx.package import Package

        try:
            package = Package.open(BytesIO(data))
            self._main = _related(package, "officeDocument")
            self.document = _root(self._main) if self._main is not None else None
            self.styles = self._find("styles")
            self.numbering = self._find("numbering")
            self.theme = self._find("theme")
            self.notes = {kind: self._find(kind) for kind in ("footnotes", "endnotes")}
        except (*DAMAGES, OpcError) as error:
            raise corrupt(name, error) from error

    def _find(self, kind: str) -> Element | None:
        part = _related(self._main, kind) if self._main is not None else None
        return _root(part) if part is not None else None


def _related(holder: OpcPackage | Part, kind: str) -> Part | None:
    """The part related by `kind`, the last word of the relationship's IRI in both editions of the standard."""
    for relation in holder.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            part: Part = relation.target_part
            return part
    return None


def _root(part: Part) -> Element:
    """The XML of a part; the names of the strict edition become those of the usual one."""
    from docx.opc.part import XmlPart
    from docx.oxml.parser import parse_xml

    if isinstance(part, XmlPart) and _STRICT not in part.element.nsmap.values():
        usual: Element = part.element
        return usual
    root: Element = parse_xml(part.blob.replace(_STRICT.encode(), _WORD.encode()))
    return root


def iter_printed(parent: Element) -> Iterator[Element]:
    """Yield the children of an element as a reader meets them: changes accepted, wrappers opened, one alternative."""
    for child in parent.iterchildren(etree.Element):
        if child.tag in _WRAPPERS:
            yield from iter_printed(child)
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            chosen = next(iter(child.iterchildren(f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback")), None)
            if chosen is not None:
                yield from iter_printed(chosen)
        else:
            yield child


def value_of(parent: Element | None, name: str) -> str | None:
    """The `w:val` of a child, None where child or value is missing."""
    child = parent.find(word(name)) if parent is not None else None
    return child.get(_VALUE) if child is not None else None


def number_of(parent: Element | None, name: str) -> int | None:
    """The whole number in the `w:val` of a child, None where it is missing or no number."""
    return to_number(value_of(parent, name))


def to_number(printed: str | None) -> int | None:
    """A small whole number as attributes hold it, None for anything else.

    Example:
        >>> to_number("12"), to_number("1e9"), to_number(None)
        (12, None, None)
    """
    plain = printed is not None and len(printed) <= 9 and printed.lstrip("-").isdecimal()
    return int(printed) if printed is not None and plain else None


def is_on(parent: Element | None, name: str) -> bool | None:
    """Whether a toggle such as `w:vanish` is set here; None where nothing is said."""
    child = parent.find(word(name)) if parent is not None else None
    return None if child is None else child.get(_VALUE) not in _OFF
