"""The rules by which a pair of plans is judged, as data: thresholds, limits and deadlines for issuing plans.

Rules differ by year and level and are changed by decisions, so they stand in `data/rule_sets.toml` with their source
and whether a person verified them. Nothing unverified prints as a score (see `IssuingDeadline.verified`).
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import Annotated

from pydantic import Field, ValidationError

from cancu.ontology.errors import VocabularyError
from cancu.ontology.records import Date, Document, Level, Record
from cancu.ontology.tables import read_table

Share = Annotated[float, Field(ge=0, le=1)]


class RuleSet(Record):
    """Thresholds of matching and copying.

    Attributes:
        name: key, such as `default`
        title: name for people
        source: where the figures come from
        verified: whether a person compared them with an official text
        high: least score of a link that counts without a person's word
        low: least score of a candidate
        nearest: how many candidates are shown for every gap
        copy_run: syllables of the shortest run that counts as copied
        verbatim_share: copied share from which a task is near-verbatim
        verbatim_run: syllables of the longest run that a near-verbatim task has at least
    """

    name: str
    title: str
    source: str
    verified: bool
    high: Share
    low: Share
    nearest: Annotated[int, Field(ge=1)] = 3
    copy_run: Annotated[int, Field(ge=2)] = 5
    verbatim_share: Share = 0.8
    verbatim_run: Annotated[int, Field(ge=2)] = 15


class IssuingDeadline(Record):
    """Until when plans of a level are to be issued.

    Attributes:
        level: whose plans
        day: month and day, `12-31`
        year_offset: years from the first year of the plan's period, -1 for the year before
        source: the decision, or why none is named
        verified: whether a person compared it with that decision; unverified rows produce no finding
        valid_from: first day of the rule
        valid_to: last day of the rule
    """

    level: Level
    day: Annotated[str, Field(pattern=r"^\d\d-\d\d$")]
    year_offset: int
    source: str
    verified: bool
    valid_from: Date | None = None
    valid_to: Date | None = None

    def resolve_day(self, year: int) -> Date:
        """The last day for a plan whose period begins in `year`.

        Example:
            >>> rule = IssuingDeadline(level="province", day="12-31", year_offset=-1, source="", verified=False)
            >>> rule.resolve_day(2022).isoformat()
            '2021-12-31'
        """
        month, day = map(int, self.day.split("-"))
        return datetime.date(year + self.year_offset, month, day)


@cache
def load_rule_set(name: str = "default") -> RuleSet:
    """The rule set `name`.

    Raises:
        VocabularyError: there is no such rule set, or `low` is above `high`.

    Example:
        >>> load_rule_set().high > load_rule_set().low
        True
    """
    for row in read_table("rule_sets").get("rule_set", []):
        if row.get("name") == name:
            return _check_rule_set(row)
    raise VocabularyError(
        f"Không có bộ quy tắc “{name}”", f"there is no rule set {name}", where="ontology/data/rule_sets.toml"
    )


@cache
def load_issuing_deadlines() -> tuple[IssuingDeadline, ...]:
    """All deadlines for issuing plans, verified or not."""
    return tuple(IssuingDeadline.model_validate(row) for row in read_table("rule_sets").get("issuing_deadline", []))


def find_issuing_deadline(document: Document) -> IssuingDeadline | None:
    """The rule that says when `document` had to be issued, or None where level, date or period is unknown.

    The rule may be unverified: the caller must not judge by it then.
    """
    if document.level is None or document.date is None or not document.period or document.period[0] is None:
        return None
    for rule in load_issuing_deadlines():
        begun = rule.valid_from is None or rule.valid_from <= document.date
        ended = rule.valid_to is not None and rule.valid_to < document.date
        if rule.level == document.level and begun and not ended:
            return rule
    return None


def _check_rule_set(row: dict[str, object]) -> RuleSet:
    place = "ontology/data/rule_sets.toml"
    try:
        rules = RuleSet.model_validate(row)
    except ValidationError as error:
        raise VocabularyError(f"Bộ quy tắc sai: {error}", f"malformed rule set: {error}", where=place) from error
    if rules.low > rules.high:
        raise VocabularyError("Ngưỡng low lớn hơn high", "threshold low is above high", where=place)
    return rules
