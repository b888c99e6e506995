"""The pages of many plans in a browser: reviews, matrix, cascade, graph."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import PHONE, OpenVisit

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

REVIEWS, MATRIX = "/reviews", "/matrix"
CASCADE, GRAPH = "/cascade?document=990/NQ-CP", "/graph?document=2215/QĐ-UBND&depth=2"
PAGES = {"reviews": REVIEWS, "matrix": MATRIX, "cascade": CASCADE, "graph": GRAPH}
MOST_BYTES = {"reviews": 300_000, "matrix": 300_000, "cascade": 300_000, "graph": 600_000}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [None, PHONE], ids=["wide", "phone"])
def test_a_page_is_without_barriers(visit: OpenVisit, name: str, scheme: str, viewport: dict[str, int] | None) -> None:
    seen = visit(color_scheme=scheme, **({"viewport": viewport} if viewport else {}))
    page = seen.go(PAGES[name])
    page.wait_for_load_state("networkidle")
    assert seen.list_barriers() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen.keep_picture(f"{name}-{scheme}-{'phone' if viewport else 'wide'}")


@pytest.mark.parametrize("address", ["/cascade", "/graph", "/cascade?document=05/KH-UBND&up=true"])
def test_beginnings_are_without_barriers(visit: OpenVisit, address: str) -> None:
    seen = visit()
    seen.go(address)
    assert seen.list_barriers() == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light(visit: OpenVisit, name: str) -> None:
    page = visit().go(PAGES[name])
    page.wait_for_load_state("networkidle")
    weight = page.evaluate("performance.getEntries().reduce((sum, one) => sum + (one.transferSize ?? 0), 0)")
    assert 0 < weight <= MOST_BYTES[name]


def test_a_review_leads_to_its_task(visit: OpenVisit) -> None:
    page = visit().go(REVIEWS)
    link = page.locator("table.waiting th a").first
    ref = link.inner_text()
    link.click()
    expect(page.locator(f'details.task[open][data-ref="{ref}"]')).to_be_in_viewport()


def test_a_cell_of_the_matrix_leads_to_its_task(visit: OpenVisit) -> None:
    page = visit().go(MATRIX)
    page.locator("td.cell.gap a").first.click()
    expect(page.locator("details.task.gap[open]")).to_be_in_viewport()


def test_the_matrix_is_filtered_sorted_and_taken_away(visit: OpenVisit) -> None:
    page = visit().go(MATRIX)
    gaps = page.locator("td.cell.gap").count()
    page.locator(".filters").get_by_label("còn thiếu").check()
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator("td.cell.gap")).to_have_count(gaps)
    page.get_by_role("link", name="Thiếu", exact=True).first.click()
    expect(page.locator('th[aria-sort="descending"]').first).to_contain_text("Thiếu")
    with page.expect_download() as download:
        page.get_by_role("link", name="csv").click()
    rows = list(csv.DictReader(Path(download.value.path()).read_text("utf-8-sig").splitlines(keepends=True)))
    assert len(rows) == page.locator("td.cell a").count()
    assert sum(row["status"] == "gap" for row in rows) == gaps


def test_the_head_of_the_matrix_stays_in_sight(visit: OpenVisit) -> None:
    page = visit(viewport=PHONE).go(MATRIX)
    table = page.locator(".matrix").first
    table.scroll_into_view_if_needed()
    table.evaluate("one => { one.scrollLeft = 600 }")
    expect(table.locator("tbody th").first).to_be_in_viewport()
    assert table.evaluate("one => one.querySelector('tbody th').getBoundingClientRect().left") < 40


def test_the_tree_shows_what_the_table_says(visit: OpenVisit) -> None:
    page = visit().go(CASCADE)
    rows = page.locator("#branches tbody tr")
    expect(page.locator("#picture .plan")).to_have_count(rows.count())
    shares = [row.get_attribute("data-strict") for row in rows.all()]
    drawn = page.locator("#picture .share").all_text_contents()
    assert sorted(drawn) == sorted(share for share in shares if share)


def test_the_tree_is_walked_by_keys(visit: OpenVisit) -> None:
    page = visit().go(CASCADE)
    page.locator("#picture").focus()
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.closest('.plan')?.getAttribute('href')")
    assert focused
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/**")


def test_absent_plans_are_drawn_as_absent(visit: OpenVisit) -> None:
    page = visit().go("/cascade?document=2215/QĐ-UBND&up=true")
    absent = page.locator('#branches tr[data-absent="absent"]').count()
    assert absent
    expect(page.locator("#picture .plan.absent")).to_have_count(absent)


def test_pages_are_whole_without_scripts(visit: OpenVisit) -> None:
    seen = visit(java_script_enabled=False)
    page = seen.go(CASCADE)
    expect(page.locator("#picture")).to_be_hidden()
    expect(page.locator("#branches tbody tr")).not_to_have_count(0)
    seen.go(GRAPH)
    expect(page.locator("#edges tbody tr")).not_to_have_count(0)


def test_the_graph_is_drawn_and_zoomed(visit: OpenVisit) -> None:
    page = visit().go(GRAPH)
    expect(page.locator("#picture canvas").first).to_be_visible()
    page.get_by_role("button", name="Phóng to").click()
    page.locator("#edges td a").first.click()
    page.wait_for_url("**/graph?document=https**")
    expect(page.locator("#picture canvas").first).to_be_visible()


def test_too_many_steps_are_refused(visit: OpenVisit) -> None:
    page = visit().go("/graph?document=2215/QĐ-UBND&depth=99")
    expect(page.get_by_role("heading", name="Yêu cầu sai")).to_be_visible()


def test_the_matrix_fits_on_a4_with_the_words_of_its_tasks(visit: OpenVisit) -> None:
    page = visit(viewport={"width": 1009, "height": 700}).go(MATRIX)  # 267 mm between the margins
    page.emulate_media(media="print")
    rights = page.evaluate(
        "[...document.querySelectorAll('.matrix table')].map((one) => one.getBoundingClientRect().right)"
    )
    assert [right for right in rights if right > 1009] == []
    words = page.locator(".texts dd").first
    assert (words.bounding_box() or {"height": 0})["height"] > 0
