"""The guide of the pages: its script makes its pictures, it reads without them, and the service shows its words."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GUIDES = {"vi": DOCS / "guide.md", "en": DOCS / "guide.en.md"}
PICTURES = DOCS / "assets" / "guide"
MOST_BYTES = 1_500_000
SHORTEST_WORDS = 60
"""Letters that tell at least what a picture shows."""


def list_pictures(language: str) -> list[tuple[str, str]]:
    """Words and name of every picture of a guide."""
    found = re.findall(r"^!\[(.*)\]\((.*)\)$", GUIDES[language].read_text(encoding="utf-8"), re.MULTILINE)
    return [(words, path.removeprefix("assets/guide/")) for words, path in found]


def list_named() -> set[str]:
    return {name for language in GUIDES for _, name in list_pictures(language)}


def test_the_guides_name_the_pictures_that_there_are() -> None:
    assert {path.name for path in PICTURES.iterdir()} == list_named()
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < MOST_BYTES


@pytest.mark.parametrize("language", GUIDES)
def test_pictures_are_told_in_words_and_in_their_language(language: str) -> None:
    pictures = list_pictures(language)
    assert len(pictures) >= 12
    assert [name for words, name in pictures if len(words) < SHORTEST_WORDS] == []
    assert [name for _, name in pictures if not name.endswith(f".{language}.webp")] == []


def test_both_languages_tell_the_same_in_the_same_order() -> None:
    scenes = [[name.partition(".")[0] for _, name in list_pictures(language)] for language in GUIDES]
    assert scenes[0] == scenes[1]
    texts = [path.read_text(encoding="utf-8") for path in GUIDES.values()]
    assert [re.findall(r"^## \d+", text, re.MULTILINE) for text in texts] == [
        [f"## {number}" for number in range(1, 14)]
    ] * 2
    assert re.findall(r"`[a-z]`|E_\w+", texts[0]) == re.findall(r"`[a-z]`|E_\w+", texts[1])


@pytest.mark.parametrize("language", GUIDES)
def test_the_service_shows_the_words_of_the_guide(language: str) -> None:
    page = (ROOT / "api" / "templates" / f"guide.{language}.html").read_text(encoding="utf-8")
    pytest.importorskip("markdown", reason="the extra docs is not installed")
    render = runpy.run_path(str(DOCS / "served_guide.py"))["render_guide"]
    made = render(GUIDES[language].read_text(encoding="utf-8"))
    assert page == made, "make it anew: python docs/served_guide.py"
    assert not re.search(r"<img|\.md\b|href=", page)
    assert page.count("<h2>") == 13


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_the_script_makes_every_picture_and_no_other(tmp_path: Path) -> None:
    if not (os.environ.get("CANCU_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")):
        pytest.skip("no Chromium; install it (apt-get install chromium) or name it in CANCU_CHROMIUM")
    target = tmp_path / "pictures"
    script = [sys.executable, str(DOCS / "screenshots.py"), str(target)]
    done = subprocess.run(script, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    assert {path.name for path in target.iterdir()} == list_named()
    for path in target.iterdir():
        with Image.open(path) as made, Image.open(PICTURES / path.name) as kept:
            assert made.size == kept.size
            assert len(made.convert("RGB").getcolors(1 << 20) or ()) > 20
