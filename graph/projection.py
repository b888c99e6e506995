"""The store as resources: every document, citation, task and verdict with its IRI, evidence and provenance.

What RDF, JSON-LD and the shapes see. Made anew from the store in one fixed order: program, documents by IRI with all
that stands in them, absent documents, organisations, units, links, verdicts, rulings. A resource is yielded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import NamedTuple

from cancu.graph.document_resources import DocumentReader, describe_stub, iter_listed_laws
from cancu.graph.network import build_graph
from cancu.graph.organisation_resources import iter_organisations
from cancu.graph.store import Store
from cancu.graph.verdict_resources import Verdicts, describe_ruling, judge_pairs
from cancu.ontology.resources import ProgramResource, Resource


class Projected(NamedTuple):
    """A resource and the document that it was read from; None for what is shared or computed."""

    document: str | None
    resource: Resource


def project_store(store: Store, *, verdicts: bool = True) -> Iterator[Projected]:
    """Yield the store as resources.

    Args:
        store: read in one state, whatever writers do meanwhile
        verdicts: with the links of tasks and the coverage of all linked plans, which take the longest to compute
    """
    with store.reading():
        graph = build_graph(store, tasks=True)
        judged = judge_pairs(store, graph) if verdicts else Verdicts()
        program = ProgramResource(
            iri=f"{store.base}id/pm/cancu/{version('cancu')}", label="cancu", version=version("cancu")
        )
        yield Projected(None, program)
        reader = DocumentReader(store, graph, program.iri, judged.origins)
        for stored in store.documents():
            for resource in reader.read(stored):
                yield Projected(stored.iri, resource)
        yield from _share(reader.iter_parts())
        yield from _share(describe_stub(graph, iri) for iri, node in graph.nodes(data=True) if node["kind"] == "stub")
        yield from _share(iter_listed_laws(graph))
        yield from _share(iter_organisations(graph))
        yield from _share(judged.iter_resources(program.iri))
        yield from _share(describe_ruling(graph, ruling) for ruling in store.decisions(history=True))


def project_document(store: Store, iri: str) -> Iterator[Resource]:
    """Yield what one stored document says, with the stubs, organisations and units it refers to."""
    for projected in project_store(store, verdicts=False):
        if projected.document in (iri, None):
            yield projected.resource


def _share(resources: Iterable[Resource]) -> Iterator[Projected]:
    return (Projected(None, resource) for resource in resources)
