"""Holdings: what the store tells of the documents it keeps, as records."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal, NamedTuple

from cancu.ontology.records import Citation, Document, Finding, Record, Severity

Status = Literal["new", "unchanged", "new_version", "reread", "conflict"]
"""What `put` did: `reread` replaced the records of an unchanged text, `conflict` kept a rival of one identity."""


class Stored(Record):
    """What became of a document that was put.

    Attributes:
        iri: its identifier
        findings: the conflict, where its identity is claimed by another document too
    """

    iri: str
    status: Status
    findings: tuple[Finding, ...] = ()


class StoredDocument(Record):
    """A document in the store, with what its lists show.

    Attributes:
        sha256: hash of the text of the edition that speaks for it
        name: file name of that edition, for people
        editions: number of texts that were seen of it
        rivals: IRIs of other documents that claim its identity
    """

    iri: str
    document: Document
    sha256: str
    name: str
    editions: int
    citations: int
    tasks: int
    duties: int
    targets: int
    findings: int
    rivals: tuple[str, ...] = ()


class Mention(NamedTuple):
    """A citation with its surroundings, as identity resolution needs it.

    Attributes:
        ordinal: its place in the document, from 1
        before: some words in front of it
        after: the words behind it, which often name what the cited document is about
        task: ref of the item in which it stands, None in title, preamble and aims
        quote: its clause, exactly as it stands in the text
    """

    ordinal: int
    citation: Citation
    before: str
    after: str
    task: str | None
    quote: str = ""


class SeenText(Record):
    """A text that was seen of a document; `length` counts Unicode characters, `name` is that of the file."""

    name: str
    sha256: str
    length: int


class Removal(Record):
    """A document that a person took out of the store; `stub` stands for it where it is cited."""

    iri: str
    stub: str
    document: Document
    by: str
    on: datetime.date
    reason: str


_LIST = """
SELECT documents.iri, head, sha256, name,
  (SELECT count(*) FROM editions AS e WHERE e.document = documents.id),
  (SELECT count(*) FROM citations WHERE edition = editions.id),
  (SELECT count(*) FROM tasks WHERE edition = editions.id AND kind = 'task'),
  (SELECT count(*) FROM tasks WHERE edition = editions.id AND kind = 'duty'),
  (SELECT count(*) FROM tasks WHERE edition = editions.id AND kind = 'target'),
  (SELECT count(*) FROM findings WHERE edition = editions.id)
FROM documents JOIN editions ON editions.id = documents.current
"""
LIST_ALL = _LIST + " ORDER BY documents.iri"
LIST_ONE = _LIST + " WHERE documents.iri = ?"


def describe_row(
    row: tuple[str, str, str, str, int, int, int, int, int, int], rivals: tuple[str, ...]
) -> StoredDocument:
    """Make the record of a document from a row of `LIST_ALL`."""
    iri, head, sha256, name, editions, citations, tasks, duties, targets, findings = row
    return StoredDocument(
        iri=iri,
        document=Document.model_validate_json(head),
        sha256=sha256,
        name=name,
        editions=editions,
        citations=citations,
        tasks=tasks,
        duties=duties,
        targets=targets,
        findings=findings,
        rivals=rivals,
    )


def report_conflict(iri: str, rivals: Sequence[str]) -> Finding:
    """The finding that other documents claim the identity of one."""
    listed = ", ".join(rivals)
    return Finding(
        code="identity_conflict",
        severity=Severity.WARNING,
        where=iri,
        message=f"Hai văn bản khác nhau mang cùng số, năm và cơ quan ban hành; đều được giữ: {listed}",
        english=f"different documents claim one number, year and issuer; all are kept: {listed}",
    )
