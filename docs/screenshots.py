"""The pictures of the guide: the pages of the service in Chromium, on the sample documents, in both languages.

Usage: python docs/screenshots.py [FOLDER]

Without a folder the pictures of `docs/assets/guide` are renewed. The day of an official is lived once in each language:
a store holds all samples but one plan; that plan is dropped, read, compared, ruled on and taken away. What would differ
from one run to the next is held still: the window, the caret, movement, the day of a ruling.
"""

from __future__ import annotations

import datetime
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, sync_playwright

TARGET = Path(__file__).resolve().parent / "assets" / "guide"
SAMPLES = Path(str(files("cancu.samples")))
LANGUAGES = ("vi", "en")
WINDOW = ViewportSize(width=1200, height=760)
PATIENCE = 120_000
"""Milliseconds that a page may take on a busy machine."""
REVIEWER = "Nguyễn An"
DAY_SHOWN = datetime.date(2022, 1, 12)
"""The day of rulings in the pictures, whatever day it is."""
PLAN, PARENT = "2764/KH-SNV", "2215/QĐ-UBND"
AGENCY = "Sở Nội vụ tỉnh Hoài Giang"
_REPLACE_WORDS = """([old, fresh]) => {
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) words.currentNode.data = words.currentNode.data.replaceAll(old, fresh);
}"""


def main(folder: Path = TARGET) -> None:
    """Write all pictures into a folder, which has no others afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as work, open_browser() as browser:
        for language in LANGUAGES:
            store = Path(work, f"{language}.db")
            fill_store(store)
            with serve(store) as (address, token):
                page = browser.new_page(viewport=WINDOW, base_url=address, locale="vi-VN", reduced_motion="reduce")
                page.set_default_timeout(PATIENCE)
                page.goto(f"/enter?token={token}")
                page.goto(f"/?lang={language}")
                for name, show in SCENES.items():
                    show(page)
                    keep(page, folder / f"{name}.{language}.webp")
                page.close()


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Run the Chromium that is installed."""
    chromium = os.environ.get("CANCU_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


def fill_store(store: Path) -> None:
    """Put all samples into a store but the plan that will be dropped."""
    known = [path for path in sorted(SAMPLES.glob("*.txt")) if path != find_plan()]
    run = [sys.executable, "-m", "cancu", "ingest", "--store", str(store), *map(str, known)]
    subprocess.run(run, check=True, capture_output=True)


def find_plan() -> Path:
    """The sample that is dropped."""
    return next(SAMPLES.glob("05-*.txt"))


@contextmanager
def serve(store: Path) -> Iterator[tuple[str, str]]:
    """Run the service; tell its address and the token."""
    run = [sys.executable, "-m", "cancu", "serve", "--store", str(store), "--port", "0", "--json"]
    process = subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    try:
        told = json.loads("".join(iter(process.stdout.readline, "}\n")) + "}")
        yield told["address"], told["token"]
    finally:
        process.terminate()
        process.wait()


def keep(page: Page, path: Path) -> None:
    """Take a picture of what is seen now, small enough for a repository."""
    page.wait_for_load_state("networkidle")
    days = [day.strftime("%d/%m/%Y") for day in (datetime.date.today(), DAY_SHOWN)]
    page.evaluate(_REPLACE_WORDS, days)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
    picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).convert("RGB").save(path, lossless=True, method=6)


def _show_home(page: Page) -> None:
    page.wait_for_selector("#attention table")


def _show_dropped(page: Page) -> None:
    page.set_input_files("#files", find_plan())
    page.wait_for_selector("#uploads .door")
    page.wait_for_selector(f"#attention table >> text={PLAN}")


def _show_document(page: Page) -> None:
    page.click("#uploads a.lead")


def _show_text(page: Page) -> None:
    page.click('.parts a[href="#toan-van"]')


def _show_downloads(page: Page) -> None:
    page.click('.parts a[href="#tai-ve"]')


def _show_coverage(page: Page) -> None:
    page.click(".doors .door >> nth=0")


def _show_beside(page: Page) -> None:
    page.fill("#reviewer", REVIEWER)
    with page.expect_navigation():
        page.press("#reviewer", "Enter")
    page.click("#tasks details.review summary >> nth=0")
    page.locator("#g-review").evaluate("one => one.scrollIntoView({ block: 'start' })")


def _show_ruled(page: Page) -> None:
    page.keyboard.press("c")
    page.wait_for_selector("#said form.undo")
    page.wait_for_selector("#board:not([aria-busy])")
    page.locator("#said").evaluate("one => scrollTo(0, one.offsetTop - 420)")


def _show_keys(page: Page) -> None:
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")


def _show_failed(page: Page) -> None:
    page.goto("/")
    broken: FilePayload = {"name": "ke-hoach-quet.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 broken"}
    page.set_input_files("#files", [broken])
    page.wait_for_selector("#uploads .failures")
    page.wait_for_selector("#attention table")


def _show_graph(page: Page) -> None:
    page.goto(f"/graph?document={PARENT}")
    page.wait_for_selector("#picture canvas")
    page.locator(".canvas").evaluate("one => one.scrollIntoView({ block: 'end' })")


def _open_address(address: str) -> Callable[[Page], None]:
    """A scene that is nothing but a page."""

    def show(page: Page) -> None:
        page.goto(address)

    return show


SCENES: dict[str, Callable[[Page], None]] = {
    "home": _show_home,
    "dropped": _show_dropped,
    "document": _show_document,
    "text": _show_text,
    "downloads": _show_downloads,
    "coverage": _show_coverage,
    "beside": _show_beside,
    "ruled": _show_ruled,
    "keys": _show_keys,
    "reviews": _open_address("/reviews"),
    "matrix": _open_address("/matrix"),
    "cascade": _open_address("/cascade?document=990/NQ-CP"),
    "agency": _open_address(f"/agency?name={AGENCY}&as_of=2022-06-01"),
    "search": _open_address("/search?q=cat giam thoi gian"),
    "graph": _show_graph,
    "failed": _show_failed,
}
"""In the order in which they happen; each begins where the one before has ended."""


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
