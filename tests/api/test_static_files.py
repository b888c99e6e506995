"""Libraries of the pages: kept whole, with version, hash and licence."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path

import pytest

STATIC = Path(str(files("cancu.api") / "static"))
VENDORED = json.loads((STATIC / "vendored.json").read_text("utf-8"))


@pytest.mark.parametrize("one", VENDORED, ids=lambda one: one["file"])
def test_a_library_is_what_its_publisher_released(one: dict[str, str]) -> None:
    data = (STATIC / one["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == one["sha256"]
    assert one["version"].encode() in data
    assert (STATIC / one["licence_file"]).stat().st_size


def test_every_library_is_listed() -> None:
    assert {path.name for path in STATIC.glob("*.min.js")} == {one["file"] for one in VENDORED}
