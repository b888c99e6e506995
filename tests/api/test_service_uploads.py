"""What people send is kept under a harmless name and never outlives its reading."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from cancu.api.service_uploads import Upload, make_file_name


@pytest.mark.parametrize(
    "label",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\Windows\\x.docx",
        "..",
        ".",
        "",
        "CON.txt",
        "aux",
        "a\x00b.txt",
        "kế hoạch\n2022.docx",
        "\u202etxt.exe",
        "ắ" * 300 + ".docx",
        "x." + "y" * 300,
        "a:b|c?.txt",
        ".ẩn",
        "tệp.",
        "___",
    ],
)
def test_name_stays_in_its_folder_whatever_the_label(label: str) -> None:
    name = make_file_name(label)
    assert name
    assert len(name.encode()) <= 255
    assert name.isprintable()
    assert PurePosixPath(name).name == name
    assert PureWindowsPath(name).name == name
    assert not PureWindowsPath(name).is_reserved()
    assert name.strip(". ") == name


def test_name_keeps_the_words_and_the_ending_of_a_label() -> None:
    assert make_file_name("Kế hoạch CCHC 2022.docx") == "Kế hoạch CCHC 2022.docx"
    assert make_file_name("ắ" * 300 + ".docx").endswith("ắ.docx")


def test_upload_is_gone_once_removed() -> None:
    upload = Upload("a.txt")
    upload.path.write_text("x")
    folder: Path = upload.folder
    upload.remove()
    upload.remove()
    assert not folder.exists()
