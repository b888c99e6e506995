from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cancu.api import doctor


def test_doctor_is_content_with_a_whole_installation(run: Any) -> None:
    outcome = run("doctor", "--json")
    assert outcome.status == 0
    assert outcome.value["sound"] is True
    assert outcome.value["store"]["exists"] is False
    assert not Path("cancu.db").exists()


def test_doctor_counts_the_documents_of_the_store(run: Any, sample_store: Path) -> None:
    assert run("doctor", "--store", sample_store, "--json").value["store"]["documents"] == 14


def test_doctor_names_what_is_missing(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LIBRARIES", ("pydantic", "khong_co_thu_vien"))
    outcome = run("doctor")
    assert outcome.status == 1
    assert "✘ khong_co_thu_vien" in outcome.out
    assert "pip install" in outcome.out


def test_doctor_reports_a_file_that_is_no_store(run: Any, tmp_path: Path) -> None:
    (tmp_path / "cancu.db").write_text("không phải kho", encoding="utf-8")
    outcome = run("doctor")
    assert outcome.status == 1
    assert "✘ kho cancu.db" in outcome.out


def test_doctor_tells_which_formats_can_be_read_and_what_to_install(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _program: None)
    formats = {form["media_type"]: form for form in run("doctor", "--json").value["formats"]}
    assert formats["text/plain"]["readable"]
    assert not formats["application/rtf"]["readable"]
    out = " ".join(run("doctor").out.split())
    assert "apt install libreoffice-writer" in out
    assert "apt install antiword" in out
    assert run("doctor").status == 0
