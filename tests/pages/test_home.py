"""The first page: what is dropped is read, and the way to coverage is short."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import PHONE, WIDE, OpenSite, OpenVisit

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

_DROP = """([name, bytes]) => {
  const file = new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name);
  const carried = new DataTransfer();
  carried.items.add(file);
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.getElementById("drop").dispatchEvent(
      new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""


def drop_file(page: Page, path: Path, name: str | None = None) -> None:
    """Drop a file on the page, as a person does with a mouse."""
    page.evaluate(_DROP, [name or path.name, base64.b64encode(path.read_bytes()).decode()])


def test_first_page_of_who_may_write_has_no_barriers(visit: OpenVisit) -> None:
    seen = visit()
    page = seen.enter()
    expect(page.locator("#attention table")).to_be_visible()
    for size, viewport in (("wide", WIDE), ("phone", PHONE)):
        page.set_viewport_size(viewport)
        assert seen.list_barriers() == []
        seen.keep_picture(f"home-writer-{size}")


def test_dropped_plan_leads_to_its_coverage_in_one_click(
    visit: OpenVisit, open_site: OpenSite, tmp_path: Path, parent_file: Path, child_file: Path
) -> None:
    seen = visit(open_site(tmp_path / "kho.db"))
    page = seen.enter()
    drop_file(page, parent_file)
    expect(page.locator("#uploads li").first).to_contain_text("2215/QĐ-UBND")
    drop_file(page, child_file)
    door = page.get_by_role("link", name="Xem bao phủ so với")
    expect(door).to_contain_text("2215/QĐ-UBND")
    expect(page.locator("#recent")).to_contain_text("2764/KH-SNV")
    expect(page.locator("#attention table")).to_be_visible()
    seen.keep_picture("home-dropped")
    assert seen.list_barriers() == []


def test_seeds_reach_their_coverage_in_two_clicks(
    visit: OpenVisit, open_site: OpenSite, tmp_path: Path, shared: Path
) -> None:
    """Plans that do not name the plan above in the store: it is chosen from a list in which it comes first."""
    seen = visit(open_site(tmp_path / "kho.db"))
    page = seen.enter()
    for number in ("000", "002", "004"):
        drop_file(page, next((shared / "seeds").glob(f"{number}_*.txt")))
        row = page.locator("#uploads li").first
        expect(row).to_contain_text("xong", timeout=20_000)
        if number != "000":
            expect(row.locator("option").first).to_contain_text("2108/QĐ-UBND")
            expect(row.get_by_role("button", name="Xem bao phủ")).to_be_visible()
    page.locator("#uploads li").first.get_by_role("button", name="Xem bao phủ").click()
    expect(page).to_have_url(re.compile("/coverage"))
    expect(page.locator(".tally a").first).to_be_visible(timeout=20_000)
    expect(page.locator("#tasks details.gap").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="docx").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


def test_what_is_being_made_ready_is_asked_for_again(visit: OpenVisit) -> None:
    seen = visit()
    busy = [{"status": 503, "headers": {"retry-after": "1"}}, {"status": 429, "headers": {"retry-after": "1"}}]
    seen.page.route("**/attention", lambda route: route.fulfill(**busy.pop()) if busy else route.fallback())
    page = seen.go("/")
    expect(page.locator("#attention table")).to_be_visible()
    assert busy == []


def test_file_that_cannot_be_read_says_why(visit: OpenVisit, open_site: OpenSite, tmp_path: Path) -> None:
    broken = tmp_path / "hỏng.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    seen = visit(open_site(tmp_path / "kho.db"))
    page = seen.enter()
    drop_file(page, broken, "<b>hỏng</b>.pdf")
    row = page.locator("#uploads li").first
    expect(row.locator(".failures")).to_contain_text("E_")
    expect(row.locator("strong").first).to_have_text("<b>hỏng</b>.pdf")
    seen.keep_picture("home-failed")
    assert seen.list_barriers() == []


def test_files_are_chosen_by_button_too(
    visit: OpenVisit, open_site: OpenSite, tmp_path: Path, parent_file: Path, child_file: Path
) -> None:
    page = visit(open_site(tmp_path / "kho.db")).enter()
    page.locator("#files").focus()
    assert page.locator(".choose").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.locator("#files").set_input_files([parent_file, child_file])
    expect(page.locator("#uploads li")).to_have_count(2)
    expect(page.get_by_role("link", name="Xem bao phủ so với")).to_be_visible()


def test_who_may_not_write_sees_no_place_to_drop(visit: OpenVisit) -> None:
    page = visit().go("/")
    expect(page.locator("#drop")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("cancu serve")
