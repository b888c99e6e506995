"""The store as a server keeps it: nodes and relationships with plain properties, in parts that are written as a whole.

A part is one document, stored or absent, with its text, tasks and citations. Digests tell whether a server has it as it
is now. Labels and types come from the compiled ontology alone; the mapping is that of
`ontology.neo4j_constraints`, without the nodes that only hold evidence: what answers need of them are properties.
Values that a database of properties cannot hold (records inside records) are kept as their JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from cancu.ontology.compilation import read_compiled
from cancu.ontology.errors import VocabularyError

Properties = dict[str, Any]


class Node(NamedTuple):
    """A node; its labels stand most special first, constraints stand on the last."""

    labels: tuple[str, ...]
    iri: str
    properties: Properties

    @property
    def base(self) -> str:
        """The label that its constraints stand on."""
        return self.labels[-1]


class Relationship(NamedTuple):
    """A relationship; its ends are told by the label of their constraint and by their IRI."""

    type: str
    start_label: str
    start: str
    end_label: str
    end: str
    properties: Properties

    @property
    def shape(self) -> tuple[str, str, str]:
        """What relationships must share to be written by one statement."""
        return self.type, self.start_label, self.end_label


class Block(NamedTuple):
    """Nodes and relationships that are written together and replaced together."""

    nodes: tuple[Node, ...] = ()
    relationships: tuple[Relationship, ...] = ()

    @property
    def size(self) -> int:
        """How many nodes and relationships it has."""
        return len(self.nodes) + len(self.relationships)


_NOTHING = Block()


@dataclass(frozen=True)
class Part:
    """A document: a root that stays, a body that only its own text changes, and a head that others can change.

    Attributes:
        root: its node, which bears the digests of body and head
        body: its text and tasks
        head: its citations and what it is to other documents
    """

    root: Node
    body: Block = _NOTHING
    head: Block = _NOTHING

    @cached_property
    def body_digest(self) -> str:
        """A hash of the body."""
        return digest_values(self.body)

    @cached_property
    def head_digest(self) -> str:
        """A hash of root and head."""
        return digest_values([self.root, self.head])


def digest_values(values: object) -> str:
    """The hash of values that JSON can write, the same on every machine."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def clean_properties(values: Properties) -> Properties:
    """Properties without those that are unknown or empty lists, which a database does not keep."""
    return {name: value for name, value in values.items() if value is not None and value != []}


@cache
def list_terms() -> tuple[frozenset[str], frozenset[str]]:
    """All labels and all relationship types of the compiled ontology."""
    terms = json.loads(read_compiled("graph-terms.json"))
    return frozenset(terms["labels"]), frozenset(terms["relationship_types"])


def check_terms(labels: Iterable[str] = (), types: Iterable[str] = ()) -> None:
    """Make sure that names which become part of a query stand in the compiled ontology.

    Raises:
        VocabularyError: one does not.

    Example:
        >>> check_terms(labels=["Task"], types=["PART_OF"])
    """
    known_labels, known_types = list_terms()
    unknown = sorted({*labels} - known_labels) + sorted({*types} - known_types)
    if unknown:
        raise VocabularyError(f"Nhãn không có trong bản thể học: {unknown}", f"not in the ontology: {unknown}")


def group_nodes(nodes: Iterable[Node]) -> Iterator[tuple[tuple[str, ...], list[Properties]]]:
    """Yield the rows of nodes by their labels."""
    groups: dict[tuple[str, ...], list[Properties]] = {}
    for node in nodes:
        groups.setdefault(node.labels, []).append({"iri": node.iri, **node.properties})
    yield from groups.items()


def group_relationships(
    relationships: Iterable[Relationship],
) -> Iterator[tuple[tuple[str, str, str], list[Sequence[Any]]]]:
    """Yield the rows (start, end, properties) of relationships by their shape."""
    groups: dict[tuple[str, str, str], list[Sequence[Any]]] = {}
    for one in relationships:
        groups.setdefault(one.shape, []).append((one.start, one.end, one.properties))
    yield from groups.items()
