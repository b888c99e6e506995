"""Of what kind an item is by the section around it and its own words, or that it is none."""

from __future__ import annotations

import re

from cancu.ingest.agencies import find_assignment
from cancu.ingest.measures import find_measures
from cancu.ingest.obligation import is_formula, is_money, is_naming, is_statement
from cancu.ingest.sections import Section, SectionKind
from cancu.ontology.records import TaskKind

_GENERAL_AIM = re.compile(r"Mục tiêu (?:chung|tổng quát)\b", re.IGNORECASE)
_HEADED_AIM = re.compile(rf"(?:[\w.]{{1,6}}[.)]? )?(?:{_GENERAL_AIM.pattern}|Tầm nhìn\b)", re.IGNORECASE)


def kind_of_item(section: SectionKind, heading: str, text: str, lead: tuple[str, ...]) -> TaskKind | None:
    """The kind of an item, None where its section holds nothing that obliges.

    Parts on funding hold duties only where named bodies are told to act; general aims and outlooks hold targets only
    where they are measured.

    Args:
        section: kind of the section that the item stands in
        heading: the words of its heading
        text: the item's own words
        lead: agencies of the places around it
    """
    if isinstance(section, TaskKind):
        return section
    if section == Section.AIMS and _HEADED_AIM.match(heading) and find_measures(text):
        return TaskKind.TARGET
    if section == Section.FUNDING and not is_money(text):
        return TaskKind.DUTY if find_assignment(text).lead or lead else None
    return None


def is_no_item(text: str, kind: TaskKind, *, has_fields: bool) -> bool:
    """Whether the words of a labelled place oblige nobody: closing, naming, funding, stating."""
    if is_formula(text) or len(text.split()) < 4 or text[:1] in '“"(':
        return True
    if kind is TaskKind.TARGET:
        return (is_naming(text) or bool(_GENERAL_AIM.match(text))) and not find_measures(text)
    return is_naming(text) or (not has_fields and (is_money(text) or is_statement(text)))
