"""What one identifier names, without projecting the whole store: linked data, one description at a time."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from cancu.graph.document_resources import DocumentReader, describe_stub, iter_listed_laws
from cancu.graph.listing import list_assignees
from cancu.graph.network import add_agency, add_tasks
from cancu.graph.nodes import Graph, remember
from cancu.graph.organisation_resources import iter_organisations
from cancu.graph.store import Store
from cancu.ontology.resources import Resource


def describe_document(store: Store, graph: Graph, iri: str) -> tuple[Resource, ...]:
    """Describe a stored document and all that was read in it; plans are not compared.

    Args:
        store: open in any way
        graph: its working graph, with or without tasks; it is left as it is
        iri: the document
    """
    near = graph.subgraph(_find_near(graph, iri)).copy()
    stored = store.describe(iri)
    add_tasks(near, store, stored)
    reader = DocumentReader(store, near, f"{store.base}id/pm/cancu/{version('cancu')}", {})
    return (*reader.read(stored), *reader.iter_parts())


def describe_absent(graph: Graph, iri: str) -> Resource | None:
    """Describe a document that is cited, or known to have replaced one, and not stored; None where there is none."""
    if iri in graph:
        return describe_stub(graph, iri)
    return next((law for law in iter_listed_laws(graph) if law.iri == iri), None)


def describe_organisations(store: Store, graph: Graph) -> dict[str, Resource]:
    """Describe all agencies, groups and units that documents of the store name, by IRI."""
    named = graph.copy()
    for iri, name in list_assignees(store):
        add_agency(named, name, iri)
    return {resource.iri: resource for resource in iter_organisations(named)}


def find_description(resources: Iterator[Resource] | tuple[Resource, ...], iri: str) -> Resource | None:
    """The resource that an IRI names, or in which it names a part; None where there is none."""
    holding = [one for one in resources if iri == one.iri or iri.startswith((f"{one.iri}/", f"{one.iri}#"))]
    return max(holding, key=lambda one: len(one.iri), default=None)


def _find_near(graph: Graph, iri: str) -> set[str]:
    """A document with all documents that it speaks of or that speak of it."""
    return {iri, *graph.successors(iri), *graph.predecessors(iri), *_index_speakers(graph).get(iri, ())}


@remember
def _index_speakers(graph: Graph) -> dict[str, set[str]]:
    """The documents of which each document says that one stands in a relation to the other."""
    spoken: dict[str, set[str]] = {}
    for source, target, edge in graph.edges(data=True):
        for document in {evidence.document for evidence in edge["evidence"]}:
            spoken.setdefault(document, set()).update((source, target))
    return spoken
