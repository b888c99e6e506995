"""The index of words of a Neo4j server, asked with the expressions of `cancu.graph.search`.

A node bears its words in both forms, parted by blanks, and the index takes them as they are: what is a word is decided
by cancu, not by the server. Words go to the server as one parameter, each in quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from cancu.graph.neo4j_driver import Row, Server
from cancu.graph.neo4j_records import Neo4jRecords
from cancu.graph.search import Entry, Expression, Place
from cancu.graph.search_index import CITED, HEAD, TASK, TEXT

_KINDS = (HEAD, TASK, CITED, TEXT)
_MATCH = """
CALL db.index.fulltext.queryNodes('words', $words) YIELD node
WITH node, CASE WHEN node:Document THEN 0 WHEN node:Task THEN 1 WHEN node:Citation THEN 2 ELSE 3 END AS kind
WHERE kind IN $kinds
OPTIONAL MATCH (node)-[:PART_OF|CITING|REALIZES]->(owner:Document)
WITH node, kind, coalesce(owner, node) AS document, coalesce(node.place, node.ordinal, 0) AS ordinal
ORDER BY kind, node.size, document.iri, ordinal LIMIT $limit
RETURN kind, document.iri AS iri, ordinal, document.label AS label,
  coalesce(document.title, document.plan_title) AS title, node.ref AS ref, node.start AS start, node.end AS end,
  CASE kind WHEN 1 THEN node.text WHEN 2 THEN node.quote END AS words
"""


class ServerIndex:
    """Looks words up on a server."""

    def __init__(self, server: Server, records: Neo4jRecords) -> None:
        self._server = server
        self._records = records
        self._found: dict[Entry, Row] = {}

    def match(self, expression: Expression, kinds: tuple[str, ...], limit: int) -> Iterator[Entry]:
        """Ask the index, and note what it said of each entry."""
        wanted = [_KINDS.index(kind) for kind in kinds]
        for row in self._server.ask(_MATCH, words=write_words(expression), kinds=wanted, limit=limit):
            entry = Entry(_KINDS[row["kind"]], row["iri"], row["ordinal"])
            self._found[entry] = row
            yield entry

    def read(self, entry: Entry) -> Place:
        """What was said of an entry; a running text is fetched when it is to be shown."""
        row = self._found[entry]
        if entry.kind == HEAD:
            return Place(row["iri"], row["label"], " · ".join(part for part in (row["label"], row["title"]) if part))
        if entry.kind == TEXT:
            return Place(row["iri"], row["label"], self._records.text(row["iri"]), start=0)
        words = row["words"] if entry.kind == TASK else " ".join(row["words"].split())
        return Place(row["iri"], row["label"], words, row["ref"], row["start"], row["end"])


def write_words(expression: Expression) -> str:
    """Write an expression for the index; words hold letters and digits alone, so nothing in them is an operator.

    Example:
        >>> write_words(Expression(False, "beginnings", (("thu", "tuc"),)))
        '+folded:"thu" +folded:tuc*'
    """
    column = "exact" if expression.exact else "folded"
    if expression.form in ("phrase", "any"):
        return " OR ".join(f'{column}:"{" ".join(words)}"' for words in expression.phrases)
    *words, last = expression.phrases[0]
    end = f"{last}*" if expression.form == "beginnings" else f'"{last}"'
    return " ".join([*(f'+{column}:"{word}"' for word in words), f"+{column}:{end}"])
