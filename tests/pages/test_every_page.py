"""What holds on every page: no barriers, no sideways scrolling, its weight, both languages, words without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import PHONE, WIDE, OpenVisit

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

DOCUMENT = "/id/vb/vn-hoai-giang/so-noi-vu/ke-hoach/2021/2764-kh-snv"
PAGES = {
    "home": "/",
    "attention": "/attention",
    "document": DOCUMENT,
    "decision": "/id/vb/vn-hoai-giang/ubnd/quyet-dinh/2021/1450-qd-ubnd",
    "documents": "/documents",
    "documents-none": "/documents?q=khongcogi",
    "search": "/search?q=cai+cach+hanh+chinh",
    "search-number": "/search?q=2215-QD/UBND",
    "search-none": "/search?q=khongcogi",
    "findings": "/findings",
    "agencies": "/agencies",
    "agency": "/agency?name=S%E1%BB%9F+N%E1%BB%99i+v%E1%BB%A5+t%E1%BB%89nh+Ho%C3%A0i+Giang&as_of=2022-06-01",
    "help": "/help",
    "guide": "/guide",
    "problem": "/id/vb/khong/co",
}
HEAVIEST = 300_000
_MARKED = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)


@pytest.mark.parametrize("name", PAGES)
def test_page_has_no_barriers_on_any_screen(visit: OpenVisit, name: str) -> None:
    seen = visit()
    page = seen.go(PAGES[name])
    page.wait_for_load_state("networkidle")
    for size, viewport in (("wide", WIDE), ("phone", PHONE)):
        page.set_viewport_size(viewport)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        assert seen.list_barriers() == []
        seen.keep_picture(f"{name}-{size}-light")
        page.emulate_media(color_scheme="dark")
        assert seen.list_barriers("color-contrast") == []
        seen.keep_picture(f"{name}-{size}-dark")
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("name", PAGES)
def test_page_stays_within_its_weight_and_tells_how_soon_it_shows(
    visit: OpenVisit, name: str, record_property: Callable[[str, object], None]
) -> None:
    seen = visit()
    page = seen.go(PAGES[name])
    assert seen.weigh() <= HEAVIEST
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
    record_property("first paint, milliseconds", paint)


@pytest.mark.parametrize("name", PAGES)
def test_words_of_the_page_itself_change_with_the_language(visit: OpenVisit, name: str) -> None:
    """What is left of Vietnamese in an English page stands in documents, which nobody translates."""
    page = visit().go(PAGES[name])
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    words = page.locator("nav, h2, h3, label, button, th[scope=col], summary, caption").all_inner_texts()
    own = [word for word in words if _MARKED.search(word) and not re.search(r"\d/|Tiếng Việt|Điều|^[IVX\d]", word)]
    assert [word for word in own if word not in page.locator(".outline").all_inner_texts()] == []
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_pages_read_without_scripts(visit: OpenVisit) -> None:
    seen = visit(java_script_enabled=False)
    for path in PAGES.values():
        page = seen.go(path)
        expect(page.locator("h1")).to_be_visible()
        assert len(page.locator("main").inner_text()) > 40


def test_keyboard_reaches_the_content_first_and_everything_after(visit: OpenVisit) -> None:
    page = visit().go(DOCUMENT)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.closest('main') !== null")
    assert focused
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_search_is_done_by_keyboard(visit: OpenVisit) -> None:
    page = visit().go("/")
    page.locator("#find").focus()
    page.keyboard.type("ke hoach 2764")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("2764/KH-SNV")


def test_targets_are_large_enough(visit: OpenVisit) -> None:
    """Buttons, fields and links that stand by themselves are at least 24 by 24 pixels."""
    page = visit(viewport=PHONE).enter()
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, input, nav a, .door, .figures a")]
          .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect(), one.className])
          .filter(([, box, name]) => name !== "hidden" && box.width && (box.width < 24 || box.height < 24))
          .map(([words]) => words)"""
    )
    assert small == []


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_on_a4(visit: OpenVisit, name: str) -> None:
    page = visit(viewport={"width": 623, "height": 900}).go(PAGES[name])  # 165 mm between the margins
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    inner = page.evaluate(
        "[...document.querySelectorAll('main table')].map((one) => one.getBoundingClientRect().right)"
    )
    assert [right for right in inner if right > 623] == []


def test_page_prints_on_a4_without_its_controls(visit: OpenVisit) -> None:
    page = visit().go(DOCUMENT)
    page.emulate_media(media="print")
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator(".parts")).to_be_hidden()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
