"""Concept schemes: every closed list of the records, as SKOS sees it.

Enumerations of the records and lists of the data files are schemes; their labels in Vietnamese and English stand in
`data/concept_labels.csv`, whose notations a test compares with the enumerations.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from cancu.ontology.assessments import ChildStatus, DecisionKind, LinkState, Obligation, Status
from cancu.ontology.markers import SCHEMES
from cancu.ontology.namespaces import load_prefixes
from cancu.ontology.records import Level, Record, Relation, Role, Severity, TaskKind
from cancu.ontology.resources import DocumentRole
from cancu.ontology.tables import read_rows

ENUMERATIONS: dict[type[StrEnum], str] = {
    Relation: "relation",
    Level: "level",
    TaskKind: "task-kind",
    Role: "role",
    Severity: "severity",
    LinkState: "link-state",
    Obligation: "obligation",
    Status: "coverage",
    ChildStatus: "child-status",
    DecisionKind: "decision",
    DocumentRole: "document-role",
}
"""The scheme of each enumeration."""


class ListedConcept(Record):
    """One value of a list."""

    notation: str
    vi: str
    en: str


class Scheme(Record):
    """A closed list with its values, in the order of the table."""

    name: str
    vi: str
    en: str
    concepts: tuple[ListedConcept, ...]

    @property
    def iri(self) -> str:
        """The IRI of the scheme."""
        return f"{SCHEMES}{self.name}"

    @property
    def notations(self) -> frozenset[str]:
        """All its values."""
        return frozenset(concept.notation for concept in self.concepts)


@cache
def load_schemes() -> dict[str, Scheme]:
    """Read all schemes by name."""
    rows = read_rows("concept_labels")
    heads = [row for row in rows if not row["notation"]]
    return {head["scheme"]: _read_scheme(head, rows) for head in heads}


@cache
def list_prefixes() -> dict[str, str]:
    """The prefixes of vocabularies, and one for each list of concepts."""
    return load_prefixes() | {name: f"{scheme.iri}/" for name, scheme in sorted(load_schemes().items())}


def mint_concept(scheme: str, notation: str) -> str:
    """The IRI of a concept.

    Example:
        >>> mint_concept("relation", "basis")
        'https://cancu.example/ontology/relation/basis'
    """
    return f"{SCHEMES}{scheme}/{notation}"


def _read_scheme(head: dict[str, str], rows: list[dict[str, str]]) -> Scheme:
    concepts = tuple(
        ListedConcept(notation=row["notation"], vi=row["vi"], en=row["en"])
        for row in rows
        if row["scheme"] == head["scheme"] and row["notation"]
    )
    return Scheme(name=head["scheme"], vi=head["vi"], en=head["en"], concepts=concepts)
