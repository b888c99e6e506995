from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from cancu.api.coverage_paper import build_coverage_paper
from cancu.api.report_html import render_html
from cancu.ontology.assessments import CoverageReport
from tests.api.conftest import HOSTILE

VOID = {"meta", "col", "br"}


class Reading(HTMLParser):
    """The tags, attributes and paragraphs of a page; open tags must be closed in turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.paragraphs: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)
        if tag == "p":
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "p" in self._open:
            self.paragraphs[-1] += data


@pytest.fixture(scope="module")
def page(coverage_report: CoverageReport) -> str:
    return render_html(build_coverage_paper(coverage_report))


def test_the_page_is_whole_and_needs_nothing_else(page: str) -> None:
    reading = Reading(page)
    assert page.startswith("<!DOCTYPE html>")
    assert not {"script", "link", "img", "iframe", "object"} & set(reading.tags)
    assert not {"src", "href", "onclick", "action"} & {name for name, _ in reading.attributes}
    assert "url(" not in page
    assert "@import" not in page
    assert ("lang", "vi") in reading.attributes
    assert any(value and "default-src 'none'" in value for _, value in reading.attributes)


def test_it_prints_on_a4_and_follows_light_and_dark(page: str) -> None:
    assert "size: A4; margin: 20mm 15mm 20mm 30mm" in page
    assert "prefers-color-scheme: dark" in page
    assert "display: table-header-group" in page


def test_no_quote_is_damaged(page: str, coverage_report: CoverageReport) -> None:
    paragraphs = set(Reading(page).paragraphs)
    binding = [task for task in coverage_report.tasks if task.obligation.binding and task.kind == "task"]
    assert [task.ref for task in binding if task.quote.text not in paragraphs] == []
    gaps = [task for task in binding if task.status == "gap"]
    assert [link.ref for task in gaps for link in task.links[:3] if link.quote.text not in paragraphs] == []


def test_hostile_texts_stay_text(hostile_report: CoverageReport) -> None:
    page = render_html(build_coverage_paper(hostile_report))
    reading = Reading(page)
    assert "script" not in reading.tags
    assert "img" not in reading.tags
    assert [text for text in HOSTILE if text not in reading.paragraphs] == []


def test_figures_are_those_of_the_json(page: str, coverage_report: CoverageReport) -> None:
    counts = coverage_report.counts
    figures = re.findall(r"<p>(.*?)</p></td><td class=\"centre\"><p>(\d+)</p></td>", page)
    assert dict(figures)["còn thiếu (gap)"] == str(counts.gap)
    assert f"Nhiệm vụ còn thiếu (gaps): {counts.gap}" in page


def test_the_same_report_has_the_same_page(page: str, coverage_report: CoverageReport) -> None:
    assert render_html(build_coverage_paper(coverage_report)) == page
