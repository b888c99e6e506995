"""The labelled seeds as print: one run of LibreOffice a session turns them into PDF files with real tables."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest

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
