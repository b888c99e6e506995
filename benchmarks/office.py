"""Speed of the readers of office formats beside the plain call of the library or program each of them rests on.

Usage: python benchmarks/office.py

One invented plan of some twenty pages, half of it a table of 200 tasks, is written in every format. Absolute figures
depend on the machine; the ratios are what to watch. Every figure is the best of several runs by the clock.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
from python_calamine import CalamineWorkbook

from cancu.ingest import doc_reader, docx_reader, office_converter, xls_reader, xlsx_reader
from cancu.ingest.transcript import Transcript

_RUNS = 5
_SLOW_RUNS = 2
_TASKS = 200
_PARAGRAPHS = 300
_PAGES = 20
_HEADER = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời gian hoàn thành")
_ROW = ("Rà soát văn bản quy phạm pháp luật của ngành", "Sở Tư pháp", "Các sở, ban, ngành", "Báo cáo", "Quý I/2026")
_SENTENCE = "Các sở, ban, ngành căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 tổ chức thực hiện nhiệm vụ được giao. "

Transcribe = Callable[[bytes, Transcript], None]


def time_best(work: Callable[[], object], runs: int) -> float:
    """The shortest of several runs, in seconds."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def make_document() -> bytes:
    document = docx.Document()
    for _ in range(_PARAGRAPHS):
        document.add_paragraph(_SENTENCE * 2, style="List Number")
    table = document.add_table(0, len(_HEADER))
    for row in (_HEADER, *((str(number), *_ROW) for number in range(1, _TASKS + 1))):
        for cell, words in zip(table.add_row()._tr.tc_lst, row, strict=True):
            cell.p_lst[0].add_r().text = words
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def make_workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (_HEADER, *((number, *_ROW) for number in range(1, _TASKS + 1))):
        sheet.append(list(row))
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def convert(program: str, data: bytes, suffix: str, target: str) -> bytes:
    """A sample in another format, by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"sample.{suffix}")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, "--headless", profile, "--convert-to", target, "--outdir", folder, str(source)]
        for _ in range(2):  # the first start only makes the profile
            subprocess.run(command, check=False, capture_output=True)
        return source.with_suffix(f".{target}").read_bytes()


def read_paragraphs(data: bytes) -> list[str]:
    """What a plain user of python-docx does: paragraphs and cells, without numbers."""
    document = docx.Document(BytesIO(data))
    words = [paragraph.text for paragraph in document.paragraphs]
    return words + [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def read_values(data: bytes) -> list[object]:
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    return [value for sheet in book.worksheets for row in sheet.values for value in row]


def run_antiword(data: bytes) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".doc") as file:
        file.write(data)
        file.flush()
        return subprocess.run(["antiword", "-m", "UTF-8.txt", file.name], check=False, capture_output=True).stdout


def compare(
    name: str, data: bytes, transcribe: Transcribe, plain: tuple[str, Callable[[], object]], runs: int = _RUNS
) -> tuple[str, str, str, str]:
    own = time_best(lambda: transcribe(data, Transcript(name, "application/example")), runs)
    other = time_best(plain[1], runs)
    pages = f"{_PAGES / own:.0f} pages/s" if name not in ("xlsx", "xls") else f"{_TASKS / own:.0f} rows/s"
    return name, f"{1 / own:.1f} documents/s, {pages}", plain[0], f"{own / other:.2f}× its time"


def main() -> None:
    """Measure every format whose programs are installed and print one table."""
    word, book = make_document(), make_workbook()
    rows = [
        compare("docx", word, docx_reader.transcribe, ("python-docx", lambda: read_paragraphs(word))),
        compare("xlsx", book, xlsx_reader.transcribe, ("openpyxl", lambda: read_values(book))),
    ]
    program = office_converter.find_converter()
    if program:
        xls = convert(program, book, "xlsx", "xls")
        calamine = lambda: CalamineWorkbook.from_filelike(BytesIO(xls)).get_sheet_by_index(0).to_python()  # noqa: E731
        rows.append(compare("xls", xls, xls_reader.transcribe, ("calamine", calamine)))
        for suffix, transcribe in (
            ("odt", office_converter.transcribe_odt), ("rtf", office_converter.transcribe_rtf),
            ("doc", doc_reader.transcribe),
        ):  # fmt: skip
            data = convert(program, word, "docx", suffix)
            alone = (
                "LibreOffice alone",
                lambda data=data, suffix=suffix: office_converter.convert(data, suffix, suffix),
            )
            rows.append(compare(suffix, data, transcribe, alone, _SLOW_RUNS))
            if suffix == "doc" and shutil.which("antiword"):
                rows.append(
                    compare(suffix, data, transcribe, ("antiword", lambda data=data: run_antiword(data)), _SLOW_RUNS)
                )
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
