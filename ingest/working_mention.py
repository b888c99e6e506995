"""The working form of a citation while its fields are being read."""

from __future__ import annotations

from dataclasses import dataclass

from cancu.ingest.law_names import LawMention
from cancu.ingest.mentions import NumberMention
from cancu.ontology.numbers import DocumentNumber
from cancu.ontology.records import Date, Relation


@dataclass(slots=True)
class Mention:
    """A mention with the fields read so far.

    Attributes:
        start: where the evidence begins (number, or name with number)
        end: where it ends
        head: where the words that belong to it begin (kind, `các`)
        tail: where its day and issuer end
        typed: a word for the kind stands in front
        inside: the amending law whose name holds it
        inner: the last law that its own name holds
        parent: the mention in whose title it stands
        aside: it stands in a parenthesis behind its parent, which is no part of a title
        explicit: the issuer is named beside the mention
        stated: the relation as its sentence has it, which its list shares although it be the document itself
    """

    start: int
    end: int
    head: int
    tail: int
    type: str | None
    number: DocumentNumber | None = None
    name: str | None = None
    date: Date | None = None
    issuer: str | None = None
    relation: Relation = Relation.CITES
    stated: Relation = Relation.CITES
    subject: str | None = None
    pinpoint: str | None = None
    rule: str = ""
    struck: bool = False
    typed: bool = False
    explicit: bool = False
    inside: Mention | None = None
    inner: Mention | None = None
    parent: Mention | None = None
    aside: bool = False

    def relate(self, relation: Relation, subject: str | None, rule: str) -> None:
        """Say in what relation it stands to which document, and by which rule that was read."""
        self.relation = self.stated = relation
        self.subject = subject
        self.rule = f"{self.rule}; {rule}"

    @property
    def label(self) -> str:
        """Number or name, as a subject names it."""
        if self.number is not None and not self.struck:
            return self.number.printed
        return self.name or ""


def merge_mentions(numbers: list[NumberMention], laws: list[LawMention]) -> list[Mention]:
    """Join both kinds in text order; a number that a law's span holds belongs to the law."""
    named = [_from_law(law) for law in laws]
    for law, mention in zip(laws, named, strict=True):
        if law.inside is not None:
            mention.inside = named[law.inside]
            mention.inside.inner = mention
    spans = [(law.start, law.end) for law in laws]
    free = [_from_number(number) for number in numbers if not _is_held(number.start, spans)]
    return sorted([*named, *free], key=lambda mention: (mention.start, -mention.end))


def _is_held(offset: int, spans: list[tuple[int, int]]) -> bool:
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][0] <= offset:
            low = middle + 1
        else:
            high = middle
    # An outer span starts before its inner ones, of which there are few.
    return any(start <= offset < end for start, end in spans[max(0, low - 42) : low])


def _from_law(law: LawMention) -> Mention:
    first = law.name.split()[0].lower()
    kinds = {"luật": "Luật", "bộ": "Bộ luật", "pháp": "Pháp lệnh", "hiến": "Hiến pháp"}
    return Mention(
        start=law.start,
        end=law.end,
        head=law.start,
        tail=law.end,
        type=kinds[first],
        number=law.number,
        name=law.name,
        typed=True,
        rule="law by name",
    )


def _from_number(number: NumberMention) -> Mention:
    return Mention(
        start=number.start,
        end=number.end,
        head=number.head,
        tail=number.end,
        type=number.type,
        number=number.number,
        struck=number.struck,
        typed=number.type is not None,
        rule="number",
    )
