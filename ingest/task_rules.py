"""By which rule a task was read, and how far that rule can be trusted.

The confidence of a rule is the share of its records that were wholly right (words, leading agencies, agencies that take
part, due dates) on documents labelled by hand, midway between the share when the documents were new to the rules
(unseen-3 to -9) and the share after the rules had been mended on them: a document that nobody has read yet lies between
the two.
"""

from __future__ import annotations

from cancu.ontology.records import TaskKind

FIELDS, TABLE, FLAT_TABLE = "fields", "table", "flat table"
PROSE, INHERITED, UNASSIGNED, TARGET = "prose", "inherited", "unassigned", "target"

_CONFIDENCE = {
    TABLE: 0.95,
    TARGET: 0.95,
    FIELDS: 0.87,
    UNASSIGNED: 0.87,
    INHERITED: 0.85,
    FLAT_TABLE: 0.8,
    PROSE: 0.66,
}


def name_rule(kind: TaskKind, lead: tuple[str, ...], above: tuple[str, ...], *, by_fields: bool, table: str) -> str:
    """The rule by which a record was read.

    Args:
        kind: of the record
        lead: its leading agencies
        above: the leading agencies of the heading or lead-in above it
        by_fields: whether fields of its own or of its section name the agencies
        table: the kind of table that it is a row of, empty where it is none

    Example:
        >>> name_rule(TaskKind.DUTY, ("Sở Y tế",), ("Sở Y tế",), by_fields=False, table="")
        'inherited'
    """
    if table:
        return table
    if by_fields:
        return FIELDS
    if kind is TaskKind.TARGET:
        return TARGET
    if not lead:
        return UNASSIGNED
    return INHERITED if lead == above else PROSE


def confidence_of(rule: str) -> float:
    """The share of records of a rule that may be expected to be wholly right on a document never seen.

    Raises:
        KeyError: no such rule.

    Example:
        >>> 0 < confidence_of(INHERITED) < 1
        True
    """
    return _CONFIDENCE[rule]
