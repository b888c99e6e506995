"""Extraction against labels: how much was found, how much of it is right, and which rules can be trusted.

Counts are pooled over all documents. A citation is found when number or name agree at an overlapping place; a task
when its words agree (token F1 of at least 0.9). Fields are judged on what was found. Names of agencies and issuers
are compared by body: abbreviations unified, a head standing for the agency.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from cancu.ingest.gold import GoldCitation, GoldDocument, GoldTask
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Citation, Document, Extraction, SourceText, Task, TaskKind

HEADER_FIELDS = ("type", "number", "date", "place", "issuer", "level", "title", "signer", "period")
SAME_WORDS = 0.9
TRUSTED = 0.9
_SHORT_FORMS = (
    ("ủy ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("tthc", "thủ tục hành chính"),
    ("trung ương", "tw"),
    ("&", " và "),
)
_HEADS = re.compile(r"^(?:chủ tịch|bộ trưởng|giám đốc|thống đốc) ")


@dataclass(slots=True)
class Score:
    """Hits out of chances, by metric."""

    hits: Counter[str] = field(default_factory=Counter)
    chances: Counter[str] = field(default_factory=Counter)

    def add(self, metric: str, hit: int, chances: int = 1) -> None:
        """Count `hit` of `chances` for a metric."""
        self.hits[metric] += hit
        self.chances[metric] += chances

    def merge(self, other: Score) -> Score:
        """The two together."""
        return Score(self.hits + other.hits, self.chances + other.chances)

    def metrics(self) -> dict[str, float]:
        """Every metric between 0 and 1, in order of name; F1 where precision and recall are counted."""
        rates = {name: self.hits[name] / total for name, total in self.chances.items() if total}
        for kind in ("citations", "tasks"):
            p, r = rates.get(f"{kind}.p", 0.0), rates.get(f"{kind}.r", 0.0)
            if f"{kind}.p" in rates or f"{kind}.r" in rates:
                rates[f"{kind}.f1"] = 2 * p * r / (p + r) if p + r else 0.0
        return dict(sorted(rates.items()))


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that differs from its label."""

    document: str
    what: str
    detail: str


@dataclass(slots=True)
class Evaluation:
    """The outcome over a set of labelled documents.

    Attributes:
        scores: one per document
        misses: every difference, in order of document
        trust: per rule, (records, records right in every judged field, of those said to be trusted)
    """

    scores: dict[str, Score] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    trust: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def metrics(self) -> dict[str, float]:
        """The metrics over all documents together."""
        return _pool(self.scores.values()).metrics()

    def spread(self) -> dict[str, tuple[float, float]]:
        """The lowest and highest value of each metric when any one document is left out."""
        if len(self.scores) < 2:
            return {name: (value, value) for name, value in self.metrics().items()}
        values: dict[str, list[float]] = defaultdict(list)
        for left_out in self.scores:
            rest = _pool(score for name, score in self.scores.items() if name != left_out)
            for metric, value in rest.metrics().items():
                values[metric].append(value)
        return {metric: (min(found), max(found)) for metric, found in values.items()}


def _pool(scores: Iterable[Score]) -> Score:
    total = Score()
    for score in scores:
        total = total.merge(score)
    return total


def evaluate(documents: Sequence[GoldDocument], extract: Callable[[SourceText], Extraction]) -> Evaluation:
    """Extract every labelled document and compare.

    Args:
        documents: what `cancu.ingest.gold.load_gold_folder` reads
        extract: what makes records of a text, usually `cancu.ingest.extraction.extract`
    """
    evaluation = Evaluation()
    for gold in documents:
        extraction = extract(gold.source)
        judge = _Judge(gold.name, evaluation)
        judge.compare_header(gold.document, extraction.document)
        judge.compare_citations(gold.citations, extraction.citations)
        judge.compare_tasks(gold.tasks, extraction.tasks)
        evaluation.scores[gold.name] = judge.score
    return evaluation


class _Judge:
    """Compares one document."""

    def __init__(self, name: str, evaluation: Evaluation) -> None:
        self.name = name
        self.evaluation = evaluation
        self.score = Score()

    def _miss(self, what: str, detail: str) -> None:
        self.evaluation.misses.append(Miss(self.name, what, detail))

    def _judge_field(self, metric: str, found: object, label: object, *, place: str = "") -> bool:
        right = found == label
        self.score.add(metric, right)
        if not right:
            self._miss(metric, f"{place}{found!r} ≠ {label!r}")
        return right

    def _trust(self, rule: str, confidence: float, *, right: bool) -> None:
        counts = self.evaluation.trust[rule or "?"]
        counts["records"] += 1
        counts["right"] += right
        if confidence >= TRUSTED:
            counts["trusted"] += 1
            counts["trusted right"] += right

    def compare_header(self, gold: Document, found: Document) -> None:
        """Compare the fields of the head that the label file mentions; `null` says that nothing is printed."""
        for name in HEADER_FIELDS:
            if name not in gold.model_fields_set:
                continue
            key = body_key if name == "issuer" else _field_key
            self.score.add("meta", right := key(getattr(found, name)) == key(getattr(gold, name)))
            if not right:
                self._miss(f"meta.{name}", f"{getattr(found, name)!r} ≠ {getattr(gold, name)!r}")

    def compare_citations(self, gold: Sequence[GoldCitation], found: Sequence[Citation]) -> None:
        left = list(found)
        for label in sorted(gold, key=lambda label: label.optional):
            match = next((citation for citation in left if _is_same_mention(label, citation)), None)
            if match is not None:
                left.remove(match)
            if label.optional:
                continue
            self.score.add("citations.r", match is not None)
            if match is None:
                self._miss("citation missed", label.number or label.name or "?")
            else:
                self._compare_mention(label, match)
        self.score.add("citations.p", len(found) - len(left), len(found))
        for citation in left:
            self._miss("citation not labelled", citation.number or citation.name or citation.text)
            self._trust(citation.rule, citation.confidence, right=False)

    def _compare_mention(self, label: GoldCitation, found: Citation) -> None:
        place = f"{label.number or label.name}: "
        right = self._judge_field("citations.type", _field_key(found.type), _field_key(label.type), place=place)
        right &= self._judge_field("citations.date", found.date, label.date, place=place)
        for name in ("issuer", "relation", "pinpoint", "subject"):
            wanted = getattr(label, name)
            if wanted is None:
                continue
            key = body_key if name == "issuer" else _field_key
            have = key(getattr(found, name))
            right &= self._judge_field(f"citations.{name}", have, key(wanted), place=place)
        self._trust(found.rule, found.confidence, right=right)

    def compare_tasks(self, gold: Sequence[GoldTask], found: Sequence[Task]) -> None:
        pairs = _pair_tasks(gold, found)
        self.score.add("tasks.r", len(pairs), len(gold))
        free = [_words(text) for label in gold for text in label.subtasks]
        extra = [
            task
            for index, task in enumerate(found)
            if index not in pairs.values()
            and not any(_token_f1(_words(task.text), words) >= SAME_WORDS for words in free)
        ]
        self.score.add("tasks.p", len(pairs), len(pairs) + len(extra))
        for index, label in enumerate(gold):
            if index not in pairs:
                self._miss("task missed", f"{label.ref} {label.text[:70]}")
        for task in extra:
            self._miss("task not labelled", f"{task.ref} {task.text[:70]}")
            self._trust(task.rule, task.confidence, right=False)
        for index, position in pairs.items():
            self._compare_item(gold[index], found[position])

    def _compare_item(self, label: GoldTask, found: Task) -> None:
        place = f"{label.ref}: "
        self._judge_field("tasks.ref", found.ref, label.ref)  # says where an item stands, not whether it was read well
        right = self._judge_field("tasks.kind", found.kind.value, label.kind.value, place=place)
        for role in ("lead", "coordinate"):
            wanted = {body_key(name) for name in getattr(label, role)}
            have = {body_key(name) for name in getattr(found, role)}
            self.score.add(f"tasks.{role}.f1", 2 * len(wanted & have), len(wanted) + len(have))
            if wanted != have:
                right = False
                self._miss(f"tasks.{role}", f"{place}{sorted(have)} ≠ {sorted(wanted)}")
        if label.kind is not TaskKind.TARGET:
            wanted_days = sorted(label.deadline.due) if label.deadline else []
            have_days = sorted(found.deadline.due) if found.deadline else []
            right &= self._judge_field("tasks.due", list(map(str, have_days)), list(map(str, wanted_days)), place=place)
        self._trust(found.rule, found.confidence, right=right)


def _is_same_mention(label: GoldCitation, found: Citation) -> bool:
    if not (found.start < label.end and label.start < found.end):
        return False
    if label.number:
        return _number_key(found.number) == _number_key(label.number)
    if label.name:
        return _field_key(found.name) == _field_key(label.name)
    return _field_key(found.type) == _field_key(label.type)


def _pair_tasks(gold: Sequence[GoldTask], found: Sequence[Task]) -> dict[int, int]:
    """Labels to findings by the best agreement of words; equal ones by their reference."""
    bags = [_words(task.text) for task in found]
    scored = []
    for index, label in enumerate(gold):
        words = _words(label.text)
        for position, bag in enumerate(bags):
            score = _token_f1(words, bag)
            if score >= SAME_WORDS:
                scored.append((-score, found[position].ref != label.ref, index, position))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, index, position in sorted(scored):
        if index not in pairs and position not in taken:
            pairs[index] = position
            taken.add(position)
    return pairs


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", match_key(text)))


def _token_f1(one: Counter[str], two: Counter[str]) -> float:
    sizes = one.total() + two.total()
    if not sizes or min(one.total(), two.total()) / max(one.total(), two.total(), 1) < SAME_WORDS / (2 - SAME_WORDS):
        return 0.0
    return 2 * (one & two).total() / sizes


def _field_key(value: object) -> str:
    return re.sub(r"[“”\"'*_~]", "", match_key(str(value))).strip(" .,;:-–") if value is not None else ""


def _number_key(value: str | None) -> str:
    return re.sub(r"\s+", "", _field_key(value))


def body_key(name: str | None) -> str:
    """An authority or agency by the body it speaks for, for comparison.

    Example:
        >>> body_key("Chủ tịch Ủy ban nhân dân tỉnh") == body_key("UBND tỉnh")
        True
    """
    key = _field_key(name)
    for long, short in _SHORT_FORMS:
        key = key.replace(long, short)
    return _HEADS.sub("", " ".join(key.split()))
