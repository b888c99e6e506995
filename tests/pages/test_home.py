"""The first page: what is dropped is read, and the way to coverage is short."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import PHONE, OpenSite, OpenVisit

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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_home_is_without_barriers(visit: OpenVisit, scheme: str, size: str) -> None:
    seen = visit(color_scheme=scheme, **({"viewport": PHONE} if size == "phone" else {}))
    seen.enter()
    expect(seen.page.locator("#attention table")).to_be_visible()
    assert seen.list_barriers() == []
    seen.keep_picture(f"home-{size}-{scheme}")


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
