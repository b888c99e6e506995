"""Search: with and without marks, numbers in their spellings, exact first, no query that breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from cancu.graph.search import search
from cancu.graph.store import Store

PROVINCE = "UBND tỉnh Quảng Ngãi"


@pytest.fixture
def filled(store: Store, write: Any, cite: Any) -> Store:
    top = cite("76/NQ-CP", type="Nghị quyết", issuer="Chính phủ")
    tasks = [("II.1.a", "Đơn vị rà soát thủ tục hành chính"), ("II.1.b", "Nạo vét kênh Sơn Tịnh")]
    store.put(*write("2108/QĐ-UBND", PROVINCE, "2021-12-23", top, tasks=tasks))
    tasks = [("III.2", "Son phấn cho đội văn nghệ")]
    store.put(*write("02/KH-UBND", "UBND huyện Sơn Tây", "2022-01-10", type="Kế hoạch", tasks=tasks))
    return store


@pytest.mark.parametrize("query", ["đơn vị rà soát", "don vi ra soat", "ĐƠN VỊ", "don vi", "rà soat thu tuc"])
def test_tasks_are_found_with_and_without_marks(filled: Store, query: str) -> None:
    best = search(filled, query)[0]
    assert (best.kind, best.ref) == ("task", "II.1.a")
    assert best.snippet[slice(*best.marks[0])].casefold().startswith(("đơn", "rà"))


@pytest.mark.parametrize(
    "query", ["2108/QĐ-UBND", "2108/QD-UBND", "2108/qđ-ubnd", "QĐ 2108", "2108-QĐ/UBND", "quyết định 2108"]
)
def test_documents_are_found_by_number_in_many_spellings(filled: Store, query: str) -> None:
    best = search(filled, query)[0]
    assert (best.kind, best.label.split(" ngày")[0]) == ("document", "Quyết định 2108/QĐ-UBND")


@pytest.mark.parametrize("query", ["76/NQ-CP", "76-NQ/CP", "NQ 76", "nghi quyet 76"])
def test_documents_that_are_only_cited_are_found_where_they_are_cited(filled: Store, query: str) -> None:
    (best, *_) = search(filled, query)
    assert (best.kind, best.iri) == ("citation", filled.find("2108/QĐ-UBND").iri)
    assert filled.text(best.iri)[best.start : best.end] == "76/NQ-CP"


def test_the_last_word_may_be_unfinished(filled: Store) -> None:
    assert [hit.ref for hit in search(filled, "don vi ra so", kinds=("task",))] == ["II.1.a"]
    assert search(filled, "don vi ra sox", kinds=("task",)) == ()


def test_a_beginning_of_very_many_words_finds_them_all(store: Store, write: Any) -> None:
    tasks = [(f"II.{place}", f"Mã a{place:03d}") for place in range(300)]
    store.put(*write("2108/QĐ-UBND", PROVINCE, "2021-12-23", tasks=tasks))
    assert len(search(store, "ma a", limit=400, kinds=("task",))) == 300
    assert len(search(store, "ma a1", limit=400, kinds=("task",))) == 100


def test_shorter_ones_come_first_and_those_of_one_length_by_document(store: Store, write: Any) -> None:
    for number in (3, 1, 2):
        tasks = [("II.1", "Nuôi ong lấy mật"), ("II.2", "Nuôi ong"), ("II.3", "Nuôi ong xa")]
        store.put(*write(f"{number}/KH-UBND", PROVINCE, "2022-01-10", tasks=tasks))
    hits = search(store, "nuôi ong", kinds=("task",))
    assert [hit.ref for hit in hits] == ["II.2"] * 3 + ["II.3"] * 3 + ["II.1"] * 3
    assert [hit.iri for hit in hits[:3]] == sorted(store.find(f"{one}/KH-UBND").iri for one in (1, 2, 3))


def test_an_index_made_anew_finds_the_same(filled: Store) -> None:
    queries = ("son", "rà soát", "quyet dinh", "76/NQ-CP")
    before = [search(filled, query) for query in queries]
    filled.rebuild_index()
    assert [search(filled, query) for query in queries] == before
    assert filled.verify() == ()


@pytest.mark.parametrize("query", ["2/KH-UBND", "02/KH-UBND", "002/KH-UBND"])
def test_leading_zeros_do_not_matter(filled: Store, query: str) -> None:
    assert search(filled, query)[0].iri == filled.find("02/KH-UBND").iri


def test_the_exact_word_comes_before_one_that_folds_alike(filled: Store) -> None:
    hits = search(filled, "Sơn", kinds=("task",))
    assert [(hit.ref, hit.exact) for hit in hits] == [("II.1.b", True), ("III.2", False)]
    assert search(filled, "Son", kinds=("task",))[0].ref == "III.2"


def test_running_text_is_found_where_nothing_else_is(filled: Store) -> None:
    hits = search(filled, "tổ dân phố")
    assert {hit.kind for hit in hits} == {"text"}
    assert all(hit.start is not None and "tổ dân phố" in hit.snippet for hit in hits)


@pytest.mark.parametrize(
    "query", ['"', "*", "NEAR(", "a OR b", "exact:", "-", "AND", "(((", "'; DROP TABLE texts; --", "\0", "", "𝕏" * 20]
)
def test_syntax_in_a_query_is_plain_text(filled: Store, query: str) -> None:
    search(filled, query)
    assert filled.verify() == ()


def test_a_very_long_query_ends(filled: Store) -> None:
    assert len(search(filled, "kế hoạch " * 2000, limit=5)) <= 5


def test_superseded_texts_are_not_found(store: Store, write: Any) -> None:
    for words in ("Nuôi ong lấy mật", "Trồng rừng phòng hộ"):
        store.put(*write("7/KH-UBND", PROVINCE, "2022-01-10", name="a.txt", tasks=[("II.1", words)]))
    assert search(store, "nuôi ong") == ()
    assert search(store, "trồng rừng")[0].ref == "II.1"
    assert store.verify() == ()
