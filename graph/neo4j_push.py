"""Bringing a store to a Neo4j server: only what the server does not have yet, in transactions that are all or nothing.

Order: constraints and indexes; documents that left the store; bodies (texts, tasks, agencies); heads (citations, links
between documents); comparisons of plans; rulings. Every document bears the digests of what was written of it, so that
a push that was cut off goes on where it was, and a push with nothing to bring writes nothing. Whoever loses something
that it pointed to loses its digest too, and is written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import NamedTuple, TypeVar

from cancu.graph import neo4j_statements as statements
from cancu.graph.cascade import list_measured, plans_linked
from cancu.graph.neo4j_driver import Sender, Server
from cancu.graph.network import build_graph
from cancu.graph.server_documents import DocumentParts
from cancu.graph.server_graph import Block, Node, Part
from cancu.graph.server_verdicts import Comparison, Outcome, compare_all, list_comparisons
from cancu.graph.store import Store
from cancu.ontology.compilation import read_compiled
from cancu.ontology.records import Record

_BATCH = 10_000
"""Nodes and relationships of one transaction: enough to be fast, few enough for the memory of a small server."""
_ROOTS = 1_000
Item = TypeVar("Item")
Step = Callable[[str, int, int], None]
"""Told what is done: the stage, how much of it, and of how much."""

_READ_STATE = """
MATCH (n:Document) OPTIONAL MATCH (n)<-[:PART_OF]-(task:Task) WITH n, count(task) AS tasks
OPTIONAL MATCH (n)<-[:CITING]-(citation:Citation)
RETURN n.iri AS iri, n.body AS body, n.head AS head, n.judged AS judged, tasks, count(citation) AS citations
"""
_READ_ADDRESSEES = "MATCH (n:Addressee) RETURN n.iri AS iri, n.label AS label"


class PushReport(Record):
    """What a push did.

    Attributes:
        documents: in the store, absent ones included
        written: documents whose body or head was written
        compared: plans that were compared with the plans they carry out
        removed: documents that were taken away
        nodes: nodes written
        relationships: relationships written
    """

    documents: int
    written: int
    compared: int
    removed: int
    nodes: int
    relationships: int


class Mark(NamedTuple):
    """The digests that a document bears on the server, and how many tasks and citations it has there."""

    body: str | None = None
    head: str | None = None
    judged: str | None = None
    tasks: int = 0
    citations: int = 0

    def lacks_body(self, part: Part) -> bool:
        """Whether text and tasks of a document are not there as they are now."""
        return self.body != part.body_digest or self.tasks != _count(part.body, "Task")

    def lacks_head(self, part: Part) -> bool:
        """Whether the citations of a document, or what it is to others, are not there as they are now."""
        return self.head != part.head_digest or self.citations != _count(part.head, "Citation")


@dataclass
class _Counts:
    nodes: int = 0
    relationships: int = 0
    written: set[str] = field(default_factory=set)

    def add(self, block: Block) -> None:
        self.nodes += len(block.nodes)
        self.relationships += len(block.relationships)


def push_store(store: Store, server: Server, *, step: Step = lambda *_: None, jobs: int = 1) -> PushReport:
    """Bring a store to a server.

    Args:
        store: read in one state, whatever writers do meanwhile
        server: made by `connect`
        step: told of every batch
        jobs: processes that compare plans

    Raises:
        StoreUnavailableError: the server went away; a further push goes on where this one was cut off.
        StoreError: the server refuses, for example because its disk is full.
    """
    prepare(server)
    with store.reading(), Sender(server) as sender:
        return _Push(store, server, sender, step, jobs).run()


def prepare(server: Server) -> None:
    """Make the constraints and indexes of the compiled ontology, where they are missing."""
    for name in ("constraints.cypher", "indexes.cypher"):
        for statement in list_statements(read_compiled(name)):
            server.run(statement)
    server.run("CALL db.awaitIndexes(120)")


def list_statements(script: str) -> list[str]:
    r"""The statements of a compiled script.

    Example:
        >>> list_statements("// one\nCREATE INDEX a;\n")
        ['CREATE INDEX a']
    """
    lines = [line for line in script.splitlines() if not line.startswith("//")]
    return [statement.strip() for statement in "\n".join(lines).split(";") if statement.strip()]


def read_marks(server: Server) -> dict[str, Mark]:
    """The digests of all documents of a server."""
    return {row.pop("iri"): Mark(**row) for row in server.ask(_READ_STATE)}


def describe_store(store: Store, *, complete: bool) -> Node:
    """The node that tells which state of which store a server holds, and whether all of it is there."""
    values = {"label": "cancu", "version": version("cancu"), "base": store.base, "revision": store.revision}
    return Node(("Program",), f"{store.base}id/pm/cancu", {**values, "complete": complete})


def list_rulings(store: Store) -> tuple[Node, ...]:
    """All rulings of people, in their order."""
    records = [one.model_dump_json() for one in store.decisions(history=True)]
    return tuple(
        Node(("Decision",), f"{store.base}id/qd/{place}", {"place": place, "record": record})
        for place, record in enumerate(records, 1)
    )


def mark_root(part: Part, **marks: str) -> Node:
    """The node of a document with the digest of its head, and with other marks."""
    root = part.root
    return Node(root.labels, root.iri, {**root.properties, "head": part.head_digest, **marks})


class _Push:
    """One push."""

    def __init__(self, store: Store, server: Server, sender: Sender, step: Step, jobs: int) -> None:
        self._store = store
        self._server = server
        self._sender = sender
        self._step = step
        self._jobs = jobs
        self._graph = build_graph(store)
        self._pairs = plans_linked(self._graph)
        self._parts = DocumentParts(store, self._graph, self._pairs)
        self._marks = read_marks(server)
        self._counts = _Counts()

    def run(self) -> PushReport:
        """Run all stages in their order."""
        self._mark_store(complete=False)
        removed = self._remove_gone()
        heads = self._write_bodies()
        self._write_agencies()
        self._write_heads(heads)
        compared = self._write_verdicts()
        self._write_decisions()
        self._mark_store(complete=True)
        self._sender.wait()
        return PushReport(
            documents=len(self._graph),
            written=len(self._counts.written),
            compared=compared,
            removed=removed,
            nodes=self._counts.nodes,
            relationships=self._counts.relationships,
        )

    def _remove_gone(self) -> int:
        gone = sorted(self._marks.keys() - set(self._graph))
        for roots in _cut(gone, lambda _: 1, _ROOTS):
            parameters = {"roots": roots}
            self._sender.write([(text, parameters) for text in (*_LOSING, statements.DROP_ROOTS)])
        return len(gone)

    def _write_bodies(self) -> list[Part]:
        """Write the bodies that the server does not have; what is left to write of each document comes back."""
        self._write_roots([iri for iri in self._graph if iri not in self._marks])
        heads = [part for part in self._parts.iter_absent() if self._find_mark(part).lacks_head(part)]
        stale: list[Part] = []
        total = sum(1 for _, node in self._graph.nodes(data=True) if node["in_store"])
        for done, part in enumerate(self._parts.iter_stored(), 1):
            if self._find_mark(part).lacks_head(part):
                heads.append(Part(part.root, head=part.head))
            if self._find_mark(part).lacks_body(part):
                stale.append(part)
            if sum(one.body.size for one in stale) >= _BATCH or done == total:
                self._write_body_batch(stale)
                stale = []
                self._step("bodies", done, total)
        return heads

    def _find_mark(self, part: Part) -> Mark:
        return self._marks.get(part.root.iri, Mark())

    def _write_roots(self, roots: Sequence[str]) -> None:
        for some in _cut(roots, lambda _: 1, _BATCH):
            self._sender.write([(statements.MERGE_ROOTS, {"roots": some})])
        self._counts.nodes += len(roots)

    def _write_body_batch(self, parts: Sequence[Part]) -> None:
        if not parts:
            return
        roots = [part.root.iri for part in parts]
        known = [iri for iri in roots if iri in self._marks]
        block = _join(part.body for part in parts)
        agencies = sorted({one.end for one in block.relationships if one.end_label == "Addressee"})
        losing = [(text, {"roots": known}) for text in _LOSING_BODY] if known else []
        marks = [(part.root.iri, part.body_digest) for part in parts]
        self._sender.write(
            [
                *losing,
                (statements.MERGE_ADDRESSEES, {"rows": agencies}),
                *statements.create_block(block),
                (statements.MARK_BODIES, {"rows": marks}),
            ]
        )
        self._counts.add(block)
        self._counts.written.update(roots)

    def _write_agencies(self) -> None:
        agencies = self._parts.list_agencies()
        self._sender.wait()
        there = {row["iri"]: row["label"] for row in self._server.ask(_READ_ADDRESSEES)}
        fresh = [one for one in agencies if there.get(one.iri) != one.properties["label"]]
        gone = sorted(there.keys() - {one.iri for one in agencies})
        changes = [*statements.merge_nodes(fresh)] + ([(statements.DROP_ADDRESSEES, {"rows": gone})] if gone else [])
        self._sender.write(changes)
        self._counts.nodes += len(fresh)

    def _write_heads(self, parts: Sequence[Part]) -> None:
        done = 0
        for some in _cut(parts, lambda part: part.head.size + 1, _BATCH):
            roots = [part.root.iri for part in some]
            marked = [mark_root(part) for part in some]
            block = _join(part.head for part in some)
            self._sender.write(
                [
                    (statements.DROP_CITATIONS, {"roots": roots}),
                    statements.drop_links(roots),
                    *statements.set_roots(marked),
                    *statements.create_block(block),
                ]
            )
            self._counts.add(block)
            self._counts.written.update(roots)
            done += len(some)
            self._step("heads", done, len(parts))

    def _write_verdicts(self) -> int:
        wanted = list_comparisons(
            self._store, self._pairs, list_measured(self._graph, self._pairs), self._parts.fingerprints
        )
        self._sender.wait()
        marks = read_marks(self._server)
        asked = {one.child for one in wanted}
        left = [iri for iri, mark in marks.items() if mark.judged is not None and iri not in asked]
        if left:
            self._sender.write([(text, {"roots": left}) for text in _LOSING_VERDICTS])
            self._sender.write([(statements.MARK_JUDGED, {"rows": [(iri, None) for iri in left]})])
        stale = [one for one in wanted if marks[one.child].judged != one.key]
        done = 0
        for some in _cut(self._compare(stale), lambda outcome: outcome.block.size, _BATCH):
            self._write_outcomes(some)
            done += len(some)
            self._step("verdicts", done, len(stale))
        return len(stale)

    def _compare(self, comparisons: Sequence[Comparison]) -> Iterator[Outcome]:
        return compare_all(self._store, comparisons, jobs=self._jobs)

    def _write_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        roots = [one.child for one in outcomes]
        block = _join(one.block for one in outcomes)
        self._sender.write(
            [
                *((text, {"roots": roots}) for text in _LOSING_VERDICTS),
                *statements.create_block(block),
                (statements.MARK_JUDGED, {"rows": [(one.child, one.key) for one in outcomes]}),
            ]
        )
        self._counts.add(block)

    def _write_decisions(self) -> None:
        rulings = list_rulings(self._store)
        self._sender.write([(statements.DROP_DECISIONS, {}), *statements.create_block(Block(rulings))])

    def _mark_store(self, *, complete: bool) -> None:
        """Note which state of which store the server holds; `complete` only when all of it is there."""
        mark = describe_store(self._store, complete=complete)
        self._sender.write([*statements.merge_nodes([mark])])


_LOSING_BODY = (
    statements.FORGET_BODIES,
    statements.FORGET_JUDGED,
    statements.FORGET_ASSESSED,
    statements.DROP_VERDICTS,
    statements.DROP_BODY,
)
_LOSING_VERDICTS = (statements.DROP_VERDICTS, statements.DROP_ALIGNED, statements.DROP_MEASURED)
_LOSING = (*_LOSING_BODY, statements.DROP_CITATIONS, statements.FORGET_HEADS, statements.FORGET_CITING)


def _count(block: Block, label: str) -> int:
    return sum(node.base == label for node in block.nodes)


def _join(blocks: Iterable[Block]) -> Block:
    found = list(blocks)
    nodes = tuple(node for block in found for node in block.nodes)
    return Block(nodes, tuple(one for block in found for one in block.relationships))


def _cut(items: Iterable[Item], measure: Callable[[Item], int], most: int) -> Iterator[list[Item]]:
    """Cut items into runs that measure about `most` together, each of one item at least."""
    run: list[Item] = []
    size = 0
    for item in items:
        run.append(item)
        size += measure(item)
        if size >= most:
            yield run
            run, size = [], 0
    if run:
        yield run
