"""cancu: legal bases, plans, agencies and tasks of Vietnamese administrative documents, as one graph.

For analysts, in a notebook or a script:

    import cancu
    kg = cancu.open("kho.db")               # or cancu.open_samples()
    kg.tasks(document="2215/QĐ-UBND")       # frames of pandas: documents, citations, tasks, assignments, coverage, …
    kg.document("2215/QĐ-UBND")             # one document, shown in the notebook
    kg.report("2764/KH-SNV")                # what it covers of the plan above
    kg.plot_cascade("990/NQ-CP").save("thac.svg")

The four rooms of the house are `cancu.ontology` (the words), `cancu.ingest` (documents to records),
`cancu.graph` (records to knowledge) and `cancu.api` (delivery). Nothing is loaded when this package is imported; a
name of `__all__` loads what it needs when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cancu.api.analysis import KnowledgeGraph, open, open_samples
    from cancu.api.frames import EmptyResultWarning
    from cancu.api.pictures import Picture
    from cancu.ingest.extraction import extract
    from cancu.ingest.readers import read_source
    from cancu.ontology.errors import CancuError

__all__ = [
    "CancuError",
    "EmptyResultWarning",
    "KnowledgeGraph",
    "Picture",
    "extract",
    "open",
    "open_samples",
    "read_source",
]

_PLACES = {
    "CancuError": "cancu.ontology.errors",
    "EmptyResultWarning": "cancu.api.frames",
    "KnowledgeGraph": "cancu.api.analysis",
    "Picture": "cancu.api.pictures",
    "extract": "cancu.ingest.extraction",
    "open": "cancu.api.analysis",
    "open_samples": "cancu.api.analysis",
    "read_source": "cancu.ingest.readers",
}


def __getattr__(name: str) -> Any:
    """The public name, loaded when it is first asked for."""
    if name not in _PLACES:
        raise AttributeError(f"module 'cancu' has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
