"""The catalogue of a store: what lists show, narrowed down."""

from __future__ import annotations

from pathlib import Path

import pytest

from cancu.api.catalogue import Catalogue
from cancu.api.workspace import Workspace
from cancu.graph.store import Store


@pytest.fixture(scope="module")
def catalogue(sample_store: Path) -> Catalogue:
    with Store.open(sample_store, read_only=True) as store:
        return Catalogue(Workspace(store))


def list_numbers(rows: list[dict[str, object]]) -> list[object]:
    return [row["number"] for row in rows]


def test_latest_document_comes_first(catalogue: Catalogue) -> None:
    assert list_numbers(catalogue.rows)[0] == "09/KH-UBND"
    assert [row["date"] for row in catalogue.rows] == sorted((row["date"] for row in catalogue.rows), reverse=True)


@pytest.mark.parametrize("words", ["ke hoach 2764", "KẾ HOẠCH 2764", "2764/kh-snv", "snv 2764"])
def test_words_are_found_with_and_without_marks(catalogue: Catalogue, words: str) -> None:
    assert list_numbers(catalogue.choose({}, words)) == ["2764/KH-SNV"]


def test_facets_narrow_down_to_what_they_count(catalogue: Catalogue) -> None:
    for facet, values in catalogue.count_facets(catalogue.rows).items():
        assert values
        for value, documents in values:
            assert len(catalogue.choose({facet: value})) == documents


def test_facets_combine(catalogue: Catalogue) -> None:
    found = catalogue.choose({"level": "province", "year": "2021", "type": "Quyết định", "issuer": ""})
    assert list_numbers(found) == ["2215/QĐ-UBND", "1985/QĐ-UBND", "1450/QĐ-UBND"]
    assert catalogue.choose({"level": "nowhere"}) == []


def test_findings_name_their_document_and_the_gravest_come_first(catalogue: Catalogue) -> None:
    order = ["error", "warning", "info"]
    severities = [order.index(one["severity"]) for one in catalogue.findings]
    assert severities == sorted(severities)
    assert len(catalogue.findings) == sum(row["findings"] for row in catalogue.rows) + sum(
        bool(row["rivals"]) for row in catalogue.rows
    )
    assert all(one["document"] in catalogue.rows for one in catalogue.findings)


def test_leads_are_counted_over_all_documents(catalogue: Catalogue) -> None:
    assert dict(catalogue.leads)["Sở Nội vụ"] >= 10
    assert [count for _, count in catalogue.leads] == sorted((count for _, count in catalogue.leads), reverse=True)
