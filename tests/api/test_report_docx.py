from __future__ import annotations

import dataclasses
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from cancu.api.coverage_paper import build_coverage_paper
from cancu.api.office_text import clean_letters
from cancu.api.report_docx import render_docx
from cancu.api.views import print_words
from cancu.ontology.assessments import CoverageReport
from tests.api.conftest import HOSTILE
from tests.api.office_reading import TWIPS_PER_MILLIMETRE, W, read_part, read_texts


@pytest.fixture(scope="module")
def data(coverage_report: CoverageReport) -> bytes:
    return render_docx(build_coverage_paper(coverage_report))


def list_tables(data: bytes, heading: str) -> list[list[str]]:
    """The rows of the table below a heading; a row over the whole width has one cell."""
    body = read_part(data, "word/document.xml").find(f"{W}body")
    texts = ["".join(node.itertext()) if node.tag == f"{W}p" else "" for node in body]
    start = next(at for at, text in enumerate(texts) if heading in text)
    table = next(node for node in body[start:] if node.tag == f"{W}tbl")
    return [["".join(cell.itertext()) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]


def test_the_page_is_that_of_the_decree(data: bytes) -> None:
    section = read_part(data, "word/document.xml").find(f".//{W}sectPr")
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    sides = [round(int(size.get(f"{W}{side}")) / TWIPS_PER_MILLIMETRE) for side in ("w", "h")]
    assert sides == [210, 297]
    millimetres = {
        side: int(margins.get(f"{W}{side}")) / TWIPS_PER_MILLIMETRE for side in ("top", "bottom", "left", "right")
    }
    assert 20 <= millimetres["top"] <= 25
    assert 20 <= millimetres["bottom"] <= 25
    assert 30 <= millimetres["left"] <= 35
    assert 15 <= millimetres["right"] <= 20


def test_every_letter_is_times_new_roman_13_or_14(data: bytes) -> None:
    styles = read_part(data, "word/styles.xml")
    used = {"Normal", "Heading1", "Header"}
    for style in styles.iter(f"{W}style"):
        if style.get(f"{W}styleId") in used:
            assert set(style.find(f"{W}rPr/{W}rFonts").attrib.values()) == {"Times New Roman"}
            assert style.find(f"{W}rPr/{W}sz").get(f"{W}val") == "26"
    body = read_part(data, "word/document.xml")
    assert {node.get(f"{W}val") for node in body.iter(f"{W}sz")} <= {"26", "28"}
    assert list(body.iter(f"{W}rFonts")) == []


def test_pages_are_numbered_from_the_second(data: bytes) -> None:
    assert read_part(data, "word/document.xml").find(f".//{W}sectPr/{W}titlePg") is not None
    assert [field.get(f"{W}instr") for field in read_part(data, "word/header1.xml").iter(f"{W}fldSimple")] == ["PAGE"]


def test_table_headings_come_again_and_rows_stay_whole(data: bytes) -> None:
    tables = list(read_part(data, "word/document.xml").iter(f"{W}tbl"))[1:-1]
    assert len(tables) > 4
    for table in tables:
        first, *others = table.iter(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))


def test_the_head_names_nation_motto_and_organisation_and_the_end_its_signers(data: bytes) -> None:
    tables = docx.Document(io.BytesIO(data)).tables
    assert tables[0].rows[0].cells[0].text.startswith("SỞ NỘI VỤ TỈNH HOÀI GIANG\n")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in tables[0].rows[0].cells[1].text
    assert [cell.text.split("\n")[0] for cell in tables[-1].rows[0].cells] == ["NGƯỜI LẬP", "NGƯỜI KIỂM TRA"]


def test_sections_stand_in_the_order_of_reading(data: bytes) -> None:
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    names = [paragraph.text for paragraph in paragraphs if paragraph.style and paragraph.style.name == "Heading 1"]
    found = [re.sub(r"^\d+\. |:? ?\d*$", "", name).split(" (")[0] for name in names]
    assert found[:4] == ["Tóm tắt", "Nhiệm vụ còn thiếu", "Nhiệm vụ cần xem lại", "Nhiệm vụ mới có một phần"]
    assert found[4] == "Phát hiện và điểm cần sửa"
    assert found[-1] == "Cách làm và giới hạn"


def test_counts_are_those_of_the_json(data: bytes, coverage_report: CoverageReport) -> None:
    rows = dict(row[:2] for row in list_tables(data, "Tóm tắt")[1:])
    counts = coverage_report.counts
    assert rows["đã bao phủ (covered)"] == str(counts.covered)
    assert rows["còn thiếu (gap)"] == str(counts.gap)
    assert rows["Cộng nhiệm vụ ràng buộc (binding tasks)"] == str(counts.binding)


def test_a_gap_comes_with_its_quote_and_three_candidates(data: bytes, coverage_report: CoverageReport) -> None:
    rows = list_tables(data, "Nhiệm vụ còn thiếu")[1:]
    gaps = [task for task in coverage_report.tasks if task.status == "gap" and task.obligation.binding]
    assert len(gaps) == coverage_report.counts.gap > 0
    for task in gaps:
        at = next(at for at, row in enumerate(rows) if len(row) == 1 and row[0].startswith(task.ref))
        beside = rows[at + 1 : at + 4]
        assert task.quote.text.replace("\n", "") in rows[at][0].replace("\n", "")
        for row, link in zip(beside, task.links[:3], strict=True):
            assert row[0].startswith(link.ref)
            assert f"{link.score:.2f}".replace(".", ",") in row[0]
            assert row[1] == print_words(link.shared)


def test_no_quote_is_damaged(data: bytes, coverage_report: CoverageReport) -> None:
    texts = set(read_texts(data))
    binding = [task for task in coverage_report.tasks if task.obligation.binding and task.kind == "task"]
    assert binding
    assert [task.ref for task in binding if task.quote.text not in texts] == []


def test_hostile_texts_stay_text(hostile_report: CoverageReport) -> None:
    data = render_docx(build_coverage_paper(hostile_report))
    texts = read_texts(data)
    assert [text for text in HOSTILE if text not in texts] == []
    assert list(read_part(data, "word/document.xml").iter(f"{W}hyperlink")) == []


def test_what_xml_forbids_is_shown_by_a_sign(coverage_report: CoverageReport) -> None:
    dirty = "a\x00\x0c\ud800\ufffe" + "b" * 40_000
    paper = dataclasses.replace(build_coverage_paper(coverage_report), subject=dirty)
    assert clean_letters(dirty) == "a␀␌��" + "b" * 40_000
    assert clean_letters(dirty) in read_texts(render_docx(paper))


def test_the_same_report_has_the_same_bytes_and_no_time_of_today(data: bytes, coverage_report: CoverageReport) -> None:
    assert render_docx(build_coverage_paper(coverage_report)) == data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert properties.modified is not None
    assert properties.modified.date() == coverage_report.as_of


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_libreoffice_prints_the_report(hostile_report: CoverageReport, tmp_path: Path, suffix: str) -> None:
    from cancu.api.report_formats import render_file

    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    file = tmp_path / f"bao-cao.{suffix}"
    file.write_bytes(render_file(hostile_report, suffix))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    import pypdfium2

    pdf = pypdfium2.PdfDocument(tmp_path / "bao-cao.pdf")
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "Rà soát" in words
    assert "<script>alert(1)</script>" in " ".join(words.split())
    width, height = sorted(round(side / 72 * 25.4) for side in pdf[0].get_size())
    assert (width, height) == (210, 297)
    pdf.close()
