"""What is found in folders and archives, and what is passed over with the reason."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from cancu.ingest.collection import CollectionReader, Item, PassedOver, find_items
from cancu.ingest.isolation import IsolatedReader

TEXT = "Số: 12/KH-UBND\nKẾ HOẠCH\n".encode()


def make_zip(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def sort_out(*paths: Path) -> tuple[list[Item], dict[str, str]]:
    found = list(find_items(paths))
    items = [one for one in found if isinstance(one, Item)]
    return items, {Path(one.label).name: one.error.code for one in found if isinstance(one, PassedOver)}


def test_folders_are_walked_in_order_and_each_file_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.pdf", "a/.an.txt", "a/README.md", "anh.jpg", ".git/x.txt", "a/trang.html.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(TEXT)
    items, passed = sort_out(tmp_path, tmp_path / "b.txt")
    assert [item.path.name for item in items] == ["b.txt", "c.pdf", "trang.html.gz"]
    assert passed == {"anh.jpg": "E_NOT_A_DOCUMENT"}
    assert [item.path.name for item in sort_out(tmp_path / "anh.jpg")[0]] == ["anh.jpg"]


def test_links_and_special_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "that.txt").write_bytes(TEXT)
    (tmp_path / "lien-ket.txt").symlink_to(tmp_path / "that.txt")
    (tmp_path / "vong").symlink_to(tmp_path)
    (tmp_path / "thiet-bi.txt").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "ong.txt")
    items, passed = sort_out(tmp_path)
    assert [item.path.name for item in items] == ["that.txt"]
    assert passed == dict.fromkeys(("lien-ket.txt", "vong", "thiet-bi.txt", "ong.txt"), "E_SKIPPED")
    assert [item.path.name for item in sort_out(tmp_path / "lien-ket.txt")[0]] == ["lien-ket.txt"]


def test_a_very_deep_folder_is_walked_without_recursion(tmp_path: Path) -> None:
    top = os.open(tmp_path, os.O_RDONLY)
    place = top
    for _ in range(1500):
        os.mkdir("a", dir_fd=place)
        inner = os.open("a", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(os.open("sau.txt", os.O_CREAT | os.O_WRONLY, dir_fd=place))
    os.close(place)
    items, _ = sort_out(tmp_path)
    assert [item.path.name for item in items] == ["sau.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every folder")
def test_a_locked_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "khoa").mkdir(mode=0)
    assert sort_out(tmp_path)[1] == {"khoa": "E_PERMISSION"}


def test_members_of_an_archive_are_documents_by_their_labels(tmp_path: Path) -> None:
    names = (
        "ke-hoach.txt",
        "../../etc/x.txt",
        "/tuyet/doi.md",
        "C:\\x.txt",
        "CON.txt",
        "dai" * 100 + ".txt",
        "\u202ea.txt",
    )
    path = make_zip(tmp_path / "goi.zip", dict.fromkeys([*names, "anh.png", "__MACOSX/._a.txt", ".an.txt"], TEXT))
    items, passed = sort_out(path)
    assert len(items) == len(names) - 1  # the longest name is cut before its ending
    assert items[0].name == "goi.zip/ke-hoach.txt"
    assert items[0].label == f"{path}/ke-hoach.txt"
    assert passed["anh.png"] == "E_NOT_A_DOCUMENT"
    before = sorted(tmp_path.rglob("*"))
    with CollectionReader(IsolatedReader()) as reader:
        texts = [reader.read(item, reader.load(item)) for item in items]
    assert {text.text for text in texts} == {TEXT.decode()}
    assert all(text.name.isprintable() for text in texts)
    assert sorted(tmp_path.rglob("*")) == before


def test_archives_in_archives_and_links_in_them_are_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", TEXT)
    path = make_zip(tmp_path / "goi.zip", {"trong.zip": inner.getvalue(), "a.txt": TEXT})
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("lien-ket.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    items, passed = sort_out(tmp_path)
    assert [item.member for item in items] == ["a.txt"]
    assert passed == {"trong.zip": "E_BOMB", "lien-ket.txt": "E_SKIPPED"}


def test_a_broken_archive_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "hong.zip").write_bytes(b"PK\x03\x04 cut off")
    (found,) = find_items([tmp_path])
    assert isinstance(found, PassedOver)
    assert (found.failed, found.error.code) == (True, "E_CORRUPT")
    assert found.error.hint


def test_a_missing_path_is_left_to_fail_when_it_is_read(tmp_path: Path) -> None:
    assert list(find_items([tmp_path / "khong-co.txt"])) == [Item(tmp_path / "khong-co.txt")]
