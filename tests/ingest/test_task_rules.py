"""Rules by which tasks are read, and their confidence."""

from __future__ import annotations

from cancu.ingest.task_rules import FLAT_TABLE, PROSE, TABLE, confidence_of, name_rule
from cancu.ontology.records import TaskKind

LEAD = ("Sở Y tế",)


def test_a_record_has_one_rule() -> None:
    assert name_rule(TaskKind.TASK, LEAD, (), by_fields=True, table=TABLE) == "table"
    assert name_rule(TaskKind.TASK, LEAD, (), by_fields=True, table="") == "fields"
    assert name_rule(TaskKind.TARGET, LEAD, LEAD, by_fields=False, table="") == "target"
    assert name_rule(TaskKind.DUTY, (), (), by_fields=False, table="") == "unassigned"
    assert name_rule(TaskKind.DUTY, LEAD, LEAD, by_fields=False, table="") == "inherited"
    assert name_rule(TaskKind.DUTY, LEAD, (), by_fields=False, table="") == "prose"


def test_cells_are_trusted_more_than_prose_and_flattened_cells_less_than_others() -> None:
    assert confidence_of(TABLE) > confidence_of(FLAT_TABLE) > confidence_of(PROSE)
