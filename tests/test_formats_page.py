"""The page on formats names every format, code and extra there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cancu.ingest.formats import FORMATS, Format

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
READING = ("archives", "collection", "detection", "encodings", "isolation", "readers", "transcript")


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_is_on_the_page(form: Format) -> None:
    assert any(f"{suffix}`" in PAGE for suffix in form.suffixes)
    assert not form.extra or f"cancu[{form.extra}]" in PAGE


@pytest.mark.parametrize("module", READING)
def test_every_code_of_reading_is_on_the_page(module: str) -> None:
    code = (ROOT / "ingest" / f"{module}.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'"(E_[A-Z_]+)"', code)) - {"E_SKIPPED", "E_NOT_A_DOCUMENT"}
    assert [one for one in sorted(codes) if f"`{one}`" not in PAGE] == []
