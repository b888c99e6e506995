"""Named queries: questions in SPARQL and in Cypher that anyone can ask by name, and the rules that add short edges.

All are data (`queries.toml`, `cypher_queries.toml`, `derivations.toml` in `data`) that an official can extend.
"""

from __future__ import annotations

import difflib
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Annotated, TypeVar

from pydantic import Field, ValidationError, model_validator

from cancu.ontology.errors import UnknownNodeError, VocabularyError
from cancu.ontology.markers import DERIVED, PARAMETERS
from cancu.ontology.records import Record
from cancu.ontology.schemes import list_prefixes
from cancu.ontology.tables import read_table

Row = TypeVar("Row", bound=Record)


class ParameterType(StrEnum):
    """How the text that a person gives becomes a term; with `?` it may be left out."""

    DOCUMENT = "document"
    AGENCY = "agency"
    UNIT = "unit"
    DATE = "date"
    LEVEL = "level"
    OPTIONAL_LEVEL = "level?"

    @property
    def is_optional(self) -> bool:
        """Whether a query answers without it."""
        return self.value.endswith("?")


class NamedQuery(Record):
    """A question with its query.

    Attributes:
        vi: the question in Vietnamese
        en: the same in English
        parameters: what it asks for, by name
        example: values that give an answer on the bundled samples
        text: the query; all prefixes of `list_query_prefixes` are known
    """

    name: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
    vi: str
    en: str
    parameters: dict[str, ParameterType] = Field(default_factory=dict)
    example: dict[str, str]
    text: str

    @model_validator(mode="after")
    def _check_example(self) -> NamedQuery:
        needed = {name for name, kind in self.parameters.items() if not kind.is_optional}
        if not needed <= self.example.keys() <= self.parameters.keys():
            raise ValueError(f"{self.name}: the example does not fit the parameters")
        return self


class Derivation(Record):
    """A rule that adds short edges: a CONSTRUCT over what is there before it."""

    term: str
    vi: str
    en: str
    query: str


@cache
def load_queries() -> MappingProxyType[str, NamedQuery]:
    """Read all named queries, in the order of the file.

    Raises:
        VocabularyError: a query is malformed, or two bear one name.

    Example:
        >>> load_queries()["gaps"].parameters
        {'level': <ParameterType.OPTIONAL_LEVEL: 'level?'>}
    """
    return _index_queries("queries")


@cache
def load_cypher_queries() -> MappingProxyType[str, NamedQuery]:
    """Read the questions in Cypher, for the tools of Neo4j, in the order of the file.

    Raises:
        VocabularyError: a query is malformed, or two bear one name.

    Example:
        >>> load_cypher_queries()["cascade"].example
        {'document': '990/NQ-CP'}
    """
    return _index_queries("cypher_queries")


@cache
def load_derivations() -> tuple[Derivation, ...]:
    """Read the rules, in the order in which they are run.

    Raises:
        VocabularyError: a rule is malformed.
    """
    return _read("derivations", "derivation", Derivation)


@cache
def list_query_prefixes() -> MappingProxyType[str, str]:
    """The prefixes that queries may use without declaring them: those of the export, and the two of queries."""
    return MappingProxyType({**list_prefixes(), "param": PARAMETERS, "derived": DERIVED})


def find_query(name: str) -> NamedQuery:
    """The query of a name.

    Raises:
        UnknownNodeError: there is none; the hint names those that are near.
    """
    queries = load_queries()
    if name in queries:
        return queries[name]
    near = difflib.get_close_matches(name, queries, n=3, cutoff=0.4)
    raise UnknownNodeError(
        f"Không có truy vấn mẫu “{name}”",
        f"there is no named query {name!r}",
        hint=f"có thể là: {', '.join(near)}" if near else "xem tất cả bằng: cancu sparql --list",
    )


def _index_queries(table: str) -> MappingProxyType[str, NamedQuery]:
    queries = _read(table, "query", NamedQuery)
    found = {query.name: query for query in queries}
    if len(found) < len(queries):
        raise VocabularyError(
            "Hai truy vấn trùng tên", "two queries bear one name", where=f"ontology/data/{table}.toml"
        )
    return MappingProxyType(found)


def _read(table: str, key: str, kind: type[Row]) -> tuple[Row, ...]:
    try:
        return tuple(kind.model_validate(row) for row in read_table(table)[key])
    except (KeyError, ValidationError) as error:
        raise VocabularyError(
            f"Bảng {table}.toml sai: {error}", f"malformed: {error}", where=f"ontology/data/{table}.toml"
        ) from error
