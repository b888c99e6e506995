"""The links between tasks as SSSOM, the standard for mappings: tab-separated values below a header of metadata.

A child's task is the subject, the parent's task the object. What is relied on (`cited`, `confirmed`, `auto`) is a
`skos:closeMatch`, a candidate a `skos:relatedMatch`; a link that a person rejected is denied by `Not`. Weak links,
which only show what is nearest to a gap, are no mappings and are left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from cancu.ontology.assessments import LinkState
from cancu.ontology.identifiers import DEFAULT_BASE
from cancu.ontology.letters import clean_letters
from cancu.ontology.resources import AlignmentResource, TaskResource

if TYPE_CHECKING:
    from cancu.graph.projection import Projected

COLUMNS = (
    *("subject_id", "subject_label", "predicate_modifier", "predicate_id", "object_id", "object_label"),
    *("mapping_justification", "confidence", "similarity_score", "similarity_measure", "match_string", "other"),
)
_PERSON = "semapv:ManualMappingCuration"
_WORDS = "semapv:LexicalSimilarityThresholdMatching"
_STATES = {
    LinkState.CITED: ("skos:closeMatch", "", _PERSON),
    LinkState.CONFIRMED: ("skos:closeMatch", "", _PERSON),
    LinkState.AUTO: ("skos:closeMatch", "", _WORDS),
    LinkState.CANDIDATE: ("skos:relatedMatch", "", _WORDS),
    LinkState.REJECTED: ("skos:closeMatch", "Not", _PERSON),
}
"""Predicate, modifier and justification of each state; who cites an item has mapped it by hand."""


def write_sssom(projected: Iterable[Projected], *, base: str = DEFAULT_BASE) -> Iterator[str]:
    """Yield the header, then one line per link.

    Args:
        projected: a store with its verdicts
        base: where its identifiers live
    """
    documents = f"{base}id/vb/"
    yield from _write_header(documents)
    labels: dict[str, str] = {}
    for one in projected:
        resource = one.resource
        if isinstance(resource, TaskResource):
            labels[resource.iri] = resource.text
        elif isinstance(resource, AlignmentResource) and resource.state in _STATES:
            yield _write_line(_describe(resource, labels, documents).values())


def _write_header(documents: str) -> Iterator[str]:
    metadata = {
        "mapping_set_id": f"{documents.removesuffix('vb/')}lk",
        "mapping_set_title": "Liên kết nhiệm vụ (links between tasks)",
        "license": "https://w3id.org/sssom/license/unspecified",
        "mapping_tool": "cancu",
        "mapping_tool_version": version("cancu"),
    }
    yield "#curie_map:\n"
    prefixes = {
        "semapv": "https://w3id.org/semapv/vocab/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "vb": documents,
    }
    yield from (f'#  {prefix}: "{iri}"\n' for prefix, iri in prefixes.items())
    yield from (f'#{key}: "{value}"\n' for key, value in metadata.items())
    yield _write_line(COLUMNS)


def _describe(link: AlignmentResource, labels: dict[str, str], documents: str) -> dict[str, Any]:
    predicate, modifier, justification = _STATES[link.state]
    said = {
        "subject_id": link.child_task.replace(documents, "vb:", 1),
        "subject_label": labels[link.child_task],
        "predicate_modifier": modifier,
        "predicate_id": predicate,
        "object_id": link.parent_task.replace(documents, "vb:", 1),
        "object_label": labels[link.parent_task],
        "mapping_justification": justification,
        "confidence": link.score if justification is _WORDS else 1.0,
        "similarity_score": link.cosine,
        "similarity_measure": link.method,
        "match_string": "|".join(link.shared),
        "other": "|".join((link.state.value, *(["suspect"] if link.suspect else ["partial"] if link.partial else []))),
    }
    return {column: said[column] for column in COLUMNS}


def _write_line(values: Iterable[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter="\t", lineterminator="\n").writerow([clean_letters(str(value)) for value in values])
    return line.getvalue()
