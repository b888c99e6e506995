"""What LibreOffice and antiword are asked, and what is said where they are missing or fail."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from cancu.ingest import doc_reader, xls_reader
from cancu.ingest.office_converter import convert, find_converter, transcribe_odt, transcribe_rtf
from cancu.ingest.transcript import Transcript
from cancu.ontology.errors import SourceError

RTF = rb"{\rtf1\ansi Quy\u7871?t \u273?\u7883?nh s\u7889? 12\par {\b I. NHI\u7878?M V\u7908?}\par}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def make_transcript(name: str = "mẫu") -> Transcript:
    return Transcript(name, "application/example")


def make_manifest(content: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("META-INF/manifest.xml", content)
    return packed.getvalue()


def fake_program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A search path that holds nothing but what a test puts there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(SourceError) as caught:
        work()
    return caught.value.code


@pytest.mark.slow
def test_rich_text_is_read_through_libreoffice() -> None:
    if find_converter() is None:
        pytest.skip("LibreOffice is not installed")
    transcript = make_transcript()
    transcribe_rtf(RTF, transcript)
    assert transcript.finish().text == "Quyết định số 12\n\nI. NHIỆM VỤ\n"


@pytest.mark.usefixtures("only")
def test_a_missing_program_is_named_with_its_package() -> None:
    for transcribe, packages in (
        (transcribe_rtf, "libreoffice-writer"),
        (doc_reader.transcribe, "antiword libreoffice-writer"),
    ):
        with pytest.raises(SourceError) as caught:
            transcribe(OLE, make_transcript())
        assert caught.value.code == "E_MISSING_TOOL"
        assert f"apt install {packages};" in caught.value.hint
        assert ".docx" in caught.value.hint


def test_a_converter_that_hangs_is_ended(only: Path) -> None:
    sleep = shutil.which("sleep", path="/bin:/usr/bin")
    fake_program(only, "soffice", f"exec {sleep} 60")
    assert code_of(lambda: convert(RTF, "rtf", "mẫu.rtf", time_limit=0.2)) == "E_TIMEOUT"


def test_a_converter_that_writes_nothing_means_a_damaged_file(only: Path) -> None:
    fake_program(only, "soffice", "exit 0")
    assert code_of(lambda: transcribe_rtf(RTF, make_transcript())) == "E_CORRUPT"


def test_a_converter_is_started_again_when_it_asks(only: Path) -> None:
    started = only / "started"
    fake_program(only, "soffice", f"[ -e {started} ] && exit 0; : > {started}; exit 81")
    assert code_of(lambda: convert(RTF, "rtf", "mẫu.rtf", time_limit=5)) == "E_CORRUPT"
    assert started.exists()


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"PK\x03\x04", "E_CORRUPT"), (make_manifest("<manifest/>")[:-5], "E_CORRUPT"),
     (make_manifest("<manifest:encryption-data/>"), "E_ENCRYPTED")],
)  # fmt: skip
def test_damaged_and_encrypted_opendocument_is_not_given_away(data: bytes, code: str) -> None:
    assert code_of(lambda: transcribe_odt(data, make_transcript())) == code


def test_an_encrypted_word_97_document_is_known_by_its_header() -> None:
    header = b"\xec\xa5\xc1\x00" + b"\x00" * 7 + b"\x01" + b"\x00" * 500
    assert code_of(lambda: doc_reader.transcribe(OLE.ljust(512, b"\x00") + header, make_transcript())) == "E_ENCRYPTED"


def test_without_libreoffice_antiword_gives_tables_and_line_breaks(only: Path) -> None:
    book = (
        "<book><bookinfo><title>x</title></bookinfo><chapter><title/><para>\nỦY BANNHÂN DÂN\n</para>"
        "<para><informaltable><tgroup><tbody><row><entry>\nTT\n</entry><entry>\nNhiệm vụ\n</entry></row>"
        "<row><entry>\n1\n</entry><entry>\nRà soát\nvăn bản\n</entry></row></tbody></tgroup></informaltable></para>"
        "</chapter></book>"
    )
    (only / "book").write_text(book, encoding="utf-8")
    (only / "plain").write_text("\nỦY BAN\nNHÂN DÂN\n\n|TT |Nhiệm vụ |\n", encoding="utf-8")
    cat = shutil.which("cat", path="/bin:/usr/bin")
    fake_program(only, "antiword", f'[ "$2" = db ] && exec {cat} {only}/book; exec {cat} {only}/plain')
    transcript = make_transcript()
    doc_reader.transcribe(OLE, transcript)
    source = transcript.finish()
    assert source.text == "ỦY BAN\nNHÂN DÂN\n\nTT\tNhiệm vụ\n1\tRà soát\u2028văn bản\n"
    assert "antiword" in source.findings[0].message


def test_a_document_that_antiword_refuses_is_corrupt(only: Path) -> None:
    fake_program(only, "antiword", "exit 1")
    assert code_of(lambda: doc_reader.transcribe(OLE, make_transcript())) == "E_CORRUPT"


@pytest.mark.parametrize("data", [b"", OLE, OLE.ljust(4096, b"\x00"), b"PK\x03\x04"])
def test_a_damaged_old_workbook_is_corrupt(data: bytes) -> None:
    assert code_of(lambda: xls_reader.transcribe(data, make_transcript())) == "E_CORRUPT"


@pytest.mark.slow
def test_an_old_workbook_reads_like_a_new_one(tmp_path: Path) -> None:
    import openpyxl

    program = find_converter()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "PL"
    for row in (
        ("PHỤ LỤC",),
        ("TT", "Nhiệm vụ", "Chủ trì"),
        (1, "Rà soát văn bản", "Sở Tư pháp"),
        (2, None, "Sở Y tế"),
    ):
        sheet.append(row)
    sheet.merge_cells("B3:B4")
    book.create_sheet("Nháp").sheet_state = "hidden"
    book.save(tmp_path / "new.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        program,
        "--headless",
        profile,
        "--convert-to",
        "xls",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "new.xlsx"),
    ]
    for _ in range(2):  # the first start only makes the profile
        subprocess.run(command, check=False, capture_output=True, timeout=120)
    if not (tmp_path / "new.xls").is_file():
        pytest.skip("LibreOffice Calc is not installed")
    transcript = make_transcript()
    data = (tmp_path / "new.xls").read_bytes()
    xls_reader.transcribe(data, transcript)
    source = transcript.finish()
    assert source.text == (
        "PHỤ LỤC\n\nTT\tNhiệm vụ\tChủ trì\n1\tRà soát văn bản\tSở Tư pháp\n2\tRà soát văn bản\tSở Y tế\n"
    )
    assert source.places[-1].sheet == "PL"
    assert source.findings[0].message.endswith("Nháp")
    assert code_of(lambda: xls_reader.transcribe(data[:2000], make_transcript())) == "E_CORRUPT"
