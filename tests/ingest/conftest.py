"""Files for the tests of the readers: Word packages from a few lines of XML, and the labelled seeds as print."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

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
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return packed.getvalue()


@pytest.fixture(scope="session")
def make_docx() -> MakeDocx:
    """Builds a package: `make_docx(body, styles=…, numbering=…, footnotes=…)`."""
    return _make_docx


FONTS = {"whole": "DejaVu Serif", "mixed": "Nimbus Roman"}
"""A font with all Vietnamese letters, and one whose accented letters come from another font."""


@pytest.fixture(scope="session")
def printed_seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of PDF files by kind of font, one file a seed, named as its label file."""
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice (package libreoffice-writer)")
    folder = tmp_path_factory.mktemp("print")
    for kind, font in FONTS.items():
        (folder / kind).mkdir()
        for seed in sorted((shared / "seeds").glob("*.txt")):
            (folder / kind / f"{seed.name[:3]}.docx").write_bytes(set_in_word(seed.read_text(encoding="utf-8"), font))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in FONTS:
        place = folder / kind
        command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(place)]
        subprocess.run([*command, *map(str, sorted(place.glob("*.docx")))], check=True, capture_output=True)
    return {kind: folder / kind for kind in FONTS}


def set_in_word(text: str, font: str) -> bytes:
    """A text as a Word file: justified paragraphs, and tables with rules."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    from cancu.ingest.cells import Grid
    from cancu.ingest.layout import read_blocks

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(13)
    for block in read_blocks(text):
        if not isinstance(block, Grid):
            document.add_paragraph(block.text).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            continue
        table = document.add_table(rows=0, cols=max(map(len, block.rows)), style="Table Grid")
        for row in block.rows:
            for printed, cell in zip(table.add_row().cells, row, strict=False):
                printed.text = cell.text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
