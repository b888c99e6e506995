"""What a Neo4j server holds beside what it should hold: versions, constraints, counts, differences from the store.

A document is compared by the digests that it bears and by the number of its tasks and citations, so that both a push
that is due and a hand in the graph are seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Literal

from cancu.graph.cascade import list_measured, plans_linked
from cancu.graph.neo4j_driver import Row, Server
from cancu.graph.neo4j_push import Mark, list_statements, read_marks
from cancu.graph.network import build_graph
from cancu.graph.server_documents import DocumentParts
from cancu.graph.server_graph import Part
from cancu.graph.server_verdicts import list_comparisons
from cancu.graph.store import Store
from cancu.ontology.compilation import read_compiled
from cancu.ontology.records import Record

_COMPONENTS = "CALL dbms.components() YIELD versions, edition RETURN versions[0] AS version, edition"
_CONSTRAINTS = "SHOW CONSTRAINTS YIELD name RETURN name"
_INDEXES = "SHOW INDEXES YIELD name, state RETURN name, state"
_NODES = "MATCH (n) UNWIND labels(n) AS name RETURN name, count(*) AS count ORDER BY name"
_RELATIONSHIPS = "MATCH ()-[r]->() RETURN type(r) AS name, count(*) AS count ORDER BY name"
_STATE = "MATCH (n:Program) RETURN n.complete AS complete, n.revision AS revision, n.version AS version"


class Difference(Record):
    """A document that is not on the server as it is in the store.

    Attributes:
        what: `missing`, `stale` (a push is due), `unjudged` (its comparison is due), `damaged` (tasks or citations are
            not all there), `extra` (the store no longer has it)
    """

    iri: str
    what: Literal["missing", "stale", "unjudged", "damaged", "extra"]


class ServerReport(Record):
    """What a server holds.

    Attributes:
        complete: the last push came to its end
        revision: of the store when it was pushed; None where nothing ever was
        store_revision: of the store now
        missing_constraints: names that the compiled ontology has and the server lacks
        missing_indexes: the same of indexes, with those that are not ready
        nodes: number by label; a plan counts as plan and as document
    """

    server: str
    version: str
    edition: str
    complete: bool
    revision: int | None
    store_revision: int
    pushed_by: str | None
    missing_constraints: tuple[str, ...]
    missing_indexes: tuple[str, ...]
    nodes: dict[str, int]
    relationships: dict[str, int]
    differences: tuple[Difference, ...]

    @property
    def sound(self) -> bool:
        """Whether the server can answer for the store."""
        return self.complete and not (self.missing_constraints or self.missing_indexes or self.differences)


def check_server(store: Store, server: Server) -> ServerReport:
    """Compare a server with the store; nothing is changed."""
    component: Row = next(iter(server.ask(_COMPONENTS)), {"version": "", "edition": ""})
    state: Row = next(iter(server.ask(_STATE)), {"complete": False, "revision": None, "version": None})
    with store.reading():
        return ServerReport(
            server=server.address,
            **component,
            complete=bool(state["complete"]),
            revision=state["revision"],
            store_revision=store.revision,
            pushed_by=state["version"],
            missing_constraints=_find_missing("constraints.cypher", {row["name"] for row in server.ask(_CONSTRAINTS)}),
            missing_indexes=_find_missing(
                "indexes.cypher", {row["name"] for row in server.ask(_INDEXES) if row["state"] == "ONLINE"}
            ),
            nodes={row["name"]: row["count"] for row in server.ask(_NODES)},
            relationships={row["name"]: row["count"] for row in server.ask(_RELATIONSHIPS)},
            differences=tuple(sorted(_iter_differences(store, server), key=lambda one: (one.iri, one.what))),
        )


def _find_missing(script: str, there: set[str]) -> tuple[str, ...]:
    wanted = (re.search(r"(?:CONSTRAINT|INDEX) (\w+)", one) for one in list_statements(read_compiled(script)))
    return tuple(sorted({match[1] for match in wanted if match} - there))


def _iter_differences(store: Store, server: Server) -> Iterator[Difference]:
    graph = build_graph(store)
    pairs = plans_linked(graph)
    parts = DocumentParts(store, graph, pairs)
    marks = read_marks(server)
    for part in chain(parts.iter_absent(), parts.iter_stored()):
        yield from _compare(part, marks.get(part.root.iri))
    for comparison in list_comparisons(store, pairs, list_measured(graph, pairs), parts.fingerprints):
        if comparison.child in marks and marks[comparison.child].judged != comparison.key:
            yield Difference(iri=comparison.child, what="unjudged")
    for iri in marks.keys() - set(graph):
        yield Difference(iri=iri, what="extra")


def _compare(part: Part, mark: Mark | None) -> Iterator[Difference]:
    iri = part.root.iri
    if mark is None:
        yield Difference(iri=iri, what="missing")
        return
    lacks_body = part.root.properties["in_store"] and mark.lacks_body(part)
    if lacks_body or mark.lacks_head(part):
        digests = (mark.body == part.body_digest or not part.root.properties["in_store"], mark.head == part.head_digest)
        yield Difference(iri=iri, what="damaged" if all(digests) else "stale")
