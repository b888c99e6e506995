"""Statements that write a part of the graph: labels and types are filled in from the compiled ontology, values never.

Cypher takes no parameters for labels and relationship types. So a template names them by `$`-words of its own, and
every name is looked up in the list of the ontology before it becomes part of a statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from string import Template

from cancu.graph.neo4j_driver import Statement
from cancu.graph.server_documents import RELATION_TYPES
from cancu.graph.server_graph import Block, Node, check_terms, group_nodes, group_relationships

HEAD_TYPES = (*sorted(RELATION_TYPES.values()), "RESTS_ON", "STANDS_BELOW", "CARRIES_OUT")
"""What a document says of other documents, and what follows from it."""

_CREATE_NODES = Template("UNWIND $$rows AS row CREATE (n:$labels) SET n = row")
_CREATE_RELATIONSHIPS = Template(
    "UNWIND $$rows AS row MATCH (start:$start {iri: row[0]}) MATCH (end:$end {iri: row[1]})"
    " CREATE (start)-[r:$type]->(end) SET r = row[2]"
)
_MERGE_NODES = Template("UNWIND $$rows AS row MERGE (n:$base {iri: row.iri}) SET n = row SET n:$labels")
_SET_ROOTS = Template(
    "UNWIND $$rows AS row MATCH (n:Document {iri: row.iri}) REMOVE n:Plan:Stub"
    " WITH n, row, n.body AS body, n.judged AS judged SET n:$labels SET n = row SET n.body = body, n.judged = judged"
)
_EACH = "UNWIND $roots AS iri MATCH (root:Document {iri: iri}) USING INDEX root:Document(iri) "
"""The hint keeps a statement that was planned while a server was nearly empty from walking all of it later."""
_DROP_LINKS = Template(_EACH.replace("$", "$$") + "MATCH (root)-[r:$types]->() DELETE r")

MERGE_ROOTS = "UNWIND $roots AS iri MERGE (:Document {iri: iri})"
FORGET_BODIES = _EACH + "SET root.body = null, root.judged = ''"
"""An empty digest is one that nothing has: what was written is no longer right, and has to go or to be made anew."""
MERGE_ADDRESSEES = "UNWIND $rows AS iri MERGE (:Addressee {iri: iri})"
FORGET_JUDGED = (
    _EACH + "MATCH (root)<-[:PART_OF]-(:Task)<-[:ALIGNED_WITH]-(:Task)-[:PART_OF]->(other:Document)"
    " WITH DISTINCT other SET other.judged = ''"
)
FORGET_ASSESSED = (
    _EACH + "MATCH (root)<-[:PART_OF]-(:Task)<-[:PARENT_TASK]-(:CoverageAssessment)-[:CHILD_PLAN]->(other:Document)"
    " WITH DISTINCT other SET other.judged = ''"
)
FORGET_HEADS = _EACH + "MATCH (root)<--(other:Document) SET other.head = null"
FORGET_CITING = _EACH + "MATCH (root)<-[:CITED]-(:Citation)-[:CITING]->(other:Document) SET other.head = null"
DROP_BODY = _EACH + "MATCH (root)<-[:PART_OF|REALIZES]-(n) DETACH DELETE n"
DROP_CITATIONS = _EACH + "MATCH (root)<-[:CITING]-(n) DETACH DELETE n"
DROP_VERDICTS = _EACH + "MATCH (root)<-[:CHILD_PLAN]-(n) DETACH DELETE n"
DROP_ALIGNED = _EACH + "MATCH (root)<-[:PART_OF]-(:Task)-[r:ALIGNED_WITH|INHERITS_FROM]->() DELETE r"
DROP_MEASURED = _EACH + "MATCH (root)-[r:PARENT_PLAN]->() DELETE r"
DROP_ROOTS = _EACH + "DETACH DELETE root"
DROP_ADDRESSEES = "UNWIND $rows AS iri MATCH (n:Addressee {iri: iri}) DETACH DELETE n"
DROP_DECISIONS = "MATCH (n:Decision) DETACH DELETE n"
MARK_BODIES = "UNWIND $rows AS row MATCH (n:Document {iri: row[0]}) SET n.body = row[1]"
MARK_JUDGED = "UNWIND $rows AS row MATCH (n:Document {iri: row[0]}) SET n.judged = row[1]"


def create_block(block: Block) -> Iterator[Statement]:
    """The statements that write nodes which are not there yet, then their relationships."""
    for labels, nodes in group_nodes(block.nodes):
        yield _fill_labels(_CREATE_NODES, labels), {"rows": nodes}
    for shape, rows in group_relationships(block.relationships):
        yield _fill_shape(*shape), {"rows": rows}


def merge_nodes(nodes: Iterable[Node]) -> Iterator[Statement]:
    """The statements that write nodes, there or not, with exactly these properties."""
    for labels, rows in group_nodes(nodes):
        yield _fill_labels(_MERGE_NODES, labels), {"rows": rows}


def set_roots(roots: Iterable[Node]) -> Iterator[Statement]:
    """The statements that give documents which are there their labels and properties; their marks stay."""
    for labels, rows in group_nodes(roots):
        yield _fill_labels(_SET_ROOTS, labels), {"rows": rows}


def drop_links(roots: Sequence[str]) -> Statement:
    """The statement that takes away what documents say of others."""
    check_terms(types=HEAD_TYPES)
    return _DROP_LINKS.substitute(types="|".join(HEAD_TYPES)), {"roots": roots}


@lru_cache
def _fill_labels(template: Template, labels: tuple[str, ...]) -> str:
    check_terms(labels=labels)
    return template.substitute(labels=":".join(labels), base=labels[-1])


@lru_cache
def _fill_shape(kind: str, start: str, end: str) -> str:
    check_terms(labels=(start, end), types=(kind,))
    return _CREATE_RELATIONSHIPS.substitute(type=kind, start=start, end=end)
