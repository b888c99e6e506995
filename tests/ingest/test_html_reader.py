"""The document in a saved page, paragraph by paragraph, with unfolded tables and printed labels."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from cancu.ingest.extraction import extract
from cancu.ingest.html_reader import transcribe
from cancu.ingest.readers import read_bytes, read_source
from cancu.ingest.transcript import CELL_BREAK, Transcript
from cancu.ontology.errors import SourceError
from cancu.ontology.records import Extraction, SourceText

DOCUMENT = """
<table><tr><td>UBND TỈNH HOÀI GIANG<br>-------</td><td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></td></tr></table>
<p>Số: 12/KH-UBND</p><p>KẾ HOẠCH</p><p>Căn cứ <a href="/76">Nghị quyết số 76/NQ-CP</a> ngày 15/7/2021;</p>
<p>1. Rà soát thủ tục hành chính của tỉnh Hoài Giang và các huyện, xã trong toàn tỉnh năm 2022.</p>
<p>Nơi nhận: Như trên</p>
"""
LINKS = "".join(f'<li><a href="/{n}">Quyết định số {n}/QĐ-UBND về việc công bố thủ tục</a></li>' for n in range(40))
PAGE = f"""<!DOCTYPE html><html><head><title>Cổng thông tin</title><style>p {{}}</style></head><body>
<header><div>Trang chủ | Đăng nhập</div></header><nav><ul>{LINKS}</ul></nav>
<div id="main"><div class="tools"><button>In</button></div><div class="content">{DOCUMENT}</div>
<div class="related"><h3>Văn bản liên quan</h3><ul>{LINKS}</ul></div></div>
<aside>Quảng cáo</aside><script>alert("Số: 99/QĐ-TTg")</script><p style="display:none">Số: 98/QĐ-TTg</p>
</body></html>"""


def read(html: str) -> SourceText:
    transcript = Transcript("trang.html", "text/html")
    transcribe(html.encode(), transcript)
    return transcript.finish()


def test_the_document_is_found_among_menus_and_related_lists() -> None:
    text = read(PAGE).text
    assert text.startswith(f"UBND TỈNH HOÀI GIANG{CELL_BREAK}-------\tCỘNG HÒA")
    assert text.rstrip().endswith("Nơi nhận: Như trên")
    for noise in ("QĐ-UBND", "QĐ-TTg", "Trang chủ", "Quảng cáo", "Cổng thông tin", "Văn bản liên quan"):
        assert noise not in text
    assert "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021;" in text


def test_a_page_that_is_all_document_is_kept_whole() -> None:
    text = read(f"<html><body>{DOCUMENT}</body></html>").text
    assert [part for part in text.split("\n\n") if part.startswith("1. Rà soát")]


def test_breaks_and_paragraphs_part_the_text() -> None:
    text = read("<div>KẾ HOẠCH<br>năm 2022<br><br>I. MỤC ĐÍCH<p>Một\n đoạn</p>đuôi<hr>cuối</div>").text
    assert text.split("\n\n") == ["KẾ HOẠCH\nnăm 2022", "I. MỤC ĐÍCH", "Một đoạn", "đuôi", "cuối\n"]


def test_spans_are_unfolded() -> None:
    table = """<table><tr><th rowspan=2>TT</th><th colspan=2>Nhiệm vụ</th></tr><tr><td>Chủ trì</td><td>Phối hợp</td>
    </tr><tr><td>1</td><td><p>Sở Nội vụ</p><p>(lần 2)</p></td><td><ol type=a><li>Sở A<li>Sở B</ol></td></tr></table>"""
    rows = [line.split("\t") for line in read(table).text.rstrip("\n").split("\n")]
    assert rows == [
        ["TT", "Nhiệm vụ", ""],
        ["TT", "Chủ trì", "Phối hợp"],
        ["1", f"Sở Nội vụ{CELL_BREAK}(lần 2)", f"a. Sở A{CELL_BREAK}b. Sở B"],
    ]


def test_cells_keep_their_places() -> None:
    source = read("<p>Trước</p><table><tr><td>TT<td>Việc</tr><tr><td>1<td>Rà soát</tr></table>")
    place = next(place for place in source.places if source.text.startswith("Rà", place.start))
    assert (place.table, place.row, place.column) == (1, 2, 2)


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    text = read(f"<table><tr><td>bên trái</td><td>{DOCUMENT}</td></tr></table>").text
    assert "Số: 12/KH-UBND\n\nKẾ HOẠCH\n\n" in text
    assert "UBND TỈNH HOÀI GIANG" in text


@pytest.mark.parametrize(
    ("html", "labels"),
    [
        ("<ol><li>x<li>y</ol>", ["1.", "2."]),
        ("<ol start=3 type=I><li>x<li value=7>y<li>z</ol>", ["III.", "VII.", "VIII."]),
        ('<ol style="list-style-type: lower-alpha"><li>x<li>y</ol>', ["a.", "b."]),
        ("<ul><li>x<li>y</ul>", ["-", "-"]),
        ("<ol><li>x<ol type=a><li>y</ol><li>z</ol>", ["1.", "a.", "2."]),
    ],
)
def test_list_items_get_the_labels_that_a_browser_prints(html: str, labels: list[str]) -> None:
    assert [part.split()[0] for part in read(html).text.split("\n\n")] == labels


def test_preformatted_text_keeps_lines_and_tabs() -> None:
    text = read("<pre>Số: 1/KH-UBND\nKẾ HOẠCH\n\nTT\tViệc\n1\tRà soát\nhết</pre>").text
    assert text == "Số: 1/KH-UBND\nKẾ HOẠCH\n\nTT\tViệc\n1\tRà soát\n\nhết\n"


def test_footnote_marks_do_not_run_into_numbers() -> None:
    assert (
        read('<p>số 76/NQ-CP<a href="#ftn1"><sup>1</sup></a> ngày 15/7/2021</p>').text == "số 76/NQ-CP ngày 15/7/2021\n"
    )


def test_a_page_without_words_says_so() -> None:
    for html in ("<html><script>render()</script></html>", "<html></html>", "<!-- -->"):
        with pytest.raises(SourceError) as caught:
            read(html)
        assert caught.value.code in {"E_NO_TEXT", "E_EMPTY"}
        assert caught.value.hint


@pytest.mark.slow
@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 1_900 + "KẾ HOẠCH",
        "<table><tr><td>" * 600 + "KẾ HOẠCH",
        "<p>KẾ HOẠCH" + "<tr><td>1<td>2" * 50_000,
        "<ol>" + "<li>KẾ HOẠCH" * 50_000,
        "<table><tr>" + "<td>KẾ HOẠCH" * 10_000 + "</table>",
    ],
    ids=["deep", "nested tables", "lost rows", "long list", "wide table"],
)
def test_odd_pages_are_read_without_recursion(html: str) -> None:
    assert "KẾ HOẠCH" in read_bytes(f"<html>{html}".encode(), "a.html").text


@pytest.mark.parametrize("tag", ["<div>", "<table><tr><td>", "<ol><li>"])
def test_a_page_nested_too_deeply_is_refused_and_not_cut(tag: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(f"<html>{tag * 50_000}KẾ HOẠCH")
    assert caught.value.code == "E_LIMIT"


def test_spans_that_claim_too_many_cells_are_refused() -> None:
    table = "<table>" + "<tr>" + "<td colspan=1000 rowspan=60000>x" * 10 + "<tr><td>y" * 500 + "</table>"
    with pytest.raises(SourceError) as caught:
        read_bytes(f"<html>{table}".encode(), "a.html")
    assert caught.value.code == "E_LIMIT"


def count_cited(extraction: Extraction) -> Counter[str | None]:
    return Counter(citation.number or citation.name for citation in extraction.citations)


def measure_f1(found: Counter[str | None], wanted: Counter[str | None]) -> float:
    return 2 * (found & wanted).total() / (found.total() + wanted.total())


@pytest.mark.slow
def test_saved_pages_of_portals_cite_what_their_texts_cite(shared: Path) -> None:
    pages = sorted((shared / "originals").glob("*.html.gz"))
    assert pages
    for page in pages:
        text = shared / "corpus" / page.name.replace(".html.gz", ".txt")
        found, wanted = count_cited(extract(read_source(page))), count_cited(extract(read_source(text)))
        assert measure_f1(found, wanted) >= 0.95, page.name


@pytest.mark.slow
def test_seeds_saved_as_pages_say_the_same(shared: Path, tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("no LibreOffice (soffice) here")
    seeds = sorted((shared / "seeds").glob("*.txt"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "html", "--outdir", str(tmp_path), *map(str, seeds)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    cited, labelled_cited = Counter[str | None](), Counter[str | None]()
    tasks, labelled_tasks = Counter[str | None](), Counter[str | None]()
    for label in sorted((shared / "gold").glob("*.json")):
        labelled = json.loads(label.read_text(encoding="utf-8"))
        extraction = extract(read_source(tmp_path / f"{Path(labelled['file']).stem}.html"))
        cited += count_cited(extraction)
        labelled_cited += Counter(one.get("number") or one.get("name") for one in labelled["citations"])
        tasks += Counter(" ".join(task.text.split()) for task in extraction.tasks)
        labelled_tasks += Counter(" ".join(task["text"].split()) for task in labelled["tasks"])
    assert measure_f1(cited, labelled_cited) >= 0.99
    assert measure_f1(tasks, labelled_tasks) >= 0.97
