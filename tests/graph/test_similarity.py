"""The matcher against a naive dense one, and its properties."""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from collections.abc import Sequence

import pytest

from cancu.graph.similarity import Comparison, Item, split_clauses, split_syllables

WORDS = [
    "rà",
    "soát",
    "thủ",
    "tục",
    "hành",
    "chính",
    "kế",
    "hoạch",
    "đào",
    "tạo",
    "công",
    "chức",
    "số",
    "hóa",
    "hồ",
    "sơ",
    "kiểm",
    "tra",
    "đánh",
    "giá",
    "tài",
    "sản",
    "công",
]


def invent_items(seed: int, count: int) -> list[Item]:
    chance = random.Random(seed)

    def invent_text(least: int, most: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))

    return [
        Item(
            "; ".join(invent_text(4, 12) for _ in range(chance.randint(1, 3))),
            chance.choice(("Cải cách thể chế", "Cải cách thủ tục hành chính", "")),
            chance.choice(("", invent_text(2, 5))),
        )
        for _ in range(count)
    ]


def score_densely(parents: Sequence[Item], children: Sequence[Item]) -> list[list[float]]:
    """The formula of the reference, written down without any index or bound."""

    def count(text: str) -> Counter[str]:
        syllables = split_syllables(text)
        return Counter(syllables + [f"{a} {b}" for a, b in itertools.pairwise(syllables)])

    everything = [count(f"{item.text}. {item.product}") for item in (*parents, *children)]
    total = len(everything)

    def weigh(text: str) -> dict[str, float]:
        raw = {
            name: (1 + math.log(many)) * (math.log((1 + total) / (1 + sum(name in other for other in everything))) + 1)
            for name, many in count(text).items()
        }
        length = math.sqrt(sum(value**2 for value in raw.values()))
        return {name: value / length for name, value in raw.items()}

    def cosine(one: str, two: str) -> float:
        first, second = weigh(one), weigh(two)
        return min(1.0, sum(value * second.get(name, 0.0) for name, value in first.items()))

    base = [[cosine(parent.text, child.text) for child in children] for parent in parents]
    rows = [max(row) for row in base]
    columns = [max(column) for column in zip(*base, strict=True)]

    def score(i: int, j: int) -> float:
        parent, child = parents[i], children[j]
        clause = max(cosine(one, two) for one in split_clauses(parent.text) for two in split_clauses(child.text))
        section = 0.15 * cosine(parent.section, child.section)
        both = parent.product and child.product
        text = 0.35 * (base[i][j] + clause) if both else 0.5 * (base[i][j] + clause)
        product = 0.3 * cosine(parent.product, child.product) if both else 0.0
        relative = base[i][j] / math.sqrt(rows[i] * columns[j]) if rows[i] * columns[j] else 0.0
        return min(1.0, (text + product + section) * relative)

    return [[score(i, j) for j in range(len(children))] for i in range(len(parents))]


@pytest.mark.parametrize("seed", range(4))
def test_scores_equal_a_naive_dense_matcher(seed: int) -> None:
    parents, children = invent_items(seed, 12), invent_items(seed + 100, 9)
    comparison, dense = Comparison(parents, children), score_densely(parents, children)
    for i in range(len(parents)):
        for j in range(len(children)):
            assert comparison.measure_pair(i, j).score == pytest.approx(dense[i][j], abs=1e-9)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("minimum", [0.05, 0.18, 0.5])
def test_bounds_lose_no_pair_and_no_best(seed: int, minimum: float) -> None:
    parents, children = invent_items(seed, 15), invent_items(seed + 50, 11)
    comparison, dense = Comparison(parents, children), score_densely(parents, children)
    found = {(pair.parent, pair.child) for pair in comparison.iter_pairs(minimum)}
    wanted = {(i, j) for i, row in enumerate(dense) for j, score in enumerate(row) if score >= minimum}
    assert {(i, j) for i, j in found ^ wanted if abs(dense[i][j] - minimum) > 1e-9} == set()
    for i, row in enumerate(dense):
        best = [pair.score for pair in comparison.find_best_children(i, 3)]
        assert best == pytest.approx(sorted(row, reverse=True)[:3], abs=1e-9)
    for j in range(len(children)):
        column = sorted((row[j] for row in dense), reverse=True)
        assert [pair.score for pair in comparison.find_best_parents(j, 3)] == pytest.approx(column[:3], abs=1e-9)


def test_scores_stay_between_zero_and_one() -> None:
    items = invent_items(7, 20)
    comparison = Comparison(items, items)
    for i in range(20):
        for j in range(20):
            pair = comparison.measure_pair(i, j)
            for part in (pair.score, pair.undamped, pair.cosine, pair.clause, pair.section, pair.relative):
                assert 0 <= part <= 1 + 1e-9


def test_a_text_is_most_like_itself() -> None:
    items = invent_items(3, 10)
    comparison = Comparison(items, items)
    for place in range(10):
        assert comparison.find_best_children(place, 1)[0].score == pytest.approx(1.0)


def test_short_forms_and_tone_placement_are_one() -> None:
    pair = Comparison([Item("Uỷ ban rà soát TTHC")], [Item("Ủy ban rà soát thủ tục hành chính")]).measure_pair(0, 0)
    assert pair.cosine == pytest.approx(1.0)


def test_texts_without_words_score_nothing() -> None:
    comparison = Comparison([Item("…"), Item("rà soát")], [Item("")])
    assert list(comparison.iter_pairs(0.01)) == []
    assert [pair.score for pair in comparison.find_best_children(0)] == [0.0]


def test_empty_lists_are_compared_without_error() -> None:
    assert list(Comparison([], [Item("rà soát")]).iter_pairs(0.1)) == []
    assert Comparison([Item("rà soát")], []).find_best_children(0) == []


def test_shared_words_are_phrases_of_both_heaviest_first() -> None:
    parents = [Item("Rà soát thủ tục hành chính về đất đai"), Item("Đào tạo công chức")]
    comparison = Comparison(parents, [Item("Công bố và rà soát thủ tục hành chính của sở")])
    assert comparison.find_shared_words(0, 0) == ("rà soát thủ tục hành chính",)


def test_clauses_split_at_semicolons_and_sentences_and_short_ones_do_not_count() -> None:
    text = "Ban hành kế hoạch năm 2022; tổ chức thực hiện kế hoạch. Báo cáo."
    assert split_clauses(text) == ["Ban hành kế hoạch năm 2022", "tổ chức thực hiện kế hoạch"]


def test_shared_words_hold_no_function_words_and_no_halves() -> None:
    items = [Item("Nạo vét kênh mương và của khai"), Item("Làm sạch kênh mương và ở khai")]
    assert Comparison(items[:1], items[1:]).find_shared_words(0, 0) == ("kênh mương",)
