"""What one identifier names, without projecting the whole store: linked data, one description at a time."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from cancu.graph.document_resources import DocumentReader, describe_stub, iter_listed_laws
from cancu.graph.knowledge import Records
from cancu.graph.listing import list_assignees
from cancu.graph.network import add_agency, add_tasks
from cancu.graph.nodes import Graph
from cancu.graph.organisation_resources import iter_organisations
from cancu.graph.store import Store
from cancu.ontology.resources import Resource


def describe_document(records: Records, surroundings: Graph, iri: str) -> tuple[Resource, ...]:
    """Describe a stored document and all that was read in it; plans are not compared.

    Args:
        records: the documents of the store
        surroundings: those of the document in the working graph; they are left as they are
        iri: the document
    """
    near = surroundings.copy()
    stored = records.describe(iri)
    add_tasks(near, records, stored)
    reader = DocumentReader(records, near, f"{records.base}id/pm/cancu/{version('cancu')}", {})
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
