"""Shelving: putting one document where it belongs, inside one transaction.

The text's hash tells whether it is known. Its identity tells to which document it belongs, and its likeness to the
texts there whether it is another edition or a rival.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections import Counter
from sqlite3 import Connection
from typing import Literal

from cancu.graph.editions import Edition, choose_current, digest_records, digest_rows, is_same_document, order_claimants
from cancu.graph.search_index import drop_entries, index_edition
from cancu.ontology.document_keys import DocumentKey, key_document
from cancu.ontology.jurisdictions import NATION, UNKNOWN_PROVINCE, UnitPhrase, find_home, split_units
from cancu.ontology.orthography import match_key, unify_tone
from cancu.ontology.records import Citation, Document, Extraction, Relation, SourceText
from cancu.ontology.series import find_series

Outcome = Literal["new", "unchanged", "new_version", "reread"]

COMMUNE_REFORM = datetime.date(2025, 7, 1)
"""The day from which communes lie directly under their province."""
_COMMUNE_KINDS = ("xã", "phường", "thị trấn")
_DISTRICT_KINDS = ("huyện", "quận", "thị xã")
_NAME = r"(?-i:[^\W\d_a-zà-ỹ][^\W\d_]*(?:[ -][^\W\d_a-zà-ỹ][^\W\d_]*){0,3})"
_BEFORE = 120
_AFTER = 400


def shelve(connection: Connection, base: str, source: SourceText, extraction: Extraction) -> tuple[str, Outcome]:
    """Store one text with its records; tell the document's IRI and what was done."""
    digest = digest_records(extraction)
    known = connection.execute(
        "SELECT id, document, name, superseded, digest FROM editions WHERE sha256 = ?", (source.sha256,)
    ).fetchone()
    if known is None:
        return _add_text(connection, base, source, extraction)
    edition, document, name, superseded, old_digest = known
    if digest != old_digest:
        return _reread(connection, base, source, extraction, (edition, document))
    if superseded and name == source.name:
        _supersede(connection, document, name, edition)
        return _settle(connection, base, document), "new_version"
    return _read_iri(connection, document), "unchanged"


def unshelve(connection: Connection, base: str, iri: str) -> None:
    """Take a document with all its editions and texts out."""
    document, identity = connection.execute("SELECT id, identity FROM documents WHERE iri = ?", (iri,)).fetchone()
    hashes = connection.execute("SELECT sha256 FROM editions WHERE document = ?", (document,)).fetchall()
    connection.execute("UPDATE documents SET current = NULL WHERE id = ?", (document,))
    connection.execute("DELETE FROM editions WHERE document = ?", (document,))
    connection.execute("DELETE FROM documents WHERE id = ?", (document,))
    connection.executemany("DELETE FROM texts WHERE sha256 = ?", hashes)
    _name_claimants(connection, base, identity)


def identify(extraction: Extraction, sha256: str) -> DocumentKey:
    """Make the key of a document, its province read from what it cites where its own head does not tell it.

    A district plan says `UBND huyện Sơn Tây` without its province, but cites `UBND tỉnh Quảng Ngãi`.

    Args:
        extraction: all records of the document
        sha256: hash of its text, which stands for a number and title that it lacks

    Example:
        >>> head = Document(type="Kế hoạch", number="7/KH-UBND", issuer="UBND huyện An Phú", date="2021-02-01")
        >>> cited = Citation(type="Quyết định", issuer="UBND tỉnh An Giang", start=0, end=1, text="…")
        >>> identify(Extraction(document=head, citations=(cited,)), "…").path
        'vn-an-giang/an-phu/ubnd/ke-hoach/2021/07-kh-ubnd'
    """
    document = _with_district(extraction)
    key = key_document(document, fallback=sha256[:16])
    if not key.series.startswith(UNKNOWN_PROVINCE):
        return key
    homes = Counter(home for citation in extraction.citations if (home := _cited_home(citation, document)))
    if not homes:
        return key
    best = min(homes, key=lambda home: (-homes[home], home))
    return key_document(document, home=best, fallback=sha256[:16])


def _with_district(extraction: Extraction) -> Document:
    """The head of a commune's document, its issuer followed by the district that its title or its citations name.

    From 1 July 2025 on no commune lies in a district; without a date only the title counts.
    """
    document = extraction.document
    body, units = split_units(match_key(document.issuer or ""))
    if len(units) != 1 or units[0].kind not in _COMMUNE_KINDS or not units[0].name or not body:
        return document
    if document.date and document.date >= COMMUNE_REFORM:
        return document
    district = _find_titled_district(document, units[0])
    if district is None and document.date:
        cited = Counter(unit for citation in extraction.citations if (unit := _cited_district(citation)))
        district = min(cited, key=lambda unit: (-cited[unit], unit)) if cited else None
    if district is None:
        return document
    return document.model_copy(update={"issuer": f"{document.issuer}, {district.kind} {district.name}"})


def _find_titled_district(document: Document, commune: UnitPhrase) -> UnitPhrase | None:
    """The district in `xã Suối Mơ, huyện An Phú` of a title."""
    own = rf"{commune.kind}\s+{re.escape(commune.name)}\s*[,(-]\s*"
    for title in (document.title, document.plan_title):
        words = unify_tone(title or "")
        found = re.search(rf"(?i:{own})((?i:huyện|quận|thị xã|thành phố) {_NAME})", words)
        units = split_units(match_key(found[1]))[1] if found else ()
        if units:
            return units[0]
    return None


def _cited_district(citation: Citation) -> UnitPhrase | None:
    """The district whose own body issued a cited document: the last body above a commune."""
    if not citation.issuer or citation.relation is Relation.SELF:
        return None
    _, units = split_units(match_key(citation.issuer))
    first = units[0] if units else None
    return first if first and first.name and first.kind in _DISTRICT_KINDS else None


def _cited_home(citation: Citation, document: Document) -> str | None:
    """The province of a cited body that a local document cites."""
    if not citation.issuer or citation.relation is Relation.SELF:
        return None
    home = find_home(find_series(citation.issuer, on=document.date).path)
    return home if home not in (NATION, UNKNOWN_PROVINCE) else None


def _add_text(connection: Connection, base: str, source: SourceText, extraction: Extraction) -> tuple[str, Outcome]:
    identity = identify(extraction, source.sha256).path
    document = _find_claimant(connection, identity, source, extraction.document)
    outcome: Outcome = "new" if document is None else "new_version"
    if document is None:
        document = _add_document(connection, identity)
    _add_edition(connection, document, source, extraction)
    return _settle(connection, base, document), outcome


def _reread(
    connection: Connection, base: str, source: SourceText, extraction: Extraction, known: tuple[int, int]
) -> tuple[str, Outcome]:
    """Replace the records of a known text; a better reading may give it another identity."""
    edition, document = known
    identity = identify(extraction, source.sha256).path
    former = connection.execute("SELECT identity FROM documents WHERE id = ?", (document,)).fetchone()[0]
    if identity == former:
        _replace_records(connection, edition, source, extraction)
        return _settle(connection, base, document), "reread"
    connection.execute("UPDATE documents SET current = NULL WHERE id = ?", (document,))
    connection.execute("DELETE FROM editions WHERE id = ?", (edition,))
    connection.execute("DELETE FROM texts WHERE sha256 = ?", (source.sha256,))
    if connection.execute("SELECT count(*) FROM editions WHERE document = ?", (document,)).fetchone()[0]:
        _settle(connection, base, document)
    else:
        connection.execute("DELETE FROM documents WHERE id = ?", (document,))
        _name_claimants(connection, base, former)
    iri, _ = _add_text(connection, base, source, extraction)
    return iri, "reread"


def _find_claimant(connection: Connection, identity: str, source: SourceText, head: Document) -> int | None:
    """Find the document of this identity of which the text is another edition."""
    rows = connection.execute(
        "SELECT documents.id, name, text, head FROM documents JOIN editions ON editions.document = documents.id"
        " JOIN texts USING(sha256) WHERE identity = ? ORDER BY documents.id, editions.id",
        (identity,),
    ).fetchall()
    for document, name, text, other in rows:
        if is_same_document((name, text, Document.model_validate_json(other)), (source.name, source.text, head)):
            return int(document)
    return None


def _add_document(connection: Connection, identity: str) -> int:
    taken = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM documents").fetchone()[0]
    connection.execute(
        "INSERT INTO documents(id, iri, identity) VALUES(?, ?, ?)", (taken, f"{identity}#{taken}", identity)
    )
    return int(taken)


def _add_edition(connection: Connection, document: int, source: SourceText, extraction: Extraction) -> None:
    connection.execute(
        "INSERT INTO texts VALUES(?, ?, ?, ?)", (source.sha256, source.text, source.media_type, source.encoding)
    )
    version = connection.execute(
        "SELECT coalesce(max(version), 0) + 1 FROM editions WHERE document = ?", (document,)
    ).fetchone()[0]
    edition = connection.execute(
        "INSERT INTO editions(document, sha256, name, version, head, digest) VALUES(?, ?, ?, ?, '{}', '')",
        (document, source.sha256, source.name, version),
    ).lastrowid
    assert edition is not None
    _supersede(connection, document, source.name, edition)
    _replace_records(connection, edition, source, extraction)


def _supersede(connection: Connection, document: int, name: str, edition: int) -> None:
    """Let an edition take the place of former ones of the same file."""
    connection.execute(
        "UPDATE editions SET superseded = (id <> ?) WHERE document = ? AND name = ?", (edition, document, name)
    )


def _replace_records(connection: Connection, edition: int, source: SourceText, extraction: Extraction) -> None:
    for statement in _FORGET:
        connection.execute(statement, (edition,))
    connection.execute(
        "UPDATE editions SET head = ?, digest = ? WHERE id = ?",
        (extraction.document.model_dump_json(), digest_records(extraction), edition),
    )
    connection.executemany(
        "INSERT INTO tasks VALUES(?, ?, ?, ?, ?)",
        [(edition, n, task.ref, task.kind, task.model_dump_json()) for n, task in enumerate(extraction.tasks, 1)],
    )
    connection.executemany(
        "INSERT INTO findings VALUES(?, ?, ?)",
        [(edition, n, finding.model_dump_json()) for n, finding in enumerate(extraction.findings, 1)],
    )
    connection.executemany(
        "INSERT INTO citations VALUES(?, ?, ?, ?, ?, ?, ?)", cite_rows(edition, source.text, extraction)
    )
    drop_entries(connection, edition)
    index_edition(connection, edition)


_FORGET = (
    "DELETE FROM citations WHERE edition = ?",
    "DELETE FROM tasks WHERE edition = ?",
    "DELETE FROM findings WHERE edition = ?",
)


CitationRow = tuple[int, int, str, str, str, str, int | None]
"""Edition, ordinal, record, words before and after, the clause as it stands in the text, ordinal of the item."""


def cite_rows(edition: int, text: str, extraction: Extraction) -> list[CitationRow]:
    """Make the rows of the citations, each with the words around it and the item it stands in."""
    spans = sorted((task.start, task.end, ordinal) for ordinal, task in enumerate(extraction.tasks, 1))
    starts = [start for start, _, _ in spans]
    rows: list[CitationRow] = []
    for ordinal, citation in enumerate(extraction.citations, 1):
        place = bisect_right(starts, citation.start) - 1
        inside = place >= 0 and citation.start < spans[place][1]
        before = _CLAUSE.split(text[_find_clause_start(text, extraction.citations, ordinal) : citation.start])[-1]
        after = _CLAUSE.split(text[citation.end : _find_clause_end(extraction.citations, ordinal)], maxsplit=1)[0]
        quote = (before + text[citation.start : citation.end] + after).strip()
        words = (" ".join(before.split()), " ".join(after.split()))
        task = spans[place][2] if inside else None
        rows.append((edition, ordinal, citation.model_dump_json(), *words, quote, task))
    return rows


_CLAUSE = re.compile(r";|\n(?=Căn cứ|Thực hiện|Theo |[-+*•] |\d{1,2}[.)] )|\.[^\S\n]*\n|\n[^\S\n]*\n")
"""Where a clause ends: a semicolon, a full stop at a line's end, an empty line, an item or a Căn cứ that begins."""


def _find_clause_start(text: str, citations: tuple[Citation, ...], ordinal: int) -> int:
    """Where the words in front of a citation begin at the earliest: behind the one before, at the start of a word."""
    citation = citations[ordinal - 1]
    earliest = max(0, citation.start - _BEFORE)
    behind = [other.end for other in citations[max(0, ordinal - 9) : ordinal - 1] if other.end <= citation.start]
    if behind and max(behind) >= earliest:
        return max(behind)
    return earliest if earliest == 0 else text.find(" ", earliest, citation.start) + 1 or citation.start


def _find_clause_end(citations: tuple[Citation, ...], ordinal: int) -> int:
    """Where the words about the citation end at the latest: before the next one that is not part of its title."""
    citation = citations[ordinal - 1]
    names = {citation.number, citation.name} - {None}
    following = (other.start for other in citations[ordinal : ordinal + 8] if other.subject not in names)
    return min([citation.end + _AFTER, *(start for start in following if start >= citation.end)])


def _settle(connection: Connection, base: str, document: int) -> str:
    """Choose the edition that speaks for a document and name all documents of its identity."""
    current = choose_current(read_editions(connection, document))
    connection.execute("UPDATE documents SET current = ? WHERE id = ?", (current.id, document))
    for edition, *sealed in connection.execute(READ_SEALED, (document,)).fetchall():
        connection.execute("UPDATE editions SET seal = ? WHERE id = ?", (digest_rows(map(str, sealed[1:])), edition))
    identity = connection.execute("SELECT identity FROM documents WHERE id = ?", (document,)).fetchone()[0]
    _name_claimants(connection, base, identity)
    return _read_iri(connection, document)


READ_SEALED = """
SELECT id, seal, digest, editions.sha256, name, version, superseded, media_type, encoding
FROM editions JOIN texts USING(sha256) WHERE document = ? ORDER BY id
"""
"""What the seal of an edition covers, after its id and the seal itself."""


def _name_claimants(connection: Connection, base: str, identity: str) -> None:
    """Give the documents of one identity their IRIs: the plain one, `~2`, `~3`."""
    rows = connection.execute("SELECT id, iri, current FROM documents WHERE identity = ?", (identity,)).fetchall()
    claims = []
    for document, _, current in rows:
        editions = [edition for edition in read_editions(connection, document) if edition.id == current]
        claims += [(document, edition) for edition in editions]
    former = {document: iri for document, iri, _ in rows}
    wanted = {}
    for place, document in enumerate(order_claimants(claims), 1):
        wanted[document] = f"{base}id/vb/{identity}" + (f"~{place}" if place > 1 else "")
    changed = {document: iri for document, iri in wanted.items() if iri != former[document]}
    for document in changed:  # first out of the way, since IRIs are unique
        connection.execute("UPDATE documents SET iri = ? WHERE id = ?", (f"{identity}#{document}", document))
    for document, iri in changed.items():
        connection.execute("UPDATE documents SET iri = ? WHERE id = ?", (iri, document))


def _read_iri(connection: Connection, document: int) -> str:
    return str(connection.execute("SELECT iri FROM documents WHERE id = ?", (document,)).fetchone()[0])


def read_editions(connection: Connection, document: int) -> list[Edition]:
    """Read what choosing among the editions of a document needs."""
    rows = connection.execute(
        "SELECT id, sha256, name, head, (SELECT count(*) FROM tasks WHERE edition = id)"
        " + (SELECT count(*) FROM citations WHERE edition = id), length(text), superseded"
        " FROM editions JOIN texts USING(sha256) WHERE document = ? ORDER BY id",
        (document,),
    ).fetchall()
    return [
        Edition(edition, sha256, name, Document.model_validate_json(head), items, length, bool(superseded))
        for edition, sha256, name, head, items, length, superseded in rows
    ]
