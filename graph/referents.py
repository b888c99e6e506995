"""Referents: the documents that citations may mean, those in the store and those that are only cited.

Computed from all documents at once, so that a citation without date finds what others cite in full, whatever came
first. Laws of the gazetteer join them where they are cited by name.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from cancu.graph.citing import Citing, Printed, cite_title
from cancu.ontology.document_keys import DocumentKey, key_listed_law
from cancu.ontology.identifiers import mint_stub
from cancu.ontology.laws import Law, load_laws

if TYPE_CHECKING:
    from cancu.graph.holdings import Mention


class Referent(NamedTuple):
    """A document that citations may mean: in the store, or cited in full and absent.

    Attributes:
        key: its identity
        iri: of the document, or of the stub that stands for it
        in_store: whether it is there
        day: its date; for an absent one the day most citations print
        titles: what it is about, in the words of its head or of those who cite it
    """

    key: DocumentKey
    iri: str
    in_store: bool
    day: datetime.date | None
    titles: tuple[str, ...]


_Mentions = dict[DocumentKey, list[tuple["Mention", Printed]]]


class Referents:
    """All documents that may be meant, by what citations print of them.

    Args:
        base: where identifiers live
        citing: every document with its citations
        printed: what each citation prints, by IRI and ordinal
    """

    def __init__(self, base: str, citing: Sequence[Citing], printed: Mapping[tuple[str, int], Printed]) -> None:
        self.base = base
        self.citing = citing
        self.printed = printed

    @cached_property
    def by_iri(self) -> dict[str, Referent]:
        """All documents that may be meant, by IRI."""
        found = {one.iri: _describe_stored(one) for one in self.citing}
        known = {referent.key for referent in found.values()}
        dated, undated = self._collect_absent(known)
        years = {in_year(key) for key in (*known, *dated)}
        dated.update({key: said for key, said in undated.items() if in_year(key) not in years})
        for key, mentions in dated.items():
            found[mint_stub(self.base, key)] = self._describe_absent(key, mentions)
        for law in self._listed_laws:
            key = key_listed_law(law)
            if key not in known and key not in dated:
                found[mint_stub(self.base, key)] = Referent(
                    key, mint_stub(self.base, key), False, law.date, (law.name,)
                )
        return found

    @cached_property
    def _listed_laws(self) -> list[Law]:
        """Laws of the gazetteer whose names are cited."""
        names = {printed.law for printed in self.printed.values() if printed.law}
        return [law for name in sorted(names) for law in load_laws().find(name)]

    def _collect_absent(self, known: set[DocumentKey]) -> tuple[_Mentions, _Mentions]:
        """Full citations of documents that are not in the store: with a day, and with the year in the number alone."""
        dated: _Mentions = defaultdict(list)
        undated: _Mentions = defaultdict(list)
        for one in self.citing:
            for mention in one.mentions:
                printed = self.printed[one.iri, mention.ordinal]
                if printed.key and printed.key.period and printed.key not in known and not printed.veto:
                    (dated if printed.day else undated)[printed.key].append((mention, printed))
        return dated, undated

    @cached_property
    def by_key(self) -> dict[DocumentKey, list[Referent]]:
        """Referents by identity; several only where documents in the store claim one."""
        groups: dict[DocumentKey, list[Referent]] = defaultdict(list)
        for referent in self.by_iri.values():
            groups[referent.key].append(referent)
        return groups

    @cached_property
    def by_number(self) -> dict[tuple[str, str, str], list[Referent]]:
        """Referents by series, type and number, whatever the year; ordered by date."""
        groups: dict[tuple[str, str, str], list[Referent]] = defaultdict(list)
        for referent in sorted(self.by_iri.values(), key=lambda item: (str(item.day or ""), item.iri)):
            if referent.key.number:
                groups[referent.key.series, referent.key.type, referent.key.number].append(referent)
        return groups

    @cached_property
    def by_law(self) -> dict[str, list[Referent]]:
        """Referents by the name of a law, oldest first."""
        groups: dict[str, dict[str, Referent]] = defaultdict(dict)
        for one in self.citing:
            for name in one.law_names:
                groups[name][one.iri] = self.by_iri[one.iri]
            for mention in one.mentions:
                printed = self.printed[one.iri, mention.ordinal]
                if printed.law and printed.key and printed.key.period:
                    for referent in self.by_key.get(printed.key, ()):
                        groups[printed.law][referent.iri] = referent
        for name in {printed.law for printed in self.printed.values() if printed.law}:
            for law in load_laws().find(name):
                for referent in self.by_key.get(key_listed_law(law), ()):
                    groups[name][referent.iri] = referent
        return {
            name: sorted(found.values(), key=lambda item: (str(item.day or ""), item.iri))
            for name, found in groups.items()
        }

    def _describe_absent(self, key: DocumentKey, mentions: list[tuple[Mention, Printed]]) -> Referent:
        days = Counter(printed.day for _, printed in mentions if printed.day and _agrees(printed.day, key))
        day = min(days, key=lambda item: (-days[item], item)) if days else _list_days().get(key)
        titles = sorted({title for mention, _ in mentions if (title := cite_title(mention.after))})
        return Referent(key, mint_stub(self.base, key), in_store=False, day=day, titles=tuple(titles))

    @cached_property
    def stored_numbers(self) -> dict[tuple[str, str, str], list[Referent]]:
        """Stored documents by series, type and number."""
        groups: dict[tuple[str, str, str], list[Referent]] = defaultdict(list)
        for referent in self.by_iri.values():
            if referent.in_store and referent.key.number:
                groups[referent.key.series, referent.key.type, referent.key.number].append(referent)
        return groups

    @cached_property
    def stored_places(self) -> dict[tuple[str, str, str | None, str | None], list[Referent]]:
        """Stored documents by series without its province, type, numbering period and number."""
        groups: dict[tuple[str, str, str | None, str | None], list[Referent]] = defaultdict(list)
        for referent in self.by_iri.values():
            key = referent.key
            if referent.in_store and key.number:
                groups[key.series.partition("/")[2], key.type, key.period, key.number].append(referent)
        return groups

    @cached_property
    def stored_periods(self) -> dict[tuple[str, str | None, str | None], list[Referent]]:
        """Stored documents by series, numbering period and number, whatever their type."""
        groups: dict[tuple[str, str | None, str | None], list[Referent]] = defaultdict(list)
        for referent in self.by_iri.values():
            if referent.in_store and referent.key.number:
                groups[referent.key.series, referent.key.period, referent.key.number].append(referent)
        return groups

    @cached_property
    def stored_days(self) -> dict[tuple[str, str, datetime.date | None], list[Referent]]:
        """Stored documents by series, type and day."""
        groups: dict[tuple[str, str, datetime.date | None], list[Referent]] = defaultdict(list)
        for referent in self.by_iri.values():
            if referent.in_store and referent.day:
                groups[referent.key.series, referent.key.type, referent.day].append(referent)
        return groups

    @cached_property
    def full_citers(self) -> dict[DocumentKey, set[tuple[str, str, datetime.date | None]]]:
        """Who cites a document in full: IRI, jurisdiction and day of the citing documents."""
        citers: dict[DocumentKey, set[tuple[str, str, datetime.date | None]]] = defaultdict(set)
        for one in self.citing:
            for mention in one.mentions:
                printed = self.printed[one.iri, mention.ordinal]
                if printed.key and printed.key.period and printed.day:
                    citers[printed.key].add((one.iri, one.home, one.day))
        return citers


def _describe_stored(one: Citing) -> Referent:
    document = one.document
    titles = tuple(title for title in (document.title, document.plan_title) if title)
    return Referent(one.key, one.iri, in_store=True, day=document.date, titles=titles)


def _agrees(day: datetime.date, key: DocumentKey) -> bool:
    """Whether a day lies in the year of the number; the year in a number outweighs a date beside it."""
    year = (key.period or "")[:4]
    return not year.isdigit() or day.year == int(year)


@cache
def _list_days() -> dict[DocumentKey, datetime.date]:
    """The days of the laws of the gazetteer."""
    return {key_listed_law(law): law.date for law in load_laws().laws}


def in_year(key: DocumentKey) -> DocumentKey:
    """The key with its numbering period cut down to the year."""
    return key._replace(period=key.period[:4] if key.period and key.period[:1].isdigit() else key.period)
