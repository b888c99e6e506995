"""The pages in a real Chromium.

- `site` serves the sample documents, for tests that only look; `open_site` serves a store that a test may change.
- `visit` opens a page of a site and watches it: a request to another host, an error of a script or a refusal by the
  content policy fails the test.
- All of these tests run in one worker, and are skipped where Chromium is missing.
- Pictures of pages are kept under `build/screenshots`, which git ignores.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, Route, ViewportSize, expect, sync_playwright

from cancu.api.service import create_app
from cancu.api.service_settings import Settings
from cancu.api.serving import open_door

TOKEN = "mã-thử-9"
WIDE, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
PICTURES = Path(__file__).resolve().parents[2] / "build" / "screenshots"
expect.set_options(timeout=20_000)
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Site(NamedTuple):
    """A running service."""

    address: str
    store: Path


class Visit:
    """One page of a site in a browser, and what it did that it must not do."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site
        self.complaints: list[str] = []
        self._answers: list[Response] = []
        page.on("response", lambda answer: self._answers.append(answer))  # noqa: PLW0108 - no methods of built-ins there

    def go(self, path: str) -> Page:
        """Open an address of the site."""
        self._answers.clear()
        self.page.goto(self.site.address + path)
        return self.page

    def enter(self) -> Page:
        """Show the token, as whoever started the service does."""
        return self.go(f"/enter?token={TOKEN}")

    def weigh(self) -> int:
        """Bytes that came for the page that was opened last, with all that it asked for."""
        self.page.wait_for_load_state("networkidle")
        return sum(answer.request.sizes()["responseBodySize"] for answer in self._answers)

    def list_barriers(self, *rules: str) -> list[str]:
        """What axe-core objects to on the page as it is now; by all rules of WCAG 2.2 AA unless some are named."""
        chosen = list(rules) or _RULES
        found = Axe().run(self.page, options={"runOnly": chosen, "resultTypes": ["violations"]})
        return [
            f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}" for one in found.response["violations"]
        ]

    def keep_picture(self, name: str) -> None:
        """Keep a picture of the whole page."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


OpenSite = Callable[[Path], Site]
OpenVisit = Callable[..., Visit]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, once for each module: its event loop must be gone when other tests of the worker start theirs."""
    chromium = os.environ.get("CANCU_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("no Chromium; install it (apt-get install chromium) or name it in CANCU_CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@contextmanager
def serve(store: Path) -> Iterator[Site]:
    """Run a service on a free port of this machine."""
    settings = Settings(store, token=TOKEN)
    with open_door(settings.host, 0) as door:
        config = uvicorn.Config(create_app(settings), log_config=None, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while thread.is_alive() and not server.started:
            time.sleep(0.01)
        yield Site(f"http://{settings.host}:{door.getsockname()[1]}", store)
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def site(sample_store: Path) -> Iterator[Site]:
    """The sample documents, served; tests only look at them."""
    with serve(sample_store) as served:
        yield served


@pytest.fixture
def open_site() -> Iterator[OpenSite]:
    """Serve a store of one's own; it is made where it is missing."""
    with ExitStack() as stack:
        yield lambda store: stack.enter_context(serve(store))


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[OpenVisit]:
    """Open a page in a browser of its own: `visit()`, `visit(other_site, color_scheme="dark", viewport=PHONE)`."""
    opened: list[Visit] = []
    with ExitStack() as stack:

        def open_visit(at: Site | None = None, **options: Any) -> Visit:
            context = stack.enter_context(browser.new_context(**{"viewport": WIDE, "locale": "vi-VN", **options}))
            page = context.new_page()
            made = Visit(page, at or site)
            _watch(made)
            opened.append(made)
            return made

        yield open_visit
    assert [complaint for one in opened for complaint in one.complaints] == []


def _watch(visit: Visit) -> None:
    """Refuse and note every request to another host; note errors of scripts and refusals by the content policy."""

    def judge(route: Route) -> None:
        if route.request.url.startswith((f"{visit.site.address}/", "data:", "blob:")):
            route.continue_()
        else:
            visit.complaints.append(f"asked for {route.request.url}")
            route.abort()

    visit.page.context.route("**/*", judge)
    visit.page.on("pageerror", lambda error: visit.complaints.append(f"script: {error}"))
    visit.page.on(
        "console", lambda line: visit.complaints.append(line.text) if "Content Security Policy" in line.text else None
    )
