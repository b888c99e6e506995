"""SPARQL over a store: any query, or a question of the library by its name.

    with Store.open("kho.db", read_only=True) as store, open_sparql(store) as sparql:
        sparql.query("SELECT ?plan { ?plan a cancu:Plan }").values()
        sparql.ask("cascade", document="990/NQ-CP").values()

The triples are the projection of the store (`triple_view`) and the short edges that the rules of
`ontology/data/derivations.toml` derive from them; `query_endpoint` answers, `query_guard` says what may be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from cancu.graph.network import build_graph, find_node
from cancu.graph.query_answers import Answer, Term
from cancu.graph.query_endpoint import Endpoint, Limits, Triples
from cancu.graph.query_parameters import Names, find_iri, read_parameters
from cancu.graph.triple_view import open_triples
from cancu.ontology.errors import UnknownNodeError
from cancu.ontology.extras import require_extra
from cancu.ontology.identifiers import mint_agency
from cancu.ontology.named_queries import ParameterType, find_query, list_query_prefixes, load_derivations

if TYPE_CHECKING:
    from pathlib import Path

    from cancu.graph.nodes import Graph
    from cancu.graph.store import Store

_AGENCIES = "SELECT ?iri ?label { ?iri a cancu:Agency ; rdfs:label ?label }"
_UNITS = "SELECT ?iri ?label { ?iri a cancu:AdministrativeUnit ; rdfs:label ?label }"
_ALL_NAMES = Limits(seconds=60, rows=1_000_000)


@contextmanager
def open_sparql(store: Store, limits: Limits | None = None) -> Iterator[Sparql]:
    """Open a store for queries, in the state in which it is now.

    Args:
        store: its triples are kept in a file beside it and made anew where the store has changed
        limits: of every query

    Raises:
        CancuError: the libraries of `cancu[rdf]` are missing.
    """
    require_extra("rdf", "pyoxigraph", "rdflib")
    with open_triples(store) as path, Endpoint(describe_triples(path, store.base), limits) as endpoint:
        yield Sparql(store.base, lambda: build_graph(store), endpoint)


def describe_triples(path: Path, base: str) -> Triples:
    """The triples of a store in a file, with what every query may take for granted."""
    rules = tuple(rule.query for rule in load_derivations())
    return Triples(path, base=base, prefixes=list_query_prefixes(), rules=rules)


class Sparql:
    """The questions that one state of a store answers; see `open_sparql`.

    Args:
        base: of the store's identifiers
        find_graph: gives its working graph, when a name of a document is first asked for
        endpoint: answers queries over its triples
    """

    def __init__(self, base: str, find_graph: Callable[[], Graph], endpoint: Endpoint) -> None:
        self._base = base
        self._find_graph = find_graph
        self._endpoint = endpoint
        self._names: dict[str, Names] = {}

    def prepare(self) -> None:
        """Make ready for the next query."""
        self._endpoint.prepare()

    def query(self, text: str, parameters: Mapping[str, Term] | None = None, *, limits: Limits | None = None) -> Answer:
        """Answer a query; see `Endpoint.query`."""
        return self._endpoint.query(text, parameters, limits=limits)

    def ask(self, name: str, /, **parameters: str) -> Answer:
        """Answer a question of the library; see `ask_named`."""
        return self.ask_named(name, parameters)

    def ask_named(self, name: str, parameters: Mapping[str, str], *, limits: Limits | None = None) -> Answer:
        """Answer a question of the library.

        Args:
            name: as `cancu sparql --list` shows it
            limits: of this query, instead of the endpoint's
            parameters: as a person types them: a number or name of a document, a day, a name of an agency

        Raises:
            UnknownNodeError: no query, document, agency or unit bears the name.
            AmbiguousNameError: several do.
            QueryError: a parameter is missing or not of its type, or the query reached a limit.
        """
        query = find_query(name)
        finders = {
            ParameterType.DOCUMENT: self._find_document,
            ParameterType.AGENCY: self._find_agency,
            ParameterType.UNIT: self._find_unit,
        }
        return self._endpoint.query(query.text, read_parameters(query, parameters, finders), limits=limits)

    @cached_property
    def _graph(self) -> Graph:
        return self._find_graph()

    def _find_document(self, name: str) -> str:
        return find_node(self._graph, name)

    def _find_agency(self, name: str) -> str:
        """An agency by its printed name, else by its full name with the unit (`Sở Nội vụ tỉnh A`)."""
        names = self._list_names(_AGENCIES)
        try:
            return find_iri(name, names)
        except UnknownNodeError:
            minted = mint_agency(self._base, name)
            if all(iri != minted for iri, _ in names):
                raise
            return minted

    def _find_unit(self, name: str) -> str:
        return find_iri(name, self._list_names(_UNITS))

    def _list_names(self, query: str) -> Names:
        if query not in self._names:
            found = self._endpoint.query(query, limits=_ALL_NAMES)
            self._names[query] = [(row["iri"]["value"], row["label"]["value"]) for row in found.rows]
        return self._names[query]
