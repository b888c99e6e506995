"""Word packages built from a few lines of XML, for the tests of their readers."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

MakeDocx = Callable[..., bytes]

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def _make_docx(body: str, **parts: str) -> bytes:
    """A package with the body given; `parts` are the insides of styles, numbering, footnotes, endnotes."""
    types = "".join(
        f'<Override PartName="/word/{part}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{part}+xml"/>'
        for part in parts
    )
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{part}" Target="{part}.xml"/>'
        for number, part in enumerate(parts)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for part, content in parts.items():
        files[f"word/{part}.xml"] = f"<w:{part} {_NAMESPACES}>{content}</w:{part}>"
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return packed.getvalue()


@pytest.fixture(scope="session")
def make_docx() -> MakeDocx:
    """Builds a package: `make_docx(body, styles=…, numbering=…, footnotes=…)`."""
    return _make_docx
