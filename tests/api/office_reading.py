"""Word and Excel files read back, and opened by LibreOffice, by tests of the papers."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TWIPS_PER_MILLIMETRE = 1440 / 25.4


def read_part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return etree.fromstring(parts.read(name))


def read_texts(data: bytes) -> list[str]:
    """The words of every paragraph of a Word file, in tables and outside."""
    document = docx.Document(io.BytesIO(data))
    cells = {id(cell._tc): cell for table in document.tables for row in table.rows for cell in row.cells}
    inside = [paragraph.text for cell in cells.values() for paragraph in cell.paragraphs]
    return [paragraph.text for paragraph in document.paragraphs] + inside


def list_headings(data: bytes) -> list[str]:
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    return [paragraph.text for paragraph in paragraphs if paragraph.style and paragraph.style.name == "Heading 1"]


def read_rows(data: bytes, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by the Vietnamese names of their columns."""
    heading, *rows = openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True)
    names = [str(name).split(" (")[0] for name in heading]
    return [
        {name: value.split(" (")[0] if name == "Nội dung" and isinstance(value, str) and at == 0 else value
         for at, (name, value) in enumerate(zip(names, row, strict=True))}
        for row in rows
    ]  # fmt: skip


def print_pdf(data: bytes, suffix: str, folder: Path) -> tuple[str, tuple[int, int]]:
    """The words of a file as LibreOffice prints it, and the sides of its first page in millimetres."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    file = folder / f"giay.{suffix}"
    file.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    import pypdfium2

    pdf = pypdfium2.PdfDocument(folder / "giay.pdf")
    words = " ".join("".join(page.get_textpage().get_text_range() for page in pdf).split())
    width, height = (round(side / 72 * 25.4) for side in pdf[0].get_size())
    pdf.close()
    return words, (width, height)


def list_tables(data: bytes, heading: str) -> list[list[str]]:
    """The rows of the table below a heading of a Word file; a row over the whole width has one cell."""
    body = read_part(data, "word/document.xml").find(f"{W}body")
    texts = ["".join(node.itertext()) if node.tag == f"{W}p" else "" for node in body]
    start = next(at for at, text in enumerate(texts) if heading in text)
    table = next(node for node in body[start:] if node.tag == f"{W}tbl")
    return [["".join(cell.itertext()) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
