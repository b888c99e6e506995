"""The page of a document: everything at its place, document text shown as text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cancu.api.intake import ingest_files
from tests.pages.conftest import OpenSite, OpenVisit

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

PARENT = "/id/vb/vn-hoai-giang/ubnd/quyet-dinh/2021/2215-qd-ubnd"
CHILD = "/id/vb/vn-hoai-giang/so-noi-vu/ke-hoach/2021/2764-kh-snv"
HOSTILE = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">{{7*7}}${7*7}"


def test_citations_lead_to_documents_and_absent_ones_say_so(visit: OpenVisit) -> None:
    page = visit().go(CHILD)
    page.locator(".text a.cite", has_text="2215/QĐ-UBND").first.click()
    expect(page).to_have_url(re.compile(f"{PARENT}$"))
    page.locator(".box a.absent").first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text("chưa có trong kho")
    expect(page.locator("main table")).to_contain_text("2215/QĐ-UBND")


def test_six_boxes_show_both_directions(visit: OpenVisit) -> None:
    page = visit().go(PARENT)
    expect(page.locator(".box")).to_have_count(6)
    expect(page.locator(".box").nth(0)).to_contain_text("1450/QĐ-UBND")
    expect(page.locator(".box").nth(1)).to_contain_text("2764/KH-SNV")


def test_task_has_an_address_of_its_own(visit: OpenVisit) -> None:
    page = visit().go(f"{PARENT}/kh/III/7/c")
    assert page.url.endswith(f"{PARENT}#muc-III.7.c")
    expect(page.locator("[id='muc-III.7.c']")).to_be_in_viewport()


def test_item_of_the_table_leads_to_its_words(visit: OpenVisit) -> None:
    page = visit().go(PARENT)
    page.get_by_role("link", name="III.4.a", exact=True).first.click()
    expect(page.locator("[id='muc-III.4.a']")).to_be_in_viewport()


def test_words_of_documents_are_shown_and_never_run(
    visit: OpenVisit, open_site: OpenSite, tmp_path: Path, child_file: Path
) -> None:
    file = tmp_path / "thù địch.txt"
    text = child_file.read_text(encoding="utf-8")
    title = "Kế hoạch cải cách hành chính năm 2022"
    assert text.count("Rà soát") >= 1
    file.write_text(
        text.replace("Rà soát", f"Rà soát {HOSTILE}").replace("Cải cách hành chính năm 2022", f"{title} {HOSTILE}"),
        encoding="utf-8",
    )
    store = tmp_path / "kho.db"
    ingest_files(store, [file])
    seen = visit(open_site(store))
    for address in (CHILD, "/documents", "/search?q=script", "/findings", "/", "/search?q=<script>alert(1)</script>"):
        page = seen.go(address)
        assert page.locator("main script, main img").count() == 0
        assert page.title() != "taken"
    page = seen.go(CHILD)
    assert "onerror=" in page.locator(".text").inner_text()
    assert "{{7*7}}${7*7}" in page.locator(".text").inner_text()


def test_long_text_stays_within_its_weight(visit: OpenVisit, open_site: OpenSite, tmp_path: Path) -> None:
    lines = ["Số: 7/KH-UBND", "KẾ HOẠCH", "Cải cách hành chính năm 2022", "I. NHIỆM VỤ"]
    for number in range(1, 900):
        lines.append(
            f"{number}. Rà soát, đơn giản hóa thủ tục số {number * 7919} theo Quyết định số {number}/QĐ-UBND ngày"
            f" {number % 28 + 1}/{number % 12 + 1}/2021; báo cáo về Sở Nội vụ trước ngày 15/{number % 12 + 1}/22"
            " và công khai trên trang thông tin, bảo đảm đúng tiến độ, chất lượng theo yêu cầu của cấp có thẩm quyền."
        )
    file = tmp_path / "dài.txt"
    file.write_text("\n\n".join(lines), encoding="utf-8")
    assert file.stat().st_size > 250_000
    store = tmp_path / "kho.db"
    ingest_files(store, [file])
    seen = visit(open_site(store))
    page = seen.go("/documents")
    page.locator("tbody a").first.click()
    expect(page.locator(".text p.first")).to_have_count(899)
    assert seen.weigh() <= 300_000


@pytest.mark.parametrize("address", [f"{PARENT}/kh/III/99", "/id/vb/vn/khong/co", "/id/vb-tam/00", "/id/dv/vn"])
def test_unknown_identifier_is_a_page_that_says_so(visit: OpenVisit, address: str) -> None:
    page = visit().go(address)
    expect(page.locator("h1")).to_contain_text("Không có văn bản hay nhiệm vụ nào")


def test_papers_and_data_are_taken_away(visit: OpenVisit) -> None:
    page = visit().go(CHILD)
    part = page.locator("section[aria-labelledby=tai-ve]")
    starts = {"docx": b"PK", "xlsx": b"PK", "html": b"<!DOCTYPE html>", "csv": b"\xef\xbb\xbfref,", "ics": b"BEGIN",
              "json": b"{", "jsonld": b"{", "ttl": b"@prefix", "nt": b"<"}  # fmt: skip
    links = part.locator("a[download]")
    assert links.count() >= 12
    for number in range(links.count()):
        with page.expect_download() as download:
            links.nth(number).click()
        ending = download.value.suggested_filename.rpartition(".")[2]
        assert Path(download.value.path()).read_bytes().startswith(starts[ending])
    with page.expect_download() as download:
        part.get_by_role("button", name="Word").click()
    assert download.value.suggested_filename == "So-sánh-2215-QĐ-UBND-với-2764-KH-SNV.docx"


def test_a_document_leads_to_its_cascade_and_graph(visit: OpenVisit) -> None:
    seen = visit()
    for name, words in (("cây kế hoạch bên trên", "2215/QĐ-UBND"), ("đồ thị lân cận", "1985/QĐ-UBND")):
        page = seen.go(CHILD)
        page.get_by_role("link", name=name).click()
        expect(page.locator("main table")).to_contain_text(words)
