"""How alike two lists of texts are: weighted words, best clause, product and section, damped by rivals.

The measure is TF-IDF over syllables and pairs of syllables, in the standard library alone. `compare_texts`
prepares two lists; the `Comparison` then scores any pair, finds the best of a row, and lists the pairs above a
minimum without ever scoring all of them. The damped score answers "which one"; the raw cosine, kept beside it,
answers "how alike".
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from cancu.graph.shared_words import join_shared
from cancu.ontology.agencies import expand_abbreviations
from cancu.ontology.orthography import unify_letters, unify_tone

METHOD = "tfidf-syllable-2/1"
"""Name and version of the measure; part of every link that it makes."""

_SECTION = 0.15
_SHORTEST_CLAUSE = 4

Vector = dict[str, float]


@dataclass(frozen=True)
class Weights:
    """How much each part of a pair counts before damping (measured on two pairs of plans, see the rule set).

    Attributes:
        base: cosine of the whole texts
        clause: best cosine of a clause of one with a clause of the other
        product: cosine of the product texts, where both have one
    """

    base: float
    clause: float
    product: float


_WITH_PRODUCT = Weights(0.35, 0.35, 0.3)
_TEXT_ONLY = Weights(0.5, 0.5, 0.0)


def list_weights() -> tuple[Weights, Weights, float]:
    """The weights in force: with products on both sides, without, and what the section adds."""
    return _WITH_PRODUCT, _TEXT_ONLY, _SECTION


@dataclass(frozen=True)
class Item:
    """What is compared of a task.

    Attributes:
        text: its own words
        section: title of the section that it stands in, without label
        product: its products joined, empty where it has none
    """

    text: str
    section: str = ""
    product: str = ""


@dataclass(frozen=True)
class PairScore:
    """The score of one pair with its parts, each from 0 to 1; `undamped` is what the score is before rivals count."""

    parent: int
    child: int
    score: float
    undamped: float
    cosine: float
    clause: float
    product: float | None
    section: float
    relative: float


@cache
def _syllable_pattern() -> re.Pattern[str]:
    return re.compile(r"\w+")


@cache
def _clause_pattern() -> re.Pattern[str]:
    return re.compile(r"[;\n]|\.(?=\s)")


def split_syllables(text: str) -> list[str]:
    """The syllables of `text`, lower case, one tone placement, short forms spelled out.

    Example:
        >>> split_syllables("Hoà giải TTHC")
        ['hòa', 'giải', 'thủ', 'tục', 'hành', 'chính']
    """
    text = unify_tone(unify_letters(unicodedata.normalize("NFC", text)))
    return _syllable_pattern().findall(expand_abbreviations(text).lower())


def split_clauses(text: str) -> list[str]:
    """The clauses of `text`, split at semicolons and at the ends of sentences.

    Clauses of fewer than four syllables say too little to compare and are left out, unless nothing else is there.
    """
    clauses = [part.strip() for part in _clause_pattern().split(text)]
    long_enough = [part for part in clauses if len(_syllable_pattern().findall(part)) >= _SHORTEST_CLAUSE]
    return long_enough or [text]


@lru_cache(maxsize=2048)
def _count_features(*texts: str) -> Counter[str]:
    """The syllables and neighbouring pairs of texts; kept for a while, since one plan is compared with many."""
    syllables = [syllable for text in texts for syllable in split_syllables(text)]
    pairs = (f"{one} {two}" for one, two in itertools.pairwise(syllables))
    return Counter(itertools.chain(syllables, pairs))


class Weighting:
    """Inverse document frequencies of a set of texts: rare words weigh more."""

    def __init__(self, texts: Iterable[Counter[str]]) -> None:
        frequency: Counter[str] = Counter()
        total = 0
        for features in texts:
            total += 1
            frequency.update(features.keys())
        self._rarity = {name: math.log((1 + total) / (1 + count)) + 1 for name, count in frequency.items()}
        self._unseen = math.log(1 + total) + 1

    def weigh(self, features: Counter[str]) -> tuple[Vector, float]:
        """The unit vector of a text and the length that it had: (1 + log count) × rarity."""
        rarity, unseen = self._rarity, self._unseen
        raw = {
            name: rarity.get(name, unseen) * (1 if count == 1 else 1 + math.log(count))
            for name, count in features.items()
        }
        length = math.sqrt(math.fsum(value * value for value in raw.values()))
        return ({name: value / length for name, value in raw.items()} if length else {}), length


def measure_cosine(one: Vector, two: Vector) -> float:
    """Cosine of two unit vectors, from 0 to 1."""
    if len(two) < len(one):
        one, two = two, one
    return min(1.0, math.fsum(value * two[name] for name, value in one.items() if name in two))


@dataclass(frozen=True)
class _Side:
    """The vectors of one list of items."""

    items: Sequence[Item]
    texts: list[Vector]
    clauses: list[list[Vector]]
    stretch: list[float]
    sections: list[Vector]
    products: list[Vector]


class Comparison:
    """Every pair of two lists of items, scored when asked for.

    The score of a pair is `(base·cosine + clause·best clause + product·product + 0.15·section) × relative`, at most 1;
    `relative` is `sqrt(cosine / best of its row · cosine / best of its column)`. Where one side has no product text,
    the weights fall back to text and clause alone. Weights of words come from the two lists themselves.
    The result of a pair depends on the two lists as sets, not on their order.
    """

    def __init__(self, parents: Sequence[Item], children: Sequence[Item]) -> None:
        items = (*parents, *children)
        weighting = Weighting(_count_features(*filter(None, (item.text, item.product))) for item in items)
        self._parents = _prepare_side(parents, weighting)
        self._children = _prepare_side(children, weighting)
        self._cosines = _multiply(self._parents.texts, self._children.texts)
        self._row_best = [max(row, default=0.0) for row in self._cosines]
        columns = zip(*self._cosines, strict=True) if parents else [()] * len(children)
        self._column_best = [max(column, default=0.0) for column in columns]
        self._column_roots = [math.sqrt(best) for best in self._column_best]
        self._section_cosines: dict[tuple[str, str], float] = {}
        self._product_cosines: dict[tuple[str, str], float] = {}
        self._scores: dict[tuple[int, int], PairScore] = {}
        self._shared: dict[tuple[int, int], tuple[str, ...]] = {}

    def measure_pair(self, parent: int, child: int) -> PairScore:
        """The score of one pair and the parts that it is made of."""
        key = (parent, child)
        if key not in self._scores:
            self._scores[key] = self._score(parent, child)
        return self._scores[key]

    def iter_pairs(self, minimum: float) -> Iterator[PairScore]:
        """Yield every pair that scores at least `minimum`, row by row; `minimum` must be above 0."""
        for parent, row in enumerate(self._cosines):
            # Even with every other part at 1 the damped cosine must reach this much.
            floor = minimum / (1 + _SECTION) * math.sqrt(self._row_best[parent]) * (1 - 1e-9)
            for child, cosine in enumerate(row):
                if cosine < floor * self._column_roots[child] or self._bound(parent, child) < minimum:
                    continue
                pair = self.measure_pair(parent, child)
                if pair.score >= minimum:
                    yield pair

    def find_best_children(self, parent: int, count: int = 3) -> list[PairScore]:
        """The `count` children nearest to a parent, best first; ties go by the child's place."""
        places = sorted(range(len(self._children.items)), key=lambda child: (-self._bound(parent, child), child))
        return self._take_best([(parent, child) for child in places], count)

    def find_best_parents(self, child: int, count: int = 3) -> list[PairScore]:
        """The `count` parents nearest to a child, best first; ties go by the parent's place."""
        places = sorted(range(len(self._parents.items)), key=lambda parent: (-self._bound(parent, child), parent))
        return self._take_best([(parent, child) for parent in places], count)

    def find_shared_words(self, parent: int, child: int) -> tuple[str, ...]:
        """The words and phrases that a pair shares, some of them, those that weigh most in its cosine first.

        Phrases are runs of the parent's text whose neighbouring syllables stand side by side in the child too.
        """
        if (parent, child) not in self._shared:
            self._shared[parent, child] = self._find_shared(parent, child)
        return self._shared[parent, child]

    @cached_property
    def _syllables(self) -> list[list[str]]:
        return [split_syllables(item.text) for item in self._parents.items]

    def _take_best(self, places: Iterable[tuple[int, int]], count: int) -> list[PairScore]:
        """The best of pairs that come with falling bounds; stops when no bound can beat the last one kept."""
        best: list[PairScore] = []
        for place in places:
            if len(best) == count and best[-1].score > self._bound(*place):
                break
            best.append(self.measure_pair(*place))
            best.sort(key=lambda pair: (-pair.score, -pair.cosine, pair.parent, pair.child))
            del best[count:]
        return best

    def _find_shared(self, parent: int, child: int) -> tuple[str, ...]:
        one, two = self._parents.texts[parent], self._children.texts[child]
        weights = {name: value * two[name] for name, value in one.items() if name in two}
        return join_shared(self._syllables[parent], weights)

    def _relative(self, parent: int, child: int) -> float:
        best = self._row_best[parent] * self._column_best[child]
        return self._cosines[parent][child] / math.sqrt(best) if best else 0.0

    def _weights(self, parent: int, child: int) -> Weights:
        both = self._parents.products[parent] and self._children.products[child]
        return _WITH_PRODUCT if both else _TEXT_ONLY

    def _bound(self, parent: int, child: int) -> float:
        """No less than the score: the clause term is bounded by how much longer the texts are than their clauses."""
        cosine = self._cosines[parent][child]
        weights = self._weights(parent, child)
        clause = min(1.0, cosine * self._parents.stretch[parent] * self._children.stretch[child])
        total = weights.base * cosine + weights.clause * clause + weights.product + _SECTION
        return total * self._relative(parent, child) * (1 + 1e-9)

    def _score(self, parent: int, child: int) -> PairScore:
        cosine, relative = self._cosines[parent][child], self._relative(parent, child)
        weights = self._weights(parent, child)
        clause = self._clause(parent, child)
        product = self._product(parent, child) if weights.product else None
        section = self._section(parent, child)
        total = weights.base * cosine + weights.clause * clause + weights.product * (product or 0) + _SECTION * section
        score = min(1.0, total * relative)
        return PairScore(parent, child, score, min(1.0, total), cosine, clause, product, section, relative)

    def _clause(self, parent: int, child: int) -> float:
        ours, theirs = self._parents.clauses[parent], self._children.clauses[child]
        if len(ours) == len(theirs) == 1:
            return self._cosines[parent][child]
        return max((measure_cosine(one, two) for one in ours for two in theirs), default=0.0)

    def _section(self, parent: int, child: int) -> float:
        key = (self._parents.items[parent].section, self._children.items[child].section)
        if key not in self._section_cosines:
            cosine = measure_cosine(self._parents.sections[parent], self._children.sections[child])
            self._section_cosines[key] = cosine
        return self._section_cosines[key]

    def _product(self, parent: int, child: int) -> float:
        key = (self._parents.items[parent].product, self._children.items[child].product)
        if key not in self._product_cosines:
            cosine = measure_cosine(self._parents.products[parent], self._children.products[child])
            self._product_cosines[key] = cosine
        return self._product_cosines[key]


@lru_cache(maxsize=64)
def compare_items(parents: tuple[Item, ...], children: tuple[Item, ...]) -> Comparison:
    """Prepare the comparison of two lists of items, or give the one made before; see `Comparison`.

    Scores follow from the texts alone, so whoever rules on one pair of plans after another link need not wait for them.
    """
    return Comparison(parents, children)


def _prepare_side(items: Sequence[Item], weighting: Weighting) -> _Side:
    side = _Side(items, [], [], [], [], [])
    weigh_label = cache(lambda text: weighting.weigh(_count_features(text))[0])
    for item in items:
        vector, length = weighting.weigh(_count_features(item.text))
        parts = split_clauses(item.text)
        clauses = [weighting.weigh(_count_features(part)) for part in parts] if len(parts) > 1 else [(vector, length)]
        shortest = min((part for _, part in clauses if part), default=1.0)
        side.texts.append(vector)
        side.clauses.append([clause for clause, _ in clauses])
        side.stretch.append(max(1.0, length / shortest))
        side.sections.append(weigh_label(item.section))
        side.products.append(weigh_label(item.product))
    return side


def _multiply(rows: Sequence[Vector], columns: Sequence[Vector]) -> list[array[float]]:
    """All cosines by an inverted index of places and values, each summed in the order of the row's own words."""
    wanted = set().union(*rows)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, vector in enumerate(columns):
        for name in vector.keys() & wanted:
            postings[name].append((place, vector[name]))
    table = []
    for vector in rows:
        sums = [0.0] * len(columns)
        for name, value in vector.items():
            for place, other in postings.get(name, ()):
                sums[place] += value * other
        table.append(array("d", (min(1.0, total) for total in sums)))
    return table
