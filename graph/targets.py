"""Targets of a pair of plans: whether a number of the child stays below the parent's for the same year and bearer."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from cancu.graph.similarity import split_syllables
from cancu.ontology.assessments import Check
from cancu.ontology.orthography import match_key
from cancu.ontology.records import Document, Measure, Severity, Task

_BEARERS = {"tỉnh": "province", "huyện": "district", "xã": "commune", "phường": "commune"}
_LEVELS = {"department": "province"}


class _Scope(NamedTuple):
    """For which year and for units of which levels a number is meant; None and nothing where that is not said."""

    year: int | None
    levels: frozenset[str]


def check_targets(
    parent: Task, child: Task, above: Document | None = None, below: Document | None = None
) -> tuple[Check, ...]:
    """Report the numbers of a child's item that stay below the parent's for the same indicator and unit.

    Two numbers are compared when unit and direction are the same, at least half of the words of the shorter
    indicator are shared, and neither the year nor the level of the units that they are for differs. Where the parent
    has several such numbers, a child is below only when it is below all of them. A rank is better when smaller.

    Args:
        parent: the parent's item
        child: the child's item
        above: the parent document: its period holds where the item names no year
        below: the child document: its period and level hold where the item names none
    """
    checks = []
    for offered in child.measures:
        scope = _find_scope(child, offered, below, own=True)
        wanted = [
            one
            for one in parent.measures
            if _is_comparable(one, offered) and _meets(_find_scope(parent, one, above, own=False), scope)
        ]
        if wanted and all(_is_below(offered, one) for one in wanted):
            numbers = f"{_show_number(offered)} so với {_show_number(wanted[0])} ({wanted[0].indicator})"
            checks.append(
                Check(
                    code="target_below",
                    severity=Severity.WARNING,
                    message=f"chỉ tiêu thấp hơn cấp trên: {numbers}",
                    english="the target is below the parent's",
                    ref=child.ref,
                )
            )
    return tuple(checks)


def _find_scope(task: Task, measure: Measure, document: Document | None, *, own: bool) -> _Scope:
    """Year and level in the clause of the number; else the last year planned and, for `own`, the issuer's level."""
    clause = _find_clause(task.text, measure)
    years = [int(match["year"]) for match in _year_pattern().finditer(clause)]
    period = document.period if document else None
    planned = period[1] or period[0] if period else None
    levels = frozenset(_BEARERS[match["unit"]] for match in _bearer_pattern().finditer(clause))
    level = document.level if document and own else None
    if not levels and level:
        levels = frozenset({_LEVELS.get(level, level)})
    return _Scope(max(years) if years else planned.year if planned else None, levels)


def _find_clause(text: str, measure: Measure) -> str:
    """The clause, in its compared form, that prints the number; the whole text where none does."""
    text = match_key(text)
    number = re.escape(f"{measure.value:g}").replace(r"\.", "[.,]")
    printed = re.compile(rf"(?<![\d.,])0?{number}(?!\d|[.,]\d)")
    return next((part for part in text.split(";") if printed.search(part)), text)


def _meets(one: _Scope, two: _Scope) -> bool:
    same_year = one.year is None or two.year is None or one.year == two.year
    return same_year and (not one.levels or not two.levels or not one.levels.isdisjoint(two.levels))


@cache
def _year_pattern() -> re.Pattern[str]:
    """A year that a number is for; not the one that it is compared with."""
    return re.compile(r"(?<!so với )(?<!so với cuối )\bnăm (?P<year>(?:19|20)\d\d)\b")


@cache
def _bearer_pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:cấp|của|các|mỗi) (?P<unit>tỉnh|huyện|xã|phường)\b")


def _is_comparable(one: Measure, two: Measure) -> bool:
    if one.unit != two.unit or (one.operator == "<=") != (two.operator == "<="):
        return False
    words, others = set(split_syllables(one.indicator)), set(split_syllables(two.indicator))
    shorter = min(len(words), len(others))
    return shorter > 0 and 2 * len(words & others) >= shorter


def _is_below(child: Measure, parent: Measure) -> bool:
    smaller_is_better = parent.unit == "rank" or parent.operator == "<="
    return child.value > parent.value if smaller_is_better else child.value < parent.value


def _show_number(measure: Measure) -> str:
    value = f"{measure.value:g}"
    return f"top {value}" if measure.unit == "rank" else f"{value}{'' if measure.unit == '%' else ' '}{measure.unit}"
