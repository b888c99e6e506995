"""Namespaces: prefixes, and the reviewed list of the terms that cancu uses from other vocabularies."""

from __future__ import annotations

from functools import cache

from cancu.ontology.markers import NAMESPACE
from cancu.ontology.records import Record
from cancu.ontology.tables import read_table

RDF_TYPE = "rdf:type"


class Vocabulary(Record):
    """A vocabulary of others.

    Attributes:
        prefix: short name
        iri: where its terms live
        version: which edition was read
        source: where it is published
        terms: the terms that cancu uses, with their English labels
    """

    prefix: str
    iri: str
    version: str
    source: str
    terms: dict[str, str]


@cache
def load_vocabularies() -> tuple[Vocabulary, ...]:
    """Read the reviewed list.

    Raises:
        VocabularyError: the list is missing or names no source.
    """
    return tuple(Vocabulary(**row) for row in read_table("external_terms")["vocabulary"])


@cache
def load_prefixes() -> dict[str, str]:
    """All prefixes in alphabetical order, that of cancu among them."""
    found = {vocabulary.prefix: vocabulary.iri for vocabulary in load_vocabularies()}
    return dict(sorted({**found, "cancu": NAMESPACE}.items()))


@cache
def expand(curie: str) -> str:
    """The IRI of a prefixed name.

    Raises:
        KeyError: the prefix is not in the list.

    Example:
        >>> expand("eli:based_on")
        'http://data.europa.eu/eli/ontology#based_on'
    """
    prefix, _, name = curie.partition(":")
    return load_prefixes()[prefix] + name
