"""The coverage page in a browser: a reviewer at work, with and without a mouse, and what he takes away."""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cancu.api.coverage_board import PAGE_SIZE
from cancu.graph.store import Store
from cancu.ingest.extraction import extract
from cancu.ontology.assessments import CoverageReport
from cancu.ontology.records import SourceText
from tests.pages.conftest import PHONE, OpenSite, OpenVisit, Site, Visit

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

COVERAGE = "/coverage?child=2764/KH-SNV&parent=2215/QĐ-UBND"
TASK = "/coverage/task?child=2764/KH-SNV&parent=2215/QĐ-UBND&ref=III.6.b"
MOST_BYTES = 300_000


@pytest.fixture
def own_site(open_site: OpenSite, sample_store: Path, tmp_path: Path) -> Site:
    """The samples in a store that a test may change."""
    store = tmp_path / "kho.db"
    shutil.copyfile(sample_store, store)
    return open_site(store)


def open_desk(seen: Visit, address: str = COVERAGE, name: str = "Nguyễn An") -> Page:
    """The page of somebody who may rule and has said who he is."""
    seen.enter()
    page = seen.go(address)
    page.get_by_label("Người quyết định").fill(name)
    with page.expect_navigation():
        page.get_by_role("button", name="Nhớ tên").click()
    return page


def read_tally(page: Page) -> dict[str, int]:
    links = page.locator(".tally a").all_inner_texts()
    return {re.sub(r"^\W+|\s*\d+$", "", text): int(text.split()[-1]) for text in links}


def settle(page: Page) -> None:
    """Wait until what was ruled is shown."""
    expect(page.locator(".task.saving")).to_have_count(0)
    expect(page.locator("#board[aria-busy]")).to_have_count(0)


def test_decide_undo_and_export(visit: OpenVisit, own_site: Site) -> None:
    seen = visit(own_site)
    page = open_desk(seen)
    before = read_tally(page)
    gap = page.locator("#tasks details.gap").first
    ref = gap.get_attribute("data-ref")
    gap.locator("summary").first.click()
    expect(gap.locator(".beside mark").first).to_be_visible()
    gap.get_by_role("button", name="Xác nhận").click()
    settle(page)
    after = read_tally(page)
    assert after["còn thiếu"] == before["còn thiếu"] - 1
    assert after["đã bao phủ"] == before["đã bao phủ"] + 1
    expect(page.locator("#said")).to_contain_text("Nguyễn An")
    page.locator("#said").get_by_role("button", name="Rút lại").click()
    settle(page)
    assert read_tally(page) == before
    page.locator("#filters").get_by_label("còn thiếu").check()
    expect(page.locator(".excerpt")).to_contain_text(str(before["còn thiếu"]))
    with page.expect_download() as download:
        page.get_by_role("link", name="csv").click()
    rows = list(csv.DictReader(Path(download.value.path()).read_text("utf-8-sig").splitlines(keepends=True)))
    gaps = [row["ref"] for row in rows if row["side"] == "parent"]
    assert len(gaps) == before["còn thiếu"]
    assert ref in gaps


def test_keys_alone_are_enough(visit: OpenVisit, own_site: Site) -> None:
    seen = visit(own_site)
    page = open_desk(seen)
    before = read_tally(page)
    refs = page.locator("#tasks details.task").evaluate_all("all => all.slice(0, 3).map(one => one.dataset.ref)")
    keys = page.keyboard
    keys.press("j")
    keys.press("2")
    keys.press("c")
    keys.press("e")
    keys.type("chúng tôi không có")
    keys.press("Enter")
    settle(page)
    tally = read_tally(page)
    assert tally["còn thiếu"] == before["còn thiếu"] - 2
    assert tally["được miễn"] == 1
    expect(page.locator("details.task.current")).to_have_attribute("data-ref", refs[2])
    keys.press("u")
    settle(page)
    assert read_tally(page)["còn thiếu"] == before["còn thiếu"] - 1
    expect(page.locator("details.task.current")).to_have_attribute("data-ref", refs[1])
    keys.press("d")
    keys.type("UBND huyện Phú Ngần")
    keys.press("Tab")
    keys.type("đã phân cấp")
    keys.press("Enter")
    settle(page)
    assert read_tally(page)["giao lại"] == 1


def test_an_undo_in_haste_takes_back_what_was_ruled_before_it(visit: OpenVisit, own_site: Site) -> None:
    page = open_desk(visit(own_site))
    before = read_tally(page)
    for key in ("j", "c", "u", "c", "u"):
        page.keyboard.press(key)
    settle(page)
    assert read_tally(page) == before


def test_what_is_typed_triggers_no_key_and_is_not_lost(visit: OpenVisit, own_site: Site) -> None:
    page = open_desk(visit(own_site))
    before = read_tally(page)
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.keyboard.press("n")
    page.keyboard.type("cjkr", delay=60)
    page.wait_for_timeout(500)
    page.keyboard.press("Escape")
    settle(page)
    tally = read_tally(page)
    assert tally["còn thiếu"] == before["còn thiếu"] - 1
    assert "không áp dụng" not in tally


def test_keys_are_told_and_can_be_switched_off(visit: OpenVisit, own_site: Site) -> None:
    page = open_desk(visit(own_site))
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Dùng phím tắt").uncheck()
    dialog.get_by_role("button", name="Đóng").click()
    page.keyboard.press("j")
    expect(page.locator("details.task[open]")).to_have_count(0)
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("details.task[open]")).to_have_count(0)


def test_a_ruling_that_fails_is_told(visit: OpenVisit, own_site: Site) -> None:
    page = open_desk(visit(own_site))
    page.keyboard.press("j")
    page.context.clear_cookies(name="cancu_token")
    page.keyboard.press("c")
    expect(page.locator("#said")).to_contain_text("Không ghi được")


def test_one_that_fails_does_not_hold_up_the_next_and_stays_told(visit: OpenVisit, own_site: Site) -> None:
    page = open_desk(visit(own_site))
    before = read_tally(page)
    refs = page.locator("#tasks details.task").evaluate_all("all => all.slice(0, 2).map(one => one.dataset.ref)")
    page.route(
        "**/coverage/rulings**",
        lambda route: (
            route.fulfill(status=503) if f"ref={refs[0]}" in (route.request.post_data or "") else route.fallback()
        ),
    )
    for key in ("j", "c", "c"):
        page.keyboard.press(key)
    expect(page.locator("#said")).to_contain_text(f"Không ghi được: {refs[0]}")
    settle(page)
    expect(page.locator("#said")).to_contain_text(f"Không ghi được: {refs[0]}")
    assert read_tally(page)["còn thiếu"] == before["còn thiếu"] - 1


def test_all_is_done_without_scripts(visit: OpenVisit, own_site: Site) -> None:
    page = open_desk(visit(own_site, java_script_enabled=False))
    before = read_tally(page)
    gap = page.locator("#tasks details.gap").first
    gap.locator("summary").first.click()
    gap.get_by_role("button", name="Xác nhận").click()
    assert read_tally(page)["còn thiếu"] == before["còn thiếu"] - 1
    page.locator("#said").get_by_role("button", name="Rút lại").click()
    assert read_tally(page) == before
    page.locator("#filters").get_by_label("đã bao phủ").check()
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator("#tasks details.task")).to_have_count(before["đã bao phủ"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [None, PHONE], ids=["wide", "phone"])
def test_coverage_is_without_barriers(visit: OpenVisit, own_site: Site, scheme: str, viewport: dict[str, int]) -> None:
    options = {"viewport": viewport} if viewport else {}
    seen = visit(own_site, color_scheme=scheme, **options)
    page = open_desk(seen)
    page.keyboard.press("j")
    page.locator(".current .exact summary").first.click()
    assert seen.list_barriers() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen.keep_picture(f"coverage-{scheme}-{'phone' if viewport else 'wide'}")
    page.keyboard.press("?")
    assert seen.list_barriers() == []


@pytest.mark.parametrize("address", ["/coverage", "/coverage?child=990/NQ-CP", TASK])
def test_its_sisters_are_without_barriers(visit: OpenVisit, address: str) -> None:
    seen = visit()
    seen.go(address)
    assert seen.list_barriers() == []


def test_a_page_is_light(visit: OpenVisit) -> None:
    seen = visit()
    page = seen.go(COVERAGE)
    weight = page.evaluate("performance.getEntries().reduce((sum, one) => sum + (one.transferSize ?? 0), 0)")
    assert 0 < weight <= MOST_BYTES


def put_hostile(store: Path, samples: Path) -> None:
    """Two plans whose titles and tasks hold what browsers like to run."""
    hostile = '<script>alert(1)</script><img src=x onerror=alert(2)> {{7*7}} ${1} "quoted"'
    with Store.open(store, create=True) as opened:
        for number in (4, 5):
            text = next(samples.glob(f"{number:02d}-*.txt")).read_text("utf-8")
            text = text.replace("Công khai dự toán", f"{hostile} Công khai dự toán")
            text = text.replace("của Sở Nội vụ\n", f"của Sở Nội vụ {hostile}\n")
            source = SourceText(text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), name=f"{hostile}.txt")
            opened.put(source, extract(source))


def test_words_of_documents_are_only_words(
    visit: OpenVisit, open_site: OpenSite, tmp_path: Path, samples: Path
) -> None:
    store = tmp_path / "la.db"
    put_hostile(store, samples)
    seen = visit(open_site(store))
    seen.page.on("dialog", lambda dialog: seen.complaints.append(f"a dialog: {dialog.message}"))
    page = open_desk(seen)
    page.locator('[data-ref="III.6.b"] summary').first.click()
    task = page.locator('[data-ref="III.6.b"]')
    expect(task.locator(".words").first).to_contain_text("{{7*7}} ${1}")
    task.locator(".exact summary").first.click()
    expect(task.locator("blockquote").first).to_contain_text("<script>alert(1)</script><img src=x onerror=alert(2)>")
    assert page.locator("#board img, #board script").count() == 0


def test_figures_are_those_of_the_report(visit: OpenVisit, coverage_figures: CoverageReport) -> None:
    page = visit().go(COVERAGE)
    counts = coverage_figures.counts
    shown = {"đã bao phủ": counts.covered, "cần xem lại": counts.review, "còn thiếu": counts.gap}
    assert read_tally(page) == shown
    expect(page.locator(".verdict")).to_contain_text("80,0 %")
    page.get_by_role("link", name="English").click()
    expect(page.locator(".verdict")).to_contain_text("80.0 %")


@pytest.fixture(scope="module")
def coverage_figures(sample_store: Path) -> CoverageReport:
    from cancu.api.desk import open_desk as open_plain_desk

    with open_plain_desk(sample_store) as desk:
        return desk.report_coverage("2764/KH-SNV", "2215/QĐ-UBND")


def put_many(store: Path, count: int) -> None:
    """Two plans of so many tasks, each a candidate of the same task above."""
    things = (
        "hồ sơ",
        "đất đai",
        "cảng cá",
        "đê điều",
        "trường học",
        "thư viện",
        "di tích",
        "du lịch",
        "chợ",
        "cầu đường",
    )
    above = "UBND TỈNH HOÀI GIANG\nSố: 900/KH-UBND\nHoài Giang, ngày 01 tháng 12 năm 2021\nKẾ HOẠCH\nCông tác năm 2022"
    below = (
        "UBND TỈNH HOÀI GIANG\nSỞ NỘI VỤ\nSố: 901/KH-SNV\nHoài Giang, ngày 20 tháng 12 năm 2021\nKẾ HOẠCH\n"
        "Công tác năm 2022\nThực hiện Kế hoạch số 900/KH-UBND ngày 01/12/2021 của UBND tỉnh Hoài Giang."
    )
    with Store.open(store, create=True) as opened:
        for head, lead in ((above, "Các sở, ban, ngành"), (below, "Văn phòng Sở")):
            tasks = (
                f"{number}. Rà soát {things[number % 10]}, {things[number // 10 % 10]} đợt {number}.\n- Chủ trì: {lead}"
                for number in range(1, count + 1)
            )
            text = "\n".join((head, "I. NHIỆM VỤ", *tasks))
            source = SourceText(text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), name=f"{lead}.txt")
            opened.put(source, extract(source))


def test_keys_lead_through_a_list_of_several_pages(visit: OpenVisit, open_site: OpenSite, tmp_path: Path) -> None:
    put_many(tmp_path / "dai.db", 200)
    seen = visit(open_site(tmp_path / "dai.db"))
    page = seen.go("/coverage?child=901/KH-SNV&parent=900/KH-UBND")
    shown = page.locator("#tasks details.task")
    assert shown.count() == PAGE_SIZE
    assert seen.weigh() <= MOST_BYTES
    for _ in range(PAGE_SIZE):
        page.keyboard.press("j")
    expect(shown.last).to_have_attribute("open", "")
    with page.expect_navigation():
        page.keyboard.press("j")
    expect(page).to_have_url(re.compile("page=2"))
    assert shown.count() == 200 - PAGE_SIZE
    page.keyboard.press("j")
    expect(shown.first).to_have_attribute("open", "")
