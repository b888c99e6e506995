"""Identity: which document each citation means.

Citations are resolved through tiers, each with a reason code and a confidence; what cannot be settled stays visible
as a stub, with its candidates. Everything is computed from the whole store at once, so that the order of ingest
does not matter and a citation is bound as soon as its document has arrived. As-written values stay on the citation.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cancu.graph.citing import Citing, Printed, find_year, measure_overlap, read_printed
from cancu.graph.referents import Referent, Referents, in_year
from cancu.ontology.assessments import Decision, DecisionKind, hash_text
from cancu.ontology.document_keys import DocumentKey, key_listed_law
from cancu.ontology.identifiers import mint_stub
from cancu.ontology.jurisdictions import UNKNOWN_PROVINCE, find_home
from cancu.ontology.laws import load_laws
from cancu.ontology.records import Relation

if TYPE_CHECKING:
    from cancu.graph.holdings import Mention


class Resolution(NamedTuple):
    """What a citation was taken to mean.

    Attributes:
        target: IRI of a document in the store, or of a stub
        code: why, such as `exact`, `date_conflict`, `no_date`, `same_document`, `law_name`, `stub`, `ambiguous`
        confidence: 0 to 1
        review: a person should look
        candidates: IRIs that were possible where several were
    """

    target: str
    code: str
    confidence: float
    review: bool = False
    candidates: tuple[str, ...] = ()


_WINDOW = 6
"""Years before the citing document in which a citation without date is sought."""
_RECENT = datetime.timedelta(days=730)
_ALIKE = 0.6
_MARGIN = 0.2


class Resolver:
    """All referents of a store, and the way from a citation to one of them.

    Args:
        base: where identifiers live
        citing: every document with its citations; their order does not matter
        decisions: a person's rulings; only same and different count here
    """

    def __init__(self, base: str, citing: Iterable[Citing], decisions: Sequence[Decision] = ()) -> None:
        self.base = base
        self.citing = sorted(citing, key=lambda one: one.iri)
        self.printed = {
            (one.iri, mention.ordinal): read_printed(mention, one) for one in self.citing for mention in one.mentions
        }
        self.known = Referents(base, self.citing, self.printed)
        self.rulings = [ruling for ruling in decisions if ruling.kind in (DecisionKind.SAME, DecisionKind.DIFFERENT)]

    def resolve(self, one: Citing, mention: Mention) -> Resolution:
        """Resolve one citation, a person's ruling before everything else."""
        printed = self.printed[one.iri, mention.ordinal]
        found = self._resolve_tiers(one, mention, printed)
        return self._apply_rulings(one, mention, printed, found)

    def stub_iri(self, key: DocumentKey) -> str:
        """The IRI of the stub for a key."""
        return mint_stub(self.base, key)

    # ── tiers ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _resolve_tiers(self, one: Citing, mention: Mention, printed: Printed) -> Resolution:
        if mention.citation.relation is Relation.SELF or _means_itself(one, mention, printed):
            return Resolution(one.iri, "self", 1.0)
        if printed.veto:
            return self._stand_apart(one, printed, mention, printed.veto)
        if printed.law and not (printed.key and printed.key.number):
            return self._resolve_law(one, mention, printed)
        if printed.key is None:
            return self._stand_apart(one, printed, mention, "unnamed")
        if printed.key.period and (printed.day or printed.key in self.known.by_key):
            return self._resolve_full(mention, printed, printed.key)
        return self._resolve_dateless(one, mention, printed, printed.key)

    def _resolve_full(self, mention: Mention, printed: Printed, key: DocumentKey) -> Resolution:
        """T1 and T2: series, type, number and year agree; else T4, T5 and T7."""
        same = self.known.by_key.get(key, [])
        stored = [referent for referent in same if referent.in_store]
        if stored:
            chosen = _choose_claimant(stored, mention, printed)
            if printed.day and chosen.day and chosen.day != printed.day:
                return Resolution(chosen.iri, "date_conflict", 0.8)
            rivals = tuple(referent.iri for referent in stored if referent is not chosen)
            return Resolution(chosen.iri, "exact", 0.98 if printed.day else 0.95, bool(rivals), rivals)
        elsewhere = self._find_beyond_province(printed, key)
        if elsewhere:
            return elsewhere
        suspect = self._find_misprint(mention, printed, key) or self._find_incomplete(printed, key)
        if suspect:
            return suspect
        absent = same[0]
        if printed.day and absent.day != printed.day:
            return Resolution(absent.iri, "date_conflict", 0.7)
        return Resolution(absent.iri, "stub", 0.9)

    def _find_beyond_province(self, printed: Printed, key: DocumentKey) -> Resolution | None:
        """The one stored document that agrees but for a province that one of the two sides does not tell.

        A commune's plan that names its district but no province cites the district's documents from nowhere.
        """
        province, _, place = key.series.partition("/")
        near = self.known.stored_places.get((place, key.type, key.period, key.number), ()) if "/" in place else ()
        fitting = [
            referent
            for referent in near
            if UNKNOWN_PROVINCE in (province, find_home(referent.key.series))
            and (printed.day is None or referent.day is None or referent.day == printed.day)
        ]
        return Resolution(fitting[0].iri, "province_unknown", 0.85) if len(fitting) == 1 else None

    def _find_misprint(self, mention: Mention, printed: Printed, key: DocumentKey) -> Resolution | None:
        """T4, a year off by one, and T5, one slip in the number: only with the same title, always to be reviewed."""
        for referent in self.known.stored_numbers.get((key.series, key.type, key.number or ""), ()):
            near = referent.day and printed.day and abs(referent.day.year - printed.day.year) == 1
            if near and _fits(referent, mention):
                return Resolution(referent.iri, "year_conflict", 0.6, review=True)
        for referent in self.known.stored_days.get((key.series, key.type, printed.day), ()):
            if _one_edit(referent.key.number or "", key.number or "") and _fits(referent, mention):
                return Resolution(referent.iri, "number_suspect", 0.6, review=True)
        return None

    def _find_incomplete(self, printed: Printed, key: DocumentKey) -> Resolution | None:
        """A stored document whose own date could not be read, or of a citation that names no type."""
        numbered = self.known.stored_numbers.get((key.series, key.type, key.number or ""), ())
        undated = [referent for referent in numbered if referent.key.period is None]
        if len(undated) == 1:
            return Resolution(undated[0].iri, "undated", 0.7, review=True)
        untyped = (
            self.known.stored_periods.get((key.series, key.period, key.number)) if printed.type == "van-ban" else None
        )
        return Resolution(untyped[0].iri, "no_type", 0.85) if untyped and len(untyped) == 1 else None

    def _resolve_dateless(self, one: Citing, mention: Mention, printed: Printed, key: DocumentKey) -> Resolution:
        """T3: the full citation in the same document, the only candidate in the window, the title, the siblings."""
        number = (key.series, key.type, key.number or "")
        own = self._find_in_document(one, mention, number)
        if own:
            return own
        within = [
            referent
            for referent in self.known.by_number.get(number, ())
            if (in_year(referent.key) == in_year(key) if key.period else _is_within(referent.day, one))
        ]
        if len(within) == 1 and key.period:
            return Resolution(within[0].iri, "exact", 0.95)
        if len(within) == 1:
            sure = _is_near(within[0].day, one) or _fits(within[0], mention)
            return Resolution(within[0].iri, "no_date", 0.8 if sure else 0.6, review=not sure)
        chosen = self._choose_among(one, mention, within)
        if chosen:
            return chosen
        code = "ambiguous" if within else "stub"
        return self._stand_apart(one, printed, mention, code, tuple(referent.iri for referent in within))

    def _choose_among(self, one: Citing, mention: Mention, within: list[Referent]) -> Resolution | None:
        """Choose among several by title, by a year named in the words, by what sibling documents cite."""
        ranked = sorted(within, key=lambda referent: -_overlap(referent, mention))
        scores = [_overlap(referent, mention) for referent in ranked]
        if len(ranked) > 1 and scores[0] >= _ALIKE and scores[0] - scores[1] >= _MARGIN:
            return Resolution(ranked[0].iri, "title", 0.75, candidates=tuple(item.iri for item in ranked[1:]))
        year = find_year(mention.after)
        named = [referent for referent in within if referent.day and referent.day.year == year]
        if len(named) == 1:
            return Resolution(named[0].iri, "year_word", 0.7, True, candidates=tuple(item.iri for item in within))
        siblings = self._find_sibling_choice(one, within)
        if siblings:
            return Resolution(siblings, "sibling", 0.65, review=True, candidates=tuple(item.iri for item in within))
        return None

    def _find_in_document(self, one: Citing, mention: Mention, number: tuple[str, str, str]) -> Resolution | None:
        """The nearest full citation of the same number in the document, one in front before one behind."""
        full = [
            (other.ordinal > mention.ordinal, abs(other.ordinal - mention.ordinal), other.ordinal)
            for other in one.mentions
            if (key := self.printed[one.iri, other.ordinal].key)
            and (self.printed[one.iri, other.ordinal].day or (key.period and not key.number))
            and not self.printed[one.iri, other.ordinal].veto
            and (key.series, key.type, key.number) == number
        ]
        if not full:
            return None
        return Resolution(self._follow(one, min(full)[2]), "same_document", 0.95)

    def _find_sibling_choice(self, one: Citing, within: list[Referent]) -> str | None:
        """What documents of the same province, issued within two years, cite in full, if they agree."""
        chosen = {
            referent.iri
            for referent in within
            for citer, home, day in self.known.full_citers.get(referent.key, ())
            if citer != one.iri and find_home(home) == find_home(one.home)
            if one.day and day and abs(one.day - day) <= _RECENT
        }
        return chosen.pop() if len(chosen) == 1 else None

    def _resolve_law(self, one: Citing, mention: Mention, printed: Printed) -> Resolution:
        """T6: a law by name and date; by name alone the version in force when the citing document was issued."""
        versions = self.known.by_law.get(printed.law or "", [])
        if printed.day:
            same = [referent for referent in versions if referent.day == printed.day]
            if same:
                best = min(same, key=lambda item: (not item.in_store, item.key.number is None, item.iri))
                return Resolution(best.iri, "law_date", 0.97 if best.key.number else 0.9)
            near = [item for item in versions if item.day and item.day.year == printed.day.year and item.key.number]
            if len(near) == 1:
                return Resolution(near[0].iri, "date_conflict", 0.75)
        own = self._find_law_in_document(one, mention, printed)
        if own:
            return own
        listed = load_laws().find(printed.law or "", on=one.day) if one.day and not printed.day else ()
        if listed:
            return Resolution(self.known.by_key[key_listed_law(listed[0])][0].iri, "law_name", 0.85)
        past = [item for item in versions if item.day and (not one.day or item.day <= one.day)]
        if past and not printed.day:
            older = tuple(item.iri for item in past[:-1])
            return Resolution(past[-1].iri, "law_name", 0.75 if not older else 0.6, bool(older), older)
        if printed.key is None:
            return self._stand_apart(one, printed, mention, "unnamed")
        return Resolution(self.stub_iri(printed.key), "stub", 0.9 if printed.day else 0.6)

    def _find_law_in_document(self, one: Citing, mention: Mention, printed: Printed) -> Resolution | None:
        """The law that the document itself cites by the same name with number or date."""
        full = [
            (other.ordinal > mention.ordinal, abs(other.ordinal - mention.ordinal), other.ordinal)
            for other in one.mentions
            if (said := self.printed[one.iri, other.ordinal]).law == printed.law and not printed.day
            if said.key and said.key.period and not said.veto
        ]
        if not full:
            return None
        return Resolution(self._follow(one, min(full)[2]), "same_document", 0.9)

    def _follow(self, one: Citing, ordinal: int) -> str:
        """What another citation of the same document was taken to mean."""
        other = next(mention for mention in one.mentions if mention.ordinal == ordinal)
        return self._resolve_tiers(one, other, self.printed[one.iri, ordinal]).target

    def _stand_apart(
        self, one: Citing, printed: Printed, mention: Mention, code: str, candidates: tuple[str, ...] = ()
    ) -> Resolution:
        """A stub of this document's own: nothing is merged that nobody has shown to be one."""
        key = printed.key or DocumentKey("vn/khong-ro", printed.type, None, None)
        mark = f"{one.iri}|{hash_text(mention.citation.text)}" if printed.key is None else one.iri
        apart = key._replace(name=f"{key.name or ''}|{mark}|{code if code.startswith('veto') else ''}")
        return Resolution(self.stub_iri(apart), code, 0.5 if candidates else 0.6, bool(candidates), candidates)

    # ── rulings ────────────────────────────────────────────────────────────────────────────────────────────────

    def _apply_rulings(self, one: Citing, mention: Mention, printed: Printed, found: Resolution) -> Resolution:
        names = {found.target, *([self.stub_iri(printed.key)] if printed.key else [])}
        for ruling in reversed(self.rulings):
            if not self._is_about(ruling, one, mention, names):
                continue
            if ruling.kind is DecisionKind.SAME:
                return Resolution(ruling.child, "ruled_same", 1.0)
            if found.target == ruling.child:
                return self._stand_apart(one, printed, mention, "ruled_different")
        return found

    def _is_about(self, ruling: Decision, one: Citing, mention: Mention, names: set[str]) -> bool:
        """Whether a ruling speaks of this citation, or of the document it was taken to mean."""
        if ruling.parent_ref:
            return ruling.parent == one.iri and ruling.parent_hash == hash_text(mention.citation.text)
        if ruling.kind is DecisionKind.SAME:
            return ruling.parent in names and ruling.parent != ruling.child
        return ruling.parent in names or ruling.parent == one.iri


def _means_itself(one: Citing, mention: Mention, printed: Printed) -> bool:
    """The document's own number, and the blank one by which a plan names the decision that promulgates it."""
    if printed.key and printed.key.number:
        return printed.key in (one.key, one.key._replace(period=None))
    citation = mention.citation
    return (
        citation.relation is Relation.PROMULGATED_BY
        and citation.number is None
        and (citation.date is None or citation.date == one.document.date)
    )


def _choose_claimant(stored: list[Referent], mention: Mention, printed: Printed) -> Referent:
    """Of several documents that claim one identity the one of the printed day, then of the nearest title."""
    return min(stored, key=lambda item: (item.day != printed.day, -_overlap(item, mention), item.iri))


def _overlap(referent: Referent, mention: Mention) -> float:
    words = f"{mention.before} {mention.after}"
    return max((measure_overlap(title, words) for title in referent.titles), default=0.0)


def _fits(referent: Referent, mention: Mention) -> bool:
    return _overlap(referent, mention) >= _ALIKE


def _is_within(day: datetime.date | None, one: Citing) -> bool:
    """Whether a document of that day may be cited without date: not later, not more than six years before."""
    if day is None or one.day is None:
        return True
    return one.day.year - _WINDOW <= day.year and day <= one.day


def _is_near(day: datetime.date | None, one: Citing) -> bool:
    return bool(day and one.day and one.day - day <= _RECENT)


def _one_edit(first: str, second: str) -> bool:
    """Whether two numbers differ by one changed, missing or added character."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    short, long = sorted((first, second), key=len)
    start = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = short[start + 1 :] if len(short) == len(long) else short[start:]
    return rest == long[start + 1 :]
