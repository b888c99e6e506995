"""Lists over the whole store, read at once: what catalogues are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cancu.graph.holdings import SeenText, report_conflict
from cancu.ontology.records import Finding

if TYPE_CHECKING:
    from cancu.graph.store import Store


def list_findings(store: Store) -> tuple[tuple[str, Finding], ...]:
    """What there is to object to in all documents, by IRI, conflicts of identity included."""
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT iri, record FROM documents JOIN findings ON findings.edition = documents.current"
            " ORDER BY iri, ordinal"
        ).fetchall()
        conflicts = [(one.iri, report_conflict(one.iri, one.rivals)) for one in store.documents() if one.rivals]
    return (*((iri, Finding.model_validate_json(record)) for iri, record in rows), *conflicts)


def list_latest(store: Store, count: int) -> tuple[str, ...]:
    """The IRIs of the documents that came or changed last, the newest first."""
    rows = store.connection.execute("SELECT iri FROM documents ORDER BY current DESC LIMIT ?", (count,))
    return tuple(iri for (iri,) in rows)


def list_editions(store: Store, iri: str) -> tuple[SeenText, ...]:
    """The texts that were seen of a document, in the order they came."""
    rows = store.connection.execute(
        "SELECT name, sha256, length(text) FROM editions JOIN texts USING(sha256)"
        " JOIN documents ON documents.id = editions.document WHERE iri = ? ORDER BY version",
        (iri,),
    )
    return tuple(SeenText(name=name, sha256=sha256, length=length) for name, sha256, length in rows)


def read_arrivals(store: Store) -> dict[str, int]:
    """Numbers that grow from each document to those that came or changed after it, by IRI."""
    return dict(store.connection.execute("SELECT iri, current FROM documents").fetchall())


def count_leads(store: Store) -> tuple[tuple[str, int], ...]:
    """The agencies and groups that lead tasks, as written, with how many, the most first."""
    rows = store.connection.execute(
        "SELECT value, count(*) FROM documents JOIN tasks ON tasks.edition = documents.current,"
        " json_each(record, '$.lead') GROUP BY value ORDER BY count(*) DESC, value"
    )
    return tuple(rows)


def list_assignees(store: Store) -> tuple[tuple[str, str], ...]:
    """Which documents name which agencies and groups in a task, in whatever role; by document and name."""
    rows = store.connection.execute(
        "SELECT iri, value FROM documents JOIN tasks ON tasks.edition = documents.current, json_each(record, '$.lead')"
        " UNION SELECT iri, value FROM documents JOIN tasks ON tasks.edition = documents.current,"
        " json_each(record, '$.coordinate') ORDER BY iri, value"
    )
    return tuple(rows)


def list_names(store: Store) -> tuple[str, ...]:
    """The names that documents with tasks print: issuers, those of what is cited, who leads or cooperates."""
    return tuple(name for (name,) in store.connection.execute(_NAMES))


_NAMES = """
WITH holders AS (
  SELECT current, head FROM documents JOIN editions ON editions.id = current
  WHERE EXISTS (SELECT 1 FROM tasks WHERE edition = current AND kind IN ('task', 'duty'))
)
SELECT value FROM holders JOIN tasks ON edition = current, json_each(record, '$.lead')
UNION SELECT value FROM holders JOIN tasks ON edition = current, json_each(record, '$.coordinate')
UNION SELECT json_extract(record, '$.issuer') FROM holders JOIN citations ON edition = current
  WHERE json_extract(record, '$.issuer') <> ''
UNION SELECT json_extract(head, '$.issuer') FROM holders WHERE json_extract(head, '$.issuer') <> ''
ORDER BY 1
"""
